//! Pictures of some classes in the layout of the well-known course files: data sets `train_set_x`
//! (m, h, w, 3), `train_set_y` (m,), `test_set_x`, `test_set_y` and `list_classes`, in one HDF5 file or
//! in two.
//!
//! Honest variants are read as well: grey pictures (m, h, w) or (m, h, w, 1); any size and number;
//! numbers of any type within 0…255, which are fractions of full light if none in both parts exceeds 1; any byte order and
//! lossless compression; labels of any number type, (m,), (1, m) or (m, 1), for two classes or more, of which one is then
//! told from the rest; class names as text or numbers.

mod classes;
mod layout;
#[cfg(test)]
mod tests;

use super::files::{about, cannot_open, shown, write_atomically};
use super::hdf5_file::DataFile;
use super::pictures::{Pictures, Pixels};
use crate::say;
use crate::words::{Problem, Text, printable, same, text};
use std::path::{Path, PathBuf};

/// The shipped set, drawn by [`super::drawing`].
const SHIPPED: &[u8] = include_bytes!("../../../datasets/cats.h5");
/// Files that are looked at in a folder.
const MOST_FILES: usize = 16;

/// Pictures of two classes, to train on and to test with.
#[derive(Debug, Clone, PartialEq)]
pub struct PictureSet {
    /// The pictures to train on.
    pub train: Pictures,
    /// The pictures to test with.
    pub test: Pictures,
    /// The names of the classes 0, 1 …, fit to be shown.
    pub classes: Vec<String>,
    /// The number that the files write for each class; none where several are taken together.
    pub values: Vec<f64>,
    /// Rows of pixels.
    pub height: usize,
    /// Pixels in a row.
    pub width: usize,
    /// 3 for red, green, blue; 1 for grey.
    pub channels: usize,
    /// The number in the files that means full light: 255 or 1.
    pub unit: f64,
    /// What was found out about the files, sentence by sentence.
    pub notes: Vec<Text>,
    /// Where the pictures come from, for people.
    pub origin: Text,
}

impl PictureSet {
    /// The set in `paths`: none for the shipped one, a folder with the files, one file or two.
    ///
    /// # Errors
    /// A sentence that names the file, the data set, what was found and what was expected.
    pub fn load(paths: &[PathBuf]) -> Result<PictureSet, Problem> {
        if paths.is_empty() {
            return PictureSet::shipped();
        }
        let files = open_files(paths)?;
        let names = paths.iter().map(|p| shown(p)).collect::<Vec<_>>().join(" + ");
        layout::read(&files, same(names))
    }

    /// The files that hold the pictures to train on and to test with, of those that [`PictureSet::load`] takes; the file
    /// that `nnlab data make` writes where there are none.
    ///
    /// # Errors
    /// As [`PictureSet::load`].
    pub fn files(paths: &[PathBuf]) -> Result<[PathBuf; 2], Problem> {
        let mut found = [PathBuf::from("datasets/cats.h5"), PathBuf::from("datasets/cats.h5")];
        for path in paths {
            let all = if path.is_dir() { folder_files(path)? } else { vec![path.clone()] };
            for file in all {
                let Ok(open) = DataFile::open(&file) else { continue };
                for (set, place) in ["train_set_x", "test_set_x"].into_iter().zip(&mut found) {
                    if open.has(set) {
                        place.clone_from(&file);
                    }
                }
            }
        }
        Ok(found)
    }

    /// The drawn set that is part of the program: 209 + 50 pictures of 64 × 64 × 3.
    ///
    /// # Errors
    /// None that a program which passed its tests can meet.
    pub fn shipped() -> Result<PictureSet, Problem> {
        let file = DataFile::from_bytes("datasets/cats.h5", SHIPPED.to_vec())?;
        layout::read(&[file], text("drawings that come with nnlab", "nnlab 自带的图画"))
    }
}

