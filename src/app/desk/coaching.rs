//! The coach at the desk: what the learner wants from it, and what it wants done.

use super::Desk;
use super::past::About;
use super::travel::Journey;
use crate::app::coach::{Cue, Showing, Wish};
use crate::app::order::{Note, Outcome, Ticket};
use crate::lab::{Recipe, Reveal};
use crate::story::Deed;
use std::time::{Duration, Instant};

impl Desk {
    /// What the learner wants from the coach, and what the coach wants done for it; without an outcome it is
    /// answered later.
    pub(super) fn cue(&mut self, ticket: Option<Ticket>, cue: Cue) -> Option<Outcome> {
        let before = self.here(About::Card);
        let Some(session) = self.session.as_mut() else { return Some(Outcome::DONE) };
        match self.coach.follow(cue, session.as_mut()) {
            Ok(Some(Wish::Open(recipe))) => return self.go_to_scene(ticket, recipe),
            Ok(Some(Wish::Perform { from, deeds, pause })) => {
                self.unshown = self.here(About::Shown);
                self.showing = Some(Showing::of(deeds, pause));
                if let Some(recipe) = from {
                    return self.go_to_scene(ticket, recipe);
                }
            }
            Ok(None) => {
                before.map(|before| self.record(before));
            }
            Err(problem) => return Some(Outcome::Refused(problem)),
        }
        Some(Outcome::DONE)
    }

    /// Goes to a state: back in the run that is there, or to another one that is opened first and answered then.
    fn go_to_scene(&mut self, ticket: Option<Ticket>, recipe: Recipe) -> Option<Outcome> {
        let begun = |recipe: &Recipe| Recipe { step: 0, ..recipe.clone() };
        let here = self.session.as_ref().map(|session| session.recipe());
        if here.is_none_or(|here| begun(&here) != begun(&recipe)) {
            return self.open(ticket, recipe, false, About::Card);
        }
        self.running = false;
        self.head_for(recipe.step);
        Some(Outcome::DONE)
    }

    /// Does the next thing of what is being shown, when it is due.
    pub(super) fn show(&mut self) -> bool {
        let Some((session, showing)) = self.session.as_mut().zip(self.showing.as_mut()) else { return false };
        let Some(deed) = showing.next(Instant::now()) else { return false };
        if showing.is_over() {
            self.showing = None;
        }
        self.reveal = Reveal::Whole;
        match deed {
            Deed::Phase(_) => self.phase(true),
            deed => {
                if let Err(problem) = deed.perform(session.as_mut()) {
                    self.note = Some(Note::bad(problem.text));
                }
            }
        }
        if let Some(before) = &self.unshown
            && self.session.as_ref().is_some_and(|session| !before.is_here(session.as_ref()))
        {
            self.unshown.take().map(|before| self.record(before));
        }
        self.coach.stir();
        true
    }

    /// How long the desk stays at rest before the coach looks up; `None` when it has nothing to look at.
    #[must_use]
    pub fn patience(&self) -> Option<Duration> {
        self.coach.patience().filter(|_| !self.busy() && self.beginning.is_none())
    }

    /// Whether the coach is about to say what it was asked for: that is a part of the answer, because keys that were
    /// typed ahead mean what its words make of them.
    pub(super) fn coach_will_speak(&self) -> bool {
        let at_rest = !self.running && !self.shows() && self.beginning.is_none();
        let soon = match &self.journey {
            Some(journey) => !journey.long(),
            None => !self.travels(),
        };
        self.coach.is_awaited() && at_rest && soon
    }

    /// Whether it is on its way from one card to another, and the way is short or leads to a run that is not open yet.
    pub(super) fn is_between_cards(&self) -> bool {
        let long = self.running || self.journey.as_ref().is_some_and(Journey::long);
        self.coach.turns() && (self.beginning.is_some() || !long)
    }

    /// The coach looks at the lesson, if that is at rest and there is something new.
    pub fn look_up(&mut self) {
        if self.patience().is_some()
            && let Some(session) = &self.session
        {
            self.coach.look(session.as_ref(), self.reveal);
        }
    }
}
