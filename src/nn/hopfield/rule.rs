//! How patterns become weights.

use super::factors::Factors;
use super::hebb;
use super::network::overlap;
use super::pattern::{Pattern, check};
use super::weights::{Weights, real_fields};
use crate::say;
use crate::words::{Problem, Text, text};

/// How patterns become weights. All keep wᵢᵢ = 0 and give N·w before normalisation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub enum Rule {
    /// N·wᵢⱼ = Σ ξᵢξⱼ over the patterns: neurons that agree are joined. Hebb 1949; Hopfield 1982. Holds about
    /// 0.138 N random patterns, fewer if they resemble each other.
    #[default]
    Hebbian,
    /// N·wᵢⱼ = Σ ξᵢ^µ (Q⁻¹)_µν ξⱼ^ν with the overlaps Q_µν = ξ^µ·ξ^ν / N: resemblance is divided out, so every
    /// linearly independent pattern is a fixed point. Personnaz, Guyon & Dreyfus 1986.
    PseudoInverse,
    /// Pattern after pattern, N·wᵢⱼ += ξᵢξⱼ − ξᵢhⱼᵢ − hᵢⱼξⱼ, where hᵢⱼ = Σ wᵢₖξₖ without k = i, j: what is
    /// already known is not learned again. Storkey 1997. Depends on the order of the patterns.
    Storkey,
}

impl Rule {
    /// All of them, in teaching order.
    pub const ALL: [Rule; 3] = [Rule::Hebbian, Rule::PseudoInverse, Rule::Storkey];

    /// The name that parameters take.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Rule::Hebbian => "hebbian",
            Rule::PseudoInverse => "pseudo-inverse",
            Rule::Storkey => "storkey",
        }
    }

    /// What a reader calls it.
    #[must_use]
    pub fn label(self) -> Text {
        match self {
            Rule::Hebbian => text("Hebbian", "Hebb 规则"),
            Rule::PseudoInverse => text("pseudo-inverse", "伪逆规则"),
            Rule::Storkey => text("Storkey", "Storkey 规则"),
        }
    }

    /// The matrix N·w of the patterns.
    pub(super) fn learn(self, patterns: &[Pattern]) -> Result<Weights, Problem> {
        check(patterns)?;
        match self {
            Rule::Hebbian if patterns.len() > i16::MAX as usize => Err(too_many(patterns.len())),
            Rule::Hebbian if patterns.len() > i8::MAX as usize => Ok(Weights::Shorts(hebb::sums(patterns))),
            Rule::Hebbian => Ok(Weights::Bytes(hebb::sums(patterns))),
            Rule::PseudoInverse => projection(patterns),
            Rule::Storkey => Ok(Weights::Reals(storkey(patterns))),
        }
    }
}

/// With so many neurons a pattern, fields are computed from the patterns.
const FEW: usize = 4;

fn too_many(count: usize) -> Problem {
    Problem::usage(say!(
        "{count} patterns are too many to store. At most {} can be.",
        "{count} 个图案太多了，最多可存 {} 个。",
        i16::MAX
    ))
}

/// N·W = Ξᵀ Q⁻¹ Ξ without its diagonal. O(P³ + P²·N + P·N²).
fn projection(patterns: &[Pattern]) -> Result<Weights, Problem> {
    let n = patterns[0].spins().len();
    let factors = Factors::new(patterns, dual(patterns)?);
    let product = factors.product();
    // With many patterns the matrix is read faster than they are.
    let factors = (FEW * patterns.len() < n).then_some(factors);
    Ok(Weights::Projection(product, factors))
}

/// The rows of Q⁻¹ Ξ, by the Cholesky factor of Q = ΞΞᵀ/N; a sentence if a pattern depends on those before it.
fn dual(patterns: &[Pattern]) -> Result<Vec<f64>, Problem> {
    let (p, n) = (patterns.len(), patterns[0].spins().len());
    let overlap = |a: &Pattern, b: &Pattern| overlap(a.spins(), b.spins());
    let mut factor = vec![0.0; p * p];
    for row in 0..p {
        for column in 0..=row {
            let known: f64 = (0..column).map(|k| factor[row * p + k] * factor[column * p + k]).sum();
            let rest = overlap(&patterns[row], &patterns[column]) - known;
            factor[row * p + column] = match row == column {
                true if rest < 1e-9 => return Err(dependent(&patterns[row])),
                true => rest.sqrt(),
                false => rest / factor[column * p + column],
            };
        }
    }
    let mut dual: Vec<f64> = patterns.iter().flat_map(|p| p.spins().iter().map(|&s| f64::from(s))).collect();
    let subtract = |dual: &mut [f64], from: usize, other: usize, factor: f64| {
        let (head, tail) = dual.split_at_mut(from.max(other) * n);
        let (from, other) = match from < other {
            true => (&mut head[from * n..(from + 1) * n], &tail[..n]),
            false => (&mut tail[..n], &head[other * n..(other + 1) * n]),
        };
        pulp::Arch::new().dispatch(
            #[inline(always)]
            || from.iter_mut().zip(other).for_each(|(x, y)| *x -= factor * y),
        );
    };
    let divide = |dual: &mut [f64], row: usize, by: f64| {
        dual[row * n..(row + 1) * n].iter_mut().for_each(|x| *x /= by);
    };
    for row in 0..p {
        (0..row).for_each(|k| subtract(&mut dual, row, k, factor[row * p + k]));
        divide(&mut dual, row, factor[row * p + row]);
    }
    for row in (0..p).rev() {
        (row + 1..p).for_each(|k| subtract(&mut dual, row, k, factor[k * p + row]));
        divide(&mut dual, row, factor[row * p + row]);
    }
    Ok(dual)
}

