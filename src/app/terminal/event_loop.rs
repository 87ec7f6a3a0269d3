//! The loop: wait, handle everything that waits, draw once.

use super::cadence::Cadence;
use super::screen::Screen;
use super::{Program, Terminal, background, environment, takes_title, watch, window_size};
use crate::say;
use crate::words::{Problem, printable};
use base64::Engine as _;
use ratatui::crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};
use std::io;
use std::sync::Arc;
use std::time::Instant;

/// The exit code after the terminal vanished: 128 + SIGHUP.
const HUNG_UP: i32 = 129;
/// xterm's OSC 11: which colour is the background?
const ASK_BACKGROUND: &[u8] = b"\x1b]11;?\x1b\\";

/// Runs a program on a terminal; see [`Ready::run`](super::Ready::run).
pub(super) fn run(terminal: &Terminal, screen: Screen, program: &mut impl Program) -> Result<i32, Problem> {
    restore_on_panic(terminal);
    let failed = |error: io::Error| {
        Problem::run(say!("The terminal cannot be used: {error}.", "无法使用终端：{error}。"))
    };
    watch::start(&terminal.guard, &terminal.mailbox).map_err(failed)?;
    terminal.guard.enter().map_err(failed)?;
    let code = Loop::new(terminal, screen, program).run();
    terminal.guard.leave();
    program.save();
    Ok(code)
}

/// A panic, in whatever thread, gives the terminal back, is told on the normal screen, and ends the
/// program with code 101.
fn restore_on_panic(terminal: &Terminal) {
    let guard = Arc::clone(&terminal.guard);
    let tell = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        guard.leave();
        tell(panic);
        std::process::exit(101);
    }));
}

const fn control(letter: char) -> KeyEvent {
    KeyEvent::new(KeyCode::Char(letter), KeyModifiers::CONTROL)
}

struct Loop<'a, P> {
    terminal: &'a Terminal,
    program: &'a mut P,
    screen: Screen,
    /// The picture has to be sent even if the program did not change it.
    stale: bool,
    /// The terminal has been given back until the shell continues us.
    suspended: bool,
    cadence: Cadence,
    /// What the window is called by now.
    title: Option<String>,
    asked_background: bool,
    awaiting_background: bool,
}

impl<'a, P: Program> Loop<'a, P> {
    fn new(terminal: &'a Terminal, mut screen: Screen, program: &'a mut P) -> Loop<'a, P> {
        let (columns, rows) = window_size();
        program.handle(Event::Resize(columns, rows));
        screen.repaint((columns, rows));
        Loop {
            terminal,
            program,
            screen,
            stale: true,
            suspended: false,
            cadence: Cadence::new(Instant::now()),
            title: None,
            asked_background: false,
            awaiting_background: false,
        }
    }

    fn run(&mut self) -> i32 {
        loop {
            match self.turn() {
                Ok(None) => {}
                Ok(Some(code)) => return code,
                Err(_) => return HUNG_UP, // the only thing that fails is writing to the terminal
            }
        }
    }

    /// One round; the exit code when it was the last one.
    fn turn(&mut self) -> io::Result<Option<i32>> {
        if let Some(code) = self.program.exit() {
            return Ok(Some(code));
        }
        let due = self.draw_if_due()?;
        let limit = [due, self.program.deadline()].into_iter().flatten().min();
        let mail = self.terminal.mailbox.wait(limit.filter(|_| !self.suspended));
        if mail.stop.is_some() {
            return Ok(mail.stop);
        }
        if mail.resumed {
            self.resume()?;
        }
        if mail.resized {
            self.cadence.act(Instant::now());
            self.repaint();
        }
        if mail.woken || self.program.deadline().is_some_and(|deadline| deadline <= Instant::now()) {
            self.program.wake();
        }
        // An answer that nobody asked for is noise.
        if let Some(told) = mail.background.filter(|_| std::mem::take(&mut self.awaiting_background)) {
            self.program.background(told);
        }
        for event in mail.input {
            if self.suspended || self.program.exit().is_some() {
                break;
            }
            self.handle(event);
        }
        if mail.suspend {
            self.suspend();
        }
        Ok(None)
    }

    /// Draws if there is something new and the last frame is long enough ago; otherwise tells when it is.
    fn draw_if_due(&mut self) -> io::Result<Option<Instant>> {
        if self.suspended {
            return Ok(None);
        }
        let now = Instant::now();
        let fresh = self.stale || self.program.dirty();
        let due = match (fresh, self.screen.waiting()) {
            (true, _) => self.cadence.due(now),
            (false, true) => self.cadence.rest(now),
            (false, false) => return Ok(None),
        };
        if due.is_some() {
            return Ok(due);
        }
        self.stale = false;
        let moving = fresh && !self.cadence.acting(now);
        let sent = self.screen.draw(moving, |frame| self.program.draw(frame))?;
        self.cadence.drawn(now, sent);
        if let Some(words) = self.program.clipboard()
            && !self.terminal.clipboard.fill(&words)
        {
            let words = base64::engine::general_purpose::STANDARD.encode(words);
            self.terminal.guard.write(format!("\x1b]52;c;{words}\x1b\\").as_bytes())?;
        }
        self.name_window()?;
        if !std::mem::replace(&mut self.asked_background, true) {
            self.ask_background()?;
        }
        // What this frame held back is sent when the picture has come to rest, even if nothing happens any more.
        Ok(self.screen.waiting().then(|| self.cadence.rest(now).unwrap_or(now)))
    }

    /// Gives the window its title, where that is news.
    fn name_window(&mut self) -> io::Result<()> {
        let title = self.program.title().filter(|_| takes_title(environment));
        if title == self.title {
            return Ok(());
        }
        let words = printable(title.as_deref().unwrap_or_default());
        self.title = title;
        self.terminal.guard.write(format!("\x1b]2;{words}\x1b\\").as_bytes())
    }

    fn ask_background(&mut self) -> io::Result<()> {
        let console = environment("TERM").is_some_and(|term| term == "linux");
        if !self.terminal.options.ask_background || console {
            return Ok(());
        }
        if let Some(background) = background(environment) {
            self.program.background(background);
            return Ok(());
        }
        self.awaiting_background = true;
        self.terminal.guard.write(ASK_BACKGROUND)
    }

    fn handle(&mut self, event: Event) {
        match event {
            Event::Key(key) if key == control('z') => self.suspend(),
            Event::Key(key) if key == control('l') => self.repaint(),
            other => {
                self.cadence.act(Instant::now());
                self.program.handle(other);
            }
        }
    }

    /// The screen may show anything now: sends the next frame whole, in the window's present size.
    fn repaint(&mut self) {
        let size = window_size();
        self.screen.repaint(size);
        self.stale = true;
        self.program.handle(Event::Resize(size.0, size.1));
    }

    fn suspend(&mut self) {
        self.suspended = self.suspended || self.terminal.guard.suspend();
    }

    fn resume(&mut self) -> io::Result<()> {
        self.terminal.guard.enter()?;
        (self.suspended, self.title) = (false, None);
        self.repaint();
        Ok(())
    }
}
