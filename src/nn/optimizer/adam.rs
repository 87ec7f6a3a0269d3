//! Adam: momentum over the recent size of the gradient, both corrected for their start at zero.

use super::hyper::{Convention, Hyper, beta1, beta2, bias_correction, each, eps, everywhere, lr};
use super::memory::CLOCKS;
use super::rule::{Law, Slot, slot};
use super::scalar::Scalar;
use super::trace::Phase;
use crate::words::{Text, text};

/// m ← β₁·m + (1 − β₁)·g; v ← β₂·v + (1 − β₂)·g², then
///
/// PyTorch, algorithm 1 of the paper: m̂ = m/(1 − β₁ᵗ), v̂ = v/(1 − β₂ᵗ), θ ← θ − α·m̂ / (√v̂ + ε), ε = 1e-8
///
/// Keras (ε = 1e-7), TensorFlow 1 (ε = 1e-8), the form at the end of the paper's section 2:
/// α̂ = α·√(1 − β₂ᵗ)/(1 − β₁ᵗ), θ ← θ − α̂·m / (√v + ε). Here ε is not divided by the correction ("epsilon hat").
///
/// With `bias_correction` off: θ ← θ − α·m / (√v + ε). The first steps are then too long, because v starts at 0 and
/// grows more slowly than m.
///
/// β₁ = 0.9, β₂ = 0.999, α = 0.001 everywhere.
pub(super) struct Adam;

pub(super) const FIRST: Slot = slot("m", text("first moment", "一阶矩"));
pub(super) const SECOND: Slot = slot("v", text("second moment", "二阶矩"));
pub(super) const POWERS: &[&str] = &["β₁ᵗ", "β₂ᵗ"];

impl Law<5, 2> for Adam {
    const NAME: &'static str = "adam";
    const LABEL: Text = text("Adam", "Adam");
    const SOURCE: Text =
        text("Kingma & Ba 2015, arXiv:1412.6980, algorithm 1", "Kingma & Ba 2015, arXiv:1412.6980，算法 1");
    const HYPER: &'static [Hyper; 5] = &[
        lr(everywhere(0.001)),
        beta1(everywhere(0.9)),
        beta2(everywhere(0.999)),
        eps(each(1e-8, 1e-7, 1e-8)),
        bias_correction(),
    ];
    const SLOTS: &'static [Slot; 2] = &[FIRST, SECOND];
    const POWERS: &'static [&'static str] = POWERS;

    fn law<S: Scalar>(
        convention: Convention,
        [lr, beta1, beta2, eps, correction]: [S; 5],
        clocks: &mut [S; CLOCKS],
    ) -> impl Fn(S, S, [S; 2]) -> (S, [S; 2]) {
        let step = corrected_step(convention, [lr, beta1, beta2, eps], clocks);
        let corrected = correction.value() != 0.0;
        move |p, g, [m, v]| {
            let [m, v] = moments([beta1, beta2], g, [m, v]);
            let d = if corrected { step(m, v) } else { lr * m / (v.sqrt() + eps) };
            let d = d.named(Phase::Scale, "Δ");
            ((p - d).named(Phase::Move, "θ"), [m, v])
        }
    }
}

/// The running averages of g and g².
#[inline]
pub(super) fn moments<S: Scalar>([beta1, beta2]: [S; 2], g: S, [m, v]: [S; 2]) -> [S; 2] {
    [
        (beta1 * m + beta1.complement() * g).named(Phase::Accumulate, "m"),
        (beta2 * v + beta2.complement() * g.squared()).named(Phase::Accumulate, "v"),
    ]
}

/// The step that Adam makes with the moments m and v, corrected for their start at zero.
#[inline]
pub(super) fn corrected_step<S: Scalar>(
    convention: Convention,
    [lr, beta1, beta2, eps]: [S; 4],
    clocks: &mut [S; CLOCKS],
) -> impl Fn(S, S) -> S {
    clocks[0] = (clocks[0] * beta1).named(Phase::Correct, "β₁ᵗ");
    clocks[1] = (clocks[1] * beta2).named(Phase::Correct, "β₂ᵗ");
    let (first, second) = (clocks[0].complement(), clocks[1].complement());
    let moments_corrected = convention == Convention::PyTorch;
    let rate =
        if moments_corrected { lr } else { (lr * second.sqrt() / first).named(Phase::Correct, "α̂") };
    move |m, v| {
        if moments_corrected {
            let m = (m / first).named(Phase::Correct, "m̂");
            let v = (v / second).named(Phase::Correct, "v̂");
            rate * m / (v.sqrt() + eps)
        } else {
            rate * m / (v.sqrt() + eps)
        }
    }
}
