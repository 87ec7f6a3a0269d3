//! How strongly the mean cross-entropy bends, and so how large a step may be.

use super::products::combine;
use super::{Combination, Direct, DirectBytes, Span, sigmoid};

/// Multiplications at most; of more samples or features the curvature is not asked for.
const MOST: usize = 4_000_000;
/// Rounds of the power method.
const ROUNDS: usize = 16;

/// λmax of H = 1/m Σ a(1 − a)·x̃ x̃ᵀ (x̃ the sample with a 1 behind it) by the power method, from below: with `inner` the
/// product of a vector of m numbers with the m × m table of all x̃ᵢᵀx̃ⱼ. At `z` of every sample.
fn largest(z: &[f64], mut inner: impl FnMut(&[f64], &mut [f64])) -> f64 {
    let share = 1.0 / z.len() as f64;
    let roots: Vec<f64> = z.iter().map(|&z| (share * sigmoid(z) * sigmoid(-z)).sqrt()).collect();
    let (mut v, mut next) = (roots.clone(), vec![0.0; z.len()]);
    let mut value = 0.0;
    for _ in 0..ROUNDS {
        let length = v.iter().map(|x| x * x).sum::<f64>().sqrt();
        if length == 0.0 || !length.is_finite() {
            return value;
        }
        v.iter_mut().for_each(|x| *x /= length);
        let scaled: Vec<f64> = v.iter().zip(&roots).map(|(v, root)| v * root).collect();
        inner(&scaled, &mut next);
        next.iter_mut().zip(&roots).for_each(|(next, root)| *next *= root);
        value = v.iter().zip(&next).map(|(v, next)| v * next).sum();
        std::mem::swap(&mut v, &mut next);
    }
    value
}

impl Span {
    /// Whether the curvature is asked for with so many samples.
    #[must_use]
    pub fn bends(samples: usize) -> bool {
        samples * samples <= MOST
    }

    /// The largest curvature λmax of the mean cross-entropy where the samples have these z: beyond α = 2/λmax a small step
    /// of gradient descent along the steepest bend goes uphill. `None` for very many samples.
    #[must_use]
    pub fn bend(&self, z: &[f64]) -> Option<f64> {
        if !Span::bends(z.len()) {
            return None;
        }
        Some(largest(z, |v, out| {
            self.logits(&Combination { alpha: v.to_vec(), b: v.iter().sum() }, out);
        }))
    }
}

impl Direct {
    /// As [`Span::bend`].
    #[must_use]
    pub fn bend(&self, z: &[f64]) -> Option<f64> {
        let n = self.features();
        let combined = |v: &[f64], sum: &mut [f64]| {
            combine(self.rows(), v, &mut sum[..n]);
            sum[n] = v.iter().sum();
        };
        with_weights(n, z, combined, |parameters, out| self.logits(parameters, out))
    }
}

impl DirectBytes {
    /// As [`Span::bend`].
    #[must_use]
    pub fn bend(&self, z: &[f64]) -> Option<f64> {
        let combined = |v: &[f64], sum: &mut [f64]| self.combine(v, sum);
        with_weights(self.features(), z, combined, |parameters, out| self.logits(parameters, out))
    }
}

/// λmax where w itself is kept: `combined` puts Σᵢ vᵢ·x̃ᵢ (n + 1 numbers) into zeros, `logits` multiplies it with all
/// samples.
fn with_weights(
    n: usize,
    z: &[f64],
    combined: impl Fn(&[f64], &mut [f64]),
    logits: impl Fn(&[f64], &mut [f64]),
) -> Option<f64> {
    if z.len() * (n + 1) > MOST {
        return None;
    }
    Some(largest(z, |v, out| {
        let mut parameters = vec![0.0; n + 1];
        combined(v, &mut parameters);
        logits(&parameters, out);
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::nn::Rows;

    /// Two samples whose Hessian at z = 0 is ¼·½·(x̃₁x̃₁ᵀ + x̃₂x̃₂ᵀ) with x̃ = (2, 1) and (0, 1): eigenvalues
    /// (6 ± √20)/2 / 8.
    #[test]
    fn the_largest_curvature_is_that_of_the_hessian() {
        let rows = vec![2.0, 0.0];
        let targets = vec![1.0, 0.0];
        let wanted = (6.0 + 20.0_f64.sqrt()) / 16.0;
        let direct = Direct::new(rows.clone(), targets.clone()).bend(&[0.0, 0.0]).unwrap();
        let span = Span::new(Rows::Reals(&rows), targets).bend(&[0.0, 0.0]).unwrap();
        // The bytes 255 and 0 are 1 and 0: half of these samples, whose Hessian is that of x̃ = (1, 1) and (0, 1).
        let bytes = DirectBytes::new(vec![255, 0], vec![1.0, 0.0]).bend(&[0.0, 0.0]).unwrap();
        assert!((bytes - (3.0 + 5.0_f64.sqrt()) / 16.0).abs() < 1e-9, "{bytes}");
        assert!((direct - wanted).abs() < 1e-9 && (span - wanted).abs() < 1e-9, "{direct} {span} {wanted}");
        // Where all answers are sure nothing bends.
        assert!(Direct::new(rows, vec![1.0, 0.0]).bend(&[50.0, -50.0]).unwrap() < 1e-20);
    }
}
