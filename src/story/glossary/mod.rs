//! Every symbol and term in use: one sentence, its formula, and the lesson where it comes from; and what textbooks
//! call the lessons.

mod basics;
mod names;
mod networks;
mod spot;

pub use names::{Name, textbook};
pub use spot::{meant, spots};

use crate::words::{Text, text};

/// A symbol or a term.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The term.
    pub term: Text,
    /// One sentence about it.
    pub says: Text,
    /// Its formula; may be empty.
    pub formula: Text,
    /// The lesson where it comes from.
    pub lesson: &'static str,
    /// Other words that find it, symbols among them, separated by blanks.
    also: &'static str,
}

/// All entries: what one neuron needs, then networks, memories and rules.
pub static ALL: [&[Entry]; 2] = [basics::ENTRIES, networks::ENTRIES];

/// An entry: the term in both languages, formula, lesson, sentence in both languages, other words.
const fn entry(
    term: [&'static str; 2],
    formula: &'static str,
    lesson: &'static str,
    says: [&'static str; 2],
    also: &'static str,
) -> Entry {
    worded(term, [formula, formula], lesson, says, also)
}

/// An entry whose formula holds words: one for each language.
const fn worded(
    term: [&'static str; 2],
    formula: [&'static str; 2],
    lesson: &'static str,
    says: [&'static str; 2],
    also: &'static str,
) -> Entry {
    Entry {
        term: text(term[0], term[1]),
        says: text(says[0], says[1]),
        formula: text(formula[0], formula[1]),
        lesson,
        also,
    }
}

impl Entry {
    /// Other words that find it.
    pub fn others(&self) -> impl Iterator<Item = &'static str> {
        self.also.split(' ')
    }

    /// All that it is called, in both languages.
    pub fn names<'a>(&'a self) -> impl Iterator<Item = &'a str> {
        let others = self.others().map(|name| -> &'a str { name });
        let named = [&*self.term.en, &*self.term.zh].into_iter().chain(others);
        named.filter(move |name| name.chars().count() > 1)
    }

    /// How well a word fits: 3 it is the term or another word for it, 2 the term begins so, 1 it holds it, 0 not at
    /// all. Case does not matter, and `-` joins words as a blank does.
    #[must_use]
    pub fn fit(&self, word: &str) -> u8 {
        let joined = |words: &str| words.trim().to_lowercase().replace('-', " ");
        let word = joined(word);
        let names = [joined(&self.term.en), joined(&self.term.zh)];
        let also = || self.also.split(' ').map(joined);
        if word.is_empty() {
            0
        } else if names.contains(&word) || also().any(|other| other == word) {
            3
        } else if names.iter().any(|name| name.starts_with(&word)) {
            2
        } else {
            u8::from(word.chars().count() > 1 && names.iter().any(|name| name.contains(&word)))
        }
    }
}

/// The entries that a word finds: exact ones alone where there are any, else those that begin so, else those that
/// hold it.
#[must_use]
pub fn search(word: &str) -> Vec<&'static Entry> {
    let all = || ALL.into_iter().flatten();
    let best = all().map(|entry| entry.fit(word)).max().unwrap_or(0);
    all().filter(|entry| best > 0 && entry.fit(word) == best).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lessons;

    #[test]
    fn every_entry_is_one_sentence_and_knows_its_lesson() {
        let mut terms = std::collections::BTreeSet::new();
        for entry in ALL.into_iter().flatten() {
            assert!(lessons::find(entry.lesson).is_ok(), "{entry:?}");
            assert!(entry.says.en.ends_with('.') && entry.says.zh.ends_with('。'), "{entry:?}");
            assert_eq!(entry.says.zh.matches('。').count(), 1, "{entry:?}");
            assert!(!entry.says.zh.contains([',', ';', '?']), "half-width marks: {entry:?}");
            assert!(terms.insert(entry.term.en.to_lowercase()), "twice: {entry:?}");
        }
        assert!(terms.len() >= 60, "{}", terms.len());
    }

    #[test]
    fn words_of_either_language_find_their_entry() {
        for (word, term) in [
            ("momentum", "momentum"),
            ("动量", "momentum"),
            ("反向传播", "back-propagation"),
            ("BP", "back-propagation"),
            ("α", "learning rate"),
            ("lr", "learning rate"),
            ("正则化", "regularisation"),
            ("regularization", "regularisation"),
            ("亚稳态", "metastable state"),
            ("xor", "exclusive or"),
            ("异或", "exclusive or"),
        ] {
            let found: Vec<&str> = search(word).iter().map(|entry| &*entry.term.en).collect();
            assert_eq!(found, [term], "{word}");
        }
        assert!(search("").is_empty() && search("zebra").is_empty());
    }
}
