//! The sums of one side given the other, and the change of the weights.
//!
//! W is visible × width: the weights of a visible unit to all hidden units lie together, so vectors run along the
//! hidden units. Examples are rows, four at a time.

use pulp::Simd;

/// Rows of hidden units are multiples of the widest vector.
pub(super) const LANES: usize = 8;

/// h = c + vW for rows of `visible` numbers.
#[inline(always)]
pub(super) fn up<S: Simd>(simd: S, (w, c): (&[f64], &[f64]), (v, visible): (&[f64], usize), h: &mut [f64]) {
    let (w, c, mut h) = (S::as_simd_f64s(w).0, S::as_simd_f64s(c).0, S::as_mut_simd_f64s(h).0);
    let (width, mut v) = (c.len(), v);
    // Eight sums at a time, so that none waits for the one before it.
    while !h.is_empty() {
        let rows = match h.len() / width {
            4.. => up_some::<S, 4, 2>(simd, (w, c), (v, visible), h),
            2.. => up_some::<S, 2, 4>(simd, (w, c), (v, visible), h),
            _ => up_some::<S, 1, 8>(simd, (w, c), (v, visible), h),
        };
        (v, h) = (&v[rows * visible..], &mut h[rows * width..]);
    }
}

/// `N` rows, `V` vectors of their hidden units at a time; returns `N`.
#[inline(always)]
fn up_some<S: Simd, const N: usize, const V: usize>(
    simd: S,
    (w, c): (&[S::f64s], &[S::f64s]),
    (v, visible): (&[f64], usize),
    h: &mut [S::f64s],
) -> usize {
    let width = c.len();
    let mut rows: [&[f64]; N] = [&[]; N];
    for n in 0..N {
        rows[n] = &v[n * visible..][..visible];
    }
    for j in (0..width / V * V).step_by(V) {
        up_units::<S, N, V>(simd, (w, c), rows, j, h);
    }
    for j in width / V * V..width {
        up_units::<S, N, 1>(simd, (w, c), rows, j, h);
    }
    N
}

/// The hidden units of the `V` vectors from vector `j` on.
#[inline(always)]
fn up_units<S: Simd, const N: usize, const V: usize>(
    simd: S,
    (w, c): (&[S::f64s], &[S::f64s]),
    rows: [&[f64]; N],
    j: usize,
    h: &mut [S::f64s],
) {
    let width = c.len();
    let mut sums = [[simd.splat_f64s(0.0); V]; N];
    for sums in &mut sums {
        sums.copy_from_slice(&c[j..j + V]);
    }
    for (i, w) in w.chunks_exact(width).enumerate() {
        let w = &w[j..j + V];
        for n in 0..N {
            let unit = simd.splat_f64s(rows[n][i]);
            for (sum, &w) in sums[n].iter_mut().zip(w) {
                *sum = simd.mul_add_e_f64s(unit, w, *sum);
            }
        }
    }
    for (n, sums) in sums.into_iter().enumerate() {
        h[n * width + j..][..V].copy_from_slice(&sums);
    }
}

/// v = b + hWᵀ for rows of `width` numbers.
#[inline(always)]
pub(super) fn down<S: Simd>(simd: S, (w, b): (&[f64], &[f64]), (h, width): (&[f64], usize), v: &mut [f64]) {
    let (w, width) = (S::as_simd_f64s(w).0, width / S::F64_LANES);
    let (mut h, mut v) = (S::as_simd_f64s(h).0, v);
    while !v.is_empty() {
        let rows = match v.len() / b.len() {
            4.. => down_some::<S, 4>(simd, (w, b), (h, width), v),
            2.. => down_some::<S, 2>(simd, (w, b), (h, width), v),
            _ => down_some::<S, 1>(simd, (w, b), (h, width), v),
        };
        (h, v) = (&h[rows * width..], &mut v[rows * b.len()..]);
    }
}

/// `N` rows; returns `N`.
#[inline(always)]
fn down_some<S: Simd, const N: usize>(
    simd: S,
    (w, b): (&[S::f64s], &[f64]),
    (h, width): (&[S::f64s], usize),
    v: &mut [f64],
) -> usize {
    let visible = b.len();
    let mut i = 0;
    for pair in w.chunks(2 * width) {
        let (first, second) = pair.split_at(width);
        let mut sums = [[simd.splat_f64s(0.0); 2]; N];
        // The last of an odd number of visible units has no second beside it.
        let second = if second.is_empty() { first } else { second };
        for j in 0..width {
            for n in 0..N {
                let units = h[n * width + j];
                sums[n][0] = simd.mul_add_e_f64s(units, first[j], sums[n][0]);
                sums[n][1] = simd.mul_add_e_f64s(units, second[j], sums[n][1]);
            }
        }
        for n in 0..N {
            v[n * visible + i] = b[i] + simd.reduce_sum_f64s(sums[n][0]);
            if i + 1 < visible {
                v[n * visible + i + 1] = b[i + 1] + simd.reduce_sum_f64s(sums[n][1]);
            }
        }
        i += 2;
    }
    N
}

/// W\[i\] += rate · Σ over the rows of v\[i\] · h.
#[inline(always)]
pub(super) fn learn<S: Simd>(
    simd: S,
    rate: f64,
    (v, visible): (&[f64], usize),
    (h, width): (&[f64], usize),
    w: &mut [f64],
) {
    let (h, w, width) = (S::as_simd_f64s(h).0, S::as_mut_simd_f64s(w).0, width / S::F64_LANES);
    let mut i = 0;
    for w in w.chunks_mut(4 * width) {
        if w.len() == 4 * width {
            learn_some::<S, 4>(simd, rate, (&v[i..], visible), (h, width), w);
            i += 4;
        } else {
            for w in w.chunks_exact_mut(width) {
                learn_some::<S, 1>(simd, rate, (&v[i..], visible), (h, width), w);
                i += 1;
            }
        }
    }
}

/// `N` visible units, the first of which `v` begins with.
#[inline(always)]
fn learn_some<S: Simd, const N: usize>(
    simd: S,
    rate: f64,
    (v, visible): (&[f64], usize),
    (h, width): (&[S::f64s], usize),
    w: &mut [S::f64s],
) {
    let rate = simd.splat_f64s(rate);
    let mut j = 0;
    while j < width {
        let second = if j + 1 < width { j + 1 } else { j };
        let mut sums = [[simd.splat_f64s(0.0); 2]; N];
        for (v, h) in v.chunks(visible).zip(h.chunks_exact(width)) {
            let pair = [h[j], h[second]];
            for n in 0..N {
                let unit = simd.splat_f64s(v[n]);
                sums[n][0] = simd.mul_add_e_f64s(unit, pair[0], sums[n][0]);
                sums[n][1] = simd.mul_add_e_f64s(unit, pair[1], sums[n][1]);
            }
        }
        for (n, sums) in sums.into_iter().enumerate() {
            let place = n * width + j;
            w[place] = simd.mul_add_e_f64s(rate, sums[0], w[place]);
            if second > j {
                w[place + 1] = simd.mul_add_e_f64s(rate, sums[1], w[place + 1]);
            }
        }
        j += 2;
    }
}
