//! Features brought to like sizes, and back: x′ = (x − shift) / unit.

use crate::words::{Text, figure, text};

/// How features are brought to like sizes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Scaling {
    /// [`Scaling::Standard`] where sizes differ much or are large, else not at all.
    #[default]
    Auto,
    /// As they are.
    None,
    /// The least becomes 0, the greatest 1.
    Unit,
    /// The mean becomes 0, the standard deviation 1.
    Standard,
}

/// Sizes from which features are scaled by themselves.
const LARGE: f64 = 10.0;
/// Ratio of the features' deviations from which they are.
const UNLIKE: f64 = 10.0;

impl Scaling {
    /// All of them, as typed and as read.
    pub const ALL: [(Scaling, &'static str, Text); 4] = [
        (Scaling::Auto, "auto", text("where it is needed", "需要时自动")),
        (Scaling::None, "none", text("as they are", "保持原样")),
        (Scaling::Unit, "unit", text("to 0…1", "缩放到 0…1")),
        (Scaling::Standard, "standard", text("mean 0, deviation 1", "均值 0、标准差 1")),
    ];

    /// The scaling of this name, or the first.
    #[must_use]
    pub fn named(name: &str) -> Scaling {
        Scaling::ALL.iter().find(|row| row.1 == name).map_or(Scaling::Auto, |row| row.0)
    }
}

/// How each feature is scaled.
#[derive(Debug, Clone, PartialEq)]
pub struct Scale {
    /// What was done: never [`Scaling::Auto`].
    pub scaling: Scaling,
    /// Of each feature what is taken away, and what it is then divided by.
    pub parts: Vec<(f64, f64)>,
}

impl Scale {
    /// No change to `width` features.
    #[must_use]
    pub fn none(width: usize) -> Scale {
        Scale { scaling: Scaling::None, parts: vec![(0.0, 1.0); width] }
    }

    /// How rows of `width` features are scaled.
    #[must_use]
    pub fn choose(asked: Scaling, features: &[f64], width: usize) -> Scale {
        let measures: Vec<Measure> = (0..width).map(|at| Measure::of(features, width, at)).collect();
        let scaling = match asked {
            Scaling::Auto if needed(&measures) => Scaling::Standard,
            Scaling::Auto => Scaling::None,
            asked => asked,
        };
        let unit = |unit: f64| if unit > 0.0 { unit } else { 1.0 };
        let part = |m: &Measure| match scaling {
            Scaling::Unit => (m.low, unit(m.high - m.low)),
            Scaling::Standard => (m.mean, unit(m.deviation)),
            Scaling::None | Scaling::Auto => (0.0, 1.0),
        };
        Scale { scaling, parts: measures.iter().map(part).collect() }
    }

    /// Whether anything is changed.
    #[must_use]
    pub fn is_none(&self) -> bool {
        self.scaling == Scaling::None
    }

    /// Feature `at` as the network sees it.
    #[must_use]
    pub fn apply(&self, at: usize, x: f64) -> f64 {
        let (shift, unit) = self.parts[at];
        if self.is_none() { x } else { (x - shift) / unit }
    }

    /// Feature `at` as it was.
    #[must_use]
    pub fn invert(&self, at: usize, scaled: f64) -> f64 {
        let (shift, unit) = self.parts[at];
        if self.is_none() { scaled } else { scaled * unit + shift }
    }

    /// All rows scaled in place.
    pub fn apply_all(&self, features: &mut [f64]) {
        if !self.is_none() {
            for row in features.chunks_exact_mut(self.parts.len().max(1)) {
                row.iter_mut().enumerate().for_each(|(at, x)| *x = self.apply(at, *x));
            }
        }
    }

    /// The formula of feature `at`, called `name`: `(age − 29.7) / 14.5`.
    #[must_use]
    pub fn formula(&self, at: usize, name: &str) -> String {
        let (shift, unit) = self.parts[at];
        match (self.is_none(), shift < 0.0) {
            (true, _) => name.to_string(),
            (false, false) => format!("({name} − {}) / {}", figure(shift, 4), figure(unit, 4)),
            (false, true) => format!("({name} + {}) / {}", figure(-shift, 4), figure(unit, 4)),
        }
    }
}

struct Measure {
    low: f64,
    high: f64,
    mean: f64,
    /// σ = √(Σ(x − mean)² / m), as scikit-learn's `StandardScaler` has it.
    deviation: f64,
}

impl Measure {
    fn of(features: &[f64], width: usize, at: usize) -> Measure {
        let values = || features.iter().skip(at).step_by(width).copied();
        let count = values().count().max(1) as f64;
        let mean = values().sum::<f64>() / count;
        let deviation = (values().map(|x| (x - mean).powi(2)).sum::<f64>() / count).sqrt();
        let (low, high) = values().fold((f64::INFINITY, f64::NEG_INFINITY), |(l, h), x| (l.min(x), h.max(x)));
        Measure { low, high, mean, deviation }
    }
}

fn needed(measures: &[Measure]) -> bool {
    let large = measures.iter().any(|m| m.low.abs().max(m.high.abs()) > LARGE);
    let deviations = || measures.iter().map(|m| m.deviation).filter(|d| *d > 0.0);
    let (least, most) = (deviations().fold(f64::INFINITY, f64::min), deviations().fold(0.0, f64::max));
    large || (least.is_finite() && most > UNLIKE * least)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn features_are_scaled_and_come_back() {
        let features = [10.0, 0.1, 20.0, 0.3, 30.0, 0.2];
        let scale = Scale::choose(Scaling::Standard, &features, 2);
        let mut scaled = features;
        scale.apply_all(&mut scaled);
        // sklearn.preprocessing.StandardScaler().fit_transform([[10], [20], [30]]) = ∓1.22474487, 0
        assert!((scaled[0] + 1.224_744_871_391_589).abs() < 1e-15 && scaled[2] == 0.0);
        for (at, (x, s)) in features.iter().zip(scaled).enumerate() {
            assert!((scale.invert(at % 2, s) - x).abs() < 1e-12);
        }
        let unit = Scale::choose(Scaling::Unit, &features, 2);
        assert_eq!((unit.apply(0, 10.0), unit.apply(0, 30.0)), (0.0, 1.0));
        assert_eq!(unit.formula(0, "age"), "(age − 10) / 20");
    }

    #[test]
    fn it_is_done_where_it_is_needed() {
        let chosen = |features: &[f64]| Scale::choose(Scaling::Auto, features, 2).scaling;
        assert_eq!(chosen(&[30.0, 40.0, 90.0, 70.0]), Scaling::Standard);
        assert_eq!(chosen(&[0.5, -1.0, 2.0, 1.0]), Scaling::None);
        assert_eq!(chosen(&[0.5, 0.01, 2.0, 0.02]), Scaling::Standard);
        assert_eq!(chosen(&[5.0, 5.0, 5.0, 5.0]), Scaling::None);
    }
}
