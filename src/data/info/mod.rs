//! What a file is and holds, what was found out about it, which lesson reads it with which line, and why another
//! does not: for every file that any lesson reads.

mod preview;
mod sets;

pub use preview::{Glance, Preview, Role, preview};
pub use sets::SetDescription;

use super::cats::PictureSet;
use super::csv_points::{MOST_CLASSES, Points};
use super::digits::{DigitSet, Sideways};
use super::files::{about, read_ends, shown};
use super::hdf5_file::{DataFile, unreadable};
use super::kind::{Kind, kind};
use super::table::{Decision, Reading, Table, Targets, Wanted};
use super::text_patterns::read_patterns;
use crate::say;
use crate::words::{Problem, Text, printable_start, same, text};
use std::path::{Path, PathBuf};

/// Columns that are listed at most.
const MOST_COLUMNS: usize = 40;
/// Inputs of a network that are drawn at most.
const MOST_INPUTS: usize = 16;

/// What a file is, and what can be done with it.
#[derive(Debug, Clone)]
pub struct Description {
    /// The files, as people call them.
    pub file: String,
    /// What they are.
    pub kind: Text,
    /// The data sets of an HDF5 file in its order.
    pub sets: Vec<SetDescription>,
    /// The columns of a table: name and content.
    pub columns: Vec<(String, Text)>,
    /// There are more than are listed.
    pub more: bool,
    /// What was found out, and can be overruled.
    pub decisions: Vec<Decision>,
    /// What lessons say about it.
    pub verdicts: Vec<Verdict>,
}

/// What a lesson says about a file.
#[derive(Debug, Clone)]
pub struct Verdict {
    /// Its name; empty where none is meant.
    pub lesson: &'static str,
    /// It reads the file.
    pub fits: bool,
    /// What it reads, or why it does not.
    pub words: Text,
    /// What to type.
    pub line: Option<String>,
}

/// Describes a file, a folder with a set, or several files that belong together; `reading` overrules what would be
/// found out about tables.
///
/// # Errors
/// A sentence if a file cannot be opened, or is damaged beyond description.
pub fn describe(paths: &[PathBuf], reading: &Reading) -> Result<Description, Problem> {
    let file = paths.iter().map(|path| shown(path)).collect::<Vec<_>>().join(" + ");
    let Some(path) = paths.first() else {
        return Err(Problem::usage(text("Say which file.", "请指明文件。")));
    };
    let kind = if path.is_dir() { None } else { Some(kind(&read_ends(path, 256 * 1024, 128 * 1024)?)) };
    let mut described = Description {
        file,
        kind: kind.as_ref().map_or_else(|| text("a folder", "文件夹"), Kind::words),
        sets: Vec::new(),
        columns: Vec::new(),
        more: false,
        decisions: Vec::new(),
        verdicts: Vec::new(),
    };
    match kind {
        Some(Kind::Stranger(stranger)) => {
            described.verdicts.push(Verdict { lesson: "", fits: false, words: stranger.advice, line: None });
        }
        Some(Kind::Picture) => described.picture(path),
        Some(Kind::Text) => described.table(paths, reading),
        Some(Kind::Hdf5) => described.hdf5(paths)?,
        Some(Kind::Idx | Kind::Npy | Kind::Npz | Kind::Gzip) => described.digits(paths, reading),
        None => {
            described.digits(paths, reading);
            described.cats(paths);
        }
    }
    if described.verdicts.iter().any(|verdict| verdict.fits) {
        described.verdicts.retain(|verdict| verdict.fits || paths.len() == 1 && verdict.line.is_some());
    }
    Ok(described)
}

impl Description {
    /// The description as lines.
    #[must_use]
    pub fn lines(&self) -> Vec<Text> {
        let (file, kind) = (&self.file, &self.kind);
        let mut lines = vec![Text {
            en: format!("{file}: {}", kind.en).into(),
            zh: format!("{file}：{}", kind.zh).into(),
        }];
        let width = |part: fn(&SetDescription) -> usize| self.sets.iter().map(part).max().unwrap_or(0);
        let (name_width, shape_width) = (width(|s| s.name.chars().count()), width(|s| s.shape.len()));
        for SetDescription { name, shape, kind, storage, content } in &self.sets {
            let start = format!("  {name:name_width$}  {shape:shape_width$}  ");
            lines.push(Text {
                en: format!("{start}{}, {}: {}", kind.en, storage.en, content.en).into(),
                zh: format!("{start}{}，{}：{}", kind.zh, storage.zh, content.zh).into(),
            });
        }
        let width = self.columns.iter().map(|(name, _)| name.chars().count()).max().unwrap_or(0);
        for (name, words) in &self.columns {
            lines.push(same(format!("  {name:width$}  ")).then(words));
        }
        if self.more {
            lines.push(text("  … and more", "  …… 还有更多"));
        }
        for Decision { label, words, .. } in &self.decisions {
            lines.push(Text {
                en: format!("  {}: {}", label.en, words.en).into(),
                zh: format!("  {}：{}", label.zh, words.zh).into(),
            });
        }
        for Verdict { words, line, .. } in &self.verdicts {
            lines.push(words.clone());
            lines.extend(line.iter().map(|line| same(format!("    {line}"))));
        }
        lines
    }

