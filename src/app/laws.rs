//! Laws of the whole program: however late the desk answers, nothing that was ordered or typed is lost.

use super::desk::Desk;
use super::engine::Worker;
use super::engine::delayed::Delayed;
use super::keys::{ctrl, key, letter};
use super::progress::Progress;
use super::state::App;
use crate::lab::Recipe;
use crate::view::{Pen, print};
use proptest::prelude::*;
use ratatui::buffer::Buffer;
use ratatui::crossterm::event::{
    Event, KeyCode, KeyEvent, KeyModifiers, MouseButton, MouseEvent, MouseEventKind,
};
use ratatui::layout::Rect;
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

/// Lessons whose steps cost nothing.
const LESSONS: [&str; 4] = ["slope", "chain", "descent", "neuron"];

/// Something a learner does.
#[derive(Debug, Clone)]
enum Doing {
    Type(&'static str),
    Press(KeyEvent),
    Click(u16, u16),
    Paste(&'static str),
    /// Out of what is open, once everything has come to rest: what Esc leaves depends on what is under way.
    Leave,
}

impl Doing {
    fn events(&self) -> Vec<Event> {
        let mouse = |kind, &column: &u16, &row: &u16| {
            Event::Mouse(MouseEvent { kind, column, row, modifiers: KeyModifiers::NONE })
        };
        match self {
            Doing::Type(words) => words
                .chars()
                .map(|c| if c == '\n' { key(KeyCode::Enter) } else { letter(c) })
                .map(Event::Key)
                .collect(),
            Doing::Press(pressed) => vec![Event::Key(*pressed)],
            Doing::Click(x, y) => vec![
                mouse(MouseEventKind::Down(MouseButton::Left), x, y),
                mouse(MouseEventKind::Up(MouseButton::Left), x, y),
            ],
            Doing::Paste(words) => vec![Event::Paste((*words).to_string())],
            Doing::Leave => vec![Event::Key(key(KeyCode::Esc))],
        }
    }
}

fn doing() -> impl Strategy<Value = Doing> {
    let codes = [
        KeyCode::Left,
        KeyCode::Right,
        KeyCode::Up,
        KeyCode::Down,
        KeyCode::Enter,
        KeyCode::Tab,
        KeyCode::Home,
        KeyCode::PageUp,
        KeyCode::Backspace,
        KeyCode::F(1),
    ];
    prop_oneof![
        6 => prop::sample::select(vec![
            "n", "p", "N", "P", ".", ",", "r", "S", "<", ">", "z", "a", "[", "]", "j", "k", "e", "w", "x", "m",
            "i", "E", "b", "d", "f", "v", "t", "V", "L", "T", "y", "n>", ">n", "jj>", ".n", "rn", ">>", "?", ":",
            "|", "\\", "*", "u", "|>", "*|", "|\\", "\\n", "|.", "@", "%", "#", "!", "@/no/such.h5\n", "C",
        ]).prop_map(Doing::Type),
        2 => prop::sample::select(vec![
            "g12\n", "g3\np", "gx\n", "g99999\n", ":chain\n", ":lr\n", ":rate\n0.5\n", ":zzz\n", "o/no/such.h5\n",
            "o\n", "\n7\n", "\nu=\n", "\n(((\n", "V101\n", "Vx=2\n",
        ]).prop_map(Doing::Type),
        4 => prop::sample::select(codes.to_vec()).prop_map(|code| Doing::Press(key(code))),
        1 => Just(Doing::Press(ctrl('u'))),
        2 => (0u16..80, 0u16..24).prop_map(|(x, y)| Doing::Click(x, y)),
        1 => prop::sample::select(vec!["0.25", "a*b + c", "nothing\nthat fits"]).prop_map(Doing::Paste),
        1 => Just(Doing::Leave),
    ]
}

fn app(engine: Box<dyn super::Engine>, lesson: &str) -> App {
    let mut app = App::new(engine, Pen::default(), Progress::load(None).0);
    // Whoever types at random writes no files.
    app.folder = "/nowhere".into();
    app.handle_event(Event::Resize(80, 24));
    app.begin(Some(Recipe::of(lesson)));
    app.read_mail();
    app
}

/// So many cases; `PROPTEST_CASES` says otherwise.
fn cases(usual: u32) -> u32 {
    std::env::var("PROPTEST_CASES").ok().and_then(|words| words.parse().ok()).unwrap_or(usual)
}

/// Lets everything come to rest.
fn settle(app: &mut App, engine: &Delayed) {
    while engine.settle() || app.pending.holds() || !app.pending.settled() {
        app.read_mail();
    }
    app.read_mail();
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(cases(120)))]

