//! The examples: two blobs drawn from a seed, or the learner's own points.

use crate::data::csv_points::{MOST_CLASSES, Targets, read_points};
use crate::data::table::{Reading, Scale, Scaling, Wanted};
use crate::math::NumpyRng;
use crate::math::surface::Window;
use crate::nn::logistic::Direct;
use crate::say;
use crate::words::{Problem, Text, figure, printable_start, same};
use std::path::PathBuf;

/// Where the blobs of class 0 and class 1 have their centres, (x1, x2).
const CENTRES: [[f64; 2]; 2] = [[-1.0, 0.0], [1.0, 1.0]];

/// Points of two classes.
pub(super) struct Examples {
    /// Features (m × 2) and labels, 0 or 1.
    pub(super) set: Direct,
    /// What class 0 and class 1 are called.
    pub(super) classes: [String; 2],
    /// What the two features are called.
    pub(super) features: [String; 2],
    /// The part of the plane that shows them all, in the features as they were.
    pub(super) window: Window,
    /// How the features were brought to like sizes.
    scale: Scale,
    /// That a feature of one's own says nothing.
    pub(super) constant: Option<Text>,
}

impl Examples {
    /// What is to be said where the features have very different sizes: the remedy.
    pub(super) fn uneven(&self) -> Text {
        let size = |feature: usize| {
            (0..self.count()).fold(0.0, |most: f64, i| most.max(self.set.row(i)[feature].abs()))
        };
        // The bias multiplies a 1: it is a feature too.
        let sizes = [size(0), size(1), 1.0];
        let largest = sizes.iter().copied().fold(0.0, f64::max);
        if largest < 10.0 || !self.scale.is_none() {
            return Text::default();
        }
        let largest = figure(largest, 2);
        say!(
            " The features reach {largest} beside the 1 of b: scale them (scale=auto).",
            "特征大到 {largest}，而 b 乘的是 1：请缩放特征（scale=auto）。"
        )
    }

    /// `m` points, of class 0 and class 1 in turn, scattered normally about [`CENTRES`]. In NumPy:
    ///
    /// ```python
    /// np.random.seed(seed)
    /// y = np.arange(m) % 2
    /// X = np.array([[-1, 0], [1, 1]])[y] + noise * np.random.randn(m, 2)
    /// ```
    pub(super) fn drawn(m: usize, noise: f64, seed: u32) -> Examples {
        let mut rng = NumpyRng::new(seed);
        let mut rows = Vec::with_capacity(2 * m);
        for i in 0..m {
            rows.extend(CENTRES[i % 2].map(|centre| centre + noise * rng.randn()));
        }
        let labels = (0..m).map(|i| (i % 2) as f64).collect();
        Examples::new(rows, labels, ["0", "1"].map(String::from), ["x1", "x2"].map(String::from))
    }

    /// The points of one table, of two classes, or of one class against all others.
    pub(super) fn read(
        files: &[PathBuf],
        reading: &Reading,
        scaling: Scaling,
        class: &str,
    ) -> Result<Examples, Problem> {
        let [file] = files else {
            let count = files.len();
            return Err(Problem::usage(say!(
                "This lesson reads one table with two features and a class, not {count} files.",
                "本课读取一个含两个特征和一个类别的表格，而不是 {count} 个文件。"
            )));
        };
        let points = read_points(file, Wanted::Classes(MOST_CLASSES), reading)?;
        let file = crate::words::printable(&file.display().to_string());
        let Targets::Classes { labels, names } = points.targets else {
            return Err(Problem::run(say!(
                "{file}: the answer has to be a class.",
                "{file}：答案应为类别。"
            )));
        };
        let (labels, classes) = two_classes(&file, &labels, &names, class.trim())?;
        let mut rows: Vec<f64> = points.features.into_iter().flatten().collect();
        let window = Window { x: span(&rows, 0), y: span(&rows, 1) };
        let [x1, x2, _] = points.columns;
        let features = [x1, x2];
        let constant = crate::lessons::trouble::constant(&features, &rows);
        let scale = Scale::choose(scaling, &rows, 2);
        scale.apply_all(&mut rows);
        Ok(Examples { set: Direct::new(rows, labels), classes, features, window, scale, constant })
    }

    fn new(rows: Vec<f64>, labels: Vec<f64>, classes: [String; 2], features: [String; 2]) -> Examples {
        let window = Window { x: span(&rows, 0), y: span(&rows, 1) };
        let scale = Scale::none(2);
        Examples { set: Direct::new(rows, labels), classes, features, window, scale, constant: None }
    }

