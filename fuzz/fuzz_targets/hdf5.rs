#![no_main]
//! HDF5 files of pictures of cats, and the description of any.

use libfuzzer_sys::fuzz_target;
use nnlab::data::cats::PictureSet;
use nnlab::data::info::describe;
use nnlab::data::table::Reading;

fuzz_target!(|bytes: &[u8]| {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("cats.h5");
    std::fs::write(&path, bytes).expect("written");
    let _ = PictureSet::load(std::slice::from_ref(&path));
    let _ = describe(&[path], &Reading::default());
});
