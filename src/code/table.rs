//! How the learner's own table is read.

use super::lessons::Facts;
use super::page::refused;
use super::{Course, literal};
use crate::data::table::separator::Separator;
use crate::data::table::{Labelled, Reading, Sheet, Table, Targets, Wanted, number};
use crate::say;
use crate::words::Problem;
use minijinja::value::Value;
use std::collections::{BTreeMap, BTreeSet};

/// A table as it was read: what a script is told, and the labels of its rows as they are written.
pub(super) struct Told {
    /// For the template.
    pub(super) facts: Facts,
    /// The rows as numbers with their answers.
    pub(super) read: Labelled,
    /// The answers of those rows, as written.
    pub(super) answers: Vec<String>,
}

/// What was found out about the table of a run.
///
/// # Errors
/// A sentence when it cannot be read, or is written in a way that a short script would not read alike.
pub(super) fn read(course: &Course, wanted: Wanted) -> Result<Told, Problem> {
    let path = &course.recipe.data[0];
    let reading = Reading::of(|name| Some(course.start.word(name)))?;
    let table = Table::read(path, &reading)?;
    let read = table.labelled(wanted)?;
    let features = &table.roles.features;
    let values = matches!(read.targets, Targets::Values(_));
    let mut needed = features.clone();
    needed.push(table.roles.answer);
    let numbers = &needed[..features.len() + usize::from(values)];
    let written = Written::of(&table.sheet, numbers, &needed)?;
    let mut answers = Vec::new();
    table.sheet.rows(|row| {
        if !needed.iter().any(|at| number::is_missing(row.field(*at))) {
            answers.push(row.field(table.roles.answer).to_string());
        }
        Ok(())
    })?;
    let told = BTreeMap::from([
        ("path", Value::from(literal::assigned("path", &path.display().to_string()).join("\n"))),
        ("encoding", Value::from(written.encoding.clone())),
        ("lines", Value::from(written.lines())),
        ("blank", Value::from(written.blank)),
        ("rows", Value::from(written.rows())),
        ("missing", Value::from(written.tuple())),
        ("comma", Value::from(written.point())),
        ("columns", Value::from(slices(features))),
        ("needed", Value::from(slices(&needed))),
        ("answer", Value::from(table.roles.answer)),
        ("values", Value::from(values)),
    ]);
    let facts = Facts::from([("table".into(), Value::from(told))]);
    Ok(Told { facts, read, answers })
}

/// How a table is written, in Python's words.
pub(super) struct Written {
    pub(super) encoding: String,
    /// Lines above the first row.
    pub(super) above: usize,
    /// Some lines have no values.
    pub(super) blank: bool,
    separator: Separator,
    /// Decimals stand behind a comma.
    pub(super) comma: bool,
    /// The words that say that there is no value, in quotation marks.
    pub(super) missing: Vec<String>,
    /// What lines between the rows begin with that are no data.
    comment: Option<char>,
}

impl Written {
    /// Looks through a table of which the columns `numbers` are read as numbers, and rows with a hole in one of
    /// `needed` are left out.
    ///
    /// # Errors
    /// A sentence about the first number that Python's `float` reads otherwise than nnlab.
    pub(super) fn of(sheet: &Sheet, numbers: &[usize], needed: &[usize]) -> Result<Written, Problem> {
        let (mut first, mut missing) = (None, BTreeSet::new());
        sheet.rows(|row| {
            first.get_or_insert_with(|| row.line());
            let holes: Vec<&str> =
                needed.iter().map(|at| row.field(*at)).filter(|field| number::is_missing(field)).collect();
            if !holes.is_empty() {
                missing.extend(holes.into_iter().map(literal::string));
                return Ok(());
            }
            numbers.iter().try_for_each(|at| plain(sheet, row.field(*at), || row.line()))
        })?;
        let decided = |name: &str| {
            sheet.decisions.iter().find(|d| d.name == name).map(|d| d.value.clone()).unwrap_or_default()
        };
        let encoding = match decided("encoding").as_str() {
            "utf-8" => "utf-8-sig".to_string(),
            "utf-16le" | "utf-16be" => "utf-16".to_string(),
            other => other.to_string(),
        };
        Ok(Written {
            encoding: literal::string(&encoding),
            above: first.unwrap_or(1) - 1,
            blank: sheet.blank_below(),
            separator: sheet.separator(),
            comma: sheet.decimal == number::Decimal::Comma,
            missing: missing.into_iter().collect(),
            comment: sheet.remark_below(),
        })
    }

