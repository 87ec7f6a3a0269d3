//! Lesson `vectorize`: times of a clock that is known, results that agree, pictures at every moment.

use nnlab::lab::scene::{Bars, Cell, Picture, Table};
use nnlab::lab::{JobResults, Keep, Recipe, Response, Reveal, Scene, Session, Verb};
use proptest::prelude::*;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// A clock for trials of five measurements each way: those of the first way take 2 ms, of the second one 1 ms.
fn uneven() -> Duration {
    static READ: AtomicU64 = AtomicU64::new(0);
    let read = READ.fetch_add(1, Ordering::Relaxed);
    let (trial, reading) = (read / 20, read % 20);
    let taken = |readings: u64, long: u64| readings / 2 * (long + 1) + readings % 2 * long;
    let within = taken(reading.min(10), 2) + taken(reading.saturating_sub(10), 1);
    Duration::from_millis(25 * trial + within)
}

fn stopped() -> Duration {
    Duration::ZERO
}

/// The machine's own.
fn running() -> Duration {
    static START: std::sync::OnceLock<Instant> = std::sync::OnceLock::new();
    START.get_or_init(Instant::now).elapsed()
}

fn open(settings: &[(&str, &str)], clock: fn() -> Duration) -> Box<dyn Session> {
    let mut recipe = Recipe::of("vectorize");
    settings.iter().for_each(|(name, value)| recipe.settings.set(name, *value));
    nnlab::lessons::open(&recipe, Keep::default(), clock).expect("opens")
}

fn table<'a>(scene: &'a Scene, id: &str) -> &'a Table {
    match &scene.panels.iter().find(|panel| panel.id == id).expect(id).picture {
        Picture::Table(table) => table,
        other => panic!("{other:?}"),
    }
}

fn bars(scene: &Scene) -> &Bars {
    match &scene.panels[0].picture {
        Picture::Bars(bars) => bars,
        other => panic!("{other:?}"),
    }
}

/// Both ways agree, whatever is computed; sums of 10⁵ products differ by rounding alone.
#[test]
fn both_results_agree_and_the_columns_are_the_curriculums() {
    for (settings, most) in [
        (vec![("n", "100000")], 1e-9),
        (vec![("work", "gradient"), ("m", "50")], 1e-13),
        (vec![("n", "100")], 1e-13),
    ] {
        let mut session = open(&settings, running);
        session.seek(2, &mut || true);
        let names: Vec<String> =
            session.metrics().into_iter().map(|metric| metric.name.into_owned()).collect();
        assert_eq!(session.counter().name, "trial");
        assert_eq!(names, ["loop_us", "vector_us", "ratio", "difference"]);
        let [by_loop, by_arrays, ratio, difference] = session.measure()[..] else { panic!("four metrics") };
        assert!(by_loop > 0.0 && by_arrays > 0.0 && (ratio - by_loop / by_arrays).abs() < 1e-12);
        assert!(difference <= most, "{settings:?}: {difference}");
    }
}

/// Trials cannot be repeated, so every one is kept: going back finds the times that were measured.
#[test]
fn going_back_finds_the_times_that_were_measured() {
    let mut session = open(&[("n", "1000")], running);
    let mut seen = vec![session.measure()];
    for _ in 0..30 {
        session.forward();
        seen.push(session.measure());
    }
    for t in [7, 30, 0, 29] {
        assert!(session.seek(t, &mut || true));
        assert_eq!(session.measure(), seen[t as usize]);
    }
}

#[test]
fn bars_grow_with_every_trial_and_tell_medians() {
    // This clock gives whichever way goes first 2 ms and the other 1 ms; who goes first alternates.
    let mut session = open(&[("n", "200000")], uneven);
    let sums = |session: &dyn Session| {
        let scene = session.scene(Reveal::Whole, &[], (10, 10));
        bars(&scene).bars.iter().map(|bar| bar.value).collect::<Vec<_>>()
    };
    assert_eq!(sums(&*session), [0.0, 0.0], "the warm-up does not count");
    session.seek(4, &mut || true);
    let four = sums(&*session);
    assert!(four.iter().all(|sum| (sum - 6000.0).abs() < 1.0), "four medians of 1.5 ms: {four:?}");
    session.seek(2, &mut || true);
    assert!(sums(&*session).iter().all(|sum| (sum - 3000.0).abs() < 1.0));
    let scene = session.scene(Reveal::Whole, &[], (10, 10));
    // 1.5 ms a computation of 4·10⁵ operations and 3.2·10⁶ bytes.
    let Cell::Number(gflops, _) = table(&scene, "speeds").rows[0][2] else { panic!("a number") };
    let Cell::Number(gbytes, _) = table(&scene, "speeds").rows[1][3] else { panic!("a number") };
    assert!((gflops - 0.4 / 1.5).abs() < 1e-6 && (gbytes - 3.2 / 1.5).abs() < 1e-6, "{gflops} {gbytes}");
}

#[test]
fn the_ratio_is_measured_in_the_background() {
    let session = open(&[("work", "gradient"), ("m", "10")], running);
    assert_eq!(session.act(Verb::Bench), [Response::Work("ratio".into())]);
    assert!(session.job("another").is_none());
    let mut job = session.job("ratio").expect("the job");
    assert_eq!(job.columns, ["m", "loop_us", "vector_us", "ratio"]);
    let rows: Vec<Vec<f64>> = job.rows.by_ref().take(2).collect();
    assert!(rows.iter().flatten().all(|value| *value > 0.0), "{rows:?}");
    let found = JobResults { name: job.name, columns: job.columns, total: job.total, rows, stopped: false };
    let scene = session.scene(Reveal::Whole, &[found], (10, 10));
    let panel = scene.panels.iter().find(|panel| panel.id == "ratio").expect("the ratio");
    let Picture::Chart(chart) = &panel.picture else { panic!("a chart") };
    assert_eq!((chart.marks.len(), chart.curves[0].points.len()), (2, 2));
}

#[test]
fn a_clock_that_stands_still_is_answered_with_a_sentence() {
    let mut session = open(&[("n", "100")], stopped);
    session.seek(3, &mut || true);
    let verdict = session.scene(Reveal::Whole, &[], (10, 10)).verdict.expect("a verdict");
    assert!(verdict.en.contains("clock did not move"), "{}", verdict.en);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn there_is_always_a_picture(
        gradient: bool, size in 100u32..3000, t in 0u64..12, phase in prop::option::of(0usize..5), still: bool
    ) {
        let size = size.to_string();
        let settings = if gradient { [("work", "gradient"), ("m", &*size)] } else { [("work", "dot"), ("n", &*size)] };
        let mut session = open(&settings, if still { stopped } else { running });
        session.seek(t, &mut || true);
        let scene = session.scene(phase.map_or(Reveal::Whole, Reveal::Upto), &[], (30, 20));
        prop_assert_eq!(scene.panels.len(), 8);
        prop_assert!(scene.arithmetic.len() >= 2 && scene.verdict.is_some_and(|text| !text.zh.is_empty()));
        if let Some(phase) = phase.filter(|phase| *phase < scene.arithmetic.len()) {
            prop_assert!(scene.arithmetic[0].active, "phase {}", phase);
        }
    }
}
