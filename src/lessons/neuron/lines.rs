//! What the lines of the script make.

use super::pass::{Pass, Weights};
use crate::lab::Made;

/// The values of an iteration with learning rate `lr`.
pub(super) fn made(pass: &Pass, weights: &Weights, lr: f64) -> Vec<Made> {
    let next = weights.iter().zip(pass.adjustment).map(|(w, adjustment)| w + lr * adjustment);
    vec![
        Made::array("z", &[4, 1], pass.z),
        Made::array("output", &[4, 1], pass.o),
        Made::array("error", &[4, 1], pass.error),
        Made::array("adjustment", &[3, 1], pass.adjustment),
        Made::array("weights", &[3, 1], next),
    ]
}
