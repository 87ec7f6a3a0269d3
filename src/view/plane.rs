//! A plane seen from above.

use super::axes::Span;
use super::canvas::{Canvas, stamp};
use super::palette::{Ramp, Strength};
use super::plot::Plot;
use super::raster::Raster;
use super::taken::Taken;
use super::text::put_right;
use super::together::{HEADS, Room, Together};
use super::{Pen, put, width};
use crate::lab::Spot;
use crate::lab::scene::{Arrow, Field, Ink, Palette, Plane};
use crate::words::{Text, figure};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// Draws a plane; whether marks stand together behind a plus.
pub(super) fn draw(plane: &Plane, area: Rect, buf: &mut Buffer, pen: &Pen, cursor: Option<Spot>) -> bool {
    let (plot, bar) = layout(plane, area);
    if plot.inner.is_empty() {
        return false;
    }
    plot.draw(buf, pen, &plane.x.label);
    if plot.inner.y > area.y {
        let name = plane.y.label.get(pen.language);
        put(
            buf,
            area.x.max(plot.inner.x.saturating_sub(4)),
            plot.inner.y - 1,
            plot.inner.width,
            name,
            pen.theme.ink(Ink::Plain),
        );
    }
    let mut raster = Raster::new(plot.inner);
    if let Some(field) = &plane.field {
        paint_field(field, plane, &mut raster, pen);
    }
    raster.paint(buf, pen);
    let mut canvas = Canvas::new(plot.inner, pen);
    let size = canvas.size;
    for contour in &plane.contours {
        for (from, to) in contour.segments.iter() {
            canvas.line(plot.dots(size, from.0, from.1), plot.dots(size, to.0, to.1), contour.ink, 0, 0);
        }
    }
    for trail in &plane.trails {
        canvas.next_layer();
        for pair in trail.points.windows(2) {
            let (from, to) = (plot.dots(size, pair[0].0, pair[0].1), plot.dots(size, pair[1].0, pair[1].1));
            canvas.line(from, to, trail.ink, 0, 0);
        }
    }
    for arrow in &plane.arrows {
        canvas.next_layer();
        let (from, to) =
            (plot.dots(size, arrow.from.0, arrow.from.1), plot.dots(size, arrow.to.0, arrow.to.1));
        canvas.line(from, to, arrow.ink, 0, 0);
    }
    canvas.paint(buf, pen, Some(&raster));
    let right = bar.map_or(area.right(), |bar| bar.x - 1);
    let plus = points(plane, &plot, right, &raster, &canvas, buf, pen);
    if let Some(Spot::Point { x, y }) = cursor
        && let Some(cell) = plot.cell(x, y)
    {
        stamp(buf, pen, Some(&raster), cell, '✛', Ink::Accent);
        let words = format!(" {} , {} ", figure(x, 3), figure(y, 3));
        put(buf, plot.inner.x, plot.inner.y, plot.inner.width, &words, pen.theme.accent());
    }
    if let (Some(bar), Some(field)) = (bar, &plane.field) {
        colour_bar(field, strength(plane), bar, buf, pen);
    }
    plus
}

/// The plot, and the colour bar's cells where there is room for one.
fn layout(plane: &Plane, area: Rect) -> (Plot, Option<Rect>) {
    let xs =
        plane.dots.iter().map(|d| d.x).chain(plane.trails.iter().flat_map(|t| t.points.iter().map(|p| p.0)));
    let ys =
        plane.dots.iter().map(|d| d.y).chain(plane.trails.iter().flat_map(|t| t.points.iter().map(|p| p.1)));
    let (x, y) = (Span::new(&plane.x, xs), Span::new(&plane.y, ys));
    const BAR: u16 = 10;
    let wants_bar =
        plane.field.as_ref().is_some_and(|f| !f.label.is_empty() && f.palette != Palette::Classes);
    let bar = (wants_bar && area.width >= 44 && area.height >= 8).then_some(BAR);
    let head = u16::from(area.height >= 8 && !plane.y.label.is_empty());
    let room =
        Rect { y: area.y + head, height: area.height - head, width: area.width - bar.unwrap_or(0), ..area };
    let mut plot = even(room, x, y);
    if plane.square {
        // As many columns for a unit of x as half rows for a unit of y.
        let (w, h) = (f64::from(plot.inner.width), 2.0 * f64::from(plot.inner.height));
        let unit = (w / x.length()).min(h / y.length());
        if unit.is_finite() && unit > 0.0 {
            let columns = ((unit * x.length()).round() as u16).clamp(1, plot.inner.width.max(1));
            let rows = ((unit * y.length() / 2.0).round() as u16).clamp(1, plot.inner.height.max(1));
            let frame = (room.width - plot.inner.width, room.height - plot.inner.height);
            let spare = (room.width - frame.0 - columns, room.height - frame.1 - rows);
            let narrowed = Rect {
                x: room.x + spare.0 / 2,
                y: room.y + spare.1 / 2,
                width: columns + frame.0,
                height: rows + frame.1,
            };
            plot = even(narrowed, x, y);
        }
    }
    let bar = bar.map(|wide| Rect {
        x: plot.inner.right() + 2,
        y: plot.inner.y,
        width: wide - 2,
        height: plot.inner.height,
    });
    (plot, bar.filter(|bar| bar.right() <= area.right() && bar.height >= 4))
}

