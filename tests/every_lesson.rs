//! What holds for every lesson: whatever step and phase is looked at, there is a picture and words in
//! both languages, and every declaration fits the others.

mod at_once;

use nnlab::app::keys::{Keymap, Scope};
use nnlab::lab::{
    Act, Card, Effect, Gesture, Keep, Kind, Parameter, Recipe, Reveal, Session, Settings, Spot, Value, Verb,
};
use nnlab::lessons::ALL;
use proptest::prelude::*;
use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use std::collections::HashSet;
use std::fmt::Debug;
use std::time::Duration;

fn no_clock() -> Duration {
    Duration::ZERO
}

fn cards() -> impl Iterator<Item = &'static Card> {
    ALL.iter().map(|entry| (entry.card)())
}

fn open(id: &str) -> Box<dyn Session> {
    nnlab::lessons::open(&Recipe::of(id), Keep::default(), no_clock).expect("the defaults open")
}

/// Every text inside speaks both languages or neither.
fn check_words(what: &impl Debug, place: &str) {
    let written = format!("{what:?}").replace("en: \"\", zh: \"\"", "");
    for half in ["en: \"\"", "zh: \"\""] {
        if let Some(at) = written.find(half) {
            let around: String = written[at..].chars().take(80).collect();
            panic!("{place}: one language is missing: {around}");
        }
    }
}

/// What is seen at a moment of a session, checked.
fn look(session: &dyn Session, reveal: Reveal, detail: (u16, u16)) {
    let place = format!("{} step {} {reveal:?}", session.card().id, session.now());
    let scene = session.scene(reveal, &[], detail);
    assert!(!scene.panels.is_empty(), "{place}: nothing to see");
    let mut ids = HashSet::new();
    for panel in &scene.panels {
        assert!(ids.insert(panel.id), "{place}: two panels {}", panel.id);
        assert!(!panel.title.is_empty(), "{place}: panel {} has no title", panel.id);
        for act in [
            Act::Press(Spot::Item(0)),
            Act::Press(Spot::Item(100_000)),
            Act::Press(Spot::Point { x: 0.1, y: f64::NAN }),
            Act::Drag(Spot::Cell { row: 100_000, col: 0 }),
            Act::Erase(Spot::Neuron { layer: 9, index: 9 }),
            Act::Move { dx: -1, dy: 100_000 },
        ] {
            session.respond(&Gesture { panel: panel.id.into(), act });
        }
    }
    check_words(&scene, &place);
    check_words(&session.phases(), &place);
    assert_eq!(session.metrics().len(), session.measure().len(), "{place}");
}

#[test]
fn cards_are_complete() {
    let mut ids = HashSet::new();
    let mut numbers = Vec::new();
    for card in cards() {
        assert!(ids.insert(card.id), "two lessons are called {}", card.id);
        numbers.push(card.number);
        for words in [&card.title, &card.line, &card.goal, &card.step, &card.guide] {
            assert!(!words.en.is_empty() && !words.zh.is_empty(), "{}", card.id);
        }
        let lines = card.guide.en.lines().count().max(card.guide.zh.lines().count());
        assert!(lines <= 45, "the guide of {} has {lines} lines", card.id);
        check_words(card, card.id);
    }
    assert!(numbers.is_sorted(), "teaching order: {numbers:?}");
}

#[test]
fn parameters_are_declared_once_and_in_range() {
    for entry in ALL {
        let id = (entry.card)().id;
        let parameters = (entry.parameters)(&Settings::default()).expect("the defaults are understood");
        let mut names = HashSet::new();
        for (parameter, _) in parameters.iter() {
            assert!(names.insert(&parameter.name), "{id}: {} twice", parameter.name);
            let typed = parameter.default.to_string();
            assert_eq!(parameter.read(&typed).as_ref(), Ok(&parameter.default), "{id}: {}", parameter.name);
            check_words(parameter, id);
            assert!(!parameter.label.is_empty() && !parameter.help.is_empty(), "{id}: {}", parameter.name);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4))]

    #[test]
    fn there_is_always_something_to_see(
        stops in prop::collection::vec((0u64..40, prop::option::of(0usize..6)), 1..5), columns in 1u16..200, rows in 1u16..60
    ) {
        for card in cards() {
            let mut session = open(card.id);
            for (t, phase) in &stops {
                session.seek(*t, &mut || true);
                look(&*session, phase.map_or(Reveal::Whole, Reveal::Upto), (columns, rows));
                for offer in card.verbs {
                    check_words(&session.act(offer.verb), card.id);
                }
            }
        }
    }
}

