//! An open lesson, as the full-screen program and the headless runs see it.

use super::run::SEED;
use super::{
    Bookmark, Card, Gesture, History, Job, JobResults, Lesson, Loading, Look, Made, Metric, Now, Panes,
    Parameters, Recipe, Report, Response, Reveal, Row, Run, Scene, Value, Verb,
};
use crate::math::Tensor;
use crate::words::{Problem, Text, text};
use std::path::PathBuf;
use std::time::Duration;

/// What a lesson is opened with.
#[derive(Debug)]
pub struct Setup<'a, S> {
    /// The settings before the first step.
    pub settings: &'a S,
    /// The seed.
    pub seed: u32,
    /// The learner's own data files; empty for the shipped set.
    pub data: &'a [PathBuf],
    /// A clock for lessons that measure time: the time since some fixed moment.
    pub clock: fn() -> Duration,
    /// Where it is told how far the way to the first step has been gone.
    pub loading: &'a Loading,
}

/// How much of the past is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keep {
    /// States for going back within about this many bytes, and metrics.
    Bytes(usize),
    /// States within about this many bytes, and metrics of those lessons alone whose steps cannot be repeated: for a
    /// session that is asked for numbers and draws no curves.
    States(usize),
    /// Nothing: a headless run only goes forwards.
    Nothing,
}

impl Keep {
    /// Bytes for the kept states of a lesson that takes `world` bytes itself.
    pub(super) fn room(self, world: usize) -> usize {
        match self {
            Keep::Bytes(bytes) | Keep::States(bytes) => bytes.saturating_sub(world).max(bytes / 2),
            Keep::Nothing => 0,
        }
    }
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
    /// Whether the same recipe leads to the same states: not where times are measured.
    fn repeatable(&self) -> bool;
    /// Why there is no step after this one, if there is none.
    fn ending(&self) -> Option<&Text>;
    /// Whether the ending is one by numbers that are no longer finite.
    fn broken(&self) -> bool;
    /// Whether there is no step after this one: by the run's length, or by an ending.
    fn at_end(&self) -> bool {
        self.ending().is_some() || self.length().is_some_and(|length| self.now() >= length)
    }
    /// Takes one step; `false` when there is none after this one.
    fn forward(&mut self) -> bool;
    /// Goes to a step, forwards or backwards, exactly; stops early where the run is [`at_end`](Session::at_end) or
    /// when `go_on` says so. Returns whether the step was reached.
    fn seek(&mut self, t: u64, go_on: &mut dyn FnMut() -> bool) -> bool;
    /// A second session of the same run at the same step, so that looking ahead computes nothing of the past again.
    ///
    /// # Errors
    /// A sentence when the data can no longer be opened.
    fn twin(&self, keep: Keep) -> Result<Box<dyn Session>, Problem>;
    /// The recipe of the run that begins again with this value; `None` when the parameter counts without that,
    /// or has this value. Changes nothing.
    ///
    /// # Errors
    /// A sentence when the value does not fit.
    fn again(&self, name: &str, value: &Value) -> Result<Option<Recipe>, Problem>;
    /// Where the run stands.
    fn bookmark(&self) -> Bookmark;
    /// Takes over the run of a bookmark, as far as it is the same; then it is to be gone on to the bookmark's
    /// [`head`](Bookmark::head) and back to its step. `false` where the run has to be opened anew.
    fn revert(&mut self, mark: &Bookmark) -> bool;
    /// Sets a parameter at this step from what was typed.
    ///
    /// # Errors
    /// A sentence, and nothing has changed.
    fn set(&mut self, name: &str, typed: &str) -> Result<Change, Problem>;
    /// Sets a parameter at this step to a value.
    ///
    /// # Errors
    /// A sentence, and nothing has changed.
    fn put(&mut self, name: &str, value: Value) -> Result<Change, Problem>;
    /// Moves a parameter one notch up or down; one that holds words stays as it is.
    ///
    /// # Errors
    /// A sentence, and nothing has changed.
    fn nudge(&mut self, name: &str, up: bool) -> Result<Change, Problem>;
    /// Begins again at the identical start; edits made on the way are forgotten.
    ///
    /// # Errors
    /// A sentence, and nothing has changed.
    fn reset(&mut self) -> Result<(), Problem>;
    /// Begins again with another seed; edits made up to this step are made again.
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
    /// The values that the step that follows makes, by the names that the marks of the lesson's script give them.
    fn made(&self) -> Vec<Made>;
    /// What the run has learnt up to this step: its weights and biases; nothing where a lesson has none.
    fn weights(&self) -> Vec<Tensor>;
    /// What the steps are called in the first column of a headless run.
    fn counter(&self) -> Metric;
    /// The columns of a headless run after that one.
    fn metrics(&self) -> Vec<Metric>;
    /// The values of the metrics at this step.
    fn measure(&self) -> Vec<f64>;
    /// Metrics of the steps visited.
    fn history(&self) -> &History;
    /// What is seen now.
    fn scene(&self, reveal: Reveal, results: &[JobResults], detail: (u16, u16)) -> Scene;
    /// What a click or key in a panel asks for.
    fn respond(&self, gesture: &Gesture) -> Vec<Response>;
    /// What one of the card's verbs asks for.
    fn act(&self, verb: Verb) -> Vec<Response>;
    /// A background job by name.
    fn job(&self, name: &str) -> Option<Job>;
    /// What is odd about the learner's own data, if anything.
    fn remark(&self) -> Option<Text>;
    /// What a headless run prints.
    fn report(&self) -> Report;
}

