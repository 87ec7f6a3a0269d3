//! The map of the house, enforced: which room may use which, and what only some rooms may touch.
//!
//! It reads the source text: every `crate::room` path outside comments counts as a use, wherever it
//! stands.

use std::fs;
use std::path::{Path, PathBuf};

/// For each room, the rooms it may use. The same table as in `src/lib.rs`.
const MAY_USE: [(&str, &[&str]); 11] = [
    ("words", &[]),
    ("math", &["words"]),
    ("nn", &["words", "math"]),
    ("data", &["words", "math"]),
    ("lab", &["words", "math"]),
    ("lessons", &["words", "math", "nn", "data", "lab"]),
    ("story", &["words", "math", "lab", "lessons"]),
    ("code", &["words", "math", "nn", "data", "lab", "lessons", "story"]),
    ("view", &["words", "math", "lab"]),
    ("app", &["words", "math", "data", "lab", "lessons", "story", "code", "view"]),
    ("cli", &["words", "math", "data", "lab", "lessons", "story", "code", "view", "app"]),
];

/// Words of the outside world, and the rooms in which they may stand.
const OUTSIDE: [(&str, &[&str]); 7] = [
    ("ratatui", &["view", "app", "cli"]),
    ("crossterm", &["view", "app"]),
    ("std::fs", &["data", "app", "cli"]),
    ("std::env", &["data", "app", "cli"]),
    ("std::time::Instant", &["app", "cli"]),
    ("SystemTime", &["app", "cli"]),
    ("clap", &["cli"]),
];

/// The longest file, in lines, without the tests in it.
const LONGEST: usize = 450;

/// A source file: its room, its path and its lines of code.
struct Source {
    room: String,
    path: PathBuf,
    lines: Vec<String>,
}

fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut sources = Vec::new();
    for (room, _) in MAY_USE {
        collect(&root.join(room), room, &mut sources);
    }
    assert!(sources.len() > 20, "only {} source files found", sources.len());
    sources
}

fn collect(folder: &Path, room: &str, sources: &mut Vec<Source>) {
    let mut entries: Vec<_> =
        fs::read_dir(folder).expect("a room").map(|e| e.expect("an entry").path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            collect(&path, room, sources);
        } else if path.extension().is_some_and(|end| end == "rs") {
            let words = fs::read_to_string(&path).expect("source text");
            sources.push(Source { room: room.into(), path, lines: words.lines().map(code).collect() });
        }
    }
}

/// A line without its comment.
fn code(line: &str) -> String {
    line.split("//").next().unwrap_or_default().to_string()
}

/// The rooms that a line names after `crate::`, also in `use crate::{lab::…, words::…}`.
fn rooms_in(line: &str) -> Vec<&'static str> {
    let mut found = Vec::new();
    for (at, _) in line.match_indices("crate::") {
        let rest = &line[at + "crate::".len()..];
        let names: Vec<&str> = match rest.strip_prefix('{') {
            Some(list) => list.split(',').map(str::trim).collect(),
            None => vec![rest],
        };
        for name in names {
            let name = name.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or_default();
            found.extend(MAY_USE.iter().map(|(room, _)| *room).find(|room| *room == name));
        }
    }
    found
}

#[test]
fn rooms_use_only_the_rooms_above_them() {
    let mut wrong = Vec::new();
    let mut uses = 0;
    for source in sources() {
        let (_, may) = MAY_USE.iter().find(|(room, _)| *room == source.room).expect("a known room");
        for (at, line) in source.lines.iter().enumerate() {
            for used in rooms_in(line) {
                uses += 1;
                if used != source.room && !may.contains(&used) {
                    wrong.push(format!("{}:{}: {} uses {used}", source.path.display(), at + 1, source.room));
                }
            }
        }
    }
    assert!(uses > 50, "only {uses} uses seen: is this test still reading them?");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_room_of_the_library_is_in_the_table() {
    let library =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/lib.rs")).expect("lib.rs");
    let rooms: Vec<&str> =
        library.lines().filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';')).collect();
    let mut known: Vec<&str> = MAY_USE.iter().map(|(room, _)| *room).collect();
    known.sort_unstable();
    assert_eq!(rooms, known);
}

