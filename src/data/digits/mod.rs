//! Pictures of handwritten digits: the shipped set, and the learner's own in four formats.
//!
//! * HDF5 as shipped: `train_x` u8 (m, side, side), `train_y` (m,), and `test_x`, `test_y` if there are any;
//! * IDX, the format of MNIST's four files, also gzipped: a folder with them, or the files;
//! * CSV: a line for each picture, the label first or last, square pictures row by row.
//!
//! Pixels are kept as bytes (60,000 pictures of 28 × 28 take 47 MB): 0…255 as they are, 0…16 and 0…1
//! rounded to 255ths. A file without a test part is split by the seed, one picture in five to test with.

mod csv_file;
mod idx;
mod strokes;

pub use strokes::{SHIPPED_SEED, generate_digits};

use super::files::{about, cannot_open, shown, write_atomically};
use super::hdf5_file::{Budget, DataFile, dimensions};
use super::numbers::Numbers;
use super::pictures::{Pictures, Pixels};
use crate::math::NumpyRng;
use crate::say;
use crate::words::{Problem, Text, printable, same, text};
use std::path::{Path, PathBuf};

/// The shipped set, drawn by [`generate_digits`].
const SHIPPED: &[u8] = include_bytes!("../../../datasets/digits.h5");
/// One picture in this many goes to the test part of a file that has none.
const TEST_SHARE: usize = 5;
/// Sides of pictures that are read.
const SIDES: std::ops::RangeInclusive<usize> = 2..=128;

/// Square grey pictures of the digits 0…9, to train on and to test with.
#[derive(Debug, Clone, PartialEq)]
pub struct DigitSet {
    /// The pictures to train on; ink is bright.
    pub train: Pictures,
    /// The pictures to test with.
    pub test: Pictures,
    /// Pixels along each side.
    pub side: usize,
    /// Where the pictures come from, for people.
    pub origin: Text,
}

impl DigitSet {
    /// The set in `paths`: none for the shipped one, a folder with MNIST's files, or one to four files.
    /// The `seed` splits a set that has no test part.
    ///
    /// # Errors
    /// A sentence that names the file, what was found and what was expected.
    pub fn load(paths: &[PathBuf], seed: u32) -> Result<DigitSet, Problem> {
        let mut files = Vec::new();
        for path in paths {
            if path.is_dir() { files.extend(idx::folder(path)?) } else { files.push(path.clone()) }
        }
        let Some(first) = files.first() else { return DigitSet::shipped() };
        let origin = same(paths.iter().map(|p| shown(p)).collect::<Vec<_>>().join(" + "));
        let extension = first.extension().map(|e| e.to_ascii_lowercase().to_string_lossy().into_owned());
        let (train, test, side) = match extension.as_deref() {
            Some("csv" | "tsv" | "txt") => one(&files, csv_file::read)?,
            Some("h5" | "hdf5") => one(&files, |path| read_hdf5(&DataFile::open(path)?))?,
            _ => idx::read(&files)?,
        };
        let (train, test) = match test {
            Some(test) => (train, test),
            None => split(&train, seed).ok_or_else(|| {
                about(
                    &shown(first),
                    &text("holds a single picture; at least two are needed", "只有一张图片；至少需要两张"),
                )
            })?,
        };
        Ok(DigitSet { train, test, side, origin })
    }

