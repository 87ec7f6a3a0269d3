//! Lesson 7: the nine-line network: one neuron, four examples, ten thousand repetitions.

mod curves;
mod lines;
mod parameters;
mod pass;
mod scene;
mod tables;
mod written;

use crate::lab::{
    Act, Card, Flow, Form, Group, Lesson, Look, Made, Metric, Now, Nth, Offer, Panes, Recipe, Response, Row,
    Scene, Setup, Spot, Verb,
};
use crate::math::{NumpyRng, Tensor};
use crate::say;
use crate::words::{Problem, Text, text};
use parameters::{EITHER_OR, FIRST_DECIDES, Settings, typed};
use pass::Weights;

static CARD: Card = Card {
    number: 7,
    id: "neuron",
    group: Group::Neuron,
    title: text("The nine-line network", "九行代码的网络"),
    line: text(
        "Three weights, four examples: a neuron finds the rule by itself, and then meets a situation it has never seen.",
        "三个权重，四个样本：看一个神经元如何自己找出规律，再面对它从未见过的情形。",
    ),
    goal: text(
        "compute one whole iteration by hand, and say which examples move which weights, and why",
        "亲手算完一次迭代，并说清哪些样本推动哪些权重，以及为什么",
    ),
    minutes: 15,
    step: text("iteration", "迭代"),
    seeded: true,
    steps: 10_000,
    preview: "step=20",
    verbs: &[
        Offer::new(
            Verb::Example,
            text("new situation", "换新情形"),
            text("Ask the neuron about the next of the eight situations.", "用八种情形中的下一种来提问。"),
        ),
        Offer::new(
            Verb::Contrast,
            text("either-or", "异或"),
            text(
                "Want \"x₁ or x₂, but not both\", which no single neuron can learn; again for the old answers.",
                "改为要求“x₁ 与 x₂ 恰有一个是 1”：单个神经元学不会；再按一次恢复原来的答案。",
            ),
        ),
        Offer::new(
            Verb::Weight,
            text("next weight", "下一个权重"),
            text("Write out the arithmetic of the next weight.", "写出下一个权重的算式。"),
        ),
    ],
    guide: text(
        include_str!("../../../assets/lessons/neuron.en.md"),
        include_str!("../../../assets/lessons/neuron.zh.md"),
    ),
};

/// The neuron: everything but its weights follows from the settings.
pub(super) struct Neuron;

/// What is seen.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Pane {
    Network,
    Curve,
    Error,
    Examples,
    Adjust,
    Probe,
    Answers,
}

impl Panes for Pane {
    const ALL: &'static [(Pane, &'static str, Text)] = &[
        (Pane::Network, "network", text("neuron", "神经元")),
        (Pane::Curve, "curve", text("S-curve", "Sigmoid 曲线")),
        (Pane::Error, "error", text("mean error", "平均误差")),
        (Pane::Examples, "examples", text("examples", "样本")),
        (Pane::Adjust, "adjust", text("adjustments", "调整量")),
        (Pane::Probe, "probe", text("new situation", "新情形")),
        (Pane::Answers, "answers", text("answers over time", "输出的变化")),
    ];
}

const ERROR: Metric = Metric::new("error", text("mean error", "平均误差"));
const WEIGHTS: [Metric; 3] = [
    Metric::new("w1", text("w₁", "w₁")),
    Metric::new("w2", text("w₂", "w₂")),
    Metric::new("w3", text("w₃", "w₃")),
];
const PROBE: Metric = Metric::new("probe", text("new situation", "新情形"));

/// The wanted answers and the new situation, as the script of a run is told.
///
/// # Errors
/// A sentence when a setting does not fit.
pub(crate) fn told(recipe: &Recipe) -> Result<([f64; 4], [f64; 3]), Problem> {
    let (settings, _) = Neuron::read(&recipe.settings)?;
    Ok((*settings.targets, *settings.probe))
}

impl Lesson for Neuron {
    type Settings = Settings;
    type State = Weights;
    type Pane = Pane;

