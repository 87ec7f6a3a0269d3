//! The arithmetic that update rules are written in.

use super::trace::Phase;
use std::ops::{Add, Div, Mul, Neg, Sub};

/// A number that a rule can calculate with: `f64` when it trains, a
/// [`Traced`](super::trace::Traced) number, which remembers how it came about, when it explains itself.
/// Both do the same operations in the same order, so they agree to the last bit.
pub(super) trait Scalar:
    Copy
    + Add<Output = Self>
    + Sub<Output = Self>
    + Mul<Output = Self>
    + Div<Output = Self>
    + Mul<f64, Output = Self>
    + Neg<Output = Self>
{
    /// The number itself.
    fn value(self) -> f64;
    /// x².
    #[must_use]
    fn squared(self) -> Self;
    /// √x.
    #[must_use]
    fn sqrt(self) -> Self;
    /// |x|.
    #[must_use]
    fn abs(self) -> Self;
    /// The larger of two.
    #[must_use]
    fn max(self, other: Self) -> Self;
    /// −1, 0 or +1; NaN of NaN.
    #[must_use]
    fn sign(self) -> Self;
    /// 1 − x.
    #[must_use]
    fn complement(self) -> Self;
    /// `base` to the power x.
    #[must_use]
    fn power_of(self, base: f64) -> Self;
    /// The result of a line of the explanation, under its own symbol from here on.
    #[must_use]
    fn named(self, phase: Phase, symbol: &'static str) -> Self;
}

impl Scalar for f64 {
    #[inline]
    fn value(self) -> f64 {
        self
    }
    #[inline]
    fn squared(self) -> f64 {
        self * self
    }
    #[inline]
    fn sqrt(self) -> f64 {
        f64::sqrt(self)
    }
    #[inline]
    fn abs(self) -> f64 {
        f64::abs(self)
    }
    #[inline]
    fn max(self, other: f64) -> f64 {
        if other > self { other } else { self }
    }
    #[inline]
    fn sign(self) -> f64 {
        if self == 0.0 { 0.0 } else { self.signum() }
    }
    #[inline]
    fn complement(self) -> f64 {
        1.0 - self
    }
    #[inline]
    fn power_of(self, base: f64) -> f64 {
        base.powf(self)
    }
    #[inline]
    fn named(self, _: Phase, _: &'static str) -> f64 {
        self
    }
}
