//! Lesson 10: a network learns to read handwriting, and reads what you draw.
//!
//! ```text
//! parameters  the settings
//! answers     what the network says to the test pictures: table, mistakes
//! sheet       what the learner draws, and the picture that the network sees of it
//! paper       how large and thick the training digits are
//! view        what is looked at
//! gestures    keys and clicks
//! scene       what is seen
//! written     the arithmetic
//! ```

mod answers;
mod gestures;
mod paper;
mod parameters;
mod scene;
mod sheet;
mod view;
mod written;

use super::networks::method::Method;
use super::networks::{Examples, Inputs, Overflow, Trained, Training};
use crate::data::digits::Told;
use crate::data::{Pictures, Pixels};
use crate::lab::{
    Act, Card, Flow, Form, Group, Lesson, Look, Made, Metric, Now, Panes, Recipe, Response, Row, Scene,
    Setup, Verb,
};
use crate::math::{NumpyRng, Tensor};
use crate::nn::mlp::{Head, Mlp};
use crate::say;
use crate::words::{Problem, Text, text};
use answers::Seen;
use paper::Measured;
use parameters::Settings;
use view::View;

static CARD: Card = Card {
    number: 10,
    id: "digits",
    group: Group::Networks,
    title: text("Reading handwriting", "识别手写数字"),
    line: text(
        "A network learns to read digits from thousands of pictures. Then draw one yourself and watch it guess with every stroke.",
        "网络从几千张图片中学会认数字。然后你自己画一个，看它随着每一笔怎样猜。",
    ),
    goal: text(
        "follow a picture through softmax and cross-entropy, read a confusion matrix, and say what the hidden neurons look for",
        "看懂一张图片怎样经过 softmax 与交叉熵，读懂混淆矩阵，并说清隐藏神经元在找什么",
    ),
    minutes: 25,
    step: text("mini-batch", "小批量"),
    seeded: true,
    steps: 5000,
    preview: "step=250",
    verbs: gestures::VERBS,
    guide: text(
        include_str!("../../../assets/lessons/digits.en.md"),
        include_str!("../../../assets/lessons/digits.zh.md"),
    ),
};

/// Products that may go into a point of the curves, and into the table of a picture of a run, on each part: with
/// more, only the first pictures of the part are asked about.
const CURVE: usize = 80_000_000;
const TABLE: usize = 40_000_000;
/// Large sets are charted so many times an epoch, others once.
const CHARTED: u64 = 8;

/// How many pictures of each part the curves and the table are about while an epoch is under way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Sample {
    train: usize,
    test: usize,
}

/// The pictures, and the network over them.
pub(super) struct Digits {
    training: Training,
    train_labels: Vec<u8>,
    test: Examples,
    test_labels: Vec<u8>,
    /// What the network tells apart: the ten digits, or what the labels of other pictures are called.
    classes: Vec<String>,
    side: usize,
    origin: Text,
    paper: Measured,
    sample: Sample,
    epochs: u64,
    view: View,
}

/// What is seen.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Pane {
    Flow,
    Picture,
    Sheet,
    Says,
    Loss,
    Accuracy,
    Hidden,
    Unit,
    Confusion,
    Gallery,
}

impl Panes for Pane {
    const ALL: &'static [(Pane, &'static str, Text)] = &[
        (Pane::Flow, "flow", text("flow", "流程")),
        (Pane::Picture, "picture", text("picture", "图片")),
        (Pane::Sheet, "sheet", text("sheet", "画板")),
        (Pane::Says, "says", text("says", "判断")),
        (Pane::Loss, "loss", text("loss", "损失")),
        (Pane::Accuracy, "accuracy", text("score", "准确率")),
        (Pane::Hidden, "hidden", text("hidden", "隐藏层")),
        (Pane::Unit, "unit", text("unit", "单元")),
        (Pane::Confusion, "confusion", text("matrix", "混淆")),
        (Pane::Gallery, "gallery", text("mistakes", "错例")),
    ];
}

