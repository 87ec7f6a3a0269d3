//! The worked example: how loops become array expressions, line by line and drawn with shapes.

use super::work::{FEATURES, Kind};
use super::{Pane, Vectorize};
use crate::lab::scene::{Cell, Column, Ink, Line, Panel, Picture, Place, Table};
use crate::lab::{Panes, Reveal};
use crate::words::{Text, same, text, whole};

/// A line of a loop, the array expression that takes its place, and the shapes in it. Where lines of a
/// loop share an expression, it stands beside the first of them.
type Rewritten = (&'static str, &'static str, &'static str);

const DOT: [Rewritten; 3] =
    [("s = 0", "", ""), ("for i in 1…n:", "", ""), ("  s += aᵢ·bᵢ", "s = aᵀb", "(1,n)·(n,1) → (1,1)")];

const GRADIENT: [Rewritten; 10] = [
    ("dw = 0, db = 0", "", ""),
    ("for i in 1…m:", "", ""),
    ("  z = b", "Z = wᵀX + b", "(1,n)·(n,m) → (1,m)"),
    ("  for j in 1…n:", "", ""),
    ("    z += wⱼ·xⱼᵢ", "", ""),
    ("  dz = σ(z) − yᵢ", "A = σ(Z),  A − Y", "(1,m) − (1,m)"),
    ("  for j in 1…n:", "", ""),
    ("    dwⱼ += xⱼᵢ·dz", "dw = X(A − Y)ᵀ/m", "(n,m)·(m,1) → (n,1)"),
    ("  db += dz", "db = Σ(A − Y)/m", "(1,m) → (1,1)"),
    ("dw /= m, db /= m", "", ""),
];

const DOT_DRAWN: [&str; 6] = [
    "      n         1       1",
    "  ┌───────┐   ┌───┐   ┌───┐",
    "1 │  aᵀ   │ · │   │ = │ s │ 1",
    "  └───────┘ n │ b │   └───┘",
    "              │   │",
    "              └───┘",
];

const GRADIENT_DRAWN: [&str; 13] = [
    "    n       m         m",
    " ┌─────┐ ┌─────┐   ┌─────┐",
    "1│ wᵀ  │·│     │+b=│  Z  │1",
    " └─────┘n│  X  │   └─────┘",
    "         └─────┘",
    "    m        1         1",
    " ┌─────┐ ┌───────┐   ┌────┐",
    " │     │ │       │   │    │",
    "n│  X  │·│(A−Y)ᵀ │/m=│ dw │n",
    " │     │ │       │   │    │",
    " └─────┘m│       │   └────┘",
    "         │       │",
    "         └───────┘",
];

/// Loops on the left, arrays on the right.
pub(super) fn rewritten(of: &Vectorize, reveal: Reveal) -> Panel {
    let lines: &[Rewritten] = if of.work.kind() == Kind::Dot { &DOT } else { &GRADIENT };
    let column = |title: Text| Column { title, ..Column::default() };
    let columns =
        vec![column(text("loop", "循环")), column(text("array", "数组")), column(text("shapes", "形状"))];
    let words = |words: &str, phase: usize| match (reveal.explains(phase), words) {
        (_, "") => Cell::Empty,
        (true, words) => Cell::Coloured(same(words), Ink::Accent),
        (false, words) => Cell::Words(same(words)),
    };
    let row = |(by_loop, by_arrays, shapes): &Rewritten| {
        vec![words(by_loop, 0), words(by_arrays, 1), words(shapes, 1)]
    };
    let table = Table { columns, rows: lines.iter().map(row).collect(), selected: None };
    let title = text("How the loop becomes an array expression", "循环怎样变成数组表达式");
    Pane::Rewritten
        .panel(title, Place::Beside, Picture::Table(table))
        .caption(caption(of))
        .active(reveal.explains(0) || reveal.explains(1))
}

fn caption(of: &Vectorize) -> Text {
    let size = whole(of.work.size() as u64);
    match of.work.kind() {
        Kind::Dot => same(format!("n = {size}")),
        Kind::Gradient => same(format!("n = {FEATURES}, m = {size}")),
    }
}

/// The same as rectangles, whose inner sides have to be equal.
pub(super) fn drawn(of: &Vectorize, reveal: Reveal) -> Panel {
    let drawing: &[&str] = if of.work.kind() == Kind::Dot { &DOT_DRAWN } else { &GRADIENT_DRAWN };
    let mut lines: Vec<Line> = drawing.iter().map(|line| Line::plain(same(*line))).collect();
    lines.push(Line::default());
    lines.push(Line::inked(
        text(
            "Sides that meet are equal and disappear; the outer ones are the shape of the result.",
            "相接的两边必须相等，相乘后消失；留在外侧的两边就是结果的形状。",
        ),
        Ink::Quiet,
    ));
    Pane::Shapes
        .panel(text("Shapes", "形状"), Place::Detail, Picture::Prose(lines))
        .active(reveal.explains(1))
}
