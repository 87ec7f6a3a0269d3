//! Weights of low rank by what they are the product of.

use super::pattern::Pattern;
use super::weights::dot;
use pulp::Arch;

/// N·W = Ξᵀ D without its diagonal, where D = Q⁻¹ Ξ: P rows of N numbers each.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Factors {
    /// Ξ.
    signs: Vec<f64>,
    /// D.
    dual: Vec<f64>,
    /// What the diagonal of Ξᵀ D would be.
    diagonal: Vec<f64>,
}

impl Factors {
    pub(super) fn new(patterns: &[Pattern], dual: Vec<f64>) -> Factors {
        let signs: Vec<f64> = patterns.iter().flat_map(|p| p.spins().iter().map(|&s| f64::from(s))).collect();
        let mut diagonal = vec![0.0; patterns[0].spins().len()];
        for (signs, dual) in signs.chunks_exact(diagonal.len()).zip(dual.chunks_exact(diagonal.len())) {
            for ((d, sign), dual) in diagonal.iter_mut().zip(signs).zip(dual) {
                *d += sign * dual;
            }
        }
        Factors { signs, dual, diagonal }
    }

    // Inside `dispatch` only what moves something out is inlined for sure, and has the machine's wide vector units.

    /// The matrix, the diagonal 0. Some rows at a time, and a part of their columns that stays in the fastest cache
    /// while the patterns pass. O(P·N²).
    pub(super) fn product(&self) -> Vec<f64> {
        const ROWS: usize = 4;
        const COLUMNS: usize = 512;
        let n = self.diagonal.len();
        let mut product = vec![0.0; n * n];
        Arch::new().dispatch(
            #[inline(always)]
            move || {
                for (block, rows) in product.chunks_mut(ROWS * n).enumerate() {
                    for from in (0..n).step_by(COLUMNS) {
                        let columns = from..(from + COLUMNS).min(n);
                        for (signs, dual) in self.signs.chunks_exact(n).zip(self.dual.chunks_exact(n)) {
                            let dual = &dual[columns.clone()];
                            for (row, &sign) in rows.chunks_exact_mut(n).zip(&signs[block * ROWS..]) {
                                for (w, &d) in row[columns.clone()].iter_mut().zip(dual) {
                                    *w += sign * d;
                                }
                            }
                        }
                    }
                    for (k, row) in rows.chunks_exact_mut(n).enumerate() {
                        row[block * ROWS + k] = 0.0;
                    }
                }
                product
            },
        )
    }

    /// Σⱼ N·wᵢⱼ sⱼ of every neuron, without the matrix: first what each pattern's row of D makes of the state. O(P·N).
    pub(super) fn fields(&self, spins: &[i8]) -> Vec<f64> {
        let n = self.diagonal.len();
        let state: Vec<f64> = spins.iter().map(|&s| f64::from(s)).collect();
        let mut fields = vec![0.0; n];
        Arch::new().dispatch(
            #[inline(always)]
            move || {
                for (signs, dual) in self.signs.chunks_exact(n).zip(self.dual.chunks_exact(n)) {
                    let part = dot(dual, &state);
                    for (field, sign) in fields.iter_mut().zip(signs) {
                        *field += part * sign;
                    }
                }
                for ((field, d), s) in fields.iter_mut().zip(&self.diagonal).zip(&state) {
                    *field -= d * s;
                }
                fields
            },
        )
    }
}

#[cfg(test)]
mod tests {
    use crate::math::NumpyRng;
    use crate::nn::hopfield::pattern::Pattern;
    use crate::nn::hopfield::rule::Rule;
    use crate::nn::hopfield::weights::{Weights, real_fields};
    use crate::words::Text;

    /// Both ways to a field, over sizes of all remainders; the matrix is symmetric without a diagonal.
    #[test]
    fn the_factors_give_the_fields_of_the_matrix() {
        let mut rng = NumpyRng::new(9);
        for (count, n) in [(1, 7), (3, 40), (10, 513), (10, 1030), (60, 300)] {
            let draw = |_| Pattern::random(Text::default(), n, 1, &mut rng);
            let patterns: Vec<Pattern> = (0..=count).map(draw).collect();
            let weights = Rule::PseudoInverse.learn(&patterns[..count]).expect("independent");
            let Weights::Projection(matrix, Some(_)) = &weights else { panic!("{count} of {n} are few") };
            for i in 0..n {
                assert_eq!(matrix[i * n + i], 0.0);
                let apart = (0..n).map(|j| (matrix[i * n + j] - matrix[j * n + i]).abs()).fold(0.0, f64::max);
                assert!(apart < 1e-12);
            }
            for pattern in &patterns[count - 1..] {
                let (short, long) = (weights.fields(pattern.spins()), real_fields(matrix, pattern.spins()));
                let apart = short.iter().zip(&long).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max);
                assert!(apart < 1e-12 * n as f64, "{apart} apart, {count} patterns of {n}");
            }
        }
    }

    #[test]
    fn many_patterns_need_no_factors() {
        let mut rng = NumpyRng::new(9);
        let patterns: Vec<Pattern> =
            (0..10).map(|_| Pattern::random(Text::default(), 40, 1, &mut rng)).collect();
        let weights = Rule::PseudoInverse.learn(&patterns).expect("independent");
        assert!(matches!(weights, Weights::Projection(_, None)));
    }
}
