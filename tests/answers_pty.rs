//! Questions on the real program, whose desk works in a thread: what is refused stays as it was typed.
#![cfg(unix)]

#[allow(dead_code, reason = "these tests need a part of it")]
mod pty;

use pty::Session;
use std::path::Path;

/// So many tries of each kind.
const TRIES: usize = 100;

/// The program with a lesson open, and its cursor in a question.
struct Learner {
    session: Session,
    _home: tempfile::TempDir,
}

impl Learner {
    fn opens(line: &str, title: &str) -> Learner {
        let home = tempfile::tempdir().expect("a place for files");
        let program = pty::command(Path::new(env!("CARGO_BIN_EXE_nnlab")));
        let variables = [("NNLAB_HOME", home.path().to_str().expect("a path of letters"))];
        let mut session = Session::start(&format!("exec $PROGRAM {line}"), &program, &variables);
        session.resize(120, 40);
        session.shows(title);
        Learner { session, _home: home }
    }

    /// The line of input as it is seen, and the column of the cursor in it.
    fn line(&self) -> Option<(String, u16)> {
        let seen = self.session.seen();
        let screen = seen.screen();
        let (row, column) = screen.cursor_position();
        let words = screen.rows(0, 120).nth(usize::from(row))?;
        Some((typed(&words)?, column))
    }

    fn waits_for_line(&self, wanted: &str) -> u16 {
        self.session.wait_for(format!("a line with {wanted:?}"), |screen| {
            let row = screen.cursor_position().0;
            let words = screen.rows(0, 120).nth(usize::from(row)).unwrap_or_default();
            typed(&words).as_deref() == Some(wanted)
        });
        self.line().map_or(0, |(_, column)| column)
    }

    /// Answers wrongly: the sentence appears, and the line is as it was; a letter goes where the cursor stood.
    fn is_refused(&mut self, question: &str, keys: &str, typed: &str, sentence: &str) {
        self.session.type_in(keys);
        self.session.shows(question);
        self.session.type_in("\x15");
        self.session.type_in(typed);
        let end = self.waits_for_line(typed);
        self.session.type_in("\x1b[D");
        self.session.type_in("\r");
        self.session.shows(sentence);
        assert_eq!(self.line(), Some((typed.to_string(), end - 1)), "{}", self.session.text());
        self.session.type_in("~");
        let (before, last) = typed.split_at(typed.len() - 1);
        self.waits_for_line(&format!("{before}~{last}"));
        self.session.type_in("\x1b");
        self.session.wait_for("the question closed", |screen| !screen.contents().contains("› "));
    }
}

/// What is typed in the box of this row of the screen; something else may stand beside the box.
fn typed(row: &str) -> Option<String> {
    let (_, line) = row.split_once('›')?;
    line.split('│').next().map(|typed| typed.trim().to_string())
}

#[test]
fn a_path_that_leads_nowhere_stays_in_the_line() {
    let mut learner = Learner::opens("cats", "One neuron looks at cats");
    for _ in 0..TRIES {
        learner.is_refused("Open data", "o", "/no/such.h5", "there is no such file");
    }
    learner.session.type_in("q");
    learner.session.ends_with(0);
}

#[test]
fn a_formula_that_is_none_stays_in_the_line() {
    let mut learner = Learner::opens("chain", "Computation graph");
    for _ in 0..TRIES {
        learner.is_refused("formula", "kkk\r", "3*(a+b", "at character 7");
    }
    learner.session.type_in("q");
    learner.session.ends_with(0);
}

#[test]
fn a_probe_of_two_numbers_stays_in_the_line() {
    let mut learner = Learner::opens("neuron", "neuron");
    for _ in 0..TRIES {
        learner.is_refused("new situation", "kkkkjj\r", "1,0", "\"1,0\"");
    }
    learner.session.type_in("q");
    learner.session.ends_with(0);
}
