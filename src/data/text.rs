//! The bytes of a text file as text: UTF-8, UTF-16, GB 18030, Windows-1252 and what else spreadsheets write.

use super::files::about;
use crate::say;
use crate::words::{Problem, text};
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, GB18030, GBK, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// Bytes that are looked at to find out an encoding.
const SAMPLE: usize = 1 << 20;

/// A text with the encoding that it was written in.
#[derive(Debug)]
pub(crate) struct Decoded {
    /// The text without a byte-order mark.
    pub(crate) text: String,
    /// Its encoding as the Encoding Standard names it.
    pub(crate) encoding: &'static str,
}

/// The encoding of this name: `utf-8`, `gbk`, `windows-1252`, `utf-16le` …
pub(crate) fn named(name: &str) -> Option<&'static Encoding> {
    let encoding = match name.to_ascii_lowercase().as_str() {
        "utf-16" => UTF_16LE,
        "utf8" => UTF_8,
        name => Encoding::for_label(name.as_bytes())?,
    };
    Some(if encoding == GBK { GB18030 } else { encoding })
}

/// The bytes as text: as `asked`, else by a byte-order mark, else UTF-8 where it is that, else the encoding that
/// the letters speak for.
///
/// # Errors
/// A sentence if the bytes are no text in the encoding that was asked for, or hold zeros as no text does.
pub(crate) fn decode(
    name: &str,
    bytes: Vec<u8>,
    asked: Option<&'static Encoding>,
) -> Result<Decoded, Problem> {
    let marked = Encoding::for_bom(&bytes);
    if let Some((encoding, mark)) = marked
        && asked.is_none_or(|asked| asked == encoding)
    {
        return whole(name, &bytes[mark..], encoding);
    }
    let bytes = match asked {
        Some(encoding) => return whole(name, &bytes, encoding),
        None => match String::from_utf8(bytes) {
            Ok(text) if !text.contains('\0') => return Ok(Decoded { text, encoding: "UTF-8" }),
            Ok(text) => text.into_bytes(),
            Err(e) => e.into_bytes(),
        },
    };
    if let Some(encoding) = wide(&bytes) {
        return whole(name, &bytes, encoding);
    }
    if bytes.contains(&0) {
        return Err(about(
            name,
            &text(
                "is not a text file: it holds zero bytes; give a table as text (CSV), or another of the formats that are read",
                "不是文本文件：里面有零字节；请给出文本表格（CSV）或其他可读的格式",
            ),
        ));
    }
    let guess = guessed(&bytes);
    [guess, GB18030, WINDOWS_1252]
        .into_iter()
        .find_map(|encoding| whole(name, &bytes, encoding).ok())
        .map_or_else(|| whole(name, &bytes, guess), Ok)
}

/// The whole text in this encoding, which has to fit every byte.
fn whole(name: &str, bytes: &[u8], encoding: &'static Encoding) -> Result<Decoded, Problem> {
    match encoding.decode_without_bom_handling_and_without_replacement(bytes) {
        Some(text) => Ok(Decoded { text: text.into_owned(), encoding: encoding.name() }),
        None => {
            let encoding = encoding.name();
            Err(about(
                name,
                &say!(
                    "is not a text in {encoding}: some bytes do not belong there; leave the encoding out to have it found",
                    "不是 {encoding} 文本：有些字节不属于这种编码；不指定编码即可自动识别"
                ),
            ))
        }
    }
}

/// UTF-16 without a mark: text of which every other byte is mostly zero.
fn wide(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = &bytes[..bytes.len().min(4096)];
    let zeros = |from: usize| sample.iter().skip(from).step_by(2).filter(|&&b| b == 0).count();
    let (even, odd, half) = (zeros(0), zeros(1), sample.len() / 2);
    match () {
        () if bytes.len() % 2 == 1 || half == 0 => None,
        () if odd * 10 > half * 7 && even * 10 < half => Some(UTF_16LE),
        () if even * 10 > half * 7 && odd * 10 < half => Some(UTF_16BE),
        () => None,
    }
}

fn guessed(bytes: &[u8]) -> &'static Encoding {
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(sample, sample.len() == bytes.len());
    let guess = detector.guess(None, Utf8Detection::Deny);
    let in_pairs = in_pairs(sample);
    match () {
        // A few Chinese words alone are too little for letter statistics; that they come in pairs is not.
        () if guess.is_single_byte() && in_pairs => GB18030,
        () if guess == GBK => GB18030,
        () => guess,
    }
}

/// Whether high bytes come in pairs as those of common Chinese characters do.
fn in_pairs(bytes: &[u8]) -> bool {
    let mut rest = bytes;
    let mut pairs = 0;
    while let Some(at) = rest.iter().position(|b| *b >= 0x80) {
        match rest[at..] {
            [0xa1..=0xf7, 0xa1..=0xfe, ..] => pairs += 1,
            [_] => break,
            _ => return false,
        }
        rest = &rest[at + 2..];
    }
    pairs > 1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoded(bytes: &[u8]) -> (String, &'static str) {
        let decoded = decode("t.csv", bytes.to_vec(), None).unwrap();
        (decoded.text, decoded.encoding)
    }

    #[test]
    fn what_editors_and_spreadsheets_write_is_text() {
        let utf16 = |s: &str| s.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
        assert_eq!(decoded("a,é\n".as_bytes()), ("a,é\n".into(), "UTF-8"));
        assert_eq!(decoded("\u{feff}x1,x2\n".as_bytes()).0, "x1,x2\n");
        assert_eq!(decoded(&utf16("\u{feff}x1,y\n1,2\n")), ("x1,y\n1,2\n".into(), "UTF-16LE"));
        assert_eq!(decoded(&utf16("x1,y\n1,2\n")), ("x1,y\n1,2\n".into(), "UTF-16LE"));
        let big: Vec<u8> = "x1,y\n1,2\n".encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(decoded(&big).1, "UTF-16BE");
        let chinese = "身高,体重,性别\n170,60,男\n160,50,女\n";
        assert_eq!(decoded(&GB18030.encode(chinese).0), (chinese.into(), "gb18030"));
        let western = "größe,café,classe\n1,2,élevé\n3,4,bas\n";
        assert_eq!(decoded(&WINDOWS_1252.encode(western).0), (western.into(), "windows-1252"));
    }

    #[test]
    fn what_was_asked_for_is_taken_or_refused() {
        let asked = |bytes: &[u8], name| decode("t.csv", bytes.to_vec(), named(name));
        assert_eq!(asked(b"caf\xe9", "latin1").unwrap().text, "café");
        assert!(asked(b"caf\xe9", "utf-8").unwrap_err().to_string().contains("not a text in UTF-8"));
        assert!(
            decode("t.csv", b"a\0b\xffcc".to_vec(), None).unwrap_err().to_string().contains("zero bytes")
        );
    }
}
