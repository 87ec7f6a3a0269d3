//! Memories with real-valued weights beside the same in whole numbers: a field that is exactly 0 keeps the spin, every other
//! one decides it.

use nnlab::math::NumpyRng;
use nnlab::nn::hopfield::{Hopfield, Pattern, Rule};
use nnlab::words::Text;

/// A matrix of whole numbers.
type Matrix = Vec<Vec<i128>>;

fn determinant(matrix: &Matrix) -> i128 {
    if matrix.is_empty() {
        return 1;
    }
    let minor = |column: usize| without(matrix, 0, column);
    let sign = |column: usize| if column.is_multiple_of(2) { 1 } else { -1 };
    (0..matrix.len()).map(|column| sign(column) * matrix[0][column] * determinant(&minor(column))).sum()
}

fn without(matrix: &Matrix, row: usize, column: usize) -> Matrix {
    let rows = matrix.iter().enumerate().filter(|(at, _)| *at != row);
    let rest =
        |row: &Vec<i128>| row.iter().enumerate().filter(|(at, _)| *at != column).map(|(_, x)| *x).collect();
    rows.map(|(_, row)| rest(row)).collect()
}

/// The weights times a positive whole number: Σ ξᵢ^µ adj(G)_µν ξⱼ^ν with Gram's matrix G of the patterns. `None` where
/// they depend on each other.
fn pseudo_inverse(patterns: &Matrix) -> Option<Matrix> {
    let (p, n) = (patterns.len(), patterns[0].len());
    let dot = |a: &[i128], b: &[i128]| a.iter().zip(b).map(|(a, b)| a * b).sum::<i128>();
    let gram: Matrix = patterns.iter().map(|a| patterns.iter().map(|b| dot(a, b)).collect()).collect();
    if determinant(&gram) == 0 {
        return None;
    }
    let cofactor = |i: usize, j: usize| {
        let sign = if (i + j).is_multiple_of(2) { 1 } else { -1 };
        sign * determinant(&without(&gram, i, j))
    };
    let weight = |i: usize, j: usize| {
        let pairs = (0..p).flat_map(|a| (0..p).map(move |b| (a, b)));
        pairs.map(|(a, b)| patterns[a][i] * cofactor(b, a) * patterns[b][j]).sum()
    };
    Some((0..n).map(|i| (0..n).map(|j| weight(i, j)).collect()).collect())
}

/// The weights times N^P: pattern after pattern, M ← N·M + N^µ·ξξᵀ − ξᵢ·Σₖ Mⱼₖξₖ − ξⱼ·Σₖ Mᵢₖξₖ without k = i, j.
fn storkey(patterns: &Matrix) -> Matrix {
    let n = patterns[0].len();
    let mut m = vec![vec![0_i128; n]; n];
    let mut unit = 1_i128;
    for x in patterns {
        let h = |i: usize, j: usize| -> i128 {
            (0..n).filter(|k| *k != i && *k != j).map(|k| m[i][k] * x[k]).sum()
        };
        let size = n as i128;
        let cell = |i: usize, j: usize| match i == j {
            true => 0,
            false => size * m[i][j] + size * unit * x[i] * x[j] - x[i] * h(j, i) - h(i, j) * x[j],
        };
        m = (0..n).map(|i| (0..n).map(|j| cell(i, j)).collect()).collect();
        unit *= size;
    }
    m
}

fn whole(pattern: &Pattern) -> Vec<i128> {
    pattern.spins().iter().map(|spin| i128::from(*spin)).collect()
}

/// What a neuron says: its sign, or its spin where the field is 0.
fn answer(weights: &Matrix, spins: &[i128], i: usize) -> (i128, bool) {
    let field: i128 = (0..spins.len()).filter(|j| *j != i).map(|j| weights[i][j] * spins[j]).sum();
    (if field == 0 { spins[i] } else { field.signum() }, field == 0)
}

#[test]
fn a_field_of_exactly_zero_keeps_the_spin_under_every_rule() {
    let mut rng = NumpyRng::new(11);
    let mut ties = [0, 0];
    for case in 0..400_usize {
        let (n, p) = (4 + case % 6, 1 + case % 3);
        let patterns: Vec<Pattern> =
            (0..p).map(|_| Pattern::random(Text::default(), n, 1, &mut rng)).collect();
        let cue = Pattern::random(Text::default(), n, 1, &mut rng);
        let plain: Matrix = patterns.iter().map(whole).collect();
        let exact = [pseudo_inverse(&plain), Some(storkey(&plain))];
        for (at, (rule, weights)) in [Rule::PseudoInverse, Rule::Storkey].into_iter().zip(exact).enumerate() {
            let Some(weights) = weights else { continue };
            for normalise in [true, false] {
                let network = Hopfield::store(patterns.clone(), rule, normalise).expect("they are stored");
                let mut state = network.state(cue.spins());
                // One after the other, over three sweeps.
                for i in (0..3 * n).map(|k| (5 * k + case) % n) {
                    let spins: Vec<i128> = state.spins().iter().map(|spin| i128::from(*spin)).collect();
                    let (spin, tie) = answer(&weights, &spins, i);
                    ties[at] += usize::from(tie);
                    network.update(&mut state, i);
                    assert_eq!(
                        i128::from(state.spins()[i]),
                        spin,
                        "{rule:?}, case {case}, neuron {i}, tie: {tie}"
                    );
                }
            }
        }
    }
    assert!(ties.iter().all(|count| *count > 100), "{ties:?}");
}
