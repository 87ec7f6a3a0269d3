//! What a lesson's author writes.

use super::run::SEED;
use super::{
    Act, Card, Form, Job, Loading, Look, Made, Metric, Panes, Parameters, Recipe, Response, Row, Scene,
    Setup, Verb, scene::Table,
};
use crate::math::Tensor;
use crate::words::{Problem, Text, text};
use std::time::Duration;

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

/// A moment of a run: what is set, and the state at a step.
pub struct Now<'a, L: Lesson> {
    /// The settings in force.
    pub settings: &'a L::Settings,
    /// The state.
    pub state: &'a L::State,
    /// The step.
    pub t: u64,
}

impl<L: Lesson> Clone for Now<'_, L> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<L: Lesson> Copy for Now<'_, L> {}

/// A lesson: `(recipe, t) → state`. `self` is the world that does not change from step to step: data, stored
/// patterns, surfaces.
///
/// An author writes [`card`](Lesson::card), [`settings`](Lesson::settings), [`open`](Lesson::open),
/// [`step`](Lesson::step), [`measure`](Lesson::measure) and [`scene`](Lesson::scene); everything else has a
/// sensible default. No clock, thread, terminal or global reaches a lesson; files only through
/// [`crate::data`] in [`open`](Lesson::open) and [`tune`](Lesson::tune).
pub trait Lesson: Sized + Send + 'static {
    /// The values of its parameters: a plain struct of [`Setting`](super::Setting)s and of what follows cheaply
    /// from them.
    type Settings: Send + 'static;

    /// All that changes from step to step, and nothing else.
    type State: Clone + PartialEq + Send + 'static;

    /// Its panels; [`OnePane`](super::OnePane) where one is all there is.
    type Pane: Panes;

    /// What never changes about the lesson.
    fn card() -> &'static Card;

    /// Declares the parameters and reads their values, in one.
    ///
    /// # Errors
    /// A sentence when a value does not fit its parameter or the others.
    fn settings(form: &mut Form<'_>) -> Result<Self::Settings, Problem>;

    /// Builds the world and the initial state.
    ///
    /// # Errors
    /// A sentence when data cannot be read or settings do not suit it.
    fn open(setup: &Setup<'_, Self::Settings>) -> Result<(Self, Self::State), Problem>;

    /// From the state of step `t` to that of step `t + 1`.
    fn step(&self, settings: &Self::Settings, state: &mut Self::State, t: u64) -> Flow;

    /// The columns of a headless run after [`counter`](Lesson::counter) and their values at a step, before
    /// that step's update. Every step puts the same metrics.
    fn measure(&self, now: Now<'_, Self>, row: &mut Row);

    /// What is seen at a moment.
    fn scene(&self, now: Now<'_, Self>, look: &Look<'_>) -> Scene;

    /// Derives anew what is expensive to derive from [`Effect::Live`](super::Effect::Live) and
    /// [`Effect::View`](super::Effect::View) settings, whenever one of them has changed. Must leave `self`
    /// unchanged on an error.
    ///
    /// # Errors
    /// A sentence when the new values do not suit the data.
    fn tune(&mut self, _settings: &Self::Settings) -> Result<(), Problem> {
        Ok(())
    }

    /// The same world once more, as it is now, where copying it is quicker than opening it.
    fn copy(&self) -> Option<Self> {
        None
    }

    /// Edits the state by hand, as the words of the parameter [`by_hand`](Form::by_hand) say.
    ///
    /// # Errors
    /// Why the words do not fit the state, which is then unchanged; nothing if what the parameter expects
    /// says all.
    fn edit(&self, _settings: &Self::Settings, _state: &mut Self::State, _words: &str) -> Result<(), Text> {
        Err(Text::default())
    }

    /// How many steps a whole run has, where the lesson knows.
    fn length(&self, _settings: &Self::Settings) -> Option<u64> {
        None
    }

    /// About how many bytes a copy of this state takes: decides how many are kept for going back.
    fn bytes(&self, _state: &Self::State) -> usize {
        size_of::<Self::State>()
    }

    /// About how many bytes the lesson itself takes (its data, what is computed from them), where these are many: so many
    /// fewer are used for states that are kept, but never less than half of those meant for them.
    fn world(&self) -> usize {
        0
    }

    /// Lessons whose steps cannot be taken again alike (they measure time) keep every state.
    const REPEATABLE: bool = true;

    /// Names of the phases inside the step that follows, in order.
    fn phases(&self, _now: Now<'_, Self>) -> Vec<Text> {
        Vec::new()
    }

    /// The values that the step at a moment makes, by the names that the marks of the lesson's script give them.
    fn made(&self, _now: Now<'_, Self>) -> Vec<Made> {
        Vec::new()
    }

    /// What the run has learnt up to a moment: its weights and biases.
    fn weights(&self, _now: Now<'_, Self>) -> Vec<Tensor> {
        Vec::new()
    }

    /// What the steps are called in the first column of a headless run.
    #[must_use]
    fn counter() -> Metric {
        Metric::new("step", text("step", "步"))
    }

    /// Whether the metrics of this step go into the [`History`](super::History), from which curves are drawn. A
    /// lesson whose measuring takes longer than its steps leaves most of them out.
    fn charted(&self, _now: Now<'_, Self>) -> bool {
        true
    }

    /// The values that the history takes at a charted step: those of [`measure`](Lesson::measure), or where
    /// all the data takes too long, those over a part of it that the scene names. Returns whether they are those of
    /// `measure`, which need not be computed again then.
    fn chart(&self, now: Now<'_, Self>, row: &mut Row) -> bool {
        self.measure(now, row);
        true
    }

    /// What a click or a key inside a panel does.
    fn respond(&self, _now: Now<'_, Self>, _pane: Self::Pane, _act: Act) -> Vec<Response> {
        Vec::new()
    }

    /// What one of the card's verbs does.
    fn act(&self, _now: Now<'_, Self>, _verb: Verb) -> Vec<Response> {
        Vec::new()
    }

    /// A background job by name, for [`Response::Work`]; it may begin from the state.
    fn job(&self, _now: Now<'_, Self>, _name: &str) -> Option<Job> {
        None
    }

    /// What is odd about the learner's own data, if anything.
    fn remark(&self) -> Option<Text> {
        None
    }

    /// What a headless run prints; `now` is the last step.
    fn report(&self, _now: Now<'_, Self>) -> Report {
        Report::Steps
    }

    /// The declared parameters under these words from outside.
    ///
    /// # Errors
    /// A sentence when a value does not fit.
    fn parameters(words: &super::Settings) -> Result<Parameters, Problem> {
        Self::read(words).map(|(_, parameters)| parameters)
    }

    /// The settings under these words from outside, with the parameters that they were read from.
    ///
    /// # Errors
    /// A sentence when a value does not fit.
    fn read(words: &super::Settings) -> Result<(Self::Settings, Parameters), Problem> {
        let mut form = Form::typed(words);
        let settings = Self::settings(&mut form)?;
        Ok((settings, form.close()?))
    }

    /// A recipe before its first step: the world, the settings and the initial state.
    ///
    /// # Errors
    /// A sentence when a setting or the data cannot be used.
    fn begin(
        recipe: &Recipe,
        clock: fn() -> Duration,
    ) -> Result<(Self, Self::Settings, Self::State), Problem> {
        let (settings, _) = Self::read(&recipe.settings)?;
        let seed = recipe.seed.unwrap_or(SEED);
        let (data, loading) = (&recipe.data, &Loading::default());
        let (lesson, state) = Self::open(&Setup { settings: &settings, seed, data, clock, loading })?;
        Ok((lesson, settings, state))
    }
}
