//! Lesson `neuron`: the nine-line network's numbers, its arithmetic, and what it cannot learn.

use nnlab::lab::scene::{Panel, Picture, Table};
use nnlab::lab::{Act, Gesture, Keep, Recipe, Response, Reveal, Scene, Session, Spot, Verb};
use nnlab::words::Problem;
use proptest::prelude::*;
use std::time::Duration;

fn no_clock() -> Duration {
    Duration::ZERO
}

fn open(settings: &[(&str, &str)]) -> Result<Box<dyn Session>, Problem> {
    let mut recipe = Recipe::of("neuron");
    settings.iter().for_each(|(name, value)| recipe.settings.set(name, *value));
    nnlab::lessons::open(&recipe, Keep::default(), no_clock)
}

fn run(settings: &[(&str, &str)], steps: u64) -> Box<dyn Session> {
    let mut session = open(settings).expect("opens");
    session.seek(steps, &mut || true);
    session
}

fn whole(session: &dyn Session) -> Scene {
    session.scene(Reveal::Whole, &[], (40, 20))
}

fn panel<'a>(scene: &'a Scene, id: &str) -> &'a Panel {
    scene.panels.iter().find(|panel| panel.id == id).expect(id)
}

/// What sets a parameter to a value that is written like this.
fn response(session: &dyn Session, name: &str, typed: &str) -> Response {
    let parameter = session.parameters().declared(name).expect(name);
    Response::Set { name: name.into(), value: parameter.read(typed).expect(typed) }
}

fn table<'a>(scene: &'a Scene, id: &str) -> &'a Table {
    match &panel(scene, id).picture {
        Picture::Table(table) => table,
        other => panic!("{other:?}"),
    }
}

fn close(found: f64, expected: f64, tolerance: f64) {
    assert!((found - expected).abs() <= tolerance, "{found} is not {expected}");
}

/// The curriculum's numbers, and error and weights by the nine lines in NumPy 2.4.6:
///
/// ```python
/// np.random.seed(1); w = 2 * np.random.random((3, 1)) - 1
/// for t in range(10001):
///     o = 1 / (1 + np.exp(-(X @ w)))
///     print(t, np.mean(abs(y - o)), w, 1 / (1 + np.exp(-(np.array([1, 0, 0]) @ w))))
///     w += X.T @ ((y - o) * o * (1 - o))
/// ```
#[test]
fn learns_as_the_nine_lines_do() {
    let mut session = run(&[], 0);
    let names: Vec<String> = session.metrics().into_iter().map(|metric| metric.name.into_owned()).collect();
    assert_eq!(names, ["error", "w1", "w2", "w3", "probe"]);
    assert_eq!(session.length(), Some(10_000));
    let rows = [
        (
            0,
            [
                0.5172082754380926,
                -0.165955990594852,
                0.4406489868843162,
                -0.9997712503653102,
                0.45860596288357436,
            ],
        ),
        (
            1,
            [
                0.48618491197854286,
                0.12025405710936243,
                0.5045619608367021,
                -0.8506377412381663,
                0.5300273374560521,
            ],
        ),
        (
            100,
            [
                0.09104354369658177,
                4.621287365729615,
                -0.20338466199808072,
                -2.093253109251212,
                0.990255764378245,
            ],
        ),
        (
            10_000,
            [
                0.007954845066726928,
                9.672993027736892,
                -0.20784349926631968,
                -4.62963668773159,
                0.9999370428352157,
            ],
        ),
    ];
    for (t, expected) in rows {
        session.seek(t, &mut || true);
        for (found, expected) in session.measure().into_iter().zip(expected) {
            close(found, expected, if t < 2 { 1e-15 } else { 1e-12 });
        }
    }
    assert!(!session.forward(), "10 000 iterations in all");
}

/// Every phase explains its part; the written update is the one that the next step makes.
#[test]
fn the_arithmetic_is_that_of_the_step() {
    let mut session = run(&[("weight", "3"), ("example", "2")], 7);
    assert_eq!(session.phases().len(), 5);
    for phase in 0..5 {
        let scene = session.scene(Reveal::Upto(phase), &[], (40, 20));
        assert!(scene.arithmetic[0].active, "phase {phase}");
        assert!(scene.panels.iter().any(|panel| panel.active), "phase {phase}");
    }
    let scene = session.scene(Reveal::Upto(4), &[], (40, 20));
    let update = scene.arithmetic[0].clone();
    assert!(update.formula.en.starts_with("w₃ ← w₃ + α·Δw₃"), "{update:?}");
    let adjust = scene.arithmetic.iter().find(|line| line.check.is_some()).expect("an adjustment");
    assert_eq!(adjust.numbers.matches(" + ").count(), 3, "four terms: {}", adjust.numbers);
    session.forward();
    assert_eq!(update.result, nnlab::words::figure(session.measure()[3], 6));
}

