//! What the coach says now, as data for the screen.

use crate::story::Verdict;
use crate::words::Text;
use std::collections::BTreeSet;

/// A card as it stands at this state.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Said {
    /// The lesson, with the name of the story before it where it is a teacher's: the key of progress marks.
    pub key: String,
    /// The card, from 0.
    pub place: usize,
    /// Its heading.
    pub title: String,
    /// The headings of all cards.
    pub titles: Vec<String>,
    /// One a card: whether it is done.
    pub ticks: Vec<bool>,
    /// The words, with the numbers of this state; none of a card that tells of another.
    pub words: String,
    /// What the card asks to do, and whether that is done.
    pub deeds: Vec<(Text, bool)>,
    /// The state is none that the card speaks of.
    pub elsewhere: bool,
    /// The question, once it can be asked.
    pub asked: Option<Asked>,
    /// Why it cannot be asked here.
    pub trouble: Option<Text>,
    /// The long text; may be empty.
    pub more: String,
    /// The views that the card puts on stage, the largest first.
    pub views: Vec<String>,
    /// Exercises instead of the card: how they went so far.
    pub practice: Option<Text>,
    /// Whether the chapter has exercises.
    pub drills: bool,
    /// Tasks that are solved.
    pub solved: BTreeSet<String>,
    /// What the story leaves out, and what it shows and locks: names of parameters and views, keys as `key:e`.
    pub hidden: Vec<String>,
    /// See `hidden`.
    pub locked: Vec<String>,
    /// The parameters that the card asks to turn.
    pub turns: Vec<String>,
}

/// A question with what came of it so far.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Asked {
    /// Which one; another one after every answer to an exercise.
    pub id: String,
    /// The question.
    pub words: String,
    /// How it is answered.
    pub form: Form,
    /// What kind of answer is expected.
    pub expects: Text,
    /// The panel in which the answer can be pressed.
    pub panel: Option<String>,
    /// The hint given last.
    pub hint: Option<String>,
    /// Whether there are more hints.
    pub more_hints: bool,
    /// What came of the last answer.
    pub verdict: Option<Verdict>,
    /// How many answers were checked since it was put.
    pub tries: u32,
    /// The true answer with its arithmetic, when it was shown.
    pub told: Option<(Text, String)>,
}

/// How a question is answered.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Form {
    /// By a line that is typed.
    #[default]
    Line,
    /// By a line that is typed, or by what a parameter is set to.
    LineOrSetting,
    /// By one of these.
    Options(Vec<Text>),
    /// By doing it.
    Doing,
}

impl Said {
    /// Whether the story leaves out a view or parameter.
    #[must_use]
    pub fn hides(&self, name: &str) -> bool {
        self.hidden.iter().any(|hidden| hidden == name)
    }

    /// Whether the story hides or locks a view, parameter or key.
    #[must_use]
    pub fn forbids(&self, name: &str) -> bool {
        self.hides(name) || self.locked.iter().any(|locked| locked == name)
    }

    /// All that is read on the card.
    #[must_use]
    pub fn all_words(&self) -> String {
        let asked = self.asked.as_ref().map_or("", |asked| &asked.words);
        format!("{} {} {asked}", self.title, self.words)
    }

    /// The question that waits for an answer.
    #[must_use]
    pub fn open(&self) -> Option<&Asked> {
        self.asked.as_ref().filter(|asked| asked.is_open())
    }

    /// The question to which an answer is taken.
    #[must_use]
    pub fn unsolved(&self) -> Option<&Asked> {
        self.asked.as_ref().filter(|asked| asked.is_unsolved())
    }
}

impl Asked {
    /// Whether it was answered rightly.
    #[must_use]
    pub fn is_right(&self) -> bool {
        self.verdict.as_ref().is_some_and(|verdict| verdict.right)
    }

    /// Whether it waits for an answer, and the true one is kept: none was given yet, or after a wrong one there is
    /// another try.
    #[must_use]
    pub fn is_open(&self) -> bool {
        let waits =
            |verdict: &Verdict| !verdict.right && (self.form == Form::Doing || verdict.amiss.is_some());
        self.told.is_none() && self.verdict.as_ref().is_none_or(waits)
    }

    /// Whether an answer is taken: it waits for one, or the last one was wrong, and the next try begins another.
    #[must_use]
    pub fn is_unsolved(&self) -> bool {
        self.told.is_none() && !self.is_right()
    }
}
