//! The arithmetic of a quantity, written out.

use super::Ink;
use crate::words::Text;

/// A formula, the same with the current numbers, the result, and where it is a gradient its check.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Arithmetic {
    /// What it is: "weight 142".
    pub name: Text,
    /// With symbols: `w₁₄₂ ← w₁₄₂ − α·dw₁₄₂`.
    pub formula: String,
    /// With numbers: `0.00412 − 0.005·(−0.01873)`.
    pub numbers: String,
    /// The result: `0.00421`.
    pub result: String,
    /// The numeric check of a gradient.
    pub check: Option<Check>,
    /// Belongs to the phase being explained.
    pub active: bool,
}

/// A central difference beside the derivative it checks.
#[derive(Debug, Clone, PartialEq)]
pub struct Check {
    /// `(J(θ+ε) − J(θ−ε)) / 2ε` with the letters of the lesson.
    pub formula: String,
    /// The quotient.
    pub numeric: f64,
    /// |analytic − numeric| / max(|analytic|, |numeric|); 0 when both are 0.
    pub relative_error: f64,
    /// Why the check may fail here, where the function has a corner.
    pub corner: Option<Text>,
}

/// A line of prose.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Line {
    /// The words; wrapped where they are too long.
    pub text: Text,
    /// Their meaning.
    pub ink: Ink,
    /// Bold: a heading or the part being explained.
    pub strong: bool,
    /// Columns to the right.
    pub indent: u16,
}

impl Line {
    /// A plain line.
    #[must_use]
    pub fn plain(text: Text) -> Line {
        Line { text, ..Line::default() }
    }

    /// A heading.
    #[must_use]
    pub fn strong(text: Text) -> Line {
        Line { text, strong: true, ..Line::default() }
    }

    /// A line with a meaning.
    #[must_use]
    pub fn inked(text: Text, ink: Ink) -> Line {
        Line { text, ink, ..Line::default() }
    }

    /// Shifted to the right.
    #[must_use]
    pub fn indented(mut self, columns: u16) -> Line {
        self.indent = columns;
        self
    }
}
