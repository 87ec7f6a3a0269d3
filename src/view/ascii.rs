//! The last step for terminals that show ASCII only.
//!
//! Most characters have one that stands for them; some need several (½ is `1/2`), which are set where the
//! blanks that follow in the row leave room for them.

use super::{Glyphs, Pen};
use crate::words::Language;
use ratatui::buffer::{Buffer, Cell};
use unicode_width::UnicodeWidthStr;

/// Replaces every character of a frame that is not ASCII by what stands for it. Chinese words stay where
/// the terminal can show them.
pub fn transliterate(buf: &mut Buffer, pen: &Pen) {
    let width = usize::from(buf.area.width);
    for row in buf.content.chunks_mut(width.max(1)) {
        let (mut at, mut before) = (0, ' ');
        while at < row.len() {
            let own = first(&row[at]);
            at += if row[at].symbol().is_ascii() { 1 } else { replace(row, at, before, pen) };
            before = own;
        }
    }
}

/// Replaces a character that has `before` before it; returns how many cells now stand for it.
fn replace(row: &mut [Cell], at: usize, before: char, pen: &Pen) -> usize {
    let symbol = row[at].symbol().to_string();
    if symbol.width() > 1 {
        wide(row, at, &symbol, pen);
        return 2;
    }
    let after = row.get(at + 1).map_or(' ', first);
    let c = first(&row[at]);
    // Between two words, not at the head of an arrow on a map: `w ← w − 1` is no comparison.
    let word = |at: usize| row.get(at).is_some_and(|cell| first(cell).is_alphanumeric());
    let arrow = match c {
        '→' if before == ' ' && after == ' ' && word(at + 2) => Some("->".to_string()),
        '←' if before == ' ' && after == ' ' && word(at + 2) => Some("<-".to_string()),
        _ => None,
    };
    if let Some(words) = arrow.or_else(|| spelled(c, before, after))
        && make_room(row, at, words.len() - 1)
    {
        let own = row[at].clone();
        for (cell, letter) in row[at..].iter_mut().zip(words.chars()) {
            *cell = own.clone();
            cell.set_char(letter);
        }
        return words.len();
    }
    row[at].set_char(match c {
        '·' if !blank(before) && !blank(after) => '*',
        _ => plain(c),
    });
    1
}

/// Full-width characters: the name of the Chinese language on an English screen; all of them where there is
/// nothing that could show them.
fn wide(row: &mut [Cell], at: usize, symbol: &str, pen: &Pen) {
    let stand_in = match symbol {
        "中" if pen.language == Language::English => "zh",
        "文" if pen.language == Language::English => "  ",
        _ if pen.glyphs == Glyphs::Console => "[]",
        _ => return,
    };
    for (cell, letter) in row[at..].iter_mut().zip(stand_in.chars()) {
        cell.set_char(letter);
    }
}

fn first(cell: &Cell) -> char {
    cell.symbol().chars().next().unwrap_or(' ')
}

fn blank(c: char) -> bool {
    c == ' ' || is_line(c)
}

/// Moves what follows a cell `by` columns to the right, over the next blanks that can spare them: one of
/// them stays, and neither the lines of a frame nor the colours of a picture are moved.
fn make_room(row: &mut [Cell], at: usize, by: usize) -> bool {
    let ground = row[at].bg;
    let mut blanks = 0_usize;
    for end in at + 1..=row.len() {
        let cell = row.get(end).filter(|cell| cell.bg == ground && !is_line(first(cell)));
        if cell.is_some_and(|cell| cell.symbol() == " ") && row[end - 1].symbol().width() < 2 {
            blanks += 1;
            continue;
        }
        let spare = if end == row.len() { blanks } else { blanks.saturating_sub(1) };
        if spare >= by {
            row[at..end].rotate_right(by);
            row[at..=at + by].rotate_left(by);
            return true;
        }
        // A sentence that is cut anyway is cut a little earlier.
        if cell.is_none() && first(&row[end - 1]) == '…' && end > at + by + 1 {
            row[at..end - 1].rotate_right(by);
            row[at..=at + by].rotate_left(by);
            return true;
        }
        if cell.is_none() || blanks > 1 {
            return false;
        }
        blanks = 0;
    }
    false
}

/// What takes more than one character: `before` and `after` are its neighbours.
fn spelled(c: char, before: char, after: char) -> Option<String> {
    let words = match c {
        '½' => "1/2",
        '⅓' => "1/3",
        '¼' => "1/4",
        '…' if before != ' ' => "...",
        '≤' => "<=",
        '≥' => ">=",
        '≠' => "!=",
        '⇒' => "=>",
        '±' => "+-",
        '∞' => "inf",
        '√' if after == '(' || after == ' ' => "sqrt",
        '√' => "sqrt ",
        _ if SUPERSCRIPTS.contains(c) && !SUPERSCRIPTS.contains(before) && before != ' ' && before != '^' => {
            return Some(format!("^{}", plain(c)));
        }
        // The number of a layer stands above, that of a neuron below: `h²₁` is h^2_1.
        _ if SUBSCRIPTS.contains(c) && (SUPERSCRIPTS.contains(before) || before.is_ascii_digit()) => {
            return Some(format!("_{}", plain(c)));
        }
        _ => return None,
    };
    Some(words.to_string())
}

