//! The terminal is borrowed: everything that is changed about it is changed here, and given back here.

use super::{environment, takes_title};
use crate::words::{Problem, Text};
use ratatui::crossterm::cursor::{Hide, Show};
use ratatui::crossterm::event::{DisableBracketedPaste, EnableBracketedPaste};
use ratatui::crossterm::style::ResetColor;
use ratatui::crossterm::terminal::{
    DisableLineWrap, EnableLineWrap, EndSynchronizedUpdate, EnterAlternateScreen, LeaveAlternateScreen,
};
use ratatui::crossterm::{Command, queue};
use rustix::event::{PollFd, PollFlags, poll};
use rustix::fs::{OFlags, fcntl_getfl, fcntl_setfl};
use rustix::io::Errno;
use rustix::process::{Signal, getpid, getsid, kill_current_process_group};
use rustix::stdio::{stdin, stdout};
use rustix::termios::{
    OptionalActions, QueueSelector, Termios, isatty, tcflush, tcgetattr, tcgetwinsize, tcsetattr,
};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError, TryLockError};
use std::time::{Duration, Instant};
use std::{fmt, io};

/// xterm's way to put the title of the window aside, and to bring it back.
const TITLE_ASIDE: &[u8] = b"\x1b[22;2t";
const TITLE_BACK: &[u8] = b"\x1b[23;2t";

/// Alternate screen, cursor hidden, lines do not wrap, pastes are marked, plain colours.
fn taking(mouse: bool, title: bool) -> Vec<u8> {
    let mut bytes = if title { TITLE_ASIDE.to_vec() } else { Vec::new() };
    // Writing to memory does not fail.
    let _ = queue!(bytes, EnterAlternateScreen, Hide, DisableLineWrap, EnableBracketedPaste, ResetColor);
    if mouse {
        let _ = queue!(bytes, ReportMouse(true));
    }
    bytes
}

/// All of it back, and the end of a frame that may have been cut short. The normal screen brings back the
/// colours that it was left with, so they are reset on either side.
fn giving_back(title: bool) -> Vec<u8> {
    let mut bytes = Vec::new();
    // Writing to memory does not fail.
    let _ = queue!(bytes, EndSynchronizedUpdate, ResetColor, ReportMouse(false), DisableBracketedPaste);
    let _ = queue!(bytes, EnableLineWrap, LeaveAlternateScreen, Show, ResetColor);
    bytes.extend(if title { TITLE_BACK } else { &[] });
    bytes
}

/// Whether buttons, wheel and dragging are reported, in SGR form. crossterm's own command asks for every
/// movement as well.
struct ReportMouse(bool);

impl Command for ReportMouse {
    fn write_ansi(&self, out: &mut impl fmt::Write) -> fmt::Result {
        out.write_str(match self.0 {
            true => "\x1b[?1000h\x1b[?1002h\x1b[?1006h",
            false => "\x1b[?1006l\x1b[?1002l\x1b[?1000l",
        })
    }
}

/// How long leaving waits for a frame that is being written.
const PATIENCE: Duration = Duration::from_millis(400);

/// Owns raw mode, the alternate screen and all reporting modes. Leaving is idempotent and may be
/// done from any thread: at a normal end, after an error or a panic, on a signal, before a stop.
#[derive(Debug)]
pub(super) struct Guard {
    /// The line settings as they were found.
    before: Mutex<Termios>,
    mouse: bool,
    /// The window has a title.
    title: bool,
    /// The screen is ours to draw on.
    inside: AtomicBool,
    /// Nothing is left to give back.
    restored: AtomicBool,
    /// Held by whoever writes.
    turn: Mutex<()>,
}

impl Guard {
    /// Looks whether there is a terminal to work with. Changes nothing yet.
    ///
    /// # Errors
    /// A sentence that names the headless command when there is none.
    pub(super) fn new(mouse: bool) -> Result<Guard, Problem> {
        if !isatty(stdin()) {
            return Err(no_terminal("standard input is not one", "标准输入不是终端"));
        }
        if !isatty(stdout()) {
            return Err(no_terminal("standard output is not one", "标准输出不是终端"));
        }
        let term = std::env::var_os("TERM").unwrap_or_default();
        if term.is_empty() {
            return Err(no_terminal("TERM is not set", "没有设置 TERM"));
        }
        if term == "dumb" {
            return Err(no_terminal("TERM is \"dumb\"", "TERM 是 \"dumb\""));
        }
        let before =
            tcgetattr(stdin()).map_err(|_| no_terminal("its settings cannot be read", "无法读取它的设置"))?;
        Ok(Guard {
            before: Mutex::new(before),
            mouse,
            title: takes_title(environment),
            inside: AtomicBool::new(false),
            restored: AtomicBool::new(true),
            turn: Mutex::new(()),
        })
    }

