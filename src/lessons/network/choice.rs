//! What the learner has chosen on the diagram: a neuron or a weight.

use crate::lab::scene::Selected;
use crate::nn::mlp::Mlp;

/// A neuron or a weight; layer 0 are the inputs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Choice {
    Neuron { layer: usize, index: usize },
    Weight { layer: usize, to: usize, from: usize },
}

impl Choice {
    /// Reads `layer.neuron` or `layer.neuron.from`, layers from 0 (the inputs), neurons from 1.
    pub(super) fn parse(words: &str) -> Option<Choice> {
        let parts: Option<Vec<usize>> = words.trim().split('.').map(|part| part.parse().ok()).collect();
        match parts?[..] {
            [layer, index @ (1..)] => Some(Choice::Neuron { layer, index: index - 1 }),
            [layer @ (1..), to @ (1..), from @ (1..)] => {
                Some(Choice::Weight { layer, to: to - 1, from: from - 1 })
            }
            _ => None,
        }
    }

    /// As it is typed.
    pub(super) fn typed(self) -> String {
        match self {
            Choice::Neuron { layer, index } => format!("{layer}.{}", index + 1),
            Choice::Weight { layer, to, from } => format!("{layer}.{}.{}", to + 1, from + 1),
        }
    }

    /// The first weight of the last layer: what a step is usually explained with.
    pub(super) fn usual(mlp: &Mlp) -> Choice {
        Choice::Weight { layer: mlp.layers().len(), to: 0, from: 0 }
    }

    /// Whether the network has it.
    pub(super) fn exists(self, mlp: &Mlp) -> bool {
        let layer_of = |layer: usize| layer.checked_sub(1).and_then(|l| mlp.layers().get(l));
        match self {
            Choice::Neuron { layer: 0, index } => index < mlp.inputs(),
            Choice::Neuron { layer, index } => layer_of(layer).is_some_and(|l| index < l.outputs),
            Choice::Weight { layer, to, from } => {
                layer_of(layer).is_some_and(|l| to < l.outputs && from < l.inputs)
            }
        }
    }

    /// As the diagram has it.
    pub(super) fn selected(self) -> Selected {
        match self {
            Choice::Neuron { layer, index } => Selected::Neuron { layer, index },
            Choice::Weight { layer, to, from } => Selected::Edge { layer, from, to },
        }
    }

    /// The layer and place of the neuron it is about: of a weight the receiving one, of an input the first that
    /// it feeds.
    pub(super) fn subject(self) -> (usize, usize) {
        match self {
            Choice::Neuron { layer: 0, .. } => (1, 0),
            Choice::Neuron { layer, index } => (layer, index),
            Choice::Weight { layer, to, .. } => (layer, to),
        }
    }

    /// The weights it is about, as layer, to, from: itself, or all that lead to a neuron, or from an input.
    pub(super) fn weights(self, mlp: &Mlp) -> Vec<(usize, usize, usize)> {
        match self {
            Choice::Weight { layer, to, from } => vec![(layer, to, from)],
            Choice::Neuron { layer: 0, index } => {
                (0..mlp.layers()[0].outputs).map(|to| (1, to, index)).collect()
            }
            Choice::Neuron { layer, index } => {
                (0..mlp.layers()[layer - 1].inputs).map(|from| (layer, index, from)).collect()
            }
        }
    }

    /// Where it lies among the parameters: a weight, or the bias of a neuron that has one.
    pub(super) fn place(self, mlp: &Mlp) -> Option<usize> {
        match self {
            Choice::Weight { layer, to, from } => Some(mlp.layers()[layer - 1].weight(to, from)),
            Choice::Neuron { layer, index } => {
                mlp.layers().get(layer.checked_sub(1)?)?.biases.clone().nth(index)
            }
        }
    }

    /// The neighbour in the order in which the network is read: among weights the next one (across layers), among
    /// neurons the next one.
    pub(super) fn moved(self, by: i32, mlp: &Mlp) -> Choice {
        let all: Vec<Choice> = match self {
            Choice::Weight { .. } => mlp
                .layers()
                .iter()
                .enumerate()
                .flat_map(|(l, shape)| {
                    let pairs =
                        (0..shape.outputs).flat_map(move |to| (0..shape.inputs).map(move |from| (to, from)));
                    pairs.map(move |(to, from)| Choice::Weight { layer: l + 1, to, from })
                })
                .collect(),
            Choice::Neuron { .. } => mlp
                .sizes()
                .enumerate()
                .flat_map(|(layer, size)| (0..size).map(move |index| Choice::Neuron { layer, index }))
                .collect(),
        };
        let at = all.iter().position(|other| *other == self).unwrap_or(0);
        all[at.saturating_add_signed(by as isize).min(all.len() - 1)]
    }
}
