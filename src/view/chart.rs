//! Curves over axes.

use super::ascii::spelled;
use super::axes::Span;
use super::canvas::{Canvas, stamp};
use super::plot::{Plot, dot_at};
use super::taken::Taken;
use super::text::{mark, put_right};
use super::together::{Room, Together};
use super::{Pen, put, width};
use crate::lab::Spot;
use crate::lab::scene::{Chart, Curve, Ink, Stroke};
use crate::words::{figure, signed};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use std::borrow::Cow;

/// Draws a chart; whether marks stand together behind a plus.
pub(super) fn draw(chart: &Chart, area: Rect, buf: &mut Buffer, pen: &Pen, cursor: Option<Spot>) -> bool {
    let head = head_rows(chart, area, pen);
    let plot = plot(chart, area, head);
    if plot.inner.is_empty() {
        return false;
    }
    plot.draw(buf, pen, &chart.x.label);
    let mut canvas = Canvas::new(plot.inner, pen);
    bands(chart, &plot, &mut canvas);
    canvas.next_layer();
    // What a pinned run left lies beneath.
    let (ghosts, present): (Vec<&Curve>, Vec<&Curve>) =
        chart.curves.iter().partition(|curve| curve.ghost.is_some());
    for curve in ghosts.into_iter().chain(present) {
        trace(curve, &plot, &mut canvas);
    }
    canvas.paint(buf, pen, None);
    let mut taken = Taken::default();
    let mut together = Together::default();
    for curve in &chart.curves {
        if let Some(cell) = glyphs(curve, &plot, buf, pen, &mut taken) {
            together.mark(cell, (sample(curve), curve.ink));
        }
    }
    let read = cursor.and_then(|spot| cursor_line(chart, &plot, spot, buf, pen));
    for mark in &chart.marks {
        if let Some(cell) = plot.cell(mark.x, mark.y) {
            stamp(buf, pen, None, cell, mark.glyph, mark.ink);
            taken.cell(cell);
        }
    }
    let covers = |place: Rect| canvas.crossed(place);
    let mut room = Room { taken: &mut taken, inner: plot.inner, covers: &covers };
    let plus = together.write_all(&mut room, buf, pen, None);
    labels(chart, &plot, &covers, buf, pen, &mut taken);
    if head > 0 {
        let area = Rect { height: head, ..area };
        match read {
            Some(words) => {
                put(buf, area.x, area.y, area.width, &words, pen.theme.accent());
            }
            None => heading(chart, area, buf, pen),
        }
    }
    plus
}

pub(super) fn locate(chart: &Chart, area: Rect, at: (u16, u16), pen: &Pen) -> Option<Spot> {
    let plot = plot(chart, area, head_rows(chart, area, pen));
    plot.point(at).map(|(x, y)| Spot::Point { x, y })
}

pub(super) fn spot_cell(chart: &Chart, area: Rect, spot: Spot, pen: &Pen) -> Option<(u16, u16)> {
    let Spot::Point { x, y } = spot else { return None };
    plot(chart, area, head_rows(chart, area, pen)).cell(x, y)
}

/// Rows above the drawing for the vertical axis' name and the legend.
fn head_rows(chart: &Chart, area: Rect, pen: &Pen) -> u16 {
    if area.height < 6 || area.width < 16 {
        return 0;
    }
    let entries = legend(chart, pen);
    if entries.is_empty() && chart.y.label.is_empty() {
        return 0;
    }
    // A fifth of a chart; where entries would be lost, as much as leaves the drawing its due.
    let most = (area.height / 5).max(1).max(area.height.saturating_sub(7).min(3));
    let name = width(chart.y.label.get(pen.language)) as u16;
    let [loose, tight] = [2, 1].map(|gap| legend_rows(name, &entries, area.width, gap));
    if loose <= (area.height / 5).max(1) { loose } else { tight.min(most) }
}

