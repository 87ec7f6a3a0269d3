//! Momentum: a heavy ball.

use super::hyper::{Convention, Hyper, each, everywhere, lr, momentum};
use super::memory::CLOCKS;
use super::rule::{Law, Slot, slot};
use super::scalar::Scalar;
use super::trace::Phase;
use crate::words::{Text, text};

/// PyTorch, TensorFlow 1: v ← µ·v + g; θ ← θ − α·v
///
/// Keras: v ← µ·v − α·g; θ ← θ + v. The learning rate is inside the velocity: the same path as long as α
/// stays, another one once it is changed in mid-run.
///
/// µ = 0.9 (the libraries' own default is 0, which is `sgd`); α as for `sgd`.
pub(super) struct Momentum;

impl Law<2, 1> for Momentum {
    const NAME: &'static str = "momentum";
    const LABEL: Text = text("momentum", "动量");
    const SOURCE: Text = text(
        "Polyak 1964, Some methods of speeding up the convergence of iteration methods",
        "Polyak 1964, Some methods of speeding up the convergence of iteration methods",
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
                ((p + v).named(Phase::Move, "θ"), [v])
            } else {
                let v = (momentum * v + g).named(Phase::Accumulate, "v");
                let d = (lr * v).named(Phase::Scale, "Δ");
                ((p - d).named(Phase::Move, "θ"), [v])
            }
        }
    }
}
