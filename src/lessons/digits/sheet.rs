//! The sheet to draw on: where the pen has been, and the picture that the network sees of it.

use super::paper::Paper;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

/// Rows and columns of the sheet.
pub(super) const SIDE: usize = 24;

const CELLS: usize = SIDE * SIDE;
/// Bytes of a sheet in words: the place of the pen, then a bit for each cell.
const BYTES: usize = 2 + CELLS / 8;
/// How far the eraser reaches, in cells.
const ERASER: f64 = 1.6;
/// Half the width of the line that is shown on the sheet, in cells.
const LINE: f64 = 0.7;
/// A drawing smaller than this many cells is not made larger than one of this size would be.
const LEAST: f64 = 5.0;

/// Cells that the middle of the pen has crossed, and where it was last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Sheet {
    ink: Vec<bool>,
    pen: usize,
}

type Point = (f64, f64);

impl Sheet {
    pub(super) fn blank() -> Sheet {
        Sheet { ink: vec![false; CELLS], pen: 0 }
    }

    pub(super) fn is_blank(&self) -> bool {
        !self.ink.contains(&true)
    }

    /// The sheet in at most 99 letters for share lines; nothing when it is blank.
    pub(super) fn write(&self) -> String {
        if self.is_blank() {
            return String::new();
        }
        let mut bytes = [0_u8; BYTES];
        bytes[..2].copy_from_slice(&(self.pen as u16).to_be_bytes());
        for (cell, _) in self.ink.iter().enumerate().filter(|(_, ink)| **ink) {
            bytes[2 + cell / 8] |= 0x80 >> (cell % 8);
        }
        // Zeros at the end say nothing.
        URL_SAFE_NO_PAD.encode(bytes).trim_end_matches('A').to_string()
    }

    /// What [`write`](Sheet::write) wrote.
    pub(super) fn read(words: &str) -> Option<Sheet> {
        let letters = (8 * BYTES).div_ceil(6);
        if words.is_empty() {
            return Some(Sheet::blank());
        }
        let bytes = URL_SAFE_NO_PAD.decode(format!("{words:A<letters$}")).ok()?;
        let bytes: [u8; BYTES] = bytes.try_into().ok()?;
        let pen = usize::from(u16::from_be_bytes([bytes[0], bytes[1]]));
        let ink = (0..CELLS).map(|cell| bytes[2 + cell / 8] & (0x80 >> (cell % 8)) != 0).collect();
        (pen < CELLS).then_some(Sheet { ink, pen })
    }

    /// Puts the pen down.
    pub(super) fn dot(&mut self, row: usize, col: usize) {
        if row < SIDE && col < SIDE {
            self.pen = row * SIDE + col;
            self.ink[self.pen] = true;
        }
    }

    /// Moves the pen, which is down, in a straight line.
    pub(super) fn line(&mut self, row: usize, col: usize) {
        if row >= SIDE || col >= SIDE {
            return;
        }
        if self.is_blank() {
            self.dot(row, col);
            return;
        }
        let place = |cell: usize| ((cell / SIDE) as f64, (cell % SIDE) as f64);
        let (from, to) = (place(self.pen), (row as f64, col as f64));
        let steps = (to.0 - from.0).abs().max((to.1 - from.1).abs()).max(1.0);
        for step in 0..=steps as usize {
            let part = step as f64 / steps;
            let at = |from: f64, to: f64| (from + part * (to - from)).round() as usize;
            self.dot(at(from.0, to.0), at(from.1, to.1));
        }
    }

    /// Takes ink away around a cell.
    pub(super) fn erase(&mut self, row: usize, col: usize) {
        for (cell, ink) in self.ink.iter_mut().enumerate() {
            let (down, across) = ((cell / SIDE) as f64 - row as f64, (cell % SIDE) as f64 - col as f64);
            *ink &= down.hypot(across) > ERASER;
        }
    }

    /// The drawing as it is shown on the sheet: SIDE × SIDE, 0 … 1.
    pub(super) fn shown(&self) -> Vec<f64> {
        ink(SIDE, &self.strokes(), LINE)
    }

