//! Lesson `optimizers`: the libraries' trajectories, fairness, who breaks and why, real training.

use nnlab::lab::scene::{Cell, Picture, Scene};
use nnlab::lab::{
    Act, Change, Gesture, JobResults, Keep, Recipe, Response, Reveal, Session, Settings, Spot, Verb,
};
use nnlab::words::Problem;
use proptest::prelude::*;
use serde_json::Value;
use std::time::Duration;

fn no_clock() -> Duration {
    Duration::ZERO
}

fn recipe(settings: &[(&str, &str)]) -> Recipe {
    let mut recipe = Recipe::of("optimizers");
    settings.iter().for_each(|(name, value)| recipe.settings.set(name, *value));
    recipe
}

fn open(settings: &[(&str, &str)]) -> Result<Box<dyn Session>, Problem> {
    nnlab::lessons::open(&recipe(settings), Keep::default(), no_clock)
}

fn run(settings: &[(&str, &str)], steps: u64) -> Box<dyn Session> {
    let mut session = open(settings).expect("opens");
    session.seek(steps, &mut || true);
    session
}

fn metric(session: &dyn Session, name: &str) -> f64 {
    let at = session.metrics().iter().position(|metric| metric.name == name).expect(name);
    session.measure()[at]
}

fn scene(session: &dyn Session) -> Scene {
    session.scene(Reveal::Whole, &[], (100, 50))
}

/// `reference/optimizers.json` (see `tests/optimizers.rs`), this time through the lesson's own parameters and metrics.
#[test]
fn trajectories_are_those_of_the_libraries() {
    let runs: Vec<Value> = serde_json::from_str(include_str!("reference/optimizers.json")).expect("JSON");
    assert_eq!(runs.len(), 68);
    for case in &runs {
        let word = |name: &str| case[name].as_str().expect(name);
        let (convention, problem, name) = (word("convention"), word("problem"), word("optimizer"));
        let rows: Vec<[f64; 4]> = serde_json::from_value(case["trajectory"].clone()).expect("rows");
        let [_, x, y, _] = rows[0];
        let mut settings = Settings::default();
        for (name, value) in [
            ("convention", convention.to_string()),
            ("problem", problem.to_string()),
            ("contenders", name.to_string()),
            ("x0", x.to_string()),
            ("y0", y.to_string()),
        ] {
            settings.set(name, value);
        }
        let declared = (nnlab::lessons::find("optimizers").expect("registered").parameters)(&settings);
        let declared = declared.expect("understood");
        settings.set(&format!("{name}.lr"), case["lr"].to_string());
        for (hyper, value) in case["hyper"].as_object().expect("a table") {
            let hyper = format!("{name}.{hyper}");
            // What the convention has built in is not a parameter.
            if declared.declared(&hyper).is_some() {
                settings.set(&hyper, value.to_string());
            }
        }
        let recipe = Recipe { settings, ..Recipe::of("optimizers") };
        let mut session = nnlab::lessons::open(&recipe, Keep::Nothing, no_clock).expect("opens");
        for [step, x, y, tolerance] in rows {
            assert!(session.seek(step as u64, &mut || true), "{convention} {problem} {name}");
            let found = session.measure();
            let error = (found[0] - x).abs().max((found[1] - y).abs());
            assert!(error <= tolerance, "{convention} {problem} {name} step {step}: off by {error:e}");
        }
    }
}

/// At gradient 10 (x = 10 on ½x²): Adam and Adamax move by lr, RMSprop by 10·lr (PyTorch) or √10·lr (Keras).
#[test]
fn first_steps_are_those_of_the_course() {
    for (convention, name, steps) in [
        ("pytorch", "adam", 1.0),
        ("pytorch", "adamax", 1.0),
        ("pytorch", "rmsprop", 10.0),
        ("keras", "rmsprop", 10.0_f64.sqrt()),
    ] {
        let session = run(&[("convention", convention), ("lr", "0.001"), ("x0", "10"), ("y0", "0")], 1);
        let moved = 10.0 - metric(&*session, &format!("{name}.x"));
        assert!((moved / 0.001 - steps).abs() < 1e-6, "{convention} {name} moved {moved}");
    }
}

