//! What the lines of the script make.

use super::Logistic;
use crate::lab::Made;
use crate::nn::logistic::{Cost, sigmoid};

/// The values of an iteration from these weights with learning rate `lr`.
pub(super) fn made(lesson: &Logistic, weights: &[f64; 3], lr: f64) -> Vec<Made> {
    let mut z = lesson.logits(weights);
    let [dw1, dw2, db] = lesson.gradient(weights);
    let cost = lesson.mean_cost(weights, &mut z);
    let (m, y) = (z.len(), lesson.examples.set.targets());
    let a: Vec<f64> = z.iter().map(|z| sigmoid(*z)).collect();
    let slope = |(a, y): (&f64, &f64)| match lesson.cost {
        Cost::Squared => (a - y) * a * (1.0 - a),
        Cost::CrossEntropy => a - y,
    };
    let dz: Vec<f64> = a.iter().zip(y).map(slope).collect();
    let [w1, w2, b] = *weights;
    vec![
        Made::array("Z", &[1, m], z),
        Made::array("A", &[1, m], a),
        Made::number("J", cost),
        Made::array("dZ", &[1, m], dz),
        Made::array("dw", &[2, 1], [dw1, dw2]),
        Made::number("db", db),
        Made::array("w", &[2, 1], [w1 - lr * dw1, w2 - lr * dw2]),
        Made::number("b", b - lr * db),
    ]
}
