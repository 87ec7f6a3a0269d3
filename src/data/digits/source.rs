//! One part of a set before it is known what its numbers mean: pixels, labels, and what was found out.

use super::told::Part;
use super::{SIDES, about, csv_file};
use crate::data::numbers::Numbers;
use crate::data::table::Sheet;
use crate::say;
use crate::words::{Problem, Text, text};
use std::collections::BTreeMap;

/// Classes at most: digits and letters, small and large.
const MOST_CLASSES: usize = 62;

/// Pictures of one part with their labels.
#[derive(Debug)]
pub(super) struct Source {
    /// What messages call it.
    pub(super) name: String,
    pub(super) side: usize,
    pub(super) count: usize,
    /// The least and the greatest pixel.
    pub(super) range: (f64, f64),
    /// All pixels are whole numbers.
    pub(super) whole: bool,
    /// Where it was found, and how.
    pub(super) told: Part,
    pub(super) labels: Labels,
    pub(super) pixels: Stored,
    /// The file's writer exchanges rows and columns.
    pub(super) on_side: bool,
    pub(super) notes: Vec<Text>,
}

/// Labels as they are stored.
#[derive(Debug)]
pub(super) enum Labels {
    Numbers(Vec<f64>),
    Words(Vec<String>),
}

/// Pixels as they are stored.
#[derive(Debug)]
pub(super) enum Stored {
    /// Row-major, picture after picture.
    Numbers(Numbers),
    /// The columns of a table.
    Sheet { sheet: Sheet, pixels: Vec<usize> },
}

impl Stored {
    /// The table and its columns of pixels, if it is one.
    pub(super) fn sheet(self) -> Option<(Sheet, Vec<usize>)> {
        match self {
            Stored::Numbers(_) => None,
            Stored::Sheet { sheet, pixels } => Some((sheet, pixels)),
        }
    }
}

/// The side of square pictures of so many pixels.
pub(super) fn side_of(pixels: usize) -> Option<usize> {
    let side = pixels.isqrt();
    (side * side == pixels && SIDES.contains(&side)).then_some(side)
}

impl Source {
    /// The pixels as bytes, 0 to 255, if numbers from `low` to `high` mean no ink to full ink.
    pub(super) fn into_bytes(self, (low, high): (f64, f64)) -> Result<Vec<u8>, Problem> {
        let to_byte = |x: f64| (((x - low) / (high - low)).clamp(0.0, 1.0) * 255.0).round() as u8;
        match self.pixels {
            Stored::Numbers(Numbers::Bytes(bytes)) if (low, high) == (0.0, 255.0) => Ok(bytes),
            Stored::Numbers(Numbers::Bytes(bytes)) => {
                Ok(bytes.iter().map(|&b| to_byte(f64::from(b))).collect())
            }
            Stored::Numbers(Numbers::Floats(values)) => Ok(values.iter().map(|&x| to_byte(x)).collect()),
            Stored::Sheet { sheet, pixels } => csv_file::bytes(&sheet, &pixels, self.count, to_byte),
        }
    }
}

/// The numbers that mean no ink and full ink, for all parts together.
pub(super) fn ink(sources: &[Source]) -> Result<(f64, f64), Problem> {
    let fold = |(low, high): (f64, f64), source: &Source| (low.min(source.range.0), high.max(source.range.1));
    let (low, high) = sources.iter().fold((f64::INFINITY, f64::NEG_INFINITY), fold);
    let known = [(0.0, 1.0), (0.0, 16.0), (0.0, 255.0), (-1.0, 1.0), (-0.5, 0.5)];
    let fits = |(from, to): &(f64, f64)| *from <= low && high <= *to;
    known.into_iter().find(fits).ok_or_else(|| {
        let name = sources.first().map(|source| source.name.clone()).unwrap_or_default();
        let what = say!(
            "holds pixels from {low} to {high}, some outside 0…255; expected 0…1, −1…1, 0…16 or 0…255",
            "像素从 {low} 到 {high}，有的在 0…255 以外；应为 0…1、−1…1、0…16 或 0…255"
        );
        about(&name, &what)
    })
}

/// The names of the classes, each part's labels as places among them, and what was found out.
pub(super) type Classes = (Vec<String>, Vec<Vec<u8>>, Vec<Text>);

