//! Owning a terminal: everything about it, nothing about lessons.
//!
//! ```text
//! bytes ─ reader ─ parser ─ Event ┐
//! signals, hang-up ─ its thread ─┼─ mailbox ─ event loop ─ Program ─ screen ─ encoder ─ bytes
//! workers ─ Waker ───────────────┘                          └ guard: modes in, modes out
//! ```
//!
//! The program implements [`Program`]; [`Ready::run`] does the rest. Nothing runs at rest: all threads
//! sleep until the world moves. All that waits is handled before one frame is drawn, and a frame that
//! changes nothing sends nothing. However the program ends – key, error, panic in any thread, signal,
//! a frozen or vanished terminal – the terminal is given back as it was found.
//!
//! What happens is told in crossterm's words ([`Event`]) and what is asked of the terminal are crossterm's
//! commands. Only its event source is replaced, by `reader`: in crossterm 0.29 it spins when the terminal
//! vanishes, leaves the rest of a burst unread until the next key, and goes deaf when the end of a paste
//! is lost (crossterm issues 793, 1057 and 1060). Where there is no Unix, it has to do.

mod cadence;
mod capabilities;
mod clipboard;
mod encoder;
mod event_loop;
mod mailbox;
mod screen;
mod thrift;

#[cfg(unix)]
mod guard;
#[cfg(unix)]
mod parser;
#[cfg(unix)]
mod reader;
#[cfg(unix)]
mod sequence;
#[cfg(unix)]
mod watch;
#[cfg(not(unix))]
mod windows;

pub use crate::view::{Background, ColourDepth};
use capabilities::takes_title;
pub use capabilities::{background, colour_depth, environment, speaks_utf8};
pub use clipboard::Clipboard;
pub use mailbox::Waker;

#[cfg(unix)]
use guard::Guard;
#[cfg(unix)]
pub(super) use guard::window_size;
#[cfg(not(unix))]
pub(super) use windows::window_size;
#[cfg(not(unix))]
use windows::{self as watch, Guard};

use crate::words::Problem;
use mailbox::Mailbox;
use ratatui::crossterm::event::Event;
use screen::Screen;
use std::sync::Arc;
use std::time::Instant;

/// A full-screen program, as the event loop sees it.
pub trait Program {
    /// Something happened. The first event is always [`Event::Resize`]. Ctrl-Z and Ctrl-L never arrive:
    /// the loop suspends and repaints by itself. Ctrl-C is a key like any other.
    fn handle(&mut self, event: Event);

    /// The terminal told what its background is; only when [asked](Options::ask_background).
    fn background(&mut self, _: Background) {}

    /// A [`Waker`] was called, or [`deadline`](Program::deadline) has passed.
    fn wake(&mut self) {}

    /// When to be woken at the latest; `None` when nothing moves by itself. A deadline that has passed
    /// must be moved or removed by [`wake`](Program::wake).
    fn deadline(&self) -> Option<Instant> {
        None
    }

    /// Whether the picture would differ from the last one drawn.
    fn dirty(&self) -> bool;

    /// Draws the whole picture; after it [`dirty`](Program::dirty) is false.
    fn draw(&mut self, frame: &mut ratatui::Frame<'_>);

    /// Text for the clipboard, to be copied after this frame: by a program of this machine, else through the
    /// terminal (OSC 52; those that do not know it pass it over).
    fn clipboard(&mut self) -> Option<String> {
        None
    }

    /// What the window is called, where it has a title.
    fn title(&self) -> Option<String> {
        None
    }

    /// The exit code, once the program wants to end.
    fn exit(&self) -> Option<i32>;

    /// Keeps what has to outlive the program. Called once at every end but a panic, on the normal
    /// screen; after a signal there is half a second for it.
    fn save(&mut self) {}
}

/// What may be asked of a terminal.
#[derive(Debug, Clone, Copy)]
pub struct Options {
    /// Report clicks, drags and the wheel.
    pub mouse: bool,
    /// Ask for the background colour after the first frame, unless `COLORFGBG` tells it. The answer, if
    /// one comes, goes to [`Program::background`].
    pub ask_background: bool,
    /// More colours than this are never sent.
    pub depth: ColourDepth,
}

/// A terminal that can be taken, but has not been yet.
#[derive(Debug)]
pub struct Terminal {
    guard: Arc<Guard>,
    mailbox: Arc<Mailbox>,
    options: Options,
    clipboard: Clipboard,
}

impl Terminal {
    /// Looks whether there is a terminal. Changes nothing about it yet.
    ///
    /// # Errors
    /// A usage problem that names the headless command when standard input or output is no terminal, or
    /// `TERM` says it cannot move its cursor.
    pub fn open(options: Options) -> Result<Terminal, Problem> {
        let guard = Arc::new(Guard::new(options.mouse)?);
        let clipboard = Clipboard::find(environment, clipboard::on_path);
        Ok(Terminal { guard, mailbox: Arc::new(Mailbox::default()), options, clipboard })
    }

    /// The way from here into the learner's clipboard.
    #[must_use]
    pub fn clipboard(&self) -> Clipboard {
        self.clipboard
    }

    /// What wakes the program from other threads.
    #[must_use]
    pub fn waker(&self) -> Waker {
        Waker(Arc::clone(&self.mailbox))
    }

    /// Makes room for the pictures, which can be done while the program gets ready for its first.
    #[must_use]
    pub fn ready(self) -> Ready {
        let screen = Screen::new(Arc::clone(&self.guard), window_size(), self.options.depth);
        Ready { terminal: self, screen }
    }
}

/// A terminal that can be taken at once.
pub struct Ready {
    terminal: Terminal,
    screen: Screen,
}

impl Ready {
    /// Takes the terminal, runs the program until it wants to end or has to, and gives the terminal back.
    /// The result is the exit code: the program's own, 128 + n after signal n, 129 when the terminal
    /// vanished.
    ///
    /// # Errors
    /// The terminal cannot be taken.
    pub fn run(self, program: &mut impl Program) -> Result<i32, Problem> {
        event_loop::run(&self.terminal, self.screen, program)
    }
}
