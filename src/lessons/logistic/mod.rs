//! Lesson 4: one neuron draws a line between two classes of points.

mod curves;
mod examples;
mod graph;
mod lines;
mod scene;
mod settings;
mod written;

use crate::data::table::Scaling;
use crate::lab::{
    Act, Card, Flow, Form, Group, Lesson, Look, Made, Metric, Now, Nth, Offer, Panes, Recipe, Response, Row,
    Scene, Setup, Spot, Verb,
};
use crate::math::Tensor;
use crate::nn::logistic::{Cost, accuracy, sigmoid};
use crate::say;
use crate::words::{Problem, Text, text};
use examples::Examples;
use settings::Settings;

static CARD: Card = Card {
    number: 4,
    id: "logistic",
    group: Group::Neuron,
    title: text("Logistic regression", "逻辑回归"),
    line: text(
        "Two features, two weights, one bias: a neuron learns where to draw the line between two classes.",
        "两个特征、两个权重、一个偏置：看一个神经元如何学会在两类点之间画出分界线。",
    ),
    goal: text(
        "follow one example from its features to the loss and back to every derivative, and say why cross-entropy and not squared error",
        "跟着一个样本从特征走到损失，再走回每一个导数，并说清为什么用交叉熵而不用平方误差",
    ),
    minutes: 20,
    step: text("iteration", "迭代"),
    seeded: true,
    steps: 200,
    preview: "step=30",
    verbs: &[Offer::new(
        Verb::Example,
        text("other start", "换起点"),
        text(
            "Begin with weights that are surely wrong, or again with zeros: the test for a loss.",
            "从“错得很肯定”的权重开始，或回到全零：这是对损失函数的考验。",
        ),
    )],
    guide: text(
        include_str!("../../../assets/lessons/logistic.en.md"),
        include_str!("../../../assets/lessons/logistic.zh.md"),
    ),
};

/// Weights that answer wrongly and are sure of it, for the drawn points: w₁, w₂, b.
const SURELY_WRONG: [f64; 3] = [-8.0, -4.0, 2.0];

/// The parameters by name, in the order of [`Weights`].
const NAMES: [&str; 3] = ["w1", "w2", "b"];

/// w₁, w₂, b.
type Weights = [f64; 3];

/// The examples, what a wrong answer costs, and the example that is looked at.
pub(super) struct Logistic {
    examples: Examples,
    cost: Cost,
    chosen: usize,
}

/// What is seen.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Pane {
    Plane,
    Graph,
    Cost,
    Loss,
    Pull,
    Sigmoid,
    Examples,
}

impl Panes for Pane {
    const ALL: &'static [(Pane, &'static str, Text)] = &[
        (Pane::Plane, "plane", text("plane", "平面")),
        (Pane::Graph, "graph", text("graph", "计算图")),
        (Pane::Cost, "cost", text("cost", "代价")),
        (Pane::Loss, "loss", text("loss", "损失")),
        (Pane::Pull, "pull", text("pull", "拉力")),
        (Pane::Sigmoid, "sigmoid", text("sigmoid", "sigmoid")),
        (Pane::Examples, "examples", text("examples", "样本")),
    ];
}

const COST: Metric = Metric::new("cost", text("cost J", "代价 J"));
const WEIGHTS: [Metric; 3] = [
    Metric::new("w1", text("w1", "w1")),
    Metric::new("w2", text("w2", "w2")),
    Metric::new("b", text("b", "b")),
];
const ACCURACY: Metric = Metric::new("accuracy", text("accuracy, %", "准确率，%"));

impl Logistic {
    /// z = wᵀx + b of every example.
    fn logits(&self, weights: &Weights) -> Vec<f64> {
        let mut z = vec![0.0; self.examples.count()];
        self.examples.set.logits(weights, &mut z);
        z
    }

    /// The cost J, the mean over all examples.
    fn mean_cost(&self, weights: &[f64], z: &mut [f64]) -> f64 {
        self.examples.set.logits(weights, z);
        let each = z.iter().zip(self.examples.set.targets());
        each.map(|(&z, &y)| self.cost.value(z, y)).sum::<f64>() / z.len() as f64
    }

    /// dJ/dw₁, dJ/dw₂, dJ/db.
    fn gradient(&self, weights: &Weights) -> Weights {
        let (mut z, mut gradient) = (vec![0.0; self.examples.count()], [0.0; 3]);
        self.examples.set.pass(self.cost, weights, &mut z, &mut gradient);
        gradient
    }

    /// How many of the answers are on the right side of ½; exactly ½ says class 0.
    fn right(&self, z: &[f64]) -> usize {
        z.iter().zip(self.examples.set.targets()).filter(|(z, y)| is_right(**z, **y)).count()
    }

    fn choose(&self, settings: &Settings, example: usize) -> Vec<Response> {
        vec![settings.example.to(Nth(example.min(self.examples.count() - 1)))]
    }

