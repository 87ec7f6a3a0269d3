//! Pictures in folders, a folder for each class: `0/…png`, `1/…`, or these inside `train` and `test`.

use super::source::{Labels, Source, Stored};
use super::told::Part;
use super::{SIDES, about, shown};
use crate::data::numbers::Numbers;
use crate::data::pack::picture_paths;
use crate::data::picture_file::{one_picture, size};
use crate::say;
use crate::words::{Problem, Text, printable_start, text};
use std::path::{Path, PathBuf};

/// Pictures of both parts at most: each is a file that has to be opened.
const MOST_PICTURES: usize = 100_000;
/// The side to which larger pictures are made smaller: MNIST's.
const USUAL: usize = 28;
/// What the parts of a set are called.
const PARTS: [&[&str]; 2] = [&["train", "training"], &["test", "testing", "valid", "validation"]];

/// Classes with the pictures of each.
type Class = (String, Vec<PathBuf>);

/// The parts of a set of pictures in this folder; none if it holds no class folders.
pub(super) fn read(folder: &Path) -> Result<Option<Vec<Source>>, Problem> {
    let parts = parts(folder);
    let Some((_, first)) = parts.first().and_then(|(_, classes)| classes.first()) else { return Ok(None) };
    let count = parts.iter().flat_map(|(_, classes)| classes).map(|(_, paths)| paths.len()).sum::<usize>();
    if count > MOST_PICTURES {
        let what = say!(
            "holds {count} pictures; at most {MOST_PICTURES} are read from folders: give them as IDX, HDF5, NPZ or CSV",
            "有 {count} 张图片；从文件夹最多读取 {MOST_PICTURES} 张：请改用 IDX、HDF5、NPZ 或 CSV"
        );
        return Err(about(&shown(folder), &what));
    }
    let (width, height) = size(&first[0])?;
    let side = if width == height && SIDES.contains(&width) { width } else { USUAL };
    let mut sources = Vec::new();
    for (path, classes) in &parts {
        sources.push(part(path, classes, side)?);
    }
    let paper = sources.first().is_some_and(|source| is_on_paper(&source.pixels, side));
    if paper {
        sources.iter_mut().for_each(invert);
    }
    Ok(Some(sources))
}

/// Whether a folder holds class folders.
pub(super) fn is_set(folder: &Path) -> bool {
    !parts(folder).is_empty()
}

/// The folders with class folders in them: of a training and a test part, or the folder itself.
fn parts(folder: &Path) -> Vec<(PathBuf, Vec<Class>)> {
    let inside = folders(folder);
    let of_part = |names: &[&str]| {
        let found = inside.iter().find(|(name, _)| names.contains(&name.to_lowercase().as_str()));
        found.map(|(_, path)| (path.clone(), classes(path))).filter(|(_, classes)| classes.len() > 1)
    };
    match PARTS.map(of_part) {
        [Some(train), Some(test)] => vec![train, test],
        [Some(only), None] | [None, Some(only)] => vec![only],
        [None, None] => {
            let classes = classes(folder);
            if classes.len() > 1 { vec![(folder.to_path_buf(), classes)] } else { Vec::new() }
        }
    }
}

/// The folders in a folder, by name; hidden ones left out.
fn folders(folder: &Path) -> Vec<(String, PathBuf)> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let mut found: Vec<(String, PathBuf)> = entries
        .flatten()
        .map(|entry| (entry.file_name().to_string_lossy().into_owned(), entry.path()))
        .filter(|(name, path)| !name.starts_with('.') && path.is_dir())
        .collect();
    found.sort();
    found
}

/// Those that hold pictures.
fn classes(folder: &Path) -> Vec<Class> {
    let class = |(name, path): (String, PathBuf)| {
        let pictures = picture_paths(&path).unwrap_or_default();
        (!pictures.is_empty()).then(|| (printable_start(&name, 24), pictures))
    };
    folders(folder).into_iter().filter_map(class).collect()
}

/// The pictures of one part; those that cannot be read are left out and counted.
fn part(path: &Path, classes: &[Class], side: usize) -> Result<Source, Problem> {
    let (mut bytes, mut labels) = (Vec::new(), Vec::new());
    let (mut left_out, mut trouble) = (0, None);
    for (name, paths) in classes {
        for path in paths {
            match one_picture(path, side, side, 1) {
                Ok(picture) => {
                    bytes.extend(picture);
                    labels.push(name.clone());
                }
                Err(problem) => {
                    left_out += 1;
                    trouble = trouble.or(Some(problem));
                }
            }
        }
    }
    let count = labels.len();
    if let Some(problem) = trouble.as_ref().filter(|_| count == 0) {
        return Err(problem.clone());
    }
    let folders = classes.len();
    let mut notes = vec![say!(
        "{count} pictures in {folders} folders, one for each class",
        "{folders} 个文件夹（每类一个）中的 {count} 张图片"
    )];
    if let Some(problem) = trouble {
        notes
            .push(say!("{left_out} pictures are left out: ", "略过 {left_out} 张图片：").then(&problem.text));
    }
    let range = bytes.iter().fold((255_u8, 0), |(low, high), b| (low.min(*b), high.max(*b)));
    Ok(Source {
        name: shown(path),
        side,
        count,
        // A picture file says what black and white are, whatever this one holds.
        range: (f64::from(range.0), 255.0),
        whole: true,
        told: Part::Folders,
        labels: Labels::Words(labels),
        pixels: Stored::Numbers(Numbers::Bytes(bytes)),
        on_side: false,
        notes,
    })
}

/// Dark ink on light paper, as the edges of the pictures show.
fn is_on_paper(pixels: &Stored, side: usize) -> bool {
    let Stored::Numbers(Numbers::Bytes(bytes)) = pixels else { return false };
    let edge = |at: &usize| {
        let (row, col) = (at / side, at % side);
        row == 0 || col == 0 || row == side - 1 || col == side - 1
    };
    let places: Vec<usize> = (0..side * side).filter(edge).collect();
    let pictures = bytes.len() / (side * side);
    let sum: u64 = bytes
        .chunks_exact(side * side)
        .flat_map(|picture| places.iter().map(|&at| u64::from(picture[at])))
        .sum();
    sum > 128 * (pictures * places.len()) as u64
}

/// Light ink on dark paper, as the network and the sheet have it.
fn invert(source: &mut Source) {
    if let Stored::Numbers(Numbers::Bytes(bytes)) = &mut source.pixels {
        bytes.iter_mut().for_each(|byte| *byte = 255 - *byte);
    }
    let note: Text = text("dark ink on light paper: light and dark are exchanged", "浅底深字：已反转明暗");
    source.notes.push(note);
}
