//! Lesson 11: a Bernoulli restricted Boltzmann machine learns features, and dreams.
//!
//! ```text
//! source      the pictures as they are shown, moved and binarised
//! learning    the state and one step of it
//! view        what is looked at, the dream
//! compare     the job: logistic regression on features and on raw pixels
//! look        a step as a picture: look up, imagine down
//! scene       what else is seen
//! written     the arithmetic of a step
//! gestures    keys and clicks
//! parameters  the settings
//! ```

mod compare;
mod gestures;
mod learning;
mod lines;
mod look;
mod parameters;
mod scene;
mod source;
mod view;
mod written;

use crate::data::digits::Told;
use crate::lab::{
    Act, Card, Flow, Form, Group, Job, Lesson, Look, Made, Metric, Now, Panes, Recipe, Report, Response, Row,
    Scene, Setup, Verb,
};
use crate::math::{Tensor, special};
use crate::say;
use crate::words::{Problem, Text, text};
use compare::COMPARE;
use learning::Learning;
use parameters::{Pixels, Settings};
use source::{Part, Probe, Source};
use std::sync::Arc;
use view::View;

static CARD: Card = Card {
    number: 11,
    id: "rbm",
    group: Group::Networks,
    title: text("A machine that dreams digits", "会梦见数字的机器"),
    line: text(
        "Nobody tells it what a digit is: it learns which pixels go together, and then it can imagine some.",
        "没有人告诉它什么是数字：它学会哪些像素常常一起出现，然后就能自己想象。",
    ),
    goal: text(
        "say what a hidden unit looks for, how data and dreams together move a weight, and what features are good for",
        "说清隐藏单元在找什么、数据与梦境如何共同推动权重，以及学到的特征有什么用",
    ),
    minutes: 20,
    step: text("mini-batch", "小批量"),
    seeded: true,
    steps: 20_000,
    preview: "step=1000",
    verbs: gestures::VERBS,
    guide: text(
        include_str!("../../../assets/lessons/rbm.en.md"),
        include_str!("../../../assets/lessons/rbm.zh.md"),
    ),
};

/// Weights at most: a state then takes 32 MB.
const MOST: usize = 4_000_000;
/// Steps at the beginning that are all charted.
const FIRST: u64 = 100;

/// The pictures, how they are learned from, and what is looked at.
pub(super) struct Dreamer {
    source: Arc<Source>,
    probe: Probe,
    /// The pseudo-likelihood of a machine that knows of every pixel only how bright it is on average.
    alone: f64,
    hidden: usize,
    batch: usize,
    lr: f64,
    epochs: u64,
    seed: u32,
    view: View,
}

/// What is seen.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Pane {
    Look,
    Features,
    Digit,
    Dream,
    Likelihood,
    Error,
    Answers,
    Feature,
    Batch,
    Compare,
}

impl Panes for Pane {
    const ALL: &'static [(Pane, &'static str, Text)] = &[
        (Pane::Look, "look", text("look ↕", "看 ↕")),
        (Pane::Features, "features", text("features", "特征")),
        (Pane::Digit, "digit", text("digit", "数字")),
        (Pane::Dream, "dream", text("dream", "梦境")),
        (Pane::Likelihood, "likelihood", text("guess", "猜测")),
        (Pane::Error, "error", text("error", "误差")),
        (Pane::Answers, "answers", text("answers", "输出")),
        (Pane::Feature, "feature", text("feature", "单个特征")),
        (Pane::Batch, "batch", text("batch", "小批量")),
        (Pane::Compare, "compare", text("compare", "比较")),
    ];
}

const EPOCH: Metric = Metric::new("epoch", text("epoch", "轮"));
const PSEUDO_LIKELIHOOD: Metric = Metric::new("pseudo_likelihood", text("pseudo-likelihood", "伪似然"));
const RECONSTRUCTION_ERROR: Metric =
    Metric::new("reconstruction_error", text("reconstruction error", "重建误差"));

impl Dreamer {
    /// Every so many steps the charts take a point: measuring is then a small part of a run's work.
    fn stride(&self) -> u64 {
        (8 * self.probe.count / self.batch()).clamp(1, self.epoch() as usize) as u64
    }
}

