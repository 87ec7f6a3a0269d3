//! Where a run stands, and coming back there.

use super::parameter::Effect;
use super::plan::Plan;
use super::{Lesson, Recipe, Run};

/// Where a run stands: all that was changed in it, also at steps that come later, and how far it was seen. Enough
/// to come back to exactly what is seen now.
#[derive(Debug, Clone, PartialEq)]
pub struct Bookmark {
    plan: Plan,
    /// The step.
    pub now: u64,
    /// The furthest step that was seen.
    pub head: u64,
    /// Whether a step after the furthest one was tried, and there was none.
    pub over: bool,
}

impl Bookmark {
    /// The recipe of the whole run, with what is changed at later steps.
    #[must_use]
    pub fn run(&self) -> Recipe {
        Recipe { step: self.now, ..self.plan.recipe(u64::MAX) }
    }

    /// The recipe of the state, as [`Session::recipe`](super::Session::recipe) gives it.
    #[must_use]
    pub fn state(&self) -> Recipe {
        self.plan.recipe(self.now)
    }

    /// Whether both are places of the same run.
    #[must_use]
    pub fn same_run(&self, other: &Bookmark) -> bool {
        self.plan == other.plan
    }

    /// About how many bytes it takes.
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.plan.bytes()
    }
}

impl<L: Lesson> Run<L> {
    /// Where it stands.
    pub(super) fn place(&self) -> Bookmark {
        let over = self.ending.as_ref().is_some_and(|ending| ending.t == self.head);
        Bookmark { plan: self.plan.clone(), now: self.t, head: self.head, over }
    }

    /// Takes over the run of a bookmark from the first step at which it differs; the steps from there on are to be
    /// taken again. `false` where that is the start, and the run has to be opened anew.
    pub(super) fn take_over(&mut self, mark: &Bookmark) -> bool {
        let begins = |plan: &Plan| {
            let looks = |name: &str| {
                self.parameters.declared(name).is_some_and(|parameter| parameter.effect == Effect::View)
            };
            let mut start = plan.start.clone();
            start.retain(|name, _| !looks(name));
            (start, plan.seed, plan.data.clone())
        };
        let same = self.plan.edits.iter().zip(&mark.plan.edits).take_while(|(mine, its)| mine == its).count();
        let next = [&self.plan, &mark.plan].into_iter().filter_map(|plan| plan.edits.get(same));
        // Steps that share a place in the history are forgotten together.
        let from = next.map(|edit| edit.t - edit.t % self.history.stride()).min();
        if from == Some(0) || begins(&self.plan) != begins(&mark.plan) {
            return false;
        }
        self.plan = mark.plan.clone();
        if let Some(from) = from.filter(|from| *from <= self.head) {
            self.timeline.forget_from(from);
            self.history.forget_from(from);
            self.head = from - 1;
            self.ending = self.ending.take().filter(|ending| ending.t < from);
            if self.t >= from {
                self.replay(from - 1);
            }
        }
        // What is looked at may be another thing, although no edit is.
        self.enforce(self.plan.edits_upto(self.t)).is_ok()
    }
}
