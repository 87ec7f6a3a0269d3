//! Round numbers: the ladder … 0.1, 0.2, 0.5, 1, 2, 5, 10 …, and numbers with few decimals.

/// The rungs 1, 2, 5 · 10ᵏ from a power of ten below `x` to one above it, in rising order.
fn rungs(x: f64) -> impl DoubleEndedIterator<Item = f64> {
    let power = x.clamp(1e-300, 1e300).log10().floor() as i32;
    (power - 1..=power + 1).flat_map(|power| [1.0, 2.0, 5.0].map(|digit| digit * power_of_ten(power)))
}

/// 10ᵏ as the number that is typed so.
fn power_of_ten(k: i32) -> f64 {
    format!("1e{k}").parse().unwrap_or(f64::NAN)
}

/// The smallest rung that is not below `x`, a positive number.
#[must_use]
pub fn round_up(x: f64) -> f64 {
    rungs(x).find(|rung| *rung >= x * (1.0 - 1e-9)).unwrap_or(x)
}

/// The next rung above or below `x`, a positive number.
#[must_use]
pub fn next_rung(x: f64, up: bool) -> f64 {
    let next = if up {
        rungs(x).find(|rung| *rung > x * (1.0 + 1e-9))
    } else {
        rungs(x).rev().find(|rung| *rung < x * (1.0 - 1e-9))
    };
    rounded(next.unwrap_or(x), 15)
}

/// `x` with so many decimals and without the dust that computing leaves behind them.
#[must_use]
pub fn rounded(x: f64, decimals: usize) -> f64 {
    let short: f64 = format!("{x:.decimals$}").parse().unwrap_or(x);
    // Not −0.
    if short == 0.0 { 0.0 } else { short }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_ladder_is_one_two_five() {
        let up = |x| round_up(x);
        assert_eq!([0.03, 1.0, 1.1, 4.9, 5.1, 700.0].map(up), [0.05, 1.0, 2.0, 5.0, 10.0, 1000.0]);
        let mut x = 0.005;
        for expected in [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0] {
            x = next_rung(x, true);
            assert_eq!(x, expected);
        }
        assert_eq!((next_rung(0.003, false), next_rung(1.0, false)), (0.002, 0.5));
    }

    proptest! {
        #[test]
        fn a_rung_is_near(x in 1e-12f64..1e12) {
            let rung = round_up(x);
            prop_assert!((1.0 - 1e-9..=2.5 + 1e-9).contains(&(rung / x)), "{x} {rung}");
            prop_assert_eq!(round_up(rung), rung);
            prop_assert!(next_rung(x, true) > x && next_rung(x, false) < x);
        }
    }
}
