//! Digits as CSV: a line for each picture, its label first or last, then or before that the pixels.

use super::{Parts, SIDES, about, digit, shown, to_byte};
use crate::data::files::{MB, line_of_record, read_bytes};
use crate::data::pictures::{Pictures, Pixels};
use crate::say;
use crate::words::{Problem, Text, printable_start, text};
use std::path::Path;

/// The longest file: MNIST's 60,000 pictures as CSV take 105 MB.
const MOST_BYTES: u64 = 128 * MB;
/// Pictures at most.
const MOST_PICTURES: usize = 100_000;

/// What the first pass over the file learns.
struct Layout {
    columns: usize,
    header: bool,
    label_last: bool,
    /// The value of full ink.
    unit: f64,
    rows: usize,
}

/// Reads the file in two passes, so that no more than the pixels themselves is kept.
pub(super) fn read(path: &Path) -> Result<Parts, Problem> {
    let bytes = read_bytes(path, MOST_BYTES)?;
    let name = shown(path);
    let layout = survey(&bytes, &name)?;
    let side = (layout.columns - 1).isqrt();
    let mut pixels = Vec::with_capacity(layout.rows * side * side);
    let mut labels = Vec::with_capacity(layout.rows);
    each_row(&bytes, &name, |line, fields| {
        if line.header && layout.header {
            return Ok(());
        }
        let label = if layout.label_last { layout.columns - 1 } else { 0 };
        for (i, &value) in fields.iter().enumerate() {
            if i == label {
                labels.push(digit(value).ok_or_else(|| {
                    line.problem(
                        &name,
                        &say!(
                            "has the label {value}; only 0 to 9 are expected",
                            "的标签是 {value}；只应是 0 到 9"
                        ),
                    )
                })?);
            } else {
                pixels.push(to_byte(value, layout.unit));
            }
        }
        Ok(())
    })?;
    Ok((Pictures { pixels: Pixels::Bytes(pixels), features: side * side, labels }, None, side))
}

/// Where a row is: the byte it begins at, and whether it may be a header.
struct Line<'a> {
    file: &'a [u8],
    byte: u64,
    header: bool,
}

impl Line<'_> {
    fn problem(&self, name: &str, what: &Text) -> Problem {
        let number = line_of_record(self.file, self.byte);
        about(name, &say!("line {number} ", "第 {number} 行").then(what))
    }
}

/// Calls `row` with the numbers of every line; a first line that holds no numbers gives an empty list.
fn each_row(
    bytes: &[u8],
    name: &str,
    mut row: impl FnMut(&Line<'_>, &[f64]) -> Result<(), Problem>,
) -> Result<(), Problem> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(bytes);
    let (mut record, mut fields, mut first) = (csv::ByteRecord::new(), Vec::new(), true);
    loop {
        match reader.read_byte_record(&mut record) {
            Ok(true) => {}
            Ok(false) => return Ok(()),
            Err(e) => {
                let why = printable_start(&e.to_string(), 120);
                return Err(about(name, &say!("is not CSV ({why})", "不是 CSV（{why}）")));
            }
        }
        let line =
            Line { file: bytes, byte: record.position().map_or(0, csv::Position::byte), header: first };
        fields.clear();
        for (i, field) in record.iter().enumerate() {
            let number = std::str::from_utf8(field).ok().and_then(|f| f.trim().parse::<f64>().ok());
            match number.filter(|n| n.is_finite()) {
                Some(number) => fields.push(number),
                None if first => {
                    fields.clear();
                    break;
                }
                None => {
                    let (column, found) = (i + 1, printable_start(&String::from_utf8_lossy(field), 24));
                    return Err(line.problem(
                        name,
                        &say!(
                            "column {column}: “{found}” is not a number",
                            "第 {column} 列：“{found}” 不是数"
                        ),
                    ));
                }
            }
        }
        row(&line, &fields)?;
        first = false;
    }
}

/// Finds out how many columns there are, where the label is and what the pixels' numbers mean.
fn survey(bytes: &[u8], name: &str) -> Result<Layout, Problem> {
    let (mut columns, mut rows, mut header) = (0, 0, false);
    let (mut least, mut most) = (Vec::<f64>::new(), Vec::<f64>::new());
    // The first column can be the label if it holds digits only, and not the same one throughout.
    let mut first_is_digit = true;
    each_row(bytes, name, |line, fields| {
        if line.header && fields.is_empty() {
            header = true;
            return Ok(());
        }
        if rows == 0 {
            columns = fields.len();
            (least, most) = (fields.to_vec(), fields.to_vec());
        }
        if fields.len() != columns {
            let found = fields.len();
            return Err(line.problem(
                name,
                &say!(
                    "has {found} columns, the lines before have {columns}",
                    "有 {found} 列，前面各行有 {columns} 列"
                ),
            ));
        }
        rows += 1;
        if rows > MOST_PICTURES {
            return Err(line.problem(
                name,
                &say!(
                    "is picture {rows}; at most {MOST_PICTURES} are read",
                    "是第 {rows} 张图片；最多读取 {MOST_PICTURES} 张"
                ),
            ));
        }
        first_is_digit &= fields.first().is_some_and(|&f| digit(f).is_some());
        for ((least, most), &value) in least.iter_mut().zip(&mut most).zip(fields) {
            (*least, *most) = (least.min(value), most.max(value));
        }
        Ok(())
    })?;
    let side = columns.saturating_sub(1).isqrt();
    if rows == 0 || !SIDES.contains(&side) || side * side + 1 != columns {
        return Err(about(
            name,
            &say!(
                "has {rows} lines of {columns} columns; expected a label and a square number of pixels in each",
                "有 {rows} 行、{columns} 列；每行应是一个标签和平方数个像素"
            ),
        ));
    }
    let label_last = !(first_is_digit && least[0] < most[0]);
    let pixels = if label_last { 0..columns - 1 } else { 1..columns };
    let extremes = least[pixels.clone()].iter().chain(&most[pixels]).copied();
    let unit = super::unit(extremes).ok_or_else(|| {
        about(
            name,
            &text(
                "holds pixels outside 0…255; expected 0…1, 0…16 or 0…255",
                "含有 0…255 以外的像素；应为 0…1、0…16 或 0…255",
            ),
        )
    })?;
    Ok(Layout { columns, header, label_last, unit, rows })
}
