use super::layout::read;
use super::*;

type Build<'a> = &'a dyn Fn(&mut hdf5::FileBuilder);

/// A file of 3 + 2 pictures of 2 × 2 × 3, with some data sets written otherwise.
fn file(others: &[(&str, Build<'_>)]) -> DataFile {
    let mut builder = hdf5::FileBuilder::new();
    let x = |m: usize| (0..m * 12).map(|v| (v * 5) as u8).collect::<Vec<u8>>();
    for (name, m) in [("train", 3), ("test", 2)] {
        let (set_x, set_y) = (format!("{name}_set_x"), format!("{name}_set_y"));
        if !others.iter().any(|(n, _)| *n == set_x) {
            builder.create_dataset(&set_x).with_u8_data(&x(m)).with_shape(&[m as u64, 2, 2, 3]);
        }
        if !others.iter().any(|(n, _)| *n == set_y) {
            builder.create_dataset(&set_y).with_i64_data(&[1, 0, 1][..m]);
        }
    }
    if !others.iter().any(|(n, _)| *n == "list_classes") {
        builder.create_dataset("list_classes").with_ascii_strings(&["non-cat", "cat"]).unwrap();
    }
    for (_, build) in others {
        build(&mut builder);
    }
    DataFile::from_bytes("t.h5", builder.finish().unwrap()).unwrap()
}

fn set(others: &[(&str, Build<'_>)]) -> Result<PictureSet, Problem> {
    read(&[file(others)], text("", ""))
}

fn sentence(others: &[(&str, Build<'_>)]) -> String {
    set(others).unwrap_err().to_string()
}

#[test]
fn the_shipped_set_has_the_size_of_the_courses_and_its_share_of_cats() {
    let set = PictureSet::shipped().unwrap();
    assert_eq!((set.train.len(), set.train.count(1)), (209, 72));
    assert_eq!((set.test.len(), set.test.count(1)), (50, 33));
    assert_eq!((set.height, set.width, set.channels), (64, 64, 3));
    assert_eq!(set.classes, ["non-cat", "cat"]);
}

#[test]
fn what_is_written_reads_back() {
    let set = set(&[]).unwrap();
    let back = DataFile::from_bytes("b.h5", set.to_hdf5().unwrap()).unwrap();
    assert_eq!(read(&[back], text("", "")).unwrap(), set);
}

#[test]
fn a_byte_becomes_the_fraction_that_numpy_computes() {
    let set = set(&[]).unwrap();
    let mut row = vec![0.0; 12];
    set.train.fractions(1, &mut row);
    // numpy.array([60, 65], dtype='u1') / 255.
    assert_eq!(row[..2], [0.23529411764705882, 0.2549019607843137]);
    assert_eq!(set.train.bytes(1)[..2], [60, 65]);
}

#[test]
fn floats_are_fractions_if_none_exceeds_one() {
    let write = |scale: f64| {
        move |b: &mut hdf5::FileBuilder| {
            let x = |m: usize| (0..m * 12).map(|v| v as f64 * 5.0 * scale).collect::<Vec<_>>();
            b.create_dataset("train_set_x").with_f64_data(&x(3)).with_shape(&[3, 2, 2, 3]);
            b.create_dataset("test_set_x").with_f64_data(&x(2)).with_shape(&[2, 2, 2, 3]);
        }
    };
    let none = |_: &mut hdf5::FileBuilder| {};
    for (scale, whole) in [(1.0 / 255.0, false), (1.0, true), (0.99, false)] {
        let set = set(&[("train_set_x", &write(scale)), ("test_set_x", &none)]).unwrap();
        let mut row = vec![0.0; 12];
        set.train.fractions(2, &mut row);
        let unit = if scale < 0.5 { 1.0 } else { 1.0 / 255.0 };
        assert!((row[11] - 175.0 * scale * unit).abs() < 1e-15, "{scale}");
        assert_eq!(matches!(set.train.pixels, Pixels::Bytes(_)), whole, "{scale}");
    }
}

/// As h5py stores `numpy.bool_`.
fn truth_values() -> hdf5::Datatype {
    hdf5::EnumTypeBuilder::u8_based().u8_value("FALSE", 0).u8_value("TRUE", 1).build().unwrap()
}

/// Truth values and whole numbers 0 and 1 are black and white, not two shades of black.
#[test]
fn black_and_white_pictures_are_read_as_such() {
    let ones = |m: usize| (0..m * 12).map(|v| u8::from(v % 3 == 0)).collect::<Vec<u8>>();
    let none = |_: &mut hdf5::FileBuilder| {};
    let truth = |b: &mut hdf5::FileBuilder| {
        b.create_dataset("train_set_x").with_enum_u8_data(truth_values(), &ones(3)).with_shape(&[3, 2, 2, 3]);
        b.create_dataset("test_set_x").with_enum_u8_data(truth_values(), &ones(2)).with_shape(&[2, 2, 2, 3]);
    };
    let bytes = |b: &mut hdf5::FileBuilder| {
        b.create_dataset("train_set_x").with_u8_data(&ones(3)).with_shape(&[3, 2, 2, 3]);
        b.create_dataset("test_set_x").with_u8_data(&ones(2)).with_shape(&[2, 2, 2, 3]);
    };
    let write: [&dyn Fn(&mut hdf5::FileBuilder); 2] = [&truth, &bytes];
    for write in write {
        let set = set(&[("train_set_x", write), ("test_set_x", &none)]).unwrap();
        let mut row = vec![0.0; 12];
        set.test.fractions(1, &mut row);
        assert_eq!(row[..6], [1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);
    }
}

/// One part in 0…255 and the other in 0…1 is no set.
#[test]
fn parts_in_different_units_are_refused() {
    let none = |_: &mut hdf5::FileBuilder| {};
    let train = |b: &mut hdf5::FileBuilder| {
        b.create_dataset("train_set_x").with_u8_data(&[200; 36]).with_shape(&[3, 2, 2, 3]);
    };
    let halves = |b: &mut hdf5::FileBuilder| {
        train(b);
        b.create_dataset("test_set_x").with_f64_data(&[0.5; 24]).with_shape(&[2, 2, 2, 3]);
    };
    let truth = |b: &mut hdf5::FileBuilder| {
        train(b);
        b.create_dataset("test_set_x").with_enum_u8_data(truth_values(), &[1; 24]).with_shape(&[2, 2, 2, 3]);
    };
    let dark = |b: &mut hdf5::FileBuilder| {
        train(b);
        b.create_dataset("test_set_x").with_u8_data(&[1; 24]).with_shape(&[2, 2, 2, 3]);
    };
    for write in [&halves as &dyn Fn(&mut hdf5::FileBuilder), &truth] {
        let sentence = sentence(&[("train_set_x", write), ("test_set_x", &none)]);
        assert!(sentence.contains("one part has pixels in 0…255, the other in 0…1"), "{sentence}");
    }
    let set = set(&[("train_set_x", &dark), ("test_set_x", &none)]).unwrap();
    let mut row = vec![0.0; 12];
    set.test.fractions(1, &mut row);
    assert_eq!(row[0], 1.0 / 255.0);
}

#[test]
fn grey_pictures_and_columns_of_labels_are_read() {
    let grey = |b: &mut hdf5::FileBuilder| {
        b.create_dataset("train_set_x").with_u16_data(&[7; 12]).with_shape(&[3, 2, 2]);
        b.create_dataset("test_set_x").with_u8_data(&[9; 8]).with_shape(&[2, 2, 2, 1]);
    };
    let column = |b: &mut hdf5::FileBuilder| {
        b.create_dataset("train_set_y").with_f32_data(&[0.0, 1.0, 1.0]).with_shape(&[3, 1]);
        b.create_dataset("test_set_y").with_u8_data(&[0, 1]).with_shape(&[1, 2]);
    };
    let none = |_: &mut hdf5::FileBuilder| {};
    let set = set(&[
        ("train_set_x", &grey),
        ("test_set_x", &none),
        ("train_set_y", &column),
        ("test_set_y", &none),
    ]);
    let set = set.unwrap();
    assert_eq!((set.channels, set.train.labels, set.test.labels), (1, vec![0, 1, 1], vec![0, 1]));
}

#[test]
fn what_is_wrong_is_said() {
    let x = |shape: &'static [u64]| {
        move |b: &mut hdf5::FileBuilder| {
            b.create_dataset("train_set_x").with_u8_data(&[0; 36]).with_shape(shape);
        }
    };
    for (shape, found) in [
        (&[3_u64, 12] as &[u64], "has the shape (3, 12); expected (m, height, width, 3)"),
        (&[3, 3, 2, 2], "channels before pixels"),
        (&[3, 4, 1, 3], "(4, 1, 3)"),
        (&[12, 1, 1, 3], "has the shape (3,); expected one label for each of the 12 pictures"),
    ] {
        let sentence = sentence(&[("train_set_x", &x(shape))]);
        assert!(sentence.contains(found), "{sentence}");
    }
    let labels = |b: &mut hdf5::FileBuilder| {
        b.create_dataset("test_set_y").with_i64_data(&[0, 2]);
    };
    assert_eq!(
        sentence(&[("test_set_y", &labels)]),
        "t.h5: data set test_set_y gives picture 1 the label 2; only 0 and 1 are expected, as list_classes names two classes \
         (non-cat, cat)"
    );
    let negative = |b: &mut hdf5::FileBuilder| {
        b.create_dataset("train_set_x").with_i16_data(&[-1; 36]).with_shape(&[3, 2, 2, 3]);
    };
    assert!(sentence(&[("train_set_x", &negative)]).contains("holds -1 at position (0, 0, 0, 0)"));
    let classes = |b: &mut hdf5::FileBuilder| {
        b.create_dataset("list_classes").with_ascii_strings(&["cat"]).unwrap();
    };
    assert!(sentence(&[("list_classes", &classes)]).contains("names 1 classes; expected two or more"));
    assert!(sentence(&[("test_set_x", &|_| {})]).contains("test_set_x is missing"));
}

#[test]
fn class_names_are_made_fit_to_be_shown() {
    let classes = |b: &mut hdf5::FileBuilder| {
        b.create_dataset("list_classes").with_vlen_strings(&["\x1b[2J\x1b[31mdog", ""]);
    };
    assert_eq!(set(&[("list_classes", &classes)]).unwrap().classes, ["[2J[31mdog", "1"]);
}

/// Pixels that are the whole numbers 0 and 1 (truth values) are not divided by 255; parts in different units are refused.
#[test]
fn the_unit_of_pixels_is_decided_for_both_parts_together() {
    let none = |_: &mut hdf5::FileBuilder| {};
    let truths = |b: &mut hdf5::FileBuilder| {
        b.create_dataset("train_set_x").with_u8_data(&[1; 36]).with_shape(&[3, 2, 2, 3]);
        b.create_dataset("test_set_x").with_u8_data(&[0; 24]).with_shape(&[2, 2, 2, 3]);
    };
    let read = set(&[("train_set_x", &truths), ("test_set_x", &none)]).unwrap();
    let mut row = vec![0.0; 12];
    read.train.fractions(0, &mut row);
    assert_eq!((row[0], read.unit), (1.0, 1.0));
    assert!(read.notes[0].en.contains("used as they are"), "{:?}", read.notes);
    let fractions = |b: &mut hdf5::FileBuilder| {
        b.create_dataset("test_set_x").with_f32_data(&[0.5; 24]).with_shape(&[2, 2, 2, 3]);
    };
    let refused = sentence(&[("test_set_x", &fractions)]);
    assert!(refused.contains("one part has pixels in 0…255, the other in 0…1"), "{refused}");
}

/// Labels for three classes, called by numbers or by words, and labels that only stand in their order.
#[test]
fn of_several_classes_one_is_told_from_the_rest() {
    let none = |_: &mut hdf5::FileBuilder| {};
    let labels = |three: [i64; 3], two: [i64; 2]| {
        move |b: &mut hdf5::FileBuilder| {
            b.create_dataset("train_set_y").with_i64_data(&three);
            b.create_dataset("test_set_y").with_i64_data(&two);
        }
    };
    let names = |b: &mut hdf5::FileBuilder| {
        b.create_dataset("list_classes").with_i64_data(&[0, 1, 2]);
    };
    let given = labels([2, 0, 1], [1, 2]);
    let read = || set(&[("train_set_y", &given), ("test_set_y", &none), ("list_classes", &names)]).unwrap();
    assert_eq!(read().classes, ["0", "1", "2"]);
    let chosen = read().against_rest("2").unwrap();
    assert_eq!(
        (chosen.classes, chosen.train.labels, chosen.test.labels),
        (vec!["0/1".to_string(), "2".into()], vec![1, 0, 0], vec![0, 1])
    );
    assert!(read().against_rest("").unwrap_err().to_string().contains("as in class=0"));
    assert!(read().against_rest("7").unwrap_err().to_string().contains("there are: 0, 1, 2"));
    for (three, two, expected) in [([1, 2, 1], [2, 1], vec![0, 1, 0]), ([-1, 1, 1], [1, 1], vec![0, 1, 1])] {
        let given = labels(three, two);
        let read = set(&[("train_set_y", &given), ("test_set_y", &none)]).unwrap();
        assert_eq!(read.train.labels, expected);
        assert!(read.notes[1].en.contains("labels in their order"), "{:?}", read.notes);
        let other = read.against_rest("non-cat").unwrap();
        assert_eq!(other.train.labels, expected.iter().map(|label| 1 - label).collect::<Vec<u8>>());
        assert_eq!(other.classes, ["cat", "non-cat"]);
    }
}

#[test]
fn two_files_in_any_order_and_their_folder() {
    let folder = tempfile::tempdir().unwrap();
    let whole = set(&[]).unwrap();
    let none = |_: &mut hdf5::FileBuilder| {};
    for (name, left_out) in
        [("train.h5", ["test_set_x", "test_set_y"]), ("test.h5", ["train_set_x", "train_set_y"])]
    {
        let bytes = file(&left_out.map(|set| (set, &none as Build<'_>))).bytes().to_vec();
        std::fs::write(folder.path().join(name), bytes).unwrap();
    }
    let paths = ["test.h5", "train.h5"].map(|name| folder.path().join(name));
    for paths in [&paths[..], &[folder.path().to_path_buf()]] {
        let set = PictureSet::load(paths).unwrap();
        assert_eq!((set.train, set.test), (whole.train.clone(), whole.test.clone()));
    }
    let twice = PictureSet::load(&[paths[0].clone(), paths[0].clone()]).unwrap_err().to_string();
    assert!(twice.contains("give only one of them"), "{twice}");
    let alone = PictureSet::load(&[paths[0].clone()]).unwrap_err().to_string();
    assert!(alone.contains("data set train_set_x is missing"), "{alone}");
}

/// The course's own files, where the machine has them.
#[test]
fn the_courses_photos_are_read() {
    let Some(folder) = std::env::var_os("NNLAB_COURSE_DATA") else {
        println!("skipped: NNLAB_COURSE_DATA does not name the folder of the course's files");
        return;
    };
    let set = PictureSet::load(&[folder.into()]).unwrap();
    assert_eq!((set.train.len(), set.train.count(1), set.test.len(), set.test.count(1)), (209, 72, 50, 33));
    assert_eq!(set.train.bytes(0)[..3], [17, 31, 56]);
    assert_eq!(set.classes, ["non-cat", "cat"]);
}
