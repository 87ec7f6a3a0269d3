//! The axes around a picture over coordinates.

use super::axes::{Span, Tick, cell_at};
use super::text::{mark, put_right};
use super::{Pen, put, width};
use crate::words::Text;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// Where the drawing is and what its axes show.
#[derive(Debug)]
pub(super) struct Plot {
    /// Cells of the drawing, inside the axes.
    pub(super) inner: Rect,
    /// Horizontal axis.
    pub(super) x: Span,
    /// Vertical axis.
    pub(super) y: Span,
    /// Whether axes are drawn; in a very small area there is no room for them.
    axes: bool,
    x_ticks: Vec<Tick>,
    y_ticks: Vec<Tick>,
}

impl Plot {
    /// Divides an area into axes and drawing; the axes become a little longer, so that their ticks stand equally far
    /// apart.
    pub(super) fn ruled(area: Rect, x: Span, y: Span) -> Plot {
        let plot = Plot::new(area, x, y);
        if !plot.axes {
            return plot;
        }
        let (y, y_ticks) = y.ruled(plot.inner.height, wanted_rows(area.height));
        let inner = inside(area, &y_ticks);
        let (x, x_ticks) = x.ruled(inner.width, wanted_columns(inner.width));
        Plot { inner, x, y, axes: true, x_ticks, y_ticks }
    }

    /// Divides an area into axes and drawing; of the ticks only those that stand equally far apart.
    pub(super) fn new(area: Rect, x: Span, y: Span) -> Plot {
        let y_ticks = y.even(area.height.saturating_sub(2), wanted_rows(area.height));
        let inner = inside(area, &y_ticks);
        if area.height < 4 || inner.width < 8 {
            return Plot { inner: area, x, y, axes: false, x_ticks: Vec::new(), y_ticks };
        }
        let x_ticks = x.even(inner.width, wanted_columns(inner.width));
        Plot { inner, x, y, axes: true, x_ticks, y_ticks }
    }

    /// How many values the axes name.
    pub(super) fn ticks(&self) -> (usize, usize) {
        (self.x_ticks.len(), self.y_ticks.len())
    }

    /// The column at a share of the horizontal axis, inside the drawing.
    pub(super) fn column(&self, at: f64) -> Option<u16> {
        cell_at(at, self.inner.width).map(|column| self.inner.x + column)
    }

    /// The row at a share of the vertical axis, inside the drawing.
    pub(super) fn row(&self, at: f64) -> Option<u16> {
        cell_at(1.0 - at, self.inner.height).map(|row| self.inner.y + row)
    }

    /// The cell of a point of the plane.
    pub(super) fn cell(&self, x: f64, y: f64) -> Option<(u16, u16)> {
        Some((self.column(self.x.at(x))?, self.row(self.y.at(y))?))
    }

    /// The point in the middle of a cell.
    pub(super) fn point(&self, (column, row): (u16, u16)) -> Option<(f64, f64)> {
        if !self.inner.contains((column, row).into()) {
            return None;
        }
        let across = (f64::from(column - self.inner.x) + 0.5) / f64::from(self.inner.width);
        let up = (f64::from(self.inner.bottom() - 1 - row) + 0.5) / f64::from(self.inner.height);
        Some((self.x.value(across), self.y.value(up)))
    }

    /// The place of a point in dots of a canvas over the drawing: in its [`cell`](Plot::cell).
    pub(super) fn dots(&self, size: (usize, usize), x: f64, y: f64) -> (f64, f64) {
        (dot_at(self.x.at(x), size.0), dot_at(1.0 - self.y.at(y), size.1))
    }

    /// Draws lines, ticks, their values and the name of the horizontal axis.
    pub(super) fn draw(&self, buf: &mut Buffer, pen: &Pen, x_name: &Text) {
        if !self.axes {
            return;
        }
        let quiet = pen.theme.quiet();
        let (left, bottom) = (self.inner.x - 1, self.inner.bottom());
        for y in self.inner.top()..bottom {
            mark(buf, left, y, '│', quiet);
        }
        for x in self.inner.left()..self.inner.right() {
            mark(buf, x, bottom, '─', quiet);
        }
        mark(buf, left, bottom, '└', quiet);
        let mut last_row = u16::MAX;
        for tick in &self.y_ticks {
            let Some(row) = self.row(tick.at).filter(|row| last_row.abs_diff(*row) > 0) else { continue };
            mark(buf, left, row, '┤', quiet);
            put_right(buf, left.saturating_sub(width(&tick.label) as u16), left, row, &tick.label, quiet);
            last_row = row;
        }
        let mut free = left;
        for tick in &self.x_ticks {
            let Some(column) = self.column(tick.at) else { continue };
            let wide = width(&tick.label) as u16;
            let start = column.saturating_sub(wide / 2).min(self.inner.right().saturating_sub(wide));
            if start < free {
                continue;
            }
            mark(buf, column, bottom, '┬', quiet);
            put(buf, start, bottom + 1, wide, &tick.label, quiet);
            free = start + wide + 1;
        }
        let name = x_name.get(pen.language);
        if !name.is_empty() && usize::from(self.inner.width) > width(name) + 6 {
            let words = format!(" {name} ");
            put_right(
                buf,
                self.inner.x + 2,
                self.inner.right(),
                bottom,
                &words,
                pen.theme.ink(Default::default()),
            );
        }
    }
}

/// The place of a share of an axis among so many dots; what lies at the very end is in the last one.
pub(super) fn dot_at(at: f64, dots: usize) -> f64 {
    let place = at * dots as f64;
    if cell_at(at, 1).is_some() { place.clamp(0.0, dots as f64 - 0.5) } else { place }
}

/// An area without the values of the vertical axis and the two rows of the horizontal one.
fn inside(area: Rect, y_ticks: &[Tick]) -> Rect {
    let gutter = y_ticks.iter().map(|tick| width(&tick.label)).max().unwrap_or(0) as u16 + 1;
    Rect {
        x: area.x + gutter,
        y: area.y,
        width: area.width.saturating_sub(gutter),
        height: area.height.saturating_sub(2),
    }
}

fn wanted_rows(height: u16) -> usize {
    usize::from(2 * height / 5).clamp(2, 12)
}

fn wanted_columns(width: u16) -> usize {
    usize::from(width / 10).clamp(2, 14)
}
