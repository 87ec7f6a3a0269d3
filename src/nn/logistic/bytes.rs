//! Logistic regression that keeps w itself, over pictures that stay the bytes they are.

use super::Cost;
use crate::nn::both;
use pulp::{Arch, Simd, WithSimd};

/// Rows that are gone through together: each number of w is fetched once for all of them.
const BLOCK: usize = 4;

/// Numbers in the widest vector.
const LANES: usize = 8;

/// From so many numbers on, two threads share a pass.
const SHARED: usize = 1 << 20;

/// Pictures and the answers wanted for them; the byte v stands for v / 255.
///
/// An eighth of the memory of [`Direct`](super::Direct), and of what a step has to fetch from it. Parameters and
/// gradients are n + 1 numbers: w₁ … wₙ and then b.
#[derive(Debug, Clone)]
pub struct DirectBytes {
    /// m × n, a picture a row.
    rows: Vec<u8>,
    /// m.
    targets: Vec<f64>,
}

impl DirectBytes {
    /// `rows` holds a picture after the other, as many as there are `targets`.
    ///
    /// # Panics
    /// When the bytes cannot be dealt out evenly.
    #[must_use]
    pub fn new(rows: Vec<u8>, targets: Vec<f64>) -> DirectBytes {
        assert!(
            !targets.is_empty() && rows.len().is_multiple_of(targets.len()),
            "every picture has n numbers"
        );
        DirectBytes { rows, targets }
    }

    /// Number of pictures, m.
    #[must_use]
    pub fn samples(&self) -> usize {
        self.targets.len()
    }

    /// Numbers in a picture, n.
    #[must_use]
    pub fn features(&self) -> usize {
        self.rows.len() / self.targets.len()
    }

    /// The wanted answers, m.
    #[must_use]
    pub fn targets(&self) -> &[f64] {
        &self.targets
    }

    /// z = wᵀx + b of every picture.
    pub fn logits(&self, parameters: &[f64], z: &mut [f64]) {
        let (w, b) = parameters.split_at(self.features());
        let sweep = |(first, z): (usize, &mut [f64])| {
            let rows = &self.rows[first * w.len()..(first + z.len()) * w.len()];
            Arch::new().dispatch(Sweep { rows, w, b: b[0], z, share: &|_, _| 0.0, dw: None });
        };
        both(self.halves(z), sweep, sweep);
    }

    /// One forward and backward pass: z = wᵀx + b of every picture into `z` (m), the gradient of the mean cost into
    /// `gradient` (n + 1: dw, then db); returns the mean cost. The order of the sums does not depend on how many
    /// processors there are.
    pub fn pass(&self, cost: Cost, parameters: &[f64], z: &mut [f64], gradient: &mut [f64]) -> f64 {
        let m = self.samples() as f64;
        self.sweep(parameters, z, gradient, |i, z| cost.slope(z, self.targets[i]) / m);
        cost.mean(z, &self.targets)
    }

    /// Every picture times its factor, summed up, into the first n numbers of `sum`, and the sum of the factors behind.
    pub(super) fn combine(&self, factors: &[f64], sum: &mut [f64]) {
        self.sweep(&vec![0.0; sum.len()], &mut vec![0.0; factors.len()], sum, |i, _| factors[i]);
    }

    /// z of every picture, and Σᵢ share(i, zᵢ)·xᵢ and Σᵢ share(i, zᵢ) into `sum`.
    fn sweep(
        &self,
        parameters: &[f64],
        z: &mut [f64],
        sum: &mut [f64],
        share: impl Fn(usize, f64) -> f64 + Sync,
    ) {
        let n = self.features();
        let (w, b) = parameters.split_at(n);
        let half = |first: usize, z: &mut [f64], dw: &mut [f64]| {
            let rows = &self.rows[first * n..(first + z.len()) * n];
            let share = |i: usize, z: f64| share(first + i, z);
            Arch::new().dispatch(Sweep { rows, w, b: b[0], z, share: &share, dw: Some(dw) })
        };
        let (dw, db) = sum.split_at_mut(n);
        dw.fill(0.0);
        let mut other = Vec::new();
        let (own, others) = both(
            self.halves(z),
            |(first, z)| half(first, z, dw),
            |(first, z)| {
                other = vec![0.0; n];
                half(first, z, &mut other)
            },
        );
        dw.iter_mut().zip(&other).for_each(|(sum, more)| *sum += more);
        db[0] = own + others;
    }

