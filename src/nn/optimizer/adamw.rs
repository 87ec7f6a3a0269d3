//! AdamW: Adam with weight decay beside the gradient, not in it.

use super::adam::{FIRST, POWERS, SECOND, corrected_step, moments};
use super::hyper::{Convention, Hyper, beta1, beta2, eps, lr, not_in_tf1, weight_decay};
use super::memory::CLOCKS;
use super::rule::{Law, Slot};
use super::scalar::Scalar;
use super::trace::Phase;
use crate::words::{Text, text};

/// θ′ = θ·(1 − α·λ), then Adam's step from θ′.
///
/// λ = 0.01 in PyTorch, 0.004 in Keras; the rest as for `adam`. TensorFlow 1's `tf.train` does not have it.
/// The pull is towards zero, so on a surface whose minimum lies elsewhere it settles beside the minimum.
pub(super) struct AdamW;

impl Law<5, 2> for AdamW {
    const NAME: &'static str = "adamw";
    const LABEL: Text = text("AdamW", "AdamW");
    const SOURCE: Text = text(
        "Loshchilov & Hutter 2019, arXiv:1711.05101, algorithm 2",
        "Loshchilov & Hutter 2019, arXiv:1711.05101，算法 2",
    );
    const HYPER: &'static [Hyper; 5] = &[
        lr(not_in_tf1(0.001, 0.001)),
        beta1(not_in_tf1(0.9, 0.9)),
        beta2(not_in_tf1(0.999, 0.999)),
        eps(not_in_tf1(1e-8, 1e-7)),
        weight_decay(not_in_tf1(0.01, 0.004)),
    ];
    const SLOTS: &'static [Slot; 2] = &[FIRST, SECOND];
    const POWERS: &'static [&'static str] = POWERS;

    fn law<S: Scalar>(
        convention: Convention,
        [lr, beta1, beta2, eps, decay]: [S; 5],
        clocks: &mut [S; CLOCKS],
    ) -> impl Fn(S, S, [S; 2]) -> (S, [S; 2]) {
        let step = corrected_step(convention, [lr, beta1, beta2, eps], clocks);
        let kept = (lr * decay).complement();
        move |p, g, [m, v]| {
            let [m, v] = moments([beta1, beta2], g, [m, v]);
            let d = step(m, v).named(Phase::Scale, "Δ");
            ((p * kept - d).named(Phase::Move, "θ"), [m, v])
        }
    }
}
