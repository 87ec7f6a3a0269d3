#![no_main]
//! PNG and JPEG files.

use libfuzzer_sys::fuzz_target;
use nnlab::data::picture_file::one_picture;

fuzz_target!(|bytes: &[u8]| {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("p");
    std::fs::write(&path, bytes).expect("written");
    if let Ok(pixels) = one_picture(&path, 8, 8, 3) {
        assert_eq!(pixels.len(), 8 * 8 * 3);
    }
});
