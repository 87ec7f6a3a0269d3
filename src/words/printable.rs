//! Words from outside made safe to print.

/// The words with every control, bidirectional and invisible format character taken out and the
/// rest cut to 200 characters: what came from a file or a command line must not steer a terminal.
#[must_use]
pub fn printable(words: &str) -> String {
    const LONGEST: usize = 200;
    let mut kept: String = words.chars().filter(|c| !steers(*c)).take(LONGEST + 1).collect();
    if kept.chars().count() > LONGEST {
        kept.pop();
        kept.push('…');
    }
    kept
}

/// Whether a character changes how others are shown.
fn steers(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{61c}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_and_bidi_marks_are_dropped() {
        assert_eq!(printable("a\u{1b}]0;pwned\u{7}b\u{9b}c\u{202e}d"), "a]0;pwnedbcd");
        assert_eq!(printable("猫 cat"), "猫 cat");
        assert_eq!(printable(&"x".repeat(300)).chars().count(), 201);
    }
}