    /// Row and column of the cell in which the centre of mass of the drawing lies.
    pub(super) fn centre(&self) -> (usize, usize) {
        let (x, y) = centre_of_mass(&self.shown(), SIDE);
        (y as usize, x as usize)
    }

    /// The strokes as straight pieces between neighbouring cells (a cell on its own is a piece of no length),
    /// (x, y) in cells, cell middles at ½.
    fn strokes(&self) -> Vec<(Point, Point)> {
        let inked = |row: usize, col: usize| row < SIDE && col < SIDE && self.ink[row * SIDE + col];
        let middle = |row: usize, col: usize| (col as f64 + 0.5, row as f64 + 0.5);
        let mut pieces = Vec::new();
        for (row, col) in (0..CELLS).map(|cell| (cell / SIDE, cell % SIDE)).filter(|&(r, c)| inked(r, c)) {
            let here = middle(row, col);
            pieces.push((here, here));
            let (right, below) = (inked(row, col + 1), inked(row + 1, col));
            let corners = [
                (right, row, col + 1),
                (below, row + 1, col),
                // Around a corner the pen went over the corner's cell.
                (!right && !below && inked(row + 1, col + 1), row + 1, col + 1),
                (
                    col > 0 && !below && !inked(row, col - 1) && inked(row + 1, col - 1),
                    row + 1,
                    col.max(1) - 1,
                ),
            ];
            let joined = corners.into_iter().filter(|corner| corner.0);
            pieces.extend(joined.map(|(_, row, col)| (here, middle(row, col))));
        }
        pieces
    }

    /// The picture that the network sees: the strokes scaled until their longer side is as long as that of the
    /// training digits, written with a pen as thick as theirs, and moved until the centre of mass of the ink is
    /// in the middle, as MNIST's were. A blank sheet, `side` pixels wide, needs no measures.
    pub(super) fn seen(&self, side: usize, paper: impl FnOnce() -> Paper) -> Vec<f64> {
        let strokes = self.strokes();
        if strokes.is_empty() {
            return vec![0.0; side * side];
        }
        let paper = paper();
        let ends = || strokes.iter().flat_map(|(a, b)| [a, b]);
        let span = |of: fn(&Point) -> f64| {
            ends()
                .map(of)
                .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), x| (low.min(x), high.max(x)))
        };
        let (x, y) = (span(|p| p.0), span(|p| p.1));
        let longer = (x.1 - x.0).max(y.1 - y.0).max(LEAST);
        let scale = paper.length / longer;
        let half = 0.5 * paper.side as f64;
        let written = |(dx, dy): Point| {
            let place = |(px, py): Point| {
                let at =
                    |p: f64, span: (f64, f64), by: f64| half + by + scale * (p - 0.5 * (span.0 + span.1));
                (at(px, x, dx), at(py, y, dy))
            };
            let moved: Vec<(Point, Point)> = strokes.iter().map(|&(a, b)| (place(a), place(b))).collect();
            ink(paper.side, &moved, paper.pen)
        };
        let first = written((0.0, 0.0));
        let mass = centre_of_mass(&first, paper.side);
        // No further than to the edge of the paper.
        let by = |mass: f64, span: (f64, f64)| {
            let room = (half - 0.5 * scale * (span.1 - span.0) - paper.pen).max(0.0);
            (half - mass).clamp(-room, room)
        };
        written((by(mass.0, x), by(mass.1, y))).iter().map(|ink| ink * paper.ink).collect()
    }
}

