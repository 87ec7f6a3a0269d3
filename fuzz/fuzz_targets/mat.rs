#![no_main]
//! MATLAB 7.3 files and other HDF5 files of digits.

use libfuzzer_sys::fuzz_target;
use nnlab::data::digits::DigitSet;

fuzz_target!(|bytes: &[u8]| {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("m.mat");
    std::fs::write(&path, bytes).expect("written");
    let _ = DigitSet::load(&[path], 1);
});
