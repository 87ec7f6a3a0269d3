//! Every model as a textbook writes it, on ndarray's arrays: the definitions, slow and short.
//!
//! The lessons run on the kernels of [`nn`](crate::nn), which compute the same on slices and wide vectors. These forms
//! are what the kernels are held to (`laws`), and what to read first.
//!
//! ```text
//! logistic  a = σ(wᵀX + b), its mean cost and the gradient
//! network   dense layers forward, back-propagation
//! hopfield  Hebbian weights, local fields, energy
//! machine   the restricted Boltzmann machine: p(h | v), p(v | h), free energy, contrastive divergence
//! ```

// A view of an array is passed as ndarray's own functions take it.
#![allow(clippy::needless_pass_by_value)]

pub mod hopfield;
#[cfg(test)]
mod laws;
pub mod logistic;
pub mod machine;
pub mod network;

use ndarray::{Array, Dimension};

/// σ(z) = 1 / (1 + e⁻ᶻ) of every element.
#[must_use]
pub fn sigmoid<D: Dimension>(z: &Array<f64, D>) -> Array<f64, D> {
    z.mapv(|z| 1.0 / (1.0 + (-z).exp()))
}
