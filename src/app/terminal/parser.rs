//! From the bytes that a terminal sends to crossterm's [`Event`]s.
//!
//! The parser never fails: what it does not know (replies of the terminal, broken sequences, bytes that
//! are not UTF-8) is dropped, and the next key is understood again. How the bytes were cut into pieces
//! does not matter. Three things cannot be told by bytes alone and need a clock: Escape alone is also
//! the first byte of a sequence, and a sequence or a paste whose end got lost must not swallow what is
//! typed later. [`Parser::patience`] says how long to wait for more bytes before [`Parser::give_up`].
//!
//! Spellings: xterm's "Control Sequences" (CSI, SS3, SGR mouse, bracketed paste, focus, modifyOtherKeys),
//! kitty's "keyboard protocol" (CSI u), and F1–F5 of the Linux console.

use super::capabilities::background_from_reply;
use super::sequence;
use crate::view::Background;
use ratatui::crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};
use std::time::Duration;

/// Escape alone: the rest of a sequence arrives in the same packet or the next one.
const ESCAPE: Duration = Duration::from_millis(25);
/// The rest of a sequence that has begun for certain.
const SEQUENCE: Duration = Duration::from_millis(100);
/// The end of a paste.
const PASTE: Duration = Duration::from_millis(1000);
/// A paste is kept up to this many bytes; the rest is read and dropped.
const PASTE_KEPT: usize = 64 * 1024;
/// A sequence of keys or of the mouse is shorter than this; longer ones are dropped.
const LONGEST: usize = 128;
/// No reply of a terminal that we could ask for is longer; after it the rest counts as keys again.
const LONGEST_REPLY: usize = 4096;
/// What ends a paste.
const PASTE_END: &[u8] = b"\x1b[201~";

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    /// Between keys.
    Ground,
    /// After ESC.
    Escape,
    /// After `ESC [`: parameters, then a final byte.
    Csi,
    /// After `ESC O`: one byte.
    Ss3,
    /// After `ESC [ [`: one byte, F1–F5 of the Linux console.
    Console,
    /// After `ESC [ M`: three bytes of the oldest mouse protocol.
    OldMouse,
    /// After `ESC ]`, `ESC P`, `ESC _`, `ESC ^` or `ESC X`: a reply up to BEL or `ESC \`.
    Reply(u8),
    /// After ESC inside a reply: `\` ends it.
    ReplyEnd(u8),
    /// After the first byte of a character of this many bytes.
    Utf8(usize),
    /// Inside a paste, with this many bytes of its end marker seen.
    Paste(usize),
}

/// A byte-at-a-time parser of terminal input.
#[derive(Debug)]
pub(super) struct Parser {
    state: State,
    /// The bytes of the sequence or character so far, introducer left out.
    seen: Vec<u8>,
    /// The character being read came after ESC.
    alt: bool,
    paste: Vec<u8>,
    /// What the terminal told of its background.
    background: Option<Background>,
}

impl Parser {
    pub(super) fn new() -> Parser {
        Parser { state: State::Ground, seen: Vec::new(), alt: false, paste: Vec::new(), background: None }
    }

    /// Reads bytes and appends what they mean.
    pub(super) fn feed(&mut self, bytes: &[u8], events: &mut Vec<Event>) {
        for &byte in bytes {
            match self.state {
                State::Ground => self.ground(byte, events),
                State::Escape => self.escape(byte, events),
                State::Csi => self.csi(byte, events),
                State::Ss3 => self.ss3(byte, events),
                State::Console => self.console(byte, events),
                State::OldMouse => self.old_mouse(byte, events),
                State::Reply(kind) => self.reply(kind, byte, events),
                State::ReplyEnd(kind) => self.reply_end(kind, byte, events),
                State::Utf8(length) => self.utf8(length, byte, events),
                State::Paste(matched) => self.paste(matched, byte, events),
            }
        }
    }

    /// What the terminal told of its background since it was last looked at.
    pub(super) fn background(&mut self) -> Option<Background> {
        self.background.take()
    }

