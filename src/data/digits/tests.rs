use super::*;
use crate::data::table::Meter;
use std::io::Write;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

fn idx(shape: &[u32], bytes: &[u8]) -> Vec<u8> {
    let header = [0, 0, 8, shape.len() as u8].into_iter();
    header.chain(shape.iter().flat_map(|n| n.to_be_bytes())).chain(bytes.iter().copied()).collect()
}

fn write(folder: &Path, name: &str, bytes: &[u8]) -> PathBuf {
    let path = folder.join(name);
    std::fs::write(&path, bytes).unwrap();
    path
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

#[test]
fn the_shipped_set_holds_every_digit_equally_often() {
    let set = DigitSet::shipped().unwrap();
    assert_eq!((set.train.len(), set.test.len(), set.side), (4000, 800, 16));
    for digit in 0..10 {
        assert_eq!((set.train.count(digit), set.test.count(digit)), (400, 80));
    }
}

/// The file in the repository is what the generator draws.
#[test]
fn the_shipped_file_can_be_drawn_again_bit_for_bit() {
    let drawn = generate_digits(SHIPPED_SEED).to_hdf5().unwrap();
    assert!(drawn == SHIPPED, "datasets/digits.h5 differs: run `nnlab data make`");
}

#[test]
fn mnists_four_files_are_read_from_their_folder() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    write(
        path,
        "train-images-idx3-ubyte.gz",
        &gzip(&idx(&[3, 2, 2], &[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 255])),
    );
    write(path, "train-labels-idx1-ubyte", &idx(&[3], &[7, 8, 9]));
    write(path, "t10k-images-idx3-ubyte", &idx(&[1, 2, 2], &[9, 9, 9, 9]));
    write(path, "t10k-labels-idx1-ubyte", &idx(&[1], &[0]));
    let set = DigitSet::load(&[path.to_path_buf()], 0).unwrap();
    assert_eq!((set.side, &set.train.labels[..], &set.test.labels[..]), (2, &[7, 8, 9][..], &[0][..]));
    assert_eq!(*set.train.bytes(1), [5, 6, 7, 8]);
}

/// Test files are known by any of their usual names; a set whose test part is lost would be split anew.
#[test]
fn the_test_part_is_known_by_its_name() {
    for test in ["t10k", "test", "emnist-digits-test"] {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path();
        write(path, "train-images-idx3-ubyte", &idx(&[3, 2, 2], &[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]));
        write(path, "train-labels-idx1-ubyte", &idx(&[3], &[7, 8, 9]));
        write(path, &format!("{test}-images-idx3-ubyte"), &idx(&[1, 2, 2], &[9, 9, 9, 9]));
        write(path, &format!("{test}-labels-idx1-ubyte"), &idx(&[1], &[0]));
        let set = DigitSet::load(&[path.to_path_buf()], 0).unwrap();
        let labels = (&set.train.labels[..], &set.test.labels[..]);
        assert_eq!(labels, (&[7, 8, 9][..], &[0][..]), "{test}");
    }
}

#[test]
fn idx_files_that_lie_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let labels = write(folder.path(), "labels", &idx(&[2], &[1, 2]));
    let sentence = |bytes: &[u8]| {
        let images = write(folder.path(), "images", bytes);
        DigitSet::load(&[images, labels.clone()], 0).unwrap_err().to_string()
    };
    assert!(sentence(&idx(&[2, 2, 2], &[0; 7])).contains("claims the shape (2, 2, 2) but holds 7 bytes"));
    assert!(sentence(&idx(&[u32::MAX, u32::MAX, u32::MAX], &[0; 4])).contains("claims the shape"));
    assert!(sentence(&idx(&[3, 2, 2], &[0; 12])).contains("with m = 2 labels"));
    assert!(sentence(&gzip(&vec![0; 193 << 20])).contains("unpacks to more than 192 MB"));
}

