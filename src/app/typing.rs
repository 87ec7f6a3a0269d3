//! Editing a line of text: what keys and the clipboard do to it, and taking that back.

use crate::app::keys::Action;
use tui_input::{Input, InputRequest};

/// So many changes of a line can be taken back.
const MOST: usize = 200;

/// A line of text that is being typed, with what it was before.
#[derive(Debug, Clone, Default)]
pub(in crate::app) struct Typing {
    input: Input,
    /// What stood there and where the cursor was, the latest last.
    done: Vec<(String, usize)>,
    undone: Vec<(String, usize)>,
    /// The latest change wrote a character: the next one belongs to the same word.
    writes: bool,
}

impl Typing {
    /// A line in which something stands already.
    pub(in crate::app) fn new(words: impl Into<String>) -> Typing {
        Typing { input: Input::new(words.into()), ..Typing::default() }
    }

    /// What stands there.
    pub(in crate::app) fn value(&self) -> &str {
        self.input.value()
    }

    /// Columns before the cursor.
    pub(in crate::app) fn visual_cursor(&self) -> usize {
        self.input.visual_cursor()
    }

    /// Columns that are left out at the start, so that the cursor is seen in a line of this width.
    pub(in crate::app) fn visual_scroll(&self, width: usize) -> usize {
        self.input.visual_scroll(width)
    }

    /// Changes a line of at most `longest` characters as its key asks, or writes the character that was typed; `false`
    /// when the key does nothing to it.
    pub(in crate::app) fn edit(
        &mut self,
        action: Option<Action>,
        typed: Option<char>,
        longest: usize,
    ) -> bool {
        let request = match (action, typed) {
            (Some(Action::EditUndo), _) => return self.turn(true),
            (Some(Action::EditRedo), _) => return self.turn(false),
            (Some(Action::Edit(request)), _) => request,
            (None, Some(c)) if self.value().chars().count() < longest => InputRequest::InsertChar(c),
            _ => return false,
        };
        // A word is taken back as a whole.
        let writes = matches!(request, InputRequest::InsertChar(c) if !c.is_whitespace());
        self.change(self.writes && writes, |input| {
            input.handle(request);
        });
        self.writes = writes;
        true
    }

    /// Puts text from the clipboard into a line of at most `longest` characters, its own lines one behind the
    /// other with `between` between them.
    pub(in crate::app) fn insert(&mut self, words: &str, between: &str, longest: usize) {
        let room = longest.saturating_sub(self.value().chars().count());
        let lines: Vec<&str> = words.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
        self.change(false, |input| {
            for c in lines.join(between).chars().filter(|c| !c.is_control()).take(room) {
                input.handle(InputRequest::InsertChar(c));
            }
        });
    }

    /// Other words in the place of what stands there.
    pub(in crate::app) fn put(&mut self, words: &str) {
        self.change(false, |input| *input = std::mem::take(input).with_value(words.to_string()));
    }

    /// Changes the line; `on` with the change before, which is taken back together with this one.
    fn change(&mut self, on: bool, change: impl FnOnce(&mut Input)) {
        let before = (self.value().to_string(), self.input.cursor());
        change(&mut self.input);
        self.writes = false;
        if before.0 == self.value() {
            return;
        }
        self.undone.clear();
        if !on {
            self.done.push(before);
            let older = self.done.len().saturating_sub(MOST);
            self.done.drain(..older);
        }
    }

    /// Takes the latest change back, or makes it again; `true` also where there is none, because the key is known.
    fn turn(&mut self, undo: bool) -> bool {
        let (from, to) =
            if undo { (&mut self.done, &mut self.undone) } else { (&mut self.undone, &mut self.done) };
        if let Some((words, cursor)) = from.pop() {
            to.push((self.input.value().to_string(), self.input.cursor()));
            self.input = std::mem::take(&mut self.input).with_value(words).with_cursor(cursor);
        }
        self.writes = false;
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(line: &mut Typing, words: &str) {
        words.chars().for_each(|c| assert!(line.edit(None, Some(c), 50)));
    }

    #[test]
    fn several_lines_of_the_clipboard_become_one() {
        let mut line = Typing::default();
        line.insert("u = b*c\r\n\n  v = a + u\n", "; ", 100);
        assert_eq!(line.value(), "u = b*c; v = a + u");
    }

    #[test]
    fn a_line_takes_no_more_than_it_holds() {
        let mut line = Typing::default();
        line.insert(&"x".repeat(1_000_000), " ", 50);
        line.insert("y", " ", 50);
        line.edit(None, Some('z'), 50);
        assert_eq!(line.value(), "x".repeat(50));
        assert!(!line.edit(None, Some('z'), 50));
    }

    #[test]
    fn what_was_typed_erased_and_pasted_is_taken_back_word_by_word() {
        let mut line = Typing::new("0.1");
        typed(&mut line, " and");
        line.edit(Some(Action::Edit(InputRequest::DeleteLine)), None, 50);
        line.insert("2\n3", "; ", 50);
        let mut seen = vec![line.value().to_string()];
        for _ in 0..5 {
            line.edit(Some(Action::EditUndo), None, 50);
            seen.push(line.value().to_string());
        }
        assert_eq!(seen, ["2; 3", "", "0.1 and", "0.1 ", "0.1", "0.1"]);
        for _ in 0..5 {
            line.edit(Some(Action::EditRedo), None, 50);
        }
        assert_eq!(line.value(), "2; 3");
        line.edit(Some(Action::EditUndo), None, 50);
        typed(&mut line, "x");
        line.edit(Some(Action::EditRedo), None, 50);
        assert_eq!(line.value(), "x", "something new leaves nothing to do again");
    }

    #[test]
    fn what_was_erased_is_put_back() {
        let mut line = Typing::new("one two");
        line.edit(Some(Action::Edit(InputRequest::DeletePrevWord)), None, 50);
        line.edit(Some(Action::Edit(InputRequest::GoToStart)), None, 50);
        line.edit(Some(Action::Edit(InputRequest::Yank)), None, 50);
        assert_eq!(line.value(), "twoone ");
    }
}