fn dependent(pattern: &Pattern) -> Problem {
    let Text { en, zh } = &pattern.name;
    Problem::run(say!(
        "Pattern {en} is a sum of multiples of the others, so the pseudo-inverse rule has no solution. Remove it or choose another rule.",
        "图案 {zh} 是其他图案的线性组合，伪逆规则无解。请去掉它，或换一种规则。"
    ))
}

/// With f = N·w·ξ/N the fields of the new pattern, the rule is N·wᵢⱼ ← (1 + 2/N)·N·wᵢⱼ + ξᵢξⱼ − ξᵢfⱼ − fᵢξⱼ off
/// the diagonal: hᵢⱼ = fᵢ − wᵢⱼξⱼ. O(P·N²).
fn storkey(patterns: &[Pattern]) -> Vec<f64> {
    let n = patterns[0].spins().len();
    let mut weights = vec![0.0; n * n];
    for pattern in patterns {
        let fields: Vec<f64> = real_fields(&weights, pattern.spins()).iter().map(|f| f / n as f64).collect();
        let signs: Vec<f64> = pattern.spins().iter().map(|&s| f64::from(s)).collect();
        weights = pulp::Arch::new().dispatch(
            #[inline(always)]
            move || {
                let growth = 1.0 + 2.0 / n as f64;
                for (i, row) in weights.chunks_exact_mut(n).enumerate() {
                    let (sign, field) = (signs[i], fields[i]);
                    for ((w, &s), &f) in row.iter_mut().zip(&signs).zip(&fields) {
                        *w = growth * *w + (sign * s - sign * f - field * s);
                    }
                    row[i] = 0.0;
                }
                weights
            },
        );
    }
    weights
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::math::NumpyRng;

    fn random(count: usize, n: usize) -> Vec<Pattern> {
        let mut rng = NumpyRng::new(5);
        (0..count).map(|_| Pattern::random(Text::default(), n, 1, &mut rng)).collect()
    }

    /// The definitions, written out: P loops over N² weights, each with its own sum for Storkey's field.
    #[test]
    fn weights_are_those_of_the_definitions() {
        let (n, patterns) = (13, random(4, 13));
        let spin = |p: &Pattern, i: usize| f64::from(p.spins()[i]);
        let mut hebbian = vec![0.0; n * n];
        let mut storkey = vec![0.0; n * n];
        for pattern in &patterns {
            let known = storkey.clone();
            let field = |i: usize, j: usize| -> f64 {
                (0..n).filter(|&k| k != i && k != j).map(|k| known[i * n + k] * spin(pattern, k)).sum::<f64>()
                    / n as f64
            };
            for (i, j) in (0..n * n).map(|k| (k / n, k % n)).filter(|(i, j)| i != j) {
                let (a, b) = (spin(pattern, i), spin(pattern, j));
                hebbian[i * n + j] += a * b;
                storkey[i * n + j] += a * b - a * field(j, i) - field(i, j) * b;
            }
        }
        for (rule, expected) in [(Rule::Hebbian, hebbian), (Rule::Storkey, storkey)] {
            let weights = rule.learn(&patterns).unwrap();
            for (k, w) in expected.iter().enumerate() {
                assert!((weights.at(k) - w).abs() < 1e-12, "{rule:?} {k}: {} {w}", weights.at(k));
            }
        }
    }

    /// W with its diagonal projects on the patterns: W ξ = ξ, and its trace is their number.
    #[test]
    fn the_pseudo_inverse_keeps_every_pattern() {
        let (n, patterns) = (40, random(12, 40));
        let dual = dual(&patterns).unwrap();
        for (a, pattern) in patterns.iter().enumerate() {
            for (b, dual) in dual.chunks_exact(n).enumerate() {
                let product: f64 = pattern.spins().iter().zip(dual).map(|(&s, d)| f64::from(s) * d).sum();
                assert!((product / n as f64 - f64::from(u8::from(a == b))).abs() < 1e-12);
            }
        }
    }

    #[test]
    fn dependent_patterns_get_a_sentence() {
        let mut patterns = random(3, 20);
        let mut inverse = patterns[1].clone();
        (0..20).for_each(|i| inverse.toggle(i));
        inverse.name = crate::words::same("again");
        patterns.push(inverse);
        let problem = Rule::PseudoInverse.learn(&patterns).unwrap_err();
        assert!(problem.to_string().starts_with("Pattern again is a sum of multiples"), "{problem}");
    }

    #[test]
    fn many_patterns_need_wider_weights() {
        let patterns = vec![random(1, 6).remove(0); 200];
        let Weights::Shorts(weights) = Rule::Hebbian.learn(&patterns).unwrap() else { panic!("not 16 bits") };
        assert_eq!(weights.iter().map(|w| w.abs()).max(), Some(200));
    }
}