    /// How long to wait for the next byte; `None`: nothing is pending.
    pub(super) fn patience(&self) -> Option<Duration> {
        match self.state {
            State::Ground => None,
            State::Paste(_) => Some(PASTE),
            State::Escape | State::ReplyEnd(_) => Some(ESCAPE),
            State::Csi | State::Ss3 | State::Reply(_) if self.seen.is_empty() => Some(ESCAPE),
            _ => Some(SEQUENCE),
        }
    }

    /// Whether the bytes are text of a paste.
    pub(super) fn pasting(&self) -> bool {
        matches!(self.state, State::Paste(_))
    }

    /// No more bytes came in time: what is pending is what it looks like, or nothing.
    pub(super) fn give_up(&mut self, events: &mut Vec<Event>) {
        match self.state {
            State::Escape | State::ReplyEnd(_) => events.push(Event::Key(KeyCode::Esc.into())),
            State::Csi if self.seen.is_empty() => events.push(alt('[')),
            State::Ss3 => events.push(alt('O')),
            State::Reply(kind) if self.seen.is_empty() => events.push(alt(char::from(kind))),
            State::Paste(_) => self.end_paste(events),
            _ => {}
        }
        self.go(State::Ground);
    }

    fn go(&mut self, state: State) {
        self.state = state;
        self.seen.clear();
    }

    fn ground(&mut self, byte: u8, events: &mut Vec<Event>) {
        self.alt = false;
        match byte {
            0x1b => self.go(State::Escape),
            0x80.. => self.begin_utf8(byte),
            _ => events.push(Event::Key(ascii(byte))),
        }
    }

    fn escape(&mut self, byte: u8, events: &mut Vec<Event>) {
        match byte {
            0x1b => events.push(Event::Key(KeyCode::Esc.into())),
            b'[' => self.go(State::Csi),
            b'O' => self.go(State::Ss3),
            b']' | b'P' | b'_' | b'^' | b'X' => self.go(State::Reply(byte)),
            0x80.. => {
                self.go(State::Ground);
                self.alt = true;
                self.begin_utf8(byte);
            }
            _ => {
                self.go(State::Ground);
                let key = ascii(byte);
                events.push(Event::Key(KeyEvent::new(key.code, key.modifiers | KeyModifiers::ALT)));
            }
        }
    }

    fn csi(&mut self, byte: u8, events: &mut Vec<Event>) {
        match byte {
            b'[' if self.seen.is_empty() => self.go(State::Console),
            b'M' if self.seen.is_empty() => self.go(State::OldMouse),
            0x20..=0x3f => {
                if self.seen.len() < LONGEST {
                    self.seen.push(byte);
                }
            }
            0x40..=0x7e => {
                self.state = State::Ground;
                if self.seen.len() < LONGEST {
                    if byte == b'~' && self.seen == b"200" {
                        self.paste.clear();
                        self.state = State::Paste(0);
                    } else {
                        events.extend(sequence::csi(&self.seen, byte));
                    }
                }
                self.seen.clear();
            }
            _ => self.abandon(byte, events),
        }
    }

    /// A byte that cannot be part of the sequence: the sequence was broken, the byte is a key.
    fn abandon(&mut self, byte: u8, events: &mut Vec<Event>) {
        self.go(State::Ground);
        self.ground(byte, events);
    }

    fn ss3(&mut self, byte: u8, events: &mut Vec<Event>) {
        self.go(State::Ground);
        match sequence::ss3(byte) {
            Some(key) => events.push(Event::Key(key)),
            None => {
                events.push(alt('O'));
                self.ground(byte, events);
            }
        }
    }

    fn console(&mut self, byte: u8, events: &mut Vec<Event>) {
        match byte {
            b'A'..=b'E' => {
                events.push(Event::Key(KeyCode::F(byte - b'A' + 1).into()));
                self.go(State::Ground);
            }
            _ => self.abandon(byte, events),
        }
    }

    fn old_mouse(&mut self, byte: u8, events: &mut Vec<Event>) {
        if byte < 0x20 {
            return self.abandon(byte, events);
        }
        self.seen.push(byte);
        if let [button, column, row] = self.seen[..] {
            let at = |coordinate: u8| u32::from(coordinate.saturating_sub(0x20));
            events.extend(sequence::mouse(u32::from(button - 0x20), at(column), at(row), false));
            self.go(State::Ground);
        }
    }

