//! The settings, in the order in which the panel lists them.

use super::source::{BUILT_IN, RANDOM};
use crate::lab::{ByHand, Form, Nth, OneOf, Place, Rows, Setting};
use crate::nn::hopfield::{Mode, Rule, Side};
use crate::words::{Problem, Text, same, text};

/// What is set.
pub(in crate::lessons) struct Settings {
    /// What is remembered, as it is typed.
    pub(super) patterns: Setting<String>,
    /// How many of them; 0 stores all.
    pub(super) stored: Setting<usize>,
    /// Neurons of random patterns, and of the bench.
    pub(super) n: Setting<usize>,
    pub(super) rule: Setting<Rule>,
    pub(super) update: Setting<Mode>,
    /// Where recall starts, as it is typed.
    pub(super) cue: Setting<String>,
    /// Percent.
    pub(super) noise: Setting<f64>,
    /// Percent.
    pub(super) hide: Setting<f64>,
    pub(super) side: Setting<Side>,
    pub(super) normalise: Setting<bool>,
    pub(super) bench: Setting<Prints>,
    pub(super) seen: Seen,
    /// A neuron of the state.
    pub(super) spin: ByHand,
}

/// What is set about what is looked at.
pub(super) struct Seen {
    /// None follows the one that is asked next.
    pub(super) neuron: Setting<Option<Nth>>,
    /// None is the nearest.
    pub(super) pattern: Setting<Option<Nth>>,
    /// Powers of two.
    pub(super) zoom: Setting<usize>,
    /// The weight in the middle.
    pub(super) row: Setting<Option<Nth>>,
    pub(super) col: Setting<Option<Nth>>,
}

/// What a run without a screen prints.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Prints {
    Updates,
    Capacity,
}

impl Rows for Prints {
    const ROWS: &'static [(Prints, &'static str, Text)] = &[
        (Prints::Updates, "none", text("none", "无")),
        (Prints::Capacity, "capacity", text("capacity", "容量")),
    ];
}

impl OneOf for Rule {
    fn id(self) -> &'static str {
        self.code()
    }

    fn label(self) -> Text {
        self.label()
    }
}

impl Rows for Mode {
    const ROWS: &'static [(Mode, &'static str, Text)] = &[
        (Mode::Asynchronous, "async", text("one at a time", "逐个（异步）")),
        (Mode::Synchronous, "sync", text("all at once", "同时（同步）")),
    ];
}

impl Rows for Side {
    const ROWS: &'static [(Side, &'static str, Text)] = &[
        (Side::Top, "top", text("top", "上")),
        (Side::Bottom, "bottom", text("bottom", "下")),
        (Side::Left, "left", text("left", "左")),
        (Side::Right, "right", text("right", "右")),
    ];
}

impl Settings {
    pub(super) fn fill(form: &mut Form<'_>) -> Result<Settings, Problem> {
        let (patterns, stored) = (patterns(form)?, stored(form)?);
        let here = form.place();
        let help = text("How patterns become weights.", "图案如何变成权重。");
        let rule = form.choice("rule", text("learning rule", "学习规则"), help, Rule::ALL).restarts()?;
        let help = text(
            "One neuron after the other, or all at the same moment.",
            "一次只问一个神经元，或所有神经元同时更新。",
        );
        let update = form.choice("update", text("update", "更新方式"), help, Mode::all()).live()?;
        let (cue, noise, hide) = (cue(form)?, noise(form)?, hide(form)?);
        let side = side(form, *hide > 0.0)?;
        let help = text(
            "Divide the weights by N; energies then compare between sizes.",
            "权重除以 N，这样不同大小的网络能量可以比较。",
        );
        let normalise = form.switch("normalise", text("weights / N", "权重除以 N"), help, true).restarts()?;
        let bench = bench(form)?;
        let n = size(form, here, patterns.trim() == RANDOM || *bench == Prints::Capacity)?;
        let (seen, spin) = (Seen::fill(form)?, spin(form)?);
        Ok(Settings {
            patterns,
            stored,
            n,
            rule,
            update,
            cue,
            noise,
            hide,
            side,
            normalise,
            bench,
            seen,
            spin,
        })
    }
}

fn patterns(form: &mut Form<'_>) -> Result<Setting<String>, Problem> {
    let help = text(
        "What is remembered: letters and pictures (AXZ heart), a file of # and ., random, or drawings.",
        "记住什么：字母和图画（AXZ heart）、由 # 和 . 组成的文件、random（随机），或手绘图案。",
    );
    let expected = text("letters, pictures, a file, or random", "字母、图画名、文件或 random");
    form.words("patterns", text("patterns", "图案"), help, expected, BUILT_IN).restarts()
}

