//! Files of a learner's own, written as different programs write them.

use std::path::Path;

/// Share lines, and the files that they are about.
#[allow(dead_code, reason = "one of two tests asks for them")]
pub(crate) const RUNS: &[(&str, &[&str])] = &[
    ("logistic?lr=0.2", &["flowers.csv"]),
    ("logistic?scale=standard&columns=width,length&label=kind&class=rose", &["flowers.csv"]),
    ("logistic?scale=unit", &["plain.txt"]),
    ("network?layers=2-3-2&scale=standard", &["flowers.csv"]),
    ("network?layers=2-4-1", &["plain.txt"]),
    ("playground", &["plain.txt"]),
    ("playground?target=values&scale=true", &["values.csv"]),
    ("playground?loss=cross-entropy&columns=length,width&label=kind", &["flowers.csv"]),
    ("hopfield", &["patterns.txt"]),
    ("digits?hidden=5", &["digits.csv"]),
    ("digits?hidden=none&seed=4", &["digits.csv", "test.csv"]),
    ("digits?hidden=5&sideways=yes", &["ink.csv"]),
    ("digits?hidden=5", &["idx"]),
    ("digits?hidden=5", &["digits.h5"]),
    ("digits?hidden=5", &["train_images.npy", "train_labels.npy"]),
    ("rbm?hidden=4&compare=false", &["digits.csv"]),
    ("rbm?hidden=4&nudged=false&seed=3", &["digits.csv", "test.csv"]),
    ("rbm?hidden=4", &["idx"]),
    ("rbm?hidden=4&compare=false&pixels=binary", &["ink.csv"]),
    ("rbm?hidden=4", &["digits.h5"]),
];

/// Pictures of a set.
const COUNT: usize = 60;
const SIDE: usize = 4;

/// Pixel `p` of picture `i`, 0 … 255, and its digit.
fn pixel(i: usize, p: usize) -> u8 {
    ((i % 10 * 37 + p * (11 + i % 10) + i / 10 * 5) % 256) as u8
}

fn digit(i: usize) -> usize {
    i % 10
}

/// Writes all of them into a folder.
pub(crate) fn write(folder: &Path) {
    let file = |name: &str, bytes: &[u8]| std::fs::write(folder.join(name), bytes).expect(name);
    let kinds = ["rose", "tulip", "daisy"];
    let mut flowers = String::from("\u{feff}No;length;width;kind\r\n");
    for i in 0..30 {
        let (length, width) = (1.5 + ((i * 7) % 13) as f64 / 4.0, 0.5 + ((i * 5) % 11) as f64 / 8.0);
        let hole = if i == 4 { "n/a".to_string() } else { format!("{width}").replace('.', ",") };
        flowers +=
            &format!("{};{};{hole};{}\r\n", i + 1, format!("{length}").replace('.', ","), kinds[i % 3]);
    }
    file("flowers.csv", format!("{flowers};;;\r\n").as_bytes());
    let point = |i: usize| (((i * 17) % 23) as f64 / 2.0 - 5.0, ((i * 29) % 19) as f64 / 2.0 - 4.0);
    let plain = |i: usize| {
        let (x, y) = point(i);
        format!("{x}  {y} {}\n", usize::from(x + y > 0.0))
    };
    file("plain.txt", format!("# x y class\n{}", (0..25).map(plain).collect::<String>()).as_bytes());
    let value = |i: usize| {
        let (x, y) = point(i);
        format!("{x},{y},{}\n", x / 2.0 - y / 3.0)
    };
    file("values.csv", format!("x,y,z\n{}", (0..25).map(value).collect::<String>()).as_bytes());
    file("patterns.txt", b"#..#\n.##.\n\n##..\n..##\n\n#.#.\n.#.#\n");
    digits(folder);
}

/// Sets of digits: tables, arrays alone, HDF5.
fn digits(folder: &Path) {
    let file = |name: &str, bytes: &[u8]| std::fs::write(folder.join(name), bytes).expect(name);
    let n = SIDE * SIDE;
    let row = |i: usize| (0..n).map(|p| pixel(i, p).to_string()).collect::<Vec<_>>().join(",");
    let names = (0..n).map(|p| format!("pixel{p}")).collect::<Vec<_>>().join(",");
    let mut table = format!("label,{names}\n");
    (0..COUNT).for_each(|i| table += &format!("{},{}\n", digit(i), row(i)));
    file("digits.csv", format!("{table}3,NA{}\n", ",7".repeat(n - 1)).as_bytes());
    file("test.csv", table.lines().take(31).map(|line| format!("{line}\n")).collect::<String>().as_bytes());
    let tens = |i: usize| if digit(i) == 0 { 10 } else { digit(i) };
    let ink = |i: usize| {
        let pixels: Vec<String> =
            (0..n).map(|p| format!("{}", f64::from(pixel(i, p) % 129) / 128.0).replace('.', ",")).collect();
        format!("{};{}\n", pixels.join(";"), tens(i))
    };
    file("ink.csv", (0..COUNT).map(ink).collect::<String>().as_bytes());
    let pixels = |count: usize| (0..count * n).map(|at| pixel(at / n, at % n)).collect::<Vec<u8>>();
    let labels = |count: usize| (0..count).map(|i| digit(i) as u8).collect::<Vec<u8>>();
    let idx = |lengths: &[usize], bytes: &[u8]| {
        let mut all = vec![0, 0, 8, lengths.len() as u8];
        lengths.iter().for_each(|length| all.extend((*length as u32).to_be_bytes()));
        [all, bytes.to_vec()].concat()
    };
    std::fs::create_dir(folder.join("idx")).expect("a folder");
    for (part, count) in [("train", COUNT), ("t10k", 20)] {
        file(&format!("idx/{part}-images-idx3-ubyte"), &idx(&[count, SIDE, SIDE], &pixels(count)));
        file(&format!("idx/{part}-labels-idx1-ubyte"), &idx(&[count], &labels(count)));
    }
    let npy = |shape: &str, bytes: &[u8]| {
        let head = format!("{{'descr': '|u1', 'fortran_order': True, 'shape': {shape}, }}");
        let head = format!("{head:<117}\n");
        [
            b"\x93NUMPY\x01\x00".to_vec(),
            (head.len() as u16).to_le_bytes().to_vec(),
            head.into_bytes(),
            bytes.to_vec(),
        ]
        .concat()
    };
    // The first index runs fastest.
    let turned: Vec<u8> =
        (0..n).flat_map(|p| (0..COUNT).map(move |i| pixel(i, p % SIDE * SIDE + p / SIDE))).collect();
    file("train_images.npy", &npy(&format!("({COUNT}, {SIDE}, {SIDE})"), &turned));
    file("train_labels.npy", &npy(&format!("({COUNT},)"), &labels(COUNT)));
    // MATLAB's way: pictures along the last dimension, the digit 0 as 10.
    let mut set = hdf5::FileBuilder::new();
    let along: Vec<f64> = (0..n * COUNT).map(|at| f64::from(pixel(at % COUNT, at / COUNT)) / 255.0).collect();
    set.create_dataset("X").with_f64_data(&along).with_shape(&[SIDE as u64, SIDE as u64, COUNT as u64]);
    let numbers: Vec<f64> = (0..COUNT).map(|i| tens(i) as f64).collect();
    set.create_dataset("y").with_f64_data(&numbers).with_shape(&[1, COUNT as u64]);
    file("digits.h5", &set.finish().expect("HDF5"));
}
