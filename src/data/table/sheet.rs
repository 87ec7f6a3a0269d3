//! A text taken apart into rows of fields: where they begin, what is between the fields, what they are called.

use super::decision::Decision;
use super::header::{self, Heading};
use super::number::Decimal;
use super::reading::{Meter, Reading};
use super::separator::{self, Separator, fields, unquoted};
use crate::data::files::{about, line_of_record, read_bytes, shown};
use crate::data::{kind, text};
use crate::say;
use crate::words::{Problem, Text, printable_start, same, text as words};
use std::path::Path;

/// Rows that are looked at before the first is read.
const SAMPLE: usize = 200;
/// So many times the rows are gone through until a lesson has what it needs.
const TIMES: u64 = 3;
/// Columns at most: those of a picture of 128 × 128 and a few more.
const MOST_COLUMNS: usize = 16_400;

/// A table as text, with what was found out about it.
#[derive(Debug)]
pub struct Sheet {
    /// What messages call the file.
    pub name: String,
    text: String,
    /// The byte at which the rows begin.
    start: usize,
    separator: Separator,
    comment: Option<u8>,
    /// The quotation marks do not come in pairs.
    odd_quotes: bool,
    /// What stands before decimals.
    pub decimal: Decimal,
    /// The names of the columns, fit to be shown.
    pub names: Vec<String>,
    /// Whether the file gives the names; else they are x1, x2 …
    pub named: bool,
    /// What the file's first line calls the classes 0, 1 … (as scikit-learn's own files do).
    pub classes: Vec<String>,
    /// What was found out, and can be overruled.
    pub decisions: Vec<Decision>,
    meter: Meter,
}

/// One row of a [`Sheet`].
pub struct Row<'a> {
    sheet: &'a Sheet,
    record: &'a csv::StringRecord,
}

impl Row<'_> {
    /// The field in a column, without blanks around it.
    #[must_use]
    pub fn field(&self, column: usize) -> &str {
        self.record.get(column).unwrap_or_default().trim()
    }

    /// The line of the file that the row begins on, from 1.
    #[must_use]
    pub fn line(&self) -> usize {
        let byte = self.record.position().map_or(0, csv::Position::byte);
        line_of_record(self.sheet.text.as_bytes(), self.sheet.start as u64 + byte)
    }

    /// A sentence about this row.
    #[must_use]
    pub fn problem(&self, what: &Text) -> Problem {
        let line = self.line();
        about(&self.sheet.name, &say!("line {line} ", "第 {line} 行").then(what))
    }
}

impl Sheet {
    /// Reads the file at `path`, of at most `limit` bytes.
    ///
    /// # Errors
    /// A sentence if it cannot be opened, is something else than text, or has no rows of one length.
    pub(crate) fn read(path: &Path, limit: u64, reading: &Reading) -> Result<Sheet, Problem> {
        Sheet::parse(&shown(path), read_bytes(path, limit)?, reading)
    }

    /// [`Sheet::read`] of bytes in memory; `name` is what messages call them.
    ///
    /// # Errors
    /// As [`Sheet::read`].
    pub(crate) fn parse(name: &str, bytes: Vec<u8>, reading: &Reading) -> Result<Sheet, Problem> {
        kind::refuse_strangers(name, &bytes, &words("a table as text (CSV)", "文本表格（CSV）"))?;
        let decoded = text::decode(name, bytes, reading.encoding)?;
        let mut decisions = vec![Decision::encoding(decoded.encoding)];
        let text = decoded.text;
        let top = top(&text, reading, &mut decisions);
        let lines: Vec<&str> = sample(&text[top.start..], top.comment).collect();
        let separator = reading.separator.or(top.separator).unwrap_or_else(|| separator::separator(&lines));
        let rows: Vec<Vec<&str>> = lines.iter().map(|line| fields(line, separator)).collect();
        let decimal = reading
            .decimal
            .unwrap_or_else(|| separator::decimal(&rows.iter().collect::<Vec<_>>(), separator));
        decisions.push(Decision::separator(separator));
        decisions.push(Decision::decimal(decimal));
        let comment_names: Vec<String> = fields(top.last_comment.unwrap_or_default(), separator)
            .iter()
            .map(|f| unquoted(f).to_string())
            .collect();
        let (start, comment) = (top.start, top.comment);
        let text = if separator == Separator::Blanks {
            // What is above stays as it is, so that lines keep their numbers.
            [&text[..start], &separator::with_tabs(&text[start..])].concat()
        } else {
            text
        };
        let odd_quotes = text.bytes().filter(|b| *b == b'"').count() % 2 == 1;
        let mut sheet = Sheet {
            odd_quotes,
            name: name.to_string(),
            text,
            start,
            separator,
            comment,
            decimal,
            names: Vec::new(),
            named: false,
            classes: Vec::new(),
            decisions,
            meter: reading.meter.clone(),
        };
        sheet.meter.expect(TIMES * sheet.text.len() as u64);
        let heading = header::heading(&sheet.first_records()?, &comment_names, decimal, reading.header);
        sheet.take(heading)?;
        Ok(sheet)
    }

