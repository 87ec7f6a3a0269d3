//! What is seen: the magnifier, the valley of errors, the whole curve, the table.

use super::Pane;
use super::arithmetic::arithmetic;
use super::far::whole;
use super::near::magnifier;
use super::study::{Secant, Study};
use super::valley::valley;
use crate::lab::Panes;
use crate::lab::scene::{Cell, Column, Ink, Panel, Picture, Place, Table};
use crate::lab::{Reveal, Scene};
use crate::say;
use crate::words::{Text, figure, same, text};

/// The phases of a step.
pub(super) const POINT: usize = 0;
pub(super) const SECOND: usize = 1;
pub(super) const RISE: usize = 2;
pub(super) const TANGENT: usize = 3;
pub(super) const NEXT: usize = 4;

/// Points of a curve.
pub(super) const SAMPLES: usize = 240;

pub(super) fn draw(study: &Study, t: u64, reveal: Reveal) -> Scene {
    let secant = study.secant(study.h(t));
    let panels = vec![
        magnifier(study, &secant, reveal),
        valley(study, t, reveal),
        whole(study, &secant, reveal),
        table(study, t, reveal),
    ];
    let verdict = if reveal.shows(TANGENT) { study.verdict(&secant) } else { question(&secant, reveal) };
    Scene { panels, arithmetic: arithmetic(study, t, &secant, reveal), verdict: Some(verdict) }
}

/// What to think about before the next phase.
fn question(secant: &Secant, reveal: Reveal) -> Text {
    let h = figure(secant.h, 3);
    if reveal.shows(RISE) {
        text(
            "That is the slope of the secant. How steep is the curve at a itself?",
            "这是割线的斜率。曲线在 a 处本身有多陡？",
        )
    } else if reveal.shows(SECOND) {
        say!("How far up does it go for {h} to the right?", "向右 {h}，f 增加多少？")
    } else {
        say!("The second point stands {h} to the right.", "第二个点在右边 {h} 处。")
    }
}

/// Every h so far.
fn table(study: &Study, t: u64, reveal: Reveal) -> Panel {
    let column = |name: &str, title: Text| Column { title, name: name.to_string(), help: Text::default() };
    let columns = vec![
        column("h", same("h")),
        column("f_ah", same("f(a+h)")),
        column("quotient", text("quotient", "差商")),
        column("error", text("error", "误差")),
    ];
    let row = |step: u64| {
        let secant = study.secant(study.h(step));
        let now = step == t;
        let number = |shown: bool, x: f64, digits: u8, ink: Ink| {
            if now && !shown { Cell::Empty } else { Cell::Inked(x, digits, ink) }
        };
        let better = step > 0 && secant.error.abs() < study.secant(study.h(step - 1)).error.abs();
        let ink = match step {
            0 => Ink::Plain,
            _ if better => Ink::Good,
            _ => Ink::Bad,
        };
        vec![
            Cell::Number(secant.h, 3),
            number(reveal.shows(SECOND), secant.height, 16, Ink::Plain),
            number(reveal.shows(RISE), secant.quotient, 10, Ink::Plain),
            number(reveal.shows(TANGENT), secant.error, 3, ink),
        ]
    };
    let table = Table { columns, rows: (0..=t).map(row).collect(), selected: usize::try_from(t).ok() };
    let slope = figure(study.derivative, 10);
    let title = if study.smooth() {
        say!("Quotients; the derivative is {slope}", "各次差商；导数为 {slope}")
    } else {
        text("Quotients; there is no derivative", "各次差商；导数不存在")
    };
    Pane::Table
        .panel(title, Place::Detail, Picture::Table(table))
        .active(reveal.explains(RISE) || reveal.explains(NEXT))
}
