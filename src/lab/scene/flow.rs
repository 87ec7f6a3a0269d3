//! Pictures that make one another.

use super::Picture;
use crate::words::Text;

/// Whether something is computed in what is shown of a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Light {
    /// Not yet: nothing of it is known.
    Dark,
    /// Before.
    #[default]
    Known,
    /// Right now.
    Lit,
}

impl Light {
    /// Of something that one phase computes, when these phases are known and this one is explained.
    #[must_use]
    pub fn of(known: bool, explained: bool) -> Light {
        match (known, explained) {
            (_, true) => Light::Lit,
            (true, false) => Light::Known,
            (false, false) => Light::Dark,
        }
    }
}

/// A picture with a name, in a place of the grid.
#[derive(Debug, Clone, PartialEq)]
pub struct Station {
    /// Row from the top and column from the left.
    pub place: (usize, usize),
    /// A word or two above it.
    pub name: Text,
    /// What stands there.
    pub picture: Picture,
    /// Whether it is known, and new.
    pub light: Light,
}

/// Which way something goes between two neighbours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// To the right, or down.
    On,
    /// To the left, or up.
    Back,
}

/// What goes from a station to its neighbour on the right or below.
#[derive(Debug, Clone, PartialEq)]
pub struct Passage {
    /// The station on the left, or above.
    pub place: (usize, usize),
    /// To the one below it, not to the right.
    pub down: bool,
    /// Which way.
    pub way: Way,
    /// What happens on it, in a word.
    pub words: Text,
    /// Whether it has happened, and happens now.
    pub light: Light,
}

/// Stations on a grid, and what goes between them.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Flow {
    /// The least cells of each column, and its share of what is left over.
    pub columns: Vec<(u16, u16)>,
    /// Rows of equal height.
    pub rows: usize,
    /// The pictures.
    pub stations: Vec<Station>,
    /// What leads from one to the next.
    pub passages: Vec<Passage>,
}
