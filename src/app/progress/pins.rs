//! Pinned runs among the progress marks.

use super::Progress;
use serde::{Deserialize, Serialize};

/// A pinned run, as it is kept.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Kept {
    /// What it is called.
    pub name: String,
    /// Its share line.
    pub line: String,
}

impl Progress {
    /// The runs that are pinned in a lesson.
    #[must_use]
    pub fn pins(&self, lesson: &str) -> &[Kept] {
        self.mark(lesson).map_or(&[], |mark| &mark.pins)
    }

    /// Marks which runs are pinned in a lesson by now.
    pub fn pin(&mut self, lesson: &str, pins: Vec<Kept>) {
        if self.pins(lesson) == pins {
            return;
        }
        let mark = self.marks.lessons.entry(lesson.to_string()).or_default();
        for old in &mark.pins {
            if pins.iter().all(|pin| pin.line != old.line) {
                self.unpinned.insert((lesson.to_string(), old.line.clone()));
            }
        }
        self.unpinned.retain(|(of, line)| of != lesson || pins.iter().all(|pin| pin.line != *line));
        mark.pins = pins;
        self.touched.insert(lesson.to_string());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn windows_do_not_lose_each_others_pins() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("progress.toml");
        let kept = |line: &str| Kept { name: "one".into(), line: line.into() };
        let (mut first, mut second) =
            (Progress::load(Some(path.clone())).0, Progress::load(Some(path.clone())).0);
        first.pin("cats", vec![kept("cats?lr=0.1&step=9"), kept("cats?lr=0.2&step=9")]);
        assert_eq!(first.save(), Ok(()));
        second.pin("cats", vec![kept("cats?lr=0.3&step=9")]);
        assert_eq!(second.save(), Ok(()));
        first.pin("cats", vec![kept("cats?lr=0.2&step=9")]);
        assert_eq!(first.save(), Ok(()));
        let lines = |progress: &Progress| -> Vec<String> {
            progress.pins("cats").iter().map(|pin| pin.line.clone()).collect()
        };
        let again = Progress::load(Some(path)).0;
        assert_eq!(lines(&again), ["cats?lr=0.2&step=9", "cats?lr=0.3&step=9"]);
    }
}