const EPOCH: Metric = Metric::new("epoch", text("epoch", "轮"));
const TRAIN_LOSS: Metric = Metric::new("train_loss", text("training loss", "训练损失"));
const TEST_LOSS: Metric = Metric::new("test_loss", text("test loss", "测试损失"));
const TRAIN_ACCURACY: Metric = Metric::new("train_accuracy", text("training accuracy, %", "训练准确率，%"));
const TEST_ACCURACY: Metric = Metric::new("test_accuracy", text("test accuracy, %", "测试准确率，%"));

/// The network as it is trained, and what was seen of it.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::lessons) struct Reader {
    trained: Trained,
    seen: Seen,
}

impl Digits {
    /// Steps of an epoch.
    fn epoch(&self) -> u64 {
        self.training.examples.count.div_ceil(self.training.batch) as u64
    }

    /// All pictures of each part.
    fn all(&self) -> Sample {
        Sample { train: self.training.examples.count, test: self.test.count }
    }

    /// Measures the first pictures of each part.
    fn measured(&self, reader: &Reader, first: Sample, row: &mut Row) {
        let train = self.ask(reader, &self.training.examples, first.train);
        let test = if first.test == self.asked(reader) {
            self.answers(reader)
        } else {
            &self.ask(reader, &self.test, first.test)
        };
        row.put(&EPOCH, reader.trained.batches.epoch() as f64);
        row.put(&TRAIN_LOSS, train.loss);
        row.put(&TEST_LOSS, test.loss);
        row.put(&TRAIN_ACCURACY, train.accuracy(&self.train_labels));
        row.put(&TEST_ACCURACY, test.accuracy(&self.test_labels));
    }

    /// What would grow without bounds, in words.
    fn sentence(&self, overflow: Overflow, t: u64) -> Text {
        let (Overflow::Gradient(k) | Overflow::Parameter(k)) = overflow;
        let layer = self.training.mlp.layers().iter().position(|layer| k < layer.biases.end).unwrap_or(0) + 1;
        let lr = self.training.optimizer.rate();
        say!(
            "Step {t} would push a number of layer {layer} beyond all bounds: a learning rate of {lr} is too large. Lower it (<) and go on.",
            "第 {t} 步会使第 {layer} 层的数超出一切界限：学习率 {lr} 太大。请调小它（<）再继续。"
        )
    }
}

/// Pictures as the network takes them, with the class as so many numbers of which one is 1, and the labels.
fn examples(pictures: Pictures, classes: usize) -> (Examples, Vec<u8>) {
    let count = pictures.len();
    let mut targets = vec![0.0; count * classes];
    for (target, &label) in targets.chunks_exact_mut(classes).zip(&pictures.labels) {
        target[usize::from(label)] = 1.0;
    }
    let inputs = match pictures.pixels {
        Pixels::Bytes(bytes) => Inputs::Bytes(bytes),
        Pixels::Fractions(reals) => Inputs::Reals(reals),
    };
    (Examples { inputs, targets, count }, pictures.labels)
}

/// How a network is trained, the length of the run, and how pictures of one's own are read: as the script of a run
/// is told.
///
/// # Errors
/// A sentence when a setting does not fit.
pub(crate) fn told(recipe: &Recipe) -> Result<(Method, u64, Option<Told>), Problem> {
    let settings = Digits::read(&recipe.settings)?.0;
    let method = Method {
        hidden: settings.hidden.to_vec(),
        activation: *settings.activation,
        optimizer: settings.optimizer,
        batch: *settings.batch,
        penalty: None,
    };
    Ok((method, *settings.epochs, settings.own.told(&recipe.data)?))
}

impl Lesson for Digits {
    type Settings = Settings;
    type State = Reader;
    type Pane = Pane;

