//! Gradient descent.

use super::hyper::{Convention, Hyper, each, lr};
use super::memory::CLOCKS;
use super::rule::{Law, Slot};
use super::scalar::Scalar;
use super::trace::Phase;
use crate::words::{Text, text};

/// θ ← θ − α·g
///
/// No memory: each step goes straight down the slope. The same in all conventions; α = 0.001 in PyTorch,
/// 0.01 in Keras; TensorFlow 1 has no default and gets Keras's.
pub(super) struct Sgd;

impl Law<1, 0> for Sgd {
    const NAME: &'static str = "sgd";
    const LABEL: Text = text("gradient descent", "梯度下降");
    const SOURCE: Text = text(
        "Cauchy 1847; Robbins & Monro 1951, A stochastic approximation method, Ann. Math. Stat. 22",
        "Cauchy 1847; Robbins & Monro 1951, A stochastic approximation method, Ann. Math. Stat. 22",
    );
    const HYPER: &'static [Hyper; 1] = &[lr(each(0.001, 0.01, 0.01))];
    const SLOTS: &'static [Slot; 0] = &[];

    fn law<S: Scalar>(
        _: Convention,
        [lr]: [S; 1],
        _: &mut [S; CLOCKS],
    ) -> impl Fn(S, S, [S; 0]) -> (S, [S; 0]) {
        move |p, g, []| {
            let d = (lr * g).named(Phase::Scale, "Δ");
            ((p - d).named(Phase::Move, "θ"), [])
        }
    }
}