/// A plot that gives up a row or two, or columns, where more values then stand equally far apart.
fn even(room: Rect, x: Span, y: Span) -> Plot {
    let less = |rows: u16, columns: u16| {
        let (width, height) = (room.width.saturating_sub(columns), room.height.saturating_sub(rows));
        Plot::new(Rect { width, height, ..room }, x, y)
    };
    let spare = if room.height >= 12 { 2 } else { 0 };
    let rows = (0..=spare).find(|rows| less(*rows, 0).ticks().1 > 2).unwrap_or(0);
    let columns = (0..=spare).find(|columns| less(rows, *columns).ticks().0 > 2).unwrap_or(0);
    less(rows, columns)
}

/// Colours give way where something is drawn over them.
fn strength(plane: &Plane) -> Strength {
    let busy = !(plane.contours.is_empty() && plane.dots.is_empty() && plane.trails.is_empty());
    if busy { Strength::Soft } else { Strength::Full }
}

/// Colours every half cell with the value there, smoothly between the field's own points.
fn paint_field(field: &Field, plane: &Plane, raster: &mut Raster, pen: &Pen) {
    if field.cols == 0 || field.rows == 0 || field.values.len() < field.cols * field.rows {
        return;
    }
    let ramp = Ramp::new(field.palette, field.range, pen, strength(plane));
    for y in 0..raster.height {
        let up = 1.0 - (y as f64 + 0.5) / raster.height as f64;
        for x in 0..raster.width {
            let across = (x as f64 + 0.5) / raster.width as f64;
            raster.set(x, y, ramp.tone(sample(field, across, up)));
        }
    }
}

/// The value of a field at shares of its width and height: between four points, or the nearest
/// point's class.
pub(super) fn sample(field: &Field, across: f64, up: f64) -> f64 {
    let place = |share: f64, count: usize| (share * count as f64 - 0.5).clamp(0.0, (count - 1) as f64);
    let (x, y) = (place(across, field.cols), place(up, field.rows));
    let value = |col: usize, row: usize| field.values[row * field.cols + col];
    if field.palette == Palette::Classes {
        return value(x.round() as usize, y.round() as usize);
    }
    let (left, low) = (x.floor() as usize, y.floor() as usize);
    let (right, high) = ((left + 1).min(field.cols - 1), (low + 1).min(field.rows - 1));
    let (fx, fy) = (x - left as f64, y - low as f64);
    let below = value(left, low) + (value(right, low) - value(left, low)) * fx;
    let above = value(left, high) + (value(right, high) - value(left, high)) * fx;
    below + (above - below) * fy
}

