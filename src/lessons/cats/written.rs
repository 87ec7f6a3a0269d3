//! The arithmetic of a step, with the current numbers.

use super::neuron::Neuron;
use super::{Cats, Weights};
use crate::lab::Look;
use crate::lab::scene::Arithmetic;
use crate::math::derivative::best_step;
use crate::math::measured::measure;
use crate::math::term::{Term, call, number, worked};
use crate::nn::logistic::{Cost, sigmoid};
use crate::words::text;

/// Forward, cost, backward and update for the chosen picture and the chosen weight.
pub(super) fn arithmetic(
    cats: &Cats,
    lr: f64,
    bend: Option<f64>,
    state: &Weights,
    z: &[f64],
    look: &Look<'_>,
) -> Vec<Arithmetic> {
    let mut lines = Vec::new();
    if look.reveal.shows(3) {
        lines.push(update(cats, lr, state, z));
    }
    if look.reveal.shows(2) {
        lines.push(gradient(cats, state, z));
    }
    if look.reveal.shows(1) {
        lines.push(cost(cats, z));
    }
    lines.push(forward(cats, state, z));
    lines.extend(bend.filter(|bend| *bend > 0.0).map(largest_rate));
    // What is being explained stands first; otherwise the end of the story does.
    if let Some(first) = lines.first_mut() {
        first.active = look.reveal != crate::lab::Reveal::Whole;
    }
    lines
}

/// The rate beyond which a step along the steepest bend λmax of J goes uphill.
fn largest_rate(bend: f64) -> Arithmetic {
    let worked = (number(2.0) / number(bend)).comes_to(2.0 / bend, 4, 3);
    Arithmetic::worked(text("largest stable rate here", "此处最大的稳定学习率"), "2/λmax", worked)
}

/// dJ/dw of the chosen weight: (1/m) Σ xᵢ (aᵢ − yᵢ).
fn slope(cats: &Cats, z: &[f64]) -> f64 {
    let targets = cats.neuron.targets();
    let errors = z.iter().zip(targets).map(|(&z, &y)| Cost::CrossEntropy.slope(z, y));
    cats.column().iter().zip(errors).map(|(x, error)| x * error).sum::<f64>() / z.len() as f64
}

fn name(cats: &Cats) -> crate::words::Text {
    let weight = cats.view.weight;
    let (pixel, channel) = (weight / cats.set.channels, weight % cats.set.channels);
    let (row, col) = (pixel / cats.set.width, pixel % cats.set.width);
    let colour = match (cats.set.channels, channel) {
        (3, 0) => text("red", "红"),
        (3, 1) => text("green", "绿"),
        (3, _) => text("blue", "蓝"),
        _ => text("grey", "灰"),
    };
    crate::words::Text {
        en: format!("weight of {}, row {row}, column {col}", colour.en).into(),
        zh: format!("第 {row} 行第 {col} 列{}色的权重", colour.zh).into(),
    }
}

fn forward(cats: &Cats, state: &Weights, z: &[f64]) -> Arithmetic {
    let (z, label) = match &cats.view.asked {
        Some(asked) => (super::scene::answer(cats, state, &asked.bytes), String::new()),
        None => super::scene::shown(cats, state, z),
    };
    let b = state.bias();
    let long = call("σ", sigmoid, number(z - b) + number(b));
    let short = call("σ", sigmoid, number(z));
    let mut line = worked(&[&long, &short], sigmoid(z), 5, 4);
    line.result += &label;
    Arithmetic::worked(text("forward", "前向"), "ŷ = σ(wᵀx + b)", line)
}

fn cost(cats: &Cats, z: &[f64]) -> Arithmetic {
    let total: f64 = z.iter().zip(cats.neuron.targets()).map(|(&z, &y)| Cost::CrossEntropy.value(z, y)).sum();
    let mean = number(total) / number(z.len() as f64);
    Arithmetic::worked(
        text("cost", "代价"),
        "J = −1/m · Σ [y·ln ŷ + (1−y)·ln(1−ŷ)]",
        mean.comes_to(cats.neuron.cost(z), 6, 6),
    )
}

fn gradient(cats: &Cats, _: &Weights, z: &[f64]) -> Arithmetic {
    let dw = slope(cats, z);
    let x = cats.column();
    let m = z.len() as f64;
    // J as a function of this one weight: every z moves by x times what is added to it.
    let j = |delta: f64| {
        let targets = cats.neuron.targets();
        let costs =
            z.iter().zip(&x).zip(targets).map(|((&z, &x), &y)| Cost::CrossEntropy.value(z + x * delta, y));
        costs.sum::<f64>() / m
    };
    let measured = measure(j, 0.0, dw, Some(best_step(1.0)), 0.0);
    Arithmetic::worked(name(cats), "dw = 1/m · Σ x·(ŷ − y)", (number(dw * m) / number(m)).comes_to(dw, 5, 6))
        .checked("(J(w+ε) − J(w−ε)) / 2ε", measured, None)
}

fn update(cats: &Cats, lr: f64, state: &Weights, z: &[f64]) -> Arithmetic {
    let weight = |now: &Weights| Neuron::weight(now, &cats.set.train, cats.view.weight);
    let w = weight(state);
    let dw = slope(cats, z);
    let mut next = state.clone();
    cats.neuron.step(&mut next, lr);
    let after = weight(&next);
    let line: Term = number(w) - number(lr) * number(dw);
    Arithmetic::worked(name(cats), "w ← w − α·dw", line.comes_to(after, 6, 6))
}
