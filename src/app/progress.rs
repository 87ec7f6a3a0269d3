//! Progress marks: which lessons were visited, how far, and where the last visit ended.

mod pins;

pub use pins::Kept;

use super::keep;
use crate::lab::Recipe;
use crate::say;
use crate::words::{Problem, text};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

/// Version of the file's layout; one that a newer program wrote is left alone.
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
    /// Share line of a second run that stood beside it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub beside: String,
    /// Names of the tasks that were done.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub tasks: BTreeSet<String>,
    /// Pinned runs.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub pins: Vec<Kept>,
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

/// The one thing that is the same in every version of the file.
#[derive(Debug, Deserialize)]
struct Versioned {
    version: u32,
}

/// Progress marks of all lessons, by lesson id.
#[derive(Debug)]
pub struct Progress {
    path: Option<PathBuf>,
    marks: File,
    /// Lessons that this session has marked: all else in the file is another window's.
    touched: BTreeSet<String>,
    /// Lessons and share lines of runs that this session pins no longer.
    unpinned: BTreeSet<(String, String)>,
    /// Whether this session was in a lesson.
    visited: bool,
}

/// Why a file's words cannot be used.
enum Unusable {
    /// A newer program wrote them.
    Newer(u32),
    /// They are damaged.
    Damaged(Problem),
}

impl Progress {
    /// Reads the marks kept at `path`. Whatever is wrong with the file, the program starts: a file that
    /// cannot be used is set aside, and the sentence says so.
    #[must_use]
    pub fn load(path: Option<PathBuf>) -> (Progress, Option<Problem>) {
        let mut progress = Progress {
            path,
            marks: File::new(),
            touched: BTreeSet::new(),
            unpinned: BTreeSet::new(),
            visited: false,
        };
        let Some(path) = &progress.path else { return (progress, None) };
        let why = match keep::read(path).map(|words| words.as_deref().map(File::parse)) {
            Ok(None) => return (progress, None),
            Ok(Some(Ok(marks))) => {
                progress.marks = marks;
                return (progress, None);
            }
            Ok(Some(Err(Unusable::Newer(version)))) => return (progress, Some(newer(version))),
            Ok(Some(Err(Unusable::Damaged(problem)))) | Err(problem) => problem,
        };
        let kept = match keep::set_aside(path) {
            Ok(name) => {
                say!(
                    " Progress begins anew; the old file is kept as {name}.",
                    "进度重新开始；原文件保存为 {name}。"
                )
            }
            Err(_) => text(" Progress begins anew.", "进度重新开始。"),
        };
        let sentence = text("The progress file cannot be used: ", "无法使用进度文件：");
        let sentence = sentence.then(&why.text).then(&text(".", "。")).then(&kept);
        (progress, Some(Problem::run(sentence)))
    }