    /// Takes over names and width, and moves the beginning behind what is above the rows.
    fn take(&mut self, heading: Heading) -> Result<(), Problem> {
        let width = heading.names.len();
        if width > MOST_COLUMNS {
            return Err(about(
                &self.name,
                &say!(
                    "has {width} columns; at most {MOST_COLUMNS} are read",
                    "有 {width} 列；最多读取 {MOST_COLUMNS} 列"
                ),
            ));
        }
        if let Some(byte) = heading.rows_begin {
            self.start += byte;
        } else {
            self.start = self.text.len();
        }
        self.decisions.push(Decision::header(heading.named, &heading.titles));
        (self.names, self.named, self.classes) = (heading.names, heading.named, heading.classes);
        Ok(())
    }

    /// The first records with the byte at which each begins behind [`Sheet::start`].
    fn first_records(&self) -> Result<Vec<(usize, Vec<String>)>, Problem> {
        let mut records = Vec::new();
        for record in self.reader().into_records().take(SAMPLE) {
            let record = record.map_err(|e| self.not_csv(&e))?;
            let byte = record.position().map_or(0, |p| p.byte() as usize);
            let fields: Vec<String> = record.iter().map(|field| field.trim().to_string()).collect();
            if fields.iter().any(|field| !field.is_empty()) {
                records.push((byte, fields));
            }
        }
        Ok(records)
    }

    fn reader(&self) -> csv::Reader<&[u8]> {
        csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .comment(self.comment)
            .delimiter(self.separator.byte())
            .from_reader(&self.text.as_bytes()[self.start..])
    }

    fn not_csv(&self, error: &csv::Error) -> Problem {
        let why = printable_start(&error.to_string(), 120);
        about(&self.name, &say!("is not CSV ({why})", "不是 CSV（{why}）"))
    }

    /// Columns of every row.
    #[must_use]
    pub fn width(&self) -> usize {
        self.names.len()
    }

    /// What stands between the fields.
    pub(crate) fn separator(&self) -> Separator {
        self.separator
    }

    /// What remarks between the rows begin with, if there are any.
    pub(crate) fn remark_below(&self) -> Option<char> {
        let mark = self.comment?;
        let below = self.text[self.start..].lines().any(|line| line.as_bytes().first() == Some(&mark));
        below.then_some(char::from(mark))
    }

    /// Whether lines without any value stand between or below the rows.
    pub(crate) fn blank_below(&self) -> bool {
        let nothing = |byte: u8| byte.is_ascii_whitespace() || byte == b'"' || byte == self.separator.byte();
        self.text[self.start..].lines().any(|line| line.bytes().all(nothing))
    }

