//! A thread that sleeps until a signal arrives or the terminal vanishes, and ends the program when the
//! event loop cannot.

use super::guard::Guard;
use super::mailbox::Mailbox;
use super::reader;
use rustix::event::{PollFd, PollFlags, poll};
use rustix::stdio::stdin;
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGWINCH, SIGXFSZ};
use signal_hook::iterator::backend::SignalDelivery;
use signal_hook::iterator::exfiltrator::SignalOnly;
use std::io;
use std::os::unix::net::UnixStream;
use std::sync::Arc;
use std::thread::{self, sleep};
use std::time::Duration;

/// How long the event loop has to end after a signal, until the program is ended for it.
const GRACE: Duration = Duration::from_millis(700);
/// The same after the terminal vanished: there is only saving left to do.
const GRACE_ALONE: Duration = Duration::from_millis(1500);
/// The exit code of a program whose terminal hung up, as shells count: 128 + SIGHUP.
pub(super) const HUNG_UP: i32 = 128 + SIGHUP;
/// Starts this thread and the one that reads.
///
/// # Errors
/// The system gives no thread, pipe or signal handler.
pub(super) fn start(guard: &Arc<Guard>, mailbox: &Arc<Mailbox>) -> io::Result<()> {
    let (read, write) = UnixStream::pair()?;
    let signals = [SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGTSTP, SIGCONT, SIGWINCH, SIGXFSZ];
    let signals = SignalDelivery::with_pipe(read, write, SignalOnly, signals)?;
    let (guard, mailbox) = (Arc::clone(guard), Arc::clone(mailbox));
    reader::start(&mailbox)?;
    thread::Builder::new().name("signals".into()).spawn(move || watch(signals, &guard, &mailbox)).map(drop)
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
