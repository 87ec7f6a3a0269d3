//! Labelled pictures in memory, kept as lean as they came.

use crate::math::fraction;
use std::borrow::Cow;

/// The pixels of some pictures, row after row; a row is `height · width · channels` long, row-major.
#[derive(Debug, Clone, PartialEq)]
pub enum Pixels {
    /// 0…255, from whole numbers.
    Bytes(Vec<u8>),
    /// 0…1, from floating-point numbers.
    Fractions(Vec<f64>),
}

/// Pictures of one size with a label each.
#[derive(Debug, Clone, PartialEq)]
pub struct Pictures {
    /// All pixels, picture after picture.
    pub pixels: Pixels,
    /// Numbers per picture: `height · width · channels`.
    pub features: usize,
    /// The index of each picture's class; its length is the number of pictures.
    pub labels: Vec<u8>,
}

impl Pictures {
    /// The number of pictures.
    #[must_use]
    pub fn len(&self) -> usize {
        self.labels.len()
    }

    /// Bytes that the pixels take.
    #[must_use]
    pub fn size(&self) -> usize {
        match &self.pixels {
            Pixels::Bytes(bytes) => bytes.len(),
            Pixels::Fractions(fractions) => size_of_val(&fractions[..]),
        }
    }

    /// No picture at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.labels.is_empty()
    }

    /// Copies picture `i` as fractions 0…1 into `row`, which is [`Pictures::features`] long. A byte
    /// becomes `byte as f64 / 255.0`, bit for bit what NumPy's `x / 255.` gives.
    ///
    /// # Panics
    /// If there is no picture `i` or `row` has another length.
    pub fn fractions(&self, i: usize, row: &mut [f64]) {
        let range = i * self.features..(i + 1) * self.features;
        match &self.pixels {
            Pixels::Bytes(bytes) => {
                assert_eq!(row.len(), self.features, "one place for each pixel");
                for (place, &byte) in row.iter_mut().zip(&bytes[range]) {
                    *place = fraction(byte);
                }
            }
            Pixels::Fractions(fractions) => row.copy_from_slice(&fractions[range]),
        }
    }

    /// Number `k` of every picture as a fraction 0…1: see [`fractions`](Pictures::fractions).
    ///
    /// # Panics
    /// If a picture has no number `k`.
    #[must_use]
    pub fn column(&self, k: usize) -> Vec<f64> {
        assert!(k < self.features, "a number of a picture");
        match &self.pixels {
            Pixels::Bytes(bytes) => {
                bytes.iter().skip(k).step_by(self.features).map(|&byte| fraction(byte)).collect()
            }
            Pixels::Fractions(fractions) => {
                fractions.iter().skip(k).step_by(self.features).copied().collect()
            }
        }
    }

    /// Picture `i` as bytes 0…255, for showing it.
    ///
    /// # Panics
    /// If there is no picture `i`.
    #[must_use]
    pub fn bytes(&self, i: usize) -> Cow<'_, [u8]> {
        let range = i * self.features..(i + 1) * self.features;
        match &self.pixels {
            Pixels::Bytes(bytes) => Cow::Borrowed(&bytes[range]),
            Pixels::Fractions(fractions) => {
                Cow::Owned(fractions[range].iter().map(|f| (f * 255.0).round() as u8).collect())
            }
        }
    }

    /// How many pictures carry `label`.
    #[must_use]
    pub fn count(&self, label: u8) -> usize {
        self.labels.iter().filter(|&&l| l == label).count()
    }
}
