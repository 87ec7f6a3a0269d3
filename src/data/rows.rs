//! Rows of values as CSV or JSON, written as they come, with the recipe that makes them where it is asked for.

use crate::say;
use crate::words::{Problem, text};
use std::io::{self, Write};
use std::path::Path;

/// How rows are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Comma-separated values (RFC 4180), an empty cell where there is no value; the recipe is a comment before them.
    Csv,
    /// One array of objects, `null` where there is no value; with a recipe the member `rows` of an object beside it.
    Json,
    /// The same objects, one a line; the recipe is an object of its own before them.
    JsonLines,
}

impl Format {
    /// As the name of a file ends.
    ///
    /// # Errors
    /// A sentence with the endings that there are.
    pub fn of(file: &Path) -> Result<Format, Problem> {
        match file.extension().map(|end| end.to_string_lossy().to_lowercase()).as_deref() {
            Some("csv") => Ok(Format::Csv),
            Some("json") => Ok(Format::Json),
            Some("jsonl") => Ok(Format::JsonLines),
            _ => Err(Problem::usage(text(
                "The name ends with .csv, .json or .jsonl.",
                "文件名应以 .csv、.json 或 .jsonl 结尾。",
            ))),
        }
    }
}

/// One value of a row.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// None.
    Empty,
    /// A step or a count.
    Whole(u64),
    /// A number, written in its shortest form that reads back as the same bits.
    Number(f64),
    /// Words.
    Words(String),
}

/// Writes rows in one format.
#[derive(Debug)]
pub struct Rows<W: Write> {
    pub(crate) out: W,
    format: Format,
    names: Vec<String>,
    wrapped: bool,
    count: usize,
}

impl<W: Write> Rows<W> {
    /// Begins rows with these columns, and with the share line of the run that made them where there is one.
    ///
    /// # Errors
    /// What the writer says.
    pub fn begin(mut out: W, format: Format, names: Vec<String>, line: Option<&str>) -> io::Result<Rows<W>> {
        let made = line.map(|line| serde_json::json!({ "nnlab": env!("CARGO_PKG_VERSION"), "recipe": line }));
        match (format, made, line) {
            (Format::Csv, _, line) => {
                if let Some(line) = line {
                    writeln!(out, "# nnlab {}: {line}", env!("CARGO_PKG_VERSION"))?;
                }
                let names = names.iter().map(|name| quoted(name)).collect::<Vec<_>>();
                writeln!(out, "{}", names.join(","))?;
            }
            (Format::Json, Some(made), _) => {
                let made = made.to_string();
                write!(out, "{},\n\"rows\":[", made.trim_end_matches('}'))?;
            }
            (Format::Json, None, _) => write!(out, "[")?,
            (Format::JsonLines, Some(made), _) => writeln!(out, "{made}")?,
            (Format::JsonLines, None, _) => {}
        }
        Ok(Rows { out, format, names, wrapped: line.is_some(), count: 0 })
    }

    /// Writes one row.
    ///
    /// # Errors
    /// What the writer says.
    pub fn row(&mut self, values: &[Value]) -> io::Result<()> {
        match self.format {
            Format::Csv => {
                let cells = values.iter().map(csv).collect::<Vec<_>>();
                writeln!(self.out, "{}", cells.join(","))?;
            }
            Format::Json => {
                let comma = if self.count == 0 { "" } else { "," };
                write!(self.out, "{comma}\n{}", self.object(values))?;
            }
            Format::JsonLines => writeln!(self.out, "{}", self.object(values))?,
        }
        self.count += 1;
        Ok(())
    }

    /// Writes what the rows end with.
    ///
    /// # Errors
    /// What the writer says.
    pub fn end(mut self) -> io::Result<()> {
        match self.format {
            Format::Csv | Format::JsonLines => Ok(()),
            Format::Json => writeln!(self.out, "\n]{}", if self.wrapped { "}" } else { "" }),
        }
    }

