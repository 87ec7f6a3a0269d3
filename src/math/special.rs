//! Exponential functions written so that the compiler can compute several at once.
//!
//! No branches, no tables, no calls: loops over these functions become vector code, two numbers at a time on any x86-64,
//! four or eight inside code that [`pulp`] dispatched (every function here is inlined into its caller to take over the
//! caller's instructions). The order of operations is fixed and no multiply-add is fused, so a value is the same to the
//! bit alone or among others, on every machine.

/// ln 2 in two parts (fdlibm's): the high one has so few bits that its product with an exponent is exact.
const LN_2_HIGH: f64 = 0.693_147_180_369_123_8;
const LN_2_LOW: f64 = 1.908_214_929_270_587_7e-10;

/// 1.5 · 2⁵²: adding it rounds to a whole number, which then stands in the lowest bits.
const ROUNDER: f64 = 6_755_399_441_055_744.0;

/// x = n·ln 2 + r with |r| ≤ ½ ln 2. Returns n + [`ROUNDER`] and r.
#[inline(always)]
fn reduce(x: f64) -> (f64, f64) {
    let shifted = x * std::f64::consts::LOG2_E + ROUNDER;
    let n = shifted - ROUNDER;
    (shifted, (x - n * LN_2_HIGH) - n * LN_2_LOW)
}

/// 1/k! for k = 0 … 13.
const INVERSE_FACTORIALS: [f64; 14] = {
    let (mut inverse, mut factorial, mut k) = ([1.0; 14], 1.0, 1);
    while k < 14 {
        factorial *= k as f64;
        inverse[k] = 1.0 / factorial;
        k += 1;
    }
    inverse
};

/// eʳ − 1 − r for |r| ≤ ½ ln 2: its Taylor series to r¹³, whose rest is below 5·10⁻¹⁸.
/// Summed in pairs of pairs (Estrin's scheme): Horner's would wait for each term in turn.
#[inline(always)]
fn exp_rest(r: f64) -> f64 {
    let c = INVERSE_FACTORIALS;
    let (r2, r4) = (r * r, (r * r) * (r * r));
    let pair = |k: usize| c[k] + c[k + 1] * r;
    let four = |k: usize| pair(k) + pair(k + 2) * r2;
    (four(2) + (four(6) + four(10) * r4) * r4) * r2
}

/// 2^half and 2^(n−half) as two factors, n whole in −2046 … 2046 given as n + [`ROUNDER`].
#[inline(always)]
fn two_factors(shifted: f64) -> (f64, f64) {
    // Logical shifts only: vector units before AVX-512 have no arithmetic one for 64 bits.
    let biased = shifted.to_bits().wrapping_add(2046).wrapping_sub(ROUNDER.to_bits());
    let half = biased >> 1;
    (f64::from_bits(half << 52), f64::from_bits(biased.wrapping_sub(half) << 52))
}

/// eˣ within 1 unit in the last place; 0 below −745.14, ∞ above 709.78.
#[inline(always)]
#[must_use]
pub fn exp(x: f64) -> f64 {
    // Comparisons, not min and max, so that NaN stays.
    let x = if x > 710.0 { 710.0 } else { x };
    let x = if x < -746.0 { -746.0 } else { x };
    let (shifted, r) = reduce(x);
    let (first, second) = two_factors(shifted);
    (1.0 + (r + exp_rest(r))) * first * second
}

/// tanh x within 3 units in the last place, by (e²ˣ − 1) / (e²ˣ + 1) without cancellation near 0.
#[inline(always)]
#[must_use]
pub fn tanh(x: f64) -> f64 {
    let twice = 2.0 * x.abs();
    // tanh 20 is 1 in 64 bits.
    let twice = if twice > 40.0 { 40.0 } else { twice };
    let (shifted, r) = reduce(twice);
    let power = f64::from_bits(shifted.to_bits().wrapping_add(1023).wrapping_sub(ROUNDER.to_bits()) << 52);
    let less_one = power * (r + exp_rest(r)) + (power - 1.0);
    (less_one / (less_one + 2.0)).copysign(x)
}

/// σ(x) = 1 / (1 + e⁻ˣ) within 4 units in the last place. Below −709.78 the exponential is ∞ and the quotient 0.
#[inline(always)]
#[must_use]
pub fn sigmoid(x: f64) -> f64 {
    1.0 / (1.0 + exp(-x))
}

/// [`exp`] of every number, in place.
#[inline(always)]
pub fn exp_slice(values: &mut [f64]) {
    for value in values {
        *value = exp(*value);
    }
}

/// [`tanh`] of every number, in place.
#[inline(always)]
pub fn tanh_slice(values: &mut [f64]) {
    for value in values {
        *value = tanh(*value);
    }
}

/// [`sigmoid`] of every number, in place.
#[inline(always)]
pub fn sigmoid_slice(values: &mut [f64]) {
    for value in values {
        *value = sigmoid(*value);
    }
}

