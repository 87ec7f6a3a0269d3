//! Computation graphs.

use super::Ink;

/// How far a node has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Stage {
    /// Not computed yet.
    #[default]
    Waiting,
    /// Being computed in this step.
    Active,
    /// Computed.
    Done,
}

/// A node: a variable or an operation.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Node {
    /// Its name: `u`.
    pub name: String,
    /// What it computes from its inputs: `b·c`; empty for a variable.
    pub expression: String,
    /// Its value, when the forward pass has been here.
    pub value: Option<f64>,
    /// Significant digits in which the value is shown; 0 for as many as usual.
    pub digits: u8,
    /// The derivative of the result with respect to it, when the backward pass has been here.
    pub gradient: Option<f64>,
    /// How the derivative is called: `dJ/du`.
    pub gradient_name: String,
    /// Columns kept for the value and for the derivative, so that nothing moves when they come or change.
    pub room: (usize, usize),
    /// Forward pass.
    pub forward: Stage,
    /// Backward pass.
    pub backward: Stage,
    /// Chosen by the learner.
    pub selected: bool,
    /// Its colour.
    pub ink: Ink,
}

/// An edge from a node to one that uses it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Wire {
    /// The node used.
    pub from: usize,
    /// The node that uses it.
    pub to: usize,
    /// Name of the local derivative: `dv/du`.
    pub label: String,
    /// Its value, once the backward pass has been here.
    pub slope: Option<f64>,
    /// Values or derivatives flow along it in this step.
    pub active: bool,
}

/// A computation graph, drawn left to right.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Graph {
    /// Nodes; a node stands after all nodes it uses.
    pub nodes: Vec<Node>,
    /// Edges.
    pub wires: Vec<Wire>,
}
