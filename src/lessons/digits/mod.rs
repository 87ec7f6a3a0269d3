//! Lesson 10: a network learns to read handwriting, and reads what you draw.
//!
//! ```text
//! parameters  the declarations, and the network they describe
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

use super::networks::{Burst, Examples, Inputs, Trained, Training, rule};
use super::own_table;
use crate::data::{Pictures, Pixels};
use crate::lab::bridge::{OldLesson, OldSetup};
use crate::lab::{
    Card, Flow, Gesture, Group, Look, Metric, Parameter, Parameters, Response, Scene, Settings, Verb,
};
use crate::math::{Initialisation, NumpyRng};
use crate::say;
use crate::words::{Problem, Text, text};
use answers::{Seen, accuracy};
use paper::Paper;
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
    preview: 250,
    verbs: gestures::VERBS,
    guide: text(
        include_str!("../../../assets/lessons/digits.en.md"),
        include_str!("../../../assets/lessons/digits.zh.md"),
    ),
};

/// Classes.
const DIGITS: usize = 10;

/// Products that may go into a point of the curves, and into the table of a picture of a run, on each part: with
/// more, only the first pictures of the part are asked about.
const CURVE: usize = 80_000_000;
const TABLE: usize = 40_000_000;
/// Large sets are charted so many times an epoch, others once.
const CHARTED: u64 = 8;

/// How many pictures of each part the curves and the table are about while an epoch is under way.
#[derive(Debug, Clone, Copy)]
struct Sample {
    train: usize,
    test: usize,
}

/// The pictures, the network and the parameters in force.
pub(super) struct Digits {
    training: Training,
    train_labels: Vec<u8>,
    test: Examples,
    test_labels: Vec<u8>,
    side: usize,
    origin: Text,
    paper: Paper,
    sample: Sample,
    epochs: u64,
    view: View,
}

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

    /// epoch, train_loss, test_loss, train_accuracy, test_accuracy over the first pictures of each part.
    fn measured(&self, reader: &Reader, first: Sample) -> Vec<f64> {
        let mut p = Vec::new();
        let mut ask = |examples: &Examples, labels: &[u8], count: usize| {
            let chosen: Vec<usize> = (0..count).collect();
            let loss = self.training.ask_some(&reader.trained.parameters, examples, &chosen, &mut p);
            (loss, accuracy(&p, labels))
        };
        let train = ask(&self.training.examples, &self.train_labels, first.train);
        let test = ask(&self.test, &self.test_labels, first.test);
        vec![reader.trained.batches.epoch() as f64, train.0, test.0, train.1, test.1]
    }

    /// What would grow without bounds, in words.
    fn sentence(&self, burst: Burst, t: u64) -> Text {
        let (Burst::Gradient(k) | Burst::Parameter(k)) = burst;
        let layer = self.training.mlp.layers().iter().position(|layer| k < layer.biases.end).unwrap_or(0) + 1;
        let lr = self.training.optimizer.rate();
        say!(
            "Step {t} would push a number of layer {layer} beyond all bounds: a learning rate of {lr} is too large. Lower it (<) and go on.",
            "第 {t} 步会使第 {layer} 层的数超出一切界限：学习率 {lr} 太大。请调小它（<）再继续。"
        )
    }
}

/// Pictures as the network takes them, with the digit as ten numbers of which one is 1, and the labels.
fn examples(pictures: Pictures) -> (Examples, Vec<u8>) {
    let count = pictures.len();
    let mut targets = vec![0.0; count * DIGITS];
    for (target, &label) in targets.chunks_exact_mut(DIGITS).zip(&pictures.labels) {
        target[usize::from(label)] = 1.0;
    }
    let inputs = match pictures.pixels {
        Pixels::Bytes(bytes) => Inputs::Bytes(bytes),
        Pixels::Fractions(reals) => Inputs::Reals(reals),
    };
    (Examples { inputs, targets, count }, pictures.labels)
}

impl OldLesson for Digits {
    type State = Reader;

    fn card() -> &'static Card {
        &CARD
    }

    fn parameters(settings: &Settings) -> Result<Vec<Parameter>, Problem> {
        let mut all = parameters::declare(settings);
        all.extend(own_table::old::parameters());
        all.push(own_table::old::sideways());
        Ok(all)
    }

    fn open(setup: &OldSetup<'_>) -> Result<(Digits, Reader), Problem> {
        let all = setup.parameters;
        let set = own_table::old::digits(setup)?;
        let mlp = parameters::mlp(all, set.side * set.side)?;
        let (train, train_labels) = examples(set.train);
        let (test, test_labels) = examples(set.test);
        let products = mlp.parameters();
        let at_most = |budget: usize, count: usize| (budget / products).max(200).min(count);
        let sample = Sample { train: at_most(CURVE, train.count), test: at_most(TABLE, test.count) };
        let paper = Paper::measure(&train, set.side);
        let training = Training {
            mlp,
            examples: train,
            optimizer: rule::optimizer(all)?,
            batch: all.count("batch"),
            regularisation: None,
        };
        let init = Initialisation::from_name(all.word("init")).unwrap_or_default();
        let reader =
            Reader { trained: training.start(init, NumpyRng::new(setup.seed)), seen: Seen::default() };
        let view = View::new(&paper);
        let (side, origin, epochs) = (set.side, set.origin, 0);
        let mut lesson =
            Digits { training, train_labels, test, test_labels, side, origin, paper, sample, epochs, view };
        lesson.tune(all)?;
        Ok((lesson, reader))
    }

    fn tune(&mut self, parameters: &Parameters) -> Result<(), Problem> {
        let optimizer = rule::optimizer(parameters)?;
        self.view = self.view.follow(parameters, &self.paper)?;
        self.training.optimizer = optimizer;
        self.epochs = parameters.count("epochs") as u64;
        Ok(())
    }

    fn step(&self, reader: &mut Reader, t: u64) -> Flow {
        reader.seen.forget();
        match self.training.step(&mut reader.trained) {
            Ok(()) => Flow::Going,
            Err(burst) => Flow::Broken(self.sentence(burst, t)),
        }
    }

    fn length(&self) -> Option<u64> {
        Some(self.epochs.saturating_mul(self.epoch()))
    }

    fn bytes(&self, reader: &Reader) -> usize {
        reader.trained.bytes()
    }

    fn phases(&self, _: &Reader) -> Vec<Text> {
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

    fn measure(&self, reader: &Reader, _: u64) -> Vec<f64> {
        self.measured(reader, Sample { train: self.training.examples.count, test: self.test.count })
    }

    fn charted(&self, reader: &Reader, t: u64) -> bool {
        let often = self.epoch() / CHARTED;
        let large = self.sample.train < self.training.examples.count;
        t.is_power_of_two()
            || t == 0
            || reader.trained.batches.fresh()
            || (large && often > 0 && t.is_multiple_of(often))
    }

    fn chart(&self, reader: &Reader, _: u64) -> Vec<f64> {
        self.measured(reader, self.sample)
    }

    fn scene(&self, reader: &Reader, look: &Look<'_>) -> Scene {
        scene::scene(self, reader, look)
    }

    fn respond(&self, reader: &Reader, gesture: &Gesture) -> Vec<Response> {
        gestures::respond(self, reader, gesture)
    }

    fn act(&self, reader: &Reader, verb: Verb) -> Vec<Response> {
        gestures::act(self, reader, verb)
    }
}
