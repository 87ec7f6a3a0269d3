//! Inner products of long rows of reals: the one kernel that both forms of logistic regression stand on.
//!
//! They go through [`pulp`], which picks the widest vector unit of the machine at run time.

use pulp::{Arch, Simd, WithSimd};

/// What rows hold that are multiplied with reals: reals, or what stands for them.
pub(super) trait Factor: Copy {
    /// The inner products of `R` rows with `w`. All slices have the length of `w`.
    fn dots<S: Simd, const R: usize>(simd: S, rows: [&[Self]; R], w: &[f64]) -> [f64; R];
}

impl Factor for f64 {
    #[inline(always)]
    fn dots<S: Simd, const R: usize>(simd: S, rows: [&[f64]; R], w: &[f64]) -> [f64; R] {
        dots(simd, rows, w)
    }
}

/// The inner products of `R` rows with `w`. All slices have the length of `w`.
#[inline(always)]
pub(super) fn dots<S: Simd, const R: usize>(simd: S, rows: [&[f64]; R], w: &[f64]) -> [f64; R] {
    let (w_head, w_tail) = S::as_simd_f64s(w);
    let mut heads = [w_head; R];
    for r in 0..R {
        heads[r] = &S::as_simd_f64s(rows[r]).0[..w_head.len()];
    }
    let mut sums = [simd.splat_f64s(0.0); R];
    for (k, &w) in w_head.iter().enumerate() {
        for r in 0..R {
            sums[r] = simd.mul_add_e_f64s(heads[r][k], w, sums[r]);
        }
    }
    let done = w.len() - w_tail.len();
    let mut result = [0.0; R];
    for r in 0..R {
        result[r] = simd.reduce_sum_f64s(sums[r]);
        for (&x, &w) in rows[r][done..].iter().zip(w_tail) {
            result[r] += x * w;
        }
    }
    result
}

/// `sum` += Σᵣ factors\[r\] · rows\[r\].
#[inline(always)]
pub(super) fn add_multiples<S: Simd, const R: usize>(
    simd: S,
    rows: [&[f64]; R],
    factors: [f64; R],
    sum: &mut [f64],
) {
    let n = sum.len();
    let (head, tail) = S::as_mut_simd_f64s(sum);
    let mut heads: [&[S::f64s]; R] = [&[]; R];
    let mut wide = [simd.splat_f64s(0.0); R];
    for r in 0..R {
        heads[r] = &S::as_simd_f64s(rows[r]).0[..head.len()];
        wide[r] = simd.splat_f64s(factors[r]);
    }
    for (k, sum) in head.iter_mut().enumerate() {
        let mut total = *sum;
        for r in 0..R {
            total = simd.mul_add_e_f64s(wide[r], heads[r][k], total);
        }
        *sum = total;
    }
    let done = n - tail.len();
    for (k, sum) in tail.iter_mut().enumerate() {
        for r in 0..R {
            *sum += factors[r] * rows[r][done + k];
        }
    }
}

/// The inner products of the rows `ahead` with `w`, and `sum` += Σᵣ factors\[r\] · behind\[r\], in one sweep:
/// while the rows ahead come from memory, those behind are still in the cache.
#[inline(always)]
pub(super) fn dots_and_multiples<S: Simd, const R: usize>(
    simd: S,
    (ahead, w): ([&[f64]; R], &[f64]),
    (behind, factors): ([&[f64]; R], [f64; R]),
    sum: &mut [f64],
) -> [f64; R] {
    let (w_head, w_tail) = S::as_simd_f64s(w);
    let (sum_head, sum_tail) = S::as_mut_simd_f64s(&mut sum[..w.len()]);
    let sum_head = &mut sum_head[..w_head.len()];
    let (mut ahead_heads, mut behind_heads) = ([w_head; R], [w_head; R]);
    let (mut dots, mut wide) = ([simd.splat_f64s(0.0); R], [simd.splat_f64s(0.0); R]);
    for r in 0..R {
        ahead_heads[r] = &S::as_simd_f64s(ahead[r]).0[..w_head.len()];
        behind_heads[r] = &S::as_simd_f64s(behind[r]).0[..w_head.len()];
        wide[r] = simd.splat_f64s(factors[r]);
    }
    for k in 0..w_head.len() {
        let mut total = sum_head[k];
        for r in 0..R {
            dots[r] = simd.mul_add_e_f64s(ahead_heads[r][k], w_head[k], dots[r]);
            total = simd.mul_add_e_f64s(wide[r], behind_heads[r][k], total);
        }
        sum_head[k] = total;
    }
    let done = w.len() - w_tail.len();
    let mut result = [0.0; R];
    for r in 0..R {
        result[r] = simd.reduce_sum_f64s(dots[r]);
        for k in 0..w_tail.len() {
            result[r] += ahead[r][done + k] * w_tail[k];
            sum_tail[k] += factors[r] * behind[r][done + k];
        }
    }
    result
}

