//! The arithmetic of a step, with the current numbers.

use super::graph::loss_formula;
use super::{Logistic, Weights};
use crate::lab::Look;
use crate::lab::scene::{Arithmetic, Check};
use crate::math::derivative::{best_step, numeric_gradient};
use crate::nn::logistic::{Cost, sigmoid};
use crate::say;
use crate::words::{Text, figure, text};

/// Digits of a number inside a formula.
const DIGITS: usize = 5;

/// The parameters as they are written, and the feature that each is multiplied by.
const WRITTEN: [(&str, &str); 3] = [("w₁", "x₁·"), ("w₂", "x₂·"), ("b", "")];

/// What each phase computes: the one being explained first, otherwise the last.
pub(super) fn arithmetic(of: &Logistic, weights: &Weights, z: &[f64], look: &Look<'_>) -> Vec<Arithmetic> {
    let mut lines = Vec::new();
    for phase in (0..4).rev().filter(|phase| look.reveal.shows(*phase)) {
        let mut written = match phase {
            0 => forward(of, weights, z),
            1 => cost(of, z),
            2 => backward(of, weights, z),
            _ => update(of, weights),
        };
        written.iter_mut().for_each(|line| line.active = look.reveal.explains(phase));
        lines.extend(written);
    }
    lines
}

/// A number as a factor or summand: negative ones in parentheses.
fn part(x: f64) -> String {
    let number = figure(x, DIGITS);
    if number.starts_with('−') { format!("({number})") } else { number }
}

fn example(of: &Logistic) -> Text {
    let number = of.chosen + 1;
    say!("example {number}", "样本 {number}")
}

fn forward(of: &Logistic, weights: &Weights, z: &[f64]) -> Vec<Arithmetic> {
    let (x, z) = (of.examples.set.row(of.chosen), z[of.chosen]);
    let [w1, w2, b] = weights.map(part);
    vec![
        Arithmetic {
            name: example(of),
            formula: "z = w₁x₁ + w₂x₂ + b".to_string(),
            numbers: format!("{w1}·{} + {w2}·{} + {b}", part(x[0]), part(x[1])),
            result: figure(z, DIGITS),
            ..Arithmetic::default()
        },
        Arithmetic {
            name: example(of),
            formula: "a = σ(z) = 1 / (1 + e⁻ᶻ)".to_string(),
            numbers: format!("σ({})", figure(z, DIGITS)),
            result: figure(sigmoid(z), DIGITS),
            ..Arithmetic::default()
        },
    ]
}

fn cost(of: &Logistic, z: &[f64]) -> Vec<Arithmetic> {
    let targets = of.examples.set.targets();
    let (at, y) = (z[of.chosen], targets[of.chosen]);
    let a = figure(sigmoid(at), DIGITS);
    let total: f64 = z.iter().zip(targets).map(|(&z, &y)| of.cost.value(z, y)).sum();
    let m = z.len();
    vec![
        Arithmetic {
            name: example(of),
            formula: format!("L = {}", loss_formula(of.cost, y)),
            numbers: loss_formula(of.cost, y).replace('a', &a),
            result: figure(of.cost.value(at, y), DIGITS),
            ..Arithmetic::default()
        },
        Arithmetic {
            name: text("all examples", "全部样本"),
            formula: "J = 1/m · Σ L".to_string(),
            numbers: format!("{} / {m}", figure(total, 7)),
            result: figure(total / m as f64, 7),
            ..Arithmetic::default()
        },
    ]
}

/// A derivative beside its central difference. A sum over examples comes close to 0 by cancellation near a
/// minimum, so the error is relative to the numbers that enter (`scale`) where these are larger.
fn check(formula: String, slope: f64, numeric: f64, scale: f64) -> Option<Check> {
    let size = slope.abs().max(numeric.abs()).max(scale);
    let relative_error = if size == 0.0 { 0.0 } else { (slope - numeric).abs() / size };
    Some(Check { formula, numeric, relative_error, corner: None })
}

fn backward(of: &Logistic, weights: &Weights, z: &[f64]) -> Vec<Arithmetic> {
    let set = &of.examples.set;
    let (at, y) = (z[of.chosen], set.targets()[of.chosen]);
    let (a, slope) = (sigmoid(at), of.cost.slope(at, y));
    let numeric = numeric_gradient(|z| of.cost.value(z[0], y), &mut [at], 0, Some(best_step(1.0)));
    let (formula, numbers) = match of.cost {
        Cost::CrossEntropy => ("dz = a − y", format!("{} − {y}", figure(a, DIGITS))),
        Cost::Squared => {
            let a = figure(a, DIGITS);
            ("dz = (a − y)·a·(1 − a)", format!("({a} − {y})·{a}·(1 − {a})"))
        }
    };
    let mut lines = vec![Arithmetic {
        name: example(of),
        formula: formula.to_string(),
        numbers,
        result: figure(slope, DIGITS),
        check: check("(L(z+ε) − L(z−ε)) / 2ε".to_string(), slope, numeric, a.max(y)),
        ..Arithmetic::default()
    }];
    let gradient = of.gradient(weights);
    let mut room = vec![0.0; z.len()];
    for (k, (name, feature)) in WRITTEN.into_iter().enumerate() {
        let feature_of = |i: usize| set.row(i).get(k).copied().unwrap_or(1.0);
        let scale = (0..z.len()).map(|i| feature_of(i).abs()).sum::<f64>() / z.len() as f64;
        // ε moves z as little for large features as for small ones.
        let step = if scale > 0.0 { best_step(1.0) / scale } else { best_step(1.0) };
        let numeric = numeric_gradient(|w| of.mean_cost(w, &mut room), &mut weights.clone(), k, Some(step));
        lines.push(Arithmetic {
            name: text("all examples", "全部样本"),
            formula: format!("d{name} = 1/m · Σ {feature}dz"),
            numbers: format!("{} / {}", figure(gradient[k] * z.len() as f64, DIGITS), z.len()),
            result: figure(gradient[k], 7),
            check: check(format!("(J({name}+ε) − J({name}−ε)) / 2ε"), gradient[k], numeric, scale),
            ..Arithmetic::default()
        });
    }
    lines
}

fn update(of: &Logistic, weights: &Weights) -> Vec<Arithmetic> {
    let gradient = of.gradient(weights);
    let line = |(k, (name, _)): (usize, (&str, &str))| Arithmetic {
        name: text("update", "更新"),
        formula: format!("{name} ← {name} − α·d{name}"),
        numbers: format!("{} − {}·{}", figure(weights[k], 6), figure(of.lr, 4), part(gradient[k])),
        result: figure(weights[k] - of.lr * gradient[k], 6),
        ..Arithmetic::default()
    };
    WRITTEN.into_iter().enumerate().map(line).collect()
}
