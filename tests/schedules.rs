//! Learning-rate schedules against the recursions of PyTorch, and rules without one of their ideas against their formulas.

use nnlab::lab::{Keep, Recipe, Session};
use nnlab::nn::optimizer::{Convention, Optimizer, RULES, Schedule};
use serde_json::Value;
use std::time::Duration;

fn no_clock() -> Duration {
    Duration::ZERO
}

fn run(line: &str, steps: u64) -> Box<dyn Session> {
    let recipe = Recipe::parse(line).expect(line);
    let mut session = nnlab::lessons::open(&recipe, Keep::default(), no_clock).expect(line);
    session.seek(steps, &mut || true);
    session
}

fn metric(session: &dyn Session, name: &str) -> f64 {
    let at = session.metrics().iter().position(|metric| metric.name == name).expect(name);
    session.measure()[at]
}

/// `reference/schedules.json` says where its figures come from.
#[test]
fn rates_are_those_of_pytorch() {
    let reference: Value = serde_json::from_str(include_str!("reference/schedules.json")).expect("JSON");
    let runs = reference["runs"].as_array().expect("runs");
    assert_eq!(runs.len(), 6);
    for case in runs {
        let number = |name: &str| case[name].as_f64().expect(name);
        let name = case["schedule"].as_str().expect("a name");
        let schedule = Schedule::named(name, number("over") as u64, number("factor"));
        let sgd = Optimizer::new("sgd", Convention::PyTorch).expect("sgd").with_rate(number("rate"));
        let rates: Vec<f64> = serde_json::from_value(case["rates"].clone()).expect("rates");
        assert_eq!(rates.len(), 40);
        for (t, expected) in (0..).zip(rates) {
            let rate = sgd.scheduled(schedule, t).rate();
            assert!((rate - expected).abs() <= 1e-12, "{name} at {t}: {rate}, not {expected}");
        }
    }
}

/// On f = ½x² + … plain descent multiplies x by 1 − α·factor(t): the lesson applies the factor of the right step.
#[test]
fn the_lesson_takes_each_step_at_its_rate() {
    for (name, settings) in [
        ("step", "schedule=step&schedule_steps=4&schedule_factor=0.5"),
        ("cosine", "schedule=cosine&schedule_steps=9"),
        ("warmup", "schedule=warmup&schedule_steps=6&schedule_factor=0.2"),
    ] {
        let session = run(&format!("optimizers?contenders=sgd&sgd.lr=0.05&{settings}"), 12);
        let over = [("step", 4), ("cosine", 9), ("warmup", 6)].into_iter().find(|(known, _)| *known == name);
        let factor = if name == "step" { 0.5 } else { 0.2 };
        let schedule = Schedule::named(name, over.expect("a schedule").1, factor);
        let expected = (0..12).fold(-4.0, |x, t| x * (1.0 - 0.05 * schedule.factor(t)));
        let x = metric(session.as_ref(), "sgd.x");
        assert!((x - expected).abs() < 1e-12, "{name}: {x}, not {expected}");
    }
}

/// A schedule works with every rule: with a factor of 0 after three steps nobody moves any more.
#[test]
fn every_rule_follows_the_schedule() {
    let line = "optimizers?contenders=all&schedule=step&schedule_steps=3&schedule_factor=0";
    let (there, later) = (run(line, 3), run(line, 9));
    for rule in &RULES {
        let x = |session: &dyn Session| metric(session, &format!("{}.x", rule.name));
        assert_eq!(x(there.as_ref()), x(later.as_ref()), "{}", rule.name);
        assert!(x(there.as_ref()) != -4.0, "{} has not moved at all", rule.name);
    }
}

/// θ ← θ − α·m / (√v + ε) in all three conventions.
#[test]
fn adam_without_its_correction_is_its_formula() {
    for convention in Convention::ALL {
        let mut adam = Optimizer::new("adam", convention).expect("adam");
        adam.set("bias_correction", 0.0).expect("a switch");
        let (mut memory, mut place) = (adam.memory(1), [2.0]);
        let (eps, mut x, mut m, mut v) = (adam.get("eps").expect("ε"), 2.0f64, 0.0, 0.0);
        for _ in 0..50 {
            let g = 3.0 * x - 1.0;
            adam.update(&mut memory, &[3.0 * place[0] - 1.0], &mut place);
            (m, v) = (0.9 * m + 0.1 * g, 0.999 * v + 0.001 * g * g);
            x -= 0.001 * m / (v.sqrt() + eps);
            assert!((place[0] - x).abs() < 1e-12, "{convention:?}: {} and {x}", place[0]);
        }
    }
}

/// θ ← θ − α·g / (a + ε), without an ε in TensorFlow 1.
#[test]
fn adagrad_without_the_root_is_its_formula() {
    for convention in Convention::ALL {
        let mut adagrad = Optimizer::new("adagrad", convention).expect("adagrad");
        adagrad.set("root", 0.0).expect("a switch");
        let rate = adagrad.rate();
        let (mut memory, mut place) = (adagrad.memory(1), [2.0]);
        let (mut x, mut a) = (2.0f64, adagrad.get("acc0").expect("a₀"));
        let eps = if convention == Convention::Tf1 { 0.0 } else { adagrad.get("eps").expect("ε") };
        for _ in 0..50 {
            let g = 3.0 * x - 1.0;
            adagrad.update(&mut memory, &[3.0 * place[0] - 1.0], &mut place);
            a += g * g;
            x -= rate * g / (a + eps);
            assert!((place[0] - x).abs() < 1e-12, "{convention:?}: {} and {x}", place[0]);
        }
    }
}

/// Of the sparse problem y moves in one step of ten, x in every one.
#[test]
fn a_sparse_problem_is_seldom_seen() {
    let line = "optimizers?problem=sparse&contenders=sgd&sgd.lr=0.1";
    let at = |steps| {
        let session = run(line, steps);
        (metric(session.as_ref(), "sgd.x"), metric(session.as_ref(), "sgd.y"))
    };
    let [start, one, ten, eleven] = [0, 1, 10, 11].map(at);
    assert!(one.1 < start.1 && ten.1 == one.1 && eleven.1 < ten.1);
    assert!(ten.0.abs() < one.0.abs());
}
