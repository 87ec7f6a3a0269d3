//! Any lesson on its timeline.

use super::parameter::Reader;
use super::plan::{Filled, Plan, fill};
use super::timeline::Timeline;
use super::{Flow, History, Keep, Lesson, Loading, Now, Parameters, Recipe, Row, Setup};
use crate::words::{Problem, Text};
use std::cell::OnceCell;
use std::time::Duration;

/// The seed when none is asked for.
pub(super) const SEED: u32 = 1;

/// Why a run goes no further.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Ending {
    pub(super) t: u64,
    pub(super) why: Text,
    pub(super) broken: bool,
}

/// A lesson with its state, its past and its recipe.
pub struct Run<L: Lesson> {
    pub(super) lesson: L,
    pub(super) settings: L::Settings,
    pub(super) parameters: Parameters,
    pub(super) state: L::State,
    pub(super) t: u64,
    pub(super) head: u64,
    pub(super) ending: Option<Ending>,
    pub(super) plan: Plan,
    /// How many of the plan's edits are in force.
    pub(super) applied: usize,
    pub(super) timeline: Timeline<L::State>,
    pub(super) history: History,
    /// The values charted last.
    pub(super) row: Row,
    /// Those are the metrics of the state at hand.
    pub(super) row_is_measured: bool,
    /// The metrics of the state at hand, once they were asked for: some take longer than a step.
    pub(super) measured: OnceCell<Row>,
    pub(super) keep: Keep,
    pub(super) clock: fn() -> Duration,
}

impl<L: Lesson> Run<L> {
    /// Opens a lesson at step 0; go to the recipe's step by [`Session::seek`](super::Session::seek).
    ///
    /// # Errors
    /// A sentence when a setting, an edit or the data cannot be used.
    pub fn open(recipe: &Recipe, keep: Keep, clock: fn() -> Duration) -> Result<Run<L>, Problem> {
        Run::open_watched(recipe, keep, clock, &Loading::default())
    }

    /// [`Run::open`], telling how far it has come.
    ///
    /// # Errors
    /// As [`Run::open`].
    pub fn open_watched(
        recipe: &Recipe,
        keep: Keep,
        clock: fn() -> Duration,
        loading: &Loading,
    ) -> Result<Run<L>, Problem> {
        let plan = Plan::read::<L>(recipe)?;
        let (settings, parameters) = fill::<L>(&plan.start, Reader::Line)?;
        let (lesson, state) = open::<L>(&plan, &settings, clock, loading)?;
        let budget = keep.room(lesson.world());
        let mut run = Run {
            lesson,
            settings,
            parameters,
            state,
            t: 0,
            head: 0,
            ending: None,
            plan,
            applied: 0,
            timeline: Timeline::new(budget, L::REPEATABLE),
            history: History::default(),
            row: Row::default(),
            row_is_measured: false,
            measured: OnceCell::new(),
            keep,
            clock,
        };
        run.check_edits()?;
        run.arrive();
        Ok(run)
    }

    /// Tries all edits of a recipe from outside before the run begins.
    fn check_edits(&mut self) -> Result<(), Problem> {
        let mut state = self.state.clone();
        for made in 1..=self.plan.edits.len() {
            let (settings, parameters) = fill::<L>(&self.plan.values_after(made), Reader::Line)?;
            let edit = &self.plan.edits[made - 1];
            if !edit.by_hand {
                self.lesson.tune(&settings)?;
            } else if let Some(parameter) = parameters.declared(&edit.name) {
                let words = edit.value.to_string();
                let outcome = self.lesson.edit(&settings, &mut state, &words);
                outcome.map_err(|why| parameter.refusal(&words, &why, Reader::Line))?;
            }
        }
        if self.plan.edits.iter().any(|edit| !edit.by_hand) {
            self.lesson.tune(&self.settings)?;
        }
        Ok(())
    }

    /// Begins again at step 0 by a plan with its settings. Nothing changes on an error.
    pub(super) fn restart(&mut self, plan: Plan, (settings, parameters): Filled<L>) -> Result<(), Problem> {
        let (lesson, state) = open(&plan, &settings, self.clock, &Loading::default())?;
        (self.lesson, self.state, self.settings, self.parameters) = (lesson, state, settings, parameters);
        self.plan = plan;
        (self.t, self.head, self.applied, self.ending) = (0, 0, 0, None);
        self.history = History::default();
        self.timeline.clear();
        self.arrive();
        Ok(())
    }

    /// Puts the values of the first `edits` edits in force.
    pub(super) fn enforce(&mut self, edits: usize) -> Result<(), Problem> {
        let filled = fill::<L>(&self.plan.values_after(edits), Reader::Screen)?;
        self.tune(filled)?;
        self.applied = edits;
        Ok(())
    }

    /// Puts settings in force.
    pub(super) fn tune(&mut self, (settings, parameters): Filled<L>) -> Result<(), Problem> {
        if parameters != self.parameters {
            self.lesson.tune(&settings)?;
            (self.settings, self.parameters) = (settings, parameters);
        }
        Ok(())
    }