const SUPERSCRIPTS: &str = "⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺ᵀᵗⁿˡᶻᵛ";
const SUBSCRIPTS: &str = "₀₁₂₃₄₅₆₇₈₉";

/// Characters that stand for each other, in pairs of strings of equal length. Marks that stand for classes,
/// contenders and chosen things all differ.
const PAIRS: [(&str, &str); 13] = [
    ("−–—·•×÷≈≤≥≠±…“”‘’√", "---.*x/~<>!~.\"\"''v"),
    ("→←↑↓↗↘↙↖↕⇒‹›»«⟨⟩", "><^v/\\/\\|><>><<>"),
    ("▶◀▲▼▸◂▴▾△▽", "><AV><^v^v"),
    ("₀₁₂₃₄₅₆₇₈₉₊₋", "0123456789+-"),
    ("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺", "0123456789-+"),
    ("ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵀᵗⁿˡᶻᵛ", "aehijklmnoprstuvxTtnlzv"),
    ("αβγδεζηθικλμνξπρστφχψωµ", "abgdezhqiklmnxprstfcywu"),
    ("ΑΒΓΔΘΛΞΠΣΦΨΩ∂∇Σ∑∏∫", "ABGDQLXPSFYWddSSPI"),
    ("○●□■◇◆☆★✛◉◎◐♦⌞∟", "ox0#cXs*+@Q%dLL"),
    ("✓✗∞°′‖⌐", "v!8o'|-"),
    ("ŷẑâéï", "yzaei"),
    ("⇥↻⟳❚⋮⋯½⅓¼", ">RR|:.~~~"),
    ("∕∗∙⋅░▒▓█▀▄▌▐", "/**..:%#'_||"),
];

fn is_line(c: char) -> bool {
    ('\u{2500}'..='\u{257f}').contains(&c)
}

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
        '\u{2800}'..='\u{28ff}' => '.',
        // Blocks, and a learner's own letters: a box, as fonts draw for what they have not.
        _ => '#',
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ratatui::layout::Rect;
    use ratatui::style::{Color, Style};
    use std::collections::HashSet;

    fn row(words: &str, width: u16, pen: Pen) -> String {
        let mut buf = Buffer::empty(Rect::new(0, 0, width, 1));
        buf.set_string(0, 0, words, Style::new());
        transliterate(&mut buf, &pen);
        let shown: String = buf.content.iter().map(Cell::symbol).collect();
        shown.trim_end().to_string()
    }

    const ASCII: Pen = Pen { glyphs: Glyphs::Ascii, ..Pen::plain() };

    #[test]
    fn every_pair_has_two_sides() {
        for (from, to) in PAIRS {
            assert_eq!(from.chars().count(), to.chars().count(), "{from}");
            assert!(to.is_ascii());
            assert!(!to.contains('?'));
        }
    }

    #[test]
    fn marks_differ() {
        let marks = "○●□■◇◆★✛◉◐✗▲△▼";
        let shown: HashSet<char> = marks.chars().map(plain).collect();
        assert_eq!(shown.len(), marks.chars().count(), "{shown:?}");
    }

    #[test]
    fn what_needs_several_characters_gets_them_where_there_is_room() {
        for (words, shown) in [
            ("╭─ α = −0.5 ⣀ ▀", "+- a = -0.5 . '"),
            ("a = ½, half", "a = 1/2, half"),
            ("w ← w − α·g = 1", "w <- w - a*g = 1"),
            ("⣀ → ⣀", ". > ."),
            ("x₁² + x₂²   10⁻³", "x1^2 + x2^2 10^-3"),
            ("h²₁ ≤ 3", "h^2_1 <= 3"),
            ("0.5·0.25 · done", "0.5*0.25 . done"),
            ("❚❚ 1/s ↻", "|| 1/s R"),
            ("○ class 0 · ● class 1", "o class 0 . x class 1"),
        ] {
            assert_eq!(row(words, 40, ASCII), shown);
        }
        assert_eq!(row("a½", 2, ASCII), "a~", "no room");
        assert_eq!(row("½│b", 9, ASCII), "~|b", "no line is moved");
        assert_eq!(row("a = ½; 59 of 60 rig…│", 21, ASCII), "a = 1/2; 59 of 60 r.|", "cut anyway");
    }

    #[test]
    fn the_colours_of_a_picture_are_not_moved() {
        let mut buf = Buffer::empty(Rect::new(0, 0, 8, 1));
        buf.set_string(0, 0, "½", Style::new().bg(Color::Red));
        transliterate(&mut buf, &ASCII);
        assert_eq!(buf.content[0].symbol(), "~");
    }

    #[test]
    fn chinese_stays_where_it_can_be_shown() {
        let chinese = Pen { language: Language::Chinese, ..ASCII };
        assert_eq!(row("梯度 中文 →", 20, chinese).replace("  ", " "), "梯 度 中 文 >");
        assert_eq!(row("L 中文", 20, ASCII), "L zh");
        assert_eq!(row("猫", 20, Pen { glyphs: Glyphs::Console, ..ASCII }), "[]");
    }
}
