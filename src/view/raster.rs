//! Filled pixels: two in a cell, one above the other.

use super::Pen;
use super::palette::Tone;
use super::theme::{ColourDepth, Theme};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier};

/// A grid of pixels over an area, twice as many rows as cells.
#[derive(Debug)]
pub(super) struct Raster {
    /// The cells it covers.
    pub(super) area: Rect,
    /// Pixels in a row.
    pub(super) width: usize,
    /// Rows of pixels.
    pub(super) height: usize,
    tones: Vec<Option<Tone>>,
}

impl Raster {
    pub(super) fn new(area: Rect) -> Raster {
        let (width, height) = (usize::from(area.width), 2 * usize::from(area.height));
        Raster { area, width, height, tones: vec![None; width * height] }
    }

    /// Colours a pixel; outside nothing happens.
    pub(super) fn set(&mut self, x: usize, y: usize, tone: Option<Tone>) {
        if x < self.width && y < self.height {
            self.tones[y * self.width + x] = tone;
        }
    }

    /// The colour of a cell as a whole, as this theme shows it: what lies under a glyph drawn there.
    pub(super) fn under(&self, column: u16, row: u16, theme: Theme) -> Option<[u8; 3]> {
        if !self.area.contains((column, row).into()) {
            return None;
        }
        let (top, bottom) = self.cell(usize::from(column - self.area.x), usize::from(row - self.area.y));
        let whole = match (top, bottom) {
            (Some(top), Some(bottom)) => Some(top.between(bottom)),
            (one, other) => one.or(other),
        };
        whole.map(|tone| tone.seen(theme))
    }

    fn cell(&self, column: usize, row: usize) -> (Option<Tone>, Option<Tone>) {
        let at = 2 * row * self.width + column;
        (self.tones[at], self.tones[at + self.width])
    }

    /// Draws the pixels.
    pub(super) fn paint(&self, buf: &mut Buffer, pen: &Pen) {
        for row in 0..self.height / 2 {
            for column in 0..self.width {
                let place = (self.area.x + column as u16, self.area.y + row as u16);
                let Some(cell) = buf.cell_mut(place) else { continue };
                let (top, bottom) = self.cell(column, row);
                let one = match (top, bottom) {
                    (None, None) => continue,
                    (Some(top), Some(bottom)) => top.between(bottom),
                    (Some(one), None) | (None, Some(one)) => one,
                };
                cell.modifier = Modifier::empty();
                if pen.theme.depth == ColourDepth::Mono {
                    cell.set_char(one.glyph(pen.glyphs.ascii()));
                    continue;
                }
                let colour = |tone: Option<Tone>| tone.map_or(Color::Reset, |tone| tone.colour(pen.theme));
                let (above, below) = (colour(top), colour(bottom));
                if pen.glyphs.ascii() {
                    cell.set_char(' ').set_bg(one.colour(pen.theme));
                } else if above == below {
                    cell.set_char(' ').set_bg(above);
                } else if top.is_none() {
                    cell.set_char('▄').set_fg(below);
                } else {
                    cell.set_char('▀').set_fg(above).set_bg(below);
                }
            }
        }
    }
}
