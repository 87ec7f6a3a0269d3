//! Lesson 6: one neuron looks at pictures and says whether it sees a cat.

mod lines;
mod neuron;
mod scene;
mod settings;
mod written;

use crate::data::Pictures;
use crate::data::cats::PictureSet;
use crate::data::picture_file::one_picture;
use crate::lab::{
    Act, Card, Flow, Form, Group, Lesson, Look, Made, Metric, Now, Nth, Panes, Recipe, Response, Row, Scene,
    Setup, Spot,
};
use crate::math::Tensor;
use crate::nn::logistic::accuracy;
use crate::say;
use crate::words::{Problem, Text, text};
use neuron::{Neuron, Weights};
use settings::{Part, Settings};
use std::sync::Arc;

static CARD: Card = Card {
    number: 6,
    id: "cats",
    group: Group::Neuron,
    title: text("One neuron looks at cats", "一个神经元看猫"),
    line: text(
        "A single neuron learns from 209 pictures to tell cats from everything else, and its weights become a picture you can look at.",
        "单个神经元从 209 张图片中学习区分猫与非猫，它的权重本身就是一幅可以看的图。",
    ),
    goal: text(
        "follow logistic regression from pixels to accuracy, and say why 99 % on the training pictures is not success",
        "看懂逻辑回归从像素到准确率的每一步，并说清为什么训练集上 99% 还不算成功",
    ),
    minutes: 20,
    step: text("iteration", "迭代"),
    seeded: false,
    steps: 2000,
    preview: "step=300",
    verbs: &[],
    guide: text(
        include_str!("../../../assets/lessons/cats.en.md"),
        include_str!("../../../assets/lessons/cats.zh.md"),
    ),
};

/// A picture of the learner's own that the neuron is asked about.
#[derive(Clone)]
struct Asked {
    name: String,
    bytes: Vec<u8>,
}

/// What the learner looks at.
#[derive(Clone)]
struct View {
    part: Part,
    /// In range, whatever was asked for.
    picture: usize,
    weight: usize,
    asked: Option<Asked>,
}

impl View {
    fn new(set: &PictureSet, settings: &Settings) -> Result<View, Problem> {
        let middle = (set.height / 2 * set.width + set.width / 2) * set.channels;
        let weight = settings.weight.checked_sub(1).unwrap_or(middle);
        Ok(View {
            part: *settings.part,
            picture: settings.picture.0.min(pictures(set, *settings.part).len() - 1),
            weight: weight.min(set.train.features - 1),
            asked: asked(set, settings.predict.trim())?,
        })
    }
}

fn pictures(set: &PictureSet, part: Part) -> &Pictures {
    match part {
        Part::Train => &set.train,
        Part::Test => &set.test,
    }
}

/// The picture in a file, if one is named.
fn asked(set: &PictureSet, file: &str) -> Result<Option<Asked>, Problem> {
    if file.is_empty() {
        return Ok(None);
    }
    let path = crate::data::paths::path(file);
    let bytes = one_picture(&path, set.height, set.width, set.channels)?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    Ok(Some(Asked { name: crate::words::printable(&name), bytes }))
}

/// The pictures, the neuron over them, and what is looked at.
#[derive(Clone)]
pub(super) struct Cats {
    set: Arc<PictureSet>,
    neuron: Neuron,
    view: View,
}

/// What is seen.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Pane {
    Picture,
    Weights,
    Cost,
    Quality,
    Wrong,
    Journey,
}

impl Panes for Pane {
    const ALL: &'static [(Pane, &'static str, Text)] = &[
        (Pane::Picture, "picture", text("picture", "图片")),
        (Pane::Weights, "weights", text("weights", "权重")),
        (Pane::Cost, "cost", text("cost", "代价")),
        (Pane::Quality, "quality", text("quality", "效果")),
        (Pane::Wrong, "wrong", text("mistakes", "错例")),
        (Pane::Journey, "journey", text("from pixels to an answer", "从像素到答案")),
    ];
}

const COST: Metric = Metric::new("cost", text("cost J", "代价 J"));
const TRAIN: Metric = Metric::new("train_accuracy", text("training accuracy, %", "训练准确率，%"));
const TEST: Metric = Metric::new("test_accuracy", text("test accuracy, %", "测试准确率，%"));

impl Cats {
    fn part(&self) -> &Pictures {
        pictures(&self.set, self.view.part)
    }

    /// Places of the test pictures that are classified wrongly.
    fn wrong(&self, threshold: f64, test_logits: &[f64]) -> Vec<usize> {
        let says = |z: f64| u8::from(crate::nn::logistic::sigmoid(z) > threshold);
        let labels = &self.set.test.labels;
        (0..labels.len()).filter(|&i| says(test_logits[i]) != labels[i]).collect()
    }

    /// The pixels behind the chosen weight: x of every training picture.
    fn column(&self) -> Vec<f64> {
        self.set.train.column(self.view.weight)
    }

    fn labels(pictures: &Pictures) -> Vec<f64> {
        pictures.labels.iter().map(|label| f64::from(*label)).collect()
    }

