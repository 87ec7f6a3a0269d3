//! How the learner's own table is read.

use super::lessons::Facts;
use super::page::refused;
use super::{Course, literal};
use crate::data::table::{Labelled, Reading, Sheet, Table, Targets, Wanted, number};
use crate::say;
use crate::words::Problem;
use minijinja::value::Value;
use std::collections::BTreeMap;

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
    let mut answers = Vec::new();
    let (mut first, mut holes) = (None, false);
    table.sheet.rows(|row| {
        first.get_or_insert(row.line());
        let needed = || features.iter().copied().chain([table.roles.answer]);
        if needed().any(|at| number::is_missing(row.field(at))) {
            holes = true;
            return Ok(());
        }
        for at in needed().take(features.len() + usize::from(values)) {
            plain(&table.sheet, row.field(at), row.line())?;
        }
        answers.push(row.field(table.roles.answer).to_string());
        Ok(())
    })?;
    let decided = |name: &str| {
        table.sheet.decisions.iter().find(|d| d.name == name).map(|d| d.value.clone()).unwrap_or_default()
    };
    let separator = match decided("separator").as_str() {
        "tab" => "\"\\t\"",
        "semicolon" => "\";\"",
        "bar" => "\"|\"",
        "blanks" => "",
        _ => "\",\"",
    };
    let encoding = match decided("encoding").as_str() {
        "utf-8" => "utf-8-sig".to_string(),
        "utf-16le" | "utf-16be" => "utf-16".to_string(),
        other => other.to_string(),
    };
    let told = BTreeMap::from([
        ("path", Value::from(literal::string(&path.display().to_string()))),
        ("encoding", Value::from(literal::string(&encoding))),
        ("above", Value::from(first.unwrap_or(1) - 1)),
        ("separator", Value::from(separator)),
        ("comma", Value::from(table.sheet.decimal == number::Decimal::Comma)),
        ("columns", Value::from(features.clone())),
        ("answer", Value::from(table.roles.answer)),
        ("width", Value::from(table.columns.len())),
        ("holes", Value::from(holes)),
        ("values", Value::from(values)),
    ]);
    let facts = Facts::from([("table".into(), Value::from(told))]);
    Ok(Told { facts, read, answers })
}

/// Refuses a number that Python's `float` reads otherwise than nnlab.
fn plain(sheet: &Sheet, field: &str, line: usize) -> Result<(), Problem> {
    let point =
        if sheet.decimal == number::Decimal::Comma { field.replace(',', ".") } else { field.to_string() };
    if point.parse().ok() == number::number(field, sheet.decimal) {
        return Ok(());
    }
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
        let list = known.iter().map(pair).collect::<Vec<_>>().join(", ");
        self.facts.insert("classes".into(), Value::from(format!("{{{list}}}")));
    }
}