/// An input of 0 moves nothing: only rows with x₁ = 1 stand under w₁.
#[test]
fn only_who_took_part_moves_a_weight() {
    let scene = whole(&*run(&[], 0));
    let adjust = table(&scene, "adjust");
    let value = |row: usize, col: usize| match adjust.rows[row][col] {
        nnlab::lab::scene::Cell::Inked(x, ..) => x,
        ref other => panic!("{other:?}"),
    };
    assert_eq!((value(0, 1), value(0, 4)), (0.0, 0.0));
    assert!(value(0, 2) != 0.0 && value(0, 3) != 0.0);
    for row in 0..3 {
        close((1..5).map(|col| value(row, col)).sum::<f64>(), value(row, 5), 1e-15);
    }
}

#[test]
fn no_weights_answer_either_or() {
    let session = run(&[], 0);
    assert_eq!(
        session.act(Verb::Contrast),
        vec![Response::Set { name: "targets".into(), value: "0,0,1,1".into() }]
    );
    let session = run(&[("targets", "0,0,1,1")], 5000);
    close(session.measure()[0], 0.5, 0.01);
    let verdict = whole(&*session).verdict.expect("a verdict").en;
    assert!(verdict.contains("no line separates"), "{verdict}");
}

#[test]
fn a_large_rate_lands_where_the_curve_is_flat() {
    let session = run(&[("lr", "10000")], 50);
    assert!(session.measure()[0] > 0.2, "{:?}", session.measure());
    let verdict = whole(&*session).verdict.expect("a verdict").en;
    assert!(verdict.contains("S-curve is flat"), "{verdict}");
}

#[test]
fn clicks_choose_and_edit() {
    let mut session = run(&[], 3);
    let press =
        |session: &dyn Session, panel: &str, act| session.respond(&Gesture { panel: panel.into(), act });
    let fresh = open(&[]).expect("opens");
    let set = |name: &str, typed: &str| vec![response(&*fresh, name, typed)];
    let edge = |from| Act::Press(Spot::Edge { layer: 1, from, to: 0 });
    assert_eq!(press(&*session, "network", edge(2)), set("weight", "3"));
    let Response::Ask { name, value, prefill, .. } = &press(&*session, "network", edge(0))[0] else {
        panic!("a second click asks for a value");
    };
    assert_eq!((name.as_str(), value.as_str()), ("set", "1={}"));
    close(prefill.parse().expect("a number"), session.measure()[1], 0.0);
    session.set("set", "1=-2.5").expect("a value");
    close(session.measure()[1], -2.5, 0.0);
    assert_eq!(press(&*session, "probe", Act::Press(Spot::Item(1))), set("probe", "1,1,0"));
    assert_eq!(press(&*session, "probe", Act::Move { dx: 0, dy: 1 }), set("probe", "1,0,1"));
    assert_eq!(press(&*session, "probe", Act::Move { dx: i32::MAX, dy: i32::MAX }), set("probe", "0,1,1"));
    assert_eq!(press(&*session, "examples", Act::Move { dx: 0, dy: i32::MIN }), set("example", "1"));
    assert_eq!(press(&*session, "curve", Act::Press(Spot::Point { x: -100.0, y: 0.0 })).len(), 1);
}

#[test]
fn words_that_do_not_fit_are_answered_with_a_sentence() {
    let say =
        |name: &str, value: &str| open(&[(name, value)]).map(|_| ()).expect_err(value).text.en.to_string();
    assert!(say("probe", "1,0").contains("three numbers"));
    assert!(say("probe", "1,0,x").contains("\"1,0,x\""));
    assert!(say("probe", "1,0,1e9").contains("1000000"));
    assert!(say("targets", "0,1,1,2").contains("from 0 to 1"));
    assert!(open(&[("probe", "1 0，0.5")]).is_ok());
    let mut session = run(&[], 0);
    for typed in ["4=1", "0=1", "1", "1=x", "1=nan", "1=1e9"] {
        assert!(session.set("set", typed).is_err(), "{typed}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    /// Whatever the numbers: finite metrics and adjustments that agree with their checks.
    #[test]
    fn there_is_always_a_picture(
        seed in 0u32..1000, t in 0u64..60, phase in prop::option::of(0usize..6), lr in 1e-3..1e4f64,
        targets in prop::array::uniform4(0.0..1.0f64), probe in prop::array::uniform3(-9.0..9.0f64)
    ) {
        let list = |numbers: &[f64]| numbers.iter().map(f64::to_string).collect::<Vec<_>>().join(",");
        let mut recipe = Recipe::of("neuron");
        recipe.seed = Some(seed);
        for (name, value) in [("lr", lr.to_string()), ("targets", list(&targets)), ("probe", list(&probe))] {
            recipe.settings.set(name, value);
        }
        let mut session = nnlab::lessons::open(&recipe, Keep::default(), no_clock).expect("in range");
        session.seek(t, &mut || true);
        prop_assert!(session.measure().iter().all(|value| value.is_finite()));
        let scene = session.scene(phase.map_or(Reveal::Whole, Reveal::Upto), &[], (30, 20));
        prop_assert!(!scene.arithmetic.is_empty() && scene.verdict.is_some());
        for line in &scene.arithmetic {
            let wrong = line.check.as_ref().is_some_and(|check| !check.agrees());
            prop_assert!(!wrong, "{:?}", line);
        }
    }
}
