//! What the learner looks at.

use super::shape;
use crate::lab::Parameters;
use crate::lab::scene::Selected;

/// What the learner looks at.
#[derive(Debug, Clone, Default)]
pub(super) struct View {
    pub(super) neuron_map: bool,
    pub(super) lines: Lines,
    pub(super) discrete: bool,
    pub(super) test: bool,
    pub(super) example: usize,
    pub(super) selected: Selected,
    pub(super) format: String,
}

/// Whose borders are drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Lines {
    #[default]
    Nobody,
    Layer,
    Neuron,
}

impl View {
    pub(super) fn new(parameters: &Parameters) -> View {
        View {
            neuron_map: parameters.word("map") == "neuron",
            lines: match parameters.word("lines") {
                "layer" => Lines::Layer,
                "neuron" => Lines::Neuron,
                _ => Lines::Nobody,
            },
            discrete: parameters.on("discrete"),
            test: parameters.on("test"),
            example: parameters.count("example").saturating_sub(1),
            selected: shape::read_place(parameters.word("selected")),
            format: parameters.word("format").to_string(),
        }
    }
}