    /// Whether any lesson reads it.
    #[must_use]
    pub fn fits(&self) -> bool {
        self.verdicts.iter().any(|verdict| verdict.fits)
    }

    fn says(&mut self, lesson: &'static str, verdict: Result<(Text, String), Problem>) {
        let verdict = match verdict {
            Ok((words, line)) => Verdict {
                lesson,
                fits: true,
                words: Text {
                    en: format!("The lesson `{lesson}` can use it: {}", words.en).into(),
                    zh: format!("`{lesson}` 课可以使用：{}", words.zh).into(),
                },
                line: Some(line),
            },
            Err(problem) => Verdict {
                lesson,
                fits: false,
                words: Text {
                    en: format!("The lesson `{lesson}` cannot use it: {}", problem.text.en).into(),
                    zh: format!("`{lesson}` 课不能使用它：{}", problem.text.zh).into(),
                },
                line: None,
            },
        };
        self.verdicts.push(verdict);
    }

    fn picture(&mut self, path: &Path) {
        let line = format!("nnlab predict {}", quoted(path));
        let read = super::picture_file::one_picture(path, 64, 64, 3);
        self.says("cats", read.map(|_| (text("asked about one picture", "用来询问一张图片"), line)));
    }

    fn digits(&mut self, paths: &[PathBuf], reading: &Reading) {
        let set = DigitSet::load_as(paths, 1, reading, Sideways::Auto);
        if let Ok(set) = &set {
            self.decisions.extend(
                set.notes.iter().map(|note| Decision::new("note", text("found", "判断"), "", note.clone())),
            );
        }
        let line = command("digits", paths, "");
        self.says("digits", set.map(|set| (of_digits(&set), line)));
    }

    fn cats(&mut self, paths: &[PathBuf]) {
        let read = PictureSet::load(paths);
        if let Ok(set) = &read {
            let note = |note: &Text| Decision::new("note", text("found", "判断"), "", note.clone());
            self.decisions.extend(set.notes.iter().map(note));
        }
        let line = |set: &PictureSet| match set.classes.len() {
            2 => command("cats", paths, ""),
            _ => command("cats", paths, &format!(" --class {}", quote(&set.classes[0]))),
        };
        self.says("cats", read.map(|set| (of_cats(&set), line(&set))));
    }

    fn hdf5(&mut self, paths: &[PathBuf]) -> Result<(), Problem> {
        let path = &paths[0];
        let file = DataFile::open(path)?;
        (self.sets, self.more) = sets::list(&file).map_err(|e| about(file.name(), &unreadable(&e)))?;
        let halves = ["train", "test"].map(|part| file.has(&format!("{part}_set_x")));
        if halves == [false, false] {
            self.digits(paths, &Reading::default());
            if !self.fits() && !file.has("train_x") {
                let words = text(
                    "No lesson can use it: `cats` looks for train_set_x, `digits` for pictures and labels such as train_x and train_y",
                    "没有课程可以使用它：`cats` 需要 train_set_x，`digits` 需要图片和标签，如 train_x 与 train_y",
                );
                self.verdicts.insert(0, Verdict { lesson: "", fits: false, words, line: None });
            }
        } else if halves != [true, true] && paths.len() == 1 {
            let words = text(
                "One half of a set for the lesson `cats`: give both files, --data TRAIN --data TEST",
                "`cats` 课所需数据的一半：请同时给出两个文件，--data TRAIN --data TEST",
            );
            self.verdicts.push(Verdict { lesson: "cats", fits: false, words, line: None });
        } else {
            self.cats(paths);
        }
        Ok(())
    }

