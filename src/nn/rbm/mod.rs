//! The Bernoulli restricted Boltzmann machine.
//!
//! Visible units v and hidden units h, all 0 or 1, with the energy E(v, h) = −b·v − c·h − Σ vᵢ Wᵢⱼ hⱼ. Given one side,
//! the units of the other are independent: p(hⱼ = 1 | v) = σ(cⱼ + Σᵢ vᵢ Wᵢⱼ), p(vᵢ = 1 | h) = σ(bᵢ + Σⱼ Wᵢⱼ hⱼ).
//!
//! ```text
//! products  the sums of one side given the other, and the change of the weights
//! learn     persistent contrastive divergence
//! measure   free energy, partition function, pseudo-likelihood, reconstruction
//! ```
//!
//! Units may hold probabilities as well: a grey pixel is the probability of a white one. Rows of visible units are
//! `visible` numbers long, rows of hidden units `width` (the hidden units and zeros up to a multiple of eight).

mod learn;
mod measure;
mod products;

pub use learn::{Chains, Workspace};
pub use measure::Knowledge;

use crate::math::{NumpyRng, special};
use products::{LANES, down, up};
use pulp::{Arch, Simd, WithSimd};
use rand::Rng;

/// A machine: its weights and biases.
#[derive(Debug, Clone, PartialEq)]
pub struct Rbm {
    visible: usize,
    hidden: usize,
    /// W, visible × width; zeros beyond the hidden units.
    weights: Vec<f64>,
    /// b.
    visible_biases: Vec<f64>,
    /// c, width numbers; zeros beyond the hidden units.
    hidden_biases: Vec<f64>,
}

impl Rbm {
    /// A machine whose numbers are all 0.
    ///
    /// # Panics
    /// When one side has no units.
    #[must_use]
    pub fn zero(visible: usize, hidden: usize) -> Rbm {
        assert!(visible > 0 && hidden > 0, "a machine has units on both sides");
        let width = hidden.next_multiple_of(LANES);
        Rbm {
            visible,
            hidden,
            weights: vec![0.0; visible * width],
            visible_biases: vec![0.0; visible],
            hidden_biases: vec![0.0; width],
        }
    }

    /// Biases 0 and weights `normal(0, 0.01)`, drawn as a matrix hidden × visible.
    #[must_use]
    pub fn random(visible: usize, hidden: usize, rng: &mut NumpyRng<impl Rng>) -> Rbm {
        let mut machine = Rbm::zero(visible, hidden);
        for j in 0..hidden {
            for i in 0..visible {
                machine.set_weight(i, j, rng.normal(0.0, 0.01));
            }
        }
        machine
    }

    /// Visible units.
    #[must_use]
    pub fn visible(&self) -> usize {
        self.visible
    }

    /// Hidden units.
    #[must_use]
    pub fn hidden(&self) -> usize {
        self.hidden
    }

    /// Length of a row of hidden units: the units and the zeros after them.
    #[must_use]
    pub fn width(&self) -> usize {
        self.hidden_biases.len()
    }

    /// The weight between visible unit i and hidden unit j.
    #[must_use]
    pub fn weight(&self, i: usize, j: usize) -> f64 {
        self.weights[i * self.width() + j]
    }

    /// Sets the weight between visible unit i and hidden unit j.
    pub fn set_weight(&mut self, i: usize, j: usize, weight: f64) {
        assert!(j < self.hidden, "a weight belongs to a hidden unit");
        let place = i * self.width() + j;
        self.weights[place] = weight;
    }

    /// What hidden unit j looks for: its weight to every visible unit, `visible()` of them.
    #[must_use]
    pub fn feature(&self, j: usize) -> Vec<f64> {
        (0..self.visible).map(|i| self.weight(i, j)).collect()
    }

    /// How far the weights of a hidden unit reach on average: the mean over the units of its largest |w|.
    #[must_use]
    pub fn reach(&self) -> f64 {
        let mut largest = vec![0.0_f64; self.width()];
        for row in self.weights.chunks_exact(self.width()) {
            for (most, w) in largest.iter_mut().zip(row) {
                *most = most.max(w.abs());
            }
        }
        largest.iter().sum::<f64>() / self.hidden as f64
    }