    fn card() -> &'static Card {
        &CARD
    }

    fn settings(form: &mut Form<'_>) -> Result<Settings, Problem> {
        Settings::fill(form)
    }

    /// The first weights, in NumPy: `np.random.seed(seed); 2 * np.random.random((3, 1)) - 1`.
    fn open(setup: &Setup<'_, Settings>) -> Result<(Neuron, Weights), Problem> {
        let mut rng = NumpyRng::new(setup.seed);
        Ok((Neuron, std::array::from_fn(|_| 2.0 * rng.random() - 1.0)))
    }

    fn edit(&self, _: &Settings, state: &mut Weights, words: &str) -> Result<(), Text> {
        let (k, weight) = parameters::edit(words)?;
        state[k] = weight;
        Ok(())
    }

    fn step(&self, settings: &Settings, state: &mut Weights, t: u64) -> Flow {
        let (lr, pass) = (*settings.lr, settings.pass(state));
        for (weight, adjustment) in state.iter_mut().zip(pass.adjustment) {
            *weight += lr * adjustment;
        }
        if state.iter().all(|weight| weight.is_finite()) {
            return Flow::Going;
        }
        Flow::Broken(say!(
            "Step {t} would make a weight infinite: a learning rate of {lr} is too large. Lower it (<) and go on.",
            "第 {t} 步会使权重变为无穷大：学习率 {lr} 太大。请调小它（<）再继续。"
        ))
    }

    fn length(&self, settings: &Settings) -> Option<u64> {
        Some(*settings.iterations)
    }

    fn weights(&self, now: Now<'_, Self>) -> Vec<Tensor> {
        vec![Tensor::list("w", now.state.to_vec())]
    }

    fn made(&self, now: Now<'_, Self>) -> Vec<Made> {
        lines::made(&now.settings.pass(now.state), now.state, *now.settings.lr)
    }

    fn phases(&self, _: Now<'_, Self>) -> Vec<Text> {
        vec![
            text("weighted sum", "加权和"),
            text("S-curve", "Sigmoid 曲线"),
            text("error", "误差"),
            text("adjustment", "调整量"),
            text("update", "更新"),
        ]
    }

    fn measure(&self, now: Now<'_, Self>, row: &mut Row) {
        row.put(&ERROR, now.settings.pass(now.state).mean_error());
        for (metric, weight) in WEIGHTS.iter().zip(now.state) {
            row.put(metric, *weight);
        }
        row.put(&PROBE, pass::answer(now.state, &now.settings.probe));
    }

    fn scene(&self, now: Now<'_, Self>, look: &Look<'_>) -> Scene {
        scene::scene(now.settings, now.state, look)
    }

    fn respond(&self, now: Now<'_, Self>, pane: Pane, act: Act) -> Vec<Response> {
        let Settings { example, weight, probe, .. } = now.settings;
        let moved = |at: &Nth, by: i32, last: usize| Nth(at.0.saturating_add_signed(by as isize).min(last));
        match (pane, act) {
            (Pane::Network, Act::Press(Spot::Edge { from, .. })) if from == weight.0 => {
                vec![ask(now.settings, now.state, from)]
            }
            (Pane::Network, Act::Press(Spot::Edge { from, .. } | Spot::Neuron { layer: 0, index: from }))
            | (Pane::Adjust, Act::Press(Spot::Item(from))) => vec![weight.to(Nth(from.min(2)))],
            (Pane::Network | Pane::Adjust, Act::Move { dx, dy }) => {
                vec![weight.to(moved(weight, dx.saturating_add(dy), 2))]
            }
            (Pane::Examples, Act::Press(Spot::Item(row))) => vec![example.to(Nth(row.min(3)))],
            (Pane::Examples | Pane::Curve, Act::Move { dx, dy }) => {
                vec![example.to(moved(example, dx.saturating_add(dy), 3))]
            }
            (Pane::Curve, Act::Press(Spot::Point { x, .. })) if x.is_finite() => {
                vec![example.to(Nth(now.settings.pass(now.state).nearest(x)))]
            }
            (Pane::Probe, Act::Press(Spot::Item(k))) if k < 3 => {
                let mut turned = **probe;
                turned[k] = if turned[k] == 0.0 { 1.0 } else { 0.0 };
                vec![probe.to_words(typed(&turned))]
            }
            (Pane::Probe, Act::Move { dx, dy }) => next_probe(now.settings, dx.saturating_add(dy)),
            _ => Vec::new(),
        }
    }

    fn act(&self, now: Now<'_, Self>, verb: Verb) -> Vec<Response> {
        let Settings { weight, targets, .. } = now.settings;
        match verb {
            Verb::Example => next_probe(now.settings, 1),
            Verb::Weight => vec![weight.to(Nth((weight.0 + 1) % 3))],
            Verb::Contrast => {
                let next = if **targets == EITHER_OR { FIRST_DECIDES } else { EITHER_OR };
                vec![targets.to_words(typed(&next))]
            }
            _ => Vec::new(),
        }
    }
}

/// The next of the situations 0,0,0 … 1,1,1, counted like a binary number.
fn next_probe(settings: &Settings, by: i32) -> Vec<Response> {
    let now = settings.probe.iter().fold(0, |number, &x| 2 * number + i32::from(x > 0.5));
    let next = now.wrapping_add(by).rem_euclid(8);
    let bits = [4, 2, 1].map(|bit| f64::from(i32::from(next & bit != 0)));
    vec![settings.probe.to_words(typed(&bits))]
}

/// Asks for a weight's value.
fn ask(settings: &Settings, weights: &Weights, k: usize) -> Response {
    let number = k + 1;
    let prompt = say!("New value of weight {number}", "权重 {number} 的新值");
    settings.set.ask(weights[k].to_string(), format!("{number}={{}}"), prompt)
}
