//! Orders that are not answered yet, and what the learner does meanwhile.

use super::order::{Order, Ticket};
use ratatui::crossterm::event::Event;
use std::collections::VecDeque;
use std::time::{Duration, Instant};

/// What takes longer than this is said.
const PATIENCE: Duration = Duration::from_millis(80);

/// So many orders may be on their way before the hand that gives them waits.
const MOST: usize = 256;

/// So many events may wait; more come only from something that is no hand.
const AHEAD: usize = 1024;

/// Orders on their way, in the order they were given, and the events that wait for their answers.
#[derive(Debug, Default)]
pub(super) struct Pending {
    last: Ticket,
    /// Tickets, and whether the keys after them may mean something else once they are answered.
    orders: VecDeque<(Ticket, bool)>,
    events: VecDeque<Event>,
    /// Since when the oldest order that decides is on its way.
    since: Option<Instant>,
    long: bool,
}

impl Pending {
    /// The ticket of an order that is given now.
    pub(super) fn issue(&mut self, order: &Order) -> Ticket {
        self.last = self.last.next();
        self.orders.push_back((self.last, order.decides()));
        if order.decides() {
            self.since.get_or_insert_with(Instant::now);
        }
        self.last
    }

    /// The ticket issued last.
    pub(super) fn last(&self) -> Ticket {
        self.last
    }

    /// The order with this ticket is answered.
    pub(super) fn settle(&mut self, ticket: Ticket) {
        self.orders.retain(|(known, _)| *known != ticket);
        if !self.decides() {
            (self.since, self.long) = (None, false);
        }
    }

    /// Whether all orders are answered.
    pub(super) fn settled(&self) -> bool {
        self.orders.is_empty()
    }

    /// Whether an answer is awaited that may change what keys mean.
    pub(super) fn decides(&self) -> bool {
        self.orders.iter().any(|(_, decides)| *decides)
    }

    /// Whether so many orders are on their way that even what depends on none of them waits.
    pub(super) fn crowded(&self) -> bool {
        self.orders.len() >= MOST
    }

    /// Whether events wait.
    pub(super) fn holds(&self) -> bool {
        !self.events.is_empty()
    }

    /// How many events wait.
    #[cfg(test)]
    pub(super) fn waiting(&self) -> usize {
        self.events.len()
    }

    /// An event has to wait; `false` when too many wait already, and this one is dropped.
    #[must_use]
    pub(super) fn hold(&mut self, event: Event) -> bool {
        let room = self.events.len() < AHEAD;
        if room {
            self.events.push_back(event);
        }
        room
    }

    /// The event that has waited longest.
    pub(super) fn first(&self) -> Option<&Event> {
        self.events.front()
    }

    /// Takes the event that has waited longest.
    pub(super) fn take(&mut self) -> Option<Event> {
        self.events.pop_front()
    }

    /// Forgets the events that wait: the learner gives up what they were for.
    pub(super) fn forget(&mut self) {
        self.events.clear();
    }

    /// When it has to be said that something takes long, if nothing comes before.
    pub(super) fn deadline(&self) -> Option<Instant> {
        self.since.filter(|_| !self.long).map(|since| since + PATIENCE)
    }

    /// Looks at the clock; whether it has just become long.
    pub(super) fn look(&mut self, now: Instant) -> bool {
        let over = self.deadline().is_some_and(|deadline| deadline <= now);
        self.long |= over;
        over
    }

    /// Whether the learner was told that it takes long.
    pub(super) fn long(&self) -> bool {
        self.long
    }
}
