//! A script as rows of a width: long lines shortened, values at the side of their lines or below them.

use super::python::{self, Part};
use crate::lab::Made;
use crate::lab::scene::{Code, CodeLine};
use crate::view::{Pen, cut, width};
use crate::words::figure;
use ratatui::style::{Modifier, Style};

/// From so many columns on a line stands as it is printed; in fewer its comment is left out and its indent shortened.
const WIDE: usize = 60;
/// Columns of the sign before a line that is carried out right now.
const SIGN: usize = 2;
/// Fewest columns for values at the side of their line.
const LEAST: usize = 24;

/// One row of the screen.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Row {
    /// Its pieces from the left.
    pub(super) pieces: Vec<(String, Style)>,
    /// Belongs to a line that is carried out right now.
    pub(super) lit: bool,
    /// Belongs to a line that a phase carries out.
    pub(super) marked: bool,
}

/// All rows of a script in so many columns.
pub(super) fn rows(code: &Code, columns: usize, pen: &Pen) -> Vec<Row> {
    let mut inside = false;
    let mut rows = Vec::new();
    for line in code.lines(pen.language) {
        let page = Page { code, columns, pen, inside };
        python::parts(&line.text, &mut inside);
        page.set(line, &mut rows);
    }
    rows
}

/// What a line is set by.
struct Page<'a> {
    code: &'a Code,
    columns: usize,
    pen: &'a Pen,
    /// The lines before have left words of several lines open.
    inside: bool,
}

impl Page<'_> {
    fn set(&self, line: &CodeLine, rows: &mut Vec<Row>) {
        let marked = line.moment.is_some();
        let lit = line.moment.as_ref().is_some_and(|moment| self.code.is_lit(moment));
        let row = |pieces| Row { pieces, lit, marked };
        let room = self.columns.saturating_sub(SIGN);
        let text = self.shortened(&line.text);
        let made = line.moment.as_ref().map(|moment| self.code.made_by(moment)).unwrap_or_default();
        let sign = if lit { "▸ " } else { "  " };
        let mut pieces = vec![(sign.to_string(), self.pen.theme.accent())];
        if lit && width(&text) > room {
            // A line that is looked at is whole, whatever it takes.
            for (at, part) in chunks(&text, room).into_iter().enumerate() {
                let sign = if at == 0 { sign } else { "  " };
                let mut pieces = vec![(sign.to_string(), self.pen.theme.accent())];
                pieces.extend(self.inked(&part, lit));
                rows.push(row(pieces));
            }
            self.below(&text, &made, lit, rows);
            return;
        }
        let shown = cut(&text, room);
        pieces.extend(self.inked(&shown, lit));
        let left = room.saturating_sub(width(&shown) + 3);
        if made.is_empty() {
            rows.push(row(pieces));
        } else if left >= LEAST || width(&all(&made, usize::MAX)) + 2 <= left {
            pieces.push((format!("   ← {}", all(&made, left.saturating_sub(2))), self.value(lit)));
            rows.push(row(pieces));
        } else {
            rows.push(row(pieces));
            self.below(&text, &made, lit, rows);
        }
    }

    /// Values on a row of their own, under the beginning of their line.
    fn below(&self, text: &str, made: &[&Made], lit: bool, rows: &mut Vec<Row>) {
        if made.is_empty() {
            return;
        }
        let indent = SIGN + indent(text);
        let words = all(made, self.columns.saturating_sub(indent + 2));
        let pieces = vec![(" ".repeat(indent), Style::new()), (format!("← {words}"), self.value(lit))];
        rows.push(Row { pieces, lit, marked: true });
    }

    fn value(&self, lit: bool) -> Style {
        if lit { self.pen.theme.accent() } else { Style::new() }
    }

    /// The line as it is, or for few columns without its comment and with a column for every level of indent.
    fn shortened(&self, text: &str) -> String {
        if self.columns >= WIDE {
            return text.to_string();
        }
        let text = python::without_comment(text, self.inside);
        let indent = indent(text);
        format!("{}{}", " ".repeat(indent.div_ceil(4)), &text[indent..])
    }

    /// The pieces of a line: comments and documentation quiet, keywords strong.
    fn inked(&self, text: &str, lit: bool) -> Vec<(String, Style)> {
        let mut inside = self.inside;
        let theme = &self.pen.theme;
        let style = |part| match part {
            Part::Comment | Part::Words => theme.quiet(),
            Part::Keyword => theme.ink(crate::lab::scene::Ink::Series(0)),
            Part::Plain => Style::new(),
        };
        let strong = |style: Style| if lit { style.add_modifier(Modifier::BOLD) } else { style };
        let parts = python::parts(text, &mut inside);
        parts.into_iter().map(|(part, words)| (words.to_string(), strong(style(part)))).collect()
    }
}

