//! The rows of a table as numbers to learn from, each with its answer: a class or a quantity.

use super::column::{Content, figure_of, in_order};
use super::number::{is_missing, number};
use super::reading::Missing;
use super::sheet::Row;
use super::{Table, about};
use crate::say;
use crate::words::{Problem, Text, printable_start, text};
use std::collections::HashMap;

/// The largest number without its sign: beyond it squares in a cost lose all meaning.
const LARGEST: f64 = 1e15;

/// What is to be predicted for each row.
#[derive(Debug, Clone, PartialEq)]
pub enum Targets {
    /// A class.
    Classes {
        /// The index of each row's class.
        labels: Vec<u8>,
        /// The name of each class, numbers by their value, then words by their letters.
        names: Vec<String>,
    },
    /// A number.
    Values(Vec<f64>),
}

/// What the answer is to be read as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted {
    /// Classes, at most so many.
    Classes(usize),
    /// Numbers.
    Values,
    /// Classes where they are words or a few whole numbers, at most so many; else numbers.
    Either(usize),
}

/// Rows of numbers with an answer each.
#[derive(Debug, Clone, PartialEq)]
pub struct Labelled {
    /// All features, row after row.
    pub features: Vec<f64>,
    /// What the features are called; their number is the length of a row.
    pub names: Vec<String>,
    /// The answers.
    pub targets: Targets,
    /// What the answer is called.
    pub answer: String,
    /// Rows that were left out because a value is missing.
    pub left_out: usize,
}

impl Labelled {
    /// The number of rows.
    #[must_use]
    pub fn len(&self) -> usize {
        match &self.targets {
            Targets::Classes { labels, .. } => labels.len(),
            Targets::Values(values) => values.len(),
        }
    }

    /// No row at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

impl Table {
    /// The rows as numbers with their answers.
    ///
    /// # Errors
    /// A sentence about the first field that is no number where one is needed, too many classes, or nothing left.
    pub fn labelled(&self, wanted: Wanted) -> Result<Labelled, Problem> {
        let name = &self.sheet.name;
        if self.roles.features.is_empty() {
            return Err(about(
                name,
                &text("has no column of numbers to learn from", "没有可以用来学习的数值列"),
            ));
        }
        let answer = self.answer();
        let classes = match wanted {
            Wanted::Classes(most) => Some(most),
            Wanted::Values => None,
            Wanted::Either(most) => (answer.content() != Content::Numbers
                || answer.words > 0
                || (answer.whole && !answer.many && answer.values.len() <= most))
                .then_some(most),
        };
        let pairs = self.pairs()?;
        let (mut features, mut classified, mut values) = (Vec::new(), Classes::default(), Vec::new());
        let mut left_out = 0;
        features.reserve(self.rows.min(1 << 20) * self.roles.features.len());
        self.sheet.rows(|row| {
            if self.has_hole(row) {
                left_out += 1;
                return if self.missing == Missing::Refuse { Err(self.hole(row)) } else { Ok(()) };
            }
            for (&at, pair) in self.roles.features.iter().zip(&pairs) {
                features.push(self.feature(row, at, pair)?);
            }
            match classes {
                Some(most) => classified.add(self.class(row), most).ok_or_else(|| self.too_many(most)),
                None => {
                    values.push(self.feature(row, self.roles.answer, &[])?);
                    Ok(())
                }
            }
        })?;
        let targets = match classes {
            Some(_) => classified.sorted(&self.sheet.classes),
            None => Targets::Values(values),
        };
        let answer = if self.sheet.named {
            answer.name.clone()
        } else {
            (if classes.is_some() { "label" } else { "target" }).to_string()
        };
        let labelled = Labelled { features, names: self.features(), targets, answer, left_out };
        if labelled.is_empty() {
            let what = text(
                "has a missing value in every row; choose other columns",
                "每一行都有缺失值；请选择其他列",
            );
            return Err(about(name, &what));
        }
        Ok(labelled)
    }

