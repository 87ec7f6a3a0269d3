//! Digits in tables: a line for each picture, its label and then or before it the pixels.

use super::source::{Labels, Source, Stored, side_of};
use super::told::Part;
use super::{about, shown};
use crate::data::files::MB;
use crate::data::table::number::{is_missing, number};
use crate::data::table::roles::{ANSWERS, COUNTERS, plain};
use crate::data::table::{Missing, Reading, Sheet};
use crate::say;
use crate::words::{Problem, printable_start, text};
use std::path::Path;

/// The longest file: 60,000 pictures of 28 × 28 take 105 to 190 MB.
const MOST_BYTES: u64 = 256 * MB;
/// Pictures at most.
const MOST_PICTURES: usize = 300_000;

/// What is known about a column.
#[derive(Clone)]
struct Seen {
    low: f64,
    high: f64,
    first: f64,
    /// Rows with the number of the first row.
    alike: usize,
    whole: bool,
    counts: bool,
    words: bool,
    /// Which of the whole numbers 0 … 63 occur, a bit each.
    figures: u64,
}

/// Looks through the file; its pixels are taken over when it is known what they mean.
pub(super) fn read(path: &Path, reading: &Reading) -> Result<Source, Problem> {
    of(Sheet::read(path, MOST_BYTES, reading)?, reading, path)
}

fn of(sheet: Sheet, reading: &Reading, path: &Path) -> Result<Source, Problem> {
    let name = &*shown(path);
    let (seen, rows, holes) = survey(&sheet, reading.missing)?;
    if rows == 0 {
        return Err(about(name, &text("holds no pictures", "没有图片")));
    }
    let (label, pixels) = columns(&sheet, &seen, rows, reading, name)?;
    let side = side_of(pixels.len()).unwrap_or(0);
    if let Some(&column) = pixels.iter().find(|&&column| seen[column].words) {
        return Err(no_number(&sheet, column));
    }
    let (low, high) = pixels.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), &at| {
        (low.min(seen[at].low), high.max(seen[at].high))
    });
    let mut words = Vec::with_capacity(rows);
    sheet.rows(|row| {
        if !has_hole(row, sheet.width()) {
            let field = row.field(label);
            words.push(
                number(field, sheet.decimal).map_or_else(|| printable_start(field, 24), |n| n.to_string()),
            );
        }
        Ok(())
    })?;
    let mut notes = vec![say!(
        "label: column {} ({}), pixels: {} columns",
        "标签：第 {} 列（{}），像素：{} 列",
        label + 1,
        sheet.names[label],
        pixels.len()
    )];
    if holes > 0 {
        notes.push(say!("{holes} lines with missing values are left out", "略过 {holes} 行有缺失值的数据"));
    }
    let told = Part::Table { path: path.to_path_buf(), label };
    Ok(Source {
        told,
        name: name.to_string(),
        side,
        count: rows,
        range: (low, high),
        whole: pixels.iter().all(|&at| seen[at].whole),
        labels: Labels::Words(words),
        pixels: Stored::Sheet { sheet, pixels },
        on_side: false,
        notes,
    })
}

/// The pixels of every row without holes as bytes.
pub(super) fn bytes(
    sheet: &Sheet,
    pixels: &[usize],
    count: usize,
    to_byte: impl Fn(f64) -> u8,
) -> Result<Vec<u8>, Problem> {
    let mut bytes = Vec::with_capacity(count * pixels.len());
    sheet.rows(|row| {
        if !has_hole(row, sheet.width()) {
            bytes.extend(
                pixels.iter().map(|&at| to_byte(number(row.field(at), sheet.decimal).unwrap_or(0.0))),
            );
        }
        Ok(())
    })?;
    Ok(bytes)
}

fn has_hole(row: &crate::data::table::Row<'_>, width: usize) -> bool {
    (0..width).any(|at| {
        let field = row.field(at);
        !field.as_bytes().first().is_some_and(u8::is_ascii_digit) && is_missing(field)
    })
}

/// Every column, the rows without holes, and those with.
fn survey(sheet: &Sheet, missing: Missing) -> Result<(Vec<Seen>, usize, usize), Problem> {
    let (mut seen, mut rows, mut holes) = (Vec::<Seen>::new(), 0_usize, 0);
    let mut values = vec![None; sheet.width()];
    sheet.rows(|row| {
        if has_hole(row, sheet.width()) {
            holes += 1;
            return match missing {
                Missing::LeaveOut => Ok(()),
                Missing::Refuse => Err(row.problem(&text("has a missing value", "有缺失值"))),
            };
        }
        rows += 1;
        if rows > MOST_PICTURES {
            return Err(row.problem(&say!(
                "is picture {rows}; at most {MOST_PICTURES} are read",
                "是第 {rows} 张图片；最多读取 {MOST_PICTURES} 张"
            )));
        }
        for (at, value) in values.iter_mut().enumerate() {
            *value = number(row.field(at), sheet.decimal);
        }
        if rows == 1 {
            let new = |value: &Option<f64>| Seen {
                low: f64::INFINITY,
                high: f64::NEG_INFINITY,
                first: value.unwrap_or(f64::NAN),
                alike: 0,
                whole: true,
                counts: true,
                words: false,
                figures: 0,
            };
            seen = values.iter().map(new).collect();
        }
        for (column, value) in seen.iter_mut().zip(&values) {
            let Some(x) = *value else {
                column.words = true;
                continue;
            };
            (column.low, column.high) = (column.low.min(x), column.high.max(x));
            column.alike += usize::from(x == column.first);
            column.whole &= x.fract() == 0.0;
            column.counts &= x == column.first + (rows - 1) as f64;
            if x.fract() == 0.0 && (0.0..64.0).contains(&x) {
                column.figures |= 1 << x as u32;
            }
        }
        Ok(())
    })?;
    Ok((seen, rows, holes))
}

