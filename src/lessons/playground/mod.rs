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

use crate::lab::bridge::{OldLesson, OldSetup};
use crate::lab::scene::Selected;
use crate::lab::{
    Card, Flow, Gesture, Group, Look, Metric, Parameter, Parameters, Response, Scene, Settings, Verb,
};
use crate::lessons::networks::{Batches, Examples, Trained, Training, rule};
use crate::math::{Activation, Initialisation, NumpyRng};
use crate::nn::mlp::{Mlp, Penalty, Regularisation};
use crate::say;
use crate::words::{Problem, Text, text};
use feature::Feature;
use shape::Setting;
use view::{Lines, View};
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
    preview: 1000,
    verbs: gestures::VERBS,
    guide: text(
        include_str!("../../../assets/lessons/playground.en.md"),
        include_str!("../../../assets/lessons/playground.zh.md"),
    ),
};

/// Every step of so many first epochs is kept for the curves, later the first of each epoch.
const CHARTED_EPOCHS: u64 = 4;

/// The points, the network over them, and the parameters in force.
pub(super) struct Playground {
    world: World,
    training: Training,
    test: Examples,
    cross_entropy: bool,
    hidden: Vec<usize>,
    view: View,
}

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
    fn selected(&self) -> Selected {
        let last = self.mlp().layers().len();
        let usual =
            Selected::Edge { layer: last, from: if last == 1 { self.first_input() } else { 0 }, to: 0 };
        match self.view.selected {
            Selected::Neuron { layer: 0, index } if index < Feature::ALL.len() => self.view.selected,
            Selected::Neuron { layer, index } if self.parameter(layer, index, None).is_some() => {
                self.view.selected
            }
            Selected::Edge { layer, from, to } if self.parameter(layer, to, Some(from)).is_some() => {
                self.view.selected
            }
            _ => usual,
        }
    }

    /// The first input that is on, of all seven.
    fn first_input(&self) -> usize {
        self.world.features.first().map_or(0, |feature| *feature as usize)
    }

    /// The chosen point, in range whatever was asked for.
    fn example(&self) -> usize {
        self.view.example.min(self.world.count() - 1)
    }

    /// The inputs and the wanted outputs of a point, tested ones after those learnt from.
    fn point(&self, i: usize) -> (Vec<f64>, Vec<f64>) {
        let train = self.world.train;
        let (inputs, targets) =
            if i < train { self.training.examples.one(i) } else { self.test.one(i - train) };
        (inputs, targets.to_vec())
    }

    fn set_weights(&self, state: &mut Trained, settings: &[Setting]) -> Result<(), Problem> {
        let mut places = Vec::new();
        for Setting { layer, to, from, .. } in settings {
            let Some(place) = self.parameter(*layer, *to, *from) else {
                let place = format!(
                    "{layer}.{}.{}",
                    to + 1,
                    from.map_or("b".to_string(), |from| (from + 1).to_string())
                );
                return Err(Problem::usage(say!(
                    "The network has no connection {place} (or its input is off).",
                    "网络中没有连接 {place}（或对应的输入已关闭）。"
                )));
            };
            places.push(place);
        }
        for (place, setting) in places.into_iter().zip(settings) {
            state.parameters[place] = setting.value;
            if let Some(dead) = state.dead.get_mut(place) {
                *dead = false;
            }
        }
        Ok(())
    }
}

/// A lower-case word of a parameter as what it names; the declaration lets no other one through.
fn named<T: Default>(found: Option<T>) -> T {
    found.unwrap_or_default()
}

/// A network as its script is told about it.
pub(crate) struct Told {
    /// Inputs computed from a point, by name.
    pub(crate) features: Vec<&'static str>,
    /// Neurons of each hidden layer.
    pub(crate) hidden: Vec<usize>,
}

/// What the script of a run is told.
///
/// # Errors
/// A sentence when a list cannot be read.
pub(crate) fn told(parameters: &Parameters) -> Result<Told, Problem> {
    let features = Feature::read(parameters.word("inputs"))?.into_iter().map(Feature::name).collect();
    Ok(Told { features, hidden: shape::read(parameters.word("hidden"))? })
}

/// Layer, neuron, from which neuron before (none for the bias), and the number.
pub(crate) type ByHand = (usize, usize, Option<usize>, f64);

