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
    let (w, c, h) = (S::as_simd_f64s(w).0, S::as_simd_f64s(c).0, S::as_mut_simd_f64s(h).0);
    let width = c.len();
    let mut rows = v.chunks(4 * visible).zip(h.chunks_mut(4 * width));
    for (v, h) in &mut rows {
        if h.len() == 4 * width {
            up_some::<S, 4>(simd, (w, c), (v, visible), h);
        } else {
            for (v, h) in v.chunks_exact(visible).zip(h.chunks_exact_mut(width)) {
                up_some::<S, 1>(simd, (w, c), (v, visible), h);
            }
        }
    }
}

/// `N` rows.
#[inline(always)]
fn up_some<S: Simd, const N: usize>(
    simd: S,
    (w, c): (&[S::f64s], &[S::f64s]),
    (v, visible): (&[f64], usize),
    h: &mut [S::f64s],
) {
    let width = c.len();
    let mut rows: [&[f64]; N] = [&[]; N];
    for n in 0..N {
        rows[n] = &v[n * visible..][..visible];
    }
    let mut j = 0;
    while j + 2 <= width {
        let mut sums = [[c[j], c[j + 1]]; N];
        for (i, w) in w.chunks_exact(width).enumerate() {
            let pair = [w[j], w[j + 1]];
            for n in 0..N {
                let unit = simd.splat_f64s(rows[n][i]);
                sums[n][0] = simd.mul_add_e_f64s(unit, pair[0], sums[n][0]);
                sums[n][1] = simd.mul_add_e_f64s(unit, pair[1], sums[n][1]);
            }
        }
        for n in 0..N {
            h[n * width + j..][..2].copy_from_slice(&sums[n]);
        }
        j += 2;
    }
    if j < width {
        let mut sums = [c[j]; N];
        for (i, w) in w.chunks_exact(width).enumerate() {
            for n in 0..N {
                sums[n] = simd.mul_add_e_f64s(simd.splat_f64s(rows[n][i]), w[j], sums[n]);
            }
        }
        for n in 0..N {
            h[n * width + j] = sums[n];
        }
    }
}

/// v = b + hWᵀ for rows of `width` numbers.
#[inline(always)]
pub(super) fn down<S: Simd>(simd: S, (w, b): (&[f64], &[f64]), (h, width): (&[f64], usize), v: &mut [f64]) {
    let (w, h, width) = (S::as_simd_f64s(w).0, S::as_simd_f64s(h).0, width / S::F64_LANES);
    for (h, v) in h.chunks(4 * width).zip(v.chunks_mut(4 * b.len())) {
        if h.len() == 4 * width {
            down_some::<S, 4>(simd, (w, b), (h, width), v);
        } else {
            for (h, v) in h.chunks_exact(width).zip(v.chunks_exact_mut(b.len())) {
                down_some::<S, 1>(simd, (w, b), (h, width), v);
            }
        }
    }
}

/// `N` rows.
#[inline(always)]
fn down_some<S: Simd, const N: usize>(
    simd: S,
    (w, b): (&[S::f64s], &[f64]),
    (h, width): (&[S::f64s], usize),
    v: &mut [f64],
) {
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
