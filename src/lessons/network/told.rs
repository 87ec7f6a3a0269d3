//! What the script of a run is told.

use super::Layers;
use super::preset::Start;
use crate::data::table::Scaling;
use crate::lab::{Lesson as _, OneOf as _, Recipe};
use crate::words::Problem;
use std::time::Duration;

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
    /// How features of one's own are scaled.
    pub(crate) scale: Scaling,
    /// The first weights and biases, layer by layer: a row of weights a neuron, then the biases.
    pub(crate) first: Vec<f64>,
}

/// What the script of a run is told.
///
/// # Errors
/// As when the lesson is opened.
pub(crate) fn told(recipe: &Recipe, clock: fn() -> Duration) -> Result<Told, Problem> {
    let (lesson, settings, state) = Layers::begin(recipe, clock)?;
    let (first, width) = (lesson.table.inputs, lesson.table.outputs);
    let mut sizes: Vec<usize> = vec![first];
    sizes.extend(lesson.mlp.layers().iter().map(|layer| layer.outputs));
    debug_assert_eq!(sizes.last(), Some(&width));
    let rows = (0..lesson.table.examples.count).flat_map(|i| lesson.table.examples.one(i).0);
    Ok(Told {
        sizes,
        inputs: rows.collect(),
        targets: lesson.table.examples.targets.clone(),
        biases: lesson.biases.id(),
        share: lesson.share(),
        loss: if settings.loss == crate::math::loss::Loss::Squared { "squared" } else { "half" },
        start: match settings.begins() {
            Start::Unit => "unit",
            Start::Signed => "signed",
            Start::Zeros => "zeros",
            Start::Equal => "equal",
            Start::Worked => "worked",
        },
        scale: *settings.scale,
        first: state.numbers,
    })
}
