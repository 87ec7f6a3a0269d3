//! What a person does at the terminal, apart from how terminals spell it in bytes.

use crate::view::Background;

/// Something that happened at the terminal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// A key went down, or repeats.
    Key(Key),
    /// The mouse did something.
    Mouse(Mouse),
    /// Text came from the clipboard in one piece: line ends are `\n`, other control characters are gone.
    Paste(String),
    /// The window is now this many columns and rows. Also the very first event.
    Resize(u16, u16),
    /// The window got the keyboard.
    FocusGained,
    /// The window lost the keyboard.
    FocusLost,
    /// The terminal told its background colour (only when asked, see [`Options`](super::Options)).
    Background(Background),
}

/// A key with what was held down with it. A capital letter is its own character, with `shift` false.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Key {
    /// Which key.
    pub code: KeyCode,
    /// Control was held.
    pub ctrl: bool,
    /// Alt (Option, Meta) was held.
    pub alt: bool,
    /// Shift was held, where the character does not say so already.
    pub shift: bool,
}

/// The name of a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum KeyCode {
    /// A key that types a character.
    Char(char),
    /// A function key: F1 is `Function(1)`.
    Function(u8),
    /// Enter, Return.
    Enter,
    /// Escape.
    Esc,
    /// Tab; with `shift` the backward one.
    Tab,
    /// Backspace.
    Backspace,
    /// Delete.
    Delete,
    /// Insert.
    Insert,
    /// ↑
    Up,
    /// ↓
    Down,
    /// ←
    Left,
    /// →
    Right,
    /// Home.
    Home,
    /// End.
    End,
    /// Page Up.
    PageUp,
    /// Page Down.
    PageDown,
}

impl Key {
    /// A key with nothing held down.
    #[must_use]
    pub const fn new(code: KeyCode) -> Key {
        Key { code, ctrl: false, alt: false, shift: false }
    }

    /// The key that types a character.
    #[must_use]
    pub const fn char(character: char) -> Key {
        Key::new(KeyCode::Char(character))
    }

    /// A character with Control held.
    #[must_use]
    pub const fn ctrl(character: char) -> Key {
        Key { ctrl: true, ..Key::char(character) }
    }

    /// The key as a command: what an input method writes in its full-width form (ｑ ？ ：) or as
    /// Chinese punctuation (。《【) is the key of the keyboard that it came from. Not for text fields.
    #[must_use]
    pub fn normalised(self) -> Key {
        let KeyCode::Char(character) = self.code else { return self };
        let plain = match character {
            '\u{3000}' => ' ',
            '。' => '.',
            '《' => '<',
            '》' => '>',
            '【' => '[',
            '】' => ']',
            '￥' => '$',
            // The full-width block is ASCII from `!` to `~`, moved by a constant.
            '！'..='～' => char::from_u32(u32::from(character) - 0xFEE0).unwrap_or(character),
            other => other,
        };
        Key { code: KeyCode::Char(plain), ..self }
    }
}

/// What the mouse did, and where: cells from the top left corner, counted from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Mouse {
    /// What it did.
    pub kind: MouseKind,
    /// The column under the pointer. May lie outside the window.
    pub column: u16,
    /// The row under the pointer. May lie outside the window.
    pub row: u16,
    /// Control was held.
    pub ctrl: bool,
    /// Alt was held.
    pub alt: bool,
    /// Shift was held (most terminals keep Shift for selecting text).
    pub shift: bool,
}

/// What a mouse can do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MouseKind {
    /// A button went down.
    Press(Button),
    /// A button came up.
    Release(Button),
    /// The pointer moved with a button down.
    Drag(Button),
    /// The pointer moved.
    Move,
    /// One notch of the wheel, away from the person.
    WheelUp,
    /// One notch of the wheel, towards the person.
    WheelDown,
    /// One notch sideways.
    WheelLeft,
    /// One notch sideways.
    WheelRight,
}

/// A button of the mouse.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Button {
    /// The main one.
    Left,
    /// The wheel, pressed.
    Middle,
    /// The other one.
    Right,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_an_input_method_writes_is_the_key_it_came_from() {
        for (typed, meant) in
            [('ｑ', 'q'), ('？', '?'), ('：', ':'), ('　', ' '), ('【', '['), ('～', '~'), ('猫', '猫')]
        {
            assert_eq!(Key::char(typed).normalised(), Key::char(meant));
        }
        assert_eq!(Key::new(KeyCode::Up).normalised(), Key::new(KeyCode::Up));
        assert_eq!(Key { alt: true, ..Key::char('ａ') }.normalised(), Key { alt: true, ..Key::char('a') });
    }
}
