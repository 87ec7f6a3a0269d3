//! Lessons that are written for the contract before.
#![allow(missing_docs)]

use super::{
    Card, Flow, Form, Gesture, Job, Lesson, Look, Made, Metric, Now, OnePane, Parameter, Parameters, Report,
    Response, Row, Scene, Settings, Verb,
};
use crate::words::{Problem, Text, text};
use std::path::PathBuf;
use std::time::Duration;

pub trait Name {
    fn name(&self) -> &str;
}
impl Name for &Metric {
    fn name(&self) -> &str {
        &self.name
    }
}
impl Name for &str {
    fn name(&self) -> &str {
        self
    }
}
impl Name for &String {
    fn name(&self) -> &str {
        self
    }
}

pub struct OldSetup<'a> {
    pub parameters: &'a Parameters,
    pub seed: u32,
    pub data: &'a [PathBuf],
    pub clock: fn() -> Duration,
}

pub trait OldLesson: Sized + Send + 'static {
    type State: Clone + PartialEq + Send + 'static;
    fn card() -> &'static Card;
    fn parameters(settings: &Settings) -> Result<Vec<Parameter>, Problem>;
    fn open(setup: &OldSetup<'_>) -> Result<(Self, Self::State), Problem>;
    fn tune(&mut self, parameters: &Parameters) -> Result<(), Problem>;
    fn touch(&self, _state: &mut Self::State, _name: &str, _value: &str) -> Result<(), Problem> {
        Err(Problem::usage(text("-", "-")))
    }
    fn step(&self, state: &mut Self::State, t: u64) -> Flow;
    fn length(&self) -> Option<u64> {
        None
    }
    fn bytes(&self, state: &Self::State) -> usize;
    const REPEATABLE: bool = true;
    fn phases(&self, state: &Self::State) -> Vec<Text>;
    fn made(&self, _state: &Self::State, _t: u64) -> Vec<Made> {
        Vec::new()
    }
    fn counter() -> Metric {
        Metric::new("step", text("step", "步"))
    }
    fn metrics(&self) -> Vec<Metric>;
    fn measure(&self, state: &Self::State, t: u64) -> Vec<f64>;
    fn charted(&self, _state: &Self::State, _t: u64) -> bool {
        true
    }
    fn chart(&self, state: &Self::State, t: u64) -> Vec<f64> {
        self.measure(state, t)
    }
    fn scene(&self, state: &Self::State, look: &Look<'_>) -> Scene;
    fn respond(&self, _state: &Self::State, _gesture: &Gesture) -> Vec<Response> {
        Vec::new()
    }
    fn act(&self, _state: &Self::State, _verb: Verb) -> Vec<Response> {
        Vec::new()
    }
    fn job(&self, _state: &Self::State, _name: &str) -> Option<Job> {
        None
    }
    fn report(&self, _state: &Self::State) -> Report {
        Report::Steps
    }
}

pub struct Bridge<L>(L);

impl<L: OldLesson> Lesson for Bridge<L> {
    type Settings = Parameters;
    type State = L::State;
    type Pane = OnePane;

    fn card() -> &'static Card {
        L::card()
    }
    fn settings(form: &mut Form<'_>) -> Result<Parameters, Problem> {
        form.list(L::parameters)
    }
    fn open(setup: &super::Setup<'_, Parameters>) -> Result<(Self, L::State), Problem> {
        let old =
            OldSetup { parameters: setup.settings, seed: setup.seed, data: setup.data, clock: setup.clock };
        let (lesson, state) = L::open(&old)?;
        Ok((Bridge(lesson), state))
    }
    fn tune(&mut self, settings: &Parameters) -> Result<(), Problem> {
        self.0.tune(settings)
    }
    fn edit(&self, _: &Parameters, state: &mut L::State, words: &str) -> Result<(), Text> {
        self.0.touch(state, "", words).map_err(|problem| problem.text)
    }
    fn step(&self, _: &Parameters, state: &mut L::State, t: u64) -> Flow {
        self.0.step(state, t)
    }
    fn length(&self, _: &Parameters) -> Option<u64> {
        self.0.length()
    }
    fn bytes(&self, state: &L::State) -> usize {
        self.0.bytes(state)
    }
    const REPEATABLE: bool = L::REPEATABLE;
    fn phases(&self, now: Now<'_, Self>) -> Vec<Text> {
        self.0.phases(now.state)
    }
    fn made(&self, now: Now<'_, Self>) -> Vec<Made> {
        self.0.made(now.state, now.t)
    }
    fn counter() -> Metric {
        L::counter()
    }
    fn measure(&self, now: Now<'_, Self>, row: &mut Row) {
        let values = self.0.measure(now.state, now.t);
        self.0.metrics().iter().zip(values).for_each(|(metric, value)| row.put(metric, value));
    }
    fn charted(&self, now: Now<'_, Self>) -> bool {
        self.0.charted(now.state, now.t)
    }
    fn chart(&self, now: Now<'_, Self>, row: &mut Row) {
        let values = self.0.chart(now.state, now.t);
        self.0.metrics().iter().zip(values).for_each(|(metric, value)| row.put(metric, value));
    }
    fn scene(&self, now: Now<'_, Self>, look: &Look<'_>) -> Scene {
        self.0.scene(now.state, look)
    }
    fn gesture(&self, now: Now<'_, Self>, gesture: &Gesture) -> Vec<Response> {
        self.0.respond(now.state, gesture)
    }
    fn act(&self, now: Now<'_, Self>, verb: Verb) -> Vec<Response> {
        self.0.act(now.state, verb)
    }
    fn job(&self, now: Now<'_, Self>, name: &str) -> Option<Job> {
        self.0.job(now.state, name)
    }
    fn report(&self, now: Now<'_, Self>) -> Report {
        self.0.report(now.state)
    }
}
