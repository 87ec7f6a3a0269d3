//! The examples: two blobs drawn from a seed, or the learner's own points.

use crate::data::csv_points::{MOST_CLASSES, Targets, read_points};
use crate::data::table::{Reading, Wanted};
use crate::math::NumpyRng;
use crate::math::surface::Window;
use crate::nn::logistic::Direct;
use crate::say;
use crate::words::Problem;
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
    /// The part of the plane that shows them all.
    pub(super) window: Window,
}

impl Examples {
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

    /// The points of one CSV file, of two classes: the first of them is 0.
    pub(super) fn read(files: &[PathBuf]) -> Result<Examples, Problem> {
        let [file] = files else {
            let count = files.len();
            return Err(Problem::usage(say!(
                "This lesson reads one CSV file with lines x1,x2,label, not {count} files.",
                "本课读取一个 CSV 文件，每行为 x1,x2,label，而不是 {count} 个文件。"
            )));
        };
        let points = read_points(file, Wanted::Classes(MOST_CLASSES), &Reading::default())?;
        let file = crate::words::printable(&file.display().to_string());
        let Targets::Classes { labels, names } = points.targets else {
            return Err(Problem::run(say!(
                "{file}: the third column has to name a class.",
                "{file}：第三列应为类别。"
            )));
        };
        let classes: [String; 2] = names.try_into().map_err(|names: Vec<String>| {
            let list = names.join(", ");
            Problem::run(say!(
                "{file} has points labelled {list}; this lesson separates exactly two classes.",
                "{file} 中的标签有 {list}；本课要分开的正好是两类。"
            ))
        })?;
        let rows = points.features.into_iter().flatten().collect();
        let labels = labels.into_iter().map(f64::from).collect();
        let [x1, x2, _] = points.columns;
        Ok(Examples::new(rows, labels, classes, [x1, x2]))
    }

    fn new(rows: Vec<f64>, labels: Vec<f64>, classes: [String; 2], features: [String; 2]) -> Examples {
        let window = Window { x: span(&rows, 0), y: span(&rows, 1) };
        Examples { set: Direct::new(rows, labels), classes, features, window }
    }

    /// How many examples there are, m.
    pub(super) fn count(&self) -> usize {
        self.set.samples()
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