/// Points, arrow heads and letters over lines, and words beside them where nothing else stands; whether there is a plus.
fn points(
    plane: &Plane,
    plot: &Plot,
    right: u16,
    raster: &Raster,
    canvas: &Canvas,
    buf: &mut Buffer,
    pen: &Pen,
) -> bool {
    let (mut taken, mut together) = (Taken::default(), Together::default());
    let covers = |place: Rect| canvas.crossed(place);
    let mut labels: Vec<(&Text, (u16, u16), Ink)> = Vec::new();
    for dot in
        plane.dots.iter().filter(|dot| !dot.selected).chain(plane.dots.iter().filter(|dot| dot.selected))
    {
        let Some(cell) = plot.cell(dot.x, dot.y) else { continue };
        let ink = if dot.selected { Ink::Accent } else { dot.ink };
        stamp(buf, pen, Some(raster), cell, dot.glyph, ink);
        taken.cell(cell);
        together.mark(cell, (dot.glyph, ink));
        if dot.selected {
            brackets(plot, raster, cell, buf, pen);
        }
        labels.push((&dot.label, cell, ink));
    }
    let mut ends = Vec::new();
    for arrow in &plane.arrows {
        let Some(cell) = plot.cell(arrow.to.0, arrow.to.1) else { continue };
        let head = head(arrow, plot);
        stamp(buf, pen, Some(raster), cell, head, arrow.ink);
        taken.cell(cell);
        together.mark(cell, (head, arrow.ink));
        ends.push(cell);
        labels.push((&arrow.label, cell, arrow.ink));
    }
    for trail in &plane.trails {
        let last = trail.points.iter().rev().find_map(|(x, y)| plot.cell(*x, *y));
        if let Some((x, y)) = last {
            stamp(buf, pen, Some(raster), (x, y), trail.letter, trail.ink);
            taken.cell((x, y));
            together.mark((x, y), (trail.letter, trail.ink));
            if let Some(cell) = buf.cell_mut((x, y)) {
                cell.modifier |= ratatui::style::Modifier::BOLD;
            }
            ends.push((x, y));
        }
    }
    // Beside a narrow map there is room up to the colours' bar.
    let inner = Rect { width: right.saturating_sub(plot.inner.x), ..plot.inner };
    let mut room = Room { taken: &mut taken, inner, covers: &covers };
    let plus = together.write(&ends, &mut room, buf, pen, Some(raster));
    // What was drawn last matters most: arrows, then what is selected.
    for (words, cell, ink) in labels.into_iter().rev() {
        let words = words.get(pen.language);
        if let Some(place) = taken.beside(cell, width(words) as u16, plot.inner, &covers) {
            let style = pen.theme.over(ink, raster.under(place.x, place.y, pen.theme));
            put(buf, place.x, place.y, place.width, words, style);
        }
    }
    plus
}

/// Marks a chosen point on both sides, where there is room.
fn brackets(plot: &Plot, raster: &Raster, (x, y): (u16, u16), buf: &mut Buffer, pen: &Pen) {
    if x > plot.inner.left() {
        stamp(buf, pen, Some(raster), (x - 1, y), '[', Ink::Accent);
    }
    if x + 1 < plot.inner.right() {
        stamp(buf, pen, Some(raster), (x + 1, y), ']', Ink::Accent);
    }
}

/// The arrow head for the direction in which an arrow points on the screen.
fn head(arrow: &Arrow, plot: &Plot) -> char {
    let (w, h) = (f64::from(plot.inner.width), 2.0 * f64::from(plot.inner.height));
    let dx = (plot.x.at(arrow.to.0) - plot.x.at(arrow.from.0)) * w;
    let dy = (plot.y.at(arrow.to.1) - plot.y.at(arrow.from.1)) * h;
    let turn = (dy.atan2(dx) / std::f64::consts::FRAC_PI_4).round() as i32;
    HEADS[turn.rem_euclid(8) as usize]
}

/// A value in at most so many columns: with two digits, or one, or as a power of ten.
fn short(value: f64, columns: u16) -> String {
    let power = || format!("{value:.0e}").replace('-', "−");
    let fits = |words: &String| width(words) <= usize::from(columns);
    [figure(value, 2), figure(value, 1)].into_iter().find(fits).unwrap_or_else(power)
}

/// Colours with their values, high at the top.
fn colour_bar(field: &Field, strength: Strength, area: Rect, buf: &mut Buffer, pen: &Pen) {
    let ramp = Ramp::new(field.palette, field.range, pen, strength);
    let mut raster = Raster::new(Rect { width: 2, ..area });
    for y in 0..raster.height {
        let share = 1.0 - (y as f64 + 0.5) / raster.height as f64;
        for x in 0..2 {
            raster.set(x, y, Some(ramp.at(share)));
        }
    }
    raster.paint(buf, pen);
    let (low, high) = field.range;
    let middle = f64::midpoint(low, high);
    let rows = [(area.bottom() - 1, low), (area.y + area.height / 2, middle), (area.y, high)];
    for (row, value) in rows {
        put(buf, area.x + 3, row, area.width - 3, &short(value, area.width - 3), pen.theme.quiet());
    }
    if area.y > 0 {
        let words = field.label.get(pen.language);
        put_right(buf, area.x.saturating_sub(8), area.right(), area.y - 1, words, pen.theme.quiet());
    }
}

pub(super) fn locate(plane: &Plane, area: Rect, at: (u16, u16), _pen: &Pen) -> Option<Spot> {
    layout(plane, area).0.point(at).map(|(x, y)| Spot::Point { x, y })
}

pub(super) fn spot_cell(plane: &Plane, area: Rect, spot: Spot, _pen: &Pen) -> Option<(u16, u16)> {
    let Spot::Point { x, y } = spot else { return None };
    layout(plane, area).0.cell(x, y)
}
