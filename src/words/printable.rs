//! What a file or a command line brought in, made fit for a terminal.

use unicode_width::UnicodeWidthChar;

/// Marks that take no column and may follow one letter; more is a pile that paints over its neighbours.
const MOST_MARKS: usize = 2;

/// Characters of one name or value that are shown at most.
const LONGEST: usize = 200;

/// `words` without anything that a terminal would execute instead of show: control characters (C0, C1 and
/// delete), characters that turn the direction of writing, invisible ones, and piles of combining
/// marks. A line break or a tab becomes a blank. Of very long words, the first 200 characters.
#[must_use]
pub fn printable(words: &str) -> String {
    printable_start(words, LONGEST)
}

/// [`printable`], but at most `most` characters of it, and `…` if some were left out.
#[must_use]
pub fn printable_start(words: &str, most: usize) -> String {
    let (mut marks, mut length) = (0, 0);
    let mut shown = String::new();
    for c in words.chars() {
        let c = match c {
            '\n' | '\r' | '\t' => ' ',
            c if c.is_control() || is_invisible(c) => continue,
            c => c,
        };
        marks = if c.width() == Some(0) { marks + 1 } else { 0 };
        if marks > MOST_MARKS {
            continue;
        }
        if length == most {
            shown.push('…');
            break;
        }
        length += 1;
        shown.push(c);
    }
    shown
}

/// Directional marks and overrides, joiners, separators, language tags: Unicode's invisible characters.
fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_a_terminal_obeys_gets_through() {
        assert_eq!(printable("\x1b]0;pwned\x07"), "]0;pwned");
        assert_eq!(printable("\u{9b}2Jcat"), "2Jcat");
        assert_eq!(printable("\u{202e}tac\u{2066}\u{200f}"), "tac");
        assert_eq!(printable("a\nb\tc\r\x7f"), "a b c ");
    }

    #[test]
    fn ordinary_words_stay_as_they_are() {
        for words in ["non-cat", "非猫", "naïve café", "e\u{301}te\u{301}", "😺"] {
            assert_eq!(printable(words), words);
        }
    }

    #[test]
    fn a_pile_of_marks_is_cut_to_two() {
        assert_eq!(printable(&format!("c{}at", "\u{301}".repeat(2000))), "c\u{301}\u{301}at");
    }

    #[test]
    fn a_long_text_ends_in_an_ellipsis() {
        assert_eq!(printable_start("xxxxxx", 5), "xxxxx…");
        assert_eq!(printable_start("xxxxx", 5), "xxxxx");
        assert_eq!(printable(&"x".repeat(300)).chars().count(), 201);
    }
}
