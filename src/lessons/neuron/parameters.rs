//! The parameters, and how lists of numbers are read.

use super::{FIRST_DECIDES, typed};
use crate::lab::{Parameter, Parameters};
use crate::say;
use crate::words::{Problem, printable, same, text};

/// The largest number in a situation: its weighted sum stays a number that can be shown.
const LARGEST: f64 = 1e6;

/// All parameters in the order in which the panel lists them.
pub(super) fn parameters() -> Vec<Parameter> {
    let rate = text(
        "How much of the adjustment is added; the nine lines take all of it.",
        "把多少调整量加到权重上；九行代码里是全部。",
    );
    let iterations = text("Where a run stops by itself.", "自动运行到第几次迭代为止。");
    let probe = text(
        "Three numbers that the neuron is asked about and never learns from.",
        "只用来提问、从不用来学习的三个数。",
    );
    let targets = text(
        "The wanted answers to the four examples, each from 0 to 1.",
        "四个例子应有的答案，每个在 0 到 1 之间。",
    );
    let example = text("The example that is looked at.", "正在查看的例子。");
    let weight = text("The weight whose arithmetic is written out.", "写出算式的权重。");
    vec![
        Parameter::rate("lr", text("learning rate", "学习率"), rate, 1.0, 1e-4, 1e4).live(),
        Parameter::whole("iterations", text("iterations", "迭代次数"), iterations, 10_000, 1, 1_000_000)
            .live(),
        Parameter::words(
            "probe",
            text("new situation", "新情形"),
            probe,
            text("three numbers like 1,0,0", "三个数，如 1,0,0"),
            "1,0,0",
        )
        .view(),
        Parameter::words(
            "targets",
            text("wanted answers", "应有的答案"),
            targets,
            text("four numbers from 0 to 1 like 0,1,1,0", "四个 0 到 1 之间的数，如 0,1,1,0"),
            &typed(&FIRST_DECIDES),
        ),
        Parameter::whole("example", text("example", "例子"), example, 1, 1, 4).view(),
        Parameter::whole("weight", text("weight", "权重"), weight, 1, 1, 3).view(),
        Parameter::words(
            "set",
            same("w"),
            text("Sets a weight by hand: 2=0.5 makes w₂ one half.", "手动设定权重：2=0.5 把 w₂ 设为 0.5。"),
            text("a weight's number and value like 2=0.5", "权重编号与数值，如 2=0.5"),
            "",
        )
        .touch(),
    ]
}

/// `N` numbers separated by commas or blanks, none larger than [`LARGEST`].
fn numbers<const N: usize>(words: &str) -> Option<[f64; N]> {
    let words = words.replace(['，', '[', ']'], ",");
    let parts = words.split([',', ' ']).filter(|part| !part.is_empty());
    let read = parts.map(|part| part.parse().ok().filter(|x: &f64| x.abs() <= LARGEST));
    read.collect::<Option<Vec<f64>>>()?.try_into().ok()
}

/// The situation that is asked about.
pub(super) fn probe(parameters: &Parameters) -> Result<[f64; 3], Problem> {
    numbers(parameters.word("probe")).ok_or_else(|| {
        let typed = printable(parameters.word("probe"));
        Problem::usage(say!(
            "probe takes three numbers like 1,0,0, none beyond ±1000000, not \"{typed}\".",
            "probe 应为三个数，如 1,0,0，且绝对值不超过 1000000，而不是“{typed}”。"
        ))
    })
}

/// The wanted answers.
pub(super) fn targets(parameters: &Parameters) -> Result<[f64; 4], Problem> {
    let inside = |targets: &[f64; 4]| targets.iter().all(|y| (0.0..=1.0).contains(y));
    numbers(parameters.word("targets")).filter(inside).ok_or_else(|| {
        let typed = printable(parameters.word("targets"));
        Problem::usage(say!(
            "targets takes four numbers from 0 to 1 like 0,1,1,0, not \"{typed}\": an S-curve gives no others.",
            "targets 应为四个 0 到 1 之间的数，如 0,1,1,0，而不是“{typed}”：S 曲线给不出别的数。"
        ))
    })
}

/// `2=0.5`: the place of a weight and its new value.
pub(super) fn edit(value: &str) -> Result<(usize, f64), Problem> {
    let read = value.split_once('=').and_then(|(place, number)| {
        let place = place.trim().parse().ok().filter(|place| (1..=3usize).contains(place))?;
        let number = number.trim().parse().ok().filter(|x: &f64| x.abs() <= LARGEST)?;
        Some((place - 1, number))
    });
    read.ok_or_else(|| {
        let typed = printable(value);
        Problem::usage(say!(
            "A weight is set by its number from 1 to 3 and a value up to ±1000000, like 2=0.5, not \"{typed}\".",
            "设定权重要写编号（1 到 3）和不超过 ±1000000 的值，如 2=0.5，而不是“{typed}”。"
        ))
    })
}
