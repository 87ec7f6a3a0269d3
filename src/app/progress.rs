//! Progress marks: which lessons were visited, how far, and where the last visit ended.

use super::keep;
use crate::lab::Recipe;
use crate::say;
use crate::words::{Problem, text};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

/// Version of the file's layout; one that a newer program wrote is not touched but set aside.
const VERSION: u32 = 1;

/// How far a learner came in one lesson.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Mark {
    /// The furthest step seen.
    pub furthest: u64,
    /// A run was seen to its end.
    pub finished: bool,
    /// Share line of the state that the last visit ended at.
    pub last: String,
    /// Names of the tasks that were done.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub tasks: BTreeSet<String>,
}

/// The file as it is written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct File {
    version: u32,
    /// The lesson visited last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    latest: Option<String>,
    #[serde(default)]
    lessons: BTreeMap<String, Mark>,
}

/// Progress marks of all lessons, by lesson id.
#[derive(Debug)]
pub struct Progress {
    path: Option<PathBuf>,
    marks: File,
}

impl Progress {
    /// Reads the marks kept at `path`. Whatever is wrong with the file, the program starts: a file that
    /// cannot be used is set aside, and the sentence says so.
    #[must_use]
    pub fn load(path: Option<PathBuf>) -> (Progress, Option<Problem>) {
        let mut progress = Progress { path, marks: File::new() };
        let Some(path) = &progress.path else { return (progress, None) };
        let why = match keep::read(path).map(|words| words.as_deref().map(File::parse)) {
            Ok(None) => return (progress, None),
            Ok(Some(Ok(marks))) => {
                progress.marks = marks;
                return (progress, None);
            }
            Ok(Some(Err(problem))) | Err(problem) => problem,
        };
        let kept = match keep::set_aside(path) {
            Ok(()) => text(
                " Progress begins anew; the old file is kept as progress.toml.bad.",
                "进度重新开始；原文件保存为 progress.toml.bad。",
            ),
            Err(_) => text(" Progress begins anew.", "进度重新开始。"),
        };
        let sentence = text("The progress file cannot be used: ", "无法使用进度文件：");
        let sentence = sentence.then(&why.text).then(&text(".", "。")).then(&kept);
        (progress, Some(Problem::run(sentence)))
    }

    /// How far the learner came in a lesson; `None` before the first visit.
    #[must_use]
    pub fn mark(&self, lesson: &str) -> Option<&Mark> {
        self.marks.lessons.get(lesson)
    }

    /// The share line of the state that the last session ended at.
    #[must_use]
    pub fn latest(&self) -> Option<&str> {
        self.mark(self.marks.latest.as_ref()?).map(|mark| mark.last.as_str())
    }

    /// Marks that the learner is at this state, and whether the run ends there.
    pub fn visit(&mut self, recipe: &Recipe, finished: bool) {
        let mark = self.marks.lessons.entry(recipe.lesson.clone()).or_default();
        mark.furthest = mark.furthest.max(recipe.step);
        mark.finished |= finished;
        mark.last = recipe.line();
        self.marks.latest = Some(recipe.lesson.clone());
    }

    /// Marks a task as done.
    pub fn solve(&mut self, lesson: &str, task: &str) {
        self.marks.lessons.entry(lesson.to_string()).or_default().tasks.insert(task.to_string());
    }

    /// Writes the marks.
    ///
    /// # Errors
    /// A sentence beginning with "not saved"; the session goes on.
    pub fn save(&self) -> Result<(), Problem> {
        let Some(path) = &self.path else {
            return Err(Problem::run(text(
                "not saved: there is no home directory to keep progress in",
                "未保存：没有可以保存进度的主目录",
            )));
        };
        let words = toml::to_string(&self.marks).map_err(|error| {
            let why = error.to_string();
            Problem::run(say!("not saved: {why}", "未保存：{why}"))
        })?;
        keep::write(path, &words)
    }
}

impl File {
    fn new() -> File {
        File { version: VERSION, latest: None, lessons: BTreeMap::new() }
    }

