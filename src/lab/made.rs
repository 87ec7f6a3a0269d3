//! What the lines of a run's script make.

use std::borrow::Cow;

/// So many numbers of an array are kept: enough to look at, and to compare with a script that was run.
const KEPT: usize = 64;

/// A value that a line of a run's script makes, under the name that its mark gives it.
#[derive(Debug, Clone, PartialEq)]
pub struct Made {
    /// The name at the mark: a variable of the script, or an expression such as `memory[adam]["m"]`.
    pub name: Cow<'static, str>,
    /// How long the array is along each axis; nothing for a number.
    pub shape: Vec<usize>,
    /// The first numbers, row by row as NumPy has them.
    pub first: Vec<f64>,
}

impl Made {
    /// A number.
    #[must_use]
    pub fn number(name: impl Into<Cow<'static, str>>, x: f64) -> Made {
        Made { name: name.into(), shape: Vec::new(), first: vec![x] }
    }

    /// An array with its numbers row by row; no more of them are asked for than are kept.
    #[must_use]
    pub fn array(
        name: impl Into<Cow<'static, str>>,
        shape: &[usize],
        numbers: impl IntoIterator<Item = f64>,
    ) -> Made {
        Made { name: name.into(), shape: shape.to_vec(), first: numbers.into_iter().take(KEPT).collect() }
    }

    /// The transpose of a matrix that lies in memory row by row, as an array.
    #[must_use]
    pub fn turned(name: impl Into<Cow<'static, str>>, [rows, columns]: [usize; 2], numbers: &[f64]) -> Made {
        let places = (0..columns).flat_map(|column| (0..rows).map(move |row| row * columns + column));
        Made::array(name, &[columns, rows], places.map(|at| numbers[at]))
    }
}