/// The pixels of strokes written with a pen of this radius: 1 where the pen covers a pixel, 0 where it does not
/// touch it.
fn ink(side: usize, strokes: &[(Point, Point)], pen: f64) -> Vec<f64> {
    let mut pixels = vec![0.0_f64; side * side];
    let reach = pen + 0.5;
    for &(a, b) in strokes {
        let range = |p: f64, q: f64| {
            let (low, high) = (p.min(q) - reach, p.max(q) + reach);
            (low.max(0.0) as usize)..(high.max(0.0).ceil() as usize).min(side)
        };
        for row in range(a.1, b.1) {
            for col in range(a.0, b.0) {
                let distance = distance((col as f64 + 0.5, row as f64 + 0.5), a, b);
                let pixel = &mut pixels[row * side + col];
                *pixel = pixel.max((reach - distance).clamp(0.0, 1.0));
            }
        }
    }
    pixels
}

/// From a point to the straight piece from `a` to `b`.
fn distance((x, y): Point, (ax, ay): Point, (bx, by): Point) -> f64 {
    let (dx, dy) = (bx - ax, by - ay);
    let length = dx * dx + dy * dy;
    let t = if length > 0.0 { (((x - ax) * dx + (y - ay) * dy) / length).clamp(0.0, 1.0) } else { 0.0 };
    (x - ax - t * dx).hypot(y - ay - t * dy)
}

/// (x, y) of the mean place of the ink, in pixels from the top left corner.
pub(super) fn centre_of_mass(pixels: &[f64], side: usize) -> Point {
    let (mut x, mut y, mut sum) = (0.0, 0.0, 0.0);
    for (at, ink) in pixels.iter().enumerate() {
        x += ink * ((at % side) as f64 + 0.5);
        y += ink * ((at / side) as f64 + 0.5);
        sum += ink;
    }
    if sum > 0.0 { (x / sum, y / sum) } else { (0.5 * side as f64, 0.5 * side as f64) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seven() -> Sheet {
        let mut sheet = Sheet::blank();
        sheet.dot(3, 4);
        sheet.line(3, 14);
        sheet.line(20, 8);
        sheet
    }

    #[test]
    fn a_drawing_survives_its_share_line() {
        let sheet = seven();
        let words = sheet.write();
        assert!(words.len() <= 99 && words.chars().all(|c| c.is_ascii_alphanumeric() || "-_".contains(c)));
        assert_eq!(Sheet::read(&words), Some(sheet));
        assert_eq!(Sheet::read(""), Some(Sheet::blank()));
        for wrong in ["?", "____", &"A".repeat(200)] {
            assert_eq!(Sheet::read(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn strokes_have_no_gaps_and_can_be_rubbed_out() {
        let mut sheet = seven();
        assert_eq!((3..=20).filter(|row| (0..SIDE).any(|col| sheet.ink[row * SIDE + col])).count(), 18);
        for row in 0..SIDE {
            (0..SIDE).for_each(|col| sheet.erase(row, col));
        }
        assert!(sheet.is_blank());
        sheet.line(usize::MAX, 3);
        sheet.dot(0, usize::MAX);
        assert!(sheet.is_blank());
    }

    /// Wherever and however large a digit is drawn, the network sees nearly the same.
    #[test]
    fn size_and_place_make_no_difference() {
        let paper = Paper { side: 28, length: 18.0, pen: 1.2, ink: 1.0 };
        let bar = |top: usize, col: usize, rows: usize| {
            let mut sheet = Sheet::blank();
            sheet.dot(top, col);
            sheet.line(top + rows, col);
            sheet.line(top + rows, col + rows / 2);
            sheet.seen(paper.side, || paper)
        };
        let (one, other) = (bar(2, 1, 20), bar(8, 9, 8));
        let apart: f64 = one.iter().zip(&other).map(|(a, b)| (a - b).abs()).sum();
        assert!(apart < 0.02 * one.iter().sum::<f64>(), "{apart}");
        let (x, y) = centre_of_mass(&one, 28);
        assert!((x - 14.0).abs() < 0.05 && (y - 14.0).abs() < 0.05, "{x}, {y}");
        let inked = |row: usize| one[row * 28..(row + 1) * 28].iter().any(|&ink| ink > 0.4);
        // 18 pixels and half a pen at both ends.
        let rows = (0..28).filter(|&row| inked(row)).count();
        assert!((20..=21).contains(&rows), "{rows}");
    }
}
