//! Logistic regression that keeps w itself.

use super::Cost;
use super::products::{add_multiples, dots, dots_and_multiples, product, rows_from};
use pulp::{Arch, Simd, WithSimd};

/// The samples of a logistic regression and the answers wanted for them.
///
/// Parameters and gradients are one slice of n + 1 numbers: w₁ … wₙ and then b.
#[derive(Debug, Clone)]
pub struct Direct {
    /// m × n, a sample a row.
    rows: Vec<f64>,
    /// m.
    targets: Vec<f64>,
}

impl Direct {
    /// `rows` holds a sample after the other, as many as there are `targets`.
    ///
    /// # Panics
    /// When the rows cannot be dealt out evenly.
    #[must_use]
    pub fn new(rows: Vec<f64>, targets: Vec<f64>) -> Direct {
        assert!(
            !targets.is_empty() && rows.len().is_multiple_of(targets.len()),
            "every sample has n numbers"
        );
        Direct { rows, targets }
    }

    /// Number of samples, m.
    #[must_use]
    pub fn samples(&self) -> usize {
        self.targets.len()
    }

    /// Numbers in a sample, n.
    #[must_use]
    pub fn features(&self) -> usize {
        self.rows.len() / self.targets.len()
    }

    /// All samples, m × n.
    pub(super) fn rows(&self) -> &[f64] {
        &self.rows
    }

    /// Sample i, n numbers.
    #[must_use]
    pub fn row(&self, i: usize) -> &[f64] {
        let n = self.features();
        &self.rows[i * n..(i + 1) * n]
    }

    /// The wanted answers, m.
    #[must_use]
    pub fn targets(&self) -> &[f64] {
        &self.targets
    }

    /// z = wᵀx + b of every sample.
    pub fn logits(&self, parameters: &[f64], z: &mut [f64]) {
        let (w, b) = parameters.split_at(self.features());
        product(&self.rows, w, b[0], z);
    }

    /// One forward and backward pass: z = wᵀx + b of every sample into `z` (m), the gradient of the mean cost
    /// into `gradient` (n + 1: dw, then db); returns the mean cost.
    ///
    /// Each sample is read from memory once: while four of them are still in the cache after the forward
    /// product, their share of the gradient is added in the same sweep that multiplies the next four.
    pub fn pass(&self, cost: Cost, parameters: &[f64], z: &mut [f64], gradient: &mut [f64]) -> f64 {
        let (w, b) = parameters.split_at(self.features());
        let (dw, db) = gradient.split_at_mut(self.features());
        dw.fill(0.0);
        db[0] = Arch::new().dispatch(Pass { of: self, cost, w, b: b[0], z, dw });
        cost.mean(z, &self.targets)
    }
}

struct Pass<'a> {
    of: &'a Direct,
    cost: Cost,
    w: &'a [f64],
    b: f64,
    z: &'a mut [f64],
    dw: &'a mut [f64],
}

