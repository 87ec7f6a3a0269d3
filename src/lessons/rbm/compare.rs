//! What the features are good for: logistic regression on them beside logistic regression on raw pixels.

use super::learning::Learning;
use super::source::{Part, Source};
use super::{Dreamer, Pane};
use crate::lab::scene::{Axis, Chart, Curve, Ink, Panel, Picture, Place};
use crate::lab::{Job, JobResults, Panes};
use crate::math::NumpyRng;
use crate::nn::rbm::Rbm;
use crate::nn::softmax::Softmax;
use crate::say;
use crate::words::{Text, fixed, text, whole};
use std::sync::Arc;

/// Name of the job and of the panel.
pub(super) const COMPARE: &str = "compare";
const COLUMNS: [&str; 3] = ["step", "features_accuracy", "raw_accuracy"];

/// Iterations of the regressions between two rows, and rows.
const ITERATIONS: usize = 10;
const ROWS: usize = 40;
/// Pictures at most to learn from, and to test with.
const PICTURES: (usize, usize) = (6000, 3000);
/// Pixels of all these at most, so that large pictures do not take minutes.
const PIXELS: usize = 3_000_000;
/// How little large weights are held back, on features and on raw pixels: scikit-learn's C in its example of this
/// comparison.
const C: (f64, f64) = (6000.0, 100.0);

/// How many pictures of so many pixels are learned from and tested with, at most.
pub(super) fn most(visible: usize) -> (usize, usize) {
    (PICTURES.0.min(PIXELS / visible), PICTURES.1.min(PIXELS / visible))
}

/// Both regressions, and the rows that they are tested with.
struct Contest {
    features: Softmax,
    raw: Softmax,
    test_features: Vec<f64>,
    test_raw: Vec<f64>,
    test_labels: Vec<u8>,
}

impl Contest {
    /// Both learn from the same pictures, chosen by a `permutation` of the stream of `seed`; then those to test
    /// with are chosen likewise.
    fn new(machine: &Rbm, source: &Source, seed: u32) -> Contest {
        let (mut rng, (train, test)) = (NumpyRng::new(seed), most(source.visible()));
        let mut take = |part, most: usize| {
            let mut chosen = rng.permutation(source.count(part));
            chosen.truncate(most);
            let labels: Vec<u8> = chosen.iter().map(|&at| source.label(part, at)).collect();
            (source.rows(part, chosen.into_iter()), labels)
        };
        let (train_raw, labels) = take(Part::Train, train);
        let (test_raw, test_labels) = take(Part::Test, test);
        Contest {
            features: Softmax::new(features(machine, &train_raw), &labels, source.set.classes.len(), C.0),
            test_features: features(machine, &test_raw),
            raw: Softmax::new(train_raw, &labels, source.set.classes.len(), C.1),
            test_raw,
            test_labels,
        }
    }

    /// Accuracies on the test pictures, in percent, after some more iterations.
    fn go_on(&mut self) -> [f64; 2] {
        for _ in 0..ITERATIONS {
            self.features.iterate();
            self.raw.iterate();
        }
        let on_features = self.features.accuracy(&self.test_features, &self.test_labels);
        [on_features, self.raw.accuracy(&self.test_raw, &self.test_labels)]
    }
}

/// p(h | v) of every row, without the zeros behind the hidden units.
fn features(machine: &Rbm, rows: &[f64]) -> Vec<f64> {
    let (visible, width) = (machine.visible(), machine.width());
    let mut hidden = vec![0.0; rows.len() / visible * width];
    machine.hidden_probabilities(rows, &mut hidden);
    hidden.chunks_exact(width).flat_map(|row| &row[..machine.hidden()]).copied().collect()
}

/// Rows of the step the machine is of and both accuracies in percent, one for every ten iterations.
pub(super) fn job(of: &Dreamer, state: &Learning) -> Job {
    let (source, machine, seed, t) = (Arc::clone(&of.source), state.machine.clone(), of.seed, state.t);
    let contest = std::iter::once_with(move || Contest::new(&machine, &source, seed));
    let rows = contest.flat_map(move |mut contest| {
        (0..ROWS).map(move |_| {
            let [features, raw] = contest.go_on();
            vec![t as f64, features, raw]
        })
    });
    Job {
        name: COMPARE.to_string(),
        columns: COLUMNS.map(String::from).to_vec(),
        titles: vec![
            text("mini-batch", "小批量"),
            text("right from features, %", "用特征认对（%）"),
            text("right from raw pixels, %", "用原始像素认对（%）"),
        ],
        total: ROWS,
        rows: Box::new(rows),
    }
}

/// Accuracies so far: on features, on raw pixels, and the step of the machine.
pub(super) fn latest(results: &JobResults) -> Option<(f64, f64, u64)> {
    match results.rows.last()?[..] {
        [t, features, raw] => Some((features, raw, t as u64)),
        _ => None,
    }
}

/// Both accuracies against iterations.
pub(super) fn panel(of: &Dreamer, results: &JobResults) -> Panel {
    let curve = |name: Text, column: &str, ink, letter| {
        let points = results.column(column).into_iter().enumerate();
        let points = points.map(|(row, percent)| (((row + 1) * ITERATIONS) as f64, percent)).collect();
        Curve { name, points, ink, letter: Some(letter), ..Curve::default() }
    };
    let chart = Chart {
        x: Axis::new(text("iterations of the regression", "回归的迭代次数"))
            .range(0.0, (ROWS * ITERATIONS) as f64),
        y: Axis::new(text("test accuracy, %", "测试准确率，%")),
        curves: vec![
            curve(text("features", "特征"), COLUMNS[1], Ink::Positive, 'f'),
            curve(text("raw pixels", "原始像素"), COLUMNS[2], Ink::Negative, 'r'),
        ],
        ..Chart::default()
    };
    let tests = whole(of.source.count(Part::Test).min(most(of.source.visible()).1) as u64);
    let caption = match latest(results) {
        Some((features, raw, t)) => {
            let (f, r, more, t) = (fixed(features, 1), fixed(raw, 1), fixed(features - raw, 1), whole(t));
            say!(
                "{f} % by features, {r} % by raw pixels: {more} points · features of step {t}, {tests} test pictures",
                "特征 {f}%，原始像素 {r}%，相差 {more} · 第 {t} 步的特征，{tests} 张测试图片"
            )
        }
        None => text("gathering features …", "正在收集特征……"),
    };
    let title = text("Digits read right", "认对的数字");
    Pane::Compare.panel(title, Place::Detail, Picture::Chart(chart)).caption(caption)
}
