//! The three products of a dense layer with a batch.
//!
//! A batch lies feature by feature: row f holds feature f of every example, `width` vectors long. Examples are
//! side by side in the lanes of a vector, so nothing depends on how many features a layer has.

use super::layout::{LANES, Lanes};
use pulp::Simd;

/// z\[o\] = b\[o\] + Σₖ w\[o·K + k\] · rows\[k\] for all outputs, and the same into `a`. `w` is outputs × K, `b`
/// empty where there are no biases.
#[inline(always)]
pub(super) fn forward<S: Simd>(
    simd: S,
    (w, b): (&[f64], &[f64]),
    rows: &[S::f64s],
    width: usize,
    (z, a): (&mut [S::f64s], &mut [S::f64s]),
) {
    let terms = rows.len() / width;
    let outputs = w.len() / terms;
    let mut o = 0;
    while o < outputs {
        let (w, b) = (&w[o * terms..], b.get(o..).unwrap_or(&[]));
        let into = (&mut z[o * width..], &mut a[o * width..]);
        o += match outputs - o {
            4.. => forward_some::<S, 4>(simd, (w, b), (rows, terms), width, into),
            2.. => forward_some::<S, 2>(simd, (w, b), (rows, terms), width, into),
            _ => forward_some::<S, 1>(simd, (w, b), (rows, terms), width, into),
        };
    }
}

/// `N` outputs; returns `N`.
#[inline(always)]
fn forward_some<S: Simd, const N: usize>(
    simd: S,
    (w, b): (&[f64], &[f64]),
    (rows, terms): (&[S::f64s], usize),
    width: usize,
    (z, a): (&mut [S::f64s], &mut [S::f64s]),
) -> usize {
    let mut weights: [&[f64]; N] = [&[]; N];
    let mut start = [simd.splat_f64s(0.0); N];
    for n in 0..N {
        weights[n] = &w[n * terms..][..terms];
        start[n] = simd.splat_f64s(b.get(n).copied().unwrap_or(0.0));
    }
    let mut v = 0;
    while v < width {
        let from = (&weights, &start);
        v += match width - v {
            // Sixteen sums need more registers than there are of shorter vectors.
            4.. if S::F64_LANES == LANES => forward_tile::<S, N, 4>(simd, from, rows, (v, width), (z, a)),
            2.. => forward_tile::<S, N, 2>(simd, from, rows, (v, width), (z, a)),
            _ => forward_tile::<S, N, 1>(simd, from, rows, (v, width), (z, a)),
        };
    }
    N
}

/// `V` vectors of `N` outputs, from vector `v` of each row on; returns `V`.
#[inline(always)]
fn forward_tile<S: Simd, const N: usize, const V: usize>(
    simd: S,
    (weights, start): (&[&[f64]; N], &[S::f64s; N]),
    rows: &[S::f64s],
    (v, width): (usize, usize),
    (z, a): (&mut [S::f64s], &mut [S::f64s]),
) -> usize {
    let mut sums = start.map(|start| [start; V]);
    for (k, row) in rows.chunks_exact(width).enumerate() {
        let row = &row[v..v + V];
        for n in 0..N {
            let weight = simd.splat_f64s(weights[n][k]);
            for i in 0..V {
                sums[n][i] = simd.mul_add_e_f64s(weight, row[i], sums[n][i]);
            }
        }
    }
    for n in 0..N {
        z[n * width + v..][..V].copy_from_slice(&sums[n]);
        a[n * width + v..][..V].copy_from_slice(&sums[n]);
    }
    V
}

/// out\[i\] = Σₒ w\[o·I + i\] · rows\[o\], for all I inputs: the errors of a layer handed back to the one before.
/// `w` is outputs × I.
#[inline(always)]
pub(super) fn backward<S: Simd>(
    simd: S,
    (w, inputs): (&[f64], usize),
    rows: &[S::f64s],
    width: usize,
    out: &mut [S::f64s],
) {
    let mut i = 0;
    while i < inputs {
        let some = match inputs - i {
            4.. => backward_some::<S, 4>(simd, &w[i..], inputs, rows, width, &mut out[i * width..]),
            2.. => backward_some::<S, 2>(simd, &w[i..], inputs, rows, width, &mut out[i * width..]),
            _ => backward_some::<S, 1>(simd, &w[i..], inputs, rows, width, &mut out[i * width..]),
        };
        i += some;
    }
}

