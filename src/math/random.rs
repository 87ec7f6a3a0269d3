//! NumPy's legacy random stream: what `numpy.random.seed(seed)` starts and `numpy.random.rand`, `randn`,
//! `randint`, `permutation` … draw from, bit for bit.
//!
//! The generator is MT19937 (Matsumoto and Nishimura 1998) seeded by its `init_genrand`; what is written
//! here is only how NumPy's `RandomState` turns its 32-bit outputs into numbers.

use rand::distr::Distribution;
use rand::{Rng, TryRng};
use rand_mt::Mt;
use std::convert::Infallible;

/// NumPy's `RandomState(seed)`: the bits of MT19937, or of any other of rand's generators, made into numbers as NumPy does.
///
/// About 2.5 kB: small enough to live in a lesson's state, where a copy of it is what makes a step
/// repeatable. Draws must be asked for in the order in which the NumPy program asks for them.
///
/// ```
/// let mut rng = nnlab::math::NumpyRng::new(1);
/// assert_eq!(rng.random(), 0.417022004702574);
/// ```
#[derive(Clone, PartialEq, Debug)]
pub struct NumpyRng<B = Mt> {
    bits: B,
    /// The polar method makes two deviates; the second waits here for the next call.
    spare_normal: Option<f64>,
}

impl NumpyRng {
    /// The stream after `numpy.random.seed(seed)`.
    #[must_use]
    pub fn new(seed: u32) -> NumpyRng {
        NumpyRng::over(Mt::new(seed))
    }
}

impl<B: Rng> NumpyRng<B> {
    /// Numbers made of another generator's bits.
    #[must_use]
    pub fn over(bits: B) -> NumpyRng<B> {
        NumpyRng { bits, spare_normal: None }
    }

    /// `random_sample()`: uniform in [0, 1), 53 bits.
    #[must_use = "a draw moves the stream"]
    pub fn random(&mut self) -> f64 {
        RandomSample.sample(&mut self.bits)
    }

    /// `uniform(low, high)`: uniform in [low, high).
    #[must_use = "a draw moves the stream"]
    pub fn uniform(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * self.random()
    }

    /// `randn()`: a standard normal deviate by Marsaglia's polar method, the second of the pair first.
    #[must_use = "a draw moves the stream"]
    pub fn randn(&mut self) -> f64 {
        if let Some(spare) = self.spare_normal.take() {
            return spare;
        }
        loop {
            let x = 2.0 * self.random() - 1.0;
            let y = 2.0 * self.random() - 1.0;
            let r2 = x * x + y * y;
            if r2 < 1.0 && r2 != 0.0 {
                let stretch = (-2.0 * r2.ln() / r2).sqrt();
                self.spare_normal = Some(stretch * x);
                return stretch * y;
            }
        }
    }

    /// `normal(mean, deviation)`.
    #[must_use = "a draw moves the stream"]
    pub fn normal(&mut self, mean: f64, deviation: f64) -> f64 {
        mean + deviation * self.randn()
    }

    /// `randint(low, high)`: an integer in low … high − 1, each equally likely.
    /// A range of one value (or none) draws nothing and gives `low`.
    #[must_use = "a draw moves the stream"]
    pub fn randint(&mut self, low: i64, high: i64) -> i64 {
        if high <= low {
            return low;
        }
        let width = high.wrapping_sub(low).wrapping_sub(1).cast_unsigned();
        low.wrapping_add(self.below_or_at(width).cast_signed())
    }

    /// True with probability `p`: `random_sample() < p`.
    #[must_use = "a draw moves the stream"]
    pub fn bernoulli(&mut self, p: f64) -> bool {
        self.random() < p
    }