/// A few values of each kind that a parameter takes, as they are typed.
fn values(parameter: &Parameter) -> Vec<String> {
    match &parameter.kind {
        Kind::Number { min, max, .. } => [*min, *max, 0.5 * (min + max)].map(|x| x.to_string()).to_vec(),
        Kind::Whole { min, max } => [*min, *max, min + 1, min + 2].map(|n| n.to_string()).to_vec(),
        Kind::Choice(choices) => choices.iter().map(|choice| choice.id.clone()).collect(),
        Kind::Switch => vec!["true".into(), "false".into()],
        Kind::Words(_) => ["", "1", "1,2,3", "a*b", "x", "random", "sgd,adam"].map(String::from).to_vec(),
    }
}

/// Whatever a share line changes at step 3: what begins the run again is refused with a sentence, everything else is
/// refused with one or is in force three steps later, on a screen that can be drawn.
#[test]
fn an_edit_at_a_step_is_in_force_or_refused() {
    at_once::every_lesson(|card| {
        let declared = open(card.id).parameters().clone();
        for (parameter, _) in declared.iter() {
            for typed in values(parameter) {
                let mut recipe = Recipe::of(card.id);
                recipe.take(&format!("{}@3", parameter.name), typed.clone()).expect("a step");
                let line = recipe.line();
                let mut session = match nnlab::lessons::open(&recipe, Keep::default(), no_clock) {
                    Ok(session) => session,
                    Err(problem) => {
                        assert!(!problem.text.en.is_empty() && !problem.text.zh.is_empty(), "{line}");
                        continue;
                    }
                };
                assert_ne!(parameter.effect, Effect::Restart, "{line} changes what cannot change on the way");
                let there = session.seek(6, &mut || true);
                assert!(there || session.at_end(), "{line} stands at step {}", session.now());
                assert!(!session.scene(Reveal::Whole, &[], (40, 20)).panels.is_empty(), "{line}");
                if parameter.effect != Effect::State && session.now() >= 3 {
                    let value = parameter.read(&typed).expect("it was taken");
                    assert_eq!(session.parameters().value(&parameter.name), Some(&value), "{line}");
                }
            }
        }
    });
}

/// Of several changes of one parameter the latest before a step is in force there, on the way and in a share line.
#[test]
fn the_latest_of_several_changes_is_in_force() {
    let rate = |session: &dyn Session| session.parameters().value("lr").map(ToString::to_string);
    let mut session = open("descent");
    for (t, lr) in [(2, "0.05"), (4, "0.3"), (4, "0.02"), (6, "0.04")] {
        session.seek(t, &mut || true);
        session.set("lr", lr).expect("a rate");
    }
    session.seek(8, &mut || true);
    let mut again = nnlab::lessons::open(&session.recipe(), Keep::default(), no_clock).expect("its recipe");
    for t in [8, 5, 3, 7, 1] {
        let wanted =
            ["0.1", "0.05", "0.02", "0.04"][usize::from(t >= 2) + usize::from(t >= 4) + usize::from(t >= 6)];
        for session in [&mut session, &mut again] {
            session.seek(t, &mut || true);
            assert_eq!(rate(&**session).as_deref(), Some(wanted), "at step {t}");
        }
        assert_eq!(session.measure(), again.measure(), "at step {t}");
    }
    let six = |line: &str| {
        let recipe = Recipe::parse(line).expect("a share line");
        let mut session = nnlab::lessons::open(&recipe, Keep::default(), no_clock).expect("it opens");
        session.seek(6, &mut || true);
        session.measure()
    };
    assert_eq!(six("descent?lr@2=0.3&lr@2=0.02"), six("descent?lr@2=0.02"), "the later one in a line");
}

/// A step beyond the last one, however far, ends at the last one, and the way back is open.
#[test]
fn a_step_beyond_the_end_is_the_last_one() {
    at_once::every_lesson(|card| {
        let mut recipe = Recipe::of(card.id);
        for short in ["iterations", "epochs"] {
            let declared = (nnlab::lessons::find(card.id).expect("listed").parameters)(&Settings::default());
            let declared = declared.expect("the defaults are understood");
            if let Some((_, Value::Whole(_))) = declared.iter().find(|row| row.0.name == short) {
                recipe.settings.set(short, "2");
            }
        }
        let open = || nnlab::lessons::open(&recipe, Keep::default(), no_clock).expect("opens");
        let Some(length) = open().length() else { return };
        for beyond in [length, length + 1, 1_000_000_000_000_000_000] {
            let mut session = open();
            session.seek(beyond, &mut || true);
            let last = session.now();
            assert!(session.at_end() && last <= length, "{} stands at {last} of {length}", card.id);
            assert!(!session.forward(), "{}", card.id);
            assert_eq!(session.now(), last, "{}", card.id);
            session.seek(last - 1, &mut || true);
            assert_eq!(session.now(), last - 1, "{}: the way back", card.id);
            assert!(!session.at_end(), "{}", card.id);
        }
    });
}

