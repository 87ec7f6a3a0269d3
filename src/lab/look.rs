//! What a lesson is told when it is asked for a scene.

use super::{History, JobResults};

/// How much of the step that follows is shown: a cursor over its phases.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Reveal {
    /// Everything the step computes.
    #[default]
    Whole,
    /// The phases up to and including this one, which is the one being explained.
    Upto(usize),
}

impl Reveal {
    /// Whether phase `index` has been computed.
    #[must_use]
    pub fn shows(self, index: usize) -> bool {
        match self {
            Reveal::Whole => true,
            Reveal::Upto(last) => index <= last,
        }
    }

    /// Whether phase `index` is the one being explained.
    #[must_use]
    pub fn explains(self, index: usize) -> bool {
        self == Reveal::Upto(index)
    }
}

/// The view's side of a scene: where in the step, what came before, what jobs have found.
#[derive(Debug)]
pub struct Look<'a> {
    /// The step.
    pub t: u64,
    /// How much of the step that follows is shown.
    pub reveal: Reveal,
    /// Metrics of all steps up to the furthest visited.
    pub history: &'a History,
    /// Results of background jobs so far, by name.
    pub results: &'a [JobResults],
    /// Columns and rows worth computing for the largest field or picture, in pixels.
    pub detail: (u16, u16),
}

impl Look<'_> {
    /// What the named background job has found so far.
    #[must_use]
    pub fn results(&self, name: &str) -> Option<&JobResults> {
        self.results.iter().find(|found| found.name == name)
    }
}