    /// The lessons that have marks.
    pub fn lessons(&self) -> impl Iterator<Item = &str> {
        self.marks.lessons.keys().map(String::as_str)
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

    /// Marks that the learner is at this state of a lesson (or of a story's chapter), and whether the run ends there.
    pub fn visit(&mut self, lesson: &str, recipe: &Recipe, finished: bool) {
        let mark = self.marks.lessons.entry(lesson.to_string()).or_default();
        mark.furthest = mark.furthest.max(recipe.step);
        mark.finished |= finished;
        mark.last = recipe.line();
        self.marks.latest = Some(lesson.to_string());
        self.touched.insert(lesson.to_string());
        self.visited = true;
    }

    /// Marks which run stands beside that of a lesson; an empty line for none.
    pub fn put_beside(&mut self, lesson: &str, line: String) {
        if let Some(mark) = self.marks.lessons.get_mut(lesson) {
            mark.beside = line;
        }
    }

    /// Marks a task as done.
    pub fn solve(&mut self, lesson: &str, task: &str) {
        self.marks.lessons.entry(lesson.to_string()).or_default().tasks.insert(task.to_string());
        self.touched.insert(lesson.to_string());
    }

    /// Writes the marks: what this session has marked is added to what the file holds by now, whoever wrote it.
    ///
    /// # Errors
    /// A sentence beginning with "not saved"; the session goes on.
    pub fn save(&self) -> Result<(), Problem> {
        self.write(|on_disk| {
            for lesson in &self.touched {
                if let Some(mine) = self.marks.lessons.get(lesson) {
                    let theirs = on_disk.lessons.entry(lesson.clone()).or_default();
                    theirs.pins.retain(|pin| !self.unpinned.contains(&(lesson.clone(), pin.line.clone())));
                    theirs.take(mine);
                }
            }
            if self.visited {
                on_disk.latest.clone_from(&self.marks.latest);
            }
        })
    }

    /// Forgets the marks of a lesson, or all, here and in the file.
    ///
    /// # Errors
    /// A sentence beginning with "not saved".
    pub fn reset(&mut self, lesson: Option<&str>) -> Result<(), Problem> {
        let forget = |marks: &mut File| match lesson {
            Some(lesson) => {
                marks.lessons.remove(lesson);
            }
            None => *marks = File::new(),
        };
        self.write(forget)?;
        forget(&mut self.marks);
        self.touched.clear();
        Ok(())
    }

    /// Changes what the file holds, while no other window does.
    fn write(&self, change: impl FnOnce(&mut File)) -> Result<(), Problem> {
        let Some(path) = &self.path else {
            return Err(Problem::run(text(
                "not saved: there is no home directory to keep progress in",
                "未保存：没有可以保存进度的主目录",
            )));
        };
        let _held = keep::hold(path);
        let mut marks = match keep::read(path).map(|words| words.as_deref().map(File::parse)) {
            Ok(Some(Ok(marks))) => marks,
            Ok(Some(Err(Unusable::Newer(version)))) => {
                return Err(Problem::run(text("not saved: ", "未保存：").then(&newer(version).text)));
            }
            // Damaged since it was read: what this session knows is the best there is.
            Ok(None | Some(Err(Unusable::Damaged(_)))) | Err(_) => self.marks.clone(),
        };
        change(&mut marks);
        let words = toml::to_string(&marks).map_err(|error| {
            let why = error.to_string();
            Problem::run(say!("not saved: {why}", "未保存：{why}"))
        })?;
        keep::write(path, &words)
    }
}

fn newer(version: u32) -> Problem {
    Problem::run(say!(
        "the progress file is of version {version}, which a newer nnlab wrote; it is left as it is",
        "进度文件的版本是 {version}，由更新的 nnlab 写成；原样保留"
    ))
}

impl Mark {
    /// Adds what another session of the same learner knows.
    fn take(&mut self, mine: &Mark) {
        self.furthest = self.furthest.max(mine.furthest);
        self.finished |= mine.finished;
        if !mine.last.is_empty() {
            self.last.clone_from(&mine.last);
        }
        self.tasks.extend(mine.tasks.iter().cloned());
        for pin in &mine.pins {
            match self.pins.iter_mut().find(|known| known.line == pin.line) {
                Some(known) => known.clone_from(pin),
                None => self.pins.push(pin.clone()),
            }
        }
    }
}

impl File {
    fn new() -> File {
        File { version: VERSION, latest: None, lessons: BTreeMap::new() }
    }

    /// Reads a file; share lines in it that no lesson could have written are forgotten.
    fn parse(words: &str) -> Result<File, Unusable> {
        let damaged = |error: &toml::de::Error| {
            let line = error.span().map_or(1, |span| words[..span.start].matches('\n').count() + 1);
            Unusable::Damaged(Problem::run(say!("line {line} is damaged", "第 {line} 行已损坏")))
        };
        // The version alone first: the rest of a newer layout may be anything.
        let Versioned { version } = toml::from_str(words).map_err(|error| damaged(&error))?;
        if version > VERSION {
            return Err(Unusable::Newer(version));
        }
        let mut file: File = toml::from_str(words).map_err(|error| damaged(&error))?;
        for mark in file.lessons.values_mut() {
            let usable = |line: &str| !line.chars().any(char::is_control) && Recipe::parse(line).is_ok();
            mark.pins.retain(|pin| usable(&pin.line));
            if !usable(&mark.last) {
                mark.last.clear();
            }
        }
        let tells = |mark: &Mark| !(mark.last.is_empty() && mark.tasks.is_empty() && mark.pins.is_empty());
        file.lessons.retain(|_, mark| tells(mark));
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
        progress.visit("cats", &recipe("cats?lr=0.01&step=400"), true);
        progress.visit("cats", &recipe("cats?step=3"), false);
        progress.visit("chain", &recipe("chain"), false);
        progress.solve("chain", "sign");
        assert_eq!(progress.save(), Ok(()));
        let (again, problem) = Progress::load(Some(path));
        assert_eq!(problem, None);
        let mark = again.mark("cats").expect("visited");
        assert_eq!((mark.furthest, mark.finished, mark.last.as_str()), (400, true, "cats?step=3"));
        assert!(again.mark("chain").expect("visited").tasks.contains("sign"));
        assert_eq!(again.latest(), Some("chain"));
        let files = fs::read_dir(folder.path().join("deep/er")).expect("made");
        let mut names: Vec<_> = files.map(|file| file.expect("an entry").file_name()).collect();
        names.sort();
        assert_eq!(names, ["progress.lock", "progress.toml"]);
    }