/// Σ ln(1 + eˣ) over numbers x ≤ 0, which are spent: the logarithm of products of 256 factors between 1 and 2.
#[inline(always)]
#[must_use]
pub fn ln_1p_exp_sum(values: &mut [f64]) -> f64 {
    let mut total = 0.0;
    for values in values.chunks_mut(256) {
        exp_slice(values);
        let mut product = [1.0; 8];
        for eight in values.chunks(8) {
            for (product, small) in product.iter_mut().zip(eight) {
                *product *= 1.0 + small;
            }
        }
        total += product.iter().product::<f64>().ln();
    }
    total
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// How many representable numbers lie between two of them, as if −0 and 0 were one.
    fn steps_apart(a: f64, b: f64) -> u64 {
        let place = |x: f64| {
            let bits = x.to_bits().cast_signed();
            if bits < 0 { i64::MIN.wrapping_sub(bits) } else { bits }
        };
        if a.is_nan() && b.is_nan() { 0 } else { place(a).wrapping_sub(place(b)).unsigned_abs() }
    }

    /// A reference that is right where 1 / (1 + e⁻ˣ) would be rounded twice: its own value is within 2.
    fn plain_sigmoid(x: f64) -> f64 {
        1.0 / (1.0 + (-x).exp())
    }

    fn check(x: f64) {
        // std's exp and tanh are themselves within 1 of the truth.
        assert!(steps_apart(exp(x), x.exp()) <= 2, "exp {x:e}: {:e}, std {:e}", exp(x), x.exp());
        assert!(steps_apart(tanh(x), x.tanh()) <= 3, "tanh {x:e}: {:e}, std {:e}", tanh(x), x.tanh());
        let (ours, plain) = (sigmoid(x), plain_sigmoid(x));
        assert!(steps_apart(ours, plain) <= 4, "sigmoid {x:e}: {ours:e}, std {plain:e}");
    }

    #[test]
    fn the_whole_range_is_right_to_a_few_units() {
        for k in -800_000..=800_000 {
            check(f64::from(k) * 1e-3);
            check(f64::from(k) * 3.1e-5);
        }
        for exponent in -1074..1024 {
            for mantissa in [1.0, 1.1, 1.5, 1.9] {
                let x = mantissa * 2f64.powi(exponent / 2) * 2f64.powi(exponent - exponent / 2);
                check(x);
                check(-x);
            }
        }
    }

    #[test]
    fn a_product_of_many_factors_has_their_logarithms() {
        let mut values: Vec<f64> = (0..777).map(|i| -f64::from(i) * 0.04).collect();
        let each: f64 = values.iter().map(|x| x.exp().ln_1p()).sum();
        assert!((ln_1p_exp_sum(&mut values) - each).abs() < 1e-12);
        assert!((ln_1p_exp_sum(&mut [0.0; 1000]) - 1000.0 * std::f64::consts::LN_2).abs() < 1e-11);
        assert!(ln_1p_exp_sum(&mut [0.0, f64::NAN]).is_nan());
        assert_eq!(ln_1p_exp_sum(&mut []), 0.0);
    }

    #[test]
    fn the_ends_are_exact() {
        let ends = [0.0, -0.0, f64::INFINITY, f64::NEG_INFINITY, f64::MAX, f64::MIN];
        assert_eq!(ends.map(exp), [1.0, 1.0, f64::INFINITY, 0.0, f64::INFINITY, 0.0]);
        assert_eq!(ends.map(sigmoid), [0.5, 0.5, 1.0, 0.0, 1.0, 0.0]);
        assert_eq!(ends.map(|x| tanh(x).to_bits()), [0.0, -0.0, 1.0, -1.0, 1.0, -1.0].map(f64::to_bits));
        assert!(exp(f64::NAN).is_nan() && tanh(f64::NAN).is_nan() && sigmoid(f64::NAN).is_nan());
        assert_eq!(tanh(5e-324), 5e-324);
        assert_eq!(exp(5e-324), 1.0);
    }

    proptest! {
        #[test]
        fn any_bits_will_do(bits in any::<u64>()) {
            check(f64::from_bits(bits));
        }

        /// Vector code and scalar code, on whatever this machine has, give the same bits.
        #[test]
        fn a_value_does_not_depend_on_its_neighbours(values in prop::collection::vec(-50.0..50.0f64, 0..40)) {
            for (slice, one) in [(exp_slice as fn(&mut [f64]), exp as fn(f64) -> f64), (tanh_slice, tanh), (sigmoid_slice, sigmoid)] {
                let mut plain = values.clone();
                slice(&mut plain);
                let alone: Vec<f64> = values.iter().map(|&x| one(x)).collect();
                prop_assert_eq!(&plain, &alone);
            }
            let mut dispatched = values.clone();
            pulp::Arch::new().dispatch(|| tanh_slice(&mut dispatched));
            prop_assert_eq!(dispatched, values.iter().map(|&x| tanh(x)).collect::<Vec<_>>());
        }
    }
}
