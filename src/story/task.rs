//! What a card asks, as it was read.

use super::{Condition, Deed, Quantity, Sentence};

/// A question with what it takes to answer it.
#[derive(Debug, Clone)]
pub struct Task {
    /// Name in progress marks; unique in the chapter.
    pub id: String,
    /// Its heading.
    pub title: String,
    /// The question.
    pub ask: Sentence,
    /// What is asked for.
    pub kind: Kind,
    /// Help, the vague one first.
    pub hints: Vec<Sentence>,
    /// What "show me" does.
    pub show: Vec<Deed>,
    /// The arithmetic beside the answer, filled in at the state in which it was asked.
    pub because: Sentence,
    /// Line of the heading in the file.
    pub line: usize,
}

/// How far a number may be off.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Tolerance {
    /// This part of the true value.
    Share(f64),
    /// This much.
    Absolute(f64),
}

/// Where something is on an axis.
#[derive(Debug, Clone, PartialEq)]
pub enum Aim {
    /// At this value.
    At(Quantity),
    /// Where a quantity is largest (or smallest) while a parameter goes from one end to the other.
    Best {
        /// What is looked for.
        of: Quantity,
        /// Whether the largest or the smallest.
        most: bool,
        /// The parameter that is moved.
        over: String,
        /// The ends of its way.
        range: (f64, f64),
    },
}

/// The kinds of questions. None of them holds an answer: each says how one is computed.
#[derive(Debug, Clone, PartialEq)]
#[expect(
    clippy::large_enum_variant,
    reason = "there are a few dozen tasks, and they are matched on everywhere"
)]
pub enum Kind {
    /// Will it rise, fall or stay?
    Direction {
        /// What.
        of: Quantity,
        /// After so many steps.
        after: u64,
    },
    /// How large is it?
    Number {
        /// What.
        of: Quantity,
        /// How exactly.
        within: Tolerance,
    },
    /// Which of these is true? Exactly one condition holds.
    Choice(Vec<(Sentence, Condition)>),
    /// Which of these, named or pressed in a panel, is the largest (or smallest)?
    Item {
        /// The panel.
        panel: String,
        /// Names with their quantities, in the order of the panel's items.
        items: Vec<(String, Quantity)>,
        /// The largest, or the smallest.
        most: bool,
    },
    /// Where in a panel?
    Place {
        /// The panel.
        panel: String,
        /// Along the horizontal axis.
        x: Aim,
        /// Along the vertical axis, where it matters.
        y: Option<Aim>,
        /// How far off, in units of the axes.
        within: f64,
    },
    /// Make this true.
    Reach {
        /// What.
        goal: Condition,
        /// At this step at the latest.
        within: Option<u64>,
        /// Deeds that do it; kept for the test and for "show me".
        solution: Vec<Deed>,
    },
    /// Find the value of a parameter from which on this happens.
    Break {
        /// The parameter.
        parameter: String,
        /// What happens.
        when: Condition,
        /// Between these values; at the first it does not happen, at the last it does.
        range: (f64, f64),
        /// How exactly, as a part of the value.
        within: f64,
    },
    /// Do this, in order, and be where this is true.
    Do {
        /// What.
        deeds: Vec<Deed>,
        /// Where it leads.
        then: Option<Condition>,
    },
}

impl Task {
    /// The parameters that whoever answers it will turn.
    pub fn turns(&self) -> impl Iterator<Item = &str> {
        let deeds: &[Deed] = match &self.kind {
            Kind::Reach { solution, .. } => solution,
            Kind::Do { deeds, .. } => deeds,
            _ => &[],
        };
        let parameter = match &self.kind {
            Kind::Break { parameter, .. } => Some(parameter.as_str()),
            Kind::Place { x: Aim::Best { over, .. }, .. } => Some(over.as_str()),
            _ => None,
        };
        deeds.iter().chain(&self.show).filter_map(Deed::sets).chain(parameter)
    }

    /// What shows the answer: the deeds written for it, or the solution.
    #[must_use]
    pub fn demonstration(&self) -> &[Deed] {
        match &self.kind {
            Kind::Reach { solution, .. } if self.show.is_empty() => solution,
            Kind::Do { deeds, .. } if self.show.is_empty() => deeds,
            _ => &self.show,
        }
    }

    /// The kind in one word, as it stands in the file.
    #[must_use]
    pub fn kind_name(&self) -> &'static str {
        match self.kind {
            Kind::Direction { .. } => "direction",
            Kind::Number { .. } => "number",
            Kind::Choice(_) => "choice",
            Kind::Item { .. } | Kind::Place { .. } => "point",
            Kind::Reach { .. } => "reach",
            Kind::Break { .. } => "break",
            Kind::Do { .. } => "do",
        }
    }
}
