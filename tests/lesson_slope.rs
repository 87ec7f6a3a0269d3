//! Lesson `slope`: the course's numbers, the valley of errors, corners and holes.

use nnlab::lab::{Act, Change, Gesture, Keep, Recipe, Response, Reveal, Session, Spot, Value, Verb};
use std::time::Duration;

fn no_clock() -> Duration {
    Duration::ZERO
}

fn run(settings: &[(&str, &str)], steps: u64) -> Box<dyn Session> {
    let mut recipe = Recipe::of("slope");
    settings.iter().for_each(|(name, value)| recipe.settings.set(name, *value));
    let mut session = nnlab::lessons::open(&recipe, Keep::default(), no_clock).expect("opens");
    session.seek(steps, &mut || true);
    session
}

fn metric(session: &dyn Session, name: &str) -> f64 {
    let at = session.metrics().iter().position(|metric| metric.name == name).expect(name);
    session.measure()[at]
}

/// Curriculum, lesson 1.
#[test]
fn the_reference_numbers() {
    let names: Vec<String> =
        run(&[], 0).metrics().into_iter().map(|metric| metric.name.into_owned()).collect();
    assert_eq!(names, ["h", "f_a", "f_ah", "quotient", "derivative", "error"]);
    for (f, a, height, moved, slope) in [
        ("4*a", "2", 8.0, 8.004, 4.0),
        ("a^2", "2", 4.0, 4.004_001, 4.0),
        ("a^2", "5", 25.0, 25.010_001, 10.0),
    ] {
        let session = run(&[("f", f), ("a", a)], 0);
        assert_eq!(metric(&*session, "h"), 0.001);
        assert_eq!(metric(&*session, "f_a"), height);
        assert!((metric(&*session, "f_ah") - moved).abs() < 1e-12);
        assert_eq!(metric(&*session, "derivative"), slope);
        assert!((metric(&*session, "quotient") - slope).abs() < 0.0011);
        let error = metric(&*session, "quotient") - metric(&*session, "derivative");
        assert_eq!(metric(&*session, "error"), error);
    }
    for (a, slope) in
        [("1", 0.196_611_933_241_481_85), ("2", 0.104_993_585_403_506_62), ("3", 0.045_176_659_730_912)]
    {
        let session = run(&[("f", "sigmoid(a)"), ("a", a)], 0);
        assert!((metric(&*session, "derivative") - slope).abs() < 1e-12);
    }
}

#[test]
fn a_step_divides_h_by_ten_until_a_plus_h_is_a() {
    let mut session = run(&[], 3);
    assert_eq!(metric(&*session, "h"), 1e-6);
    assert!(!session.seek(100, &mut || true));
    assert_eq!((session.now(), session.length()), (13, Some(13)));
    assert_eq!((metric(&*session, "quotient"), session.broken()), (0.0, false));
    assert!(session.ending().expect("a reason").en.contains("best h"));
}

/// Ten times closer is ten times better, until cancellation makes it worse again.
#[test]
fn the_errors_form_a_valley() {
    let session = run(&[("f", "a^3")], 13);
    let at = session.history().metrics().iter().position(|metric| metric.name == "error").expect("error");
    let errors: Vec<f64> = session.history().buckets().iter().map(|bucket| bucket.first[at].abs()).collect();
    for t in 0..3 {
        let ratio = errors[t] / errors[t + 1];
        assert!((9.9..10.1).contains(&ratio), "step {t}: {ratio}");
    }
    let best = (0..errors.len()).min_by(|i, j| errors[*i].total_cmp(&errors[*j])).expect("some");
    assert!((4..=6).contains(&best), "best at 1e-{}", best + 3);
    assert!(errors[11] > 1000.0 * errors[best]);
}

