//! Lesson `digits` against a run of NumPy, and the promises it makes: what it reads, what it learns from, and
//! what it makes of digits drawn by hand.

#[path = "plain_digits/lab.rs"]
mod lab;
mod plain_digits;

use lab::Lab;
use nnlab::lab::{Act, Gesture, Keep, Recipe, Response, Reveal, Session, Spot, Value, Verb};
use nnlab::lessons;
use plain_digits::PLAIN;
use ratatui::crossterm::event::KeyCode;
use std::path::{Path, PathBuf};
use std::time::Duration;

fn no_clock() -> Duration {
    Duration::ZERO
}

fn always() -> bool {
    true
}

fn open(line: &str) -> Box<dyn Session> {
    let recipe = Recipe::parse(line).expect("a line of this test");
    lessons::open(&recipe, Keep::default(), no_clock).expect("the lesson opens")
}

fn at(line: &str, step: u64) -> Box<dyn Session> {
    let mut session = open(line);
    assert!(session.seek(step, &mut always));
    session
}

/// The last of the metrics: percent of test pictures read right.
fn test_accuracy(session: &dyn Session) -> f64 {
    session.measure()[4]
}

/// By NumPy 2.4.6 over `datasets/digits.h5` as float64 / 255, `numpy.random.seed(1)`: W₁ = sqrt(2/256)·randn(64, 256),
/// W₂ = sqrt(2/64)·randn(10, 64), order = permutation(4000), shuffled again after every epoch; batches of 32; Adam
/// with 0.003, 0.9, 0.999, 1e-8. Training loss, test loss, training and test accuracy before the step.
#[test]
fn the_defaults_learn_as_numpy_learns() {
    let rows = [
        (0, [2.3703856117261197, 2.370410723559761, 9.975, 10.75]),
        (1, [2.3057133258656215, 2.300540943969099, 10.875, 13.375]),
        (10, [1.9542741129246657, 1.972503137964196, 39.3, 38.0]),
        (125, [0.4754909749990891, 0.5382734224629259, 88.825, 85.125]),
        (500, [0.08104249667735113, 0.14263625480708927, 99.15, 95.75]),
        (2500, [0.002304529005865629, 0.03950333932374321, 100.0, 98.625]),
    ];
    let mut session = open("digits");
    for (step, wanted) in rows {
        assert!(session.seek(step, &mut always));
        let found = session.measure();
        assert_eq!(found[0], (step / 125) as f64, "epoch at step {step}");
        let tolerance = if step <= 10 { 1e-12 } else { 1e-9 };
        for (found, wanted) in found[1..].iter().zip(wanted) {
            assert!((found - wanted).abs() < tolerance, "step {step}: {found} is not {wanted}");
        }
    }
    assert_eq!((session.length(), session.now()), (Some(5000), 2500), "a whole run is 40 epochs");
}

/// The shipped digits are neither too easy nor too hard: a whole run gets above 97 %, a linear model stays clearly
/// below.
#[test]
fn a_hidden_layer_is_needed_and_enough() {
    for seed in [2, 3] {
        let network = test_accuracy(&*at(&format!("digits?seed={seed}"), 2500));
        assert!(network >= 97.0, "{network} % with seed {seed}");
        let linear = test_accuracy(&*at(&format!("digits?hidden=none&seed={seed}"), 2500));
        assert!((75.0..93.0).contains(&linear), "a linear model: {linear} % with seed {seed}");
    }
}

/// The well-known small set of 1797 digits (8 × 8, 0…16), which is not part of this repository: `label,pixels`.
#[test]
fn real_handwriting_is_read() {
    let Some(file) = std::env::var_os("NNLAB_SMALL_DIGITS") else {
        println!(
            "skipped: NNLAB_SMALL_DIGITS names no CSV of the small digits (1797 lines: label, 64 pixels)"
        );
        return;
    };
    let recipe = Recipe { data: vec![PathBuf::from(file)], ..Recipe::of("digits") };
    let mut session = lessons::open(&recipe, Keep::default(), no_clock).expect("the file is read");
    let end = session.length().expect("40 epochs");
    session.seek(end, &mut always);
    assert!(test_accuracy(&*session) >= 96.0, "{} %", test_accuracy(&*session));
}

#[test]
fn zero_weights_never_tell_hidden_neurons_apart() {
    assert!(test_accuracy(&*at("digits?init=zeros", 250)) < 15.0);
}

#[test]
fn gradients_on_the_screen_pass_their_numeric_check() {
    for line in ["digits", "digits?activation=tanh&hidden=20,12&batch=7", "digits?hidden=none&init=xavier"] {
        let mut session = open(line);
        for (step, unit, pixel) in [(0, "1", "120"), (3, "7", "100"), (130, "10", "137")] {
            session.seek(step, &mut always);
            session.set("unit", unit).expect("a neuron");
            session.set("pixel", pixel).expect("a pixel");
            let scene = session.scene(Reveal::Upto(2), &[], (80, 40));
            let checks: Vec<_> = scene.arithmetic.iter().filter_map(|line| line.check.as_ref()).collect();
            assert_eq!(checks.len(), 2, "{line}");
            assert!(checks.iter().all(|check| check.agrees()), "{line} step {step}: {checks:?}");
        }
    }
}

