//! `nnlab story check FILE` and `nnlab story print LESSON`.

use super::output::{Output, Stop};
use crate::app::Own;
use crate::app::keys::Keymap;
use crate::data::files::{MB, read_text};
use crate::lessons;
use crate::say;
use crate::story::{self, Fault, Lookahead, Story, handout};
use crate::words::{Language, Problem, Text, printable};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// What is done with stories.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Work {
    /// Say what is wrong with a file.
    Check(PathBuf),
    /// Write a handout of a lesson's story, or of a file's.
    Print {
        /// A lesson, or a file.
        what: String,
        /// With the answers.
        answers: bool,
    },
}

/// Scenes that measure time are not measured here.
fn no_clock() -> Duration {
    Duration::ZERO
}

/// Reads and checks a file. All faults are in the sentence, a line each.
pub(super) fn read_story(file: &Path) -> Result<Story, Problem> {
    let source = read_text(file, MB)?;
    let name = printable(&file.to_string_lossy());
    let story = Story::read(&source).map_err(|faults| all(&faults, &name))?;
    let faults = story::check(&story, &Keymap::default().told(), &mut Lookahead::new(no_clock));
    if faults.is_empty() { Ok(story) } else { Err(all(&faults, &name)) }
}

/// A story of one's own for the list of lessons.
///
/// # Errors
/// What is wrong with the file, line by line.
pub(super) fn own(file: &Path) -> Result<Own, Problem> {
    let story = read_story(file)?;
    let name = file.file_stem().unwrap_or_default().to_string_lossy();
    Ok(Own::new(story, printable(&name)))
}

fn all(faults: &[Fault], name: &str) -> Problem {
    let problems = faults.iter().map(|fault| fault.problem(name).text);
    let lines = problems.reduce(|a, b| a.then(&say!("\n", "\n")).then(&b));
    Problem::usage(lines.unwrap_or_else(Text::default))
}

/// Carries it out.
pub(super) fn work(work: &Work, language: Language, out: &mut Output) -> Result<(), Stop> {
    match work {
        Work::Check(file) => {
            let story = read_story(file)?;
            let cards: usize = story.chapters.iter().map(|chapter| chapter.cards.len()).sum();
            let tasks: usize = story.chapters.iter().map(|chapter| chapter.tasks().count()).sum();
            let drills: usize = story.chapters.iter().map(|chapter| chapter.drills.len()).sum();
            let (title, chapters) = (printable(&story.title), story.chapters.len());
            let said = say!(
                "{title}: {chapters} lesson(s), {cards} cards, {tasks} tasks, {drills} kinds of exercises. Nothing is wrong.",
                "{title}：{chapters} 课，{cards} 张卡片，{tasks} 个任务，{drills} 种练习。没有发现问题。"
            );
            writeln!(out, "{}", said.get(language))?;
        }
        Work::Print { what, answers } => {
            let is_file = Path::new(what).is_file();
            let (chapters, language) = if is_file {
                let story = read_story(Path::new(what))?;
                (story.chapters, story.language)
            } else {
                let id = (lessons::find(what)?.card)().id;
                let told = story::chapter(id, language).ok_or_else(|| {
                    Problem::usage(say!("Lesson \"{id}\" has no story yet.", "课程“{id}”还没有故事。"))
                })?;
                (vec![told.clone()], language)
            };
            let keys = Keymap::default().told();
            for chapter in &chapters {
                let page = handout(chapter, language, *answers, &keys, Lookahead::new(no_clock))?;
                write!(out, "{page}")?;
            }
        }
    }
    Ok(())
}