/// Columns between the entries of a legend: two, or one where that saves a row which is not there.
fn legend_gap(name: u16, entries: &[Entry<'_>], area: Rect) -> u16 {
    if legend_rows(name, entries, area.width, 2) <= area.height { 2 } else { 1 }
}

/// Rows that a legend takes behind the name of the axis.
fn legend_rows(name: u16, entries: &[Entry<'_>], columns: u16, gap: u16) -> u16 {
    let (mut rows, mut x) = (1, if name == 0 { 0 } else { name + gap });
    for (_, _, words) in entries {
        let wide = width(words) as u16 + 2;
        if x + wide + gap > columns && x > 0 {
            rows += 1;
            x = 0;
        }
        x += wide + gap;
    }
    rows
}

fn plot(chart: &Chart, area: Rect, head: u16) -> Plot {
    let body = Rect { y: area.y + head, height: area.height - head, ..area };
    let x = chart.curves.iter().flat_map(|c| c.points.iter().map(|p| p.0));
    let y = chart.curves.iter().flat_map(|c| c.points.iter().map(|p| p.1));
    let columns = chart.curves.iter().any(|c| c.stroke == Stroke::Columns);
    // A run that has not begun has the first steps before it.
    let first = chart.steps && chart.x.range.is_none() && x.clone().all(|x| x == 0.0);
    let coming = first.then_some(10.0);
    let mut x = Span::new(&chart.x, x.chain(chart.marks.iter().map(|m| m.x)).chain(coming));
    let mut y = Span::new(&chart.y, y.chain(chart.marks.iter().map(|m| m.y)));
    if columns && chart.x.range.is_none() {
        let most = chart.curves.iter().map(|c| c.points.len()).max().unwrap_or(0);
        x = x.airy(0.5 / (most.saturating_sub(1)).max(1) as f64);
    }
    if chart.y.range.is_none() {
        y = if columns { y.with_zero() } else { y.airy(0.04) };
    }
    // Columns fill the axis from end to end, so it keeps its ends.
    if columns { Plot::new(body, x, y) } else { Plot::ruled(body, x, y) }
}

/// What stands for a curve in the legend, and its name.
/// Glyph, colour and words of a curve.
type Entry<'a> = (char, Ink, Cow<'a, str>);

fn legend<'a>(chart: &'a Chart, pen: &Pen) -> Vec<Entry<'a>> {
    let named: Vec<&Curve> = chart.curves.iter().filter(|curve| !curve.name.is_empty()).collect();
    if named.len() < 2 {
        return Vec::new();
    }
    named
        .into_iter()
        .map(|curve| (sample(curve), curve.ink, spelled(curve.name.get(pen.language), pen)))
        .collect()
}

fn sample(curve: &Curve) -> char {
    curve.letter.unwrap_or(match curve.stroke {
        _ if curve.ghost.is_some() => '┈',
        Stroke::Line => '─',
        Stroke::Dashed => '╌',
        Stroke::Steps => '⌐',
        Stroke::Dots => '•',
        Stroke::Columns => '█',
    })
}

fn heading(chart: &Chart, area: Rect, buf: &mut Buffer, pen: &Pen) {
    let name = chart.y.label.get(pen.language);
    let after = put(buf, area.x, area.y, area.width, name, Style::new());
    let entries = legend(chart, pen);
    let gap = legend_gap(width(name) as u16, &entries, area);
    let wide: u16 = entries.iter().map(|(_, _, words)| width(words) as u16 + 2 + gap).sum();
    // To the right where one row is enough, else from the left.
    let first = after + if name.is_empty() { 0 } else { gap };
    let mut x = area.right().saturating_sub(wide).max(first);
    let mut y = area.y;
    // Where the last entry began and ended.
    let (mut begun, mut end) = ((x, y), x);
    for (glyph, ink, words) in entries {
        let wide = width(&words) as u16 + 2;
        if x + wide > area.right() {
            x = area.x;
            y += 1;
        }
        if y >= area.bottom() {
            // Where there is no room left behind the last entry, it gives way as a whole.
            let row = Rect { y: begun.1, height: 1, ..area };
            let from = if end + 1 < area.right() { end } else { begun.0 };
            let rest = Rect { x: from, width: area.right() - from, ..row };
            rest.positions().for_each(|at| buf[at].reset());
            put_right(buf, from, area.right(), begun.1, "…", pen.theme.quiet());
            break;
        }
        begun = (x, y);
        mark(buf, x, y, glyph, pen.theme.ink(ink).add_modifier(Modifier::BOLD));
        end = put(buf, x + 2, y, wide - 2, &words, pen.theme.ink(ink));
        x = end + gap;
    }
}