fn stored(form: &mut Form<'_>) -> Result<Setting<usize>, Problem> {
    let help = text(
        "How many of them are stored, from the first; 0 stores all (of random ones 10).",
        "从第一个起存入几个；0 表示全部（随机图案则为 10 个）。",
    );
    form.whole("stored", text("how many stored", "存入几个"), help, 0, 0..=4096)
        .reads(0, text("all", "全部"))
        .restarts()
}

fn size(form: &mut Form<'_>, at: Place, listed: bool) -> Result<Setting<usize>, Problem> {
    let help = text(
        "Neurons of random patterns, and of the capacity bench.",
        "随机图案的神经元数，也是容量实验的神经元数。",
    );
    let n = form.whole("n", text("neurons N", "神经元数 N"), help, 100, 2..=4096);
    n.at(at).listed_if(listed).restarts()
}

fn cue(form: &mut Form<'_>) -> Result<Setting<String>, Problem> {
    let help = text(
        "Where recall starts: the number of a pattern, a letter or picture, a file, or random.",
        "回忆从哪里开始：图案编号、字母或图画名、文件，或 random（随机）。",
    );
    let expected = text(
        "a number from 1, a letter or picture, a file, or random",
        "编号（从 1 起）、字母或图画名、文件或 random",
    );
    form.words("cue", text("cue", "线索"), help, expected, "1").forgets(&[]).restarts()
}

fn noise(form: &mut Form<'_>) -> Result<Setting<f64>, Problem> {
    let help = text(
        "How much of the cue is flipped; a file or a drawing is taken as it is.",
        "线索中有多少格被翻转；文件和手绘线索保持原样。",
    );
    form.number("noise", text("noise, % flipped", "噪声（翻转 %）"), help, 20.0, 0.0..=100.0).restarts()
}

fn hide(form: &mut Form<'_>) -> Result<Setting<f64>, Problem> {
    let help = text("How much of the cue is covered, from one side.", "线索从一侧起被遮住多少。");
    form.number("hide", text("hidden part, %", "遮住的部分（%）"), help, 0.0, 0.0..=100.0).restarts()
}

fn side(form: &mut Form<'_>, hidden: bool) -> Result<Setting<Side>, Problem> {
    let help = text("The side from which the cue is covered.", "从哪一侧开始遮住线索。");
    let side = form.choice("side", text("hidden from", "从哪侧遮"), help, Side::all());
    side.listed_if(hidden).restarts()
}

fn bench(form: &mut Form<'_>) -> Result<Setting<Prints>, Problem> {
    let help = text(
        "What a run without a screen prints: every update, or recall against load.",
        "命令行模式下输出什么：逐次更新，还是回忆效果与负载的关系。",
    );
    // Listed once it is asked for.
    let listed = form.gives("bench");
    form.choice("bench", text("bench", "实验"), help, Prints::all()).listed_if(listed).restarts()
}

impl Seen {
    fn fill(form: &mut Form<'_>) -> Result<Seen, Problem> {
        let help = text(
            "The neuron whose field is written out, from 1; 0 follows the one that is asked next.",
            "写出哪个神经元的局部场，从 1 数起；0 表示下一个被问的。",
        );
        let any = None..=Some(Nth(4095));
        let label = text("neuron looked at", "查看的神经元");
        let neuron = form.whole("neuron", label, help, None, any.clone());
        let neuron = neuron.reads(0, text("the next asked", "下一个被问的")).view()?;
        let help = text(
            "The stored pattern shown large, from 1; 0 is the nearest.",
            "放大显示哪个已存图案，从 1 数起；0 表示最近的。",
        );
        let label = text("pattern looked at", "查看的图案");
        let pattern = form.whole("pattern", label, help, None, None..=Some(Nth(511)));
        let pattern = pattern.reads(0, text("the nearest", "最近的")).view()?;
        let help =
            text("The weight matrix is shown 2 to this power times larger.", "权重矩阵放大到 2 的几次方倍。");
        let zoom = form.whole("zoom", text("zoom of the weights", "权重矩阵放大"), help, 0, 0..=9).view()?;
        let mut middle = |name, label| {
            let help =
                text("The weight in the middle when zoomed; 0 for none.", "放大时居中的权重；0 表示未选。");
            form.whole(name, label, help, None, any.clone()).unlisted().view()
        };
        let row = middle("row", text("weight row", "权重行"))?;
        let col = middle("col", text("weight column", "权重列"))?;
        Ok(Seen { neuron, pattern, zoom, row, col })
    }
}

fn spin(form: &mut Form<'_>) -> Result<ByHand, Problem> {
    let help = text(
        "Sets a neuron of the state by hand, counted from 0 as in the script: 37+, 37-, 37~ turns it over, invert all of them.",
        "手动设定状态中的神经元，与脚本一样从 0 数起：37+、37-，37~ 表示翻转，invert 翻转全部。",
    );
    form.by_hand("spin", same("s"), help, text("37+, 37-, 37~ or invert", "37+、37-、37~ 或 invert"))
}