/// `R` consecutive rows of `n` numbers, from row `first` on.
#[inline(always)]
pub(super) fn rows_from<T, const R: usize>(rows: &[T], n: usize, first: usize) -> [&[T]; R] {
    let mut result: [&[T]; R] = [&[]; R];
    for r in 0..R {
        result[r] = &rows[(first + r) * n..(first + r + 1) * n];
    }
    result
}

/// z = rows · w + b: the answers of a neuron before the sigmoid.
pub(super) struct Product<'a, T> {
    pub(super) rows: &'a [T],
    pub(super) w: &'a [f64],
    pub(super) b: f64,
    pub(super) z: &'a mut [f64],
}

impl<T: Factor> WithSimd for Product<'_, T> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        let n = self.w.len();
        let (fours, rest) = self.z.as_chunks_mut::<4>();
        let done = 4 * fours.len();
        for (k, z) in fours.iter_mut().enumerate() {
            *z = T::dots::<S, 4>(simd, rows_from(self.rows, n, 4 * k), self.w);
            z.iter_mut().for_each(|z| *z += self.b);
        }
        for (k, z) in rest.iter_mut().enumerate() {
            *z = T::dots::<S, 1>(simd, rows_from(self.rows, n, done + k), self.w)[0] + self.b;
        }
    }
}

/// z = rows · w + b for rows of `w.len()` numbers; as many rows as `z` has places.
pub(super) fn product<T: Factor>(rows: &[T], w: &[f64], b: f64, z: &mut [f64]) {
    Arch::new().dispatch(Product { rows, w, b, z });
}

/// `sum` += Σᵢ factors\[i\] · row i.
struct Combine<'a> {
    rows: &'a [f64],
    factors: &'a [f64],
    sum: &'a mut [f64],
}

impl WithSimd for Combine<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        let n = self.sum.len();
        let fours = self.factors.len() / 4 * 4;
        for first in (0..fours).step_by(4) {
            let factors = std::array::from_fn(|r| self.factors[first + r]);
            add_multiples::<S, 4>(simd, rows_from(self.rows, n, first), factors, self.sum);
        }
        for i in fours..self.factors.len() {
            add_multiples::<S, 1>(simd, rows_from(self.rows, n, i), [self.factors[i]], self.sum);
        }
    }
}

/// `sum` += Σᵢ factors\[i\] · row i, for rows as long as `sum`.
pub(super) fn combine(rows: &[f64], factors: &[f64], sum: &mut [f64]) {
    Arch::new().dispatch(Combine { rows, factors, sum });
}

/// Numbers of a row that are multiplied before the next ones are looked at: few enough that the same
/// stretch of some hundred rows stays in the second-level cache.
const STRETCH: usize = 1024;

/// Inner products of every row of `a` with every row of `b`, rows of `n` reals: shape (rows of a) × (rows of b).
pub(super) fn real_products(a: &[f64], b: &[f64], n: usize) -> Vec<f64> {
    let (height, width) = (a.len() / n, b.len() / n);
    let mut result = vec![0.0; height * width];
    Arch::new().dispatch(RealProducts { a, b, n, result: &mut result });
    result
}

struct RealProducts<'a> {
    a: &'a [f64],
    b: &'a [f64],
    n: usize,
    result: &'a mut [f64],
}

impl WithSimd for RealProducts<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        let n = self.n;
        let width = self.b.len() / n;
        for start in (0..n).step_by(STRETCH) {
            let end = n.min(start + STRETCH);
            for (a, result) in self.a.chunks_exact(n).zip(self.result.chunks_exact_mut(width)) {
                let a = &a[start..end];
                let (fours, rest) = result.as_chunks_mut::<4>();
                let mut rows = self.b.chunks_exact(n).map(|row| &row[start..end]);
                for sums in fours {
                    let rows = [(); 4].map(|()| rows.next().unwrap_or(a));
                    for (sum, dot) in sums.iter_mut().zip(dots::<S, 4>(simd, rows, a)) {
                        *sum += dot;
                    }
                }
                for (sum, row) in rest.iter_mut().zip(rows) {
                    *sum += dots::<S, 1>(simd, [row], a)[0];
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::byte_products::byte_products;
    use super::*;

    fn bytes(count: usize) -> Vec<u8> {
        (0..count).map(|i| (i * 7919 % 256) as u8).collect()
    }

    #[test]
    fn real_products_agree_with_byte_products() {
        let n = 2 * STRETCH + 13;
        let (a, b) = (bytes(6 * n), bytes(5 * n));
        let real = |bytes: &[u8]| bytes.iter().map(|&v| f64::from(v)).collect::<Vec<_>>();
        assert_eq!(real_products(&real(&a), &real(&b), n), byte_products::<f64>(&a, &b, n));
    }
}