#[test]
fn what_is_written_is_what_happens() {
    let mut session = at("digits?unit=5&pixel=120", 40);
    let update = session.scene(Reveal::Upto(3), &[], (80, 40)).arithmetic[0].clone();
    assert!(update.formula.en.starts_with("w ← ") && update.active, "{update:?}");
    session.forward();
    let next = session.scene(Reveal::Upto(3), &[], (80, 40)).arithmetic[0].clone();
    // w before the next update is what the last one wrote.
    assert!(next.numbers.starts_with(&update.result), "{} then {}", update.result, next.numbers);
}

fn ask(session: &dyn Session, panel: &str, act: Act) -> Vec<Response> {
    session.respond(&Gesture { panel: panel.into(), act })
}

fn set(name: &str, value: impl Into<Value>) -> Response {
    Response::Set { name: name.into(), value: value.into() }
}

/// Does what the lesson answers.
fn execute(session: &mut dyn Session, responses: Vec<Response>) {
    for response in responses {
        if let Response::Set { name, value } = response {
            session.put(&name, value).expect("the lesson's own value");
        }
    }
}

#[test]
fn cells_and_mistakes_open_their_pictures() {
    let mut session = at("digits", 125);
    assert_eq!(session.act(Verb::Epoch), [Response::Advance(125)]);
    let chosen = ask(&*session, "confusion", Act::Press(Spot::Cell { row: 3, col: 5 }));
    assert_eq!(chosen, [set("cell", "35")]);
    execute(&mut *session, chosen);
    assert_eq!(ask(&*session, "confusion", Act::Press(Spot::Cell { row: 3, col: 5 })), [set("cell", "")]);
    let first = ask(&*session, "gallery", Act::Press(Spot::Item(0)));
    assert!(!first.is_empty(), "after an epoch some threes are taken for fives");
    execute(&mut *session, first);
    let words = format!("{:?}", session.scene(Reveal::Whole, &[], (80, 40)));
    assert!(words.contains("is 3 · says 5"), "the picture behind the cell is seen");
    let erased = ask(&*session, "confusion", Act::Erase(Spot::Cell { row: 0, col: 0 }));
    execute(&mut *session, erased);
    let one = session.act(Verb::Next);
    execute(&mut *session, one.clone());
    let two = session.act(Verb::Next);
    assert_ne!(one, two, "m leafs through");
    // Of 200 neurons a hundred are shown, the chosen one in the middle.
    let many = open("digits?hidden=200&unit=120");
    assert_eq!(ask(&*many, "hidden", Act::Press(Spot::Item(3))), [set("unit", Value::Whole(73))]);
}

#[test]
fn strokes_change_the_answer_and_travel_in_the_share_line() {
    let mut session = at("digits", 250);
    let says = |session: &dyn Session| {
        session.scene(Reveal::Whole, &[], (80, 40)).verdict.expect("there always is one").en.into_owned()
    };
    let press = |session: &mut dyn Session, act| {
        let responses = ask(session, "sheet", act);
        execute(session, responses);
    };
    press(&mut *session, Act::Press(Spot::Cell { row: 3, col: 12 }));
    press(&mut *session, Act::Drag(Spot::Cell { row: 12, col: 12 }));
    let half = says(&*session);
    assert!(half.starts_with("Your drawing looks most like"), "{half}");
    press(&mut *session, Act::Drag(Spot::Cell { row: 20, col: 12 }));
    press(&mut *session, Act::Drag(Spot::Cell { row: 20, col: 20 }));
    let whole = says(&*session);
    assert_ne!(half, whole);
    let line = session.recipe().line();
    assert!(line.len() < 180, "{line}");
    let mut again = open(&line);
    again.seek(250, &mut always);
    assert_eq!(says(&*again), whole);
    press(&mut *session, Act::Erase(Spot::Cell { row: 20, col: 16 }));
    assert_ne!(says(&*session), whole);
    let cleared = session.act(Verb::Clear);
    execute(&mut *session, cleared);
    assert!(says(&*session).starts_with("The sheet is blank"));
    assert_eq!(session.now(), 250, "drawing does not touch the run");
    assert!(session.set("drawing", "?!").is_err() && session.set("cell", "3x").is_err());
}

#[test]
fn wrong_layers_are_refused_with_a_sentence() {
    let mut session = open("digits");
    for hidden in ["x", "0,3", "600", "1,1,1,1,1", "-1", "8,,8"] {
        let problem = session.set("hidden", hidden).expect_err(hidden);
        assert!(problem.text.en.contains("takes up to 4 numbers"), "{problem}");
    }
    assert!(session.set("hidden", "12，8").is_ok());
}

