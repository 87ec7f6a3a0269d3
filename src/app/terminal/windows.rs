//! The terminal where there is no Unix: by crossterm, without signals and job control.

use super::event::{Button, Event, Key, KeyCode, Mouse, MouseKind};
use super::mailbox::Mailbox;
use crate::words::{Problem, text};
use ratatui::crossterm::event::{self as crossterm, DisableMouseCapture, EnableMouseCapture};
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

pub(super) fn window_size() -> (u16, u16) {
    size().unwrap_or((80, 24))
}

pub(super) fn start(_: &Arc<Guard>, mailbox: &Arc<Mailbox>) -> io::Result<()> {
    let mailbox = Arc::clone(mailbox);
    let read = move || {
        while let Ok(event) = crossterm::read() {
            match event {
                crossterm::Event::Resize(..) => mailbox.note(|mail| mail.resized = true),
                other => mailbox.deliver(&mut translated(other).into_iter().collect()),
            }
        }
        mailbox.note(|mail| mail.stop = Some(1));
    };
    thread::Builder::new().name("input".into()).spawn(read).map(drop)
}

fn translated(event: crossterm::Event) -> Option<Event> {
    match event {
        crossterm::Event::Key(key) if key.kind == crossterm::KeyEventKind::Press => {
            key_of(key).map(Event::Key)
        }
        crossterm::Event::Mouse(mouse) => Some(Event::Mouse(mouse_of(mouse))),
        crossterm::Event::Paste(text) => Some(Event::Paste(text)),
        crossterm::Event::FocusGained => Some(Event::FocusGained),
        crossterm::Event::FocusLost => Some(Event::FocusLost),
        _ => None,
    }
}

fn key_of(key: crossterm::KeyEvent) -> Option<Key> {
    use ratatui::crossterm::event::KeyCode as Code;
    let code = match key.code {
        Code::Char(character) => KeyCode::Char(character),
        Code::F(number) => KeyCode::Function(number),
        Code::Enter => KeyCode::Enter,
        Code::Esc => KeyCode::Esc,
        Code::Tab | Code::BackTab => KeyCode::Tab,
        Code::Backspace => KeyCode::Backspace,
        Code::Delete => KeyCode::Delete,
        Code::Insert => KeyCode::Insert,
        Code::Up => KeyCode::Up,
        Code::Down => KeyCode::Down,
        Code::Left => KeyCode::Left,
        Code::Right => KeyCode::Right,
        Code::Home => KeyCode::Home,
        Code::End => KeyCode::End,
        Code::PageUp => KeyCode::PageUp,
        Code::PageDown => KeyCode::PageDown,
        _ => return None,
    };
    let held = |modifier| key.modifiers.contains(modifier);
    let shift = held(crossterm::KeyModifiers::SHIFT) && !matches!(code, KeyCode::Char(_));
    let (ctrl, alt) = (held(crossterm::KeyModifiers::CONTROL), held(crossterm::KeyModifiers::ALT));
    Some(Key { code, ctrl, alt, shift })
}

fn mouse_of(mouse: crossterm::MouseEvent) -> Mouse {
    use ratatui::crossterm::event::MouseEventKind as Kind;
    let kind = match mouse.kind {
        Kind::Down(button) => MouseKind::Press(button_of(button)),
        Kind::Up(button) => MouseKind::Release(button_of(button)),
        Kind::Drag(button) => MouseKind::Drag(button_of(button)),
        Kind::Moved => MouseKind::Move,
        Kind::ScrollUp => MouseKind::WheelUp,
        Kind::ScrollDown => MouseKind::WheelDown,
        Kind::ScrollLeft => MouseKind::WheelLeft,
        Kind::ScrollRight => MouseKind::WheelRight,
    };
    let held = |modifier| mouse.modifiers.contains(modifier);
    Mouse {
        kind,
        column: mouse.column,
        row: mouse.row,
        ctrl: held(crossterm::KeyModifiers::CONTROL),
        alt: held(crossterm::KeyModifiers::ALT),
        shift: held(crossterm::KeyModifiers::SHIFT),
    }
}

fn button_of(button: crossterm::MouseButton) -> Button {
    match button {
        crossterm::MouseButton::Left => Button::Left,
        crossterm::MouseButton::Middle => Button::Middle,
        crossterm::MouseButton::Right => Button::Right,
    }
}
