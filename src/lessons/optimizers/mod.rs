//! Lesson 12: update rules race down the same hill.
//!
//! ```text
//! contender   who takes part: letter, colour, optimizer
//! task        what is made smaller: a hill, or …
//! training    … a model over its data
//! race        the state, one step, and who leaves the finite numbers
//! sweep       the jobs: best rates, time a step
//! parameters  the settings; problem: what is said about what is made smaller
//! view        what is looked at
//! act         keys and gestures
//! scene       what is seen
//! ```

mod act;
mod contender;
mod lines;
mod parameters;
mod problem;
mod race;
mod scene;
mod sweep;
mod task;
mod training;
mod view;

use crate::lab::{
    Act, Card, Flow, Form, Group, Job, JobResults, Lesson, Look, Made, Metric, Now, Panes, Recipe, Response,
    Row, Scene, Setup, Verb,
};
use crate::math::Expression;
use crate::nn::optimizer::{Optimizer, Rule};
use crate::words::{Problem, Text, text};
use contender::Contender;
use parameters::{Rates, Settings};
use problem::About;
use race::{Race, Track};
use std::sync::Arc;
use std::time::Duration;
use task::{Hill, Task};
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
    preview: "step=240",
    verbs: act::VERBS,
    guide: text(
        include_str!("../../../assets/lessons/optimizers.en.md"),
        include_str!("../../../assets/lessons/optimizers.zh.md"),
    ),
};

/// The race, and what it is looked at by.
pub(super) struct Optimizers {
    track: Track,
    /// What is measured of each contender: x, y and the cost of a hill, of a model the cost alone.
    columns: Vec<Vec<Metric>>,
    /// What the rates were taken from, when they are swept.
    swept: Option<JobResults>,
    sweep_steps: u64,
    view: View,
    ground: Option<Ground>,
    /// Rules that the convention does not have.
    left_out: Vec<&'static str>,
    convention: Text,
    rates: Rates,
    clock: fn() -> Duration,
}

/// What is seen.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Pane {
    Map,
    Relief,
    Answers,
    Weights,
    Cost,
    Memory,
    Table,
    Sweep,
}

impl Panes for Pane {
    const ALL: &'static [(Pane, &'static str, Text)] = &[
        (Pane::Map, "map", text("map", "地图")),
        (Pane::Relief, "relief", text("relief", "立体")),
        (Pane::Answers, "answers", text("answers", "输出")),
        (Pane::Weights, "weights", text("weights", "权重")),
        (Pane::Cost, "cost", text("cost", "代价")),
        (Pane::Memory, "memory", text("memory", "记忆")),
        (Pane::Table, "table", text("numbers", "数值")),
        (Pane::Sweep, "sweep", text("sweep", "扫描")),
    ];
}

impl Optimizers {
    fn hill(&self) -> Option<&Hill> {
        self.track.task.hill()
    }
}

/// The metrics of a contender.
fn columns(name: &str, task: &Task) -> Vec<Metric> {
    let of = |(column, what): (&str, Text)| {
        let label =
            Text { en: format!("{name}: {}", what.en).into(), zh: format!("{name}：{}", what.zh).into() };
        Metric::of_family(format!("{name}.{column}"), label)
    };
    match task {
        Task::Hill(_) => {
            [("x", text("x", "x")), ("y", text("y", "y")), ("f", text("cost f", "代价 f"))].map(of).into()
        }
        Task::Training(_) => vec![of(("cost", text("cost J", "代价 J")))],
    }
}

/// Everyone as set; at the rates of a sweep where there is one.
fn contenders(settings: &Settings, swept: Option<&JobResults>) -> Vec<Contender> {
    let equip = |optimizer: &Optimizer| {
        let best = swept.and_then(|swept| sweep::best(swept, optimizer.rule().name));
        Contender { optimizer: best.map_or(*optimizer, |(rate, _)| optimizer.with_rate(rate)) }
    };
    settings.contenders.iter().map(equip).collect()
}

/// A race as its script is told about it.
pub(crate) struct Told {
    /// The contenders, with their learning rates at the start.
    pub(crate) contenders: Vec<Optimizer>,
    /// Whether one learning rate counts for all.
    pub(crate) equal: bool,
    /// Standard deviation of what is added to every gradient.
    pub(crate) noise: f64,
    /// The hill, where it is a formula of one's own.
    pub(crate) formula: Option<Expression>,
}