    /// Looks at a picture so many further.
    fn leaf(&self, settings: &Settings, by: i32) -> Vec<Response> {
        let last = self.part().len() - 1;
        vec![settings.picture.to(Nth(self.view.picture.saturating_add_signed(by as isize).min(last)))]
    }

    /// Looks at one of the pictures that are classified wrongly.
    fn mistake(&self, now: Now<'_, Self>, act: Act) -> Vec<Response> {
        let wrong = self.wrong(*now.settings.threshold, &self.neuron.test_logits(now.state));
        let at = match act {
            Act::Press(Spot::Item(at)) => at,
            Act::Move { dx, dy } => {
                let by = dx.saturating_add(dy) as isize;
                let shown = |i: &usize| self.view.part == Part::Test && *i == self.view.picture;
                let here = wrong.iter().position(shown);
                here.map_or(0, |at| at.saturating_add_signed(by).min(wrong.len() - 1))
            }
            _ => return Vec::new(),
        };
        let Settings { part, picture, .. } = now.settings;
        wrong.get(at).map_or_else(Vec::new, |i| vec![part.to(Part::Test), picture.to(Nth(*i))])
    }
}

/// The class that means yes, as the script of a run is told.
///
/// # Errors
/// A sentence when a setting does not fit.
pub(crate) fn told(recipe: &Recipe) -> Result<String, Problem> {
    Ok(Cats::read(&recipe.settings)?.0.class.to_string())
}

impl Lesson for Cats {
    type Settings = Settings;
    type State = Weights;
    type Pane = Pane;

    fn card() -> &'static Card {
        &CARD
    }

    fn settings(form: &mut Form<'_>) -> Result<Settings, Problem> {
        Settings::fill(form)
    }

    fn open(setup: &Setup<'_, Settings>) -> Result<(Cats, Weights), Problem> {
        let set = Arc::new(PictureSet::load(setup.data)?.against_rest(&setup.settings.class)?);
        let neuron = Neuron::new(&set)?;
        let (state, view) = (neuron.zero(), View::new(&set, setup.settings)?);
        Ok((Cats { set, neuron, view }, state))
    }

    fn copy(&self) -> Option<Cats> {
        Some(self.clone())
    }

    fn tune(&mut self, settings: &Settings) -> Result<(), Problem> {
        self.view = View::new(&self.set, settings)?;
        Ok(())
    }

    fn step(&self, settings: &Settings, state: &mut Weights, t: u64) -> Flow {
        let lr = *settings.lr;
        self.neuron.step(state, lr);
        if state.finite() {
            return Flow::Going;
        }
        Flow::Broken(say!(
            "Step {t} would make a weight infinite: with a learning rate of {lr} every step overshoots more. Lower it (<) and go on.",
            "第 {t} 步会使权重变为无穷大：学习率 {lr} 让每一步都冲得更远。请调小它（<）再继续。"
        ))
    }

    fn length(&self, settings: &Settings) -> Option<u64> {
        Some(*settings.iterations)
    }

    fn bytes(&self, state: &Weights) -> usize {
        state.bytes()
    }

    fn world(&self) -> usize {
        self.set.train.size() + self.set.test.size() + self.neuron.size()
    }

    fn weights(&self, now: Now<'_, Self>) -> Vec<Tensor> {
        let (w, train) = (self.neuron.weights(now.state, &self.set.train), &self.set);
        let shape = [train.height, train.width, train.channels];
        vec![Tensor::new("w", &shape, w), Tensor::list("b", vec![now.state.bias()])]
    }

    fn made(&self, now: Now<'_, Self>) -> Vec<Made> {
        lines::made(&self.neuron, &self.set.train, now.state, *now.settings.lr)
    }

    fn phases(&self, _: Now<'_, Self>) -> Vec<Text> {
        vec![text("forward", "前向"), text("cost", "代价"), text("backward", "反向"), text("update", "更新")]
    }

    fn measure(&self, now: Now<'_, Self>, row: &mut Row) {
        let (z, threshold) = (self.neuron.train_logits(now.state), *now.settings.threshold);
        row.put(&COST, self.neuron.cost(&z));
        row.put(&TRAIN, accuracy(&z, self.neuron.targets(), threshold));
        let z = self.neuron.test_logits(now.state);
        row.put(&TEST, accuracy(&z, &Cats::labels(&self.set.test), threshold));
    }

    fn scene(&self, now: Now<'_, Self>, look: &Look<'_>) -> Scene {
        scene::scene(self, now.settings, now.state, look)
    }

    fn respond(&self, now: Now<'_, Self>, pane: Pane, act: Act) -> Vec<Response> {
        match (pane, act) {
            (Pane::Picture, Act::Move { dx, dy }) => self.leaf(now.settings, dx.saturating_add(dy)),
            (
                Pane::Picture | Pane::Weights,
                Act::Press(Spot::Cell { row, col }) | Act::Drag(Spot::Cell { row, col }),
            ) => {
                let weight = (row * self.set.width + col) * self.set.channels;
                vec![now.settings.weight.to(weight + 1)]
            }
            (Pane::Wrong, _) => self.mistake(now, act),
            _ => Vec::new(),
        }
    }
}