    /// Those words as a tuple; nothing where there are none.
    fn tuple(&self) -> String {
        if self.missing.is_empty() { String::new() } else { format!("({},)", self.missing.join(", ")) }
    }

    /// What makes a decimal point of a comma.
    pub(super) fn point(&self) -> &'static str {
        if self.comma { ".replace(\",\", \".\")" } else { "" }
    }

    /// The lines of the open `file` that are rows.
    pub(super) fn lines(&self) -> String {
        let cut = if self.above > 0 { format!("readlines()[{}:]", self.above) } else { "readlines()".into() };
        self.kept().replace("readlines()", &cut)
    }

    /// The lines of the open `file` without remarks between the rows, those above the rows included.
    pub(super) fn kept(&self) -> String {
        match self.comment {
            Some(mark) => format!("[line for line in file.readlines() if line[0] != \"{mark}\"]"),
            None => "file.readlines()".into(),
        }
    }

    /// Those `lines` as lists of fields.
    pub(super) fn rows(&self) -> String {
        let separator = match self.separator {
            Separator::Comma => return "csv.reader(lines)".into(),
            Separator::Blanks => return "map(str.split, lines)".into(),
            Separator::Tab => "\\t",
            Separator::Semicolon => ";",
            Separator::Bar => "|",
        };
        format!("csv.reader(lines, delimiter=\"{separator}\")")
    }
}

/// Columns of a `row`, neighbours together.
pub(super) fn slices(columns: &[usize]) -> String {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for &at in columns {
        match runs.last_mut() {
            Some((_, end)) if *end == at => *end += 1,
            _ => runs.push((at, at + 1)),
        }
    }
    let slices: Vec<String> = runs.iter().map(|(from, to)| format!("row[{from}:{to}]")).collect();
    slices.join(" + ").replace("[0:", "[:")
}

/// Refuses a number that Python's `float` reads otherwise than nnlab.
fn plain(sheet: &Sheet, field: &str, line: impl Fn() -> usize) -> Result<(), Problem> {
    let point =
        if sheet.decimal == number::Decimal::Comma { field.replace(',', ".") } else { field.to_string() };
    if point.parse().ok() == number::number(field, sheet.decimal) {
        return Ok(());
    }
    let line = line();
    let why = say!(
        "line {line} of the table has “{field}”, a spelling that a short script does not read. Write plain numbers there.",
        "表格第 {line} 行写着“{field}”，简短的脚本读不了这种写法。请写成普通的数。"
    );
    Err(refused("data", &why))
}

impl Told {
    /// The numbers that answers stand for, where a class is a number: `{"no": 0, "yes": 1}`.
    pub(super) fn name_classes(&mut self, number: impl Fn(usize) -> f64) {
        let Targets::Classes { labels, .. } = &self.read.targets else { return };
        let mut known: BTreeMap<&str, usize> = BTreeMap::new();
        for (written, label) in self.answers.iter().zip(labels) {
            known.insert(written, usize::from(*label));
        }
        let pair = |(written, label): (&&str, &usize)| {
            format!("{}: {:.0}", literal::string(written), number(*label))
        };
        let list = known.iter().map(pair).collect::<Vec<_>>();
        let lines = literal::wrapped("CLASSES = {", &list, "}").join("\n");
        self.facts.insert("classes".into(), Value::from(lines));
    }
}
