//! The arithmetic of a quantity: formula = numbers = result, and the check of a gradient.

use super::ascii::spelled;
use super::{Pen, cut, put, width, wrap};
use crate::lab::scene::{Arithmetic, Ink};
use crate::words::{Language, figure};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

/// A piece of the line that is kept together where it can be.
#[derive(Debug, Clone)]
struct Piece {
    words: String,
    style: Style,
    /// Which part of the line it is, see [`KEPT`]: 0 result, 1 numbers, 2 formula, 3 name, 4 what was
    /// measured, 5 words of the verdict, 6 subject of the formula.
    part: u8,
}

/// The signs that are looked for and put in: an assignment's arrow, and what stands for the rest.
struct Signs {
    arrow: &'static str,
    rest: &'static str,
}

impl Signs {
    fn of(pen: &Pen) -> Signs {
        if pen.glyphs.ascii() {
            Signs { arrow: "<-", rest: "..." }
        } else {
            Signs { arrow: "←", rest: "…" }
        }
    }
}

/// Draws as many lines of arithmetic as the area has rows, the first the most important; a long one
/// takes several rows when they are there. Nothing is cut inside a number.
pub fn arithmetic(lines: &[Arithmetic], area: Rect, buf: &mut Buffer, pen: &Pen) {
    let area = area.intersection(buf.area);
    let mut y = area.y;
    for (at, line) in lines.iter().enumerate() {
        let left = usize::from(area.bottom().saturating_sub(y));
        if left == 0 || area.width == 0 {
            break;
        }
        // The lines that follow get a row each as far as they can, the first what is left.
        let later = lines.len() - at - 1;
        let rows = left.saturating_sub(later).max(1);
        for row in flow(&pieces(line, pen), usize::from(area.width), rows, &Signs::of(pen)) {
            let mut x = area.x;
            for piece in row {
                x = put(buf, x, y, area.right().saturating_sub(x), &piece.words, piece.style);
            }
            y += 1;
        }
    }
}

/// Words as this pen writes them. Arrows of ASCII have two characters: `s: 1 > -1` would be a comparison.
fn in_words(words: &str, pen: &Pen) -> String {
    let spelled = spelled(words, pen);
    if pen.glyphs.ascii() { spelled.replace('→', "->").replace('←', "<-") } else { spelled.into_owned() }
}

fn pieces(line: &Arithmetic, pen: &Pen) -> Vec<Piece> {
    let theme = pen.theme;
    let plain = if line.active { theme.strong() } else { Style::new() };
    let piece = |words: String, style: Style, part: u8| Piece { words: in_words(&words, pen), style, part };
    let mut pieces = Vec::new();
    let name = line.name.get(pen.language);
    if !name.is_empty() {
        let sign = if line.active { "▸ " } else { "" };
        let style = if line.active { theme.accent() } else { theme.quiet() };
        pieces.push(piece(format!("{sign}{name}  "), style, 3));
    }
    let formula = line.formula.get(pen.language);
    if !formula.is_empty() {
        pieces.push(piece(formula.to_string(), plain, 2));
    }
    let equals = |words: &str, pieces: &[Piece]| {
        let first = pieces.iter().all(|p| p.part == 3);
        if first { words.to_string() } else { format!(" = {words}") }
    };
    if !line.numbers.is_empty() {
        pieces.push(piece(equals(&line.numbers, &pieces), theme.ink(Ink::Plain), 1));
    }
    if !line.result.is_empty() && line.result != line.numbers {
        let words = equals(&line.result, &pieces);
        pieces.push(piece(words, theme.accent(), 0));
    }
    if let Some(check) = &line.check {
        let (sign, ink) = match (check.agrees() && check.corner.is_none(), check.disagrees()) {
            (true, _) => ("✓", Ink::Good),
            (false, true) => ("✗", Ink::Bad),
            (false, false) => ("∟", Ink::Quiet),
        };
        let word = if pen.language == Language::Chinese { "实测" } else { "measured" };
        let slope = figure(check.measured.slope, 7);
        pieces.push(piece(
            format!("   {word} {} = {slope}", check.formula.get(pen.language)),
            theme.quiet(),
            4,
        ));
        let style = theme.ink(ink).add_modifier(Modifier::BOLD);
        pieces.push(piece(format!("  {sign}"), style, 0));
        pieces.push(piece(format!(" {}", check.verdict().get(pen.language)), style, 5));
    }
    pieces
}

