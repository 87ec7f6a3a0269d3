//! Lesson `descent`: closed forms, published numbers, basins, and rates that are too large.

use nnlab::lab::scene::{Cell, Picture};
use nnlab::lab::{
    Act, Change, Gesture, JobResults, Keep, Recipe, Response, Reveal, Scene, Session, Spot, Value, Verb,
};
use std::time::Duration;

fn no_clock() -> Duration {
    Duration::ZERO
}

fn run(settings: &[(&str, &str)], steps: u64) -> Box<dyn Session> {
    let mut recipe = Recipe::of("descent");
    settings.iter().for_each(|(name, value)| recipe.settings.set(name, *value));
    let mut session = nnlab::lessons::open(&recipe, Keep::default(), no_clock).expect("opens");
    session.seek(steps, &mut || true);
    session
}

fn scene(session: &dyn Session) -> Scene {
    session.scene(Reveal::Whole, &[], (120, 40))
}

#[test]
fn the_columns_are_those_of_the_curriculum() {
    let session = run(&[("cost", "parabola"), ("w", "3")], 0);
    let names: Vec<String> = session.metrics().into_iter().map(|metric| metric.name.into_owned()).collect();
    assert_eq!(names, ["w", "b", "cost", "dw", "db"]);
    assert_eq!(session.measure(), [3.0, 0.0, 9.0, 6.0, 0.0]);
}

/// On ½(w² + κb²) the walk is w₀(1 − α)ᵗ, b₀(1 − ακ)ᵗ.
#[test]
fn the_bowl_follows_its_closed_form_for_a_thousand_steps() {
    for (lr, kappa) in [(0.1f64, 10.0f64), (0.05, 10.0), (2.0 / 11.0, 10.0), (0.003, 25.0), (0.9, 2.0)] {
        let settings =
            [("lr", lr.to_string()), ("kappa", kappa.to_string()), ("w", "-4".into()), ("b", "2".into())];
        let settings: Vec<(&str, &str)> =
            settings.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let mut session = run(&settings, 0);
        for t in 0..=1000 {
            assert!(session.seek(t, &mut || true));
            let (w, b) = (-4.0 * (1.0 - lr).powi(t as i32), 2.0 * (1.0 - lr * kappa).powi(t as i32));
            let row = session.measure();
            assert!(
                (row[0] - w).abs() < 1e-12 && (row[1] - b).abs() < 1e-12,
                "step {t}: {row:?}, not {w}, {b}"
            );
            assert!((row[2] - 0.5 * (w * w + kappa * b * b)).abs() < 1e-11);
        }
    }
}

/// Curriculum: κ = 10, best α 0.181818, rate 0.818182; the measured rate is the theory's.
#[test]
fn theory_stands_beside_measurement() {
    let session = run(&[("lr", "0.15")], 5);
    let panels = scene(&*session).panels;
    let theory = panels.iter().find(|panel| panel.id == "theory").expect("a panel");
    let Picture::Table(table) = &theory.picture else { panic!("a table") };
    let number = |row: usize, col: usize| match table.rows[row][col] {
        Cell::Number(x, _) | Cell::Inked(x, _, _) => x,
        _ => f64::NAN,
    };
    let expected = [
        (0, 1, 0.2),
        (0, 2, 0.15),
        (1, 1, 0.181_818),
        (2, 1, 0.818_182),
        (3, 1, -0.5),
        (3, 2, -0.5),
        (4, 1, 0.85),
        (4, 2, 0.85),
    ];
    for (row, col, value) in expected {
        assert!((number(row, col) - value).abs() < 1e-6, "row {row}, column {col}: {}", number(row, col));
    }
}

/// Wikipedia, "Logistic regression": hours of study and passing, w = 1.5046, b = −4.0777.
#[test]
fn the_students_cost_is_least_where_it_is_published() {
    let session = run(&[("cost", "logistic"), ("lr", "0.5")], 5000);
    let row = session.measure();
    assert!((row[0] - 1.5046).abs() < 1e-4 && (row[1] + 4.0777).abs() < 1e-4, "{row:?}");
    let start = run(&[("cost", "logistic")], 0).measure();
    assert_eq!(start[2], std::f64::consts::LN_2);
}

#[test]
fn too_large_a_rate_is_said_to_be_so_and_ends_in_a_sentence() {
    let mut session = run(&[("lr", "0.25")], 3);
    let verdict = scene(&*session).verdict.expect("a verdict").en;
    assert!(verdict.contains("2/λmax = 0.2"), "{verdict}");
    assert!(!session.seek(1_000_000, &mut || true), "it breaks");
    assert!(session.broken() && session.measure().iter().all(|x| x.is_finite()));
    let why = session.ending().expect("a sentence");
    assert!(why.en.contains("2/λmax = 0.2") && why.zh.contains("2/λmax = 0.2"), "{}", why.en);
    scene(&*session);
    let stopped = session.now();
    assert!(session.seek(stopped - 1, &mut || true), "stepping back still works");
    assert_eq!(session.set("lr", "0.1"), Ok(Change::Live));
    assert!(session.seek(stopped + 100, &mut || true), "a smaller rate revives it");
}