#[test]
fn the_outside_world_stays_in_its_rooms() {
    let mut wrong = Vec::new();
    for source in sources() {
        // Tests may make folders and take the time.
        let lines = source.lines.iter().take_while(|line| !line.contains("#[cfg(test)]"));
        for (at, line) in lines.enumerate() {
            for (word, rooms) in OUTSIDE {
                if names(line, word) && !rooms.contains(&source.room.as_str()) {
                    wrong.push(format!("{}:{}: {word} in {}", source.path.display(), at + 1, source.room));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Whether a line holds a path as whole words, also as `use std::{fs, …}` and `time::Instant`.
fn names(line: &str, path: &str) -> bool {
    let whole = |word: &str| {
        line.match_indices(word).any(|(at, _)| {
            let letter = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
            !letter(line[..at].chars().next_back()) && !letter(line[at + word.len()..].chars().next())
        })
    };
    let last = path.rsplit("::").next().unwrap_or(path);
    whole(path) || (path != last && line.trim_start().starts_with("use std::") && whole(last))
}

/// The floors of `app`: deeds stand on screens, screens on the program's state, and that on everything else.
const FLOORS: [&str; 3] = ["state", "draw", "act"];

/// The floor a file of `app` is on; nothing for what runs all of them together, on a terminal or for a film, and for tests.
fn floor(path: &Path) -> Option<usize> {
    let app = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/app");
    let inside = path.strip_prefix(&app).ok()?;
    let first = inside.components().next()?.as_os_str().to_str()?;
    let words = fs::read_to_string(app.join("mod.rs")).expect("source text");
    let is_test = |name: &str, words: &str| words.contains(&format!("#[cfg(test)]\nmod {name};"));
    let name = path.file_stem()?.to_str()?;
    let beside = fs::read_to_string(path.with_file_name("mod.rs")).unwrap_or_default();
    let tests = is_test(name, &words)
        || is_test(name, &beside)
        || name == "tests"
        || ["mod.rs", "film.rs", "tests"].contains(&first);
    (!tests).then(|| FLOORS.iter().position(|floor| *floor == first).map_or(0, |at| at + 1))
}

/// The floors that a line of `app` names.
fn floors_in(line: &str) -> Vec<usize> {
    let named =
        |floor: &str| ["app::", "super::"].iter().any(|from| line.contains(&format!("{from}{floor}::")));
    (1..=FLOORS.len()).filter(|at| named(FLOORS[at - 1])).collect()
}

#[test]
fn the_program_is_a_tree() {
    let mut wrong = Vec::new();
    let mut uses = 0;
    for source in sources().iter().filter(|source| source.room == "app") {
        let Some(here) = floor(&source.path) else { continue };
        let lines = source.lines.iter().take_while(|line| !line.contains("#[cfg(test)]"));
        for (at, line) in lines.enumerate() {
            for used in floors_in(line) {
                uses += 1;
                if used > here {
                    let floor = FLOORS[used - 1];
                    wrong.push(format!("{}:{}: a lower floor uses {floor}", source.path.display(), at + 1));
                }
            }
        }
    }
    assert!(uses > 15, "only {uses} uses seen: is this test still reading them?");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn files_have_one_subject_and_end_in_time() {
    let sources = sources();
    let long: Vec<String> = sources
        .iter()
        .map(|source| (source, source.lines.iter().take_while(|line| !line.contains("#[cfg(test)]")).count()))
        .filter(|(_, lines)| *lines > LONGEST)
        .map(|(source, lines)| format!("{}: {lines} lines", source.path.display()))
        .collect();
    assert!(long.is_empty(), "longer than {LONGEST} lines:\n{}", long.join("\n"));
}

#[test]
fn this_test_sees_what_it_forbids() {
    assert_eq!(floors_in("use crate::app::state::App;"), [1]);
    assert_eq!(floors_in("use super::act::find;"), [3]);
    assert_eq!(floors_in("    super::draw::home::choices(app)"), [2]);
    assert_eq!(rooms_in("use crate::{words::text, view, app::x};"), ["words", "view", "app"]);
    assert_eq!(rooms_in("    crate::say!(\"x\")"), Vec::<&str>::new());
    assert_eq!(code("let x = 1; // crate::app"), "let x = 1; ");
    assert!(names("use std::{env, fs};", "std::fs"));
    assert!(names("let t = std::time::Instant::now();", "std::time::Instant"));
    assert!(names("use ratatui::buffer::Buffer;", "ratatui"));
    assert!(!names("let offset = std::fsx;", "std::fs"));
}
