//! Lesson 7: the nine-line network: one neuron, four examples, ten thousand repetitions.

mod curves;
mod parameters;
mod pass;
mod scene;
mod tables;
mod written;

use crate::lab::{
    Act, Card, Flow, Gesture, Group, Lesson, Look, Metric, Parameter, Parameters, Response, Scene, Settings,
    Setup, Spot, Verb,
};
use crate::math::NumpyRng;
use crate::say;
use crate::words::{Problem, Text, same, text};
use pass::{Pass, Weights};

static CARD: Card = Card {
    number: 7,
    id: "neuron",
    group: Group::Neuron,
    title: text("The nine-line network", "九行代码的网络"),
    line: text(
        "Three weights, four examples: a neuron finds the rule by itself, and then meets a situation it has never seen.",
        "三个权重，四个例子：看一个神经元如何自己找出规律，再面对它从未见过的情形。",
    ),
    goal: text(
        "compute one whole iteration by hand, and say which examples move which weights, and why",
        "亲手算完一次迭代，并说清哪些例子推动哪些权重，以及为什么",
    ),
    minutes: 15,
    step: text("iteration", "迭代"),
    seeded: true,
    steps: 10_000,
    preview: 20,
    verbs: &[
        Verb {
            id: "probe",
            key: 'e',
            name: text("new situation", "换新情形"),
            help: text(
                "Ask the neuron about the next of the eight situations.",
                "用八种情形中的下一种来提问。",
            ),
        },
        Verb {
            id: "xor",
            key: 'x',
            name: text("either-or", "异或"),
            help: text(
                "Want \"x₁ or x₂, but not both\", which no single neuron can learn; again for the old answers.",
                "改为要求“x₁ 与 x₂ 恰有一个是 1”：单个神经元学不会；再按一次恢复原来的答案。",
            ),
        },
        Verb {
            id: "next",
            key: 'w',
            name: text("next weight", "下一个权重"),
            help: text("Write out the arithmetic of the next weight.", "写出下一个权重的算式。"),
        },
    ],
    guide: text(
        include_str!("../../../assets/lessons/neuron.en.md"),
        include_str!("../../../assets/lessons/neuron.zh.md"),
    ),
};

/// The rule of the nine lines: the first input decides.
const FIRST_DECIDES: [f64; 4] = [0.0, 1.0, 1.0, 0.0];

/// x₁ or x₂, but not both.
const EITHER_OR: [f64; 4] = [0.0, 0.0, 1.0, 1.0];

/// The wanted answers and the parameters in force.
pub(super) struct Neuron {
    targets: [f64; 4],
    lr: f64,
    iterations: u64,
    /// The example and the weight that are looked at.
    example: usize,
    weight: usize,
    /// A situation that is asked about and not learnt from.
    probe: [f64; 3],
}

impl Neuron {
    fn pass(&self, weights: &Weights) -> Pass {
        Pass::of(weights, &self.targets)
    }

    /// Whether the wanted answers are x₁ xor x₂, or its opposite: then no weights give them.
    fn wants_either_or(&self) -> bool {
        let [a, b, c, d] = self.targets.map(|y| y > 0.5);
        a == b && c == d && a != c
    }
}

/// Numbers as a list is typed: `1,0,0`.
fn typed(numbers: &[f64]) -> String {
    numbers.iter().map(f64::to_string).collect::<Vec<_>>().join(",")
}

fn set(name: &str, value: impl Into<String>) -> Response {
    Response::Set { name: name.into(), value: value.into() }
}

impl Lesson for Neuron {
    type State = Weights;

