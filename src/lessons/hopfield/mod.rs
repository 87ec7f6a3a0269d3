//! `hopfield`: a memory that repairs what it is shown.
//!
//! The world is what was learned (patterns, weights) and the cue; the state is what is being recalled.

mod bench;
mod gestures;
mod lines;
mod parameters;
mod recall;
mod scene;
mod source;
mod view;
mod written;

use crate::lab::{
    Act, Card, Flow, Form, Group, Job, Lesson, Look, Made, Metric, Now, Offer, Panes, Recipe, Report,
    Response, Row, Scene, Setup, Verb,
};
use crate::math::{NumpyRng, Tensor};
use crate::nn::hopfield::Side;
use crate::nn::hopfield::{Hopfield, Mode, Order, Pattern};
use crate::say;
use crate::words::{Problem, Text, same, text};
use bench::{Bench, CAPACITY};
use parameters::{Prints, Settings};
use recall::Recall;
use std::sync::Arc;
use view::{View, Window};

static CARD: Card = Card {
    number: 13,
    id: "hopfield",
    group: Group::Memory,
    title: text("A memory that repairs itself", "会自我修复的记忆"),
    line: text(
        "Show it a damaged picture: neuron by neuron it rolls down an energy into the one it remembers.",
        "给它看一幅残缺的图：神经元逐个更新，沿能量滚落到它记得的那一幅。",
    ),
    goal: text(
        "say how memories are stored in weights, why recall always settles, and when it settles in the wrong place",
        "说清记忆如何存进权重、回忆为何总会稳定，以及何时会稳定到错误的地方",
    ),
    minutes: 20,
    step: text("neuron update", "神经元更新"),
    seeded: true,
    steps: 1000,
    preview: "step=40",
    verbs: &[
        Offer::new(
            Verb::Epoch,
            text("sweep", "扫描一遍"),
            text("Ask every neuron once.", "每个神经元各问一次。"),
        ),
        Offer::new(
            Verb::GoOn,
            text("settle", "稳定"),
            text("Go on until nothing changes any more.", "一直更新到不再变化为止。"),
        ),
        Offer::new(
            Verb::Example,
            text("next cue", "下一线索"),
            text("Start from the next pattern.", "从下一个图案开始回忆。"),
        ),
        Offer::new(
            Verb::Add,
            text("remember", "记住"),
            text("Store the state as it is now as a new pattern.", "把当前状态作为新图案存入。"),
        ),
        Offer::new(
            Verb::Remove,
            text("forget", "忘掉"),
            text("Take the chosen pattern out of the memory.", "把选中的图案从记忆中删除。"),
        ),
        Offer::new(
            Verb::Contrast,
            text("invert", "反相"),
            text("Turn all neurons over: the energy stays the same.", "翻转所有神经元：能量不变。"),
        ),
        Offer::new(
            Verb::Bench,
            text("capacity", "容量"),
            text(
                "Measure how much fits: recall against load, in the background.",
                "测量能记多少：在后台做“回忆效果—负载”实验。",
            ),
        ),
    ],
    guide: text(
        include_str!("../../../assets/lessons/hopfield.en.md"),
        include_str!("../../../assets/lessons/hopfield.zh.md"),
    ),
};

/// What was learned, where recall starts, and what is looked at.
pub(super) struct Memory {
    network: Hopfield,
    /// All patterns that cues are taken from; the first of them are stored.
    known: Vec<Pattern>,
    /// Pixels of the stored patterns.
    pictures: Vec<Arc<[f64]>>,
    /// Energies of the stored patterns, where they are cheap.
    depths: Vec<f64>,
    /// What is measured of each stored pattern.
    overlaps: Vec<Metric>,
    cue_name: Text,
    cue_number: Option<usize>,
    mode: Mode,
    view: View,
    window: Window,
    bench: Bench,
}

/// What is seen.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Pane {
    State,
    Stored,
    Overlaps,
    Energy,
    Hears,
    Parts,
    Weights,
    Pattern,
    Capacity,
}

impl Panes for Pane {
    const ALL: &'static [(Pane, &'static str, Text)] = &[
        (Pane::State, "state", text("state", "状态")),
        (Pane::Stored, "stored", text("stored", "图案")),
        (Pane::Overlaps, "overlaps", text("overlaps", "重叠")),
        (Pane::Energy, "energy", text("energy", "能量")),
        (Pane::Hears, "hears", text("input", "输入")),
        (Pane::Parts, "parts", text("parts", "各项")),
        (Pane::Weights, "weights", text("weights", "权重")),
        (Pane::Pattern, "pattern", text("pattern", "图案编辑")),
        (Pane::Capacity, "capacity", text("capacity", "容量")),
    ];
}

