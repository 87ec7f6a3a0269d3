//! HDF5 files opened with suspicion.
//!
//! The bytes are read into memory (never mapped: a file that shrinks must not kill the program), and
//! every claim the file makes about sizes is held against a limit *before* memory is asked for. Only
//! hard links inside the file are followed; numbers kept in other files (external or virtual storage)
//! are refused. What the library cannot read is answered with one sentence.

use super::chunks::read_deflated_rows;
use super::files::{MB, about, read_bytes, shown};
use super::kind::{Kind, instead, kind};
use super::numbers::{NumberType, Numbers};
use crate::say;
use crate::words::{Problem, Text, printable, printable_start, text};
use hdf5::{Datatype, Error, FormatError, Layout};
use std::io::Cursor;
use std::path::Path;

/// The longest file that is read.
pub const MOST_FILE_BYTES: u64 = 64 * MB;
/// The most bytes that all data sets of a lesson may hold together, as stored and as used.
pub const MOST_DATA_BYTES: u64 = 64 * MB;
/// The most bytes of text in one data set.
const MOST_TEXT_BYTES: u64 = 64 * 1024;

/// What may still be read: the sizes that data sets declare are subtracted from it before anything is
/// allocated, over all files of a lesson, so that many claims below the limit do not add up to more.
#[derive(Debug)]
pub struct Budget {
    left: u64,
}

impl Default for Budget {
    fn default() -> Budget {
        Budget { left: MOST_DATA_BYTES }
    }
}

/// An HDF5 file in memory.
#[derive(Debug)]
pub struct DataFile {
    name: String,
    matlab: bool,
    file: hdf5::File,
}

/// A data set of numbers whose claims have been checked, but whose numbers have not been read.
#[derive(Debug)]
pub struct NumberSet<'a> {
    file: &'a DataFile,
    name: &'a str,
    set: hdf5::Dataset,
    /// The lengths along each dimension.
    pub shape: Vec<usize>,
    /// How one number is stored.
    pub number: NumberType,
}

impl DataFile {
    /// Opens the file at `path`.
    ///
    /// # Errors
    /// A sentence if it is not a regular file, too long, not HDF5, or damaged.
    pub fn open(path: &Path) -> Result<DataFile, Problem> {
        let name = shown(path);
        let bytes = read_bytes(path, MOST_FILE_BYTES)?;
        DataFile::from_bytes(&name, bytes)
    }

    /// Opens a file that is already in memory; `name` is what messages call it.
    ///
    /// # Errors
    /// A sentence if it is not HDF5, or damaged.
    pub fn from_bytes(name: &str, bytes: Vec<u8>) -> Result<DataFile, Problem> {
        let wanted = text("an HDF5 file", "HDF5 文件");
        match kind(&bytes) {
            Kind::Hdf5 => {}
            Kind::Text => {
                return Err(about(
                    name,
                    &text(
                        "is not an HDF5 file (it does not begin like one, whatever it is called)",
                        "不是 HDF5 文件（不论叫什么名字，开头不符）",
                    ),
                ));
            }
            kind => return Err(instead(name, &kind, &wanted)),
        }
        let matlab = bytes.starts_with(b"MATLAB 7.3");
        let file = hdf5::File::from_bytes(bytes).map_err(|e| about(name, &unreadable(&e)))?;
        Ok(DataFile { name: name.to_string(), matlab, file })
    }

    /// Opens a file that is part of the program, whose bytes are read where they are.
    ///
    /// # Errors
    /// A sentence if it is damaged.
    pub(super) fn shipped(name: &str, bytes: &'static [u8]) -> Result<DataFile, Problem> {
        let file = hdf5::ReadSeekSource::new(Cursor::new(bytes)).map_err(Error::from);
        let file = file.and_then(hdf5::File::from_source).map_err(|e| about(name, &unreadable(&e)))?;
        Ok(DataFile { name: name.to_string(), matlab: false, file })
    }

    /// What messages call this file.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Whether MATLAB wrote it, which exchanges the order of dimensions.
    pub(super) fn is_matlab(&self) -> bool {
        self.matlab
    }

    /// The library's view, for the module that lists everything in a file.
    pub(super) fn root(&self) -> hdf5::Group {
        self.file.root()
    }

