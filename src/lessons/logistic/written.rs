//! The arithmetic of a step, with the current numbers.

use super::graph::loss_formula;
use super::{Logistic, Weights};
use crate::lab::Look;
use crate::lab::scene::Arithmetic;
use crate::math::derivative::best_step;
use crate::math::measured::measure;
use crate::math::term::{Term, call, number};
use crate::nn::logistic::{Cost, sigmoid};
use crate::say;
use crate::words::{Text, figure, same, text};

/// Digits of a number inside a formula.
const DIGITS: usize = 5;

/// The parameters as they are written, and the feature that each is multiplied by.
const WRITTEN: [(&str, &str); 3] = [("w₁", "x₁·"), ("w₂", "x₂·"), ("b", "")];

/// What each phase computes: the one being explained first, otherwise the last.
pub(super) fn arithmetic(
    of: &Logistic,
    lr: f64,
    weights: &Weights,
    z: &[f64],
    look: &Look<'_>,
) -> Vec<Arithmetic> {
    let mut lines = Vec::new();
    for phase in (0..4).rev().filter(|phase| look.reveal.shows(*phase)) {
        let mut written = match phase {
            0 => forward(of, weights, z),
            1 => cost(of, z),
            2 => backward(of, weights, z),
            _ => update(of, lr, weights),
        };
        written.iter_mut().for_each(|line| line.active = look.reveal.explains(phase));
        lines.extend(written);
    }
    lines
}

fn example(of: &Logistic) -> Text {
    let number = of.chosen + 1;
    say!("example {number}", "样本 {number}")
}

fn forward(of: &Logistic, weights: &Weights, z: &[f64]) -> Vec<Arithmetic> {
    let (x, z) = (of.examples.set.row(of.chosen), z[of.chosen]);
    let [w1, w2, b] = weights.map(number);
    let sum = w1 * number(x[0]) + w2 * number(x[1]) + b;
    let answer = call("σ", sigmoid, number(z));
    vec![
        Arithmetic::worked(example(of), "z = w₁x₁ + w₂x₂ + b", sum.comes_to(z, DIGITS, DIGITS)),
        Arithmetic::worked(
            example(of),
            "a = σ(z) = 1 / (1 + e⁻ᶻ)",
            answer.comes_to(sigmoid(z), DIGITS, DIGITS),
        ),
    ]
}

/// The loss of an example as it is written in the graph, with its number.
fn loss(cost: Cost, y: f64, a: f64) -> Term {
    let (one, half) = (Term::Word(1.0, "1".into()), Term::Word(0.5, "½".into()));
    let square = |term: Term| Term::Square(Box::new(term));
    match (cost, y > 0.5) {
        (Cost::CrossEntropy, true) => -call("ln", f64::ln, number(a)),
        (Cost::CrossEntropy, false) => -call("ln", f64::ln, one - number(a)),
        (Cost::Squared, true) => half * square(number(a) - one),
        (Cost::Squared, false) => half * square(number(a)),
    }
}

fn cost(of: &Logistic, z: &[f64]) -> Vec<Arithmetic> {
    let targets = of.examples.set.targets();
    let (at, y) = (z[of.chosen], targets[of.chosen]);
    let (value, a) = (of.cost.value(at, y), sigmoid(at));
    let total: f64 = z.iter().zip(targets).map(|(&z, &y)| of.cost.value(z, y)).sum();
    let m = z.len() as f64;
    let formula = format!("L = {}", loss_formula(of.cost, y));
    let from_a = loss(of.cost, y, a);
    // Where a is rounded to 0 or 1 its logarithm says nothing: the loss is computed from z.
    let near = (from_a.value() - value).abs() <= 1e-6 * value.abs();
    let one = if near {
        Arithmetic::worked(example(of), formula, from_a.comes_to(value, DIGITS, DIGITS))
    } else {
        let sign = if y > 0.5 { "−" } else { "" };
        Arithmetic {
            name: example(of),
            formula: same(format!("{formula} = ln(1 + e^({sign}z))")),
            result: figure(value, DIGITS),
            ..Arithmetic::default()
        }
    };
    vec![
        one,
        Arithmetic::worked(
            text("all examples", "全部样本"),
            "J = 1/m · Σ L",
            (number(total) / number(m)).comes_to(total / m, 7, 7),
        ),
    ]
}

fn backward(of: &Logistic, weights: &Weights, z: &[f64]) -> Vec<Arithmetic> {
    let set = &of.examples.set;
    let (at, y) = (z[of.chosen], set.targets()[of.chosen]);
    let (a, slope) = (sigmoid(at), of.cost.slope(at, y));
    let miss = number(a) - number(y);
    let (formula, term) = match of.cost {
        Cost::CrossEntropy => ("dz = a − y", miss),
        Cost::Squared => {
            ("dz = (a − y)·a·(1 − a)", miss * number(a) * (Term::Word(1.0, "1".into()) - number(a)))
        }
    };
    let measured = measure(|z| of.cost.value(z, y), at, slope, Some(best_step(1.0)), 1.0);
    let mut lines =
        vec![Arithmetic::worked(example(of), formula, term.comes_to(slope, DIGITS, DIGITS)).checked(
            "(L(z+ε) − L(z−ε)) / 2ε",
            measured,
            None,
        )];
    let gradient = of.gradient(weights);
    let mut room = vec![0.0; z.len()];
    let m = z.len() as f64;
    for (k, (name, feature)) in WRITTEN.into_iter().enumerate() {
        let feature_of = |i: usize| set.row(i).get(k).copied().unwrap_or(1.0);
        let scale = (0..z.len()).map(|i| feature_of(i).abs()).sum::<f64>() / m;
        // ε moves z as little for large features as for small ones.
        let step = if scale > 0.0 { best_step(1.0) / scale } else { best_step(1.0) };
        let cost = |w: f64| {
            let mut moved = *weights;
            moved[k] = w;
            of.mean_cost(&moved, &mut room)
        };
        let measured = measure(cost, weights[k], gradient[k], Some(step), scale);
        lines.push(
            Arithmetic::worked(
                text("all examples", "全部样本"),
                format!("∂J/∂{name} = 1/m · Σ {feature}dz"),
                (number(gradient[k] * m) / number(m)).comes_to(gradient[k], DIGITS, 7),
            )
            .checked(format!("(J({name}+ε) − J({name}−ε)) / 2ε"), measured, None),
        );
    }
    lines
}

fn update(of: &Logistic, lr: f64, weights: &Weights) -> Vec<Arithmetic> {
    let gradient = of.gradient(weights);
    let line = |(k, (name, _)): (usize, (&str, &str))| {
        let next = number(weights[k]) - number(lr) * number(gradient[k]);
        Arithmetic::worked(
            text("update", "更新"),
            format!("{name} ← {name} − α·∂J/∂{name}"),
            next.comes_to(weights[k] - lr * gradient[k], 6, 6),
        )
    };
    WRITTEN.into_iter().enumerate().map(line).collect()
}
