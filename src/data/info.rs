//! What a file holds, and which lesson can use it: HDF5 data set by data set, digits in other formats as a whole.

use super::cats::PictureSet;
use super::digits::DigitSet;
use super::files::about;
use super::hdf5_file::{Budget, DataFile, dimensions, unreadable};
use super::numbers::{Numbers, type_name};
use crate::say;
use crate::words::{Problem, Text, printable_start, same, text};
use std::path::Path;

/// Data sets that are listed at most.
const MOST_SETS: usize = 100;
/// Groups inside groups that are entered at most; a cycle of hard links ends here.
const MOST_DEPTH: usize = 4;

/// What a file holds.
#[derive(Debug, Clone)]
pub struct Description {
    /// The file, as people call it.
    pub file: String,
    /// Its data sets in the order of the file.
    pub sets: Vec<SetDescription>,
    /// There are more than are listed.
    pub more: bool,
    /// Which lesson can use the file, or why none can.
    pub verdict: Text,
}

/// One data set.
#[derive(Debug, Clone)]
pub struct SetDescription {
    /// Its path inside the file.
    pub name: String,
    /// Its lengths: `(209, 64, 64, 3)`.
    pub shape: String,
    /// What one element is.
    pub kind: Text,
    /// How it is stored, in HDF5's terms.
    pub storage: String,
    /// The least and the greatest number, where there are numbers; else the texts or what went wrong.
    pub content: Text,
}

/// Describes the file at `path`, or the folder with MNIST's files.
///
/// # Errors
/// A sentence if it is neither HDF5 nor digits in another format, or cannot be opened.
pub fn describe(path: &Path) -> Result<Description, Problem> {
    let file = match DataFile::open(path) {
        Ok(file) => file,
        Err(problem) => {
            let set = DigitSet::load(&[path.to_path_buf()], 0).map_err(|_| problem)?;
            let file = super::files::shown(path);
            return Ok(Description { file, sets: Vec::new(), more: false, verdict: for_digits(&set) });
        }
    };
    let (mut sets, mut more) = (Vec::new(), false);
    let mut budget = Budget::default();
    list(&file, &file.root(), "", 0, &mut Listing { sets: &mut sets, more: &mut more, budget: &mut budget })
        .map_err(|e| about(file.name(), &unreadable(&e)))?;
    let verdict = verdict(&file, path);
    Ok(Description { file: file.name().to_string(), sets, more, verdict })
}

impl Description {
    /// The description as lines: the file, one line for each data set, the verdict.
    #[must_use]
    pub fn lines(&self) -> Vec<Text> {
        let mut lines = vec![same(&*self.file)];
        let width = |part: fn(&SetDescription) -> usize| self.sets.iter().map(part).max().unwrap_or(0);
        let (name_width, shape_width) = (width(|s| s.name.chars().count()), width(|s| s.shape.len()));
        for SetDescription { name, shape, kind, storage, content } in &self.sets {
            let start = format!("  {name:name_width$}  {shape:shape_width$}  ");
            lines.push(Text {
                en: format!("{start}{}, {storage}: {}", kind.en, content.en).into(),
                zh: format!("{start}{}，{storage}：{}", kind.zh, content.zh).into(),
            });
        }
        if self.more {
            lines.push(text("  … and more", "  …… 还有更多"));
        }
        lines.push(self.verdict.clone());
        lines
    }
}

struct Listing<'a> {
    sets: &'a mut Vec<SetDescription>,
    more: &'a mut bool,
    budget: &'a mut Budget,
}

fn list(
    file: &DataFile,
    group: &hdf5::Group,
    prefix: &str,
    depth: usize,
    listing: &mut Listing<'_>,
) -> Result<(), hdf5::Error> {
    for (name, set) in group.iter_datasets()? {
        if listing.sets.len() == MOST_SETS {
            *listing.more = true;
            return Ok(());
        }
        let described = describe_set(file, &set, &format!("{prefix}{name}"), listing.budget);
        listing.sets.push(described);
    }
    for (name, inner) in group.iter_groups()? {
        if depth == MOST_DEPTH || listing.sets.len() == MOST_SETS {
            *listing.more = true;
            return Ok(());
        }
        // A broken group hides only itself.
        if list(file, &inner, &format!("{prefix}{name}/"), depth + 1, listing).is_err() {
            *listing.more = true;
        }
    }
    Ok(())
}

fn describe_set(file: &DataFile, set: &hdf5::Dataset, name: &str, budget: &mut Budget) -> SetDescription {
    let unknown = |e: &hdf5::Error| unreadable(e);
    let filters = set.filter_pipeline();
    let mut storage = set.layout().map_or_else(|_| "?".to_string(), |layout| layout.to_string());
    for filter in &filters {
        storage = format!("{storage} {filter}");
    }
    let (kind, is_text) = match set.datatype() {
        Ok(kind) => (
            type_name(&kind),
            matches!(set.dtype(), Ok(hdf5::DType::String | hdf5::DType::VariableLengthString)),
        ),
        Err(e) => (unknown(&e), false),
    };
    let content = if is_text {
        match file.texts(name, 12, budget) {
            Ok(texts) => same(texts.join(", ")),
            Err(problem) => problem.text,
        }
    } else {
        range(file, name, budget).unwrap_or_else(|problem| problem.text)
    };
    SetDescription {
        name: printable_start(name, 60),
        shape: set.shape().map_or_else(|_| "?".to_string(), |shape| dimensions(&shape)),
        kind,
        storage: printable_start(&storage, 80),
        content,
    }
}

