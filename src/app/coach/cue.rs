//! What the screen asks of the coach, and what the coach asks of the desk.

use crate::lab::{Recipe, Spot};
use crate::story::{Chapter, Deed, Keys};
use crate::words::Language;
use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

/// Something the learner wants from the coach.
#[derive(Debug, Clone, PartialEq)]
pub enum Cue {
    /// Tell this chapter.
    Begin(Telling),
    /// The next card.
    Next,
    /// The card before.
    Before,
    /// The card of this place, from 0.
    Card(usize),
    /// Back to the card's own state.
    Return,
    /// An answer, as it was typed; nothing typed asks to look at what was done.
    Answer(String),
    /// An answer, pressed in a panel.
    At(Spot),
    /// A hint.
    Hint,
    /// Show the answer, with a pause before each deed.
    Show(Duration),
    /// Exercises, or back to the story.
    Practice,
}

/// A chapter to be told, and from where.
#[derive(Debug, Clone)]
pub struct Telling {
    /// The chapter.
    pub chapter: Arc<Chapter>,
    /// Its language.
    pub language: Language,
    /// Key of its progress marks.
    pub key: String,
    /// Tasks that were solved on earlier visits.
    pub solved: BTreeSet<String>,
    /// The card to begin with.
    pub place: usize,
    /// Whether the learner is brought to that card's state.
    pub moves: bool,
    /// The keys in force.
    pub keys: Keys,
}

impl PartialEq for Telling {
    fn eq(&self, other: &Telling) -> bool {
        Arc::ptr_eq(&self.chapter, &other.chapter)
            && (&self.key, self.place, self.moves) == (&other.key, other.place, other.moves)
    }
}

/// What is to be done with the lesson.
#[derive(Debug, Clone, PartialEq)]
pub enum Wish {
    /// Go to this state.
    Open(Recipe),
    /// Do this, with a pause before each deed.
    Perform {
        /// Where it begins; nothing: where the learner is.
        from: Option<Recipe>,
        /// What is done.
        deeds: Vec<Deed>,
        /// The pause.
        pause: Duration,
    },
}
