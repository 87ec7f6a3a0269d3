//! What the last layer makes of its sums, and what a wrong answer costs.

use super::layout::{BLOCK, LANES, Lanes};
use super::pass::times_derivative;
use crate::math::loss::cross_entropy_of_logit;
use crate::math::{Activation, loss::Loss, special};

/// A number for each example of a block.
pub(super) type Block = [Lanes; BLOCK / LANES];

/// The end of a network: the answer a of the last layer, and the loss L of an example whose target is y.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Head {
    /// Every output for itself: a = f(z), L = Σ loss(a, y).
    Apart {
        /// f.
        activation: Activation,
        /// What each output costs.
        loss: Loss,
    },
    /// One of several classes: a = softmax(z), L = −Σ y ln a, where y sums to 1.
    Softmax,
}

impl Head {
    /// σ(z) with cross-entropy: the probability of one of two classes.
    pub const BINARY: Head = Head::Apart { activation: Activation::Sigmoid, loss: Loss::CrossEntropy };

    /// Turns sums into answers, in place, for all examples of a block: outputs × `width`.
    #[inline(always)]
    pub(super) fn answer<const L: usize>(self, z: &mut [Lanes<L>], width: usize) {
        match self {
            Head::Apart { activation, .. } => activation.apply(z.as_flattened_mut()),
            Head::Softmax => softmax(z, width),
        }
    }

    /// error = `scale` · ∂L/∂z for all examples of a block; all are outputs × width.
    #[inline(always)]
    pub(super) fn error<const L: usize>(
        self,
        scale: f64,
        (z, a, y): (&[Lanes<L>], &[Lanes<L>], &[Lanes<L>]),
        error: &mut [Lanes<L>],
    ) {
        match self {
            Head::Softmax | Head::BINARY => slopes(a, y, error, |a, y| scale * (a - y)),
            Head::Apart { activation, loss } => {
                // One match outside the loops, so that each loop has one formula.
                match loss {
                    Loss::Squared => slopes(a, y, error, |a, y| scale * Loss::Squared.slope(a, y)),
                    Loss::HalfSquared => slopes(a, y, error, |a, y| scale * Loss::HalfSquared.slope(a, y)),
                    Loss::CrossEntropy => slopes(a, y, error, |a, y| scale * Loss::CrossEntropy.slope(a, y)),
                }
                times_derivative(activation, z, a, error);
            }
        }
    }

    /// L of each example of a block, from the sums z, answers a and targets y: outputs × `width`.
    #[inline(always)]
    pub(super) fn losses(self, (z, a, y): (&[Lanes], &[Lanes], &[Lanes]), width: usize) -> Block {
        let mut losses = [[0.0; LANES]; BLOCK / LANES];
        let room = losses[..width].as_flattened_mut();
        match self {
            Head::Softmax => softmax_losses((z, y), width, &mut losses),
            Head::BINARY => pile(z, y, room, cross_entropy_of_logit),
            Head::Apart { loss, .. } => {
                // One match outside the loops, so that each loop has one formula.
                match loss {
                    Loss::Squared => pile(a, y, room, |a, y| Loss::Squared.value(a, y)),
                    Loss::HalfSquared => pile(a, y, room, |a, y| Loss::HalfSquared.value(a, y)),
                    Loss::CrossEntropy => pile(a, y, room, |a, y| Loss::CrossEntropy.value(a, y)),
                }
            }
        }
        losses
    }

    /// L of one example, from the sums z, answers a and targets y of the outputs.
    pub(super) fn loss(self, outputs: impl Iterator<Item = (f64, f64, f64)> + Clone) -> f64 {
        match self {
            Head::BINARY => outputs.map(|(z, _, y)| cross_entropy_of_logit(z, y)).sum(),
            Head::Apart { loss, .. } => outputs.map(|(_, a, y)| loss.value(a, y)).sum(),
            Head::Softmax => {
                let largest = outputs.clone().fold(f64::NEG_INFINITY, |largest, (z, ..)| largest.max(z));
                let total: f64 = outputs.clone().map(|(z, ..)| special::exp(z - largest)).sum();
                let bound = total.ln() + largest;
                outputs.map(|(z, _, y)| y * (bound - z)).sum()
            }
        }
    }
}

