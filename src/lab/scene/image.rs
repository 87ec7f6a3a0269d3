//! Pictures of pixels.

use super::Ink;
use crate::words::Text;
use std::sync::Arc;

/// From numbers to colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Palette {
    /// From little to much, perceptually even.
    #[default]
    Sequential,
    /// From negative through zero to positive.
    Diverging,
    /// From black to white.
    Grey,
    /// Whole numbers are classes.
    Classes,
}

/// The pixels of a picture, row by row from the top.
#[derive(Debug, Clone, PartialEq)]
pub enum Pixels {
    /// Red, green, blue.
    Rgb(Arc<[u8]>),
    /// One number a pixel, shown by a palette between two values.
    Values {
        /// The numbers.
        values: Arc<[f64]>,
        /// Values shown by the ends of the palette.
        range: (f64, f64),
        /// Colours.
        palette: Palette,
    },
}

/// Something marked on a pixel.
#[derive(Debug, Clone, PartialEq)]
pub struct Pin {
    /// Row from the top.
    pub row: usize,
    /// Column from the left.
    pub col: usize,
    /// Its colour.
    pub ink: Ink,
    /// What is drawn on it where pixels are large enough; a frame otherwise.
    pub glyph: char,
}

/// A picture, drawn as large as fits with square pixels.
#[derive(Debug, Clone, PartialEq)]
pub struct Image {
    /// Pixels in a row.
    pub width: usize,
    /// Rows.
    pub height: usize,
    /// Their colours.
    pub pixels: Pixels,
    /// Marked pixels.
    pub pins: Vec<Pin>,
    /// Each pixel is shown as one block: no smoothing when the picture has to be made smaller is
    /// possible, so it is enlarged by whole factors only.
    pub crisp: bool,
}

/// A small picture with words.
#[derive(Debug, Clone, PartialEq)]
pub struct Thumb {
    /// The picture.
    pub image: Image,
    /// A word or two under it.
    pub label: Text,
    /// The colour of the words.
    pub ink: Ink,
}
