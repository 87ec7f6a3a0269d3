//! One picture out of a PNG or JPEG file, at the size the neuron was trained on.

use super::files::{MB, about, read_bytes, shown};
use crate::say;
use crate::words::{Problem, printable_start, text};
use image::imageops::FilterType;
use image::{DynamicImage, ImageDecoder, ImageReader, Limits, Rgba};
use std::io::Cursor;
use std::path::Path;

/// The longest picture file that is read.
const MOST_FILE_BYTES: u64 = 32 * MB;
/// Memory that a decoded picture may take.
const MOST_PICTURE_BYTES: u64 = 100 * MB;
/// Pixels on one side at most.
const MOST_SIDE: u32 = 16_384;

/// The picture in the PNG or JPEG file at `path`, resized to `height` × `width` and as bytes 0…255,
/// row-major, `channels` (3: red, green, blue; 1: grey) for each pixel.
///
/// It is turned as the camera noted, laid on white where it is transparent, and squeezed to the new
/// shape with the triangle filter whose support grows with the reduction: what the course does with
/// PIL's bilinear resize.
///
/// # Errors
/// A sentence that names the file and why it is no picture that can be used.
pub fn one_picture(path: &Path, height: usize, width: usize, channels: usize) -> Result<Vec<u8>, Problem> {
    let picture = decode(path)?;
    let (w, h) = (u32::try_from(width).unwrap_or(MOST_SIDE), u32::try_from(height).unwrap_or(MOST_SIDE));
    let small = picture.resize_exact(w.clamp(1, MOST_SIDE), h.clamp(1, MOST_SIDE), FilterType::Triangle);
    Ok(match (channels, small.color().has_color()) {
        (1, false) => small.into_luma8().into_raw(),
        (1, true) => small.into_rgb8().pixels().map(|pixel| grey(pixel.0)).collect(),
        _ => small.into_rgb8().into_raw(),
    })
}

/// The grey of a colour as Pillow's `convert("L")` has it: 0.299 R + 0.587 G + 0.114 B.
fn grey([r, g, b]: [u8; 3]) -> u8 {
    let sum = 19_595 * u32::from(r) + 38_470 * u32::from(g) + 7_471 * u32::from(b);
    ((sum + 0x8000) >> 16) as u8
}

/// Whether a PNG or JPEG file lacks its end. Decoders fill up what is missing.
fn is_cut(bytes: &[u8]) -> bool {
    let last = |mark: &[u8]| bytes.windows(mark.len()).rposition(|window| window == mark);
    match bytes {
        [0x89, b'P', b'N', b'G', ..] => last(b"IEND").is_none(),
        // The end of the picture behind the last beginning of its data: a preview inside has an end of its own.
        [0xff, 0xd8, ..] => last(&[0xff, 0xd9]) < last(&[0xff, 0xda]).or(Some(0)),
        _ => false,
    }
}

/// Width and height that a picture file claims.
///
/// # Errors
/// A sentence that names the file.
pub(super) fn size(path: &Path) -> Result<(usize, usize), Problem> {
    let picture = decode(path)?;
    Ok((picture.width() as usize, picture.height() as usize))
}

fn decode(path: &Path) -> Result<DynamicImage, Problem> {
    let name = shown(path);
    let broken = |e: &dyn std::fmt::Display| {
        let why = printable_start(&e.to_string(), 120);
        about(
            &name,
            &say!(
                "is not a PNG or JPEG picture that can be read ({why})",
                "不是可读的 PNG 或 JPEG 图片（{why}）"
            ),
        )
    };
    let bytes = read_bytes(path, MOST_FILE_BYTES)?;
    if is_cut(&bytes) {
        return Err(about(
            &name,
            &text(
                "ends in the middle of the picture; copy or save it again",
                "在图片中途就结束了；请重新复制或保存",
            ),
        ));
    }
    let mut reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().map_err(|e| broken(&e))?;
    if reader.format().is_none() {
        return Err(about(
            &name,
            &text(
                "is neither a PNG nor a JPEG picture; convert it to one of them",
                "既不是 PNG 也不是 JPEG 图片；请先转换",
            ),
        ));
    }
    let mut limits = Limits::default();
    limits.max_image_width = Some(MOST_SIDE);
    limits.max_image_height = Some(MOST_SIDE);
    limits.max_alloc = Some(MOST_PICTURE_BYTES);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(|e| broken(&e))?;
    let (width, height) = decoder.dimensions();
    if decoder.total_bytes() > MOST_PICTURE_BYTES || width == 0 || height == 0 {
        let limit = MOST_PICTURE_BYTES / MB;
        return Err(about(
            &name,
            &say!(
                "has {width} × {height} pixels, more than fit into {limit} MB; make it smaller",
                "有 {width} × {height} 个像素，{limit} MB 放不下；请缩小图片"
            ),
        ));
    }
    // A wrong note about the camera's orientation is no reason to refuse the picture.
    let orientation = decoder.orientation().unwrap_or(image::metadata::Orientation::NoTransforms);
    let mut picture = DynamicImage::from_decoder(decoder).map_err(|e| broken(&e))?;
    picture.apply_orientation(orientation);
    Ok(if picture.color().has_alpha() { on_white(picture) } else { picture })
}

