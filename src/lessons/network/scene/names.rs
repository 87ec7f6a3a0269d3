//! What neurons are called.

use crate::lessons::network::Layers;
use crate::lessons::networks::diagram::unit;

/// `x₁`, `h₂`, `ŷ`; where there are several hidden layers `h²₃` is neuron 3 of the second.
pub(in crate::lessons::network) fn name(of: &Layers, layer: usize, index: usize) -> String {
    let (inputs, outputs) = of.table.names();
    let last = of.mlp.layers().len();
    match layer {
        0 => inputs[index].clone(),
        layer if layer == last => outputs[index].clone(),
        _ => unit(layer, last - 1, index),
    }
}
