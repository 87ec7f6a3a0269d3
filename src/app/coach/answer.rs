//! What the learner is about to answer: the page of the card that is seen, the line that is typed, the choice that is
//! marked.

use super::{Form, Said};
use crate::app::keys::types;
use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use tui_input::{Input, InputRequest};

/// A typed answer is at most so long.
const LONGEST: usize = 60;

/// An answer in the making.
#[derive(Debug, Clone, Default)]
pub(in crate::app) struct Answering {
    /// The card and the question that it belongs to.
    card: (String, usize),
    question: String,
    /// The question is turned to, where it and the card's words do not fit together.
    pub(in crate::app) asks: bool,
    /// The learner looks around: keys that answer have their usual meaning.
    pub(in crate::app) away: bool,
    input: Input,
    /// The option marked.
    pub(in crate::app) mark: Option<usize>,
}

/// What a key did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::app) enum Typed {
    /// Nothing: it has its usual meaning.
    Nothing,
    /// It belongs to the answer that is being written.
    Taken,
    /// The answer is ready.
    Ready(String),
}

impl Answering {
    /// Follows the coach: another card or another question begins anew.
    pub(in crate::app) fn follow(&mut self, said: &Said) {
        let card = (said.key.clone(), said.place);
        let question = said.asked.as_ref().map(|asked| asked.id.clone()).unwrap_or_default();
        if self.card != card {
            *self = Answering { card, ..Answering::default() };
        }
        if self.question != question {
            let asks = self.asks;
            *self =
                Answering { card: std::mem::take(&mut self.card), question, asks, ..Answering::default() };
        }
    }

    /// Whether the coach has turned from the card that it belongs to to another one.
    pub(in crate::app) fn turned(&self, said: &Said) -> bool {
        let (key, place) = &self.card;
        !key.is_empty() && (key, place) != (&said.key, &said.place)
    }

    /// What is typed so far.
    pub(in crate::app) fn typed(&self) -> &str {
        self.input.value()
    }

    /// The column of the cursor in what is typed.
    pub(super) fn cursor(&self) -> usize {
        self.input.visual_cursor()
    }

    /// Text from the clipboard.
    pub(in crate::app) fn paste(&mut self, words: &str) {
        for c in words.chars().filter(|c| !c.is_control()).take(LONGEST) {
            self.insert(c);
        }
    }

    fn insert(&mut self, c: char) {
        if self.input.value().chars().count() < LONGEST {
            self.input.handle(InputRequest::InsertChar(c));
        }
    }

    /// A key while a question waits. What begins an answer is taken, and from then on all that writes.
    pub(in crate::app) fn key(&mut self, key: KeyEvent, form: &Form) -> Typed {
        if self.away {
            return Typed::Nothing;
        }
        match form {
            Form::Line | Form::LineOrSetting => self.key_in_line(key),
            Form::Options(options) => self.key_for_option(key, options.len()),
            Form::Doing => Typed::Nothing,
        }
    }

    fn key_in_line(&mut self, key: KeyEvent) -> Typed {
        let empty = self.input.value().is_empty();
        let control = key.modifiers.contains(KeyModifiers::CONTROL);
        let begins = |c: char| c.is_ascii_digit() || matches!(c, '-' | '−' | '(' | '０'..='９' | '－' | '（');
        match key.code {
            KeyCode::Char(c) if types(key) && (!empty || begins(c)) => {
                self.insert(c);
                return Typed::Taken;
            }
            _ if empty => return Typed::Nothing,
            KeyCode::Enter => return Typed::Ready(self.input.value_and_reset()),
            _ => {}
        }
        let request = match (key.code, control) {
            (KeyCode::Char('a'), true) | (KeyCode::Home, _) => InputRequest::GoToStart,
            (KeyCode::Char('e'), true) | (KeyCode::End, _) => InputRequest::GoToEnd,
            (KeyCode::Char('u'), true) | (KeyCode::Esc, _) => InputRequest::DeleteLine,
            (KeyCode::Char('w'), true) => InputRequest::DeletePrevWord,
            (KeyCode::Left, _) => InputRequest::GoToPrevChar,
            (KeyCode::Right, _) => InputRequest::GoToNextChar,
            (KeyCode::Backspace, _) => InputRequest::DeletePrevChar,
            (KeyCode::Delete, _) => InputRequest::DeleteNextChar,
            _ => return Typed::Nothing,
        };
        self.input.handle(request);
        Typed::Taken
    }

    fn key_for_option(&mut self, key: KeyEvent, count: usize) -> Typed {
        let last = count.saturating_sub(1);
        match key.code {
            KeyCode::Char(c) if types(key) => {
                let digit = c.to_digit(10).and_then(|digit| (digit as usize).checked_sub(1));
                let Some(at) = digit.filter(|at| *at < count) else { return Typed::Nothing };
                self.mark = Some(at);
            }
            KeyCode::Down => self.mark = Some(self.mark.map_or(0, |at| (at + 1).min(last))),
            KeyCode::Up => self.mark = Some(self.mark.map_or(last, |at| at.saturating_sub(1))),
            KeyCode::Enter => {
                let Some(at) = self.mark.take() else { return Typed::Nothing };
                return Typed::Ready((at + 1).to_string());
            }
            KeyCode::Esc if self.mark.is_some() => self.mark = None,
            _ => return Typed::Nothing,
        }
        Typed::Taken
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::keys::{key, letter};
    use crate::words::same;

    fn typed(keys: &str) -> Answering {
        let mut answering = Answering::default();
        for c in keys.chars() {
            answering.key(letter(c), &Form::Line);
        }
        answering
    }

    #[test]
    fn a_number_begins_an_answer_and_letters_go_on_with_it() {
        assert_eq!(typed("3*sqrt(2)").typed(), "3*sqrt(2)");
        assert_eq!(typed("n .?-0.5").typed(), "-0.5");
        let mut answering = typed("12");
        assert_eq!(answering.key(key(KeyCode::Left), &Form::Line), Typed::Taken);
        assert_eq!(answering.key(key(KeyCode::Backspace), &Form::Line), Typed::Taken);
        assert_eq!(answering.key(key(KeyCode::Enter), &Form::Line), Typed::Ready("2".into()));
        answering.key(letter('3'), &Form::Line);
        assert_eq!(answering.key(key(KeyCode::Esc), &Form::Line), Typed::Taken);
        assert_eq!(answering.key(key(KeyCode::Right), &Form::Line), Typed::Nothing, "a step, as always");
    }

    #[test]
    fn an_option_is_marked_and_then_checked() {
        let form = Form::Options(vec![same("a"), same("b")]);
        let mut answering = Answering::default();
        assert_eq!(answering.key(key(KeyCode::Enter), &form), Typed::Nothing);
        assert_eq!(answering.key(letter('3'), &form), Typed::Nothing);
        assert_eq!(answering.key(letter('2'), &form), Typed::Taken);
        assert_eq!(answering.key(key(KeyCode::Up), &form), Typed::Taken);
        assert_eq!(answering.key(key(KeyCode::Enter), &form), Typed::Ready("1".into()));
    }
}
