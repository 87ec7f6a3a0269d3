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

    /// The same with the pixels to flip: equally many for every row, those of the first row first. NaN where none is
    /// flipped.
    ///
    /// # Panics
    /// When there is no such pixel.
    #[must_use]
    pub fn pseudo_likelihood_at(&self, rows: &[f64], flips: &[usize]) -> f64 {
        self.knowledge(rows, flips).pseudo_likelihood
    }

    /// The mean squared difference between visible units (rows of `visible()`) and what is made of them, over all pixels
    /// of all rows.
    #[must_use]
    pub fn reconstruction_error(&self, rows: &[f64]) -> f64 {
        self.knowledge(rows, &[]).reconstruction_error
    }

    /// [`pseudo_likelihood_at`](Rbm::pseudo_likelihood_at) and [`reconstruction_error`](Rbm::reconstruction_error) in
    /// one: both begin with the same sums.
    ///
    /// # Panics
    /// When there is no such pixel.
    #[must_use]
    pub fn knowledge(&self, rows: &[f64], flips: &[usize]) -> Knowledge {
        let (count, visible) = (rows.len() / self.visible, self.visible);
        let each = flips.len() / count;
        let some = |(rows, flips): (&[f64], &[usize])| self.known(rows, flips, each);
        let parts = match middle(count, AT_ONCE, self.width() * (2 * visible + each * EXPONENTIAL)) {
            None => [Some((rows, flips)), None],
            Some(middle) => {
                let (rows, flips) = (rows.split_at(middle * visible), flips.split_at(middle * each));
                [Some((rows.0, flips.0)), Some((rows.1, flips.1))]
            }
        };
        let (own, other) = both(parts, some, some);
        Knowledge {
            pseudo_likelihood: visible as f64 * (own.0 + other.0) / flips.len() as f64,
            reconstruction_error: (own.1 + other.1) / rows.len() as f64,
        }
    }

    /// Σ ln σ(F(flipped) − F(v)) over rows with so many flips each, and the squared differences between the rows and
    /// what is made of them, summed.
    fn known(&self, rows: &[f64], flips: &[usize], each: usize) -> (f64, f64) {
        let (mut hidden, mut made) = (vec![0.0; AT_ONCE * self.width()], vec![0.0; AT_ONCE * self.visible]);
        let (mut logarithms, mut squares) = (0.0, 0.0);
        for (k, rows) in rows.chunks(AT_ONCE * self.visible).enumerate() {
            let count = rows.len() / self.visible;
            let (hidden, made) = (&mut hidden[..count * self.width()], &mut made[..rows.len()]);
            self.hidden_sums(rows, hidden);
            let flips = &flips[k * AT_ONCE * each..][..count * each];
            logarithms += Arch::new().dispatch(Logarithms { machine: self, rows, sums: hidden, flips, each });
            self.probabilities_of_sums(hidden);
            self.visible_probabilities(hidden, made);
            squares += rows.iter().zip(&*made).map(|(v, made)| (v - made) * (v - made)).sum::<f64>();
        }
        (logarithms, squares)
    }

    /// Σ ln σ(F(flipped) − F(v)) over the flips of a row with these sums of the hidden units.
    #[inline(always)]
    fn logarithms_of_row(&self, row: &[f64], sums: &[f64], flips: &[usize], rises: &mut [f64]) -> f64 {
        let mut room = sums.to_vec();
        let before = softplus_sum(&mut room);
        for (rise, &i) in rises.iter_mut().zip(flips) {
            let change = 1.0 - 2.0 * row[i];
            let weights = &self.weights[i * self.width()..][..self.hidden];
            for ((room, sum), w) in room.iter_mut().zip(sums).zip(weights) {
                *room = sum + change * w;
            }
            // −(F(flipped) − F(v)); ln σ(x) = −ln(1 + e⁻ˣ)
            *rise = change * self.visible_biases[i] + softplus_sum(&mut room) - before;
        }
        -softplus_sum(rises)
    }

    /// What the machine makes of rows of visible units (n × `visible()`): p(v | h) with h = p(h | v), into `reconstructed`
    /// (n × `visible()`); `hidden` (n × `width()`) takes the p(h | v).
    pub fn reconstruct(&self, rows: &[f64], hidden: &mut [f64], reconstructed: &mut [f64]) {
        self.hidden_probabilities(rows, hidden);
        self.visible_probabilities(hidden, reconstructed);
    }
}

