//! How a set was read: what somebody has to do to read the same.

use crate::data::table::Sheet;
use std::path::PathBuf;

/// What was decided about a set.
pub(crate) struct Told {
    /// One part, or the one to train on and the one to test with.
    pub(crate) parts: Vec<Found>,
    /// Pixels along each side.
    pub(crate) side: usize,
    /// What no ink and full ink are.
    pub(crate) ink: (f64, f64),
    /// All pixels are whole numbers.
    pub(crate) whole: bool,
    /// The label 10 is the digit 0.
    pub(crate) tens: bool,
    /// What is told apart.
    pub(crate) classes: Vec<String>,
    /// What the files write for each class: a number, or its name.
    pub(crate) labels: Option<Vec<f64>>,
    /// Rows and columns are exchanged.
    pub(crate) turned: bool,
}

impl Told {
    /// Whether the labels are the ten digits as the files write them.
    pub(crate) fn are_digits(&self) -> bool {
        let digits = |(at, class): (usize, &String)| *class == at.to_string();
        self.labels.is_some() && self.classes.len() == 10 && self.classes.iter().enumerate().all(digits)
    }
}

/// A part with the table that it is.
pub(crate) struct Found {
    pub(crate) part: Part,
    /// The table, and the columns that are pixels.
    pub(crate) sheet: Option<(Sheet, Vec<usize>)>,
}

/// Where a part was found.
#[derive(Debug)]
pub(crate) enum Part {
    /// In a table.
    Table {
        path: PathBuf,
        /// The column of the label.
        label: usize,
    },
    /// In pictures, a folder for each class.
    Folders,
    /// In arrays.
    Arrays {
        pictures: Place,
        layout: Layout,
        /// Pixels are bytes.
        bytes: bool,
        labels: Place,
        hot: Hot,
    },
}

/// Where an array stands.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Place {
    pub(crate) path: PathBuf,
    /// The file is gzipped.
    pub(crate) packed: bool,
    pub(crate) inside: Inside,
}

impl Place {
    /// In a file that is not known yet.
    pub(super) fn of(inside: Inside) -> Place {
        Place { path: PathBuf::new(), packed: false, inside }
    }
}

/// How a file holds an array.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Inside {
    /// A data set of this name.
    Hdf5(String),
    /// An entry of this name.
    Npz(String),
    /// Alone.
    Npy,
    /// Alone, behind a header; `number` as NumPy writes types.
    Idx { number: &'static str, header: usize },
}

/// In which order an array holds pictures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Layout {
    /// Picture after picture.
    Rows,
    /// Pixel after pixel, the pictures along the last dimension.
    Columns,
    /// Red, green, blue of each pixel together.
    Colours,
    /// Three pictures, red, green, blue.
    ColoursFirst,
}

/// Whether a label is the place of a 1 among so many numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Hot {
    No,
    Rows(usize),
    Columns(usize),
}
