//! Samples as rows of numbers.

use crate::math::fraction;
use std::borrow::Cow;

/// Samples one after the other, each a row of n numbers.
#[derive(Debug, Clone, Copy)]
pub enum Rows<'a> {
    /// Pictures: the byte v stands for v / 255.
    Bytes(&'a [u8]),
    /// Any numbers.
    Reals(&'a [f64]),
}

impl<'a> Rows<'a> {
    /// Numbers in each of `samples` rows.
    ///
    /// # Panics
    /// When the numbers cannot be dealt out evenly.
    #[must_use]
    pub fn features(self, samples: usize) -> usize {
        let all = match self {
            Rows::Bytes(bytes) => bytes.len(),
            Rows::Reals(reals) => reals.len(),
        };
        assert!(samples > 0 && all > 0 && all.is_multiple_of(samples), "every sample has n numbers");
        all / samples
    }

    /// The numbers that the rows stand for.
    #[must_use]
    pub fn reals(self) -> Cow<'a, [f64]> {
        match self {
            Rows::Bytes(bytes) => bytes.iter().map(|&byte| fraction(byte)).collect(),
            Rows::Reals(reals) => Cow::Borrowed(reals),
        }
    }
}
