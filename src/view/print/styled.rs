//! A frame with its styles, short enough to be read and compared.

use super::{MODIFIERS, row, text};
use ratatui::buffer::{Buffer, Cell};
use ratatui::style::Color;
use std::fmt::Write as _;

/// The frame as text; below it, for every row, which columns have which style, with a legend. Runs of
/// coloured pixels (half blocks, heat) are summed up by a checksum of what they show.
#[must_use]
pub fn styled(buffer: &Buffer) -> String {
    let mut out = text(buffer);
    let mut legend: Vec<String> = Vec::new();
    let mut rows = String::new();
    for y in 0..buffer.area.height {
        let mut runs: Vec<Run> = Vec::new();
        for (x, cell) in row(buffer, y) {
            let style = style(cell);
            match runs.last_mut() {
                Some(run) if run.style == style && run.end == x => run.add(x, cell),
                _ => runs.push(Run::new(x, cell, style)),
            }
        }
        let runs = runs.iter().filter(|run| !run.style.is_empty()).map(|run| run.words(&mut legend));
        let runs = runs.collect::<Vec<_>>().join("  ");
        if !runs.is_empty() {
            let _ = writeln!(rows, "{y:>3}  {runs}");
        }
    }
    let _ = write!(out, "--- styles\n{rows}");
    for (at, style) in legend.iter().enumerate() {
        let _ = writeln!(out, "{:>3} = {style}", letter(at));
    }
    out
}

/// Neighbouring cells of one style.
struct Run {
    start: u16,
    end: u16,
    style: String,
    sum: u32,
}

impl Run {
    fn new(x: u16, cell: &Cell, style: String) -> Run {
        // FNV-1a, 32 bits.
        let mut run = Run { start: x, end: x, style, sum: 0x811c_9dc5 };
        run.add(x, cell);
        run
    }

    fn add(&mut self, x: u16, cell: &Cell) {
        self.end = x + super::columns(cell);
        for byte in format!("{}{}{}", cell.symbol(), cell.fg, cell.bg).bytes() {
            self.sum = (self.sum ^ u32::from(byte)).wrapping_mul(0x0100_0193);
        }
    }

    fn words(&self, legend: &mut Vec<String>) -> String {
        let (start, last, sum) = (self.start, self.end - 1, self.sum);
        if self.style == PIXELS {
            return format!("{start}-{last} pixels {sum:08x}");
        }
        let at = legend.iter().position(|style| *style == self.style).unwrap_or_else(|| {
            legend.push(self.style.clone());
            legend.len() - 1
        });
        format!("{start}-{last} {}", letter(at))
    }
}

/// The style of cells that show data as colour.
const PIXELS: &str = "pixels";

/// A cell's style in words; empty for the terminal's own.
fn style(cell: &Cell) -> String {
    if matches!(cell.bg, Color::Rgb(..)) || (cell.symbol() == "▀" && matches!(cell.fg, Color::Rgb(..))) {
        return PIXELS.to_string();
    }
    let mut words = Vec::new();
    if cell.fg != Color::Reset {
        words.push(format!("{}", cell.fg));
    }
    if cell.bg != Color::Reset {
        words.push(format!("on {}", cell.bg));
    }
    words.extend(
        MODIFIERS.iter().filter(|(m, ..)| cell.modifier.contains(*m)).map(|(.., name)| (*name).into()),
    );
    words.join(" ")
}

/// a … z, a1 … z1, a2 ….
fn letter(at: usize) -> String {
    let letter = char::from(b'a' + (at % 26) as u8);
    if at < 26 { letter.to_string() } else { format!("{letter}{}", at / 26) }
}

#[cfg(test)]
mod tests {
    use super::super::tests::frame;
    use super::*;

    #[test]
    fn styles_stand_below_the_text() {
        let mut frame = frame();
        let before = styled(&frame);
        let lines: Vec<&str> = before.lines().collect();
        assert_eq!(lines[3], "--- styles");
        assert!(
            lines[4].starts_with("  1  3-3 pixels ") && lines[4].ends_with("  4-4 a  5-5 b"),
            "{}",
            lines[4]
        );
        assert_eq!(lines[5..], ["  a = 75 bold", "  b = LightRed reversed"]);
        frame[(3, 1)].set_bg(Color::Rgb(0, 0, 254));
        assert_ne!(styled(&frame), before, "one shade of one pixel is seen");
    }
}
