//! Lesson 8: networks of two and three layers from scratch, forwards and backwards layer by layer.

mod choice;
mod lines;
mod parameters;
mod preset;
mod scene;
mod table;
mod told;
mod written;

use super::networks::Scratch;
use super::side::Side;
use crate::lab::{
    Act, Card, Flow, Form, Group, Lesson, Look, Made, Metric, Now, Nth, Offer, Panes, Response, Row, Scene,
    Setup, Spot, Verb,
};
use crate::math::{Activation, Tensor};
use crate::nn::mlp::{Head, Mlp, Trace, Workspace};
use crate::say;
use crate::words::{Problem, Text, text};
use choice::Choice;
use parameters::Settings;
use preset::{Biases, ONES, PRESETS, Preset, Start};
use table::Table;
pub(crate) use told::told;

static CARD: Card = Card {
    number: 8,
    id: "network",
    group: Group::Networks,
    title: text("Two and three layers from scratch", "从零搭建两层和三层网络"),
    line: text(
        "A hidden layer learns what one neuron cannot: activations flow forwards, errors flow back, layer by layer.",
        "隐藏层能学会单个神经元学不会的规律：激活值向前流，误差逐层向后传。",
    ),
    goal: text(
        "follow an error from the output back to any weight with the chain rule, and say why equal weights never part",
        "用链式法则把误差从输出一路追溯到任何一个权重，并说清为什么相同的权重永远分不开",
    ),
    minutes: 25,
    step: text("iteration", "迭代"),
    seeded: true,
    steps: 1500,
    preview: "step=300",
    verbs: &[
        Offer::new(
            Verb::Example,
            text("next network", "换网络"),
            text("Take the next of the networks.", "换成下一个网络。"),
        ),
        Offer::new(
            Verb::Contrast,
            text("equal weights", "相同权重"),
            text(
                "Begin with all weights ½, a failure to look at; again for the usual start.",
                "让所有权重都从 ½ 开始，看它怎样失败；再按一次恢复原来的起点。",
            ),
        ),
        Offer::new(
            Verb::Next,
            text("next example", "下一个样本"),
            text("Look at the next row of the table.", "查看表格的下一行。"),
        ),
        Offer::new(
            Verb::Weight,
            text("next weight", "下一个权重"),
            text("Write out the arithmetic of the next weight.", "写出下一个权重的算式。"),
        ),
    ],
    guide: text(
        include_str!("../../../assets/lessons/network.en.md"),
        include_str!("../../../assets/lessons/network.zh.md"),
    ),
};

/// Beyond this a weight's square or a product through the layers soon leaves the finite numbers.
const LARGEST: f64 = 1e100;

/// Answers that are followed one by one at most: each is a column of a headless run.
const MOST_ANSWERS: usize = 256;
/// Of a longer table so many of the worst rows are listed, then a page of so many.
const WORST: usize = 5;
const PAGE: usize = 20;

/// Weights and biases, in the order of [`Mlp::layers`], with scratch space for the numbers of a step.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Weights {
    numbers: Vec<f64>,
    scratch: Scratch<Numbers>,
}

/// What a step computes on its way.
#[derive(Debug)]
struct Numbers {
    pass: Workspace,
    gradient: Vec<f64>,
}

/// The network and its table.
pub(super) struct Layers {
    preset: &'static Preset,
    mlp: Mlp,
    table: Table,
    biases: Biases,
    /// All rows of the table: every iteration takes them all.
    all: Vec<usize>,
    /// The answers that are followed one by one; none of a long table.
    predictions: Vec<Metric>,
    /// The row that is looked at, and the neuron or weight that is written out, if this network has it.
    example: usize,
    choice: Choice,
}

/// What is seen.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Pane {
    Network,
    Loss,
    Answers,
    Paths,
    Terms,
    Layers,
}

impl Panes for Pane {
    const ALL: &'static [(Pane, &'static str, Text)] = &[
        (Pane::Network, "network", text("network", "网络")),
        (Pane::Loss, "loss", text("loss", "损失")),
        (Pane::Answers, "answers", text("answers", "输出")),
        (Pane::Paths, "paths", text("paths", "走向")),
        (Pane::Terms, "terms", text("terms", "各项")),
        (Pane::Layers, "layers", text("layers", "各层")),
    ];
}

