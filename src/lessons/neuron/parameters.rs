//! The settings, and how lists of numbers are read.

use super::pass::{Pass, Weights};
use crate::lab::{ByHand, Form, Nth, Setting};
use crate::words::{Problem, Text, same, text};

/// The largest number in a situation: its weighted sum stays a number that can be shown.
const LARGEST: f64 = 1e6;

/// The rule of the nine lines: the first input decides.
pub(super) const FIRST_DECIDES: [f64; 4] = [0.0, 1.0, 1.0, 0.0];

/// x₁ or x₂, but not both.
pub(super) const EITHER_OR: [f64; 4] = [0.0, 0.0, 1.0, 1.0];

/// What is set.
pub(in crate::lessons) struct Settings {
    pub(super) lr: Setting<f64>,
    pub(super) iterations: Setting<u64>,
    /// A situation that is asked about and not learnt from.
    pub(super) probe: Setting<[f64; 3]>,
    /// The wanted answers.
    pub(super) targets: Setting<[f64; 4]>,
    /// The example and the weight that are looked at.
    pub(super) example: Setting<Nth>,
    pub(super) weight: Setting<Nth>,
    /// A weight.
    pub(super) set: ByHand,
}

impl Settings {
    /// In the order in which the panel lists them.
    pub(super) fn fill(form: &mut Form<'_>) -> Result<Settings, Problem> {
        let help = text(
            "How much of the adjustment is added; the nine lines take all of it.",
            "把多少调整量加到权重上；九行代码里是全部。",
        );
        let lr = form.rate("lr", text("learning rate", "学习率"), help, 1.0, 1e-4..=1e4).live()?;
        let help = text("Where a run stops by itself.", "自动运行到第几次迭代为止。");
        let label = text("iterations", "迭代次数");
        let iterations = form.whole("iterations", label, help, 10_000, 1..=1_000_000).length().live()?;
        let (probe, targets) = (probe(form)?, targets(form)?);
        let help = text("The example that is looked at.", "正在查看的样本。");
        let example = form.whole("example", text("example", "样本"), help, Nth(0), Nth(0)..=Nth(3)).view()?;
        let help = text("The weight whose arithmetic is written out.", "写出算式的权重。");
        let weight = form.whole("weight", text("weight", "权重"), help, Nth(0), Nth(0)..=Nth(2)).view()?;
        let help =
            text("Sets a weight by hand: 2=0.5 makes w₂ one half.", "手动设定权重：2=0.5 把 w₂ 设为 0.5。");
        let expected = text(
            "a weight's number from 1 to 3 and a value up to ±1000000, like 2=0.5",
            "权重编号（1 到 3）和不超过 ±1000000 的值，如 2=0.5",
        );
        let set = form.by_hand("set", same("w"), help, expected)?;
        Ok(Settings { lr, iterations, probe, targets, example, weight, set })
    }

    /// One iteration's numbers at these weights.
    #[inline(always)]
    pub(super) fn pass(&self, weights: &Weights) -> Pass {
        Pass::of(weights, &self.targets)
    }

    /// Whether the wanted answers are x₁ xor x₂, or its opposite: then no weights give them.
    pub(super) fn wants_either_or(&self) -> bool {
        let [a, b, c, d] = self.targets.map(|y| y > 0.5);
        a == b && c == d && a != c
    }
}

fn probe(form: &mut Form<'_>) -> Result<Setting<[f64; 3]>, Problem> {
    let help = text(
        "Three numbers that the neuron is asked about and never learns from.",
        "只用来提问、从不用来学习的三个数。",
    );
    let expected =
        text("three numbers like 1,0,0, none beyond ±1000000", "三个数，如 1,0,0，且绝对值不超过 1000000");
    let probe = form.words("probe", text("new situation", "新情形"), help, expected, "1,0,0");
    probe.read(|words| numbers(words).ok_or_else(Text::default)).view()
}

fn targets(form: &mut Form<'_>) -> Result<Setting<[f64; 4]>, Problem> {
    let help = text(
        "The wanted answers to the four examples, each from 0 to 1.",
        "四个样本应有的答案，每个在 0 到 1 之间。",
    );
    let expected = text("four numbers from 0 to 1 like 0,1,1,0", "四个 0 到 1 之间的数，如 0,1,1,0");
    let label = text("wanted answers", "应有的答案");
    let targets = form.words("targets", label, help, expected, typed(&FIRST_DECIDES));
    let inside = |targets: &[f64; 4]| targets.iter().all(|y| (0.0..=1.0).contains(y));
    let why = || text("an S-curve gives no others", "Sigmoid 曲线给不出别的数");
    targets.read(move |words| numbers(words).filter(inside).ok_or_else(why)).restarts()
}

/// Numbers as a list is typed: `1,0,0`.
pub(super) fn typed(numbers: &[f64]) -> String {
    numbers.iter().map(f64::to_string).collect::<Vec<_>>().join(",")
}

/// `N` numbers separated by commas or blanks, none larger than [`LARGEST`].
fn numbers<const N: usize>(words: &str) -> Option<[f64; N]> {
    let words = words.replace(['，', '[', ']'], ",");
    let parts = words.split([',', ' ']).filter(|part| !part.is_empty());
    let read = parts.map(|part| part.parse().ok().filter(|x: &f64| x.abs() <= LARGEST));
    read.collect::<Option<Vec<f64>>>()?.try_into().ok()
}

/// `2=0.5`: the place of a weight and its new value.
///
/// # Errors
/// Nothing to say besides what is expected.
pub(super) fn edit(words: &str) -> Result<(usize, f64), Text> {
    let read = words.split_once('=').and_then(|(place, number)| {
        let place = place.trim().parse().ok().filter(|place| (1..=3usize).contains(place))?;
        let number = number.trim().parse().ok().filter(|x: &f64| x.abs() <= LARGEST)?;
        Some((place - 1, number))
    });
    read.ok_or_else(Text::default)
}
