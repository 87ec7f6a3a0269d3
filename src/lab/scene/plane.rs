//! A plane seen from above.

use super::{Axis, Ink, Palette};
use crate::words::Text;
use std::sync::Arc;

/// Values on a regular grid over the plane; row 0 is the *lowest* value of y.
#[derive(Debug, Clone, PartialEq)]
pub struct Field {
    /// Values along x.
    pub cols: usize,
    /// Values along y.
    pub rows: usize,
    /// Row by row, `rows × cols`, at the centres of equal cells.
    pub values: Arc<[f64]>,
    /// Values shown by the ends of the palette.
    pub range: (f64, f64),
    /// Colours.
    pub palette: Palette,
    /// What the values are, for the colour bar; empty for no bar.
    pub label: Text,
}

/// A straight piece, from one point to another.
pub type Segment = ((f64, f64), (f64, f64));

/// A line of equal height.
#[derive(Debug, Clone, PartialEq)]
pub struct Contour {
    /// The height.
    pub level: f64,
    /// Straight pieces.
    pub segments: Arc<[Segment]>,
    /// Its colour.
    pub ink: Ink,
}

/// A point.
#[derive(Debug, Clone, PartialEq)]
pub struct Dot {
    /// Horizontal position.
    pub x: f64,
    /// Vertical position.
    pub y: f64,
    /// Its colour.
    pub ink: Ink,
    /// What is drawn: tells classes apart without colour.
    pub glyph: char,
    /// Chosen: drawn strongly.
    pub selected: bool,
    /// A word beside it.
    pub label: Text,
}

/// A path walked, drawn as a line that ends in its letter.
#[derive(Debug, Clone, PartialEq)]
pub struct Trail {
    /// Who walked it.
    pub name: Text,
    /// Letter at its end.
    pub letter: char,
    /// Its colour.
    pub ink: Ink,
    /// Where it went.
    pub points: Vec<(f64, f64)>,
}

/// An arrow.
#[derive(Debug, Clone, PartialEq)]
pub struct Arrow {
    /// Where it begins.
    pub from: (f64, f64),
    /// Where its head is.
    pub to: (f64, f64),
    /// Its colour.
    pub ink: Ink,
    /// What it is, for the legend.
    pub label: Text,
    /// It leads to where the next step ends, so that it is not drawn while that is asked.
    pub ahead: bool,
}

/// A plane with what lies on it, drawn with equal scales where `square` says so.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Plane {
    /// Horizontal axis; needs a range.
    pub x: Axis,
    /// Vertical axis; needs a range.
    pub y: Axis,
    /// Heat map.
    pub field: Option<Field>,
    /// Lines of equal height.
    pub contours: Vec<Contour>,
    /// Points.
    pub dots: Vec<Dot>,
    /// Paths.
    pub trails: Vec<Trail>,
    /// Arrows.
    pub arrows: Vec<Arrow>,
    /// One unit is as long on both axes.
    pub square: bool,
}
