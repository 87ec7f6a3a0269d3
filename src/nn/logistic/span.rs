//! Logistic regression in the span of its samples.
//!
//! Gradient descent from w = 0 adds multiples of samples to w and nothing else, so w = Xα = Σᵢ αᵢ xᵢ at every
//! step. With K = XᵀX (every sample's inner product with every other) computed once, a step is
//!
//! ```text
//! z = Kα + b        α ← α − (lr/m)(a − y)        b ← b − lr · mean(a − y)
//! ```
//!
//! m² multiplications instead of 2mn, and a state of m + 1 numbers instead of n + 1: for the course's pictures
//! (m = 209, n = 12,288) 118 and 59 times less. It is the same descent, up to rounding.
//! Only plain gradient descent stays in the span; other optimizers take [`Direct`](super::Direct).

use super::Cost;
use super::bytes::combine_bytes;
use super::kernel::Kernel;
use super::products::combine;
use crate::nn::{Rows, both, middle};

/// How often each sample was added to w, and b: all that a step changes.
#[derive(Debug, Clone, PartialEq)]
pub struct Combination {
    /// w = Σᵢ αᵢ xᵢ; one number per training sample.
    pub alpha: Vec<f64>,
    /// The bias.
    pub b: f64,
}

impl Combination {
    /// w = 0, b = 0.
    #[must_use]
    pub fn zero(samples: usize) -> Combination {
        Combination { alpha: vec![0.0; samples], b: 0.0 }
    }

    /// Whether w = 0, so that every z is b.
    #[must_use]
    pub fn is_zero(&self) -> bool {
        self.alpha.iter().all(|alpha| *alpha == 0.0)
    }

    /// w = Σᵢ αᵢ xᵢ, n numbers, from the training samples.
    #[must_use]
    pub fn weights(&self, rows: Rows<'_>) -> Vec<f64> {
        let mut w = vec![0.0; rows.features(self.alpha.len())];
        match rows {
            _ if self.is_zero() => {}
            Rows::Reals(reals) => combine(reals, &self.alpha, &mut w),
            Rows::Bytes(bytes) => {
                combine_bytes(bytes, &self.alpha, &mut w);
                w.iter_mut().for_each(|w| *w /= 255.0);
            }
        }
        w
    }
}

/// The training samples' inner products among themselves, and what is wanted of each.
#[derive(Debug, Clone)]
pub struct Span {
    /// K, m × m.
    kernel: Kernel,
    /// y, m.
    targets: Vec<f64>,
}

impl Span {
    /// Compute K of the training samples, as many as there are `targets`.
    ///
    /// # Panics
    /// When the rows cannot be dealt out evenly.
    #[must_use]
    pub fn new(rows: Rows<'_>, targets: Vec<f64>) -> Span {
        let n = rows.features(targets.len());
        Span { kernel: Kernel::own(rows, n), targets }
    }

    /// Number of training samples, m.
    #[must_use]
    pub fn samples(&self) -> usize {
        self.targets.len()
    }

    /// The wanted answers, m.
    #[must_use]
    pub fn targets(&self) -> &[f64] {
        &self.targets
    }

    /// z = wᵀx + b of every training sample.
    pub fn logits(&self, now: &Combination, z: &mut [f64]) {
        let m = self.samples();
        let some = |(first, z): (usize, &mut [f64])| self.kernel.product(first, &now.alpha, now.b, z);
        let parts = match middle(m, 4, m) {
            None => [Some((0, z)), None],
            Some(middle) => {
                let (one, two) = z.split_at_mut(middle);
                [Some((0, one)), Some((middle, two))]
            }
        };
        both(parts, some, some);
    }

    /// The mean cost, given z of every training sample.
    #[must_use]
    pub fn cost(&self, cost: Cost, z: &[f64]) -> f64 {
        cost.mean(z, &self.targets)
    }

    /// One step of gradient descent, given z of every training sample at `now`.
    pub fn step(&self, cost: Cost, z: &[f64], lr: f64, now: &mut Combination) {
        const STRETCH: usize = 256;
        let (m, mut sum, mut slopes) = (self.samples() as f64, 0.0, [0.0; STRETCH]);
        let samples = z.chunks(STRETCH).zip(self.targets.chunks(STRETCH));
        for (alpha, (z, y)) in now.alpha.chunks_mut(STRETCH).zip(samples) {
            cost.slopes(z, y, &mut slopes[..z.len()]);
            for (alpha, slope) in alpha.iter_mut().zip(slopes) {
                *alpha -= lr / m * slope;
                sum += slope;
            }
        }
        now.b -= lr * (sum / m);
    }
}

/// Bytes that an inner product of samples like these takes, each of `features` numbers.
#[must_use]
pub fn size_of_a_product(rows: Rows<'_>, features: usize) -> usize {
    Kernel::size_of_one(rows, features)
}

/// Other samples (a test set) as seen from the span: their inner products with the training samples.
#[derive(Debug, Clone)]
pub struct Beside {
    /// Other samples × m.
    kernel: Kernel,
    others: usize,
}

impl Beside {
    /// `others` rows beside the `samples` training rows.
    ///
    /// # Panics
    /// When the rows of both are not of one length.
    #[must_use]
    pub fn new(other_rows: Rows<'_>, others: usize, training: Rows<'_>, samples: usize) -> Beside {
        let n = training.features(samples);
        assert_eq!(n, other_rows.features(others), "both sets have samples of one length");
        Beside { kernel: Kernel::beside(other_rows, training, n), others }
    }