#[test]
fn corners_and_vertical_tangents_are_said_to_be_so() {
    for (f, a, part) in [
        ("relu(a)", "0", "corner"),
        ("abs(a)", "0", "corner"),
        ("sqrt(a)", "0", "no derivative"),
        ("max(a, 1)", "1", "corner"),
    ] {
        let session = run(&[("f", f), ("a", a)], 2);
        let scene = session.scene(Reveal::Whole, &[], (80, 24));
        let verdict = scene.verdict.expect("a verdict").en;
        assert!(verdict.contains(part), "{f}: {verdict}");
    }
    for (f, a) in [("a^2", "2"), ("tanh(a)", "-0.5"), ("sin(5*a)*exp(-a)", "1"), ("log(a)", "3")] {
        let session = run(&[("f", f), ("a", a)], 0);
        let scene = session.scene(Reveal::Whole, &[], (80, 24));
        let check = scene.arithmetic.iter().find_map(|line| line.check.as_ref()).expect("checked");
        assert!(check.corner.is_none() && check.agrees(), "{f}: {check:?}");
    }
}

#[test]
fn what_has_no_value_is_refused_with_a_sentence() {
    let mut session = run(&[("f", "log(a)")], 2);
    for (name, value, part) in [
        ("a", "0", "no value"),
        ("f", "1/(a-2)", "no value"),
        ("f", "a*b", "a only"),
        ("f", "a^", "character"),
    ] {
        let problem = session.set(name, value).expect_err(value);
        assert!(problem.text.en.contains(part), "{value}: {problem}");
    }
    assert_eq!((session.now(), metric(&*session, "f_a")), (2, 2f64.ln()));
    assert_eq!(session.set("a", "4"), Ok(Change::Live));
    assert_eq!((session.now(), metric(&*session, "derivative")), (2, 0.25));
}

#[test]
fn the_point_is_moved_in_the_picture() {
    let session = run(&[], 0);
    let press = Gesture { panel: "curve".into(), act: Act::Press(Spot::Point { x: 2.512_34, y: 0.0 }) };
    assert_eq!(session.respond(&press), [Response::Set { name: "a".into(), value: Value::Number(2.51) }]);
    let elsewhere = Gesture { panel: "valley".into(), act: Act::Press(Spot::Point { x: 2.5, y: 0.0 }) };
    assert!(session.respond(&elsewhere).is_empty());
}

#[test]
fn every_example_follows_the_one_before() {
    let mut session = run(&[], 0);
    let mut seen = Vec::new();
    for _ in 0..10 {
        for response in session.act(Verb::Example) {
            if let Response::Set { name, value } = response {
                session.put(&name, value).expect("examples follow each other");
            }
        }
        session.seek(session.length().expect("known"), &mut || true);
        session.scene(Reveal::Whole, &[], (80, 24));
        session.reset().expect("it opened before");
        seen.push(session.parameters().word("f").to_string());
    }
    seen.sort();
    seen.dedup();
    assert_eq!(seen.len(), 10);
}

/// How much better a smaller h is, and on which side of the valley what is lost, is what the numbers say.
#[test]
fn sentences_about_the_error_are_what_the_numbers_say() {
    let mut compared = 0;
    for f in ["a^2", "a^3", "exp(-a*a)*sin(5*a)"] {
        let mut session = run(&[("f", f), ("a", "1.5"), ("h", "1")], 0);
        for _ in 0..3 {
            let scene = session.scene(Reveal::Whole, &[], (60, 30));
            let said = scene.verdict.expect("a verdict").en.to_string();
            let panel = scene.panels.iter().find(|panel| panel.id == "valley").expect("the errors");
            let caption = &panel.caption.as_ref().expect("a caption").en;
            assert!(caption.contains("right: the curve bends; left: digits are lost"), "{caption}");
            let before = metric(session.as_ref(), "error").abs();
            session.seek(session.now() + 1, &mut || true);
            let times = before / metric(session.as_ref(), "error").abs();
            let Some(told) = said.split("the error is ").nth(1) else { continue };
            let told = told.split(' ').next().and_then(nnlab::words::read_figure);
            let told = told.unwrap_or_else(|| panic!("{f}: {said}"));
            compared += 1;
            assert!((told / times - 1.0).abs() < 6e-3, "{f}: {told} times, not {times}: {said}");
        }
    }
    assert!(compared >= 5, "{compared} sentences compared");
}