const LOSS: Metric = Metric::new("loss", text("loss L", "损失 L"));
const ERROR: Metric = Metric::new("error", text("mean error", "平均误差"));
const ACCURACY: Metric = Metric::new("accuracy", text("accuracy, %", "准确率，%"));

impl Layers {
    /// dL/dθ of the loss L summed over the table.
    fn gradient(&self, numbers: &[f64]) -> Vec<f64> {
        let (mut pass, mut gradient) = (Workspace::new(&self.mlp), vec![0.0; numbers.len()]);
        self.mlp.gradient(
            numbers,
            self.table.examples.samples(),
            &self.all,
            self.share(),
            &mut pass,
            &mut gradient,
        );
        gradient
    }

    /// Whether the table is too long for its answers to be followed one by one.
    fn long(&self) -> bool {
        self.table.examples.targets.len() > MOST_ANSWERS
    }

    /// What a row counts in L: of short tables L is the sum over the rows, of long ones the mean.
    fn share(&self) -> f64 {
        if self.long() { 1.0 / self.table.examples.count as f64 } else { 1.0 }
    }

    /// How many rows are answered rightly, in percent: the largest of several outputs, or the side of ½ of one.
    fn accuracy(&self, answers: &[f64]) -> f64 {
        let k = self.mlp.outputs();
        let largest = |row: &[f64]| (1..k).fold(0, |best, at| if row[at] > row[best] { at } else { best });
        let right = answers.chunks_exact(k).zip(self.table.examples.targets.chunks_exact(k)).filter(
            |(a, y)| match k {
                1 => Side::of(a[0], y[0]) == Side::Right,
                _ => largest(a) == largest(y),
            },
        );
        100.0 * right.count() as f64 / self.table.examples.count as f64
    }

    /// The rows that a list shows: all of a short table; of a long one the worst answered, then the page on which
    /// the chosen row is.
    fn listed(&self, answers: &[f64]) -> Vec<usize> {
        if !self.long() {
            return (0..self.all.len()).collect();
        }
        let k = self.mlp.outputs();
        let error = |i: usize| -> f64 {
            let (a, y) = (&answers[i * k..(i + 1) * k], &self.table.examples.targets[i * k..(i + 1) * k]);
            a.iter().zip(y).map(|(a, y)| (a - y).abs()).sum()
        };
        let mut worst: Vec<usize> = self.all.clone();
        let by_error = |a: &usize, b: &usize| error(*b).total_cmp(&error(*a)).then(a.cmp(b));
        if worst.len() > WORST {
            worst.select_nth_unstable_by(WORST, by_error);
            worst.truncate(WORST);
        }
        worst.sort_by(by_error);
        let first = self.example / PAGE * PAGE;
        worst.extend(first..(first + PAGE).min(self.all.len()));
        worst
    }

    /// The answers to all rows, and the loss L over them.
    fn answers(&self, numbers: &[f64]) -> (Vec<f64>, f64) {
        let mut answers = vec![0.0; self.table.examples.targets.len()];
        let mut pass = Workspace::new(&self.mlp);
        let loss =
            self.mlp.answer(numbers, self.table.examples.samples(), &self.all, &mut pass, &mut answers);
        (answers, loss * self.share())
    }

    /// Everything that happens with one row.
    fn trace(&self, numbers: &[f64], example: usize) -> Trace {
        let (inputs, targets) = self.table.examples.one(example);
        self.mlp.trace(numbers, &inputs, targets)
    }

    /// Mean |y − ŷ|.
    fn mean_error(&self, answers: &[f64]) -> f64 {
        let sum: f64 = answers.iter().zip(&self.table.examples.targets).map(|(a, y)| (a - y).abs()).sum();
        sum / answers.len() as f64
    }

    /// How a parameter moves in the next update: against its gradient, unless it is a bias that stays.
    fn moved(&self, lr: f64, numbers: &[f64], gradient: &[f64], at: usize) -> f64 {
        let stays = self.biases == Biases::Fixed && self.mlp.layers().iter().any(|l| l.biases.contains(&at));
        if stays { numbers[at] } else { numbers[at] - lr * gradient[at] }
    }
}

impl Lesson for Layers {
    type Settings = Settings;
    type State = Weights;
    type Pane = Pane;

