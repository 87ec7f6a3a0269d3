//! `nnlab learn LESSON --plain`: a story line by line, for screen readers, slow lines and pipes.

use super::output::{Output, Stop};
use super::plain::Plain;
use super::story::read_story;
use crate::app::places::Places;
use crate::app::progress::Progress;
use crate::lab::Recipe;
use crate::lessons;
use crate::say;
use crate::story::{Chapter, chapter, chapters};
use crate::words::{Language, Problem};
use std::path::PathBuf;

/// Which story is told.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Learn {
    /// The lesson; with a file, one of its chapters.
    pub(super) lesson: Option<String>,
    /// A story of one's own.
    pub(super) story: Option<PathBuf>,
    /// Line by line.
    pub(super) plain: bool,
}

impl Learn {
    /// The chapters that are meant, with the language that they are in.
    fn chapters(&self, language: Language) -> Result<(Vec<Chapter>, Language), Problem> {
        if let Some(file) = &self.story {
            let story = read_story(file)?;
            let wanted = |chapter: &Chapter| self.lesson.as_ref().is_none_or(|id| *id == chapter.lesson);
            let found: Vec<Chapter> = story.chapters.into_iter().filter(wanted).collect();
            if found.is_empty() {
                let id = self.lesson.clone().unwrap_or_default();
                return Err(Problem::usage(say!(
                    "This story has no chapter on \"{id}\".",
                    "这个故事里没有关于“{id}”的一章。"
                )));
            }
            return Ok((found, story.language));
        }
        let id = self.lesson.as_deref().unwrap_or("slope");
        let id = (lessons::find(id)?.card)().id;
        match chapter(id, language) {
            Some(chapter) => Ok((vec![chapter.clone()], language)),
            None => {
                let list = chapters(language).map(|chapter| chapter.lesson.as_str()).collect::<Vec<_>>();
                let list = list.join(", ");
                Err(Problem::usage(say!(
                    "Lesson \"{id}\" has no story yet. There are stories for: {list}.",
                    "课程“{id}”还没有故事。已有故事的课程：{list}。"
                )))
            }
        }
    }

    /// The lesson that is meant, for the screen: it has its story or its guide there.
    ///
    /// # Errors
    /// A sentence when there is no such lesson.
    pub(super) fn lesson(&self) -> Result<Recipe, Problem> {
        let id = self.lesson.as_deref().unwrap_or("slope");
        Ok(Recipe::of((lessons::find(id)?.card)().id))
    }
}

/// Tells it on standard output, with answers from standard input.
pub(super) fn learn(learn: &Learn, language: Language, out: &mut Output) -> Result<(), Stop> {
    let (chapters, language) = learn.chapters(language)?;
    let (mut progress, _) = Progress::load(Places::find().progress_file());
    let prefix = learn.story.as_ref().map(|file| {
        let stem = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        format!("{}/", crate::words::printable(&stem))
    });
    for chapter in &chapters {
        let key = format!("{}{}", prefix.clone().unwrap_or_default(), chapter.lesson);
        let mut plain = Plain::begin(chapter, language, out)?;
        let (solved, on) = plain.tell()?;
        for task in solved {
            progress.solve(&key, &task);
        }
        if !on {
            break;
        }
    }
    // Who has no home directory can learn all the same.
    if let Err(problem) = progress.save() {
        super::complain(&problem, language);
    }
    Ok(())
}
