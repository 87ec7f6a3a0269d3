//! Lesson 9: shape a network on points of the plane.
//!
//! ```text
//! world       the points, learnt from and tested
//! feature     what is computed from a point before the network sees it
//! shape       hidden layers and places in the network as words
//! parameters  everything that can be set
//! maps        what every neuron answers over the plane
//! scene       the pictures: network, output map, curves; tables: the numbers
//! written     the arithmetic of the chosen connection or neuron; moved: of its update
//! gestures    clicks, keys and verbs; reshape: layers, neurons, inputs more or fewer; export: files
//! view        what the learner looks at
//! ```

mod curves;
mod export;
mod feature;
mod gestures;
mod maps;
mod moved;
mod parameters;
mod reshape;
mod scene;
mod shape;
mod tables;
mod view;
mod words;
mod world;
mod written;

use super::networks::method::Method;
use crate::lab::scene::Selected;
use crate::lab::{
    Act, Card, Flow, Form, Group, Lesson, Look, Made, Metric, Now, Panes, Recipe, Response, Row, Scene,
    Setup, Verb,
};
use crate::lessons::networks::{Batches, Examples, Trained, Training};
use crate::math::{NumpyRng, Tensor};
use crate::nn::mlp::Mlp;
use crate::say;
use crate::words::{Problem, Text, text};
use feature::Feature;
use parameters::Column;
use parameters::Settings;
use view::View;
use world::{Goal, World};

static CARD: Card = Card {
    number: 9,
    id: "playground",
    group: Group::Networks,
    title: text("Shape a network yourself", "亲手搭一个网络"),
    line: text(
        "Points of the plane, a network of your own shape, and a picture of what every neuron makes of them while it learns.",
        "平面上的点，由你决定形状的网络，以及学习过程中每个神经元所看到的图景。",
    ),
    goal: text(
        "say what width, depth, inputs and activation do to the border that a network can draw",
        "说清宽度、深度、输入和激活函数如何影响网络能画出的边界",
    ),
    minutes: 30,
    step: text("mini-batch", "小批量"),
    seeded: true,
    steps: 2500,
    preview: "step=1000",
    verbs: gestures::VERBS,
    guide: text(
        include_str!("../../../assets/lessons/playground.en.md"),
        include_str!("../../../assets/lessons/playground.zh.md"),
    ),
};

/// Every step of so many first epochs is kept for the curves, later the first of each epoch.
const CHARTED_EPOCHS: u64 = 4;

/// The points, and the network over them.
pub(super) struct Playground {
    world: World,
    training: Training,
    test: Examples,
    cross_entropy: bool,
    hidden: Vec<usize>,
}

/// What is seen.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Pane {
    Network,
    Plane,
    Loss,
    Neuron,
    Quality,
    Gradients,
    Activity,
    Points,
}

impl Panes for Pane {
    const ALL: &'static [(Pane, &'static str, Text)] = &[
        (Pane::Network, "network", text("network", "网络")),
        (Pane::Plane, "plane", text("map", "平面")),
        (Pane::Loss, "loss", text("loss", "损失")),
        (Pane::Neuron, "neuron", text("neuron", "神经元")),
        (Pane::Quality, "quality", text("quality", "效果")),
        (Pane::Gradients, "gradients", text("gradients", "梯度")),
        (Pane::Activity, "activity", text("activity", "活动")),
        (Pane::Points, "points", text("points", "数据点")),
    ];
}

const EPOCH: Metric = Metric::new("epoch", text("epoch", "轮"));
const TRAIN_LOSS: Metric = Metric::new("train_loss", text("training loss", "训练损失"));
const TEST_LOSS: Metric = Metric::new("test_loss", text("test loss", "测试损失"));
const TRAIN_ACCURACY: Metric = Metric::new("train_accuracy", text("training accuracy, %", "训练准确率，%"));
const TEST_ACCURACY: Metric = Metric::new("test_accuracy", text("test accuracy, %", "测试准确率，%"));

/// Answers and mean loss of one part of the points.
struct Asked {
    answers: Vec<f64>,
    loss: f64,
    /// Percent of the right classes; NaN where there are none.
    accuracy: f64,
}

impl Playground {
    fn ask(&self, state: &Trained, test: bool) -> Asked {
        let (part, first) = if test { (&self.test, self.world.train) } else { (&self.training.examples, 0) };
        let mut answers = Vec::new();
        if part.count == 0 {
            return Asked { answers, loss: f64::NAN, accuracy: f64::NAN };
        }
        let loss = self.training.ask(&state.parameters, part, &mut answers);
        let right = answers.chunks(self.world.goal.outputs()).enumerate();
        let right = right.filter(|(i, answer)| self.says(answer) == self.world.class(first + i)).count();
        let accuracy = match self.world.goal {
            Goal::Number => f64::NAN,
            _ => 100.0 * right as f64 / part.count as f64,
        };
        Asked { answers, loss, accuracy }
    }

