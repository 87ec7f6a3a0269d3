//! What holds for every lesson: whatever step and phase is looked at, there is a picture and words in
//! both languages, and every declaration fits the others.

use nnlab::lab::{Act, Card, Gesture, Keep, Recipe, Reveal, Session, Settings, Spot};
use nnlab::lessons::ALL;
use proptest::prelude::*;
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
