//! Inner products of pictures: rows of bytes, multiplied as 16-bit integers and summed in 32 bits, exactly.

use crate::nn::{both, middle};
use pulp::{Arch, Simd, WithSimd};
use std::ops::AddAssign;

/// What sums of products of bytes are kept as, exactly: a `u32` of up to 66,051 products, an `f64` of any number there is
/// memory for.
pub(super) trait Sum: Copy + AddAssign + From<u32> + Send {}

impl Sum for u32 {}
impl Sum for f64 {}

/// Bytes of a stretch: the products of 1024 pairs fit an `i32` 32 times over.
const WIDE: usize = 1024;

/// Rows of `b` that lie widened in the second-level cache, 256 kB, while those of `a` go by; a multiple of [`TILE`].
const BLOCK: usize = 128;

/// Rows of either side that are multiplied with each other at once.
const TILE: usize = 4;

/// One stretch of a row of bytes, widened; zero after the end of the row.
#[derive(Clone, Copy)]
#[repr(align(64))]
struct Stretch([i16; WIDE]);

/// The products of [`TILE`] rows of `a` with as many of `b`.
type Sums = [[i32; TILE]; TILE];

/// Inner products of every row of `a` with every row of `b`, rows of `n` bytes, exactly:
/// shape (rows of a) × (rows of b).
pub(super) fn byte_products<T: Sum>(a: &[u8], b: &[u8], n: usize) -> Vec<T> {
    let (height, width) = (a.len() / n, b.len() / n);
    let mut result = vec![T::from(0); height * width];
    multiply(a, b, n, None, &mut result);
    result
}

/// Inner products of every row of `a` with every row of `a`, each pair multiplied once.
pub(super) fn byte_products_with_itself<T: Sum>(a: &[u8], n: usize) -> Vec<T> {
    let m = a.len() / n;
    let mut result = vec![T::from(0); m * m];
    let some = |(first, result): (usize, &mut [T])| {
        multiply(&a[first * n..][..result.len() / m * n], a, n, Some(first), result);
    };
    // The upper part of the triangle, with as much to multiply as the lower one.
    let upper = ((m as f64 * std::f64::consts::FRAC_1_SQRT_2) as usize).next_multiple_of(TILE);
    let parts = match middle(m, TILE, m * n / 8) {
        Some(_) if upper < m => {
            let (one, two) = result.split_at_mut(upper * m);
            [Some((0, one)), Some((upper, two))]
        }
        _ => [Some((0, &mut result[..])), None],
    };
    both(parts, some, some);
    mirror(&mut result, m);
    result
}

/// Copies what lies under the diagonal of an m × m table to above it, a block at a time.
fn mirror<T: Copy>(table: &mut [T], m: usize) {
    for (rows, columns) in (0..m).step_by(BLOCK).flat_map(|i| (0..=i).step_by(BLOCK).map(move |j| (i, j))) {
        for i in rows..m.min(rows + BLOCK) {
            for j in columns..i.min(columns + BLOCK) {
                table[j * m + i] = table[i * m + j];
            }
        }
    }
}

/// Adds inner products to `result`. Where only what lies on and under the diagonal is wanted, `under` says which row of `b`
/// the first one of `a` is.
fn multiply<T: Sum>(a: &[u8], b: &[u8], n: usize, under: Option<usize>, result: &mut [T]) {
    #[cfg(target_arch = "x86_64")]
    if let Some(simd) = pulp::x86::V4::try_new() {
        return Simd::vectorize(simd, ByteProducts { a, b, n, under, result, tile: simd });
    }
    Arch::new().dispatch(ByteProducts { a, b, n, under, result, tile: Plain });
}

struct ByteProducts<'a, T, F> {
    a: &'a [u8],
    b: &'a [u8],
    n: usize,
    under: Option<usize>,
    result: &'a mut [T],
    tile: F,
}