/// The classes of all parts together, and each part's labels as their places.
///
/// Whole numbers of 0…9 are the digits, all ten of them; 10 among 1…10 is the digit 0, as courses with MATLAB have
/// it; numbers in EMNIST's files of letters are what EMNIST lists; else every label that occurs is a class: numbers in
/// their order, then words.
pub(super) fn classes(sources: &[Source]) -> Result<Classes, Problem> {
    let mut notes = Vec::new();
    let name = sources.first().map(|source| source.name.clone()).unwrap_or_default();
    if let Some(mut all) = numbers(sources) {
        let (low, high) = ends(all.iter().flatten().copied());
        for (source, labels) in sources.iter().zip(&all) {
            let odd = |label: &f64| label.fract() != 0.0 || *label < 0.0 || *label > 1000.0;
            if let Some(at) = labels.iter().position(odd) {
                let label = labels[at];
                let what = say!(
                    "gives picture {at} the label {label}; only 0 to 9, letters, or up to {MOST_CLASSES} whole numbers are expected",
                    "给图片 {at} 的标签是 {label}；应是 0 到 9、字母，或至多 {MOST_CLASSES} 个整数"
                );
                return Err(about(&source.name, &what));
            }
        }
        if let Some((first, letters)) =
            emnist(&name).filter(|(first, letters)| low >= *first && high < first + letters.len() as f64)
        {
            only_one(&name, all[0].iter().map(ToString::to_string))?;
            let last = first + letters.len() as f64 - 1.0;
            notes.push(say!(
                "labels {first} to {last} as EMNIST lists them",
                "标签 {first} 到 {last} 按 EMNIST 的列表"
            ));
            let place = |label: f64| (label - first) as u8;
            let places = all.into_iter().map(|labels| labels.into_iter().map(place).collect());
            return Ok((letters.chars().map(String::from).collect(), places.collect(), notes));
        }
        if ten_is_zero(low, high) {
            all.iter_mut().flatten().filter(|label| **label == 10.0).for_each(|label| *label = 0.0);
            notes.push(text("label 10 is the digit 0", "标签 10 表示数字 0"));
        }
        if high <= 10.0 && all.iter().flatten().all(|label| *label <= 9.0) {
            only_one(&name, all[0].iter().map(ToString::to_string))?;
            let places = all.into_iter().map(|labels| labels.into_iter().map(|l| l as u8).collect());
            return Ok(((0..10).map(|digit| digit.to_string()).collect(), places.collect(), notes));
        }
    }
    let words: Vec<Vec<String>> = sources
        .iter()
        .map(|source| match &source.labels {
            Labels::Numbers(numbers) => numbers.iter().map(f64::to_string).collect(),
            Labels::Words(words) => words.clone(),
        })
        .collect();
    only_one(&name, words[0].iter().cloned())?;
    let mut known: Vec<String> = words.concat();
    known.sort_by(|a, b| crate::data::table::column::in_order(a, b));
    known.dedup();
    if known.len() > MOST_CLASSES {
        let count = known.len();
        let what = say!(
            "has {count} different labels; at most {MOST_CLASSES} are told apart",
            "有 {count} 种标签；最多区分 {MOST_CLASSES} 种"
        );
        return Err(about(&name, &what));
    }
    let places: BTreeMap<&String, u8> = known.iter().enumerate().map(|(at, word)| (word, at as u8)).collect();
    let labels = words.iter().map(|words| words.iter().map(|word| places[word]).collect()).collect();
    Ok((known.clone(), labels, notes))
}

/// What EMNIST's labels mean in the file of this name: the first number, and the classes from there on.
fn emnist(name: &str) -> Option<(f64, &'static str)> {
    const ALL: &str = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    const MERGED: &str = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabdefghnqrt";
    let name = name.to_lowercase();
    let has = |word: &str| name.contains("emnist") && name.contains(word);
    match () {
        () if has("letters") => Some((1.0, &ALL[10..36])),
        () if has("balanced") || has("bymerge") => Some((0.0, MERGED)),
        () if has("byclass") => Some((0.0, ALL)),
        () => None,
    }
}

/// The number that the files write for each class, in their order; nothing where some are words.
pub(super) fn labels(sources: &[Source]) -> Option<Vec<f64>> {
    let name = sources.first().map(|source| source.name.clone()).unwrap_or_default();
    let mut all = numbers(sources)?.concat();
    let (low, high) = ends(all.iter().copied());
    if let Some((first, letters)) = emnist(&name)
        && low >= first
        && high < first + letters.len() as f64
    {
        return Some((0..letters.len()).map(|at| first + at as f64).collect());
    }
    if high <= 9.0 || ten_is_zero(low, high) {
        return Some((0..10).map(f64::from).collect());
    }
    all.sort_by(f64::total_cmp);
    all.dedup();
    Some(all)
}

/// The labels of all parts, where all of them are numbers.
fn numbers(sources: &[Source]) -> Option<Vec<Vec<f64>>> {
    let numbers = |source: &Source| match &source.labels {
        Labels::Numbers(numbers) => Some(numbers.clone()),
        Labels::Words(words) => words.iter().map(|word| word.parse().ok()).collect(),
    };
    sources.iter().map(numbers).collect()
}

fn ends(numbers: impl Iterator<Item = f64>) -> (f64, f64) {
    numbers.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), x| (low.min(x), high.max(x)))
}

/// Whether the label 10 is the digit 0.
fn ten_is_zero(low: f64, high: f64) -> bool {
    low >= 1.0 && high == 10.0
}

/// Whether the label 10 of these parts is the digit 0.
pub(super) fn tens(sources: &[Source]) -> bool {
    let (low, high) = ends(numbers(sources).into_iter().flatten().flatten());
    ten_is_zero(low, high)
}

/// Refuses pictures that all have one label.
fn only_one(name: &str, mut labels: impl Iterator<Item = String>) -> Result<(), Problem> {
    let Some(first) = labels.next() else { return Ok(()) };
    let mut count = 1;
    for label in labels {
        if label != first {
            return Ok(());
        }
        count += 1;
    }
    if count < 2 {
        return Ok(());
    }
    Err(about(
        name,
        &say!(
            "gives all {count} pictures the label {first}; there is nothing to tell apart",
            "{count} 张图片的标签都是 {first}，没有可区分的类别"
        ),
    ))
}
