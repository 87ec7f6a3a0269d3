//! The table of inner products of samples, K, which the span form multiplies with in every step.
//!
//! Those of pictures in bytes are kept as the whole numbers that these give, as far as 32 bits hold them: half the
//! memory of reals, which is what a step of many pictures waits for. As reals they are what a table of reals would hold,
//! to the bit.

use super::byte_products::{byte_products, byte_products_with_itself};
use super::products::{Factor, product, real_products};
use crate::nn::Rows;
use pulp::Simd;

/// Inner products of samples with the training samples, a sample a row.
#[derive(Debug, Clone)]
pub(super) enum Kernel {
    /// Of pictures: Σ of the products of their bytes, so many times 255².
    Whole(Vec<u32>),
    /// Of samples that are reals, and of pictures so large that 32 bits would not do.
    Reals(Vec<f64>),
}

impl Kernel {
    /// K of some rows among themselves; each has `n` numbers.
    pub(super) fn own(rows: Rows<'_>, n: usize) -> Kernel {
        match rows {
            Rows::Bytes(bytes) if fits(n) => Kernel::Whole(byte_products_with_itself(bytes, n)),
            Rows::Bytes(bytes) => Kernel::Reals(divided(byte_products_with_itself(bytes, n))),
            Rows::Reals(reals) => Kernel::Reals(real_products(reals, reals, n)),
        }
    }

    /// K of other rows beside the training samples; all have `n` numbers.
    pub(super) fn beside(others: Rows<'_>, training: Rows<'_>, n: usize) -> Kernel {
        match (others, training) {
            (Rows::Bytes(a), Rows::Bytes(b)) if fits(n) => Kernel::Whole(byte_products(a, b, n)),
            (Rows::Bytes(a), Rows::Bytes(b)) => Kernel::Reals(divided(byte_products(a, b, n))),
            (a, b) => Kernel::Reals(real_products(&a.reals(), &b.reals(), n)),
        }
    }

    /// Bytes of an inner product of rows like these, each of `n` numbers.
    pub(super) fn size_of_one(rows: Rows<'_>, n: usize) -> usize {
        match rows {
            Rows::Bytes(_) if fits(n) => size_of::<u32>(),
            Rows::Bytes(_) | Rows::Reals(_) => size_of::<f64>(),
        }
    }

    /// z = K · alpha + b of as many rows as `z` has places, from row `first` on.
    pub(super) fn product(&self, first: usize, alpha: &[f64], b: f64, z: &mut [f64]) {
        let m = alpha.len();
        let some = first * m..(first + z.len()) * m;
        match self {
            Kernel::Whole(sums) => product(&sums[some], alpha, b, z),
            Kernel::Reals(reals) => product(&reals[some], alpha, b, z),
        }
    }

    /// All inner products, as reals.
    #[cfg(test)]
    pub(super) fn reals(&self) -> Vec<f64> {
        match self {
            Kernel::Whole(sums) => sums.iter().map(|&sum| of_bytes(sum)).collect(),
            Kernel::Reals(reals) => reals.clone(),
        }
    }
}

/// A picture's number is its byte / 255, a product of two so many times a product of bytes.
const SCALE: f64 = 255.0 * 255.0;

/// Whether the inner product of any two pictures of `n` bytes fits 32 bits: those of 148 × 148 × 3 do.
fn fits(n: usize) -> bool {
    n as u64 * 255 * 255 <= u64::from(u32::MAX)
}

/// Inner products of pictures from those of their bytes, in place.
fn divided(mut sums: Vec<f64>) -> Vec<f64> {
    sums.iter_mut().for_each(|sum| *sum /= SCALE);
    sums
}

/// The inner product of two pictures from that of their bytes.
#[inline(always)]
fn of_bytes(sum: u32) -> f64 {
    f64::from(sum) / SCALE
}

/// 1/255² with so few digits that its product with 32 bits is exact …
const HIGH: f64 = f64::from_bits((1.0 / SCALE).to_bits() & !0xffff_ffff);
/// … and what it lacks.
const LOW: f64 = (1.0 - SCALE * HIGH) / SCALE;

/// [`of_bytes`] of as many numbers as a vector has, from place `at` on, to the bit and without dividing.
///
/// sum · HIGH is exact, and sum · LOW is off by less than 2⁻⁷² of the quotient. Between two neighbouring reals the middle,
/// where rounding turns over, has 54 binary digits; since 255² is odd and has 16 of them, the quotient never is such a
/// middle and stays at least 2⁻⁷⁰ of itself away.
#[inline(always)]
fn quotients<S: Simd>(simd: S, sums: &[u32], at: usize) -> S::f64s {
    /// Numbers in the widest vector.
    const LANES: usize = 8;
    let mut wide = [0.0; LANES];
    for (wide, &sum) in wide.iter_mut().zip(&sums[at..at + S::F64_LANES]) {
        *wide = f64::from(sum);
    }
    let wide = S::as_simd_f64s(&wide[..S::F64_LANES]).0[0];
    let low = simd.mul_f64s(wide, simd.splat_f64s(LOW));
    simd.mul_add_e_f64s(wide, simd.splat_f64s(HIGH), low)
}

