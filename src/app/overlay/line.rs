//! Editing a line of text: what keys and the clipboard do to it.

use crate::app::keys::Action;
use tui_input::{Input, InputRequest};

/// Changes a line of at most `longest` characters as its key asks, or writes the character that was typed; `false`
/// when the key does nothing to it.
pub(in crate::app) fn edit(
    input: &mut Input,
    action: Option<Action>,
    typed: Option<char>,
    longest: usize,
) -> bool {
    let request = match (action, typed) {
        (Some(Action::Edit(request)), _) => request,
        (None, Some(c)) if input.value().chars().count() < longest => InputRequest::InsertChar(c),
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
        edit(&mut input, None, Some('z'), 50);
        assert_eq!(input.value(), "x".repeat(50));
        assert!(!edit(&mut input, None, Some('z'), 50));
    }
}
