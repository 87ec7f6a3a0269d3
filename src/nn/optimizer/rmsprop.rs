//! RMSprop: divide by the recent size of the gradient.

use super::hyper::{
    Convention, Hyper, acc0, centered, each, eps, everywhere, lr, momentum, only_in_tf1, rho,
};
use super::memory::CLOCKS;
use super::rule::{Law, Slot, slot};
use super::scalar::Scalar;
use super::trace::Phase;
use crate::words::{Text, text};

/// a ← ρ·a + (1 − ρ)·g², then
///
/// PyTorch: θ ← θ − α·g / (√a + ε), a₀ = 0, ρ = 0.99, ε = 1e-8, α = 0.01
///
/// Keras: θ ← θ − α·g / √(a + ε), a₀ = 0, ρ = 0.9, ε = 1e-7, α = 0.001
///
/// TensorFlow 1: as Keras, but a₀ = 1 (!), ε = 1e-10; α has no default there (Keras's is used)
///
/// `centered`: also q ← ρ·q + (1 − ρ)·g, and a − q² stands for a in the root. Limitation, as in the libraries:
/// rounding can make a − q² negative, whose root is NaN.
///
/// `momentum` > 0: the quotient goes through a velocity, v ← µ·v + g/(…), θ ← θ − α·v; in Keras and
/// TensorFlow 1 the learning rate is inside: v ← µ·v + α·g/(…), θ ← θ − v.
pub(super) struct RmsProp;

impl Law<6, 3> for RmsProp {
    const NAME: &'static str = "rmsprop";
    const LABEL: Text = text("RMSprop", "RMSprop");
    const SOURCE: Text = text(
        "Tieleman & Hinton 2012, Coursera lecture 6.5; centred: Graves 2013, arXiv:1308.0850",
        "Tieleman & Hinton 2012, Coursera 第 6.5 讲；中心化：Graves 2013, arXiv:1308.0850",
    );
    const HYPER: &'static [Hyper; 6] = &[
        lr(each(0.01, 0.001, 0.001)),
        rho(each(0.99, 0.9, 0.9)),
        eps(each(1e-8, 1e-7, 1e-10)),
        momentum(everywhere(0.0)),
        centered(everywhere(0.0)),
        acc0(only_in_tf1(0.0, 1.0)),
    ];
    const SLOTS: &'static [Slot; 3] = &[
        Slot {
            symbol: "a",
            label: text("average squared gradient", "梯度平方的滑动平均"),
            start: Some("acc0"),
        },
        slot("q", text("average gradient", "梯度的滑动平均")),
        slot("v", text("velocity", "速度")),
    ];

    fn law<S: Scalar>(
        convention: Convention,
        [lr, rho, eps, momentum, centered, _]: [S; 6],
        _: &mut [S; CLOCKS],
    ) -> impl Fn(S, S, [S; 3]) -> (S, [S; 3]) {
        let (centered, heavy) = (centered.value() != 0.0, momentum.value() != 0.0);
        let pytorch = convention == Convention::PyTorch;
        move |p, g, [a, mut q, mut v]| {
            let a = (rho * a + rho.complement() * g.squared()).named(Phase::Accumulate, "a");
            let mut spread = a;
            if centered {
                q = (rho * q + rho.complement() * g).named(Phase::Accumulate, "q");
                spread = a - q.squared();
            }
            let root = if pytorch { spread.sqrt() + eps } else { (spread + eps).sqrt() };
            let step = match (heavy, pytorch) {
                (false, _) => lr * g / root,
                (true, true) => {
                    v = (momentum * v + g / root).named(Phase::Accumulate, "v");
                    lr * v
                }
                (true, false) => {
                    v = (momentum * v + lr * g / root).named(Phase::Accumulate, "v");
                    v
                }
            };
            let d = step.named(Phase::Scale, "Δ");
            ((p - d).named(Phase::Move, "θ"), [a, q, v])
        }
    }
}
