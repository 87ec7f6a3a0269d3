//! Rows of values as a table for people, as CSV or as JSON, written as they come.

use super::output::Stop;
use crate::words::Language;
use std::io::Write;
use std::time::{Duration, Instant};
use unicode_width::UnicodeWidthStr;

/// How rows are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    /// Aligned columns with readable headings.
    Table,
    /// Comma-separated values (RFC 4180), an empty cell where there is no value.
    Csv,
    /// One array of objects, `null` where there is no value.
    Json,
    /// The same objects, one a line.
    JsonLines,
}

impl Format {
    /// As typed.
    pub(super) const NAMES: &'static str = "table|csv|json|jsonl";

    /// The format with this name; the grammar lets no other through.
    pub(super) fn named(name: &str) -> Format {
        match name {
            "csv" => Format::Csv,
            "json" => Format::Json,
            "jsonl" => Format::JsonLines,
            _ => Format::Table,
        }
    }
}

/// One value of a row.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value {
    /// None.
    Empty,
    /// A step or a count.
    Whole(u64),
    /// A number, written in its shortest form that reads back as the same bits.
    Number(f64),
    /// Words.
    Words(String),
}

/// A column: its name for machines and its heading for readers.
pub(super) type Heading = (String, String);

/// A table's rows until so many have come: then widths are settled and rows are written as they come.
pub(super) const SETTLED: u64 = 256;

/// Whoever reads rows through a pipe has those of a slow run after this time.
const PATIENCE: Duration = Duration::from_millis(800);

/// Writes rows in one format.
pub(super) struct Sheet<W: Write> {
    out: W,
    format: Format,
    headings: Vec<Heading>,
    widths: Vec<usize>,
    waiting: Vec<Vec<Value>>,
    settled: bool,
    rows: usize,
    handed_over: Instant,
}

impl<W: Write> Sheet<W> {
    /// Begins a sheet with these columns.
    pub(super) fn begin(mut out: W, format: Format, headings: Vec<Heading>) -> Result<Sheet<W>, Stop> {
        match format {
            Format::Table | Format::JsonLines => {}
            Format::Csv => {
                let names = headings.iter().map(|(name, _)| quoted(name)).collect::<Vec<_>>();
                writeln!(out, "{}", names.join(","))?;
            }
            Format::Json => write!(out, "[")?,
        }
        let widths = headings.iter().map(|(_, title)| title.width()).collect();
        Ok(Sheet {
            out,
            format,
            headings,
            widths,
            waiting: Vec::new(),
            settled: false,
            rows: 0,
            handed_over: Instant::now(),
        })
    }

    /// Writes one row.
    pub(super) fn row(&mut self, values: Vec<Value>) -> Result<(), Stop> {
        match self.format {
            Format::Table if self.settled => self.line(&values)?,
            Format::Table => {
                self.waiting.push(values);
                if self.waiting.len() as u64 >= SETTLED {
                    self.settle()?;
                }
            }
            Format::Csv => {
                let cells = values.iter().map(csv).collect::<Vec<_>>();
                writeln!(self.out, "{}", cells.join(","))?;
            }
            Format::Json => {
                let comma = if self.rows == 0 { "" } else { "," };
                write!(self.out, "{comma}\n{}", self.object(&values))?;
            }
            Format::JsonLines => writeln!(self.out, "{}", self.object(&values))?,
        }
        self.rows += 1;
        Ok(())
    }

    /// Asked between steps: hands over the rows so far about once a second, so that a run that is ended from outside
    /// leaves them behind.
    pub(super) fn keep_up(&mut self) -> Result<(), Stop> {
        if self.handed_over.elapsed() < PATIENCE {
            return Ok(());
        }
        self.handed_over = Instant::now();
        if !self.waiting.is_empty() {
            self.settle()?;
        }
        Ok(self.out.flush()?)
    }

    /// Writes what a whole sheet ends with. A run that breaks off ends its sheet as well.
    pub(super) fn end(mut self) -> Result<(), Stop> {
        match self.format {
            Format::Table => self.settle(),
            Format::Csv | Format::JsonLines => Ok(()),
            Format::Json => Ok(writeln!(self.out, "\n]")?),
        }
    }

    /// A row as an object of JSON.
    fn object(&self, values: &[Value]) -> String {
        let pairs = self.headings.iter().zip(values);
        let pairs = pairs.map(|((name, _), value)| format!("{}:{}", string(name), json(value)));
        format!("{{{}}}", pairs.collect::<Vec<_>>().join(","))
    }

    /// Fixes the widths by the rows so far and writes these.
    fn settle(&mut self) -> Result<(), Stop> {
        if self.settled {
            return Ok(());
        }
        self.settled = true;
        let waiting = std::mem::take(&mut self.waiting);
        for row in &waiting {
            for (width, value) in self.widths.iter_mut().zip(row) {
                *width = (*width).max(plain(value).width());
            }
        }
        let words = |at: usize| matches!(waiting.first().and_then(|row| row.get(at)), Some(Value::Words(_)));
        let titles = self.headings.iter().enumerate();
        let titles = titles.map(|(at, (_, title))| padded(title, self.widths[at], words(at)));
        let titles = titles.collect::<Vec<_>>().join("  ");
        writeln!(self.out, "{}", titles.trim_end())?;
        waiting.iter().try_for_each(|row| self.line(row))
    }

