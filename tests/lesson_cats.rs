//! Lesson `cats` against numbers that NumPy computed.

use nnlab::lab::{Act, Gesture, Keep, Recipe, Response, Reveal, Session, Spot, Value};
use nnlab::lessons;
use std::f64::consts::LN_2;
use std::path::PathBuf;
use std::time::Duration;

fn no_clock() -> Duration {
    Duration::ZERO
}

fn open(data: Vec<PathBuf>) -> Box<dyn Session> {
    let recipe = Recipe { data, ..Recipe::of("cats") };
    lessons::open(&recipe, Keep::default(), no_clock).expect("the lesson opens")
}

fn always() -> bool {
    true
}

/// step, cost, training accuracy, test accuracy: as the metrics are.
type Row = (u64, f64, f64, f64);

fn check(session: &mut dyn Session, rows: &[Row], tolerance: f64) {
    for (step, cost, train, test) in rows {
        assert!(session.seek(*step, &mut always));
        let found = session.measure();
        assert!((found[0] - cost).abs() < tolerance, "cost at step {step}: {} is not {cost}", found[0]);
        assert_eq!(&found[1..], [*train, *test], "accuracies at step {step}");
    }
}

/// Printed by NumPy 2 over `datasets/cats.h5` as float64: X/255, w = 0, b = 0, lr 0.005,
/// `w -= lr * X @ (A - Y).T / m`, cost and accuracies before the update of the step.
#[test]
fn the_shipped_pictures_are_learned_as_numpy_learns_them() {
    let rows = [
        (0, LN_2, 65.55023923444976, 34.0),
        (1, 1.0477768452730238, 65.55023923444976, 34.0),
        (100, 1.0691342579143333, 66.50717703349282, 36.0),
        (1000, 0.10721479108587419, 98.56459330143541, 78.0),
        (2000, 0.064322787973908, 100.0, 80.0),
    ];
    check(open(Vec::new()).as_mut(), &rows, 1e-9);
}

/// The costs that the well-known course prints for its own 209 + 50 photos, and the accuracies it
/// ends with. The photos are not part of this repository.
#[test]
fn the_course_photos_give_the_course_numbers() {
    let Some(folder) = std::env::var_os("NNLAB_COURSE_DATA") else {
        println!("skipped: NNLAB_COURSE_DATA names no folder with the course's photos");
        return;
    };
    let mut session = open(vec![PathBuf::from(folder)]);
    let costs = [
        (0, LN_2),
        (100, 0.5845083636993087),
        (200, 0.4669490409465548),
        (1000, 0.2148195137844964),
        (1900, 0.1408720757031016),
    ];
    for (step, cost) in costs {
        assert!(session.seek(step, &mut always));
        assert!((session.measure()[0] - cost).abs() < 1e-9, "step {step}");
    }
    session.seek(2000, &mut always);
    let last = session.measure();
    assert_eq!((last[1], last[2]), (99.04306220095694, 70.0));
    session.seek(1, &mut always);
    session.seek(0, &mut always);
    assert!((session.measure()[0] - costs[0].1).abs() < 1e-12);
}

#[test]
fn gradients_on_the_screen_pass_their_numeric_check() {
    let mut session = open(Vec::new());
    for step in [0, 3, 40] {
        session.seek(step, &mut always);
        for weight in ["1", "6000", "12288"] {
            session.set("weight", weight).expect("there is such a weight");
            let scene = session.scene(Reveal::Whole, &[], (80, 40));
            let checks: Vec<_> = scene.arithmetic.iter().filter_map(|line| line.check.as_ref()).collect();
            assert!(!checks.is_empty());
            assert!(checks.iter().all(|check| check.agrees()), "{checks:?}");
        }
    }
}

#[test]
fn leafing_and_clicking_choose_pictures_and_weights() {
    let session = open(Vec::new());
    let ask = |panel: &str, act| session.respond(&Gesture { panel: panel.into(), act });
    let set = |name: &str, value| Response::Set { name: name.into(), value };
    assert_eq!(ask("picture", Act::Move { dx: 0, dy: 1 }), [set("picture", Value::Whole(2))]);
    assert_eq!(ask("picture", Act::Move { dx: 0, dy: -1 }), [set("picture", Value::Whole(1))]);
    assert_eq!(ask("weights", Act::Press(Spot::Cell { row: 1, col: 2 })), [set("weight", Value::Whole(199))]);
    // At step 0 every test picture is called "non-cat": the wrong ones are the cats.
    let first = ask("wrong", Act::Press(Spot::Item(0)));
    assert_eq!(first[0], set("part", "test".into()));
    assert!(matches!(&first[1], Response::Set { name, .. } if name == "picture"));
}

#[test]
fn a_picture_that_cannot_be_read_changes_nothing() {
    let mut session = open(Vec::new());
    let before = session.parameters().clone();
    let problem = session.set("predict", "/no/such/picture.png").expect_err("there is no such file");
    assert!(problem.text.en.contains("picture.png"), "{problem}");
    assert_eq!(session.parameters(), &before);
}
