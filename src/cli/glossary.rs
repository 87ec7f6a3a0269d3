//! `nnlab glossary [TERM]`: every symbol and term in one sentence.

use super::output::{Output, Stop};
use crate::say;
use crate::story::glossary::{self, Entry};
use crate::words::{Language, Problem, did_you_mean, printable, text, wrap_whole};
use std::io::Write as _;

/// Prints all entries, or those that a term finds.
pub(super) fn glossary(term: Option<&str>, language: Language, out: &mut Output) -> Result<(), Stop> {
    let found: Vec<&Entry> = match term {
        None => glossary::ALL.iter().copied().flatten().collect(),
        Some(term) => glossary::search(term),
    };
    if found.is_empty() {
        let term = term.unwrap_or_default();
        let like = did_you_mean(term, glossary::ALL.into_iter().flatten().flat_map(Entry::names));
        let term = printable(term);
        let none = say!("The glossary has no \"{term}\".", "术语表里没有“{term}”。");
        let all = text(" All of it: nnlab glossary", "查看全部：nnlab glossary");
        return Err(Problem::usage(none.then(&like).then(&all)).into());
    }
    for entry in found {
        let other = entry.term.get(language.other());
        let formula = entry.formula.get(language);
        let formula = if formula.is_empty() { String::new() } else { format!("   {formula}") };
        writeln!(out, "{} ({other}){formula}", entry.term.get(language))?;
        for line in wrap_whole(entry.says.get(language), 74) {
            writeln!(out, "    {line}")?;
        }
        writeln!(out, "    → {}", entry.lesson)?;
    }
    Ok(())
}
