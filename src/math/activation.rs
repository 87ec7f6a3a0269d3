//! Activation functions: what a neuron makes of its weighted sum z.

use super::special;
use crate::words::{Text, same, text};

pub use special::sigmoid;

/// An activation function a = f(z).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Activation {
    /// max(0, z); f′(0) = 0.
    Relu,
    /// The hyperbolic tangent.
    #[default]
    Tanh,
    /// 1 / (1 + e⁻ᶻ)
    Sigmoid,
    /// z itself.
    Linear,
    /// z, or 0.01·z below 0 (Maas et al. 2013); f′(0) = 0.01.
    LeakyRelu,
    /// z, or eᶻ − 1 below 0 (Clevert et al. 2015, α = 1).
    Elu,
    /// z·Φ(z), Φ the normal distribution function (Hendrycks and Gimpel 2016), not its approximation by tanh.
    Gelu,
    /// z·σ(z) (Ramachandran et al. 2017), also called SiLU.
    Swish,
}

/// The slope of the leaky ReLU below 0.
const LEAK: f64 = 0.01;

impl Activation {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Activation; 8] = [
        Activation::Relu,
        Activation::Tanh,
        Activation::Sigmoid,
        Activation::Linear,
        Activation::LeakyRelu,
        Activation::Elu,
        Activation::Gelu,
        Activation::Swish,
    ];

    /// Its name in parameters and share lines.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Activation::Relu => "relu",
            Activation::Tanh => "tanh",
            Activation::Sigmoid => "sigmoid",
            Activation::Linear => "linear",
            Activation::LeakyRelu => "leaky-relu",
            Activation::Elu => "elu",
            Activation::Gelu => "gelu",
            Activation::Swish => "swish",
        }
    }

    /// The one of this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Activation> {
        Activation::ALL.into_iter().find(|activation| activation.name() == name)
    }

    /// Its name for a reader.
    #[must_use]
    pub fn label(self) -> Text {
        match self {
            Activation::Relu => same("ReLU"),
            Activation::Tanh => same("tanh"),
            Activation::Sigmoid => text("sigmoid σ", "Sigmoid σ"),
            Activation::Linear => text("linear", "线性"),
            Activation::LeakyRelu => text("leaky ReLU", "带泄漏的 ReLU"),
            Activation::Elu => same("ELU"),
            Activation::Gelu => same("GELU"),
            Activation::Swish => same("Swish"),
        }
    }

    /// f(z) and f′(z) as formulas, the derivative by a = f(z) where that is shorter.
    /// `[…]` is 1 when true, else 0.
    #[must_use]
    pub fn formulas(self) -> [&'static str; 2] {
        match self {
            Activation::Relu => ["max(0, z)", "[z > 0]"],
            Activation::Tanh => ["tanh(z)", "1 − a²"],
            Activation::Sigmoid => ["1/(1 + e^(−z))", "a·(1 − a)"],
            Activation::Linear => ["z", "1"],
            Activation::LeakyRelu => ["max(0.01·z, z)", "[z > 0] + 0.01·[z ≤ 0]"],
            Activation::Elu => ["max(0, z) + min(0, e^z − 1)", "[z > 0] + (a + 1)·[z ≤ 0]"],
            Activation::Gelu => ["z·Φ(z)", "Φ(z) + z·φ(z)"],
            Activation::Swish => ["z·σ(z)", "σ(z) + a·(1 − σ(z))"],
        }
    }

    /// a = f(z).
    #[inline(always)]
    #[must_use]
    pub fn value(self, z: f64) -> f64 {
        match self {
            Activation::Relu => relu(z),
            Activation::Tanh => special::tanh(z),
            Activation::Sigmoid => sigmoid(z),
            Activation::Linear => z,
            Activation::LeakyRelu => {
                if z > 0.0 {
                    z
                } else {
                    LEAK * z
                }
            }
            Activation::Elu => {
                if z > 0.0 {
                    z
                } else {
                    z.exp_m1()
                }
            }
            Activation::Gelu => z * normal_distribution(z),
            Activation::Swish => z * sigmoid(z),
        }
    }

    /// f′(z), where a = f(z) has been computed before.
    #[inline(always)]
    #[must_use]
    pub fn derivative(self, z: f64, a: f64) -> f64 {
        match self {
            Activation::Relu => {
                if z > 0.0 {
                    1.0
                } else {
                    0.0
                }
            }
            Activation::Tanh => 1.0 - a * a,
            Activation::Sigmoid => a * (1.0 - a),
            Activation::Linear => 1.0,
            Activation::LeakyRelu => {
                if z > 0.0 {
                    1.0
                } else {
                    LEAK
                }
            }
            Activation::Elu => {
                if z > 0.0 {
                    1.0
                } else {
                    a + 1.0
                }
            }
            Activation::Gelu => normal_distribution(z) + z * normal_density(z),
            Activation::Swish => {
                let s = sigmoid(z);
                s + a * (1.0 - s)
            }
        }
    }

    /// f of every number, in place. Inside dispatched code all but ELU and GELU are computed several at once.
    #[inline(always)]
    pub fn apply(self, values: &mut [f64]) {
        // One match outside the loops, so that each loop has one formula.
        match self {
            Activation::Relu => values.iter_mut().for_each(|value| *value = relu(*value)),
            Activation::Tanh => special::tanh_slice(values),
            Activation::Sigmoid => special::sigmoid_slice(values),
            Activation::Linear => {}
            Activation::LeakyRelu => values.iter_mut().for_each(|z| *z = Activation::LeakyRelu.value(*z)),
            Activation::Elu => values.iter_mut().for_each(|z| *z = Activation::Elu.value(*z)),
            Activation::Gelu => values.iter_mut().for_each(|z| *z = Activation::Gelu.value(*z)),
            Activation::Swish => values.iter_mut().for_each(|z| *z = Activation::Swish.value(*z)),
        }
    }
}

