//! How the chosen weight or bias moves.

use super::scene::Sight;
use super::written::{Subject, part};
use crate::lab::scene::Arithmetic;
use crate::nn::mlp::Penalty;
use crate::nn::optimizer::Phase;
use crate::words::{figure, text};

/// The optimizer's lines (the last alone when nothing is being explained), then the penalty's.
pub(super) fn update(sight: &Sight<'_>, subject: &Subject, short: bool) -> Vec<Arithmetic> {
    let training = &sight.of.training;
    let now = &sight.state.parameters;
    let name = subject.letter.to_string();
    let lines = training.optimizer.explain(&sight.state.memory, &sight.gradient, now, subject.k, &name);
    let mut moved = now[subject.k];
    let mut written: Vec<Arithmetic> = Vec::new();
    for line in lines {
        if line.phase == Phase::Move {
            moved = line.result;
        } else if short {
            continue;
        }
        written.push(Arithmetic {
            name: subject.name.clone(),
            formula: format!("{} ← {}", line.target, line.formula),
            numbers: line.substituted,
            result: figure(line.result, 6),
            ..Arithmetic::default()
        });
    }
    if let Some(rule) = training.regularisation.filter(|_| subject.from.is_some()) {
        let mut after = now.clone();
        after[subject.k] = moved;
        let mut dead = sight.state.dead.clone();
        dead.resize(after.len(), false);
        rule.shrink(sight.of.mlp(), training.optimizer.rate(), now, &mut after, &mut dead);
        let (slope, value) = match rule.penalty {
            Penalty::L1 => ("sign(w)", figure(now[subject.k].signum(), 1)),
            Penalty::L2 => ("w", part(now[subject.k])),
        };
        let (lr, rate) = (figure(training.optimizer.rate(), 4), figure(rule.rate, 4));
        written.push(Arithmetic {
            name: text("penalty", "惩罚"),
            formula: format!("w ← w − α·λ·{slope}"),
            numbers: format!("{} − {lr}·{rate}·{value}", part(moved)),
            result: figure(after[subject.k], 6),
            ..Arithmetic::default()
        });
    }
    written
}
