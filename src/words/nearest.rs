//! What somebody may have meant.

use super::{Text, printable};
use crate::say;

/// Of the words that exist the one that `typed` is most likely a slip of.
#[must_use]
pub fn nearest<'a>(typed: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    const ALIKE: f64 = 0.6;
    let small = typed.to_lowercase();
    let likeness = |word: &str| strsim::normalized_damerau_levenshtein(&small, &word.to_lowercase());
    let all = known.into_iter().map(|word| (word, likeness(word)));
    let best = all.max_by(|(_, a), (_, b)| a.total_cmp(b))?;
    (best.1 >= ALIKE && best.0 != typed).then_some(best.0)
}

/// " Did you mean …?" where there is a word like it, otherwise nothing.
#[must_use]
pub fn did_you_mean<'a>(typed: &str, known: impl IntoIterator<Item = &'a str>) -> Text {
    nearest(typed, known)
        .map(printable)
        .map_or_else(Text::default, |word| say!(" Did you mean {word}?", "是不是 {word}？"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_understood_and_strangers_are_not() {
        let known = ["slope", "logistic", "cats", "lr", "momentum"];
        for (typed, meant) in [
            ("lgistic", "logistic"),
            ("Slop", "slope"),
            ("catz", "cats"),
            ("CATS", "cats"),
            ("momentun", "momentum"),
        ] {
            assert_eq!(nearest(typed, known), Some(meant));
        }
        for typed in ["elephant", "", "cats"] {
            assert_eq!(nearest(typed, known), None, "{typed}");
        }
    }
}
