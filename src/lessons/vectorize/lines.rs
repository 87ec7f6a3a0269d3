//! What the lines of the script make.

use super::timing::Trial;
use super::work::{FEATURES, Neuron, Work};
use crate::lab::Made;
use crate::nn::logistic::sigmoid;

/// The results of a trial, and how far they are apart.
pub(super) fn made(work: &Work, trial: &Trial) -> Vec<Made> {
    let mut made = match work {
        Work::Dot(..) => {
            vec![Made::number("total", trial.results[0]), Made::number("dot", trial.results[1])]
        }
        Work::Gradient(neuron) => gradient(neuron),
    };
    made.push(Made::number("difference", trial.difference));
    made
}

fn gradient(neuron: &Neuron) -> Vec<Made> {
    let all = FEATURES + 1;
    let z = neuron.sums();
    let (m, labels) = (z.len(), neuron.labels());
    let a = || z.iter().map(|z| sigmoid(*z));
    let by_arrays = neuron.by_arrays();
    vec![
        Made::array("gradient", &[all], neuron.by_loop()),
        Made::array("Z", &[1, m], z.iter().copied()),
        Made::array("A", &[1, m], a()),
        Made::array("dZ", &[1, m], a().zip(labels).map(|(a, y)| a - y)),
        Made::array("dw", &[FEATURES, 1], by_arrays[..FEATURES].iter().copied()),
        Made::number("db", by_arrays[FEATURES]),
    ]
}
