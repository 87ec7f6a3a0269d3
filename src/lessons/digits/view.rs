//! What the learner looks at: a picture or a drawing, a neuron and one of its weights, a cell of the table.

use super::answers::Answers;
use super::paper::Paper;
use super::parameters::Seen;
use super::sheet::Sheet;
use super::{Digits, Reader};
use crate::lab::Rows;
use crate::lessons::networks::Examples;
use crate::words::{Text, text};
use std::sync::Arc;

/// Neurons shown side by side at most.
pub(super) const SHOWN: usize = 100;
/// Pictures in the gallery at most.
pub(super) const LEAFED: usize = 60;

/// The first shown of `count` things of which at most `most` are: the chosen one is among them.
fn first_shown(count: usize, most: usize, chosen: usize) -> usize {
    chosen.saturating_sub(most / 2).min(count.saturating_sub(most))
}

/// Which pictures are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Test,
    Train,
    Drawing,
}

impl Rows for Part {
    const ROWS: &'static [(Part, &'static str, Text)] = &[
        (Part::Test, "test", text("test pictures", "测试图片")),
        (Part::Train, "train", text("training pictures", "训练图片")),
        (Part::Drawing, "drawing", text("your drawing", "你画的")),
    ];
}

/// What is looked at.
pub(super) struct View {
    pub(super) part: Part,
    picture: usize,
    unit: usize,
    pixel: Option<usize>,
    pub(super) cell: Option<(usize, usize)>,
    pub(super) sheet: Sheet,
    /// The drawing as the network sees it.
    drawn: Arc<[f64]>,
}

impl View {
    /// What the settings say. A drawing that is the same as `before` is not computed again.
    pub(super) fn new(
        seen: &Seen,
        (side, paper): (usize, impl FnOnce() -> Paper),
        classes: usize,
        before: Option<&View>,
    ) -> View {
        let known = before.filter(|before| before.sheet == *seen.drawing);
        View {
            part: *seen.part,
            picture: seen.picture.0,
            unit: seen.unit.0,
            pixel: seen.pixel.map(|nth| nth.0),
            cell: seen.cell.filter(|(is, said)| is.max(said) < &classes),
            sheet: Sheet::clone(&seen.drawing),
            drawn: known
                .map_or_else(|| seen.drawing.seen(side, paper).into(), |known| Arc::clone(&known.drawn)),
        }
    }
}

/// What the network is asked to read.
pub(super) struct Subject {
    /// Pixels, 0 … 1.
    pub(super) pixels: Arc<[f64]>,
    /// The right answer, where there is one.
    pub(super) label: Option<usize>,
}

impl Digits {
    /// How many pictures can be leafed through, and the one chosen, in range.
    pub(super) fn chosen(&self) -> (usize, usize) {
        let count =
            if self.view.part == Part::Train { self.training.examples.count } else { self.test.count };
        (count, self.view.picture.min(count - 1))
    }

    /// What is read now.
    pub(super) fn subject(&self) -> Subject {
        let (_, at) = self.chosen();
        let (examples, labels) = match self.view.part {
            Part::Test => (&self.test, &self.test_labels),
            Part::Train => (&self.training.examples, &self.train_labels),
            Part::Drawing => return Subject { pixels: Arc::clone(&self.view.drawn), label: None },
        };
        Subject { pixels: examples.one(at).0.into(), label: Some(usize::from(labels[at])) }
    }

    /// The neuron of the first layer that is shown large, in range.
    pub(super) fn unit(&self) -> usize {
        self.view.unit.min(self.training.mlp.layers()[0].outputs - 1)
    }

    /// The first of the neurons that are shown side by side.
    pub(super) fn first_unit(&self) -> usize {
        first_shown(self.training.mlp.layers()[0].outputs, SHOWN, self.unit())
    }

    /// Of the pictures of the gallery: the place of the first that is shown, and of the one that is read.
    pub(super) fn leafed(&self, pictures: &[usize]) -> (usize, Option<usize>) {
        let here = |&i: &usize| self.view.part == Part::Test && i == self.chosen().1;
        let at = pictures.iter().position(here);
        (first_shown(pictures.len(), LEAFED, at.unwrap_or(0)), at)
    }

    /// The pixel whose weight is written out, in range.
    pub(super) fn pixel(&self) -> usize {
        let middle = self.side / 2 * self.side + self.side / 2;
        self.view.pixel.unwrap_or(middle).min(self.side * self.side - 1)
    }

    /// The pictures in the gallery: those behind the chosen cell, otherwise the mistakes.
    pub(super) fn gallery(&self, answers: &Answers) -> Vec<usize> {
        match self.view.cell {
            Some(cell) => answers.taken_for(&self.test_labels, cell),
            None => answers.mistakes(&self.test_labels),
        }
    }

    /// What the network says to the test pictures: to all of them where an epoch begins or there are few, else to
    /// the first so many.
    pub(super) fn answers<'a>(&self, reader: &'a Reader) -> &'a Answers {
        reader.seen.get(|| self.ask(reader, &self.test, self.asked(reader)))
    }

    /// How many test pictures that is.
    pub(super) fn asked(&self, reader: &Reader) -> usize {
        if reader.trained.batches.fresh() { self.test.count } else { self.sample.test }
    }

    /// What the network says to the first so many examples.
    pub(super) fn ask(&self, reader: &Reader, examples: &Examples, count: usize) -> Answers {
        let chosen: Vec<usize> = (0..count).collect();
        let mut p = Vec::new();
        let loss = self.training.ask_some(&reader.trained.parameters, examples, &chosen, &mut p);
        Answers::new(p, self.classes.len(), loss)
    }
}
