#![no_main]
//! Pictures of `#` and `.`.

use libfuzzer_sys::fuzz_target;
use nnlab::data::text_patterns::parse_patterns;

fuzz_target!(|words: &str| {
    let _ = parse_patterns("patterns.txt", words);
});
