//! The matrix N·w, in the smallest numbers that hold it exactly.

use super::factors::Factors;
use pulp::Arch;
use std::ops::Range;

/// N × N numbers, row after row; symmetric, the diagonal 0. A sweep over 4096 neurons is bound by memory, so
/// Hebbian weights, which are small integers, are kept as such.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Weights {
    Bytes(Vec<i8>),
    Shorts(Vec<i16>),
    Reals(Vec<f64>),
    /// Of few patterns with what the matrix is the product of.
    Projection(Vec<f64>, Option<Factors>),
}

impl Weights {
    pub(super) fn at(&self, cell: usize) -> f64 {
        match self {
            Weights::Bytes(w) => f64::from(w[cell]),
            Weights::Shorts(w) => f64::from(w[cell]),
            Weights::Reals(w) | Weights::Projection(w, _) => w[cell],
        }
    }

    /// Σⱼ N·wᵢⱼ sⱼ of every neuron. Integer weights give whole numbers, exactly. O(N²), or O(P·N) by the factors.
    pub(super) fn fields(&self, spins: &[i8]) -> Vec<f64> {
        match self {
            Weights::Bytes(w) => whole_fields(w, spins),
            Weights::Shorts(w) => whole_fields(w, spins),
            Weights::Projection(_, Some(factors)) => factors.fields(spins),
            Weights::Reals(w) | Weights::Projection(w, None) => real_fields(w, spins),
        }
    }

    /// The N fields (times N, as [`fields`](Weights::fields) gives them) after neuron `i` went over to `spin`:
    /// hⱼ += 2·spin·wⱼᵢ. O(N).
    pub(super) fn carry_flip(&self, fields: &mut [f64], i: usize, spin: i8) {
        let n = fields.len();
        let row = i * n..(i + 1) * n;
        let change = 2.0 * f64::from(spin);
        match self {
            Weights::Bytes(w) => add_row(fields, &w[row], change),
            Weights::Shorts(w) => add_row(fields, &w[row], change),
            Weights::Reals(w) | Weights::Projection(w, _) => add_row(fields, &w[row], change),
        }
    }

    /// How far a neuron's field can be off by the rounding of its weights and sums: 0 for whole numbers, else a share of
    /// Σⱼ |N·wᵢⱼ|, or of N, that a run of a million flips stays below, and that no field of another value comes near.
    pub(super) fn rounding(&self, n: usize) -> Vec<f64> {
        const SHARE: f64 = 1e-11;
        match self {
            Weights::Bytes(_) | Weights::Shorts(_) => vec![0.0; n],
            Weights::Reals(w) | Weights::Projection(w, _) => {
                // A row that is 0 but for rounding is measured against the diagonal that was taken away.
                let size = |row: &[f64]| row.iter().map(|w| w.abs()).sum::<f64>().max(n as f64);
                w.chunks_exact(n).map(|row| SHARE * size(row)).collect()
            }
        }
    }

    /// The mean over a block of the matrix; 0 for an empty one.
    pub(super) fn mean(&self, n: usize, rows: Range<usize>, columns: Range<usize>) -> f64 {
        let cells = (rows.len() * columns.len()).max(1) as f64;
        let row = |i: usize| columns.clone().map(|j| self.at(i * n + j)).sum::<f64>();
        rows.map(row).sum::<f64>() / cells
    }
}

// Inside `dispatch` only plain loops: what is not inlined there misses the machine's wide vector units.

fn whole_fields<W: Copy + Into<i32>>(weights: &[W], spins: &[i8]) -> Vec<f64> {
    let spins: Vec<i16> = spins.iter().map(|&s| i16::from(s)).collect();
    let mut fields = vec![0.0; spins.len()];
    Arch::new().dispatch(|| {
        for (field, row) in fields.iter_mut().zip(weights.chunks_exact(spins.len())) {
            let mut sum = 0_i32;
            for (&w, &s) in row.iter().zip(&spins) {
                sum = sum.wrapping_add(w.into().wrapping_mul(i32::from(s)));
            }
            *field = f64::from(sum);
        }
    });
    fields
}

/// Σⱼ N·wᵢⱼ sⱼ of every neuron.
pub(super) fn real_fields(weights: &[f64], spins: &[i8]) -> Vec<f64> {
    let signs: Vec<f64> = spins.iter().map(|&s| f64::from(s)).collect();
    let mut fields = vec![0.0; signs.len()];
    Arch::new().dispatch(
        #[inline(always)]
        move || {
            for (field, row) in fields.iter_mut().zip(weights.chunks_exact(signs.len())) {
                *field = dot(row, &signs);
            }
            fields
        },
    )
}

/// Eight running sums, added up at the end: a fixed order that vector units can keep.
#[inline(always)]
pub(super) fn dot(row: &[f64], signs: &[f64]) -> f64 {
    const LANES: usize = 8;
    let ((row_heads, row_tail), (heads, tail)) = (row.as_chunks::<LANES>(), signs.as_chunks::<LANES>());
    let mut sums = [0.0; LANES];
    for (w, s) in row_heads.iter().zip(heads) {
        for lane in 0..LANES {
            sums[lane] += w[lane] * s[lane];
        }
    }
    let mut rest = 0.0;
    for (w, s) in row_tail.iter().zip(tail) {
        rest += w * s;
    }
    ((sums[0] + sums[1]) + (sums[2] + sums[3])) + ((sums[4] + sums[5]) + (sums[6] + sums[7])) + rest
}

fn add_row<W: Copy + Into<f64>>(fields: &mut [f64], row: &[W], factor: f64) {
    Arch::new().dispatch(|| {
        for (field, &w) in fields.iter_mut().zip(row) {
            *field += factor * w.into();
        }
    });
}