    /// Reads a file; share lines in it that no lesson could have written are forgotten.
    fn parse(words: &str) -> Result<File, Problem> {
        let mut file: File = toml::from_str(words).map_err(|error| {
            let line = error.span().map_or(1, |span| words[..span.start].matches('\n').count() + 1);
            Problem::run(say!("line {line} is damaged", "第 {line} 行已损坏"))
        })?;
        if file.version != VERSION {
            let version = file.version;
            return Err(Problem::run(say!(
                "it is of version {version}, and this nnlab reads version {VERSION}",
                "它的版本是 {version}，而此 nnlab 只读取版本 {VERSION}"
            )));
        }
        for mark in file.lessons.values_mut() {
            let usable = !mark.last.chars().any(char::is_control) && Recipe::parse(&mark.last).is_ok();
            if !usable {
                mark.last.clear();
            }
        }
        file.lessons.retain(|_, mark| !mark.last.is_empty() || !mark.tasks.is_empty());
        Ok(file)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    fn recipe(line: &str) -> Recipe {
        Recipe::parse(line).expect("a share line")
    }

    #[test]
    fn what_was_saved_is_there_again() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("deep/er/progress.toml");
        let (mut progress, problem) = Progress::load(Some(path.clone()));
        assert_eq!(problem, None);
        progress.visit(&recipe("cats?lr=0.01&step=400"), true);
        progress.visit(&recipe("cats?step=3"), false);
        progress.visit(&recipe("chain"), false);
        progress.solve("chain", "sign");
        assert_eq!(progress.save(), Ok(()));
        let (again, problem) = Progress::load(Some(path));
        assert_eq!(problem, None);
        let mark = again.mark("cats").expect("visited");
        assert_eq!((mark.furthest, mark.finished, mark.last.as_str()), (400, true, "cats?step=3"));
        assert!(again.mark("chain").expect("visited").tasks.contains("sign"));
        assert_eq!(again.latest(), Some("chain"));
        assert_eq!(fs::read_dir(folder.path().join("deep/er")).expect("made").count(), 1);
    }

    #[test]
    fn a_damaged_file_is_set_aside_and_saving_works_again() {
        let good = "version = 1\n[lessons.cats]\nfurthest = 3\nlast = \"cats?step=3\"\n";
        let damaged: [&[u8]; 9] = [
            b"",
            b"version = 1\n[lessons.cats",
            b"\0\0\0\0",
            &[b'['; 200_000],
            b"version = 999999\n",
            b"version = 1\n[lessons.cats]\nfurthest = -1\n",
            b"version = 1\n[lessons.cats]\nfurthest = 1e999\n",
            b"\xff\xfe",
            &[b'#'; 2 << 20],
        ];
        assert!(File::parse(good).is_ok());
        for bytes in damaged {
            let folder = tempfile::tempdir().expect("a folder");
            let path = folder.path().join("progress.toml");
            fs::write(&path, bytes).expect("written");
            let (mut progress, problem) = Progress::load(Some(path.clone()));
            assert!(problem.is_some_and(|problem| problem.text.en.contains("progress.toml.bad")));
            assert_eq!(fs::read(folder.path().join("progress.toml.bad")).expect("kept"), bytes);
            progress.visit(&recipe("chain"), false);
            assert_eq!(progress.save(), Ok(()));
            assert_eq!(Progress::load(Some(path)).1, None);
        }
    }

    #[test]
    fn what_is_not_a_file_neither_hangs_nor_stops_the_start() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("progress.toml");
        for make in ["mkdir", "mkfifo", "ln -s /dev/zero", "ln -s progress.toml", "ln -s /nonexistent/x"] {
            let made = std::process::Command::new("sh")
                .args(["-c", &format!("rm -rf progress.toml*; {make} progress.toml")])
                .current_dir(folder.path())
                .status();
            assert!(made.expect("a shell").success());
            let (mut progress, problem) = Progress::load(Some(path.clone()));
            assert!(problem.is_some(), "{make}");
            progress.visit(&recipe("chain"), false);
            assert_eq!(progress.save(), Ok(()), "{make}");
        }
    }

    #[test]
    fn a_place_that_cannot_be_written_is_said_and_nothing_else() {
        let (mut progress, problem) = Progress::load(Some("/dev/null/nnlab/progress.toml".into()));
        assert_eq!(problem, None);
        progress.visit(&recipe("chain"), false);
        let problem = progress.save().expect_err("no folder can be made there");
        assert!(problem.text.en.starts_with("not saved: "), "{problem}");
        assert!(Progress { path: None, ..progress }.save().is_err());
    }

    #[test]
    fn a_share_line_that_could_steer_a_terminal_is_forgotten() {
        let words = "version = 1\n[lessons.cats]\nlast = \"cats?\\u001b]0;pwned\\u0007=1\"\n";
        assert_eq!(File::parse(words).expect("readable").lessons, BTreeMap::new());
    }
}
