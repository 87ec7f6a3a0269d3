#![no_main]
//! Tables in text files.

use libfuzzer_sys::fuzz_target;
use nnlab::data::csv_points::parse_points;
use nnlab::data::table::{Reading, Table, Wanted};

fuzz_target!(|bytes: &[u8]| {
    let reading = Reading::default();
    if let Ok(table) = Table::parse("t.csv", bytes.to_vec(), &reading) {
        assert!(table.rows > 0 && table.columns.len() > 1);
        let _ = (table.labelled(Wanted::Either(10)), table.decisions());
    }
    let _ = parse_points("t.csv", bytes, Wanted::Classes(10), &reading);
});
