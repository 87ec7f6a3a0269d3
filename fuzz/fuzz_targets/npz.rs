#![no_main]
//! NumPy's files.

use libfuzzer_sys::fuzz_target;
use nnlab::data::digits::DigitSet;

fuzz_target!(|bytes: &[u8]| {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("a.npz");
    std::fs::write(&path, bytes).expect("written");
    let _ = DigitSet::load(&[path], 1);
});