#[test]
fn csv_with_the_label_first_or_last() {
    let folder = tempfile::tempdir().unwrap();
    let load = |text: &str| DigitSet::load(&[write(folder.path(), "d.csv", text.as_bytes())], 1);
    let all = |set: &DigitSet| {
        let mut rows: Vec<(u8, Vec<u8>)> = [&set.train, &set.test]
            .iter()
            .flat_map(|part| (0..part.len()).map(|i| (part.labels[i], part.bytes(i).into_owned())))
            .collect();
        rows.sort();
        rows
    };
    let first = load("label,p0,p1,p2,p3\n3,0,128,255,7\n4,1,2,3,4\n").unwrap();
    assert_eq!(all(&first), [(3, vec![0, 128, 255, 7]), (4, vec![1, 2, 3, 4])]);
    let last = load("0,16,8,0,5\n0,0,4,12,6\n").unwrap();
    assert_eq!(all(&last), [(5, vec![0, 255, 128, 0]), (6, vec![0, 0, 64, 191])]);
    let sentence = |text: &str| load(text).unwrap_err().to_string();
    assert!(sentence("1,0,0,0,0\n2,0,x,0,0\n").contains("line 2 column 3: “x” is not a number"));
    assert!(sentence("1,0,0,0,0\n2,0,0,0\n").contains("line 2 has 4 columns"));
    assert!(sentence("1,0,0\n2,0,0\n").contains("a square number of pixels"));
    assert!(sentence("1,0,0,0,999\n2,0,0,0,0\n").contains("outside 0…255"));
}

#[test]
fn the_seed_splits_a_set_that_has_no_test_part() {
    let folder = tempfile::tempdir().unwrap();
    let text: String = (0..60).map(|i| format!("{},{i},0,0,255\n", i % 10)).collect();
    let path = write(folder.path(), "d.csv", text.as_bytes());
    let load = |seed| DigitSet::load(std::slice::from_ref(&path), seed).unwrap();
    assert_eq!((load(1).train.len(), load(1).test.len()), (48, 12));
    assert_eq!(load(1), load(1));
    assert_ne!(load(1).test, load(2).test);
}

#[test]
fn hdf5_without_a_test_part_and_with_floats() {
    let mut builder = hdf5::FileBuilder::new();
    builder
        .create_dataset("train_x")
        .with_f32_data(&[0.0, 0.5, 1.0, 0.25, 0.0, 0.0, 0.0, 1.0])
        .with_shape(&[2, 2, 2]);
    builder.create_dataset("train_y").with_i64_data(&[3, 9]);
    let folder = tempfile::tempdir().unwrap();
    let path = write(folder.path(), "d.h5", &builder.finish().unwrap());
    let set = DigitSet::load(&[path], 0).unwrap();
    assert_eq!((set.train.len(), set.test.len()), (1, 1));
    let three = if set.train.labels == [3] { &set.train } else { &set.test };
    assert_eq!(*three.bytes(0), [0, 128, 255, 64]);
}

/// Letters: as words in a table, as EMNIST's numbers, and as words in an NPZ file's array.
#[test]
fn letters_are_classes_by_their_names_or_by_emnists_list() {
    let folder = tempfile::tempdir().unwrap();
    let table = "label,p0,p1,p2,p3\nB,0,128,255,7\nA,1,2,3,4\nB,0,0,255,0\n";
    let set = DigitSet::load(&[write(folder.path(), "d.csv", table.as_bytes())], 1).unwrap();
    assert_eq!(set.classes, ["A", "B"]);
    let emnist = folder.path().join("emnist");
    std::fs::create_dir(&emnist).unwrap();
    for part in ["train", "test"] {
        let name = |what| format!("emnist-letters-{part}-{what}-ubyte");
        write(&emnist, &name("images-idx3"), &idx(&[2, 2, 2], &[0, 1, 2, 255, 9, 8, 7, 6]));
        write(&emnist, &name("labels-idx1"), &idx(&[2], &[1, 26]));
    }
    let set = DigitSet::load(&[emnist], 1).unwrap();
    assert_eq!((set.classes.len(), &*set.classes[25], &set.train.labels[..]), (26, "Z", &[0, 25][..]));
    assert_eq!(*set.train.bytes(0), [0, 2, 1, 255], "turned upright");
}

