//! Digits in arrays, whatever holds them: HDF5 (MATLAB 7.3 included), NPZ, NPY, IDX. Which array is what is found out
//! from names and shapes; pictures may lie along the first or the last dimension, have a channel, or be rows.

use super::idx;
use super::numpy_file::{npy, npz};
use super::source::{Labels, Source, Stored, side_of};
use super::told::{Hot, Inside, Layout, Part, Place};
use super::{about, dimensions, shown};
use crate::data::files::{MB, read_bytes};
use crate::data::hdf5_file::{Budget, DataFile};
use crate::data::kind::{self, Kind};
use crate::data::numbers::Numbers;
use crate::say;
use crate::words::{Problem, text};
use std::path::{Path, PathBuf};

/// The longest file, and the most that a packed one may unpack to: 240,000 pictures of 28 × 28.
pub(super) const MOST_BYTES: u64 = 192 * MB;
/// Arrays that are looked at in a file.
pub(super) const MOST_ARRAYS: usize = 16;
/// One-hot labels may have so many classes.
const MOST_CLASSES: usize = 62;

/// An array with its name.
#[derive(Debug)]
pub(super) struct Array {
    /// Where it stands.
    pub(super) place: Place,
    /// The file, as messages call it.
    pub(super) file: String,
    /// The array's name in it; of a file with a single array the file's.
    pub(super) name: String,
    pub(super) shape: Vec<usize>,
    pub(super) numbers: Numbers,
    /// Its texts, where it holds these instead: labels.
    pub(super) words: Option<Vec<String>>,
    /// Its dimensions stand in the reverse order, so that pictures lie on their side.
    pub(super) reversed: bool,
}

impl Array {
    /// Numbers, their dimensions in the usual order.
    pub(super) fn of_numbers(
        place: Place,
        (file, name): (&str, &str),
        shape: Vec<usize>,
        numbers: Numbers,
    ) -> Array {
        Array {
            place,
            file: file.to_string(),
            name: name.to_string(),
            shape,
            numbers,
            words: None,
            reversed: false,
        }
    }
}

/// All arrays of a file; `single` files count as arrays named after themselves.
pub(super) fn open(path: &Path) -> Result<Vec<Array>, Problem> {
    let file = shown(path);
    let mut bytes = read_bytes(path, MOST_BYTES)?;
    let mut kind = kind::kind(&bytes);
    let packed = kind == Kind::Gzip;
    if packed {
        bytes = idx::gunzip(path, &bytes)?;
        kind = kind::kind(&bytes);
    }
    let name = path.file_stem().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    let mut arrays = arrays_in(&file, &name, kind, bytes)?;
    for array in &mut arrays {
        (array.place.path, array.place.packed) = (path.to_path_buf(), packed);
    }
    Ok(arrays)
}

fn arrays_in(file: &str, name: &str, kind: Kind, bytes: Vec<u8>) -> Result<Vec<Array>, Problem> {
    match kind {
        Kind::Hdf5 => in_hdf5(&DataFile::from_bytes(file, bytes)?),
        Kind::Idx => idx::parse(file, name, bytes).map(|array| vec![array]),
        Kind::Npy => npy(file, name, &bytes, Inside::Npy).map(|array| vec![array]),
        Kind::Npz => npz(file, &bytes),
        kind => Err(kind::instead(
            file,
            &kind,
            &text("pictures of digits (IDX, HDF5, NPZ or a table)", "数字图片（IDX、HDF5、NPZ 或表格）"),
        )),
    }
}

