//! The number types of HDF5, decoded from raw bytes.
//!
//! Decoded here and not by the library, which answers half floats with no elements at all.

use crate::say;
use crate::words::{Text, text};
use hdf5::{Datatype, DatatypeByteOrder, FloatingPointLayout};
use std::fmt;

/// How one number is stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NumberType {
    kind: Kind,
    bytes: usize,
    big_endian: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// 0 or 1, as truth values are stored.
    Truth,
    Unsigned,
    Signed,
    Float,
}

/// Numbers of one data set in row-major order: bytes stay bytes, all else becomes `f64`.
#[derive(Debug, Clone, PartialEq)]
pub enum Numbers {
    /// Stored as `u8`.
    Bytes(Vec<u8>),
    /// Every other type; integers beyond 2⁵³ are rounded.
    Floats(Vec<f64>),
}

/// The half float of IEEE 754: one sign bit, five bits of exponent, ten of mantissa.
const HALF: FloatingPointLayout = FloatingPointLayout {
    bit_offset: 0,
    bit_precision: 16,
    exponent_location: 10,
    exponent_size: 5,
    mantissa_location: 0,
    mantissa_size: 10,
    exponent_bias: 15,
};

impl NumberType {
    /// The number type of an HDF5 type: integers of 8 to 64 bits, floats of 16, 32 and 64 bits, and
    /// enumerations (as which truth values are stored).
    ///
    /// # Errors
    /// What was found instead, as the end of a sentence about the data set.
    pub fn of(datatype: &Datatype) -> Result<NumberType, Text> {
        NumberType::recognise(datatype).ok_or_else(|| not_numbers(datatype))
    }

    /// The number type that NumPy writes so: `<f8`, `|u1`, `>i4`, `|b1`.
    pub(crate) fn of_numpy(name: &str) -> Option<NumberType> {
        let (order, rest) = name.trim_matches('\'').split_at_checked(1)?;
        let (kind, bytes) = rest.split_at_checked(1)?;
        let bytes: usize = bytes.parse().ok()?;
        let kind = match (kind, bytes) {
            ("b", 1) => Kind::Truth,
            ("u", 1 | 2 | 4 | 8) => Kind::Unsigned,
            ("i", 1 | 2 | 4 | 8) => Kind::Signed,
            ("f", 2 | 4 | 8) => Kind::Float,
            _ => return None,
        };
        Some(NumberType { kind, bytes, big_endian: order == ">" && bytes > 1 })
    }

    fn recognise(datatype: &Datatype) -> Option<NumberType> {
        let (kind, size, order) = match datatype {
            Datatype::FixedPoint { size, byte_order, layout }
                if matches!(size, 1 | 2 | 4 | 8)
                    && layout.bit_offset == 0
                    && u32::from(layout.bit_precision) == size * 8 =>
            {
                (if layout.signed { Kind::Signed } else { Kind::Unsigned }, *size, byte_order)
            }
            Datatype::FloatingPoint { size, byte_order, layout }
                if (*size == 2 && *layout == HALF)
                    || (*size == 4 && *layout == FloatingPointLayout::IEEE754_BINARY32)
                    || (*size == 8 && *layout == FloatingPointLayout::IEEE754_BINARY64) =>
            {
                (Kind::Float, *size, byte_order)
            }
            Datatype::Enumeration { size, base_type, members } => {
                let base = match **base_type {
                    Datatype::FixedPoint { size: base, .. } if base == *size => {
                        NumberType::recognise(base_type)?
                    }
                    _ => return None,
                };
                // As h5py stores them: FALSE and TRUE.
                let is = |name: &str| members.iter().any(|member| member.name.eq_ignore_ascii_case(name));
                let truth = members.len() == 2 && is("false") && is("true");
                return Some(if truth { NumberType { kind: Kind::Truth, ..base } } else { base });
            }
            _ => return None,
        };
        let big_endian = match order {
            DatatypeByteOrder::LittleEndian => false,
            DatatypeByteOrder::BigEndian => true,
            DatatypeByteOrder::Vax => return None,
        };
        Some(NumberType { kind, bytes: size as usize, big_endian: big_endian && size > 1 })
    }

    /// Bytes of one number in the file.
    #[must_use]
    pub fn bytes(self) -> usize {
        self.bytes
    }

    /// Bytes of one number in the file or in memory, whichever is more.
    #[must_use]
    pub fn bytes_at_most(self) -> u64 {
        if self.is_byte() { 1 } else { 8 }
    }

    /// Stored as an integer, truth values included.
    #[must_use]
    pub fn is_integer(self) -> bool {
        self.kind != Kind::Float
    }

    /// Truth values: 0 or 1, whatever is beside them.
    #[must_use]
    pub fn is_truth(self) -> bool {
        self.kind == Kind::Truth
    }

    fn is_byte(self) -> bool {
        matches!(self.kind, Kind::Unsigned | Kind::Truth) && self.bytes == 1
    }

    /// The numbers that `raw` holds, whose length is a multiple of [`NumberType::bytes`].
    #[must_use]
    pub fn decode(self, raw: Vec<u8>) -> Numbers {
        if self.is_byte() {
            return Numbers::Bytes(raw);
        }
        Numbers::Floats(raw.chunks_exact(self.bytes).map(|chunk| self.decode_one(chunk)).collect())
    }