    /// Through a post that delays, reorders and merges, every order is answered once and everything comes to rest.
    #[test]
    fn a_slow_desk_answers_everything(
        lesson in prop::sample::select(LESSONS.to_vec()), seed: u64,
        deeds in prop::collection::vec(doing(), 24..36),
    ) {
        let engine = Delayed::new(Desk::new(1 << 20), seed);
        let mut slow = app(Box::new(engine.clone()), lesson);
        for deed in &deeds {
            if matches!(deed, Doing::Leave) {
                settle(&mut slow, &engine);
            }
            for event in deed.events() {
                slow.handle_event(event);
            }
        }
        settle(&mut slow, &engine);
        let (mut given, mut answered) = engine.tickets();
        given.sort_unstable();
        answered.sort_unstable();
        prop_assert_eq!(given, answered, "every order is answered once");
    }
}

/// Keys that are pressed while a lesson is being opened are carried out behind it, in their order.
#[test]
fn keys_that_wait_keep_their_order() {
    let engine = Delayed::new(Desk::new(1 << 20), 1);
    let mut slow = App::new(Box::new(engine.clone()), Pen::default(), Progress::load(None).0);
    slow.handle_event(Event::Resize(80, 24));
    slow.begin(Some(Recipe::of("descent")));
    for event in Doing::Type("g12\n").events() {
        slow.handle_event(event);
    }
    assert_eq!(slow.pending.waiting(), 4, "all wait for the lesson");
    settle(&mut slow, &engine);
    assert_eq!(slow.snapshot.as_ref().map(|now| now.now), Some(12));
}

/// Waits until the thread has nothing more to do for this program.
fn rest(app: &mut App, came: &Receiver<()>) {
    app.read_mail();
    while !app.pending.settled() || app.snapshot.as_ref().is_none_or(|s| s.under_way()) {
        came.recv_timeout(Duration::from_secs(60)).expect("the thread answers");
        app.read_mail();
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// The same on the thread itself, with some 300 deeds.
    #[test]
    fn the_thread_answers_everything(
        lesson in prop::sample::select(LESSONS.to_vec()), deeds in prop::collection::vec(doing(), 8..18),
    ) {
        let (wake, came) = channel();
        let worker = Worker::start(Desk::new(1 << 20), move || {
            let _ = wake.send(());
        });
        let mut real = app(Box::new(worker), lesson);
        for deed in &deeds {
            rest(&mut real, &came);
            for event in deed.events() {
                real.handle_event(event);
            }
        }
        rest(&mut real, &came);
        prop_assert!(real.pending.settled() && !real.pending.holds());
    }
}

/// What is refused stays as it was typed, with the cursor where it stood: in each kind of box, however late.
#[test]
fn a_refused_answer_keeps_what_was_typed() {
    for (lesson, open, typed, left) in
        [("logistic", "o", "/no/such.csv", 3), ("chain", "j\n", "*(", 0), ("neuron", "kkkkjj\n", " x", 1)]
    {
        for seed in 0..25 {
            let engine = Delayed::new(Desk::new(1 << 20), seed);
            let mut app = app(Box::new(engine.clone()), lesson);
            settle(&mut app, &engine);
            for event in Doing::Type(open).events().into_iter().chain(Doing::Type(typed).events()) {
                app.handle_event(event);
            }
            for _ in 0..left {
                app.handle_event(Event::Key(key(KeyCode::Left)));
            }
            settle(&mut app, &engine);
            let mut frame = Buffer::empty(Rect::new(0, 0, 80, 24));
            let cursor = app.draw_into(&mut frame);
            let line = print::text(&frame).lines().find(|line| line.contains('›')).map(str::to_string);
            app.handle_event(Event::Key(key(KeyCode::Enter)));
            // Another order is answered before: that answer is not the one that is waited for.
            app.handle_event(Event::Resize(80, 24));
            settle(&mut app, &engine);
            let mut after = Buffer::empty(Rect::new(0, 0, 80, 24));
            assert_eq!(app.draw_into(&mut after), cursor, "{lesson} {seed}: the cursor moved");
            let words = print::text(&after);
            let kept = words.lines().find(|line| line.contains('›')).map(str::to_string);
            assert!(line.is_some() && kept == line, "{lesson} {seed}: {line:?} became {kept:?}\n{words}");
        }
    }
}
