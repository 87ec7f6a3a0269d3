//! What clicks, keys and verbs do.

use super::compare::COMPARE;
use super::parameters::{Seen, Start};
use super::scene::{SHOWN, in_mosaic, strongest};
use super::source::Part;
use super::view::LONGEST_DREAM;
use super::{Dreamer, Pane};
use crate::lab::{Act, Now, Nth, Offer, Panes as _, Response, Spot, Verb};
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

/// What one of the card's verbs does.
pub(super) fn act(of: &Dreamer, seen: &Seen, verb: Verb) -> Vec<Response> {
    match verb {
        Verb::Epoch => vec![Response::Advance(of.epoch())],
        Verb::Dream => dream(seen, 1),
        Verb::GoOn => dream(seen, FAR),
        Verb::Clear => {
            let start = if *seen.start == Start::Noise { Start::Digit } else { Start::Noise };
            vec![seen.start.to(start), seen.dream.to(0_usize), Pane::Dream.forward()]
        }
        Verb::Next => [leaf(of, seen, 1), vec![Pane::Digit.forward()]].concat(),
        Verb::Bench => vec![Response::Work(COMPARE.to_string())],
        _ => Vec::new(),
    }
}

fn dream(seen: &Seen, steps: usize) -> Vec<Response> {
    if *seen.dream == LONGEST_DREAM {
        return vec![Response::Say(text(
            "The dream is as long as it can be; x begins a new one.",
            "梦已经到了最长；按 x 重新开始。",
        ))];
    }
    vec![seen.dream.to((*seen.dream + steps).min(LONGEST_DREAM)), Pane::Dream.forward()]
}

/// Turns over pictures, round and round.
fn leaf(of: &Dreamer, seen: &Seen, by: i32) -> Vec<Response> {
    let count = of.source.pictures(of.view.part).len();
    let next = (of.picture() as i64 + i64::from(by)).rem_euclid(count as i64);
    vec![seen.picture.to(Nth(next as usize))]
}

fn choose_unit(of: &Dreamer, seen: &Seen, unit: usize) -> Vec<Response> {
    if unit < of.hidden { vec![seen.unit.to(Nth(unit))] } else { Vec::new() }
}

/// What a gesture in a panel does.
pub(super) fn respond(of: &Dreamer, now: Now<'_, Dreamer>, pane: Pane, act: Act) -> Vec<Response> {
    let (seen, state) = (&now.settings.seen, now.state);
    let beside = |at: usize, by: i32, last: usize| at.saturating_add_signed(by as isize).min(last);
    match (pane, act) {
        (Pane::Features, Act::Press(Spot::Item(unit))) => choose_unit(of, seen, unit),
        (Pane::Features | Pane::Feature, Act::Move { dx, dy }) => {
            choose_unit(of, seen, beside(of.unit(), dx.saturating_add(dy), of.hidden - 1))
        }
        (Pane::Feature, Act::Press(Spot::Cell { row, col }) | Act::Drag(Spot::Cell { row, col })) => {
            let side = of.source.set.side;
            if row < side && col < side { vec![seen.pixel.to(Nth(row * side + col))] } else { Vec::new() }
        }
        (Pane::Digit, Act::Move { dx, dy }) => leaf(of, seen, dx.saturating_add(dy)),
        (Pane::Digit, Act::Press(Spot::Item(0))) => leaf(of, seen, 1),
        (Pane::Dream, Act::Press(_)) => dream(seen, 1),
        (Pane::Dream, Act::Move { dx, dy }) => {
            vec![seen.dream.to(beside(*seen.dream, dx.saturating_add(dy), LONGEST_DREAM))]
        }
        (Pane::Answers, Act::Press(Spot::Item(at))) => {
            let units = strongest(of, state);
            units.get(at).map(|(unit, _)| choose_unit(of, seen, *unit)).unwrap_or_default()
        }
        (Pane::Answers, Act::Move { dx, dy }) => {
            let units = strongest(of, state);
            let at = units.iter().position(|(unit, _)| *unit == of.unit());
            let next = at.map_or(0, |at| beside(at, dx.saturating_add(dy), units.len() - 1));
            units.get(next).map(|(unit, _)| choose_unit(of, seen, *unit)).unwrap_or_default()
        }
        (Pane::Batch, Act::Press(Spot::Cell { row, col })) => {
            match in_mosaic(of, of.batch().min(SHOWN), row, col) {
                Some((0, at)) => example_and_picture(of, now, at),
                Some((_, chain)) => vec![seen.example.to(Nth(chain))],
                None => Vec::new(),
            }
        }
        (Pane::Batch | Pane::Look, Act::Move { dx, dy }) => {
            vec![seen.example.to(Nth(beside(of.example(), dx.saturating_add(dy), of.batch() - 1)))]
        }
        _ => Vec::new(),
    }
}

/// A picture of the batch is written about, and looked at.
fn example_and_picture(of: &Dreamer, now: Now<'_, Dreamer>, at: usize) -> Vec<Response> {
    let Some(picture) = of.shown(now.state).nth(at) else { return Vec::new() };
    let picture = picture % of.source.pictures(Part::Train).len();
    let seen = &now.settings.seen;
    vec![seen.example.to(Nth(at)), seen.part.to(Part::Train), seen.picture.to(Nth(picture))]
}
