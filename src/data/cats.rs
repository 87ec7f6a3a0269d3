//! Two classes of pictures in the layout of the well-known course files: data sets `train_set_x`
//! (m, h, w, 3), `train_set_y` (m,), `test_set_x`, `test_set_y` and `list_classes`, in one HDF5 file or
//! in two.
//!
//! Honest variants are read as well: grey pictures (m, h, w) or (m, h, w, 1); any size and number;
//! integers of any width within 0…255; floats, which are fractions if none exceeds 1 and else
//! 0…255; any byte order and lossless compression; labels of any number type, (m,), (1, m) or (m, 1).

use super::files::{about, shown, write_atomically};
use super::hdf5_file::{Budget, DataFile, NumberSet, dimensions};
use super::numbers::Numbers;
use super::pictures::{Pictures, Pixels};
use crate::say;
use crate::words::{Problem, Text, printable, same, text};
use std::path::{Path, PathBuf};

/// The shipped set, drawn by [`super::drawing`].
const SHIPPED: &[u8] = include_bytes!("../../datasets/cats.h5");
/// Pictures in one part at most.
const MOST_PICTURES: usize = 50_000;
/// Files that are looked at in a folder.
const MOST_FILES: usize = 16;

/// Pictures of two classes, to train on and to test with.
#[derive(Debug, Clone, PartialEq)]
pub struct PictureSet {
    /// The pictures to train on.
    pub train: Pictures,
    /// The pictures to test with.
    pub test: Pictures,
    /// The names of class 0 and class 1, fit to be shown.
    pub classes: [String; 2],
    /// Rows of pixels.
    pub height: usize,
    /// Pixels in a row.
    pub width: usize,
    /// 3 for red, green, blue; 1 for grey.
    pub channels: usize,
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
        read(&files, same(names))
    }

    /// The drawn set that is part of the program: 209 + 50 pictures of 64 × 64 × 3.
    ///
    /// # Errors
    /// None that a program which passed its tests can meet.
    pub fn shipped() -> Result<PictureSet, Problem> {
        let file = DataFile::from_bytes("datasets/cats.h5", SHIPPED.to_vec())?;
        read(&[file], text("drawings that come with nnlab", "nnlab 自带的图画"))
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

fn open_folder(folder: &Path) -> Result<Vec<DataFile>, Problem> {
    let name = shown(folder);
    let entries = std::fs::read_dir(folder).map_err(|e| super::files::cannot_open(&name, &e))?;
    let is_hdf5 = |p: &PathBuf| {
        p.extension().is_some_and(|e| ["h5", "hdf5", "he5"].iter().any(|known| e.eq_ignore_ascii_case(known)))
    };
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).filter(is_hdf5).collect();
    paths.sort();
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

/// Reads both parts out of one or two files.
fn read(files: &[DataFile], origin: Text) -> Result<PictureSet, Problem> {
    let mut budget = Budget::default();
    let (train_file, test_file) = (file_of(files, "train")?, file_of(files, "test")?);
    let train = Part::declare(train_file, "train_set_x", "train_set_y", &mut budget)?;
    let test = Part::declare(test_file, "test_set_x", "test_set_y", &mut budget)?;
    if train.size != test.size {
        let (a, b) = (dimensions(&train.size), dimensions(&test.size));
        return Err(test.pixels.problem(&say!(
            "has pictures of {b}, but those of train_set_x are {a}; both parts need the same size",
            "的图片是 {b}，而 train_set_x 的是 {a}；两部分的大小必须相同"
        )));
    }
    let mut classes = Vec::new();
    for file in files {
        let names = class_names(file, &mut budget)?;
        if classes.last().is_some_and(|first| *first != names) {
            return Err(file.problem(
                "list_classes",
                &text("names other classes than the other file does", "与另一个文件的类别名称不同"),
            ));
        }
        classes.push(names);
    }
    let classes = classes.pop().unwrap_or_default();
    let [height, width, channels] = train.size;
    let (train_numbers, test_numbers) = (train.pixels.read()?, test.pixels.read()?);
    let scale = scale(&[(&train, &train_numbers), (&test, &test_numbers)])?;
    let features = height * width * channels;
    let finish = |part: &Part<'_>, numbers| -> Result<Pictures, Problem> {
        Ok(Pictures { pixels: pixels(numbers, scale), features, labels: part.read_labels()? })
    };
    Ok(PictureSet {
        train: finish(&train, train_numbers)?,
        test: finish(&test, test_numbers)?,
        classes,
        height,
        width,
        channels,
        origin,
    })
}

