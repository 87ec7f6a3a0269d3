//! Numbers of twice the digits, for what is worked out by hand: with pencil and paper nothing is rounded to 64 bits.

use std::ops::{Add, Div, Mul, Neg, Sub};

/// The sum of two 64-bit numbers of which the second is below the rounding of the first: about 31 digits (Dekker, *A
/// floating-point technique for extending the available precision*, 1971).
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Wide(f64, f64);

impl Wide {
    /// a + b without rounding.
    fn sum(a: f64, b: f64) -> Wide {
        let sum = a + b;
        let of_b = sum - a;
        let rest = (a - (sum - of_b)) + (b - of_b);
        if rest.is_finite() { Wide(sum, rest) } else { Wide(sum, 0.0) }
    }

    /// a·b without rounding.
    fn product(a: f64, b: f64) -> Wide {
        let product = a * b;
        let rest = a.mul_add(b, -product);
        if rest.is_finite() { Wide(product, rest) } else { Wide(product, 0.0) }
    }
}

impl Wide {
    /// The number that a figure in plain decimals or scientific notation says: `-0.25`, `1e-9`.
    pub(super) fn read(decimals: &str) -> Option<Wide> {
        let whole: f64 = decimals.parse().ok()?;
        let (mantissa, power) = decimals.split_once(['e', 'E']).unwrap_or((decimals, "0"));
        let mut power: i32 = power.parse().ok()?;
        let (sign, digits) = match mantissa.strip_prefix('-') {
            Some(digits) => (-1.0, digits),
            None => (1.0, mantissa),
        };
        if !whole.is_finite() || !digits.bytes().all(|b| b.is_ascii_digit() || b == b'.') {
            return Some(Wide(whole, 0.0));
        }
        let mut read = Wide(0.0, 0.0);
        for digit in digits.bytes().filter(u8::is_ascii_digit) {
            read = read * Wide(10.0, 0.0) + Wide(f64::from(digit - b'0'), 0.0);
        }
        power -= digits.split_once('.').map_or(0, |(_, after)| after.len() as i32);
        let ten = Wide(10.0, 0.0);
        for _ in 0..power.unsigned_abs().min(700) {
            read = if power > 0 { read * ten } else { read / ten };
        }
        Some(Wide(sign * read.0, sign * read.1))
    }

    /// A 64-bit number.
    pub(super) fn of(x: f64) -> Wide {
        Wide(x, 0.0)
    }

    /// The nearest 64-bit number.
    pub(super) fn near(self) -> f64 {
        self.0 + self.1
    }
}

impl Add for Wide {
    type Output = Wide;
    fn add(self, other: Wide) -> Wide {
        let Wide(high, low) = Wide::sum(self.0, other.0);
        let Wide(middle, last) = Wide::sum(self.1, other.1);
        let Wide(high, low) = Wide::sum(high, low + middle);
        Wide::sum(high, low + last)
    }
}

impl Neg for Wide {
    type Output = Wide;
    fn neg(self) -> Wide {
        Wide(-self.0, -self.1)
    }
}

impl Sub for Wide {
    type Output = Wide;
    fn sub(self, other: Wide) -> Wide {
        self + -other
    }
}

impl Mul for Wide {
    type Output = Wide;
    fn mul(self, other: Wide) -> Wide {
        let Wide(high, low) = Wide::product(self.0, other.0);
        Wide::sum(high, low + (self.0 * other.1 + self.1 * other.0))
    }
}

impl Div for Wide {
    type Output = Wide;
    fn div(self, other: Wide) -> Wide {
        let first = self.0 / other.0;
        if !first.is_finite() || first == 0.0 {
            return Wide(first, 0.0);
        }
        let rest = self - other * Wide(first, 0.0);
        let second = rest.0 / other.0;
        let third = (rest - other * Wide(second, 0.0)).0 / other.0;
        Wide::sum(first, second) + Wide(third, 0.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn by_hand(a: &str, b: &str, c: &str) -> f64 {
        let read = |word| Wide::read(word).expect("a number");
        ((read(a) - read(b)) / read(c)).near()
    }

    #[test]
    fn what_is_worked_out_by_hand_is_not_rounded_to_64_bits() {
        assert_eq!(by_hand("4.000000004", "4", "1e-9"), 4.0);
        assert_eq!(by_hand("4.0000000000000036", "4", "1e-15"), 3.6);
        assert_eq!(by_hand("45.000000012", "45", "1e-9"), 12.0);
        assert_eq!(by_hand("-0.3", "-0.1", "0.2"), -1.0);
        assert_eq!(by_hand("1e300", "-1e300", "2"), 1e300);
        assert_eq!(by_hand("5e-324", "0", "1"), 5e-324);
        assert!((Wide::read("0.1").expect("a number") * Wide::of(10.0) - Wide::of(1.0)).near().abs() < 1e-30);
    }
}