    fn reply(&mut self, kind: u8, byte: u8, events: &mut Vec<Event>) {
        match byte {
            0x07 => self.end_reply(kind),
            0x1b => self.state = State::ReplyEnd(kind),
            0x18 | 0x1a => self.abandon(byte, events),
            _ if self.seen.len() == LONGEST_REPLY => self.abandon(byte, events),
            _ => self.seen.push(byte),
        }
    }

    fn reply_end(&mut self, kind: u8, byte: u8, events: &mut Vec<Event>) {
        match byte {
            b'\\' => self.end_reply(kind),
            _ => {
                self.go(State::Escape);
                self.escape(byte, events);
            }
        }
    }

    /// Only the background colour is ever asked for (`ESC ] 11 ; rgb:RRRR/GGGG/BBBB`, xterm's OSC 11).
    fn end_reply(&mut self, kind: u8) {
        let colour = std::str::from_utf8(&self.seen).ok().and_then(|body| body.strip_prefix("11;"));
        if let Some(background) = colour.filter(|_| kind == b']').and_then(background_from_reply) {
            self.background = Some(background);
        }
        self.go(State::Ground);
    }

    fn begin_utf8(&mut self, byte: u8) {
        let length = match byte {
            0xc2..=0xdf => 2,
            0xe0..=0xef => 3,
            0xf0..=0xf4 => 4,
            _ => return,
        };
        self.go(State::Utf8(length));
        self.seen.push(byte);
    }

    fn utf8(&mut self, length: usize, byte: u8, events: &mut Vec<Event>) {
        if !(0x80..=0xbf).contains(&byte) {
            return self.abandon(byte, events);
        }
        self.seen.push(byte);
        if self.seen.len() == length {
            if let Ok(text) = std::str::from_utf8(&self.seen) {
                let modifiers = if self.alt { KeyModifiers::ALT } else { KeyModifiers::NONE };
                let typed = text.chars().filter(|character| !character.is_control());
                events.extend(typed.map(|it| Event::Key(KeyEvent::new(KeyCode::Char(it), modifiers))));
            }
            self.go(State::Ground);
        }
    }

    fn paste(&mut self, matched: usize, byte: u8, events: &mut Vec<Event>) {
        if byte == PASTE_END[matched] {
            self.state = State::Paste(matched + 1);
            if matched + 1 == PASTE_END.len() {
                self.end_paste(events);
            }
            return;
        }
        // ESC is only the first byte of the marker, so a broken match can only start again at ESC.
        self.keep(&PASTE_END[..matched]);
        let again = usize::from(byte == PASTE_END[0]);
        if again == 0 {
            self.keep(&[byte]);
        }
        self.state = State::Paste(again);
    }

    fn keep(&mut self, bytes: &[u8]) {
        let room = PASTE_KEPT.saturating_sub(self.paste.len());
        self.paste.extend_from_slice(&bytes[..bytes.len().min(room)]);
    }

    fn end_paste(&mut self, events: &mut Vec<Event>) {
        let bytes = std::mem::take(&mut self.paste);
        self.go(State::Ground);
        let mut text = String::from_utf8_lossy(&bytes).replace("\r\n", "\n").replace('\r', "\n");
        text.retain(|character| !character.is_control() || matches!(character, '\n' | '\t'));
        if bytes.len() == PASTE_KEPT {
            // The limit may have cut a character in two.
            text.truncate(text.trim_end_matches(char::REPLACEMENT_CHARACTER).len());
        }
        events.push(Event::Paste(text));
    }
}

fn alt(character: char) -> Event {
    Event::Key(KeyEvent::new(KeyCode::Char(character), KeyModifiers::ALT))
}

/// The key of an ASCII byte other than ESC.
fn ascii(byte: u8) -> KeyEvent {
    let held = |byte| KeyEvent::new(KeyCode::Char(char::from(byte)), KeyModifiers::CONTROL);
    match byte {
        b'\r' | b'\n' => KeyCode::Enter.into(),
        b'\t' => KeyCode::Tab.into(),
        0x08 | 0x7f => KeyCode::Backspace.into(),
        0x00 => held(b' '),
        0x01..=0x1a => held(byte | 0x60),
        0x1b..=0x1f => held(byte | 0x40),
        _ => KeyCode::Char(char::from(byte)).into(),
    }
}

#[cfg(test)]
mod tests;