fn bands(chart: &Chart, plot: &Plot, canvas: &mut Canvas) {
    let size = canvas.size;
    for band in &chart.bands {
        let ends = if band.vertical { (0.0, size.1 as f64) } else { (0.0, size.0 as f64) };
        let at = if band.vertical { plot.x.at(band.at) } else { plot.y.at(band.at) };
        if !(0.0..=1.0).contains(&at) {
            continue;
        }
        let (from, to) = if band.vertical {
            let x = dot_at(at, size.0);
            ((x, ends.0), (x, ends.1))
        } else {
            let y = dot_at(1.0 - at, size.1);
            ((ends.0, y), (ends.1, y))
        };
        canvas.line(from, to, band.ink, 2, 0);
    }
}

/// Draws a curve's lines and columns into the canvas.
fn trace(curve: &Curve, plot: &Plot, canvas: &mut Canvas) {
    let size = canvas.size;
    match curve.stroke {
        Stroke::Dots => {}
        Stroke::Columns => columns(curve, plot, canvas),
        Stroke::Line | Stroke::Dashed | Stroke::Steps => {
            let dash = match curve.stroke {
                _ if curve.ghost.is_some() => 1,
                Stroke::Dashed => 3,
                _ => 0,
            };
            let (mut before, mut phase): (Option<(f64, f64)>, u32) = (None, 0);
            for (x, y) in thinned(curve, plot, size.0) {
                let here = plot.dots(size, x, y);
                if !(here.0.is_finite() && here.1.is_finite()) {
                    before = None;
                    continue;
                }
                match before {
                    Some(from) if curve.stroke == Stroke::Steps => {
                        phase = canvas.line(from, (here.0, from.1), curve.ink, dash, phase);
                        phase = canvas.line((here.0, from.1), here, curve.ink, dash, phase);
                    }
                    Some(from) => phase = canvas.line(from, here, curve.ink, dash, phase),
                    None => canvas.dot(here.0.floor() as i64, here.1.floor() as i64, curve.ink),
                }
                before = Some(here);
            }
        }
    }
}

/// The points worth drawing: of all points that fall into one column of dots the first, the
/// lowest, the highest and the last, so that no peak is lost.
fn thinned(curve: &Curve, plot: &Plot, dots: usize) -> Vec<(f64, f64)> {
    let points = &curve.points;
    let rising = || points.windows(2).all(|pair| pair[0].0 <= pair[1].0);
    if points.len() <= 4 * dots.max(1) || !rising() {
        return points.clone();
    }
    let column = |x: f64| (plot.x.at(x) * dots as f64).floor() as i64;
    let mut kept: Vec<(f64, f64)> = Vec::with_capacity(4 * dots);
    let mut rest = points.as_slice();
    while let Some(first) = rest.first() {
        let here = column(first.0);
        let count = rest.iter().take_while(|p| column(p.0) == here).count().max(1);
        let (group, later) = rest.split_at(count);
        rest = later;
        let low = group.iter().enumerate().min_by(|a, b| a.1.1.total_cmp(&b.1.1)).map_or(0, |(at, _)| at);
        let high = group.iter().enumerate().max_by(|a, b| a.1.1.total_cmp(&b.1.1)).map_or(0, |(at, _)| at);
        let mut chosen = [0, low.min(high), low.max(high), count - 1].to_vec();
        chosen.dedup();
        kept.extend(chosen.into_iter().map(|at| group[at]));
    }
    kept
}

/// Fills from the zero line to every point, each as wide as the distance to its neighbours.
fn columns(curve: &Curve, plot: &Plot, canvas: &mut Canvas) {
    let size = canvas.size;
    let base = plot.y.at(0.0);
    let base = if base.is_finite() { base.clamp(0.0, 1.0) } else { 0.0 };
    let base = dot_at(1.0 - base, size.1) as i64;
    let count = curve.points.len();
    let width = size.0 as f64 / count.max(1) as f64;
    for (x, y) in &curve.points {
        let (middle, top) = plot.dots(size, *x, *y);
        if !middle.is_finite() || top.is_nan() {
            continue;
        }
        let gap = if width >= 6.0 { 1.0 } else { 0.0 };
        let (from, to) =
            (middle - width / 2.0 + gap, (middle + width / 2.0 - gap).max(middle - width / 2.0 + gap + 1.0));
        let top = (top.clamp(0.0, size.1 as f64) as i64).min(size.1 as i64 - 1);
        for x in (from.max(0.0) as i64)..(to.clamp(0.0, size.0 as f64) as i64) {
            for y in top.min(base)..=top.max(base) {
                canvas.dot(x, y, curve.ink);
            }
        }
    }
}