impl<L: Lesson> Run<L> {
    fn now_at(&self) -> Now<'_, L> {
        Now { settings: &self.settings, state: &self.state, t: self.t }
    }

    fn measured(&self) -> &Row {
        self.measured.get_or_init(|| {
            if self.row_is_measured {
                return Row::of(self.history.metrics(), self.row.values());
            }
            let mut row = Row::with_metrics();
            self.lesson.measure(self.now_at(), &mut row);
            row
        })
    }

    /// Something is about to change: whatever changes a run comes in by a method of [`Session`] that says so here.
    fn moved(&mut self) {
        self.measured.take();
        self.row_is_measured = false;
    }
}

impl<L: Lesson> Session for Run<L> {
    fn card(&self) -> &'static Card {
        L::card()
    }

    fn recipe(&self) -> Recipe {
        self.plan.recipe(self.t)
    }

    fn seed(&self) -> u32 {
        self.plan.seed.unwrap_or(SEED)
    }

    fn now(&self) -> u64 {
        self.t
    }

    fn head(&self) -> u64 {
        self.head
    }

    fn length(&self) -> Option<u64> {
        self.lesson.length(&self.settings)
    }

    fn repeatable(&self) -> bool {
        L::REPEATABLE
    }

    fn ending(&self) -> Option<&Text> {
        self.ending.as_ref().filter(|ending| ending.t == self.t).map(|ending| &ending.why)
    }

    fn broken(&self) -> bool {
        self.ending.as_ref().is_some_and(|ending| ending.t == self.t && ending.broken)
    }

    fn forward(&mut self) -> bool {
        self.moved();
        if !L::REPEATABLE && self.t < self.head {
            self.replay(self.t + 1);
            return true;
        }
        self.ending().is_none() && self.advance()
    }

    fn seek(&mut self, t: u64, go_on: &mut dyn FnMut() -> bool) -> bool {
        self.moved();
        let known = t.min(self.head);
        let nearer = self.timeline.latest(known).is_some_and(|kept| kept.t > self.t);
        if known < self.t || nearer {
            self.go_back(known);
        }
        while self.t < t {
            self.timeline.approach(self.t, &self.state, t, || self.lesson.bytes(&self.state));
            if !go_on() || !self.forward() {
                return false;
            }
        }
        true
    }

    fn twin(&self, keep: Keep) -> Result<Box<dyn Session>, Problem> {
        Ok(Box::new(Run::twin(self, keep)?))
    }

    fn again(&self, name: &str, value: &Value) -> Result<Option<Recipe>, Problem> {
        self.recipe_with(name, value)
    }

    fn bookmark(&self) -> Bookmark {
        self.place()
    }

    fn revert(&mut self, mark: &Bookmark) -> bool {
        self.moved();
        self.take_over(mark)
    }

    fn set(&mut self, name: &str, typed: &str) -> Result<Change, Problem> {
        self.moved();
        let value = self.parameters.typed(name, typed)?;
        self.change(name, value)
    }

    fn put(&mut self, name: &str, value: Value) -> Result<Change, Problem> {
        self.moved();
        self.change(name, value)
    }

    fn nudge(&mut self, name: &str, up: bool) -> Result<Change, Problem> {
        self.moved();
        match self.parameters.nudged(name, up) {
            Some(value) => self.change(name, value),
            None => Ok(Change::None),
        }
    }

    fn reset(&mut self) -> Result<(), Problem> {
        self.moved();
        self.begin_again(|plan| plan.edits.clear())
    }

    fn reseed(&mut self, seed: u32) -> Result<(), Problem> {
        self.moved();
        let t = self.t;
        self.begin_again(|plan| {
            plan.forget_after(t);
            plan.seed = Some(seed);
        })
    }

    fn bring(&mut self, data: Vec<PathBuf>) -> Result<(), Problem> {
        self.moved();
        self.begin_again(|plan| {
            plan.edits.clear();
            plan.data = data;
        })
    }

    fn parameters(&self) -> &Parameters {
        &self.parameters
    }

    fn phases(&self) -> Vec<Text> {
        self.lesson.phases(self.now_at())
    }

    fn made(&self) -> Vec<Made> {
        self.lesson.made(self.now_at())
    }

    fn weights(&self) -> Vec<Tensor> {
        self.lesson.weights(self.now_at())
    }

    fn counter(&self) -> Metric {
        L::counter()
    }

    fn metrics(&self) -> Vec<Metric> {
        self.measured().metrics().to_vec()
    }

    fn measure(&self) -> Vec<f64> {
        match self.measured.get() {
            Some(row) => row.values().to_vec(),
            None if self.row_is_measured => self.row.values().to_vec(),
            // A long run asks at every step, and for no names.
            None => {
                let mut row = Row::default();
                self.lesson.measure(self.now_at(), &mut row);
                row.values().to_vec()
            }
        }
    }

    fn history(&self) -> &History {
        &self.history
    }

    fn scene(&self, reveal: Reveal, results: &[JobResults], detail: (u16, u16)) -> Scene {
        let look = Look { t: self.t, reveal, history: &self.history, results, detail };
        let mut scene = self.lesson.scene(self.now_at(), &look);
        if let (Some(verdict), Some(remark)) = (&mut scene.verdict, self.lesson.remark()) {
            // At the start it matters most, and a low window has room for one sentence.
            let (first, last) = if self.t == 0 { (&remark, &*verdict) } else { (&*verdict, &remark) };
            *verdict = first.then(&text(" ", "")).then(last);
        }
        scene
    }

    fn respond(&self, gesture: &Gesture) -> Vec<Response> {
        match L::Pane::named(&gesture.panel) {
            Some(pane) => self.lesson.respond(self.now_at(), pane, gesture.act),
            None => Vec::new(),
        }
    }

    fn act(&self, verb: Verb) -> Vec<Response> {
        self.lesson.act(self.now_at(), verb)
    }

    fn job(&self, name: &str) -> Option<Job> {
        self.lesson.job(self.now_at(), name)
    }

    fn remark(&self) -> Option<Text> {
        self.lesson.remark()
    }

    fn report(&self) -> Report {
        self.lesson.report(self.now_at())
    }
}
