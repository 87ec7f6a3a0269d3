//! A story, its chapters and its cards, as they were read.

use super::{Drill, Quantity, Sentence, Task, deed::Deed};
use crate::lab::Recipe;
use crate::say;
use crate::words::{Language, Problem, Text};

/// A file: one lesson told once, or several.
#[derive(Debug, Clone)]
pub struct Story {
    /// What it is called; the title of the first chapter when the file does not say.
    pub title: String,
    /// The language that it is written in.
    pub language: Language,
    /// One a lesson, in the order in which they are told.
    pub chapters: Vec<Chapter>,
}

/// The story of one lesson.
#[derive(Debug, Clone)]
pub struct Chapter {
    /// The lesson that it plays in.
    pub lesson: String,
    /// Its heading.
    pub title: String,
    /// A sentence or two before the first card; may be empty.
    pub foreword: String,
    /// Names of parameters and views, and keys as `key:e`, that the screen leaves out.
    pub hidden: Vec<String>,
    /// Names of parameters, views and keys that are shown and cannot be changed.
    pub locked: Vec<String>,
    /// The cards in order.
    pub cards: Vec<Card>,
    /// Exercises without end.
    pub drills: Vec<Drill>,
    /// Quantities that have a name in this chapter.
    pub(super) named: Vec<(String, Quantity)>,
    /// Line of the heading in the file.
    pub line: usize,
}

/// One thought: what to look at, what to do, what is asked.
#[derive(Debug, Clone)]
pub struct Card {
    /// Name in progress marks; unique in the chapter.
    pub id: String,
    /// Its heading.
    pub title: String,
    /// What the coach says: three lines of a small screen, with live numbers.
    pub coach: Sentence,
    /// The state that it is told at; `None` for wherever the learner is.
    pub scene: Option<Recipe>,
    /// Panels put on stage, the largest first.
    pub views: Vec<String>,
    /// What the card asks to do, in order.
    pub deeds: Vec<Deed>,
    /// What it asks.
    pub task: Option<Task>,
    /// The long text, in Markdown with live numbers; may be empty.
    pub more: Sentence,
    /// Numbers in the texts that come from outside the computation.
    pub(super) given: Vec<String>,
    /// Line of the heading in the file.
    pub line: usize,
}

impl Chapter {
    /// All tasks with their cards.
    pub fn tasks(&self) -> impl Iterator<Item = (&Card, &Task)> {
        self.cards.iter().filter_map(|card| Some((card, card.task.as_ref()?)))
    }

    /// Whether a card, a task or an exercise has this name.
    pub(super) fn has(&self, id: &str) -> bool {
        self.place(id).is_some()
            || self.tasks().any(|(_, task)| task.id == id)
            || self.drills.iter().any(|drill| drill.id() == id)
    }

    /// The place of the card with this id.
    #[must_use]
    pub fn place(&self, id: &str) -> Option<usize> {
        self.cards.iter().position(|card| card.id == id)
    }
}

impl Card {
    /// The parameters that the card asks to turn.
    pub fn turns(&self) -> impl Iterator<Item = &str> {
        let asked = self.task.iter().flat_map(Task::turns);
        self.deeds.iter().filter_map(Deed::sets).chain(asked)
    }

    /// Whether the card asks to turn this parameter.
    #[must_use]
    pub fn frees(&self, name: &str) -> bool {
        self.turns().any(|turned| turned == name)
    }

    /// Whether a state is one that the card speaks of: its lesson, its data, and the seed and every parameter
    /// that the card sets and does not ask to change. The step is free: cards are told while the run goes on.
    #[must_use]
    pub fn fits(&self, at: &Recipe) -> bool {
        let Some(scene) = &self.scene else { return true };
        let tasks = self.task.iter().flat_map(Task::demonstration);
        let reseeds = self.deeds.iter().chain(tasks).any(|deed| matches!(deed, Deed::Seed(_)));
        let in_force = |name: &str| {
            let edit = at.edits.iter().rev().find(|edit| edit.name == name);
            edit.map(|edit| edit.value.as_str()).or(at.settings.get(name))
        };
        let same = |a: &str, b: &str| match (a.trim().parse::<f64>(), b.trim().parse::<f64>()) {
            (Ok(a), Ok(b)) => a == b,
            _ => a.trim() == b.trim(),
        };
        let kept = |(name, value): (&str, &str)| {
            self.frees(name) || in_force(name).is_some_and(|now| same(now, value))
        };
        scene.lesson == at.lesson
            && (reseeds || scene.seed.unwrap_or(1) == at.seed.unwrap_or(1))
            && scene.data == at.data
            && scene.settings.iter().all(kept)
    }
}

/// What is wrong with a story, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Line in the file, from 1.
    pub line: usize,
    /// The sentence.
    pub why: Text,
}

impl Fault {
    pub(super) fn new(line: usize, why: Text) -> Fault {
        Fault { line, why }
    }

    /// The fault as a problem with the place named.
    #[must_use]
    pub fn problem(&self, file: &str) -> Problem {
        let line = self.line;
        Problem::usage(say!("{file}, line {line}: ", "{file} 第 {line} 行：").then(&self.why))
    }
}
