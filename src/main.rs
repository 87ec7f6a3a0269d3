//! The program `nnlab`.

fn main() {}
