//! Words and numbers in rows and columns.

use super::{Ink, Palette};
use crate::words::Text;
use std::sync::Arc;

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Column {
    /// Heading on the screen.
    pub title: Text,
    /// Heading in CSV and JSON.
    pub name: String,
    /// What it means, when it is chosen.
    pub help: Text,
}

/// One cell.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Cell {
    /// Nothing.
    #[default]
    Empty,
    /// Words.
    Words(Text),
    /// A number, shown with so many significant digits.
    Number(f64, u8),
    /// A number with its meaning.
    Inked(f64, u8, Ink),
    /// Words with their meaning.
    Coloured(Text, Ink),
}

/// Rows of words and numbers.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Table {
    /// The columns.
    pub columns: Vec<Column>,
    /// The rows, as long as the columns.
    pub rows: Vec<Vec<Cell>>,
    /// The row chosen.
    pub selected: Option<usize>,
}

/// Numbers in rows and columns, each cell as warm as its value.
#[derive(Debug, Clone, PartialEq)]
pub struct Matrix {
    /// Rows.
    pub rows: usize,
    /// Columns.
    pub cols: usize,
    /// Row by row.
    pub values: Arc<[f64]>,
    /// Values shown by the ends of the palette.
    pub range: (f64, f64),
    /// Colours.
    pub palette: Palette,
    /// Names of the rows; may be empty.
    pub row_names: Vec<Text>,
    /// Names of the columns; may be empty.
    pub col_names: Vec<Text>,
    /// What rows and columns are.
    pub axes: (Text, Text),
    /// Digits after the point where numbers are written into the cells; `None` shows heat alone.
    pub decimals: Option<u8>,
    /// The cell chosen.
    pub selected: Option<(usize, usize)>,
}

/// One bar.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Bar {
    /// Its name.
    pub name: Text,
    /// Its length.
    pub value: f64,
    /// What is written behind it; the value when empty.
    pub note: Text,
    /// Its colour.
    pub ink: Ink,
}

/// Named bars on one scale.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Bars {
    /// The bars from top to bottom.
    pub bars: Vec<Bar>,
    /// Values at the ends; bars grow from zero.
    pub range: (f64, f64),
    /// The bar chosen.
    pub selected: Option<usize>,
}