/// A change by hand as its script is told about it: layer, neuron, from which neuron before (none for the bias), all
/// counted from 0, and the number.
///
/// # Errors
/// A sentence when it cannot be read.
pub(crate) fn by_hand(parameters: &Parameters, words: &str) -> Result<Vec<ByHand>, Problem> {
    let features = Feature::read(parameters.word("inputs"))?;
    let told = |setting: shape::Setting| {
        let first =
            |from: usize| if setting.layer == 1 { shape::active(&features, from) } else { Some(from) };
        (setting.layer - 1, setting.to, setting.from.and_then(first), setting.value)
    };
    Ok(shape::read_settings(words)?.into_iter().map(told).collect())
}

impl OldLesson for Playground {
    type State = Trained;

    fn card() -> &'static Card {
        &CARD
    }

    fn parameters(settings: &Settings) -> Result<Vec<Parameter>, Problem> {
        let mut all = parameters::parameters(settings)?;
        all.extend(super::own_table::old::parameters());
        Ok(all)
    }

    fn open(setup: &OldSetup<'_>) -> Result<(Playground, Trained), Problem> {
        let parameters = setup.parameters;
        let world = World::open(setup, Feature::read(parameters.word("inputs"))?)?;
        let cross_entropy = parameters.word("loss") == "cross-entropy" && world.goal != Goal::Number;
        let hidden = shape::read(parameters.word("hidden"))?;
        let sizes: Vec<usize> = std::iter::once(world.features.len())
            .chain(hidden.iter().copied())
            .chain([world.goal.outputs()])
            .collect();
        let activation = named(Activation::from_name(parameters.word("activation")));
        let (examples, test) = world.examples(cross_entropy);
        let training = Training {
            mlp: Mlp::new(&sizes, activation, world.goal.head(cross_entropy), true),
            examples,
            optimizer: rule::optimizer(parameters)?,
            batch: 1,
            regularisation: None,
        };
        let init = named(Initialisation::from_name(parameters.word("init")));
        let mut state = training.start(init, NumpyRng::new(setup.seed));
        if !parameters.on("shuffle") {
            state.batches = Batches::in_order(training.examples.count);
        }
        let mut lesson = Playground { world, training, test, cross_entropy, hidden, view: View::default() };
        lesson.tune(parameters)?;
        lesson.set_weights(&mut state, &shape::read_settings(parameters.word("weight"))?)?;
        Ok((lesson, state))
    }

    fn tune(&mut self, parameters: &Parameters) -> Result<(), Problem> {
        self.training.optimizer = rule::optimizer(parameters)?;
        self.training.batch = parameters.count("batch");
        let penalty = match parameters.word("regularisation") {
            "l1" => Some(Penalty::L1),
            "l2" => Some(Penalty::L2),
            _ => None,
        };
        let rate = parameters.number("reg_rate");
        self.training.regularisation = penalty.map(|penalty| Regularisation { penalty, rate });
        self.view = View::new(parameters);
        Ok(())
    }

    fn touch(&self, state: &mut Trained, _: &str, value: &str) -> Result<(), Problem> {
        self.set_weights(state, &shape::read_settings(value)?)
    }

    fn step(&self, state: &mut Trained, t: u64) -> Flow {
        match self.training.step(state) {
            Ok(()) => Flow::Going,
            Err(burst) => Flow::Broken(words::burst(self, burst, t)),
        }
    }

    fn bytes(&self, state: &Trained) -> usize {
        state.bytes()
    }

    fn phases(&self, _: &Trained) -> Vec<Text> {
        vec![text("forward", "前向"), text("loss", "损失"), text("backward", "反向"), text("update", "更新")]
    }

    fn metrics(&self) -> Vec<Metric> {
        vec![
            Metric::new("epoch", text("epoch", "轮")),
            Metric::new("train_loss", text("training loss", "训练损失")),
            Metric::new("test_loss", text("test loss", "测试损失")),
            Metric::new("train_accuracy", text("training accuracy, %", "训练准确率，%")),
            Metric::new("test_accuracy", text("test accuracy, %", "测试准确率，%")),
        ]
    }

    fn measure(&self, state: &Trained, _: u64) -> Vec<f64> {
        let (train, test) = (self.ask(state, false), self.ask(state, true));
        vec![state.batches.epoch() as f64, train.loss, test.loss, train.accuracy, test.accuracy]
    }

    fn charted(&self, state: &Trained, _: u64) -> bool {
        state.batches.fresh() || state.batches.epoch() < CHARTED_EPOCHS
    }

    fn scene(&self, state: &Trained, look: &Look<'_>) -> Scene {
        scene::scene(self, state, look)
    }

    fn respond(&self, state: &Trained, gesture: &Gesture) -> Vec<Response> {
        gestures::respond(self, state, gesture)
    }

    fn act(&self, state: &Trained, verb: Verb) -> Vec<Response> {
        gestures::act(self, state, verb)
    }
}
