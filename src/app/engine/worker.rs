//! The desk in a thread of its own, so that the screen always answers keys.

use super::Engine;
use crate::app::desk::{Brought, Desk};
use crate::app::order::{Mail, Order, Ticket};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

/// How long the desk works before it looks for orders again.
const SLICE: Duration = Duration::from_millis(1);

/// Least time between two pictures of a run; the screen shows up to 30 of them a second.
const FRAME: Duration = Duration::from_millis(16);
/// While files are read, how far that is is looked at so often.
const GLANCE: Duration = Duration::from_millis(100);

/// So many letters are read before the desk goes on with its own work.
const BATCH: usize = 256;

/// The desk in a thread of its own.
pub struct Worker {
    letters: Sender<Letter>,
    mailbox: Arc<Mutex<Option<Mail>>>,
}

/// What the thread receives.
enum Letter {
    /// An order of the screen.
    Order(Ticket, Order),
    /// What an errand has brought.
    Brought(Brought),
}

impl Worker {
    /// Starts the thread; `wake` is called whenever there is mail.
    #[must_use]
    pub fn start(desk: Desk, wake: impl Fn() + Send + 'static) -> Worker {
        let (letters, inbox) = channel();
        let mailbox = Arc::new(Mutex::new(None));
        let post =
            Post { desk, inbox, own: letters.clone(), mailbox: Arc::clone(&mailbox), wake: Box::new(wake) };
        thread::spawn(move || post.run());
        Worker { letters, mailbox }
    }
}

impl Engine for Worker {
    fn order(&mut self, ticket: Ticket, order: Order) {
        // The thread only ends with the program.
        let _ = self.letters.send(Letter::Order(ticket, order));
    }

    fn mail(&mut self) -> Option<Mail> {
        self.mailbox.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

/// The inside of the thread.
struct Post {
    desk: Desk,
    inbox: Receiver<Letter>,
    own: Sender<Letter>,
    mailbox: Arc<Mutex<Option<Mail>>>,
    wake: Box<dyn Fn() + Send>,
}

impl Post {
    fn run(mut self) {
        let mut shown = Instant::now();
        let mut changed = false;
        loop {
            let Ok(ordered) = self.receive(changed) else { return };
            changed |= self.desk.work(Instant::now() + SLICE);
            // Whoever reads keys or draws may wait for this very processor: a system lets a thread that never pauses have
            // it for milliseconds.
            thread::yield_now();
            for errand in self.desk.errands() {
                let own = self.own.clone();
                thread::spawn(move || errand.run(|brought| own.send(Letter::Brought(brought)).is_ok()));
            }
            if ordered || (changed && (!self.desk.busy() || shown.elapsed() >= FRAME)) {
                self.post();
                shown = Instant::now();
                changed = false;
            }
        }
    }

    /// Puts into the mailbox what there is to tell.
    fn post(&mut self) {
        let mail = self.desk.report();
        let mut waiting = self.mailbox.lock().unwrap_or_else(PoisonError::into_inner);
        match waiting.as_mut() {
            Some(older) => older.add(mail),
            None => *waiting = Some(mail),
        }
        drop(waiting);
        (self.wake)();
    }

    /// Hands the desk all letters that are there; waits for one when there is nothing to do.
    fn receive(&mut self, changed: bool) -> Result<bool, ()> {
        let first = if self.desk.busy() {
            let mut wait = self.desk.wait(Instant::now());
            if changed {
                wait = wait.min(FRAME);
            }
            match self.inbox.recv_timeout(wait) {
                Ok(letter) => letter,
                Err(RecvTimeoutError::Timeout) => return Ok(false),
                Err(RecvTimeoutError::Disconnected) => return Err(()),
            }
        } else if let Some(patience) = self.desk.opens().then_some(GLANCE).or(self.desk.patience()) {
            match self.inbox.recv_timeout(patience) {
                Ok(letter) => letter,
                Err(RecvTimeoutError::Timeout) => {
                    self.desk.look_up();
                    return Ok(true);
                }
                Err(RecvTimeoutError::Disconnected) => return Err(()),
            }
        } else {
            self.inbox.recv().map_err(|_| ())?
        };
        for letter in std::iter::once(first).chain(self.inbox.try_iter().take(BATCH)) {
            match letter {
                Letter::Order(ticket, order) => self.desk.execute(ticket, order),
                Letter::Brought(brought) => self.desk.receive(brought),
            }
        }
        Ok(true)
    }
}
