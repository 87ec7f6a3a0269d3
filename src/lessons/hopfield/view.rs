//! What the learner looks at: a neuron, a pattern, a window of the weights.

use super::parameters::Seen;
use super::{Memory, Recall};
use crate::lab::Reveal;
use crate::nn::hopfield::{Hopfield, Mode};
use std::ops::Range;
use std::sync::Arc;

/// What is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct View {
    neuron: Option<usize>,
    pattern: Option<usize>,
    pub(super) zoom: usize,
    pair: Option<(usize, usize)>,
}

impl View {
    /// What the settings say.
    pub(super) fn new(seen: &Seen) -> View {
        View {
            neuron: seen.neuron.map(|nth| nth.0),
            pattern: seen.pattern.map(|nth| nth.0),
            zoom: *seen.zoom,
            pair: seen.row.zip(*seen.col).map(|(row, col)| (row.0, col.0)),
        }
    }

    /// Whether both show the same part of the weights.
    pub(super) fn same_window(&self, other: &View) -> bool {
        (self.zoom, self.pair) == (other.zoom, other.pair)
    }
}

/// Rows and columns of a picture of the weights at most.
const FINEST: usize = 128;

/// A part of the weight matrix, drawn once: N² weights are not read again for every frame.
#[derive(Debug, Clone)]
pub(super) struct Window {
    pub(super) rows: Range<usize>,
    pub(super) cols: Range<usize>,
    /// Blocks down and across, and their means.
    pub(super) height: usize,
    pub(super) width: usize,
    pub(super) cells: Arc<[f64]>,
    /// The largest mean in size.
    pub(super) most: f64,
}

impl Window {
    pub(super) fn of(network: &Hopfield, view: &View) -> Window {
        let n = network.neurons();
        let side = (n >> view.zoom.min(16)).max(n.min(4));
        let (row, col) = view.pair.unwrap_or((n / 2, n / 2));
        let around = |at: usize| {
            let start = at.saturating_sub(side / 2).min(n - side);
            start..start + side
        };
        let (rows, cols) = (around(row), around(col));
        let (cells, height, width) = network.overview(rows.clone(), cols.clone(), FINEST, FINEST);
        let most = cells.iter().fold(0.0, |most: f64, w| most.max(w.abs()));
        Window { rows, cols, height, width, cells: cells.into(), most: most.max(1e-12) }
    }

    /// The weight under a cell of the picture.
    pub(super) fn weight_at(&self, row: usize, col: usize) -> Option<(usize, usize)> {
        let inside = row < self.height && col < self.width;
        inside.then(|| {
            let down = self.rows.start + row * self.rows.len() / self.height;
            let across = self.cols.start + col * self.cols.len() / self.width;
            (down, across)
        })
    }

    /// The cell of the picture over a weight.
    pub(super) fn cell_of(&self, (i, j): (usize, usize)) -> Option<(usize, usize)> {
        let inside = self.rows.contains(&i) && self.cols.contains(&j);
        inside.then(|| {
            let row = ((i - self.rows.start) * self.height + self.height - 1) / self.rows.len();
            let col = ((j - self.cols.start) * self.width + self.width - 1) / self.cols.len();
            (row.min(self.height - 1), col.min(self.width - 1))
        })
    }
}

impl Memory {
    /// The neuron asked next, when one is asked at a time.
    pub(super) fn asked(&self, recall: &Recall) -> Option<usize> {
        (self.mode == Mode::Asynchronous).then(|| recall.order.peek())
    }

    /// The neuron chosen by the learner, in range.
    pub(super) fn chosen_neuron(&self) -> Option<usize> {
        self.view.neuron.map(|neuron| neuron.min(self.network.neurons() - 1))
    }

    /// The neuron that is written about: inside a step the one asked, else the one chosen, if any.
    pub(super) fn subject(&self, recall: &Recall, reveal: Reveal) -> usize {
        let chosen = self.chosen_neuron().unwrap_or_else(|| recall.order.peek());
        if reveal == Reveal::Whole { chosen } else { self.asked(recall).unwrap_or(chosen) }
    }

    /// The stored pattern that is written about: the one chosen, else the nearest.
    pub(super) fn chosen_pattern(&self, recall: &Recall) -> usize {
        let last = self.network.patterns().len() - 1;
        self.view.pattern.map_or_else(|| self.network.nearest(&recall.state).0, |k| k.min(last))
    }

    /// The weight chosen by the learner, in range.
    pub(super) fn chosen_weight(&self) -> Option<(usize, usize)> {
        let last = self.network.neurons() - 1;
        self.view.pair.map(|(i, j)| (i.min(last), j.min(last)))
    }
}