    /// The example nearest to a point of the plane, as the eye measures on it.
    fn nearest(&self, x: f64, y: f64) -> Option<usize> {
        let window = self.examples.window;
        let (wide, high) = (window.x.1 - window.x.0, window.y.1 - window.y.0);
        let distance = |i: usize| {
            let row = self.examples.place(i);
            ((row[0] - x) / wide).powi(2) + ((row[1] - y) / high).powi(2)
        };
        let measured = (0..self.examples.count()).map(|i| (i, distance(i)));
        measured.filter(|(_, d)| d.is_finite()).min_by(|a, b| a.1.total_cmp(&b.1)).map(|(i, _)| i)
    }
}

/// Whether the answer σ(z) is on the same side of ½ as y; exactly ½ says class 0, as `a > 0.5` does.
fn is_right(z: f64, y: f64) -> bool {
    (sigmoid(z) > 0.5) == (y > 0.5)
}

/// The class that means yes, and how features of one's own are scaled: as the script of a run is told.
///
/// # Errors
/// A sentence when a setting does not fit.
pub(crate) fn told(recipe: &Recipe) -> Result<(String, Scaling), Problem> {
    let (settings, _) = Logistic::read(&recipe.settings)?;
    Ok((settings.class.trim().to_string(), *settings.scale))
}

impl Lesson for Logistic {
    type Settings = Settings;
    type State = Weights;
    type Pane = Pane;

    fn card() -> &'static Card {
        &CARD
    }

    fn settings(form: &mut Form<'_>) -> Result<Settings, Problem> {
        Settings::fill(form)
    }

    fn open(setup: &Setup<'_, Settings>) -> Result<(Logistic, Weights), Problem> {
        let settings = setup.settings;
        let examples = match setup.data {
            [] => Examples::drawn(*settings.m, *settings.noise, setup.seed),
            files => Examples::read(files, &settings.reading, *settings.scale, &settings.class)?,
        };
        let mut lesson = Logistic { examples, cost: *settings.loss, chosen: 0 };
        lesson.tune(settings)?;
        Ok((lesson, settings.start.each_ref().map(|first| **first)))
    }

    fn tune(&mut self, settings: &Settings) -> Result<(), Problem> {
        self.chosen = settings.example.0.min(self.examples.count() - 1);
        Ok(())
    }

    fn step(&self, settings: &Settings, state: &mut Weights, t: u64) -> Flow {
        let (lr, gradient) = (*settings.lr, self.gradient(state));
        for (weight, slope) in state.iter_mut().zip(gradient) {
            *weight -= lr * slope;
        }
        if state.iter().all(|weight| weight.is_finite()) {
            return Flow::Going;
        }
        Flow::Broken(say!(
            "Step {t} would make a weight infinite: a learning rate of {lr} is too large for these numbers. Lower it (<) and go on.",
            "第 {t} 步会使权重变为无穷大：学习率 {lr} 对这些数据来说太大。请调小它（<）再继续。"
        ))
    }

    fn weights(&self, now: Now<'_, Self>) -> Vec<Tensor> {
        let [w1, w2, b] = *now.state;
        vec![Tensor::list("w", vec![w1, w2]), Tensor::list("b", vec![b])]
    }

    fn made(&self, now: Now<'_, Self>) -> Vec<Made> {
        lines::made(self, now.state, *now.settings.lr)
    }

    fn phases(&self, _: Now<'_, Self>) -> Vec<Text> {
        vec![text("forward", "前向"), text("cost", "代价"), text("backward", "反向"), text("update", "更新")]
    }

    fn remark(&self) -> Option<Text> {
        self.examples.constant.clone()
    }

    fn measure(&self, now: Now<'_, Self>, row: &mut Row) {
        let mut z = vec![0.0; self.examples.count()];
        row.put(&COST, self.mean_cost(now.state, &mut z));
        for (metric, weight) in WEIGHTS.iter().zip(now.state) {
            row.put(metric, *weight);
        }
        row.put(&ACCURACY, accuracy(&z, self.examples.set.targets(), 0.5));
    }

    fn scene(&self, now: Now<'_, Self>, look: &Look<'_>) -> Scene {
        scene::scene(self, *now.settings.lr, now.state, look)
    }

    fn respond(&self, now: Now<'_, Self>, pane: Pane, act: Act) -> Vec<Response> {
        let choose = |example: usize| self.choose(now.settings, example);
        match (pane, act) {
            (Pane::Plane, Act::Press(Spot::Point { x, y }) | Act::Drag(Spot::Point { x, y })) => {
                self.nearest(x, y).map(choose).unwrap_or_default()
            }
            (Pane::Examples, Act::Press(Spot::Item(row))) => {
                choose(scene::page(self.chosen).saturating_add(row))
            }
            (Pane::Plane | Pane::Examples | Pane::Graph, Act::Move { dx, dy }) => {
                choose(self.chosen.saturating_add_signed(dx.saturating_add(dy) as isize))
            }
            _ => Vec::new(),
        }
    }

    fn act(&self, now: Now<'_, Self>, verb: Verb) -> Vec<Response> {
        let start = &now.settings.start;
        match verb {
            Verb::Example => {
                let there = start.iter().zip(SURELY_WRONG).all(|(first, wrong)| **first == wrong);
                let next = if there { [0.0; 3] } else { SURELY_WRONG };
                start.iter().zip(next).map(|(first, next)| first.to(next)).collect()
            }
            _ => Vec::new(),
        }
    }
}