/// How well a machine knows some rows.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Knowledge {
    /// The mean pseudo-likelihood; NaN where nothing was flipped.
    pub pseudo_likelihood: f64,
    /// The mean squared difference between a pixel and what is made of it.
    pub reconstruction_error: f64,
}

/// Σ ln σ(F(flipped) − F(v)) over rows with so many flips each, given the sums of their hidden units. (A closure would
/// not be inlined into the vector code.)
struct Logarithms<'a> {
    machine: &'a Rbm,
    rows: &'a [f64],
    sums: &'a [f64],
    flips: &'a [usize],
    each: usize,
}

impl WithSimd for Logarithms<'_> {
    type Output = f64;

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) -> f64 {
        let Logarithms { machine, rows, sums, flips, each } = self;
        if each == 0 {
            return 0.0;
        }
        let mut rises = vec![0.0; each];
        let rows = rows.chunks_exact(machine.visible).zip(sums.chunks_exact(machine.width()));
        let rows = rows.zip(flips.chunks_exact(each));
        rows.map(|((row, sums), flips)| {
            machine.logarithms_of_row(row, &sums[..machine.hidden], flips, &mut rises)
        })
        .sum()
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

#[cfg(test)]
mod tests {
    use super::*;

    /// Several blocks of rows at once, in one part and in two, as each row alone by the definitions.
    #[test]
    fn what_a_machine_knows_of_rows_is_what_it_knows_of_each() {
        let mut rng = NumpyRng::new(11);
        for (visible, hidden, count, each) in [(7, 5, 37, 3), (60, 100, 500, 12), (6, 9, 1, 6)] {
            let mut machine = Rbm::random(visible, hidden, &mut rng);
            (0..visible)
                .for_each(|i| (0..hidden).for_each(|j| machine.set_weight(i, j, rng.normal(0.0, 0.5))));
            machine.hidden_biases_mut()[..hidden].iter_mut().for_each(|c| *c = rng.uniform(-1.0, 1.0));
            machine.visible_biases_mut().iter_mut().for_each(|b| *b = rng.uniform(-1.0, 1.0));
            let rows: Vec<f64> = (0..count * visible).map(|_| rng.random()).collect();
            let flips: Vec<usize> = (0..count * each).map(|n| n * 5 % visible).collect();
            let (mut likelihood, mut error) = (0.0, 0.0);
            for (row, flips) in rows.chunks_exact(visible).zip(flips.chunks_exact(each)) {
                for &i in flips {
                    let mut flipped = row.to_vec();
                    flipped[i] = 1.0 - row[i];
                    let rise = machine.free_energy(&flipped) - machine.free_energy(row);
                    likelihood -= (-rise).exp().ln_1p();
                }
                let (mut h, mut made) = (vec![0.0; machine.width()], vec![0.0; visible]);
                machine.reconstruct(row, &mut h, &mut made);
                error += row.iter().zip(made).map(|(v, made)| (v - made).powi(2)).sum::<f64>();
            }
            let known = machine.knowledge(&rows, &flips);
            let wanted = visible as f64 * likelihood / (count * each) as f64;
            assert!((known.pseudo_likelihood / wanted - 1.0).abs() < 1e-12, "{known:?}, wanted {wanted}");
            let wanted = error / rows.len() as f64;
            assert!((known.reconstruction_error / wanted - 1.0).abs() < 1e-12, "{known:?}, wanted {wanted}");
            assert_eq!(machine.reconstruction_error(&rows), known.reconstruction_error);
        }
    }
}
