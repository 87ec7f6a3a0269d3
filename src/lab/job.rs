//! Background jobs: sweeps, benches, maps of basins.

use crate::words::{Text, same};
use std::fmt;

/// Work that takes longer than a frame and yields rows as it goes. Pure: the same recipe yields the
/// same rows (unless the job is a measurement of time).
pub struct Job {
    /// Name, as the lesson knows it.
    pub name: String,
    /// One column name a value of a row.
    pub columns: Vec<String>,
    /// What the columns are called, one a column; empty where their names say it.
    pub titles: Vec<Text>,
    /// How many rows there will be.
    pub total: usize,
    /// The rows, computed one after the other when asked for.
    pub rows: Box<dyn Iterator<Item = Vec<f64>> + Send>,
}

impl Job {
    /// The name of every column and what it is called.
    #[must_use]
    pub fn headings(&self) -> Vec<(String, Text)> {
        let title = |(at, name): (usize, &String)| {
            (name.clone(), self.titles.get(at).cloned().unwrap_or_else(|| same(name.clone())))
        };
        self.columns.iter().enumerate().map(title).collect()
    }
}

impl fmt::Debug for Job {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Job").field("name", &self.name).field("total", &self.total).finish_non_exhaustive()
    }
}

/// What a job has found so far.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct JobResults {
    /// The job's name.
    pub name: String,
    /// One column name a value of a row.
    pub columns: Vec<String>,
    /// How many rows there will be.
    pub total: usize,
    /// The rows so far.
    pub rows: Vec<Vec<f64>>,
    /// Stopped before it was done.
    pub stopped: bool,
}

impl JobResults {
    /// Whether all rows are here.
    #[must_use]
    pub fn done(&self) -> bool {
        self.rows.len() >= self.total
    }

    /// The values of one column, by name; empty when there is no such column.
    #[must_use]
    pub fn column(&self, name: &str) -> Vec<f64> {
        let Some(at) = self.columns.iter().position(|column| column == name) else { return Vec::new() };
        self.rows.iter().filter_map(|row| row.get(at).copied()).collect()
    }
}
