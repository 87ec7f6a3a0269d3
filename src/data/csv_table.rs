//! Numbers in CSV files: rows that are all equally long, with or without names above them.

use super::csv_points::separator;
use super::files::{MB, about, line_of_record, read_text, shown};
use crate::say;
use crate::words::{Problem, Text, printable_start, text};
use std::path::Path;

/// The longest file.
const MOST_BYTES: u64 = 16 * MB;
/// Rows at most.
const MOST_ROWS: usize = 100_000;

/// A table of numbers.
#[derive(Debug, Clone, PartialEq)]
pub struct CsvTable {
    /// The columns' names, fit to be shown, where the first line has some.
    pub names: Option<Vec<String>>,
    /// All numbers, row by row.
    pub rows: Vec<f64>,
}

/// Reads lines of `columns` numbers separated by commas, semicolons or tabs; `what` says what belongs there.
///
/// # Errors
/// A sentence that names the file, the line, what was found and what was expected.
pub fn read(path: &Path, columns: usize, what: &Text) -> Result<CsvTable, Problem> {
    parse(&shown(path), &read_text(path, MOST_BYTES)?, columns, what)
}

fn parse(name: &str, csv: &str, columns: usize, what: &Text) -> Result<CsvTable, Problem> {
    let csv = csv.strip_prefix('\u{feff}').unwrap_or(csv);
    let mut reader = ::csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .trim(::csv::Trim::All)
        .delimiter(separator(csv))
        .from_reader(csv.as_bytes());
    let mut table = CsvTable { names: None, rows: Vec::new() };
    for (at, record) in reader.records().enumerate() {
        let record = record.map_err(|e| {
            let why = printable_start(&e.to_string(), 120);
            about(name, &say!("is not CSV ({why})", "不是 CSV（{why}）"))
        })?;
        let problem = |wrong: &Text| {
            let byte = record.position().map_or(0, ::csv::Position::byte);
            let line = line_of_record(csv.as_bytes(), byte);
            about(name, &say!("line {line} ", "第 {line} 行").then(wrong))
        };
        if record.len() != columns {
            let found = record.len();
            let wrong =
                say!("has {found} columns; expected {columns}: ", "有 {found} 列；应有 {columns} 列：");
            return Err(problem(&wrong.then(what)));
        }
        if at == 0 && record.iter().all(|field| field.parse::<f64>().is_err()) {
            table.names = Some(record.iter().map(|field| printable_start(field, 12)).collect());
            continue;
        }
        if table.rows.len() == MOST_ROWS * columns {
            let wrong =
                say!("is too much: at most {MOST_ROWS} rows are read", "超出：最多读取 {MOST_ROWS} 行");
            return Err(problem(&wrong));
        }
        for field in &record {
            let Some(number) = field.parse().ok().filter(|x: &f64| x.is_finite()) else {
                let field = printable_start(field, 24);
                return Err(problem(&say!("says “{field}”, which is not a number", "的“{field}”不是数")));
            };
            table.rows.push(number);
        }
    }
    if table.rows.is_empty() {
        return Err(about(name, &text("holds no rows of numbers", "没有数据行")));
    }
    Ok(table)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(csv: &str) -> Result<CsvTable, Problem> {
        parse("t.csv", csv, 3, &text("two inputs and an answer", "两个输入和一个答案"))
    }

    #[test]
    fn names_are_optional() {
        let rows = vec![0.0, 1.0, 1.0, -2.5, 1e3, 0.0];
        assert_eq!(read("0,1,1\n-2.5,1e3,0\n"), Ok(CsvTable { names: None, rows: rows.clone() }));
        let named = read("\u{feff}a; b; c\r\n0;1;1\r\n\r\n-2.5;1e3;0\r\n");
        assert_eq!(named, Ok(CsvTable { names: Some(["a", "b", "c"].map(String::from).to_vec()), rows }));
    }

    #[test]
    fn what_is_wrong_is_said_with_its_line() {
        let say = |csv: &str| read(csv).expect_err(csv).to_string();
        assert!(say("1,2,3\n1,2\n").contains("line 2 has 2 columns; expected 3: two inputs"));
        assert!(say("1,2,3\n1,x,3\n").contains("line 2 says “x”"));
        assert!(say("1,inf,3\n").contains("line 1 says “inf”"));
        assert!(say("a,b,c\n").contains("no rows"));
        assert!(say("").contains("no rows"));
    }
}