    /// A row as an object of JSON.
    fn object(&self, values: &[Value]) -> String {
        let pairs = self.names.iter().zip(values);
        let pairs = pairs.map(|(name, value)| format!("{}:{}", string(name), json(value)));
        format!("{{{}}}", pairs.collect::<Vec<_>>().join(","))
    }
}

/// Rows as the bytes of a file.
///
/// # Errors
/// A sentence where memory takes no more.
pub fn bytes(
    format: Format,
    names: Vec<String>,
    line: Option<&str>,
    rows: impl Iterator<Item = Vec<Value>>,
) -> Result<Vec<u8>, Problem> {
    let mut out = Vec::new();
    let write = || {
        let mut sheet = Rows::begin(&mut out, format, names, line)?;
        for row in rows {
            sheet.row(&row)?;
        }
        sheet.end()
    };
    let written: io::Result<()> = write();
    written
        .map_err(|why| Problem::run(say!("The rows cannot be written: {why}.", "无法写出各行：{why}。")))?;
    Ok(out)
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
pub(crate) fn plain(value: &Value) -> String {
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

    fn sheet(format: Format, line: Option<&str>) -> String {
        let names = vec!["name".into(), "value".into()];
        let rows = [("a,\"b\"", 0.1 + 0.2), ("猫", f64::NAN), ("c", -1e-300)];
        let rows = rows.map(|(name, value)| vec![Value::Words(name.into()), Value::Number(value)]);
        String::from_utf8(bytes(format, names, line, rows.into_iter()).expect("memory")).expect("text")
    }

    #[test]
    fn every_format_holds_the_same_values() {
        let csv = "name,value\n\"a,\"\"b\"\"\",0.30000000000000004\n猫,\nc,-1e-300\n";
        assert_eq!(sheet(Format::Csv, None), csv);
        let json: serde_json::Value = serde_json::from_str(&sheet(Format::Json, None)).expect("valid JSON");
        assert_eq!(json[0]["value"], 0.1 + 0.2);
        assert!(json[1]["value"].is_null());
        assert_eq!(json[2]["value"], -1e-300);
        let lines = sheet(Format::JsonLines, None);
        let lines: Vec<serde_json::Value> =
            lines.lines().map(|line| serde_json::from_str(line).expect("valid JSON")).collect();
        assert_eq!(serde_json::Value::from(lines), json);
        assert_eq!(super::json(&Value::Number(f64::NEG_INFINITY)), "\"-Infinity\"");
        assert_eq!(plain(&Value::Number(-0.0)), "0");
    }

    #[test]
    fn rows_say_what_made_them_where_it_is_asked_for() {
        let line = "chain?f=a%20%2B%20\"b\"&step=3";
        let csv = sheet(Format::Csv, Some(line));
        let (first, rest) = csv.split_once('\n').expect("lines");
        assert!(first.starts_with("# nnlab ") && first.ends_with(line), "{first}");
        assert_eq!(rest, sheet(Format::Csv, None));
        let plain: serde_json::Value = serde_json::from_str(&sheet(Format::Json, None)).expect("JSON");
        let json: serde_json::Value = serde_json::from_str(&sheet(Format::Json, Some(line))).expect("JSON");
        assert_eq!((&json["recipe"], &json["rows"]), (&line.into(), &plain));
        let lines = sheet(Format::JsonLines, Some(line));
        let (first, rest) = lines.split_once('\n').expect("lines");
        let first: serde_json::Value = serde_json::from_str(first).expect("JSON");
        assert_eq!(first["recipe"], line);
        assert_eq!(rest, sheet(Format::JsonLines, None));
    }

    #[test]
    fn no_rows_are_an_empty_array() {
        let none = bytes(Format::Json, Vec::new(), None, std::iter::empty()).expect("memory");
        assert_eq!(serde_json::from_slice::<serde_json::Value>(&none).expect("valid"), serde_json::json!([]));
    }

    #[test]
    fn the_name_of_a_file_says_how() {
        assert!(Format::of(Path::new("a.CSV")).is_ok_and(|format| format == Format::Csv));
        assert!(Format::of(Path::new("a.xlsx")).is_err_and(|problem| problem.text.en.contains(".jsonl")));
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
