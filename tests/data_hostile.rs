//! Damaged files of every kind: whatever is cut off, flipped or moved, the readers answer, with one sentence, and never
//! panic. `NNLAB_MUTANTS=20000 cargo test --release --test data_hostile` tries so many instead of a few.

use nnlab::data::cats::PictureSet;
use nnlab::data::info::{describe, preview};
use nnlab::data::table::{Reading, Wanted};
use nnlab::data::{Pictures, Pixels, csv_points, picture_file, text_patterns};
use nnlab::story::Story;
use nnlab::words::{Problem, text};
use proptest::prelude::*;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use std::time::{Duration, Instant};

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

/// A file of each kind that some reader takes.
fn seeds() -> Vec<(&'static str, Vec<u8>)> {
    let idx = |shape: &[u32], bytes: &[u8]| -> Vec<u8> {
        let header =
            [0, 0, 8, shape.len() as u8].into_iter().chain(shape.iter().flat_map(|n| n.to_be_bytes()));
        header.chain(bytes.iter().copied()).collect()
    };
    let pixels: Vec<u8> = (0..64).map(|i| (i * 37 % 256) as u8).collect();
    let npy = |kind: &str, shape: &str, data: &[u8]| -> Vec<u8> {
        let words = format!("{{'descr': '{kind}', 'fortran_order': False, 'shape': {shape}, }}\n");
        let start = [b"\x93NUMPY\x01\x00".as_slice(), &(words.len() as u16).to_le_bytes()].concat();
        [start, words.into_bytes(), data.to_vec()].concat()
    };
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, array) in [
        ("x_train.npy", npy("|u1", "(4, 4, 4)", &pixels)),
        ("y_train.npy", npy("|u1", "(4,)", &[1, 2, 3, 1])),
    ] {
        archive.start_file(name, zip::write::SimpleFileOptions::default()).expect("an entry");
        std::io::Write::write_all(&mut archive, &array).expect("written");
    }
    let npz = archive.finish().expect("an archive").into_inner();
    let mut mat = b"MATLAB 7.3 MAT-file".to_vec();
    mat.resize(512, b' ');
    let mut builder = hdf5::FileBuilder::new();
    builder.create_dataset("X").with_u8_data(&pixels).with_shape(&[4, 4, 4]);
    builder.create_dataset("y").with_u8_data(&[1, 2, 3, 1]);
    mat.extend(builder.finish().expect("a small file"));
    let picture = image::RgbImage::from_fn(9, 7, |x, y| image::Rgb([x as u8 * 20, y as u8 * 30, 90]));
    let encoded = |format| {
        let mut bytes = std::io::Cursor::new(Vec::new());
        picture.write_to(&mut bytes, format).expect("a picture");
        bytes.into_inner()
    };
    let digits: String = (0..9).map(|i| format!("{},0,16,{},4\n", i % 3, i)).collect();
    vec![
        ("t.csv", b"id;width;kind\r\n1;0,5;\"a \"\"b\"\"\"\r\n2;1,5;c\r\n3;;c\r\n4;2,5;c\r\n".to_vec()),
        ("u.txt", "\u{feff}x y 种类\n1 2 好\n3 -4e-1 坏\n# remark\n5 6 好\n".into()),
        ("w.tsv", "a\tb\n1\t2\n".encode_utf16().flat_map(u16::to_le_bytes).collect()),
        ("digits.csv", digits.into_bytes()),
        ("images-idx3-ubyte", idx(&[4, 4, 4], &pixels)),
        ("a.npz", npz),
        ("a.npy", npy("<f4", "(2, 2)", &pixels[..16])),
        ("m.mat", mat),
        ("cats.h5", PICTURES.clone()),
        ("p.png", encoded(image::ImageFormat::Png)),
        ("p.jpg", encoded(image::ImageFormat::Jpeg)),
        ("patterns.txt", b"#..#\n.##.\n\n####\n#..#\n".to_vec()),
        ("story.md", include_bytes!("../assets/stories/slope.en.md").to_vec()),
    ]
}

/// Numbers from a seed.
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % end.max(1)
    }
}

/// What words of tables and stories turn into.
const WORDS: [&[u8]; 12] = [
    b"\"",
    b",",
    b";",
    b"\t",
    b"\n",
    b"nan",
    b"1e400",
    b"-",
    b"999999999999999999999",
    "½".as_bytes(),
    b"\0",
    b"::",
];

