//! "Show me": deeds done one after the other, with time to look in between.

use crate::story::Deed;
use std::collections::VecDeque;
use std::time::{Duration, Instant};

/// Up to so many steps are shown one by one.
const ONE_BY_ONE: u64 = 12;

/// What is still to be shown.
#[derive(Debug)]
pub(in crate::app) struct Showing {
    deeds: VecDeque<Deed>,
    pause: Duration,
    due: Option<Instant>,
}

impl Showing {
    /// These deeds, the first one at once.
    pub(in crate::app) fn of(deeds: Vec<Deed>, pause: Duration) -> Showing {
        let single = deeds.into_iter().flat_map(|deed| match deed {
            Deed::Step(n) if n <= ONE_BY_ONE => vec![Deed::Step(1); n as usize],
            Deed::Back(n) if n <= ONE_BY_ONE => vec![Deed::Back(1); n as usize],
            Deed::Phase(n) => vec![Deed::Phase(1); n.min(ONE_BY_ONE) as usize],
            deed => vec![deed],
        });
        Showing { deeds: single.collect(), pause, due: None }
    }

    /// How long until the next one.
    pub(in crate::app) fn wait(&self, now: Instant) -> Duration {
        self.due.map_or(Duration::ZERO, |due| due.saturating_duration_since(now))
    }

    /// The next one, if it is due.
    pub(in crate::app) fn next(&mut self, now: Instant) -> Option<Deed> {
        if self.due.is_some_and(|due| now < due) {
            return None;
        }
        self.due = Some(now + self.pause);
        self.deeds.pop_front()
    }

    /// Whether all has been shown.
    pub(in crate::app) fn is_over(&self) -> bool {
        self.deeds.is_empty()
    }
}