/// The pseudo-likelihood of a machine without weights whose b turns every pixel on as often as in these rows, measured
/// with the same flips: flipping pixel i changes its free energy by ±bᵢ.
fn of_pixels_alone(probe: &Probe, visible: usize) -> f64 {
    let mut share = vec![0.5; visible];
    for row in probe.rows.chunks_exact(visible) {
        share.iter_mut().zip(row).for_each(|(share, pixel)| *share += pixel);
    }
    // A pixel that is never on is still allowed half a time.
    let bias =
        share.iter().map(|sum| sum / (probe.count as f64 + 1.0)).map(|share| (share / (1.0 - share)).ln());
    let bias: Vec<f64> = bias.collect();
    let flips = probe.flips.chunks_exact(probe.flips.len() / probe.count);
    let mut rises: Vec<f64> = Vec::with_capacity(probe.flips.len());
    for (row, flips) in probe.rows.chunks_exact(visible).zip(flips) {
        // −ln σ(F(flipped) − F(v)) = ln(1 + e^(F(v) − F(flipped)))
        rises.extend(flips.iter().map(|&i| (1.0 - 2.0 * row[i]) * bias[i]));
    }
    let linear: f64 = rises.iter().map(|rise| rise.max(0.0)).sum();
    rises.iter_mut().for_each(|rise| *rise = -rise.abs());
    -(visible as f64) * (linear + special::ln_1p_exp_sum(&mut rises)) / rises.len() as f64
}

/// How pictures of one's own are read, and whether the run ends with the comparison: as its script is told.
///
/// # Errors
/// A sentence when a setting does not fit.
pub(crate) fn told(recipe: &Recipe) -> Result<(Option<Told>, bool), Problem> {
    let (settings, _) = Dreamer::read(&recipe.settings)?;
    Ok((settings.own.told(&recipe.data)?, *settings.compare))
}

/// How many pictures of so many pixels the comparison learns from and tests with, at most.
pub(crate) fn compared(visible: usize) -> (usize, usize) {
    compare::most(visible)
}

/// How far apart flipped pixels lie.
pub(crate) fn stride(visible: usize) -> usize {
    source::stride(visible)
}

impl Lesson for Dreamer {
    type Settings = Settings;
    type State = Learning;
    type Pane = Pane;