    /// z = wᵀx + b of each of the other samples.
    pub fn logits(&self, now: &Combination, z: &mut [f64]) {
        self.kernel.product(0, &now.alpha, now.b, &mut z[..self.others]);
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Direct, accuracy};
    use super::*;

    const SAMPLES: usize = 43;
    const FEATURES: usize = 301;

    fn bytes(count: usize, salt: u64) -> Vec<u8> {
        let mut x = salt;
        let mut next = || {
            x = x.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
            (x >> 56) as u8
        };
        (0..count).map(|_| next()).collect()
    }

    fn targets() -> Vec<f64> {
        (0..SAMPLES).map(|i| f64::from(u8::from(i % 3 == 0))).collect()
    }

    /// The largest difference between two rows of numbers, relative to the largest number of the second.
    fn difference(found: &[f64], wanted: &[f64]) -> f64 {
        assert_eq!(found.len(), wanted.len());
        let scale = wanted.iter().fold(0.0, |scale: f64, x| scale.max(x.abs()));
        found.iter().zip(wanted).fold(0.0, |worst: f64, (f, w)| worst.max((f - w).abs())) / scale
    }

    #[test]
    fn span_walks_with_the_direct_form() {
        let (pictures, others) = (bytes(SAMPLES * FEATURES, 1), bytes(5 * FEATURES, 2));
        for cost in [Cost::CrossEntropy, Cost::Squared] {
            let direct = Direct::new(Rows::Bytes(&pictures).reals().into_owned(), targets());
            let span = Span::new(Rows::Bytes(&pictures), targets());
            let beside = Beside::new(Rows::Bytes(&others), 5, Rows::Bytes(&pictures), SAMPLES);
            let mut now = Combination::zero(SAMPLES);
            let (mut parameters, mut gradient) = (vec![0.0; FEATURES + 1], vec![0.0; FEATURES + 1]);
            let (mut z, mut direct_z) = (vec![0.0; SAMPLES], vec![0.0; SAMPLES]);
            for _ in 0..500 {
                span.logits(&now, &mut z);
                let direct_cost = direct.pass(cost, &parameters, &mut direct_z, &mut gradient);
                assert!((span.cost(cost, &z) - direct_cost).abs() < 1e-12);
                assert!(difference(&z, &direct_z) < 1e-12 || direct_z.iter().all(|&z| z == 0.0));
                span.step(cost, &z, 0.02, &mut now);
                for (p, g) in parameters.iter_mut().zip(&gradient) {
                    *p -= 0.02 * g;
                }
            }
            assert!(
                span.cost(cost, &z) < 0.8 * span.cost(cost, &[0.0; SAMPLES]),
                "the descent went somewhere"
            );
            let mut w = now.weights(Rows::Bytes(&pictures));
            w.push(now.b);
            assert!(difference(&w, &parameters) < 1e-12);
            let reals = Direct::new(Rows::Bytes(&others).reals().into_owned(), vec![0.0; 5]);
            let (mut z, mut direct_z) = ([0.0; 5], [0.0; 5]);
            beside.logits(&now, &mut z);
            reals.logits(&parameters, &mut direct_z);
            assert!(difference(&z, &direct_z) < 1e-12);
            assert_eq!(accuracy(&z, &[0.0; 5], 0.5), accuracy(&direct_z, &[0.0; 5], 0.5));
        }
    }

    /// Of more than two thousand samples, two threads take half each.
    #[test]
    fn halves_of_the_samples_have_the_same_sums() {
        let (m, n) = (2051, 3);
        let rows = bytes(m * n, 7);
        let span = Span::new(Rows::Bytes(&rows), vec![0.0; m]);
        let now = Combination { alpha: (0..m).map(|i| (i as f64).sin()).collect(), b: 0.25 };
        let (mut shared, mut alone) = (vec![0.0; m], vec![0.0; m]);
        span.logits(&now, &mut shared);
        span.kernel.product(0, &now.alpha, now.b, &mut alone);
        assert_eq!(shared, alone);
    }

    #[test]
    fn bytes_and_reals_span_the_same() {
        let (pictures, others) = (bytes(SAMPLES * FEATURES, 3), bytes(7 * FEATURES, 4));
        let (all, reals) = (Rows::Bytes(&pictures), Rows::Bytes(&pictures).reals());
        let (from_bytes, from_reals) = (Span::new(all, targets()), Span::new(Rows::Reals(&reals), targets()));
        assert!(difference(&from_bytes.kernel.reals(), &from_reals.kernel.reals()) < 1e-14);
        let other = Rows::Bytes(&others);
        let beside = Beside::new(other, 7, all, SAMPLES);
        let mixed = Beside::new(other, 7, Rows::Reals(&reals), SAMPLES);
        assert!(difference(&beside.kernel.reals(), &mixed.kernel.reals()) < 1e-14);
        let now = Combination { alpha: (0..SAMPLES).map(|i| (i as f64).sin()).collect(), b: 0.0 };
        assert!(difference(&now.weights(all), &now.weights(Rows::Reals(&reals))) < 1e-14);
    }
}
