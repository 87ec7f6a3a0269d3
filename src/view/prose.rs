//! Sentences and formulas, wrapped.

use super::ascii::{spelled, told};
use super::panel::More;
use super::{Pen, put, wrap};
use crate::lab::scene::{Ink, Line};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Modifier;

pub(super) fn draw(lines: &[Line], area: Rect, buf: &mut Buffer, pen: &Pen, scroll: u16) -> More {
    let rows = rows(lines, area.width, pen);
    let seen = usize::from(area.height);
    let first = usize::from(scroll).min(rows.saturating_sub(seen));
    let wrapped = lines.iter().flat_map(|line| wrapped(line, area.width, pen).map(move |row| (line, row)));
    for (at, (line, (indent, words))) in wrapped.skip(first).take(seen).enumerate() {
        let mut style = pen.theme.ink(line.ink);
        if line.strong {
            let plain = line.ink == Ink::Plain;
            style = if plain { pen.theme.accent() } else { style.add_modifier(Modifier::BOLD) };
        }
        put(buf, area.x + indent, area.y + at as u16, area.width - indent, &words, style);
    }
    More { above: first > 0, below: first + seen < rows, ..More::default() }
}

/// Rows that the lines take at a width.
pub(super) fn rows(lines: &[Line], columns: u16, pen: &Pen) -> usize {
    lines.iter().map(|line| wrapped(line, columns, pen).count()).sum()
}

/// A line's rows with their indent; an empty line is one empty row.
fn wrapped(line: &Line, columns: u16, pen: &Pen) -> impl Iterator<Item = (u16, String)> {
    let indent = line.indent.min(columns / 2);
    let words = line.text.get(pen.language);
    // The colours of a photograph are no ends of a ramp.
    let ramp = ["orange", "Orange", "橙"].iter().any(|name| words.contains(name));
    let words = if ramp { told(words, pen) } else { spelled(words, pen) };
    let rows: Vec<String> =
        wrap(&words, usize::from(columns - indent)).into_iter().map(String::from).collect();
    rows.into_iter().map(move |words| (indent, words))
}
