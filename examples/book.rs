//! Writes the book in `docs/` anew: `cargo run --example book [FOLDER]`. Read it with `mdbook serve docs`.

#[path = "../tests/book/mod.rs"]
mod book;

use std::fs;
use std::path::Path;

fn main() -> std::io::Result<()> {
    let folder =
        std::env::args().nth(1).unwrap_or_else(|| concat!(env!("CARGO_MANIFEST_DIR"), "/docs").into());
    for (name, words) in book::files() {
        let file = Path::new(&folder).join(name);
        if let Some(folder) = file.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(file, words)?;
    }
    Ok(())
}
