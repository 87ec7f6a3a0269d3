//! What a column holds: numbers, words, holes; how many of each, and from where to where.

use super::number::{Decimal, is_missing, number};
use super::sheet::Sheet;
use crate::say;
use crate::words::{Problem, Text, figure, printable_start, text};
use std::collections::HashMap;

/// Different values that are counted one by one.
pub(super) const MOST_VALUES: usize = 64;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Content {
    /// Nothing at all.
    Nothing,
    /// Numbers, at least half of what is there.
    Numbers,
    /// `true` and `false`.
    Truths,
    /// Words.
    Words,
}

/// A column and what is in it.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    /// Its name, fit to be shown.
    pub name: String,
    /// Fields that are numbers.
    pub numbers: usize,
    /// Fields that are neither numbers nor missing.
    pub words: usize,
    /// Fields without a value.
    pub missing: usize,
    /// The least number.
    pub low: f64,
    /// The greatest number.
    pub high: f64,
    /// All numbers are whole.
    pub whole: bool,
    /// The numbers count the rows: each is one more than that before.
    pub counts: bool,
    /// Every value that occurs and how often, sorted; at most 64.
    pub values: Vec<(String, usize)>,
    /// There are more values than that.
    pub many: bool,
}

impl Column {
    /// What it holds.
    #[must_use]
    pub fn content(&self) -> Content {
        let truth = |(value, _): &(String, usize)| {
            ["true", "false"].iter().any(|word| value.eq_ignore_ascii_case(word))
        };
        match () {
            () if self.numbers + self.words == 0 => Content::Nothing,
            () if self.numbers >= self.words => Content::Numbers,
            () if !self.many && self.values.iter().all(truth) => Content::Truths,
            () => Content::Words,
        }
    }

    /// Whether it could say what class a row belongs to: words, or whole numbers, few of them and each more than once
    /// on average.
    #[must_use]
    pub fn is_of_classes(&self, most: usize) -> bool {
        let kinds = self.values.len();
        let few = !self.many && (1..=most).contains(&kinds);
        few && (self.content() != Content::Numbers || self.whole) && 2 * kinds <= self.numbers + self.words
    }

    /// What it holds, in words.
    #[must_use]
    pub fn words(&self) -> Text {
        let (low, high) = (figure(self.low, 6), figure(self.high, 6));
        let missing = self.missing;
        let holes =
            if missing == 0 { text("", "") } else { say!("; {missing} missing", "；缺失 {missing} 个") };
        let number = self.content() == Content::Numbers;
        let counted = |between: &str| {
            let value = |v: &str| if number { v.replace('-', "−") } else { v.to_string() };
            let list: Vec<String> =
                self.values.iter().take(8).map(|(v, n)| format!("{} ({n})", value(v))).collect();
            let more =
                if self.many || self.values.len() > 8 { format!("{between}…") } else { String::new() };
            format!("{}{more}", list.join(between))
        };
        let list = Text { en: counted(", ").into(), zh: counted("、").into() };
        let what = match self.content() {
            Content::Nothing => text("nothing", "空"),
            Content::Numbers if self.is_of_classes(10) => text("numbers ", "数 ").then(&list),
            Content::Numbers if self.words > 0 => {
                let strays = self.words;
                say!("numbers {low} … {high}, and {strays} words", "数 {low} … {high}，另有 {strays} 个文字")
            }
            Content::Numbers => say!("numbers {low} … {high}", "数 {low} … {high}"),
            Content::Truths | Content::Words => text("words ", "文字 ").then(&list),
        };
        what.then(&holes)
    }
}

/// Looks at every row: the columns, and how many rows there are.
pub(super) fn survey(sheet: &Sheet, most_rows: usize) -> Result<(Vec<Column>, usize), Problem> {
    let mut gathered: Vec<Gathered> = vec![Gathered::default(); sheet.width()];
    let mut rows = 0;
    sheet.rows(|row| {
        rows += 1;
        if rows > most_rows {
            return Err(row.problem(&say!(
                "is too much: at most {most_rows} rows are read",
                "超出：最多读取 {most_rows} 行"
            )));
        }
        for (at, column) in gathered.iter_mut().enumerate() {
            column.take(row.field(at), sheet.decimal);
        }
        Ok(())
    })?;
    let columns = gathered.into_iter().zip(&sheet.names).map(|(column, name)| column.finish(name)).collect();
    Ok((columns, rows))
}

#[derive(Clone)]
struct Gathered {
    numbers: usize,
    words: usize,
    missing: usize,
    low: f64,
    high: f64,
    whole: bool,
    counts: bool,
    last: Option<f64>,
    values: HashMap<String, usize>,
    many: bool,
}

impl Default for Gathered {
    fn default() -> Gathered {
        Gathered {
            numbers: 0,
            words: 0,
            missing: 0,
            low: f64::INFINITY,
            high: f64::NEG_INFINITY,
            whole: true,
            counts: true,
            last: None,
            values: HashMap::new(),
            many: false,
        }
    }
}

impl Gathered {
    fn take(&mut self, field: &str, decimal: Decimal) {
        let value = number(field, decimal);
        if let Some(x) = value {
            self.numbers += 1;
            (self.low, self.high) = (self.low.min(x), self.high.max(x));
            self.whole &= x.fract() == 0.0;
            self.counts &= self.last.map_or(x == 0.0 || x == 1.0, |last| x == last + 1.0);
            self.last = Some(x);
        } else if is_missing(field) {
            self.missing += 1;
            return;
        } else {
            self.words += 1;
        }
        if !self.many {
            let key = value.map_or_else(|| printable_start(field, 60), figure_of);
            *self.values.entry(key).or_default() += 1;
            self.many = self.values.len() > MOST_VALUES;
        }
    }

    fn finish(self, name: &str) -> Column {
        let mut values: Vec<(String, usize)> = self.values.into_iter().collect();
        values.sort_by(|(a, _), (b, _)| in_order(a, b));
        values.truncate(MOST_VALUES);
        Column {
            name: name.to_string(),
            numbers: self.numbers,
            words: self.words,
            missing: self.missing,
            low: self.low,
            high: self.high,
            whole: self.whole && self.numbers > 0,
            counts: self.counts && self.words == 0 && self.missing == 0 && self.numbers > 1,
            values,
            many: self.many,
        }
    }
}

/// A number as a class is called by it.
pub(super) fn figure_of(x: f64) -> String {
    if x == 0.0 { "0".to_string() } else { x.to_string() }
}

/// Numbers by their value and before words, words by their letters: as scikit-learn sorts classes.
pub(in crate::data) fn in_order(a: &str, b: &str) -> std::cmp::Ordering {
    match (a.parse::<f64>(), b.parse::<f64>()) {
        (Ok(x), Ok(y)) => x.total_cmp(&y),
        (Ok(_), Err(_)) => std::cmp::Ordering::Less,
        (Err(_), Ok(_)) => std::cmp::Ordering::Greater,
        (Err(_), Err(_)) => a.cmp(b),
    }
}
