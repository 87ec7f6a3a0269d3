//! Lesson 4: one neuron draws a line between two classes of points.

mod curves;
mod examples;
mod graph;
mod scene;
mod written;

use super::own_table;
use crate::lab::bridge::{OldLesson, OldSetup};
use crate::lab::{
    Act, Card, Flow, Gesture, Group, Look, Metric, Offer, Parameter, Parameters, Response, Scene, Settings,
    Spot, Verb,
};
use crate::nn::logistic::{Cost, accuracy, sigmoid};
use crate::say;
use crate::words::{Problem, Text, same, text};
use examples::Examples;

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
    preview: 30,
    verbs: &[Offer {
        verb: Verb::Example,
        name: text("other start", "换起点"),
        help: text(
            "Begin with weights that are surely wrong, or again with zeros: the test for a loss.",
            "从“错得很肯定”的权重开始，或回到全零：这是对损失函数的考验。",
        ),
    }],
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

/// The examples and the parameters in force.
pub(super) struct Logistic {
    examples: Examples,
    cost: Cost,
    start: Weights,
    lr: f64,
    chosen: usize,
}

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

    fn choose(&self, example: usize) -> Vec<Response> {
        let example = example.min(self.examples.count() - 1);
        vec![Response::Set { name: "example".into(), value: (example + 1).to_string().into() }]
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

/// Whether the answer σ(z) is on the same side of ½ as y.
fn is_right(z: f64, y: f64) -> bool {
    (sigmoid(z) > 0.5) == (y > 0.5)
}

fn start_parameters() -> impl Iterator<Item = Parameter> {
    NAMES.into_iter().map(|name| {
        let help = say!("What {name} begins with.", "{name} 的初始值。");
        Parameter::number(name, say!("first {name}", "初始 {name}"), help, 0.0, -1e6, 1e6).unlisted()
    })
}

impl OldLesson for Logistic {
    type State = Weights;

    fn card() -> &'static Card {
        &CARD
    }

    fn parameters(_: &Settings) -> Result<Vec<Parameter>, Problem> {
        let mut parameters = vec![
            Parameter::rate(
                "lr",
                text("learning rate α", "学习率 α"),
                text(
                    "How far one iteration moves w and b against the gradient.",
                    "每次迭代让 w 和 b 沿负梯度方向移动多远。",
                ),
                0.5,
                1e-6,
                1e6,
            )
            .live(),
            Parameter::choice(
                "loss",
                text("loss", "损失"),
                text(
                    "What a wrong answer costs. From surely wrong weights, squared error hardly moves: see why.",
                    "答错的代价怎么算。从“错得很肯定”的权重出发，平方误差几乎不动：看看为什么。",
                ),
                vec![
                    ("cross-entropy", text("cross-entropy", "交叉熵")),
                    ("squared", text("squared error", "平方误差")),
                ],
            ),
            Parameter::whole(
                "m",
                text("examples m", "样本数 m"),
                text(
                    "How many points are drawn; not for your own data.",
                    "生成多少个点；使用自己的数据时不起作用。",
                ),
                60,
                2,
                2000,
            ),
            Parameter::number(
                "noise",
                text("noise", "噪声"),
                text(
                    "How far points scatter about the centre of their class; not for your own data.",
                    "点在各自类中心周围散布多远；使用自己的数据时不起作用。",
                ),
                0.8,
                0.0,
                10.0,
            ),
            Parameter::whole(
                "example",
                text("example", "样本编号"),
                text("The example that is looked at, counted from 1.", "正在查看的样本，从 1 数起。"),
                1,
                1,
                1_000_000,
            )
            .view(),
        ];
        parameters.extend(start_parameters());
        parameters.extend(own_table::old::parameters());
        parameters.extend([own_table::old::scaling(), own_table::old::class()]);
        Ok(parameters)
    }

    fn open(setup: &OldSetup<'_>) -> Result<(Logistic, Weights), Problem> {
        let parameters = setup.parameters;
        let examples = match setup.data {
            [] => Examples::drawn(parameters.count("m"), parameters.number("noise"), setup.seed),
            files => Examples::read(
                files,
                &own_table::old::reading(parameters)?,
                parameters.word("scale"),
                parameters.word("class"),
            )?,
        };
        let cost = if parameters.word("loss") == "squared" { Cost::Squared } else { Cost::CrossEntropy };
        let start = NAMES.map(|name| parameters.number(name));
        let mut lesson = Logistic { examples, cost, start, lr: 0.0, chosen: 0 };
        lesson.tune(parameters)?;
        Ok((lesson, start))
    }

    fn tune(&mut self, parameters: &Parameters) -> Result<(), Problem> {
        self.lr = parameters.number("lr");
        self.chosen = parameters.count("example").saturating_sub(1).min(self.examples.count() - 1);
        Ok(())
    }

    fn step(&self, state: &mut Weights, t: u64) -> Flow {
        let gradient = self.gradient(state);
        for (weight, slope) in state.iter_mut().zip(gradient) {
            *weight -= self.lr * slope;
        }
        if state.iter().all(|weight| weight.is_finite()) {
            return Flow::Going;
        }
        let lr = self.lr;
        Flow::Broken(say!(
            "Step {t} would make a weight infinite: a learning rate of {lr} is too large for these numbers. Lower it (<) and go on.",
            "第 {t} 步会使权重变为无穷大：学习率 {lr} 对这些数据来说太大。请调小它（<）再继续。"
        ))
    }

    fn bytes(&self, _: &Weights) -> usize {
        size_of::<Weights>()
    }

    fn phases(&self, _: &Weights) -> Vec<Text> {
        vec![text("forward", "前向"), text("cost", "代价"), text("backward", "反向"), text("update", "更新")]
    }

    fn metrics(&self) -> Vec<Metric> {
        let mut metrics = vec![Metric::new("cost", text("cost J", "代价 J"))];
        metrics.extend(NAMES.map(|name| Metric::new(name, same(name))));
        metrics.push(Metric::new("accuracy", text("accuracy, %", "准确率，%")));
        metrics
    }

    fn measure(&self, state: &Weights, _: u64) -> Vec<f64> {
        let mut z = vec![0.0; self.examples.count()];
        let cost = self.mean_cost(state, &mut z);
        vec![cost, state[0], state[1], state[2], accuracy(&z, self.examples.set.targets(), 0.5)]
    }

    fn scene(&self, state: &Weights, look: &Look<'_>) -> Scene {
        scene::scene(self, state, look)
    }

    fn respond(&self, _: &Weights, gesture: &Gesture) -> Vec<Response> {
        match (gesture.panel.as_str(), gesture.act) {
            ("plane", Act::Press(Spot::Point { x, y }) | Act::Drag(Spot::Point { x, y })) => {
                self.nearest(x, y).map(|example| self.choose(example)).unwrap_or_default()
            }
            ("examples", Act::Press(Spot::Item(row))) => {
                self.choose(scene::page(self.chosen).saturating_add(row))
            }
            ("plane" | "examples" | "graph", Act::Move { dx, dy }) => {
                self.choose(self.chosen.saturating_add_signed(dx.saturating_add(dy) as isize))
            }
            _ => Vec::new(),
        }
    }

    fn act(&self, _: &Weights, verb: Verb) -> Vec<Response> {
        if verb != Verb::Example {
            return Vec::new();
        }
        let next = if self.start == SURELY_WRONG { [0.0; 3] } else { SURELY_WRONG };
        let set =
            |(name, value): (&str, f64)| Response::Set { name: name.into(), value: value.to_string().into() };
        NAMES.into_iter().zip(next).map(set).collect()
    }
}