fn indent(text: &str) -> usize {
    text.len() - text.trim_start_matches(' ').len()
}

/// A line in parts of at most so many columns, the later ones a little to the right.
fn chunks(text: &str, columns: usize) -> Vec<String> {
    let begin = " ".repeat((indent(text) + 2).min(columns / 2));
    let mut chunks = vec![String::new()];
    for letter in text.split_inclusive([' ', '(', ',', '.']) {
        let last = chunks.len() - 1;
        if width(&chunks[last]) + width(letter.trim_end()) > columns && !chunks[last].trim().is_empty() {
            chunks.push(format!("{begin}{letter}"));
        } else {
            chunks[last].push_str(letter);
        }
    }
    chunks.iter().map(|chunk| cut(chunk.trim_end(), columns).into_owned()).collect()
}

/// Several values in so many columns: each gets its share of what is left.
fn all(made: &[&Made], columns: usize) -> String {
    let mut words = String::new();
    for (at, value) in made.iter().enumerate() {
        let gap = if at > 0 { "   " } else { "" };
        let room = columns.saturating_sub(width(&words) + gap.len()) / (made.len() - at);
        words += gap;
        words += &told(value, room);
    }
    cut(&words, columns).into_owned()
}

/// A value in about so many columns: `J = 0.6931`, or `Z (1, 209) = 0.1 −0.2 …`.
fn told(made: &Made, columns: usize) -> String {
    let name = made.name.strip_prefix("self.").unwrap_or(&made.name);
    if made.shape.is_empty() {
        return format!("{name} = {}", figure(made.first[0], 6));
    }
    let shape = made.shape.iter().map(usize::to_string).collect::<Vec<_>>().join(", ");
    let comma = if made.shape.len() == 1 { "," } else { "" };
    let head = format!("{name} ({shape}{comma})");
    let count: usize = made.shape.iter().product();
    let with = |numbers: usize| {
        let list = made.first[..numbers].iter().map(|x| figure(*x, 4)).collect::<Vec<_>>().join(" ");
        let more = if numbers < count { " …" } else { "" };
        format!("{head} = {list}{more}")
    };
    (1..=made.first.len()).rev().map(with).find(|words| width(words) <= columns).unwrap_or(head)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_say_as_much_as_there_is_room_for() {
        let z = Made::array("Z", &[1, 209], (0..209).map(|i| f64::from(i) / 8.0));
        assert_eq!(told(&z, 40), "Z (1, 209) = 0 0.125 0.25 0.375 0.5 …");
        assert_eq!(told(&z, 20), "Z (1, 209) = 0 …");
        assert_eq!(told(&z, 10), "Z (1, 209)");
        let w = Made::array("self.w", &[2], [1.0, -0.5]);
        assert_eq!(told(&w, 40), "w (2,) = 1 −0.5");
        assert_eq!(all(&[&w, &Made::number("J", 0.25)], 60), "w (2,) = 1 −0.5   J = 0.25");
    }

    #[test]
    fn a_long_line_keeps_its_words() {
        let line = "  dw = np.dot(X, (A - Y).T) / m";
        let parts = chunks(line, 16);
        assert!(parts.iter().all(|part| width(part) <= 16), "{parts:?}");
        let words = |text: &str| text.replace(' ', "");
        assert_eq!(words(&parts.concat()), words(line));
    }
}