impl<T: Sum, F: Tile> WithSimd for ByteProducts<'_, T, F> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, _simd: S) {
        let (n, width) = (self.n, self.b.len() / self.n);
        let mut few = [Stretch([0; WIDE]); TILE];
        let mut many = vec![Stretch([0; WIDE]); BLOCK.min(width.next_multiple_of(TILE))];
        for left in (0..width).step_by(BLOCK) {
            for start in (0..n).step_by(WIDE) {
                widen(&self.b[left * n..], n, start, &mut many);
                for (k, result) in self.result.chunks_mut(TILE * width).enumerate() {
                    let right = self.under.map_or(width, |first| width.min(first + TILE * (k + 1)));
                    if right <= left {
                        continue;
                    }
                    widen(&self.a[TILE * k * n..], n, start, &mut few);
                    for (some, j) in many.as_chunks().0.iter().zip((left..right).step_by(TILE)) {
                        let sums = self.tile.sums(&few, some);
                        for (row, sums) in result.chunks_exact_mut(width).zip(sums) {
                            for (place, sum) in row[j..].iter_mut().zip(sums) {
                                *place += T::from(sum.cast_unsigned());
                            }
                        }
                    }
                }
            }
        }
    }
}

/// The stretch that begins at `start` of as many rows as there are places, if there are so many.
#[inline(always)]
fn widen(rows: &[u8], n: usize, start: usize, wide: &mut [Stretch]) {
    for (row, Stretch(wide)) in rows.chunks_exact(n).zip(wide) {
        let row = &row[start..n.min(start + WIDE)];
        for (wide, &byte) in wide.iter_mut().zip(row) {
            *wide = i16::from(byte);
        }
        wide[row.len()..].fill(0);
    }
}

/// How a tile is multiplied.
trait Tile {
    /// The products of every row of `a` with every row of `b`.
    fn sums(&self, a: &[Stretch; TILE], b: &[Stretch; TILE]) -> Sums;
}

/// As the compiler does it for the machine at hand.
struct Plain;

impl Tile for Plain {
    #[inline(always)]
    fn sums(&self, a: &[Stretch; TILE], b: &[Stretch; TILE]) -> Sums {
        let mut sums = Sums::default();
        for (k, Stretch(b)) in b.iter().enumerate() {
            for (Stretch(a), sums) in a.iter().zip(&mut sums) {
                for (&x, &y) in a.iter().zip(b) {
                    sums[k] += i32::from(x) * i32::from(y);
                }
            }
        }
        sums
    }
}

/// A stretch as vectors of 512 bits.
#[cfg(target_arch = "x86_64")]
#[inline(always)]
fn vectors(Stretch(row): &Stretch) -> &[std::arch::x86_64::__m512i; WIDE / 32] {
    pulp::bytemuck::cast_ref(row)
}

/// With vectors of 512 bits, for which the compiler itself finds 32-bit multiplications alone, less than a third as fast:
/// 32 products at once, added in pairs.
#[cfg(target_arch = "x86_64")]
impl Tile for pulp::x86::V4 {
    #[inline(always)]
    fn sums(&self, a: &[Stretch; TILE], b: &[Stretch; TILE]) -> Sums {
        let (a, b) = (a.each_ref().map(vectors), b.each_ref().map(vectors));
        let mut wide = [[self.avx512f._mm512_setzero_si512(); TILE]; TILE];
        for k in 0..a[0].len() {
            for r in 0..TILE {
                for c in 0..TILE {
                    let pairs = self.avx512bw._mm512_madd_epi16(a[r][k], b[c][k]);
                    wide[r][c] = self.avx512f._mm512_add_epi32(wide[r][c], pairs);
                }
            }
        }
        let mut sums = Sums::default();
        for r in 0..TILE {
            for c in 0..TILE {
                sums[r][c] = self.avx512f._mm512_reduce_add_epi32(wide[r][c]);
            }
        }
        sums
    }
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

    /// Whichever way the tiles of this machine are multiplied.
    #[test]
    fn tiles_are_those_of_plain_loops() {
        let (n, m) = (WIDE + 77, BLOCK + 3);
        let (a, b) = (bytes(7 * n), bytes(m * n));
        let mut wanted = vec![0_u32; 7 * m];
        Arch::new().dispatch(ByteProducts { a: &a, b: &b, n, under: None, result: &mut wanted, tile: Plain });
        assert!(byte_products::<u32>(&a, &b, n) == wanted);
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
