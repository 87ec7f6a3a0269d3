//! The book in `docs/` is what the program says today.

mod book;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

fn below(folder: &Path, found: &mut BTreeSet<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            below(&path, found);
        } else {
            found.insert(path);
        }
    }
}

/// Whoever changes a story, a parameter, a key or a picture writes the book anew.
#[test]
fn the_book_is_up_to_date() {
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs");
    let mut there = BTreeSet::new();
    below(&docs, &mut there);
    let files = book::files();
    let size: usize = files.iter().map(|(_, words)| words.len()).sum();
    assert!(size < 2 << 20, "{size} bytes are too many for a repository");
    let mut old = Vec::new();
    for (name, words) in &files {
        let path = docs.join(name);
        let kept = fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n");
        if kept != *words {
            old.push(name.clone());
        }
        there.remove(&path);
    }
    assert_eq!(old, Vec::<String>::new(), "write it anew: cargo run --example book");
    assert_eq!(there, BTreeSet::new(), "no page of the book");
}

/// Every link of the book leads to a page or a picture of it.
#[test]
fn links_lead_somewhere() {
    let files = book::files();
    let known: BTreeSet<String> = files.iter().map(|(name, _)| name.clone()).collect();
    let mut links = 0;
    for (name, words) in files.iter().filter(|(name, _)| name.ends_with(".md")) {
        let folder = Path::new(name).parent().expect("a folder");
        for target in words.split("](").skip(1).filter_map(|rest| rest.split_once(')').map(|(to, _)| to)) {
            if !(target.ends_with(".md") || target.ends_with(".svg")) {
                continue;
            }
            let mut path = folder.to_path_buf();
            for part in target.split('/') {
                if part == ".." {
                    path.pop();
                } else {
                    path.push(part);
                }
            }
            let path = path.to_string_lossy().replace('\\', "/");
            assert!(known.contains(&path), "{name}: {target}");
            links += 1;
        }
    }
    assert!(links > 100, "only {links} links");
}
