//! The keys: one table, from which dispatch, hints, help, palette and configuration file are read.
//!
//! | file | says |
//! |---|---|
//! | `action` | what keys can ask for, and where |
//! | `table` | every binding with its keys and its words; a key bound twice in one place does not build |
//! | `keymap` | the keys in force: the table's, or a learner's own |
//! | `named` | keys in the words of the screen |
//! | `written` | how a key is written, and read |
//! | `command` | the key behind what an input method or another layout writes |

mod action;
mod command;
mod keymap;
mod named;
mod table;
mod written;

pub use action::{Action, Scope, Topic};
pub use command::command;
pub use keymap::Keymap;
pub use table::{BINDINGS, Binding};
pub use written::{read, written, written_all};

use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

/// A key with nothing held down.
#[must_use]
pub const fn key(code: KeyCode) -> KeyEvent {
    KeyEvent::new(code, KeyModifiers::NONE)
}

/// The key that types a character.
#[must_use]
pub const fn letter(character: char) -> KeyEvent {
    key(KeyCode::Char(character))
}

/// A character with Control held.
#[must_use]
pub const fn ctrl(character: char) -> KeyEvent {
    KeyEvent::new(KeyCode::Char(character), KeyModifiers::CONTROL)
}

/// Whether the key writes its character, and is no command.
#[must_use]
pub fn types(key: KeyEvent) -> bool {
    !key.modifiers.intersects(KeyModifiers::CONTROL | KeyModifiers::ALT)
}

/// The character that a key writes into a text.
#[must_use]
pub fn typed(key: KeyEvent) -> Option<char> {
    match key.code {
        KeyCode::Char(c) if types(key) => Some(c),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_verb_of_a_lesson_takes_a_general_key() {
        for verb in crate::lab::Verb::all() {
            let taken = Keymap::default().action(letter(verb.key()), Scope::Lesson);
            assert!(taken.is_none(), "{verb:?} takes {:?}", verb.key());
        }
    }

    #[test]
    fn every_binding_has_a_name_of_its_own() {
        let mut names: Vec<&str> = BINDINGS.iter().map(|binding| binding.id).collect();
        names.sort_unstable();
        let all = names.len();
        names.dedup();
        assert_eq!(names.len(), all);
    }
}
