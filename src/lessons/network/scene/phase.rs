//! The phases of an iteration: the layers forwards, the loss, the layers backwards, the update.

use crate::lab::Look;
use crate::nn::mlp::Mlp;
use crate::say;
use crate::words::{Text, text};

/// One phase; layers count from 1, the first with weights.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::lessons::network) enum Phase {
    /// The answers of a layer.
    Forward(usize),
    /// What they cost.
    Loss,
    /// The errors of a layer, and the slopes of its weights.
    Backward(usize),
    /// All weights move.
    Update,
}

impl Phase {
    /// All phases in order.
    pub(in crate::lessons::network) fn all(mlp: &Mlp) -> Vec<Phase> {
        let layers = 1..=mlp.layers().len();
        let forward = layers.clone().map(Phase::Forward);
        let backward = layers.rev().map(Phase::Backward);
        forward.chain([Phase::Loss]).chain(backward).chain([Phase::Update]).collect()
    }

    /// The phase being explained.
    pub(super) fn explained(mlp: &Mlp, look: &Look<'_>) -> Option<Phase> {
        Phase::all(mlp)
            .into_iter()
            .enumerate()
            .find(|(at, _)| look.reveal.explains(*at))
            .map(|(_, phase)| phase)
    }

    /// Whether it has been computed.
    pub(super) fn known(self, mlp: &Mlp, look: &Look<'_>) -> bool {
        Phase::all(mlp).iter().position(|phase| *phase == self).is_some_and(|at| look.reveal.shows(at))
    }

    /// Its name in the header.
    pub(in crate::lessons::network) fn name(self, mlp: &Mlp) -> Text {
        let last = mlp.layers().len();
        let layer = |layer: usize| match layer {
            layer if layer == last => text("output", "输出"),
            _ if last == 2 => text("hidden", "隐藏"),
            layer => say!("hidden {layer}", "隐藏 {layer}"),
        };
        match self {
            Phase::Forward(at) => layer(at),
            Phase::Loss => text("loss", "损失"),
            Phase::Backward(at) => text("δ ", "δ ").then(&layer(at)),
            Phase::Update => text("update", "更新"),
        }
    }
}
