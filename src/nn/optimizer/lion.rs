//! Lion: only the sign of the momentum.

use super::hyper::{Convention, Hyper, beta1, beta2, lr, not_in_tf1, weight_decay};
use super::memory::CLOCKS;
use super::rule::{Law, Slot, slot};
use super::scalar::Scalar;
use super::trace::Phase;
use crate::words::{Text, text};

/// c = β₁·m + (1 − β₁)·g; θ ← θ·(1 − α·λ) − α·sign(c); m ← β₂·m + (1 − β₂)·g, with sign(0) = 0
///
/// β₁ = 0.9, β₂ = 0.99, λ = 0. α = 0.001 in Keras; `torch.optim` has no Lion, so that convention is the
/// authors' own PyTorch code with α = 0.0001. TensorFlow 1 does not have it.
pub(super) struct Lion;

impl Law<4, 1> for Lion {
    const NAME: &'static str = "lion";
    const LABEL: Text = text("Lion", "Lion");
    const SOURCE: Text = text(
        "Chen et al. 2023, Symbolic discovery of optimization algorithms, arXiv:2302.06675",
        "Chen et al. 2023, Symbolic discovery of optimization algorithms, arXiv:2302.06675",
    );
    const HYPER: &'static [Hyper; 4] = &[
        lr(not_in_tf1(0.0001, 0.001)),
        beta1(not_in_tf1(0.9, 0.9)),
        beta2(not_in_tf1(0.99, 0.99)),
        weight_decay(not_in_tf1(0.0, 0.0)),
    ];
    const SLOTS: &'static [Slot; 1] = &[slot("m", text("first moment", "一阶矩"))];

    fn law<S: Scalar>(
        _: Convention,
        [lr, beta1, beta2, decay]: [S; 4],
        _: &mut [S; CLOCKS],
    ) -> impl Fn(S, S, [S; 1]) -> (S, [S; 1]) {
        let kept = (lr * decay).complement();
        move |p, g, [m]| {
            let c = (beta1 * m + beta1.complement() * g).named(Phase::Scale, "c");
            let d = (lr * c.sign()).named(Phase::Scale, "Δ");
            let m = (beta2 * m + beta2.complement() * g).named(Phase::Accumulate, "m");
            ((p * kept - d).named(Phase::Move, "θ"), [m])
        }
    }
}
