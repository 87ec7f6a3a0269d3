//! What the script of a run is told.

use super::preset::{Biases, Start};
use super::{Layers, parameters};
use crate::lab::bridge::{OldLesson as _, OldSetup};
use crate::words::Problem;

/// A network as its script is told about it.
pub(crate) struct Told {
    /// Inputs, hidden layers, outputs.
    pub(crate) sizes: Vec<usize>,
    /// Rows of inputs, m × inputs.
    pub(crate) inputs: Vec<f64>,
    /// Wanted answers, m × outputs.
    pub(crate) targets: Vec<f64>,
    /// `none`, `fixed` or `learn`.
    pub(crate) biases: &'static str,
    /// What a row counts in L: 1, or 1/m.
    pub(crate) share: f64,
    /// `squared`, or `half` of it.
    pub(crate) loss: &'static str,
    /// `unit`, `signed`, `zeros`, `equal` or `worked`.
    pub(crate) start: &'static str,
    /// The first weights and biases, layer by layer: a row of weights a neuron, then the biases.
    pub(crate) first: Vec<f64>,
}

/// What the script of a run is told.
///
/// # Errors
/// As when the lesson is opened.
pub(crate) fn told(setup: &OldSetup<'_>) -> Result<Told, Problem> {
    let (lesson, state) = Layers::open(setup)?;
    let loss = parameters::loss_of(lesson.preset, setup.parameters);
    let (first, width) = (lesson.table.inputs, lesson.table.outputs);
    let mut sizes: Vec<usize> = vec![first];
    sizes.extend(lesson.mlp.layers().iter().map(|layer| layer.outputs));
    debug_assert_eq!(sizes.last(), Some(&width));
    let rows = (0..lesson.table.examples.count).flat_map(|i| lesson.table.examples.one(i).0);
    Ok(Told {
        sizes,
        inputs: rows.collect(),
        targets: lesson.table.examples.targets.clone(),
        biases: match lesson.biases {
            Biases::None => "none",
            Biases::Fixed => "fixed",
            Biases::Learn => "learn",
        },
        share: lesson.share(),
        loss: if loss == crate::math::loss::Loss::Squared { "squared" } else { "half" },
        start: match lesson.start {
            Start::Unit => "unit",
            Start::Signed => "signed",
            Start::Zeros => "zeros",
            Start::Equal => "equal",
            Start::Worked => "worked",
        },
        first: state.numbers,
    })
}
