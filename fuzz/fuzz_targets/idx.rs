#![no_main]
//! IDX files.

use libfuzzer_sys::fuzz_target;
use nnlab::data::digits::DigitSet;

fuzz_target!(|bytes: &[u8]| {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("images-idx3-ubyte");
    std::fs::write(&path, bytes).expect("written");
    let _ = DigitSet::load(&[path], 1);
});
