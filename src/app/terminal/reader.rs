//! The thread that reads what a person does: bytes of the terminal in, crossterm's events out.
//!
//! It stands where crossterm's own event source would stand, and can be put back there by replacing
//! [`start`]; see the [module above](super) for what it does better.

use super::mailbox::Mailbox;
use super::parser::Parser;
use super::watch::HUNG_UP;
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;
use rustix::stdio::stdin;
use std::io;
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

/// A person types fewer bytes at once than this …
const BULK: usize = 32;
/// … and slower than this; what comes thicker or faster is a paste that goes on.
const KEYSTROKE: Duration = Duration::from_millis(25);

/// Starts the thread.
///
/// # Errors
/// The system gives no thread.
pub(super) fn start(mailbox: &Arc<Mailbox>) -> io::Result<()> {
    let mailbox = Arc::clone(mailbox);
    thread::Builder::new().name("input".into()).spawn(move || read(&mailbox)).map(drop)
}

fn read(mailbox: &Mailbox) {
    let mut parser = Parser::new();
    let mut events = Vec::new();
    let mut bytes = vec![0; 64 * 1024];
    let mut last = Instant::now();
    let mut since = last;
    loop {
        let left =
            parser.patience().map(|patience| (since + patience).saturating_duration_since(Instant::now()));
        match read_within(left, &mut bytes) {
            Ok(Some(length)) => {
                let before = std::mem::replace(&mut last, Instant::now());
                // Keys that are typed after the end of a paste got lost do not keep it open.
                if !parser.pasting() || length >= BULK || last - before < KEYSTROKE {
                    since = last;
                }
                parser.feed(&bytes[..length], &mut events);
            }
            Ok(None) => parser.give_up(&mut events),
            Err(Errno::INTR | Errno::AGAIN) => {}
            Err(_) => return mailbox.note(|mail| mail.stop = Some(HUNG_UP)),
        }
        if let Some(told) = parser.background() {
            mailbox.note(|mail| mail.background = Some(told));
        }
        mailbox.deliver(&mut events);
    }
}

/// Reads what a person types; `None` when nothing came in time.
fn read_within(limit: Option<Duration>, bytes: &mut [u8]) -> Result<Option<usize>, Errno> {
    let limit = limit.and_then(|limit| Timespec::try_from(limit).ok());
    let terminal = stdin();
    if poll(&mut [PollFd::new(&terminal, PollFlags::IN)], limit.as_ref())? == 0 {
        return Ok(None);
    }
    match rustix::io::read(terminal, bytes)? {
        0 => Err(Errno::IO), // the end of a terminal: it is gone
        length => Ok(Some(length)),
    }
}
