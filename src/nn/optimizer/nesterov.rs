//! Nesterov's momentum: look ahead, then correct.

use super::hyper::{Convention, Hyper, each, everywhere, lr, momentum};
use super::memory::CLOCKS;
use super::rule::{Law, Slot, slot};
use super::scalar::Scalar;
use super::trace::Phase;
use crate::words::{Text, text};

/// PyTorch, TensorFlow 1: v ← µ·v + g; θ ← θ − α·(g + µ·v)
///
/// Keras: v ← µ·v − α·g; θ ← θ + µ·v − α·g
///
/// The form of Sutskever et al. with the gradient at θ itself: the parameter is the point that looks ahead.
/// µ = 0.9; α as for `sgd`.
pub(super) struct Nesterov;

impl Law<2, 1> for Nesterov {
    const NAME: &'static str = "nesterov";
    const LABEL: Text = text("Nesterov momentum", "Nesterov 动量");
    const SOURCE: Text = text(
        "Nesterov 1983, Soviet Math. Doklady 27; Sutskever et al. 2013, ICML",
        "Nesterov 1983, Soviet Math. Doklady 27; Sutskever et al. 2013, ICML",
    );
    const HYPER: &'static [Hyper; 2] = &[lr(each(0.001, 0.01, 0.01)), momentum(everywhere(0.9))];
    const SLOTS: &'static [Slot; 1] = &[slot("v", text("velocity", "速度"))];

    fn law<S: Scalar>(
        convention: Convention,
        [lr, momentum]: [S; 2],
        _: &mut [S; CLOCKS],
    ) -> impl Fn(S, S, [S; 1]) -> (S, [S; 1]) {
        let rate_inside = convention == Convention::Keras;
        move |p, g, [v]| {
            if rate_inside {
                let v = (momentum * v - lr * g).named(Phase::Accumulate, "v");
                let d = (momentum * v - lr * g).named(Phase::Scale, "Δ");
                ((p + d).named(Phase::Move, "θ"), [v])
            } else {
                let v = (momentum * v + g).named(Phase::Accumulate, "v");
                let d = (lr * (g + momentum * v)).named(Phase::Scale, "Δ");
                ((p - d).named(Phase::Move, "θ"), [v])
            }
        }
    }
}
