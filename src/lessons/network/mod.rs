//! Lesson 8: networks of two and three layers from scratch, forwards and backwards layer by layer.

mod choice;
mod parameters;
mod preset;
mod scene;
mod table;
mod told;
mod written;

use super::networks::Room;
use super::own_table;
use crate::data::table::Scaling;
use crate::lab::bridge::{OldLesson, OldSetup};
use crate::lab::{
    Act, Card, Flow, Gesture, Group, Look, Metric, Offer, Parameter, Parameters, Response, Scene, Settings,
    Spot, Verb,
};
use crate::math::Activation;
use crate::nn::mlp::{Head, Mlp, Trace, Workspace};
use crate::say;
use crate::words::{Problem, Text, printable, text};
use choice::Choice;
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
    preview: 300,
    verbs: &[
        Offer {
            verb: Verb::Example,
            name: text("next network", "换网络"),
            help: text("Take the next of the networks.", "换成下一个网络。"),
        },
        Offer {
            verb: Verb::Contrast,
            name: text("equal weights", "相同权重"),
            help: text(
                "Begin with all weights ½, a failure to look at; again for the usual start.",
                "让所有权重都从 ½ 开始，看它怎样失败；再按一次恢复原来的起点。",
            ),
        },
        Offer {
            verb: Verb::Next,
            name: text("next example", "下一个例子"),
            help: text("Look at the next row of the table.", "查看表格的下一行。"),
        },
        Offer {
            verb: Verb::Weight,
            name: text("next weight", "下一个权重"),
            help: text("Write out the arithmetic of the next weight.", "写出下一个权重的算式。"),
        },
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

/// Weights and biases, in the order of [`Mlp::layers`], with room for the numbers of a step.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Weights {
    numbers: Vec<f64>,
    room: Room<Numbers>,
}

/// What a step computes on its way.
#[derive(Debug)]
struct Numbers {
    pass: Workspace,
    gradient: Vec<f64>,
}

/// The network, its table, and the parameters in force.
pub(super) struct Layers {
    preset: &'static Preset,
    mlp: Mlp,
    table: Table,
    biases: Biases,
    start: Start,
    lr: f64,
    iterations: u64,
    /// All rows of the table: every iteration takes them all.
    all: Vec<usize>,
    example: usize,
    choice: Choice,
}

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
                1 => (a[0] > 0.5) == (y[0] > 0.5),
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
    fn moved(&self, numbers: &[f64], gradient: &[f64], at: usize) -> f64 {
        let stays = self.biases == Biases::Fixed && self.mlp.layers().iter().any(|l| l.biases.contains(&at));
        if stays { numbers[at] } else { numbers[at] - self.lr * gradient[at] }
    }
}

fn set(name: &str, value: impl Into<String>) -> Response {
    Response::Set { name: name.into(), value: value.into().into() }
}

impl OldLesson for Layers {
    type State = Weights;

