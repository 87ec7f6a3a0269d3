//! Everything that can be found by the palette now.

use crate::app::keys::{Action, Scope, written_all};
use crate::app::overlay::{Entry, Target, terms};
use crate::app::parameters;
use crate::app::state::App;
use crate::app::views;
use crate::lab::{Kind, Parameter, Settings};
use crate::lessons;
use crate::story::glossary::{self, textbook};
use crate::words::{Text, text};

/// Everything that can be found now.
pub(in crate::app) fn everything(app: &App) -> Vec<Entry> {
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
        entries.push(Entry::new(target, binding.name.clone(), app.keys.named(&binding.help), keys));
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