/// Every verb that a lesson offers does something somewhere, and no other letter does anything.
#[test]
fn a_lesson_does_what_it_offers_and_nothing_else() {
    at_once::every_lesson(|card| {
        let mut session = open(card.id);
        let offered = |verb: Verb| card.verbs.iter().any(|offer| offer.verb == verb);
        let mut done = HashSet::new();
        for t in [0, 2] {
            session.seek(t, &mut || true);
            for verb in Verb::all() {
                let responses = session.act(verb);
                assert!(responses.is_empty() || offered(verb), "{} does {verb:?} unasked", card.id);
                if !responses.is_empty() {
                    done.insert(verb);
                }
            }
        }
        for offer in card.verbs {
            assert!(done.contains(&offer.verb), "{} does nothing for {:?}", card.id, offer.verb);
        }
    });
}

/// Every name that a lesson's parameters and their choices have on the screen, in both languages.
fn names_of(card: &Card) -> Vec<(String, String)> {
    let parameters = nnlab::lessons::find(card.id).expect("listed").parameters;
    let mut names = Vec::new();
    let mut add = |settings: &Settings| {
        let mut others = Vec::new();
        let Ok(parameters) = parameters(settings) else { return others };
        let name = |text: &nnlab::words::Text| (text.en.to_string(), text.zh.to_string());
        for (parameter, _) in parameters.iter().filter(|(parameter, _)| parameter.listed) {
            names.push(name(&parameter.label));
            let Kind::Choice(choices) = &parameter.kind else { continue };
            names.extend(choices.iter().map(|choice| name(&choice.label)));
            others.extend(choices.iter().map(|choice| (parameter.name.clone(), choice.id.clone())));
        }
        others
    };
    for (parameter, choice) in add(&Settings::default()) {
        let mut settings = Settings::default();
        settings.set(&parameter, choice);
        add(&settings);
    }
    names
}

/// What a guide tells to set (in bold) is called so on the screen, in both languages.
#[test]
fn guides_call_parameters_by_their_names() {
    let mut told = 0;
    for card in cards() {
        let names = names_of(card);
        for (language, guide) in [("en", &card.guide.en), ("zh", &card.guide.zh)] {
            let tries = guide.split("\n# ").flat_map(|part| part.split("\n## ")).find(|part| {
                ["What to try", "Try", "可以试试", "试一试"].iter().any(|title| part.starts_with(title))
            });
            let tries = tries.unwrap_or_else(|| panic!("{}: nothing to try in {language}", card.id));
            for bold in tries.split("**").skip(1).step_by(2) {
                let known = names.iter().any(|(en, zh)| {
                    let name = if language == "en" { en } else { zh };
                    name.to_lowercase().starts_with(&bold.to_lowercase())
                        || name.ends_with(&format!(" {bold}"))
                });
                assert!(known, "{}: no parameter or choice is called {bold} ({language})", card.id);
                told += 1;
            }
        }
    }
    assert!(told > 50, "only {told} names were found in the guides");
}

/// What a guide says to press is a key of the lab or of this very lesson.
#[test]
fn guides_name_keys_that_there_are() {
    let mut named = 0;
    for card in cards() {
        for (guide, before) in [(&card.guide.en, ["Press ", "press "]), (&card.guide.zh, ["按 ", "再按 "])]
        {
            for start in before {
                for said in guide.split(start).skip(1) {
                    let mut letters = said.trim_start_matches('`').chars();
                    let (Some(key), next) = (letters.next(), letters.next()) else { continue };
                    // A longer word is the name of a key: Space, Enter; arrows have no letter.
                    if !key.is_ascii() || next.is_some_and(|next| next.is_ascii_alphanumeric()) {
                        continue;
                    }
                    let pressed = KeyEvent::new(KeyCode::Char(key), KeyModifiers::NONE);
                    let known = Keymap::default().action(pressed, Scope::Lesson).is_some()
                        || card.verbs.iter().any(|offer| offer.verb.key() == key);
                    assert!(known, "{}: the guide says {start}{key}, which is no key", card.id);
                    named += 1;
                }
            }
        }
    }
    assert!(named > 40, "only {named} keys were found in the guides");
}