    /// The whole file.
    #[cfg(test)]
    pub(super) fn bytes(&self) -> &[u8] {
        self.file.as_bytes()
    }

    /// The names of at most `most` data sets in the root of the file, and in the groups there (`train/data`).
    #[must_use]
    pub fn names(&self, most: usize) -> Vec<String> {
        let inside = |group: &hdf5::Group| -> Vec<String> {
            group.iter_datasets().map(|sets| sets.take(most).map(|set| set.0).collect()).unwrap_or_default()
        };
        let root = self.file.root();
        let mut names = inside(&root);
        for (group, found) in root.iter_groups().into_iter().flatten().take(most) {
            names.extend(inside(&found).into_iter().map(|name| format!("{group}/{name}")));
        }
        names.truncate(most);
        names
    }

    /// Whether a data set of this name can be found in the root of the file.
    #[must_use]
    pub fn has(&self, set: &str) -> bool {
        self.file.dataset(set).is_ok()
    }

    /// A sentence about one data set of this file.
    #[must_use]
    pub fn problem(&self, set: &str, what: &Text) -> Problem {
        let set = printable(set);
        about(&self.name, &say!("data set {set} ", "数据集 {set} ").then(what))
    }

    /// The data set of numbers called `name`, its size taken from the `budget`.
    ///
    /// # Errors
    /// A sentence if it is missing, not made of numbers, kept elsewhere, or claims too much.
    pub fn numbers<'a>(&'a self, name: &'a str, budget: &mut Budget) -> Result<NumberSet<'a>, Problem> {
        let set = self.find(name)?;
        let say = |what: &Text| self.problem(name, what);
        let number =
            NumberType::of(&set.datatype().map_err(|e| say(&unreadable(&e)))?).map_err(|e| say(&e))?;
        let (shape, elements) = self.claim(name, &set, number.bytes_at_most(), budget)?;
        if elements == 0 {
            let shape = dimensions(&shape);
            return Err(say(&say!(
                "has the shape {shape} and holds no number",
                "的形状是 {shape}，没有任何数"
            )));
        }
        Ok(NumberSet { file: self, name, set, shape, number })
    }

    /// The texts of the data set called `name`, fit to be shown, at most `most` of them.
    ///
    /// # Errors
    /// A sentence if it is missing, not made of text, or claims too much.
    pub fn texts(&self, name: &str, most: usize, budget: &mut Budget) -> Result<Vec<String>, Problem> {
        let set = self.find(name)?;
        let say = |what: &Text| self.problem(name, what);
        let kind = set.datatype().map_err(|e| say(&unreadable(&e)))?;
        let size = match &kind {
            Datatype::String { size, .. } => u64::from(*size),
            Datatype::VariableLength { is_string: true, .. } => 16,
            _ => {
                return Err(say(&text(
                    "does not hold text; it should name the classes",
                    "不是文字；这里应当是类别名称",
                )));
            }
        };
        let (_, elements) = self.claim(name, &set, size, budget)?;
        if elements > most || elements as u64 * size > MOST_TEXT_BYTES {
            return Err(say(&say!(
                "claims {elements} texts of {size} bytes; at most {most} short ones are expected",
                "声明有 {elements} 段 {size} 字节的文字；最多只应有 {most} 段短文字"
            )));
        }
        let texts = if matches!(kind, Datatype::String { .. }) {
            set.read_string()
        } else {
            let limits = hdf5::VlenStringReadOptions::new()
                .with_max_elements(most)
                .with_max_payload_bytes(MOST_TEXT_BYTES as usize);
            set.read_vlen_strings(limits)
        };
        let texts = texts.map_err(|e| say(&unreadable(&e)))?;
        if texts.len() != elements {
            return Err(say(&fewer(texts.len(), elements)));
        }
        Ok(texts.iter().map(|t| printable_start(t.trim(), 24)).collect())
    }

    fn find(&self, name: &str) -> Result<hdf5::Dataset, Problem> {
        self.file.dataset(name).map_err(|e| match e {
            Error::Format(FormatError::PathNotFound(_)) => self.problem(
                name,
                &text("is missing (links to elsewhere are not followed)", "不存在（不会跟随指向别处的链接）"),
            ),
            Error::NotADataset(_) => {
                self.problem(name, &text("is not a data set but something else", "不是数据集，而是别的东西"))
            }
            e => self.problem(name, &unreadable(&e)),
        })
    }