#[test]
fn columns_are_those_of_the_curriculum() {
    let names = |settings: &[(&str, &str)]| {
        let session = run(settings, 0);
        session.metrics().into_iter().map(|metric| metric.name).collect::<Vec<_>>().join(",")
    };
    assert_eq!(names(&[("contenders", "sgd, lion")]), "sgd.x,sgd.y,sgd.f,lion.x,lion.y,lion.f");
    assert_eq!(names(&[("contenders", "adam"), ("problem", "train:logistic")]), "adam.cost");
    assert_eq!(names(&[("problem", "rosenbrock"), ("convention", "keras")]).matches(".f").count(), 8);
}

#[test]
fn who_breaks_is_named_and_the_race_can_go_on() {
    let settings = [("contenders", "sgd,adam"), ("sgd.lr", "1")];
    let mut session = run(&settings, 1000);
    // By hand: y is multiplied by 1 − 25·1 = −24 a step, so ½·25·y² overflows after about 112 steps.
    assert!(session.broken() && (100..120).contains(&session.now()), "{}", session.now());
    let why = session.ending().expect("a sentence").clone();
    assert!(why.en.contains("sgd") && why.en.contains("α = 1") && why.zh.contains("sgd"), "{}", why.en);
    assert!(session.measure().iter().all(|value| value.is_finite()));
    let words = format!("{:?}", scene(&*session));
    assert!(words.contains("breaks now"));
    let stopped = session.now();
    // Either it gets a rate that suits the hill …
    assert_eq!(session.set("sgd.lr", "0.01"), Ok(Change::Live));
    assert!(session.seek(stopped + 500, &mut || true), "{:?}", session.ending());
    assert!(metric(&*session, "sgd.f").is_finite());
    // … or the others go on without it.
    let mut session = run(&settings, 1000);
    let Response::Set { name, value } = session.act(Verb::Contrast).remove(0) else {
        panic!("sets a parameter")
    };
    session.put(&name, value).expect("in range");
    assert!(session.seek(400, &mut || true));
    assert!(metric(&*session, "sgd.f").is_nan() && metric(&*session, "adam.f").is_finite());
    let verdict = scene(&*session).verdict.expect("a verdict");
    assert!(verdict.en.contains(&format!("sgd is out since step {stopped}")), "{}", verdict.en);
    // Going back over the exit, and the recipe alone, tell the same story.
    let row = |session: &dyn Session| session.measure().iter().map(|x| x.to_bits()).collect::<Vec<_>>();
    let (there, line) = (row(&*session), session.recipe());
    session.seek(50, &mut || true);
    assert!(metric(&*session, "sgd.f").is_finite());
    session.seek(400, &mut || true);
    assert_eq!(row(&*session), there);
    let mut again = nnlab::lessons::open(&line, Keep::default(), no_clock).expect("opens");
    again.seek(400, &mut || true);
    assert_eq!(row(&*again), there);
}

/// Keras' default 0.01 is far too much for plain descent on Rosenbrock's walls.
#[test]
fn defaults_that_do_not_suit_the_hill_do_not_end_the_race() {
    let session = run(&[("problem", "rosenbrock"), ("convention", "keras")], 1000);
    assert_eq!((session.now(), session.ending()), (1000, None));
    assert!(metric(&*session, "sgd.f").is_nan() && metric(&*session, "adam.f").is_finite());
    let mut session = run(&[("problem", "rosenbrock"), ("convention", "keras"), ("lr", "0.01")], 1000);
    assert!(session.broken() && session.ending().is_some_and(|why| why.en.contains("α = 0.01")));
    assert_eq!(session.set("divergence", "out"), Ok(Change::Live));
    assert!(session.seek(1000, &mut || true));
}

#[test]
fn everyone_meets_the_same_noise() {
    let settings = [
        ("contenders", "sgd,momentum"),
        ("momentum.momentum", "0"),
        ("lr", "0.01"),
        ("noise", "3"),
        ("problem", "himmelblau"),
    ];
    let session = run(&settings, 100);
    assert_eq!(metric(&*session, "sgd.x"), metric(&*session, "momentum.x"));
    let mut other = recipe(&settings);
    other.seed = Some(2);
    let mut other = nnlab::lessons::open(&other, Keep::default(), no_clock).expect("opens");
    other.seek(100, &mut || true);
    assert_ne!(metric(&*session, "sgd.x"), metric(&*other, "sgd.x"));
}

/// NumPy: x = 4, y = 0 on ½x², seed 1, lr 0.1: x₁ = 4 − 0.1·(4 + 2·1.6243453636632417), y₁ = −0.1·2·(−0.6117564136500754).
#[test]
fn the_noise_is_numpys() {
    let settings = [("contenders", "sgd"), ("lr", "0.1"), ("noise", "2"), ("x0", "4"), ("y0", "0")];
    let session = run(&settings, 1);
    let x = 4.0 - 0.1 * (4.0 + 2.0 * 1.6243453636632417);
    assert!((metric(&*session, "sgd.x") - x).abs() < 1e-12);
    assert!((metric(&*session, "sgd.y") - 0.2 * 0.6117564136500754).abs() < 1e-12);
}

