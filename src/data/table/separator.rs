//! What stands between the fields of a line, and what stands before the decimals: found out from the lines together.

use super::number::{Decimal, is_missing, number};

/// Lines that are looked at.
const SAMPLE: usize = 200;

/// What stands between two fields.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Separator {
    /// Tab.
    Tab,
    /// `;`
    Semicolon,
    /// `|`
    Bar,
    /// `,`
    Comma,
    /// Any number of blanks and tabs.
    Blanks,
}

use Separator::{Bar, Blanks, Comma, Semicolon, Tab};

impl Separator {
    /// All of them; of two that fit alike the first is taken.
    pub const ALL: [Separator; 5] = [Tab, Semicolon, Bar, Comma, Blanks];

    /// As it is typed.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Tab => "tab",
            Semicolon => "semicolon",
            Bar => "bar",
            Comma => "comma",
            Blanks => "blanks",
        }
    }

    /// The separator of this name, or the character itself.
    #[must_use]
    pub fn named(name: &str) -> Option<Separator> {
        let own = |s: &Separator| s.name() == name || (name.len() == 1 && name.as_bytes()[0] == s.byte());
        let found = Separator::ALL.into_iter().find(own);
        found.or(match name {
            "\\t" | "\t" => Some(Tab),
            " " | "space" | "blank" => Some(Blanks),
            _ => None,
        })
    }

    /// Its byte in the text; of blanks the one that they are rewritten as.
    #[must_use]
    pub fn byte(self) -> u8 {
        match self {
            Tab | Blanks => b'\t',
            Semicolon => b';',
            Bar => b'|',
            Comma => b',',
        }
    }
}

/// The fields of one line, those in quotes with their quotes.
pub(super) fn fields(line: &str, separator: Separator) -> Vec<&str> {
    let (mut found, mut start, mut quoted) = (Vec::new(), 0, false);
    let at_break = |c: char| match separator {
        Blanks => c == ' ' || c == '\t',
        s => c == char::from(s.byte()),
    };
    for (at, c) in line.char_indices() {
        if c == '"' {
            quoted = !quoted;
        } else if !quoted && at_break(c) {
            found.push(line[start..at].trim());
            start = at + c.len_utf8();
        }
    }
    found.push(line[start..].trim());
    if separator == Blanks {
        found.retain(|field| !field.is_empty());
    }
    found
}

/// A field without the quotes around it.
pub(super) fn unquoted(field: &str) -> &str {
    field.strip_prefix('"').and_then(|f| f.strip_suffix('"')).unwrap_or(field).trim()
}

/// How well a separator fits, compared from left to right.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
struct Fit {
    /// Nearly all lines have one number of fields, and more than one.
    regular: bool,
    /// The share of fields that are numbers or missing, in tenths.
    numbers: u32,
    /// The share of lines with the usual number of fields, in hundredths.
    alike: u32,
}

/// The separator that most lines agree on; a comma where there is none at all.
pub(super) fn separator(lines: &[&str]) -> Separator {
    let lines = &lines[..lines.len().min(SAMPLE)];
    let mut best = (Comma, Fit { regular: false, numbers: 0, alike: 0 });
    for candidate in [Tab, Semicolon, Bar, Comma] {
        let fit = fit(lines, candidate);
        if fit > best.1 {
            best = (candidate, fit);
        }
    }
    // Blanks stand in names and behind commas as well: they count where nothing else does, or where commas turn out
    // to be decimal ones.
    let blanks = fit(lines, Blanks);
    let decimals =
        best.0 == Comma && blanks.regular && blanks.numbers > best.1.numbers && blanks.numbers >= 9;
    if decimals || (!best.1.regular && blanks > best.1) { Blanks } else { best.0 }
}

