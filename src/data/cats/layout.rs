//! The five data sets of the layout, checked against each other.

use super::PictureSet;
use super::classes::{Classes, Given, classes};
use crate::data::hdf5_file::{Budget, DataFile, NumberSet, dimensions};
use crate::data::numbers::Numbers;
use crate::data::pictures::{Pictures, Pixels};
use crate::say;
use crate::words::{Problem, Text, text};

/// Classes at most.
const MOST_CLASSES: usize = 100;
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
    let names = class_names(files, &mut budget)?;
    let [height, width, channels] = train.size;
    let (train_numbers, test_numbers) = (train.pixels.read()?, test.pixels.read()?);
    let scale = scale(&[(&train, &train_numbers), (&test, &test_numbers)])?;
    let given = Given { train: train.read_labels()?, test: test.read_labels()?, names };
    let Classes { names, values, train: train_labels, test: test_labels, notes: called } = classes(&given)
        .map_err(|wrong| {
            let part = if wrong.test { &test } else { &train };
            part.labels.problem(&wrong.what)
        })?;
    let features = height * width * channels;
    let mut notes = vec![scale.words()];
    notes.extend(called);
    Ok(PictureSet {
        train: Pictures { pixels: pixels(train_numbers, scale), features, labels: train_labels },
        test: Pictures { pixels: pixels(test_numbers, scale), features, labels: test_labels },
        classes: names,
        values,
        height,
        width,
        channels,
        unit: scale.unit(),
        notes,
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

    fn read_labels(&self) -> Result<Vec<f64>, Problem> {
        Ok(match self.labels.read()? {
            Numbers::Bytes(labels) => labels.into_iter().map(f64::from).collect(),
            Numbers::Floats(labels) => labels,
        })
    }
}

/// What the numbers of the pixels mean.
#[derive(Clone, Copy, PartialEq)]
enum Scale {
    /// Whole numbers 0…255.
    Whole,
    /// Numbers 0…1, whole ones and truth values too.
    Fraction,
    /// Numbers 0…255 with digits after the point.
    Hundreds,
}

impl Scale {
    /// The number that means full light.
    fn unit(self) -> f64 {
        if self == Scale::Fraction { 1.0 } else { 255.0 }
    }

    fn words(self) -> Text {
        match self {
            Scale::Whole => {
                text("pixels are whole numbers 0…255, divided by 255", "像素是 0…255 的整数，除以 255")
            }
            Scale::Fraction => {
                text("pixels are in 0…1 already, used as they are", "像素已在 0…1 之内，直接使用")
            }
            Scale::Hundreds => {
                text("pixels are numbers 0…255, divided by 255", "像素是 0…255 的数，除以 255")
            }
        }
    }
}

/// The largest pixel of a part, and whether all are whole: truth values are 0…1 and never whole numbers to 255.
fn measure(part: &Part<'_>, numbers: &Numbers) -> Result<(f64, bool), Problem> {
    let truth = part.pixels.number.is_truth();
    let values = match numbers {
        Numbers::Bytes(bytes) => return Ok((f64::from(bytes.iter().copied().fold(0, u8::max)), !truth)),
        Numbers::Floats(values) => values,
    };
    if let Some(at) = values.iter().position(|v| !(0.0..=255.0).contains(v)) {
        let (value, place) = (values[at], dimensions(&part.pixels.position(at)));
        return Err(part.pixels.problem(&say!(
            "holds {value} at position {place}; pixels are expected in 0…255, or in 0…1",
            "在位置 {place} 上是 {value}；像素应当在 0…255 或 0…1 之内"
        )));
    }
    Ok((values.iter().copied().fold(0.0, f64::max), !truth && values.iter().all(|v| v.fract() == 0.0)))
}

/// Decides for both parts together what the numbers mean: where none exceeds 1, they are fractions of full light. Refuses
/// what no picture holds, and parts in different units.
fn scale([(train, x), (test, x_test)]: &[(&Part<'_>, &Numbers); 2]) -> Result<Scale, Problem> {
    let (most, whole) = measure(train, x)?;
    let (most_test, whole_test) = measure(test, x_test)?;
    let fractions = |most: f64, whole: bool| most <= 1.0 && !whole;
    let mixed = |here: f64, there: f64, whole: bool| here > 1.0 && fractions(there, whole);
    if mixed(most, most_test, whole_test) || mixed(most_test, most, whole) {
        return Err(test.pixels.problem(&say!(
            "reaches {most_test} and train_set_x {most}: one part has pixels in 0…255, the other in 0…1; divide the larger one by 255",
            "最大为 {most_test}，而 train_set_x 最大为 {most}：一部分像素是 0…255，另一部分是 0…1；请把大的一部分除以 255"
        )));
    }
    Ok(match () {
        () if most.max(most_test) <= 1.0 => Scale::Fraction,
        () if whole && whole_test => Scale::Whole,
        () => Scale::Hundreds,
    })
}

fn pixels(numbers: Numbers, scale: Scale) -> Pixels {
    match (numbers, scale) {
        (Numbers::Bytes(bytes), Scale::Whole) => Pixels::Bytes(bytes),
        (Numbers::Bytes(bytes), scale) => {
            Pixels::Fractions(bytes.iter().map(|&b| f64::from(b) / scale.unit()).collect())
        }
        (Numbers::Floats(values), Scale::Whole) => Pixels::Bytes(values.iter().map(|&v| v as u8).collect()),
        (Numbers::Floats(values), Scale::Fraction) => Pixels::Fractions(values),
        (Numbers::Floats(values), Scale::Hundreds) => {
            Pixels::Fractions(values.iter().map(|v| v / 255.0).collect())
        }
    }
}

/// What the files call the classes 0, 1 …; both have to say the same.
fn class_names(files: &[DataFile], budget: &mut Budget) -> Result<Vec<String>, Problem> {
    let mut known: Option<Vec<String>> = None;
    for file in files {
        let names = names_in(file, budget)?;
        if known.as_ref().is_some_and(|known| *known != names) {
            return Err(file.problem(
                "list_classes",
                &text("names other classes than the other file does", "与另一个文件的类别名称不同"),
            ));
        }
        known = Some(names);
    }
    Ok(known.unwrap_or_default())
}

fn names_in(file: &DataFile, budget: &mut Budget) -> Result<Vec<String>, Problem> {
    let mut names = match file.texts("list_classes", MOST_CLASSES, budget) {
        Ok(names) => names,
        // Some files name their classes by numbers.
        Err(problem) => match file.numbers("list_classes", budget).and_then(|set| set.read()) {
            Ok(Numbers::Bytes(names)) => names.iter().map(u8::to_string).collect(),
            Ok(Numbers::Floats(names)) => names.iter().map(f64::to_string).collect(),
            Err(_) => return Err(problem),
        },
    };
    let found = names.len();
    if !(2..=MOST_CLASSES).contains(&found) {
        return Err(file.problem(
            "list_classes",
            &say!(
                "names {found} classes; expected two or more, at most {MOST_CLASSES}",
                "有 {found} 个类别；应当有两个以上，至多 {MOST_CLASSES} 个"
            ),
        ));
    }
    for (label, name) in names.iter_mut().enumerate() {
        if name.is_empty() {
            *name = label.to_string();
        }
    }
    Ok(names)
}
