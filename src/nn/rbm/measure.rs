//! How well a machine knows its examples.

use super::Rbm;
use crate::math::{NumpyRng, special};
use crate::nn::{both, middle};
use pulp::{Arch, Simd, WithSimd};
use rand::Rng;

/// The exact partition function goes through all states of one side, at most so many units.
const MOST_UNITS: usize = 20;

/// Rows that are looked at together: what belongs to them stays in the cache.
const AT_ONCE: usize = 16;

/// An exponential takes about as long as so many multiplications.
const EXPONENTIAL: usize = 16;

impl Rbm {
    /// F(v) = −b·v − Σⱼ ln(1 + e^(cⱼ + (vW)ⱼ)) of one row of visible units: −ln of the unnormalised probability. `v`
    /// holds `visible()` numbers.
    #[must_use]
    pub fn free_energy(&self, v: &[f64]) -> f64 {
        let mut sums = vec![0.0; self.width()];
        self.hidden_sums(v, &mut sums);
        let bias: f64 = v.iter().zip(&self.visible_biases).map(|(v, b)| v * b).sum();
        -bias - softplus_sum(&mut sums[..self.hidden])
    }

    /// ln Z = ln Σ over all states of e^−E, exactly; `None` where both sides have more than 20 units.
    #[must_use]
    pub fn log_partition(&self) -> Option<f64> {
        let over_hidden = self.hidden <= self.visible;
        let units = self.hidden.min(self.visible);
        if units > MOST_UNITS {
            return None;
        }
        let mut logs = Vec::with_capacity(1 << units);
        for state in 0_u32..1 << units {
            let on = |unit: usize| f64::from(state >> unit & 1);
            logs.push(if over_hidden {
                let bias: f64 = (0..units).map(|j| on(j) * self.hidden_biases[j]).sum();
                let sum = |i: usize| {
                    self.visible_biases[i] + (0..units).map(|j| on(j) * self.weight(i, j)).sum::<f64>()
                };
                bias + softplus_sum(&mut (0..self.visible).map(sum).collect::<Vec<_>>())
            } else {
                -self.free_energy(&(0..units).map(on).collect::<Vec<_>>())
            });
        }
        let largest = logs.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        Some(largest + logs.iter().map(|log| (log - largest).exp()).sum::<f64>().ln())
    }

    /// The mean pseudo-likelihood of rows of visible units, as scikit-learn's `score_samples` estimates it: of
    /// every example one random pixel i is flipped, and ln σ(F(flipped) − F(v)) stands for all of them.
    #[must_use]
    pub fn pseudo_likelihood(&self, rows: &[f64], rng: &mut NumpyRng<impl Rng>) -> f64 {
        let pixel = |_| usize::try_from(rng.randint(0, self.visible as i64)).unwrap_or(0);
        let flips: Vec<usize> = (0..rows.len() / self.visible).map(pixel).collect();
        self.pseudo_likelihood_at(rows, &flips)
    }

    /// The same with the pixels to flip: equally many for every row, those of the first row first.
    ///
    /// # Panics
    /// When a row has none, or when there is no such pixel.
    #[must_use]
    pub fn pseudo_likelihood_at(&self, rows: &[f64], flips: &[usize]) -> f64 {
        let (count, visible) = (rows.len() / self.visible, self.visible);
        let each = flips.len() / count;
        let some = |(rows, flips): (&[f64], &[usize])| {
            Arch::new().dispatch(Logarithms { machine: self, rows, flips, each })
        };
        let parts = match middle(count, 1, self.width() * (visible + each * EXPONENTIAL)) {
            None => [Some((rows, flips)), None],
            Some(middle) => {
                let (rows, flips) = (rows.split_at(middle * visible), flips.split_at(middle * each));
                [Some((rows.0, flips.0)), Some((rows.1, flips.1))]
            }
        };
        let (own, other) = both(parts, some, some);
        visible as f64 * (own + other) / flips.len() as f64
    }