    /// Hidden unit j as a machine of its own, without the visible biases: its free energy depends on the unit's
    /// weights and bias as that of the whole machine does, and is otherwise quicker to compute.
    #[must_use]
    pub fn alone(&self, j: usize) -> Rbm {
        let mut unit = Rbm::zero(self.visible, 1);
        (0..self.visible).for_each(|i| unit.set_weight(i, 0, self.weight(i, j)));
        unit.hidden_biases[0] = self.hidden_biases[j];
        unit
    }

    /// b, one a visible unit.
    #[must_use]
    pub fn visible_biases(&self) -> &[f64] {
        &self.visible_biases
    }

    /// b, one a visible unit, to be changed.
    pub fn visible_biases_mut(&mut self) -> &mut [f64] {
        &mut self.visible_biases
    }

    /// c, one a hidden unit.
    #[must_use]
    pub fn hidden_biases(&self) -> &[f64] {
        &self.hidden_biases[..self.hidden]
    }

    /// c, one a hidden unit, to be changed.
    pub fn hidden_biases_mut(&mut self) -> &mut [f64] {
        &mut self.hidden_biases[..self.hidden]
    }

    /// Whether every number is finite.
    #[must_use]
    pub fn is_finite(&self) -> bool {
        [&self.weights, &self.visible_biases, &self.hidden_biases]
            .into_iter()
            .flatten()
            .all(|x| x.is_finite())
    }

    /// p(h = 1 | v) for rows of visible units (n × `visible()`) into rows of hidden units (n × `width()`).
    pub fn hidden_probabilities(&self, v: &[f64], h: &mut [f64]) {
        Arch::new().dispatch(Up { machine: self, v, h, probabilities: true });
    }

    /// c + vW for rows of visible units (n × `visible()`): the sums of the hidden units (n × `width()`), before the sigmoid.
    pub fn hidden_sums(&self, v: &[f64], h: &mut [f64]) {
        Arch::new().dispatch(Up { machine: self, v, h, probabilities: false });
    }

    /// [`hidden_probabilities`](Rbm::hidden_probabilities) from the [`hidden_sums`](Rbm::hidden_sums), in place.
    fn probabilities_of_sums(&self, h: &mut [f64]) {
        Arch::new().dispatch(Squash { machine: self, h });
    }

    /// p(v = 1 | h) for rows of hidden units (n × `width()`) into rows of visible units (n × `visible()`).
    pub fn visible_probabilities(&self, h: &[f64], v: &mut [f64]) {
        Arch::new().dispatch(Down { machine: self, h, v });
    }

    /// One step of Gibbs sampling for every row, in place: hidden units are drawn given the visible ones, then
    /// visible ones given the hidden. `h` takes the drawn hidden units, `p` the probabilities that the visible
    /// ones were drawn from: what the machine sees, before chance decides. `v` and `p` are n × `visible()`, `h` is
    /// n × `width()`.
    pub fn gibbs(&self, v: &mut [f64], h: &mut [f64], p: &mut [f64], rng: &mut NumpyRng<impl Rng>) {
        self.hidden_probabilities(v, h);
        self.draw_hidden(h, rng);
        self.visible_probabilities(h, p);
        v.copy_from_slice(p);
        draw(v, rng);
    }

    /// Makes the numbers beside the hidden units 0.
    #[inline(always)]
    fn clear_beside(&self, h: &mut [f64]) {
        for row in h.chunks_exact_mut(self.width()) {
            row[self.hidden..].fill(0.0);
        }
    }

    /// Draws every hidden unit from its probability.
    fn draw_hidden(&self, h: &mut [f64], rng: &mut NumpyRng<impl Rng>) {
        for row in h.chunks_exact_mut(self.width()) {
            draw(&mut row[..self.hidden], rng);
        }
    }
}

/// Each probability becomes 1 where a uniform number falls below it, else 0.
fn draw(probabilities: &mut [f64], rng: &mut NumpyRng<impl Rng>) {
    for p in probabilities {
        *p = f64::from(u8::from(rng.bernoulli(*p)));
    }
}

struct Up<'a> {
    machine: &'a Rbm,
    v: &'a [f64],
    h: &'a mut [f64],
    probabilities: bool,
}

