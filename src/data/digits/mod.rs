//! Pictures of handwritten digits and letters: the shipped set, and the learner's own.
//!
//! * arrays in HDF5 (MATLAB 7.3 too), NPZ, NPY or IDX files, packed or not, or a folder with them: pictures as
//!   (m, side, side) or (m, side²), with a channel or along the last dimension, labels as numbers or one-hot;
//! * pictures in folders, a folder for each class, in one part or in `train` and `test`;
//! * tables: a line for each picture, with its label; one file, or one to train on and one to test with.
//!
//! Pixels are kept as bytes (60,000 pictures of 28 × 28 take 47 MB): 0…255 as they are, 0…1, −1…1 and 0…16
//! rounded to 255ths, decided for all parts together. A set without a test part is split by the seed, one picture in
//! five to test with.

mod arrays;
mod csv_file;
mod folders;
mod idx;
mod numpy_file;
mod source;
mod strokes;
mod told;

pub use strokes::{SHIPPED_SEED, generate_digits};
pub(crate) use told::{Found, Hot, Inside, Layout, Part, Place, Told};

use super::files::{about, cannot_open, shown, write_atomically};
use super::hdf5_file::{DataFile, dimensions};
use super::kind::{Kind, kind};
use super::pictures::{Pictures, Pixels};
use super::table::Reading;
use crate::math::NumpyRng;
use crate::say;
use crate::words::{Problem, Text, printable, same, text};
use source::Source;
use std::path::{Path, PathBuf};

/// The shipped set, drawn by [`generate_digits`].
const SHIPPED: &[u8] = include_bytes!("../../../datasets/digits.h5");
/// One picture in this many goes to the test part of a file that has none.
const TEST_SHARE: usize = 5;
/// Files of a set at most: pictures and labels to train on and to test with.
const MOST_FILES: usize = 4;
/// Sides of pictures that are read.
const SIDES: std::ops::RangeInclusive<usize> = 2..=128;

/// Square grey pictures of digits or letters, to train on and to test with.
#[derive(Debug, Clone, PartialEq)]
pub struct DigitSet {
    /// The pictures to train on; ink is bright.
    pub train: Pictures,
    /// The pictures to test with.
    pub test: Pictures,
    /// Pixels along each side.
    pub side: usize,
    /// What the labels 0, 1 … are called.
    pub classes: Vec<String>,
    /// What was found out about the files, sentence by sentence.
    pub notes: Vec<Text>,
    /// Where the pictures come from, for people.
    pub origin: Text,
}

/// How pictures may lie.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Sideways {
    /// On their side where a name says EMNIST, whose files have rows and columns exchanged, and where MATLAB wrote them.
    #[default]
    Auto,
    /// Rows and columns are exchanged.
    Yes,
    /// They stand upright.
    No,
}

/// Whether a folder holds a set of digits, by the names of its files.
#[must_use]
pub fn is_set(folder: &std::path::Path) -> bool {
    idx::folder(folder).is_ok() || folders::is_set(folder)
}

impl DigitSet {
    /// The set in `paths`: none for the shipped one, a folder with a set, or its files.
    /// The `seed` splits a set that has no test part.
    ///
    /// # Errors
    /// A sentence that names the file, what was found and what was expected.
    pub fn load(paths: &[PathBuf], seed: u32) -> Result<DigitSet, Problem> {
        DigitSet::load_as(paths, seed, &Reading::default(), Sideways::Auto)
    }

    /// [`DigitSet::load`] with what the learner says about it.
    ///
    /// # Errors
    /// As [`DigitSet::load`].
    pub fn load_as(
        paths: &[PathBuf],
        seed: u32,
        reading: &Reading,
        sideways: Sideways,
    ) -> Result<DigitSet, Problem> {
        let Some(first) = paths.first().map(|path| shown(path)) else { return DigitSet::shipped() };
        let origin = same(paths.iter().map(|p| shown(p)).collect::<Vec<_>>().join(" + "));
        let (sources, files) = open(paths, reading)?;
        let turned = turned(&sources, &files, sideways);
        DigitSet::of(sources, turned, seed, origin, &first)
    }

