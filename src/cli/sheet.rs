//! Rows of values as a table for people, as CSV or as JSON, written as they come.

use super::output::Stop;
use crate::data::rows::{self, Rows, plain};
use crate::words::Language;
use std::io::Write;
use std::time::{Duration, Instant};
use unicode_width::UnicodeWidthStr;

pub(super) use crate::data::rows::Value;

/// How rows are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    /// Aligned columns with readable headings.
    Table,
    /// For machines.
    Rows(rows::Format),
}

impl Format {
    /// As typed.
    pub(super) const NAMES: &'static str = "table|csv|json|jsonl";

    /// The format with this name; the grammar lets no other through.
    pub(super) fn named(name: &str) -> Format {
        match name {
            "csv" => Format::Rows(rows::Format::Csv),
            "json" => Format::Rows(rows::Format::Json),
            "jsonl" => Format::Rows(rows::Format::JsonLines),
            _ => Format::Table,
        }
    }
}

/// A column: its name for machines and its heading for readers.
pub(super) type Heading = (String, String);

/// A table's rows until so many have come: then widths are settled and rows are written as they come.
pub(super) const SETTLED: u64 = 256;

/// Whoever reads rows through a pipe has those of a slow run after this time.
const PATIENCE: Duration = Duration::from_millis(800);

/// Writes rows in one format.
pub(super) struct Sheet<W: Write> {
    form: Form<W>,
    handed_over: Instant,
}

/// For people or for machines.
enum Form<W: Write> {
    Table(Aligned<W>),
    Rows(Rows<W>),
}

/// A table of aligned columns.
struct Aligned<W: Write> {
    out: W,
    headings: Vec<Heading>,
    widths: Vec<usize>,
    waiting: Vec<Vec<Value>>,
    settled: bool,
}

impl<W: Write> Sheet<W> {
    /// Begins a sheet with these columns.
    pub(super) fn begin(out: W, format: Format, headings: Vec<Heading>) -> Result<Sheet<W>, Stop> {
        Sheet::made_by(out, format, headings, None)
    }

    /// The same, which says the share line of the run that made it.
    pub(super) fn made_by(
        mut out: W,
        format: Format,
        headings: Vec<Heading>,
        line: Option<&str>,
    ) -> Result<Sheet<W>, Stop> {
        let form = match format {
            Format::Table => {
                if let Some(line) = line {
                    writeln!(out, "{line}")?;
                }
                let widths = headings.iter().map(|(_, title)| title.width()).collect();
                Form::Table(Aligned { out, headings, widths, waiting: Vec::new(), settled: false })
            }
            Format::Rows(format) => {
                let names = headings.into_iter().map(|(name, _)| name).collect();
                Form::Rows(Rows::begin(out, format, names, line)?)
            }
        };
        Ok(Sheet { form, handed_over: Instant::now() })
    }

    /// Writes one row.
    pub(super) fn row(&mut self, values: Vec<Value>) -> Result<(), Stop> {
        match &mut self.form {
            Form::Table(table) => table.row(values),
            Form::Rows(rows) => Ok(rows.row(&values)?),
        }
    }

    /// Asked between steps: hands over the rows so far about once a second, so that a run that is ended from outside
    /// leaves them behind.
    pub(super) fn keep_up(&mut self) -> Result<(), Stop> {
        if self.handed_over.elapsed() < PATIENCE {
            return Ok(());
        }
        self.handed_over = Instant::now();
        match &mut self.form {
            Form::Table(table) => {
                if !table.waiting.is_empty() {
                    table.settle()?;
                }
                Ok(table.out.flush()?)
            }
            Form::Rows(rows) => Ok(rows.out.flush()?),
        }
    }

    /// Writes what a whole sheet ends with. A run that breaks off ends its sheet as well.
    pub(super) fn end(self) -> Result<(), Stop> {
        match self.form {
            Form::Table(mut table) => table.settle(),
            Form::Rows(rows) => Ok(rows.end()?),
        }
    }
}

impl<W: Write> Aligned<W> {
    fn row(&mut self, values: Vec<Value>) -> Result<(), Stop> {
        if self.settled {
            return self.line(&values);
        }
        self.waiting.push(values);
        if self.waiting.len() as u64 >= SETTLED { self.settle() } else { Ok(()) }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_is_aligned_for_readers() {
        let mut out = Vec::new();
        let headings = vec![("name".into(), "名称".into()), ("value".into(), "value".into())];
        let mut sheet =
            Sheet::made_by(&mut out, Format::Table, headings, Some("slope?step=3")).expect("memory");
        for (name, value) in [("a,\"b\"", 0.1 + 0.2), ("猫", f64::NAN), ("c", -1e-300)] {
            sheet.row(vec![Value::Words(name.into()), Value::Number(value)]).expect("memory");
        }
        sheet.end().expect("memory");
        let row = |name, value| format!("{name}  {value:>19}\n");
        let table = [row("名称 ", "value"), row("a,\"b\"", "0.30000000000000004")];
        let table = table.concat() + "猫\n" + &row("c    ", "-1e-300");
        assert_eq!(String::from_utf8(out).expect("text"), format!("slope?step=3\n{table}"));
    }

    #[test]
    fn a_long_table_is_written_as_it_comes() {
        let mut out = Vec::new();
        let mut sheet =
            Sheet::begin(&mut out, Format::Table, vec![("step".into(), "step".into())]).expect("memory");
        for t in 0..1000 {
            sheet.row(vec![Value::Whole(t)]).expect("memory");
            let Form::Table(table) = &sheet.form else { panic!("a table") };
            assert!((table.waiting.len() as u64) < SETTLED);
        }
        sheet.end().expect("memory");
        assert_eq!(String::from_utf8(out).expect("text").lines().count(), 1001);
    }
}
