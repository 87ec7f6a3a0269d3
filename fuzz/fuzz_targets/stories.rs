#![no_main]
//! Stories in Markdown.

use libfuzzer_sys::fuzz_target;
use nnlab::story::Story;

fuzz_target!(|words: &str| {
    let _ = Story::read(words);
});