    /// How [`DigitSet::load_as`] reads these files; nothing for the shipped set.
    ///
    /// # Errors
    /// As [`DigitSet::load`].
    pub(crate) fn told(
        paths: &[PathBuf],
        reading: &Reading,
        sideways: Sideways,
    ) -> Result<Option<Told>, Problem> {
        if paths.is_empty() {
            return Ok(None);
        }
        let (sources, files) = open(paths, reading)?;
        let (ink, side) = (source::ink(&sources)?, sources.first().map_or(0, |source| source.side));
        let (tens, whole) = (source::tens(&sources), sources.iter().all(|source| source.whole));
        let (classes, numbers) = (source::classes(&sources)?.0, source::labels(&sources));
        let turned = turned(&sources, &files, sideways);
        let mut parts = Vec::new();
        for source in sources {
            parts.push(told::Found { sheet: source.pixels.sheet(), part: source.told });
        }
        Ok(Some(Told { parts, side, ink, whole, tens, classes, labels: numbers, turned }))
    }

    /// The drawn set that is part of the program: 4000 + 800 pictures of 16 × 16.
    ///
    /// # Errors
    /// None that a program which passed its tests can meet.
    pub fn shipped() -> Result<DigitSet, Problem> {
        let name = "datasets/digits.h5";
        let arrays = arrays::in_hdf5(&DataFile::shipped(name, SHIPPED)?)?;
        let origin = text("digits drawn by nnlab", "nnlab 画的数字");
        DigitSet::of(arrays::pick(arrays, name)?, false, 1, origin, name)
    }

    /// The set of these parts: one, or one to train on and one to test with.
    fn of(
        sources: Vec<Source>,
        turned: bool,
        seed: u32,
        origin: Text,
        first: &str,
    ) -> Result<DigitSet, Problem> {
        let side = sources.first().map_or(0, |source| source.side);
        if let Some(other) = sources.iter().find(|source| source.side != side) {
            let found = other.side;
            return Err(about(
                &other.name,
                &say!(
                    "has pictures of side {found}, but those to train on have {side}",
                    "的图片边长是 {found}，而训练用的是 {side}"
                ),
            ));
        }
        let (low, high) = source::ink(&sources)?;
        let (classes, labels, called) = source::classes(&sources)?;
        let mut notes: Vec<Text> = sources.iter().flat_map(|source| source.notes.clone()).collect();
        notes.extend(called);
        notes.push(say!("ink from {low} to {high}", "笔迹深浅从 {low} 到 {high}"));
        if turned {
            notes.push(text("pictures lay on their side and were turned", "图片行列颠倒，已转正"));
        }
        let mut parts = Vec::new();
        for (source, labels) in sources.into_iter().zip(labels) {
            let mut bytes = source.into_bytes((low, high))?;
            if turned {
                bytes.chunks_exact_mut(side * side).for_each(|picture| turn(picture, side));
            }
            parts.push(Pictures { pixels: Pixels::Bytes(bytes), features: side * side, labels });
        }
        let mut parts = parts.into_iter();
        let (train, test) = match (parts.next(), parts.next()) {
            (Some(train), Some(test)) => (train, test),
            (Some(all), None) => split(&all, seed).ok_or_else(|| {
                let what =
                    text("holds a single picture; at least two are needed", "只有一张图片；至少需要两张");
                about(first, &what)
            })?,
            _ => return Err(about(first, &text("holds no pictures", "没有图片"))),
        };
        Ok(DigitSet { train, test, side, classes, origin, notes })
    }

    /// The set as an HDF5 file in the shipped layout; the same set always gives the same bytes.
    ///
    /// # Errors
    /// A sentence if the library cannot write it.
    pub fn to_hdf5(&self) -> Result<Vec<u8>, Problem> {
        let mut file = hdf5::FileBuilder::new();
        for (name, part) in [("train", &self.train), ("test", &self.test)] {
            let (m, side) = (part.len() as u64, self.side as u64);
            let bytes: Vec<u8> = (0..part.len()).flat_map(|i| part.bytes(i).into_owned()).collect();
            let pixels = file.create_dataset(&format!("{name}_x")).with_u8_data(&bytes);
            // As they are: unpacking them would take longer than all else that is read.
            pixels.with_shape(&[m, side, side]);
            file.create_dataset(&format!("{name}_y")).with_u8_data(&part.labels);
        }
        file.finish().map_err(|e| {
            let why = printable(&e.to_string());
            Problem::run(say!("The set cannot be written as HDF5 ({why})", "无法写成 HDF5（{why}）"))
        })
    }