/// The file that holds the part called `train` or `test`.
fn file_of<'a>(files: &'a [DataFile], part: &str) -> Result<&'a DataFile, Problem> {
    let set = format!("{part}_set_x");
    let holders: Vec<&DataFile> = files.iter().filter(|f| f.has(&set)).collect();
    match holders[..] {
        [one] => Ok(one),
        [one, other, ..] => {
            let (one, other) = (one.name(), other.name());
            Err(Problem::run(say!(
                "Both {one} and {other} hold {set}; give only one of them",
                "{one} 与 {other} 都含有 {set}；请只给一个"
            )))
        }
        // Nobody has it: let the likeliest file say why.
        [] => files
            .iter()
            .find(|f| f.has(&format!("{part}_set_y")))
            .or_else(|| files.iter().find(|f| f.name().contains(part)))
            .or_else(|| files.first())
            .ok_or_else(|| Problem::run(text("No file was given", "没有给出文件"))),
    }
}

/// One part of a set, its claims checked against each other.
struct Part<'a> {
    pixels: NumberSet<'a>,
    labels: NumberSet<'a>,
    /// Height, width, channels.
    size: [usize; 3],
}

impl<'a> Part<'a> {
    fn declare(file: &'a DataFile, x: &'a str, y: &'a str, budget: &mut Budget) -> Result<Part<'a>, Problem> {
        let pixels = file.numbers(x, budget)?;
        let labels = file.numbers(y, budget)?;
        let shape = dimensions(&pixels.shape);
        let (m, size) = match pixels.shape[..] {
            [m, h, w] => (m, [h, w, 1]),
            [m, h, w, c @ (1 | 3)] => (m, [h, w, c]),
            [_, 1 | 3, _, _] => {
                return Err(pixels.problem(&say!(
                    "has the shape {shape}, channels before pixels; transpose it to (m, height, width, 3)",
                    "的形状是 {shape}，通道在像素之前；请转置为 (m, 高, 宽, 3)"
                )));
            }
            _ => {
                return Err(pixels.problem(&say!(
                    "has the shape {shape}; expected (m, height, width, 3), or (m, height, width) for grey pictures",
                    "的形状是 {shape}；应当是 (m, 高, 宽, 3)，灰度图片则是 (m, 高, 宽)"
                )));
            }
        };
        if m > MOST_PICTURES {
            return Err(pixels.problem(&say!(
                "holds {m} pictures; nnlab takes at most {MOST_PICTURES}",
                "有 {m} 张图片；nnlab 最多接受 {MOST_PICTURES} 张"
            )));
        }
        let flat = match labels.shape[..] {
            [n] | [1, n] | [n, 1] => n == m,
            _ => false,
        };
        if !flat {
            let found = dimensions(&labels.shape);
            return Err(labels.problem(&say!(
                "has the shape {found}; expected one label for each of the {m} pictures: ({m},)",
                "的形状是 {found}；{m} 张图片各应有一个标签：({m},)"
            )));
        }
        Ok(Part { pixels, labels, size })
    }

    fn read_labels(&self) -> Result<Vec<u8>, Problem> {
        let wrong = |i: usize, value: f64| {
            self.labels.problem(&say!(
                "gives picture {i} the label {value}; only 0 and 1 are expected",
                "给图片 {i} 的标签是 {value}；只应有 0 和 1"
            ))
        };
        match self.labels.read()? {
            Numbers::Bytes(labels) => match labels.iter().position(|&l| l > 1) {
                Some(i) => Err(wrong(i, f64::from(labels[i]))),
                None => Ok(labels),
            },
            Numbers::Floats(labels) => labels
                .iter()
                .enumerate()
                .map(|(i, &l)| if l == 0.0 || l == 1.0 { Ok(l as u8) } else { Err(wrong(i, l)) })
                .collect(),
        }
    }
}

/// What the numbers of the pixels mean.
#[derive(Clone, Copy, PartialEq)]
enum Scale {
    /// Whole numbers 0…255.
    Whole,
    /// Fractions 0…1.
    Fraction,
    /// Numbers 0…255 with digits after the point.
    Hundreds,
}

/// Decides by the largest number of both parts what the numbers mean, and refuses what no picture holds.
fn scale(parts: &[(&Part<'_>, &Numbers)]) -> Result<Scale, Problem> {
    let (mut most, mut whole, mut integers) = (0.0_f64, true, false);
    for (part, numbers) in parts {
        let Numbers::Floats(values) = numbers else {
            integers = true;
            continue;
        };
        integers |= part.pixels.number.is_integer();
        if let Some(at) = values.iter().position(|v| !(0.0..=255.0).contains(v)) {
            let (value, place) = (values[at], dimensions(&part.pixels.position(at)));
            return Err(part.pixels.problem(&say!(
                "holds {value} at position {place}; pixels are expected in 0…255, or in 0…1",
                "在位置 {place} 上是 {value}；像素应当在 0…255 或 0…1 之内"
            )));
        }
        most = values.iter().copied().fold(most, f64::max);
        whole &= values.iter().all(|v| v.fract() == 0.0);
    }
    Ok(match () {
        () if integers && whole => Scale::Whole,
        () if !integers && most <= 1.0 => Scale::Fraction,
        () if whole => Scale::Whole,
        () => Scale::Hundreds,
    })
}

fn pixels(numbers: Numbers, scale: Scale) -> Pixels {
    match (numbers, scale) {
        (Numbers::Bytes(bytes), Scale::Whole) => Pixels::Bytes(bytes),
        (Numbers::Bytes(bytes), _) => {
            Pixels::Fractions(bytes.iter().map(|&b| f64::from(b) / 255.0).collect())
        }
        (Numbers::Floats(values), Scale::Whole) => Pixels::Bytes(values.iter().map(|&v| v as u8).collect()),
        (Numbers::Floats(values), Scale::Fraction) => Pixels::Fractions(values),
        (Numbers::Floats(values), Scale::Hundreds) => {
            Pixels::Fractions(values.iter().map(|v| v / 255.0).collect())
        }
    }
}

fn class_names(file: &DataFile, budget: &mut Budget) -> Result<[String; 2], Problem> {
    let names = file.texts("list_classes", 2, budget)?;
    let found = names.len();
    let Ok(mut names) = <[String; 2]>::try_from(names) else {
        return Err(file.problem(
            "list_classes",
            &say!(
                "names {found} classes; expected two, for the labels 0 and 1",
                "有 {found} 个类别；应当有两个，对应标签 0 和 1"
            ),
        ));
    };
    for (label, name) in names.iter_mut().enumerate() {
        if name.is_empty() {
            *name = label.to_string();
        }
    }
    Ok(names.map(|name| printable(&name)))
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
        let names = self.classes.each_ref().map(String::as_str);
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

#[cfg(test)]
mod tests {
    use super::*;

    type Build<'a> = &'a dyn Fn(&mut hdf5::FileBuilder);

    /// A file of 3 + 2 pictures of 2 × 2 × 3, with some data sets written otherwise.
    fn file(others: &[(&str, Build<'_>)]) -> DataFile {
        let mut builder = hdf5::FileBuilder::new();
        let x = |m: usize| (0..m * 12).map(|v| (v * 5) as u8).collect::<Vec<u8>>();
        for (name, m) in [("train", 3), ("test", 2)] {
            let (set_x, set_y) = (format!("{name}_set_x"), format!("{name}_set_y"));
            if !others.iter().any(|(n, _)| *n == set_x) {
                builder.create_dataset(&set_x).with_u8_data(&x(m)).with_shape(&[m as u64, 2, 2, 3]);
            }
            if !others.iter().any(|(n, _)| *n == set_y) {
                builder.create_dataset(&set_y).with_i64_data(&[1, 0, 1][..m]);
            }
        }
        if !others.iter().any(|(n, _)| *n == "list_classes") {
            builder.create_dataset("list_classes").with_ascii_strings(&["non-cat", "cat"]).unwrap();
        }
        for (_, build) in others {
            build(&mut builder);
        }
        DataFile::from_bytes("t.h5", builder.finish().unwrap()).unwrap()
    }

    fn set(others: &[(&str, Build<'_>)]) -> Result<PictureSet, Problem> {
        read(&[file(others)], text("", ""))
    }

    fn sentence(others: &[(&str, Build<'_>)]) -> String {
        set(others).unwrap_err().to_string()
    }

    #[test]
    fn the_shipped_set_has_the_size_of_the_courses_and_its_share_of_cats() {
        let set = PictureSet::shipped().unwrap();
        assert_eq!((set.train.len(), set.train.count(1)), (209, 72));
        assert_eq!((set.test.len(), set.test.count(1)), (50, 33));
        assert_eq!((set.height, set.width, set.channels), (64, 64, 3));
        assert_eq!(set.classes, ["non-cat", "cat"]);
    }

    #[test]
    fn what_is_written_reads_back() {
        let set = set(&[]).unwrap();
        let back = DataFile::from_bytes("b.h5", set.to_hdf5().unwrap()).unwrap();
        assert_eq!(read(&[back], text("", "")).unwrap(), set);
    }

    #[test]
    fn a_byte_becomes_the_fraction_that_numpy_computes() {
        let set = set(&[]).unwrap();
        let mut row = vec![0.0; 12];
        set.train.fractions(1, &mut row);
        // numpy.array([60, 65], dtype='u1') / 255.
        assert_eq!(row[..2], [0.23529411764705882, 0.2549019607843137]);
        assert_eq!(set.train.bytes(1)[..2], [60, 65]);
    }

    #[test]
    fn floats_are_fractions_if_none_exceeds_one() {
        let write = |scale: f64| {
            move |b: &mut hdf5::FileBuilder| {
                let x = |m: usize| (0..m * 12).map(|v| v as f64 * 5.0 * scale).collect::<Vec<_>>();
                b.create_dataset("train_set_x").with_f64_data(&x(3)).with_shape(&[3, 2, 2, 3]);
                b.create_dataset("test_set_x").with_f64_data(&x(2)).with_shape(&[2, 2, 2, 3]);
            }
        };
        let none = |_: &mut hdf5::FileBuilder| {};
        for (scale, whole) in [(1.0 / 255.0, false), (1.0, true), (0.99, false)] {
            let set = set(&[("train_set_x", &write(scale)), ("test_set_x", &none)]).unwrap();
            let mut row = vec![0.0; 12];
            set.train.fractions(2, &mut row);
            let unit = if scale < 0.5 { 1.0 } else { 1.0 / 255.0 };
            assert!((row[11] - 175.0 * scale * unit).abs() < 1e-15, "{scale}");
            assert_eq!(matches!(set.train.pixels, Pixels::Bytes(_)), whole, "{scale}");
        }
    }

    #[test]
    fn grey_pictures_and_columns_of_labels_are_read() {
        let grey = |b: &mut hdf5::FileBuilder| {
            b.create_dataset("train_set_x").with_u16_data(&[7; 12]).with_shape(&[3, 2, 2]);
            b.create_dataset("test_set_x").with_u8_data(&[9; 8]).with_shape(&[2, 2, 2, 1]);
        };
        let column = |b: &mut hdf5::FileBuilder| {
            b.create_dataset("train_set_y").with_f32_data(&[0.0, 1.0, 1.0]).with_shape(&[3, 1]);
            b.create_dataset("test_set_y").with_u8_data(&[0, 1]).with_shape(&[1, 2]);
        };
        let none = |_: &mut hdf5::FileBuilder| {};
        let set = set(&[
            ("train_set_x", &grey),
            ("test_set_x", &none),
            ("train_set_y", &column),
            ("test_set_y", &none),
        ]);
        let set = set.unwrap();
        assert_eq!((set.channels, set.train.labels, set.test.labels), (1, vec![0, 1, 1], vec![0, 1]));
    }

    #[test]
    fn what_is_wrong_is_said() {
        let x = |shape: &'static [u64]| {
            move |b: &mut hdf5::FileBuilder| {
                b.create_dataset("train_set_x").with_u8_data(&[0; 36]).with_shape(shape);
            }
        };
        for (shape, found) in [
            (&[3_u64, 12] as &[u64], "has the shape (3, 12); expected (m, height, width, 3)"),
            (&[3, 3, 2, 2], "channels before pixels"),
            (&[3, 4, 1, 3], "(4, 1, 3)"),
            (&[12, 1, 1, 3], "has the shape (3,); expected one label for each of the 12 pictures"),
        ] {
            let sentence = sentence(&[("train_set_x", &x(shape))]);
            assert!(sentence.contains(found), "{sentence}");
        }
        let labels = |b: &mut hdf5::FileBuilder| {
            b.create_dataset("test_set_y").with_i64_data(&[0, 2]);
        };
        assert_eq!(
            sentence(&[("test_set_y", &labels)]),
            "t.h5: data set test_set_y gives picture 1 the label 2; only 0 and 1 are expected"
        );
        let negative = |b: &mut hdf5::FileBuilder| {
            b.create_dataset("train_set_x").with_i16_data(&[-1; 36]).with_shape(&[3, 2, 2, 3]);
        };
        assert!(sentence(&[("train_set_x", &negative)]).contains("holds -1 at position (0, 0, 0, 0)"));
        let classes = |b: &mut hdf5::FileBuilder| {
            b.create_dataset("list_classes").with_ascii_strings(&["cat"]).unwrap();
        };
        assert!(sentence(&[("list_classes", &classes)]).contains("names 1 classes; expected two"));
        assert!(sentence(&[("test_set_x", &|_| {})]).contains("test_set_x is missing"));
    }

    #[test]
    fn class_names_are_made_fit_to_be_shown() {
        let classes = |b: &mut hdf5::FileBuilder| {
            b.create_dataset("list_classes").with_vlen_strings(&["\x1b[2J\x1b[31mdog", ""]);
        };
        assert_eq!(set(&[("list_classes", &classes)]).unwrap().classes, ["[2J[31mdog", "1"]);
    }

    #[test]
    fn two_files_in_any_order_and_their_folder() {
        let folder = tempfile::tempdir().unwrap();
        let whole = set(&[]).unwrap();
        let none = |_: &mut hdf5::FileBuilder| {};
        for (name, left_out) in
            [("train.h5", ["test_set_x", "test_set_y"]), ("test.h5", ["train_set_x", "train_set_y"])]
        {
            let bytes = file(&left_out.map(|set| (set, &none as Build<'_>))).bytes().to_vec();
            std::fs::write(folder.path().join(name), bytes).unwrap();
        }
        let paths = ["test.h5", "train.h5"].map(|name| folder.path().join(name));
        for paths in [&paths[..], &[folder.path().to_path_buf()]] {
            let set = PictureSet::load(paths).unwrap();
            assert_eq!((set.train, set.test), (whole.train.clone(), whole.test.clone()));
        }
        let twice = PictureSet::load(&[paths[0].clone(), paths[0].clone()]).unwrap_err().to_string();
        assert!(twice.contains("give only one of them"), "{twice}");
        let alone = PictureSet::load(&[paths[0].clone()]).unwrap_err().to_string();
        assert!(alone.contains("data set train_set_x is missing"), "{alone}");
    }

    /// The course's own files, where the machine has them.
    #[test]
    fn the_courses_photos_are_read() {
        let Some(folder) = std::env::var_os("NNLAB_COURSE_DATA") else {
            println!("skipped: NNLAB_COURSE_DATA does not name the folder of the course's files");
            return;
        };
        let set = PictureSet::load(&[folder.into()]).unwrap();
        assert_eq!(
            (set.train.len(), set.train.count(1), set.test.len(), set.test.count(1)),
            (209, 72, 50, 33)
        );
        assert_eq!(set.train.bytes(0)[..3], [17, 31, 56]);
        assert_eq!(set.classes, ["non-cat", "cat"]);
    }
}
