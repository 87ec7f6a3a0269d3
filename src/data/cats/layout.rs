//! The five data sets of the layout, checked against each other.

use super::PictureSet;
use crate::data::hdf5_file::{Budget, DataFile, NumberSet, dimensions};
use crate::data::numbers::Numbers;
use crate::data::pictures::{Pictures, Pixels};
use crate::say;
use crate::words::{Problem, Text, text};

/// Pictures in one part at most.
const MOST_PICTURES: usize = 50_000;

/// Reads both parts out of one or two files.
pub(in crate::data) fn read(files: &[DataFile], origin: Text) -> Result<PictureSet, Problem> {
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
    let names = match file.texts("list_classes", 2, budget) {
        Ok(names) => names,
        // Some files name their classes by numbers.
        Err(problem) => match file.numbers("list_classes", budget).and_then(|set| set.read()) {
            Ok(Numbers::Bytes(names)) => names.iter().map(u8::to_string).collect(),
            Ok(Numbers::Floats(names)) => names.iter().map(f64::to_string).collect(),
            Err(_) => return Err(problem),
        },
    };
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
    Ok(names)
}