/// Draws a curve's single points, and its letter at its end: in the cell that is returned.
fn glyphs(curve: &Curve, plot: &Plot, buf: &mut Buffer, pen: &Pen, taken: &mut Taken) -> Option<(u16, u16)> {
    if curve.stroke == Stroke::Dots {
        for (x, y) in &curve.points {
            if let Some(cell) = plot.cell(*x, *y) {
                stamp(buf, pen, None, cell, curve.letter.unwrap_or('•'), curve.ink);
            }
        }
        return None;
    }
    let letter = curve.letter?;
    // At the last point that can be seen and is not taken by another letter.
    let seen = curve.points.iter().rev().filter_map(|(x, y)| plot.cell(*x, *y));
    let mut seen = seen.take(4000).peekable();
    let last = seen.peek().copied();
    let free = seen.find(|(x, y)| taken.free(Rect::new(*x, *y, 1, 1)));
    let cell = free.or(last)?;
    let style = pen.theme.ink(curve.ink).add_modifier(Modifier::BOLD);
    mark(buf, cell.0, cell.1, letter, style);
    taken.cell(cell);
    Some(cell)
}

/// Words of marks and bands, beside them where nothing else stands.
fn labels(
    chart: &Chart,
    plot: &Plot,
    covers: &dyn Fn(Rect) -> usize,
    buf: &mut Buffer,
    pen: &Pen,
    taken: &mut Taken,
) {
    let inner = plot.inner;
    for mark in &chart.marks {
        let words = mark.label.get(pen.language);
        let Some(cell) = plot.cell(mark.x, mark.y) else { continue };
        if let Some(place) = taken.beside(cell, width(words) as u16, inner, covers) {
            put(buf, place.x, place.y, place.width, words, pen.theme.ink(mark.ink));
        }
    }
    for band in &chart.bands {
        let words = band.label.get(pen.language);
        let wide = width(words) as u16;
        if wide == 0 || wide + 2 > inner.width {
            continue;
        }
        let place = if band.vertical {
            let Some(column) = plot.column(plot.x.at(band.at)) else { continue };
            let x = if column + 1 + wide < inner.right() { column + 1 } else { column.saturating_sub(wide) };
            Rect::new(x, inner.y, wide, 1)
        } else {
            let Some(row) = plot.row(plot.y.at(band.at)) else { continue };
            Rect::new(inner.right() - wide, row, wide, 1)
        };
        if taken.take(place, inner) {
            put(buf, place.x, place.y, wide, words, pen.theme.ink(band.ink));
        }
    }
}

/// A vertical line at the cursor, its meeting points with the curves, and what is read there.
fn cursor_line(chart: &Chart, plot: &Plot, spot: Spot, buf: &mut Buffer, pen: &Pen) -> Option<String> {
    let Spot::Point { x, .. } = spot else { return None };
    // Between two steps there is nothing to be read.
    let x = if chart.steps { x.round() } else { x };
    let column = plot.column(plot.x.at(x))?;
    for row in plot.inner.top()..plot.inner.bottom() {
        let empty = buf.cell((column, row)).is_some_and(|cell| cell.symbol() == " ");
        if empty {
            mark(buf, column, row, '┊', pen.theme.accent());
        }
    }
    let mut words = format!("{} {}", chart.x.label.get(pen.language), figure(x, 5));
    for curve in &chart.curves {
        let Some((at, value)) = nearest(curve, x) else { continue };
        if let Some(cell) = plot.cell(at, value) {
            stamp(buf, pen, None, cell, '◉', curve.ink);
        }
        let name = if curve.name.is_empty() { &chart.y.label } else { &curve.name };
        words.push_str(&format!("  {} {}", name.get(pen.language), figure(value, 6)));
        // How far the present run is from a pinned one, where both were measured.
        let present = curve.ghost.and_then(|of| nearest(chart.curves.get(of)?, x));
        if let Some((_, present)) = present.filter(|(there, _)| *there == at) {
            words.push_str(&format!(" (Δ {})", signed(present - value, 4)));
        }
    }
    Some(words)
}

/// The point of a curve next to a place on the horizontal axis.
fn nearest(curve: &Curve, x: f64) -> Option<(f64, f64)> {
    let points = curve.points.iter().filter(|point| point.0.is_finite());
    points.min_by(|a, b| (a.0 - x).abs().total_cmp(&(b.0 - x).abs())).copied()
}

#[cfg(test)]
mod tests;
