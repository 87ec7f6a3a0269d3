//! What moves a run: steps, phases, journeys, running by itself.

use super::Desk;
use super::travel::{self, Journey};
use crate::app::order::{Control, Outcome, Ticket};
use crate::lab::Reveal;
use crate::words::Text;
use std::time::{Duration, Instant};

impl Desk {
    /// Moves the run; without an outcome it is answered later.
    pub(super) fn control(&mut self, ticket: Option<Ticket>, control: Control) -> Option<Outcome> {
        let Some(session) = self.session.as_ref() else { return Some(Outcome::DONE) };
        let now = session.now();
        let from = self.journey.as_ref().map_or(now, Journey::end);
        let said = match control {
            Control::Step(by) => {
                // Back from a long way is back from where the learner sees the run.
                let turns = by < 0 && self.journey.as_ref().is_some_and(Journey::long);
                let (t, said) = travel::away(if turns { now } else { from }, by);
                self.head_for(t).or(said)
            }
            Control::Seek(t) => self.head_for(t),
            Control::Last => self.head_for(travel::end(session.as_ref(), from)),
            Control::Phase(forwards) => {
                self.phase(forwards);
                None
            }
            Control::Run => {
                self.toggle_run();
                None
            }
            Control::Faster => {
                self.pace.faster();
                None
            }
            Control::Slower => {
                self.pace.slower();
                None
            }
            Control::Axis => {
                self.log_axis = !self.log_axis;
                None
            }
            Control::Weights => return Some(self.weights()),
            Control::Metrics => return Some(self.metrics()),
            Control::Reset => {
                self.reset(ticket);
                return None;
            }
            Control::Reseed => {
                self.reseed(ticket);
                return None;
            }
            Control::Undo => return self.turn(ticket, true),
            Control::Redo => return self.turn(ticket, false),
        };
        Some(Outcome::done(said))
    }

    /// Sets out for a step; with a sentence where the run does not reach so far.
    pub(super) fn head_for(&mut self, t: u64) -> Option<Text> {
        self.reveal = Reveal::Whole;
        let (journey, said) = Journey::plan(self.session.as_deref()?, t);
        self.journey = journey;
        said
    }

    /// Moves the cursor over the phases of a step; over its end into the step that follows.
    pub(super) fn phase(&mut self, forwards: bool) {
        self.running = false;
        let Some(session) = self.session.as_mut() else { return };
        let count = session.phases().len();
        self.reveal = match (self.reveal, forwards) {
            (Reveal::Whole, true) => Reveal::Upto(0),
            (Reveal::Upto(at), true) if at + 1 < count => Reveal::Upto(at + 1),
            (Reveal::Upto(_), true) => {
                if session.forward() {
                    Reveal::Upto(0)
                } else {
                    Reveal::Whole
                }
            }
            (Reveal::Upto(at), false) if at > 0 => Reveal::Upto(at - 1),
            (_, false) => match session.now().checked_sub(1) {
                None => Reveal::Whole,
                Some(before) => {
                    session.seek(before, &mut || true);
                    Reveal::Upto(session.phases().len().saturating_sub(1))
                }
            },
        };
    }

    fn toggle_run(&mut self) {
        self.journey = None;
        self.reveal = Reveal::Whole;
        self.running = !self.running;
        self.pace.begin(Instant::now());
        let Some(session) = self.session.as_mut() else { return };
        // A finished run begins again: Space is never without effect.
        if self.running && session.at_end() && !session.broken() {
            session.seek(0, &mut || true);
        }
    }

    /// Whether there is anything to do without an order.
    #[must_use]
    pub fn busy(&self) -> bool {
        self.running || self.travels() || self.shows()
    }

    /// Whether the desk goes to a step, or a second run has not come as far as the first.
    #[must_use]
    pub fn travels(&self) -> bool {
        self.journey.is_some() || self.lags()
    }

    /// Whether the coach shows how something is done.
    #[must_use]
    pub fn shows(&self) -> bool {
        self.showing.is_some() && self.beginning.is_none()
    }

    /// About how long it will still take to the step that the desk goes to, once that can be guessed.
    #[must_use]
    pub fn left(&self) -> Option<Duration> {
        self.journey.as_ref()?.left(self.session.as_ref()?.now())
    }

    /// How long until there is something to do, when busy.
    #[must_use]
    pub fn wait(&self, now: Instant) -> Duration {
        match &self.showing {
            _ if self.travels() => Duration::ZERO,
            Some(showing) if self.shows() => showing.wait(now),
            _ => self.pace.wait(now),
        }
    }

    /// Works on what was ordered, at most until `deadline`. Returns whether anything changed.
    pub fn work(&mut self, deadline: Instant) -> bool {
        let now = Instant::now();
        // Both runs have half of the time each.
        let half = now + deadline.saturating_duration_since(now) / 2;
        let moved = self.move_on(if self.second.is_some() { half } else { deadline });
        let changed = self.follow(deadline) || moved;
        if changed {
            self.made = None;
        }
        changed
    }

    fn move_on(&mut self, deadline: Instant) -> bool {
        let Some(session) = self.session.as_mut() else { return false };
        if let Some(journey) = &self.journey {
            let mut out_of_time = false;
            let arrived = session.seek(journey.goal, &mut || {
                out_of_time = Instant::now() >= deadline;
                !out_of_time
            });
            // A run that ends before the goal goes no further, for whatever reason.
            if arrived || !out_of_time {
                if let Some(journey) = self.journey.take() {
                    self.reveal = journey.arrive(session.as_mut());
                }
                self.coach.stir();
                self.go_on_waiting();
            }
            return true;
        }
        if self.shows() {
            return self.show();
        }
        self.running && self.run_on(deadline)
    }

    /// Takes the steps that are due. Returns whether anything changed.
    fn run_on(&mut self, deadline: Instant) -> bool {
        let mut moved = false;
        for _ in 0..self.pace.due(Instant::now()) {
            if !self.session.as_mut().is_some_and(|session| session.forward()) {
                break;
            }
            moved = true;
            self.follow_while(&mut || true);
            if self.session.as_ref().is_none_or(|session| session.at_end()) || Instant::now() >= deadline {
                break;
            }
        }
        let Some(session) = self.session.as_ref() else { return false };
        // A goal that is reached on the way is one that was seen.
        if session.at_end() || self.coach.is_reached(session.as_ref(), Instant::now()) {
            self.running = false;
            self.coach.stir();
            return true;
        }
        moved
    }
}
