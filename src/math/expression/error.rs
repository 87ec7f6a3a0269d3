//! What is wrong with an expression, and where.

use crate::say;
use crate::words::{Problem, Text};

/// An expression that cannot be read: at this place this was found, and that was expected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExpressionError {
    /// Where, in bytes from the start of the source.
    pub byte: usize,
    /// Where, in characters, counted from 1: a caret goes under this one.
    pub column: usize,
    /// What stands there.
    pub found: Text,
    /// What could stand there.
    pub expected: Text,
}

impl ExpressionError {
    /// The whole as one sentence.
    #[must_use]
    pub fn text(&self) -> Text {
        let ExpressionError { column, found, expected, .. } = self;
        let (found_en, found_zh, expected_en, expected_zh) =
            (&found.en, &found.zh, &expected.en, &expected.zh);
        say!(
            "at character {column}: found {found_en}, expected {expected_en}",
            "第 {column} 个字符处：遇到{found_zh}，应为{expected_zh}"
        )
    }
}

impl From<ExpressionError> for Problem {
    fn from(error: ExpressionError) -> Problem {
        Problem::usage(error.text())
    }
}

/// A place in the source.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) byte: usize,
    pub(super) column: usize,
}

impl Place {
    pub(super) fn error(self, found: Text, expected: Text) -> ExpressionError {
        ExpressionError { byte: self.byte, column: self.column, found, expected }
    }
}