fn range(file: &DataFile, name: &str, budget: &mut Budget) -> Result<Text, Problem> {
    let fold = |low: f64, high: f64| say!("{low} … {high}", "{low} … {high}");
    Ok(match file.numbers(name, budget)?.read()? {
        Numbers::Bytes(bytes) => fold(
            f64::from(bytes.iter().copied().min().unwrap_or(0)),
            f64::from(bytes.iter().copied().max().unwrap_or(0)),
        ),
        Numbers::Floats(values) => fold(
            values.iter().copied().fold(f64::INFINITY, f64::min),
            values.iter().copied().fold(f64::NEG_INFINITY, f64::max),
        ),
    })
}

/// Which lesson can use the file, or why not the one it seems to be made for.
fn verdict(file: &DataFile, path: &Path) -> Text {
    let path = [path.to_path_buf()];
    let halves = ["train", "test"].map(|part| file.has(&format!("{part}_set_x")));
    if halves == [true, false] || halves == [false, true] {
        return text(
            "One half of a set for the lesson `cats`: give both files, --data TRAIN --data TEST",
            "`cats` 课所需数据的一半：请同时给出两个文件，--data TRAIN --data TEST",
        );
    }
    if halves == [true, true] {
        return match PictureSet::load(&path) {
            Ok(set) => {
                let (train, test, [no, yes]) = (set.train.len(), set.test.len(), &set.classes);
                let (height, width, channels) = (set.height, set.width, set.channels);
                say!(
                    "The lesson `cats` can use it: {train} + {test} pictures of {height} × {width} × {channels}, {yes} or {no}",
                    "`cats` 课可以使用：{train} + {test} 张 {height} × {width} × {channels} 的图片，{yes} 或 {no}"
                )
            }
            Err(problem) => unusable("cats", &problem),
        };
    }
    if file.has("train_x") {
        return match DigitSet::load(&path, 0) {
            Ok(set) => for_digits(&set),
            Err(problem) => unusable("digits", &problem),
        };
    }
    text(
        "No lesson can use it: `cats` looks for train_set_x, `digits` for train_x",
        "没有课程可以使用它：`cats` 需要 train_set_x，`digits` 需要 train_x",
    )
}

fn for_digits(set: &DigitSet) -> Text {
    let (train, test, side) = (set.train.len(), set.test.len(), set.side);
    say!(
        "The lesson `digits` can use it: {train} + {test} pictures of {side} × {side}",
        "`digits` 课可以使用：{train} + {test} 张 {side} × {side} 的图片"
    )
}

fn unusable(lesson: &str, problem: &Problem) -> Text {
    Text {
        en: format!("The lesson `{lesson}` cannot use it: {}", problem.text.en).into(),
        zh: format!("`{lesson}` 课不能使用它：{}", problem.text.zh).into(),
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
        describe(&path).unwrap()
    }

    #[test]
    fn the_shipped_set_is_for_the_cats() {
        let description = describe(Path::new("datasets/cats.h5")).unwrap();
        let lines: Vec<_> = description.lines().iter().map(|line| line.en.to_string()).collect();
        assert_eq!(lines.len(), 7);
        assert!(
            lines.iter().any(|l| l.contains("train_set_x")
                && l.contains("(209, 64, 64, 3)  u8")
                && l.contains("0 … 255")),
            "{lines:?}"
        );
        assert!(lines.iter().any(|l| l.contains("non-cat, cat")), "{lines:?}");
        assert!(lines[6].contains("`cats` can use it: 209 + 50 pictures of 64 × 64 × 3"), "{lines:?}");
    }

    #[test]
    fn digits_in_lines_of_text_are_described_as_a_whole() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("d.csv");
        std::fs::write(&path, "1,0,0,16,0\n2,0,8,0,0\n3,1,1,1,1\n").unwrap();
        assert!(describe(&path).unwrap().verdict.en.ends_with("2 + 1 pictures of 2 × 2"));
        std::fs::write(&path, "a text").unwrap();
        assert!(describe(&path).unwrap_err().text.en.contains("is not an HDF5 file"));
    }

    #[test]
    fn a_half_and_a_stranger_are_told_apart() {
        let half = described(|b| {
            b.create_dataset("test_set_x").with_u8_data(&[1]);
        });
        assert!(half.verdict.en.starts_with("One half"));
        let stranger = described(|b| {
            b.create_dataset("weights").with_f32_data(&[1.5, -2.0]);
        });
        assert!(stranger.verdict.en.starts_with("No lesson"));
        assert_eq!(stranger.sets[0].content.en, "-2 … 1.5");
    }
}
