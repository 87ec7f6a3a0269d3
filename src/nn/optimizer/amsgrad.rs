//! AMSGrad: Adam whose denominator never shrinks.

use super::adam::{FIRST, POWERS, SECOND, corrected_step, moments};
use super::hyper::{Convention, Hyper, beta1, beta2, eps, lr, not_in_tf1};
use super::memory::CLOCKS;
use super::rule::{Law, Slot, slot};
use super::scalar::Scalar;
use super::trace::Phase;
use crate::words::{Text, text};

/// m and v as in `adam`; w ← max(w, v); then Adam's step with w for v.
///
/// PyTorch corrects the bias of w, Keras uses its one corrected rate, as for `adam`; defaults as for `adam`.
/// TensorFlow 1 does not have it.
pub(super) struct AmsGrad;

impl Law<4, 3> for AmsGrad {
    const NAME: &'static str = "amsgrad";
    const LABEL: Text = text("AMSGrad", "AMSGrad");
    const SOURCE: Text = text(
        "Reddi, Kale & Kumar 2018, arXiv:1904.09237, algorithm 2",
        "Reddi, Kale & Kumar 2018, arXiv:1904.09237，算法 2",
    );
    const HYPER: &'static [Hyper; 4] = &[
        lr(not_in_tf1(0.001, 0.001)),
        beta1(not_in_tf1(0.9, 0.9)),
        beta2(not_in_tf1(0.999, 0.999)),
        eps(not_in_tf1(1e-8, 1e-7)),
    ];
    const SLOTS: &'static [Slot; 3] =
        &[FIRST, SECOND, slot("w", text("largest second moment so far", "至今最大的二阶矩"))];
    const POWERS: &'static [&'static str] = POWERS;

    fn law<S: Scalar>(
        convention: Convention,
        [lr, beta1, beta2, eps]: [S; 4],
        clocks: &mut [S; CLOCKS],
    ) -> impl Fn(S, S, [S; 3]) -> (S, [S; 3]) {
        let step = corrected_step(convention, [lr, beta1, beta2, eps], clocks);
        move |p, g, [m, v, w]| {
            let [m, v] = moments([beta1, beta2], g, [m, v]);
            let w = w.max(v).named(Phase::Accumulate, "w");
            let d = step(m, w).named(Phase::Scale, "Δ");
            ((p - d).named(Phase::Move, "θ"), [m, v, w])
        }
    }
}
