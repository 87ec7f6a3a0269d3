//! The last step for terminals that show ASCII only.
//!
//! Most characters have one that stands for them; some need several (½ is `1/2`). Words that fill rows are spelled so
//! before they are broken into lines ([`told`]); elsewhere blanks of the row make room.

use super::palette::colours_named;
use super::{Glyphs, Pen};
use crate::words::Language;
use ratatui::buffer::{Buffer, Cell};
use std::borrow::Cow;
use unicode_width::UnicodeWidthStr;

/// Words as this pen writes them: colours called by the names of those that are shown, and in ASCII spelled out where
/// that takes more than one character.
#[must_use]
pub fn told<'a>(words: &'a str, pen: &Pen) -> Cow<'a, str> {
    match colours_named(words, pen.theme) {
        Cow::Borrowed(words) => spelled(words, pen),
        Cow::Owned(words) => Cow::Owned(spelled(&words, pen).into_owned()),
    }
}

/// The same without a look at colours.
pub(super) fn spelled<'a>(words: &'a str, pen: &Pen) -> Cow<'a, str> {
    let needed = pen.glyphs.ascii() && !words.is_ascii();
    if needed { Cow::Owned(spelled_out(words)) } else { Cow::Borrowed(words) }
}

fn spelled_out(words: &str) -> String {
    let (mut spelled, mut before) = (String::with_capacity(words.len()), ' ');
    let mut rest = words.chars().peekable();
    while let Some(c) = rest.next() {
        let after = rest.peek().copied().unwrap_or(' ');
        match hat(after) {
            Some(hat) => {
                spelled.push(plain_letter(c));
                spelled += hat;
                rest.next();
            }
            None => match spell(c, before, after) {
                Some(letters) => spelled += &letters,
                None => spelled.push(c),
            },
        }
        before = c;
    }
    spelled
}

/// What a sign above a letter is called.
fn hat(sign: char) -> Option<&'static str> {
    match sign {
        '\u{302}' => Some("hat"),
        '\u{303}' => Some("tilde"),
        '\u{304}' => Some("bar"),
        _ => None,
    }
}

fn plain_letter(c: char) -> char {
    if c.is_ascii() { c } else { plain(c) }
}

/// Replaces every character of a frame that is not ASCII by what stands for it. Chinese words stay where
/// the terminal can show them. Returns what had to be shortened to a character that says less.
pub fn transliterate(buf: &mut Buffer, pen: &Pen) -> Vec<char> {
    let width = usize::from(buf.area.width);
    let mut shortened = Vec::new();
    for row in buf.content.chunks_mut(width.max(1)) {
        let (mut at, mut before) = (0, ' ');
        while at < row.len() {
            let own = first(&row[at]);
            let ascii = row[at].symbol().is_ascii();
            at += if ascii { 1 } else { replace(row, at, before, pen, &mut shortened) };
            before = own;
        }
    }
    shortened
}

/// Replaces a character that has `before` before it; returns how many cells now stand for it.
fn replace(row: &mut [Cell], at: usize, before: char, pen: &Pen, shortened: &mut Vec<char>) -> usize {
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
    let sign = symbol.chars().nth(1).and_then(hat);
    let signed = sign.map(|hat| format!("{}{hat}", plain_letter(c)));
    if let Some(words) = arrow.or(signed).or_else(|| spell(c, before, after)) {
        let short = shorter(c)
            .map(str::to_string)
            .or(sign.filter(|hat| *hat == "hat").map(|_| format!("{}^", plain_letter(c))));
        for words in [Some(words), short].into_iter().flatten() {
            if let Some(further) = write(row, at, &words) {
                return further;
            }
        }
        if !"→←⇒…".contains(c) {
            shortened.push(c);
        }
    }
    if plain_letter(c) == UNKNOWN && !"■█".contains(c) && !is_block(c) {
        shortened.push(c);
    }
    row[at].set_char(match c {
        '·' if !blank(before) && !blank(after) => '*',
        _ => plain_letter(c),
    });
    1
}