    fn table(&mut self, paths: &[PathBuf], reading: &Reading) {
        self.kind = text("a text file", "文本文件");
        let patterns = read_patterns(&paths[0]);
        if let Ok(patterns) = &patterns {
            let (count, rows, columns) = (patterns.patterns.len(), patterns.rows, patterns.columns);
            let patterns = if count == 1 { "pattern" } else { "patterns" };
            let words = say!(
                "{count} {patterns} of {rows} × {columns} cells",
                "{count} 个 {rows} × {columns} 格的图案"
            );
            self.says("hopfield", Ok((words, command("hopfield", paths, ""))));
        }
        self.digits(paths, reading);
        let table = match Table::read(&paths[0], reading) {
            Ok(table) => table,
            Err(problem) => {
                if !self.fits() {
                    self.verdicts =
                        vec![Verdict { lesson: "", fits: false, words: problem.text, line: None }];
                }
                return;
            }
        };
        let (rows, columns) = (table.rows, table.columns.len());
        self.kind = say!("a table of {rows} rows and {columns} columns", "{rows} 行、{columns} 列的表格");
        if columns <= MOST_COLUMNS {
            self.columns = table.columns.iter().map(|c| (c.name.clone(), c.words())).collect();
        }
        if self.fits() && columns > MOST_COLUMNS {
            return;
        }
        self.decisions = table.decisions();
        for lesson in ["logistic", "playground"] {
            self.plane(lesson, &table, paths, reading);
        }
        let read = table.labelled(Wanted::Either(MOST_CLASSES));
        let read = read.and_then(|read| {
            let (rows, inputs) = (read.len(), read.names.len());
            if inputs > MOST_INPUTS {
                return Err(Problem::run(say!(
                    "{inputs} inputs; at most {MOST_INPUTS} are drawn: choose some with --columns",
                    "有 {inputs} 个输入；最多画 {MOST_INPUTS} 个：请用 --columns 选择"
                )));
            }
            let words = say!("{rows} rows of {inputs} inputs, ", "{rows} 行、{inputs} 个输入，")
                .then(&of_answers(&read.targets));
            Ok((words, command("network", paths, &options(reading))))
        });
        self.says("network", read);
    }

    /// What the lessons that draw points of the plane say.
    fn plane(&mut self, lesson: &'static str, table: &Table, paths: &[PathBuf], reading: &Reading) {
        let features = table.features();
        if features.len() > 2 {
            let pair = features[..2].join(",");
            let words =
                say!("The lesson `{lesson}` can use two of its columns", "`{lesson}` 课可以使用其中两列");
            let line = command(lesson, paths, &format!("{} --columns {}", options(reading), quote(&pair)));
            self.verdicts.push(Verdict { lesson, fits: true, words, line: Some(line) });
            return;
        }
        let read = Points::of(table, Wanted::Classes(MOST_CLASSES)).and_then(|points| {
            let rows = points.features.len();
            let classes = match &points.targets {
                Targets::Classes { names, .. } => names.len(),
                Targets::Values(_) => 0,
            };
            if classes < 2 || (lesson == "logistic" && classes > 2) {
                return Err(Problem::run(say!(
                    "it has {classes} classes, and two are told apart there",
                    "它有 {classes} 个类别，而那里区分两类"
                )));
            }
            let words = say!("{rows} points, ", "{rows} 个点，").then(&of_answers(&points.targets));
            Ok((words, command(lesson, paths, &options(reading))))
        });
        self.says(lesson, read);
    }
}

fn of_digits(set: &DigitSet) -> Text {
    let (train, test, side) = (set.train.len(), set.test.len(), set.side);
    let size =
        say!("{train} + {test} pictures of {side} × {side}", "{train} + {test} 张 {side} × {side} 的图片");
    if set.classes.len() == 10 && set.classes[9] == "9" {
        return size;
    }
    let (count, list) = (set.classes.len(), printable_start(&set.classes.join(" "), 124));
    size.then(&say!(" of {count} classes: {list}", "，{count} 个类别：{list}"))
}

fn of_cats(set: &PictureSet) -> Text {
    let (train, test) = (set.train.len(), set.test.len());
    let (height, width, channels) = (set.height, set.width, set.channels);
    let size = say!(
        "{train} + {test} pictures of {height} × {width} × {channels}, ",
        "{train} + {test} 张 {height} × {width} × {channels} 的图片，"
    );
    let count = set.classes.len();
    size.then(&match &set.classes[..] {
        [no, yes] => say!("{yes} or {no}", "{yes} 或 {no}"),
        names => {
            let list = printable_start(&names.join(", "), 80);
            say!(
                "{count} classes ({list}), one told from the rest",
                "{count} 个类别（{list}），其中一类与其余区分"
            )
        }
    })
}