/// Which pieces are kept, the first choice that fits: everything; without what was measured; without the verdict's words;
/// with the subject alone in place of the formula.
const KEPT: [&[u8]; 4] = [&[0, 1, 2, 3, 4, 5], &[0, 1, 2, 3, 5], &[0, 1, 2, 3], &[0, 1, 3, 6]];
/// Where even that is too long the numbers are shortened; then the name goes too.
const SHORT: [&[u8]; 2] = [&[0, 1, 3, 6], &[0, 1, 6]];

/// Puts the pieces into at most so many rows. When they are too long, pieces that can be spared are left out; then the
/// numbers lose their middle. What the line is about and what comes out stay.
fn flow(pieces: &[Piece], columns: usize, rows: usize, signs: &Signs) -> Vec<Vec<Piece>> {
    let pieces = with_subject(pieces, signs);
    let some = |kept: &[u8]| {
        let mut some: Vec<Piece> =
            pieces.iter().filter(|piece| kept.contains(&piece.part)).cloned().collect();
        if let Some(first) = some.first_mut() {
            first.words = first.words.trim_start().trim_start_matches("= ").to_string();
        }
        some
    };
    for kept in KEPT {
        let laid = lay(&some(kept), columns);
        if laid.len() <= rows {
            return laid;
        }
    }
    for kept in SHORT {
        let mut some = some(kept);
        let numbers = |some: &[Piece]| some.iter().find(|piece| piece.part == 1).cloned();
        while let Some(shorter) = numbers(&some).and_then(|numbers| without_last_term(&numbers, signs)) {
            for piece in some.iter_mut().filter(|piece| piece.part == 1) {
                piece.words.clone_from(&shorter);
            }
            let laid = lay(&some, columns);
            if laid.len() <= rows {
                return laid;
            }
        }
    }
    let mut laid = lay(&some(&[0, 6]), columns);
    if laid.len() > rows {
        laid.truncate(rows);
        if let Some(last) = laid.last_mut() {
            shorten(last, columns, signs);
        }
    }
    laid
}

/// The pieces with one more: the left side of the formula, for where the whole of it is too long.
fn with_subject(pieces: &[Piece], signs: &Signs) -> Vec<Piece> {
    let Signs { arrow, rest } = signs;
    let arrow = format!(" {arrow} ");
    let mut all = Vec::new();
    for piece in pieces {
        if piece.part == 2 {
            let subject = match (piece.words.find(&arrow), piece.words.find(" = ")) {
                (Some(end), _) => format!("{}{arrow}{rest}", &piece.words[..end]),
                (None, Some(end)) => piece.words[..end].to_string(),
                (None, None) => piece.words.clone(),
            };
            all.push(Piece { words: subject, part: 6, ..piece.clone() });
        }
        all.push(piece.clone());
    }
    all
}

/// The numbers with one word less before the ellipsis; `None` when nothing but it is left.
fn without_last_term(numbers: &Piece, signs: &Signs) -> Option<String> {
    let words = numbers.words.trim_end().trim_end_matches(signs.rest).trim_end();
    if words.is_empty() || words == "=" {
        return None;
    }
    let kept = words.rfind(' ').map_or("", |space| words[..space].trim_end());
    Some(format!("{kept} {}", signs.rest))
}

/// Rows of pieces, broken between pieces, and inside a piece only where it is longer than a row.
fn lay(pieces: &[Piece], columns: usize) -> Vec<Vec<Piece>> {
    const INDENT: &str = "  ";
    let mut rows: Vec<Vec<Piece>> = vec![Vec::new()];
    let mut used = 0;
    for piece in pieces {
        let wide = width(&piece.words);
        if used > 0 && used + wide > columns {
            rows.push(Vec::new());
            used = 0;
        }
        let words = if used == 0 && rows.len() > 1 {
            format!("{INDENT}{}", piece.words.trim_start())
        } else {
            piece.words.clone()
        };
        if used + width(&words) <= columns {
            used += width(&words);
            if let Some(row) = rows.last_mut() {
                row.push(Piece { words, ..piece.clone() });
            }
            continue;
        }
        for (at, line) in wrap(&words, columns).into_iter().enumerate() {
            if at > 0 {
                rows.push(Vec::new());
            }
            used = width(line);
            if let Some(row) = rows.last_mut() {
                row.push(Piece { words: line.to_string(), ..piece.clone() });
            }
        }
    }
    rows
}

