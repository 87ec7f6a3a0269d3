//! What a panel asks of its rectangle.

use crate::lab::scene::{Cell, Panel, Picture, Place};
use crate::view::width;

/// What a panel asks of its rectangle, border included; found out once for all divisions tried.
#[derive(Debug, Clone)]
pub(super) struct Need {
    pub(super) place: Place,
    pub(super) least: (u16, u16),
    /// Columns in which nothing is left out.
    pub(super) natural: u16,
    rows: Rows,
    /// Columns over rows at which it looks best; a cell is twice as high as wide.
    pub(super) shape: f64,
    /// How much it matters that it is seen.
    pub(super) weight: f64,
}

/// Rows a panel can fill.
#[derive(Debug, Clone, Copy)]
enum Rows {
    Any,
    /// So many.
    Fixed(u16),
    /// So many lines with so many columns of words in all.
    Words(u16, u32),
}

impl Need {
    pub(super) fn new(panels: &[Panel], at: usize) -> Need {
        let panel = &panels[at];
        let turn = panels[..at].iter().filter(|other| other.place == panel.place).count() as i32;
        let weight = match panel.place {
            Place::Main => 10.0 * 0.7_f64.powi(turn),
            Place::Cost => 5.0,
            Place::Beside => 4.0 * 0.8_f64.powi(turn),
            Place::Detail => 2.4 * 0.8_f64.powi(turn),
        };
        let least = (panel.least.0.saturating_add(2), panel.least.1.saturating_add(2));
        let natural = natural_width(&panel.picture).max(least.0);
        Need { place: panel.place, least, natural, rows: rows(panel), shape: shape(&panel.picture), weight }
    }

    /// Columns it should get beside others: curves want more than they say they need.
    pub(super) fn wish(&self) -> u16 {
        let curves = if self.place == Place::Cost { 48 } else { 28 };
        self.natural.max(curves)
    }

    /// Rows it can fill at a width.
    pub(super) fn enough(&self, columns: u16) -> u16 {
        let rows = match self.rows {
            Rows::Any => return u16::MAX,
            Rows::Fixed(rows) => rows,
            Rows::Words(lines, words) => {
                let room = u32::from(columns.saturating_sub(4)).max(1);
                lines.saturating_add(u16::try_from(words / room).unwrap_or(u16::MAX))
            }
        };
        rows.saturating_add(2).max(self.least.1)
    }
}

fn rows(panel: &Panel) -> Rows {
    let caption = usize::from(panel.caption.is_some());
    let fixed = |rows: usize| Rows::Fixed(u16::try_from(rows + caption).unwrap_or(u16::MAX));
    match &panel.picture {
        Picture::Table(table) => fixed(table.rows.len() + 1),
        Picture::Bars(bars) => fixed(bars.bars.len()),
        Picture::Matrix(matrix) if matrix.decimals.is_some() => fixed(3 * matrix.rows + 2),
        Picture::Prose(lines) => {
            let words: usize = lines.iter().map(|line| width(&line.text.en)).sum();
            Rows::Words(lines.len().min(9999) as u16, words.min(1 << 20) as u32)
        }
        _ => Rows::Any,
    }
}

fn natural_width(picture: &Picture) -> u16 {
    let Picture::Table(table) = picture else { return 0 };
    let cell = |cell: &Cell| match cell {
        Cell::Empty => 0,
        Cell::Words(words) | Cell::Coloured(words, _) => width(&words.en),
        Cell::Number(_, digits) | Cell::Inked(_, digits, _) => usize::from(*digits) + 4,
    };
    let column = |at: usize| {
        let widest = table.rows.iter().take(64).filter_map(|row| row.get(at)).map(cell).max().unwrap_or(0);
        widest.max(width(&table.columns[at].title.en)) + 1
    };
    let sum: usize = (0..table.columns.len()).map(column).sum();
    u16::try_from(sum + 4).unwrap_or(u16::MAX)
}

fn shape(picture: &Picture) -> f64 {
    match picture {
        Picture::Image(image) => 2.0 * image.width.max(1) as f64 / image.height.max(1) as f64,
        Picture::Plane(plane) if plane.square => 2.1,
        Picture::Plane(_) | Picture::Relief(_) | Picture::Gallery { .. } => 2.6,
        Picture::Matrix(matrix) => {
            2.4 * (matrix.cols.max(1) as f64 / matrix.rows.max(1) as f64).clamp(0.4, 3.0)
        }
        Picture::Chart(_) => 3.4,
        Picture::Network(_) => 2.8,
        Picture::Graph(_) => 4.2,
        Picture::Table(_) | Picture::Bars(_) | Picture::Prose(_) => 3.0,
    }
}