    /// Takes the screen. Also right when the terminal was not given back before a stop.
    ///
    /// # Errors
    /// The terminal is gone, or belongs to another job.
    pub(super) fn enter(&self) -> io::Result<()> {
        let _turn = lock(&self.turn);
        let mut settings = lock(&self.before);
        if self.restored.load(Ordering::SeqCst) {
            *settings = tcgetattr(stdin())?;
        }
        let mut raw = settings.clone();
        raw.make_raw();
        tcsetattr(stdin(), OptionalActions::Now, &raw)?;
        drop(settings);
        self.restored.store(false, Ordering::SeqCst);
        self.inside.store(true, Ordering::SeqCst);
        self.send(&taking(self.mouse, self.title))
    }

    /// Writes to the screen in one piece. Nothing is written once the screen is no longer ours.
    ///
    /// # Errors
    /// The terminal is gone.
    pub(super) fn write(&self, bytes: &[u8]) -> io::Result<()> {
        let _turn = lock(&self.turn);
        self.send(bytes)
    }

    fn send(&self, mut bytes: &[u8]) -> io::Result<()> {
        while !bytes.is_empty() && self.inside.load(Ordering::SeqCst) {
            match rustix::io::write(stdout(), bytes) {
                Ok(written) => bytes = &bytes[written..],
                Err(Errno::INTR) => {}
                Err(Errno::AGAIN) => {
                    poll(&mut [PollFd::new(&stdout(), PollFlags::OUT)], None)?;
                }
                Err(error) => return Err(error.into()),
            }
        }
        Ok(())
    }

    /// Gives the terminal back, exactly as it was found.
    pub(super) fn leave(&self) {
        self.inside.store(false, Ordering::SeqCst);
        let Some(_turn) = self.turn_within(PATIENCE) else {
            return self.abandon();
        };
        if self.restored.load(Ordering::SeqCst) {
            return;
        }
        let bytes = giving_back(self.title);
        let mut bytes = &bytes[..];
        while !bytes.is_empty() {
            match rustix::io::write(stdout(), bytes) {
                Ok(written) => bytes = &bytes[written..],
                Err(Errno::INTR) => {}
                Err(_) => return self.abandon(),
            }
        }
        // Mouse reports still on their way are not meant for the shell.
        let _ = tcflush(stdin(), QueueSelector::IFlush);
        self.restore_settings();
    }

    /// Gives the terminal back and stops, with everything that was started together, until the shell
    /// continues it (SIGCONT). `false`: there is no shell that could, so nothing was done.
    pub(super) fn suspend(&self) -> bool {
        if getsid(None).is_ok_and(|session| session == getpid()) {
            return false;
        }
        self.leave();
        // SIGTSTP would do nothing in a group without a parent in its session.
        kill_current_process_group(Signal::STOP).is_ok()
    }

    /// Gives the terminal back although it may not take any output (Ctrl-S, a dead connection): what
    /// waits to be shown is thrown away, and nothing here blocks.
    pub(super) fn abandon(&self) {
        self.inside.store(false, Ordering::SeqCst);
        if self.restored.load(Ordering::SeqCst) {
            return;
        }
        let flags = fcntl_getfl(stdout()).unwrap_or(OFlags::empty());
        let _ = fcntl_setfl(stdout(), flags | OFlags::NONBLOCK);
        let bytes = giving_back(self.title);
        for _ in 0..10 {
            // A frame stuck in `write` comes back now, and lets go of the line.
            let _ = tcflush(stdout(), QueueSelector::OFlush);
            match rustix::io::write(stdout(), &bytes) {
                Err(Errno::AGAIN | Errno::INTR) => std::thread::sleep(Duration::from_millis(5)),
                _ => break,
            }
        }
        self.restore_settings();
        let _ = fcntl_setfl(stdout(), flags);
    }

    fn restore_settings(&self) {
        let _ = tcsetattr(stdin(), OptionalActions::Now, &lock(&self.before));
        self.restored.store(true, Ordering::SeqCst);
    }

    fn turn_within(&self, limit: Duration) -> Option<MutexGuard<'_, ()>> {
        let end = Instant::now() + limit;
        loop {
            match self.turn.try_lock() {
                Ok(turn) => return Some(turn),
                Err(TryLockError::Poisoned(turn)) => return Some(turn.into_inner()),
                Err(TryLockError::WouldBlock) if Instant::now() < end => {
                    std::thread::sleep(Duration::from_millis(2));
                }
                Err(TryLockError::WouldBlock) => return None,
            }
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn no_terminal(why_en: &str, why_zh: &str) -> Problem {
    Problem::usage(Text {
        en: format!("The full-screen lab needs a terminal, but {why_en}. `nnlab run LESSON` prints the numbers without one.").into(),
        zh: format!("全屏实验室需要终端，但{why_zh}。`nnlab run 课程` 不需要终端，直接打印数值。").into(),
    })
}

/// Columns and rows of the window, 80×24 where the terminal does not know. A size that no window has
/// is cut, because every cell costs memory.
pub(in crate::app) fn window_size() -> (u16, u16) {
    let (columns, rows) = tcgetwinsize(stdout()).map_or((0, 0), |size| (size.ws_col, size.ws_row));
    let or = |value: u16, unknown: u16, most: u16| if value == 0 { unknown } else { value.min(most) };
    (or(columns, 80, 1000), or(rows, 24, 500))
}
