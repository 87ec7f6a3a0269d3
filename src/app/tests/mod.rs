//! What the program promises a learner, one sentence a test.

mod ascii;
mod by_hand;
mod cut;
mod lasting;
mod places;

use super::config::{Looks, ThemeChoice};
use super::desk::Desk;
use super::engine::Inline;
use super::engine::delayed::Delayed;
use super::keys::{Keymap, ctrl, key, letter};
use super::order::{Mail, Order, Ticket};
use super::progress::Progress;
use super::state::App;
use crate::lab::Recipe;
use crate::lab::scene::{Code, Picture};
use crate::view::{Background, Base, ColourDepth, Own, Pen, Scheme, Theme};
use crate::{lessons, story};
use ratatui::buffer::Buffer;
use ratatui::crossterm::event::{Event, KeyCode, KeyEvent};
use ratatui::layout::Rect;
use std::cell::RefCell;
use std::rc::Rc;

/// The program without a terminal, at the state of a share line.
pub(super) fn app(line: &str) -> App {
    app_on(Inline::new(Desk::new(8 << 20)), line)
}

fn app_on(engine: impl super::Engine + 'static, line: &str) -> App {
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

/// Keeps the orders that it is given, and does none of them.
#[derive(Clone, Default)]
struct Heard(Rc<RefCell<Vec<Order>>>);

impl super::Engine for Heard {
    fn order(&mut self, _: Ticket, order: Order) {
        self.0.borrow_mut().push(order);
    }

    fn mail(&mut self) -> Option<Mail> {
        None
    }
}

/// Pictures are made as fine as the window is, and the run of a lesson's first card at once: nothing is made twice.
#[test]
fn a_lesson_is_opened_once_and_for_the_window() {
    let heard = Heard::default();
    let mut app = App::new(Box::new(heard.clone()), Pen::default(), Progress::load(None).0);
    for size in [(120, 40), (120, 40), (80, 24)] {
        app.handle_event(Event::Resize(size.0, size.1));
    }
    assert_eq!(*heard.0.borrow(), [Order::Detail(120, 80), Order::Detail(80, 48)]);
    for entry in lessons::ALL {
        let id = (entry.card)().id;
        heard.0.borrow_mut().clear();
        app.begin(Some(Recipe::of(id)));
        let orders = heard.0.take();
        let opened: Vec<&Recipe> = orders
            .iter()
            .filter_map(|order| match order {
                Order::Open { recipe, .. } => Some(recipe),
                _ => None,
            })
            .collect();
        let scene = story::chapter(id, app.pen.language).and_then(|told| told.cards[0].scene.clone());
        let first = scene.map_or(Recipe::of(id), |scene| Recipe { step: 0, ..scene });
        assert_eq!(opened, [&first], "{id}");
    }
}

/// Ctrl-C first stops what goes on; only then does it leave.
#[test]
fn control_c_stops_a_run_before_it_leaves() {
    let mut app = app("descent");
    press(&mut app, letter(' '));
    assert!(runs(&app));
    press(&mut app, ctrl('c'));
    assert_eq!((runs(&app), app.exit), (false, None));
    press(&mut app, ctrl('c'));
    assert_eq!(app.exit, Some(0));
}

/// A learner's own keys hold on the screen, in its hints and in its help.
#[test]
fn other_keys_do_what_they_are_given_to() {
    let mut app = app("descent");
    app.keys.rebind("step", vec![key(KeyCode::F(2))]).expect("a free key");
    let now = |app: &App| app.snapshot.as_ref().map(|snapshot| snapshot.now);
    press(&mut app, key(KeyCode::Right));
    assert_eq!(now(&app), Some(0));
    press(&mut app, key(KeyCode::F(2)));
    assert_eq!(now(&app), Some(1));
    app.keys.rebind("code", vec![key(KeyCode::F(3))]).expect("a free key");
    assert!(frame(&app).contains("F2 step") && frame(&app).contains("F3 code"), "{}", frame(&app));
    press(&mut app, letter('?'));
    assert!(frame(&app).lines().any(|line| line.contains(" F2 ") && line.contains("One step forwards")));
}

/// Whoever finds the monochrome theme at the start can leave it.
#[test]
fn every_theme_leads_to_every_other() {
    let mut app = app("descent");
    let (depth, dark) = (ColourDepth::Palette256, Background::Dark);
    let own = Own::new(Base::Light, &[]).0;
    app.looks = Looks { choice: ThemeChoice::Mono, depth, own: Some(Box::leak(Box::new(own))) };
    app.pen.theme = app.looks.theme(dark);
    let seen: Vec<_> = (0..6)
        .map(|_| {
            press(&mut app, letter('T'));
            app.pen.theme
        })
        .collect();
    let usual = |depth, background| Theme { depth, background, ground: dark, scheme: Scheme::Usual };
    let own = seen[0];
    assert!(matches!(own.scheme, Scheme::Own(_)) && own.background == Background::Light, "{own:?}");
    assert_eq!(
        seen[1..],
        [
            usual(depth, dark),
            usual(depth, Background::Light),
            Theme::high_contrast(depth, dark),
            usual(ColourDepth::Mono, dark),
            own,
        ]
    );
}

fn frame(app: &App) -> String {
    let mut buffer = Buffer::empty(Rect::new(0, 0, 120, 40));
    app.draw_into(&mut buffer);
    crate::view::print::text(&buffer)
}

/// A quit by its letter leaves at once.
#[test]
fn the_letter_to_quit_leaves_a_run_as_well() {
    let mut app = app("descent");
    press(&mut app, letter(' '));
    press(&mut app, letter('q'));
    assert_eq!(app.exit, Some(0));
}

/// A view chosen on the way to a step stays in front when the card that speaks of that step comes.
#[test]
fn a_view_chosen_before_the_card_comes_stays() {
    let mut app = app("descent?step=20");
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

fn at(app: &App) -> (&'static str, u64) {
    app.snapshot.as_ref().map_or(("", 0), |snapshot| (snapshot.card.id, snapshot.now))
}

fn note(app: &App) -> &str {
    app.note.as_ref().map_or("", |note| &note.text.en)
}

/// A key that does nothing is called by its name, also where it is a blank.
#[test]
fn a_key_without_work_is_named() {
    let mut app = app("neuron");
    // Out of the question, and to the list.
    press(&mut app, key(KeyCode::Esc));
    press(&mut app, key(KeyCode::Esc));
    for (pressed, told) in [(' ', "Space does nothing here"), ('z', "z does nothing here")] {
        press(&mut app, letter(pressed));
        assert!(note(&app).starts_with(told), "{}", note(&app));
    }
}

/// While an answer is awaited only so many keys are kept, whoever types them.
#[test]
fn a_flood_of_keys_is_bounded() {
    let engine = Delayed::new(Desk::new(1 << 20), 3);
    let mut app = app_on(engine.clone(), "descent");
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
    let film = super::Film::open(Some(&recipe), (80, 24), Pen::default(), &Keymap::default());
    let problem = film.err().expect("it is too far");
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
        let mut app = app_on(engine, &format!("{id}?step=1000000000000000000"));
        let now = |app: &App| app.snapshot.as_ref().map(|snapshot| (snapshot.now, snapshot.goal.is_some()));
        assert_eq!(now(&app), Some((length, false)), "{id}");
        press(&mut app, key(KeyCode::Left));
        assert_eq!(now(&app), Some((length - 1, false)), "{id}: back from the end");
    }
}

fn seen(app: &App, id: &str) -> bool {
    let panels = app.panels();
    let at = panels.iter().position(|panel| panel.id == id).expect("a view");
    app.arrangement(&panels).shows(at)
}

/// The script is written when it is looked at, stays while phases light other views, scrolls, and is copied as
/// `nnlab code` prints it.
#[test]
fn the_script_follows_the_phases_and_is_copied() {
    let line = "descent?cost=twin&lr=0.3";
    let mut app = app(line);
    let code = |app: &App| match &app.panels().iter().find(|panel| panel.id == Code::PANEL)?.picture {
        Picture::Code(code) => Some(code.clone()),
        _ => None,
    };
    assert!(!seen(&app, Code::PANEL) && code(&app).is_some_and(|code| code.scripts[0].is_empty()));
    press(&mut app, letter('C'));
    for _ in 0..2 {
        press(&mut app, letter('.'));
    }
    let shown = code(&app).expect("a script");
    assert!(seen(&app, Code::PANEL) && app.clipboard.is_none());
    assert_eq!((shown.t, shown.reveal), (0, crate::lab::Reveal::Upto(1)));
    assert!(shown.made.iter().any(|made| made.name == "dw"), "{:?}", shown.made);
    press(&mut app, key(KeyCode::Down));
    assert!(app.scroll.contains_key(Code::PANEL));
    press(&mut app, letter('.'));
    assert!(!app.scroll.contains_key(Code::PANEL), "it follows again");
    press(&mut app, letter('C'));
    let recipe = Recipe::parse(line).expect("a share line");
    let asked = crate::code::Asked { recipe, last: 100, every: crate::code::stride(100) };
    let course = crate::code::Course::take(&asked, super::clock).expect("a run");
    let printed = crate::code::write(&course, crate::words::Language::English).expect("a script").to_string();
    assert_eq!(app.clipboard.take(), Some(printed));
    press(&mut app, key(KeyCode::Enter));
    assert!(app.overlay.is_some(), "asks for a file");
}

/// The box shows what a table holds before it is opened; roles and scaling that are chosen there are set with it.
#[test]
fn columns_are_chosen_in_the_box_before_a_table_is_opened() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("fruit.csv");
    let rows: String =
        (0..12).map(|i| format!("{},{},{},{}\n", i, 100 * i, i % 3, ["plum", "fig"][i % 2])).collect();
    std::fs::write(&file, format!("long,wide,high,kind\n{rows}")).expect("written");
    let mut app = App::new(Box::new(Inline::new(Desk::new(1 << 20))), Pen::default(), Progress::load(None).0);
    app.handle_event(Event::Resize(100, 30));
    app.begin(None);
    app.open(Recipe::of("logistic"));
    app.read_mail();
    press(&mut app, letter('o'));
    app.handle_event(Event::Paste(file.display().to_string()));
    let seen = frame(&app);
    assert!(seen.contains("a table of 12 rows and 4 columns") && seen.contains("learnt from"), "{seen}");
    assert!(!seen.contains('`'), "{seen}");
    assert!(seen.contains("plum (6)") && seen.contains("two of its columns"), "{seen}");
    // What is refused stays to be changed, with the reason.
    press(&mut app, key(KeyCode::Enter));
    app.read_mail();
    let seen = frame(&app);
    assert!(seen.contains("has 3 features") && seen.contains("learnt from"), "{seen}");
    // The third column is not learnt from.
    (0..3).for_each(|_| press(&mut app, key(KeyCode::Down)));
    press(&mut app, key(KeyCode::Left));
    let seen = frame(&app);
    assert!(seen.contains("12 points, classes fig, plum"), "{seen}");
    press(&mut app, key(KeyCode::Enter));
    app.read_mail();
    let recipe = &app.snapshot.as_ref().expect("open").recipe;
    assert_eq!(recipe.data, [file]);
    assert!(recipe.line().contains("columns=long,wide"), "{}", recipe.line());
}

/// A letter of a lesson shows on the screen that it has done something: what it changes is brought forward where it is
/// not seen, or a sentence says why nothing changes.
#[test]
fn every_letter_of_a_lesson_is_seen_to_do_something() {
    let mut idle = Vec::new();
    for entry in crate::lessons::ALL {
        let card = (entry.card)();
        for offer in card.verbs {
            let mut app = app(card.id);
            app.handle_event(Event::Resize(80, 24));
            app.read_mail();
            let drawn = |app: &App| {
                let mut frame = Buffer::empty(Rect::new(0, 0, 80, 24));
                app.draw_into(&mut frame);
                frame
            };
            let before = drawn(&app);
            press(&mut app, letter(offer.verb.key()));
            app.read_mail();
            if drawn(&app) == before {
                idle.push(format!("{}: {}", card.id, offer.verb.key()));
            }
        }
    }
    assert!(idle.is_empty(), "{idle:?}");
}