    /// `shuffle(items)`: Fisher–Yates from the end.
    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            let chosen = self.below_or_at(last as u64) as usize;
            items.swap(last, chosen);
        }
    }

    /// `permutation(n)`: 0 … n − 1 in random order.
    #[must_use = "a draw moves the stream"]
    pub fn permutation(&mut self, n: usize) -> Vec<usize> {
        let mut order: Vec<usize> = (0..n).collect();
        self.shuffle(&mut order);
        order
    }

    /// `choice(n, count, replace=False)`: `count` different numbers of 0 … n − 1 (all of them if there are fewer).
    /// As NumPy does it, by a whole permutation.
    #[must_use = "a draw moves the stream"]
    pub fn choice(&mut self, n: usize, count: usize) -> Vec<usize> {
        let mut order = self.permutation(n);
        order.truncate(count);
        order
    }

    /// An integer in 0 … `max`, by masked rejection: draw as many bits as `max` has until they are not above it.
    /// Uses 32-bit draws while they suffice, as NumPy does.
    fn below_or_at(&mut self, max: u64) -> u64 {
        if max == 0 {
            return 0;
        }
        let mask = u64::MAX >> max.leading_zeros();
        loop {
            let draw = if max <= u64::from(u32::MAX) {
                u64::from(self.bits.next_u32())
            } else {
                self.bits.next_u64()
            };
            if draw & mask <= max {
                return draw & mask;
            }
        }
    }
}

/// NumPy's `random_sample()` as one of rand's distributions: uniform in [0, 1), 53 bits of two draws of 32.
#[derive(Debug, Clone, Copy)]
pub struct RandomSample;

impl Distribution<f64> for RandomSample {
    fn sample<R: Rng + ?Sized>(&self, bits: &mut R) -> f64 {
        let high = f64::from(bits.next_u32() >> 5);
        let low = f64::from(bits.next_u32() >> 6);
        (high * 67_108_864.0 + low) / 9_007_199_254_740_992.0
    }
}

/// The bits themselves: all that rand draws can be drawn from NumPy's stream.
impl<B: Rng> TryRng for NumpyRng<B> {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        Ok(self.bits.next_u32())
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        Ok(self.bits.next_u64())
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        self.bits.fill_bytes(bytes);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What `numpy.random.RandomState(seed)` (NumPy 2.4.6, Linux x86-64) draws; each row starts a new stream.
    struct Drawn {
        seed: u32,
        random: [f64; 4],
        randn: [f64; 5],
        /// Eight times `randint(0, 10)`, then four times `randint(-3, 5)`.
        small: ([i64; 8], [i64; 4]),
        /// Then `randint(0, 1)`, `(0, 2**40)`, `(0, 2**32)`, `(0, 2**31)`, `(0, 2**32 + 1)`, `(-2**63, 2**63 - 1)`
        /// and `random_sample()`, which tells whether each took the right number of bits.
        large: ([i64; 6], f64),
        permutation: [usize; 10],
        /// `shuffle` of 0 … 6, then `random_sample()`.
        shuffled: ([usize; 7], f64),
        /// `choice(20, 5, replace=False)`.
        choice: [usize; 5],
        /// `uniform(-2, 3)`, `normal(1.5, 2)`, `random_sample()`, `normal(-1, 0.5)`.
        mixed: [f64; 4],
    }