/// `N` inputs; returns `N`.
#[inline(always)]
fn backward_some<S: Simd, const N: usize>(
    simd: S,
    w: &[f64],
    inputs: usize,
    rows: &[S::f64s],
    width: usize,
    out: &mut [S::f64s],
) -> usize {
    let mut v = 0;
    while v + 2 <= width {
        let mut sums = [[simd.splat_f64s(0.0); 2]; N];
        for (row, w) in rows.chunks_exact(width).zip(w.chunks(inputs)) {
            let pair = [row[v], row[v + 1]];
            for n in 0..N {
                let weight = simd.splat_f64s(w[n]);
                sums[n][0] = simd.mul_add_e_f64s(weight, pair[0], sums[n][0]);
                sums[n][1] = simd.mul_add_e_f64s(weight, pair[1], sums[n][1]);
            }
        }
        for n in 0..N {
            out[n * width + v] = sums[n][0];
            out[n * width + v + 1] = sums[n][1];
        }
        v += 2;
    }
    if v < width {
        let mut sums = [simd.splat_f64s(0.0); N];
        for (row, w) in rows.chunks_exact(width).zip(w.chunks(inputs)) {
            for n in 0..N {
                sums[n] = simd.mul_add_e_f64s(simd.splat_f64s(w[n]), row[v], sums[n]);
            }
        }
        for n in 0..N {
            out[n * width + v] = sums[n];
        }
    }
    N
}

/// gradient\[o·I + i\] += Σ over examples errors\[o\] · rows\[i\], examples side by side in the lanes: for layers with
/// fewer inputs than a vector has room for.
#[inline(always)]
pub(super) fn outer_by_examples<S: Simd>(
    simd: S,
    errors: &[S::f64s],
    (rows, inputs): (&[S::f64s], usize),
    width: usize,
    gradient: &mut [f64],
) {
    for (errors, gradient) in errors.chunks(4 * width).zip(gradient.chunks_mut(4 * inputs)) {
        if errors.len() == 4 * width {
            by_examples_some::<S, 4>(simd, errors, (rows, inputs), width, gradient);
        } else {
            for (error, gradient) in errors.chunks_exact(width).zip(gradient.chunks_exact_mut(inputs)) {
                by_examples_some::<S, 1>(simd, error, (rows, inputs), width, gradient);
            }
        }
    }
}

/// `N` outputs.
#[inline(always)]
fn by_examples_some<S: Simd, const N: usize>(
    simd: S,
    errors: &[S::f64s],
    (rows, inputs): (&[S::f64s], usize),
    width: usize,
    gradient: &mut [f64],
) {
    let mut i = 0;
    for pair in rows.chunks(2 * width) {
        let (first, second) = pair.split_at(width);
        let mut sums = [[simd.splat_f64s(0.0); 2]; N];
        if second.is_empty() {
            for v in 0..width {
                for n in 0..N {
                    sums[n][0] = simd.mul_add_e_f64s(errors[n * width + v], first[v], sums[n][0]);
                }
            }
        } else {
            for v in 0..width {
                for n in 0..N {
                    let error = errors[n * width + v];
                    sums[n][0] = simd.mul_add_e_f64s(error, first[v], sums[n][0]);
                    sums[n][1] = simd.mul_add_e_f64s(error, second[v], sums[n][1]);
                }
            }
            for n in 0..N {
                gradient[n * inputs + i + 1] += simd.reduce_sum_f64s(sums[n][1]);
            }
        }
        for n in 0..N {
            gradient[n * inputs + i] += simd.reduce_sum_f64s(sums[n][0]);
        }
        i += 2;
    }
}