/// Ends a row with an ellipsis, after a whole word.
fn shorten(row: &mut [Piece], columns: usize, signs: &Signs) {
    let before: usize = row.iter().rev().skip(1).map(|piece| width(&piece.words)).sum();
    let Some(last) = row.last_mut() else { return };
    let room = columns.saturating_sub(before + 1 + width(signs.rest));
    let mut words = last.words.as_str();
    while width(words) > room {
        match words.rfind(' ') {
            Some(space) => words = &words[..space],
            None => {
                last.words = cut(signs.rest, columns.saturating_sub(before)).into_owned();
                return;
            }
        }
    }
    last.words = format!("{} {}", words.trim_end(), signs.rest);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::math::measured::{Measured, Verdict};
    use crate::words::same;
    use proptest::prelude::*;

    fn line() -> Arithmetic {
        Arithmetic {
            name: same("w142"),
            formula: same("w ← w − α·dw"),
            numbers: "0.00412 − 0.005·(−0.01873)".to_string(),
            result: "0.00421".to_string(),
            active: true,
            ..Arithmetic::default()
        }
        .checked(
            "(J(w+ε)−J(w−ε))/2ε",
            Measured { slope: -0.01873, bound: 1e-10, verdict: Verdict::Agrees(9) },
            None,
        )
    }

    fn drawn(columns: u16, rows: u16) -> String {
        with(&line(), &Pen::default(), columns, rows)
    }

    fn with(line: &Arithmetic, pen: &Pen, columns: u16, rows: u16) -> String {
        let area = Rect::new(0, 0, columns, rows);
        let mut buf = Buffer::empty(area);
        arithmetic(std::slice::from_ref(line), area, &mut buf, pen);
        let row = |y| (0..columns).map(|x| buf[(x, y)].symbol()).collect::<String>().trim_end().to_string();
        (0..rows).map(row).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn what_matters_most_stays_when_room_is_short() {
        let whole = drawn(160, 1);
        assert!(
            whole.contains("measured (J(w+ε)−J(w−ε))/2ε = −0.01873") && whole.contains("agrees to 9"),
            "{whole}"
        );
        let short = "▸ w142  w ← w − α·dw = 0.00412 − 0.005·(−0.01873) = 0.00421  ✓";
        assert_eq!(drawn(100, 1), format!("{short} agrees to 9 digits"));
        assert_eq!(drawn(120, 1), drawn(100, 1));
        assert_eq!(drawn(72, 1), short);
        // What is shortened is the middle; what the line is about and what comes out stay.
        for columns in [60, 46, 28] {
            let line = drawn(columns, 1);
            assert!(line.starts_with("▸ w142  w ← ") && line.ends_with("= 0.00421  ✓"), "{columns}: {line}");
            assert!(line.contains('…') && line.chars().count() <= usize::from(columns), "{columns}: {line}");
        }
        assert!(drawn(50, 4).contains("measured"));
    }

    /// In ASCII an arrow is no sign of comparison, and what is left out is said with three points.
    #[test]
    fn arrows_and_points_are_whole_in_ascii() {
        let pen = Pen { glyphs: crate::view::Glyphs::Ascii, ..Pen::default() };
        let field = Arithmetic {
            formula: same("h"),
            numbers: "0.04·(−1) + 0.04·(−1) + 0.04".to_string(),
            result: "−0.04 ⇒ s: +1 → −1".to_string(),
            ..line()
        };
        let seen = with(&field, &pen, 60, 1);
        assert!(seen.contains("+ ... = ") && seen.contains("s: +1 -> −1"), "{seen}");
        for columns in [60, 46, 34] {
            let seen = with(&line(), &pen, columns, 1);
            assert!(seen.contains("w <- ") && seen.contains("...") && !seen.contains('…'), "{seen}");
        }
    }

    proptest! {
        #[test]
        fn no_row_is_longer_than_the_area(columns in 1_usize..60, rows in 1_usize..5) {
            let laid = flow(&pieces(&line(), &Pen::default()), columns, rows, &Signs::of(&Pen::default()));
            prop_assert!(laid.len() <= rows);
            for row in laid {
                prop_assert!(row.iter().map(|p| width(&p.words)).sum::<usize>() <= columns.max(2));
            }
        }
    }
}
