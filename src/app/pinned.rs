//! Pinned runs on the screen: the view that lists them, the page that compares one with the present run.

use super::comparison::{Comparison, Whose};
use crate::lab::Recipe;
use crate::lab::scene::{Cell, Column, Ink, Line, Panel, Picture, Place, Table};
use crate::lessons::Difference;
use crate::say;
use crate::words::{Text, figure, same, signed, text, whole};

/// Name of the view that lists them.
pub(super) const PINS: &str = "pins";

/// A value of a setting is told with at most so many characters.
const LONGEST: usize = 40;

/// The present run, and a pinned one.
const WHOSE: Whose = [text("here", "在这里"), text("pinned", "在固定的运行中")];

/// A pinned run, compared with the present one.
#[derive(Debug, Clone, PartialEq)]
pub struct Pinned {
    /// Its number, which its curves bear.
    pub number: usize,
    /// What it is called; nothing where nothing was set in it.
    pub name: String,
    /// Number and name.
    pub title: Text,
    /// It is the present run.
    pub is_this: bool,
    /// The present run compared with it.
    pub compared: Comparison,
    /// The whole run, as far as it was seen.
    pub run: Recipe,
}

impl Pinned {
    /// At which step they part, for a column.
    fn parts(&self) -> Text {
        match &self.compared.parting {
            None => text("–", "–"),
            Some(parting) if parting.exact() => same(whole(parting.t)),
            Some(parting) => {
                let (after, t) = (whole(parting.after.unwrap_or(0)), whole(parting.t));
                same(format!("{after}–{t}"))
            }
        }
    }

    fn row(&self) -> Vec<Cell> {
        let mut row = vec![Cell::Words(self.title.clone()), Cell::Words(self.parts())];
        match self.compared.told_of() {
            Some((_, [here, there])) => row.extend([
                Cell::Coloured(same(signed(here - there, 4)), Ink::Accent),
                Cell::Number(*there, 6),
            ]),
            None => row.extend([Cell::Empty, Cell::Empty]),
        }
        row
    }

    /// The page that compares it with the present run.
    pub(super) fn page(&self) -> Vec<Line> {
        let quiet = |words: Text| Line::inked(words, Ink::Quiet);
        let mut lines = vec![Line::plain(self.compared.told(&WHOSE)), Line::default()];
        if self.compared.differences.is_empty() {
            lines.push(Line::plain(text("All settings are the same.", "所有设定都相同。")));
        } else {
            lines.push(Line::strong(text("Settings that differ", "不同的设定")));
        }
        for Difference { label, values: [here, there], .. } in &self.compared.differences {
            let cut = |value: &String| value.chars().take(LONGEST).collect::<String>();
            let (here, there) = (cut(here), cut(there));
            lines.push(
                Line::plain(
                    label
                        .clone()
                        .then(&say!(": {here} here, {there} pinned", "：这里 {here}，固定的运行 {there}")),
                )
                .indented(2),
            );
        }
        if let Some((t, values)) = &self.compared.values {
            let t = whole(*t);
            lines.extend([Line::default(), Line::strong(say!("At step {t}", "第 {t} 步"))]);
            for (metric, [here, there]) in values {
                let (a, b, apart) = (figure(*here, 8), figure(*there, 8), signed(here - there, 4));
                let words = say!(
                    ": {a} here, {b} pinned, apart by {apart}",
                    "：这里 {a}，固定的运行 {b}，相差 {apart}"
                );
                lines.push(Line::plain(metric.label.clone().then(&words)).indented(2));
            }
        }
        lines.extend([
            Line::default(),
            quiet(text("The pinned run:", "固定的运行：")),
            quiet(same(self.run.line())),
        ]);
        lines
    }
}

/// The view that lists them, with one chosen.
pub(super) fn panel(all: &[Pinned], chosen: usize) -> Panel {
    let first = all.iter().find_map(|pinned| Some(pinned.compared.told_of()?.0.label.clone()));
    let column = |title: Text| Column { title, ..Column::default() };
    let columns = vec![
        column(text("run", "运行")),
        column(text("parts at", "分开于步")),
        column(first.clone().unwrap_or_default().then(&text(" apart", "相差"))),
        column(first.unwrap_or_default()),
    ];
    let chosen = chosen.min(all.len().saturating_sub(1));
    let rows = all.iter().map(Pinned::row).collect();
    let table = Picture::Table(Table { columns, rows, selected: Some(chosen) });
    let panel = Panel::new(PINS, text("Pinned runs", "固定的运行"), Place::Detail, table);
    let panel =
        panel.pick(text("`key:press` opens · `key:erase` unpins", "`key:press` 比较 · `key:erase` 取消"));
    match all.get(chosen).map(|pinned| &pinned.compared.differences).filter(|apart| !apart.is_empty()) {
        Some(differences) => {
            let apart = differences.iter().map(|Difference { label, values: [here, there], .. }| {
                let words = say!(" {here} here, {there} pinned", "：这里 {here}，固定的运行 {there}");
                label.clone().then(&words)
            });
            let apart = apart.reduce(|all, next| all.then(&text("; ", "；")).then(&next));
            panel.caption(apart.unwrap_or_default())
        }
        None => panel,
    }
}