impl WithSimd for Up<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        let Up { machine, v, h, probabilities } = self;
        up(simd, (&machine.weights, &machine.hidden_biases), (v, machine.visible), h);
        if probabilities {
            Squash { machine, h }.with_simd(simd);
        } else {
            machine.clear_beside(h);
        }
    }
}

/// The sigmoid of all sums.
struct Squash<'a> {
    machine: &'a Rbm,
    h: &'a mut [f64],
}

impl WithSimd for Squash<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) {
        special::sigmoid_slice(self.h);
        self.machine.clear_beside(self.h);
    }
}

struct Down<'a> {
    machine: &'a Rbm,
    h: &'a [f64],
    v: &'a mut [f64],
}

impl WithSimd for Down<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        let Down { machine, h, v } = self;
        down(simd, (&machine.weights, &machine.visible_biases), (h, machine.width()), v);
        special::sigmoid_slice(v);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_zeros_beside_the_hidden_units_stay_zero() {
        let (mut rng, visible, hidden) = (NumpyRng::new(2), 7, 11);
        let mut machine = Rbm::random(visible, hidden, &mut rng);
        let (mut chains, mut room) = (Chains::new(&machine, 3), Workspace::new(&machine, 3));
        let batch: Vec<f64> = (0..3 * visible).map(|_| rng.random()).collect();
        for _ in 0..20 {
            machine.learn(&batch, 0.1, &mut chains, &mut rng, &mut room);
        }
        assert_eq!(machine.width(), 16);
        for row in
            machine.weights.chunks(16).chain([&machine.hidden_biases[..]]).chain(chains.hidden.chunks(16))
        {
            assert!(row[hidden..].iter().all(|&x| x == 0.0));
            assert!(row[..hidden].iter().any(|&x| x != 0.0));
        }
        assert!(machine.is_finite());
        machine.set_weight(2, 3, f64::NAN);
        assert!(!machine.is_finite());
    }

    #[test]
    fn the_free_energy_is_the_sum_of_those_of_the_units_alone() {
        let (mut rng, visible) = (NumpyRng::new(5), 6);
        let mut machine = Rbm::random(visible, 9, &mut rng);
        machine.hidden_biases_mut().iter_mut().for_each(|c| *c = rng.uniform(-1.0, 1.0));
        for v in [[0.0; 6], [1.0, 0.0, 1.0, 1.0, 0.0, 0.5]] {
            let apart: f64 = (0..9).map(|j| machine.alone(j).free_energy(&v)).sum();
            assert!((apart - machine.free_energy(&v)).abs() < 1e-13);
        }
        let largest = |j| (0..visible).map(|i| machine.weight(i, j).abs()).fold(0.0, f64::max);
        let reach = (0..9).map(largest).sum::<f64>() / 9.0;
        assert!((machine.reach() - reach).abs() < 1e-17);
    }

    #[test]
    fn gibbs_sampling_draws_units_from_their_probabilities() {
        let mut machine = Rbm::zero(2, 1);
        machine.set_weight(0, 0, 3.0);
        machine.set_weight(1, 0, -3.0);
        machine.hidden_biases_mut()[0] = 0.5;
        let (mut rng, rows) = (NumpyRng::new(4), 4000);
        let mut v = vec![0.5; 2 * rows];
        let mut h = vec![0.0; machine.width() * rows];
        let mut p = v.clone();
        for _ in 0..10 {
            machine.gibbs(&mut v, &mut h, &mut p, &mut rng);
        }
        // Exactly: the states (v, h) weigh e^(0.5h + 3h(v₀ − v₁)).
        let weight = |v0: f64, v1: f64| 1.0 + (0.5 + 3.0 * (v0 - v1)).exp();
        let all = weight(0.0, 0.0) + weight(0.0, 1.0) + weight(1.0, 0.0) + weight(1.0, 1.0);
        let wanted = (weight(1.0, 0.0) + weight(1.0, 1.0)) / all;
        let found = v.iter().step_by(2).sum::<f64>() / rows as f64;
        assert!((found - wanted).abs() < 0.02, "{found}, {wanted}");
        assert!(v.iter().chain(&h).all(|&unit| unit == 0.0 || unit == 1.0));
    }
}
