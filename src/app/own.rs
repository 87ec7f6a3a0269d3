//! A teacher's story: its chapters stand on the list of lessons before those of the program.

use crate::story::{Chapter, Story};
use crate::words::Language;
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
