//! Adagrad: a rate of its own for every parameter.

use super::hyper::{Convention, Hyper, acc0, each, eps, fixed_in_tf1, lr, root};
use super::memory::CLOCKS;
use super::rule::{Law, Slot};
use super::scalar::Scalar;
use super::trace::Phase;
use crate::words::{Text, text};

/// a ← a + g², then
///
/// PyTorch: θ ← θ − α·g / (√a + ε), a₀ = 0, ε = 1e-10, α = 0.01
///
/// Keras: θ ← θ − α·g / √(a + ε), a₀ = 0.1, ε = 1e-7, α = 0.001
///
/// TensorFlow 1: θ ← θ − α·g / √a, a₀ = 0.1, no ε and no default α (Keras's is used)
///
/// With `root` off it divides by a instead of √a (by a + ε in PyTorch and Keras): steps so short that nothing arrives.
///
/// Limitation: a only grows, so the steps only shrink. Without ε, a₀ = 0 and a zero gradient give 0/0.
pub(super) struct Adagrad;

impl Law<4, 1> for Adagrad {
    const NAME: &'static str = "adagrad";
    const LABEL: Text = text("Adagrad", "Adagrad");
    const SOURCE: Text = text(
        "Duchi, Hazan & Singer 2011, Adaptive subgradient methods, JMLR 12",
        "Duchi, Hazan & Singer 2011, Adaptive subgradient methods, JMLR 12",
    );
    const HYPER: &'static [Hyper; 4] = &[
        lr(each(0.01, 0.001, 0.001)),
        eps(fixed_in_tf1(1e-10, 1e-7, 0.0)),
        acc0(each(0.0, 0.1, 0.1)),
        root(),
    ];
    const SLOTS: &'static [Slot; 1] =
        &[Slot {
            symbol: "a", label: text("sum of squared gradients", "梯度平方和"), start: Some("acc0")
        }];

    fn law<S: Scalar>(
        convention: Convention,
        [lr, eps, _, root]: [S; 4],
        _: &mut [S; CLOCKS],
    ) -> impl Fn(S, S, [S; 1]) -> (S, [S; 1]) {
        let rooted = root.value() != 0.0;
        move |p, g, [a]| {
            let a = (a + g.squared()).named(Phase::Accumulate, "a");
            let size = match convention {
                Convention::PyTorch | Convention::Keras if !rooted => a + eps,
                Convention::Tf1 if !rooted => a,
                Convention::PyTorch => a.sqrt() + eps,
                Convention::Keras => (a + eps).sqrt(),
                Convention::Tf1 => a.sqrt(),
            };
            let d = (lr * g / size).named(Phase::Scale, "Δ");
            ((p - d).named(Phase::Move, "θ"), [a])
        }
    }
}
