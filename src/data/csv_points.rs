//! Points of the plane: two features and a class, or two features and a number, out of tables and back.

use super::files::{about, write_atomically};
use super::table::{Labelled, Reading, Table, Wanted};
use crate::say;
use crate::words::Problem;
use std::fmt::Write;
use std::path::Path;

pub use super::table::Targets;

/// Classes at most: as many as colours can be told apart.
pub const MOST_CLASSES: usize = 10;

/// Points with what is to be predicted for each.
#[derive(Debug, Clone, PartialEq)]
pub struct Points {
    /// (x1, x2) of each point.
    pub features: Vec<[f64; 2]>,
    /// What is to be predicted.
    pub targets: Targets,
    /// The names of the three columns, fit to be shown.
    pub columns: [String; 3],
    /// Rows of the table that were left out because a value is missing.
    pub left_out: usize,
}

/// Reads the points of a table with two features.
///
/// # Errors
/// A sentence that names the file, the line, what was found and what was expected.
pub fn read_points(path: &Path, wanted: Wanted, reading: &Reading) -> Result<Points, Problem> {
    Points::of(&Table::read(path, reading)?, wanted)
}

/// [`read_points`] of bytes in memory; `name` is what messages call them.
///
/// # Errors
/// As [`read_points`].
pub fn parse_points(name: &str, bytes: &[u8], wanted: Wanted, reading: &Reading) -> Result<Points, Problem> {
    Points::of(&Table::parse(name, bytes.to_vec(), reading)?, wanted)
}

impl Points {
    /// The points of a table with two features.
    ///
    /// # Errors
    /// A sentence that lists the features if they are not two, or one about the first field that does not fit.
    pub fn of(table: &Table, wanted: Wanted) -> Result<Points, Problem> {
        let features = table.features();
        let name = &table.sheet.name;
        if features.len() != 2 {
            let (count, answer) = (features.len(), &table.answer().name);
            let list = features.iter().take(12).cloned().collect::<Vec<_>>().join(", ");
            if count < 2 {
                return Err(about(
                    name,
                    &say!(
                        "has {count} columns of numbers beside the answer “{answer}”; two are drawn here",
                        "除答案“{answer}”外有 {count} 列数；这里要画的是两列"
                    ),
                ));
            }
            let pair = features[..2].join(",");
            return Err(about(
                name,
                &say!(
                    "has {count} features ({list}) for the answer “{answer}”; two are drawn here: choose them, as in columns={pair}",
                    "有 {count} 个特征（{list}），答案是“{answer}”；这里只画两个特征：请选择，如 columns={pair}"
                ),
            ));
        }
        let Labelled { features, names, targets, answer, left_out } = table.labelled(wanted)?;
        let features = features.chunks_exact(2).map(|pair| [pair[0], pair[1]]).collect();
        let columns = [names[0].clone(), names[1].clone(), answer];
        Ok(Points { features, targets, columns, left_out })
    }

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

    fn points(text: &str, wanted: Wanted) -> Result<Points, Problem> {
        parse_points("p.csv", text.as_bytes(), wanted, &Reading::default())
    }

    fn classes(text: &str) -> Result<Points, Problem> {
        points(text, Wanted::Classes(MOST_CLASSES))
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
            Targets::Classes { labels: vec![1, 0], names: vec!["rose".into(), "tulip".into()] },
            "words are sorted, whichever comes first"
        );
    }

    #[test]
    fn targets_as_numbers() {
        let read = points("a\tb\tc\n0\t1\t2.5\n", Wanted::Values).unwrap();
        assert_eq!(read.targets, Targets::Values(vec![2.5]));
        let problem =
            points("0,1,2\n2,3,red\n1,1,4\n5,5,5\n2,2,2\n3,3,3\n", Wanted::Values).unwrap_err().to_string();
        assert!(problem.contains("line 2 x3: “red” is not a number"), "{problem}");
    }

    #[test]
    fn what_is_written_reads_back() {
        for text in ["x1,x2,label\n0.1,-2,0\n1e-300,3,1\n", "x1,x2,label\n1,2,\"a,b\"\"c\"\n"] {
            assert_eq!(classes(&classes(text).unwrap().to_csv()).unwrap(), classes(text).unwrap());
        }
    }

    #[test]
    fn what_is_wrong_is_said_with_its_line() {
        assert!(sentence("1,2\n").contains("has 1 columns of numbers beside the answer"));
        assert!(sentence("1,2,3,0\n4,5,6,1\n").contains("as in columns=x1,x2"));
        assert!(sentence("1,2,0\n1,zwei,0\n").contains("line 2 x2: “zwei” is not a number"));
        assert!(sentence("1,2,0\n1,inf,0\n").contains("line 2 x2: “inf”"));
        assert!(sentence("1,2,0\n\n1,2\n1,3,1\n").contains("line 3 has 2 columns, most others have 3"));
        assert!(sentence("").contains("no rows"));
        assert!(sentence("x1,x2,label\n").contains("no rows"));
        let many: String = (0..11).map(|i| format!("0,0,{i}\n")).collect();
        assert!(sentence(&many).contains("more than 10 different answers"));
        assert!(sentence("1,2,0\n1,\x1b[2J,0\n1,3,1\n4,5,1\n6,7,1\n8,9,0\n").contains("“[2J”"));
    }

    #[test]
    fn rows_with_holes_are_left_out_and_counted_or_refused() {
        let text = "a,b,kind\n1,2,0\n,3,1\n4,NA,1\n5,6,1\n";
        let read = classes(text).unwrap();
        assert_eq!((read.features.len(), read.left_out), (2, 2));
        let refuse = Reading { missing: crate::data::table::Missing::Refuse, ..Reading::default() };
        let problem = parse_points("p.csv", text.as_bytes(), Wanted::Classes(10), &refuse).unwrap_err();
        assert!(problem.to_string().contains("line 3 a: the value is missing"), "{problem}");
    }
}