    /// Bytes of the text.
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.text.len()
    }

    /// Calls `visit` with every row; lines without any value are passed over.
    ///
    /// # Errors
    /// The first sentence of `visit`, or one about a row of another length.
    pub fn rows(&self, mut visit: impl FnMut(&Row<'_>) -> Result<(), Problem>) -> Result<(), Problem> {
        let (mut reader, mut record) = (self.reader(), csv::StringRecord::new());
        let end = (self.text.len() - self.start) as u64;
        let at_end = |reader: &csv::Reader<&[u8]>| reader.position().byte() >= end;
        let mut counted = 0;
        while reader.read_record(&mut record).map_err(|e| self.not_csv(&e))? {
            let read = reader.position().byte();
            self.meter.count(read - counted);
            counted = read;
            let row = Row { sheet: self, record: &record };
            let beyond = record.iter().skip(self.width()).any(|field| !field.trim().is_empty());
            if record.len() < self.width() || beyond {
                if record.iter().all(|field| field.trim().is_empty()) {
                    continue;
                }
                return Err(self.of_another_length(&row, at_end(&reader)));
            }
            if self.width() > 1 && record.iter().all(|field| field.trim().is_empty()) {
                continue;
            }
            if at_end(&reader) && self.odd_quotes && record.iter().any(|field| field.contains('\n')) {
                return Err(row.problem(&words(
                    "begins a field with a quotation mark that nothing closes",
                    "有一个没有闭合的引号",
                )));
            }
            visit(&row)?;
        }
        Ok(())
    }

    fn of_another_length(&self, row: &Row<'_>, last: bool) -> Problem {
        let (found, columns) = (row.record.len(), self.width());
        let what = say!(
            "has {found} columns, most others have {columns}",
            "有 {found} 列，而其他行大多有 {columns} 列"
        );
        let why = if row.record.iter().any(|field| field.contains('\n')) {
            words(
                "; a quotation mark begins a field there that goes on over several lines",
                "；那里有一个引号，使字段跨越了多行",
            )
        } else if last && found < columns && !self.text.ends_with('\n') {
            words("; the file may have been cut off", "；文件可能不完整")
        } else {
            same("")
        };
        row.problem(&what.then(&why))
    }
}

/// What stands above the table.
struct Top<'a> {
    /// The byte behind it.
    start: usize,
    /// The separator that a line `sep=;` names.
    separator: Option<Separator>,
    /// What lines that are no data begin with.
    comment: Option<u8>,
    last_comment: Option<&'a str>,
}

/// Passes over the lines to skip, a line `sep=;`, remarks and empty lines.
fn top<'a>(text: &'a str, reading: &Reading, decisions: &mut Vec<Decision>) -> Top<'a> {
    let mut top = Top { start: 0, separator: None, comment: None, last_comment: None };
    let mut remarks = 0;
    for (at, line) in text.split_inclusive('\n').enumerate() {
        let words = line.trim();
        let sep = words.get(..4).filter(|start| start.eq_ignore_ascii_case("sep=")).map(|_| &words[4..]);
        let sep = sep.and_then(|s| if s.is_empty() { Some(Separator::Tab) } else { Separator::named(s) });
        let remark = words.as_bytes().first().copied().filter(|b| matches!(b, b'#' | b'%'));
        match (sep, remark) {
            _ if at < reading.skip || words.is_empty() => {}
            (Some(separator), _) => top.separator = Some(separator),
            (_, Some(mark)) => {
                remarks += 1;
                top.comment = Some(mark);
                top.last_comment = Some(words.trim_start_matches(char::from(mark)).trim());
            }
            _ => break,
        }
        top.start += line.len();
    }
    top.comment = top.comment.or_else(|| {
        // Remarks between the rows.
        let rest = text[top.start..].lines().take(SAMPLE);
        rest.filter_map(|line| line.as_bytes().first().copied()).find(|b| matches!(b, b'#' | b'%'))
    });
    decisions.push(Decision::skip(reading.skip, remarks));
    top
}

fn sample(text: &str, comment: Option<u8>) -> impl Iterator<Item = &str> {
    let is_remark = move |line: &&str| comment.is_some() && line.as_bytes().first().copied() == comment;
    let is_data = move |line: &&str| !line.trim().is_empty() && !is_remark(line);
    text.lines().filter(is_data).take(SAMPLE)
}
