//! A second session of the same run.

use super::parameter::Reader;
use super::plan::fill;
use super::run::open;
use super::timeline::Timeline;
use super::{History, Keep, Lesson, Loading, Row, Run};
use crate::words::Problem;

impl<L: Lesson> Run<L> {
    /// The same run at the same step, apart from this one: nothing of the past is computed again. What was changed at
    /// later steps is no part of it, as it is none of the state's recipe.
    pub(super) fn twin(&self, keep: Keep) -> Result<Run<L>, Problem> {
        let mut plan = self.plan.clone();
        plan.forget_after(self.t);
        let applied = plan.edits.len();
        let (settings, parameters) = fill::<L>(&plan.values_after(applied), Reader::Screen)?;
        let lesson = match self.lesson.copy() {
            Some(lesson) => lesson,
            None => {
                let (start, _) = fill::<L>(&plan.start, Reader::Screen)?;
                let (mut lesson, _) = open::<L>(&plan, &start, self.clock, &Loading::default())?;
                lesson.tune(&settings)?;
                lesson
            }
        };
        let budget = keep.room(lesson.world());
        let mut timeline = Timeline::new(budget, L::REPEATABLE);
        let bytes = self.lesson.bytes(&self.state);
        for kept in self.timeline.upto(self.t) {
            timeline.pass(kept.t, &kept.state, bytes);
        }
        let mut history = History::default();
        if matches!(keep, Keep::Bytes(_)) || !L::REPEATABLE {
            history = self.history.clone();
            history.forget_from(self.t + 1);
        }
        Ok(Run {
            lesson,
            settings,
            parameters,
            state: self.state.clone(),
            t: self.t,
            head: self.t,
            ending: self.ending.clone().filter(|ending| ending.t == self.t),
            plan,
            applied,
            timeline,
            history,
            row: Row::default(),
            row_is_measured: false,
            measured: self.measured.clone(),
            keep,
            clock: self.clock,
        })
    }
}
