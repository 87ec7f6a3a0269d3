//! NAdam: Adam with Nesterov's look ahead.

use super::adam::{FIRST, SECOND, moments};
use super::hyper::{
    Convention, Hyper, beta1, beta2, eps, fixed_outside_pytorch, lr, momentum_decay, not_in_tf1,
};
use super::memory::CLOCKS;
use super::rule::{Law, Slot};
use super::scalar::Scalar;
use super::trace::Phase;
use crate::words::{Text, text};

/// m and v as in `adam`. The momentum follows a schedule, µₜ = β₁·(1 − ½·0.96^(t·ψ)), with Π = µ₁·…·µₜ and
/// Π′ = Π·µₜ₊₁:
///
/// m̂ = (1 − µₜ)/(1 − Π)·g + µₜ₊₁/(1 − Π′)·m; θ ← θ − α·m̂ / (√(v/(1 − β₂ᵗ)) + ε)
///
/// PyTorch: ψ = 0.004, α = 0.002, ε = 1e-8. Keras: ψ = 1, built in; α = 0.001, ε = 1e-7. TensorFlow 1 does
/// not have it.
pub(super) struct Nadam;

impl Law<5, 2> for Nadam {
    const NAME: &'static str = "nadam";
    const LABEL: Text = text("NAdam", "NAdam");
    const SOURCE: Text = text(
        "Dozat 2016, Incorporating Nesterov momentum into Adam, ICLR workshop",
        "Dozat 2016, Incorporating Nesterov momentum into Adam, ICLR workshop",
    );
    const HYPER: &'static [Hyper; 5] = &[
        lr(not_in_tf1(0.002, 0.001)),
        beta1(not_in_tf1(0.9, 0.9)),
        beta2(not_in_tf1(0.999, 0.999)),
        eps(not_in_tf1(1e-8, 1e-7)),
        momentum_decay(fixed_outside_pytorch(0.004, 1.0)),
    ];
    const SLOTS: &'static [Slot; 2] = &[FIRST, SECOND];
    const POWERS: &'static [&'static str] = &["Π", "β₂ᵗ", "κᵗ"];

    fn law<S: Scalar>(
        _: Convention,
        [lr, beta1, beta2, eps, psi]: [S; 5],
        clocks: &mut [S; CLOCKS],
    ) -> impl Fn(S, S, [S; 2]) -> (S, [S; 2]) {
        let slower = psi.power_of(0.96);
        clocks[2] = (clocks[2] * slower).named(Phase::Correct, "κᵗ");
        let now = (beta1 * (clocks[2] * 0.5).complement()).named(Phase::Correct, "µₜ");
        let next = (beta1 * (clocks[2] * slower * 0.5).complement()).named(Phase::Correct, "µₜ₊₁");
        clocks[0] = (clocks[0] * now).named(Phase::Correct, "Π");
        clocks[1] = (clocks[1] * beta2).named(Phase::Correct, "β₂ᵗ");
        let of_gradient = now.complement() / clocks[0].complement();
        let of_moment = next / (clocks[0] * next).complement();
        let second = clocks[1].complement();
        move |p, g, [m, v]| {
            let [m, v] = moments([beta1, beta2], g, [m, v]);
            let ahead = (of_gradient * g + of_moment * m).named(Phase::Correct, "m̂");
            let corrected = (v / second).named(Phase::Correct, "v̂");
            let d = (lr * ahead / (corrected.sqrt() + eps)).named(Phase::Scale, "Δ");
            ((p - d).named(Phase::Move, "θ"), [m, v])
        }
    }
}
