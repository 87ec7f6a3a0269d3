//! How long a frame takes to draw, and a step back to go: `cargo bench --bench frames`.

use nnlab::app::{App, Desk, Inline, progress::Progress};
use nnlab::lab::{Keep, Recipe, Reveal};
use nnlab::lessons;
use nnlab::view::Pen;
use ratatui::buffer::Buffer;
use ratatui::crossterm::event::Event;
use ratatui::layout::Rect;
use std::cell::RefCell;
use std::time::Duration;

fn main() {
    divan::main();
}

/// The ids of all lessons.
fn all() -> impl Iterator<Item = &'static str> {
    lessons::ALL.iter().map(|entry| (entry.card)().id)
}

fn no_clock() -> Duration {
    Duration::ZERO
}

fn always() -> bool {
    true
}

/// The whole screen of a lesson after a few steps, drawn into an empty buffer of 200 × 60 cells.
#[divan::bench(args = ["chain", "descent", "cats", "optimizers", "hopfield"])]
fn frame_200x60(bencher: divan::Bencher<'_, '_>, lesson: &str) {
    let engine = Inline::new(Desk::new(64 << 20));
    let mut app = App::new(Box::new(engine), Pen::default(), Progress::load(None).0);
    app.begin(Some(Recipe { step: 6, ..Recipe::of(lesson) }));
    app.handle_event(Event::Resize(200, 60));
    let mut buffer = Buffer::empty(Rect::new(0, 0, 200, 60));
    bencher.bench_local(|| {
        buffer.reset();
        app.draw_into(&mut buffer)
    });
}

/// What a frame is made of, before any cell is drawn: after a few steps, all phases shown.
#[divan::bench(args = all())]
fn scene_200x60(bencher: divan::Bencher<'_, '_>, lesson: &str) {
    let mut session =
        lessons::open(&Recipe::of(lesson), Keep::default(), no_clock).expect("the lesson opens");
    session.seek(6, &mut always);
    bencher.bench_local(|| session.scene(Reveal::Whole, &[], (200, 120)));
}

/// Open a lesson: read its data, measure step 0.
#[divan::bench(args = all(), sample_count = 20)]
fn open(bencher: divan::Bencher<'_, '_>, lesson: &str) {
    bencher.bench_local(|| lessons::open(&Recipe::of(lesson), Keep::default(), no_clock));
}

/// One step back from a far step: what lies between is replayed from the state kept before it.
#[divan::bench(args = [("descent", 1_000_000), ("cats", 2000)], sample_count = 10)]
fn step_back(bencher: divan::Bencher<'_, '_>, (lesson, step): (&str, u64)) {
    let recipe = Recipe::of(lesson);
    let mut session = lessons::open(&recipe, Keep::default(), no_clock).expect("the lesson opens");
    session.seek(step, &mut always);
    let far = session.now();
    bencher.bench_local(|| {
        session.seek(far, &mut always);
        session.seek(far - 1, &mut always)
    });
}

/// States of 2.5 MB, for which the timeline has room for some tens in 5000 steps: a jump to anywhere replays the way from
/// the one before, a step back from there does not.
#[divan::bench(args = ["jump", "step_back"], sample_count = 100, sample_size = 1)]
fn big_states(bencher: divan::Bencher<'_, '_>, what: &str) {
    const LAST: u64 = 5000;
    let recipe = Recipe::parse("digits?hidden=256").expect("a share line");
    let mut session = lessons::open(&recipe, Keep::default(), no_clock).expect("the lesson opens");
    session.seek(LAST, &mut always);
    let (session, mut to) = (RefCell::new(session), 0);
    let go = |t: u64| session.borrow_mut().seek(t, &mut always);
    let mut anywhere = || {
        // Every step once, in an order without a pattern that matters here.
        to = (to + 1913) % (LAST - 1);
        to + 1
    };
    match what {
        "jump" => bencher.with_inputs(anywhere).bench_local_values(go),
        _ => bencher
            .with_inputs(|| {
                let to = anywhere();
                go(to);
                to - 1
            })
            .bench_local_values(go),
    }
}
