//! Adadelta: steps in the units of the parameter.

use super::hyper::{Convention, Hyper, each, eps, lr, rho};
use super::memory::CLOCKS;
use super::rule::{Law, Slot, slot};
use super::scalar::Scalar;
use super::trace::Phase;
use crate::words::{Text, text};

/// a ← ρ·a + (1 − ρ)·g²; d ← g·√(u + ε) / √(a + ε); u ← ρ·u + (1 − ρ)·d²; θ ← θ − α·d
///
/// The same in all conventions; the paper has no α, which is α = 1, PyTorch's default. ρ = 0.9, 0.95, 0.95
/// and ε = 1e-6, 1e-7, 1e-8 in PyTorch, Keras, TensorFlow 1; the latter two start from α = 0.001, with which
/// it hardly moves.
pub(super) struct Adadelta;

impl Law<3, 2> for Adadelta {
    const NAME: &'static str = "adadelta";
    const LABEL: Text = text("Adadelta", "Adadelta");
    const SOURCE: Text = text("Zeiler 2012, arXiv:1212.5701", "Zeiler 2012, arXiv:1212.5701");
    const HYPER: &'static [Hyper; 3] =
        &[lr(each(1.0, 0.001, 0.001)), rho(each(0.9, 0.95, 0.95)), eps(each(1e-6, 1e-7, 1e-8))];
    const SLOTS: &'static [Slot; 2] = &[
        slot("a", text("average squared gradient", "梯度平方的滑动平均")),
        slot("u", text("average squared step", "步长平方的滑动平均")),
    ];

    fn law<S: Scalar>(
        _: Convention,
        [lr, rho, eps]: [S; 3],
        _: &mut [S; CLOCKS],
    ) -> impl Fn(S, S, [S; 2]) -> (S, [S; 2]) {
        move |p, g, [a, u]| {
            let a = (rho * a + rho.complement() * g.squared()).named(Phase::Accumulate, "a");
            let d = (g * (u + eps).sqrt() / (a + eps).sqrt()).named(Phase::Scale, "d");
            let u = (rho * u + rho.complement() * d.squared()).named(Phase::Accumulate, "u");
            ((p - lr * d).named(Phase::Move, "θ"), [a, u])
        }
    }
}