/// gradient\[o·I + i\] += Σ over examples errors\[o\] · rows\[example\]\[i\], or = where it is `fresh`: what stands
/// there is not read then. A row of `errors` is `width` lanes of examples; `rows` has the I inputs of an example side
/// by side, filled up with zeros to whole lanes; no sum across a vector is needed.
#[inline(always)]
pub(super) fn outer_by_inputs<S: Simd>(
    simd: S,
    (errors, width): (&[Lanes], usize),
    (rows, inputs): (&[Lanes], usize),
    examples: usize,
    (gradient, fresh): (&mut [f64], bool),
) {
    let stride = inputs.div_ceil(LANES);
    let rows = &S::as_simd_f64s(rows[..examples * stride].as_flattened()).0;
    let stride = stride * LANES / S::F64_LANES;
    let errors = errors.as_flattened();
    let width = width * LANES;
    let outputs = gradient.len() / inputs;
    // Vectors that hold an input: behind them a row may have some of zeros alone.
    let vectors = inputs.div_ceil(S::F64_LANES);
    let mut o = 0;
    while o < outputs {
        let (errors, gradient) = (&errors[o * width..], &mut gradient[o * inputs..]);
        let mut i = 0;
        while i < vectors {
            let first = i * S::F64_LANES;
            let some = Tile { errors, width, rows: &rows[i..], stride, examples, inputs, first, fresh };
            i += match (outputs - o, vectors - i) {
                // Sixteen sums need more registers than there are of shorter vectors.
                (4.., 4..) if S::F64_LANES == LANES => some.add::<S, 4, 4>(simd, gradient),
                (4.., 2..) => some.add::<S, 4, 2>(simd, gradient),
                (4.., _) => some.add::<S, 4, 1>(simd, gradient),
                (2.., 2..) => some.add::<S, 2, 2>(simd, gradient),
                (2.., _) => some.add::<S, 2, 1>(simd, gradient),
                (_, 2..) => some.add::<S, 1, 2>(simd, gradient),
                _ => some.add::<S, 1, 1>(simd, gradient),
            };
        }
        o += match outputs - o {
            4.. => 4,
            2.. => 2,
            _ => 1,
        };
    }
}

/// The gradients of the weights from some inputs to some outputs.
struct Tile<'a, V> {
    /// Rows of the outputs, `width` numbers each.
    errors: &'a [f64],
    width: usize,
    /// From the first input of the tile on; `stride` vectors lead to the next example.
    rows: &'a [V],
    stride: usize,
    examples: usize,
    /// Of the layer.
    inputs: usize,
    /// The tile's first.
    first: usize,
    /// Nothing has been summed before.
    fresh: bool,
}

impl<V: Copy> Tile<'_, V> {
    /// Adds or writes them for `N` outputs and `M` vectors of inputs; returns `M`.
    #[inline(always)]
    #[expect(clippy::needless_range_loop, reason = "constant indices keep the sums in registers")]
    fn add<S: Simd<f64s = V>, const N: usize, const M: usize>(&self, simd: S, gradient: &mut [f64]) -> usize {
        let mut sums = [[simd.splat_f64s(0.0); M]; N];
        let mut errors: [&[f64]; N] = [&[]; N];
        for n in 0..N {
            errors[n] = &self.errors[n * self.width..][..self.examples];
        }
        for example in 0..self.examples {
            let row = &self.rows[example * self.stride..][..M];
            for n in 0..N {
                let error = simd.splat_f64s(errors[n][example]);
                for m in 0..M {
                    sums[n][m] = simd.mul_add_e_f64s(error, row[m], sums[n][m]);
                }
            }
        }
        for n in 0..N {
            let gradient = &mut gradient[n * self.inputs..][..self.inputs][self.first..];
            let (whole, rest) = S::as_mut_simd_f64s(gradient);
            let onto = |before: &V, sum| if self.fresh { sum } else { simd.add_f64s(*before, sum) };
            if let Some(whole) = whole.first_chunk_mut::<M>() {
                for m in 0..M {
                    whole[m] = onto(&whole[m], sums[n][m]);
                }
                continue;
            }
            // The last vector hangs over the end of the inputs.
            for m in 0..M - 1 {
                whole[m] = onto(&whole[m], sums[n][m]);
            }
            simd.partial_store_f64s(rest, onto(&simd.partial_load_f64s(rest), sums[n][M - 1]));
        }
        M
    }
}

/// gradient\[o\] += Σ over examples errors\[o\].
#[inline(always)]
pub(super) fn totals<S: Simd>(simd: S, errors: &[S::f64s], width: usize, gradient: &mut [f64]) {
    for (errors, gradient) in errors.chunks_exact(width).zip(gradient) {
        let mut sum = errors[0];
        for &error in &errors[1..] {
            sum = simd.add_f64s(sum, error);
        }
        *gradient += simd.reduce_sum_f64s(sum);
    }
}
