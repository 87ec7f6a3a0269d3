//! What clicks, keys and verbs do.

use super::Dreamer;
use super::compare::COMPARE;
use super::learning::Learning;
use super::scene::{SHOWN, in_mosaic, strongest};
use super::source::Part;
use super::view::LONGEST_DREAM;
use crate::lab::{Act, Gesture, Offer, Response, Spot, Verb};
use crate::words::text;

/// Steps that a dream goes on at once.
const FAR: usize = 50;

/// The lesson's own keys.
pub(super) const VERBS: &[Offer] = &[
    Offer::new(
        Verb::Epoch,
        text("epoch", "一轮"),
        text("Learn from all pictures once.", "把全部图片看一遍。"),
    ),
    Offer::new(
        Verb::Dream,
        text("dream", "做梦"),
        text(
            "One step of Gibbs sampling: the machine sees something, answers, and sees what it answered.",
            "做一步吉布斯采样：机器看到图像、作出反应，再看到自己的反应。",
        ),
    ),
    Offer::new(Verb::GoOn, text("dream on", "继续梦"), text("Fifty steps of dreaming.", "一次做 50 步梦。")),
    Offer::new(
        Verb::Clear,
        text("digit/noise", "数字/噪声"),
        text("Begin the dream anew, at a digit or at noise.", "重新开始做梦：从数字，或从噪声。"),
    ),
    Offer::new(Verb::Next, text("next digit", "下一张"), text("Look at the next picture.", "看下一张图片。")),
    Offer::new(
        Verb::Bench,
        text("compare", "比较"),
        text(
            "Train logistic regression on the features and on raw pixels, in the background.",
            "在后台分别用特征和原始像素训练逻辑回归。",
        ),
    ),
];

#[expect(clippy::needless_pass_by_value, reason = "numbers and names are set alike")]
fn set(name: &str, value: impl ToString) -> Response {
    Response::Set { name: name.to_string(), value: value.to_string().into() }
}

/// What one of the card's verbs does.
pub(super) fn act(of: &Dreamer, verb: Verb) -> Vec<Response> {
    match verb {
        Verb::Epoch => vec![Response::Advance(of.epoch())],
        Verb::Dream => dream(of, 1),
        Verb::GoOn => dream(of, FAR),
        Verb::Clear => {
            vec![set("start", if of.view.from_noise { "digit" } else { "noise" }), set("dream", 0)]
        }
        Verb::Next => leaf(of, 1),
        Verb::Bench => vec![Response::Work(COMPARE.to_string())],
        _ => Vec::new(),
    }
}

fn dream(of: &Dreamer, steps: usize) -> Vec<Response> {
    if of.view.dream == LONGEST_DREAM {
        return vec![Response::Say(text(
            "The dream is as long as it can be; x begins a new one.",
            "梦已经到了最长；按 x 重新开始。",
        ))];
    }
    vec![set("dream", (of.view.dream + steps).min(LONGEST_DREAM))]
}

/// Turns over pictures, round and round.
fn leaf(of: &Dreamer, by: i32) -> Vec<Response> {
    let count = of.source.pictures(of.view.part).len();
    let next = (of.picture() as i64 + i64::from(by)).rem_euclid(count as i64);
    vec![set("picture", next + 1)]
}

fn choose_unit(of: &Dreamer, unit: usize) -> Vec<Response> {
    if unit < of.hidden { vec![set("unit", unit + 1)] } else { Vec::new() }
}

/// What a gesture in a panel does.
pub(super) fn respond(of: &Dreamer, state: &Learning, gesture: &Gesture) -> Vec<Response> {
    let beside = |at: usize, by: i32, last: usize| at.saturating_add_signed(by as isize).min(last);
    match (gesture.panel.as_str(), gesture.act) {
        ("features", Act::Press(Spot::Item(unit))) => choose_unit(of, unit),
        ("features" | "feature", Act::Move { dx, dy }) => {
            choose_unit(of, beside(of.unit(), dx.saturating_add(dy), of.hidden - 1))
        }
        ("feature", Act::Press(Spot::Cell { row, col }) | Act::Drag(Spot::Cell { row, col })) => {
            let side = of.source.set.side;
            if row < side && col < side { vec![set("pixel", row * side + col + 1)] } else { Vec::new() }
        }
        ("digit", Act::Move { dx, dy }) => leaf(of, dx.saturating_add(dy)),
        ("digit", Act::Press(Spot::Item(0))) => leaf(of, 1),
        ("dream", Act::Press(_)) => dream(of, 1),
        ("dream", Act::Move { dx, dy }) => {
            vec![set("dream", beside(of.view.dream, dx.saturating_add(dy), LONGEST_DREAM))]
        }
        ("answers", Act::Press(Spot::Item(at))) => {
            let units = strongest(of, state);
            units.get(at).map(|(unit, _)| choose_unit(of, *unit)).unwrap_or_default()
        }
        ("answers", Act::Move { dx, dy }) => {
            let units = strongest(of, state);
            let at = units.iter().position(|(unit, _)| *unit == of.unit());
            let next = at.map_or(0, |at| beside(at, dx.saturating_add(dy), units.len() - 1));
            units.get(next).map(|(unit, _)| choose_unit(of, *unit)).unwrap_or_default()
        }
        (panel @ ("batch" | "fantasies"), Act::Press(Spot::Cell { row, col })) => {
            match in_mosaic(of, of.batch().min(SHOWN), row, col) {
                Some(at) if panel == "batch" => example_and_picture(of, state, at),
                Some(at) => vec![set("example", at + 1)],
                None => Vec::new(),
            }
        }
        ("batch" | "fantasies", Act::Move { dx, dy }) => {
            vec![set("example", beside(of.example(), dx.saturating_add(dy), of.batch() - 1) + 1)]
        }
        _ => Vec::new(),
    }
}

/// A picture of the batch is written about, and looked at.
fn example_and_picture(of: &Dreamer, state: &Learning, at: usize) -> Vec<Response> {
    let Some(picture) = of.shown(state).nth(at) else { return Vec::new() };
    let picture = picture % of.source.pictures(Part::Train).len();
    vec![set("example", at + 1), set("part", "train"), set("picture", picture + 1)]
}
