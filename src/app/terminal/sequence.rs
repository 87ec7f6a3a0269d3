//! What the escape sequences of keys and mouse mean. [`Parser`](super::parser::Parser) finds
//! where they begin and end.

use ratatui::crossterm::event::{
    Event, KeyCode, KeyEvent, KeyModifiers, MouseButton, MouseEvent, MouseEventKind,
};

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
        b'Z' => return Some(Event::Key(KeyEvent::new(KeyCode::BackTab, KeyModifiers::SHIFT))),
        b'u' => return typed(first?, body, 1),
        b'~' if first == Some(27) => return typed(number(body, 2, 0)?, body, 1),
        b'~' => numbered(first?)?,
        b'R' if first.is_some_and(|row| row != 1) => return None, // where the cursor is
        _ => lettered(last)?,
    };
    held(code, body, 1).map(Event::Key)
}

/// The meaning of `ESC O byte`: keys in application mode and of the number pad.
pub(super) fn ss3(byte: u8) -> Option<KeyEvent> {
    match byte {
        b'A'..=b'D' | b'F' | b'H' | b'P'..=b'S' => lettered(byte).map(KeyEvent::from),
        b'M' => Some(KeyCode::Enter.into()),
        b'j'..=b'y' => Some(KeyCode::Char(char::from(byte - 0x40)).into()),
        _ => None,
    }
}

/// The meaning of a mouse report: xterm's button byte, and the cell counted from 1.
pub(super) fn mouse(button: u32, column: u32, row: u32, released: bool) -> Option<Event> {
    let which = match button & 3 {
        0 => Some(MouseButton::Left),
        1 => Some(MouseButton::Middle),
        2 => Some(MouseButton::Right),
        _ => None,
    };
    let kind = match (button & !0b1_1111, which) {
        (0, Some(which)) if released => MouseEventKind::Up(which),
        (0, Some(which)) => MouseEventKind::Down(which),
        (32, Some(which)) => MouseEventKind::Drag(which),
        (32, None) => MouseEventKind::Moved,
        (64, _) => [
            MouseEventKind::ScrollUp,
            MouseEventKind::ScrollDown,
            MouseEventKind::ScrollLeft,
            MouseEventKind::ScrollRight,
        ][(button & 3) as usize],
        _ => return None,
    };
    let cell = |from_one: u32| u16::try_from(from_one.saturating_sub(1)).unwrap_or(u16::MAX);
    let modifiers = held_down(button >> 2);
    // xterm counts Shift, Alt, Control from the third bit of the button, in the order of its keys.
    Some(Event::Mouse(MouseEvent { kind, column: cell(column), row: cell(row), modifiers }))
}

/// Shift, Alt and Control as xterm and kitty count them: 1, 2, 4.
fn held_down(bits: u32) -> KeyModifiers {
    [KeyModifiers::SHIFT, KeyModifiers::ALT, KeyModifiers::CONTROL]
        .into_iter()
        .enumerate()
        .filter(|(bit, _)| bits >> bit & 1 == 1)
        .map(|(_, modifier)| modifier)
        .collect()
}

/// The number in field `field` (split by `;`), part `part` (split by `:`).
fn number(body: &[u8], field: usize, part: usize) -> Option<u32> {
    let digits = body.split(|&byte| byte == b';').nth(field)?.split(|&byte| byte == b':').nth(part)?;
    std::str::from_utf8(digits).ok()?.parse().ok()
}

/// The key with the modifiers that field `field` tells: 1 + shift + 2·alt + 4·ctrl, then the kind of
/// event, of which 3 is letting go.
fn held(code: KeyCode, body: &[u8], field: usize) -> Option<KeyEvent> {
    let bits = number(body, field, 0).map_or(0, |told| told.saturating_sub(1));
    let released = number(body, field, 1) == Some(3);
    (!released).then(|| KeyEvent::new(code, held_down(bits)))
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
    let key = held(code, body, field)?;
    let shift = key.modifiers.contains(KeyModifiers::SHIFT);
    let code = match key.code {
        KeyCode::Tab if shift => return Some(Event::Key(KeyEvent { code: KeyCode::BackTab, ..key })),
        KeyCode::Char(character) => character,
        _ => return Some(Event::Key(key)),
    };
    // The plain key is told, so Shift has to be applied; terminals that know the result tell it after `:`,
    // and after a second `:` which key of the Latin layout it is: with Control or Alt held that one counts.
    let told = |part| number(body, 0, part).and_then(char::from_u32).filter(|it| !it.is_control());
    let command = key.modifiers.intersects(KeyModifiers::CONTROL | KeyModifiers::ALT);
    let latin = told(2).filter(|_| command && !code.is_ascii());
    let typed = if shift { told(1).unwrap_or(code.to_ascii_uppercase()) } else { code };
    let modifiers = key.modifiers - KeyModifiers::SHIFT;
    Some(Event::Key(KeyEvent::new(KeyCode::Char(latin.unwrap_or(typed)), modifiers)))
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
        b'P'..=b'S' => KeyCode::F(letter - b'P' + 1),
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
        11..=15 => KeyCode::F((number - 10) as u8),
        17..=21 => KeyCode::F((number - 11) as u8),
        23 | 24 => KeyCode::F((number - 12) as u8),
        _ => return None,
    })
}