const NEURON: Metric = Metric::new("neuron", text("neuron, from 0", "神经元（从 0 数起）"));
const FIELD: Metric = Metric::new("field", text("local field h", "局部场 h"));
const FLIPPED: Metric = Metric::new("flipped", text("flipped", "翻转"));
const ENERGY: Metric = Metric::new("energy", text("energy E", "能量 E"));

/// Multiplications that the energies of all stored patterns may take.
const CHEAP: usize = 200_000_000;

impl Memory {
    fn new(
        mut patterns: Vec<Pattern>,
        settings: &Settings,
        cue: &source::Cue,
        seed: u32,
    ) -> Result<Memory, Problem> {
        let known = patterns.clone();
        patterns.truncate(match *settings.stored {
            0 => known.len(),
            count => count,
        });
        let rule = *settings.rule;
        let network = Hopfield::store(patterns, rule, *settings.normalise)?;
        let stored = network.patterns();
        let pictures = stored.iter().map(|p| p.spins().iter().map(|&s| f64::from(s)).collect()).collect();
        let depth = |pattern: &Pattern| network.energy(&network.state(pattern.spins()));
        let cheap = stored.len() * network.neurons().pow(2) <= CHEAP;
        let depths = if cheap { stored.iter().map(depth).collect() } else { Vec::new() };
        let view = View::new(&settings.seen);
        let window = Window::of(&network, &view);
        let bench = Bench { neurons: *settings.n, rule, seed };
        let overlaps = network.patterns().iter().enumerate().map(overlap).collect();
        let (cue_name, cue_number) = (cue.name.clone(), cue.number);
        let mode = *settings.update;
        Ok(Memory {
            network,
            known,
            pictures,
            depths,
            overlaps,
            cue_name,
            cue_number,
            mode,
            view,
            window,
            bench,
        })
    }

    /// Cells in a row of the picture, and rows.
    fn size(&self) -> (usize, usize) {
        let first = &self.network.patterns()[0];
        (first.width(), first.height())
    }
}

pub(crate) use source::damaged;

/// A memory as its script is told about it.
pub(crate) struct Told {
    /// All patterns, stored or not: name, cells in a row, the cells.
    pub(crate) patterns: Vec<(Text, usize, Vec<i8>)>,
    /// The cue before damage is done to it, where it is none of the patterns.
    pub(crate) cue: Option<Vec<i8>>,
    /// Patterns and cue, as they are typed.
    pub(crate) typed: (String, String),
    /// Whether the patterns are the usual ones, which a file takes the place of.
    pub(crate) usual: bool,
    /// How many patterns are stored.
    pub(crate) stored: usize,
    /// Percent of the cue's cells that are flipped, and of its lines that are hidden.
    pub(crate) noise: f64,
    pub(crate) hide: f64,
    pub(crate) side: Side,
    /// Whether a run without a screen measures the capacity.
    pub(crate) capacity: bool,
}

/// What the script of a run is told.
///
/// # Errors
/// As when the lesson is opened.
pub(crate) fn told(recipe: &Recipe, seed: u32) -> Result<Told, Problem> {
    let (settings, _) = Memory::read(&recipe.settings)?;
    let patterns = source::patterns(&settings, &recipe.data, &mut NumpyRng::new(seed))?;
    let cue = source::undamaged(&settings)?;
    let told = |pattern: &Pattern| (pattern.name.clone(), pattern.width(), pattern.spins().to_vec());
    Ok(Told {
        stored: match *settings.stored {
            0 => patterns.len(),
            stored => stored.min(patterns.len()),
        },
        patterns: patterns.iter().map(told).collect(),
        cue: cue.map(|cue| cue.spins().to_vec()),
        typed: (settings.patterns.trim().to_string(), settings.cue.trim().to_string()),
        usual: settings.patterns.trim() == source::BUILT_IN,
        noise: *settings.noise,
        hide: *settings.hide,
        side: *settings.side,
        capacity: *settings.bench == Prints::Capacity,
    })
}

impl Lesson for Memory {
    type Settings = Settings;
    type State = Recall;
    type Pane = Pane;