/// error = slope(a, y), number by number. A row is put together and then written: nothing hinders the compiler from
/// taking its numbers together.
#[inline(always)]
fn slopes<const L: usize>(
    a: &[Lanes<L>],
    y: &[Lanes<L>],
    error: &mut [Lanes<L>],
    slope: impl Fn(f64, f64) -> f64,
) {
    for ((error, a), y) in error.iter_mut().zip(a).zip(y) {
        let mut row = [0.0; L];
        for lane in 0..L {
            row[lane] = slope(a[lane], y[lane]);
        }
        *error = row;
    }
}

/// Adds what each output of an example costs: `one` and `other` are outputs × examples.
#[inline(always)]
fn pile(one: &[Lanes], other: &[Lanes], losses: &mut [f64], cost: impl Fn(f64, f64) -> f64) {
    let rows =
        one.as_flattened().chunks_exact(losses.len()).zip(other.as_flattened().chunks_exact(losses.len()));
    for (one, other) in rows {
        for ((loss, &one), &other) in losses.iter_mut().zip(one).zip(other) {
            *loss += cost(one, other);
        }
    }
}

/// L = Σ y · (ln Σ e^(z − max z) + max z − z) of each example.
#[inline(always)]
fn softmax_losses((z, y): (&[Lanes], &[Lanes]), width: usize, losses: &mut Block) {
    let largest = largest(z, width);
    let mut totals = [[0.0; LANES]; BLOCK / LANES];
    for row in z.chunks_exact(width) {
        let mut powers = [[0.0; LANES]; BLOCK / LANES];
        let powers = powers[..width].as_flattened_mut();
        for ((power, z), largest) in powers.iter_mut().zip(row.as_flattened()).zip(largest.as_flattened()) {
            *power = z - largest;
        }
        special::exp_slice(powers);
        for (total, power) in totals.as_flattened_mut().iter_mut().zip(powers) {
            *total += *power;
        }
    }
    let bounds = totals[..width].as_flattened_mut();
    for (bound, largest) in bounds.iter_mut().zip(largest.as_flattened()) {
        *bound = bound.ln() + largest;
    }
    for (z, y) in z.chunks_exact(width).zip(y.chunks_exact(width)) {
        let row = z.as_flattened().iter().zip(y.as_flattened()).zip(&*bounds);
        for (loss, ((z, y), bound)) in losses.as_flattened_mut().iter_mut().zip(row) {
            *loss += y * (bound - z);
        }
    }
}

/// max z of each example of a block.
#[inline(always)]
fn largest<const L: usize>(z: &[Lanes<L>], width: usize) -> [Lanes<L>; BLOCK / LANES] {
    let mut largest = [[f64::NEG_INFINITY; L]; BLOCK / LANES];
    for row in z.chunks_exact(width) {
        for (largest, &z) in largest.as_flattened_mut().iter_mut().zip(row.as_flattened()) {
            *largest = if z > *largest { z } else { *largest };
        }
    }
    largest
}

/// z ← e^(z − max z) / Σ e^(z − max z) over the outputs of each example.
#[inline(always)]
fn softmax<const L: usize>(z: &mut [Lanes<L>], width: usize) {
    let largest = largest(z, width);
    for row in z.chunks_exact_mut(width) {
        for (z, largest) in row.as_flattened_mut().iter_mut().zip(largest.as_flattened()) {
            *z -= largest;
        }
    }
    special::exp_slice(z.as_flattened_mut());
    let mut room = [[0.0; L]; BLOCK / LANES];
    let total = &mut room[..width];
    for row in z.chunks_exact(width) {
        for (total, a) in total.as_flattened_mut().iter_mut().zip(row.as_flattened()) {
            *total += a;
        }
    }
    for row in z.chunks_exact_mut(width) {
        for (a, total) in row.as_flattened_mut().iter_mut().zip(total.as_flattened()) {
            *a /= total;
        }
    }
}
