//! Regularisation: what large weights cost.

use super::Mlp;

/// What a weight is fined for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Penalty {
    /// |w|: drives weights to exactly 0, where they stay.
    L1,
    /// ½w²: shrinks weights in proportion.
    L2,
}

/// A penalty on every weight (biases go free), applied beside the gradient step as the browser playground does:
/// w ← w − lr · rate · ∂penalty/∂w, the derivative at the weight before the step.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Regularisation {
    /// What is fined.
    pub penalty: Penalty,
    /// How much, relative to the learning rate.
    pub rate: f64,
}

impl Regularisation {
    /// The second half of a step that took the parameters from `before` to `parameters`. A weight that the L1
    /// penalty would push across 0 becomes 0 and `dead`; dead weights (one flag per parameter) stay 0.
    pub fn shrink(&self, mlp: &Mlp, lr: f64, before: &[f64], parameters: &mut [f64], dead: &mut [bool]) {
        for layer in mlp.layers() {
            for k in layer.weights.clone() {
                if dead[k] {
                    parameters[k] = 0.0;
                    continue;
                }
                let slope = match self.penalty {
                    Penalty::L1 if before[k] == 0.0 => 0.0,
                    Penalty::L1 => before[k].signum(),
                    Penalty::L2 => before[k],
                };
                let shrunk = parameters[k] - lr * self.rate * slope;
                dead[k] = self.penalty == Penalty::L1 && parameters[k] * shrunk < 0.0;
                parameters[k] = if dead[k] { 0.0 } else { shrunk };
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::Head;
    use super::*;
    use crate::math::Activation;

    #[test]
    fn weights_shrink_biases_stay_and_the_dead_stay_dead() {
        let mlp = Mlp::new(&[3, 1], Activation::Linear, Head::Softmax, true);
        let before = [0.5, -0.02, 0.0, 2.0];
        let (mut now, mut dead) = ([0.375, -0.02, 0.0, 2.0], [false; 4]);
        Regularisation { penalty: Penalty::L1, rate: 0.5 }.shrink(&mlp, 0.125, &before, &mut now, &mut dead);
        assert_eq!((now, dead), ([0.3125, 0.0, 0.0, 2.0], [false, true, false, false]));
        now[1] = 0.3;
        Regularisation { penalty: Penalty::L2, rate: 0.5 }.shrink(&mlp, 0.125, &before, &mut now, &mut dead);
        assert_eq!(now, [0.28125, 0.0, 0.0, 2.0]);
    }
}
