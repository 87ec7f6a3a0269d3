//! The points, divided into those learnt from and those kept for the test, as the network sees them.

use super::feature::Feature;
use super::parameters::{Column, Settings};
use crate::data::csv_points::{MOST_CLASSES, Points, Targets, read_points};
use crate::data::table::Wanted;
use crate::lab::Setup;
use crate::lessons::networks::{Examples, Inputs};
use crate::math::surface::Window;
use crate::math::{Activation, NumpyRng, loss::Loss};
use crate::nn::mlp::Head;
use crate::say;
use crate::words::{Problem, Text, text};

/// What the answer to a point is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Goal {
    /// One of two classes, by one output: above the middle of its range is class 1.
    Two,
    /// One of several classes, an output each: the largest counts.
    Many(usize),
    /// A number.
    Number,
}

impl Goal {
    /// Outputs of the network.
    pub(super) fn outputs(self) -> usize {
        if let Goal::Many(classes) = self { classes } else { 1 }
    }

    /// Classes that are told apart; none where the answer is a number.
    pub(super) fn classes(self) -> usize {
        match self {
            Goal::Two => 2,
            Goal::Many(classes) => classes,
            Goal::Number => 0,
        }
    }

    /// The last layer: tanh and ½(a − y)² as in the browser playground, where classes are ±1; for cross-entropy
    /// probabilities.
    pub(super) fn head(self, cross_entropy: bool) -> Head {
        let squared = |activation| Head::Apart { activation, loss: Loss::HalfSquared };
        match (self, cross_entropy) {
            (Goal::Number, _) => squared(Activation::Linear),
            (Goal::Two, true) => Head::BINARY,
            (Goal::Many(_), true) => Head::Softmax,
            (_, false) => squared(Activation::Tanh),
        }
    }
}

/// The points of the lesson, in shuffled order: those learnt from first.
#[derive(Debug, Clone)]
pub(super) struct World {
    /// Shuffled: `train` of them are learnt from, the others tested.
    pub(super) points: Points,
    /// How many are learnt from.
    pub(super) train: usize,
    /// What is to be answered.
    pub(super) goal: Goal,
    /// Inputs of the network.
    pub(super) features: Vec<Feature>,
    /// The part of the plane that is drawn.
    pub(super) window: Window,
    /// The middle of both coordinates and the distance that becomes 5, where they are scaled.
    scale: Option<[(f64, f64); 2]>,
    /// That a column of the learner's table says nothing.
    pub(super) constant: Option<Text>,
}

impl World {
    /// Draws or reads the points, and shuffles them by NumPy's `permutation` from the same stream; the first
    /// `share` percent are learnt from.
    pub(super) fn open(setup: &Setup<'_, Settings>) -> Result<World, Problem> {
        let settings = setup.settings;
        let mut rng = NumpyRng::new(setup.seed);
        let points = match setup.data {
            [] => settings.data.draw(*settings.points, *settings.noise / 100.0, &mut rng),
            [file] => {
                let wanted = match *settings.target {
                    Column::Values => Wanted::Values,
                    Column::Classes => Wanted::Classes(MOST_CLASSES),
                };
                read_points(file, wanted, &settings.reading)?
            }
            files => {
                let count = files.len();
                return Err(Problem::usage(say!(
                    "This lesson reads one CSV file with lines x1,x2,label, not {count} files.",
                    "本课读取一个 CSV 文件，每行为 x1,x2,标签，而不是 {count} 个文件。"
                )));
            }
        };
        let goal = match &points.targets {
            Targets::Values(_) => Goal::Number,
            Targets::Classes { names, .. } if names.len() == 2 => Goal::Two,
            Targets::Classes { names, .. } if names.len() > 2 => Goal::Many(names.len()),
            Targets::Classes { .. } => {
                return Err(Problem::run(text(
                    "All points have the same label: there is nothing to tell apart. For numbers set target=values.",
                    "所有点的标签都相同，没有可区分的类别。若第三列是数值，请设 target=values。",
                )));
            }
        };
        let drawn = setup.data.is_empty();
        let window =
            if !drawn { window(&points.features) } else { Window { x: (-6.0, 6.0), y: (-6.0, 6.0) } };
        let points = shuffled(&points, &mut rng);
        let count = points.features.len();
        let train = (count as f64 * *settings.share / 100.0).floor() as usize;
        let scale = settings.scale.then(|| scale(&points.features));
        let constant = (!drawn)
            .then(|| crate::lessons::trouble::constant(&points.columns[..2], points.features.as_flattened()));
        Ok(World {
            points,
            train: train.clamp(1, count),
            goal,
            features: settings.inputs.to_vec(),
            window,
            scale,
            constant: constant.flatten(),
        })
    }

    /// All points.
    pub(super) fn count(&self) -> usize {
        self.points.features.len()
    }

    /// The class of a point.
    pub(super) fn class(&self, i: usize) -> usize {
        match &self.points.targets {
            Targets::Classes { labels, .. } => usize::from(labels[i]),
            Targets::Values(_) => 0,
        }
    }

