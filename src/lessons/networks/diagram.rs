//! A network as it is drawn.

use crate::lab::scene::{Network, Neuron, Neurons};
use crate::nn::mlp::{Mlp, Trace};
use crate::say;
use crate::words::{Text, text};

/// The network with its weights and biases; the numbers of one example where there is a trace of it. Inputs and
/// outputs are called as given, hidden neurons as [`unit`] says.
pub(crate) fn diagram(
    mlp: &Mlp,
    parameters: &[f64],
    inputs: &[String],
    outputs: &[String],
    trace: Option<&Trace>,
) -> Network {
    let last = mlp.layers().len();
    let value = |layer: usize, at: usize| Some(trace?.a[layer][at]);
    let mut layers = vec![Neurons {
        title: text("inputs", "输入"),
        neurons: (0..mlp.inputs())
            .map(|at| Neuron { name: name(inputs, 'x', at), value: value(0, at), ..Neuron::default() })
            .collect(),
    }];
    for (l, layer) in mlp.layers().iter().enumerate() {
        let (title, names, letter) = match l + 1 == last {
            true => (text("outputs", "输出"), outputs, 'y'),
            false => (hidden(l + 1, last - 1), &[][..], 'h'),
        };
        let neuron = |at: usize| Neuron {
            name: if letter == 'h' { unit(l + 1, last - 1, at) } else { name(names, letter, at) },
            value: value(l + 1, at),
            error: trace.map(|trace| trace.error[l][at]),
            bias: parameters[layer.biases.clone()].get(at).copied(),
            ..Neuron::default()
        };
        layers.push(Neurons { title, neurons: (0..layer.outputs).map(neuron).collect() });
    }
    let rows = |layer: &crate::nn::mlp::Layer| {
        parameters[layer.weights.clone()].chunks(layer.inputs).map(<[f64]>::to_vec).collect()
    };
    Network { layers, weights: mlp.layers().iter().map(rows).collect(), ..Network::default() }
}

/// The heading of a hidden layer.
fn hidden(layer: usize, of: usize) -> Text {
    match of {
        1 => text("hidden layer", "隐藏层"),
        2 => say!("hidden layer {layer}", "隐藏层 {layer}"),
        _ => say!("hidden {layer}", "隐藏 {layer}"),
    }
}

/// What a hidden neuron is called: `h₂`; where there are several hidden layers `h²₃` is neuron 3 of the second.
pub(crate) fn unit(layer: usize, layers: usize, index: usize) -> String {
    const HIGH: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    let layer = (layers > 1).then(|| HIGH[layer.min(9)]);
    format!("h{}{}", layer.map(String::from).unwrap_or_default(), subscript(index + 1))
}

fn name(names: &[String], letter: char, at: usize) -> String {
    names.get(at).cloned().unwrap_or_else(|| format!("{letter}{}", subscript(at + 1)))
}

/// A number as an index: ₁₂.
pub(crate) fn subscript(number: usize) -> String {
    let low = |digit: char| char::from_u32('₀' as u32 + digit as u32 - '0' as u32).unwrap_or(digit);
    number.to_string().chars().map(low).collect()
}