#[test]
fn a_rate_that_is_too_large_breaks_with_a_sentence() {
    let mut session = open("digits?optimizer=sgd&lr=10&activation=linear&hidden=8,8,8,8");
    session.set("lr", "10").expect("in range");
    assert!(!session.seek(2500, &mut always), "it cannot go on");
    assert!(session.broken());
    let why = session.ending().expect("a sentence").clone();
    assert!(
        why.en.contains("learning rate of 10 is too large") && why.zh.contains("学习率 10 太大"),
        "{why:?}"
    );
    assert!(session.measure().iter().all(|x| x.is_finite()));
    // The last state that holds is shown, with lines that can be read.
    let lines = session.scene(Reveal::Whole, &[], (30, 20)).arithmetic;
    assert!(lines.len() > 3 && lines.iter().all(|line| !line.result.contains(['∞', 'N'])), "{lines:?}");
}

/// Ten digits, each drawn as one would draw it, by mouse events on the whole program; no style of the generator
/// was looked at.
#[test]
fn plainly_drawn_digits_are_read() {
    let mut lab = Lab::open("digits?step=500", (120, 40));
    let read: Vec<Option<usize>> = PLAIN
        .iter()
        .map(|strokes| {
            lab.clear();
            lab.draw(strokes);
            lab.reads()
        })
        .collect();
    let right = read.iter().enumerate().filter(|(digit, read)| **read == Some(*digit)).count();
    assert!(right >= 8, "{right} of 10: {read:?}");
}

/// Enter puts the pen down, arrows draw, Enter lifts it, Backspace rubs out.
#[test]
fn keys_draw_as_well_as_the_mouse() {
    let mut lab = Lab::open("digits?step=500", (120, 40));
    lab.click();
    lab.clear();
    assert_eq!(lab.reads(), None);
    lab.key(KeyCode::Enter);
    let go = |lab: &mut Lab, code, times| (0..times).for_each(|_| lab.key(code));
    go(&mut lab, KeyCode::Up, 6);
    assert_eq!(lab.reads(), None, "the pen is up");
    lab.key(KeyCode::Enter);
    go(&mut lab, KeyCode::Down, 12);
    assert_eq!(lab.reads(), Some(1));
    lab.key(KeyCode::Enter);
    go(&mut lab, KeyCode::Up, 12);
    assert_eq!(lab.reads(), Some(1), "a lifted pen draws nothing");
    for _ in 0..13 {
        lab.key(KeyCode::Backspace);
        lab.key(KeyCode::Down);
    }
    assert_eq!(lab.reads(), None, "all is rubbed out");
}

/// Files as MNIST has them: 1200 pictures to learn from, 1000 to test with, 28 × 28.
fn mnist(folder: &Path) {
    for (name, count) in [("train", 1200_u32), ("t10k", 1000)] {
        let header = |magic: u32, rest: &[u32]| {
            [magic, count].iter().chain(rest).flat_map(|n| n.to_be_bytes()).collect::<Vec<u8>>()
        };
        let (mut images, mut labels) = (header(0x803, &[28, 28]), header(0x801, &[]));
        for i in 0..count {
            // A bar whose place is the digit, and something that differs from picture to picture.
            let lit = |at: u32| (at / 28).abs_diff(4 + 2 * (i % 10)) < 2 || at == i % 784;
            images.extend((0..784).map(|at| if lit(at) { 250 } else { 0 }));
            labels.push((i % 10) as u8);
        }
        let write = |kind: &str, bytes: &[u8]| std::fs::write(folder.join(format!("{name}-{kind}")), bytes);
        write("images-idx3-ubyte", &images).expect("a file");
        write("labels-idx1-ubyte", &labels).expect("a file");
    }
}

/// A picture of the run asks about the first pictures of a large set and says so; what is printed is exact.
#[test]
fn large_sets_are_sampled_on_the_screen_and_measured_whole() {
    let folder = tempfile::tempdir().expect("a place for files");
    mnist(folder.path());
    let recipe = Recipe { data: vec![folder.path().to_path_buf()], ..Recipe::of("digits") };
    let mut session = lessons::open(&recipe, Keep::default(), no_clock).expect("the files are read");
    let seen = |session: &dyn Session| format!("{:?}", session.scene(Reveal::Whole, &[], (80, 40)));
    assert!(seen(&*session).contains("% of 1000 test pictures"), "an epoch begins: everything is asked");
    session.seek(1, &mut always);
    assert!(seen(&*session).contains("% of the first 786 of 1000 test pictures"));
    let loss = session.metrics().into_iter().find(|metric| metric.name == "test_loss").expect("measured");
    let charted = session.history().curve(&loss)[1].1;
    let exact = session.measure()[2];
    assert!(charted != exact && (charted / exact - 1.0).abs() < 0.05, "{charted} of 786, {exact} of all");
    session.seek(3 * 38, &mut always);
    assert!(test_accuracy(&*session) > 99.0, "bars are easy to tell apart");
}