    const DRAWN: [Drawn; 4] = [
        Drawn {
            seed: 0,
            random: [0.5488135039273248, 0.7151893663724195, 0.6027633760716439, 0.5448831829968969],
            randn: [
                1.764052345967664,
                0.4001572083672233,
                0.9787379841057392,
                2.240893199201458,
                1.8675579901499675,
            ],
            small: ([5, 0, 3, 3, 7, 9, 3, 5], [-1, 1, 4, 3]),
            large: (
                [0, 931851835992, 1171049868, 1646868794, 2439732824, -1977771477361760603],
                0.8360787635373775,
            ),
            permutation: [2, 8, 4, 9, 1, 6, 7, 3, 0, 5],
            shuffled: ([6, 2, 1, 3, 0, 5, 4], 0.6458941130666561),
            choice: [18, 1, 19, 8, 10],
            mixed: [0.7440675196366238, 2.9831834816183225, 0.5448831829968969, -0.2235431390435918],
        },
        Drawn {
            seed: 1,
            random: [0.417022004702574, 0.7203244934421581, 0.00011437481734488664, 0.30233257263183977],
            randn: [
                1.6243453636632417,
                -0.6117564136500754,
                -0.5281717522634557,
                -1.0729686221561705,
                0.8654076293246785,
            ],
            small: ([5, 8, 9, 5, 0, 0, 1, 7], [2, 1, 3, -2]),
            large: (
                [0, 768139056404, 1800426750, 1345499493, 2252917204, -5451893722561765124],
                0.8781174363909454,
            ),
            permutation: [2, 9, 6, 4, 0, 3, 1, 7, 8, 5],
            shuffled: ([6, 2, 1, 0, 4, 3, 5], 0.9990405153241447),
            choice: [3, 16, 6, 10, 2],
            mixed: [0.08511002351287011, -0.1043456772972855, 0.0923385947687978, -1.2244389038603862],
        },
        Drawn {
            seed: 42,
            random: [0.3745401188473625, 0.9507143064099162, 0.7319939418114051, 0.5986584841970366],
            randn: [
                0.4967141530112327,
                -0.13826430117118466,
                0.6476885381006925,
                1.5230298564080254,
                -0.23415337472333597,
            ],
            small: ([6, 3, 7, 4, 6, 9, 2, 6], [-1, -1, 4, 1]),
            large: (
                [0, 425815370599, 3041148567, 648061058, 2652062880, -3611093278762119879],
                0.5247564316322378,
            ),
            permutation: [8, 1, 5, 0, 7, 2, 9, 4, 3, 6],
            shuffled: ([0, 1, 5, 2, 4, 3, 6], 0.5986584841970366),
            choice: [0, 17, 15, 1, 8],
            mixed: [-0.12729940576318755, -0.7237602360938409, 0.15599452033620265, -0.8405489076553083],
        },
        Drawn {
            seed: u32::MAX,
            random: [0.0976320289940138, 0.9123828453026218, 0.78903530185164, 0.7800035981134678],
            randn: [
                0.6484086742306527,
                0.6693235306338161,
                -1.0805437227474493,
                0.2845010447986309,
                0.11388773652167104,
            ],
            small: ([3, 2, 7, 4, 0, 6, 9, 0], [4, 0, -1, 0]),
            large: (
                [0, 50248231114, 3905736219, 733371533, 2804808791, 8938472321172542166],
                0.4142464457254096,
            ),
            permutation: [6, 9, 5, 1, 8, 0, 7, 4, 2, 3],
            shuffled: ([1, 5, 0, 6, 4, 2, 3], 0.7800035981134678),
            choice: [11, 17, 19, 15, 1],
            mixed: [-1.511839855029931, 1.6626073362345384, 0.14611715599393837, -0.7951574383259172],
        },
    ];

    #[test]
    fn uniform_and_normal_deviates_are_numpys() {
        for drawn in &DRAWN {
            let mut rng = NumpyRng::new(drawn.seed);
            assert_eq!([(); 4].map(|()| rng.random()), drawn.random);
            let mut rng = NumpyRng::new(drawn.seed);
            assert_eq!([(); 5].map(|()| rng.randn()), drawn.randn);
            let mut rng = NumpyRng::new(drawn.seed);
            let mixed = [rng.uniform(-2.0, 3.0), rng.normal(1.5, 2.0), rng.random(), rng.normal(-1.0, 0.5)];
            assert_eq!(mixed, drawn.mixed);
        }
    }