/// Cuts, flips, fills, repeats, moves or writes into a file, one to four times.
fn mutant(seed: &[u8], dice: &mut Dice) -> Vec<u8> {
    let mut bytes = seed.to_vec();
    for _ in 0..=dice.below(4) {
        let (at, long) = (dice.below(bytes.len()), 1 + dice.below(40));
        let end = (at + long).min(bytes.len());
        match dice.below(9) {
            0 => bytes.truncate(at),
            1 if at < bytes.len() => bytes[at] ^= 1 << dice.below(8),
            2 => bytes[at..end].fill([0, 0xff, b'9', b' '][dice.below(4)]),
            3 => {
                let piece = bytes[at..end].to_vec();
                bytes.splice(at..at, piece.repeat(1 + dice.below(30)));
            }
            4 => drop(bytes.drain(at..end)),
            5 => {
                let word = WORDS[dice.below(WORDS.len())];
                bytes.splice(at..at, word.iter().copied());
            }
            6 if at + 8 <= bytes.len() => {
                let value = [0, 1 << 31, u64::MAX, 1 << 40, 0xffff][dice.below(5)];
                bytes[at..at + 8].copy_from_slice(&value.to_le_bytes());
            }
            7 if at + 4 <= bytes.len() => {
                let value = [0_u32, 1 << 31, u32::MAX, 1 << 20][dice.below(4)];
                bytes[at..at + 4].copy_from_slice(&value.to_be_bytes());
            }
            _ if at < bytes.len() => bytes[at] = dice.below(256) as u8,
            _ => {}
        }
    }
    bytes
}

/// Gives a file to every reader that might be asked about it; what is refused is one sentence.
fn read(path: &Path, bytes: &[u8]) {
    let said = |problem: Problem| {
        for words in [&problem.text.en, &problem.text.zh] {
            assert!(!words.trim().is_empty() && words.len() < 2000, "{words}");
            assert!(!words.chars().any(|c| c.is_control() && c != '\n'), "{words:?}");
        }
    };
    let paths = [path.to_path_buf()];
    match describe(&paths, &Reading::default()) {
        Ok(description) => assert!(!description.lines().is_empty()),
        Err(problem) => said(problem),
    }
    preview(&paths, "network", &Reading::default()).map_or_else(said, drop);
    PictureSet::load(&paths).map_or_else(said, |set| {
        for part in [&set.train, &set.test] {
            assert!(part.labels.iter().all(|&label| usize::from(label) < set.classes.len()));
        }
    });
    let name = path.display().to_string();
    if name.ends_with("png") || name.ends_with("jpg") {
        picture_file::one_picture(path, 8, 8, 3).map_or_else(said, drop);
    }
    if let Ok(words) = std::str::from_utf8(bytes) {
        text_patterns::parse_patterns("patterns", words).map_or_else(said, drop);
        if name.ends_with("md") {
            let _ = Story::read(words);
        }
    }
    csv_points::parse_points("points", bytes, Wanted::Classes(10), &Reading::default())
        .map_or_else(said, drop);
}

#[test]
fn mutants_of_every_kind_of_file_are_read_or_refused() {
    let count = std::env::var("NNLAB_MUTANTS").ok().and_then(|words| words.parse().ok()).unwrap_or(390);
    let (seeds, folder) = (seeds(), tempfile::tempdir().expect("a temporary folder can be made"));
    let mut dice = Dice(7);
    let mut slowest = (Duration::ZERO, String::new());
    for number in 0..count {
        let (name, seed) = &seeds[number % seeds.len()];
        let bytes = mutant(seed, &mut dice);
        let path = file(&folder, name, &bytes);
        let begun = Instant::now();
        let result = std::panic::catch_unwind(|| read(&path, &bytes));
        slowest = slowest.max((begun.elapsed(), format!("{name}, mutant {number}")));
        if let Err(panic) = result {
            let kept = std::env::temp_dir().join(format!("nnlab-mutant-{number}-{name}"));
            let _ = std::fs::write(&kept, &bytes);
            println!("mutant {number} of {name} is kept as {}", kept.display());
            std::panic::resume_unwind(panic);
        }
    }
    let (time, which) = slowest;
    println!("{count} mutants; the slowest took {time:.2?} ({which})");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, failure_persistence: None, ..ProptestConfig::default() })]

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
