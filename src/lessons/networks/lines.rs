//! What the lines of a script make that trains a network in mini-batches.

use super::{Trained, Training};
use crate::lab::Made;

/// The values of the next step: over its batch, for the first layer's weights and biases, and what they become.
pub(crate) fn made(training: &Training, state: &Trained) -> Vec<Made> {
    let chosen = state.batches.next(training.batch);
    let mlp = &training.mlp;
    let last = mlp.layers().len() - 1;
    let traces = || {
        chosen.iter().map(|&i| {
            let (inputs, targets) = training.examples.one(i);
            mlp.trace(&state.parameters, &inputs, targets)
        })
    };
    let shape = [chosen.len(), mlp.outputs()];
    let mut answers = Vec::new();
    let loss = training.ask_some(&state.parameters, &training.examples, chosen, &mut answers);
    let gradient = training.gradient(state);
    let mut next = state.clone();
    // A step that bursts stays where it was, and the run ends there.
    let after = if training.step(&mut next).is_ok() { &next.parameters } else { &state.parameters };
    let first = &mlp.layers()[0];
    let weights = [first.outputs, first.inputs];
    let of = |numbers: &[f64], range: &std::ops::Range<usize>| numbers[range.clone()].to_vec();
    vec![
        Made::array("z[-1]", &shape, traces().flat_map(|trace| trace.z[last].clone())),
        Made::array("a[-1]", &shape, answers),
        Made::number("J_batch", loss),
        Made::array("dW[0]", &weights, of(&gradient, &first.weights)),
        Made::array("db[0]", &[first.outputs], of(&gradient, &first.biases)),
        Made::array("W[0]", &weights, of(after, &first.weights)),
        Made::array("b[0]", &[first.outputs], of(after, &first.biases)),
    ]
}