    /// For each feature that holds two words: the words that stand for 0 and 1.
    fn pairs(&self) -> Result<Vec<Vec<String>>, Problem> {
        let pair = |&at: &usize| {
            let column = &self.columns[at];
            match column.content() {
                Content::Numbers => Ok(Vec::new()),
                _ if column.values.len() == 2 && !column.many => {
                    Ok(column.values.iter().map(|(word, _)| word.clone()).collect())
                }
                _ => {
                    let (name, holds) = (&column.name, column.words());
                    let (en, zh) = (&holds.en, &holds.zh);
                    Err(about(
                        &self.sheet.name,
                        &Text {
                            en: format!(
                                "column {name} holds {en}; only numbers, or two words, can be learnt from"
                            )
                            .into(),
                            zh: format!("{name} 列的内容是{zh}；只有数，或恰好两种文字，才能用来学习").into(),
                        },
                    ))
                }
            }
        };
        self.roles.features.iter().map(pair).collect()
    }

    /// A field as a number; of two words that of the place.
    fn feature(&self, row: &Row<'_>, at: usize, pair: &[String]) -> Result<f64, Problem> {
        let field = row.field(at);
        let words =
            || pair.iter().position(|word| *word == printable_start(field, 60)).map(|place| place as f64);
        let value = if pair.is_empty() { number(field, self.sheet.decimal) } else { words() };
        value.filter(|value| value.abs() <= LARGEST).ok_or_else(|| {
            let (column, field) = (&self.columns[at].name, printable_start(field, 24));
            row.problem(&say!(
                "{column}: “{field}” is not a number between −10¹⁵ and 10¹⁵",
                "{column}：“{field}”不是 −10¹⁵ 到 10¹⁵ 之间的数"
            ))
        })
    }

    /// What the class of a row is called.
    fn class(&self, row: &Row<'_>) -> String {
        let field = row.field(self.roles.answer);
        number(field, self.sheet.decimal).map_or_else(|| field.to_string(), figure_of)
    }

    fn hole(&self, row: &Row<'_>) -> Problem {
        let needed = self.roles.features.iter().chain([&self.roles.answer]);
        let at = needed.copied().find(|&at| is_missing(row.field(at))).unwrap_or(0);
        let column = &self.columns[at].name;
        row.problem(&say!(
            "{column}: the value is missing; complete it, or leave such rows out (missing=leave-out)",
            "{column}：缺少数值；请补全，或略过这样的行（missing=leave-out）"
        ))
    }

    fn too_many(&self, most: usize) -> Problem {
        let column = &self.answer().name;
        let what = say!(
            "has more than {most} different answers in column {column}; if it is a quantity, this is no classification, \
             and if another column holds the answer, say which with label",
            "在 {column} 列有超过 {most} 种答案；如果它是数量，就不是分类问题；如果答案在另一列，请用 label 指明"
        );
        about(&self.sheet.name, &what)
    }
}

/// Classes in the order in which they come.
#[derive(Default)]
struct Classes {
    labels: Vec<u8>,
    known: HashMap<String, u8>,
}

impl Classes {
    /// Adds a row's class; nothing if it is one too many.
    fn add(&mut self, class: String, most: usize) -> Option<()> {
        let next = u8::try_from(self.known.len()).ok()?;
        let label = *self.known.entry(class).or_insert(next);
        self.labels.push(label);
        (self.known.len() <= most).then_some(())
    }

    /// The classes in their order; `called` are the names of 0, 1 …
    fn sorted(self, called: &[String]) -> Targets {
        let mut names: Vec<(String, u8)> = self.known.into_iter().collect();
        names.sort_by(|(a, _), (b, _)| in_order(a, b));
        let mut rank = vec![0; names.len()];
        for (place, (_, label)) in names.iter().enumerate() {
            rank[usize::from(*label)] = place as u8;
        }
        let shown = |(name, _): &(String, u8)| {
            let known = name.parse::<usize>().ok().and_then(|n| called.get(n));
            printable_start(known.unwrap_or(name), 24)
        };
        Targets::Classes {
            labels: self.labels.into_iter().map(|label| rank[usize::from(label)]).collect(),
            names: names.iter().map(shown).collect(),
        }
    }
}