    #[test]
    fn a_damaged_file_is_set_aside_and_saving_works_again() {
        let good = "version = 1\n[lessons.cats]\nfurthest = 3\nlast = \"cats?step=3\"\n";
        let damaged: [&[u8]; 8] = [
            b"",
            b"version = 1\n[lessons.cats",
            b"\0\0\0\0",
            &[b'['; 200_000],
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
            progress.visit("chain", &recipe("chain"), false);
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
            progress.visit("chain", &recipe("chain"), false);
            assert_eq!(progress.save(), Ok(()), "{make}");
        }
    }

    #[test]
    fn windows_do_not_lose_each_others_marks() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("progress.toml");
        let mut windows: Vec<Progress> = (0..3).map(|_| Progress::load(Some(path.clone())).0).collect();
        for (window, lesson) in windows.iter_mut().zip(["slope", "chain", "descent"]) {
            window.visit(lesson, &recipe(&format!("{lesson}?step=3")), false);
            window.solve(lesson, "one");
            assert_eq!(window.save(), Ok(()));
        }
        windows[0].solve("chain", "two");
        assert_eq!(windows[0].save(), Ok(()));
        let (again, _) = Progress::load(Some(path.clone()));
        assert_eq!(again.lessons().collect::<Vec<_>>(), ["chain", "descent", "slope"]);
        let chain = again.mark("chain").expect("marked");
        assert_eq!((chain.tasks.len(), chain.last.as_str()), (2, "chain?step=3"));
        assert_eq!(windows[1].reset(Some("slope")), Ok(()));
        assert!(Progress::load(Some(path)).0.mark("slope").is_none());
    }

    #[test]
    fn a_newer_file_is_left_as_it_is() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("progress.toml");
        let words = "version = 999999\nlessons = 'another layout'\n";
        fs::write(&path, words).expect("written");
        let (mut progress, problem) = Progress::load(Some(path.clone()));
        assert!(problem.is_some_and(|problem| problem.text.en.contains("left as it is")));
        progress.visit("chain", &recipe("chain"), false);
        assert!(progress.save().is_err_and(|problem| problem.text.en.starts_with("not saved: ")));
        assert_eq!(fs::read_to_string(&path).expect("there"), words);
    }

    #[cfg(unix)]
    #[test]
    fn a_link_stays_a_link() {
        let folder = tempfile::tempdir().expect("a folder");
        let (path, real) = (folder.path().join("progress.toml"), folder.path().join("real.toml"));
        fs::write(&real, "version = 1\n").expect("written");
        std::os::unix::fs::symlink(&real, &path).expect("linked");
        let (mut progress, problem) = Progress::load(Some(path.clone()));
        assert_eq!(problem, None);
        progress.visit("chain", &recipe("chain"), false);
        assert_eq!(progress.save(), Ok(()));
        assert!(fs::symlink_metadata(&path).expect("there").file_type().is_symlink());
        assert!(fs::read_to_string(&real).expect("there").contains("chain"));
    }

    #[test]
    fn a_file_set_aside_before_is_kept_too() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("progress.toml");
        for bytes in ["one", "two"] {
            fs::write(&path, bytes).expect("written");
            let _ = Progress::load(Some(path.clone()));
        }
        let read = |name: &str| fs::read_to_string(folder.path().join(name)).expect("kept");
        assert_eq!((read("progress.toml.bad").as_str(), read("progress.toml.bad2").as_str()), ("one", "two"));
    }

    #[test]
    fn a_place_that_cannot_be_written_is_said_and_nothing_else() {
        let (mut progress, problem) = Progress::load(Some("/dev/null/nnlab/progress.toml".into()));
        assert_eq!(problem, None);
        progress.visit("chain", &recipe("chain"), false);
        let problem = progress.save().expect_err("no folder can be made there");
        assert!(problem.text.en.starts_with("not saved: "), "{problem}");
        assert!(Progress { path: None, ..progress }.save().is_err());
    }

    #[test]
    fn a_share_line_that_could_steer_a_terminal_is_forgotten() {
        let words = "version = 1\n[lessons.cats]\nlast = \"cats?\\u001b]0;pwned\\u0007=1\"\n";
        let file = File::parse(words).unwrap_or_else(|_| panic!("readable"));
        assert_eq!(file.lessons, BTreeMap::new());
    }
}