    fn decode_one(self, chunk: &[u8]) -> f64 {
        let bits = if self.big_endian {
            chunk.iter().fold(0_u64, |bits, &b| bits << 8 | u64::from(b))
        } else {
            chunk.iter().rev().fold(0_u64, |bits, &b| bits << 8 | u64::from(b))
        };
        let spare = 64 - 8 * self.bytes;
        match (self.kind, self.bytes) {
            (Kind::Unsigned | Kind::Truth, _) => bits as f64,
            (Kind::Signed, _) => ((bits << spare).cast_signed() >> spare) as f64,
            (Kind::Float, 2) => half(bits as u16),
            (Kind::Float, 4) => f64::from(f32::from_bits(bits as u32)),
            (Kind::Float, _) => f64::from_bits(bits),
        }
    }
}

/// As NumPy names types: `u8`, `i64`, `f32`, and `>` before those with the high byte first.
impl fmt::Display for NumberType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = match self.kind {
            Kind::Truth => return f.write_str("bool"),
            Kind::Unsigned => 'u',
            Kind::Signed => 'i',
            Kind::Float => 'f',
        };
        write!(f, "{}{kind}{}", if self.big_endian { ">" } else { "" }, self.bytes * 8)
    }
}

/// The value of a half float: (−1)^s · 2^(e−15) · 1.m, and 2^−14 · 0.m for e = 0.
fn half(bits: u16) -> f64 {
    let sign = if bits >> 15 == 1 { -1.0 } else { 1.0 };
    let (exponent, mantissa) = (i32::from(bits >> 10 & 31), f64::from(bits & 1023));
    match exponent {
        0 => sign * mantissa / f64::from(1 << 24),
        31 if mantissa == 0.0 => sign * f64::INFINITY,
        31 => f64::NAN,
        e => sign * (1.0 + mantissa / 1024.0) * f64::powi(2.0, e - 15),
    }
}

fn not_numbers(datatype: &Datatype) -> Text {
    let found = type_name(datatype);
    let (en, zh) = (&found.en, &found.zh);
    Text {
        en: format!("holds {en}; expected integers or floating-point numbers of 8 to 64 bits").into(),
        zh: format!("存的是{zh}；应当是 8 到 64 位的整数或浮点数").into(),
    }
}

/// What kind of thing one element is, for people.
pub(super) fn type_name(datatype: &Datatype) -> Text {
    if let Some(number) = NumberType::recognise(datatype) {
        return say!("{number}", "{number}");
    }
    match datatype {
        Datatype::FixedPoint { layout, .. } => {
            let bits = layout.bit_precision;
            say!("integers of {bits} bits", "{bits} 位整数")
        }
        Datatype::FloatingPoint { size, .. } => {
            let bits = size.saturating_mul(8);
            say!("unusual floating-point numbers of {bits} bits", "特殊的 {bits} 位浮点数")
        }
        Datatype::String { .. } | Datatype::VariableLength { is_string: true, .. } => text("text", "文字"),
        Datatype::VariableLength { .. } => text("lists of varying length", "变长列表"),
        Datatype::Compound { .. } => text("records", "复合记录"),
        Datatype::Reference { .. } => text("references", "引用"),
        Datatype::Array { .. } => text("arrays", "数组"),
        Datatype::Enumeration { .. } => text("an enumeration", "枚举"),
        _ => text("opaque data", "不透明数据"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(kind: Kind, bytes: usize, big_endian: bool) -> NumberType {
        NumberType { kind, bytes, big_endian }
    }

    #[test]
    fn integers_of_either_byte_order() {
        assert_eq!(number(Kind::Signed, 2, false).decode_one(&[0xfe, 0xff]), -2.0);
        assert_eq!(number(Kind::Signed, 2, true).decode_one(&[0xff, 0xfe]), -2.0);
        assert_eq!(number(Kind::Unsigned, 4, true).decode_one(&[0, 0, 1, 2]), 258.0);
        assert_eq!(number(Kind::Signed, 8, false).decode_one(&i64::MIN.to_le_bytes()), -(2.0_f64.powi(63)));
        assert_eq!(number(Kind::Signed, 1, false).decode_one(&[0x80]), -128.0);
    }

    /// Values from the table of half floats in IEEE 754-2008 (also: numpy.float16).
    #[test]
    fn half_floats() {
        for (bits, value) in [
            (0x3c00, 1.0),
            (0xc000, -2.0),
            (0x7bff, 65504.0),
            (0x0400, 6.103515625e-5),
            (0x0001, 5.960464477539063e-8),
            (0x3555, 0.333251953125),
        ] {
            assert_eq!(half(bits), value);
        }
        assert_eq!(half(0x7c00), f64::INFINITY);
        assert!(half(0x7e00).is_nan());
    }

    #[test]
    fn floats_of_either_byte_order() {
        assert_eq!(number(Kind::Float, 4, true).decode_one(&1.5_f32.to_be_bytes()), 1.5);
        assert_eq!(number(Kind::Float, 8, false).decode_one(&0.1_f64.to_le_bytes()), 0.1);
        assert_eq!(number(Kind::Float, 8, true).to_string(), ">f64");
    }

    #[test]
    fn what_is_no_number_is_named() {
        let tuple = Datatype::Compound { size: 3, members: vec![] };
        assert!(NumberType::of(&tuple).unwrap_err().en.contains("records"));
    }
}
