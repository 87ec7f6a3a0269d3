//! The desk: an open lesson and everything that moves it. Knows no screen and no thread; an
//! [`Engine`](super::engine::Engine) puts it into one.

mod begin;
mod coaching;
mod errand;
mod left;
mod moving;
mod pace;
#[cfg(test)]
mod pair_laws;
mod past;
mod pins;
mod research;
mod respond;
mod second;
mod telling;
#[cfg(test)]
mod tests;
mod travel;
mod undo;
#[cfg(test)]
mod undo_laws;

pub(super) use errand::{Brought, Errand};

use super::coach::{Coach, Showing};
use super::order::{Answer, Control, Deed, Note, Order, Outcome, Ticket};
use crate::code::Beside;
use crate::lab::{Act, Gesture, Reveal, Scene, Session};
use begin::Beginning;
use left::Left;
use pace::Pace;
use past::{About, Past, Place};
use pins::Pins;
use research::Research;
use second::Second;
use std::collections::VecDeque;
use std::time::{Duration, Instant};
use travel::Journey;

/// An open lesson and what is going on with it.
pub struct Desk {
    session: Option<Box<dyn Session>>,
    reveal: Reveal,
    pace: Pace,
    running: bool,
    journey: Option<Journey>,
    research: Research,
    detail: (u16, u16),
    keep: usize,
    preview: bool,
    log_axis: bool,
    /// The script of the run, where it is looked at.
    code: Beside,
    code_seen: bool,
    coach: Coach,
    /// What the coach shows, one deed after the other.
    showing: Option<Showing>,
    note: Option<Note>,
    /// What the lesson showed of itself last, while only the coach's words about it are still to come.
    made: Option<Scene>,
    /// What can be undone in the lesson that is there, and done again.
    past: Past,
    /// The lessons that were left.
    left: Vec<Left>,
    /// Runs that later ones are drawn over.
    pins: Pins,
    /// A second run beside the one that is there.
    second: Option<Second>,
    /// The place before what the coach shows.
    unshown: Option<Place>,
    /// The stroke that is being drawn is recorded already.
    stroke: bool,
    /// A run that is being opened, to take the place of the one that is there.
    beginning: Option<Beginning>,
    /// Orders that wait until something before them is done; those without a ticket are answered already.
    waiting: VecDeque<(Option<Ticket>, Order)>,
    answers: Vec<Answer>,
    errands: Vec<Errand>,
    /// The number of the latest errand.
    number: u64,
}

impl Desk {
    /// An empty desk that keeps about `keep` bytes of past states.
    #[must_use]
    pub fn new(keep: usize) -> Desk {
        Desk {
            session: None,
            reveal: Reveal::Whole,
            pace: Pace::default(),
            running: false,
            journey: None,
            research: Research::default(),
            detail: (80, 48),
            keep,
            preview: false,
            log_axis: false,
            code: Beside::new(clock),
            code_seen: false,
            coach: Coach::new(clock),
            showing: None,
            note: None,
            made: None,
            past: Past::default(),
            left: Vec::new(),
            pins: Pins::default(),
            second: None,
            unshown: None,
            stroke: false,
            beginning: None,
            waiting: VecDeque::new(),
            answers: Vec::new(),
            errands: Vec::new(),
            number: 0,
        }
    }

    /// Carries out an order, or begins to; the answer is in a later [`report`](Desk::report).
    pub fn execute(&mut self, ticket: Ticket, order: Order) {
        self.made = None;
        self.coach.stir();
        if !matches!(
            order,
            Order::Detail(..)
                | Order::Code(_)
                | Order::Control(Control::Axis)
                | Order::Coach(_)
                | Order::Pin(_)
                | Order::Pair(_)
        ) {
            self.showing = None;
        }
        match order {
            Order::Open { recipe, preview } => {
                self.stop();
                self.coach.dismiss();
                if let Some(outcome) = self.open(Some(ticket), recipe, preview, About::Opened) {
                    self.answer(ticket, outcome);
                }
            }
            Order::Detail(columns, rows) => {
                self.detail = (columns, rows);
                self.answer(ticket, Outcome::DONE);
            }
            Order::Code(seen) => {
                self.code_seen = seen;
                self.answer(ticket, Outcome::DONE);
            }
            Order::Stop => {
                self.stop();
                self.answer(ticket, Outcome::DONE);
            }
            order @ (Order::Control(_)
            | Order::Deed(_)
            | Order::Coach(_)
            | Order::Pin(_)
            | Order::Pair(_)) => {
                if self.beginning.is_some() || !self.waiting.is_empty() {
                    self.waiting.push_back((Some(ticket), order));
                } else {
                    self.carry_out(Some(ticket), order);
                }
            }
        }
    }

    /// Carries out what concerns the open lesson.
    fn carry_out(&mut self, ticket: Option<Ticket>, order: Order) {
        let drags = |gesture: &Gesture| matches!(gesture.act, Act::Drag(_));
        self.stroke &= matches!(&order, Order::Deed(Deed::Gesture(gesture)) if drags(gesture));
        let outcome = match order {
            Order::Control(control) => self.control(ticket, control),
            Order::Deed(deed) => self.deed(ticket, deed),
            Order::Coach(cue) => self.cue(ticket, cue),
            Order::Pin(pinning) => Some(self.pin(pinning)),
            Order::Pair(pairing) => Some(self.pair(pairing)),
            // These never wait.
            Order::Open { .. } | Order::Detail(..) | Order::Code(_) | Order::Stop => None,
        };
        if let Some((ticket, outcome)) = ticket.zip(outcome) {
            self.answer(ticket, outcome);
        }
    }

    fn next_number(&mut self) -> u64 {
        self.number += 1;
        self.number
    }

    fn answer(&mut self, ticket: Ticket, outcome: Outcome) {
        self.answers.push(Answer { ticket, outcome });
    }

    /// Takes what an errand brings. What nobody waits for any more is let go.
    pub fn receive(&mut self, brought: Brought) {
        self.made = None;
        match brought {
            Brought::Lesson(number, opened) => self.opened(number, opened),
            Brought::Replayed(number, run) => self.replayed(number, run),
            Brought::Row(number, row) => {
                self.research.take(number, row);
            }
        }
        self.go_on_waiting();
    }

    /// Carries out what waits, as far as nothing stands before it.
    fn go_on_waiting(&mut self) {
        while self.beginning.is_none() && self.journey.is_none() {
            let Some((ticket, order)) = self.waiting.pop_front() else { return };
            self.carry_out(ticket, order);
        }
    }

    /// Stops whatever is going on, and forgets what waits.
    fn stop(&mut self) {
        self.running = false;
        self.journey = None;
        self.research.stop();
        self.give_up_beginning();
        self.give_up_second();
        self.drop_waiting();
    }

    /// Answers what waits: it is not done any more.
    fn drop_waiting(&mut self) {
        for ticket in std::mem::take(&mut self.waiting).into_iter().filter_map(|(ticket, _)| ticket) {
            self.answer(ticket, Outcome::Dropped);
        }
    }

    /// Work to be done beside the desk; what it yields is to be [received](Desk::receive).
    pub fn errands(&mut self) -> Vec<Errand> {
        std::mem::take(&mut self.errands)
    }
}

/// The time since the program first asked.
pub fn clock() -> Duration {
    use std::sync::OnceLock;
    static START: OnceLock<Instant> = OnceLock::new();
    START.get_or_init(Instant::now).elapsed()
}