    fn card() -> &'static Card {
        &CARD
    }

    fn settings(form: &mut Form<'_>) -> Result<Settings, Problem> {
        Settings::fill(form)
    }

    fn open(setup: &Setup<'_, Settings>) -> Result<(Layers, Weights), Problem> {
        let Settings { preset, table, loss, biases, reading, scale, .. } = setup.settings;
        let mut sizes = setup.settings.sizes.clone();
        let ends = (sizes[0], sizes[sizes.len() - 1]);
        let table = match setup.data {
            [] if table.trim() == ONES => Table::ones(ends.0, ends.1)?,
            [] => Table::parse(table)?,
            files => Table::read(files, reading, **scale, ends)?,
        };
        (sizes[0], *sizes.last_mut().unwrap_or(&mut 0)) = (table.inputs, table.outputs);
        parameters::check(&sizes)?;
        let head = Head::Apart { activation: Activation::Sigmoid, loss: *loss };
        let mlp = Mlp::new(&sizes, Activation::Sigmoid, head, *biases != Biases::None);
        let numbers = setup.settings.begins().draw(&mlp, setup.seed);
        let all = (0..table.examples.count).collect();
        let (choice, predictions) = (Choice::usual(&mlp), predictions(&table));
        let (preset, biases) = (**preset, *biases);
        let mut lesson = Layers { preset, mlp, table, biases, all, predictions, example: 0, choice };
        lesson.tune(setup.settings)?;
        Ok((lesson, Weights { numbers, scratch: Scratch::default() }))
    }

    fn tune(&mut self, settings: &Settings) -> Result<(), Problem> {
        // What was chosen in another network may not exist in this one.
        let choice = settings.select.filter(|choice| choice.exists(&self.mlp));
        self.choice = choice.unwrap_or_else(|| Choice::usual(&self.mlp));
        self.example = settings.example.0.min(self.all.len() - 1);
        Ok(())
    }

    fn edit(&self, _: &Settings, state: &mut Weights, words: &str) -> Result<(), Text> {
        let (choice, number) = words.split_once('=').ok_or_else(Text::default)?;
        let choice = Choice::parse(choice).ok_or_else(Text::default)?;
        let number = number.trim().parse::<f64>().ok().filter(|number| number.abs() <= 1e6);
        let number = number.ok_or_else(Text::default)?;
        let place = if choice.exists(&self.mlp) { choice.place(&self.mlp) } else { None };
        state.numbers[place.ok_or_else(|| text("this network has none there", "本网络在那里没有"))?] = number;
        Ok(())
    }

    fn step(&self, settings: &Settings, state: &mut Weights, t: u64) -> Flow {
        let lr = *settings.lr;
        let make = || Numbers { pass: Workspace::new(&self.mlp), gradient: vec![0.0; state.numbers.len()] };
        let Numbers { pass, gradient } = state.scratch.get(make);
        self.mlp.gradient(
            &state.numbers,
            self.table.examples.samples(),
            &self.all,
            self.share(),
            pass,
            gradient,
        );
        if self.biases == Biases::Fixed {
            self.mlp.layers().iter().for_each(|layer| gradient[layer.biases.clone()].fill(0.0));
        }
        // One by one, as the slopes were written: a vector of them could be read only when all have reached memory.
        let mut moved = state.numbers.iter_mut().zip(gradient.iter());
        let bounded = moved.all(|(number, slope)| {
            *number -= lr * slope;
            number.abs() < LARGEST
        });
        if bounded {
            return Flow::Going;
        }
        Flow::Broken(say!(
            "Step {t} would make a weight grow without bound: a learning rate of {lr} is too large. Lower it (<) and go on.",
            "第 {t} 步会使权重无限增大：学习率 {lr} 太大。请调小它（<）再继续。"
        ))
    }

    fn length(&self, settings: &Settings) -> Option<u64> {
        Some(*settings.iterations)
    }

    fn bytes(&self, state: &Weights) -> usize {
        size_of::<Weights>() + state.numbers.len() * size_of::<f64>()
    }

    fn weights(&self, now: Now<'_, Self>) -> Vec<Tensor> {
        super::networks::tensors(&self.mlp, &now.state.numbers)
    }

    fn made(&self, now: Now<'_, Self>) -> Vec<Made> {
        lines::made(self, &now.state.numbers, *now.settings.lr)
    }

    /// The layers forwards, the loss, the layers backwards, the update.
    fn phases(&self, _: Now<'_, Self>) -> Vec<Text> {
        scene::Phase::all(&self.mlp).into_iter().map(|phase| phase.name(&self.mlp)).collect()
    }

    fn remark(&self) -> Option<Text> {
        self.table.constant.clone()
    }

    fn measure(&self, now: Now<'_, Self>, row: &mut Row) {
        let (answers, loss) = self.answers(&now.state.numbers);
        row.put(&LOSS, loss);
        row.put(&ERROR, self.mean_error(&answers));
        if self.long() {
            row.put(&ACCURACY, self.accuracy(&answers));
        }
        self.predictions.iter().zip(answers).for_each(|(metric, answer)| row.put(metric, answer));
    }

    fn scene(&self, now: Now<'_, Self>, look: &Look<'_>) -> Scene {
        scene::scene(self, now, look)
    }

    fn respond(&self, now: Now<'_, Self>, pane: Pane, act: Act) -> Vec<Response> {
        let (set, numbers) = (now.settings, &now.state.numbers);
        let choose = |choice: Choice| match choice {
            choice if !choice.exists(&self.mlp) => Vec::new(),
            choice if choice == self.choice => self.ask(set, numbers),
            choice => vec![set.select.to_words(choice.typed())],
        };
        match (pane, act) {
            (Pane::Network, Act::Press(Spot::Edge { layer, from, to })) => {
                choose(Choice::Weight { layer, to, from })
            }
            (Pane::Network, Act::Press(Spot::Neuron { layer, index })) => {
                choose(Choice::Neuron { layer, index })
            }
            (Pane::Network, Act::Move { dx, dy }) => {
                vec![set.select.to_words(self.choice.moved(dx.saturating_add(dy), &self.mlp).typed())]
            }
            (Pane::Answers, Act::Press(Spot::Item(row))) => {
                let listed = self.listed(&self.answers(numbers).0);
                let example = listed.get(row / self.mlp.outputs());
                example.map(|&example| set.example.to(self.nth(example))).into_iter().collect()
            }
            (Pane::Answers, Act::Move { dx, dy }) => {
                let by = dx.saturating_add(dy) as isize;
                vec![set.example.to(self.nth(self.example.saturating_add_signed(by)))]
            }
            (Pane::Terms, Act::Press(Spot::Item(from))) => {
                let (layer, to) = self.choice.subject();
                choose(Choice::Weight { layer, to, from })
            }
            _ => Vec::new(),
        }
    }

    fn act(&self, now: Now<'_, Self>, verb: Verb) -> Vec<Response> {
        let Settings { preset, start, example, select, .. } = now.settings;
        match verb {
            Verb::Example => {
                let at = PRESETS.iter().position(|one| one == self.preset).unwrap_or(0);
                vec![preset.to(&PRESETS[(at + 1) % PRESETS.len()])]
            }
            Verb::Contrast => {
                let equal = now.settings.begins() == Start::Equal;
                vec![start.to(if equal { None } else { Some(Start::Equal) })]
            }
            Verb::Next => vec![example.to(self.nth((self.example + 1) % self.all.len()))],
            Verb::Weight => {
                let weight = match self.choice {
                    Choice::Weight { .. } => self.choice.moved(1, &self.mlp),
                    Choice::Neuron { .. } => Choice::usual(&self.mlp),
                };
                let last = weight == self.choice;
                let first = Choice::Weight { layer: 1, to: 0, from: 0 };
                vec![select.to_words(if last { first } else { weight }.typed())]
            }
            _ => Vec::new(),
        }
    }
}

/// p₁ … of every row, unless they are too many.
fn predictions(table: &Table) -> Vec<Metric> {
    let count = table.examples.targets.len();
    let metric = |k: usize| Metric::of_family(format!("p{k}"), say!("prediction {k}", "预测 {k}"));
    if count > MOST_ANSWERS { Vec::new() } else { (1..=count).map(metric).collect() }
}

impl Layers {
    /// A row of the table, in range.
    fn nth(&self, example: usize) -> Nth {
        Nth(example.min(self.all.len() - 1))
    }

    /// Asks for the value of what is chosen; a neuron without a bias has none.
    fn ask(&self, settings: &Settings, numbers: &[f64]) -> Vec<Response> {
        let Some(place) = self.choice.place(&self.mlp) else { return Vec::new() };
        let prompt = match self.choice {
            Choice::Weight { .. } => text("New value of this weight", "这个权重的新值"),
            Choice::Neuron { .. } => text("New value of this bias", "这个偏置的新值"),
        };
        let typed = self.choice.typed();
        vec![settings.set.ask(numbers[place].to_string(), format!("{typed}={{}}"), prompt)]
    }
}