    fn card() -> &'static Card {
        &CARD
    }

    fn settings(form: &mut Form<'_>) -> Result<Settings, Problem> {
        Settings::fill(form)
    }

    fn open(setup: &Setup<'_, Settings>) -> Result<(Dreamer, Learning), Problem> {
        let settings = setup.settings;
        let set = settings.own.digits(setup.data, setup.seed, setup.loading)?;
        let source = Source { set, nudged: *settings.nudged, binary: *settings.pixels == Pixels::Binary };
        let (visible, hidden) = (source.visible(), *settings.hidden);
        if visible * hidden > MOST {
            let (side, most) = (source.set.side, MOST / visible);
            return Err(Problem::usage(say!(
                "Pictures of {side} × {side} pixels and {hidden} hidden units are too many weights; hidden takes at most {most} here.",
                "{side} × {side} 像素的图片配 {hidden} 个隐藏单元，权重太多；这里 hidden 最多为 {most}。"
            )));
        }
        let (pictures, batch) = (source.count(Part::Train), *settings.batch);
        let ((probe, alone), state) = rayon::join(
            || {
                let probe = Probe::of(&source);
                let alone = of_pixels_alone(&probe, visible);
                (probe, alone)
            },
            || Learning::begin(pictures, visible, hidden, batch.min(pictures), setup.seed),
        );
        let lesson = Dreamer {
            alone,
            hidden,
            batch,
            lr: *settings.lr,
            epochs: *settings.epochs,
            seed: setup.seed,
            view: View::new(&settings.seen),
            source: Arc::new(source),
            probe,
        };
        Ok((lesson, state))
    }

    fn tune(&mut self, settings: &Settings) -> Result<(), Problem> {
        (self.lr, self.epochs) = (*settings.lr, *settings.epochs);
        self.view = View::new(&settings.seen);
        Ok(())
    }

    /// No weight moves by more than the learning rate in a step, so none ever leaves the finite numbers.
    fn step(&self, settings: &Settings, state: &mut Learning, t: u64) -> Flow {
        self.advance(state);
        let epochs = *settings.epochs;
        if t + 1 < epochs * self.epoch() {
            return Flow::Going;
        }
        Flow::Finished(say!(
            "All pictures were shown {epochs} times; b compares, more epochs go on.",
            "全部图片已看过 {epochs} 遍；按 b 比较，增加轮数可继续。"
        ))
    }

    fn length(&self, settings: &Settings) -> Option<u64> {
        Some(*settings.epochs * self.epoch())
    }

    fn bytes(&self, state: &Learning) -> usize {
        state.bytes()
    }

    fn weights(&self, now: Now<'_, Self>) -> Vec<Tensor> {
        let machine = &now.state.machine;
        let (visible, hidden) = (machine.visible(), machine.hidden());
        let weights = (0..visible).flat_map(|i| (0..hidden).map(move |j| machine.weight(i, j)));
        vec![
            Tensor::new("W", &[visible, hidden], weights.collect()),
            Tensor::list("b_visible", machine.visible_biases().to_vec()),
            Tensor::list("b_hidden", machine.hidden_biases()[..hidden].to_vec()),
        ]
    }

    fn made(&self, now: Now<'_, Self>) -> Vec<Made> {
        lines::made(self, now.state)
    }

    fn phases(&self, _: Now<'_, Self>) -> Vec<Text> {
        vec![
            text("data", "数据"),
            text("fantasy", "想象"),
            text("answer", "反应"),
            text("difference", "差异"),
            text("update", "更新"),
        ]
    }

    fn measure(&self, now: Now<'_, Self>, row: &mut Row) {
        let Learning { machine, t, .. } = now.state;
        row.put(&EPOCH, (t / self.epoch()) as f64);
        let known = machine.knowledge(&self.probe.rows, &self.probe.flips);
        row.put(&PSEUDO_LIKELIHOOD, known.pseudo_likelihood);
        row.put(&RECONSTRUCTION_ERROR, known.reconstruction_error);
    }

    fn charted(&self, now: Now<'_, Self>) -> bool {
        now.t < FIRST || now.t.is_multiple_of(self.stride()) || Some(now.t) == self.length(now.settings)
    }

    fn scene(&self, now: Now<'_, Self>, look: &Look<'_>) -> Scene {
        scene::scene(self, now.state, look)
    }

    fn respond(&self, now: Now<'_, Self>, pane: Pane, act: Act) -> Vec<Response> {
        gestures::respond(self, now, pane, act)
    }

    fn act(&self, now: Now<'_, Self>, verb: Verb) -> Vec<Response> {
        gestures::act(self, &now.settings.seen, verb)
    }

    fn job(&self, now: Now<'_, Self>, name: &str) -> Option<Job> {
        (name == COMPARE).then(|| compare::job(self, now.state))
    }

    fn report(&self, now: Now<'_, Self>) -> Report {
        if *now.settings.compare { Report::StepsThen(compare::job(self, now.state)) } else { Report::Steps }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::digits::DigitSet;
    use crate::nn::rbm::Rbm;

    #[test]
    fn pixels_alone_are_a_machine_without_weights() {
        let set = DigitSet::shipped().expect("the shipped set");
        let probe = Probe::of(&Source { set, nudged: false, binary: false });
        let visible = probe.rows.len() / probe.count;
        let mut machine = Rbm::zero(visible, 3);
        for (i, bias) in machine.visible_biases_mut().iter_mut().enumerate() {
            let on: f64 = probe.rows.iter().skip(i).step_by(visible).sum();
            *bias = ((on + 0.5) / (probe.count as f64 + 1.0 - on - 0.5)).ln();
        }
        let measured = machine.pseudo_likelihood_at(&probe.rows, &probe.flips);
        let alone = of_pixels_alone(&probe, visible);
        assert!((alone - measured).abs() < 1e-9 && alone < -10.0, "{alone} {measured}");
    }
}
