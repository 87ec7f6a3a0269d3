//! The nine lines: one neuron over its whole table, forwards and back.

use crate::lessons::side::Side;
use crate::math::{Activation, special::sigmoid_slice};
use std::array::from_fn;

/// The four examples, x₁ x₂ x₃. The third input is always 1 and serves as a bias.
pub(super) const INPUTS: [[f64; 3]; 4] = [[0.0, 0.0, 1.0], [1.0, 1.0, 1.0], [1.0, 0.0, 1.0], [0.0, 1.0, 1.0]];

/// w₁, w₂, w₃.
pub(super) type Weights = [f64; 3];

/// z = w₁x₁ + w₂x₂ + w₃x₃.
#[inline(always)]
pub(super) fn sum(weights: &Weights, x: &[f64; 3]) -> f64 {
    weights[0] * x[0] + weights[1] * x[1] + weights[2] * x[2]
}

/// What the neuron says about any situation: σ(z).
pub(super) fn answer(weights: &Weights, x: &[f64; 3]) -> f64 {
    Activation::Sigmoid.value(sum(weights, x))
}

/// Everything one iteration computes; an entry of the first four is that of an example.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Pass {
    /// Weighted sums z = Xw.
    pub(super) z: [f64; 4],
    /// Answers o = σ(z).
    pub(super) o: [f64; 4],
    /// Errors y − o.
    pub(super) error: [f64; 4],
    /// Slopes of the S-curve o(1 − o).
    pub(super) slope: [f64; 4],
    /// Adjustments Xᵀ((y − o)·o(1 − o)), one a weight: −∂E/∂w of E = ½ Σ (y − o)².
    pub(super) adjustment: Weights,
}

impl Pass {
    /// One iteration's numbers at these weights, where `y` is wanted.
    #[inline(always)]
    pub(super) fn of(weights: &Weights, y: &[f64; 4]) -> Pass {
        let z = INPUTS.map(|x| sum(weights, &x));
        let mut o = z;
        sigmoid_slice(&mut o);
        let error = from_fn(|i| y[i] - o[i]);
        let slope = from_fn(|i| Activation::Sigmoid.derivative(z[i], o[i]));
        let mut pass = Pass { z, o, error, slope, adjustment: [0.0; 3] };
        pass.adjustment = from_fn(|k| pass.parts(k).iter().sum());
        pass
    }

    /// What each example adds to the adjustment of weight `k`: xₖ·(y − o)·o(1 − o).
    #[inline(always)]
    pub(super) fn parts(&self, k: usize) -> [f64; 4] {
        from_fn(|i| INPUTS[i][k] * self.pull(i))
    }

    /// (y − o)·o(1 − o): how an example would move z.
    #[inline(always)]
    pub(super) fn pull(&self, i: usize) -> f64 {
        self.error[i] * self.slope[i]
    }

    /// Mean |y − o|.
    pub(super) fn mean_error(&self) -> f64 {
        self.error.iter().map(|error| error.abs()).sum::<f64>() / 4.0
    }

    /// E = ½ Σ (y − o)².
    pub(super) fn loss(&self) -> f64 {
        0.5 * self.error.iter().map(|error| error * error).sum::<f64>()
    }

    /// The example whose z is nearest.
    pub(super) fn nearest(&self, z: f64) -> usize {
        let distance = |i: &usize| (self.z[*i] - z).abs();
        (0..4).min_by(|a, b| distance(a).total_cmp(&distance(b))).unwrap_or(0)
    }

    /// How many answers are on the right side of ½.
    pub(super) fn right(&self, y: &[f64; 4]) -> usize {
        (0..4).filter(|&i| Side::of(self.o[i], y[i]) == Side::Right).count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::math::derivative::numeric_gradient;
    use crate::math::loss::Loss;
    use crate::nn::mlp::{Head, Mlp};

    /// The nine lines are a network without a hidden layer under ½ Σ (y − o)².
    #[test]
    fn the_adjustment_is_a_step_down_the_loss() {
        let y = [0.0, 1.0, 0.3, 0.9];
        let mut weights = [0.7, -1.3, 0.4];
        let pass = Pass::of(&weights, &y);
        let head = Head::Apart { activation: Activation::Sigmoid, loss: Loss::HalfSquared };
        let mlp = Mlp::new(&[3, 1], Activation::Sigmoid, head, false);
        for k in 0..3 {
            let slope: f64 = (0..4).map(|i| mlp.trace(&weights, &INPUTS[i], &y[i..=i]).gradient[k]).sum();
            assert!((pass.adjustment[k] + slope).abs() < 1e-15);
            let loss = |w: &[f64]| Pass::of(&[w[0], w[1], w[2]], &y).loss();
            let measured = numeric_gradient(loss, &mut weights, k, None);
            assert!((pass.adjustment[k] + measured).abs() < 1e-9, "{measured}");
        }
    }
}
