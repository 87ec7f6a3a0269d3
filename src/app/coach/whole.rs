//! Everything that the coach says has its place, at every size and in both languages.

use super::tests::{LANGUAGES, SIZES, cards, lesson, look, types};
use super::{Cue, draw};
use crate::app::stage::regions;
use crate::app::state::App;
use crate::story::{Chapter, Deed, chapter};
use crate::words::Language;
use ratatui::layout::Rect;
use std::thread;

/// What is cut off of what is said now, one line a size.
fn faults(app: &App, moment: &str) -> Vec<String> {
    let said = app.said().expect("told");
    let area = |(width, height)| regions(Rect::new(0, 0, width, height)).coach;
    let fault = |size| draw::not_whole(said, area(size), &app.pen).map(|part| (size, part));
    let faults = SIZES.into_iter().filter_map(fault);
    faults.map(|(size, part)| format!("{} {} {size:?} {moment}: {part}", said.key, said.title)).collect()
}

fn told(id: &str, language: Language) -> Chapter {
    chapter(id, language).expect("a story").clone()
}

/// Every card and every question stands whole on the screen, and in the lessons that are quickly computed every hint
/// and what is said to an answer, beside the question from 100 columns on.
#[test]
fn whatever_is_said_is_whole_at_every_size() {
    let wrong: Vec<String> = thread::scope(|scope| {
        let lessons: Vec<_> = cards().map(|card| scope.spawn(|| not_whole(card.id))).collect();
        lessons.into_iter().flat_map(|lesson| lesson.join().expect("it is told to its end")).collect()
    });
    assert!(wrong.is_empty(), "{} faults\n{}", wrong.len(), wrong.join("\n"));
}

/// What is cut off in a lesson. Both languages are told by one program, which computes every state once.
fn not_whole(id: &str) -> Vec<String> {
    const QUICK: [&str; 5] = ["slope", "chain", "descent", "logistic", "neuron"];
    let mut wrong = Vec::new();
    let mut app = lesson(id, SIZES[0], LANGUAGES[0]);
    for place in 0..told(id, LANGUAGES[0]).cards.len() {
        for language in LANGUAGES {
            if app.pen.language != language {
                types(&mut app, "L");
            }
            assert_eq!(app.pen.language, language, "{id}");
            app.cue(Cue::Card(place));
            look(&mut app);
            wrong.extend(faults(&app, "as told"));
            if !QUICK.contains(&id) {
                continue;
            }
            for deed in &told(id, language).cards[place].deeds {
                perform(&mut app, deed);
                wrong.extend(faults(&app, "as asked"));
            }
            for cue in [Cue::Hint, Cue::Hint, Cue::Answer("123456".into()), Cue::Answer("1".into())] {
                app.cue(cue);
                look(&mut app);
                wrong.extend(faults(&app, "hinted and answered"));
            }
        }
    }
    wrong.dedup();
    wrong
}

/// Does what a card asks for, as far as it is a matter of keys.
fn perform(app: &mut App, deed: &Deed) {
    use ratatui::crossterm::event::KeyCode;
    match deed {
        Deed::Step(n) => (0..*n).for_each(|_| super::tests::press(app, KeyCode::Right)),
        Deed::Back(n) => (0..*n).for_each(|_| super::tests::press(app, KeyCode::Left)),
        Deed::Phase(n) => (0..*n).for_each(|_| types(app, ".")),
        _ => {}
    }
    look(app);
}