/// All arrays of numbers in the root of an HDF5 file.
pub(super) fn in_hdf5(file: &DataFile) -> Result<Vec<Array>, Problem> {
    if file.has("train_set_x") || file.has("test_set_x") {
        return Err(about(
            file.name(),
            &text("is a set for the lesson `cats`, not digits", "是 `cats` 课的数据，不是数字"),
        ));
    }
    let names = file.names(MOST_ARRAYS);
    let (mut arrays, mut budget, mut trouble) = (Vec::new(), Budget::default(), None);
    for name in &names {
        // What is no number (class names, remarks) is left alone.
        match file.numbers(name, &mut budget).and_then(|set| Ok((set.shape.clone(), set.read()?))) {
            Ok((shape, numbers)) => {
                let place = Place::of(Inside::Hdf5(name.clone()));
                arrays.push(Array {
                    place,
                    file: file.name().to_string(),
                    name: name.clone(),
                    reversed: file.is_matlab() && shape.len() > 2,
                    shape,
                    numbers,
                    words: None,
                });
            }
            Err(problem) => trouble = trouble.or(Some(problem)),
        }
    }
    match trouble {
        Some(problem) if arrays.len() < 2 => Err(problem),
        _ => Ok(arrays),
    }
}

/// What an array is by its name.
fn purpose(array: &Array) -> (bool, Option<char>) {
    let file = array.file.rsplit(['/', '\\']).next().unwrap_or_default();
    let last = format!("{file} {}", array.name).to_lowercase();
    let test = ["test", "t10k", "valid"].iter().any(|word| last.contains(word));
    let mut own: String = array.name.to_lowercase();
    for word in ["train", "test", "t10k", "valid", "set", "emnist", "digits"] {
        own = own.replace(word, "");
    }
    let own: String = own.chars().filter(char::is_ascii_alphanumeric).collect();
    let begins = |words: &[&str]| words.iter().any(|word| own.starts_with(word));
    let what = match () {
        () if begins(&["y", "label", "target", "class", "answer"]) || own.contains("labels") => Some('y'),
        () if begins(&["x", "image", "img", "data", "pixel", "picture"]) || own.contains("images") => {
            Some('x')
        }
        () => None,
    };
    (test, what)
}

/// The training part, and the test part where there is one, among all arrays of the files.
pub(super) fn pick(arrays: Vec<Array>, first: &str) -> Result<Vec<Source>, Problem> {
    let list =
        arrays.iter().take(8).map(|a| format!("{} {}", a.name, dimensions(&a.shape))).collect::<Vec<_>>();
    let list = crate::words::printable_start(&list.join(", "), 200);
    let (test, train): (Vec<Array>, Vec<Array>) = arrays.into_iter().partition(|array| purpose(array).0);
    if train.is_empty() && test.is_empty() {
        let what = text("holds no arrays of numbers", "没有数值数组");
        return Err(about(first, &what));
    }
    let parts = if train.is_empty() { vec![test] } else { vec![train, test] };
    let mut sources = Vec::new();
    for part in parts.into_iter().filter(|part| !part.is_empty()) {
        sources.push(pair(part, first, &list)?);
    }
    Ok(sources)
}

/// Pictures and labels among the arrays of one part.
fn pair(mut arrays: Vec<Array>, first: &str, list: &str) -> Result<Source, Problem> {
    let flat = |a: &Array| a.shape.iter().filter(|n| **n > 1).count() <= 1;
    let is_labels = |a: &Array| match purpose(a).1 {
        _ if a.words.is_some() => flat(a),
        Some(what) => what == 'y',
        None => flat(a),
    };
    let file = arrays.first().map(|a| a.file.clone()).unwrap_or_else(|| first.to_string());
    let none = |what: &str, zh: &str| {
        let (what, zh) = (what.to_string(), zh.to_string());
        about(
            &file,
            &say!(
                "holds no array of {what}; found: {list}. Names such as train_x, train_y, test_x, test_y (or x_train …, images, labels) \
                 are known",
                "没有{zh}数组；找到：{list}。可识别的名称有 train_x、train_y、test_x、test_y（或 x_train……、images、labels）"
            ),
        )
    };
    let at = arrays.iter().position(&is_labels).ok_or_else(|| none("labels", "标签"))?;
    let labels = arrays.remove(at);
    // Of several arrays of pictures the one whose shape shows it.
    arrays.retain(|a| !is_labels(a) && a.shape.len() >= 2 && a.words.is_none());
    arrays.sort_by_key(|a| std::cmp::Reverse((a.shape.len() >= 3, purpose(a).1 == Some('x'))));
    let pictures = arrays.into_iter().next().ok_or_else(|| none("pictures", "图片"))?;
    let (values, hot, m) = one_each(&labels, &pictures)?;
    let values = match labels.words {
        Some(words) => Labels::Words(words),
        None => Labels::Numbers(values),
    };
    of(pictures, Given { values, place: labels.place, hot }, m)
}