/// The column with the label, and those with the pixels.
fn columns(
    sheet: &Sheet,
    seen: &[Seen],
    rows: usize,
    reading: &Reading,
    name: &str,
) -> Result<(usize, Vec<usize>), Problem> {
    let width = seen.len();
    let counter = |at: usize| {
        let named = sheet.named && COUNTERS.contains(&plain(&sheet.names[at]).as_str());
        let nameless = at == 0 && (!sheet.named || sheet.names[0] == "x1") && rows > 2;
        seen[at].counts && (named || nameless)
    };
    let all = |label: usize, without: Option<usize>| -> Vec<usize> {
        (0..width).filter(|&at| at != label && Some(at) != without).collect()
    };
    let counted = (0..width).find(|&at| counter(at));
    let candidates: Vec<usize> = match &reading.label {
        Some(label) => vec![crate::data::table::reading::find_column(name, label, &sheet.names)?],
        None => by_name(sheet).map_or_else(|| vec![0, 1, width.saturating_sub(1)], |at| vec![at]),
    };
    let mut fits: Vec<(usize, Vec<usize>)> = Vec::new();
    for label in candidates {
        for without in [None, counted.filter(|at| *at != label)] {
            let pixels = all(label, without);
            // The second column can only be the label behind a count of the rows.
            let in_place = label != 1 || without == Some(0) || reading.label.is_some() || sheet.named;
            if side_of(pixels.len()).is_some() && in_place && fits.iter().all(|(l, _)| *l != label) {
                fits.push((label, pixels));
            }
        }
    }
    fits.into_iter().min_by(|(a, _), (b, _)| unlikely(&seen[*a], rows).total_cmp(&unlikely(&seen[*b], rows))).ok_or_else(
        || {
            let what = if side_of(width).is_some() {
                say!(
                    "has {width} columns in each of {rows} lines: a square number of pixels and no label, as a set to be answered \
                     has it; nothing can be learnt from it",
                    "有 {rows} 行，每行 {width} 列：只有平方数个像素而没有标签（待作答的数据）；无法用来学习"
                )
            } else {
                say!(
                    "has {rows} lines of {width} columns; expected a label and a square number of pixels in each",
                    "有 {rows} 行、{width} 列；每行应是一个标签和平方数个像素"
                )
            };
            about(name, &what)
        },
    )
}

fn by_name(sheet: &Sheet) -> Option<usize> {
    let plain: Vec<String> = sheet.names.iter().map(|name| plain(name)).collect();
    let known = ANSWERS.iter().filter(|_| sheet.named);
    known.clone().find_map(|name| plain.iter().position(|plain| plain == name))
}

/// How unlikely a column is to be the label: pixels at a corner are mostly 0 and may be anything; labels are often
/// all of 0 … 9 or 1 … 10.
fn unlikely(seen: &Seen, rows: usize) -> f64 {
    if seen.words {
        return 0.0;
    }
    if !seen.whole || seen.low < 0.0 || seen.high > 61.0 {
        return 10.0;
    }
    let kinds = seen.figures.count_ones();
    let without_gaps = seen.low <= 1.0 && kinds == (seen.high - seen.low) as u32 + 1;
    let gaps = match (without_gaps, kinds) {
        (true, ..=10) => 0.0,
        (true, _) => 0.2,
        (false, _) => 0.3,
    };
    let nothing = match (kinds, seen.low == 0.0) {
        (1, true) => 4.0,
        (1, false) => 3.0,
        _ => 0.0,
    };
    seen.alike as f64 / rows as f64 + gaps + nothing
}

/// The first field of a column of pixels that is no number.
fn no_number(sheet: &Sheet, column: usize) -> Problem {
    let found = sheet.rows(|row| {
        let field = row.field(column);
        if is_missing(field) || number(field, sheet.decimal).is_some() {
            return Ok(());
        }
        let (column, found) = (column + 1, printable_start(field, 24));
        Err(row
            .problem(&say!("column {column}: “{found}” is not a number", "第 {column} 列：“{found}”不是数")))
    });
    found.err().unwrap_or_else(|| about(&sheet.name, &text("holds words among its pixels", "像素中有文字")))
}
