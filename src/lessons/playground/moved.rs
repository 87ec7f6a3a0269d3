//! How the chosen weight or bias moves.

use super::scene::Sight;
use super::written::Subject;
use crate::lab::scene::Arithmetic;
use crate::math::term::number;
use crate::nn::mlp::Penalty;
use crate::nn::optimizer::Phase;
use crate::words::text;

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
        let formula = format!("{} ← {}", line.target, line.formula);
        written.push(Arithmetic::worked(subject.name.clone(), formula, line.worked));
    }
    if let Some(rule) = training.regularisation.filter(|_| subject.from.is_some()) {
        let mut after = now.clone();
        after[subject.k] = moved;
        let mut dead = sight.state.dead.clone();
        dead.resize(after.len(), false);
        rule.shrink(sight.of.mlp(), training.optimizer.rate(), now, &mut after, &mut dead);
        let (slope, value) = match rule.penalty {
            Penalty::L1 => ("sign(w)", now[subject.k].signum()),
            Penalty::L2 => ("w", now[subject.k]),
        };
        let pull = number(training.optimizer.rate()) * number(rule.rate) * number(value);
        written.push(Arithmetic::worked(
            text("penalty", "惩罚"),
            format!("w ← w − α·λ·{slope}"),
            (number(moved) - pull).comes_to(after[subject.k], 5, 6),
        ));
    }
    written
}
