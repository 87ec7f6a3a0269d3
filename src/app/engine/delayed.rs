//! A desk behind a slow and careless post, for tests: orders lie about, what errands bring overtakes them,
//! several letters become one. All that threads may do, decided by a seed.

use super::Engine;
use crate::app::desk::{Brought, Desk};
use crate::app::order::{Mail, Order, Ticket};
use rand::rngs::SmallRng;
use rand::{RngExt, SeedableRng};
use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;
use std::time::{Duration, Instant};

/// Longer than anything takes.
const LONG: Duration = Duration::from_secs(3600);

/// The engine; clones are the same one.
#[derive(Clone)]
pub(in crate::app) struct Delayed(Rc<RefCell<Post>>);

struct Post {
    desk: Desk,
    orders: VecDeque<(Ticket, Order)>,
    /// What each errand brings, in its order.
    errands: Vec<VecDeque<Brought>>,
    mailbox: Option<Mail>,
    /// Something happened that no mail tells yet.
    untold: bool,
    chance: SmallRng,
    asleep: bool,
    /// Orders given, and the tickets answered.
    given: Vec<Ticket>,
    answered: Vec<Ticket>,
}

impl Delayed {
    /// The desk behind a post of this seed.
    pub(in crate::app) fn new(desk: Desk, seed: u64) -> Delayed {
        Delayed(Rc::new(RefCell::new(Post {
            desk,
            orders: VecDeque::new(),
            errands: Vec::new(),
            mailbox: None,
            untold: false,
            chance: SmallRng::seed_from_u64(seed),
            asleep: false,
            given: Vec::new(),
            answered: Vec::new(),
        })))
    }

    /// Delivers everything; `false` when there was nothing to deliver.
    pub(in crate::app) fn settle(&self) -> bool {
        let mut post = self.0.borrow_mut();
        while post.turn() {}
        if post.untold {
            post.post();
        }
        post.mailbox.is_some()
    }

    /// Nothing is delivered until [`wake`](Delayed::wake).
    pub(in crate::app) fn sleep(&self) {
        self.0.borrow_mut().asleep = true;
    }

    /// Delivers again.
    pub(in crate::app) fn wake(&self) {
        self.0.borrow_mut().asleep = false;
    }

    /// The tickets of all orders, and those that were answered, as they came.
    pub(in crate::app) fn tickets(&self) -> (Vec<Ticket>, Vec<Ticket>) {
        let post = self.0.borrow();
        (post.given.clone(), post.answered.clone())
    }
}

impl Post {
    /// One letter is delivered: the next order, or what an errand brought. `false` when none is there.
    fn turn(&mut self) -> bool {
        let all = self.errands.len() + usize::from(!self.orders.is_empty());
        if all == 0 || self.asleep {
            return false;
        }
        let which = self.chance.random_range(0..all);
        if let Some(errand) = self.errands.get_mut(which) {
            if let Some(brought) = errand.pop_front() {
                self.desk.receive(brought);
            }
        } else if let Some((ticket, order)) = self.orders.pop_front() {
            self.desk.execute(ticket, order);
        }
        self.untold = true;
        self.errands.retain(|errand| !errand.is_empty());
        // A goal is reached before the next order, as when nothing is late.
        while self.desk.travels() {
            self.desk.work(Instant::now() + LONG);
        }
        self.desk.look_up();
        for errand in self.desk.errands() {
            let mut brought = VecDeque::new();
            errand.run(|piece| {
                brought.push_back(piece);
                true
            });
            self.errands.push(brought);
        }
        true
    }

    /// Puts into the mailbox what there is to tell.
    fn post(&mut self) {
        self.untold = false;
        let mail = self.desk.report();
        self.answered.extend(mail.answers.iter().map(|answer| answer.ticket));
        match self.mailbox.as_mut() {
            Some(older) => older.add(mail),
            None => self.mailbox = Some(mail),
        }
    }
}

impl Engine for Delayed {
    fn order(&mut self, ticket: Ticket, order: Order) {
        let mut post = self.0.borrow_mut();
        post.given.push(ticket);
        post.orders.push_back((ticket, order));
    }

    fn mail(&mut self) -> Option<Mail> {
        let mut post = self.0.borrow_mut();
        for _ in 0..post.chance.random_range(0..3) {
            if post.turn() && post.chance.random_bool(0.5) {
                post.post();
            }
        }
        if post.chance.random_bool(0.6) { post.mailbox.take() } else { None }
    }
}
