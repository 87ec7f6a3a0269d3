//! An error is a sentence: what was wrong, where, and what to do.

use super::{Language, Text};
use std::fmt;

/// Whose move it is after a problem; headless runs turn it into the exit code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Blame {
    /// What was asked for cannot be asked for (exit code 2).
    Usage,
    /// What was asked for went wrong: a file, a run that diverged (exit code 1).
    Run,
}

/// Something went wrong, said in both languages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The sentence.
    pub text: Text,
    /// Whose move it is.
    pub blame: Blame,
}

impl Problem {
    /// A bad request: wrong parameter, wrong expression, unknown name.
    #[must_use]
    pub fn usage(text: Text) -> Problem {
        Problem { text, blame: Blame::Usage }
    }

    /// A good request that failed: an unreadable file, a diverged run.
    #[must_use]
    pub fn run(text: Text) -> Problem {
        Problem { text, blame: Blame::Run }
    }

    /// The sentence in one language.
    #[must_use]
    pub fn get(&self, language: Language) -> &str {
        self.text.get(language)
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text.en)
    }
}

impl std::error::Error for Problem {}
