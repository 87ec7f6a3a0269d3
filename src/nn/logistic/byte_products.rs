//! Inner products of pictures: rows of bytes, multiplied as 16-bit integers and summed in 32 bits, exactly.

use crate::nn::{both, middle};
use pulp::{Arch, Simd, WithSimd};
use std::ops::AddAssign;

/// What sums of products of bytes are kept as, exactly: a `u32` of up to 66,051 products, an `f64` of any number there is
/// memory for.
pub(super) trait Sum: Copy + AddAssign + From<u32> + Send {}

impl Sum for u32 {}
impl Sum for f64 {}

/// Bytes of a stretch: the products of 512 pairs fit an `i32` 64 times over, and the widened stretches of two thousand rows
/// take 2 MB a thread.
const WIDE: usize = 512;

/// One stretch of a row of bytes, widened; zero after the end of the row.
type Stretch = [i16; WIDE];

/// Inner products of every row of `a` with every row of `b`, rows of `n` bytes, exactly:
/// shape (rows of a) × (rows of b).
pub(super) fn byte_products<T: Sum>(a: &[u8], b: &[u8], n: usize) -> Vec<T> {
    let (height, width) = (a.len() / n, b.len() / n);
    let mut result = vec![T::from(0); height * width];
    Arch::new().dispatch(ByteProducts { a, b, n, under: None, result: &mut result });
    result
}

/// Inner products of every row of `a` with every row of `a`, each pair multiplied once.
pub(super) fn byte_products_with_itself<T: Sum>(a: &[u8], n: usize) -> Vec<T> {
    let m = a.len() / n;
    let mut result = vec![T::from(0); m * m];
    let some = |(first, result): (usize, &mut [T])| {
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

struct ByteProducts<'a, T> {
    a: &'a [u8],
    b: &'a [u8],
    n: usize,
    /// Only what lies on and under the diagonal is wanted, the rows of `a` being those of `b` from this one on.
    under: Option<usize>,
    result: &'a mut [T],
}

impl<T: Sum> WithSimd for ByteProducts<'_, T> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, _simd: S) {
        let (n, width) = (self.n, self.b.len() / self.n);
        let needed = self.under.map_or(width, |first| width.min(first + self.a.len() / n));
        let mut fours = [[0; WIDE]; 4];
        let mut wide = vec![[0; WIDE]; needed];
        for start in (0..n).step_by(WIDE) {
            widen(self.b, n, start, &mut wide);
            for (k, result) in self.result.chunks_mut(4 * width).enumerate() {
                widen(&self.a[4 * k * n..], n, start, &mut fours);
                let wanted = self.under.map_or(width, |first| width.min(first + 4 * k + 4));
                for (j, b) in wide[..wanted].iter().enumerate() {
                    let sums = four_byte_dots(&fours, b);
                    for (row, sum) in result.chunks_exact_mut(width).zip(sums) {
                        row[j] += T::from(sum);
                    }
                }
            }
        }
    }
}

/// The stretch that begins at `start` of as many rows as there are places, if there are so many.
#[inline(always)]
fn widen(rows: &[u8], n: usize, start: usize, wide: &mut [Stretch]) {
    for (row, wide) in rows.chunks_exact(n).zip(wide) {
        let row = &row[start..n.min(start + WIDE)];
        for (wide, &byte) in wide.iter_mut().zip(row) {
            *wide = i16::from(byte);
        }
        wide[row.len()..].fill(0);
    }
}

#[inline(always)]
fn four_byte_dots(rows: &[Stretch; 4], b: &Stretch) -> [u32; 4] {
    let mut sums = [0; 4];
    for (row, sum) in rows.iter().zip(&mut sums) {
        for (&x, &y) in row.iter().zip(b) {
            *sum += i32::from(x) * i32::from(y);
        }
    }
    sums.map(i32::cast_unsigned)
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
            |x: &[u8], y: &[u8]| x.iter().zip(y).map(|(&x, &y)| u32::from(x) * u32::from(y)).sum::<u32>();
        let (cross, own) = (byte_products::<u32>(&a, &b, n), byte_products_with_itself::<u32>(&a, n));
        for i in 0..5 {
            for j in 0..3 {
                assert_eq!(cross[i * 3 + j], dot(&a[i * n..(i + 1) * n], &b[j * n..(j + 1) * n]));
            }
            for j in 0..5 {
                assert_eq!(own[i * 5 + j], dot(&a[i * n..(i + 1) * n], &a[j * n..(j + 1) * n]));
            }
        }
        assert!(byte_products::<f64>(&a, &b, n).into_iter().eq(cross.into_iter().map(f64::from)));
    }

    #[test]
    fn full_white_does_not_overflow() {
        let n = 3 * 2048;
        let products = byte_products_with_itself::<u32>(&vec![255; 2 * n], n);
        assert_eq!(products, vec![n as u32 * 65025; 4]);
    }

    #[test]
    fn halves_of_a_triangle_make_the_whole() {
        for (m, n) in [(200, 900), (203, 1031), (7, 900)] {
            let a = bytes(m * n);
            assert!(
                byte_products_with_itself::<u32>(&a, n) == byte_products::<u32>(&a, &a, n),
                "{m} rows of {n}"
            );
        }
    }
}
