//! Lesson 12: update rules race down the same hill.
//!
//! ```text
//! contender   who takes part: letter, colour, optimizer
//! task        what is made smaller: a hill, or …
//! training    … a model over its data
//! race        the state, one step, and who leaves the finite numbers
//! sweep       the jobs: best rates, time a step
//! parameters  the declarations, and what is built from them
//! view        what is looked at
//! act         keys and gestures
//! scene       what is seen
//! ```

mod act;
mod contender;
mod parameters;
mod race;
mod scene;
mod sweep;
mod task;
mod training;
mod view;

use crate::lab::bridge::{OldLesson, OldSetup};
use crate::lab::{
    Card, Findings, Flow, Gesture, Group, Job, Look, Metric, Parameter, Parameters, Response, Scene,
    Settings, Verb,
};
use crate::words::{Problem, Text, text};
use race::{Race, Track};
use std::sync::Arc;
use std::time::Duration;
use task::Hill;
use view::{Ground, View};

static CARD: Card = Card {
    number: 12,
    id: "optimizers",
    group: Group::Memory,
    title: text("Optimizers, side by side", "优化器同场竞速"),
    line: text(
        "Twelve rules leave the same point on the same hill. Who arrives first, and why?",
        "十二种更新规则从同一座山的同一点出发。谁先到达，为什么？",
    ),
    goal: text(
        "read m and v, say why Adagrad stalls, and pick a learning rate that is fair to everyone",
        "看懂 m 和 v，说清 Adagrad 为什么停滞，并为比较选出公平的学习率",
    ),
    minutes: 20,
    step: text("step", "步"),
    seeded: true,
    steps: 1000,
    preview: 240,
    verbs: act::VERBS,
    guide: text(
        include_str!("../../../assets/lessons/optimizers.en.md"),
        include_str!("../../../assets/lessons/optimizers.zh.md"),
    ),
};

/// The race with all that it is run and looked at by.
pub(super) struct Optimizers {
    track: Track,
    /// Whoever leaves the finite numbers is out, and the others go on.
    go_on: bool,
    /// What the rates were taken from, when they are swept.
    swept: Option<Findings>,
    sweep_steps: u64,
    view: View,
    ground: Option<Ground>,
    /// Rules that the convention does not have.
    left_out: Vec<&'static str>,
    convention: Text,
    rates: String,
    clock: fn() -> Duration,
}

impl Optimizers {
    fn hill(&self) -> Option<&Hill> {
        self.track.task.hill()
    }
}

/// The contenders as their script is told about them: the name of each and its learning rate at the start.
///
/// # Errors
/// As when the lesson is opened.
pub(crate) fn told(setup: &OldSetup<'_>) -> Result<Vec<(&'static str, f64)>, Problem> {
    let (lesson, _) = Optimizers::open(setup)?;
    let contenders = lesson.track.contenders.iter();
    Ok(contenders.map(|contender| (contender.name(), contender.optimizer.rate())).collect())
}

impl OldLesson for Optimizers {
    type State = Race;

    fn card() -> &'static Card {
        &CARD
    }

    fn parameters(settings: &Settings) -> Result<Vec<Parameter>, Problem> {
        parameters::declare(settings)
    }

    fn open(setup: &OldSetup<'_>) -> Result<(Optimizers, Race), Problem> {
        let all = setup.parameters;
        let task = Arc::new(parameters::task(all, setup.seed)?);
        let contenders = parameters::contenders(all, None)?;
        let (noise, steps) = (all.number("noise"), all.count("sweep_steps") as u64);
        let mut track =
            Track { task, contenders, noise, seed: setup.seed, schedule: parameters::schedule(all) };
        let swept = (all.word("rates") == "swept").then(|| sweep::sweep(track.clone(), steps));
        track.contenders = parameters::contenders(all, swept.as_ref())?;
        let view = View::read(all, &track.contenders, &track.task)?;
        let ground = track.task.hill().zip(view.window).map(|(hill, window)| Ground::new(hill, window));
        let convention = parameters::convention(all);
        let lesson = Optimizers {
            go_on: all.word("divergence") == "out",
            swept,
            sweep_steps: steps,
            view,
            ground,
            left_out: contender::left_out(all.word("contenders"), convention),
            convention: convention.label(),
            rates: all.word("rates").to_string(),
            clock: setup.clock,
            track,
        };
        let start = lesson.track.start();
        Ok((lesson, start))
    }

    fn tune(&mut self, all: &Parameters) -> Result<(), Problem> {
        let contenders = parameters::contenders(all, self.swept.as_ref())?;
        let view = View::read(all, &contenders, &self.track.task)?;
        if view.window != self.view.window {
            self.ground = self.hill().zip(view.window).map(|(hill, window)| Ground::new(hill, window));
        }
        self.track.contenders = contenders;
        self.track.noise = all.number("noise");
        self.track.schedule = parameters::schedule(all);
        self.go_on = all.word("divergence") == "out";
        self.rates = all.word("rates").to_string();
        self.view = view;
        Ok(())
    }

    fn step(&self, race: &mut Race, t: u64) -> Flow {
        let others = !self.go_on && self.track.contenders.len() > 1;
        match self.track.step(race, t, self.go_on) {
            Some((k, exit)) => Flow::Broken(self.track.sentence(k, exit, others)),
            None => Flow::Going,
        }
    }

    fn bytes(&self, race: &Race) -> usize {
        race.bytes()
    }

    fn phases(&self, _: &Race) -> Vec<Text> {
        vec![
            text("gradient", "梯度"),
            text("accumulate", "累积"),
            text("correct", "修正"),
            text("scale", "缩放"),
            text("move", "移动"),
        ]
    }

    fn metrics(&self) -> Vec<Metric> {
        let names = self.track.contenders.iter().map(contender::Contender::name);
        let of = |name: &str, column: &str, what: Text| {
            let label = Text {
                en: format!("{name}: {}", what.en).into(),
                zh: format!("{name}：{}", what.zh).into(),
            };
            Metric::of_family(format!("{name}.{column}"), label)
        };
        match self.hill() {
            Some(_) => names
                .flat_map(|name| {
                    [
                        of(name, "x", text("x", "x")),
                        of(name, "y", text("y", "y")),
                        of(name, "f", text("cost f", "代价 f")),
                    ]
                })
                .collect(),
            None => names.map(|name| of(name, "cost", text("cost J", "代价 J"))).collect(),
        }
    }

    fn measure(&self, race: &Race, _: u64) -> Vec<f64> {
        let mut row = Vec::new();
        for k in 0..self.track.contenders.len() {
            let place = race.place(k);
            let cost = || self.track.task.cost(place);
            match (race.out[k].is_some(), self.hill().is_some()) {
                (true, true) => row.extend([f64::NAN; 3]),
                (true, false) => row.push(f64::NAN),
                (false, true) => row.extend([place[0], place[1], cost()]),
                (false, false) => row.push(cost()),
            }
        }
        row
    }

    fn scene(&self, race: &Race, look: &Look<'_>) -> Scene {
        scene::scene(self, race, look)
    }

    fn respond(&self, _: &Race, gesture: &Gesture) -> Vec<Response> {
        act::respond(self, gesture)
    }

    fn act(&self, race: &Race, verb: Verb) -> Vec<Response> {
        act::act(self, race, verb)
    }

    fn job(&self, _: &Race, name: &str) -> Option<Job> {
        match name {
            "sweep" => Some(sweep::job(self.track.clone(), self.sweep_steps)),
            "speed" => Some(sweep::speed(self.track.clone(), self.clock)),
            _ => None,
        }
    }
}