    /// Σ ln σ(F(flipped) − F(v)) over rows with so many flips each.
    #[inline(always)]
    fn sum_of_logarithms(&self, rows: &[f64], flips: &[usize], each: usize) -> f64 {
        let mut sums = vec![0.0; AT_ONCE * self.width()];
        let mut total = 0.0;
        for (rows, flips) in rows.chunks(AT_ONCE * self.visible).zip(flips.chunks(AT_ONCE * each)) {
            let sums = &mut sums[..rows.len() / self.visible * self.width()];
            self.hidden_sums(rows, sums);
            let rows = rows.chunks_exact(self.visible).zip(sums.chunks_exact(self.width()));
            for ((row, sums), flips) in rows.zip(flips.chunks_exact(each)) {
                total += self.logarithms_of_row(row, &sums[..self.hidden], flips);
            }
        }
        total
    }

    /// Σ ln σ(F(flipped) − F(v)) over the flips of a row with these sums of the hidden units.
    #[inline(always)]
    fn logarithms_of_row(&self, row: &[f64], sums: &[f64], flips: &[usize]) -> f64 {
        let mut room = sums.to_vec();
        let before = softplus_sum(&mut room);
        let mut total = 0.0;
        for &i in flips {
            let change = 1.0 - 2.0 * row[i];
            let weights = &self.weights[i * self.width()..][..self.hidden];
            for ((room, sum), w) in room.iter_mut().zip(sums).zip(weights) {
                *room = sum + change * w;
            }
            // F(flipped) − F(v)
            let rise = before - softplus_sum(&mut room) - change * self.visible_biases[i];
            total -= softplus_sum(&mut [-rise]);
        }
        total
    }

    /// What the machine makes of rows of visible units (n × `visible()`): p(v | h) with h = p(h | v), into `reconstructed`
    /// (n × `visible()`); `hidden` (n × `width()`) takes the p(h | v).
    pub fn reconstruct(&self, rows: &[f64], hidden: &mut [f64], reconstructed: &mut [f64]) {
        self.hidden_probabilities(rows, hidden);
        self.visible_probabilities(hidden, reconstructed);
    }

    /// The mean squared difference between visible units (rows of `visible()`) and what is made of them, over all pixels
    /// of all rows.
    #[must_use]
    pub fn reconstruction_error(&self, rows: &[f64]) -> f64 {
        let parts = match middle(rows.len() / self.visible, AT_ONCE, 2 * self.width() * self.visible) {
            None => [Some(rows), None],
            Some(middle) => {
                let (first, second) = rows.split_at(middle * self.visible);
                [Some(first), Some(second)]
            }
        };
        let (own, other) = both(parts, |rows| self.squared_error(rows), |rows| self.squared_error(rows));
        (own + other) / rows.len() as f64
    }

    /// The squared differences between rows of visible units and what is made of them, summed.
    fn squared_error(&self, rows: &[f64]) -> f64 {
        let (mut hidden, mut made) = (vec![0.0; AT_ONCE * self.width()], vec![0.0; AT_ONCE * self.visible]);
        let mut total = 0.0;
        for rows in rows.chunks(AT_ONCE * self.visible) {
            let count = rows.len() / self.visible;
            let made = &mut made[..rows.len()];
            self.reconstruct(rows, &mut hidden[..count * self.width()], made);
            total += rows.iter().zip(&*made).map(|(v, made)| (v - made) * (v - made)).sum::<f64>();
        }
        total
    }
}

/// What [`Rbm::sum_of_logarithms`] is computed from. (A closure would not be inlined into the vector code.)
struct Logarithms<'a> {
    machine: &'a Rbm,
    rows: &'a [f64],
    flips: &'a [usize],
    each: usize,
}

impl WithSimd for Logarithms<'_> {
    type Output = f64;

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) -> f64 {
        self.machine.sum_of_logarithms(self.rows, self.flips, self.each)
    }
}

/// Σ ln(1 + eˣ); the numbers are spent.
#[inline(always)]
fn softplus_sum(values: &mut [f64]) -> f64 {
    let mut linear = 0.0;
    for value in values.iter_mut() {
        linear += value.max(0.0);
        *value = -value.abs();
    }
    linear + special::ln_1p_exp_sum(values)
}
