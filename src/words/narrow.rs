//! What an input method writes in its full-width form.

/// The character of a keyboard that was meant: the full-width forms (５ ？ ａ) of ASCII stand in its order.
#[must_use]
pub fn narrow(character: char) -> char {
    match character {
        '\u{3000}' => ' ',
        '！'..='～' => char::from_u32(u32::from(character) - 0xFEE0).unwrap_or(character),
        other => other,
    }
}

/// A whole number from 0 as it was typed: `12 000`, `１２`, `1_000`. `None` where it is none.
#[must_use]
pub fn read_whole(typed: &str) -> Option<u64> {
    let spaced = |c: char| matches!(c, ' ' | '_' | '\u{202f}');
    typed.trim().chars().map(narrow).filter(|c| !spaced(*c)).collect::<String>().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn full_width_forms_are_what_the_keyboard_has() {
        let typed: String = "ｃａｔｓ？ｌｒ＝０．１　猫".chars().map(narrow).collect();
        assert_eq!(typed, "cats?lr=0.1 猫");
    }

    #[test]
    fn whole_numbers_are_read_as_they_are_typed() {
        for (typed, number) in [
            ("５", Some(5)),
            (" 12 000 ", Some(12_000)),
            ("１_０００", Some(1000)),
            ("-1", None),
            ("1.5", None),
            ("", None),
        ] {
            assert_eq!(read_whole(typed), number, "{typed}");
        }
    }
}
