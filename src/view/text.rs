//! Width and ellipsis of words.

use ratatui::buffer::Buffer;
use ratatui::style::Style;
use std::borrow::Cow;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// Columns that the words take.
#[must_use]
pub fn width(words: &str) -> usize {
    words.width()
}

/// The words in at most so many columns, with an ellipsis where something is missing.
#[must_use]
pub fn cut(words: &str, columns: usize) -> Cow<'_, str> {
    if words.width() <= columns {
        return Cow::Borrowed(words);
    }
    if columns == 0 {
        return Cow::Borrowed("");
    }
    let mut kept = String::new();
    let mut used = 0;
    for grapheme in words.graphemes(true) {
        used += grapheme.width();
        if used >= columns {
            break;
        }
        kept.push_str(grapheme);
    }
    kept.truncate(kept.trim_end().len());
    kept.push('…');
    Cow::Owned(kept)
}

/// Writes words from a cell on, in at most so many columns, cut with an ellipsis; the column after
/// them. What lies outside the buffer is left out.
pub fn put(buf: &mut Buffer, x: u16, y: u16, columns: u16, words: &str, style: Style) -> u16 {
    let area = buf.area;
    if y < area.top() || y >= area.bottom() || x < area.left() || x >= area.right() || columns == 0 {
        return x;
    }
    let columns = columns.min(area.right() - x);
    let words = cut(words, usize::from(columns));
    buf.set_stringn(x, y, words, usize::from(columns), style).0
}

/// The same, ending at column `right` (not included).
pub(super) fn put_right(buf: &mut Buffer, left: u16, right: u16, y: u16, words: &str, style: Style) -> u16 {
    let room = right.saturating_sub(left);
    let words = cut(words, usize::from(room));
    let x = right - (words.width() as u16).min(room);
    put(buf, x, y, right - x, &words, style);
    x
}

/// One character, where the buffer has that cell.
pub(super) fn mark(buf: &mut Buffer, x: u16, y: u16, glyph: char, style: Style) {
    if let Some(cell) = buf.cell_mut((x, y)) {
        cell.set_char(glyph).set_style(style);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn words_are_cut_with_an_ellipsis() {
        assert_eq!(cut("gradient", 8), "gradient");
        assert_eq!(cut("gradient", 5), "grad…");
        assert_eq!(cut("学习率很大", 5), "学习…");
        assert_eq!(cut("学习率很大", 1), "…");
        assert_eq!(cut("abc", 0), "");
        assert_eq!(cut("a bcd", 3), "a…");
    }

    proptest! {
        #[test]
        fn cut_words_fit(words in "\\PC{0,40}", columns in 0_usize..30) {
            prop_assert!(cut(&words, columns).width() <= columns);
        }
    }
}
