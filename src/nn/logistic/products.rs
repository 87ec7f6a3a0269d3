//! Inner products of long rows: the one kernel that both forms of logistic regression stand on.
//!
//! Rows of reals go through [`pulp`], which picks the widest vector unit of the machine at run time.
//! Rows of bytes are multiplied as 16-bit integers and summed in 32 bits, exactly.

use crate::nn::{both, middle};
use pulp::{Arch, Simd, WithSimd};

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
pub(super) fn rows_from<const R: usize>(rows: &[f64], n: usize, first: usize) -> [&[f64]; R] {
    let mut result: [&[f64]; R] = [&[]; R];
    for r in 0..R {
        result[r] = &rows[(first + r) * n..(first + r + 1) * n];
    }
    result
}

/// z = rows · w + b: the answers of a neuron before the sigmoid.
struct Product<'a> {
    rows: &'a [f64],
    w: &'a [f64],
    b: f64,
    z: &'a mut [f64],
}

impl WithSimd for Product<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        let n = self.w.len();
        let (fours, rest) = self.z.as_chunks_mut::<4>();
        let done = 4 * fours.len();
        for (k, z) in fours.iter_mut().enumerate() {
            *z = dots::<S, 4>(simd, rows_from(self.rows, n, 4 * k), self.w);
            z.iter_mut().for_each(|z| *z += self.b);
        }
        for (k, z) in rest.iter_mut().enumerate() {
            *z = dots::<S, 1>(simd, rows_from(self.rows, n, done + k), self.w)[0] + self.b;
        }
    }
}

/// z = rows · w + b for rows of `w.len()` numbers; as many rows as `z` has places.
pub(super) fn product(rows: &[f64], w: &[f64], b: f64, z: &mut [f64]) {
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

/// Bytes of a stretch: the products of 512 pairs fit an `i32` 64 times over, and the widened stretches of two thousand rows
/// take 2 MB a thread.
const WIDE: usize = 512;

/// One stretch of a row of bytes, widened; zero after the end of the row.
type Stretch = [i16; WIDE];

/// Inner products of every row of `a` with every row of `b`, rows of `n` bytes, exactly:
/// shape (rows of a) × (rows of b).
pub(super) fn byte_products(a: &[u8], b: &[u8], n: usize) -> Vec<u64> {
    let (height, width) = (a.len() / n, b.len() / n);
    let mut result = vec![0; height * width];
    Arch::new().dispatch(ByteProducts { a, b, n, under: None, result: &mut result });
    result
}

/// Inner products of every row of `a` with every row of `a`, each pair multiplied once.
pub(super) fn byte_products_with_itself(a: &[u8], n: usize) -> Vec<u64> {
    let m = a.len() / n;
    let mut result = vec![0; m * m];
    let some = |(first, result): (usize, &mut [u64])| {
        let a_some = &a[first * n..][..result.len() / m * n];
        Arch::new().dispatch(ByteProducts { a: a_some, b: a, n, under: Some(first), result });
    };
    // The upper part of the triangle, with as much to multiply as the lower one.
    let upper = ((m as f64 * std::f64::consts::FRAC_1_SQRT_2) as usize).next_multiple_of(4);
    let parts = match middle(m, 4, m * n / 8) {
        Some(_) if upper < m => {
            let (one, two) = result.split_at_mut(upper * m);
            [Some((0, one)), Some((upper, two))]
        }
        _ => [Some((0, &mut result[..])), None],
    };
    both(parts, some, some);
    for i in 0..m {
        for j in 0..i {
            result[j * m + i] = result[i * m + j];
        }
    }
    result
}

struct ByteProducts<'a> {
    a: &'a [u8],
    b: &'a [u8],
    n: usize,
    /// Only what lies on and under the diagonal is wanted, the rows of `a` being those of `b` from this one on.
    under: Option<usize>,
    result: &'a mut [u64],
}