#[test]
fn a_formula_of_ones_own() {
    let session = run(&[("cost", "(1-w)^2 + 5*(b-w^2)^2"), ("lr", "0.02"), ("w", "0"), ("b", "0")], 5000);
    let row = session.measure();
    assert!((row[0] - 1.0).abs() < 1e-6 && (row[1] - 1.0).abs() < 1e-6, "{row:?}");
    let mut session = run(&[("cost", "log(w) + b^2"), ("w", "1"), ("lr", "2")], 1);
    assert!(session.broken(), "log of a negative number");
    let why = session.ending().expect("a sentence").en.to_string();
    assert!(why.contains("logarithm"), "{why}");
    for (name, value) in [("cost", "w*x"), ("cost", "w+"), ("cost", "valley"), ("w", "-1"), ("w", "nan")] {
        let problem = session.set(name, value).expect_err(value);
        assert!(!problem.text.zh.is_empty());
    }
    assert_eq!(session.parameters().word("cost"), "log(w) + b^2");
}

#[test]
fn gradients_are_checked_and_corners_said() {
    for cost in ["bowl", "parabola", "twin", "logistic", "exp(w*b/9) + w^2"] {
        let session = run(&[("cost", cost), ("lr", "0.01")], 3);
        for line in scene(&*session).arithmetic {
            if let Some(check) = line.check {
                assert!(check.corner.is_none() && check.agrees(), "{cost}: {check:?}");
            }
        }
    }
    let corner = run(&[("cost", "abs(w) + b^2"), ("w", "0")], 0);
    assert!(
        scene(&*corner)
            .arithmetic
            .iter()
            .any(|line| line.check.as_ref().is_some_and(|check| check.corner.is_some()))
    );
}

#[test]
fn the_twin_valleys_end_differently_and_are_mapped() {
    for (start, end) in [("-3", -2.0), ("-0.1", -2.0), ("0.1", 1.0), ("2", 1.0)] {
        let session = run(&[("cost", "twin"), ("w", start)], 2000);
        assert!((session.measure()[0] - end).abs() < 1e-9);
    }
    let session = run(&[("cost", "twin")], 0);
    assert_eq!(session.act(Verb::Bench), [Response::Work("basins".into())]);
    let job = session.job("basins").expect("a job");
    let mut results =
        JobResults { name: job.name, columns: job.columns, total: job.total, ..JobResults::default() };
    for row in job.rows {
        results.rows.push(row);
        if results.rows.len() == 700 {
            session.scene(Reveal::Whole, &[results.clone()], (120, 40));
        }
    }
    let panels = session.scene(Reveal::Whole, &[results], (120, 40)).panels;
    let map = panels.iter().find(|panel| panel.id == "basins").expect("a panel");
    let Picture::Plane(plane) = &map.picture else { panic!("a map") };
    let classes = &plane.field.as_ref().expect("a field").values;
    assert!(classes.iter().all(|class| *class == 0.0 || *class == 1.0));
    assert!(classes.contains(&0.0) && classes.contains(&1.0));
}

#[test]
fn the_start_is_set_in_the_picture_and_the_surface_turned() {
    let mut session = run(&[], 7);
    let press = Gesture { panel: "plane".into(), act: Act::Press(Spot::Point { x: 1.234, y: -0.567 }) };
    let set = |name: &str, value: f64| Response::Set { name: name.into(), value: Value::Number(value) };
    assert_eq!(session.respond(&press), [set("w", 1.2), set("b", -0.57)]);
    assert_eq!(session.set("w", "1.2"), Ok(Change::Restarted));
    assert_eq!((session.now(), session.measure()[0]), (0, 1.2));
    assert_eq!(session.act(Verb::Turn), [set("yaw", 45.0), set("pitch", 35.0)]);
    let turn = Gesture { panel: "relief".into(), act: Act::Move { dx: -1, dy: 1 } };
    assert_eq!(session.respond(&turn), [set("yaw", 25.0), set("pitch", 30.0)]);
    assert_eq!(session.set("yaw", "25"), Ok(Change::View));
}

#[test]
fn every_hill_is_offered_in_turn() {
    let mut session = run(&[], 3);
    let mut seen = Vec::new();
    for _ in 0..5 {
        for response in session.act(Verb::Example) {
            if let Response::Set { name, value } = response {
                session.put(&name, value).expect("the next hill fits");
            }
        }
        session.seek(50, &mut || true);
        assert!(session.now() == 50 && session.measure()[2].is_finite());
        scene(&*session);
        seen.push(session.parameters().word("cost").to_string());
    }
    seen.sort();
    seen.dedup();
    assert_eq!(seen.len(), 5);
}
