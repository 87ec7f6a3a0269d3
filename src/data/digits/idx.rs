//! IDX, the format of MNIST's files: a magic number, big-endian lengths, numbers; often gzipped; and where they lie.

use super::arrays::{Array, MOST_BYTES};
use super::told::{Inside, Place};
use super::{about, cannot_open, shown};
use crate::data::files::MB;
use crate::data::numbers::NumberType;
use crate::say;
use crate::words::{Problem, text};
use std::io::Read;
use std::path::{Path, PathBuf};

/// Folders inside a folder in which MNIST's files are looked for, as torchvision and others lay them.
const INSIDE: [&str; 9] =
    ["", "raw", "MNIST/raw", "MNIST", "data", "data/MNIST/raw", "FashionMNIST/raw", "gzip", "mnist"];

/// The files of a set in a folder: IDX files by their names, else a table, HDF5 or NPZ file, or a pair of them.
pub(super) fn folder(folder: &Path) -> Result<Vec<PathBuf>, Problem> {
    let name = shown(folder);
    std::fs::read_dir(folder).map_err(|e| cannot_open(&name, &e))?;
    let idx = |name: &str| {
        let parts = ["idx1", "idx3", "ubyte"].iter().any(|part| name.contains(part));
        parts || ["images.gz", "labels.gz", "images", "labels"].iter().any(|end| name.ends_with(end))
    };
    let other = |name: &str| {
        [".csv", ".tsv", ".h5", ".hdf5", ".npz", ".npy", ".mat", ".tra", ".tes"]
            .iter()
            .any(|end| name.ends_with(end))
    };
    for inside in INSIDE {
        let found = files(&folder.join(inside), &idx);
        if !found.is_empty() {
            return Ok(found);
        }
    }
    for inside in ["", "data"] {
        let found = files(&folder.join(inside), &other);
        if (1..=4).contains(&found.len()) {
            return Ok(found);
        }
    }
    Err(about(
        &name,
        &text(
            "this folder holds none of MNIST's files (train-images-idx3-ubyte and its fellows), nor one set of digits as CSV, HDF5 or NPZ, nor a folder of PNG or JPEG pictures for each class",
            "这个文件夹里没有 MNIST 的文件（train-images-idx3-ubyte 等），没有一组 CSV、HDF5 或 NPZ 数字数据，也没有按类别分文件夹的 PNG 或 JPEG 图片",
        ),
    ))
}

/// The files of one folder whose names in small letters fit, by name; of one both packed and unpacked the unpacked.
fn files(folder: &Path, fits: &dyn Fn(&str) -> bool) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let known = |path: &PathBuf| {
        let name = path.file_name().map(|n| n.to_string_lossy().to_lowercase()).unwrap_or_default();
        fits(&name)
    };
    let mut paths = Vec::new();
    for path in entries.flatten().map(|entry| entry.path()).filter(known) {
        if path.is_file() {
            paths.push(path);
        } else if let Some(name) = path.file_name().map(|name| path.join(name)).filter(|path| path.is_file())
        {
            // Some archives unpack to a folder of the file's own name.
            paths.push(name);
        }
    }
    paths.sort();
    let all = paths.clone();
    paths
        .retain(|path| path.extension().is_none_or(|e| e != "gz") || !all.contains(&path.with_extension("")));
    paths
}

/// The array in the bytes of an IDX file.
pub(super) fn parse(file: &str, name: &str, mut bytes: Vec<u8>) -> Result<Array, Problem> {
    let wrong = || {
        let what = text(
            "is not an IDX file of numbers (it does not begin with 0 0, a type and a number of dimensions)",
            "不是数值 IDX 文件（开头应为 0 0、类型和维数）",
        );
        about(file, &what)
    };
    let (shape, (name_of_type, number), header) = lengths(&bytes).ok_or_else(wrong)?;
    let claimed = shape.iter().try_fold(number.bytes(), |n, &d| n.checked_mul(d));
    let found = bytes.len() - header;
    if claimed != Some(found) {
        let shape = super::dimensions(&shape);
        return Err(about(
            file,
            &say!(
                "claims the shape {shape} but holds {found} bytes",
                "声明的形状是 {shape}，却有 {found} 字节"
            ),
        ));
    }
    bytes.drain(..header);
    let place = Place::of(Inside::Idx { number: name_of_type, header });
    let numbers = number.decode(bytes);
    Ok(Array::of_numbers(place, (file, name), shape, numbers))
}

/// The lengths and the type in the header, and where it ends.
fn lengths(bytes: &[u8]) -> Option<(Vec<usize>, (&'static str, NumberType), usize)> {
    let [0, 0, kind, rank @ 1..=4] = *bytes.first_chunk::<4>()? else { return None };
    let name = match kind {
        8 => "|u1",
        9 => "|i1",
        11 => ">i2",
        12 => ">i4",
        13 => ">f4",
        14 => ">f8",
        _ => return None,
    };
    let number = NumberType::of_numpy(name)?;
    let header = 4 + 4 * usize::from(rank);
    let lengths = bytes.get(4..header)?.chunks_exact(4);
    let shape = lengths.map(|b| b.iter().fold(0_usize, |n, &b| n << 8 | usize::from(b))).collect();
    Some((shape, (name, number), header))
}

/// What a gzipped file holds.
pub(super) fn gunzip(path: &Path, packed: &[u8]) -> Result<Vec<u8>, Problem> {
    let mut bytes = Vec::new();
    let read = flate2::read::GzDecoder::new(packed).take(MOST_BYTES + 1).read_to_end(&mut bytes);
    let what = match read {
        Ok(_) if bytes.len() as u64 <= MOST_BYTES => return Ok(bytes),
        Ok(_) => {
            let limit = MOST_BYTES / MB;
            say!("unpacks to more than {limit} MB, the most that is read", "解压后超过可读的上限 {limit} MB")
        }
        Err(_) => text("cannot be unpacked: the gzip stream is damaged", "无法解压：gzip 数据已损坏"),
    };
    Err(about(&shown(path), &what))
}