    /// Checks the storage of a data set and takes `elements · bytes` from the budget.
    fn claim(
        &self,
        name: &str,
        set: &hdf5::Dataset,
        bytes: u64,
        budget: &mut Budget,
    ) -> Result<(Vec<usize>, usize), Problem> {
        let say = |what: &Text| self.problem(name, what);
        let too_much = |claim: &[u64]| {
            let (claim, limit) = (dimensions(claim), MOST_DATA_BYTES / MB);
            say(&say!(
                "claims {claim} elements, more than the {limit} MB that nnlab reads in all; make the set smaller",
                "声明有 {claim} 个元素，超过了 nnlab 总共可读的 {limit} MB；请缩小数据"
            ))
        };
        let shape = set.shape().map_err(|e| say(&unreadable(&e)))?;
        let total = product(&shape).and_then(|n| n.checked_mul(bytes)).ok_or_else(|| too_much(&shape))?;
        budget.left = budget.left.checked_sub(total).ok_or_else(|| too_much(&shape))?;
        match set.layout().map_err(|e| say(&unreadable(&e)))? {
            Layout::Virtual => {
                return Err(say(&text(
                    "is virtual: its numbers are in other files, which are not opened; copy it with h5repack",
                    "是虚拟数据集：数在别的文件里，不会打开；请先用 h5repack 复制",
                )));
            }
            Layout::Chunked { chunk_shape, .. } => {
                let chunk = product(&chunk_shape).and_then(|n| n.checked_mul(bytes));
                if chunk.is_none_or(|c| c == 0 || c > MOST_DATA_BYTES) {
                    return Err(too_much(&chunk_shape));
                }
            }
            _ => {}
        }
        let elements = usize::try_from(total / bytes.max(1)).map_err(|_| too_much(&shape))?;
        let shape = shape.iter().map(|&n| usize::try_from(n)).collect::<Result<_, _>>();
        shape
            .map(|s| (s, elements))
            .map_err(|_| say(&text("is too large for this machine", "对这台机器来说太大")))
    }
}

impl NumberSet<'_> {
    /// All numbers, in row-major order.
    ///
    /// # Errors
    /// A sentence if they cannot be read, are fewer than the shape says, or not all finite.
    pub fn read(&self) -> Result<Numbers, Problem> {
        let elements = self.shape.iter().product::<usize>();
        let row = elements / self.shape.first().copied().unwrap_or(1) * self.number.bytes();
        let raw = match read_deflated_rows(self.file.file.as_bytes(), &self.set, &self.shape, row) {
            Some(raw) => raw,
            None => self.set.read_raw().map_err(|e| self.problem(&unreadable(&e)))?,
        };
        if raw.len() != elements * self.number.bytes() {
            return Err(self.problem(&fewer(raw.len() / self.number.bytes(), elements)));
        }
        let numbers = self.number.decode(raw);
        if let Numbers::Floats(values) = &numbers
            && let Some(at) = values.iter().position(|v| !v.is_finite())
        {
            let (value, place) = (values[at], dimensions(&self.position(at)));
            return Err(self.problem(&say!(
                "holds {value} at position {place}; every number has to be finite",
                "在位置 {place} 上是 {value}；所有的数都必须有限"
            )));
        }
        Ok(numbers)
    }

    /// A sentence about this data set.
    #[must_use]
    pub fn problem(&self, what: &Text) -> Problem {
        self.file.problem(self.name, what)
    }

    /// The index along each dimension of element `at` in row-major order.
    #[must_use]
    pub fn position(&self, mut at: usize) -> Vec<u64> {
        let mut place = vec![0; self.shape.len()];
        for (index, &length) in place.iter_mut().zip(&self.shape).rev() {
            *index = (at % length) as u64;
            at /= length;
        }
        place
    }
}

/// A shape or a position as people write it: `(209, 64, 64, 3)`.
pub(crate) fn dimensions<T: std::fmt::Display>(shape: &[T]) -> String {
    let list = shape.iter().map(T::to_string).collect::<Vec<_>>().join(", ");
    if shape.len() == 1 { format!("({list},)") } else { format!("({list})") }
}

fn product(shape: &[u64]) -> Option<u64> {
    shape.iter().try_fold(1_u64, |n, &d| n.checked_mul(d))
}

