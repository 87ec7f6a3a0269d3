//! What the escape sequences of keys, mouse and replies mean. [`Parser`](super::parser::Parser) finds
//! where they begin and end.

use super::capabilities::background_from_reply;
use super::event::{Button, Event, Key, KeyCode, Mouse, MouseKind};

/// The meaning of `ESC [ body last`.
pub(super) fn csi(body: &[u8], last: u8) -> Option<Event> {
    if let Some(report) = body.strip_prefix(b"<") {
        let [button, column, row] = [0, 1, 2].map(|i| number(report, i, 0));
        return match last {
            b'M' => mouse(button?, column?, row?, false),
            b'm' => mouse(button?, column?, row?, true),
            _ => None,
        };
    }
    if body.first().is_some_and(|first| matches!(first, b'=' | b'>' | b'?')) {
        return None; // an answer of the terminal about itself
    }
    let first = number(body, 0, 0);
    let code = match last {
        b'I' if body.is_empty() => return Some(Event::FocusGained),
        b'O' if body.is_empty() => return Some(Event::FocusLost),
        b'M' => return mouse(first?.checked_sub(32)?, number(body, 1, 0)?, number(body, 2, 0)?, false),
        b'Z' => return Some(Event::Key(Key { shift: true, ..Key::new(KeyCode::Tab) })),
        b'u' => return typed(first?, body, 1),
        b'~' if first == Some(27) => return typed(number(body, 2, 0)?, body, 1),
        b'~' => numbered(first?)?,
        b'R' if first.is_some_and(|row| row != 1) => return None, // where the cursor is
        _ => lettered(last)?,
    };
    held(Key::new(code), body, 1)
}

/// The meaning of `ESC O byte`: keys in application mode and of the number pad.
pub(super) fn ss3(byte: u8) -> Option<Key> {
    match byte {
        b'A'..=b'D' | b'F' | b'H' | b'P'..=b'S' => lettered(byte).map(Key::new),
        b'M' => Some(Key::new(KeyCode::Enter)),
        b'j'..=b'y' => Some(Key::char(char::from(byte - 0x40))),
        _ => None,
    }
}

/// The meaning of a mouse report: xterm's button byte, and the cell counted from 1.
pub(super) fn mouse(button: u32, column: u32, row: u32, released: bool) -> Option<Event> {
    let which = match button & 3 {
        0 => Some(Button::Left),
        1 => Some(Button::Middle),
        2 => Some(Button::Right),
        _ => None,
    };
    let kind = match (button & !0b1_1111, which) {
        (0, Some(which)) if released => MouseKind::Release(which),
        (0, Some(which)) => MouseKind::Press(which),
        (32, Some(which)) => MouseKind::Drag(which),
        (32, None) => MouseKind::Move,
        (64, _) => [MouseKind::WheelUp, MouseKind::WheelDown, MouseKind::WheelLeft, MouseKind::WheelRight]
            [(button & 3) as usize],
        _ => return None,
    };
    let cell = |from_one: u32| u16::try_from(from_one.saturating_sub(1)).unwrap_or(u16::MAX);
    Some(Event::Mouse(Mouse {
        kind,
        column: cell(column),
        row: cell(row),
        ctrl: button & 16 != 0,
        alt: button & 8 != 0,
        shift: button & 4 != 0,
    }))
}

/// The meaning of a reply that is a string: only the background colour is ever asked for
/// (`ESC ] 11 ; rgb:RRRR/GGGG/BBBB`, xterm's OSC 11).
pub(super) fn reply(kind: u8, body: &[u8]) -> Option<Event> {
    let colour = std::str::from_utf8(body).ok()?.strip_prefix("11;")?;
    (kind == b']').then_some(())?;
    background_from_reply(colour).map(Event::Background)
}

/// The number in field `field` (split by `;`), part `part` (split by `:`).
fn number(body: &[u8], field: usize, part: usize) -> Option<u32> {
    let digits = body.split(|&byte| byte == b';').nth(field)?.split(|&byte| byte == b':').nth(part)?;
    std::str::from_utf8(digits).ok()?.parse().ok()
}

/// The key with the modifiers that field `field` tells: 1 + shift + 2·alt + 4·ctrl, then the kind of
/// event, of which 3 is letting go.
fn held(key: Key, body: &[u8], field: usize) -> Option<Event> {
    let bits = number(body, field, 0).map_or(0, |told| told.saturating_sub(1));
    let released = number(body, field, 1) == Some(3);
    let key = Key { shift: bits & 1 != 0, alt: bits & 2 != 0, ctrl: bits & 4 != 0, ..key };
    (!released).then_some(Event::Key(key))
}

/// A key that is told by its Unicode code point, with the modifiers in field `field`.
fn typed(code_point: u32, body: &[u8], field: usize) -> Option<Event> {
    let code = match code_point {
        9 => KeyCode::Tab,
        13 | 57414 => KeyCode::Enter,
        27 => KeyCode::Esc,
        8 | 127 => KeyCode::Backspace,
        57344..=63743 => return None, // keys that type nothing: Caps Lock, Shift alone, media keys
        other => KeyCode::Char(char::from_u32(other).filter(|character| !character.is_control())?),
    };
    let Event::Key(key) = held(Key::new(code), body, field)? else { return None };
    let KeyCode::Char(character) = key.code else { return Some(Event::Key(key)) };
    // The plain key is told, so Shift has to be applied; terminals that know the result tell it after `:`.
    let shifted = number(body, 0, 1).and_then(char::from_u32).filter(|told| !told.is_control());
    let typed = if key.shift { shifted.unwrap_or(character.to_ascii_uppercase()) } else { character };
    Some(Event::Key(Key { code: KeyCode::Char(typed), shift: false, ..key }))
}

/// Keys that end in a letter: `ESC [ A`, `ESC [ 1 ; 2 A`, `ESC O A`.
fn lettered(letter: u8) -> Option<KeyCode> {
    Some(match letter {
        b'A' => KeyCode::Up,
        b'B' => KeyCode::Down,
        b'C' => KeyCode::Right,
        b'D' => KeyCode::Left,
        b'F' => KeyCode::End,
        b'H' => KeyCode::Home,
        b'P'..=b'S' => KeyCode::Function(letter - b'P' + 1),
        _ => return None,
    })
}

/// Keys that are a number: `ESC [ 5 ~`.
fn numbered(number: u32) -> Option<KeyCode> {
    Some(match number {
        1 | 7 => KeyCode::Home,
        2 => KeyCode::Insert,
        3 => KeyCode::Delete,
        4 | 8 => KeyCode::End,
        5 => KeyCode::PageUp,
        6 => KeyCode::PageDown,
        11..=15 => KeyCode::Function((number - 10) as u8),
        17..=21 => KeyCode::Function((number - 11) as u8),
        23 | 24 => KeyCode::Function((number - 12) as u8),
        _ => return None,
    })
}
