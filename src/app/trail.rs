//! Lessons that were left, and the way back to each as it was.

use crate::lab::Recipe;
use std::collections::HashMap;

/// Where the learner was, by the key of a lesson or of a story's chapter.
#[derive(Debug, Default)]
pub(super) struct Trail {
    pub(super) places: HashMap<String, Left>,
    /// The lessons that were left, the last one last.
    pub(super) back: Vec<String>,
    /// Those that were left by going back.
    pub(super) forth: Vec<String>,
}

/// A lesson as it was left.
#[derive(Debug, Clone)]
pub(super) struct Left {
    pub(super) recipe: Recipe,
    /// The card that was told.
    pub(super) card: usize,
    /// The chapter of a teacher's story.
    pub(super) own: Option<usize>,
}

impl Trail {
    /// Whether a lesson was left here before.
    pub(super) fn knows(&self, key: &str) -> bool {
        self.places.contains_key(key)
    }
}
