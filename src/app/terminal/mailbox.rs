//! The one place where the event loop waits: input, signals and finished work all arrive here.

use crate::view::Background;
use ratatui::crossterm::event::{Event, MouseEventKind};
use std::collections::VecDeque;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

/// So many events may wait; then reading pauses, so that memory stays bounded under any flood.
const ROOM: usize = 1024;

/// What has arrived since the loop last looked.
#[derive(Debug, Default)]
pub(super) struct Mail {
    /// Input, in order.
    pub(super) input: VecDeque<Event>,
    /// The terminal told what its background is.
    pub(super) background: Option<Background>,
    /// A [`Waker`] was called.
    pub(super) woken: bool,
    /// The window changed its size.
    pub(super) resized: bool,
    /// Someone asks the program to stop for a while (SIGTSTP).
    pub(super) suspend: bool,
    /// The program runs again after a stop (SIGCONT).
    pub(super) resumed: bool,
    /// The program has to end, with this exit code.
    pub(super) stop: Option<i32>,
}

impl Mail {
    fn is_empty(&self) -> bool {
        self.input.is_empty()
            && !(self.woken || self.resized || self.suspend || self.resumed)
            && self.background.is_none()
            && self.stop.is_none()
    }
}

/// The mail of the event loop, shared by all threads.
#[derive(Debug, Default)]
pub(super) struct Mailbox {
    mail: Mutex<Mail>,
    arrived: Condvar,
    emptied: Condvar,
}

impl Mailbox {
    /// Takes everything that has arrived; waits for something, at most until `limit`.
    pub(super) fn wait(&self, limit: Option<Instant>) -> Mail {
        let mut mail = self.lock();
        while mail.is_empty() {
            let Some(limit) = limit else {
                mail = self.arrived.wait(mail).unwrap_or_else(PoisonError::into_inner);
                continue;
            };
            let left = limit.saturating_duration_since(Instant::now());
            if left.is_zero() {
                break;
            }
            mail = self.arrived.wait_timeout(mail, left).unwrap_or_else(PoisonError::into_inner).0;
        }
        self.emptied.notify_all();
        std::mem::take(&mut mail)
    }

    /// Leaves a note other than input.
    pub(super) fn note(&self, write: impl FnOnce(&mut Mail)) {
        write(&mut self.lock());
        self.arrived.notify_one();
    }

    /// Delivers input in order; waits while too much of it lies there.
    pub(super) fn deliver(&self, events: &mut Vec<Event>) {
        if events.is_empty() {
            return;
        }
        let mut mail = self.lock();
        for event in events.drain(..) {
            if let Some(last) = mail.input.back_mut().filter(|last| supersedes(&event, last)) {
                *last = event;
                continue;
            }
            while mail.input.len() >= ROOM {
                self.arrived.notify_one();
                mail = self.emptied.wait(mail).unwrap_or_else(PoisonError::into_inner);
            }
            mail.input.push_back(event);
        }
        drop(mail);
        self.arrived.notify_one();
    }

    fn lock(&self) -> MutexGuard<'_, Mail> {
        self.mail.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Of the way of a pointer with no button down only the last position matters; with a button down it may draw.
fn supersedes(new: &Event, old: &Event) -> bool {
    match (new, old) {
        (Event::Mouse(new), Event::Mouse(old)) => [new.kind, old.kind] == [MouseEventKind::Moved; 2],
        _ => false,
    }
}

/// Wakes the event loop from any thread: "there is something new to show".
#[derive(Debug, Clone)]
pub struct Waker(pub(super) Arc<Mailbox>);

impl Waker {
    /// Has [`Program::wake`](super::Program::wake) called soon. Cheap; many calls at once count as one.
    pub fn wake(&self) {
        self.0.note(|mail| mail.woken = true);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ratatui::crossterm::event::{KeyCode, KeyModifiers, MouseButton, MouseEvent};
    use std::time::Duration;

    fn mouse(kind: MouseEventKind, column: u16) -> Event {
        Event::Mouse(MouseEvent { kind, column, row: 0, modifiers: KeyModifiers::NONE })
    }

    #[test]
    fn only_the_last_place_of_a_moving_pointer_is_kept() {
        let mailbox = Mailbox::default();
        let drag = MouseEventKind::Drag(MouseButton::Left);
        mailbox.deliver(&mut vec![
            mouse(MouseEventKind::Moved, 1),
            mouse(MouseEventKind::Moved, 2),
            mouse(drag, 3),
        ]);
        mailbox.deliver(&mut vec![
            mouse(drag, 4),
            mouse(MouseEventKind::ScrollUp, 5),
            mouse(MouseEventKind::ScrollUp, 5),
        ]);
        let input = Vec::from(mailbox.wait(None).input);
        let wheel = mouse(MouseEventKind::ScrollUp, 5);
        let wanted = [mouse(MouseEventKind::Moved, 2), mouse(drag, 3), mouse(drag, 4), wheel.clone(), wheel];
        assert_eq!(input, wanted, "a drag may be a stroke: all of it counts");
    }

    #[test]
    fn input_is_bounded_and_arrives_in_order() {
        let mailbox = Arc::new(Mailbox::default());
        let sender = Arc::clone(&mailbox);
        let typed: Vec<Event> = (0..10 * ROOM)
            .map(|i| Event::Key(KeyCode::Char(char::from(b'a' + (i % 26) as u8)).into()))
            .collect();
        let sent = typed.clone();
        let thread = std::thread::spawn(move || sender.deliver(&mut sent.clone()));
        let mut received = Vec::new();
        while received.len() < typed.len() {
            let mail = mailbox.wait(Some(Instant::now() + Duration::from_secs(5)));
            assert!(!mail.input.is_empty() && mail.input.len() <= ROOM);
            received.extend(mail.input);
        }
        assert_eq!(received, typed);
        thread.join().expect("the sender does not panic");
    }

    #[test]
    fn waiting_ends_with_a_note_or_in_time() {
        let mailbox = Arc::new(Mailbox::default());
        Waker(Arc::clone(&mailbox)).wake();
        assert!(mailbox.wait(None).woken);
        let mail = mailbox.wait(Some(Instant::now() + Duration::from_millis(5)));
        assert!(mail.is_empty());
    }
}