    #[test]
    fn integers_are_numpys_at_every_width() {
        for drawn in &DRAWN {
            let mut rng = NumpyRng::new(drawn.seed);
            assert_eq!([(); 8].map(|()| rng.randint(0, 10)), drawn.small.0);
            assert_eq!([(); 4].map(|()| rng.randint(-3, 5)), drawn.small.1);
            let ranges =
                [(0, 1), (0, 1 << 40), (0, 1 << 32), (0, 1 << 31), (0, (1 << 32) + 1), (i64::MIN, i64::MAX)];
            assert_eq!(ranges.map(|(low, high)| rng.randint(low, high)), drawn.large.0);
            assert_eq!(rng.random(), drawn.large.1);
        }
    }

    #[test]
    fn orders_are_numpys() {
        for drawn in &DRAWN {
            assert_eq!(NumpyRng::new(drawn.seed).permutation(10), drawn.permutation);
            assert_eq!(NumpyRng::new(drawn.seed).choice(20, 5), drawn.choice);
            let mut rng = NumpyRng::new(drawn.seed);
            let mut items = [0, 1, 2, 3, 4, 5, 6];
            rng.shuffle(&mut items);
            assert_eq!((items, rng.random()), drawn.shuffled);
        }
    }

    #[test]
    fn a_copy_continues_the_same_stream() {
        let mut rng = NumpyRng::new(7);
        let _ = rng.randn();
        let mut copy = rng.clone();
        assert_eq!(copy, rng);
        assert_eq!(copy.randn(), rng.randn());
        let _ = copy.random();
        assert_ne!(copy, rng);
    }

    #[test]
    fn an_empty_range_gives_its_low_end() {
        let mut rng = NumpyRng::new(1);
        assert_eq!((rng.randint(4, 4), rng.randint(4, -4)), (4, 4));
        assert_eq!(rng, NumpyRng::new(1));
        assert!(rng.permutation(0).is_empty());
    }

    /// Steele, Lea & Flood 2014: another generator, in three lines.
    struct SplitMix(u64);

    impl TryRng for SplitMix {
        type Error = Infallible;

        fn try_next_u32(&mut self) -> Result<u32, Infallible> {
            self.try_next_u64().map(|bits| (bits >> 32) as u32)
        }

        fn try_next_u64(&mut self) -> Result<u64, Infallible> {
            self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
            let z = (self.0 ^ self.0 >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            let z = (z ^ z >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
            Ok(z ^ z >> 31)
        }

        fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
            bytes.fill_with(|| (self.next_u64() >> 56) as u8);
            Ok(())
        }
    }

    /// What is drawn has its distribution whatever the bits come from.
    #[test]
    fn other_generators_draw_as_well() {
        fn moments(rng: &mut NumpyRng<impl Rng>) -> [f64; 3] {
            const COUNT: usize = 20_000;
            let mean = |draw: &mut dyn FnMut() -> f64| (0..COUNT).map(|_| draw()).sum::<f64>() / COUNT as f64;
            [
                mean(&mut || rng.random()),
                mean(&mut || rng.randn().powi(2)),
                mean(&mut || rng.randint(0, 7) as f64),
            ]
        }
        for found in [moments(&mut NumpyRng::new(3)), moments(&mut NumpyRng::over(SplitMix(3)))] {
            for (found, wanted) in found.iter().zip([0.5, 1.0, 3.0]) {
                assert!((found - wanted).abs() < 0.05, "{found} is not {wanted}");
            }
        }
    }

    /// rand's own methods draw from NumPy's stream: the first eight bytes are its first two draws of 32 bits.
    #[test]
    fn rand_draws_from_it() {
        use rand::RngExt;
        let (mut ours, mut bits) = (NumpyRng::new(1), Mt::new(1));
        let (low, high) = (u64::from(bits.next_u32()), u64::from(bits.next_u32()));
        let drawn: u64 = ours.random_range(0..=u64::MAX);
        assert!([high << 32 | low, low << 32 | high].contains(&drawn), "{drawn}");
        assert!((0..100).all(|_| (3..9).contains(&ours.random_range(3..9))));
    }
}
