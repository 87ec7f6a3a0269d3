//! The last step for terminals that show ASCII only.

use ratatui::buffer::Buffer;
use unicode_width::UnicodeWidthStr;

/// Replaces every character of a frame that is not ASCII by one that stands for it.
pub fn transliterate(buf: &mut Buffer) {
    for cell in &mut buf.content {
        let symbol = cell.symbol();
        if symbol.is_ascii() {
            continue;
        }
        let wide = symbol.width() > 1;
        let plain = symbol.chars().next().map_or(' ', plain);
        if wide {
            cell.set_symbol(if plain == '?' { "??" } else { " " });
        } else {
            cell.set_char(plain);
        }
    }
}

/// Characters that stand for each other, in pairs of strings of equal length.
const PAIRS: [(&str, &str); 9] = [
    ("−–—·•×÷≈≤≥≠±…“”‘’√", "---.*x/~<>#~.\"\"''v"),
    ("→←↑↓↗↘↙↖▶◀▲▼▸◂▴▾›‹»«", "><^v/\\/\\><^v><^v><><"),
    ("₀₁₂₃₄₅₆₇₈₉⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺", "01234567890123456789-+"),
    ("ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵀᵗⁿˡ", "aehijklmnoprstuvxTtnl"),
    ("αβγδεζηθικλμνξπρστφχψω", "abgdezhqiklmnxprstfcyw"),
    ("ΑΒΓΔΘΛΞΠΣΦΨΩ∂∇Σ∑∏∫", "ABGDQLXPSFYWddSSPI"),
    ("✓✗★☆○●◆◇■□◉◎∞⌞∟♦", "yx**oo######8LL#"),
    ("ŷẑâ⇥", "yza>"),
    ("░▒▓█▀▄▌▐", ".:%#'_||"),
];

fn plain(c: char) -> char {
    for (from, to) in PAIRS {
        if let Some(stand_in) = from.chars().zip(to.chars()).find(|(f, _)| *f == c) {
            return stand_in.1;
        }
    }
    match c {
        '\u{202f}' | '\u{a0}' | '\u{2009}' => ' ',
        '│' | '┃' | '║' | '╎' | '┆' | '┊' => '|',
        '─' | '╌' | '┄' | '┈' => '-',
        '━' | '═' => '=',
        '\u{2500}'..='\u{257f}' => '+',
        '\u{2580}'..='\u{259f}' => '#',
        '\u{2800}'..='\u{28ff}' => '.',
        _ => '?',
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ratatui::layout::Rect;
    use ratatui::style::Style;

    #[test]
    fn every_pair_has_two_sides() {
        for (from, to) in PAIRS {
            assert_eq!(from.chars().count(), to.chars().count(), "{from}");
            assert!(to.is_ascii());
        }
    }

    #[test]
    fn a_frame_becomes_ascii() {
        let mut buf = Buffer::empty(Rect::new(0, 0, 24, 1));
        buf.set_string(0, 0, "╭─ α = −0.5 猫 ⣀ ▀", Style::new());
        transliterate(&mut buf);
        assert!(buf.content.iter().all(|cell| cell.symbol().is_ascii()));
        assert_eq!(buf.content[0].symbol(), "+");
        assert_eq!(buf.content[3].symbol(), "a");
    }
}