#[test]
fn what_a_convention_lacks_is_said() {
    let session = run(&[("convention", "tf1")], 3);
    assert_eq!(session.metrics().len(), 7 * 3);
    let verdict = scene(&*session).verdict.expect("a verdict");
    assert!(verdict.en.contains("TensorFlow 1 has no adamax"), "{}", verdict.en);
    for settings in [
        &[("convention", "tf1"), ("contenders", "sgd,adamax")][..],
        &[("contenders", "sgd,addam")],
        &[("problem", "everest")],
        &[("cost", "x+z")],
        &[("cost", "x+")],
        &[("cost", "log(x)"), ("x0", "-1")],
        &[("adagrad.beta1", "0.5")],
        &[("rates", "swept"), ("adam.lr", "1")],
        &[("hidden", "everyone")],
    ] {
        let problem = open(settings).err().unwrap_or_else(|| panic!("{settings:?} opens"));
        assert!(!problem.text.en.is_empty() && !problem.text.zh.is_empty());
    }
}

/// Tables say so: 1 rate for all, the published ones, or those of the sweep.
#[test]
fn rates_are_default_equal_or_swept() {
    let rates = |settings: &[(&str, &str)]| {
        let scene = scene(&*run(settings, 0));
        let table = scene.panels.iter().find_map(|panel| match &panel.picture {
            Picture::Table(table) => Some(table.clone()),
            _ => None,
        });
        let table = table.expect("a table");
        let at = table.columns.iter().position(|column| column.name == "rate").expect("a column");
        // Those that may join have none.
        let rate = |row: &Vec<Cell>| if let Cell::Number(rate, _) = row[at] { Some(rate) } else { None };
        table.rows.iter().filter_map(rate).collect::<Vec<_>>()
    };
    let three = ("contenders", "sgd,adadelta,adamax");
    assert_eq!(rates(&[three]), [0.001, 1.0, 0.002]);
    assert_eq!(rates(&[three, ("lr", "0.03")]), [0.03; 3]);
    assert_eq!(rates(&[three, ("lr", "0.03"), ("sgd.lr", "0.02")]), [0.02, 0.03, 0.03]);
    assert_eq!(rates(&[three, ("lr", "0.03"), ("rates", "default")]), [0.001, 1.0, 0.002]);
    // On ½(x² + 25y²) sgd is stable below 2/25 = 0.08: of the rates tried 0.05 is the best.
    assert_eq!(rates(&[three, ("rates", "swept")])[0], 0.05);
    let mut session = run(&[three], 5);
    assert_eq!(session.set("lr", "0.02"), Ok(Change::Live));
    assert_eq!((session.now(), session.parameters().word("rates")), (5, "equal"));
}

#[test]
fn the_sweep_finds_rates_that_end_lower() {
    let session = run(&[("problem", "rosenbrock")], 0);
    let job = session.job("sweep").expect("a job");
    let (columns, total) = (job.columns.clone(), job.total);
    let found = JobResults { name: job.name, columns, total, rows: job.rows.collect(), stopped: false };
    assert!(found.done());
    let swept = run(&[("problem", "rosenbrock"), ("rates", "swept")], 500);
    let default = run(&[("problem", "rosenbrock")], 500);
    for name in found.columns.iter().skip(1) {
        let lowest =
            found.column(name).into_iter().filter(|cost| cost.is_finite()).fold(f64::INFINITY, f64::min);
        let metric = |session: &dyn Session| metric(session, &format!("{name}.f"));
        assert_eq!(metric(&*swept), lowest, "{name}");
        // Momentum breaks at its default rate here: no cost at all is worse than any.
        let default = metric(&*default);
        assert!(default.is_nan() || lowest <= default, "{name}");
    }
    let shown = session.scene(Reveal::Whole, &[found], (80, 40));
    let chart = shown.panels.iter().find(|panel| panel.id == "sweep").expect("a panel");
    assert!(matches!(&chart.picture, Picture::Chart(chart) if chart.curves.len() == 8));
    let speed: Vec<_> = session.job("speed").expect("a job").rows.take(2).collect();
    assert_eq!(speed, [[0.0, 0.0], [1.0, 0.0]], "this clock stands still");
}