fn on_white(picture: DynamicImage) -> DynamicImage {
    let mut picture = picture.into_rgba8();
    for Rgba([red, green, blue, alpha]) in picture.pixels_mut() {
        let cover = u32::from(*alpha);
        for part in [red, green, blue] {
            *part = ((u32::from(*part) * cover + 255 * (255 - cover) + 127) / 255) as u8;
        }
        *alpha = 255;
    }
    DynamicImage::ImageRgba8(picture)
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::{ImageBuffer, Rgb};

    #[test]
    fn a_picture_is_resized_and_keeps_its_colours() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("half.png");
        let half = |x: u32, _| if x < 32 { Rgb([255, 0, 0]) } else { Rgb([0, 0, 255_u8]) };
        ImageBuffer::from_fn(64, 32, half).save(&path).unwrap();
        let bytes = one_picture(&path, 4, 4, 3).unwrap();
        assert_eq!(bytes.len(), 48);
        assert_eq!((&bytes[..3], &bytes[9..12]), (&[255, 0, 0][..], &[0, 0, 255][..]));
        assert_eq!(one_picture(&path, 3, 5, 1).unwrap().len(), 15);
    }

    /// What Pillow 10 answers: `Image.new("RGB", (1, 1), c).convert("L").getpixel((0, 0))`.
    #[test]
    fn grey_is_what_pillow_makes_of_a_colour() {
        let cases = [
            ([255, 0, 0], 76),
            ([0, 255, 0], 150),
            ([0, 0, 255], 29),
            ([255, 255, 255], 255),
            ([10, 20, 30], 18),
            ([200, 100, 50], 124),
        ];
        for (colour, expected) in cases {
            assert_eq!(grey(colour), expected, "{colour:?}");
        }
    }

    /// A file that ends in the middle is no picture, wherever it was cut.
    #[test]
    fn a_cut_picture_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        for kind in ["png", "jpg"] {
            let path = folder.path().join(format!("whole.{kind}"));
            let noise = |x: u32, y: u32| {
                Rgb([(x * 37 + y * 91) as u8, (x * x + y) as u8, (y * y * 3 + x * 11) as u8])
            };
            ImageBuffer::from_fn(64, 48, noise).save(&path).unwrap();
            let bytes = std::fs::read(&path).unwrap();
            assert!(one_picture(&path, 8, 8, 3).is_ok());
            let cut = folder.path().join(format!("cut.{kind}"));
            for share in [30, 60, 90, 99] {
                std::fs::write(&cut, &bytes[..bytes.len() * share / 100]).unwrap();
                assert!(one_picture(&cut, 8, 8, 3).is_err(), "{kind} cut to {share} %");
            }
        }
    }

    #[test]
    fn transparency_becomes_white() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("clear.png");
        ImageBuffer::from_fn(2, 1, |x, _| Rgba([0, 0, 0, if x == 0 { 0 } else { 255_u8 }]))
            .save(&path)
            .unwrap();
        assert_eq!(one_picture(&path, 1, 2, 3).unwrap(), [255, 255, 255, 0, 0, 0]);
    }

    #[test]
    fn what_is_no_picture_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("text.png");
        std::fs::write(&path, "hello").unwrap();
        assert!(one_picture(&path, 2, 2, 3).unwrap_err().to_string().contains("neither a PNG nor a JPEG"));
        std::fs::write(&path, b"\x89PNG\r\n\x1a\n\0\0\0\0IEND").unwrap();
        assert!(one_picture(&path, 2, 2, 3).unwrap_err().to_string().contains("not a PNG or JPEG picture"));
    }
}