/// Writes letters in the place of one character, where there is room; returns how many cells on it goes on.
fn write(row: &mut [Cell], at: usize, letters: &str) -> Option<usize> {
    let more = letters.len() - 1;
    let (from, further) = if make_room(row, at, more) {
        (at, letters.len())
    } else if make_room_before(row, at, more) {
        (at - more, 1)
    } else {
        return None;
    };
    let own = row[at].clone();
    for (cell, letter) in row[from..].iter_mut().zip(letters.chars()) {
        *cell = own.clone();
        cell.set_char(letter);
    }
    Some(further)
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
        // Lines of a picture need no distance.
        let picture =
            row.get(end).is_none_or(|cell| matches!(first(cell), '\u{2800}'..='\u{28ff}' | '\'' | '.' | ':'));
        let spare = if picture { blanks } else { blanks.saturating_sub(1) };
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

/// Moves what stands before a cell `by` columns to the left, over blanks, or over the line of an axis in which it
/// stands; what is there is ASCII already.
fn make_room_before(row: &mut [Cell], at: usize, by: usize) -> bool {
    let ground = row[at].bg;
    let spare = |cell: &Cell| cell.bg == ground && [" ", "-"].contains(&cell.symbol());
    let mut blanks = 0_usize;
    for start in (0..at).rev() {
        if row[start].bg != ground || row[start].symbol() == "|" || row[start].symbol().width() > 1 {
            return false;
        }
        blanks = if spare(&row[start]) { blanks + 1 } else { 0 };
        if blanks > by {
            // From the first of the blanks that go; one stays before the words.
            row[start..at].rotate_left(by);
            return true;
        }
    }
    false
}

/// What takes more than one character: `before` and `after` are its neighbours.
fn spell(c: char, before: char, after: char) -> Option<String> {
    let words = match c {
        '½' => "1/2",
        '⅓' => "1/3",
        '¼' => "1/4",
        '…' => "...",
        '≤' => "<=",
        '≥' => ">=",
        '≠' => "!=",
        '⇒' => "=>",
        '±' => "+-",
        '∓' => "-+",
        '∈' => "in",
        'ŷ' => "yhat",
        'ẑ' => "zhat",
        'â' => "ahat",
        'ß' => "ss",
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

/// The same in fewer characters, where there is little room.
fn shorter(c: char) -> Option<&'static str> {
    match c {
        '½' => Some(".5"),
        'ŷ' => Some("y^"),
        'ẑ' => Some("z^"),
        'â' => Some("a^"),
        _ => None,
    }
}

const SUPERSCRIPTS: &str = "⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺⁽⁾ᵀᵗⁿˡᶻᵛᵃᵇᵏᵖⁱʲʳˣᴸ";
const SUBSCRIPTS: &str = "₀₁₂₃₄₅₆₇₈₉";

/// Characters that stand for each other, in pairs of strings of equal length. Marks that stand for classes,
/// contenders and chosen things all differ.
const PAIRS: [(&str, &str); 14] = [
    ("−–—·•×÷≈≤≥≠±…“”‘’√", "---.*x/~<>!~.\"\"''v"),
    ("→←↑↓↗↘↙↖↕⇒‹›»«⟨⟩", "><^v/\\/\\|><>><<>"),
    ("▶◀▲▼▸◂▴▾△▽", "><AV><^v^v"),
    ("₀₁₂₃₄₅₆₇₈₉₊₋", "0123456789+-"),
    ("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺⁽⁾ʹ", "0123456789-+()'"),
    ("ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵀᵗⁿˡᶻᵛ", "aehijklmnoprstuvxTtnlzv"),
    ("ᵃᵇᵏᵖⁱʲʳˣᴸ″ℝ∈∝∓⊕⊙⌊⌋", "abkpijrxL\"Re~~+*[]"),
    ("αβγδεζηθικλμνξπρστφχψωµ", "abgdezhqiklmnxprstfcywu"),
    ("ΑΒΓΔΘΛΞΠΣΦΨΩ∂∇Σ∑∏∫", "ABGDQLXPSFYWddSSPI"),
    ("○●□■◇◆☆★✛◉◎◐♦⌞∟", "ox0#cXs*+@Q%dLL"),
    ("✓✗∞°′‖⌐", "v!8o'|-"),
    ("ŷẑâéïöäüß§£¥€", "YZAeioaubSLYE"),
    ("⇥↻⟳❚⋮⋯½⅓¼", ">RR|:.~~~"),
    ("∕∗∙⋅░▒▓█▀▄▌▐▏▕", "/**..:%#'_||||"),
];

fn is_line(c: char) -> bool {
    ('\u{2500}'..='\u{257f}').contains(&c)
}

/// Blocks, and a learner's own letters: a box, as fonts draw for what they have not.
const UNKNOWN: char = '#';

fn is_block(c: char) -> bool {
    ('\u{2580}'..='\u{259f}').contains(&c)
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
        _ => UNKNOWN,
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

    /// What the program may say, in English: everything between its lines of comments.
    #[test]
    fn every_character_of_the_program_has_one_that_stands_for_it() {
        let here = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
        let (mut folders, mut unknown, mut files) =
            (vec![here.join("src"), here.join("assets")], HashSet::new(), 0);
        while let Some(folder) = folders.pop() {
            for entry in
                std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path())
            {
                let name = entry.to_string_lossy().into_owned();
                // Letters of other keyboards, signs of money, and the dots of canvases say nothing.
                if ["zh.md", "keys/command.rs", "number.rs", "text.rs", "tests.rs", "film.rs"]
                    .iter()
                    .any(|end| name.ends_with(end))
                {
                    continue;
                }
                match entry.extension().and_then(|end| end.to_str()) {
                    None if entry.is_dir() => folders.push(entry),
                    Some("rs" | "md") => {
                        files += 1;
                        let words = std::fs::read_to_string(&entry).expect("text");
                        let told = words.lines().filter(|line| !line.trim_start().starts_with("//"));
                        let strange = |c: &char| {
                            !c.is_ascii()
                                && c.to_string().width() == 1
                                && !is_block(*c)
                                && plain(*c) == UNKNOWN
                        };
                        unknown.extend(told.flat_map(str::chars).filter(strange).map(|c| (c, name.clone())));
                    }
                    _ => {}
                }
            }
        }
        unknown.retain(|(c, _)| *c != '■');
        assert!(files > 300, "only {files} files");
        assert!(unknown.is_empty(), "{unknown:?}");
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
        for (words, shown) in [
            ("│rows · a = ½; 58  so│", "|rows . a = .5; 58 so|"),
            ("│   line: a = ½│", "| line: a = 1/2|"),
            ("┴────── z = wᵀx + b │", "+----- z = w^Tx + b |"),
            ("ŷ 0.50  ŷ 0.50 ", "y^ 0.50 y^ 0.50"),
            ("h¹₂  ⠄", "h^1_2."),
            ("h¹₂  . ...", "h^1_2. ..."),
            ("m̂ / (√v̂ + ε)             F̄    ", "mhat / (sqrt vhat + e)   Fbar"),
            ("Σ (y − ŷ)²     ▏  ▕", "S (y - yhat)^2 |  |"),
            ("x⁽ⁱ⁾ ∈ ℝⁿ    1, …, m    β₂ᵗ", "x^(i) in R^n 1, ..., m b2^t"),
        ] {
            assert_eq!(row(words, words.width() as u16, ASCII), shown);
        }
        assert_eq!(row("a = ½; 59 of 60 rig…│", 21, ASCII), "a = 1/2; 59 of 60 r.|", "cut anyway");
    }

    #[test]
    fn words_are_spelled_before_they_are_broken_into_lines() {
        for (words, shown) in [
            ("f = ½(x² + 25·y²)", "f = 1/2(x^2 + 25·y^2)"),
            ("Σ (y − ŷ)²; m̂ ≤ √v̂", "Σ (y − yhat)^2; mhat <= sqrt vhat"),
            ("h²₁ … ±0.7", "h^2_1 ... +-0.7"),
        ] {
            assert_eq!(told(words, &ASCII), shown);
            assert_eq!(told(words, &Pen::plain()), words);
        }
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
