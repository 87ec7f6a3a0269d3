//! Keys in the words of a story: `{key:step}` is the key that takes a step, whichever that is.

use super::without_backticks;

/// A key in words before it has its name: its id between these.
const OPEN: &str = "`key:";
const CLOSE: char = '`';

/// Whether words speak of keys.
#[must_use]
pub fn names_keys(words: &str) -> bool {
    words.contains(OPEN)
}

/// The keys that stories speak of: what each does, and how it is written, the first of several being the one that is told.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Keys(Vec<(&'static str, Vec<String>)>);

/// A key of this id, as it stands in words until it has its name.
pub(super) fn mark(id: &str) -> String {
    format!("{OPEN}{id}{CLOSE}")
}

impl Keys {
    /// Ids with the keys of each.
    #[must_use]
    pub fn new(keys: impl IntoIterator<Item = (&'static str, Vec<String>)>) -> Keys {
        Keys(keys.into_iter().collect())
    }

    /// All ids.
    pub(super) fn ids(&self) -> impl Iterator<Item = &'static str> {
        self.0.iter().map(|(id, _)| *id)
    }

    /// Words with every key named, as code; a key that nothing is bound to keeps its id.
    #[must_use]
    pub fn named_in(&self, words: &str) -> String {
        self.filled(words, "`")
    }

    /// Words with every key named, for places that do not know code.
    #[must_use]
    pub fn spelled_in(&self, words: &str) -> String {
        self.filled(words, "")
    }

    /// Words with every key named, between quotes.
    fn filled(&self, words: &str, quote: &str) -> String {
        let (mut named, mut rest) = (String::new(), words);
        while let Some((before, after)) = rest.split_once(OPEN) {
            let Some((id, more)) = after.split_once(CLOSE) else { break };
            let key = self.0.iter().find(|(known, _)| *known == id).and_then(|(_, keys)| keys.first());
            named.extend([before, quote, key.map_or(id, String::as_str), quote]);
            rest = more;
        }
        named + rest
    }

    /// The keys that are written by hand in words, with the ids by which they could be told: code that is a key, and a
    /// key's name where a press is meant.
    pub(super) fn by_hand(&self, words: &str) -> Vec<(String, &'static str)> {
        let (plain, code) = without_backticks(words);
        let called = |name: &str| {
            let known = self.0.iter().find(|(_, keys)| keys.iter().any(|key| key == name));
            known.map(|(id, _)| (name.to_string(), *id))
        };
        let mut found: Vec<_> = code.iter().filter_map(|range| called(&plain[range.clone()])).collect();
        for (at, name) in names(&plain) {
            let (before, after) = (&plain[..at], &plain[at + name.len()..]);
            if !code.iter().any(|range| range.contains(&at)) && is_pressed(before, name, after) {
                found.extend(called(name));
            }
        }
        found
    }
}

/// What may be a key's name, with its place: words of Latin letters, and single signs.
fn names(words: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + words[at..].find(|c: char| !c.is_whitespace())?;
        let rest = &words[start..];
        let letters = rest.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(rest.len());
        at = start + letters.max(rest.chars().next().map_or(0, char::len_utf8));
        Some((start, &words[start..at]))
    })
    .filter(|(_, name)| !(name.len() == 1 && name.starts_with(|c: char| c.is_ascii_alphanumeric())))
}

/// Whether a key's name between these words means the key: `press End`, `(Home)`, `(>)`, `按 Enter`; an arrow that stands
/// between two things, as in `w ← w − 1`, is none.
fn is_pressed(before: &str, name: &str, after: &str) -> bool {
    let bracketed = before.ends_with(['(', '（']) && after.starts_with([')', '）']);
    let before = before.trim_end();
    let last = before.rsplit(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or_default();
    let told = matches!(last.to_lowercase().as_str(), "press" | "with" | "then" | "after" | "key")
        || before.ends_with(['按', '用'])
        || after.trim_start().starts_with('键');
    let joins = before.ends_with(|c: char| c.is_alphanumeric() || "}])|'’%".contains(c));
    let is_arrow = name.starts_with(['←', '→', '↑', '↓']);
    bracketed || (name.len() > 1 && told) || (is_arrow && !joins)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn keys() -> Keys {
        let all = [
            ("step", &["→", "l"][..]),
            ("start", &["Home"]),
            ("bench", &["b"]),
            ("increase", &[">"]),
            ("code", &[]),
        ];
        Keys::new(all.map(|(id, keys)| (id, keys.iter().map(ToString::to_string).collect())))
    }

    #[test]
    fn a_key_is_told_as_it_is_bound() {
        let words = format!("Step ({}), then {}; `dv` stays.", mark("step"), mark("bench"));
        assert_eq!(keys().named_in(&words), "Step (`→`), then `b`; `dv` stays.");
        assert_eq!(keys().spelled_in(&words), "Step (→), then b; `dv` stays.");
        assert_eq!(keys().named_in(&mark("code")), "`code`", "nothing is bound to it");
        assert_eq!(keys().named_in("an `key:open end"), "an `key:open end");
    }

    #[test]
    fn keys_written_by_hand_are_found_and_formulas_are_not() {
        for (words, ids) in [
            ("`b` walks from all starts", vec!["bench"]),
            ("step (→), or press `l`", vec!["step", "step"]),
            ("Nothing yet: → does one box", vec!["step"]),
            ("go back to the start (Home)", vec!["start"]),
            ("按 Home 回到起点，（→）走一步", vec!["start", "step"]),
            ("w ← w − α·g; {w} → {w@+1}, 001 → 0, {p} % → 5 %", vec![]),
            ("Home is where one begins. `dv`, b and l", vec![]),
            ("{key:step} and (→ 3)", vec!["step"]),
            ("turn it up (>), with a > b", vec!["increase"]),
        ] {
            let by_hand = keys().by_hand(words);
            let found: BTreeSet<&str> = by_hand.iter().map(|(_, id)| *id).collect();
            assert_eq!(found, ids.iter().copied().collect(), "{words}");
            assert_eq!(by_hand.len(), ids.len(), "{words}");
        }
    }
}
