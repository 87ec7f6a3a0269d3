//! What the learner is about to answer: the page of the card that is seen, the line that is typed, the choice that is
//! marked.

use super::{Form, Said};
use crate::app::keys::{Action, Keymap, Scope, typed};
use crate::app::typing::Typing;
use crate::math::Expression;
use ratatui::crossterm::event::KeyEvent;

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
    input: Typing,
    /// The box was opened, so that letters are written too: `exp(−1)`.
    open: bool,
    /// Answers that were checked: what is typed belongs to the next one.
    tries: u32,
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
        // What could not be read stays to be mended; what was judged has been said.
        let tries = said.asked.as_ref().map_or(0, |asked| asked.tries);
        if self.tries != tries {
            // A question that is put again is turned to by a key that opens the box.
            let open = self.open && tries < self.tries;
            (self.tries, self.input, self.mark, self.open) = (tries, Typing::default(), None, open);
        }
    }

    /// Whether the coach has turned from the card that it belongs to to another one.
    pub(in crate::app) fn turned(&self, said: &Said) -> bool {
        let (key, place) = &self.card;
        !key.is_empty() && (key, place) != (&said.key, &said.place)
    }

    /// Whether no card has been told yet.
    pub(in crate::app) fn is_new(&self) -> bool {
        self.card.0.is_empty()
    }

    /// Whether an answer is being written: then keys belong to it, wherever the learner is.
    pub(in crate::app) fn writes(&self) -> bool {
        !self.input.value().is_empty() || self.open || self.mark.is_some()
    }

    /// Whether letters belong to the answer.
    pub(in crate::app) fn takes_letters(&self) -> bool {
        !self.input.value().is_empty() || self.open
    }

    /// Opens the box: whatever is typed next begins the answer.
    pub(in crate::app) fn open(&mut self) {
        (self.away, self.open) = (false, true);
    }

    /// What is typed so far.
    pub(in crate::app) fn typed(&self) -> &str {
        self.input.value()
    }

    /// The column of the cursor in what is typed.
    pub(super) fn cursor(&self) -> usize {
        self.input.visual_cursor()
    }

    /// Text from the clipboard, where an answer is typed.
    pub(in crate::app) fn paste(&mut self, words: &str, form: &Form) {
        if !matches!(form, Form::Line | Form::LineOrSetting) {
            return;
        }
        for c in words.chars().filter(|c| !c.is_control()).take(LONGEST) {
            self.insert(c);
        }
    }

    fn insert(&mut self, c: char) {
        self.input.edit(None, Some(c), LONGEST);
    }

    /// A key while a question waits. What begins an answer is taken, and from then on all that writes.
    pub(in crate::app) fn key(&mut self, keys: &Keymap, key: KeyEvent, form: &Form) -> Typed {
        if self.away {
            return Typed::Nothing;
        }
        match form {
            Form::Line if self.is_passed_by(keys, key) => Typed::Nothing,
            Form::Line | Form::LineOrSetting => {
                let taken = self.act_in_line(keys.action(key, Scope::Answer), typed(key));
                // Whoever wipes out what was typed still types.
                self.open |= *form == Form::Line && !self.input.value().is_empty();
                taken
            }
            Form::Options(options) => {
                self.act_among(keys.action(key, Scope::Options), typed(key), options.len())
            }
            Form::Doing => Typed::Nothing,
        }
    }

    /// A key that helps, or goes on, while nothing is typed: no answer begins with its letter.
    fn is_passed_by(&self, keys: &Keymap, key: KeyEvent) -> bool {
        let helps = || {
            let action = keys.action(key, Scope::Lesson);
            matches!(action, Some(Action::Hint | Action::ShowMe | Action::Help | Action::NextCard))
        };
        self.input.value().is_empty() && !typed(key).is_some_and(Expression::begins_number) && helps()
    }

    fn act_in_line(&mut self, action: Option<Action>, typed: Option<char>) -> Typed {
        let empty = self.input.value().is_empty();
        let begins = |c: char| c.is_ascii_digit() || matches!(c, '-' | '−' | '(' | '０'..='９' | '－' | '（');
        match (action, typed) {
            (None, Some(c)) if !empty || self.open || begins(c) => self.insert(c),
            (Some(Action::Leave), _) if self.open => (self.input, self.open) = (Typing::default(), false),
            _ if empty => return Typed::Nothing,
            (Some(Action::Enter), _) => {
                return Typed::Ready(self.input.value().to_string());
            }
            (Some(Action::Leave), _) => self.input = Typing::default(),
            (Some(Action::Edit(_) | Action::EditUndo | Action::EditRedo), _) => {
                self.input.edit(action, None, LONGEST);
            }
            _ => return Typed::Nothing,
        }
        Typed::Taken
    }

    fn act_among(&mut self, action: Option<Action>, typed: Option<char>, count: usize) -> Typed {
        let last = count.saturating_sub(1);
        match action {
            Some(Action::Down) => self.mark = Some(self.mark.map_or(0, |at| (at + 1).min(last))),
            Some(Action::Up) => self.mark = Some(self.mark.map_or(last, |at| at.saturating_sub(1))),
            Some(Action::Enter) => {
                let Some(at) = self.mark.take() else { return Typed::Nothing };
                return Typed::Ready((at + 1).to_string());
            }
            Some(Action::Leave) if self.mark.is_some() => self.mark = None,
            None => {
                let digit =
                    typed.and_then(|c| c.to_digit(10)).and_then(|digit| (digit as usize).checked_sub(1));
                let Some(at) = digit.filter(|at| *at < count) else { return Typed::Nothing };
                self.mark = Some(at);
            }
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
    use ratatui::crossterm::event::KeyCode;

    fn typed(keys: &str) -> Answering {
        let mut answering = Answering::default();
        for c in keys.chars() {
            answering.key(&Keymap::default(), letter(c), &Form::Line);
        }
        answering
    }

    #[test]
    fn a_number_begins_an_answer_and_letters_go_on_with_it() {
        assert_eq!(typed("3*sqrt(2)").typed(), "3*sqrt(2)");
        assert_eq!(typed("n .?-0.5").typed(), "-0.5");
        let mut answering = typed("12");
        assert_eq!(answering.key(&Keymap::default(), key(KeyCode::Left), &Form::Line), Typed::Taken);
        assert_eq!(answering.key(&Keymap::default(), key(KeyCode::Backspace), &Form::Line), Typed::Taken);
        assert_eq!(
            answering.key(&Keymap::default(), key(KeyCode::Enter), &Form::Line),
            Typed::Ready("2".into())
        );
        assert_eq!(answering.typed(), "2", "it stays until it is judged");
        assert_eq!(typed("exp(1)").typed(), "(1)", "letters are keys of the lesson …");
        let mut opened = Answering::default();
        opened.open();
        for c in "exp(1)".chars() {
            assert_eq!(opened.key(&Keymap::default(), letter(c), &Form::Line), Typed::Taken);
        }
        assert_eq!(opened.typed(), "exp(1)", "… unless the box is open");
        assert_eq!(opened.key(&Keymap::default(), key(KeyCode::Esc), &Form::Line), Typed::Taken);
        assert!(!opened.takes_letters());
        let mut wiped = typed("1");
        wiped.key(&Keymap::default(), key(KeyCode::Backspace), &Form::Line);
        assert_eq!(wiped.key(&Keymap::default(), letter('H'), &Form::Line), Typed::Nothing, "a hint");
        assert_eq!(wiped.key(&Keymap::default(), letter('q'), &Form::Line), Typed::Taken, "it still writes");
        assert_eq!(wiped.key(&Keymap::default(), letter('H'), &Form::Line), Typed::Taken, "so do all, then");
        assert_eq!(answering.key(&Keymap::default(), key(KeyCode::Esc), &Form::Line), Typed::Taken);
        assert_eq!(
            answering.key(&Keymap::default(), key(KeyCode::Right), &Form::Line),
            Typed::Nothing,
            "a step, as always"
        );
    }

    #[test]
    fn an_option_is_marked_and_then_checked() {
        let form = Form::Options(vec![same("a"), same("b")]);
        let mut answering = Answering::default();
        assert_eq!(answering.key(&Keymap::default(), key(KeyCode::Enter), &form), Typed::Nothing);
        assert_eq!(answering.key(&Keymap::default(), letter('3'), &form), Typed::Nothing);
        assert_eq!(answering.key(&Keymap::default(), letter('2'), &form), Typed::Taken);
        assert_eq!(answering.key(&Keymap::default(), key(KeyCode::Up), &form), Typed::Taken);
        assert_eq!(answering.key(&Keymap::default(), key(KeyCode::Enter), &form), Typed::Ready("1".into()));
    }
}
