//! Points of the plane in CSV files: two features and a class, or two features and a number.

use super::files::{MB, about, line_of_record, read_text, shown, write_atomically};
use crate::say;
use crate::words::{Problem, Text, printable_start, text};
use std::fmt::Write;
use std::path::Path;

/// The longest file.
const MOST_BYTES: u64 = 16 * MB;
/// Points at most.
const MOST_POINTS: usize = 100_000;
/// Classes at most: as many as colours can be told apart.
const MOST_CLASSES: usize = 10;
/// The largest coordinate or target: beyond it squares in a cost lose all meaning.
const LARGEST: f64 = 1e9;

/// Points with what is to be predicted for each.
#[derive(Debug, Clone, PartialEq)]
pub struct Points {
    /// (x1, x2) of each point.
    pub features: Vec<[f64; 2]>,
    /// What is to be predicted.
    pub targets: Targets,
    /// The names of the three columns, fit to be shown.
    pub columns: [String; 3],
}

/// What is to be predicted for each point.
#[derive(Debug, Clone, PartialEq)]
pub enum Targets {
    /// A class.
    Classes {
        /// The index of each point's class.
        labels: Vec<u8>,
        /// The name of each class: as written in the file; numbers in their order, words as they come.
        names: Vec<String>,
    },
    /// A number.
    Values(Vec<f64>),
}

/// What the third column is to be read as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted {
    /// Classes, for classification.
    Classes,
    /// Numbers, for regression.
    Values,
}

/// Reads `x1,x2,label` or `x1,x2,target` lines, with or without a line of names before them, separated
/// by commas, semicolons or tabs.
///
/// # Errors
/// A sentence that names the file, the line, what was found and what was expected.
pub fn read_points(path: &Path, wanted: Wanted) -> Result<Points, Problem> {
    parse_points(&shown(path), &read_text(path, MOST_BYTES)?, wanted)
}

/// [`read_points`] of a text that is already in memory; `name` is what messages call it.
///
/// # Errors
/// As [`read_points`].
pub fn parse_points(name: &str, csv: &str, wanted: Wanted) -> Result<Points, Problem> {
    let csv = csv.strip_prefix('\u{feff}').unwrap_or(csv);
    let mut rows = Vec::new();
    let mut columns =
        ["x1", "x2", if wanted == Wanted::Classes { "label" } else { "target" }].map(String::from);
    let mut reader = ::csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .trim(::csv::Trim::All)
        .delimiter(separator(csv))
        .from_reader(csv.as_bytes());
    for (i, record) in reader.records().enumerate() {
        let record = record.map_err(|e| {
            let why = printable_start(&e.to_string(), 120);
            about(name, &say!("is not CSV ({why})", "不是 CSV（{why}）"))
        })?;
        let byte = record.position().map_or(0, ::csv::Position::byte);
        let problem = |what: &Text| {
            let line = line_of_record(csv.as_bytes(), byte);
            about(name, &say!("line {line} ", "第 {line} 行").then(what))
        };
        let [x1, x2, target] = three(&record).map_err(|found| {
            problem(&say!(
                "has {found} columns; expected three: x1, x2 and what is to be predicted",
                "有 {found} 列；应有三列：x1、x2 和要预测的量"
            ))
        })?;
        if i == 0 && x1.parse::<f64>().is_err() && x2.parse::<f64>().is_err() {
            columns = [x1, x2, target].map(|c| printable_start(c, 24));
            continue;
        }
        if rows.len() == MOST_POINTS {
            return Err(problem(&say!(
                "is too much: at most {MOST_POINTS} points are read",
                "超出：最多读取 {MOST_POINTS} 个点"
            )));
        }
        let number = |column: &str, field: &str| match field.parse::<f64>() {
            Ok(value) if value.abs() <= LARGEST => Ok(value),
            _ => {
                let field = printable_start(field, 24);
                Err(problem(&say!(
                    "{column}: “{field}” is not a number between −10⁹ and 10⁹",
                    "{column}：“{field}” 不是 −10⁹ 到 10⁹ 之间的数"
                )))
            }
        };
        let point = [number("x1", x1)?, number("x2", x2)?];
        if wanted == Wanted::Values {
            number("target", target)?;
        } else if target.is_empty() {
            return Err(problem(&text("has no label", "没有标签")));
        }
        rows.push((point, target.to_string()));
    }
    if rows.is_empty() {
        return Err(about(
            name,
            &text("holds no points; expected lines like 0.5,-1.2,1", "没有点；应当是像 0.5,-1.2,1 这样的行"),
        ));
    }
    let targets = match wanted {
        // Every target has been parsed above.
        Wanted::Values => Targets::Values(rows.iter().map(|(_, t)| t.parse().unwrap_or(f64::NAN)).collect()),
        Wanted::Classes => classes(name, &rows)?,
    };
    Ok(Points { features: rows.iter().map(|(point, _)| *point).collect(), targets, columns })
}

/// Comma, semicolon or tab: whichever the first line has most of.
pub(super) fn separator(text: &str) -> u8 {
    let first = text.lines().next().unwrap_or_default().as_bytes();
    let count = |&separator: &u8| first.iter().filter(|&&b| b == separator).count();
    [b'\t', b';', b','].into_iter().max_by_key(count).unwrap_or(b',')
}

fn three(record: &csv::StringRecord) -> Result<[&str; 3], usize> {
    let fields: Vec<&str> = record.iter().collect();
    <[&str; 3]>::try_from(fields).map_err(|fields| fields.len())
}

