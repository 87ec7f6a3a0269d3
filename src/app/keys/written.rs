//! How keys are written: in hints and help, and in the configuration file.

use crate::app::keys::command;
use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

/// The keys that write no character.
const NAMES: [(KeyCode, &str); 15] = [
    (KeyCode::Left, "←"),
    (KeyCode::Right, "→"),
    (KeyCode::Up, "↑"),
    (KeyCode::Down, "↓"),
    (KeyCode::Home, "Home"),
    (KeyCode::End, "End"),
    (KeyCode::PageUp, "PgUp"),
    (KeyCode::PageDown, "PgDn"),
    (KeyCode::Tab, "Tab"),
    (KeyCode::Enter, "Enter"),
    (KeyCode::Esc, "Esc"),
    (KeyCode::Backspace, "Backspace"),
    (KeyCode::Delete, "Delete"),
    (KeyCode::Insert, "Insert"),
    (KeyCode::Char(' '), "Space"),
];

/// Other spellings that are understood.
const ALSO: [(KeyCode, &str); 6] = [
    (KeyCode::Left, "Left"),
    (KeyCode::Right, "Right"),
    (KeyCode::Up, "Up"),
    (KeyCode::Down, "Down"),
    (KeyCode::PageUp, "PageUp"),
    (KeyCode::PageDown, "PageDown"),
];

/// What is held down.
const HELD: [(KeyModifiers, &str); 3] =
    [(KeyModifiers::CONTROL, "Ctrl-"), (KeyModifiers::ALT, "Alt-"), (KeyModifiers::SHIFT, "Shift-")];

/// A key as help shows it and the configuration file takes it: `→`, `Ctrl-R`, `F1`.
#[must_use]
pub fn written(key: KeyEvent) -> String {
    let held = HELD.iter().filter(|(held, _)| key.modifiers.contains(*held)).map(|(_, name)| *name);
    let name = match (key.code, NAMES.iter().find(|(code, _)| *code == key.code)) {
        (_, Some((_, name))) => (*name).to_string(),
        (KeyCode::BackTab, _) => "Tab".to_string(),
        (KeyCode::F(number), _) => format!("F{number}"),
        (KeyCode::Char(c), _) if key.modifiers.contains(KeyModifiers::CONTROL) => {
            c.to_uppercase().to_string()
        }
        (KeyCode::Char(c), _) => c.to_string(),
        (other, _) => other.to_string(),
    };
    held.chain([name.as_str()]).collect()
}

/// Several keys; digits that follow one another as `1…9`.
#[must_use]
pub fn written_all(keys: &[KeyEvent]) -> String {
    let mut words: Vec<String> = Vec::new();
    let mut at = 0;
    while let Some(first) = keys.get(at) {
        let run = digits_from(&keys[at..]);
        if run >= 3 {
            words.push(format!("{}…{}", written(*first), written(keys[at + run - 1])));
            at += run;
        } else {
            words.push(written(*first));
            at += 1;
        }
    }
    words.join(" ")
}

/// How many keys from the first on are digits that follow one another.
fn digits_from(keys: &[KeyEvent]) -> usize {
    let digit = |key: &KeyEvent| match key.code {
        KeyCode::Char(c) => c.to_digit(10),
        _ => None,
    };
    let Some(first) = keys.first().and_then(digit) else { return 0 };
    (first..).zip(keys).take_while(|(number, key)| digit(key) == Some(*number)).count()
}

/// The key that is written so; capitals of names and of what is held down do not matter.
#[must_use]
pub fn read(words: &str) -> Option<KeyEvent> {
    let (mut held, mut rest) = (KeyModifiers::NONE, words.trim());
    // A lone `-` is the key, not what joins.
    while let Some((modifier, name)) = HELD.iter().find(|(_, name)| {
        rest.len() > name.len() && rest.get(..name.len()).is_some_and(|head| head.eq_ignore_ascii_case(name))
    }) {
        held |= *modifier;
        rest = &rest[name.len()..];
    }
    let named = NAMES.iter().chain(&ALSO).find(|(_, name)| name.eq_ignore_ascii_case(rest));
    let mut chars = rest.chars();
    let code = match (named, chars.next(), chars.as_str()) {
        (Some((KeyCode::Tab, _)), ..) if held.contains(KeyModifiers::SHIFT) => KeyCode::BackTab,
        (Some((code, _)), ..) => *code,
        (None, Some('F' | 'f'), number) if !number.is_empty() => {
            KeyCode::F(number.parse().ok().filter(|n| (1..=24).contains(n))?)
        }
        (None, Some(c), "") if held.contains(KeyModifiers::CONTROL) => KeyCode::Char(c.to_ascii_lowercase()),
        (None, Some(c), "") => KeyCode::Char(c),
        _ => return None,
    };
    Some(command(KeyEvent::new(code, held)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::keys::{BINDINGS, ctrl, key, letter};

    #[test]
    fn every_key_of_the_table_is_read_as_it_is_written() {
        for binding in BINDINGS {
            for key in binding.keys {
                assert_eq!(read(&written(*key)), Some(*key), "{}", written(*key));
            }
        }
    }

    #[test]
    fn keys_are_written_as_on_the_keyboard() {
        let shift = |code| KeyEvent::new(code, KeyModifiers::SHIFT);
        let keys = [key(KeyCode::Right), ctrl('r'), letter(' '), shift(KeyCode::BackTab), key(KeyCode::F(1))];
        assert_eq!(written_all(&keys), "→ Ctrl-R Space Shift-Tab F1");
        let digits: Vec<KeyEvent> = "1234567890".chars().map(letter).collect();
        assert_eq!(written_all(&digits), "1…9 0");
        assert_eq!(written_all(&digits[..2]), "1 2");
    }

    #[test]
    fn other_spellings_are_understood_and_nonsense_is_not() {
        for (words, meant) in [
            ("right", key(KeyCode::Right)),
            ("CTRL-r", ctrl('r')),
            ("-", letter('-')),
            ("Ctrl--", ctrl('-')),
            ("pagedown", key(KeyCode::PageDown)),
            ("f12", key(KeyCode::F(12))),
            ("f", letter('f')),
            ("？", letter('?')),
        ] {
            assert_eq!(read(words), Some(meant), "{words}");
        }
        for words in ["", "Ctrl-", "ab", "F99", "Hyper-x", "F0"] {
            assert_eq!(read(words), None, "{words}");
        }
    }
}