    fn card() -> &'static Card {
        &CARD
    }

    fn parameters(_: &Settings) -> Result<Vec<Parameter>, Problem> {
        Ok(parameters::parameters())
    }

    /// The first weights, in NumPy: `np.random.seed(seed); 2 * np.random.random((3, 1)) - 1`.
    fn open(setup: &Setup<'_>) -> Result<(Neuron, Weights), Problem> {
        let targets = parameters::targets(setup.parameters)?;
        let mut rng = NumpyRng::new(setup.seed);
        let weights = std::array::from_fn(|_| 2.0 * rng.random() - 1.0);
        let mut lesson =
            Neuron { targets, lr: 1.0, iterations: 0, example: 0, weight: 0, probe: [1.0, 0.0, 0.0] };
        lesson.tune(setup.parameters)?;
        Ok((lesson, weights))
    }

    fn tune(&mut self, parameters: &Parameters) -> Result<(), Problem> {
        self.probe = parameters::probe(parameters)?;
        self.lr = parameters.number("lr");
        self.iterations = parameters.count("iterations") as u64;
        self.example = parameters.count("example").clamp(1, 4) - 1;
        self.weight = parameters.count("weight").clamp(1, 3) - 1;
        Ok(())
    }

    fn touch(&self, state: &mut Weights, _: &str, value: &str) -> Result<(), Problem> {
        let (k, weight) = parameters::edit(value)?;
        state[k] = weight;
        Ok(())
    }

    fn step(&self, state: &mut Weights, t: u64) -> Flow {
        let pass = self.pass(state);
        for (weight, adjustment) in state.iter_mut().zip(pass.adjustment) {
            *weight += self.lr * adjustment;
        }
        if state.iter().all(|weight| weight.is_finite()) {
            return Flow::Going;
        }
        let lr = self.lr;
        Flow::Broken(say!(
            "Step {t} would make a weight infinite: a learning rate of {lr} is too large. Lower it (<) and go on.",
            "第 {t} 步会使权重变为无穷大：学习率 {lr} 太大。请调小它（<）再继续。"
        ))
    }

    fn length(&self) -> Option<u64> {
        Some(self.iterations)
    }

    fn bytes(&self, _: &Weights) -> usize {
        size_of::<Weights>()
    }

    fn phases(&self, _: &Weights) -> Vec<Text> {
        vec![
            text("weighted sum", "加权和"),
            text("S-curve", "S 曲线"),
            text("error", "误差"),
            text("adjustment", "调整量"),
            text("update", "更新"),
        ]
    }

    fn metrics(&self) -> Vec<Metric> {
        vec![
            Metric::new("error", text("mean error", "平均误差")),
            Metric::new("w1", same("w₁")),
            Metric::new("w2", same("w₂")),
            Metric::new("w3", same("w₃")),
            Metric::new("probe", text("new situation", "新情形")),
        ]
    }

    fn measure(&self, state: &Weights, _: u64) -> Vec<f64> {
        let error = self.pass(state).mean_error();
        vec![error, state[0], state[1], state[2], pass::answer(state, &self.probe)]
    }

    fn scene(&self, state: &Weights, look: &Look<'_>) -> Scene {
        scene::scene(self, state, look)
    }

    fn respond(&self, state: &Weights, gesture: &Gesture) -> Vec<Response> {
        let moved = |at: usize, by: i32, last: usize| at.saturating_add_signed(by as isize).min(last) + 1;
        let number = |name: &str, at: usize| vec![set(name, at.to_string())];
        match (gesture.panel.as_str(), gesture.act) {
            ("network", Act::Press(Spot::Edge { from, .. })) if from == self.weight => vec![ask(state, from)],
            ("network", Act::Press(Spot::Edge { from, .. } | Spot::Neuron { layer: 0, index: from }))
            | ("adjust", Act::Press(Spot::Item(from))) => number("weight", from.min(2) + 1),
            ("network" | "adjust", Act::Move { dx, dy }) => {
                number("weight", moved(self.weight, dx.saturating_add(dy), 2))
            }
            ("examples", Act::Press(Spot::Item(row))) => number("example", row.min(3) + 1),
            ("examples" | "curve", Act::Move { dx, dy }) => {
                number("example", moved(self.example, dx.saturating_add(dy), 3))
            }
            ("curve", Act::Press(Spot::Point { x, .. })) if x.is_finite() => {
                number("example", self.pass(state).nearest(x) + 1)
            }
            ("probe", Act::Press(Spot::Item(k))) if k < 3 => {
                let mut probe = self.probe;
                probe[k] = if probe[k] == 0.0 { 1.0 } else { 0.0 };
                vec![set("probe", typed(&probe))]
            }
            ("probe", Act::Move { dx, dy }) => self.next_probe(dx.saturating_add(dy)),
            _ => Vec::new(),
        }
    }

    fn act(&self, _: &Weights, verb: &str) -> Vec<Response> {
        match verb {
            "probe" => self.next_probe(1),
            "next" => vec![set("weight", ((self.weight + 1) % 3 + 1).to_string())],
            "xor" => {
                let next = if self.targets == EITHER_OR { FIRST_DECIDES } else { EITHER_OR };
                vec![set("targets", typed(&next))]
            }
            _ => Vec::new(),
        }
    }
}

impl Neuron {
    /// The next of the situations 0,0,0 … 1,1,1, counted like a binary number.
    fn next_probe(&self, by: i32) -> Vec<Response> {
        let now = self.probe.iter().fold(0, |number, &x| 2 * number + i32::from(x > 0.5));
        let next = now.wrapping_add(by).rem_euclid(8);
        vec![set("probe", typed(&[4, 2, 1].map(|bit| f64::from(i32::from(next & bit != 0)))))]
    }
}

/// Asks for a weight's value.
fn ask(weights: &Weights, k: usize) -> Response {
    let number = k + 1;
    Response::Ask {
        name: "set".into(),
        prefill: weights[k].to_string(),
        value: format!("{number}={{}}"),
        prompt: say!("New value of weight {number}", "权重 {number} 的新值"),
    }
}
