//! The data sets of an HDF5 file, with what they hold.

use crate::data::hdf5_file::{Budget, DataFile, dimensions, unreadable};
use crate::data::numbers::{Numbers, type_name};
use crate::say;
use crate::words::{Problem, Text, printable_start, same};

/// Data sets that are listed at most.
const MOST_SETS: usize = 100;
/// Groups inside groups that are entered at most; a cycle of hard links ends here.
const MOST_DEPTH: usize = 4;

/// One data set.
#[derive(Debug, Clone)]
pub struct SetDescription {
    /// Its path inside the file.
    pub name: String,
    /// Its lengths: `(209, 64, 64, 3)`.
    pub shape: String,
    /// What one element is.
    pub kind: Text,
    /// How it is stored, in HDF5's terms.
    pub storage: Text,
    /// The least and the greatest number, where there are numbers; else the texts or what went wrong.
    pub content: Text,
}

/// The data sets in the file's order, and whether there are more than are listed.
pub(super) fn list(file: &DataFile) -> Result<(Vec<SetDescription>, bool), hdf5::Error> {
    let (mut sets, mut more, mut budget) = (Vec::new(), false, Budget::default());
    let mut listing = Listing { sets: &mut sets, more: &mut more, budget: &mut budget };
    enter(file, &file.root(), "", 0, &mut listing)?;
    Ok((sets, more))
}

struct Listing<'a> {
    sets: &'a mut Vec<SetDescription>,
    more: &'a mut bool,
    budget: &'a mut Budget,
}

fn enter(
    file: &DataFile,
    group: &hdf5::Group,
    prefix: &str,
    depth: usize,
    listing: &mut Listing<'_>,
) -> Result<(), hdf5::Error> {
    for (name, set) in group.iter_datasets()? {
        if listing.sets.len() == MOST_SETS {
            *listing.more = true;
            return Ok(());
        }
        let described = describe_set(file, &set, &format!("{prefix}{name}"), listing.budget);
        listing.sets.push(described);
    }
    for (name, inner) in group.iter_groups()? {
        if depth == MOST_DEPTH || listing.sets.len() == MOST_SETS {
            *listing.more = true;
            return Ok(());
        }
        // A broken group hides only itself.
        if enter(file, &inner, &format!("{prefix}{name}/"), depth + 1, listing).is_err() {
            *listing.more = true;
        }
    }
    Ok(())
}

fn describe_set(file: &DataFile, set: &hdf5::Dataset, name: &str, budget: &mut Budget) -> SetDescription {
    let unknown = |e: &hdf5::Error| unreadable(e);
    let filters = set.filter_pipeline();
    let mut storage = set.layout().map_or_else(|_| same("?"), |layout| stored(&layout));
    for filter in &filters {
        storage = storage.then(&same(format!(" {filter}")));
    }
    let (kind, is_text) = match set.datatype() {
        Ok(kind) => (
            type_name(&kind),
            matches!(set.dtype(), Ok(hdf5::DType::String | hdf5::DType::VariableLengthString)),
        ),
        Err(e) => (unknown(&e), false),
    };
    let content = if is_text {
        match file.texts(name, 12, budget) {
            Ok(texts) => same(texts.join(", ")),
            Err(problem) => problem.text,
        }
    } else {
        range(file, name, budget).unwrap_or_else(|problem| problem.text)
    };
    SetDescription {
        name: printable_start(name, 60),
        shape: set.shape().map_or_else(|_| "?".to_string(), |shape| dimensions(&shape)),
        kind,
        storage: Text {
            en: printable_start(&storage.en, 80).into(),
            zh: printable_start(&storage.zh, 80).into(),
        },
        content,
    }
}

/// How the numbers lie in the file: in English by the words of HDF5.
fn stored(layout: &hdf5::Layout) -> Text {
    let zh = match layout {
        hdf5::Layout::Compact { size } => format!("紧凑存放（{size} 字节）"),
        hdf5::Layout::Contiguous { address: Some(address), size } => {
            format!("连续存放（{size} 字节，位于 0x{address:x}）")
        }
        hdf5::Layout::Contiguous { address: None, size } => format!("连续存放（{size} 字节，未分配）"),
        hdf5::Layout::Chunked { chunk_shape, .. } => {
            let shape: Vec<String> = chunk_shape.iter().map(ToString::to_string).collect();
            format!("分块存放（{}）", shape.join("x"))
        }
        hdf5::Layout::Virtual => "虚拟数据集".to_string(),
        _ => layout.to_string(),
    };
    Text { en: layout.to_string().into(), zh: zh.into() }
}

fn range(file: &DataFile, name: &str, budget: &mut Budget) -> Result<Text, Problem> {
    let fold = |low: f64, high: f64| say!("{low} … {high}", "{low} … {high}");
    Ok(match file.numbers(name, budget)?.read()? {
        Numbers::Bytes(bytes) => fold(
            f64::from(bytes.iter().copied().min().unwrap_or(0)),
            f64::from(bytes.iter().copied().max().unwrap_or(0)),
        ),
        Numbers::Floats(values) => fold(
            values.iter().copied().fold(f64::INFINITY, f64::min),
            values.iter().copied().fold(f64::NEG_INFINITY, f64::max),
        ),
    })
}
