//! How weights begin.

use super::NumpyRng;
use crate::words::{Text, text};
use rand::Rng;

/// A rule for the first weights of a layer with n inputs and m neurons.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Initialisation {
    /// All 0: every neuron of a layer stays the twin of every other.
    Zeros,
    /// 0.01 · randn.
    Small,
    /// Uniform in ±√(6/(n + m)) (Glorot and Bengio 2010, eq. 16): for tanh and sigmoid.
    #[default]
    Xavier,
    /// √(2/n) · randn (He et al. 2015, eq. 10): for ReLU and its kin.
    He,
    /// Uniform in [−½, ½).
    Uniform,
}

impl Initialisation {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Initialisation; 5] = [
        Initialisation::Zeros,
        Initialisation::Small,
        Initialisation::Xavier,
        Initialisation::He,
        Initialisation::Uniform,
    ];

    /// Its name in parameters and share lines.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Initialisation::Zeros => "zeros",
            Initialisation::Small => "small",
            Initialisation::Xavier => "xavier",
            Initialisation::He => "he",
            Initialisation::Uniform => "uniform",
        }
    }

    /// The one of this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Initialisation> {
        Initialisation::ALL.into_iter().find(|rule| rule.name() == name)
    }

    /// Its name for a reader.
    #[must_use]
    pub fn label(self) -> Text {
        match self {
            Initialisation::Zeros => text("all zero", "全零"),
            Initialisation::Small => text("small normal", "小正态"),
            Initialisation::Xavier => text("Xavier (Glorot)", "Xavier（Glorot）"),
            Initialisation::He => text("He (Kaiming)", "He（何恺明）"),
            Initialisation::Uniform => text("uniform ±½", "均匀 ±½"),
        }
    }

    /// The rule as NumPy writes it, for n inputs and m neurons.
    #[must_use]
    pub fn formula(self) -> &'static str {
        match self {
            Initialisation::Zeros => "0",
            Initialisation::Small => "0.01 * randn()",
            Initialisation::Xavier => "uniform(-sqrt(6/(n+m)), sqrt(6/(n+m)))",
            Initialisation::He => "sqrt(2/n) * randn()",
            Initialisation::Uniform => "random() - 0.5",
        }
    }

    /// Draws the `inputs` × `neurons` weights of a layer in the order of the slice: one neuron's inputs after another's.
    pub fn fill(self, weights: &mut [f64], inputs: usize, neurons: usize, rng: &mut NumpyRng<impl Rng>) {
        let limit = (6.0 / (inputs + neurons).max(1) as f64).sqrt();
        let deviation = (2.0 / inputs.max(1) as f64).sqrt();
        for weight in weights {
            *weight = match self {
                Initialisation::Zeros => 0.0,
                Initialisation::Small => 0.01 * rng.randn(),
                Initialisation::Xavier => rng.uniform(-limit, limit),
                Initialisation::He => deviation * rng.randn(),
                Initialisation::Uniform => rng.random() - 0.5,
            };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(rule: Initialisation, count: usize, inputs: usize, neurons: usize) -> Vec<f64> {
        let mut weights = vec![9.0; count];
        rule.fill(&mut weights, inputs, neurons, &mut NumpyRng::new(1));
        weights
    }

    /// By NumPy 2.4.6, seed 1: the formula of each rule with n = 3, m = 3 (limit 1).
    #[test]
    fn first_draws_are_numpys() {
        assert_eq!(drawn(Initialisation::Zeros, 2, 3, 3), [0.0, 0.0]);
        assert_eq!(drawn(Initialisation::Small, 2, 3, 3), [0.01624345363663242, -0.006117564136500754]);
        assert_eq!(drawn(Initialisation::Xavier, 2, 3, 3), [-0.165955990594852, 0.4406489868843162]);
        assert_eq!(drawn(Initialisation::He, 2, 2, 9), [1.6243453636632417, -0.6117564136500754]);
        assert_eq!(drawn(Initialisation::Uniform, 2, 3, 3), [-0.082977995297426, 0.2203244934421581]);
    }

    #[test]
    fn the_spread_is_the_one_that_the_formula_names() {
        let (n, m) = (50, 30);
        let deviations = [
            (Initialisation::Small, 0.01),
            (Initialisation::Xavier, (2.0 / 80.0f64).sqrt()),
            (Initialisation::He, (2.0 / 50.0f64).sqrt()),
            (Initialisation::Uniform, (1.0 / 12.0f64).sqrt()),
        ];
        for (rule, deviation) in deviations {
            let weights = drawn(rule, 20_000, n, m);
            let measured = (weights.iter().map(|w| w * w).sum::<f64>() / weights.len() as f64).sqrt();
            assert!((measured / deviation - 1.0).abs() < 0.02, "{}: {measured}, {deviation}", rule.name());
            assert_eq!(Initialisation::from_name(rule.name()), Some(rule));
        }
    }
}