/// A folder for each class, in `train` and `test`, with a file among them that is no picture; dark ink on light paper
/// becomes light on dark.
#[test]
fn pictures_in_folders_are_read() {
    let folder = tempfile::tempdir().unwrap();
    for (part, class, dark) in [("train", "0", 3), ("train", "7", 5), ("test", "0", 3), ("test", "7", 5)] {
        let place = folder.path().join(part).join(class);
        std::fs::create_dir_all(&place).unwrap();
        let mut picture = image::GrayImage::from_pixel(8, 8, image::Luma([255]));
        picture.put_pixel(dark, 4, image::Luma([0]));
        picture.save(place.join("a.png")).unwrap();
    }
    write(&folder.path().join("train/7"), "b.png", b"no picture");
    let set = DigitSet::load(&[folder.path().to_path_buf()], 1).unwrap();
    assert_eq!((set.side, &set.train.labels[..], &set.test.labels[..]), (8, &[0, 7][..], &[0, 7][..]));
    assert_eq!((set.train.bytes(1)[8 * 4 + 5], set.train.bytes(1)[0]), (255, 0));
    let notes: String = set.notes.iter().map(|note| format!("{}\n", note.en)).collect();
    assert!(notes.contains("1 pictures are left out") && notes.contains("dark ink on light"), "{notes}");
}

/// Arrays in groups (`train/data`), as in USPS's file, and a file without any array.
#[test]
fn arrays_in_groups_of_hdf5_are_found() {
    let mut builder = hdf5::FileBuilder::new();
    for (part, labels) in [("train", [3_i64, 9]), ("test", [9, 3])] {
        let mut group = builder.create_group(part);
        group
            .create_dataset("data")
            .with_f32_data(&[0.0, 0.5, 1.0, 0.25, 0.0, 0.0, 0.0, 1.0])
            .with_shape(&[2, 4]);
        group.create_dataset("target").with_i64_data(&labels);
        builder.add_group(group.finish());
    }
    let folder = tempfile::tempdir().unwrap();
    let path = write(folder.path(), "usps.h5", &builder.finish().unwrap());
    let set = DigitSet::load(&[path], 0).unwrap();
    assert_eq!((&set.train.labels[..], &set.test.labels[..]), (&[3, 9][..], &[9, 3][..]));
    let empty = write(folder.path(), "e.h5", &hdf5::FileBuilder::new().finish().unwrap());
    assert!(DigitSet::load(&[empty], 0).unwrap_err().to_string().contains("holds no arrays of numbers"));
}

/// Who waits for a long table sees how far it is read, and it ends where it was said to end.
#[test]
fn a_meter_counts_a_table_to_its_end() {
    let folder = tempfile::tempdir().unwrap();
    let row = |label: usize| format!("{label}{}\n", ",0.5".repeat(64));
    let table: String = (0..50).map(|i| row(i % 10)).collect();
    let path = write(folder.path(), "d.csv", table.as_bytes());
    let (done, all) = (Arc::new(AtomicU64::new(0)), Arc::new(AtomicU64::new(0)));
    let meter = Meter::new(Arc::clone(&done), Arc::clone(&all));
    let reading = Reading { meter, ..Reading::default() };
    DigitSet::load_as(&[path], 1, &reading, Sideways::Auto).unwrap();
    let (done, all) = (done.load(Ordering::Relaxed), all.load(Ordering::Relaxed));
    assert_eq!(all, 3 * table.len() as u64);
    assert!(done == all, "{done} of {all}");
}