fn fewer(found: usize, expected: usize) -> Text {
    say!(
        "gave {found} elements where its shape promises {expected}; the file is damaged",
        "给出了 {found} 个元素，而形状说有 {expected} 个；文件已损坏"
    )
}

/// What the library's error means for the reader of a message, and what to do about it.
pub(crate) fn unreadable(error: &Error) -> Text {
    match error {
        Error::Format(FormatError::UnsupportedExternalStorage) => text(
            "keeps its numbers in another file, which is not opened; copy it with h5repack",
            "把数存放在别的文件里，不会打开；请先用 h5repack 复制",
        ),
        Error::Format(FormatError::InvalidLayoutVersion(version)) => say!(
            "uses the storage layout {version} of HDF5 2, which is not supported; convert the file with \
             “h5repack --high=2 IN.h5 OUT.h5”",
            "使用 HDF5 2 的存储布局 {version}，尚不支持；请用 “h5repack --high=2 IN.h5 OUT.h5” 转换文件"
        ),
        Error::Format(FormatError::UnsupportedFilter(id)) => say!(
            "is compressed by a filter that is not supported (number {id}); rewrite it with \
             “h5repack -f GZIP=6 IN.h5 OUT.h5”",
            "使用了不支持的压缩过滤器（编号 {id}）；请用 “h5repack -f GZIP=6 IN.h5 OUT.h5” 重写"
        ),
        e => {
            let why = printable_start(&e.to_string(), 160);
            say!("cannot be read, the file is damaged ({why})", "无法读取，文件已损坏（{why}）")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(build: impl FnOnce(&mut hdf5::FileBuilder)) -> DataFile {
        let mut builder = hdf5::FileBuilder::new();
        build(&mut builder);
        DataFile::from_bytes("t.h5", builder.finish().unwrap()).unwrap()
    }

    #[test]
    fn numbers_come_back_in_order() {
        let file = file(|b| {
            b.create_dataset("x").with_i16_data(&[1, -2, 3, 4]).with_shape(&[2, 2]);
        });
        let mut budget = Budget::default();
        let set = file.numbers("x", &mut budget).unwrap();
        assert_eq!(set.shape, [2, 2]);
        assert_eq!(set.read().unwrap(), Numbers::Floats(vec![1.0, -2.0, 3.0, 4.0]));
        assert_eq!(budget.left, MOST_DATA_BYTES - 4 * 8);
    }

    #[test]
    fn claims_are_summed() {
        let file = file(|b| {
            b.create_dataset("x").with_u8_data(&vec![0; 1 << 20]).with_deflate(1).with_chunks(&[1 << 16]);
        });
        let mut budget = Budget { left: 2 * MB + 1 };
        assert!(file.numbers("x", &mut budget).is_ok());
        assert!(file.numbers("x", &mut budget).is_ok());
        let sentence = file.numbers("x", &mut budget).unwrap_err().to_string();
        assert!(sentence.starts_with("t.h5: data set x claims (1048576,) elements"), "{sentence}");
    }

    #[test]
    fn what_is_not_finite_is_located() {
        let file = file(|b| {
            b.create_dataset("x").with_f32_data(&[0.0, 1.0, f32::NAN, 3.0]).with_shape(&[2, 2]);
        });
        let sentence = file.numbers("x", &mut Budget::default()).unwrap().read().unwrap_err().to_string();
        assert_eq!(sentence, "t.h5: data set x holds NaN at position (1, 0); every number has to be finite");
    }

    #[test]
    fn missing_and_wrong_things_are_named() {
        let file = file(|b| {
            b.create_dataset("names").with_ascii_strings(&["a", "b"]).unwrap();
        });
        let mut budget = Budget::default();
        assert!(file.numbers("x", &mut budget).unwrap_err().to_string().contains("is missing"));
        assert!(file.numbers("names", &mut budget).unwrap_err().to_string().contains("text"));
        assert_eq!(file.texts("names", 2, &mut budget).unwrap(), ["a", "b"]);
        assert!(file.texts("names", 1, &mut budget).unwrap_err().to_string().contains("claims 2 texts"));
        let noise = DataFile::from_bytes("n.h5", b"hello".to_vec()).unwrap_err().to_string();
        assert!(noise.contains("is not an HDF5 file"), "{noise}");
    }
}
