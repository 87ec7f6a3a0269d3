//! Names, headings, labels and captions are whole from 100 columns on.

use super::coach::tests::{LANGUAGES, cards, lesson, look, press, resize, screen, types};
use super::parameters::PARAMETERS;
use super::stage::regions;
use super::state::App;
use crate::lab::scene::{Code, Panel, Picture};
use crate::view::width;
use ratatui::crossterm::event::KeyCode;
use ratatui::layout::{Position, Rect};
use std::collections::BTreeSet;
use std::thread;

const SIZES: [(u16, u16); 2] = [(100, 30), (120, 40)];

/// Every view of every lesson in front, at the start, in every phase and after a step: nothing on the stage, in the
/// header or on the line of views ends in `…`. Values may: those of parameters, the lines of a script, digits of a box,
/// and in the body of a table also what names a row, for numbers are never cut there.
#[test]
fn no_name_is_cut() {
    let all: Vec<BTreeSet<String>> = thread::scope(|scope| {
        let lessons: Vec<_> = cards().map(|card| scope.spawn(|| cut_in(card.id))).collect();
        lessons.into_iter().map(|lesson| lesson.join().expect("it is walked to its end")).collect()
    });
    let cut: Vec<String> = all.into_iter().flatten().collect();
    assert!(cut.is_empty(), "{} are cut\n{}", cut.len(), cut.join("\n"));
}

/// What is cut in a lesson.
fn cut_in(id: &str) -> BTreeSet<String> {
    let mut cut = BTreeSet::new();
    for language in LANGUAGES {
        let mut app = lesson(id, SIZES[0], language);
        press(&mut app, KeyCode::Esc);
        let phases = app.snapshot.as_ref().map_or(0, |snapshot| snapshot.phases.len());
        cut_on_stage(&mut app, &mut cut);
        for _ in 0..phases {
            types(&mut app, ".");
            cut_on_stage(&mut app, &mut cut);
        }
        press(&mut app, KeyCode::Right);
        cut_on_stage(&mut app, &mut cut);
    }
    cut.into_iter().map(|line| format!("{id} {line}")).collect()
}

/// What is cut at this state, with every view in front once.
fn cut_on_stage(app: &mut App, cut: &mut BTreeSet<String>) {
    for size in SIZES {
        resize(app, size);
        look(app);
        let named = |panel: &&Panel| panel.id != Code::PANEL && panel.id != PARAMETERS;
        let views: Vec<&'static str> = app.panels().iter().filter(named).map(|panel| panel.id).collect();
        for view in views {
            app.choose_view(view);
            look(app);
            let places = regions(Rect::new(0, 0, size.0, size.1));
            let names = |y: u16| {
                y < places.coach.y || y >= places.body.y && y < places.body.bottom() || y == places.views.y
            };
            let seen = screen(app);
            let lines = seen.lines().enumerate().filter(|(y, _)| names(*y as u16));
            let lines = lines.map(|(y, line)| (y as u16, without(&bodies(app), y as u16, line)));
            let found = lines.filter(|(_, line)| ends_cut(line));
            cut.extend(found.map(|(_, line)| format!("{size:?} {view}: {line}")));
        }
        app.clear_stage();
    }
}

/// Where the rows of tables stand, below their headings.
fn bodies(app: &App) -> Vec<Rect> {
    let panels = app.panels();
    let slots = app.arrangement(&panels).slots;
    let table = |at: usize| matches!(panels[at].picture, Picture::Table(_));
    let below = |area: Rect| Rect { y: area.y + 2, height: area.height.saturating_sub(3), ..area };
    slots.into_iter().filter(|slot| table(slot.shown)).map(|slot| below(slot.area)).collect()
}

/// A line of the screen without what stands in these places.
fn without(places: &[Rect], y: u16, line: &str) -> String {
    let hidden = |x: u16| places.iter().any(|place| place.contains(Position::new(x, y)));
    let mut column = 0;
    let shown = line.chars().map(|c| {
        let x = column;
        column += width(&c.to_string()) as u16;
        if hidden(x) { ' ' } else { c }
    });
    shown.collect()
}

/// Whether something in a line ends in `…`: behind a letter, before a frame, a blank or the end.
fn ends_cut(line: &str) -> bool {
    let letters: Vec<char> = line.chars().collect();
    let at_end = |at: usize| letters.get(at + 1).is_none_or(|next| " │┃╮┓─━▲▼".contains(*next));
    let goes_on = |at: usize| letters[at + 1..].iter().take(2).any(|next| next.is_alphanumeric());
    let framed = |at: usize| letters.get(at + 1).is_some_and(|next| "│┃".contains(*next));
    let begins = |at: usize| framed(at) || at > 0 && letters[at - 1] != ' ';
    let value = |at: usize| at > 0 && (letters[at - 1].is_ascii_digit() || letters[at - 1] == '.');
    (0..letters.len()).any(|at| letters[at] == '…' && at_end(at) && begins(at) && !value(at) && !goes_on(at))
}
