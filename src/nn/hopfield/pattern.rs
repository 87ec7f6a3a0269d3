//! Pictures of two kinds of cells, and damage done to them.

use crate::math::NumpyRng;
use crate::say;
use crate::words::{Problem, Text, printable, same};
use rand::Rng;

/// The largest number of cells: 64 × 64.
pub const LARGEST: usize = 4096;

/// A picture of ±1, row after row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pattern {
    /// What it is called.
    pub name: Text,
    width: usize,
    spins: Vec<i8>,
}

/// An edge of the picture, from which a part is hidden.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// The upper rows.
    Top,
    /// The lower rows.
    Bottom,
    /// The columns on the left.
    Left,
    /// The columns on the right.
    Right,
}

impl Pattern {
    /// A picture from its cells, of which `drawn` says whether they are +1; `width` divides their number.
    #[must_use]
    pub fn new(name: Text, width: usize, drawn: &[bool]) -> Pattern {
        let spins = drawn.iter().map(|&on| if on { 1 } else { -1 }).collect();
        Pattern { name, width: width.max(1), spins }
    }

    /// Cells that are +1 or −1 with equal chance: `2 * randint(0, 2, n) - 1`.
    #[must_use]
    pub fn random(name: Text, width: usize, height: usize, rng: &mut NumpyRng<impl Rng>) -> Pattern {
        let drawn: Vec<bool> = (0..width * height).map(|_| rng.randint(0, 2) == 1).collect();
        Pattern::new(name, width, &drawn)
    }

    /// Pictures from text: `#` is +1 and `.` is −1. A blank line or any other line ends a picture; any other
    /// line names the next one (`heart | 心形` in both languages). All have the same size.
    pub fn read(text: &str) -> Result<Vec<Pattern>, Problem> {
        let mut patterns: Vec<Pattern> = Vec::new();
        let mut name: Option<Text> = None;
        let mut rows: Vec<&str> = Vec::new();
        for (at, line) in text.lines().chain([""]).enumerate() {
            let line = line.trim();
            if !line.is_empty() && line.bytes().all(|c| matches!(c, b'#' | b'.')) {
                if rows.first().is_some_and(|first| first.len() != line.len()) {
                    return Err(uneven(at + 1, line.len(), rows[0].len()));
                }
                rows.push(line);
                continue;
            }
            if !rows.is_empty() {
                let number = patterns.len() + 1;
                let name = name.take().unwrap_or_else(|| same(number.to_string()));
                patterns.push(Pattern::from_rows(name, &rows));
                rows.clear();
            }
            if !line.is_empty() {
                name = Some(named(line));
            }
        }
        check(&patterns)?;
        Ok(patterns)
    }

    fn from_rows(name: Text, rows: &[&str]) -> Pattern {
        let drawn: Vec<bool> = rows.iter().flat_map(|row| row.bytes().map(|c| c == b'#')).collect();
        Pattern::new(name, rows[0].len(), &drawn)
    }

    /// Cells in a row.
    #[must_use]
    pub fn width(&self) -> usize {
        self.width
    }

    /// Rows.
    #[must_use]
    pub fn height(&self) -> usize {
        self.spins.len() / self.width
    }

    /// The cells, +1 or −1, row after row.
    #[must_use]
    pub fn spins(&self) -> &[i8] {
        &self.spins
    }

    /// Turn one cell over; a cell outside is left alone.
    pub fn toggle(&mut self, cell: usize) {
        if let Some(spin) = self.spins.get_mut(cell) {
            *spin = -*spin;
        }
    }

    /// Flip `percent` of the cells, chosen as `choice(n, round(n·percent/100), replace=False)` chooses.
    pub fn flip(&mut self, percent: f64, rng: &mut NumpyRng<impl Rng>) {
        let n = self.spins.len();
        let count = (n as f64 * percent.clamp(0.0, 100.0) / 100.0).round() as usize;
        for cell in rng.choice(n, count) {
            self.toggle(cell);
        }
    }

    /// Blank `percent` of the rows or columns from one side: all −1.
    pub fn hide(&mut self, side: Side, percent: f64) {
        let (width, height) = (self.width, self.height());
        let part = |whole: usize| (whole as f64 * percent.clamp(0.0, 100.0) / 100.0).round() as usize;
        for (cell, spin) in self.spins.iter_mut().enumerate() {
            let (row, column) = (cell / width, cell % width);
            let hidden = match side {
                Side::Top => row < part(height),
                Side::Bottom => row >= height - part(height),
                Side::Left => column < part(width),
                Side::Right => column >= width - part(width),
            };
            if hidden {
                *spin = -1;
            }
        }
    }

