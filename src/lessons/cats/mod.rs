//! Lesson 6: one neuron looks at pictures and says whether it sees a cat.

mod neuron;
mod scene;
mod written;

use crate::data::Pictures;
use crate::data::cats::PictureSet;
use crate::data::picture_file::one_picture;
use crate::lab::bridge::{OldLesson, OldSetup};
use crate::lab::{
    Act, Card, Flow, Gesture, Group, Look, Metric, Parameter, Parameters, Response, Scene, Settings, Spot,
};
use crate::nn::logistic::accuracy;
use crate::say;
use crate::words::{Problem, Text, text};
use neuron::{Neuron, Weights};

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
    preview: 300,
    verbs: &[],
    guide: text(
        include_str!("../../../assets/lessons/cats.en.md"),
        include_str!("../../../assets/lessons/cats.zh.md"),
    ),
};

/// Which pictures are leafed through.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Train,
    Test,
}

/// A picture of the learner's own that the neuron is asked about.
struct Asked {
    name: String,
    bytes: Vec<u8>,
}

/// What the learner looks at.
struct View {
    part: Part,
    picture: usize,
    weight: usize,
    asked: Option<Asked>,
}

/// The pictures, the neuron over them, and the parameters in force.
pub(super) struct Cats {
    set: PictureSet,
    neuron: Neuron,
    lr: f64,
    iterations: u64,
    threshold: f64,
    view: View,
}

impl Cats {
    fn part(&self) -> &Pictures {
        match self.view.part {
            Part::Train => &self.set.train,
            Part::Test => &self.set.test,
        }
    }

    /// The chosen picture, in range whatever was asked for.
    fn chosen(&self) -> usize {
        self.view.picture.min(self.part().len() - 1)
    }

    /// Places of the test pictures that are classified wrongly.
    fn wrong(&self, test_logits: &[f64]) -> Vec<usize> {
        let says = |z: f64| u8::from(crate::nn::logistic::sigmoid(z) > self.threshold);
        let labels = &self.set.test.labels;
        (0..labels.len()).filter(|&i| says(test_logits[i]) != labels[i]).collect()
    }

    fn labels(pictures: &Pictures) -> Vec<f64> {
        pictures.labels.iter().map(|label| f64::from(*label)).collect()
    }

    fn view(&self, parameters: &Parameters) -> Result<View, Problem> {
        let part = if parameters.word("part") == "test" { Part::Test } else { Part::Train };
        let file = parameters.word("predict").trim();
        let asked = if file.is_empty() {
            None
        } else {
            let (height, width, channels) = (self.set.height, self.set.width, self.set.channels);
            let path = crate::data::paths::path(file);
            let bytes = one_picture(&path, height, width, channels)?;
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            Some(Asked { name: crate::words::printable(&name), bytes })
        };
        let middle = (self.set.height / 2 * self.set.width + self.set.width / 2) * self.set.channels;
        let weight = parameters.count("weight").checked_sub(1).unwrap_or(middle);
        Ok(View {
            part,
            picture: parameters.count("picture").saturating_sub(1),
            weight: weight.min(self.set.train.features - 1),
            asked,
        })
    }
}

impl OldLesson for Cats {
    type State = Weights;

