//! What a learner does inside a panel, and what a lesson answers.

use super::{Held, Value};
use crate::math::Tensor;
use crate::words::Text;

/// A place inside a picture, in the picture's own terms.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Spot {
    /// Coordinates on a chart or plane.
    Point {
        /// Along the horizontal axis.
        x: f64,
        /// Along the vertical axis.
        y: f64,
    },
    /// Row and column of a matrix, or pixel of a picture, from the top left.
    Cell {
        /// From the top, from 0.
        row: usize,
        /// From the left, from 0.
        col: usize,
    },
    /// Row of a table, bar, thumbnail, or node of a graph, from 0.
    Item(usize),
    /// A neuron of a network: layer (0 = inputs) and place in it.
    Neuron {
        /// Layer, 0 for the inputs.
        layer: usize,
        /// Place in the layer, from 0.
        index: usize,
    },
    /// A connection of a network: to `to` in `layer` from `from` in the layer before.
    Edge {
        /// Layer of the receiving neuron, from 1.
        layer: usize,
        /// The sending neuron.
        from: usize,
        /// The receiving neuron.
        to: usize,
    },
}

/// What was done there.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Act {
    /// Click, or Enter/Space at the cursor.
    Press(Spot),
    /// The pointer moved to here with the button down.
    Drag(Spot),
    /// Right click, or Backspace at the cursor: take away, erase.
    Erase(Spot),
    /// Arrow keys in the focused panel (`dy` grows downwards), or the wheel over it.
    Move {
        /// Columns to the right.
        dx: i32,
        /// Rows downwards.
        dy: i32,
    },
}

/// What a lesson answers to a gesture or a verb; carried out by the session and the program.
#[derive(Debug, Clone, PartialEq)]
pub enum Response {
    /// Set a parameter: made by [`Setting::to`](super::Setting::to).
    Set {
        /// The parameter.
        name: String,
        /// Its new value.
        value: Value,
    },
    /// Take this many steps (an epoch, a sweep).
    Advance(u64),
    /// Start or restart a background job, and bring the view of its name forward.
    Work(String),
    /// Bring the view of this name forward, where it is not seen: made by [`Panes::forward`](super::Panes::forward).
    See(String),
    /// Ask for a value in a line of text, beginning with `prefill`, and set the parameter to it.
    Ask {
        /// The parameter.
        name: String,
        /// What the input line begins with; `{}` in `value` stands for what was typed.
        prefill: String,
        /// The value to set, with `{}` for what was typed: alone, or as the number in the words of an edit by hand.
        value: String,
        /// What is asked for.
        prompt: Text,
    },
    /// Save text to a file chosen by the learner (points, weights).
    Save {
        /// Proposed file name.
        file: String,
        /// Its bytes.
        contents: Vec<u8>,
    },
    /// Save what the run has learnt to a file chosen by the learner, whose name says how.
    Weights(Vec<Tensor>),
    /// Save the metrics of the steps so far to a file chosen by the learner, whose name says how: the columns, and
    /// their values step by step, the number of the step first.
    Metrics(Vec<String>, Vec<(u64, Vec<f64>)>),
    /// Say a sentence in the message line.
    Say(Text),
}

impl Response {
    /// Sets a parameter that exists only once what is answered before it is set: a variable of the next formula.
    #[must_use]
    pub fn set_next(name: &str, value: &impl Held) -> Response {
        Response::Set { name: name.to_string(), value: value.to_value() }
    }
}