    /// The pictures in one part, or in two where there are many: the first of a part, and its places of `z`.
    fn halves<'a>(&self, z: &'a mut [f64]) -> [Option<(usize, &'a mut [f64])>; 2] {
        let (m, whole) = (self.samples(), self.rows.len());
        if whole < SHARED || m < 2 * BLOCK {
            return [Some((0, z)), None];
        }
        let middle = (m / 2).next_multiple_of(BLOCK);
        let (one, two) = z.split_at_mut(middle);
        [Some((0, one)), Some((middle, two))]
    }
}

/// One way through some pictures: their z, and if wanted their shares of the gradient while they are in the cache.
struct Sweep<'a> {
    rows: &'a [u8],
    w: &'a [f64],
    b: f64,
    z: &'a mut [f64],
    /// What a picture counts in the gradient, given its place in `z` and its z.
    share: &'a dyn Fn(usize, f64) -> f64,
    dw: Option<&'a mut [f64]>,
}

impl WithSimd for Sweep<'_> {
    /// The sum of all shares.
    type Output = f64;

    #[inline(always)]
    fn with_simd<S: Simd>(mut self, simd: S) -> f64 {
        let n = self.w.len();
        let mut db = 0.0;
        let whole = self.z.len() - self.z.len() % BLOCK;
        for first in (0..whole).step_by(BLOCK) {
            db += self.some::<S, BLOCK>(simd, first, n);
        }
        for first in whole..self.z.len() {
            db += self.some::<S, 1>(simd, first, n);
        }
        db
    }
}

impl Sweep<'_> {
    /// `R` pictures, the first of which is this one.
    #[inline(always)]
    fn some<S: Simd, const R: usize>(&mut self, simd: S, first: usize, n: usize) -> f64 {
        let rows: [&[u8]; R] = std::array::from_fn(|r| &self.rows[(first + r) * n..][..n]);
        let sums = dots_of_bytes::<S, R>(simd, rows, self.w);
        let mut shares = [0.0; R];
        for r in 0..R {
            self.z[first + r] = sums[r] / 255.0 + self.b;
            shares[r] = (self.share)(first + r, self.z[first + r]);
        }
        if let Some(dw) = self.dw.as_deref_mut() {
            // The pictures are in the cache still, as bytes: to widen them again is cheaper than to keep them wide.
            add_multiples_of_bytes::<S, R>(simd, rows, shares.map(|share| share / 255.0), dw);
        }
        shares.iter().sum()
    }
}

/// `sum` += Σᵢ factors\[i\] · row i, for rows of bytes as long as `sum`; a byte counts 0 to 255 here.
pub(super) fn combine_bytes(rows: &[u8], factors: &[f64], sum: &mut [f64]) {
    Arch::new().dispatch(CombineBytes { rows, factors, sum });
}

struct CombineBytes<'a> {
    rows: &'a [u8],
    factors: &'a [f64],
    sum: &'a mut [f64],
}

impl WithSimd for CombineBytes<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        let n = self.sum.len();
        let row = |i: usize| &self.rows[i * n..][..n];
        let (fours, rest) = self.factors.as_chunks::<BLOCK>();
        for (k, factors) in fours.iter().enumerate() {
            let rows = std::array::from_fn(|r| row(BLOCK * k + r));
            add_multiples_of_bytes::<S, BLOCK>(simd, rows, *factors, self.sum);
        }
        for (k, factor) in rest.iter().enumerate() {
            add_multiples_of_bytes::<S, 1>(simd, [row(BLOCK * fours.len() + k)], [*factor], self.sum);
        }
    }
}

/// As many bytes as a vector has numbers, from place `at` on, as reals.
#[inline(always)]
fn widened<S: Simd>(bytes: &[u8], at: usize) -> S::f64s {
    let mut wide = [0.0; LANES];
    for (wide, byte) in wide.iter_mut().zip(&bytes[at..at + S::F64_LANES]) {
        *wide = f64::from(*byte);
    }
    S::as_simd_f64s(&wide[..S::F64_LANES]).0[0]
}

