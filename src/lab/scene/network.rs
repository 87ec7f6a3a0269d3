//! Networks of layers.

use super::Image;
use crate::words::Text;

/// One neuron (or input).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Neuron {
    /// What it is called: `x₁`, `h₂`, `sin x₁`.
    pub name: String,
    /// Its activation for the selected example.
    pub value: Option<f64>,
    /// The error that flowed back to it.
    pub error: Option<f64>,
    /// Its bias, where it has one.
    pub bias: Option<f64>,
    /// A small picture of what it answers over the plane.
    pub map: Option<Image>,
    /// Dimmed: an input that is switched off.
    pub off: bool,
}

/// One layer.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Neurons {
    /// Its heading: "inputs", "hidden layer 1".
    pub title: Text,
    /// Its neurons.
    pub neurons: Vec<Neuron>,
}

/// What flows in the phase being explained.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Flowing {
    /// Nothing.
    #[default]
    Still,
    /// Activations into this layer.
    Forward(usize),
    /// Errors out of this layer into the one before; beyond the last one, the loss into the outputs.
    Backward(usize),
    /// Weights change everywhere.
    Update,
}

/// What the learner has chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Selected {
    /// Nothing.
    #[default]
    Nothing,
    /// A neuron of a layer.
    Neuron {
        /// Layer, 0 for the inputs.
        layer: usize,
        /// Place in it.
        index: usize,
    },
    /// The connection to neuron `to` of `layer` from neuron `from` of the layer before.
    Edge {
        /// Layer of the receiving neuron.
        layer: usize,
        /// Sending neuron.
        from: usize,
        /// Receiving neuron.
        to: usize,
    },
}

/// A network drawn left to right: sign of a weight by mark and colour, size by intensity.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Network {
    /// Inputs, hidden layers, outputs.
    pub layers: Vec<Neurons>,
    /// `weights[l][to][from]`: from layer `l` into layer `l + 1`; NaN where there is no connection.
    pub weights: Vec<Vec<Vec<f64>>>,
    /// The weights after the step, as far as they are known; drawn in the phase [`Flowing::Update`].
    pub next: Vec<Vec<Vec<f64>>>,
    /// What flows.
    pub flowing: Flowing,
    /// What is chosen.
    pub selected: Selected,
}
