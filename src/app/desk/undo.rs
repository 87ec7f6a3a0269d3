//! Undoing what was done with a run, and doing it again: going to the place before it, or after it.

use super::Desk;
use super::past::{About, Aside, Place};
use super::travel::Journey;
use crate::app::order::{Outcome, Ticket};
use crate::lab::{Bookmark, Reveal, Session};
use crate::words::{Problem, text};

/// On the way to a place where the run was before.
pub(super) struct Turning {
    pub(super) ticket: Option<Ticket>,
    undo: bool,
    /// Where it goes.
    pub(super) to: Place,
    /// Where it came from.
    from: Place,
}

impl Desk {
    /// The place where the run stands, before something is done with it.
    pub(super) fn here(&self, about: About) -> Option<Place> {
        Some(Place::of(self.session.as_deref()?, self.reveal, about, true))
    }

    /// Something was done, which can be undone; whether it changed anything.
    pub(super) fn record(&mut self, before: Place) -> bool {
        let changed = self.session.as_ref().is_some_and(|session| !before.is_here(session.as_ref()));
        let keeps = changed && !(before.about == About::Card && before.untouched());
        if keeps {
            self.past.record(before);
        }
        changed
    }

    /// Undoes what was done last, or does again what was undone; without an outcome it is answered later.
    pub(super) fn turn(&mut self, ticket: Option<Ticket>, undo: bool) -> Option<Outcome> {
        let Some(session) = self.session.as_mut() else { return Some(Outcome::DONE) };
        let Some(mut to) = self.past.take(undo) else {
            let nothing = if undo {
                text("There is nothing to undo.", "没有可以撤销的操作。")
            } else {
                text("There is nothing to do again.", "没有可以重做的操作。")
            };
            return Some(Outcome::Refused(Problem::usage(nothing)));
        };
        let from = Place::of(session.as_ref(), self.reveal, to.about.clone(), !undo);
        (self.running, self.journey) = (false, None);
        self.coach.stir();
        if let Some(run) = to.run.take() {
            let old = self.put(run);
            self.reveal = to.reveal;
            self.past.put(!undo, from.with(old));
        } else if session.revert(&to.mark) {
            self.head_for_place(&to.mark, to.reveal);
            self.past.put(!undo, from);
        } else {
            self.begin_back(Turning { ticket, undo, to, from });
            return None;
        }
        Some(Outcome::done(Some(to.said(undo))))
    }

    /// The run of the place is open.
    pub(super) fn turned(&mut self, turning: Turning, session: Box<dyn Session>) -> Outcome {
        let Turning { undo, to, from, .. } = turning;
        let old = self.put(Aside::new(session));
        self.past.put(!undo, from.with(old));
        self.head_for_place(&to.mark, to.reveal);
        Outcome::done(Some(to.said(undo)))
    }

    /// The run of the place could not be opened, or nobody waits for it any more: it can still be gone to.
    pub(super) fn turned_not(&mut self, turning: Turning) -> Option<Ticket> {
        self.past.put(turning.undo, turning.to);
        turning.ticket
    }

    /// Sets out for all that was seen of a run, and back to the step of a place in it.
    pub(super) fn head_for_place(&mut self, mark: &Bookmark, reveal: Reveal) {
        self.reveal = Reveal::Whole;
        self.journey = self.session.as_deref().map(|session| Journey::to_place(session, mark, reveal));
    }
}