/// Opens the files that `paths` name; of a folder, those that hold a part of a set.
fn open_files(paths: &[PathBuf]) -> Result<Vec<DataFile>, Problem> {
    let mut files = Vec::new();
    for path in paths {
        if path.is_dir() {
            files.extend(open_folder(path)?);
        } else {
            files.push(DataFile::open(path)?);
        }
    }
    if files.len() > 2 {
        let names = files.iter().map(DataFile::name).collect::<Vec<_>>().join(", ");
        return Err(Problem::run(say!(
            "Too many files: {names}; give one file with all five data sets, or one with the train_set_… and one \
             with the test_set_…",
            "文件太多：{names}；请给出含全部五个数据集的一个文件，或 train_set_… 与 test_set_… 各一个文件"
        )));
    }
    Ok(files)
}

/// The HDF5 files of a folder in the order of their names.
fn folder_files(folder: &Path) -> Result<Vec<PathBuf>, Problem> {
    let name = shown(folder);
    let entries = std::fs::read_dir(folder).map_err(|e| cannot_open(&name, &e))?;
    let is_hdf5 = |p: &PathBuf| {
        p.extension().is_some_and(|e| ["h5", "hdf5", "he5"].iter().any(|known| e.eq_ignore_ascii_case(known)))
    };
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).filter(is_hdf5).collect();
    paths.sort();
    Ok(paths)
}

fn open_folder(folder: &Path) -> Result<Vec<DataFile>, Problem> {
    let (name, paths) = (shown(folder), folder_files(folder)?);
    let (mut files, mut trouble) = (Vec::new(), None);
    for path in paths.iter().take(MOST_FILES) {
        match DataFile::open(path) {
            Ok(file) if file.has("train_set_x") || file.has("test_set_x") => files.push(file),
            Ok(_) => {}
            Err(problem) => trouble = trouble.or(Some(problem)),
        }
        if files.len() == 3 {
            break;
        }
    }
    match trouble {
        Some(problem) if files.len() < 2 => Err(problem),
        _ if files.is_empty() => Err(about(
            &name,
            &text(
                "this folder holds no .h5 file with train_set_x or test_set_x",
                "这个文件夹里没有含 train_set_x 或 test_set_x 的 .h5 文件",
            ),
        )),
        _ => Ok(files),
    }
}

impl PictureSet {
    /// The set as an HDF5 file in the course's layout: pixels in deflated chunks, labels `i64`, class
    /// names as fixed-length bytes. The same set always gives the same bytes.
    ///
    /// # Errors
    /// A sentence if the library cannot write it.
    pub fn to_hdf5(&self) -> Result<Vec<u8>, Problem> {
        let mut file = hdf5::FileBuilder::new();
        for (name, part) in [("train", &self.train), ("test", &self.test)] {
            let shape = [part.len(), self.height, self.width, self.channels].map(|n| n as u64);
            let pixels = file.create_dataset(&format!("{name}_set_x"));
            match &part.pixels {
                Pixels::Bytes(bytes) => pixels.with_u8_data(bytes),
                Pixels::Fractions(fractions) => pixels.with_f64_data(fractions).with_shuffle(),
            };
            let [m, h, w, c] = shape;
            pixels.with_shape(&shape).with_chunks(&[m.min(32), h, w, c]).with_deflate(9);
            let labels: Vec<i64> = part.labels.iter().map(|&l| i64::from(l)).collect();
            file.create_dataset(&format!("{name}_set_y")).with_i64_data(&labels);
        }
        let unwritable = |e: &dyn std::fmt::Display| {
            let why = printable(&e.to_string());
            Problem::run(say!("The set cannot be written as HDF5 ({why})", "无法写成 HDF5（{why}）"))
        };
        let names: Vec<&str> = self.classes.iter().map(String::as_str).collect();
        let classes = file.create_dataset("list_classes");
        let written = if names.iter().all(|n| n.is_ascii()) {
            classes.with_ascii_strings(&names)
        } else {
            classes.with_strings(&names)
        };
        written.map_err(|e| unwritable(&e))?;
        file.finish().map_err(|e| unwritable(&e))
    }

    /// Writes [`PictureSet::to_hdf5`] to `path`, whole or not at all.
    ///
    /// # Errors
    /// A sentence that names the file and why it could not be written.
    pub fn write(&self, path: &Path) -> Result<(), Problem> {
        write_atomically(path, &self.to_hdf5()?)
    }
}