/// What the script of a run is told.
///
/// # Errors
/// As when the lesson is opened.
pub(crate) fn told(recipe: &Recipe, clock: fn() -> Duration) -> Result<Told, Problem> {
    let (lesson, settings, _) = Optimizers::begin(recipe, clock)?;
    Ok(Told {
        contenders: lesson.track.contenders.iter().map(|contender| contender.optimizer).collect(),
        equal: *settings.rates == Rates::Equal,
        noise: *settings.noise,
        formula: match settings.about {
            About::Hill { formula, .. } => formula.map(|formula| *formula),
            About::Training { .. } => None,
        },
    })
}

impl Lesson for Optimizers {
    type Settings = Settings;
    type State = Race;
    type Pane = Pane;

    fn card() -> &'static Card {
        &CARD
    }

    fn settings(form: &mut Form<'_>) -> Result<Settings, Problem> {
        Settings::fill(form)
    }

    fn open(setup: &Setup<'_, Settings>) -> Result<(Optimizers, Race), Problem> {
        let Settings { about, rates, convention, noise, sweep_steps, schedule, seen, .. } = setup.settings;
        let rules: Vec<&Rule> = setup.settings.contenders.iter().map(Optimizer::rule).collect();
        let mut track = Track {
            task: Arc::new(about.task(setup.seed)?),
            contenders: contenders(setup.settings, None),
            noise: **noise,
            seed: setup.seed,
            schedule: *schedule,
        };
        let swept = (**rates == Rates::Swept).then(|| sweep::sweep(track.clone(), **sweep_steps));
        track.contenders = contenders(setup.settings, swept.as_ref());
        let view = View::new(seen, &track.contenders, &track.task);
        let lesson = Optimizers {
            columns: rules.iter().map(|rule| columns(rule.name, &track.task)).collect(),
            ground: track.task.hill().zip(view.window).map(|(hill, window)| Ground::new(hill, window)),
            swept,
            sweep_steps: **sweep_steps,
            view,
            left_out: contender::left_out(&rules, **convention),
            convention: convention.label(),
            rates: **rates,
            clock: setup.clock,
            track,
        };
        let start = lesson.track.start();
        Ok((lesson, start))
    }

    fn tune(&mut self, settings: &Settings) -> Result<(), Problem> {
        self.track.contenders = contenders(settings, self.swept.as_ref());
        self.track.noise = *settings.noise;
        self.track.schedule = settings.schedule;
        let view = View::new(&settings.seen, &self.track.contenders, &self.track.task);
        if view.window != self.view.window {
            self.ground = self.hill().zip(view.window).map(|(hill, window)| Ground::new(hill, window));
        }
        self.view = view;
        Ok(())
    }

    fn step(&self, settings: &Settings, race: &mut Race, t: u64) -> Flow {
        let others = !settings.go_on() && self.track.contenders.len() > 1;
        match self.track.step(race, t, settings.go_on()) {
            Some((k, exit)) => Flow::Broken(self.track.sentence(k, exit, others)),
            None => Flow::Going,
        }
    }

    fn bytes(&self, race: &Race) -> usize {
        race.bytes()
    }

    fn made(&self, now: Now<'_, Self>) -> Vec<Made> {
        lines::made(&self.track, now.state, now.t)
    }

    fn phases(&self, _: Now<'_, Self>) -> Vec<Text> {
        vec![
            text("gradient", "梯度"),
            text("accumulate", "累积"),
            text("correct", "修正"),
            text("scale", "缩放"),
            text("move", "移动"),
        ]
    }

    fn measure(&self, now: Now<'_, Self>, row: &mut Row) {
        for (k, columns) in self.columns.iter().enumerate() {
            let place = now.state.place(k);
            match (&columns[..], now.state.out[k]) {
                (columns, Some(_)) => columns.iter().for_each(|column| row.put(column, f64::NAN)),
                ([x, y, cost], None) => {
                    row.put(x, place[0]);
                    row.put(y, place[1]);
                    row.put(cost, self.track.task.cost(place));
                }
                (columns, None) => columns.iter().for_each(|cost| row.put(cost, self.track.task.cost(place))),
            }
        }
    }

    fn scene(&self, now: Now<'_, Self>, look: &Look<'_>) -> Scene {
        scene::scene(self, now.state, look)
    }

    fn respond(&self, now: Now<'_, Self>, pane: Pane, act: Act) -> Vec<Response> {
        act::respond(self, now.settings, pane, act)
    }

    fn act(&self, now: Now<'_, Self>, verb: Verb) -> Vec<Response> {
        act::act(self, now, verb)
    }

    fn job(&self, _: Now<'_, Self>, name: &str) -> Option<Job> {
        match name {
            "sweep" => Some(sweep::job(self.track.clone(), self.sweep_steps)),
            "speed" => Some(sweep::speed(self.track.clone(), self.clock)),
            _ => None,
        }
    }
}
