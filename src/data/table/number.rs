//! Numbers as people and spreadsheets write them, and the words for a number that is not there.

use crate::words::narrow;

/// What stands before the digits behind the unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decimal {
    /// `1.5`, thousands by comma: `1,234.5`.
    Point,
    /// `1,5`, thousands by point: `1.234,5`.
    Comma,
}

impl Decimal {
    /// As it is typed.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Decimal::Point => "point",
            Decimal::Comma => "comma",
        }
    }

    fn mark(self) -> char {
        if self == Decimal::Point { '.' } else { ',' }
    }
}

/// A field as a finite number: `1e3`, `+5`, `.5`, `1,234.5`, `1 234`, `12%`, `(5)`, `１．５`, `−2`.
#[must_use]
pub fn number(field: &str, decimal: Decimal) -> Option<f64> {
    let bytes = field.as_bytes();
    // Most fields of pictures are short whole numbers.
    if let 1..=9 = bytes.len()
        && bytes.iter().all(u8::is_ascii_digit)
    {
        return Some(f64::from(bytes.iter().fold(0_u32, |n, b| 10 * n + u32::from(b - b'0'))));
    }
    let plain = |b: &u8| b.is_ascii_digit() || matches!(b, b'.' | b'-' | b'e' | b'E' | b'+');
    if decimal == Decimal::Point
        && bytes.first().is_some_and(|b| b.is_ascii_digit() || *b == b'-')
        && bytes.iter().all(plain)
        && let Ok(value) = field.parse::<f64>()
    {
        return Some(value).filter(|value| value.is_finite());
    }
    written(field, decimal)
}

/// [`number`] of a field that needs thought.
fn written(field: &str, decimal: Decimal) -> Option<f64> {
    if field.len() > 64 {
        return None;
    }
    let mut digits: String = field.trim().chars().map(plain).collect();
    if let Some(inside) = digits.strip_prefix("=\"").and_then(|d| d.strip_suffix('"')) {
        digits = inside.to_string();
    }
    let mut factor = 1.0;
    if let Some(inside) = digits.strip_prefix('(').and_then(|d| d.strip_suffix(')')) {
        // As bookkeepers write what is less than nothing.
        factor = -1.0;
        digits = inside.to_string();
    }
    if let Some(hundred) = digits.strip_suffix('%') {
        factor /= 100.0;
        digits = hundred.trim_end().to_string();
    }
    let digits = digits.trim_start_matches(['$', '€', '£', '¥']).trim_start();
    let (mantissa, exponent) = match digits.find(['e', 'E', 'D']) {
        Some(at) => (&digits[..at], Some(digits[at + 1..].parse::<i32>().ok()?)),
        None => (digits, None),
    };
    let (sign, mantissa) = match mantissa.strip_prefix(['+', '-']) {
        Some(rest) => (&mantissa[..1], rest),
        None => ("", mantissa),
    };
    let (whole, fraction) = mantissa.split_once(decimal.mark()).unwrap_or((mantissa, ""));
    let only_digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    let whole = ungrouped(whole, decimal)?;
    if !only_digits(fraction) || (whole.is_empty() && fraction.is_empty()) {
        return None;
    }
    let exponent = exponent.unwrap_or(0);
    let value: f64 = format!("{sign}{whole}.{fraction}e{exponent}").parse().ok()?;
    Some(factor * value).filter(|value| value.is_finite())
}

/// The digits before the decimal mark without the marks between thousands; none if those stand elsewhere.
fn ungrouped(whole: &str, decimal: Decimal) -> Option<String> {
    let mark = if decimal == Decimal::Point { ',' } else { '.' };
    let groups = [mark, ' ', '\''];
    let Some(found) = whole.chars().find(|c| groups.contains(c)) else {
        return whole.bytes().all(|b| b.is_ascii_digit()).then(|| whole.to_string());
    };
    let mut parts = whole.split(found);
    let first = parts.next().unwrap_or_default();
    let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    let fits =
        (1..=3).contains(&first.len()) && digits(first) && parts.all(|part| part.len() == 3 && digits(part));
    fits.then(|| whole.chars().filter(char::is_ascii_digit).collect())
}

/// Full-width signs, typographic minus and the blanks of typesetters made plain.
fn plain(c: char) -> char {
    match c {
        '。' => '.',
        '−' | '–' | '﹣' => '-',
        '\u{a0}' | '\u{2009}' | '\u{202f}' | '\u{2007}' | '\u{3000}' => ' ',
        '’' => '\'',
        '￥' => '¥',
        c => narrow(c),
    }
}

/// Whether a field says that there is no value: empty, `NA`, `NaN`, `null`, `?`, `#N/A` …
#[must_use]
pub fn is_missing(field: &str) -> bool {
    const WORDS: [&str; 16] = [
        "na", "n/a", "nan", "null", "nil", "none", "missing", "?", "-", "--", ".", "#n/a", "#num!",
        "#value!", "#div/0!", "\\n",
    ];
    let field = field.trim();
    field.is_empty()
        || (field.len() <= 8 && WORDS.iter().any(|word| field.eq_ignore_ascii_case(word)))
        || ["缺失", "空", "无", "<NA>", "NaT", "-nan", "？"].contains(&field)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn usual_spellings() {
        for (field, value) in [
            ("7", 7.0),
            ("-2.5", -2.5),
            ("1e3", 1000.0),
            ("+5", 5.0),
            (".5", 0.5),
            ("5.", 5.0),
            ("1,234.5", 1234.5),
            ("1 234.5", 1234.5),
            ("1'234", 1234.0),
            ("12%", 0.12),
            ("−3", -3.0),
            ("１２．５", 12.5),
            ("(40)", -40.0),
            ("1.5D+02", 150.0),
            ("$1,000", 1000.0),
            ("=\"12\"", 12.0),
            ("0001", 1.0),
        ] {
            assert_eq!(number(field, Decimal::Point), Some(value), "{field}");
        }
        for (field, value) in [("48,77", 48.77), ("1.234,5", 1234.5), ("1\u{a0}234,5", 1234.5), ("-,5", -0.5)]
        {
            assert_eq!(number(field, Decimal::Comma), Some(value), "{field}");
        }
    }

    #[test]
    fn what_is_no_number() {
        for field in [
            "",
            ".",
            "-",
            "e5",
            "1e",
            "inf",
            "nan",
            "1,23",
            "12,34,567",
            "0x10",
            "1.2.3",
            "1e999",
            "5 5",
            "alba",
            "1-2",
        ] {
            assert_eq!(number(field, Decimal::Point), None, "{field}");
        }
        assert_eq!(number("1.23", Decimal::Comma), None);
    }

    #[test]
    fn what_is_missing() {
        assert!(["", " ", "NA", "nan", "?", "N/A", "null", "缺失"].into_iter().all(is_missing));
        assert!(!["0", "no", "name", "alba", "-1"].into_iter().any(is_missing));
    }
}
