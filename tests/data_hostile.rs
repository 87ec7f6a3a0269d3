//! Damaged files: whatever is cut off or flipped, the readers answer, and never panic.

use nnlab::data::cats::PictureSet;
use nnlab::data::digits::DigitSet;
use nnlab::data::table::{Reading, Wanted};
use nnlab::data::{Pictures, Pixels, csv_points, info, text_patterns};
use nnlab::words::text;
use proptest::prelude::*;
use std::path::PathBuf;
use std::sync::LazyLock;

/// A picture set of 5 + 3 pictures of 4 × 4 × 3, nearly all of it structure, so that damage hits that.
static PICTURES: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let part = |m: usize| Pictures {
        pixels: Pixels::Bytes((0..m * 48).map(|i| (i * 7 % 256) as u8).collect()),
        features: 48,
        labels: (0..m).map(|i| (i % 2) as u8).collect(),
    };
    let set = PictureSet {
        train: part(5),
        test: part(3),
        classes: vec!["non-cat".into(), "cat".into()],
        values: vec![0.0, 1.0],
        height: 4,
        width: 4,
        channels: 3,
        unit: 255.0,
        notes: Vec::new(),
        origin: text("", ""),
    };
    set.to_hdf5().expect("a small set can be written")
});

fn file(folder: &tempfile::TempDir, name: &str, bytes: &[u8]) -> PathBuf {
    let path = folder.path().join(name);
    std::fs::write(&path, bytes).expect("a temporary file can be written");
    path
}

/// A set that was accepted is whole; a refusal is a sentence that names the file.
fn check(bytes: &[u8]) {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let path = file(&folder, "damaged.h5", bytes);
    match PictureSet::load(std::slice::from_ref(&path)) {
        Ok(set) => {
            for part in [&set.train, &set.test] {
                let Pixels::Bytes(pixels) = &part.pixels else { panic!("bytes were written") };
                assert_eq!(pixels.len(), part.len() * set.height * set.width * set.channels);
                assert!(part.labels.iter().all(|&label| label < 2));
            }
        }
        Err(problem) => {
            assert!(
                problem.text.en.contains("damaged.h5") && problem.text.zh.contains("damaged.h5"),
                "{problem}"
            );
        }
    }
    // The description has to survive as well; it may refuse.
    if let Ok(description) = info::describe(&[path], &Reading::default()) {
        assert!(!description.lines().is_empty());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_cut_file(end in 0..PICTURES.len()) {
        check(&PICTURES[..end]);
    }

    #[test]
    fn flipped_bits(flips in prop::collection::vec((0..PICTURES.len(), 0..8_u32), 1..12)) {
        let mut bytes = PICTURES.clone();
        for (at, bit) in flips {
            bytes[at] ^= 1 << bit;
        }
        check(&bytes);
    }

    #[test]
    fn large_numbers_in_any_place(at in 0..PICTURES.len() - 8, value in prop::sample::select(vec![0, 1 << 31, u64::MAX, 1 << 40])) {
        let mut bytes = PICTURES.clone();
        bytes[at..at + 8].copy_from_slice(&value.to_le_bytes());
        check(&bytes);
    }

    #[test]
    fn idx_of_noise(header in prop::collection::vec(any::<u8>(), 0..40), rank in 0..6_u8) {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let images = file(&folder, "images", &[&[0, 0, 8, rank], &header[..]].concat());
        let labels = file(&folder, "labels", &[0, 0, 8, 1, 0, 0, 0, 2, 1, 2]);
        let _ = DigitSet::load(&[images, labels], 0);
    }

    #[test]
    fn text_of_noise(noise in "\\PC{0,80}", lines in prop::collection::vec("[0-9.,;e#\"\\t-]{0,12}", 0..8)) {
        let lines = format!("{}\n{noise}", lines.join("\n"));
        for wanted in [Wanted::Classes(10), Wanted::Values] {
            let _ = csv_points::parse_points("noise", lines.as_bytes(), wanted, &Reading::default());
        }
        let _ = text_patterns::parse_patterns("noise", &lines);
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let _ = DigitSet::load(&[file(&folder, "noise.csv", lines.as_bytes())], 0);
    }

    #[test]
    fn points_survive_the_way_out_and_back(
        rows in prop::collection::vec((-1e9..1e9_f64, -1e9..1e9_f64, prop::sample::select(vec!["a", "b,\"c\"", "3"])), 1..30)
    ) {
        let lines: String = rows.iter().map(|(x, y, label)| format!("{x},{y},\"{}\"\n", label.replace('"', "\"\""))).collect();
        let points = csv_points::parse_points("p", lines.as_bytes(), Wanted::Classes(10), &Reading::default()).expect("valid points");
        let back = csv_points::parse_points("p", points.to_csv().as_bytes(), Wanted::Classes(10), &Reading::default()).expect("valid points");
        prop_assert_eq!(back, points);
    }
}
