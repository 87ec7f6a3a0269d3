//! Curves over axes.

use super::Ink;
use crate::words::Text;

/// Linear or logarithmic.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Scale {
    /// Equal distances are equal differences.
    #[default]
    Linear,
    /// Equal distances are equal factors; values that are not positive are left out.
    Log,
}

/// One axis.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Axis {
    /// What it measures, with its unit.
    pub label: Text,
    /// Linear or logarithmic.
    pub scale: Scale,
    /// First and last value shown; from the data when there is none.
    pub range: Option<(f64, f64)>,
}

impl Axis {
    /// A linear axis that fits the data.
    #[must_use]
    pub fn new(label: Text) -> Axis {
        Axis { label, ..Axis::default() }
    }

    /// From one value to another.
    #[must_use]
    pub fn range(mut self, from: f64, to: f64) -> Axis {
        self.range = Some((from, to));
        self
    }

    /// Logarithmic.
    #[must_use]
    pub fn log(mut self) -> Axis {
        self.scale = Scale::Log;
        self
    }
}

/// How a curve is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Stroke {
    /// Points joined by straight lines.
    #[default]
    Line,
    /// The same, interrupted.
    Dashed,
    /// Level until the next point, then up or down.
    Steps,
    /// Single points with the curve's glyph.
    Dots,
    /// Filled from the axis up: histograms.
    Columns,
}

/// A curve.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Curve {
    /// For the legend.
    pub name: Text,
    /// Points in drawing order.
    pub points: Vec<(f64, f64)>,
    /// Its colour.
    pub ink: Ink,
    /// How it is drawn.
    pub stroke: Stroke,
    /// Letter that tells it apart without colour, drawn at its end and in the legend.
    pub letter: Option<char>,
    /// It shows what the next step brings, so that it is not drawn while that is asked.
    pub ahead: bool,
    /// It is of a pinned run: muted and dotted, beneath the curve at this place of the same chart, from which it is
    /// told how far it is.
    pub ghost: Option<usize>,
}

impl Curve {
    /// Points joined by lines.
    #[must_use]
    pub fn new(name: Text, points: Vec<(f64, f64)>, ink: Ink) -> Curve {
        Curve { name, points, ink, ..Curve::default() }
    }

    /// A curve in several pieces, of which the legend names the first.
    #[must_use]
    pub fn pieces(name: Text, pieces: Vec<Vec<(f64, f64)>>, ink: Ink) -> Vec<Curve> {
        let mut curves: Vec<Curve> =
            pieces.into_iter().map(|points| Curve::new(Text::default(), points, ink)).collect();
        if let Some(first) = curves.first_mut() {
            first.name = name;
        }
        curves
    }

    /// Drawn in another way.
    #[must_use]
    pub fn stroke(mut self, stroke: Stroke) -> Curve {
        self.stroke = stroke;
        self
    }

    /// Told apart by a letter.
    #[must_use]
    pub fn letter(mut self, letter: char) -> Curve {
        self.letter = Some(letter);
        self
    }

    /// What the next step brings.
    #[must_use]
    pub fn ahead(mut self) -> Curve {
        self.ahead = true;
        self
    }
}

/// A point with words.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Mark {
    /// Horizontal position.
    pub x: f64,
    /// Vertical position.
    pub y: f64,
    /// What is drawn there.
    pub glyph: char,
    /// What is written beside it.
    pub label: Text,
    /// Its colour.
    pub ink: Ink,
    /// It stands where the next step ends, so that it is not drawn while that is asked.
    pub ahead: bool,
}

impl Mark {
    /// A point with its glyph and words.
    #[must_use]
    pub fn new((x, y): (f64, f64), glyph: char, label: Text, ink: Ink) -> Mark {
        Mark { x, y, glyph, label, ink, ahead: false }
    }

    /// Where the next step ends.
    #[must_use]
    pub fn ahead(mut self) -> Mark {
        self.ahead = true;
        self
    }
}

/// A value on one axis, drawn across the chart.
#[derive(Debug, Clone, PartialEq)]
pub struct Band {
    /// The value.
    pub at: f64,
    /// On the horizontal axis (a vertical line); otherwise on the vertical one.
    pub vertical: bool,
    /// What it is.
    pub label: Text,
    /// Its colour.
    pub ink: Ink,
}

/// Curves over axes.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Chart {
    /// Horizontal axis.
    pub x: Axis,
    /// Vertical axis.
    pub y: Axis,
    /// The curves; a legend is drawn when there is more than one with a name.
    pub curves: Vec<Curve>,
    /// Points with words.
    pub marks: Vec<Mark>,
    /// Lines across.
    pub bands: Vec<Band>,
    /// The horizontal axis is the step: a click goes there, and the cursor reads values.
    pub steps: bool,
}
