//! What the lessons about networks share.
//!
//! ```text
//! batches    the order in which examples are taken
//! best       the best point of a curve so far
//! diagram    a network as it is drawn
//! method     how a network is trained, as its script is told
//! scratch    what a step computes on its way, without allocating
//! tensors    weights and biases, layer by layer
//! silent     neurons that have stopped learning
//! rule       the chosen optimizer and its hyper-parameters as parameters of a lesson
//! training   a network, its examples, and one mini-batch of training
//! ```

mod batches;
pub(super) mod best;
pub(super) mod diagram;
pub(crate) mod lines;
pub(crate) mod method;
pub(super) mod rule;
mod scratch;
mod silent;
mod tensors;
mod training;

pub(super) use batches::Batches;
pub(super) use scratch::Scratch;
pub(super) use silent::{Silent, silent};
pub(super) use tensors::tensors;
pub(super) use training::{Examples, Inputs, Overflow, Trained, Training};
