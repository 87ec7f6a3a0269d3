//! A key as a command, whatever input method or keyboard layout wrote it.

use crate::words::narrow;
use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

/// The key as a command. What an input method writes in its full-width form (ｑ ？ ：) or as Chinese
/// punctuation (。《【), and what a Cyrillic layout writes, is the key of the keyboard that it came from;
/// Shift counts only where the character does not say so already. Not for text fields.
#[must_use]
pub fn command(key: KeyEvent) -> KeyEvent {
    let KeyCode::Char(character) = key.code else { return KeyEvent::new(key.code, key.modifiers) };
    let plain = match character {
        '。' => '.',
        '《' => '<',
        '》' => '>',
        '【' => '[',
        '】' => ']',
        '￥' => '$',
        other if narrow(other) != other => narrow(other),
        other => CYRILLIC.chars().zip(LATIN.chars()).find(|(it, _)| *it == other).map_or(other, |it| it.1),
    };
    KeyEvent::new(KeyCode::Char(plain), key.modifiers - KeyModifiers::SHIFT)
}

/// The letters of the Russian layout, and what the same keys write in the Latin one.
const CYRILLIC: &str = "йцукенгшщзхъфывапролджэячсмитьбюЙЦУКЕНГШЩЗХЪФЫВАПРОЛДЖЭЯЧСМИТЬБЮ";
const LATIN: &str = "qwertyuiop[]asdfghjkl;'zxcvbnm,.QWERTYUIOP{}ASDFGHJKL:\"ZXCVBNM<>";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::keys::{key, letter};

    #[test]
    fn what_an_input_method_or_another_layout_writes_is_the_key_it_came_from() {
        let typed = "ｑ？：　【～猫дЛ";
        let meant = "q?: [~猫lK";
        for (typed, meant) in typed.chars().zip(meant.chars()) {
            assert_eq!(command(letter(typed)), letter(meant));
        }
        assert_eq!(CYRILLIC.chars().count(), LATIN.chars().count());
        assert_eq!(command(key(KeyCode::Up)), key(KeyCode::Up));
        let alt = |character| KeyEvent::new(KeyCode::Char(character), KeyModifiers::ALT);
        assert_eq!(command(alt('ａ')), alt('a'));
    }

    /// Some terminals tell the Shift that a character was made with, others do not.
    #[test]
    fn shift_counts_where_the_character_does_not_tell_it() {
        let shift = |code| KeyEvent::new(code, KeyModifiers::SHIFT);
        for character in ['?', 'P', '>'] {
            assert_eq!(command(shift(KeyCode::Char(character))), letter(character));
        }
        assert_eq!(command(shift(KeyCode::Right)), shift(KeyCode::Right));
    }
}
