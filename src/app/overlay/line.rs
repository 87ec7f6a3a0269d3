//! Editing a line of text: what keys and the clipboard do to it.

use crate::app::keys::types;
use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use tui_input::{Input, InputRequest};

/// What a key does to a line of at most `longest` characters; `false` when it is no key for editing.
pub(super) fn edit(input: &mut Input, key: KeyEvent, longest: usize) -> bool {
    let request = match (key.code, key.modifiers.contains(KeyModifiers::CONTROL)) {
        (KeyCode::Char('a'), true) | (KeyCode::Home, _) => InputRequest::GoToStart,
        (KeyCode::Char('e'), true) | (KeyCode::End, _) => InputRequest::GoToEnd,
        (KeyCode::Char('u'), true) => InputRequest::DeleteLine,
        (KeyCode::Char('y'), true) => InputRequest::Yank,
        (KeyCode::Char('k'), true) => InputRequest::DeleteTillEnd,
        (KeyCode::Char('w'), true) => InputRequest::DeletePrevWord,
        (KeyCode::Left, true) => InputRequest::GoToPrevWord,
        (KeyCode::Right, true) => InputRequest::GoToNextWord,
        (KeyCode::Left, false) => InputRequest::GoToPrevChar,
        (KeyCode::Right, false) => InputRequest::GoToNextChar,
        (KeyCode::Backspace, _) => InputRequest::DeletePrevChar,
        (KeyCode::Delete, _) => InputRequest::DeleteNextChar,
        (KeyCode::Char(c), _) if types(key) && input.value().len() < longest => InputRequest::InsertChar(c),
        _ => return false,
    };
    input.handle(request);
    true
}

/// Puts text from the clipboard into a line of at most `longest` characters, its own lines one behind the
/// other with `between` between them.
pub(super) fn insert(input: &mut Input, words: &str, between: &str, longest: usize) {
    let room = longest.saturating_sub(input.value().chars().count());
    let lines: Vec<&str> = words.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    for c in lines.join(between).chars().filter(|c| !c.is_control()).take(room) {
        input.handle(InputRequest::InsertChar(c));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::keys::letter;

    #[test]
    fn several_lines_of_the_clipboard_become_one() {
        let mut input = Input::default();
        insert(&mut input, "u = b*c\r\n\n  v = a + u\n", "; ", 100);
        assert_eq!(input.value(), "u = b*c; v = a + u");
    }

    #[test]
    fn a_line_takes_no_more_than_it_holds() {
        let mut input = Input::default();
        insert(&mut input, &"x".repeat(1_000_000), " ", 50);
        insert(&mut input, "y", " ", 50);
        edit(&mut input, letter('z'), 50);
        assert_eq!(input.value(), "x".repeat(50));
        assert!(!edit(&mut input, letter('z'), 50));
    }
}
