//! Pictures of pixels.

use super::canvas::stamp;
use super::palette::{Ramp, Strength, Tone};
use super::raster::Raster;
use super::{Pen, cut};
use crate::lab::Spot;
use crate::lab::scene::{Image, Ink, Pixels};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

pub(super) fn draw(image: &Image, area: Rect, buf: &mut Buffer, pen: &Pen, cursor: Option<Spot>) {
    let Some(fit) = fit(image, area) else { return };
    let raster = rasterise(image, fit, pen);
    raster.paint(buf, pen);
    for pin in &image.pins {
        if let Some((x, y)) = cell_of(image, fit, pin.row, pin.col) {
            stamp(buf, pen, Some(&raster), (x, y), pin.glyph, pin.ink);
        }
    }
    if let Some((x, y)) = cursor.and_then(|spot| spot_cell(image, area, spot)) {
        stamp(buf, pen, Some(&raster), (x, y), '✛', Ink::Accent);
    }
}

/// Where the pixels go: the cells they cover, and how many half cells each takes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Fit {
    /// Cells covered.
    pub(super) area: Rect,
    /// Half cells across and down in all.
    size: (usize, usize),
    /// Empty half cell above, when the height is odd and centred.
    scale: f64,
}

/// As large as fits with square pixels; whole factors for crisp pictures that are enlarged.
pub(super) fn fit(image: &Image, area: Rect) -> Option<Fit> {
    if image.width == 0 || image.height == 0 || area.is_empty() {
        return None;
    }
    let room = (f64::from(area.width), 2.0 * f64::from(area.height));
    let mut scale = (room.0 / image.width as f64).min(room.1 / image.height as f64);
    if scale >= 1.0 && image.crisp {
        scale = scale.floor();
    }
    let size = (
        ((image.width as f64 * scale).round() as usize).clamp(1, usize::from(area.width)),
        ((image.height as f64 * scale).round() as usize).clamp(1, 2 * usize::from(area.height)),
    );
    let (columns, rows) = (size.0 as u16, size.1.div_ceil(2) as u16);
    let area = Rect {
        x: area.x + (area.width - columns) / 2,
        y: area.y + (area.height - rows) / 2,
        width: columns,
        height: rows,
    };
    Some(Fit { area, size, scale })
}

/// The picture as half cells.
pub(super) fn rasterise(image: &Image, fit: Fit, pen: &Pen) -> Raster {
    let mut raster = Raster::new(fit.area);
    let ramp = match &image.pixels {
        Pixels::Values { range, palette, .. } => Some(Ramp::new(*palette, *range, pen, Strength::Full)),
        Pixels::Rgb(_) => None,
    };
    let shrink = fit.scale < 1.0;
    for y in 0..fit.size.1 {
        let rows = source(y, fit.size.1, image.height, shrink);
        for x in 0..fit.size.0 {
            let cols = source(x, fit.size.0, image.width, shrink);
            raster.set(x, y, tone(image, ramp.as_ref(), (rows.0, rows.1), (cols.0, cols.1), pen));
        }
    }
    raster
}

/// First and last-but-one source pixel under a target pixel.
fn source(at: usize, count: usize, pixels: usize, shrink: bool) -> (usize, usize) {
    let first = (at * pixels / count).min(pixels - 1);
    let last = if shrink { ((at + 1) * pixels).div_ceil(count) } else { first + 1 };
    (first, last.clamp(first + 1, pixels))
}

/// The mean of a block of pixels.
fn tone(
    image: &Image,
    ramp: Option<&Ramp>,
    rows: (usize, usize),
    cols: (usize, usize),
    pen: &Pen,
) -> Option<Tone> {
    let places = (rows.0..rows.1).flat_map(|row| (cols.0..cols.1).map(move |col| row * image.width + col));
    let count = ((rows.1 - rows.0) * (cols.1 - cols.0)) as f64;
    match &image.pixels {
        Pixels::Rgb(bytes) => {
            let mut sum = [0_u32; 3];
            for place in places {
                let pixel = bytes.get(3 * place..3 * place + 3)?;
                for (total, value) in sum.iter_mut().zip(pixel) {
                    *total += u32::from(*value);
                }
            }
            Some(Tone::of_rgb(sum.map(|total| (f64::from(total) / count).round() as u8), pen.theme))
        }
        Pixels::Values { values, .. } => {
            let mut sum = 0.0;
            for place in places {
                sum += values.get(place)?;
            }
            ramp.and_then(|ramp| ramp.tone(sum / count))
        }
    }
}

/// The cell in which the middle of a pixel lies.
fn cell_of(image: &Image, fit: Fit, row: usize, col: usize) -> Option<(u16, u16)> {
    if row >= image.height || col >= image.width {
        return None;
    }
    let place =
        |at: usize, pixels: usize, size: usize| (((2 * at + 1) * size) / (2 * pixels)).min(size - 1) as u16;
    let (x, y) = (place(col, image.width, fit.size.0), place(row, image.height, fit.size.1) / 2);
    Some((fit.area.x + x, fit.area.y + y))
}

pub(super) fn locate(image: &Image, area: Rect, (column, row): (u16, u16)) -> Option<Spot> {
    let fit = fit(image, area).filter(|fit| fit.area.contains((column, row).into()))?;
    let (x, y) = (usize::from(column - fit.area.x), 2 * usize::from(row - fit.area.y));
    let col = (x * image.width + image.width / 2) / fit.size.0;
    let row = ((y + 1) * image.height) / fit.size.1;
    Some(Spot::Cell { row: row.min(image.height - 1), col: col.min(image.width - 1) })
}

pub(super) fn spot_cell(image: &Image, area: Rect, spot: Spot) -> Option<(u16, u16)> {
    let Spot::Cell { row, col } = spot else { return None };
    cell_of(image, fit(image, area)?, row, col)
}

/// A caption centred under a picture, for galleries and neurons.
pub(super) fn centred(words: &str, columns: u16) -> (u16, String) {
    let words = cut(words, usize::from(columns)).into_owned();
    ((columns - super::width(&words) as u16) / 2, words)
}