    /// After the state of step `t` was computed: makes the edits of this step.
    fn make_edits(&mut self) {
        let upto = self.plan.edits_upto(self.t);
        if upto == self.applied {
            return;
        }
        let from = self.applied.min(upto);
        // An edit was tried when it was made; one that no longer fits is passed over.
        if self.enforce(upto).is_err() {
            self.applied = upto;
        }
        for edit in self.plan.edits[from..upto].iter().filter(|edit| edit.by_hand && edit.t == self.t) {
            let mut state = self.state.clone();
            if self.lesson.edit(&self.settings, &mut state, &edit.value.to_string()).is_ok() {
                self.state = state;
            }
        }
    }

    /// The state of step `t` is new: edits, history, timeline.
    pub(super) fn arrive(&mut self) {
        self.make_edits();
        self.row_is_measured = false;
        self.head = self.head.max(self.t);
        if self.keep == Keep::Nothing {
            // From the start a run that breaks is led again to where it stood before.
            if self.t == 0 {
                self.timeline.pass(0, &self.state, self.lesson.bytes(&self.state));
            }
            return;
        }
        let now = Now { settings: &self.settings, state: &self.state, t: self.t };
        // What was changed here is seen in the curves from here on.
        let charts = !L::REPEATABLE || matches!(self.keep, Keep::Bytes(_));
        let wanted = charts && (self.lesson.charted(now) || self.plan.changes_at(self.t));
        if self.history.next() == self.t && wanted {
            self.row.clear();
            if self.history.metrics().is_empty() {
                self.row = Row::with_metrics();
            }
            self.row_is_measured = self.lesson.chart(now, &mut self.row);
            self.history.record(self.t, &self.row);
        }
        self.history.skip(self.t);
        self.timeline.pass(self.t, &self.state, self.lesson.bytes(&self.state));
    }

    /// Takes one step without asking what is known about its end.
    pub(super) fn advance(&mut self) -> bool {
        // An edit at the last step forgets the sentence about the end, not the end.
        if self.lesson.length(&self.settings).is_some_and(|length| self.t >= length) {
            return false;
        }
        let flow = self.lesson.step(&self.settings, &mut self.state, self.t);
        match flow {
            Flow::Going => self.t += 1,
            Flow::Finished(why) => {
                self.t += 1;
                self.ending = Some(Ending { t: self.t, why, broken: false });
            }
            Flow::Broken(why) => {
                self.ending = Some(Ending { t: self.t, why, broken: true });
                self.replay(self.t);
                return false;
            }
        }
        self.arrive();
        // What was changed at this step came after the sentence about the end.
        if self.plan.changes_at(self.t) {
            self.ending = None;
        }
        true
    }

    /// Goes to a step that was seen, as a learner does.
    pub(super) fn go_back(&mut self, t: u64) {
        let from = self.t;
        self.timeline.leave(from, &self.state, t, self.lesson.bytes(&self.state));
        self.replay_from(from, t);
        if t + 1 == from {
            let Run { lesson, settings, plan, timeline, .. } = self;
            // What was changed on the way would have to be put in force for it.
            let fits = |before| plan.edits_upto(before) == plan.edits_upto(t);
            let step = |state: &mut L::State, t| !matches!(lesson.step(settings, state, t), Flow::Broken(_));
            timeline.scout(t, lesson.bytes(&self.state), fits, step);
        }
    }

    /// Computes the state of step `t` again from the latest one kept before it.
    pub(super) fn replay(&mut self, t: u64) {
        self.replay_from(t, t);
    }

    fn replay_from(&mut self, place: u64, t: u64) {
        let Some(kept) = self.timeline.start(t, place) else { return };
        (self.t, self.state) = (kept.t, kept.state.clone());
        self.row_is_measured = false;
        let upto = self.plan.edits_upto(self.t);
        if upto != self.applied && self.enforce(upto).is_err() {
            self.applied = upto;
        }
        self.timeline.begin_replay(t);
        while self.t < t {
            self.timeline.replayed(self.t, &self.state, t, self.lesson.bytes(&self.state));
            if let Flow::Broken(_) = self.lesson.step(&self.settings, &mut self.state, self.t) {
                break;
            }
            self.t += 1;
            self.make_edits();
        }
    }

    /// The latest step at or before `t` whose state is kept.
    #[cfg(test)]
    pub(super) fn timeline_before(&self, t: u64) -> u64 {
        self.timeline.latest(t).map_or(0, |kept| kept.t)
    }
}

/// Builds a lesson's world and its initial state.
pub(super) fn open<L: Lesson>(
    plan: &Plan,
    settings: &L::Settings,
    clock: fn() -> Duration,
    loading: &Loading,
) -> Result<(L, L::State), Problem> {
    L::open(&Setup { settings, seed: plan.seed.unwrap_or(SEED), data: &plan.data, clock, loading })
}
