//! An open lesson, as the full-screen program and the headless runs see it.

use super::{
    Card, Findings, Gesture, History, Job, Metric, Parameters, Recipe, Report, Response, Reveal, Scene,
};
use crate::words::{Problem, Text};
use std::path::PathBuf;
use std::time::Duration;

/// What a lesson is opened with.
#[derive(Debug)]
pub struct Setup<'a> {
    /// All parameters.
    pub parameters: &'a Parameters,
    /// The seed.
    pub seed: u32,
    /// The learner's own data files; empty for the shipped set.
    pub data: &'a [PathBuf],
    /// A clock for lessons that measure time: the time since some fixed moment.
    pub clock: fn() -> Duration,
}

/// How much of the past is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keep {
    /// States for going back within about this many bytes, and metrics.
    Bytes(usize),
    /// Nothing: a headless run only goes forwards.
    Nothing,
}

impl Default for Keep {
    fn default() -> Keep {
        Keep::Bytes(64 << 20)
    }
}

/// What setting a parameter did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// Nothing: it had this value.
    None,
    /// What is looked at changed.
    View,
    /// It counts from this step on; later steps are forgotten.
    Live,
    /// The run began again.
    Restarted,
}

/// An open lesson. Implemented once, by [`Run`](super::Run), for all lessons.
pub trait Session: Send {
    /// The lesson's card.
    fn card(&self) -> &'static Card;
    /// The recipe of the state at this step.
    fn recipe(&self) -> Recipe;
    /// The seed in force.
    fn seed(&self) -> u32;
    /// The step.
    fn now(&self) -> u64;
    /// The furthest step that can be gone to without computing anything new.
    fn head(&self) -> u64;
    /// How many steps a whole run has, where the lesson knows.
    fn length(&self) -> Option<u64>;
    /// Why there is no step after this one, if there is none.
    fn ending(&self) -> Option<&Text>;
    /// Whether the ending is one by numbers that are no longer finite.
    fn broken(&self) -> bool;
    /// Takes one step; `false` when there is none after this one.
    fn forward(&mut self) -> bool;
    /// Goes to a step, forwards or backwards, exactly; stops early where the run ends or when
    /// `go_on` says so. Returns whether the step was reached.
    fn seek(&mut self, t: u64, go_on: &mut dyn FnMut() -> bool) -> bool;
    /// Sets a parameter at this step from what was typed.
    ///
    /// # Errors
    /// A sentence, and nothing has changed.
    fn set(&mut self, name: &str, typed: &str) -> Result<Change, Problem>;
    /// Begins again at the identical start; edits made on the way are forgotten.
    ///
    /// # Errors
    /// A sentence, and nothing has changed.
    fn reset(&mut self) -> Result<(), Problem>;
    /// Begins again with another seed.
    ///
    /// # Errors
    /// A sentence, and nothing has changed.
    fn reseed(&mut self, seed: u32) -> Result<(), Problem>;
    /// Begins again with other data files.
    ///
    /// # Errors
    /// A sentence, and nothing has changed.
    fn bring(&mut self, data: Vec<PathBuf>) -> Result<(), Problem>;
    /// Parameters in force at this step.
    fn parameters(&self) -> &Parameters;
    /// Names of the phases of the step that follows.
    fn phases(&self) -> Vec<Text>;
    /// What the steps are called in the first column of a headless run.
    fn counter(&self) -> Metric;
    /// The columns of a headless run after that one.
    fn metrics(&self) -> Vec<Metric>;
    /// The values of the metrics at this step.
    fn measure(&self) -> Vec<f64>;
    /// Metrics of the steps visited.
    fn history(&self) -> &History;
    /// What is seen now.
    fn scene(&self, reveal: Reveal, findings: &[Findings], detail: (u16, u16)) -> Scene;
    /// What a click or key in a panel asks for.
    fn respond(&self, gesture: &Gesture) -> Vec<Response>;
    /// What one of the card's verbs asks for.
    fn act(&self, verb: &str) -> Vec<Response>;
    /// A background job by name.
    fn job(&self, name: &str) -> Option<Job>;
    /// What a headless run prints.
    fn report(&self) -> Report;
}