/// max(0, z), and NaN for NaN.
#[inline(always)]
fn relu(z: f64) -> f64 {
    if z < 0.0 { 0.0 } else { z }
}

/// Φ(z), the probability that a standard normal deviate is below z. By erfc, to be precise far below 0 too.
#[must_use]
pub fn normal_distribution(z: f64) -> f64 {
    0.5 * libm::erfc(-z * std::f64::consts::FRAC_1_SQRT_2)
}

/// φ(z) = e^(−z²/2) / √(2π), the standard normal density.
fn normal_density(z: f64) -> f64 {
    (-0.5 * z * z).exp() / std::f64::consts::TAU.sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::math::derivative::numeric_gradient;

    // CURRICULUM: lesson 1.
    #[test]
    fn slopes_of_the_sigmoid_in_the_course() {
        for (z, slope) in [(1.0, 0.19661193324148185), (2.0, 0.10499358540350662), (3.0, 0.045176659730912)] {
            let a = Activation::Sigmoid.value(z);
            assert!((Activation::Sigmoid.derivative(z, a) - slope).abs() < 1e-15);
        }
    }

    /// torch.nn.functional's documented formulas at −2, −0.5, 0, 0.5, 2 evaluated by CPython's math module
    /// (erf, expm1, exp, tanh).
    #[test]
    fn values_are_those_of_the_definitions() {
        let at = [-2.0, -0.5, 0.0, 0.5, 2.0];
        let expected = [
            (Activation::Relu, [0.0, 0.0, 0.0, 0.5, 2.0]),
            (
                Activation::Tanh,
                [-0.9640275800758169, -0.46211715726000974, 0.0, 0.46211715726000974, 0.9640275800758169],
            ),
            (
                Activation::Sigmoid,
                [0.11920292202211755, 0.3775406687981454, 0.5, 0.6224593312018546, 0.8807970779778823],
            ),
            (Activation::Linear, at),
            (Activation::LeakyRelu, [-0.02, -0.005, 0.0, 0.5, 2.0]),
            (Activation::Elu, [-0.8646647167633873, -0.3934693402873666, 0.0, 0.5, 2.0]),
            (
                Activation::Gelu,
                [-0.04550026389635844, -0.15426876936299344, 0.0, 0.34573123063700656, 1.9544997361036416],
            ),
            (
                Activation::Swish,
                [-0.2384058440442351, -0.1887703343990727, 0.0, 0.3112296656009273, 1.7615941559557646],
            ),
        ];
        for (activation, values) in expected {
            for (z, value) in at.into_iter().zip(values) {
                let a = activation.value(z);
                assert!((a - value).abs() < 1e-15, "{} at {z}: {a}, {value}", activation.name());
            }
        }
    }

    #[test]
    fn derivatives_are_slopes() {
        for activation in Activation::ALL {
            for k in -40..=40 {
                let z = f64::from(k) * 0.2 + 0.05;
                let slope = activation.derivative(z, activation.value(z));
                let measured = numeric_gradient(|z| activation.value(z[0]), &mut [z], 0, None);
                assert!((slope - measured).abs() < 1e-8, "{} at {z}: {slope}, {measured}", activation.name());
            }
        }
    }

    #[test]
    fn a_slice_holds_what_single_values_are() {
        let z: Vec<f64> = (-30..30).map(|k| f64::from(k) * 0.7).chain([f64::NAN, f64::INFINITY]).collect();
        for activation in Activation::ALL {
            let mut a = z.clone();
            activation.apply(&mut a);
            for (z, a) in z.iter().zip(a) {
                let alone = activation.value(*z);
                assert!(
                    a.to_bits() == alone.to_bits() || (a.is_nan() && alone.is_nan()),
                    "{}",
                    activation.name()
                );
            }
            assert!(activation.value(f64::NAN).is_nan());
            assert_eq!(Activation::from_name(activation.name()), Some(activation));
        }
        assert_eq!(Activation::from_name("Tanh"), None);
    }
}
