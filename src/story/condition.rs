//! What has to be true: `cost < 0.1 and t <= 300`, `data is spiral`, `rises cost`.

use super::quantity::Named;
use super::{Lookahead, Quantity};
use crate::lab::Session;
use crate::say;
use crate::words::{Problem, Text};

/// Comparisons that all have to hold.
#[derive(Debug, Clone, PartialEq)]
pub struct Condition {
    source: String,
    parts: Vec<Part>,
}

#[derive(Debug, Clone, PartialEq)]
enum Part {
    Compare(Quantity, Sign, Quantity),
    /// A parameter of words has this value.
    Is(String, String),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sign {
    Less,
    LessOrEqual,
    More,
    MoreOrEqual,
    /// Equal to nine digits.
    Equal,
    Different,
}

/// Longest first, so that `<=` is not taken for `<`.
const SIGNS: [(&str, Sign); 6] = [
    ("<=", Sign::LessOrEqual),
    (">=", Sign::MoreOrEqual),
    ("!=", Sign::Different),
    ("<", Sign::Less),
    (">", Sign::More),
    ("==", Sign::Equal),
];

impl Condition {
    /// Reads a condition.
    ///
    /// # Errors
    /// A sentence that says what cannot be read.
    pub(super) fn parse(source: &str, named: &Named) -> Result<Condition, Text> {
        let parts =
            source.split(" and ").map(|part| Part::parse(part.trim(), named)).collect::<Result<_, _>>()?;
        Ok(Condition { source: source.trim().to_string(), parts })
    }

    /// As it was written.
    #[must_use]
    pub fn source(&self) -> &str {
        &self.source
    }

    /// Whether it holds where the learner is. What is not known yet does not hold.
    ///
    /// # Errors
    /// A sentence when a name means nothing here.
    pub fn holds(&self, here: &dyn Session, ahead: &mut Lookahead) -> Result<bool, Problem> {
        for part in &self.parts {
            if !part.holds(here, ahead)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// The quantities in it.
    pub(super) fn quantities(&self) -> impl Iterator<Item = &Quantity> {
        self.parts.iter().flat_map(|part| match part {
            Part::Compare(left, _, right) => vec![left, right],
            Part::Is(..) => Vec::new(),
        })
    }
}

impl Part {
    fn parse(source: &str, named: &Named) -> Result<Part, Text> {
        if let Some((name, value)) = source.split_once(" is ") {
            return Ok(Part::Is(name.trim().to_string(), value.trim().to_string()));
        }
        for (sign, meant) in SIGNS {
            if let Some((left, right)) = source.split_once(sign) {
                let read = |source: &str| Quantity::parse_with(source, named);
                return Ok(Part::Compare(read(left)?, meant, read(right)?));
            }
        }
        Err(say!(
            "\"{source}\" compares nothing: write a < b, a <= b, a == b or name is word",
            "“{source}”没有比较什么：应写成 a < b、a <= b、a == b 或 名称 is 词"
        ))
    }

    fn holds(&self, here: &dyn Session, ahead: &mut Lookahead) -> Result<bool, Problem> {
        match self {
            Part::Is(name, wanted) => {
                let value = here.parameters().value(name).map(ToString::to_string);
                Ok(value.is_some_and(|value| value.trim() == wanted))
            }
            Part::Compare(left, sign, right) => {
                let (left, right) = (left.value(here, ahead)?, right.value(here, ahead)?);
                let close = (left - right).abs() <= 1e-9 * left.abs().max(right.abs());
                Ok(match sign {
                    Sign::Less => left < right,
                    Sign::LessOrEqual => left <= right,
                    Sign::More => left > right,
                    Sign::MoreOrEqual => left >= right,
                    Sign::Equal => close,
                    Sign::Different => left.is_finite() && right.is_finite() && !close,
                })
            }
        }
    }
}
