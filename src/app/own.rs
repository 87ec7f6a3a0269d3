//! A teacher's story: its chapters stand on the list of lessons before those of the program.

use crate::lab::Recipe;
use crate::say;
use crate::story::{Chapter, Story};
use crate::words::{Language, Problem, printable};
use std::sync::Arc;

/// The chapters of a story file, and the one that is open.
#[derive(Debug, Clone, Default)]
pub struct Own {
    title: String,
    /// The file's name without its ending: the first part of the keys of progress marks.
    name: String,
    language: Language,
    chapters: Vec<Arc<Chapter>>,
    open: Option<usize>,
}

impl Own {
    /// A story that was read from the file of this name.
    #[must_use]
    pub fn new(story: Story, name: String) -> Own {
        let chapters = story.chapters.into_iter().map(Arc::new).collect();
        Own { title: story.title, name, language: story.language, chapters, open: None }
    }

    /// Chooses the chapter that plays in the lesson of a share line, if there is one: its rules hold for the line too.
    ///
    /// # Errors
    /// A sentence when the line sets what the chapter hides or locks.
    pub fn choose_for(&mut self, recipe: &Recipe) -> Result<(), Problem> {
        let plays = |chapter: &Arc<Chapter>| chapter.lesson == recipe.lesson;
        let Some(at) = self.chapters.iter().position(plays) else { return Ok(()) };
        let chapter = &self.chapters[at];
        let edited = recipe.edits.iter().map(|edit| edit.name.as_str());
        let mut set = recipe.settings.iter().map(|(name, _)| name).chain(edited);
        let kept = |name: &&str| chapter.hidden.iter().chain(&chapter.locked).any(|kept| kept == name);
        if let Some(name) = set.find(kept) {
            let (name, title) = (printable(name), printable(&chapter.title));
            return Err(Problem::usage(say!(
                "The story keeps \"{name}\" as it is in its chapter \"{title}\": leave it out of the line.",
                "故事的“{title}”一章不允许改动“{name}”：请从链接中去掉它。"
            )));
        }
        self.open = Some(at);
        Ok(())
    }

    /// What it is called.
    pub(super) fn title(&self) -> &str {
        &self.title
    }

    /// Its chapters in order.
    pub(super) fn chapters(&self) -> &[Arc<Chapter>] {
        &self.chapters
    }

    /// The chapter that is chosen.
    pub(super) fn chosen(&self) -> Option<usize> {
        self.open
    }

    /// Chooses a chapter; `None`: a lesson of the program.
    pub(super) fn choose(&mut self, chapter: Option<usize>) {
        self.open = chapter.filter(|at| *at < self.chapters.len());
    }

    /// The chapter that is open, if it plays in this lesson, with its language and the key of its progress marks.
    pub(super) fn open(&self, lesson: &str) -> Option<(Arc<Chapter>, Language, String)> {
        let chapter = self.chapters.get(self.open?).filter(|chapter| chapter.lesson == lesson)?;
        Some((Arc::clone(chapter), self.language, self.key(chapter)))
    }

    /// The key of a chapter's progress marks.
    pub(super) fn key(&self, chapter: &Chapter) -> String {
        format!("{}/{}", self.name, chapter.lesson)
    }
}
