//! A script, line by line, with what each line has to do with the picture.

use crate::lab::scene::{CodeLine, Moment};
use std::fmt;

/// What separates a line of a template from what it has to do with the picture: `dw = X @ dz / m  #: 2 dw`.
const MARK: &str = "  #: ";
/// A line of a template that has nothing to say.
pub(super) const NOTHING: &str = "#-";

/// A complete script.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Script {
    /// Its lines.
    pub lines: Vec<CodeLine>,
}

impl Script {
    /// Takes the marks off the lines of a filled template.
    pub(super) fn of(filled: &str) -> Script {
        let lines = filled.trim_end().lines().filter(|line| line.trim() != NOTHING).map(line);
        Script { lines: spaced(lines.collect()) }
    }
}

impl Script {
    /// The same with a single blank line where there are two.
    pub(super) fn closer(self) -> Script {
        let mut lines: Vec<CodeLine> = Vec::with_capacity(self.lines.len());
        for line in self.lines {
            if !line.text.is_empty() || lines.last().is_some_and(|last| !last.text.is_empty()) {
                lines.push(line);
            }
        }
        Script { lines }
    }
}

impl Script {
    /// The same without blank lines, but for those in words of several lines.
    pub(super) fn dense(self) -> Script {
        let mut inside = false;
        let kept = |line: &CodeLine| {
            let kept = inside || !line.text.is_empty();
            inside ^= line.text.matches("\"\"\"").count() % 2 == 1;
            kept
        };
        Script { lines: self.lines.into_iter().filter(kept).collect() }
    }

    /// The same without lines that only remark on those below them.
    pub(super) fn without_remarks(self) -> Script {
        let mut inside = false;
        let code = |line: &CodeLine| {
            let remark = !inside && line.text.trim_start().starts_with("# ");
            inside ^= line.text.matches("\"\"\"").count() % 2 == 1;
            !remark
        };
        Script { lines: self.lines.into_iter().filter(code).collect() }
    }
}

/// Two blank lines before and after every function and class, never more than two anywhere.
fn spaced(lines: Vec<CodeLine>) -> Vec<CodeLine> {
    let mut spaced: Vec<CodeLine> = Vec::new();
    let (mut in_function, mut blanks) = (false, 0);
    for line in lines {
        if line.text.is_empty() {
            blanks += 1;
            continue;
        }
        if !line.text.starts_with([' ', ')', ']', '}']) {
            let begins = ["def ", "class "].iter().any(|word| line.text.starts_with(word));
            if begins || in_function {
                blanks = 2;
            }
            in_function = begins;
        }
        let blank = || CodeLine { text: String::new(), moment: None };
        spaced.extend(std::iter::repeat_with(blank).take(blanks.min(2)));
        blanks = 0;
        spaced.push(line);
    }
    spaced
}

/// Takes the mark off a line: `2 dw db` is the phase that carries it out and the names of what it makes, `3.1 n.u` the
/// same with the one step that does.
fn line(filled: &str) -> CodeLine {
    let Some((text, mark)) = filled.split_once(MARK) else {
        return CodeLine { text: filled.trim_end().to_string(), moment: None };
    };
    let mut words = mark.split_whitespace();
    let when = words.next().unwrap_or_default();
    let (step, phase) = match when.split_once('.') {
        Some((step, phase)) => (step.parse().ok(), phase),
        None => (None, when),
    };
    let names = words.map(str::to_string).collect();
    let moment = phase.parse().ok().map(|phase| Moment { step, phase, names });
    CodeLine { text: text.trim_end().to_string(), moment }
}

impl fmt::Display for Script {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.lines.iter().try_for_each(|line| writeln!(f, "{}", line.text))
    }
}
