//! Logistic regression: one neuron, a = σ(wᵀx + b).
//!
//! Three forms of the same gradient descent:
//!
//! - [`Direct`] keeps w itself and works for any optimizer: each step reads all m × n numbers once.
//! - [`DirectBytes`] does so over pictures that stay bytes.
//! - [`Span`] keeps how often each sample was added to w: from w = 0 plain gradient descent never leaves
//!   the span of the samples, w = Xα, and needs only their inner products K = XᵀX (m × m).

mod bend;
mod byte_products;
mod bytes;
mod direct;
mod kernel;
mod products;
mod span;

pub use crate::math::activation::sigmoid;
pub use bytes::DirectBytes;
pub use direct::Direct;
pub use span::{Beside, Combination, Span, size_of_a_product};

use crate::math::{loss::cross_entropy_of_logit, special};
use pulp::{Arch, Simd, WithSimd};

/// What one sample's answer costs, as a function of z = wᵀx + b and the wanted answer y ∈ [0, 1].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Cost {
    /// −(y ln a + (1−y) ln(1−a)).
    #[default]
    CrossEntropy,
    /// ½(a − y)²: its slope vanishes where a is sure, also where it is surely wrong.
    Squared,
}

impl Cost {
    /// The cost of the answer σ(z), finite for every finite z.
    #[must_use]
    pub fn value(self, z: f64, y: f64) -> f64 {
        match self {
            Cost::CrossEntropy => cross_entropy_of_logit(z, y),
            Cost::Squared => 0.5 * (sigmoid(z) - y).powi(2),
        }
    }

    /// The derivative of the cost with respect to z: a − y, or (a − y)·a(1 − a).
    #[inline(always)]
    #[must_use]
    pub fn slope(self, z: f64, y: f64) -> f64 {
        let a = sigmoid(z);
        match self {
            Cost::CrossEntropy => a - y,
            Cost::Squared => (a - y) * a * (1.0 - a),
        }
    }

    /// The mean cost of the answers σ(zᵢ) to m examples with targets yᵢ; both slices hold m numbers.
    #[must_use]
    pub fn mean(self, z: &[f64], targets: &[f64]) -> f64 {
        let total: f64 = match self {
            Cost::CrossEntropy => z
                .chunks(256)
                .zip(targets.chunks(256))
                .map(|(z, y)| Arch::new().dispatch(Logarithms(z, y)))
                .sum(),
            Cost::Squared => z.iter().zip(targets).map(|(&z, &y)| self.value(z, y)).sum(),
        };
        total / z.len() as f64
    }

    /// The derivatives of the costs of m examples, each with respect to its z, into `slopes`; all three hold m numbers.
    pub fn slopes(self, z: &[f64], targets: &[f64], slopes: &mut [f64]) {
        Arch::new().dispatch(Slopes { cost: self, z, targets, slopes });
    }
}

/// Σ max(z, 0) − yz + ln(1 + e^−|z|) over at most 256 answers and targets.
struct Logarithms<'a>(&'a [f64], &'a [f64]);

impl WithSimd for Logarithms<'_> {
    type Output = f64;

    #[inline(always)]
    fn with_simd<S: Simd>(self, _simd: S) -> f64 {
        let (mut small, mut linear) = ([0.0; 256], 0.0);
        for ((small, &z), y) in small.iter_mut().zip(self.0).zip(self.1) {
            linear += z.max(0.0) - y * z;
            *small = -z.abs();
        }
        linear + special::ln_1p_exp_sum(&mut small[..self.0.len()])
    }
}

struct Slopes<'a> {
    cost: Cost,
    z: &'a [f64],
    targets: &'a [f64],
    slopes: &'a mut [f64],
}

impl WithSimd for Slopes<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, _simd: S) {
        let both = self.slopes.iter_mut().zip(self.z.iter().zip(self.targets));
        match self.cost {
            Cost::CrossEntropy => both.for_each(|(slope, (&z, &y))| *slope = Cost::CrossEntropy.slope(z, y)),
            Cost::Squared => both.for_each(|(slope, (&z, &y))| *slope = Cost::Squared.slope(z, y)),
        }
    }
}

/// Share of answers σ(z) on the right side of `threshold`, in percent: 100 − mean|ŷ − y|·100, as the course
/// prints it. An answer of exactly `threshold` counts as 0.
#[must_use]
pub fn accuracy(z: &[f64], targets: &[f64], threshold: f64) -> f64 {
    let wrong: f64 =
        z.iter().zip(targets).map(|(&z, &y)| (f64::from(u8::from(sigmoid(z) > threshold)) - y).abs()).sum();
    100.0 - wrong / targets.len() as f64 * 100.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cost_stays_finite_where_the_answer_saturates() {
        assert_eq!(sigmoid(800.0), 1.0);
        assert_eq!(Cost::CrossEntropy.value(800.0, 0.0), 800.0);
        assert_eq!(Cost::CrossEntropy.value(800.0, 1.0), 0.0);
        assert_eq!(Cost::CrossEntropy.value(-800.0, 1.0), 800.0);
        assert_eq!(Cost::CrossEntropy.value(0.0, 1.0), std::f64::consts::LN_2);
    }

    #[test]
    fn slope_is_the_derivative_of_the_cost() {
        for cost in [Cost::CrossEntropy, Cost::Squared] {
            for z in [-4.0, -0.3, 0.0, 1.2, 5.0] {
                for y in [0.0, 0.25, 1.0] {
                    let h = 1e-5;
                    let numeric = (cost.value(z + h, y) - cost.value(z - h, y)) / (2.0 * h);
                    assert!((cost.slope(z, y) - numeric).abs() < 1e-9, "{cost:?} at z = {z}, y = {y}");
                }
            }
        }
    }

    #[test]
    fn many_answers_cost_what_each_costs() {
        let z: Vec<f64> = (0..700).map(|i| (f64::from(i) * 0.37).sin() * f64::from(i) / 9.0).collect();
        let targets: Vec<f64> = (0..700).map(|i| f64::from(i % 5) / 4.0).collect();
        for cost in [Cost::CrossEntropy, Cost::Squared] {
            let each = z.iter().zip(&targets).map(|(&z, &y)| cost.value(z, y)).sum::<f64>() / 700.0;
            assert!((cost.mean(&z, &targets) - each).abs() < 1e-13 * each);
            let mut slopes = vec![0.0; 700];
            cost.slopes(&z, &targets, &mut slopes);
            let each: Vec<f64> = z.iter().zip(&targets).map(|(&z, &y)| cost.slope(z, y)).collect();
            assert_eq!(slopes, each);
        }
        assert!(Cost::CrossEntropy.mean(&[0.0, f64::NAN], &[0.0, 1.0]).is_nan());
        assert_eq!(Cost::CrossEntropy.mean(&[800.0, -800.0], &[0.0, 0.0]), 400.0);
    }

    #[test]
    fn accuracy_counts_as_the_course_does() {
        let z = [2.0, -1.0, 0.0, 3.0];
        assert_eq!(accuracy(&z, &[1.0, 0.0, 1.0, 0.0], 0.5), 50.0);
        assert_eq!(accuracy(&z, &[1.0, 0.0, 0.0, 0.0], 0.5), 75.0);
    }
}
