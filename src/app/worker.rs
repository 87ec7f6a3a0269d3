//! The desk in a thread of its own, so that the screen always answers keys.

use super::desk::Desk;
use super::order::{Mail, Order};
use crate::lab::Job;
use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

/// How long the desk works before it looks for orders again.
const SLICE: Duration = Duration::from_millis(5);

/// Least time between two pictures of a run; the screen shows up to 30 of them a second.
const FRAME: Duration = Duration::from_millis(16);

/// Something that obeys orders and brings mail: a thread, or for tests and single pictures the desk
/// itself.
pub trait Engine {
    /// Hands over an order.
    fn order(&mut self, order: Order);
    /// Mail that came since the last time.
    fn mail(&mut self) -> Option<Mail>;
}

/// The desk in a thread of its own.
pub struct Worker {
    orders: Sender<Order>,
    mailbox: Arc<Mutex<Option<Mail>>>,
}

impl Worker {
    /// Starts the thread; `wake` is called whenever there is mail.
    #[must_use]
    pub fn start(desk: Desk, wake: impl Fn() + Send + 'static) -> Worker {
        let (orders, inbox) = channel();
        let mailbox = Arc::new(Mutex::new(None));
        let post =
            Post { desk, inbox, own: orders.clone(), mailbox: Arc::clone(&mailbox), wake: Box::new(wake) };
        thread::spawn(move || post.run());
        Worker { orders, mailbox }
    }
}

impl Engine for Worker {
    fn order(&mut self, order: Order) {
        // The thread only ends with the program.
        let _ = self.orders.send(order);
    }

    fn mail(&mut self) -> Option<Mail> {
        self.mailbox.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

/// The inside of the thread.
struct Post {
    desk: Desk,
    inbox: Receiver<Order>,
    own: Sender<Order>,
    mailbox: Arc<Mutex<Option<Mail>>>,
    wake: Box<dyn Fn() + Send>,
}

impl Post {
    fn run(mut self) {
        let mut stops: HashMap<String, Arc<AtomicBool>> = HashMap::new();
        let mut shown = Instant::now();
        let mut changed = false;
        loop {
            let Ok(ordered) = self.receive(changed) else { return };
            changed |= self.desk.work(Instant::now() + SLICE);
            let (stopped, jobs) = self.desk.jobs();
            for name in stopped {
                if let Some(stop) = stops.remove(&name) {
                    stop.store(true, Ordering::Relaxed);
                }
            }
            for job in jobs {
                stops.insert(job.name.clone(), run_job(job, self.own.clone()));
            }
            if ordered || (changed && (!self.desk.busy() || shown.elapsed() >= FRAME)) {
                let mail = self.desk.report();
                let mut waiting = self.mailbox.lock().unwrap_or_else(PoisonError::into_inner);
                match waiting.as_mut() {
                    Some(older) => older.add(mail),
                    None => *waiting = Some(mail),
                }
                drop(waiting);
                (self.wake)();
                shown = Instant::now();
                changed = false;
            }
        }
    }

    /// Takes all orders that are there; waits for one when there is nothing to do.
    fn receive(&mut self, changed: bool) -> Result<bool, ()> {
        let first = if self.desk.busy() {
            let mut wait = self.desk.wait(Instant::now());
            if changed {
                wait = wait.min(FRAME);
            }
            match self.inbox.recv_timeout(wait) {
                Ok(order) => order,
                Err(RecvTimeoutError::Timeout) => return Ok(false),
                Err(RecvTimeoutError::Disconnected) => return Err(()),
            }
        } else if let Some(patience) = self.desk.patience() {
            match self.inbox.recv_timeout(patience) {
                Ok(order) => order,
                Err(RecvTimeoutError::Timeout) => {
                    self.desk.settle();
                    return Ok(true);
                }
                Err(RecvTimeoutError::Disconnected) => return Err(()),
            }
        } else {
            self.inbox.recv().map_err(|_| ())?
        };
        let mut orders = vec![first];
        orders.extend(self.inbox.try_iter().take(256));
        // Of several lessons asked for in a row only the last is opened.
        let last_open = orders.iter().rposition(|order| matches!(order, Order::Open { .. })).unwrap_or(0);
        for order in orders.drain(..).skip(last_open) {
            self.desk.obey(order);
        }
        Ok(true)
    }
}

/// Runs a job in a thread of its own until it is done or told to stop.
fn run_job(job: Job, found: Sender<Order>) -> Arc<AtomicBool> {
    let stop = Arc::new(AtomicBool::new(false));
    let stopped = Arc::clone(&stop);
    thread::spawn(move || {
        let Job { name, rows, .. } = job;
        for row in rows {
            if stopped.load(Ordering::Relaxed) || found.send(Order::Found { job: name.clone(), row }).is_err()
            {
                return;
            }
        }
    });
    stop
}

/// The desk itself, which does everything at once: for tests and single pictures.
pub struct Inline(Desk);

impl Inline {
    /// A desk that finishes every order before it returns.
    #[must_use]
    pub fn new(desk: Desk) -> Inline {
        Inline(desk)
    }

    /// Lets `frames` of a run go by.
    pub fn tick(&mut self, frames: u32) {
        for _ in 0..frames {
            thread::sleep(self.0.wait(Instant::now()).min(FRAME));
            self.0.work(Instant::now() + SLICE);
        }
    }
}

impl Engine for Inline {
    fn order(&mut self, order: Order) {
        let runs = order == Order::Run;
        self.0.obey(order);
        while !runs && self.0.busy() {
            self.0.work(Instant::now() + SLICE);
        }
        let (_, jobs) = self.0.jobs();
        for Job { name, rows, .. } in jobs {
            for row in rows {
                self.0.obey(Order::Found { job: name.clone(), row });
            }
        }
        if self.0.patience().is_some() {
            self.0.settle();
        }
    }

    fn mail(&mut self) -> Option<Mail> {
        Some(self.0.report())
    }
}
