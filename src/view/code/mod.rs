//! A script with what its lines have just made: the lines of the phase are lit and in view.

mod python;
mod rows;

use super::panel::More;
use super::{Pen, put};
use crate::lab::scene::Code;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use rows::Row;

/// Rows above the lines that are lit.
const ABOVE: usize = 2;

/// Draws the script from where the phase is, or from row `scroll` − 1 on.
pub(super) fn draw(code: &Code, area: Rect, buf: &mut Buffer, pen: &Pen, scroll: u16) -> More {
    let all = rows::rows(code, usize::from(area.width), pen);
    let seen = usize::from(area.height);
    let (all, first) = match usize::from(scroll) {
        0 => follow(all, seen, pen),
        row => (all, row - 1),
    };
    let first = first.min(all.len().saturating_sub(seen));
    for (row, y) in all.iter().skip(first).take(seen).zip(area.y..) {
        let mut x = area.x;
        for (words, style) in &row.pieces {
            x = put(buf, x, y, area.right().saturating_sub(x), words, *style);
        }
    }
    More { above: first > 0, below: first + seen < all.len(), ..More::default() }
}

/// Rows of the script at a width.
pub(super) fn count(code: &Code, columns: u16, pen: &Pen) -> usize {
    rows::rows(code, usize::from(columns), pen).len()
}

/// The first row that is seen when the script follows the phase.
pub(super) fn first(code: &Code, area: Rect, pen: &Pen) -> usize {
    let all = rows::rows(code, usize::from(area.width), pen);
    let last = all.len().saturating_sub(usize::from(area.height));
    all.iter().position(|row| row.lit).or(all.iter().position(|row| row.marked)).unwrap_or(0).min(last)
}

/// The rows to be seen and the first of them: the lit ones with a little above them. Where they are too far apart for
/// the place, what is between them is left out.
fn follow(all: Vec<Row>, seen: usize, pen: &Pen) -> (Vec<Row>, usize) {
    let lit = |row: &Row| row.lit;
    let Some(first) = all.iter().position(lit) else {
        let marked = all.iter().position(|row| row.marked).unwrap_or(0);
        return (all, marked.saturating_sub(ABOVE));
    };
    let last = all.iter().rposition(lit).unwrap_or(first);
    if last - first < seen {
        let spare = seen - (last - first + 1);
        return (all, first.saturating_sub(ABOVE.min(spare)));
    }
    let gap = || Row { pieces: vec![("  ⋮".into(), pen.theme.quiet())], lit: false, marked: false };
    let mut short: Vec<Row> = Vec::new();
    let mut before = None;
    for (at, row) in all.into_iter().enumerate().filter(|(_, row)| row.lit) {
        if before.is_some_and(|before| before + 1 < at) {
            short.push(gap());
        }
        before = Some(at);
        short.push(row);
    }
    (short, 0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lab::scene::{CodeLine, Moment};
    use crate::lab::{Made, Reveal};
    use std::sync::Arc;

    /// A script of forty lines of which some belong to phases.
    fn code(reveal: Reveal) -> Code {
        let line = |at: usize| CodeLine {
            text: format!("    line_{at} = {at}  # what it is"),
            moment: match at {
                3 | 30 => Some(Moment { step: None, phase: 0, names: vec!["J".into()] }),
                20 => Some(Moment { step: None, phase: 1, names: vec!["w".into()] }),
                _ => None,
            },
        };
        let lines: Vec<CodeLine> = (0..40).map(line).collect();
        let made = vec![Made::number("J", 0.5), Made::array("w", &[2], [1.0, 2.0])];
        Code { scripts: Arc::new([lines.clone(), lines]), made, t: 0, reveal }
    }

    fn drawn(code: &Code, columns: u16, rows: u16, scroll: u16) -> String {
        let area = Rect::new(0, 0, columns, rows);
        let mut buf = Buffer::empty(area);
        draw(code, area, &mut buf, &Pen::plain(), scroll);
        let row = |y| (0..columns).map(|x| buf[(x, y)].symbol()).collect::<String>().trim_end().to_string();
        (0..rows).map(row).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn the_lines_of_the_phase_are_in_view_with_their_values() {
        let seen = drawn(&code(Reveal::Upto(1)), 80, 8, 0);
        assert!(seen.contains("▸     line_20 = 20  # what it is   ← w (2,) = 1 2"), "{seen}");
        assert!(!seen.contains("line_3 ") && seen.matches('▸').count() == 1, "{seen}");
        // Too far apart for eight rows: the lit lines alone. All fits forty.
        let seen = drawn(&code(Reveal::Upto(0)), 80, 8, 0);
        assert!(seen.starts_with("▸     line_3 = 3") && seen.contains("⋮\n▸     line_30 = 30"), "{seen}");
        assert_eq!(seen.matches("J = 0.5").count(), 2, "{seen}");
        let seen = drawn(&code(Reveal::Upto(0)), 80, 40, 0);
        assert!(seen.contains("line_15") && !seen.contains("w (2,)"), "{seen}");
    }

    #[test]
    fn without_a_phase_all_values_are_there_and_scrolling_goes_anywhere() {
        let seen = drawn(&code(Reveal::Whole), 80, 8, 0);
        assert!(seen.contains("line_3 = 3") && seen.contains("J = 0.5") && !seen.contains('▸'), "{seen}");
        assert!(drawn(&code(Reveal::Whole), 80, 8, 1).starts_with("      line_0 = 0"), "the top");
        assert!(drawn(&code(Reveal::Whole), 80, 8, 90).ends_with("line_39 = 39  # what it is"), "the end");
    }

    #[test]
    fn few_columns_have_a_short_form() {
        let seen = drawn(&code(Reveal::Upto(1)), 24, 6, 0);
        assert!(seen.contains("▸  line_20 = 20\n   ← w (2,) = 1 2"), "{seen}");
        assert!(!seen.contains("what it is"), "{seen}");
    }
}
