//! A script, line by line, with what each line has to do with the picture.

use std::fmt;

/// What separates a line of a template from what it has to do with the picture: `dw = X @ dz / m  #: 2 dw`.
const MARK: &str = "  #: ";
/// A line of a template that has nothing to say.
pub(super) const NOTHING: &str = "#-";

/// The phase in which a line is carried out, and the names it makes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// The number of the phase, from 0.
    pub phase: usize,
    /// The names of the values made.
    pub names: Vec<String>,
}

/// A line of a script.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// As it is printed.
    pub text: String,
    /// What it has to do with the picture.
    pub mark: Option<Mark>,
}

/// A complete script.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Script {
    /// Its lines.
    pub lines: Vec<Line>,
}

impl Script {
    /// Takes the marks off the lines of a filled template.
    pub(super) fn of(filled: &str) -> Script {
        let lines = filled.trim_end().lines().filter(|line| line.trim() != NOTHING).map(line);
        Script { lines: spaced(lines.collect()) }
    }
}

/// Two blank lines before and after every function and class, never more than two anywhere.
fn spaced(lines: Vec<Line>) -> Vec<Line> {
    let mut spaced: Vec<Line> = Vec::new();
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
        let blank = || Line { text: String::new(), mark: None };
        spaced.extend(std::iter::repeat_with(blank).take(blanks.min(2)));
        blanks = 0;
        spaced.push(line);
    }
    spaced
}

fn line(filled: &str) -> Line {
    let Some((text, mark)) = filled.split_once(MARK) else {
        return Line { text: filled.trim_end().to_string(), mark: None };
    };
    let mut words = mark.split_whitespace();
    let phase = words.next().and_then(|word| word.parse().ok());
    let names = words.map(str::to_string).collect();
    Line { text: text.trim_end().to_string(), mark: phase.map(|phase| Mark { phase, names }) }
}

impl fmt::Display for Script {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.lines.iter().try_for_each(|line| writeln!(f, "{}", line.text))
    }
}