    /// Writes one row of a table: words to the left, numbers to the right.
    fn line(&mut self, values: &[Value]) -> Result<(), Stop> {
        let cells = values.iter().zip(&self.widths);
        let cells =
            cells.map(|(value, width)| padded(&plain(value), *width, matches!(value, Value::Words(_))));
        let line = cells.collect::<Vec<_>>().join("  ");
        Ok(writeln!(self.out, "{}", line.trim_end())?)
    }
}

/// Headings of columns that are called the same by machines and readers.
pub(super) fn heading(name: &str, title: &crate::words::Text, language: Language) -> Heading {
    (name.to_string(), title.get(language).to_string())
}

/// `words` filled up to `width` columns of a terminal, on the right or on the left.
fn padded(words: &str, width: usize, left: bool) -> String {
    let space = " ".repeat(width.saturating_sub(words.width()));
    if left { format!("{words}{space}") } else { format!("{space}{words}") }
}

/// The shortest decimal form of `x` that reads back as the same bits, with an exponent below 1e-5 and
/// from 1e16.
fn shortest(x: f64) -> String {
    let size = x.abs();
    if x == 0.0 {
        return "0".into();
    }
    if (1e-5..1e16).contains(&size) || !x.is_finite() { format!("{x}") } else { format!("{x:e}") }
}

/// A value as a reader sees it.
fn plain(value: &Value) -> String {
    match value {
        Value::Empty => String::new(),
        Value::Whole(n) => n.to_string(),
        Value::Number(x) if x.is_nan() => String::new(),
        Value::Number(x) => shortest(*x),
        Value::Words(words) => words.clone(),
    }
}

fn csv(value: &Value) -> String {
    quoted(&plain(value))
}

/// A cell of CSV, in quotes where it needs them.
fn quoted(cell: &str) -> String {
    if cell.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.into()
    }
}

fn json(value: &Value) -> String {
    match value {
        Value::Words(words) => string(words),
        // JSON has no infinite numbers: a word, apart from the null of a missing value.
        Value::Number(x) if x.is_infinite() => string(if *x > 0.0 { "Infinity" } else { "-Infinity" }),
        Value::Number(x) if x.is_nan() => "null".into(),
        Value::Empty => "null".into(),
        value => plain(value),
    }
}

/// A string of JSON.
fn string(words: &str) -> String {
    serde_json::Value::from(words).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet(format: Format) -> String {
        let mut out = Vec::new();
        let headings = vec![("name".into(), "名称".into()), ("value".into(), "value".into())];
        let mut sheet = Sheet::begin(&mut out, format, headings).expect("memory");
        for (name, value) in [("a,\"b\"", 0.1 + 0.2), ("猫", f64::NAN), ("c", -1e-300)] {
            sheet.row(vec![Value::Words(name.into()), Value::Number(value)]).expect("memory");
        }
        sheet.end().expect("memory");
        String::from_utf8(out).expect("text")
    }

    #[test]
    fn every_format_holds_the_same_values() {
        assert_eq!(sheet(Format::Csv), "name,value\n\"a,\"\"b\"\"\",0.30000000000000004\n猫,\nc,-1e-300\n");
        let row = |name, value| format!("{name}  {value:>19}\n");
        let table = [row("名称 ", "value"), row("a,\"b\"", "0.30000000000000004")];
        assert_eq!(sheet(Format::Table), table.concat() + "猫\n" + &row("c    ", "-1e-300"));
        let json: serde_json::Value = serde_json::from_str(&sheet(Format::Json)).expect("valid JSON");
        assert_eq!(json[0]["value"], 0.1 + 0.2);
        assert!(json[1]["value"].is_null());
        let lines = sheet(Format::JsonLines);
        let lines: Vec<serde_json::Value> =
            lines.lines().map(|line| serde_json::from_str(line).expect("valid JSON")).collect();
        assert_eq!(serde_json::Value::from(lines), json);
        assert_eq!(super::json(&Value::Number(f64::NEG_INFINITY)), "\"-Infinity\"");
        assert_eq!(plain(&Value::Number(-0.0)), "0");
        assert_eq!(json[2]["value"], -1e-300);
    }

    #[test]
    fn an_empty_sheet_of_json_is_an_empty_array() {
        let mut out = Vec::new();
        Sheet::begin(&mut out, Format::Json, Vec::new()).and_then(Sheet::end).expect("memory");
        assert_eq!(serde_json::from_slice::<serde_json::Value>(&out).expect("valid"), serde_json::json!([]));
    }

    #[test]
    fn a_long_table_is_written_as_it_comes() {
        let mut out = Vec::new();
        let mut sheet =
            Sheet::begin(&mut out, Format::Table, vec![("step".into(), "step".into())]).expect("memory");
        for t in 0..1000 {
            sheet.row(vec![Value::Whole(t)]).expect("memory");
            assert!((sheet.waiting.len() as u64) < SETTLED);
        }
        sheet.end().expect("memory");
        assert_eq!(String::from_utf8(out).expect("text").lines().count(), 1001);
    }

    proptest::proptest! {
        #[test]
        fn numbers_read_back_as_the_same_bits(bits: u64) {
            let x = f64::from_bits(bits);
            if x.is_finite() && bits != (-0.0_f64).to_bits() {
                proptest::prop_assert_eq!(shortest(x).parse::<f64>().expect("a number").to_bits(), bits);
                proptest::prop_assert!(shortest(x).len() <= 25);
            }
        }
    }
}
