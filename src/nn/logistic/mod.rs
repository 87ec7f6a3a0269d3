//! Logistic regression: one neuron, a = σ(wᵀx + b).
//!
//! Two forms of the same gradient descent:
//!
//! - [`Direct`] keeps w itself and works for any optimizer: each step reads all m × n numbers once.
//! - [`Span`] keeps how often each sample was added to w: from w = 0 plain gradient descent never leaves
//!   the span of the samples, w = Xα, and needs only their inner products K = XᵀX (m × m).

mod direct;
mod products;
mod span;

pub use direct::Direct;
pub use span::{Beside, Combination, Span};

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
    /// The cost of the answer σ(z), finite for every finite z (computed from z: ln(1 + eᶻ) − yz).
    #[must_use]
    pub fn value(self, z: f64, y: f64) -> f64 {
        match self {
            Cost::CrossEntropy => z.max(0.0) - y * z + (-z.abs()).exp().ln_1p(),
            Cost::Squared => 0.5 * (sigmoid(z) - y).powi(2),
        }
    }

    /// The derivative of the cost with respect to z: a − y, or (a − y)·a(1 − a).
    #[must_use]
    pub fn slope(self, z: f64, y: f64) -> f64 {
        let a = sigmoid(z);
        match self {
            Cost::CrossEntropy => a - y,
            Cost::Squared => (a - y) * a * (1.0 - a),
        }
    }
}

/// σ(z) = 1 / (1 + e⁻ᶻ).
#[must_use]
pub fn sigmoid(z: f64) -> f64 {
    1.0 / (1.0 + (-z).exp())
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
    fn accuracy_counts_as_the_course_does() {
        let z = [2.0, -1.0, 0.0, 3.0];
        assert_eq!(accuracy(&z, &[1.0, 0.0, 1.0, 0.0], 0.5), 50.0);
        assert_eq!(accuracy(&z, &[1.0, 0.0, 0.0, 0.0], 0.5), 75.0);
    }
}
