//! Two runs side by side, A and B: what the screen is told of the one beside the learner's, and of both together.

use super::comparison::{Comparison, Whose};
use crate::lab::scene::{Cell, Column, Ink, Panel, Picture, Place, Table};
use crate::lab::{Recipe, Scene, differ};
use crate::words::{Text, same, signed, text, whole};

/// How the two are called in a sentence.
const WHOSE: Whose = [text("in A", "在 A 中"), text("in B", "在 B 中")];

/// A second run beside the learner's.
#[derive(Debug, Clone)]
pub struct Pair {
    /// The learner's run, to which every edit goes, is B: on the right, or below.
    pub learner_is_b: bool,
    /// What is set otherwise in A, and in B.
    pub titles: [Text; 2],
    /// The run beside; none while it is being opened.
    pub beside: Option<Beside>,
    /// A compared with B.
    pub compared: Comparison,
    /// The same as a panel.
    pub table: Panel,
    /// The cost of both in one chart.
    pub chart: Option<Panel>,
    /// The whole run beside, as far as it was seen.
    pub run: Recipe,
}

/// The run beside, at one moment.
#[derive(Debug, Clone)]
pub struct Beside {
    /// Its step: that of the learner's run, unless it ends before or is still on its way.
    pub now: u64,
    /// Why there is no step after this one.
    pub ending: Option<Text>,
    /// It is on its way to the step of the learner's run.
    pub under_way: bool,
    /// What is seen of it.
    pub scene: Scene,
}

impl Pair {
    /// The letter of the learner's run, or of the one beside it.
    pub(super) fn letter(&self, learner: bool) -> &'static str {
        if learner == self.learner_is_b { "B" } else { "A" }
    }

    /// What is set otherwise in the learner's run, or in the one beside it.
    pub(super) fn title(&self, learner: bool) -> &Text {
        &self.titles[usize::from(learner == self.learner_is_b)]
    }
}

/// The metrics of both at the latest step that both were measured at, the one that tells most first, and where they
/// part.
pub(super) fn table(compared: &Comparison) -> Panel {
    let column = |title: Text| Column { title, ..Column::default() };
    let step = whole(compared.values.as_ref().map_or(0, |(t, _)| *t));
    let columns = vec![
        column(crate::say!("at step {step}", "第 {step} 步")),
        column(same("A")),
        column(same("B")),
        column(same("B − A")),
    ];
    let first = compared.told_of();
    let all = compared.values.iter().flat_map(|(_, values)| values);
    let others = all.filter(|value| Some(*value) != first);
    let rows = first.into_iter().chain(others).map(|(metric, [a, b])| {
        let apart = if differ(*a, *b) { signed(b - a, 4) } else { "=".to_string() };
        let apart = Cell::Coloured(same(apart), Ink::Accent);
        vec![Cell::Words(metric.label.clone()), Cell::Number(*a, 6), Cell::Number(*b, 6), apart]
    });
    let table = Table { columns, rows: rows.collect(), selected: None };
    let title = text("A and B", "A 与 B");
    Panel::new("pair", title, Place::Detail, Picture::Table(table)).caption(compared.told(&WHOSE))
}