/// Labels as one number or word each, with where they stand and how.
struct Given {
    values: Labels,
    place: Place,
    hot: Hot,
}

/// The labels as one number each; one-hot rows become the place of their 1.
fn one_each(labels: &Array, pictures: &Array) -> Result<(Vec<f64>, Hot, usize), Problem> {
    let values = match &labels.numbers {
        Numbers::Bytes(bytes) => bytes.iter().map(|b| f64::from(*b)).collect(),
        Numbers::Floats(values) => values.clone(),
    };
    let wide: Vec<usize> = labels.shape.iter().copied().filter(|n| *n > 1).collect();
    let wrong = |count: usize| {
        let (name, found, count) = (&labels.name, dimensions(&labels.shape), count);
        let name = crate::words::printable_start(name, 24);
        about(
            &labels.file,
            &say!(
                "{name} has the shape {found}; expected ({count},) labels, or as many rows with a single 1",
                "{name} 的形状是 {found}；应当是 ({count},) 个标签，或同样多行、每行恰有一个 1"
            ),
        )
    };
    let lengths = [pictures.shape.first(), pictures.shape.last()].map(|n| n.copied().unwrap_or(0));
    let count = lengths[0];
    match wide[..] {
        [] if lengths.contains(&1) => Ok((values, Hot::No, 1)),
        [m] if lengths.contains(&m) => Ok((values, Hot::No, m)),
        [m, k] if k <= MOST_CLASSES && lengths.contains(&m) => {
            let hot: Option<Vec<f64>> = values.chunks_exact(k).map(place_of_one).collect();
            hot.map(|hot| (hot, Hot::Rows(k), m)).ok_or_else(|| wrong(count))
        }
        [k, m] if k <= MOST_CLASSES && lengths.contains(&m) => {
            let column = |i: usize| (0..k).map(|c| values[c * m + i]).collect::<Vec<f64>>();
            let hot: Option<Vec<f64>> = (0..m).map(|i| place_of_one(&column(i))).collect();
            hot.map(|hot| (hot, Hot::Columns(k), m)).ok_or_else(|| wrong(count))
        }
        _ => Err(wrong(count)),
    }
}

fn place_of_one(row: &[f64]) -> Option<f64> {
    let ones = row.iter().filter(|x| **x == 1.0).count();
    let zeros = row.iter().filter(|x| **x == 0.0).count();
    let at = row.iter().position(|x| *x == 1.0)?;
    (ones == 1 && zeros + 1 == row.len()).then_some(at as f64)
}

