//! Everything that the coach says has its place, at every size and in both languages.

use super::tests::{LANGUAGES, SIZES, cards, lesson, look};
use super::{Cue, draw};
use crate::app::stage::regions;
use crate::app::state::App;
use crate::story::{Chapter, Deed, chapter};
use crate::words::Language;
use ratatui::layout::Rect;

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
    const QUICK: [&str; 5] = ["slope", "chain", "descent", "logistic", "neuron"];
    let mut wrong = Vec::new();
    for id in cards().map(|card| card.id) {
        for language in LANGUAGES {
            let mut app = lesson(id, SIZES[0], language);
            for (place, card) in told(id, language).cards.iter().enumerate() {
                app.cue(Cue::Card(place));
                look(&mut app);
                wrong.extend(faults(&app, "as told"));
                for deed in card.deeds.iter().filter(|_| QUICK.contains(&id)) {
                    perform(&mut app, deed);
                    wrong.extend(faults(&app, "as asked"));
                }
                let said = [Cue::Hint, Cue::Hint, Cue::Answer("123456".into()), Cue::Answer("1".into())];
                for cue in said.into_iter().filter(|_| QUICK.contains(&id)) {
                    app.cue(cue);
                    look(&mut app);
                    wrong.extend(faults(&app, "hinted and answered"));
                }
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