/// Plain descent here is lesson `cats`, in its other form: w itself instead of the span of the pictures.
#[test]
fn training_on_cats_is_the_lesson_on_cats() {
    let here = run(&[("problem", "train:cats"), ("contenders", "sgd,adam"), ("sgd.lr", "0.005")], 12);
    let mut there = nnlab::lessons::open(&Recipe::of("cats"), Keep::Nothing, no_clock).expect("opens");
    there.seek(12, &mut || true);
    let error = (metric(&*here, "sgd.cost") - metric(&*there, "cost")).abs();
    assert!(error < 1e-12, "{error:e}");
}

#[test]
fn training_learns_and_everyone_gets_the_same_batches() {
    for (problem, batch) in [("train:logistic", "0"), ("train:logistic", "16"), ("train:spiral", "20")] {
        let settings = [
            ("problem", problem),
            ("batch", batch),
            ("contenders", "sgd,momentum,adam"),
            ("lr", "0.02"),
            ("momentum.momentum", "0"),
        ];
        let mut session = run(&settings, 0);
        let first = session.measure();
        assert!(first.iter().all(|cost| *cost == first[0]), "the same start");
        session.seek(600, &mut || true);
        assert_eq!(metric(&*session, "sgd.cost"), metric(&*session, "momentum.cost"), "the same batches");
        assert!(metric(&*session, "adam.cost") < 0.7 * first[0], "{problem} {:?}", session.measure());
    }
}

/// Every text inside speaks both languages or neither.
fn check_words(what: &impl std::fmt::Debug) {
    let written = format!("{what:?}").replace("en: \"\", zh: \"\"", "");
    for half in ["en: \"\"", "zh: \"\""] {
        assert!(!written.contains(half), "one language is missing");
    }
}

fn deed() -> impl Strategy<Value = (String, Act)> {
    let panel = prop::sample::select(vec!["map", "relief", "table", "sweep", "weights", "cost"]);
    let act = prop_oneof![
        (-9.0..9.0, -9.0..9.0).prop_map(|(x, y)| Act::Press(Spot::Point { x, y })),
        (-9.0..9.0, -9.0..9.0).prop_map(|(x, y)| Act::Erase(Spot::Point { x, y })),
        (0usize..14).prop_map(|k| Act::Press(Spot::Item(k))),
        (0usize..14).prop_map(|k| Act::Erase(Spot::Item(k))),
        (0usize..80, 0usize..80).prop_map(|(row, col)| Act::Press(Spot::Cell { row, col })),
        (-99i32..99, -99i32..99).prop_map(|(dx, dy)| Act::Move { dx, dy }),
    ];
    (panel.prop_map(str::to_string), act)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Whatever is looked at, whatever is pressed: something to see, in both languages, and no bad response.
    #[test]
    fn nothing_breaks_the_picture(
        problem in prop::sample::select(vec![
            "quadratic", "rosenbrock", "beale", "himmelblau", "saddle", "rastrigin", "expression", "train:logistic", "train:spiral",
        ]),
        convention in prop::sample::select(vec!["pytorch", "keras", "tf1"]),
        rate in prop::option::of(1e-4..50.0),
        divergence in prop::sample::select(vec!["stop", "out"]),
        noise in prop::sample::select(vec!["0", "0.5"]),
        deeds in prop::collection::vec((deed(), 0usize..11, 0u64..60, prop::option::of(0usize..6)), 1..6),
    ) {
        let rate: Option<String> = rate.map(|rate: f64| rate.to_string());
        let mut settings =
            vec![("problem", problem), ("convention", convention), ("divergence", divergence), ("noise", noise), ("contenders", "all")];
        settings.extend(rate.as_deref().map(|rate| ("lr", rate)));
        let mut session = open(&settings).expect("opens");
        for ((panel, act), verb, t, phase) in deeds {
            session.seek(t, &mut || true);
            let verb = session.card().verbs[verb].verb;
            let mut responses = session.act(verb);
            responses.extend(session.respond(&Gesture { panel, act }));
            check_words(&responses);
            for response in responses {
                if let Response::Set { name, value } = response {
                    prop_assert!(session.put(&name, value).is_ok(), "{}", name);
                }
            }
            let scene = session.scene(phase.map_or(Reveal::Whole, Reveal::Upto), &[], (120, 60));
            check_words(&scene);
            prop_assert!(scene.panels.len() >= 3 && scene.verdict.is_some());
        }
    }
}
