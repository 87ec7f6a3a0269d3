//! The terminal where there is no Unix: by crossterm, without signals and job control.

use super::mailbox::Mailbox;
use crate::words::{Problem, text};
use ratatui::crossterm::event::{self, DisableMouseCapture, EnableMouseCapture, Event};
use ratatui::crossterm::terminal::{disable_raw_mode, enable_raw_mode, size};
use ratatui::crossterm::{cursor, execute, terminal};
use std::io::{self, IsTerminal as _, Write as _, stdin, stdout};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

/// Owns raw mode, the alternate screen and mouse reporting.
#[derive(Debug)]
pub(super) struct Guard {
    mouse: bool,
    inside: AtomicBool,
}

impl Guard {
    pub(super) fn new(mouse: bool) -> Result<Guard, Problem> {
        if stdin().is_terminal() && stdout().is_terminal() {
            return Ok(Guard { mouse, inside: AtomicBool::new(false) });
        }
        Err(Problem::usage(text(
            "The full-screen lab needs a terminal. `nnlab run LESSON` prints the numbers without one.",
            "全屏实验室需要终端。`nnlab run 课程` 不需要终端，直接打印数值。",
        )))
    }

    pub(super) fn enter(&self) -> io::Result<()> {
        enable_raw_mode()?;
        self.inside.store(true, Ordering::SeqCst);
        execute!(stdout(), terminal::EnterAlternateScreen, cursor::Hide)?;
        if self.mouse { execute!(stdout(), EnableMouseCapture) } else { Ok(()) }
    }

    pub(super) fn write(&self, bytes: &[u8]) -> io::Result<()> {
        if self.inside.load(Ordering::SeqCst) {
            stdout().write_all(bytes)?;
        }
        stdout().flush()
    }

    pub(super) fn leave(&self) {
        if self.inside.swap(false, Ordering::SeqCst) {
            let _ = execute!(stdout(), DisableMouseCapture, terminal::LeaveAlternateScreen, cursor::Show);
            let _ = disable_raw_mode();
        }
    }

    pub(super) fn suspend(&self) -> bool {
        false
    }
}

pub(in crate::app) fn window_size() -> (u16, u16) {
    size().unwrap_or((80, 24))
}

pub(super) fn start(_: &Arc<Guard>, mailbox: &Arc<Mailbox>) -> io::Result<()> {
    let mailbox = Arc::clone(mailbox);
    let read = move || {
        while let Ok(event) = event::read() {
            match event {
                Event::Resize(..) => mailbox.note(|mail| mail.resized = true),
                Event::Key(key) if !key.is_press() => {}
                other => mailbox.deliver(&mut vec![other]),
            }
        }
        mailbox.note(|mail| mail.stop = Some(1));
    };
    thread::Builder::new().name("input".into()).spawn(read).map(drop)
}
