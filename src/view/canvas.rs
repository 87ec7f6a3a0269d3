//! Thin lines: dots finer than cells.

use super::raster::Raster;
use super::theme::ColourDepth;
use super::{Glyphs, Pen};
use crate::lab::scene::Ink;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier};

/// Dots in one cell, with whose colour they are drawn.
#[derive(Debug, Clone, Copy, Default)]
struct Dots {
    mask: u8,
    ink: Ink,
    layer: u8,
    fade: u8,
}

/// A grid of dots over an area.
#[derive(Debug)]
pub(super) struct Canvas {
    /// The cells it covers.
    pub(super) area: Rect,
    /// Dots across and down, in all.
    pub(super) size: (usize, usize),
    /// Dots across and down in one cell.
    pub(super) fine: (usize, usize),
    glyphs: Glyphs,
    cells: Vec<Dots>,
    layer: u8,
    /// How much of the background's colour is in what is drawn from now on, in tenths.
    pub(super) fade: u8,
}

/// Braille dots, row by row: the bit of each of the 2 × 4 places.
const BRAILLE: [[u8; 2]; 4] = [[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]];
/// Quarter blocks by mask: 1 upper left, 2 upper right, 4 lower left, 8 lower right.
const QUARTERS: [char; 16] = [' ', '▘', '▝', '▀', '▖', '▌', '▞', '▛', '▗', '▚', '▐', '▜', '▄', '▙', '▟', '█'];
/// Two dots above each other in ASCII.
const ASCII: [char; 4] = [' ', '\'', '.', ':'];

impl Canvas {
    pub(super) fn new(area: Rect, pen: &Pen) -> Canvas {
        let fine = match pen.glyphs {
            Glyphs::Braille => (2, 4),
            Glyphs::Blocks => (2, 2),
            Glyphs::Ascii | Glyphs::Console => (1, 2),
        };
        let (columns, rows) = (usize::from(area.width), usize::from(area.height));
        Canvas {
            area,
            size: (columns * fine.0, rows * fine.1),
            fine,
            glyphs: pen.glyphs,
            cells: vec![Dots::default(); columns * rows],
            layer: 0,
            fade: 0,
        }
    }

    /// What is drawn from now on takes whole cells from what was drawn before.
    pub(super) fn next_layer(&mut self) {
        self.layer = self.layer.saturating_add(1);
    }

    /// Sets the dot at a place counted in dots from the top left; outside nothing happens.
    pub(super) fn dot(&mut self, x: i64, y: i64, ink: Ink) {
        if x < 0 || y < 0 || x >= self.size.0 as i64 || y >= self.size.1 as i64 {
            return;
        }
        let (x, y) = (x as usize, y as usize);
        let bit = match self.glyphs {
            Glyphs::Braille => BRAILLE[y % 4][x % 2],
            Glyphs::Blocks => 1 << (x % 2 + 2 * (y % 2)),
            Glyphs::Ascii | Glyphs::Console => 1 << (y % 2),
        };
        let cell = &mut self.cells[y / self.fine.1 * usize::from(self.area.width) + x / self.fine.0];
        if cell.layer != self.layer {
            *cell = Dots { mask: 0, ink, layer: self.layer, fade: self.fade };
        }
        cell.mask |= bit;
        cell.ink = ink;
        cell.fade = self.fade;
    }

    /// A straight line between two places counted in dots; `dash` dots drawn, as many left out
    /// (0 for an unbroken line), beginning with dot number `phase`. Returns the next phase.
    pub(super) fn line(&mut self, from: (f64, f64), to: (f64, f64), ink: Ink, dash: u32, phase: u32) -> u32 {
        let bound = (self.size.0 as f64, self.size.1 as f64);
        let Some((from, to)) = clip(from, to, bound) else { return phase };
        let (dx, dy) = (to.0 - from.0, to.1 - from.1);
        let steps = dx.abs().max(dy.abs()).ceil() as u32;
        for step in 0..=steps {
            let share = if steps == 0 { 0.0 } else { f64::from(step) / f64::from(steps) };
            if dash == 0 || ((phase + step) / dash).is_multiple_of(2) {
                let (x, y) = (from.0 + dx * share, from.1 + dy * share);
                self.dot(x.floor() as i64, y.floor() as i64, ink);
            }
        }
        phase + steps
    }

    /// How many cells of a place are crossed by more than the first layer, in which bands and contours lie.
    pub(super) fn crossed(&self, place: Rect) -> usize {
        let place = place.intersection(self.area);
        let cell = |x: u16, y: u16| {
            usize::from(y - self.area.y) * usize::from(self.area.width) + usize::from(x - self.area.x)
        };
        let dots = place.positions().filter_map(|at| self.cells.get(cell(at.x, at.y)));
        dots.filter(|dots| dots.mask != 0 && dots.layer > 0).count()
    }

