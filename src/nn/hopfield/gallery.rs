//! The patterns that come with the lab: letters, digits, pictures, all of 10 × 10 cells.

use super::pattern::Pattern;
use crate::say;
use crate::words::{Problem, printable};

const SHEETS: [&str; 3] = [
    include_str!("../../../assets/patterns/letters.txt"),
    include_str!("../../../assets/patterns/digits.txt"),
    include_str!("../../../assets/patterns/pictures.txt"),
];

/// All of them: A–Z, 0–9, then the pictures.
#[must_use]
pub fn gallery() -> Vec<Pattern> {
    SHEETS.iter().flat_map(|sheet| Pattern::read(sheet).unwrap_or_default()).collect()
}

/// Patterns for words: a word that names a picture becomes that picture, any other its letters and digits,
/// each once. `AXZ heart 7` gives five.
pub fn spell(words: &str) -> Result<Vec<Pattern>, Problem> {
    let shelf = gallery();
    let find = |name: &str| shelf.iter().find(|p| p.name.en.eq_ignore_ascii_case(name) || p.name.zh == name);
    let mut spelled: Vec<Pattern> = Vec::new();
    for word in words.split([' ', ',']).filter(|word| !word.is_empty()) {
        let found = match find(word) {
            Some(picture) => vec![picture],
            None => word
                .chars()
                .map(|letter| find(&letter.to_string()).ok_or_else(|| no_pattern(letter)))
                .collect::<Result<_, _>>()?,
        };
        for pattern in found {
            if !spelled.contains(pattern) {
                spelled.push(pattern.clone());
            }
        }
    }
    Ok(spelled)
}

fn no_pattern(letter: char) -> Problem {
    let letter = printable(&letter.to_string());
    Problem::usage(say!(
        "There is no pattern for `{letter}`. There are A–Z, 0–9 and pictures such as `heart`.",
        "没有 `{letter}` 的图案。可用 A–Z、0–9 和图画，如 `heart`。"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_gallery_is_whole() {
        let all = gallery();
        assert_eq!(all.len(), 26 + 10 + 10);
        assert!(all.iter().all(|p| (p.width(), p.height()) == (10, 10)));
        for (k, p) in all.iter().enumerate() {
            assert!(all[..k].iter().all(|q| q.name != p.name && q.spins() != p.spins()), "{:?}", p.name);
        }
    }

    #[test]
    fn words_become_patterns() {
        let names = |words| spell(words).unwrap().iter().map(|p| p.name.en.to_string()).collect::<Vec<_>>();
        assert_eq!(names("axa 7,Heart"), ["A", "X", "7", "heart"]);
        assert_eq!(names("猫"), ["cat"]);
        assert!(spell("a?").is_err());
    }
}