    fn card() -> &'static Card {
        &CARD
    }

    fn settings(form: &mut Form<'_>) -> Result<Settings, Problem> {
        Settings::fill(form)
    }

    /// The seed's stream gives the random patterns, the random cue or the noise, then the order.
    fn open(setup: &Setup<'_, Settings>) -> Result<(Memory, Recall), Problem> {
        let mut rng = NumpyRng::new(setup.seed);
        let patterns = source::patterns(setup.settings, setup.data, &mut rng)?;
        let cue = source::cue(setup.settings, &patterns, &mut rng)?;
        let memory = Memory::new(patterns, setup.settings, &cue, setup.seed)?;
        let state = memory.network.state(cue.pattern.spins());
        let order = Order::new(rng, memory.network.neurons());
        Ok((memory, Recall::new(state, order)))
    }

    fn tune(&mut self, settings: &Settings) -> Result<(), Problem> {
        let view = View::new(&settings.seen);
        if !view.same_window(&self.view) {
            self.window = Window::of(&self.network, &view);
        }
        (self.view, self.mode) = (view, *settings.update);
        Ok(())
    }

    fn edit(&self, _: &Settings, state: &mut Recall, words: &str) -> Result<(), Text> {
        self.paint(state, words)
    }

    fn step(&self, _: &Settings, state: &mut Recall, t: u64) -> Flow {
        self.advance(state, t)
    }

    fn bytes(&self, state: &Recall) -> usize {
        state.bytes()
    }

    fn weights(&self, now: Now<'_, Self>) -> Vec<Tensor> {
        let (network, n) = (&self.network, self.network.neurons());
        let weights = (0..n).flat_map(|i| (0..n).map(move |j| network.weight(i, j)));
        let spins = now.state.state.spins().iter().map(|spin| f64::from(*spin));
        vec![Tensor::new("W", &[n, n], weights.collect()), Tensor::list("state", spins.collect())]
    }

    fn made(&self, now: Now<'_, Self>) -> Vec<Made> {
        lines::made(self, now.state, self.mode)
    }

    fn phases(&self, _: Now<'_, Self>) -> Vec<Text> {
        let first = match self.mode {
            Mode::Asynchronous => text("choose a neuron", "选神经元"),
            Mode::Synchronous => text("choose all", "选中全部"),
        };
        vec![first, text("local field", "局部场"), text("decide", "决定"), text("energy", "能量")]
    }

    /// Row t: the state after t updates, and the update that led to it.
    fn measure(&self, now: Now<'_, Self>, row: &mut Row) {
        let Recall { state, last, flips, .. } = now.state;
        row.put(&NEURON, last.map_or(f64::NAN, |update| update.neuron as f64));
        row.put(&FIELD, last.map_or(f64::NAN, |update| update.field));
        row.put(&FLIPPED, flips.map_or(f64::NAN, |flips| flips as f64));
        row.put(&ENERGY, self.network.energy(state));
        let overlaps = self.network.overlaps(state);
        self.overlaps.iter().zip(overlaps).for_each(|(metric, overlap)| row.put(metric, overlap));
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

    fn job(&self, _: Now<'_, Self>, name: &str) -> Option<Job> {
        (name == CAPACITY).then(|| self.bench.job())
    }

    fn report(&self, now: Now<'_, Self>) -> Report {
        match *now.settings.bench {
            Prints::Capacity => Report::Job(self.bench.job()),
            Prints::Updates => Report::Steps,
        }
    }
}

/// What is measured of a stored pattern.
fn overlap((at, pattern): (usize, &Pattern)) -> Metric {
    let label = text("overlap with ", "与下者的重叠度：").then(&pattern.name);
    Metric::of_family(format!("overlap_{}", at + 1), label)
}

/// `name` with its indices, counted from 1, set low: `s₃₇` is the neuron at 36.
fn indexed(name: &str, indices: &[usize]) -> String {
    let low = |digit: char| digit.to_digit(10).and_then(|d| char::from_u32(0x2080 + d)).unwrap_or(digit);
    let written: Vec<String> =
        indices.iter().map(|i| (i + 1).to_string().chars().map(low).collect()).collect();
    format!("{name}{}", written.join(","))
}

/// A spin with its sign.
fn spin(s: i8) -> &'static str {
    if s > 0 { "+1" } else { "−1" }
}

/// A neuron with its place in the picture, all counted from 1.
fn place(i: usize, width: usize) -> Text {
    let (row, col, i) = (i / width + 1, i % width + 1, i + 1);
    say!("neuron {i} (row {row}, column {col})", "神经元 {i}（第 {row} 行第 {col} 列）")
}

/// The number of a neuron, counted from 1.
fn number(k: usize) -> Text {
    same((k + 1).to_string())
}