/// Labels as indices: 1 and 1.0 are the same class, classes that are numbers are in their order.
fn classes(name: &str, rows: &[([f64; 2], String)]) -> Result<Targets, Problem> {
    let mut names: Vec<&str> = Vec::new();
    let number = |label: &str| label.parse::<f64>().ok().filter(|n| n.is_finite());
    let same = |a: &str, b: &str| a == b || matches!((number(a), number(b)), (Some(a), Some(b)) if a == b);
    let mut labels = Vec::with_capacity(rows.len());
    for (_, label) in rows {
        let known = names.iter().position(|known| same(known, label));
        labels.push(known.unwrap_or(names.len()));
        if known.is_none() {
            names.push(label);
        }
        if names.len() > MOST_CLASSES {
            return Err(about(
                name,
                &say!(
                    "holds more than {MOST_CLASSES} different labels; if the third column is a quantity, it is no classification",
                    "有超过 {MOST_CLASSES} 种标签；如果第三列是数量，就不是分类问题"
                ),
            ));
        }
    }
    let mut order: Vec<usize> = (0..names.len()).collect();
    if names.iter().all(|n| number(n).is_some()) {
        order.sort_by(|&a, &b| number(names[a]).unwrap_or(0.0).total_cmp(&number(names[b]).unwrap_or(0.0)));
    }
    let rank = |class: usize| order.iter().position(|&o| o == class).unwrap_or(0) as u8;
    Ok(Targets::Classes {
        labels: labels.into_iter().map(rank).collect(),
        names: order.iter().map(|&o| printable_start(names[o], 24)).collect(),
    })
}

impl Points {
    /// The points as CSV with a line of names, numbers in shortest round-trip form.
    #[must_use]
    pub fn to_csv(&self) -> String {
        let mut out = format!("{}\n", self.columns.each_ref().map(|c| quoted(c)).join(","));
        for (i, [x1, x2]) in self.features.iter().enumerate() {
            let target = match &self.targets {
                Targets::Classes { labels, names } => quoted(&names[usize::from(labels[i])]),
                Targets::Values(values) => values[i].to_string(),
            };
            // Writing to a string cannot fail.
            let _ = writeln!(out, "{x1},{x2},{target}");
        }
        out
    }

    /// Writes [`Points::to_csv`] to `path`, whole or not at all.
    ///
    /// # Errors
    /// A sentence that names the file and why it could not be written.
    pub fn write(&self, path: &Path) -> Result<(), Problem> {
        write_atomically(path, self.to_csv().as_bytes())
    }
}

/// A field as RFC 4180 wants it.
fn quoted(field: &str) -> String {
    if field.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", field.replace('"', "\"\""))
    } else {
        field.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn classes(text: &str) -> Result<Points, Problem> {
        parse_points("p.csv", text, Wanted::Classes)
    }

    fn sentence(text: &str) -> String {
        classes(text).unwrap_err().to_string()
    }

    #[test]
    fn numbers_and_words_as_labels() {
        let points = classes("1,2,1\n3,4,-1\n5,6,1.0\n").unwrap();
        assert_eq!(points.features, [[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]]);
        assert_eq!(
            points.targets,
            Targets::Classes { labels: vec![1, 0, 1], names: vec!["-1".into(), "1".into()] }
        );
        let points = classes("\u{feff}width; height; kind\r\n1; 2; tulip\r\n\r\n3; -4e-1; rose\r\n").unwrap();
        assert_eq!(points.columns, ["width", "height", "kind"]);
        assert_eq!(
            points.targets,
            Targets::Classes { labels: vec![0, 1], names: vec!["tulip".into(), "rose".into()] }
        );
    }

    #[test]
    fn targets_as_numbers() {
        let points = parse_points("p.csv", "a\tb\tc\n0\t1\t2.5\n", Wanted::Values).unwrap();
        assert_eq!(points.targets, Targets::Values(vec![2.5]));
        assert!(
            parse_points("p.csv", "0,1,red\n", Wanted::Values)
                .unwrap_err()
                .to_string()
                .contains("line 1 target: “red”")
        );
    }

    #[test]
    fn what_is_written_reads_back() {
        for text in ["x1,x2,label\n0.1,-2,0\n1e-300,3,1\n", "x1,x2,label\n1,2,\"a,b\"\"c\"\n"] {
            assert_eq!(classes(&classes(text).unwrap().to_csv()).unwrap(), classes(text).unwrap());
        }
    }

    #[test]
    fn what_is_wrong_is_said_with_its_line() {
        assert!(sentence("1,2\n").contains("line 1 has 2 columns; expected three"));
        assert!(sentence("1,2,0\n1,zwei,0\n").contains("line 2 x2: “zwei” is not a number"));
        assert!(sentence("1,2,0\n1,inf,0\n").contains("line 2 x2: “inf”"));
        assert!(sentence("1,2,0\n\n1,2,\n").contains("line 3 has no label"));
        assert!(sentence("").contains("no points"));
        assert!(sentence("x1,x2,label\n").contains("no points"));
        let many: String = (0..11).map(|i| format!("0,0,{i}\n")).collect();
        assert!(sentence(&many).contains("more than 10 different labels"));
        assert!(sentence("1,2,\x1b[31m\n1,\x1b[2J,0\n").contains("“[2J”"));
    }
}