    /// The drawn set that is part of the program: 4000 + 800 pictures of 16 × 16.
    ///
    /// # Errors
    /// None that a program which passed its tests can meet.
    pub fn shipped() -> Result<DigitSet, Problem> {
        let file = DataFile::from_bytes("datasets/digits.h5", SHIPPED.to_vec())?;
        let (train, test, side) = read_hdf5(&file)?;
        let test = test.ok_or_else(|| about(file.name(), &text("has no test part", "没有测试部分")))?;
        Ok(DigitSet { train, test, side, origin: text("digits drawn by nnlab", "nnlab 画的数字") })
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
            pixels.with_shape(&[m, side, side]).with_chunks(&[m.min(1000), side, side]).with_deflate(9);
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

/// A training part, a test part if there is one, and the side of the pictures.
type Parts = (Pictures, Option<Pictures>, usize);

fn one(files: &[PathBuf], read: impl Fn(&Path) -> Result<Parts, Problem>) -> Result<Parts, Problem> {
    match files {
        [file] => read(file),
        _ => Err(about(
            &files.first().map(|f| shown(f)).unwrap_or_default(),
            &text(
                "comes with other files; a CSV or HDF5 set is one file",
                "还有其他文件；CSV 或 HDF5 数据是一个文件",
            ),
        )),
    }
}

fn read_hdf5(file: &DataFile) -> Result<Parts, Problem> {
    let mut budget = Budget::default();
    let (train, side) = read_part(file, "train_x", "train_y", &mut budget)?;
    if !file.has("test_x") && !file.has("test_y") {
        return Ok((train, None, side));
    }
    let (test, test_side) = read_part(file, "test_x", "test_y", &mut budget)?;
    if side != test_side {
        return Err(file.problem(
            "test_x",
            &say!(
                "has pictures of side {test_side}, but those of train_x have {side}",
                "的图片边长是 {test_side}，而 train_x 的是 {side}"
            ),
        ));
    }
    Ok((train, Some(test), side))
}

fn read_part(file: &DataFile, x: &str, y: &str, budget: &mut Budget) -> Result<(Pictures, usize), Problem> {
    let (pixels, labels) = (file.numbers(x, budget)?, file.numbers(y, budget)?);
    let shape = dimensions(&pixels.shape);
    let (m, side) = match pixels.shape[..] {
        [m, h, w] | [m, h, w, 1] if h == w && SIDES.contains(&h) => (m, h),
        [m, n] if SIDES.contains(&n.isqrt()) && n.isqrt() * n.isqrt() == n => (m, n.isqrt()),
        _ => {
            return Err(pixels.problem(&say!(
                "has the shape {shape}; expected (m, side, side) or (m, side²)",
                "的形状是 {shape}；应当是 (m, 边长, 边长) 或 (m, 边长²)"
            )));
        }
    };
    if labels.shape.iter().product::<usize>() != m {
        let found = dimensions(&labels.shape);
        return Err(labels.problem(&say!(
            "has the shape {found}; expected one label for each of the {m} pictures",
            "的形状是 {found}；{m} 张图片各应有一个标签"
        )));
    }
    let bytes = match pixels.read()? {
        Numbers::Bytes(bytes) => bytes,
        Numbers::Floats(values) => {
            let unit = unit(values.iter().copied()).ok_or_else(|| {
                pixels.problem(&text(
                    "holds numbers outside 0…255; pixels are expected in 0…1, 0…16 or 0…255",
                    "含有 0…255 以外的数；像素应当在 0…1、0…16 或 0…255 之内",
                ))
            })?;
            values.iter().map(|&v| to_byte(v, unit)).collect()
        }
    };
    let labels = match labels.read()? {
        Numbers::Bytes(labels) => labels.into_iter().map(f64::from).collect(),
        Numbers::Floats(labels) => labels,
    };
    let labels = labels.iter().enumerate().map(|(i, &label)| {
        digit(label).ok_or_else(|| {
            file.problem(
                y,
                &say!(
                    "gives picture {i} the label {label}; only 0 to 9 are expected",
                    "给图片 {i} 的标签是 {label}；只应是 0 到 9"
                ),
            )
        })
    });
    let labels = labels.collect::<Result<_, _>>()?;
    Ok((Pictures { pixels: Pixels::Bytes(bytes), features: side * side, labels }, side))
}

/// The value that means full ink, 1, 16 or 255, for pixels whose numbers are these; none if some lie outside.
fn unit(values: impl Iterator<Item = f64>) -> Option<f64> {
    let (low, high) = values.fold((0.0_f64, 0.0_f64), |(low, high), v| (low.min(v), high.max(v)));
    (low >= 0.0).then_some(())?;
    [1.0, 16.0, 255.0].into_iter().find(|&unit| high <= unit)
}

fn to_byte(value: f64, unit: f64) -> u8 {
    (value / unit * 255.0).round() as u8
}

fn digit(label: f64) -> Option<u8> {
    ((0.0..=9.0).contains(&label) && label.fract() == 0.0).then_some(label as u8)
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