    fn card() -> &'static Card {
        &CARD
    }

    fn settings(form: &mut Form<'_>) -> Result<Settings, Problem> {
        Settings::fill(form)
    }

    fn open(setup: &Setup<'_, Settings>) -> Result<(Digits, Reader), Problem> {
        let settings = setup.settings;
        let set = settings.own.digits(setup.data, setup.seed, setup.loading)?;
        let sizes = [set.side * set.side].into_iter().chain(settings.hidden.iter().copied());
        let sizes: Vec<usize> = sizes.chain([set.classes.len()]).collect();
        let mlp = Mlp::new(&sizes, *settings.activation, Head::Softmax, true);
        let (train, train_labels) = examples(set.train, set.classes.len());
        let (test, test_labels) = examples(set.test, set.classes.len());
        let products = mlp.parameters();
        let at_most = |budget: usize, count: usize| (budget / products).max(200).min(count);
        let sample = Sample { train: at_most(CURVE, train.count), test: at_most(TABLE, test.count) };
        let training = Training {
            mlp,
            examples: train,
            optimizer: settings.optimizer,
            batch: *settings.batch,
            regularisation: None,
        };
        let trained = training.start(*settings.init, NumpyRng::new(setup.seed));
        let paper = Measured::default();
        let on_paper = (set.side, || paper.paper(&training.examples, set.side));
        let view = View::new(&settings.seen, on_paper, set.classes.len(), None);
        let (classes, side, origin, epochs) = (set.classes, set.side, set.origin, *settings.epochs);
        let lesson = Digits {
            training,
            train_labels,
            test,
            test_labels,
            classes,
            side,
            origin,
            paper,
            sample,
            epochs,
            view,
        };
        Ok((lesson, Reader { trained, seen: Seen::default() }))
    }

    fn tune(&mut self, settings: &Settings) -> Result<(), Problem> {
        let paper = || self.paper.paper(&self.training.examples, self.side);
        self.view = View::new(&settings.seen, (self.side, paper), self.classes.len(), Some(&self.view));
        self.training.optimizer = settings.optimizer;
        self.epochs = *settings.epochs;
        Ok(())
    }

    fn step(&self, _: &Settings, reader: &mut Reader, t: u64) -> Flow {
        reader.seen.forget();
        match self.training.step(&mut reader.trained) {
            Ok(()) => Flow::Going,
            Err(overflow) => Flow::Broken(self.sentence(overflow, t)),
        }
    }

    fn length(&self, settings: &Settings) -> Option<u64> {
        Some(settings.epochs.saturating_mul(self.epoch()))
    }

    fn bytes(&self, reader: &Reader) -> usize {
        reader.trained.bytes()
    }

    fn weights(&self, now: Now<'_, Self>) -> Vec<Tensor> {
        super::networks::tensors(&self.training.mlp, &now.state.trained.parameters)
    }

    fn made(&self, now: Now<'_, Self>) -> Vec<Made> {
        super::networks::lines::made(&self.training, &now.state.trained)
    }

    fn phases(&self, _: Now<'_, Self>) -> Vec<Text> {
        vec![text("forward", "前向"), text("loss", "损失"), text("backward", "反向"), text("update", "更新")]
    }

    fn measure(&self, now: Now<'_, Self>, row: &mut Row) {
        self.measured(now.state, self.all(), row);
    }

    fn charted(&self, now: Now<'_, Self>) -> bool {
        let often = self.epoch() / CHARTED;
        let large = self.sample.train < self.training.examples.count;
        now.t.is_power_of_two()
            || now.t == 0
            || now.state.trained.batches.fresh()
            || (large && often > 0 && now.t.is_multiple_of(often))
    }

    fn chart(&self, now: Now<'_, Self>, row: &mut Row) -> bool {
        self.measured(now.state, self.sample, row);
        self.sample == self.all()
    }

    fn scene(&self, now: Now<'_, Self>, look: &Look<'_>) -> Scene {
        scene::scene(self, now.state, look)
    }

    fn respond(&self, now: Now<'_, Self>, pane: Pane, act: Act) -> Vec<Response> {
        gestures::respond(self, now, pane, act)
    }

    fn act(&self, now: Now<'_, Self>, verb: Verb) -> Vec<Response> {
        gestures::act(self, now, verb)
    }
}
