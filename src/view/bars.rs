//! Named bars that grow from zero.

use super::panel::More;
use super::text::mark;
use super::{Pen, put, width};
use crate::lab::Spot;
use crate::lab::scene::{Bar, Bars, Ink};
use crate::words::figure;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Modifier;
use std::borrow::Cow;

/// Columns of a bar beside others: name, a track that can be told from nothing, and note.
const NARROWEST: u16 = 14;

pub(super) fn draw(bars: &Bars, area: Rect, buf: &mut Buffer, pen: &Pen, scroll: u16) -> More {
    let parts = beside(bars, area);
    for (first, part, area) in &parts {
        let selected = bars.selected.and_then(|at| at.checked_sub(*first));
        draw_column(&Bars { bars: part.to_vec(), selected, ..*bars }, *area, buf, pen, 0);
    }
    if parts.is_empty() { draw_column(bars, area, buf, pen, scroll) } else { More::default() }
}

/// Where there are too few rows, all bars in columns side by side if these are wide enough: the first bar of each,
/// its bars and its place. Empty where one column will do.
fn beside(bars: &Bars, area: Rect) -> Vec<(usize, &[Bar], Rect)> {
    let (count, rows) = (bars.bars.len(), usize::from(area.height));
    let columns = count.div_ceil(rows.max(1));
    if rows == 0 || columns < 2 || usize::from(area.width) < columns * usize::from(NARROWEST) {
        return Vec::new();
    }
    let (each, width) = (count.div_ceil(columns), area.width / columns as u16);
    let parts = bars.bars.chunks(each).enumerate();
    parts.map(|(k, part)| (k * each, part, Rect { x: area.x + k as u16 * width, width, ..area })).collect()
}

fn draw_column(bars: &Bars, area: Rect, buf: &mut Buffer, pen: &Pen, scroll: u16) -> More {
    let first = first_row(bars, area, scroll);
    let rows = usize::from(area.height);
    let widest = |words: &dyn Fn(&Bar) -> usize| bars.bars.iter().map(words).max().unwrap_or(0) as u16;
    let names = widest(&|bar| width(bar.name.get(pen.language))).min(area.width / 3);
    // A sixth of the width is enough of a track for a note that says more.
    let room = (area.width - area.width / 6).saturating_sub(names + 3).max(area.width / 2);
    // Where the notes of all have no room, all are short.
    let is_short = widest(&|bar| width(&note(bar, pen))) > room;
    let note =
        |bar: &Bar| if is_short { short(&note(bar, pen)).to_string() } else { note(bar, pen).into_owned() };
    let notes = widest(&|bar| width(&note(bar))).min(room);
    let start = area.x + 1 + names + 1;
    let track = area.right().saturating_sub(notes + 1).saturating_sub(start);
    let (each, last) = (pitch(&bars.bars, area), area.bottom().saturating_sub(1));
    let seen = bars.bars.iter().enumerate().skip(first).take(rows);
    for (line, (at, bar)) in seen.enumerate() {
        let y = (area.y + line as u16 * each).min(last);
        let chosen = bars.selected == Some(at);
        let strong = if chosen { Modifier::BOLD } else { Modifier::empty() };
        if chosen {
            put(buf, area.x, y, 1, "▸", pen.theme.accent());
        }
        put(
            buf,
            area.x + 1,
            y,
            names,
            bar.name.get(pen.language),
            pen.theme.ink(Ink::Plain).add_modifier(strong),
        );
        if track > 1 {
            for y in y..y + (each - 1).max(1) {
                grow(bar, bars.range, Rect::new(start, y, track, 1), buf, pen);
            }
        }
        let left = (start + track + 1).min(area.right());
        put(buf, left, y, area.right() - left, &note(bar), pen.theme.ink(bar.ink).add_modifier(strong));
    }
    More { above: first > 0, below: first + rows < bars.bars.len(), ..More::default() }
}

/// Rows from one bar to the next: where there are many, bars are thick and stand apart.
fn pitch(bars: &[Bar], area: Rect) -> u16 {
    (area.height / bars.len().clamp(1, 999) as u16).clamp(1, 3)
}