/// `m` square pictures along one dimension of an array.
fn of(pictures: Array, labels: Given, m: usize) -> Result<Source, Problem> {
    let shape = &pictures.shape;
    let mut notes = Vec::new();
    let (layout, side) = layout(shape, m).ok_or_else(|| {
        let (name, shape) = (crate::words::printable_start(&pictures.name, 24), dimensions(shape));
        about(
            &pictures.file,
            &say!(
                "{name} has the shape {shape}; expected (m, side, side), (m, side²) or (m, side, side, 1 or 3) with m = {m} labels",
                "{name} 的形状是 {shape}；应当是 (m, 边长, 边长)、(m, 边长²) 或 (m, 边长, 边长, 1 或 3)，m = {m} 个标签"
            ),
        )
    })?;
    let (n, bytes) = (side * side, matches!(pictures.numbers, Numbers::Bytes(_)));
    let order = |out: usize| {
        let (i, p) = (out / n, out % n);
        match layout {
            Layout::Rows => out,
            Layout::Columns => p * m + i,
            Layout::Colours => 3 * out,
            Layout::ColoursFirst => 3 * i * n + p,
        }
    };
    let stride = match layout {
        Layout::Colours => 1,
        Layout::ColoursFirst => n,
        Layout::Rows | Layout::Columns => 0,
    };
    match layout {
        Layout::Rows => {}
        Layout::Columns => notes.push(text("pictures lie along the last dimension", "图片沿最后一维排列")),
        _ => notes.push(text("colours become grey", "彩色转为灰度")),
    }
    // Grey as Pillow has it: (299 R + 587 G + 114 B) / 1000.
    let grey = |get: &dyn Fn(usize) -> f64, at: usize| {
        0.299 * get(at) + 0.587 * get(at + stride) + 0.114 * get(at + 2 * stride)
    };
    let numbers = match pictures.numbers {
        numbers if layout == Layout::Rows => numbers,
        Numbers::Bytes(b) if stride > 0 => {
            Numbers::Bytes((0..m * n).map(|out| grey(&|i| f64::from(b[i]), order(out)) as u8).collect())
        }
        Numbers::Floats(v) if stride > 0 => {
            Numbers::Floats((0..m * n).map(|out| grey(&|i| v[i], order(out))).collect())
        }
        Numbers::Bytes(b) => Numbers::Bytes((0..m * n).map(|out| b[order(out)]).collect()),
        Numbers::Floats(v) => Numbers::Floats((0..m * n).map(|out| v[order(out)]).collect()),
    };
    let fold = |(low, high): (f64, f64), x: f64| (low.min(x), high.max(x));
    let start = (f64::INFINITY, f64::NEG_INFINITY);
    let range = match &numbers {
        Numbers::Bytes(bytes) if bytes.is_empty() => start,
        Numbers::Bytes(bytes) => {
            let (low, high) =
                bytes.iter().fold((255, 0), |(low, high), &byte| (byte.min(low), byte.max(high)));
            (f64::from(low), f64::from(high))
        }
        Numbers::Floats(values) => values.iter().copied().fold(start, fold),
    };
    let whole = match &numbers {
        Numbers::Bytes(_) => true,
        Numbers::Floats(values) => values.iter().all(|x| x.fract() == 0.0),
    };
    let told =
        Part::Arrays { pictures: pictures.place, layout, bytes, labels: labels.place, hot: labels.hot };
    Ok(Source {
        told,
        name: pictures.file,
        side,
        count: m,
        range,
        whole,
        labels: labels.values,
        pixels: Stored::Numbers(numbers),
        on_side: pictures.reversed,
        notes,
    })
}

fn layout(shape: &[usize], m: usize) -> Option<(Layout, usize)> {
    let square = |h: usize, w: usize| if h == w { side_of(h * w) } else { None };
    match *shape {
        [a, h, w] if a == m && square(h, w).is_some() => Some((Layout::Rows, h)),
        [a, 1, h, w] | [a, h, w, 1] if a == m && square(h, w).is_some() => Some((Layout::Rows, h)),
        [a, n] | [a, n, 1] | [a, 1, n] if a == m && side_of(n).is_some() => Some((Layout::Rows, side_of(n)?)),
        [a, h, w, 3] if a == m && square(h, w).is_some() => Some((Layout::Colours, h)),
        [a, 3, h, w] if a == m && square(h, w).is_some() => Some((Layout::ColoursFirst, h)),
        [h, w, b] if b == m && square(h, w).is_some() => Some((Layout::Columns, h)),
        [1, h, w, b] | [h, w, 1, b] if b == m && square(h, w).is_some() => Some((Layout::Columns, h)),
        [n, b] if b == m && side_of(n).is_some() => Some((Layout::Columns, side_of(n)?)),
        _ => None,
    }
}

/// The arrays of several files.
pub(super) fn open_all(paths: &[PathBuf]) -> Result<Vec<Array>, Problem> {
    let mut arrays = Vec::new();
    for path in paths {
        arrays.extend(open(path)?);
    }
    Ok(arrays)
}