fn fit(lines: &[&str], candidate: Separator) -> Fit {
    let split: Vec<Vec<&str>> = lines.iter().map(|line| fields(line, candidate)).collect();
    let usual = usual_width(split.iter().map(Vec::len));
    let alike: Vec<&Vec<&str>> = split.iter().filter(|fields| fields.len() == usual).collect();
    if usual < 2 {
        return Fit { regular: false, numbers: 0, alike: 0 };
    }
    let decimal = decimal(&alike, candidate);
    let is_number = |field: &&&str| {
        let field = unquoted(field);
        number(field, decimal).is_some() || is_missing(field)
    };
    let all: usize = alike.iter().map(|fields| fields.len()).sum();
    let numbers = alike.iter().flat_map(|fields| fields.iter()).filter(is_number).count();
    let share = 100 * alike.len() / split.len().max(1);
    Fit { regular: share >= 80, numbers: (10 * numbers / all.max(1)) as u32, alike: share as u32 }
}

/// The number of fields that most lines have.
pub(super) fn usual_width(widths: impl Iterator<Item = usize>) -> usize {
    let mut counts = std::collections::BTreeMap::<usize, usize>::new();
    widths.for_each(|width| *counts.entry(width).or_default() += 1);
    counts.into_iter().max_by_key(|&(width, count)| (count, width)).map_or(0, |(width, _)| width)
}

/// Comma or point: by the fields that can only be read one way; a semicolon between fields speaks for commas.
pub(super) fn decimal(rows: &[&Vec<&str>], separator: Separator) -> Decimal {
    let (mut comma, mut point, mut either) = (0_usize, 0_usize, 0_usize);
    for field in rows.iter().flat_map(|fields| fields.iter()).map(|field| unquoted(field)) {
        if !field.contains([',', '.']) {
            continue;
        }
        let by_point = number(field, Decimal::Point);
        match (by_point, number(field, Decimal::Comma)) {
            (Some(_), None) => point += 1,
            (None, Some(_)) => comma += 1,
            (Some(_), Some(_)) if field.contains(',') => either += 1,
            _ => {}
        }
    }
    let by_comma = comma > point || (point == 0 && comma == 0 && either > 0 && separator == Semicolon);
    if by_comma { Decimal::Comma } else { Decimal::Point }
}

/// The text with every run of blanks between fields made one tab, so that it can be read like any other.
pub(super) fn with_tabs(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for line in text.lines() {
        let fields = fields(line, Blanks);
        out.push_str(&fields.join("\t"));
        out.push('\n');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> (Separator, Decimal) {
        let lines: Vec<&str> = text.lines().collect();
        let separator = separator(&lines);
        let rows: Vec<Vec<&str>> = lines.iter().map(|line| fields(line, separator)).collect();
        (separator, decimal(&rows.iter().collect::<Vec<_>>(), separator))
    }

    #[test]
    fn lines_say_what_is_between_their_fields() {
        use Decimal::Point;
        assert_eq!(found("1,2,0\n3,4,1\n"), (Comma, Point));
        assert_eq!(found("89,48;77,70;1\n81,50;51,12;0\n"), (Semicolon, Decimal::Comma));
        assert_eq!(found("a b\tc\n1 2\t3\n"), (Tab, Point));
        assert_eq!(found("\"a,b\";\"c,d\";\"l,m\"\n1;2;3\n"), (Semicolon, Point));
        assert_eq!(found("1, 2, 3\n4, 5, 6\n"), (Comma, Point));
        assert_eq!(found("  1.5   2\n 10.0  3\n"), (Blanks, Point));
        assert_eq!(found("1|2|a b\n3|4|c d\n"), (Bar, Point));
        assert_eq!(found("0,5\t1,25\n2,5\t3,75\n"), (Tab, Decimal::Comma));
        assert_eq!(found("sepal length (cm),sepal width (cm),kind\n5.1,3.5,a b\n"), (Comma, Point));
        assert_eq!(found("\"1,234.5\",2\n\"2,345.5\",3\n"), (Comma, Point));
    }
}
