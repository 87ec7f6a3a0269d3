//! Everything that the coach says has its place, at every size and in both languages.

use super::tests::{LANGUAGES, SIZES, cards, lesson, look};
use super::{Cue, draw};
use crate::app::stage::regions;
use crate::app::state::App;
use crate::story::{Chapter, Deed, chapter};
use crate::words::Language;
use ratatui::layout::Rect;
use std::time::Duration;

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

/// Every card, every question, every hint, and what is said to an answer and to who gives up, stands whole on the
/// screen; beside the question from 100 columns on.
#[test]
fn whatever_is_said_is_whole_at_every_size() {
    let mut wrong = Vec::new();
    for id in cards().map(|card| card.id) {
        for language in LANGUAGES {
            let mut app = lesson(id, SIZES[0], language);
            for (place, card) in told(id, language).cards.iter().enumerate() {
                app.cue(Cue::Card(place));
                look(&mut app);
                wrong.extend(faults(&app, "as told"));
                for deed in &card.deeds {
                    perform(&mut app, deed);
                }
                wrong.extend(faults(&app, "as asked"));
                for moment in ["the first hint", "the second hint"] {
                    app.cue(Cue::Hint);
                    look(&mut app);
                    wrong.extend(faults(&app, moment));
                }
                for answer in ["123456", "1", "3", "-7, 9", ""] {
                    app.cue(Cue::Answer(answer.into()));
                    look(&mut app);
                    wrong.extend(faults(&app, "answered"));
                }
                app.cue(Cue::Show(Duration::ZERO));
                look(&mut app);
                wrong.extend(faults(&app, "shown"));
            }
        }
    }
    wrong.dedup();
    assert!(wrong.is_empty(), "{} faults\n{}", wrong.len(), wrong.join("\n"));
}

/// Does what a card asks for, as far as it is a matter of keys.
fn perform(app: &mut App, deed: &Deed) {
    use ratatui::crossterm::event::KeyCode;
    match deed {
        Deed::Step(n) => (0..*n).for_each(|_| super::tests::press(app, KeyCode::Right)),
        Deed::Back(n) => (0..*n).for_each(|_| super::tests::press(app, KeyCode::Left)),
        Deed::Phase(n) => (0..*n).for_each(|_| super::tests::types(app, ".")),
        _ => {}
    }
    look(app);
}