/// A sum over bytes stands for its quotient: multiplied as those are, in the same order.
impl Factor for u32 {
    #[inline(always)]
    fn dots<S: Simd, const R: usize>(simd: S, rows: [&[u32]; R], alpha: &[f64]) -> [f64; R] {
        let (head, tail) = S::as_simd_f64s(alpha);
        let mut sums = [simd.splat_f64s(0.0); R];
        for (k, &alpha) in head.iter().enumerate() {
            for r in 0..R {
                let quotients = quotients(simd, rows[r], k * S::F64_LANES);
                sums[r] = simd.mul_add_e_f64s(quotients, alpha, sums[r]);
            }
        }
        let done = alpha.len() - tail.len();
        let mut result = [0.0; R];
        for r in 0..R {
            result[r] = simd.reduce_sum_f64s(sums[r]);
            for (&sum, &alpha) in rows[r][done..].iter().zip(tail) {
                result[r] += of_bytes(sum) * alpha;
            }
        }
        result
    }
}

#[cfg(test)]
mod tests {
    use super::super::products::Product;
    use super::*;
    use pulp::{Arch, Scalar, Scalar128b, Scalar256b, Scalar512b, WithSimd};

    /// Divides in a vector.
    struct Divide<'a>(&'a [u32], &'a mut Vec<f64>);

    impl WithSimd for Divide<'_> {
        type Output = ();

        #[inline(always)]
        fn with_simd<S: Simd>(self, simd: S) {
            let mut wide = [0.0; 8];
            for at in (0..self.0.len()).step_by(8) {
                for at in (at..at + 8).step_by(S::F64_LANES) {
                    S::as_mut_simd_f64s(&mut wide).0[0] = quotients(simd, self.0, at);
                    self.1.extend_from_slice(&wide[..S::F64_LANES]);
                }
            }
        }
    }

    /// Near every multiple of 255² (where a quotient is whole), at both ends, and all over the range.
    #[test]
    fn sums_of_bytes_are_divided_to_the_bit() {
        let near = (0..=u32::MAX / 65025).flat_map(|whole| {
            let sum = whole * 65025;
            [sum.wrapping_sub(1), sum, sum.saturating_add(1), sum.saturating_add(32512)]
        });
        let all_over = (0..200_000_u32).map(|i| i.wrapping_mul(0x9e37_79b1));
        let mut sums: Vec<u32> = near.chain(all_over).chain([0, 1, u32::MAX - 1, u32::MAX]).collect();
        sums.resize(sums.len().next_multiple_of(8), 0);
        // This machine's vectors, and those of others.
        let mut found: [Vec<f64>; 5] = Default::default();
        Arch::new().dispatch(Divide(&sums, &mut found[0]));
        Scalar::new().vectorize(Divide(&sums, &mut found[1]));
        Scalar128b.vectorize(Divide(&sums, &mut found[2]));
        Scalar256b.vectorize(Divide(&sums, &mut found[3]));
        Scalar512b.vectorize(Divide(&sums, &mut found[4]));
        for found in found {
            assert_eq!(found.len(), sums.len());
            for (sum, found) in sums.iter().zip(found) {
                assert_eq!(found.to_bits(), (f64::from(*sum) / 65025.0).to_bits(), "{sum}");
            }
        }
    }

    /// What a step sees is what it would see of a table of reals.
    #[test]
    fn whole_numbers_multiply_as_reals_do() {
        for m in [1, 3, 4, 209, 1031] {
            let bytes: Vec<u8> = (0..m * 37).map(|i| (i * 7919 % 256) as u8).collect();
            let whole = Kernel::own(Rows::Bytes(&bytes), 37);
            assert!(matches!(whole, Kernel::Whole(_)), "pictures are small");
            let reals = Kernel::Reals(whole.reals());
            let alpha: Vec<f64> = (0..m).map(|i| (i as f64 * 1.7).sin()).collect();
            let (mut z, mut wanted) = (vec![0.0; m], vec![0.0; m]);
            whole.product(0, &alpha, 0.25, &mut z);
            reals.product(0, &alpha, 0.25, &mut wanted);
            assert!(z.iter().zip(&wanted).all(|(z, wanted)| z.to_bits() == wanted.to_bits()), "{m} pictures");
            let Kernel::Whole(rows) = &whole else { continue };
            let mut narrow = [(); 4].map(|()| vec![0.0; m]);
            let [one, two, four, eight] = &mut narrow;
            Scalar::new().vectorize(Product { rows, w: &alpha, b: 0.25, z: one });
            Scalar128b.vectorize(Product { rows, w: &alpha, b: 0.25, z: two });
            Scalar256b.vectorize(Product { rows, w: &alpha, b: 0.25, z: four });
            Scalar512b.vectorize(Product { rows, w: &alpha, b: 0.25, z: eight });
            for z in narrow {
                assert!(z.iter().zip(&wanted).all(|(z, wanted)| (z - wanted).abs() < 1e-9), "{m} pictures");
            }
            let last = m - 1;
            whole.product(last, &alpha, 0.25, &mut z[last..]);
            assert!((z[last] - wanted[last]).abs() < 1e-12, "a row alone");
        }
    }

    /// White pictures have the largest products there are: those of the largest that fit, and one number more.
    #[test]
    fn the_largest_white_pictures_fit() {
        let most = u32::MAX as usize / 65025;
        for (n, fit) in [(148 * 148 * 3, true), (most, true), (most + 1, false)] {
            let white = vec![255; 2 * n];
            let rows = Rows::Bytes(&white);
            for kernel in [Kernel::own(rows, n), Kernel::beside(rows, rows, n)] {
                assert_eq!(matches!(kernel, Kernel::Whole(_)), fit, "{n} bytes");
                assert_eq!(kernel.reals(), [n as f64; 4], "n times 1 · 1");
            }
        }
    }
}
