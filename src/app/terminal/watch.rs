//! Two threads that sleep until the world moves: one reads input, the other waits for signals and for
//! the terminal to vanish, and ends the program when the event loop cannot.

use super::guard::Guard;
use super::mailbox::Mailbox;
use super::parser::Parser;
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;
use rustix::stdio::stdin;
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGWINCH, SIGXFSZ};
use signal_hook::iterator::backend::SignalDelivery;
use signal_hook::iterator::exfiltrator::SignalOnly;
use std::io;
use std::os::unix::net::UnixStream;
use std::sync::Arc;
use std::thread::{self, sleep};
use std::time::{Duration, Instant};

/// How long the event loop has to end after a signal, until the program is ended for it.
const GRACE: Duration = Duration::from_millis(700);
/// The same after the terminal vanished: there is only saving left to do.
const GRACE_ALONE: Duration = Duration::from_millis(1500);
/// The exit code of a program whose terminal hung up, as shells count: 128 + SIGHUP.
const HUNG_UP: i32 = 128 + SIGHUP;
/// A person types fewer bytes at once than this …
const BULK: usize = 32;
/// … and slower than this; what comes thicker or faster is a paste that goes on.
const KEYSTROKE: Duration = Duration::from_millis(25);

/// Starts both threads.
///
/// # Errors
/// The system gives no thread, pipe or signal handler.
pub(super) fn start(guard: &Arc<Guard>, mailbox: &Arc<Mailbox>) -> io::Result<()> {
    let (read, write) = UnixStream::pair()?;
    let signals = [SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGTSTP, SIGCONT, SIGWINCH, SIGXFSZ];
    let signals = SignalDelivery::with_pipe(read, write, SignalOnly, signals)?;
    let (guard, mailbox_of_input) = (Arc::clone(guard), Arc::clone(mailbox));
    let mailbox = Arc::clone(mailbox);
    thread::Builder::new().name("signals".into()).spawn(move || watch(signals, &guard, &mailbox))?;
    thread::Builder::new().name("input".into()).spawn(move || read_input(&mailbox_of_input))?;
    Ok(())
}

type Signals = SignalDelivery<UnixStream, SignalOnly>;

fn watch(mut signals: Signals, guard: &Guard, mailbox: &Mailbox) {
    loop {
        let gone = wait(&signals);
        for signal in signals.pending() {
            match signal {
                SIGWINCH => mailbox.note(|mail| mail.resized = true),
                SIGTSTP => mailbox.note(|mail| mail.suspend = true),
                SIGCONT => mailbox.note(|mail| mail.resumed = true),
                SIGHUP | SIGINT | SIGQUIT | SIGTERM => end(128 + signal, GRACE, guard, mailbox),
                _ => {} // SIGXFSZ: that the write to the file fails is enough
            }
        }
        if gone {
            end(HUNG_UP, GRACE_ALONE, guard, mailbox);
        }
    }
}

/// Sleeps until a signal arrives; whether the terminal is gone.
fn wait(signals: &Signals) -> bool {
    let terminal = stdin();
    let mut both =
        [PollFd::new(signals.get_read(), PollFlags::IN), PollFd::new(&terminal, PollFlags::empty())];
    match poll(&mut both, None) {
        Ok(_) => both[1].revents().intersects(PollFlags::HUP | PollFlags::ERR),
        Err(_) => false,
    }
}

/// Asks the event loop to end, and ends the program if it does not.
fn end(code: i32, grace: Duration, guard: &Guard, mailbox: &Mailbox) {
    mailbox.note(|mail| mail.stop = Some(code));
    sleep(grace);
    guard.abandon();
    std::process::exit(code);
}

fn read_input(mailbox: &Mailbox) {
    let mut parser = Parser::new();
    let mut events = Vec::new();
    let mut bytes = vec![0; 64 * 1024];
    let mut read = Instant::now();
    let mut since = read;
    loop {
        let left =
            parser.patience().map(|patience| (since + patience).saturating_duration_since(Instant::now()));
        match read_within(left, &mut bytes) {
            Ok(Some(length)) => {
                let before = std::mem::replace(&mut read, Instant::now());
                // Keys that are typed after the end of a paste got lost do not keep it open.
                if !parser.pasting() || length >= BULK || read - before < KEYSTROKE {
                    since = read;
                }
                parser.feed(&bytes[..length], &mut events);
            }
            Ok(None) => parser.give_up(&mut events),
            Err(Errno::INTR | Errno::AGAIN) => {}
            Err(_) => return mailbox.note(|mail| mail.stop = Some(HUNG_UP)),
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
