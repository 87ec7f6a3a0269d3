//! Hebb's sums Σ ξᵢξⱼ over the patterns, in whole numbers.

use super::pattern::Pattern;
use pulp::Arch;

/// From so many patterns on, counting is faster than adding.
const MANY: usize = 48;

/// A whole number that holds the sums of some count of patterns.
pub(super) trait Whole: Copy + Default + From<i8> {
    fn plus(self, spin: i8) -> Self;
    /// The patterns in which two neurons agree less those in which they do not.
    fn of(all: u16, apart: u16) -> Self;
}

macro_rules! whole {
    ($($kind:ty),*) => {$(
        impl Whole for $kind {
            #[inline(always)]
            fn plus(self, spin: i8) -> Self {
                self + Self::from(spin)
            }

            #[inline(always)]
            fn of(all: u16, apart: u16) -> Self {
                all.wrapping_sub(apart).wrapping_sub(apart) as Self
            }
        }
    )*};
}

whole!(i8, i16);

/// N × N sums, 0 on the diagonal: each at most the number of patterns in size.
pub(super) fn sums<W: Whole>(patterns: &[Pattern]) -> Vec<W> {
    if patterns.len() < MANY { added(patterns) } else { counted(patterns) }
}

// Inside `dispatch` only what moves something out is inlined for sure, and has the machine's wide vector units.

/// Pattern after pattern onto a row. O(P·N²).
fn added<W: Whole>(patterns: &[Pattern]) -> Vec<W> {
    let n = patterns[0].spins().len();
    let mut sums = vec![W::default(); n * n];
    Arch::new().dispatch(
        #[inline(always)]
        move || {
            for (i, row) in sums.chunks_exact_mut(n).enumerate() {
                for pattern in patterns {
                    let spins = pattern.spins();
                    let sign = spins[i];
                    for (sum, &spin) in row.iter_mut().zip(spins) {
                        *sum = sum.plus(sign * spin);
                    }
                }
                row[i] = W::default();
            }
            sums
        },
    )
}

/// A neuron's spins in 16 patterns are the bits of a word; two neurons differ where two words do. O(P/16·N²).
fn counted<W: Whole>(patterns: &[Pattern]) -> Vec<W> {
    let n = patterns[0].spins().len();
    let mut bits = Vec::with_capacity(patterns.len().div_ceil(16) * n);
    for some in patterns.chunks(16) {
        let word = |i: usize| some.iter().fold(0, |word, p| (word << 1) | u16::from(p.spins()[i] > 0));
        bits.extend((0..n).map(word));
    }
    let (mut sums, mut apart) = (vec![W::default(); n * n], vec![0_u16; n]);
    Arch::new().dispatch(
        #[inline(always)]
        move || {
            for (i, row) in sums.chunks_exact_mut(n).enumerate() {
                apart.fill(0);
                for words in bits.chunks_exact(n) {
                    let own = words[i];
                    for (apart, &word) in apart.iter_mut().zip(words) {
                        *apart += (own ^ word).count_ones() as u16;
                    }
                }
                for (sum, &apart) in row.iter_mut().zip(&apart) {
                    *sum = W::of(patterns.len() as u16, apart);
                }
                row[i] = W::default();
            }
            sums
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::math::NumpyRng;
    use crate::words::Text;

    #[test]
    fn counting_gives_what_adding_gives() {
        let mut rng = NumpyRng::new(4);
        for (count, n) in [(1, 1), (5, 9), (63, 20), (64, 20), (65, 33), (127, 40), (300, 21)] {
            let draw = |_| Pattern::random(Text::default(), n, 1, &mut rng);
            let patterns: Vec<Pattern> = (0..count).map(draw).collect();
            assert_eq!(counted::<i16>(&patterns), added::<i16>(&patterns), "{count} patterns of {n}");
            if count <= 127 {
                assert_eq!(counted::<i8>(&patterns), added::<i8>(&patterns), "{count} patterns of {n}");
            }
        }
    }
}
