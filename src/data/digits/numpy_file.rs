//! NumPy's files: one array (`.npy`), or several in a ZIP archive (`.npz`).

use super::about;
use super::arrays::{Array, MOST_ARRAYS, MOST_BYTES};
use super::dimensions;
use super::told::{Inside, Place};
use crate::data::files::MB;
use crate::data::numbers::Numbers;
use crate::say;
use crate::words::{Problem, Text, text};
use std::io::{Cursor, Read};

/// The arrays in a ZIP archive.
pub(super) fn npz(file: &str, bytes: &[u8]) -> Result<Vec<Array>, Problem> {
    let damaged = |why: &dyn std::fmt::Display| {
        let why = crate::words::printable_start(&why.to_string(), 100);
        about(file, &say!("is a damaged ZIP archive ({why})", "是损坏的 ZIP 文件（{why}）"))
    };
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|e| damaged(&e))?;
    let (mut arrays, mut left, mut trouble) = (Vec::new(), MOST_BYTES, None);
    for at in 0..archive.len().min(MOST_ARRAYS) {
        let entry = archive.by_index(at).map_err(|e| damaged(&e))?;
        let name = entry.name().map_err(|e| damaged(&e))?.trim_end_matches(".npy").to_string();
        let claimed = entry.size();
        if claimed > left {
            let limit = MOST_BYTES / MB;
            return Err(about(
                file,
                &say!(
                    "unpacks to more than {limit} MB, the most that is read",
                    "解压后超过可读的上限 {limit} MB"
                ),
            ));
        }
        let mut raw = Vec::with_capacity(claimed as usize);
        entry.take(claimed).read_to_end(&mut raw).map_err(|e| damaged(&e))?;
        left -= raw.len() as u64;
        match npy(file, &name, &raw, Inside::Npz(name.clone())) {
            Ok(array) => arrays.push(array),
            Err(problem) => trouble = trouble.or(Some(problem)),
        }
    }
    match trouble {
        Some(problem) if arrays.len() < 2 => Err(problem),
        _ => Ok(arrays),
    }
}

/// One array.
pub(super) fn npy(file: &str, name: &str, bytes: &[u8], inside: Inside) -> Result<Array, Problem> {
    let wrong = |what: Text| {
        let name = crate::words::printable_start(name, 24);
        about(file, &say!("array {name} ", "数组 {name} ").then(&what))
    };
    let read = npyz::NpyFile::new(bytes).map_err(|_| wrong(text("is damaged", "已损坏")))?;
    let fortran = read.order() == npyz::Order::Fortran;
    let mut shape = Vec::new();
    for &length in read.shape() {
        shape.push(usize::try_from(length).map_err(|_| wrong(text("is too large", "太大")))?);
    }
    let npyz::DType::Plain(kind) = read.dtype() else {
        return Err(wrong(text("holds records, not numbers", "存的是复合记录，不是数")));
    };
    let size = kind.num_bytes().unwrap_or(0);
    let claimed = shape.iter().try_fold(size, |n, &d| n.checked_mul(d));
    let data = npy_data(bytes).unwrap_or_default();
    if size == 0 || claimed != Some(data.len()) {
        let (shape, found) = (dimensions(&shape), data.len());
        return Err(wrong(say!(
            "claims the shape {shape} but holds {found} bytes",
            "声明的形状是 {shape}，却有 {found} 字节"
        )));
    }
    if let Some(words) = texts(&kind.to_string(), data) {
        let (place, numbers) = (Place::of(inside), Numbers::Bytes(Vec::new()));
        let (file, name) = (file.to_string(), name.to_string());
        return Ok(Array { place, file, name, shape, numbers, words: Some(words), reversed: false });
    }
    let number = crate::data::numbers::NumberType::of_numpy(&kind.to_string());
    let number = number.ok_or_else(|| wrong(text("does not hold numbers", "存的不是数")))?;
    let mut numbers = number.decode(data.to_vec());
    if fortran {
        numbers = row_major(numbers, &shape);
    }
    Ok(Array::of_numbers(Place::of(inside), (file, name), shape, numbers))
}

/// Short texts of one length each, as NumPy has them: `<U3` of four bytes a letter, `|S3` of one.
fn texts(kind: &str, data: &[u8]) -> Option<Vec<String>> {
    let (order, rest) = kind.trim_matches('\'').split_at_checked(1)?;
    let (kind, letters) = rest.split_at_checked(1)?;
    let letters: usize = letters.parse().ok().filter(|letters| (1..=64).contains(letters))?;
    let letter = |bytes: &[u8]| -> Option<char> {
        let bytes: [u8; 4] = bytes.try_into().ok()?;
        let code = if order == ">" { u32::from_be_bytes(bytes) } else { u32::from_le_bytes(bytes) };
        char::from_u32(code)
    };
    let word = |bytes: &[u8]| -> String {
        let letters: String = match kind {
            "U" => bytes.chunks_exact(4).filter_map(letter).collect(),
            _ => String::from_utf8_lossy(bytes).into_owned(),
        };
        crate::words::printable_start(letters.trim_end_matches('\0').trim(), 24)
    };
    let size = match kind {
        "U" => 4 * letters,
        "S" => letters,
        _ => return None,
    };
    Some(data.chunks_exact(size).map(word).collect())
}

/// Numbers whose first index runs fastest, in the order in which the last does.
fn row_major(numbers: Numbers, shape: &[usize]) -> Numbers {
    let strides = shape.iter().scan(1, |next, length| Some(std::mem::replace(next, *next * length)));
    let strides: Vec<usize> = strides.collect();
    let from = |at: usize| {
        let (mut rest, mut from) = (at, 0);
        for (length, stride) in shape.iter().zip(&strides).rev() {
            from += rest % length * stride;
            rest /= length;
        }
        from
    };
    match numbers {
        Numbers::Bytes(bytes) => Numbers::Bytes((0..bytes.len()).map(|at| bytes[from(at)]).collect()),
        Numbers::Floats(values) => Numbers::Floats((0..values.len()).map(|at| values[from(at)]).collect()),
    }
}

/// What stands behind the header of an NPY file.
fn npy_data(bytes: &[u8]) -> Option<&[u8]> {
    let start = match bytes.get(6)? {
        1 => 10 + usize::from(u16::from_le_bytes([*bytes.get(8)?, *bytes.get(9)?])),
        _ => 12 + u32::from_le_bytes(bytes.get(8..12)?.try_into().ok()?) as usize,
    };
    bytes.get(start..)
}
