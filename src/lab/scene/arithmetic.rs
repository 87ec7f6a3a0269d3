//! The arithmetic of a quantity, written out.

use super::Ink;
use crate::math::measured::{Measured, Verdict};
use crate::math::term::Worked;
use crate::say;
use crate::words::{Text, figure, same, text};

/// What stands for a formula: symbols, which are the same in both languages, or with words of each among them
/// (`⟨v·h⟩data`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Formula(Text);

impl From<&str> for Formula {
    fn from(symbols: &str) -> Formula {
        Formula(same(symbols))
    }
}

impl From<String> for Formula {
    fn from(symbols: String) -> Formula {
        Formula(same(symbols))
    }
}

impl From<Text> for Formula {
    fn from(words: Text) -> Formula {
        Formula(words)
    }
}

/// A formula, the same with the current numbers, the result, and where it is a gradient its check.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Arithmetic {
    /// What it is: "weight 142".
    pub name: Text,
    /// With symbols: `w₁₄₂ ← w₁₄₂ − α·dw₁₄₂`.
    pub formula: Text,
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
    pub formula: Text,
    /// The quotient, how far it can be off, and whether the derivative agrees.
    pub measured: Measured,
    /// Where the function has a corner exactly here, so that there is nothing to measure.
    pub corner: Option<Text>,
}

impl Check {
    /// Whether the measurement confirms the derivative.
    #[must_use]
    pub fn agrees(&self) -> bool {
        matches!(self.measured.verdict, Verdict::Agrees(_) | Verdict::Within)
    }

    /// Whether it contradicts it: not at a corner, where nothing can be measured.
    #[must_use]
    pub fn disagrees(&self) -> bool {
        self.corner.is_none() && self.measured.verdict == Verdict::Disagrees
    }

    /// What the measurement says about the derivative, in words.
    #[must_use]
    pub fn verdict(&self) -> Text {
        if let Some(corner) = &self.corner {
            return text("cannot be measured here: ", "此处无法测量：").then(corner);
        }
        match self.measured.verdict {
            Verdict::Agrees(15) => text("agrees to the last digit", "完全一致"),
            Verdict::Agrees(1) => text("agrees to 1 digit", "1 位数字一致"),
            Verdict::Agrees(digits) => say!("agrees to {digits} digits", "{digits} 位数字一致"),
            Verdict::Within => {
                let bound = figure(self.measured.bound, 1);
                say!("agrees within rounding, {bound}", "在舍入误差 {bound} 内一致")
            }
            Verdict::Corner => text("cannot be measured here: a corner", "此处无法测量：有折点"),
            Verdict::Edge => text("cannot be measured here: the function ends", "此处无法测量：函数在此终止"),
            Verdict::Disagrees => text("disagrees", "不一致"),
        }
    }
}

impl Arithmetic {
    /// What its result is called: `h₂` in `h₂ = Σⱼ w₂ⱼ·sⱼ`.
    #[must_use]
    pub fn subject(&self) -> Option<&str> {
        let (subject, _) = self.formula.en.split_once(['=', '←'])?;
        Some(subject.trim()).filter(|subject| !subject.is_empty())
    }

    /// Whether it computes with what is called so.
    #[must_use]
    pub fn takes(&self, symbol: &str) -> bool {
        let Some((_, computed)) = self.formula.en.split_once(['=', '←']) else { return false };
        let free = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
        computed.match_indices(symbol).any(|(at, _)| {
            free(computed[..at].chars().next_back()) && free(computed[at + symbol.len()..].chars().next())
        })
    }

    /// A line that is true as printed.
    #[must_use]
    pub fn worked(name: Text, formula: impl Into<Formula>, worked: Worked) -> Arithmetic {
        let Worked { numbers, result } = worked;
        Arithmetic { name, formula: formula.into().0, numbers, result, ..Arithmetic::default() }
    }

    /// With the measurement of the derivative that it is about.
    #[must_use]
    pub fn checked(
        self,
        formula: impl Into<Formula>,
        measured: Measured,
        corner: Option<Text>,
    ) -> Arithmetic {
        Arithmetic { check: Some(Check { formula: formula.into().0, measured, corner }), ..self }
    }
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
