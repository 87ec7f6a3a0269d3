//! Where terms stand in running text.

use super::{ALL, Entry};
use std::ops::Range;

/// The term that stands at a byte of a text: the longest one, where several do.
#[must_use]
pub fn meant(words: &str, at: usize) -> Option<&'static Entry> {
    let covers = |entry: &'static Entry| {
        let spots = spots(entry, words).into_iter().filter(|spot| spot.contains(&at));
        spots.map(|spot| spot.len()).max().map(|length| (length, entry))
    };
    ALL.into_iter().flatten().filter_map(covers).max_by_key(|(length, _)| *length).map(|(_, entry)| entry)
}

/// Where an entry's term, or another word for it, stands in a text: whole words, also in the plural.
#[must_use]
pub fn spots(entry: &'static Entry, words: &str) -> Vec<Range<usize>> {
    let lower = words.to_ascii_lowercase();
    let names = [&*entry.term.en, &*entry.term.zh].into_iter().chain(entry.others());
    let mut spots = Vec::new();
    for name in names.filter(|name| !name.is_empty()) {
        // A symbol is written as it is; H is not h.
        let symbol = name.chars().count() == 1;
        let (text, name) =
            if symbol { (words, name.to_string()) } else { (&*lower, name.to_ascii_lowercase()) };
        for (start, found) in text.match_indices(&name) {
            let end = start + found.len();
            let plural = text[end..].starts_with('s') && found.len() > 2;
            let end = if plural { end + 1 } else { end };
            let article = name == "a" && text[end..].starts_with(' ') && !text[end..].starts_with(" =");
            if !article && is_apart(text, start, end) {
                spots.push(start..end);
            }
        }
    }
    spots
}

/// Whether no letter or digit of the same script goes on before or behind; Chinese words stand without blanks.
fn is_apart(text: &str, start: usize, end: usize) -> bool {
    let joins = |c: Option<char>, edge: Option<char>| {
        let ascii = |c: char| c.is_ascii_alphanumeric() || c == '_';
        c.is_some_and(ascii) && edge.is_some_and(ascii)
    };
    let word = &text[start..end];
    !joins(text[..start].chars().next_back(), word.chars().next())
        && !joins(text[end..].chars().next(), word.chars().next_back())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_term_under_a_letter_is_the_longest_there() {
        let at = |words: &str, part: &str| {
            let at = words.find(part).expect("a part");
            meant(words, at).map(|entry| &*entry.term.en)
        };
        assert_eq!(at("Set the learning rate higher", "rate"), Some("learning rate"));
        assert_eq!(at("All weights are still 0", "weights"), Some("weight"));
        assert_eq!(at("把学习率调高", "习"), Some("learning rate"));
        assert_eq!(at("with α = 0.1", "α"), Some("learning rate"));
        assert_eq!(at("Set the learning rate higher", "higher"), None);
        assert_eq!(at("Take a step to the left", "a step"), None);
        assert_eq!(at("weightless", "weight"), None);
    }
}
