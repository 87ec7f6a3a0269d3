//! Tables in text files, read as learners have them: one reader for every lesson.
//!
//! ```text
//! bytes ─ text (encoding) ─ Sheet (separator, decimals, names, rows) ─ columns ─ roles ─ Labelled (features, answers)
//! ```
//!
//! | module | what it finds out |
//! |---|---|
//! | [`separator`] | what stands between fields and before decimals |
//! | [`number`] | numbers in their usual spellings, holes |
//! | [`header`] | whether names stand above the rows |
//! | [`sheet`] | the rows |
//! | [`mod@column`] | what a column holds |
//! | [`roles`] | what a column is for |
//! | [`answers`] | classes or quantities |
//! | [`scale`] | features brought to like sizes |
//! | [`reading`] | what the learner says about all this |
//! | [`decision`] | what was found out, in words |

pub mod answers;
pub mod column;
pub mod decision;
mod header;
pub mod number;
pub mod reading;
pub mod roles;
pub mod scale;
pub mod separator;
pub mod sheet;
#[cfg(test)]
mod tests;

pub use answers::{Labelled, Targets, Wanted};
pub use column::{Column, Content};
pub use decision::Decision;
pub use reading::{Meter, Missing, QUESTIONS, Question, Reading};
pub use roles::Roles;
pub use scale::{Scale, Scaling};
pub use sheet::{Row, Sheet};

use super::files::{MB, about};
use crate::say;
use crate::words::{Problem, Text, same, text};
use std::path::Path;

/// The longest file.
pub const MOST_BYTES: u64 = 64 * MB;
/// Rows at most.
const MOST_ROWS: usize = 1_000_000;

/// A table with what its columns hold and what they are for.
#[derive(Debug)]
pub struct Table {
    /// The rows.
    pub sheet: Sheet,
    /// The columns in their order.
    pub columns: Vec<Column>,
    /// How many rows there are.
    pub rows: usize,
    /// What the columns are for.
    pub roles: Roles,
    missing: Missing,
}

impl Table {
    /// Reads the file at `path`.
    ///
    /// # Errors
    /// A sentence that names the file, and line and column where there is one: what was found, what was expected.
    pub fn read(path: &Path, reading: &Reading) -> Result<Table, Problem> {
        Table::of(Sheet::read(path, MOST_BYTES, reading)?, reading)
    }

    /// [`Table::read`] of bytes in memory; `name` is what messages call them.
    ///
    /// # Errors
    /// As [`Table::read`].
    pub fn parse(name: &str, bytes: Vec<u8>, reading: &Reading) -> Result<Table, Problem> {
        Table::of(Sheet::parse(name, bytes, reading)?, reading)
    }

    fn of(sheet: Sheet, reading: &Reading) -> Result<Table, Problem> {
        let (columns, rows) = column::survey(&sheet, MOST_ROWS)?;
        if rows == 0 {
            let what = text(
                "holds no rows of a table; expected lines like 0.5,-1.2,1",
                "没有表格的行；应当是像 0.5,-1.2,1 这样的行",
            );
            return Err(about(&sheet.name, &what));
        }
        if columns.len() < 2 {
            let what = text(
                "has a single column; a table needs at least one to learn from and one with the answer, with commas, \
                 semicolons, tabs or blanks between them",
                "只有一列；表格至少需要一列用来学习、一列作为答案，用逗号、分号、制表符或空格隔开",
            );
            return Err(about(&sheet.name, &what));
        }
        let roles = roles::roles(&sheet, &columns, reading)?;
        Ok(Table { sheet, columns, rows, roles, missing: reading.missing })
    }

    /// The names of the columns to learn from.
    #[must_use]
    pub fn features(&self) -> Vec<String> {
        self.roles.features.iter().map(|&at| self.columns[at].name.clone()).collect()
    }

    /// The column with the answer.
    #[must_use]
    pub fn answer(&self) -> &Column {
        &self.columns[self.roles.answer]
    }

    /// What was found out, with what the columns are for.
    #[must_use]
    pub fn decisions(&self) -> Vec<Decision> {
        let mut decisions = self.sheet.decisions.clone();
        let (name, why) = (&self.answer().name, self.roles.why.words());
        let words =
            Text { en: format!("{name} ({})", why.en).into(), zh: format!("{name}（{}）", why.zh).into() };
        decisions.push(Decision::new("label", text("the answer", "答案"), name, words));
        let features = self.features();
        decisions.push(Decision::new(
            "columns",
            text("learnt from", "用来学习"),
            features.join(","),
            same(reading::list(&features)),
        ));
        let left: Vec<String> = (0..self.columns.len())
            .filter(|at| *at != self.roles.answer && !self.roles.features.contains(at))
            .map(|at| self.columns[at].name.clone())
            .collect();
        if !left.is_empty() {
            let label = text("not used", "不使用");
            decisions.push(Decision::new("unused", label, left.join(","), same(reading::list(&left))));
        }
        let holes = self.holes();
        let (value, words) = match (self.missing, holes) {
            (_, 0) => ("leave-out", text("no row has any", "没有")),
            (Missing::LeaveOut, n) => {
                let rows = self.rows;
                ("leave-out", say!("{n} of {rows} rows are left out", "略过 {rows} 行中的 {n} 行"))
            }
            (Missing::Refuse, _) => ("refuse", text("refused", "拒绝")),
        };
        decisions.push(Decision::new("missing", text("missing values", "缺失值"), value, words));
        decisions
    }

    /// Rows in which a value that is needed is missing.
    #[must_use]
    pub fn holes(&self) -> usize {
        let mut holes = 0;
        // Rows have been gone through before; there is nothing to refuse any more.
        let _ = self.sheet.rows(|row| {
            holes += usize::from(self.has_hole(row));
            Ok(())
        });
        holes
    }

    fn has_hole(&self, row: &Row<'_>) -> bool {
        let needed = self.roles.features.iter().chain([&self.roles.answer]);
        needed.copied().any(|at| number::is_missing(row.field(at)))
    }
}