fn note<'a>(bar: &'a Bar, pen: &Pen) -> Cow<'a, str> {
    if bar.note.is_empty() {
        Cow::Owned(figure(bar.value, 3))
    } else {
        Cow::Borrowed(bar.note.get(pen.language))
    }
}

/// A note without its explanation: the number of `0.4 = σ(−0.1)` or `2·0.2 = 0.4`, what stands before a bracket.
fn short(note: &str) -> &str {
    let is_number = |words: &str| words.replace('−', "-").parse::<f64>().is_ok();
    if let Some((before, after)) = note.rsplit_once(" = ") {
        let number = [before, after].into_iter().map(str::trim).find(|words| is_number(words));
        return number.unwrap_or(note);
    }
    note.split_once(" (").map_or(note, |(before, _)| before)
}

/// Draws one bar in eighths of a cell to the right of zero and halves to the left of it.
fn grow(bar: &Bar, range: (f64, f64), track: Rect, buf: &mut Buffer, pen: &Pen) {
    let (from, to) = if range.1 > range.0 { range } else { (range.0.min(0.0), range.0.max(1.0)) };
    let cells = f64::from(track.width);
    let place = |value: f64| ((value - from) / (to - from)).clamp(0.0, 1.0) * cells;
    if !bar.value.is_finite() {
        put(buf, track.x, track.y, track.width, "?", pen.theme.ink(Ink::Bad));
        return;
    }
    let zero = place(0.0_f64.clamp(from.min(to), to.max(from))).round();
    let end = place(bar.value);
    let style = pen.theme.ink(if bar.ink == Ink::Plain { Ink::Series(0) } else { bar.ink });
    let x = |cell: f64| track.x + (cell as u16).min(track.width - 1);
    let solid = if pen.glyphs.ascii() { '#' } else { '█' };
    if end >= zero {
        for cell in zero as u16..end as u16 {
            mark(buf, track.x + cell, track.y, solid, style);
        }
        let part = ((end - end.floor()) * 8.0).round() as usize;
        let ending = [' ', '▏', '▎', '▍', '▌', '▋', '▊', '▉', '█'][part];
        if ending != ' ' && end < cells {
            mark(buf, x(end), track.y, ending, style);
        }
    } else {
        for cell in end.ceil() as u16..zero as u16 {
            mark(buf, track.x + cell, track.y, solid, style);
        }
        if end.ceil() - end >= 0.25 {
            mark(buf, x(end), track.y, '▐', style);
        }
    }
    if from < 0.0 && to > 0.0 {
        let at = x(zero);
        if buf.cell((at, track.y)).is_some_and(|cell| cell.symbol() == " ") {
            mark(buf, at, track.y, '│', pen.theme.quiet());
        }
    }
}

fn first_row(bars: &Bars, area: Rect, scroll: u16) -> usize {
    let rows = usize::from(area.height);
    let first = usize::from(scroll).min(bars.bars.len().saturating_sub(rows));
    match bars.selected {
        Some(chosen) if chosen < bars.bars.len() => first.min(chosen).max((chosen + 1).saturating_sub(rows)),
        _ => first,
    }
}

pub(super) fn locate(bars: &Bars, area: Rect, at: (u16, u16), scroll: u16) -> Option<Spot> {
    for (first, part, area) in beside(bars, area) {
        if area.contains(at.into()) {
            let row = usize::from((at.1 - area.y) / pitch(part, area));
            return (row < part.len()).then_some(Spot::Item(first + row));
        }
    }
    let row =
        first_row(bars, area, scroll) + usize::from(at.1.checked_sub(area.y)? / pitch(&bars.bars, area));
    (row < bars.bars.len()).then_some(Spot::Item(row))
}

pub(super) fn spot_cell(bars: &Bars, area: Rect, spot: Spot, scroll: u16) -> Option<(u16, u16)> {
    let Spot::Item(row) = spot else { return None };
    for (first, part, area) in beside(bars, area) {
        if (first..first + part.len()).contains(&row) {
            return Some((area.x, area.y + (row - first) as u16 * pitch(part, area)));
        }
    }
    let line = row.checked_sub(first_row(bars, area, scroll))?;
    let seen = line < usize::from(area.height) && row < bars.bars.len();
    seen.then(|| (area.x, area.y + line as u16 * pitch(&bars.bars, area)))
}