    fn card() -> &'static Card {
        &CARD
    }

    fn parameters(settings: &Settings) -> Result<Vec<Parameter>, Problem> {
        let mut all = parameters::parameters(preset::chosen(settings));
        all.extend(own_table::old::parameters());
        all.push(own_table::old::scaling());
        Ok(all)
    }

    fn open(setup: &OldSetup<'_>) -> Result<(Layers, Weights), Problem> {
        let parameters = setup.parameters;
        let preset = preset::named(parameters.word("preset"));
        let mut sizes = parameters::layers(preset, parameters)?;
        let (first, last) = (sizes[0], sizes[sizes.len() - 1]);
        let words = if preset.own { parameters.word("table") } else { preset.table };
        let table = match setup.data {
            [] if words.trim() == ONES => Table::ones(first, last)?,
            [] => Table::parse(words)?,
            files => {
                let scaling = Scaling::named(parameters.word("scale"));
                Table::read(files, &own_table::old::reading(parameters)?, scaling, (first, last))?
            }
        };
        (sizes[0], *sizes.last_mut().unwrap_or(&mut 0)) = (table.inputs, table.outputs);
        parameters::check(&sizes)?;
        let biases = parameters::biases_of(preset, parameters);
        let loss = parameters::loss_of(preset, parameters);
        let head = Head::Apart { activation: Activation::Sigmoid, loss };
        let mlp = Mlp::new(&sizes, Activation::Sigmoid, head, biases != Biases::None);
        let start = parameters::start_of(preset, parameters);
        let numbers = start.draw(&mlp, setup.seed);
        let all = (0..table.examples.count).collect();
        let choice = Choice::usual(&mlp);
        let mut lesson =
            Layers { preset, mlp, table, biases, start, lr: 0.0, iterations: 0, all, example: 0, choice };
        lesson.tune(parameters)?;
        Ok((lesson, Weights { numbers, room: Room::default() }))
    }

    fn tune(&mut self, parameters: &Parameters) -> Result<(), Problem> {
        let choice = match parameters.word("select").trim() {
            "" => Choice::usual(&self.mlp),
            words => Choice::parse(words)?,
        };
        // What was chosen in another network may not exist in this one.
        self.choice = if choice.exists(&self.mlp) { choice } else { Choice::usual(&self.mlp) };
        self.lr = parameters.number("lr");
        self.iterations = parameters.count("iterations") as u64;
        self.example = parameters.count("example").saturating_sub(1).min(self.all.len() - 1);
        Ok(())
    }

    fn touch(&self, state: &mut Weights, _: &str, value: &str) -> Result<(), Problem> {
        let parts =
            value.split_once('=').map(|(place, number)| (Choice::parse(place), number.trim().parse::<f64>()));
        let (place, number) = match parts {
            Some((Ok(choice), Ok(number))) if number.abs() <= 1e6 && choice.exists(&self.mlp) => {
                (choice.place(&self.mlp), number)
            }
            _ => (None, 0.0),
        };
        let Some(place) = place else {
            let typed = printable(value);
            return Err(Problem::usage(say!(
                "A weight of this network is set like 1.3.2=0.5 (layer.to.from), a bias like 1.3=0.5, up to ±1000000; not \"{typed}\".",
                "设定本网络的权重写成 1.3.2=0.5（层.到.从），偏置写成 1.3=0.5，绝对值不超过 1000000；“{typed}”不行。"
            )));
        };
        state.numbers[place] = number;
        Ok(())
    }

    fn step(&self, state: &mut Weights, t: u64) -> Flow {
        let make = || Numbers { pass: Workspace::new(&self.mlp), gradient: vec![0.0; state.numbers.len()] };
        let Numbers { pass, gradient } = state.room.get(make);
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
        for (number, slope) in state.numbers.iter_mut().zip(gradient.iter()) {
            *number -= self.lr * slope;
        }
        if state.numbers.iter().all(|number| number.abs() < LARGEST) {
            return Flow::Going;
        }
        let lr = self.lr;
        Flow::Broken(say!(
            "Step {t} would make a weight grow without bound: a learning rate of {lr} is too large. Lower it (<) and go on.",
            "第 {t} 步会使权重无限增大：学习率 {lr} 太大。请调小它（<）再继续。"
        ))
    }

    fn length(&self) -> Option<u64> {
        Some(self.iterations)
    }

    fn bytes(&self, state: &Weights) -> usize {
        size_of::<Weights>() + state.numbers.len() * size_of::<f64>()
    }

    /// The layers forwards, the loss, the layers backwards, the update.
    fn phases(&self, _: &Weights) -> Vec<Text> {
        scene::Phase::all(&self.mlp).into_iter().map(|phase| phase.name(&self.mlp)).collect()
    }

    fn metrics(&self) -> Vec<Metric> {
        let mut metrics = vec![
            Metric::new("loss", text("loss L", "损失 L")),
            Metric::new("error", text("mean error", "平均误差")),
        ];
        if self.long() {
            metrics.push(Metric::new("accuracy", text("accuracy, %", "准确率，%")));
            return metrics;
        }
        metrics.extend(
            (1..=self.table.examples.targets.len())
                .map(|k| Metric::of_family(format!("p{k}"), say!("prediction {k}", "预测 {k}"))),
        );
        metrics
    }

    fn measure(&self, state: &Weights, _: u64) -> Vec<f64> {
        let (answers, loss) = self.answers(&state.numbers);
        let mut row = vec![loss, self.mean_error(&answers)];
        if self.long() {
            row.push(self.accuracy(&answers));
            return row;
        }
        row.extend(answers);
        row
    }

    fn scene(&self, state: &Weights, look: &Look<'_>) -> Scene {
        scene::scene(self, &state.numbers, look)
    }

    fn respond(&self, state: &Weights, gesture: &Gesture) -> Vec<Response> {
        let choose = |choice: Choice| match choice {
            choice if !choice.exists(&self.mlp) => Vec::new(),
            choice if choice == self.choice => self.ask(&state.numbers),
            choice => vec![set("select", choice.typed())],
        };
        match (gesture.panel.as_str(), gesture.act) {
            ("network", Act::Press(Spot::Edge { layer, from, to })) => {
                choose(Choice::Weight { layer, to, from })
            }
            ("network", Act::Press(Spot::Neuron { layer, index })) => choose(Choice::Neuron { layer, index }),
            ("network", Act::Move { dx, dy }) => {
                vec![set("select", self.choice.moved(dx.saturating_add(dy), &self.mlp).typed())]
            }
            ("answers", Act::Press(Spot::Item(row))) => {
                let listed = self.listed(&self.answers(&state.numbers).0);
                listed.get(row / self.mlp.outputs()).map(|&example| self.look_at(example)).unwrap_or_default()
            }
            ("answers", Act::Move { dx, dy }) => {
                self.look_at(self.example.saturating_add_signed(dx.saturating_add(dy) as isize))
            }
            ("terms", Act::Press(Spot::Item(from))) => {
                let (layer, to) = self.choice.subject();
                choose(Choice::Weight { layer, to, from })
            }
            _ => Vec::new(),
        }
    }

    fn act(&self, _: &Weights, verb: Verb) -> Vec<Response> {
        match verb {
            Verb::Example => {
                let at = PRESETS.iter().position(|preset| preset.id == self.preset.id).unwrap_or(0);
                vec![set("preset", PRESETS[(at + 1) % PRESETS.len()].id)]
            }
            Verb::Contrast => vec![set("start", if self.start == Start::Equal { "preset" } else { "equal" })],
            Verb::Next => self.look_at((self.example + 1) % self.all.len()),
            Verb::Weight => {
                let weight = match self.choice {
                    Choice::Weight { .. } => self.choice.moved(1, &self.mlp),
                    Choice::Neuron { .. } => Choice::usual(&self.mlp),
                };
                let last = weight == self.choice;
                let first = Choice::Weight { layer: 1, to: 0, from: 0 };
                vec![set("select", if last { first } else { weight }.typed())]
            }
            _ => Vec::new(),
        }
    }
}

impl Layers {
    fn look_at(&self, example: usize) -> Vec<Response> {
        vec![set("example", (example.min(self.all.len() - 1) + 1).to_string())]
    }

    /// Asks for the value of what is chosen; a neuron without a bias has none.
    fn ask(&self, numbers: &[f64]) -> Vec<Response> {
        let Some(place) = self.choice.place(&self.mlp) else { return Vec::new() };
        let typed = self.choice.typed();
        vec![Response::Ask {
            name: "set".into(),
            prefill: numbers[place].to_string(),
            value: format!("{typed}={{}}"),
            prompt: match self.choice {
                Choice::Weight { .. } => text("New value of this weight", "这个权重的新值"),
                Choice::Neuron { .. } => text("New value of this bias", "这个偏置的新值"),
            },
        }]
    }
}