/// The inner products of `R` rows with `w`; all have its length.
#[inline(always)]
fn dots_of_bytes<S: Simd, const R: usize>(simd: S, rows: [&[u8]; R], w: &[f64]) -> [f64; R] {
    let (head, tail) = S::as_simd_f64s(w);
    let mut sums = [simd.splat_f64s(0.0); R];
    for (k, &w) in head.iter().enumerate() {
        for r in 0..R {
            sums[r] = simd.mul_add_e_f64s(widened::<S>(rows[r], k * S::F64_LANES), w, sums[r]);
        }
    }
    let done = w.len() - tail.len();
    let mut result = [0.0; R];
    for r in 0..R {
        result[r] = simd.reduce_sum_f64s(sums[r]);
        for (byte, w) in rows[r][done..].iter().zip(tail) {
            result[r] += f64::from(*byte) * w;
        }
    }
    result
}

/// `sum` += Σᵣ factors\[r\] · rows\[r\].
#[inline(always)]
fn add_multiples_of_bytes<S: Simd, const R: usize>(
    simd: S,
    rows: [&[u8]; R],
    factors: [f64; R],
    sum: &mut [f64],
) {
    let n = sum.len();
    let (head, tail) = S::as_mut_simd_f64s(sum);
    let wide = factors.map(|factor| simd.splat_f64s(factor));
    for (k, sum) in head.iter_mut().enumerate() {
        let mut total = *sum;
        for r in 0..R {
            total = simd.mul_add_e_f64s(widened::<S>(rows[r], k * S::F64_LANES), wide[r], total);
        }
        *sum = total;
    }
    let done = n - tail.len();
    for (k, sum) in tail.iter_mut().enumerate() {
        for r in 0..R {
            *sum += factors[r] * f64::from(rows[r][done + k]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::nn::Rows;
    use crate::nn::logistic::Direct;

    /// In one part and in two, of all remainders: what the form over reals gives, up to rounding.
    #[test]
    fn bytes_descend_as_reals_do() {
        for (m, n) in [(1, 5), (7, 13), (9, 64), (1025, 1030), (1030, 1027)] {
            let bytes: Vec<u8> = (0..m * n).map(|i| (i * 7919 % 256) as u8).collect();
            let targets: Vec<f64> = (0..m).map(|i| f64::from(u8::from(i % 3 == 0))).collect();
            let reals = Direct::new(Rows::Bytes(&bytes).reals().into_owned(), targets.clone());
            let own = DirectBytes::new(bytes, targets);
            let parameters: Vec<f64> = (0..=n).map(|i| (i as f64 * 1.7).sin() / 9.0).collect();
            let (mut z, mut wanted_z) = (vec![0.0; m], vec![0.0; m]);
            let (mut gradient, mut wanted) = (vec![0.0; n + 1], vec![0.0; n + 1]);
            for cost in [Cost::CrossEntropy, Cost::Squared] {
                let mean = own.pass(cost, &parameters, &mut z, &mut gradient);
                let wanted_mean = reals.pass(cost, &parameters, &mut wanted_z, &mut wanted);
                assert!((mean - wanted_mean).abs() < 1e-12, "{m} × {n}: {mean} {wanted_mean}");
                let found = z.iter().chain(&gradient).zip(wanted_z.iter().chain(&wanted));
                found.for_each(|(found, wanted)| assert!((found - wanted).abs() < 1e-12, "{found} {wanted}"));
            }
            let mut again = vec![0.0; m];
            own.logits(&parameters, &mut again);
            assert_eq!(again, z, "the same z without the gradient");
        }
    }

    /// The same pass twice is the same to the bit, threads or not.
    #[test]
    fn a_pass_is_repeatable() {
        let (m, n) = (1029, 1031);
        let bytes: Vec<u8> = (0..m * n).map(|i| (i * 31 % 251) as u8).collect();
        let own = DirectBytes::new(bytes, (0..m).map(|i| f64::from(u8::from(i % 2 == 0))).collect());
        let parameters: Vec<f64> = (0..=n).map(|i| (i as f64).cos() / 9.0).collect();
        let pass = || {
            let (mut z, mut gradient) = (vec![0.0; m], vec![0.0; n + 1]);
            own.pass(Cost::CrossEntropy, &parameters, &mut z, &mut gradient);
            (z, gradient)
        };
        let first = pass();
        assert!((0..20).all(|_| pass() == first));
    }
}
