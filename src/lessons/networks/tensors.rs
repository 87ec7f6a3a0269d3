//! The weights and biases of a network, layer by layer.

use crate::math::Tensor;
use crate::nn::mlp::Mlp;

/// `W1` (neurons × inputs), `b1`, `W2` … of all numbers of a network, in the order of [`Mlp::layers`].
pub(in crate::lessons) fn tensors(mlp: &Mlp, numbers: &[f64]) -> Vec<Tensor> {
    let mut all = Vec::with_capacity(2 * mlp.layers().len());
    for (at, layer) in mlp.layers().iter().enumerate() {
        let weights = numbers[layer.weights.clone()].to_vec();
        all.push(Tensor::new(format!("W{}", at + 1), &[layer.outputs, layer.inputs], weights));
        let biases = numbers[layer.biases.clone()].to_vec();
        // A network without biases has none to take along.
        if !biases.is_empty() {
            all.push(Tensor::list(format!("b{}", at + 1), biases));
        }
    }
    all
}