    /// The picture as [`Pattern::read`] takes it.
    #[must_use]
    pub fn write(&self) -> String {
        let row = |cells: &[i8]| cells.iter().map(|&s| if s > 0 { '#' } else { '.' }).collect::<String>();
        self.spins.chunks(self.width).map(|cells| row(cells) + "\n").collect()
    }
}

fn named(line: &str) -> Text {
    match line.split_once(" | ") {
        Some((en, zh)) => Text { en: printable(en).into(), zh: printable(zh).into() },
        None => same(printable(line)),
    }
}

fn uneven(line: usize, cells: usize, expected: usize) -> Problem {
    Problem::run(say!(
        "Line {line} has {cells} cells where the rows above it have {expected}. Make all rows of a picture equally long.",
        "第 {line} 行有 {cells} 格，而上面各行有 {expected} 格。同一幅图的每一行应一样长。"
    ))
}

/// At least one picture, all of one size, none too large.
pub(super) fn check(patterns: &[Pattern]) -> Result<(), Problem> {
    let Some(first) = patterns.first() else {
        return Err(Problem::run(say!(
            "There is no pattern here. Draw one with `#` for +1 and `.` for −1, a line for each row.",
            "这里没有图案。请用 `#`（+1）和 `.`（−1）画一幅，每行一排。"
        )));
    };
    let size = |p: &Pattern| (p.width(), p.height());
    let (width, height) = size(first);
    if width * height > LARGEST {
        return Err(Problem::run(say!(
            "A pattern of {width} × {height} cells is too large. At most {LARGEST} cells fit, 64 × 64.",
            "{width} × {height} 的图案太大，最多 {LARGEST} 格（64 × 64）。"
        )));
    }
    match patterns.iter().find(|p| size(p) != size(first)) {
        None => Ok(()),
        Some(other) => {
            let (w, h) = size(other);
            let (one, another) = (&other.name, &first.name);
            Err(Problem::run(say!(
                "Pattern {} has {w} × {h} cells and pattern {} has {width} × {height}. Give all the same size.",
                "图案 {} 为 {w} × {h} 格，而图案 {} 为 {width} × {height} 格。请让所有图案一样大。",
                one.en,
                another.en
            )))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_becomes_pictures_and_text_again() {
        let patterns = Pattern::read("one | 一\n#.\n##\n\n..\n.#\n").unwrap();
        assert_eq!(patterns.len(), 2);
        assert_eq!((patterns[0].name.en.as_ref(), patterns[0].name.zh.as_ref()), ("one", "一"));
        assert_eq!(patterns[0].spins(), [1, -1, 1, 1]);
        assert_eq!(patterns[1].name.en, "2");
        assert_eq!(patterns[1].write(), "..\n.#\n");
    }

    #[test]
    fn bad_text_gets_a_sentence() {
        let said = |text: &str| Pattern::read(text).unwrap_err().to_string();
        assert!(said("#.\n#\n").starts_with("Line 2 has 1 cells"));
        assert!(said("hello\n").starts_with("There is no pattern"));
        assert!(said("#.\n..\n\n#\n").contains("the same size"));
        assert!(said(&format!("{}\n", "#".repeat(4097))).contains("too large"));
    }

    #[test]
    fn damage_is_as_large_as_asked_for() {
        let whole = Pattern::random(same("p"), 10, 10, &mut NumpyRng::new(1));
        let mut noisy = whole.clone();
        noisy.flip(17.0, &mut NumpyRng::new(2));
        let changed = |other: &Pattern| whole.spins.iter().zip(&other.spins).filter(|(a, b)| a != b).count();
        assert_eq!(changed(&noisy), 17);
        let mut hidden = whole.clone();
        hidden.hide(Side::Bottom, 30.0);
        assert_eq!(hidden.spins[..70], whole.spins[..70]);
        assert!(hidden.spins[70..].iter().all(|&s| s == -1));
        hidden.hide(Side::Left, 100.0);
        assert!(hidden.spins.iter().all(|&s| s == -1));
    }
}