    /// Writes [`DigitSet::to_hdf5`] to `path`, whole or not at all.
    ///
    /// # Errors
    /// A sentence that names the file and why it could not be written.
    pub fn write(&self, path: &Path) -> Result<(), Problem> {
        write_atomically(path, &self.to_hdf5()?)
    }
}

/// The parts of the set in these paths, and its files.
fn open(paths: &[PathBuf], reading: &Reading) -> Result<(Vec<Source>, Vec<PathBuf>), Problem> {
    if let [folder] = paths
        && folder.is_dir()
        && let Some(sources) = folders::read(folder)?
    {
        return Ok((sources, vec![folder.clone()]));
    }
    let files = files(paths)?;
    Ok((sources(&files, reading)?, files))
}

/// The files of these paths; of a folder those that it holds.
fn files(paths: &[PathBuf]) -> Result<Vec<PathBuf>, Problem> {
    let mut files = Vec::new();
    for path in paths {
        if path.is_dir() { files.extend(idx::folder(path)?) } else { files.push(path.clone()) }
    }
    if files.len() > MOST_FILES {
        let what =
            text("comes with too many files; a set has at most four", "文件太多；一组数据最多四个文件");
        return Err(about(&shown(&files[0]), &what));
    }
    Ok(files)
}

/// Whether the pictures of these files lie on their side.
fn turned(sources: &[Source], files: &[PathBuf], sideways: Sideways) -> bool {
    let named = || files.iter().any(|file| shown(file).to_lowercase().contains("emnist"));
    let stored = || sources.iter().any(|source| source.on_side);
    sideways == Sideways::Yes || (sideways == Sideways::Auto && (named() || stored()))
}

/// The parts in the files: tables are a part each, arrays are sorted by name and shape.
fn sources(files: &[PathBuf], reading: &Reading) -> Result<Vec<Source>, Problem> {
    let first = shown(&files[0]);
    if is_table(&files[0])? {
        let is_test = |path: &&PathBuf| {
            let name = path.file_name().map(|n| n.to_string_lossy().to_lowercase()).unwrap_or_default();
            ["test", ".tes", "t10k", "valid"].iter().any(|word| name.contains(word))
        };
        if files.len() > 2 {
            let what = text(
                "comes with other files; a set of tables is one file, or one to train on and one to test with",
                "还有其他文件；表格数据是一个文件，或训练、测试各一个",
            );
            return Err(about(&first, &what));
        }
        let mut ordered: Vec<&PathBuf> = files.iter().collect();
        // The one that is called so is the test part, else the second.
        ordered.sort_by_key(is_test);
        return ordered.into_iter().map(|file| csv_file::read(file, reading)).collect();
    }
    arrays::pick(arrays::open_all(files)?, &first)
}

/// Whether a file is text, by its beginning and not by its name.
fn is_table(path: &Path) -> Result<bool, Problem> {
    let start = super::files::read_start(path, 64 * 1024)?;
    let extension = path.extension().map(|e| e.to_string_lossy().to_lowercase()).unwrap_or_default();
    let text = kind(&start) == Kind::Text;
    Ok(text
        && (matches!(&*extension, "csv" | "tsv" | "txt" | "data" | "tra" | "tes" | "dat")
            || !start.contains(&0)))
}

/// Exchanges rows and columns of a picture.
fn turn(picture: &mut [u8], side: usize) {
    for row in 0..side {
        for column in row + 1..side {
            picture.swap(row * side + column, column * side + row);
        }
    }
}

/// A fifth of the pictures, chosen by the seed, to test with; none if there are fewer than two.
fn split(all: &Pictures, seed: u32) -> Option<(Pictures, Pictures)> {
    if all.len() < 2 {
        return None;
    }
    let order = NumpyRng::new(seed).permutation(all.len());
    let (test, train) = order.split_at((all.len() / TEST_SHARE).max(1));
    let pick = |chosen: &[usize]| Pictures {
        pixels: Pixels::Bytes(chosen.iter().flat_map(|&i| all.bytes(i).into_owned()).collect()),
        features: all.features,
        labels: chosen.iter().map(|&i| all.labels[i]).collect(),
    };
    Some((pick(train), pick(test)))
}

#[cfg(test)]
mod tests;
