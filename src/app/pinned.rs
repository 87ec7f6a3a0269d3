//! Pinned runs on the screen: the view that lists them, the page that compares one with the present run.

use crate::lab::scene::{Cell, Column, Ink, Line, Panel, Picture, Place, Table};
use crate::lab::{Metric, Parting, Recipe, SideBySide};
use crate::lessons::Difference;
use crate::say;
use crate::words::{Text, figure, same, signed, text, whole};

/// Name of the view that lists them.
pub(super) const PINS: &str = "pins";

/// A value of a setting is told with at most so many characters.
const LONGEST: usize = 40;

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
    /// The settings that differ: here, and there.
    pub differences: Vec<Difference>,
    /// Where the present run parts from it.
    pub parting: Option<Parting>,
    /// The metrics of both at the latest step up to the present one that both were measured at.
    pub values: Option<SideBySide>,
    /// The whole run, as far as it was seen.
    pub run: Recipe,
}

impl Pinned {
    /// At which step they part, for a column.
    fn parts(&self) -> Text {
        match &self.parting {
            None => text("–", "–"),
            Some(parting) if parting.exact() => same(whole(parting.t)),
            Some(parting) => {
                let (after, t) = (whole(parting.after.unwrap_or(0)), whole(parting.t));
                same(format!("{after}–{t}"))
            }
        }
    }

    /// The metric that tells most: the cost, where there is one.
    fn told_of(&self) -> Option<&(Metric, [f64; 2])> {
        let (_, values) = self.values.as_ref()?;
        let cost =
            |(metric, _): &&(Metric, [f64; 2])| metric.name.contains("cost") || metric.name.contains("loss");
        values.iter().find(cost).or_else(|| values.first())
    }

    fn row(&self) -> Vec<Cell> {
        let mut row = vec![Cell::Words(self.title.clone()), Cell::Words(self.parts())];
        match self.told_of() {
            Some((_, [here, there])) => row.extend([
                Cell::Coloured(same(signed(here - there, 4)), Ink::Accent),
                Cell::Number(*there, 6),
            ]),
            None => row.extend([Cell::Empty, Cell::Empty]),
        }
        row
    }

    /// Where they part, in a sentence.
    fn told(&self) -> Text {
        let Some(Parting { metric, after, t, values: [here, there] }) = &self.parting else {
            return match &self.values {
                Some((t, _)) => {
                    let t = whole(*t);
                    say!("No metric differs up to step {t}.", "到第 {t} 步为止，所有指标都相同。")
                }
                None => text("There is no step yet that both were measured at.", "还没有两者都测量过的步。"),
            };
        };
        let (here, there, at) = (figure(*here, 8), figure(*there, 8), whole(*t));
        let (en, zh) = (&metric.label.en, &metric.label.zh);
        let part = match after {
            Some(after) if after + 1 < *t => {
                let after = whole(*after);
                say!(
                    "They part between step {after} and step {at}",
                    "两次运行在第 {after} 步与第 {at} 步之间分开"
                )
            }
            _ => say!("They part at step {at}", "两次运行从第 {at} 步起分开"),
        };
        part.then(&say!(
            ": {en} is {here} here, {there} pinned.",
            "：{zh}在这里是 {here}，在固定的运行中是 {there}。"
        ))
    }

    /// The page that compares it with the present run.
    pub(super) fn page(&self) -> Vec<Line> {
        let quiet = |words: Text| Line::inked(words, Ink::Quiet);
        let mut lines = vec![Line::plain(self.told()), Line::default()];
        if self.differences.is_empty() {
            lines.push(Line::plain(text("All settings are the same.", "所有设定都相同。")));
        } else {
            lines.push(Line::strong(text("Settings that differ", "不同的设定")));
        }
        for Difference { label, values: [here, there], .. } in &self.differences {
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
        if let Some((t, values)) = &self.values {
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
    let first = all.iter().find_map(|pinned| Some(pinned.told_of()?.0.label.clone()));
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
    let panel = panel.pick(text("Enter compares · Backspace removes", "Enter 比较 · Backspace 取消固定"));
    match all.get(chosen).filter(|pinned| !pinned.differences.is_empty()) {
        Some(pinned) => {
            let apart =
                pinned.differences.iter().map(|Difference { name, values: [here, there], .. }| {
                    say!("{name} {here} here, {there} pinned", "{name} 这里 {here}，固定 {there}")
                });
            let apart = apart.reduce(|all, next| all.then(&text("; ", "；")).then(&next));
            panel.caption(apart.unwrap_or_default())
        }
        None => panel,
    }
}