    /// The largest value to be predicted, without its sign.
    pub(super) fn most(&self) -> f64 {
        match &self.points.targets {
            Targets::Values(values) => values.iter().fold(0.0, |most: f64, value| most.max(value.abs())),
            Targets::Classes { .. } => 1.0,
        }
    }

    /// What a class is called, a number with a true minus sign.
    pub(super) fn class_name(&self, class: usize) -> String {
        match &self.points.targets {
            Targets::Classes { names, .. } if names[class].parse::<f64>().is_ok() => {
                names[class].replace('-', "−")
            }
            Targets::Classes { names, .. } => names[class].clone(),
            Targets::Values(_) => String::new(),
        }
    }

    /// What the outputs should be for point `i`.
    fn wanted(&self, i: usize, low: f64) -> Vec<f64> {
        let of_class = |class: usize| if class == self.class(i) { 1.0 } else { low };
        match (&self.points.targets, self.goal) {
            (Targets::Values(values), _) => vec![values[i]],
            (_, Goal::Many(classes)) => (0..classes).map(of_class).collect(),
            _ => vec![of_class(1)],
        }
    }

    /// The points to learn from and those for the test, as the network sees them; a class that is meant is 1,
    /// another one −1 with tanh outputs and 0 with probabilities.
    pub(super) fn examples(&self, cross_entropy: bool) -> (Examples, Examples) {
        let low = if cross_entropy { 0.0 } else { -1.0 };
        let part = |places: std::ops::Range<usize>| {
            let rows = places.clone().flat_map(|i| self.inputs(self.points.features[i]));
            Examples {
                inputs: Inputs::Reals(rows.collect()),
                count: places.len(),
                targets: places.flat_map(|i| self.wanted(i, low)).collect(),
            }
        };
        (part(0..self.train), part(self.train..self.count()))
    }

    /// A point as inputs are computed from it.
    pub(super) fn scaled(&self, point: [f64; 2]) -> [f64; 2] {
        let Some(scale) = self.scale else { return point };
        [0, 1].map(|axis| 5.0 * (point[axis] - scale[axis].0) / scale[axis].1)
    }

    /// Whether the coordinates are much larger or smaller than what networks learn well from.
    pub(super) fn ill_scaled(&self) -> bool {
        let most = self.points.features.as_flattened().iter().fold(0.0, |most: f64, x| most.max(x.abs()));
        self.scale.is_none() && !(0.5..=25.0).contains(&most)
    }

    /// The inputs of the network at a point.
    pub(super) fn inputs(&self, point: [f64; 2]) -> impl Iterator<Item = f64> + '_ {
        self.features.iter().map(move |feature| feature.value(self.scaled(point)))
    }

    /// The class that the outputs mean; for one output the class by the middle of its range.
    pub(super) fn says(&self, answer: &[f64], cross_entropy: bool) -> usize {
        match self.goal {
            Goal::Many(_) => (1..answer.len())
                .fold(0, |best, class| if answer[class] > answer[best] { class } else { best }),
            _ => usize::from(answer[0] > middle(cross_entropy)),
        }
    }

    /// Whether it speaks for no class more than for another.
    pub(super) fn is_tie(&self, answer: &[f64], cross_entropy: bool) -> bool {
        match self.goal {
            Goal::Number => false,
            Goal::Many(_) => {
                let most = answer[self.says(answer, cross_entropy)];
                answer.iter().filter(|a| **a == most).count() > 1
            }
            _ => answer[0] == middle(cross_entropy),
        }
    }
}

/// The answer between two classes.
fn middle(cross_entropy: bool) -> f64 {
    if cross_entropy { 0.5 } else { 0.0 }
}

/// The points in the order of `numpy.random.permutation`.
fn shuffled(points: &Points, rng: &mut NumpyRng) -> Points {
    let order = rng.permutation(points.features.len());
    let targets = match &points.targets {
        Targets::Values(values) => Targets::Values(order.iter().map(|&i| values[i]).collect()),
        Targets::Classes { labels, names } => {
            let labels = order.iter().map(|&i| labels[i]).collect();
            Targets::Classes { labels, names: names.clone() }
        }
    };
    let features = order.iter().map(|&i| points.features[i]).collect();
    Points { features, targets, columns: points.columns.clone(), left_out: points.left_out }
}

/// The smallest and the largest value of a coordinate.
fn ends(points: &[[f64; 2]], axis: usize) -> (f64, f64) {
    let values = || points.iter().map(|point| point[axis]);
    (values().fold(f64::INFINITY, f64::min), values().fold(f64::NEG_INFINITY, f64::max))
}

/// The middle of each coordinate and half of what it spans.
fn scale(points: &[[f64; 2]]) -> [(f64, f64); 2] {
    [0, 1].map(|axis| {
        let (low, high) = ends(points, axis);
        (f64::midpoint(low, high), if high > low { 0.5 * (high - low) } else { 1.0 })
    })
}

/// From the smallest to the largest coordinates, with a margin.
fn window(points: &[[f64; 2]]) -> Window {
    let span = |axis: usize| {
        let (low, high) = ends(points, axis);
        let margin = if high > low { 0.1 * (high - low) } else { high.abs().max(1.0) };
        (low - margin, high + margin)
    };
    Window { x: span(0), y: span(1) }
}
