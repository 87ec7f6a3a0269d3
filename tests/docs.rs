//! The book in `docs/` is what the program says today.

mod book;

use nnlab::lessons::ALL;
use nnlab::story::chapter;
use nnlab::words::Language;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

/// Its files as they would be written now.
static BOOK: LazyLock<Vec<(String, String)>> = LazyLock::new(book::files);

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
    let size: usize = BOOK.iter().map(|(_, words)| words.len()).sum();
    assert!(size < 1 << 20, "{size} bytes are too many for a repository");
    let mut old = Vec::new();
    for (name, words) in BOOK.iter() {
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

/// Every lesson has its picture, every card its text and its answer, in both languages.
#[test]
fn every_lesson_is_told_whole() {
    let files: BTreeMap<&str, &str> =
        BOOK.iter().map(|(name, words)| (name.as_str(), words.as_str())).collect();
    for card in ALL.iter().map(|entry| (entry.card)()) {
        let picture = files[format!("src/pictures/{}.svg", card.id).as_str()];
        assert!(picture.contains("<text") && picture.contains("<path"), "{}: nothing to be seen", card.id);
        for language in [Language::English, Language::Chinese] {
            let page = files[format!("src/{}/{}.md", language.code(), card.id).as_str()];
            let chapter = chapter(card.id, language).expect("a story");
            for (at, told) in chapter.cards.iter().enumerate() {
                let heading = format!("\n### {}. {}\n", at + 1, told.title);
                assert!(page.contains(&heading), "{}: {heading}", card.id);
            }
            let answers = if language == Language::Chinese { "\n### 答案\n" } else { "\n### Answers\n" };
            let (_, answers) = page.split_once(answers).expect("the answers");
            let tasks = chapter.tasks().count();
            assert!(answers.matches(": **").count() >= tasks, "{}: {tasks} tasks", card.id);
            assert!(!page.contains("{key:"), "{}: a key without its name", card.id);
        }
    }
}

/// Every link of the book leads to a page or a picture of it.
#[test]
fn links_lead_somewhere() {
    let known: BTreeSet<String> = BOOK.iter().map(|(name, _)| name.clone()).collect();
    let mut links = 0;
    for (name, words) in BOOK.iter().filter(|(name, _)| name.ends_with(".md")) {
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
