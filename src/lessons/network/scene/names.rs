//! What neurons are called.

use crate::lessons::network::Layers;
use crate::lessons::networks::diagram::subscript;

/// `x₁`, `h₂`, `ŷ`; where there are several hidden layers `h²₃` is neuron 3 of the second.
pub(in crate::lessons::network) fn name(of: &Layers, layer: usize, index: usize) -> String {
    let (inputs, outputs) = of.table.names();
    let last = of.mlp.layers().len();
    match layer {
        0 => inputs[index].clone(),
        layer if layer == last => outputs[index].clone(),
        _ if last == 2 => format!("h{}", subscript(index + 1)),
        _ => format!("h{}{}", superscript(layer), subscript(index + 1)),
    }
}

fn superscript(layer: usize) -> char {
    ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'][layer.min(9)]
}
