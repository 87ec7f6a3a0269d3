//! The desk: an open lesson and everything that moves it. Knows no screen and no thread; an
//! [`Engine`](super::engine::Engine) puts it into one.

mod begin;
mod coaching;
mod errand;
mod left;
mod pace;
mod past;
mod pins;
mod research;
mod respond;
#[cfg(test)]
mod tests;
mod travel;
mod undo;
#[cfg(test)]
mod undo_laws;

pub(super) use errand::{Brought, Errand};

use super::coach::{Coach, Showing};
use super::order::{Answer, Control, Deed, Mail, Note, Order, Outcome, Ticket};
use super::snapshot::{Snapshot, turn_axes};
use crate::code::Beside;
use crate::lab::scene::Panel;
use crate::lab::{Act, Gesture, Reveal, Session};
use crate::words::Text;
use begin::Beginning;
use left::Left;
use pace::Pace;
use past::{About, Past, Place};
use pins::Pins;
use research::Research;
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
    /// What can be undone in the lesson that is there, and done again.
    past: Past,
    /// The lessons that were left.
    left: Vec<Left>,
    /// Runs that later ones are drawn over.
    pins: Pins,
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
            past: Past::default(),
            left: Vec::new(),
            pins: Pins::default(),
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
        self.coach.stir();
        if !matches!(
            order,
            Order::Detail(..)
                | Order::Code(_)
                | Order::Control(Control::Axis)
                | Order::Coach(_)
                | Order::Pin(_)
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
            order @ (Order::Control(_) | Order::Deed(_) | Order::Coach(_) | Order::Pin(_)) => {
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
            // These never wait.
            Order::Open { .. } | Order::Detail(..) | Order::Code(_) | Order::Stop => None,
        };
        if let Some((ticket, outcome)) = ticket.zip(outcome) {
            self.answer(ticket, outcome);
        }
    }

    /// Moves the run; without an outcome it is answered later.
    fn control(&mut self, ticket: Option<Ticket>, control: Control) -> Option<Outcome> {
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

    fn next_number(&mut self) -> u64 {
        self.number += 1;
        self.number
    }

    fn answer(&mut self, ticket: Ticket, outcome: Outcome) {
        self.answers.push(Answer { ticket, outcome });
    }

    /// Takes what an errand brings. What nobody waits for any more is let go.
    pub fn receive(&mut self, brought: Brought) {
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

    /// Sets out for a step; with a sentence where the run does not reach so far.
    fn head_for(&mut self, t: u64) -> Option<Text> {
        self.reveal = Reveal::Whole;
        let (journey, said) = Journey::plan(self.session.as_deref()?, t);
        self.journey = journey;
        said
    }

    /// Moves the cursor over the phases of a step; over its end into the step that follows.
    fn phase(&mut self, forwards: bool) {
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

    /// Stops whatever is going on, and forgets what waits.
    fn stop(&mut self) {
        self.running = false;
        self.journey = None;
        self.research.stop();
        self.give_up_beginning();
        self.drop_waiting();
    }

    /// Answers what waits: it is not done any more.
    fn drop_waiting(&mut self) {
        for ticket in std::mem::take(&mut self.waiting).into_iter().filter_map(|(ticket, _)| ticket) {
            self.answer(ticket, Outcome::Dropped);
        }
    }

    /// Whether there is anything to do without an order.
    #[must_use]
    pub fn busy(&self) -> bool {
        self.running || self.travels() || self.shows()
    }

    /// Whether the desk goes to a step.
    #[must_use]
    pub fn travels(&self) -> bool {
        self.journey.is_some()
    }

    /// Whether the coach shows how something is done.
    #[must_use]
    pub fn shows(&self) -> bool {
        self.showing.is_some()
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
            Some(showing) => showing.wait(now),
            None => self.pace.wait(now),
        }
    }

    /// Works on what was ordered, at most until `deadline`. Returns whether anything changed.
    pub fn work(&mut self, deadline: Instant) -> bool {
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
        let Some(session) = self.session.as_mut() else { return false };
        let mut moved = false;
        for _ in 0..self.pace.due(Instant::now()) {
            if !session.forward() {
                break;
            }
            moved = true;
            if session.at_end() || Instant::now() >= deadline {
                break;
            }
        }
        // A goal that is reached on the way is one that was seen.
        if session.at_end() || self.coach.is_reached(session.as_ref(), Instant::now()) {
            self.running = false;
            self.coach.stir();
            return true;
        }
        moved
    }

    /// Work to be done beside the desk; what it yields is to be [received](Desk::receive).
    pub fn errands(&mut self) -> Vec<Errand> {
        std::mem::take(&mut self.errands)
    }

    /// What is to be told to the screen since the last time, with a picture of now.
    pub fn report(&mut self) -> Mail {
        let code = self.session.as_ref().map(|session| match self.code_seen {
            true => self.code.panel(session.as_ref(), self.reveal),
            false => Beside::closed(),
        });
        let shown = self.session.as_ref().zip(code);
        let snapshot = shown.map(|(session, code)| Box::new(self.snapshot(session.as_ref(), code)));
        let loading = self.loading();
        Mail { loading, snapshot, answers: std::mem::take(&mut self.answers), note: self.note.take() }
    }

    fn snapshot(&self, session: &dyn Session, code: Panel) -> Snapshot {
        let mut scene = session.scene(self.reveal, self.research.results(), self.detail);
        let pins = if self.preview { Vec::new() } else { self.pins.compared(session) };
        if !pins.is_empty() {
            self.pins.draw_under(&mut scene, session, &pins);
        }
        scene.panels.push(code);
        if self.log_axis {
            turn_axes(&mut scene);
        }
        self.coach.veil(&mut scene, session.now());
        let now = session.now();
        Snapshot {
            coach: self.coach.said(),
            card: session.card(),
            now,
            head: session.head(),
            length: session.length(),
            phases: session.phases(),
            reveal: self.reveal,
            seed: session.seed(),
            running: self.running,
            speed: self.pace.speed(),
            goal: self.journey.as_ref().map(|journey| (journey.goal, journey.left(now))),
            working: self.research.working(),
            ending: session.ending().cloned(),
            broken: session.broken(),
            parameters: session.parameters().clone(),
            recipe: session.recipe(),
            undo: self.past.len(),
            pins,
            preview: self.preview,
            scene,
        }
    }
}

/// The time since the program first asked.
pub fn clock() -> Duration {
    use std::sync::OnceLock;
    static START: OnceLock<Instant> = OnceLock::new();
    START.get_or_init(Instant::now).elapsed()
}