    fn says(&self, answer: &[f64]) -> usize {
        self.world.says(answer, self.cross_entropy)
    }

    fn mlp(&self) -> &Mlp {
        &self.training.mlp
    }

    /// Place of a number among the parameters: a weight, or the bias where `from` is none; inputs count as all seven.
    fn parameter(&self, layer: usize, to: usize, from: Option<usize>) -> Option<usize> {
        let there = self.mlp().layers().get(layer.checked_sub(1)?)?;
        if to >= there.outputs {
            return None;
        }
        let Some(from) = from else { return Some(there.biases.start + to) };
        let from = if layer == 1 { shape::active(&self.world.features, from)? } else { from };
        (from < there.inputs).then(|| there.weight(to, from))
    }

    /// What is chosen, if it exists; otherwise the first connection to the output.
    fn selected(&self, view: &View) -> Selected {
        let last = self.mlp().layers().len();
        let usual =
            Selected::Edge { layer: last, from: if last == 1 { self.first_input() } else { 0 }, to: 0 };
        match *view.selected {
            it @ Selected::Neuron { layer: 0, index } if index < Feature::ALL.len() => it,
            it @ Selected::Neuron { layer, index } if self.parameter(layer, index, None).is_some() => it,
            it @ Selected::Edge { layer, from, to } if self.parameter(layer, to, Some(from)).is_some() => it,
            _ => usual,
        }
    }

    /// The first input that is on, of all seven.
    fn first_input(&self) -> usize {
        self.world.features.first().map_or(0, |feature| *feature as usize)
    }

    /// The chosen point, in range whatever was asked for.
    fn example(&self, view: &View) -> usize {
        view.example.0.min(self.world.count() - 1)
    }

    /// The inputs and the wanted outputs of a point, tested ones after those learnt from.
    fn point(&self, i: usize) -> (Vec<f64>, Vec<f64>) {
        let train = self.world.train;
        let (inputs, targets) =
            if i < train { self.training.examples.one(i) } else { self.test.one(i - train) };
        (inputs, targets.to_vec())
    }

    /// Place of a number to be set by hand among the parameters.
    fn place(&self, weight: &shape::Weight) -> Result<usize, Text> {
        let shape::Weight { layer, to, from, .. } = *weight;
        self.parameter(layer, to, from).ok_or_else(|| {
            let from = from.map_or("b".to_string(), |from| (from + 1).to_string());
            let place = format!("{layer}.{}.{from}", to + 1);
            say!(
                "the network has no connection {place} (or its input is off)",
                "网络中没有连接 {place}（或对应的输入已关闭）"
            )
        })
    }
}

/// A network as its script is told about it.
pub(crate) struct Told {
    /// Inputs computed from a point, by name.
    pub(crate) features: Vec<&'static str>,
    pub(crate) method: Method,
    /// Classes of the points that are drawn; none where they have values.
    pub(crate) classes: Option<usize>,
    /// Whether a table of one's own has values.
    pub(crate) values: bool,
    pub(crate) cross_entropy: bool,
    /// Whether points are kept for the test.
    pub(crate) tested: bool,
    /// Weights that are set by hand at the start.
    pub(crate) by_hand: Vec<ByHand>,
}

/// What the script of a run is told.
///
/// # Errors
/// A sentence when a setting does not fit.
pub(crate) fn told(recipe: &Recipe) -> Result<Told, Problem> {
    let (settings, _) = Playground::read(&recipe.settings)?;
    let features = settings.inputs.iter().map(|feature| feature.name()).collect();
    let by_hand = settings.weight.given(&recipe.settings).map(|words| by_hand(recipe, words));
    Ok(Told {
        features,
        method: Method {
            hidden: settings.hidden.to_vec(),
            activation: *settings.activation,
            optimizer: settings.optimizer,
            batch: *settings.batch,
            penalty: settings.regularisation,
        },
        classes: settings.data.classes(),
        values: *settings.target == Column::Values,
        cross_entropy: settings.cross_entropy,
        tested: *settings.share < 100.0,
        by_hand: by_hand.transpose()?.unwrap_or_default(),
    })
}

/// Layer, neuron, from which neuron before (none for the bias), and the number.
pub(crate) type ByHand = (usize, usize, Option<usize>, f64);