    /// Draws the dots over what is there; `ground` is a picture already painted under them.
    pub(super) fn paint(&self, buf: &mut Buffer, pen: &Pen, ground: Option<&Raster>) {
        for (at, dots) in self.cells.iter().enumerate().filter(|(_, dots)| dots.mask != 0) {
            let columns = usize::from(self.area.width);
            let (x, y) = (self.area.x + (at % columns) as u16, self.area.y + (at / columns) as u16);
            let glyph = match self.glyphs {
                Glyphs::Braille => char::from_u32(0x2800 + u32::from(dots.mask)).unwrap_or(' '),
                Glyphs::Blocks => QUARTERS[usize::from(dots.mask & 15)],
                Glyphs::Ascii | Glyphs::Console => ASCII[usize::from(dots.mask & 3)],
            };
            stamp(buf, pen, ground, (x, y), glyph, dots.ink);
            if dots.fade > 0 {
                fade(buf, pen, (x, y), dots);
            }
        }
    }
}

/// Takes a drawn cell towards the background.
fn fade(buf: &mut Buffer, pen: &Pen, at: (u16, u16), dots: &Dots) {
    let Some(cell) = buf.cell_mut(at) else { return };
    match pen.theme.depth {
        ColourDepth::TrueColour | ColourDepth::Palette256 => {
            cell.set_fg(pen.theme.faded(dots.ink, f32::from(dots.fade) / 10.0));
        }
        ColourDepth::Palette16 | ColourDepth::Mono if dots.fade > 4 => {
            cell.modifier |= Modifier::DIM;
        }
        ColourDepth::Palette16 | ColourDepth::Mono => {}
    }
}

/// One character over a picture: readable in its ink, the picture's colour behind it.
pub(super) fn stamp(
    buf: &mut Buffer,
    pen: &Pen,
    ground: Option<&Raster>,
    (x, y): (u16, u16),
    glyph: char,
    ink: Ink,
) {
    let under = ground.and_then(|raster| raster.under(x, y, pen.theme));
    let Some(cell) = buf.cell_mut((x, y)) else { return };
    let style = pen.theme.over(ink, under);
    cell.set_char(glyph);
    cell.modifier = style.add_modifier;
    cell.fg = style.fg.unwrap_or(Color::Reset);
    if let Some(under) = under {
        cell.set_bg(pen.theme.colour(under));
    }
}

/// The part of a segment inside (0, 0) … bound, by Liang and Barsky (1984).
fn clip((x0, y0): (f64, f64), (x1, y1): (f64, f64), bound: (f64, f64)) -> Option<((f64, f64), (f64, f64))> {
    if !(x0.is_finite() && y0.is_finite() && x1.is_finite() && y1.is_finite()) {
        return None;
    }
    let (dx, dy) = (x1 - x0, y1 - y0);
    let (mut first, mut last) = (0.0_f64, 1.0_f64);
    for (p, q) in [(-dx, x0), (dx, bound.0 - x0), (-dy, y0), (dy, bound.1 - y0)] {
        if p == 0.0 {
            if q < 0.0 {
                return None;
            }
        } else if p < 0.0 {
            first = first.max(q / p);
        } else {
            last = last.min(q / p);
        }
    }
    (first <= last).then(|| {
        let at = |t: f64| (x0 + dx * t, y0 + dy * t);
        (at(first), at(last))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_line_crosses_the_cells_it_should() {
        let pen = Pen::default();
        let area = Rect::new(0, 0, 4, 1);
        let mut canvas = Canvas::new(area, &pen);
        canvas.line((0.0, 0.0), (7.0, 3.0), Ink::Plain, 0, 0);
        let mut buf = Buffer::empty(area);
        canvas.paint(&mut buf, &pen, None);
        let row: String = buf.content.iter().map(ratatui::buffer::Cell::symbol).collect();
        assert_eq!(row, "⠉⠑⠢⢄");
    }

    proptest! {
        #[test]
        fn any_line_is_drawn_without_harm(x0: f64, y0: f64, x1: f64, y1: f64, dash in 0_u32..5) {
            let mut canvas = Canvas::new(Rect::new(0, 0, 20, 10), &Pen::default());
            canvas.line((x0, y0), (x1, y1), Ink::Plain, dash, 0);
            canvas.line((x0 % 90.0, y0 % 90.0), (x1 % 90.0, y1 % 90.0), Ink::Plain, dash, 0);
        }
    }
}
