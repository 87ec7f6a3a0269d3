//! What the lines of the script make.

use super::neuron::{Neuron, Weights};
use crate::data::{Pictures, Pixels};
use crate::lab::Made;
use crate::nn::logistic::sigmoid;

/// The values of an iteration over the training pictures with learning rate `lr`.
pub(super) fn made(neuron: &Neuron, pictures: &Pictures, now: &Weights, lr: f64) -> Vec<Made> {
    let z = neuron.train_logits(now);
    let (m, n) = (z.len(), pictures.features);
    let a: Vec<f64> = z.iter().map(|z| sigmoid(*z)).collect();
    let dz: Vec<f64> = a.iter().zip(neuron.targets()).map(|(a, y)| a - y).collect();
    let pixel = |at: usize| match &pictures.pixels {
        Pixels::Bytes(bytes) => f64::from(bytes[at]) / 255.0,
        Pixels::Fractions(reals) => reals[at],
    };
    // dw = X dZᵀ/m, a number at a time: only the first are asked for.
    let slope = |k: usize| dz.iter().enumerate().map(|(i, dz)| pixel(i * n + k) * dz).sum::<f64>() / m as f64;
    let db = dz.iter().sum::<f64>() / m as f64;
    let w = neuron.weights(now, pictures);
    vec![
        Made::array("Z", &[1, m], z.iter().copied()),
        Made::array("A", &[1, m], a.iter().copied()),
        Made::number("cost", neuron.cost(&z)),
        Made::array("dw", &[n, 1], (0..n).map(slope)),
        Made::number("db", db),
        Made::array("w", &[n, 1], (0..n).map(|k| w[k] - lr * slope(k))),
        Made::number("b", now.bias() - lr * db),
    ]
}
