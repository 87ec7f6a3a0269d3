//! What the program promises a learner, one sentence a test.

use super::desk::Desk;
use super::engine::Inline;
use super::engine::delayed::Delayed;
use super::keys::{ctrl, key, letter};
use super::progress::Progress;
use super::state::App;
use crate::lab::Recipe;
use crate::view::Pen;
use ratatui::crossterm::event::{Event, KeyCode, KeyEvent};

fn app(engine: impl super::Engine + 'static, line: &str) -> App {
    let mut app = App::new(Box::new(engine), Pen::default(), Progress::load(None).0);
    app.handle_event(Event::Resize(120, 40));
    app.begin(Some(Recipe::parse(line).expect("a share line")));
    app.read_mail();
    app
}

fn press(app: &mut App, key: KeyEvent) {
    app.handle_event(Event::Key(key));
}

fn runs(app: &App) -> bool {
    app.snapshot.as_ref().is_some_and(|snapshot| snapshot.running)
}

/// Ctrl-C first stops what goes on; only then does it leave.
#[test]
fn control_c_stops_a_run_before_it_leaves() {
    let mut app = app(Inline::new(Desk::new(1 << 20)), "descent");
    press(&mut app, letter(' '));
    assert!(runs(&app));
    press(&mut app, ctrl('c'));
    assert_eq!((runs(&app), app.exit), (false, None));
    press(&mut app, ctrl('c'));
    assert_eq!(app.exit, Some(0));
}

/// A quit by its letter leaves at once.
#[test]
fn the_letter_to_quit_leaves_a_run_as_well() {
    let mut app = app(Inline::new(Desk::new(1 << 20)), "descent");
    press(&mut app, letter(' '));
    press(&mut app, letter('q'));
    assert_eq!(app.exit, Some(0));
}

/// A view chosen on the way to a step stays in front when the card that speaks of that step comes.
#[test]
fn a_view_chosen_before_the_card_comes_stays() {
    let mut app = app(Inline::new(Desk::new(1 << 20)), "descent?step=20");
    let there = app.snapshot.clone().expect("open");
    app.open(Recipe::parse("descent?step=20").expect("a share line"));
    app.coaching = super::coach::Answering::default();
    app.take_snapshot(Box::new(super::Snapshot { coach: None, ..(*there).clone() }));
    press(&mut app, letter('3'));
    let chosen = app.view_of_digit(3).expect("a third view");
    let front = |app: &App| {
        let panels = app.panels();
        app.arrangement(&panels).slots.iter().any(|slot| panels[slot.shown].id == chosen)
    };
    assert!(front(&app));
    app.take_snapshot(there);
    app.read_mail();
    assert!(app.said().is_some() && front(&app), "{chosen} went away");
    press(&mut app, letter('n'));
    app.read_mail();
    assert_eq!(app.stage, super::stage::Stage::default(), "another card brings its own views");
}

/// While an answer is awaited only so many keys are kept, whoever types them.
#[test]
fn a_flood_of_keys_is_bounded() {
    let engine = Delayed::new(Desk::new(1 << 20), 3);
    let mut app = app(engine.clone(), "descent");
    while engine.settle() || !app.pending.settled() {
        app.read_mail();
    }
    engine.sleep();
    press(&mut app, letter('r'));
    for _ in 0..100_000 {
        press(&mut app, letter('#'));
    }
    let waiting = app.pending.waiting();
    assert!((100..10_000).contains(&waiting), "{waiting} events wait");
    assert!(app.note.as_ref().is_some_and(|note| note.text.en.contains("dropped")));
    // What was kept is carried out, and keys count again.
    engine.wake();
    while engine.settle() || app.pending.holds() || !app.pending.settled() {
        app.read_mail();
    }
    press(&mut app, key(KeyCode::Right));
    engine.settle();
    app.read_mail();
    assert_eq!(app.pending.waiting(), 0);
}

/// What would take years is said and not waited for.
#[test]
fn a_still_of_a_step_too_far_away_says_how_far() {
    let recipe = Recipe::parse("descent?step=1000000000000000000").expect("a share line");
    let problem = super::still(Some(&recipe), (80, 24), Pen::default()).expect_err("it is too far");
    assert!(problem.text.en.contains("years") && problem.text.zh.contains("年"), "{problem}");
}

/// A run with an end has no step beyond it, however far the step that is asked for.
#[test]
fn a_step_beyond_the_end_is_the_end_in_every_lesson() {
    for entry in crate::lessons::ALL {
        let id = (entry.card)().id;
        let engine = Inline::new(Desk::new(1 << 20));
        let session = crate::lessons::open(&Recipe::of(id), crate::lab::Keep::Bytes(0), super::clock);
        let Some(length) = session.expect("a lesson opens").length().filter(|length| *length <= 100) else {
            continue;
        };
        let mut app = app(engine, &format!("{id}?step=1000000000000000000"));
        let now = |app: &App| app.snapshot.as_ref().map(|snapshot| (snapshot.now, snapshot.goal.is_some()));
        assert_eq!(now(&app), Some((length, false)), "{id}");
        press(&mut app, key(KeyCode::Left));
        assert_eq!(now(&app), Some((length - 1, false)), "{id}: back from the end");
    }
}
