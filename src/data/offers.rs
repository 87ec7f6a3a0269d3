//! What the learner's data folder holds, to be offered where data are opened.

use super::digits;
use std::path::{Path, PathBuf};

/// Offers at most.
const MOST: usize = 9;

/// What suits a lesson: for those that read digits, the folders in this one with a set of them, by name; or this one.
#[must_use]
pub fn offers(lesson: &str, folder: &Path) -> Vec<PathBuf> {
    if !matches!(lesson, "digits" | "rbm") {
        return Vec::new();
    }
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let inside = entries.flatten().map(|entry| entry.path());
    let mut sets: Vec<PathBuf> = inside.filter(|path| path.is_dir() && digits::is_set(path)).collect();
    sets.sort();
    sets.truncate(MOST);
    if sets.is_empty() && digits::is_set(folder) {
        sets.push(folder.to_path_buf());
    }
    sets
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_of_digits_are_found_in_the_folder_and_in_those_in_it() {
        let home = tempfile::tempdir().unwrap();
        assert!(offers("digits", home.path()).is_empty());
        assert!(offers("digits", &home.path().join("none")).is_empty());
        for name in ["mnist", "fashion", "empty"] {
            std::fs::create_dir(home.path().join(name)).unwrap();
        }
        std::fs::write(home.path().join("mnist/train-images-idx3-ubyte"), [0; 16]).unwrap();
        std::fs::write(home.path().join("fashion/train-images-idx3-ubyte.gz"), [0; 16]).unwrap();
        let found = [home.path().join("fashion"), home.path().join("mnist")];
        assert_eq!(offers("rbm", home.path()), found);
        assert!(offers("cats", home.path()).is_empty());
        assert_eq!(offers("digits", &found[1]), [found[1].clone()], "the folder of a set itself");
    }
}
