//! What a lesson's author writes.

use super::{
    Card, Gesture, Job, Look, Parameter, Parameters, Response, Scene, Settings, Setup, scene::Table,
};
use crate::words::{Problem, Text, text};

/// What came of one step.
#[derive(Debug, Clone, PartialEq)]
pub enum Flow {
    /// The state is now that of the next step.
    Going,
    /// The state is now that of the next step, and there is nothing after it; the sentence says why.
    Finished(Text),
    /// The step cannot be taken, because a number would no longer be finite; the sentence says which
    /// and why. The run stays at the step before, whatever happened to the state.
    Broken(Text),
}

/// One column of a headless run and one value in the history.
#[derive(Debug, Clone, PartialEq)]
pub struct Metric {
    /// Column name, as the curriculum has it: `train_accuracy`.
    pub name: String,
    /// The same for readers.
    pub label: Text,
}

impl Metric {
    /// A metric with its column name and label.
    #[must_use]
    pub fn new(name: impl Into<String>, label: Text) -> Metric {
        Metric { name: name.into(), label }
    }
}

/// What a headless run prints.
pub enum Report {
    /// A row of metrics for every step asked for.
    Steps,
    /// The same, and behind the last row the last one of a job: what takes too long to be measured at every
    /// step. Columns that the rows have already are left out.
    StepsThen(Job),
    /// One table about the last state (lesson `chain`: a row a node).
    Table(Table),
    /// The rows of a background job (lesson `hopfield`: the capacity bench).
    Job(Job),
}

/// A lesson: `(recipe, t) → state`. `self` is the world that does not change from step to step
/// (data, stored patterns, surfaces) together with the parameters in force.
///
/// No clock, thread, terminal or global reaches it; files only through [`crate::data`] in
/// [`open`](Lesson::open) and [`tune`](Lesson::tune).
pub trait Lesson: Sized + Send + 'static {
    /// All that changes from step to step, and nothing else.
    type State: Clone + PartialEq + Send + 'static;

    /// What never changes about the lesson.
    fn card() -> &'static Card;

    /// The parameters under these settings: some exist only because of others (the variables of an
    /// expression, the hyper-parameters of a contender).
    ///
    /// # Errors
    /// A sentence when a setting that decides about others cannot be understood.
    fn parameters(settings: &Settings) -> Result<Vec<Parameter>, Problem>;

    /// Builds the world and the initial state.
    ///
    /// # Errors
    /// A sentence when data cannot be read or parameters do not go together.
    fn open(setup: &Setup<'_>) -> Result<(Self, Self::State), Problem>;

    /// Takes over changed values of [`Effect::Live`](super::Effect::Live) and
    /// [`Effect::View`](super::Effect::View) parameters. Must leave `self` unchanged on an error.
    ///
    /// # Errors
    /// A sentence when the new values cannot be used.
    fn tune(&mut self, parameters: &Parameters) -> Result<(), Problem>;

    /// Applies an edit of an [`Effect::Touch`](super::Effect::Touch) parameter to the state.
    ///
    /// # Errors
    /// A sentence when the edit does not fit the state, which is then unchanged.
    fn touch(&self, _state: &mut Self::State, name: &str, _value: &str) -> Result<(), Problem> {
        Err(Problem::usage(crate::say!("{name} cannot be edited here.", "{name} 在这里不能修改。")))
    }

    /// From the state of step `t` to that of step `t + 1`.
    fn step(&self, state: &mut Self::State, t: u64) -> Flow;

    /// How many steps a whole run has, where the lesson knows.
    fn length(&self) -> Option<u64> {
        None
    }

    /// About how many bytes a copy of this state takes: decides how many are kept for going back.
    fn bytes(&self, state: &Self::State) -> usize;

    /// Lessons whose steps cannot be taken again alike (they measure time) keep every state.
    const REPEATABLE: bool = true;

    /// Names of the phases inside the step that follows `state`, in order.
    fn phases(&self, state: &Self::State) -> Vec<Text>;

    /// What the steps are called in the first column of a headless run.
    #[must_use]
    fn counter() -> Metric {
        Metric::new("step", text("step", "步"))
    }

    /// The columns of a headless run after [`counter`](Lesson::counter).
    fn metrics(&self) -> Vec<Metric>;

    /// The values of [`metrics`](Lesson::metrics) at step `t`, before that step's update; NaN where
    /// there is none.
    fn measure(&self, state: &Self::State, t: u64) -> Vec<f64>;

    /// Whether the metrics of step `t` go into the [`History`](super::History), from which curves are drawn. A
    /// lesson whose measuring takes longer than its steps leaves most of them out.
    fn charted(&self, _state: &Self::State, _t: u64) -> bool {
        true
    }

    /// The values that the history takes at a charted step: those of [`measure`](Lesson::measure), or where
    /// all the data takes too long, those over a part of it that the scene names.
    fn chart(&self, state: &Self::State, t: u64) -> Vec<f64> {
        self.measure(state, t)
    }

    /// What is seen at this state.
    fn scene(&self, state: &Self::State, look: &Look<'_>) -> Scene;

    /// What a click or a key inside a panel does.
    fn respond(&self, _state: &Self::State, _gesture: &Gesture) -> Vec<Response> {
        Vec::new()
    }

    /// What one of the card's verbs does.
    fn act(&self, _state: &Self::State, _verb: &str) -> Vec<Response> {
        Vec::new()
    }

    /// A background job by name, for [`Response::Work`]; it may begin from the state.
    fn job(&self, _state: &Self::State, _name: &str) -> Option<Job> {
        None
    }

    /// What a headless run prints; `state` is that of the last step.
    fn report(&self, _state: &Self::State) -> Report {
        Report::Steps
    }
}