/// A change by hand as its script is told about it: layer, neuron, from which neuron before (none for the bias), all
/// counted from 0, and the number.
///
/// # Errors
/// A sentence when it cannot be read.
pub(crate) fn by_hand(recipe: &Recipe, words: &str) -> Result<Vec<ByHand>, Problem> {
    let (settings, _) = Playground::read(&recipe.settings)?;
    let told = |weight: shape::Weight| {
        let first =
            |from: usize| if weight.layer == 1 { shape::active(&settings.inputs, from) } else { Some(from) };
        (weight.layer - 1, weight.to, weight.from.and_then(first), weight.value)
    };
    Ok(shape::read_weights(words).map_err(Problem::usage)?.into_iter().map(told).collect())
}

impl Lesson for Playground {
    type Settings = Settings;
    type State = Trained;
    type Pane = Pane;

    fn card() -> &'static Card {
        &CARD
    }

    fn settings(form: &mut Form<'_>) -> Result<Settings, Problem> {
        Settings::fill(form)
    }

    fn open(setup: &Setup<'_, Settings>) -> Result<(Playground, Trained), Problem> {
        let settings = setup.settings;
        let world = World::open(setup)?;
        let cross_entropy = settings.cross_entropy && world.goal != Goal::Number;
        let hidden = settings.hidden.to_vec();
        let sizes = [world.features.len()].into_iter().chain(hidden.iter().copied());
        let sizes: Vec<usize> = sizes.chain([world.goal.outputs()]).collect();
        let (examples, test) = world.examples(cross_entropy);
        let training = Training {
            mlp: Mlp::new(&sizes, *settings.activation, world.goal.head(cross_entropy), true),
            examples,
            optimizer: settings.optimizer,
            batch: *settings.batch,
            regularisation: settings.regularisation,
        };
        let mut state = training.start(*settings.init, NumpyRng::new(setup.seed));
        if !*settings.shuffle {
            state.batches = Batches::in_order(training.examples.count);
        }
        Ok((Playground { world, training, test, cross_entropy, hidden }, state))
    }

    fn tune(&mut self, settings: &Settings) -> Result<(), Problem> {
        self.training.optimizer = settings.optimizer;
        self.training.batch = *settings.batch;
        self.training.regularisation = settings.regularisation;
        Ok(())
    }

    fn edit(&self, _: &Settings, state: &mut Trained, words: &str) -> Result<(), Text> {
        let weights = shape::read_weights(words)?;
        let place = |weight: &shape::Weight| self.place(weight);
        let places = weights.iter().map(place).collect::<Result<Vec<usize>, Text>>()?;
        for (place, weight) in places.into_iter().zip(weights) {
            state.parameters[place] = weight.value;
            if let Some(dead) = state.dead.get_mut(place) {
                *dead = false;
            }
        }
        Ok(())
    }

    fn step(&self, _: &Settings, state: &mut Trained, t: u64) -> Flow {
        match self.training.step(state) {
            Ok(()) => Flow::Going,
            Err(overflow) => Flow::Broken(words::overflow(self, overflow, t)),
        }
    }

    fn bytes(&self, state: &Trained) -> usize {
        state.bytes()
    }

    fn weights(&self, now: Now<'_, Self>) -> Vec<Tensor> {
        super::networks::tensors(self.mlp(), &now.state.parameters)
    }

    fn made(&self, now: Now<'_, Self>) -> Vec<Made> {
        super::networks::lines::made(&self.training, now.state)
    }

    fn phases(&self, _: Now<'_, Self>) -> Vec<Text> {
        vec![text("forward", "前向"), text("loss", "损失"), text("backward", "反向"), text("update", "更新")]
    }

    fn remark(&self) -> Option<Text> {
        self.world.constant.clone()
    }

    fn measure(&self, now: Now<'_, Self>, row: &mut Row) {
        let (train, test) = (self.ask(now.state, false), self.ask(now.state, true));
        row.put(&EPOCH, now.state.batches.epoch() as f64);
        row.put(&TRAIN_LOSS, train.loss);
        row.put(&TEST_LOSS, test.loss);
        row.put(&TRAIN_ACCURACY, train.accuracy);
        row.put(&TEST_ACCURACY, test.accuracy);
    }

    fn charted(&self, now: Now<'_, Self>) -> bool {
        now.state.batches.fresh() || now.state.batches.epoch() < CHARTED_EPOCHS
    }

    fn scene(&self, now: Now<'_, Self>, look: &Look<'_>) -> Scene {
        scene::scene(self, now, look)
    }

    fn respond(&self, now: Now<'_, Self>, pane: Pane, act: Act) -> Vec<Response> {
        gestures::respond(self, now, pane, act)
    }

    fn act(&self, now: Now<'_, Self>, verb: Verb) -> Vec<Response> {
        gestures::act(self, now, verb)
    }
}
