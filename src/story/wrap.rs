//! Words in lines of a given width.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Breaks words into lines of at most so many columns: at blanks, and between Chinese characters where the next
/// one may begin a line. A word that is longer than a line stands alone.
#[must_use]
pub fn wrapped(words: &str, columns: usize) -> Vec<String> {
    let (mut lines, mut line) = (Vec::new(), String::new());
    for piece in pieces(words) {
        let glued = piece.trim_end();
        if !line.is_empty() && line.width() + glued.width() > columns {
            lines.push(std::mem::take(&mut line).trim_end().to_string());
        }
        line.push_str(&piece);
    }
    if !line.trim().is_empty() {
        lines.push(line.trim_end().to_string());
    }
    lines
}

/// What is never torn apart: a word with the blank behind it, a Chinese character with the marks behind it.
fn pieces(words: &str) -> Vec<String> {
    let mut pieces: Vec<String> = Vec::new();
    let mut open = false;
    for c in words.trim().chars() {
        let wide = c.width() == Some(2);
        let clings = "，。、；：？！）”’》…%".contains(c);
        let after_opening = pieces.last().is_some_and(|piece| piece.ends_with(['（', '“', '‘', '《']));
        match pieces.last_mut() {
            Some(piece) if clings || after_opening || (open && !wide) => piece.push(c),
            _ => pieces.push(c.to_string()),
        }
        open = !wide && (c != ' ' || after_opening);
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_at_blanks_and_between_characters() {
        assert_eq!(wrapped("one two three", 7), ["one two", "three"]);
        assert_eq!(wrapped("导数就是斜率，很陡", 10), ["导数就是斜", "率，很陡"]);
        assert_eq!(wrapped("当 h = 0.1 时", 6), ["当 h =", "0.1 时"]);
        assert_eq!(wrapped("", 7), Vec::<String>::new());
    }
}
