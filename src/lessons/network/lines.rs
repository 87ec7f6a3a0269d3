//! What the lines of the script make.

use super::Layers;
use crate::lab::Made;

/// The values of an iteration over the whole table with learning rate `lr`.
pub(super) fn made(lesson: &Layers, numbers: &[f64], lr: f64) -> Vec<Made> {
    let (rows, gradient) = (lesson.all.len(), lesson.gradient(numbers));
    let traces = || (0..rows).map(|row| lesson.trace(numbers, row));
    let layers = lesson.mlp.layers();
    let mut made = vec![Made::number("L", lesson.answers(numbers).1)];
    for (at, layer) in layers.iter().enumerate() {
        let (k, inputs, neurons) = (at + 1, layer.inputs, layer.outputs);
        let name = if k == layers.len() { "self.output".to_string() } else { format!("self.layer{k}") };
        made.push(Made::array(name, &[rows, neurons], traces().flat_map(|trace| trace.a[k].clone())));
        // The course's delta points down the slope.
        let delta = |error: f64| -error * lesson.share();
        let deltas = traces().flat_map(|trace| trace.error[at].clone()).map(delta);
        made.push(Made::array(format!("delta{k}"), &[rows, neurons], deltas));
        let down: Vec<f64> = gradient[layer.weights.clone()].iter().map(|slope| -slope).collect();
        made.push(Made::turned(format!("d_weights{k}"), [neurons, inputs], &down));
        let moved = |at: usize| lesson.moved(lr, numbers, &gradient, at);
        let weights: Vec<f64> = layer.weights.clone().map(moved).collect();
        made.push(Made::turned(format!("self.weights{k}"), [neurons, inputs], &weights));
        made.push(Made::array(format!("self.biases{k}"), &[neurons], layer.biases.clone().map(moved)));
    }
    made
}
