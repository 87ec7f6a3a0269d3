//! Losses: what an answer costs, and in which direction it would cost less.

use super::activation::sigmoid;
use crate::words::{Text, text};

/// What one number a costs where t was wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Loss {
    /// (a − t)²
    Squared,
    /// ½(a − t)²
    #[default]
    HalfSquared,
    /// −(t ln a + (1 − t) ln(1 − a)) for a probability a. Certain and wrong costs ∞: where a = σ(z),
    /// [`cross_entropy_of_logit`] stays finite.
    CrossEntropy,
}

impl Loss {
    /// The loss of the answer a.
    #[must_use]
    pub fn value(self, a: f64, t: f64) -> f64 {
        match self {
            Loss::Squared => (a - t) * (a - t),
            Loss::HalfSquared => 0.5 * (a - t) * (a - t),
            Loss::CrossEntropy => -(weighted_log(t, a) + weighted_log(1.0 - t, 1.0 - a)),
        }
    }

    /// Its derivative by a.
    #[must_use]
    pub fn slope(self, a: f64, t: f64) -> f64 {
        match self {
            Loss::Squared => 2.0 * (a - t),
            Loss::HalfSquared => a - t,
            Loss::CrossEntropy => {
                // −t/a + (1 − t)/(1 − a), of which a term that is weighed 0 is left out.
                let part = |weight: f64, p: f64| if weight == 0.0 { 0.0 } else { weight / p };
                part(1.0 - t, 1.0 - a) - part(t, a)
            }
        }
    }

    /// Its name for a reader.
    #[must_use]
    pub fn label(self) -> Text {
        match self {
            Loss::Squared => text("squared error", "平方误差"),
            Loss::HalfSquared => text("half the squared error", "平方误差的一半"),
            Loss::CrossEntropy => text("cross-entropy", "交叉熵"),
        }
    }

    /// The loss and its derivative by a as formulas.
    #[must_use]
    pub fn formulas(self) -> [&'static str; 2] {
        match self {
            Loss::Squared => ["(a − t)²", "2·(a − t)"],
            Loss::HalfSquared => ["½·(a − t)²", "a − t"],
            Loss::CrossEntropy => ["−(t·log(a) + (1 − t)·log(1 − a))", "(1 − t)/(1 − a) − t/a"],
        }
    }
}

/// w · ln p with 0 · ln 0 = 0.
fn weighted_log(w: f64, p: f64) -> f64 {
    if w == 0.0 { 0.0 } else { w * p.ln() }
}

/// The cross-entropy of the answer σ(z) where t was wanted, from z: max(z, 0) − tz + ln(1 + e^−|z|),
/// finite for every finite z.
#[must_use]
pub fn cross_entropy_of_logit(z: f64, t: f64) -> f64 {
    z.max(0.0) - t * z + (-z.abs()).exp().ln_1p()
}

/// Its derivative by z: σ(z) − t.
#[must_use]
pub fn cross_entropy_of_logit_slope(z: f64, t: f64) -> f64 {
    sigmoid(z) - t
}

/// Turns logits into probabilities, in place: e^zᵢ / Σ e^zⱼ, shifted by the largest so that nothing overflows.
/// Returns ln Σ e^zⱼ.
pub fn softmax(z: &mut [f64]) -> f64 {
    let largest = z.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let mut sum = 0.0;
    for value in z.iter_mut() {
        *value = (*value - largest).exp();
        sum += *value;
    }
    z.iter_mut().for_each(|value| *value /= sum);
    largest + sum.ln()
}

/// Softmax and cross-entropy together: turns the logits, in place, into the derivatives of the loss by them,
/// softmax(z) − one-hot(class), and returns the loss ln Σ e^zⱼ − z_class.
///
/// The loss of a class that does not exist is NaN.
pub fn softmax_cross_entropy(z: &mut [f64], class: usize) -> f64 {
    let chosen = z.get(class).copied().unwrap_or(f64::NAN);
    let loss = softmax(z) - chosen;
    if let Some(probability) = z.get_mut(class) {
        *probability -= 1.0;
    }
    loss
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::math::derivative::numeric_gradient;
    use std::f64::consts::LN_2;

    #[test]
    fn values_by_hand() {
        assert_eq!(Loss::Squared.value(0.25, 1.0), 0.5625);
        assert_eq!(Loss::HalfSquared.value(0.25, 1.0), 0.28125);
        assert_eq!(Loss::CrossEntropy.value(0.5, 1.0), LN_2);
        assert_eq!(Loss::CrossEntropy.value(1.0, 1.0), 0.0);
        assert_eq!(Loss::CrossEntropy.value(0.0, 1.0), f64::INFINITY);
        assert_eq!((Loss::CrossEntropy.slope(0.0, 0.0), Loss::CrossEntropy.slope(1.0, 1.0)), (1.0, -1.0));
    }

    #[test]
    fn slopes_are_those_measured() {
        for loss in [Loss::Squared, Loss::HalfSquared, Loss::CrossEntropy] {
            for (a, t) in [(0.2, 1.0), (0.7, 0.0), (0.4, 0.25), (0.99, 1.0)] {
                let measured = numeric_gradient(|a| loss.value(a[0], t), &mut [a], 0, Some(1e-6));
                assert!((loss.slope(a, t) - measured).abs() < 1e-7, "{loss:?} at {a}, {t}");
            }
        }
        for (z, t) in [(-3.0, 1.0), (0.1, 0.0), (2.0, 0.3)] {
            let measured = numeric_gradient(|z| cross_entropy_of_logit(z[0], t), &mut [z], 0, None);
            assert!((cross_entropy_of_logit_slope(z, t) - measured).abs() < 1e-9);
            assert!((cross_entropy_of_logit(z, t) - Loss::CrossEntropy.value(sigmoid(z), t)).abs() < 1e-14);
        }
    }

    #[test]
    fn surely_wrong_costs_much_but_not_everything() {
        assert_eq!(cross_entropy_of_logit(800.0, 0.0), 800.0);
        assert_eq!(cross_entropy_of_logit(-800.0, 1.0), 800.0);
        assert_eq!(cross_entropy_of_logit(800.0, 1.0), 0.0);
        let mut z = [1000.0, 0.0, -1000.0];
        assert_eq!(softmax_cross_entropy(&mut z, 2), 2000.0);
        assert_eq!(z, [1.0, 0.0, -1.0]);
    }

    #[test]
    fn softmax_sums_to_one_and_its_loss_has_the_slope_measured() {
        let z = [0.3, -1.2, 2.0, 0.0];
        let mut p = z;
        let log_sum = softmax(&mut p);
        assert!((p.iter().sum::<f64>() - 1.0).abs() < 1e-15);
        assert!((log_sum - z.iter().map(|z| z.exp()).sum::<f64>().ln()).abs() < 1e-15);
        for (class, &probability) in p.iter().enumerate() {
            let mut slopes = z;
            let loss = softmax_cross_entropy(&mut slopes, class);
            assert!((loss + probability.ln()).abs() < 1e-15);
            for (i, slope) in slopes.into_iter().enumerate() {
                let f = |z: &[f64]| softmax_cross_entropy(&mut z.to_vec(), class);
                assert!((numeric_gradient(f, &mut z.clone(), i, None) - slope).abs() < 1e-9);
            }
        }
        assert!(softmax_cross_entropy(&mut z.clone(), 4).is_nan());
    }
}
