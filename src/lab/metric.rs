//! What is measured at a step: declared and measured in one place.

use crate::words::Text;
use std::borrow::Cow;

/// One column of a headless run and one curve of the history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Metric {
    /// Column name, as the curriculum has it: `train_accuracy`.
    pub name: Cow<'static, str>,
    /// The same for readers.
    pub label: Text,
}

impl Metric {
    /// A metric that is known while the program is written: `const COST: Metric = Metric::new("cost", …)`.
    #[must_use]
    pub const fn new(name: &'static str, label: Text) -> Metric {
        Metric { name: Cow::Borrowed(name), label }
    }

    /// One of a family: `p3`, `adam.x`.
    #[must_use]
    pub fn of_family(name: String, label: Text) -> Metric {
        Metric { name: Cow::Owned(name), label }
    }
}

/// The values of one step, put one after the other; the first time with their metrics.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Row {
    values: Vec<f64>,
    metrics: Option<Vec<Metric>>,
}

impl Row {
    /// An empty row that notes which metrics are put, besides their values.
    #[must_use]
    pub fn with_metrics() -> Row {
        Row { values: Vec::new(), metrics: Some(Vec::new()) }
    }

    /// The values of these metrics.
    #[must_use]
    pub fn of(metrics: &[Metric], values: &[f64]) -> Row {
        Row { values: values.to_vec(), metrics: Some(metrics.to_vec()) }
    }

    /// Puts the value of a metric; NaN where there is none at this step.
    pub fn put(&mut self, metric: &Metric, value: f64) {
        self.values.push(value);
        if let Some(metrics) = &mut self.metrics {
            metrics.push(metric.clone());
        }
    }

    /// Takes all values out; what was noted about metrics is forgotten.
    pub fn clear(&mut self) {
        self.values.clear();
        self.metrics = None;
    }

    /// The values, in the order in which they were put.
    #[must_use]
    pub fn values(&self) -> &[f64] {
        &self.values
    }

    /// The metrics of the values, if they were noted.
    #[must_use]
    pub fn metrics(&self) -> &[Metric] {
        self.metrics.as_deref().unwrap_or_default()
    }
}