    fn card() -> &'static Card {
        &CARD
    }

    fn parameters(_: &Settings) -> Result<Vec<Parameter>, Problem> {
        let paths = text("the path of a PNG or JPEG file, or nothing", " PNG 或 JPEG 文件的路径，或留空");
        Ok(vec![
            Parameter::rate(
                "lr",
                text("learning rate α", "学习率 α"),
                text(
                    "How far one iteration moves the weights against the gradient.",
                    "每次迭代沿负梯度方向移动多远。",
                ),
                0.005,
                1e-6,
                1e6,
            )
            .live(),
            Parameter::whole(
                "iterations",
                text("iterations", "迭代次数"),
                text("Where a run stops by itself.", "自动运行到第几次迭代为止。"),
                2000,
                1,
                1_000_000,
            )
            .live(),
            Parameter::number(
                "threshold",
                text("threshold", "判定阈值"),
                text(
                    "The neuron says the second class when its answer is above this.",
                    "输出高于该值时，神经元判为第二类。",
                ),
                0.5,
                0.0,
                1.0,
            )
            .live(),
            Parameter::choice(
                "part",
                text("pictures shown", "查看哪些图片"),
                text("Which pictures are leafed through.", "翻看训练图片还是测试图片。"),
                vec![("train", text("training", "训练集")), ("test", text("test", "测试集"))],
            )
            .view(),
            Parameter::whole(
                "picture",
                text("picture", "图片编号"),
                text("The picture shown, counted from 1.", "当前显示的图片，从 1 数起。"),
                1,
                1,
                1_000_000,
            )
            .view(),
            Parameter::whole(
                "weight",
                text("weight", "权重编号"),
                text(
                    "The weight whose arithmetic is written out, counted from 1; 0 is one in the middle.",
                    "在下方写出算式的权重，从 1 数起；0 表示图片中央的那个。",
                ),
                0,
                0,
                1_000_000_000,
            )
            .view()
            .unlisted(),
            Parameter::words(
                "predict",
                text("own picture", "自己的图片"),
                text("Ask the neuron about a picture of your own.", "让神经元看一张你自己的图片。"),
                paths,
                "",
            )
            .view(),
        ])
    }

    fn open(setup: &OldSetup<'_>) -> Result<(Cats, Weights), Problem> {
        let set = PictureSet::load(setup.data)?;
        let neuron = Neuron::new(&set.train, &set.test)?;
        let state = neuron.zero();
        let view = View { part: Part::Train, picture: 0, weight: 0, asked: None };
        let mut lesson = Cats { set, neuron, lr: 0.0, iterations: 0, threshold: 0.5, view };
        lesson.tune(setup.parameters)?;
        Ok((lesson, state))
    }

    fn tune(&mut self, parameters: &Parameters) -> Result<(), Problem> {
        self.view = self.view(parameters)?;
        self.lr = parameters.number("lr");
        self.iterations = parameters.count("iterations") as u64;
        self.threshold = parameters.number("threshold");
        Ok(())
    }

    fn step(&self, state: &mut Weights, t: u64) -> Flow {
        self.neuron.step(state, self.lr);
        if state.finite() {
            return Flow::Going;
        }
        let lr = self.lr;
        Flow::Broken(say!(
            "Step {t} would make a weight infinite: with a learning rate of {lr} every step overshoots more. Lower it (<) and go on.",
            "第 {t} 步会使权重变为无穷大：学习率 {lr} 让每一步都冲得更远。请调小它（<）再继续。"
        ))
    }

    fn length(&self) -> Option<u64> {
        Some(self.iterations)
    }

    fn bytes(&self, state: &Weights) -> usize {
        state.bytes()
    }

    fn phases(&self, _: &Weights) -> Vec<Text> {
        vec![text("forward", "前向"), text("cost", "代价"), text("backward", "反向"), text("update", "更新")]
    }

    fn metrics(&self) -> Vec<Metric> {
        vec![
            Metric::new("cost", text("cost J", "代价 J")),
            Metric::new("train_accuracy", text("training accuracy, %", "训练准确率，%")),
            Metric::new("test_accuracy", text("test accuracy, %", "测试准确率，%")),
        ]
    }

    fn measure(&self, state: &Weights, _: u64) -> Vec<f64> {
        let z = self.neuron.train_logits(state);
        vec![
            self.neuron.cost(&z),
            accuracy(&z, self.neuron.targets(), self.threshold),
            accuracy(&self.neuron.test_logits(state), &Cats::labels(&self.set.test), self.threshold),
        ]
    }

    fn scene(&self, state: &Weights, look: &Look<'_>) -> Scene {
        scene::scene(self, state, look)
    }

    fn respond(&self, state: &Weights, gesture: &Gesture) -> Vec<Response> {
        let set = |name: &str, value: String| Response::Set { name: name.to_string(), value: value.into() };
        let leaf = |by: i32| {
            let last = self.part().len() - 1;
            let next = self.chosen().saturating_add_signed(by as isize).min(last);
            vec![set("picture", (next + 1).to_string())]
        };
        let open =
            |index: usize| vec![set("part", "test".to_string()), set("picture", (index + 1).to_string())];
        match (gesture.panel.as_str(), gesture.act) {
            ("picture", Act::Move { dx, dy }) => leaf(dx.saturating_add(dy)),
            (
                "picture" | "weights",
                Act::Press(Spot::Cell { row, col }) | Act::Drag(Spot::Cell { row, col }),
            ) => {
                let weight = (row * self.set.width + col) * self.set.channels;
                vec![set("weight", (weight + 1).to_string())]
            }
            ("wrong", Act::Move { dx, dy }) => {
                let wrong = self.wrong(&self.neuron.test_logits(state));
                let here = if self.view.part == Part::Test { self.chosen() } else { usize::MAX };
                let at = wrong.iter().position(|&i| i == here).map_or(0, |at| {
                    at.saturating_add_signed(dx.saturating_add(dy) as isize).min(wrong.len() - 1)
                });
                wrong.get(at).map(|&i| open(i)).unwrap_or_default()
            }
            ("wrong", Act::Press(Spot::Item(at))) => {
                let wrong = self.wrong(&self.neuron.test_logits(state));
                wrong.get(at).map(|&i| open(i)).unwrap_or_default()
            }
            _ => Vec::new(),
        }
    }
}