impl WithSimd for ByteProducts<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, _simd: S) {
        let width = self.b.len() / self.n;
        let (mut wide_a, mut wide_b) = (Vec::new(), Vec::new());
        for start in (0..self.n).step_by(WIDE) {
            widen(self.a, self.n, start, &mut wide_a);
            widen(self.b, self.n, start, &mut wide_b);
            for (k, fours) in wide_a.chunks_exact(4).enumerate() {
                let wanted = self.under.map_or(width, |first| width.min(first + 4 * k + 4));
                for (j, b) in wide_b[..wanted].iter().enumerate() {
                    let sums = four_byte_dots(fours, b);
                    for (row, sum) in self.result[4 * k * width..].chunks_exact_mut(width).zip(sums) {
                        row[j] += sum as u64;
                    }
                }
            }
        }
    }
}

/// The stretch of every row that begins at `start`, and empty ones up to a multiple of four rows.
#[inline(always)]
fn widen(rows: &[u8], n: usize, start: usize, wide: &mut Vec<Stretch>) {
    let m = rows.len() / n;
    wide.resize(m.next_multiple_of(4), [0; WIDE]);
    for (row, wide) in rows.chunks_exact(n).zip(wide.iter_mut()) {
        let row = &row[start..n.min(start + WIDE)];
        for (wide, &byte) in wide.iter_mut().zip(row) {
            *wide = i16::from(byte);
        }
        wide[row.len()..].fill(0);
    }
}

#[inline(always)]
fn four_byte_dots(rows: &[Stretch], b: &Stretch) -> [i32; 4] {
    let mut sums = [0; 4];
    for (row, sum) in rows.iter().zip(&mut sums) {
        for (&x, &y) in row.iter().zip(b) {
            *sum += i32::from(x) * i32::from(y);
        }
    }
    sums
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bytes(count: usize) -> Vec<u8> {
        (0..count).map(|i| (i * 7919 % 256) as u8).collect()
    }

    #[test]
    fn byte_products_are_exact_for_odd_shapes() {
        let n = 2048 + 77;
        let (a, b) = (bytes(5 * n), bytes(3 * n + 1)[1..].to_vec());
        let dot =
            |x: &[u8], y: &[u8]| x.iter().zip(y).map(|(&x, &y)| u64::from(x) * u64::from(y)).sum::<u64>();
        let cross = byte_products(&a, &b, n);
        let own = byte_products_with_itself(&a, n);
        for i in 0..5 {
            for j in 0..3 {
                assert_eq!(cross[i * 3 + j], dot(&a[i * n..(i + 1) * n], &b[j * n..(j + 1) * n]));
            }
            for j in 0..5 {
                assert_eq!(own[i * 5 + j], dot(&a[i * n..(i + 1) * n], &a[j * n..(j + 1) * n]));
            }
        }
    }

    #[test]
    fn full_white_does_not_overflow() {
        let n = 3 * 2048;
        let products = byte_products_with_itself(&vec![255; 2 * n], n);
        assert_eq!(products, vec![n as u64 * 65025; 4]);
    }

    #[test]
    fn halves_of_a_triangle_make_the_whole() {
        for (m, n) in [(200, 900), (203, 1031), (7, 900)] {
            let a = bytes(m * n);
            assert!(byte_products_with_itself(&a, n) == byte_products(&a, &a, n), "{m} rows of {n}");
        }
    }

    #[test]
    fn real_products_agree_with_byte_products() {
        let n = 2 * STRETCH + 13;
        let (a, b) = (bytes(6 * n), bytes(5 * n));
        let real = |bytes: &[u8]| bytes.iter().map(|&v| f64::from(v)).collect::<Vec<_>>();
        let exact: Vec<f64> = byte_products(&a, &b, n).iter().map(|&sum| sum as f64).collect();
        assert_eq!(real_products(&real(&a), &real(&b), n), exact);
    }
}
