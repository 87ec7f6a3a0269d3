//! How much fits: recall against load, in the background or without a screen.

use super::{Memory, Pane};
use crate::lab::scene::{Axis, Band, Chart, Curve, Ink, Panel, Picture, Place, Stroke};
use crate::lab::{Job, JobResults, Panes};
use crate::nn::hopfield::{Capacity, Rule};
use crate::say;
use crate::words::{Text, fixed, text};

/// Name of the job.
pub(super) const CAPACITY: &str = "capacity";
/// P/N at which Hebbian recall of random patterns breaks down for N → ∞ (Amit, Gutfreund & Sompolinsky 1985).
const CRITICAL: f64 = 0.138;
/// Neurons of all networks of one load together, which keeps a large bench within minutes.
const NEURONS: usize = 5000;
const COLUMNS: [&str; 5] = ["load", "p", "mean_overlap", "spread", "recalled"];

/// What is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Bench {
    pub(super) neurons: usize,
    pub(super) rule: Rule,
    pub(super) seed: u32,
}

impl Bench {
    /// Loads around the one at which the rule breaks down, each another number of patterns.
    fn loads(self) -> Vec<f64> {
        let (step, last) = match self.rule {
            Rule::Hebbian => (0.01, 30),
            Rule::Storkey => (0.025, 24),
            Rule::PseudoInverse => (0.05, 19),
        };
        let n = self.neurons as f64;
        let mut counts: Vec<f64> = (1..=last).map(|k| (f64::from(k) * step * n).round().max(1.0)).collect();
        counts.dedup();
        counts.into_iter().map(|count| count / n).collect()
    }

    /// One row a load. A load at which nothing can be stored (patterns that depend on each other, with
    /// the pseudo-inverse) has no overlap.
    pub(super) fn job(self) -> Job {
        let loads = self.loads();
        let (total, n) = (loads.len(), self.neurons as f64);
        let mut measured = Capacity::new(self.neurons, self.rule, loads.clone(), self.seed);
        measured.networks = ((NEURONS / self.neurons) as u32).clamp(2, 10);
        let rows = loads.into_iter().zip(measured).map(move |(load, found)| match found {
            Ok(found) => {
                vec![found.load, found.patterns as f64, found.overlap, found.spread, found.recalled]
            }
            Err(_) => vec![load, (load * n).round(), f64::NAN, f64::NAN, f64::NAN],
        });
        Job {
            name: CAPACITY.to_string(),
            columns: COLUMNS.map(String::from).to_vec(),
            titles: vec![
                text("load P/N", "负载 P/N"),
                text("patterns", "图案数"),
                text("mean overlap", "平均重叠度"),
                text("spread", "离散程度"),
                text("recalled", "回忆正确的比例"),
            ],
            total,
            rows: Box::new(rows),
        }
    }
}

/// Mean overlap ± spread against P/N, as far as it is known.
pub(super) fn panel(memory: &Memory, results: &JobResults) -> Panel {
    let loads = results.column("load");
    let (means, spreads) = (results.column("mean_overlap"), results.column("spread"));
    let curve = |name: Text, ink, stroke, offset: f64| {
        let heights = means.iter().zip(&spreads).map(|(m, s)| (m + offset * s).clamp(-1.0, 1.0));
        let points = loads.iter().copied().zip(heights).filter(|(_, height)| height.is_finite()).collect();
        Curve { name, points, ink, stroke, ..Curve::default() }
    };
    let here = memory.network.patterns().len() as f64 / memory.network.neurons() as f64;
    let mut bands =
        vec![Band { at: here, vertical: true, label: text("this memory", "当前网络"), ink: Ink::Quiet }];
    if memory.bench.rule == Rule::Hebbian {
        bands.push(Band { at: CRITICAL, vertical: true, label: text("0.138", "0.138"), ink: Ink::Bad });
    }
    let last = memory.bench.loads().last().copied().unwrap_or(1.0).max(here);
    let chart = Chart {
        x: Axis::new(text("load P/N", "负载 P/N")).range(0.0, last),
        y: Axis::new(text("overlap", "重叠度")).range(0.0, 1.05),
        curves: vec![
            curve(text("mean", "平均"), Ink::Series(0), Stroke::Line, 0.0),
            curve(text("mean + spread", "平均 + 离差"), Ink::Quiet, Stroke::Dashed, 1.0),
            curve(text("mean − spread", "平均 − 离差"), Ink::Quiet, Stroke::Dashed, -1.0),
        ],
        bands,
        ..Chart::default()
    };
    let (n, done, total) = (memory.bench.neurons, results.rows.len(), results.total);
    let caption = match (loads.last(), means.last()) {
        (Some(load), Some(mean)) => {
            let (load, mean) = (fixed(*load, 3), fixed(*mean, 3));
            say!(
                "{done} of {total} loads · at P/N = {load} the mean overlap is {mean}",
                "已测 {done}/{total} 个负载 · P/N = {load} 时平均重叠度 {mean}"
            )
        }
        _ => text("measuring …", "测量中……"),
    };
    let rule = memory.bench.rule.label();
    let title = text("How much fits: ", "能记多少：").then(&rule).then(&say!(", N = {n}", "，N = {n}"));
    Pane::Capacity.panel(title, Place::Detail, Picture::Chart(chart)).caption(caption)
}
