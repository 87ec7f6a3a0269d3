//! What can be found: lessons, cards, views, parameters and their values, terms, actions.

use crate::app::keys::Action;
use crate::lab::Verb;
use crate::story::glossary::{self};
use crate::words::{Text, text};

/// Where a found entry leads.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::app) enum Target {
    /// An action of the key table.
    Action(Action),
    /// A lesson.
    Lesson(&'static str),
    /// A card of the open chapter.
    Card(usize),
    /// A view of the open lesson.
    View(&'static str),
    /// A key of the open lesson.
    Verb(Verb),
    /// A parameter of the open lesson.
    Parameter(String),
    /// A value of a choice; of the open lesson, or of another one that is then opened with it.
    Value {
        /// The lesson.
        lesson: &'static str,
        /// The parameter.
        name: String,
        /// Its value.
        value: String,
    },
    /// A term of the glossary.
    Term(&'static glossary::Entry),
}

/// One thing that can be found.
pub(in crate::app) struct Entry {
    pub(super) target: Target,
    pub(super) name: Text,
    pub(super) help: Text,
    /// What stands at the right: the key, or what it is.
    pub(super) keys: Text,
    /// All that it is called, in lower case.
    handles: Vec<String>,
    /// It belongs to the open lesson.
    here: bool,
}

impl Entry {
    pub(in crate::app) fn new(target: Target, name: Text, help: Text, keys: Text) -> Entry {
        let handles = vec![name.en.to_lowercase(), name.zh.to_lowercase()];
        Entry { target, name, help, keys, handles, here: false }
    }

    pub(in crate::app) fn called(mut self, names: impl IntoIterator<Item = impl AsRef<str>>) -> Entry {
        let names = names.into_iter().map(|name| name.as_ref().trim().to_lowercase());
        self.handles.extend(names.filter(|name| !name.is_empty()));
        self
    }

    pub(in crate::app) fn here(self) -> Entry {
        Entry { here: true, ..self }
    }

    /// How well it fits what was typed, in lower case: a whole name before the beginning of one, a name before its
    /// middle, names before sentences; what belongs to the open lesson before the like elsewhere; scattered letters do
    /// not fit.
    pub(super) fn fit(&self, typed: &str) -> u32 {
        match self.fit_anywhere(typed) {
            0 => 0,
            fit if self.here && !typed.is_empty() => fit + 90,
            fit => fit,
        }
    }

    /// How far a slip of the fingers is from one of its names, or a little further from a word of them; `None` for what
    /// is another word.
    pub(super) fn slip(&self, typed: &str) -> Option<usize> {
        let most = match typed.chars().count() {
            0..=3 => return None,
            4..=7 => 1,
            _ => 2,
        };
        let apart = |word: &str| {
            let alike = word.chars().next() == typed.chars().next();
            Some(strsim::osa_distance(word, typed)).filter(|apart| alike && *apart <= most)
        };
        let whole = self.handles.iter().filter_map(|name| apart(name)).map(|apart| 2 * apart);
        let words = self.handles.iter().flat_map(|name| name.split([' ', ',', '-', '/', '(']));
        whole.chain(words.filter_map(apart).map(|apart| 2 * apart + 1)).min()
    }

    fn fit_anywhere(&self, typed: &str) -> u32 {
        if typed.is_empty() {
            return 1;
        }
        let of_name = |name: &String| -> u32 {
            let words = || name.split([' ', ',', ';', '-', '·', '/', '(', '（', '，', '、']);
            let length = (name.chars().count() as u32).min(90);
            if name == typed {
                1000
            } else if name.starts_with(typed) {
                800 - length
            } else if words().any(|word| word == typed) {
                700 - length
            } else if words().any(|word| word.starts_with(typed)) {
                600 - length
            } else if typed.chars().count() > 1 && name.contains(typed) {
                400 - length
            } else {
                0
            }
        };
        let best = self.handles.iter().map(of_name).max().unwrap_or(0);
        if best > 0 {
            return best;
        }
        // Several words, each of them somewhere; or one in the sentence.
        let sentence = format!("{} {} {}", self.handles.join(" "), self.help.en.to_lowercase(), self.help.zh);
        let begins = |part: &str| {
            sentence.match_indices(part).any(|(at, _)| {
                !part.is_ascii() || !sentence[..at].ends_with(|c: char| c.is_ascii_alphanumeric())
            })
        };
        let all = typed.split_whitespace().all(begins);
        if typed.chars().count() > 1 && all { 100 } else { 0 }
    }
}

/// The terms of the glossary alone, those first that stand in these words.
pub(in crate::app) fn terms(words: &str) -> Vec<Entry> {
    let mut all: Vec<&'static glossary::Entry> = glossary::ALL.into_iter().flatten().collect();
    all.sort_by_key(|entry| glossary::spots(entry, words).is_empty());
    let all = all.into_iter();
    all.map(|entry| {
        let target = Target::Term(entry);
        Entry::new(target, entry.term.clone(), entry.says.clone(), text("term", "术语"))
            .called(entry.others())
    })
    .collect()
}
