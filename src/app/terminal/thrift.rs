//! A run on a slow line: of a moving picture only the colours that changed most are sent with each frame.
//!
//! Words, numbers and curves are always sent. A pixel that waits keeps the colour it has until it differs
//! more than others, and when the picture comes to rest everything is sent.

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Rect;
use ratatui::style::Color;
use std::cmp::Reverse;

/// Bytes of a frame on 120 × 40 cells: at 30 frames a second below 150 kB/s …
const BYTES: f64 = 4500.0;
/// … and for each cell more, so that 200 × 60 stay below 300 kB/s.
const BYTES_A_CELL: f64 = 0.6;
const CELLS: f64 = 120.0 * 40.0;
/// So many pixels move in any case.
const LEAST: f64 = 24.0;

/// What is shown, and how many pixels may change in a frame.
#[derive(Debug)]
pub(super) struct Thrift {
    shown: Buffer,
    pixels: f64,
}

impl Default for Thrift {
    fn default() -> Thrift {
        Thrift { shown: Buffer::default(), pixels: f64::INFINITY }
    }
}

impl Thrift {
    /// Takes the pixels that changed least back to what is shown; returns whether there were any.
    pub(super) fn hold(&self, frame: &mut Buffer) -> bool {
        if frame.area != self.shown.area {
            return false;
        }
        let pairs = frame.content.iter().zip(&self.shown.content).enumerate();
        let mut changed: Vec<(Reverse<u32>, usize)> = pairs
            .filter(|(_, (new, old))| new != old)
            .filter_map(|(at, (new, old))| Some((Reverse(difference(new, old)?), at)))
            .collect();
        let most = self.pixels as usize;
        if changed.len() <= most {
            return false;
        }
        changed.select_nth_unstable(most);
        for (_, at) in &changed[most..] {
            frame.content[*at].clone_from(&self.shown.content[*at]);
        }
        true
    }

    /// Remembers what a frame in motion shows.
    pub(super) fn keep(&mut self, frame: &Buffer) {
        if self.shown.content.len() == frame.content.len() {
            self.shown.content.clone_from_slice(&frame.content);
            self.shown.area = frame.area;
        } else {
            self.shown.clone_from(frame);
        }
    }

    /// The picture stands still: what moves next is sent whole, and compared with from then on.
    pub(super) fn stand_still(&mut self) {
        self.shown.area = Rect::ZERO;
    }

    /// Learns from a frame of so many bytes how many pixels fit into one.
    pub(super) fn learn(&mut self, bytes: usize) {
        let cells = self.shown.content.len() as f64;
        let wanted = BYTES + BYTES_A_CELL * (cells - CELLS).max(0.0);
        let most = self.pixels.min(cells);
        // Back by what was too much, forward in small steps.
        self.pixels = (most * (wanted / bytes.max(1) as f64).clamp(0.2, 1.1)).max(LEAST);
    }
}

/// How far two colours of a picture are apart; `None` for what is no picture.
fn difference(new: &Cell, old: &Cell) -> Option<u32> {
    let block = |cell: &Cell| matches!(cell.symbol(), " " | "▀" | "▄");
    let coloured = |cell: &Cell| matches!(cell.bg, Color::Rgb(..) | Color::Indexed(_));
    let picture = coloured(new) && coloured(old) && new.modifier == old.modifier;
    if !picture || !(new.symbol() == old.symbol() || (block(new) && block(old))) {
        return None;
    }
    let above = |cell: &Cell| if cell.symbol() == " " { cell.bg } else { cell.fg };
    Some(distance(above(new), above(old)) + distance(new.bg, old.bg))
}

fn distance(a: Color, b: Color) -> u32 {
    match (a, b) {
        (Color::Rgb(r, g, b), Color::Rgb(x, y, z)) => {
            [(r, x), (g, y), (b, z)].into_iter().map(|(a, b)| u32::from(a.abs_diff(b)).pow(2)).sum()
        }
        (a, b) if a == b => 0,
        // Places of a palette are steps that the eye tells apart.
        _ => 3000,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 120 × 40 pixels with these levels of red, and a word in the first row.
    fn picture(level: impl Fn(usize) -> u8, word: &str) -> Buffer {
        let mut frame = Buffer::empty(Rect::new(0, 0, 120, 40));
        for (at, cell) in frame.content.iter_mut().enumerate().skip(120) {
            cell.set_char('▀').set_fg(Color::Rgb(level(at), 0, 0)).set_bg(Color::Rgb(0, 0, 0));
        }
        frame.set_string(0, 0, word, ratatui::style::Style::new());
        frame
    }

    #[test]
    fn what_changed_most_goes_first_and_words_always() {
        let mut thrift = Thrift::default();
        let before = picture(|_| 10, "step 1");
        assert!(!thrift.hold(&mut before.clone()), "nothing is known yet");
        thrift.keep(&before);
        thrift.pixels = 100.0;
        let mut frame = picture(|at| if at % 100 == 0 { 200 } else { 12 }, "step 2");
        let wanted = frame.clone();
        assert!(thrift.hold(&mut frame));
        assert_eq!(frame.content[..120], wanted.content[..120], "the word");
        for at in (120..4800).filter(|at| at % 100 == 0) {
            assert_eq!(frame.content[at], wanted.content[at], "a bright pixel");
        }
        let sent = frame.content.iter().zip(&before.content).filter(|(new, old)| new != old).count();
        assert!(sent <= 101, "{sent}");
    }

    #[test]
    fn what_waits_catches_up() {
        let mut thrift = Thrift::default();
        thrift.keep(&picture(|_| 10, ""));
        thrift.pixels = 500.0;
        let wanted = picture(|at| (at % 200) as u8, "");
        for _ in 0..12 {
            let mut frame = wanted.clone();
            thrift.hold(&mut frame);
            thrift.keep(&frame);
        }
        assert_eq!(thrift.shown, wanted);
    }

    #[test]
    fn nothing_is_held_back_to_what_was_shown_before_a_rest() {
        let mut thrift = Thrift::default();
        thrift.keep(&picture(|_| 10, ""));
        thrift.pixels = 100.0;
        assert!(thrift.hold(&mut picture(|_| 90, "")), "a frame in motion");
        thrift.stand_still();
        assert!(!thrift.hold(&mut picture(|_| 90, "")), "another picture was sent meanwhile");
        thrift.keep(&picture(|_| 90, ""));
        assert!(thrift.hold(&mut picture(|_| 10, "")), "in motion again");
    }

    #[test]
    fn frames_become_as_large_as_wanted() {
        let mut thrift = Thrift::default();
        thrift.keep(&picture(|_| 0, ""));
        let mut bytes = 0.0;
        for _ in 0..60 {
            bytes = 600.0 + 40.0 * thrift.pixels.min(4800.0);
            thrift.learn(bytes as usize);
        }
        assert!((4000.0..5000.0).contains(&bytes), "{bytes}");
    }
}
