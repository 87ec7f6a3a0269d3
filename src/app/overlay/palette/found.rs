//! What can be found: lessons, cards, views, parameters and their values, terms, actions.

use crate::app::keys::{Action, Scope, written_all};
use crate::app::parameters;
use crate::app::state::App;
use crate::app::views;
use crate::lab::{Kind, Parameter, Settings, Verb};
use crate::lessons;
use crate::story::glossary::{self, textbook};
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
pub(super) struct Entry {
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
    fn new(target: Target, name: Text, help: Text, keys: Text) -> Entry {
        let handles = vec![name.en.to_lowercase(), name.zh.to_lowercase()];
        Entry { target, name, help, keys, handles, here: false }
    }

    fn called(mut self, names: impl IntoIterator<Item = impl AsRef<str>>) -> Entry {
        let names = names.into_iter().map(|name| name.as_ref().trim().to_lowercase());
        self.handles.extend(names.filter(|name| !name.is_empty()));
        self
    }

    fn here(self) -> Entry {
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
pub(super) fn terms(words: &str) -> Vec<Entry> {
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

/// Everything that can be found now.
pub(super) fn everything(app: &App) -> Vec<Entry> {
    let mut entries = lessons_and_actions(app);
    let open = app.snapshot.as_deref().filter(|snapshot| !snapshot.preview && app.screen == Scope::Lesson);
    if let Some(snapshot) = open {
        if let Some(said) = app.said() {
            for (place, title) in said.titles.iter().enumerate() {
                let number = place + 1;
                let keys = crate::say!("card {number}", "卡片 {number}");
                let title = crate::words::same(title.clone());
                entries.push(Entry::new(Target::Card(place), title, Text::default(), keys));
            }
        }
        for panel in app.panels().iter() {
            let target = Target::View(panel.id);
            let entry =
                Entry::new(target, views::name(panel).clone(), panel.title.clone(), text("view", "视图"));
            entries.push(entry.called([panel.id, &panel.title.en, &panel.title.zh]).here());
        }
        for offer in snapshot.card.verbs {
            let keys = crate::words::same(offer.verb.key().to_string());
            let export = if offer.verb.id().starts_with("save") { "export" } else { "" };
            let entry = Entry::new(Target::Verb(offer.verb), offer.name.clone(), offer.help.clone(), keys);
            entries.push(entry.called([offer.verb.id(), export]).here());
        }
        for (parameter, _) in parameters::listed(snapshot) {
            let (name, help) = (parameter.label.clone(), parameter.help.clone());
            let keys = crate::words::same(parameter.name.clone());
            let entry = Entry::new(Target::Parameter(parameter.name.clone()), name, help, keys);
            entries.push(entry.called([&parameter.name]).here());
            entries.extend(values(snapshot.card.id, parameter).into_iter().map(Entry::here));
        }
    }
    entries.extend(terms(""));
    for entry in lessons::ALL.iter().filter(|entry| open.is_none_or(|open| open.card.id != (entry.card)().id))
    {
        let declared = (entry.parameters)(&Settings::default());
        for (parameter, _) in declared.iter().flat_map(crate::lab::Parameters::iter) {
            entries.extend(values((entry.card)().id, parameter));
        }
    }
    entries
}

fn lessons_and_actions(app: &App) -> Vec<Entry> {
    let mut entries = Vec::new();
    for entry in lessons::ALL {
        let card = (entry.card)();
        let number = card.number;
        let keys = crate::say!("lesson {number}", "第 {number} 课");
        let names = textbook(card.id);
        let entry = Entry::new(Target::Lesson(card.id), card.title.clone(), card.line.clone(), keys)
            .called([card.id, &number.to_string()])
            .called(names.into_iter().flat_map(glossary::Name::words));
        entries.push(entry);
    }
    let digits = [Action::LessonNumber, Action::View];
    for (binding, keys) in app.keys.at(app.screen).filter(|(binding, _)| !digits.contains(&binding.action)) {
        let keys = crate::words::same(written_all(keys));
        let target = Target::Action(binding.action);
        entries.push(Entry::new(target, binding.name.clone(), binding.help.clone(), keys));
    }
    entries
}

/// The values of a choice.
fn values(lesson: &'static str, parameter: &Parameter) -> Vec<Entry> {
    let Kind::Choice(choices) = &parameter.kind else { return Vec::new() };
    let entry = |choice: &crate::lab::Choice| {
        let target = Target::Value { lesson, name: parameter.name.clone(), value: choice.id.clone() };
        let label = &parameter.label;
        let help = Text {
            en: format!("{}, a value of {}", choice.id, label.en).into(),
            zh: format!("{}：{}的取值", choice.id, label.zh).into(),
        };
        Entry::new(target, choice.label.clone(), help, crate::words::same(lesson)).called([&choice.id])
    };
    choices.iter().map(entry).collect()
}