fn of_answers(targets: &Targets) -> Text {
    match targets {
        Targets::Values(_) => text("a number to answer", "答案是数"),
        Targets::Classes { names, .. } => {
            let list = printable_start(&names.join(", "), 120);
            say!("classes {list}", "类别 {list}")
        }
    }
}

/// What was asked for, as options.
fn options(reading: &Reading) -> String {
    let mut out = String::new();
    if !reading.columns.is_empty() {
        out.push_str(&format!(" --columns {}", quote(&reading.columns.join(","))));
    }
    if let Some(label) = &reading.label {
        out.push_str(&format!(" --label {}", quote(label)));
    }
    if let Some(separator) = reading.separator {
        out.push_str(&format!(" --separator {}", separator.name()));
    }
    if let Some(decimal) = reading.decimal {
        out.push_str(&format!(" --decimal {}", decimal.name()));
    }
    if let Some(header) = reading.header {
        out.push_str(if header { " --header yes" } else { " --header no" });
    }
    if reading.skip > 0 {
        out.push_str(&format!(" --skip {}", reading.skip));
    }
    out
}

fn command(lesson: &str, paths: &[PathBuf], options: &str) -> String {
    let files: String = paths.iter().map(|path| format!(" --data {}", quoted(path))).collect();
    format!("nnlab {lesson}{files}{options}")
}

fn quoted(path: &Path) -> String {
    quote(&shown(path))
}

/// A word as a shell takes it whole.
fn quote(word: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "/._-,:+=~".contains(c);
    if !word.is_empty() && word.chars().all(plain) {
        word.to_string()
    } else {
        format!("'{}'", word.replace('\'', "'\\''"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn described(build: impl FnOnce(&mut hdf5::FileBuilder)) -> Description {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("f.h5");
        let mut builder = hdf5::FileBuilder::new();
        build(&mut builder);
        std::fs::write(&path, builder.finish().unwrap()).unwrap();
        describe(&[path], &Reading::default()).unwrap()
    }

    #[test]
    fn the_shipped_set_is_for_the_cats() {
        let description = describe(&["datasets/cats.h5".into()], &Reading::default()).unwrap();
        let lines: Vec<_> = description.lines().iter().map(|line| line.en.to_string()).collect();
        assert_eq!(lines.len(), 9);
        assert!(lines[6].contains("pixels are whole numbers 0…255"), "{lines:?}");
        assert!(
            lines.iter().any(|l| l.contains("train_set_x")
                && l.contains("(209, 64, 64, 3)  u8")
                && l.contains("0 … 255")),
            "{lines:?}"
        );
        assert!(lines.iter().any(|l| l.contains("non-cat, cat")), "{lines:?}");
        assert!(lines[7].contains("`cats` can use it: 209 + 50 pictures of 64 × 64 × 3"), "{lines:?}");
    }

    #[test]
    fn digits_in_lines_of_text_are_described_as_a_whole() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("d.csv");
        std::fs::write(&path, "1,0,0,16,0\n2,0,8,0,0\n3,1,1,1,1\n").unwrap();
        let say = |path: &Path| -> String {
            let lines = describe(&[path.to_path_buf()], &Reading::default()).unwrap().lines();
            lines.iter().map(|line| format!("{}\n", line.en)).collect()
        };
        assert!(say(&path).contains("2 + 1 pictures of 2 × 2\n    nnlab digits --data"), "{}", say(&path));
        std::fs::write(&path, "<html>").unwrap();
        assert!(say(&path).contains("a web page (HTML)"), "{}", say(&path));
        std::fs::write(&path, "a,b,c,d,kind\n1,2,3,4,x\n5,6,7,8,y\n").unwrap();
        let told = say(&path);
        assert!(told.contains("`network` can use it: 2 rows of 4 inputs, classes x, y"), "{told}");
        assert!(told.contains("nnlab logistic --data") && told.contains("--columns a,b"), "{told}");
    }

    #[test]
    fn a_half_and_a_stranger_are_told_apart() {
        let half = described(|b| {
            b.create_dataset("test_set_x").with_u8_data(&[1]);
        });
        assert!(half.verdicts[0].words.en.starts_with("One half"));
        let stranger = described(|b| {
            b.create_dataset("weights").with_f32_data(&[1.5, -2.0]);
        });
        assert!(stranger.verdicts[0].words.en.starts_with("No lesson"));
        assert_eq!(stranger.sets[0].content.en, "-2 … 1.5");
    }
}
