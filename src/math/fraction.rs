//! A byte of a picture as a number of 0…1.

/// 1/255 with so few digits that its product with a byte is exact …
const HIGH: f64 = f64::from_bits((1.0_f64 / 255.0).to_bits() & !0x1ff);
/// … and what it lacks.
const LOW: f64 = (1.0 - 255.0 * HIGH) / 255.0;

/// byte / 255, to the bit what the division gives, which takes vector units ten times as long.
#[inline(always)]
#[must_use]
pub fn fraction(byte: u8) -> f64 {
    let byte = f64::from(byte);
    byte * HIGH + byte * LOW
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_is_divided_to_the_bit() {
        for byte in 0..=255 {
            assert_eq!(fraction(byte).to_bits(), (f64::from(byte) / 255.0).to_bits(), "{byte}");
        }
    }
}