    /// Where example `i` lies on the plane: its features as they were.
    pub(super) fn place(&self, i: usize) -> [f64; 2] {
        let row = self.set.row(i);
        [self.scale.invert(0, row[0]), self.scale.invert(1, row[1])]
    }

    /// The features of a point of the plane as the neuron sees them.
    pub(super) fn seen(&self, x: f64, y: f64) -> [f64; 2] {
        [self.scale.apply(0, x), self.scale.apply(1, y)]
    }

    /// What a feature is called where its numbers are those that the neuron sees.
    pub(super) fn seen_name(&self, at: usize) -> Text {
        let name = &self.features[at];
        if self.scale.is_none() {
            return same(name.clone());
        }
        say!("{name}, scaled", "{name}（已缩放）")
    }

    /// How many examples there are, m.
    pub(super) fn count(&self) -> usize {
        self.set.samples()
    }
}

/// Labels 0 and 1: of two classes as they are, of more the named one against all others.
fn two_classes(
    file: &str,
    labels: &[u8],
    names: &[String],
    class: &str,
) -> Result<(Vec<f64>, [String; 2]), Problem> {
    let list = names.join(", ");
    let chosen = names.iter().position(|name| name == class);
    match (names.len(), chosen) {
        (_, None) if !class.is_empty() => Err(Problem::usage(say!(
            "{file} has no class “{class}”; there are: {list}",
            "{file} 中没有类别“{class}”；有：{list}"
        ))),
        (0 | 1, _) => Err(Problem::run(say!(
            "{file}: all points have the label {list}; there is nothing to tell apart",
            "{file}：所有点的标签都是 {list}，没有可区分的类别"
        ))),
        (2, None) => {
            Ok((labels.iter().map(|l| f64::from(*l)).collect(), [names[0].clone(), names[1].clone()]))
        }
        (_, Some(yes)) => {
            let other = names.iter().enumerate().filter(|(at, _)| *at != yes).map(|(_, name)| name.as_str());
            let other = other.collect::<Vec<_>>().join("/");
            let labels = labels.iter().map(|l| f64::from(u8::from(usize::from(*l) == yes))).collect();
            Ok((labels, [printable_start(&other, 24), names[yes].clone()]))
        }
        (_, None) => {
            let first = &names[0];
            Err(Problem::run(say!(
                "{file} has points labelled {list}; this lesson separates two classes: choose one against the others, as in class={first}",
                "{file} 中的标签有 {list}；本课区分两类：请选一个与其余相对，如 class={first}"
            )))
        }
    }
}

/// From the smallest to the largest value of a feature, with a margin.
fn span(rows: &[f64], feature: usize) -> (f64, f64) {
    let values = || rows.iter().skip(feature).step_by(2).copied();
    let (low, high) = (values().fold(f64::INFINITY, f64::min), values().fold(f64::NEG_INFINITY, f64::max));
    let margin = if high > low { 0.1 * (high - low) } else { high.abs().max(1.0) };
    (low - margin, high + margin)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// np.random.seed(1); np.random.randn(2, 2) = 1.62434536, −0.61175641, −0.52817175, −1.07296862
    /// (CURRICULUM, "Randomness is NumPy's").
    #[test]
    fn blobs_are_numpys() {
        let drawn = Examples::drawn(4, 0.5, 1);
        let expected =
            [-1.0 + 0.5 * 1.6243453636632417, 0.5 * -0.6117564136500754, 1.0 - 0.5 * 0.5281717522634557];
        for (found, expected) in drawn.set.row(0).iter().chain(drawn.set.row(1)).zip(expected) {
            assert!((found - expected).abs() < 1e-15, "{found} {expected}");
        }
        assert_eq!(drawn.set.targets(), [0.0, 1.0, 0.0, 1.0]);
        let window = drawn.window;
        assert!((0..4).all(|i| window.contains(drawn.set.row(i)[0], drawn.set.row(i)[1])));
    }

    #[test]
    fn equal_points_still_have_a_window() {
        let window = Examples::drawn(2, 0.0, 1).window;
        assert!(window.x.0 < -1.0 && window.y.1 > 1.0);
        assert_eq!(span(&[3.0, 0.0, 3.0, 0.0], 0), (0.0, 6.0));
    }
}
