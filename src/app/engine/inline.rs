//! The desk itself, which does everything at once: for tests and single pictures.

use super::Engine;
use crate::app::desk::Desk;
use crate::app::order::{Mail, Order, Ticket};
use std::time::{Duration, Instant};

/// How long the desk works before it is looked how far it has come.
const SLICE: Duration = Duration::from_millis(250);

/// A guess about the way to a step is believed after so long: the first steps of a run may prepare the others.
const SURE: Duration = Duration::from_secs(20);

/// Or at once, where it is so many times what is waited for.
const BY_FAR: u32 = 30;

/// A desk that finishes every order before it returns.
pub struct Inline {
    desk: Desk,
    /// Something was ordered since the last mail.
    ordered: bool,
    /// A step that is further away than this is not gone to.
    patience: Duration,
}

impl Inline {
    /// Nothing but the desk.
    #[must_use]
    pub fn new(desk: Desk) -> Inline {
        Inline::patient(desk, Duration::MAX)
    }

    /// The desk, which stops on the way to a step that would take longer than this.
    pub(in crate::app) fn patient(desk: Desk, patience: Duration) -> Inline {
        Inline { desk, ordered: false, patience }
    }

    /// Does everything that is to be done before the desk rests; a run that goes on is no part of it.
    fn settle(&mut self) {
        let began = Instant::now();
        loop {
            let errands = self.desk.errands();
            let most =
                if began.elapsed() > SURE { self.patience } else { self.patience.saturating_mul(BY_FAR) };
            let too_far = self.desk.left().is_some_and(|left| left > most);
            let moves = self.desk.travels() || self.desk.shows();
            if errands.is_empty() && (too_far || !moves) {
                self.desk.look_up();
                return;
            }
            for errand in errands {
                errand.run(|brought| {
                    self.desk.receive(brought);
                    true
                });
            }
            if moves {
                std::thread::sleep(self.desk.wait(Instant::now()));
                self.desk.work(Instant::now() + SLICE);
            }
        }
    }
}

impl Engine for Inline {
    fn order(&mut self, ticket: Ticket, order: Order) {
        self.ordered = true;
        self.desk.execute(ticket, order);
        self.settle();
    }

    fn mail(&mut self) -> Option<Mail> {
        std::mem::take(&mut self.ordered).then(|| self.desk.report())
    }
}