impl WithSimd for Pass<'_> {
    /// db.
    type Output = f64;

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) -> f64 {
        let (n, m) = (self.w.len(), self.of.samples());
        let (mut behind, mut shares, mut db) = (0, [0.0; 4], 0.0);
        for first in (0..m / 4 * 4).step_by(4) {
            let ahead = rows_from::<_, 4>(&self.of.rows, n, first);
            let before = rows_from::<_, 4>(&self.of.rows, n, behind);
            let sums = dots_and_multiples(simd, (ahead, self.w), (before, shares), self.dw);
            for r in 0..4 {
                self.z[first + r] = sums[r] + self.b;
                shares[r] = self.cost.slope(self.z[first + r], self.of.targets[first + r]) / m as f64;
                db += shares[r];
            }
            behind = first;
        }
        if m >= 4 {
            add_multiples(simd, rows_from::<_, 4>(&self.of.rows, n, behind), shares, self.dw);
        }
        for i in m / 4 * 4..m {
            let row = rows_from::<_, 1>(&self.of.rows, n, i);
            self.z[i] = dots(simd, row, self.w)[0] + self.b;
            let share = self.cost.slope(self.z[i], self.of.targets[i]) / m as f64;
            add_multiples(simd, row, [share], self.dw);
            db += share;
        }
        db
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(found: &[f64], wanted: &[f64], tolerance: f64) {
        assert_eq!(found.len(), wanted.len());
        for (found, wanted) in found.iter().zip(wanted) {
            assert!((found - wanted).abs() <= tolerance, "{found} is not {wanted}");
        }
    }

    fn worked_example() -> Direct {
        Direct::new(vec![1.0, 3.0, 2.0, 4.0, -1.0, -3.2], vec![1.0, 0.0, 1.0])
    }

    /// The numbers of the well-known course's assignment on logistic regression (there: w, b, X, Y of
    /// `propagate` and `optimize`).
    #[test]
    fn propagates_as_the_course_does() {
        let (mut z, mut gradient) = ([0.0; 3], [0.0; 3]);
        let cost = worked_example().pass(Cost::CrossEntropy, &[1.0, 2.0, 2.0], &mut z, &mut gradient);
        close(&[cost], &[5.801545319394553], 1e-12);
        close(&gradient, &[0.99845601, 2.39507239, 0.001455578136784208], 5e-9);
        close(&gradient[2..], &[0.001455578136784208], 1e-12);
    }

    #[test]
    fn descends_as_the_course_does() {
        let problem = worked_example();
        let (mut parameters, mut z, mut gradient) = ([1.0, 2.0, 2.0], [0.0; 3], [0.0; 3]);
        for _ in 0..100 {
            problem.pass(Cost::CrossEntropy, &parameters, &mut z, &mut gradient);
            for (p, g) in parameters.iter_mut().zip(gradient) {
                *p -= 0.009 * g;
            }
        }
        close(&parameters[..2], &[0.19033591, 0.12259159], 5e-9);
        close(&parameters[2..], &[1.9253598300845747], 1e-12);
    }

    #[test]
    fn gradient_is_the_derivative_of_the_mean_cost() {
        let (m, n) = (7, 19);
        let rows: Vec<f64> = (0..m * n).map(|i| ((i * 37 % 23) as f64 - 11.0) / 9.0).collect();
        let problem = Direct::new(rows, (0..m).map(|i| f64::from(u8::from(i % 3 == 0))).collect());
        let mut parameters: Vec<f64> = (0..=n).map(|i| (i as f64 * 1.7).sin()).collect();
        for cost in [Cost::CrossEntropy, Cost::Squared] {
            let (mut z, mut gradient, mut unused) = (vec![0.0; m], vec![0.0; n + 1], vec![0.0; n + 1]);
            problem.pass(cost, &parameters, &mut z, &mut gradient);
            for k in 0..=n {
                let (h, old) = (1e-5, parameters[k]);
                let mut at = |value: f64| {
                    parameters[k] = value;
                    problem.pass(cost, &parameters, &mut z, &mut unused)
                };
                let numeric = (at(old + h) - at(old - h)) / (2.0 * h);
                at(old);
                close(&[gradient[k]], &[numeric], 1e-8);
            }
        }
    }

    #[test]
    fn logits_are_those_of_the_pass() {
        let problem = worked_example();
        let (mut z, mut again, mut gradient) = ([0.0; 3], [0.0; 3], [0.0; 3]);
        problem.pass(Cost::Squared, &[0.3, -0.2, 0.1], &mut z, &mut gradient);
        problem.logits(&[0.3, -0.2, 0.1], &mut again);
        assert_eq!(z, again);
        close(&z, &[0.3 - 0.6 + 0.1, 0.6 - 0.8 + 0.1, -0.3 + 0.64 + 0.1], 1e-15);
    }
}
