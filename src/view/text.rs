//! Width, ellipsis and wrapping of words.

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

/// Lines of at most so many columns. Words are kept whole where they fit; Chinese breaks between
/// any two characters, but no closing mark begins a line and no opening one ends it.
#[must_use]
pub fn wrap(words: &str, columns: usize) -> Vec<&str> {
    let mut lines = Vec::new();
    if columns == 0 {
        return lines;
    }
    for paragraph in words.split('\n') {
        wrap_paragraph(paragraph, columns, &mut lines);
    }
    lines
}

fn wrap_paragraph<'a>(words: &'a str, columns: usize, lines: &mut Vec<&'a str>) {
    let (mut start, mut gap, mut used) = (0, 0, 0);
    let mut before = "";
    for (at, grapheme) in words.grapheme_indices(true) {
        if at > start && may_break(before, grapheme) {
            gap = at;
        }
        let wide = grapheme.width();
        while used + wide > columns && grapheme != " " && at > start {
            let end = if gap > start { gap } else { at };
            lines.push(words[start..end].trim_end());
            start = end;
            used = words[start..at].width();
        }
        used += wide;
        before = grapheme;
    }
    lines.push(words[start..].trim_end());
}

fn may_break(before: &str, next: &str) -> bool {
    if next == " " {
        return false;
    }
    if before == " " {
        return true;
    }
    (before.width() > 1 || next.width() > 1) && !closes(next) && !opens(before)
}

fn closes(grapheme: &str) -> bool {
    const MARKS: &str =
        ",.!?;:)]}%°、。》」』〉〕”’…—·\u{ff0c}\u{ff1b}\u{ff1a}\u{ff1f}\u{ff01}\u{ff09}\u{ff05}\u{ff5e}";
    MARKS.contains(grapheme)
}

fn opens(grapheme: &str) -> bool {
    const MARKS: &str = "([{《「『〈〔“‘\u{ff08}";
    MARKS.contains(grapheme)
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

    #[test]
    fn wrapping_keeps_words_and_chinese_marks() {
        assert_eq!(wrap("the cost falls slowly", 9), ["the cost", "falls", "slowly"]);
        assert_eq!(wrap("代价下降,然后停止。", 8), ["代价下", "降,然后", "停止。"]);
        assert_eq!(wrap("一(二)三", 4), ["一", "(二)", "三"]);
        assert_eq!(wrap("incomprehensible", 6), ["incomp", "rehens", "ible"]);
        assert_eq!(wrap("one\n\ntwo", 9), ["one", "", "two"]);
    }

    proptest! {
        #[test]
        fn wrapped_lines_fit_and_lose_nothing(words in "[a-z0-9 ,.()学习率代价。,()]{0,60}", columns in 2_usize..40) {
            let lines = wrap(&words, columns);
            for line in &lines {
                prop_assert!(line.width() <= columns, "{line:?}");
            }
            let kept = |s: &str| s.chars().filter(|c| *c != ' ').collect::<String>();
            prop_assert_eq!(kept(&lines.concat()), kept(&words));
        }

        #[test]
        fn cut_words_fit(words in "\\PC{0,40}", columns in 0_usize..30) {
            prop_assert!(cut(&words, columns).width() <= columns);
        }
    }
}
