//! A surface seen at an angle.

use super::{Dot, Field, Trail};
use crate::words::Text;

/// A surface over a plane, turned by the learner: heights of a [`Field`], points and trails lie on it.
#[derive(Debug, Clone, PartialEq)]
pub struct Relief {
    /// First and last x of the field.
    pub x: (f64, f64),
    /// First and last y of the field.
    pub y: (f64, f64),
    /// Names of the three axes: x, y, height.
    pub axes: [Text; 3],
    /// Heights; `range` is what is drawn, cut off beyond.
    pub field: Field,
    /// Paths on the surface.
    pub trails: Vec<Trail>,
    /// Points on the surface.
    pub dots: Vec<Dot>,
    /// Turned about the vertical axis, in degrees.
    pub yaw: f64,
    /// Seen from above by this many degrees: 0 from the side, 90 from the top.
    pub pitch: f64,
}
