//! Adamax: Adam with the largest recent gradient as its measure.

use super::adam::FIRST;
use super::hyper::{Convention, Hyper, beta1, beta2, eps, lr, not_in_tf1};
use super::memory::CLOCKS;
use super::rule::{Law, Slot, slot};
use super::scalar::Scalar;
use super::trace::Phase;
use crate::words::{Text, text};

/// m ← β₁·m + (1 − β₁)·g, then
///
/// PyTorch: u ← max(β₂·u, |g| + ε); θ ← θ − α/(1 − β₁ᵗ)·m / u; α = 0.002, ε = 1e-8
///
/// Keras: u ← max(β₂·u, |g|); θ ← θ − α·m / ((1 − β₁ᵗ)·(u + ε)); α = 0.001, ε = 1e-7
///
/// TensorFlow 1's `tf.train` does not have it.
pub(super) struct Adamax;

impl Law<4, 2> for Adamax {
    const NAME: &'static str = "adamax";
    const LABEL: Text = text("Adamax", "Adamax");
    const SOURCE: Text =
        text("Kingma & Ba 2015, arXiv:1412.6980, algorithm 2", "Kingma & Ba 2015, arXiv:1412.6980，算法 2");
    const HYPER: &'static [Hyper; 4] = &[
        lr(not_in_tf1(0.002, 0.001)),
        beta1(not_in_tf1(0.9, 0.9)),
        beta2(not_in_tf1(0.999, 0.999)),
        eps(not_in_tf1(1e-8, 1e-7)),
    ];
    const SLOTS: &'static [Slot; 2] = &[FIRST, slot("u", text("largest recent gradient", "近期最大梯度"))];
    const POWERS: &'static [&'static str] = &["β₁ᵗ"];

    fn law<S: Scalar>(
        convention: Convention,
        [lr, beta1, beta2, eps]: [S; 4],
        clocks: &mut [S; CLOCKS],
    ) -> impl Fn(S, S, [S; 2]) -> (S, [S; 2]) {
        clocks[0] = (clocks[0] * beta1).named(Phase::Correct, "β₁ᵗ");
        let rate = (lr / clocks[0].complement()).named(Phase::Correct, "α̂");
        let eps_in_maximum = convention == Convention::PyTorch;
        move |p, g, [m, u]| {
            let m = (beta1 * m + beta1.complement() * g).named(Phase::Accumulate, "m");
            let size = if eps_in_maximum { g.abs() + eps } else { g.abs() };
            let u = (beta2 * u).max(size).named(Phase::Accumulate, "u");
            let below = if eps_in_maximum { u } else { u + eps };
            let d = (rate * m / below).named(Phase::Scale, "Δ");
            ((p - d).named(Phase::Move, "θ"), [m, u])
        }
    }
}
