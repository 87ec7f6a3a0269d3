//! Lesson `logistic`: the course's numbers, own CSV files, pictures at every moment.

use nnlab::lab::scene::{Chart, Graph, Panel, Picture, Plane};
use nnlab::lab::{Act, Gesture, Keep, Recipe, Response, Reveal, Scene, Session, Spot, Value, Verb};
use nnlab::words::Problem;
use proptest::prelude::*;
use std::io::Write;
use std::time::Duration;

fn no_clock() -> Duration {
    Duration::ZERO
}

fn csv(lines: &str) -> tempfile::NamedTempFile {
    let mut file = tempfile::NamedTempFile::with_suffix(".csv").expect("a temporary file");
    file.write_all(lines.as_bytes()).expect("written");
    file
}

fn open(data: Option<&str>, settings: &[(&str, &str)]) -> Result<Box<dyn Session>, Problem> {
    let file = data.map(csv);
    let mut recipe = Recipe::of("logistic");
    recipe.data.extend(file.iter().map(|file| file.path().to_path_buf()));
    settings.iter().for_each(|(name, value)| recipe.settings.set(name, *value));
    nnlab::lessons::open(&recipe, Keep::default(), no_clock)
}

fn run(data: Option<&str>, settings: &[(&str, &str)], steps: u64) -> Box<dyn Session> {
    let mut session = open(data, settings).expect("opens");
    session.seek(steps, &mut || true);
    session
}

fn whole(session: &dyn Session) -> Scene {
    session.scene(Reveal::Whole, &[], (40, 20))
}

fn panel<'a>(scene: &'a Scene, id: &str) -> &'a Panel {
    scene.panels.iter().find(|panel| panel.id == id).expect(id)
}

fn plane(scene: &Scene) -> &Plane {
    match &panel(scene, "plane").picture {
        Picture::Plane(plane) => plane,
        other => panic!("{other:?}"),
    }
}

fn graph(scene: &Scene) -> &Graph {
    match &panel(scene, "graph").picture {
        Picture::Graph(graph) => graph,
        other => panic!("{other:?}"),
    }
}

fn chart<'a>(scene: &'a Scene, id: &str) -> &'a Chart {
    match &panel(scene, id).picture {
        Picture::Chart(chart) => chart,
        other => panic!("{other:?}"),
    }
}

fn close(found: f64, expected: f64, tolerance: f64) {
    assert!((found - expected).abs() <= tolerance, "{found} is not {expected}");
}

/// X = [[1, 2, −1], [3, 4, −3.2]], Y = [1, 0, 1] as points.
const COURSE: &str = "1,3,1\n2,4,0\n-1,-3.2,1\n";
const COURSE_START: [(&str, &str); 3] = [("w1", "1"), ("w2", "2"), ("b", "2")];

/// The numbers of the course's assignment (curriculum, lesson 4): gradient and cost at the start.
#[test]
fn propagates_as_the_course_does() {
    let mut settings = COURSE_START.to_vec();
    settings.push(("lr", "1"));
    let mut session = run(Some(COURSE), &settings, 0);
    let names: Vec<String> = session.metrics().into_iter().map(|metric| metric.name.into_owned()).collect();
    assert_eq!(names, ["cost", "w1", "w2", "b", "accuracy"]);
    close(session.measure()[0], 5.801545319394553, 1e-12);
    session.forward();
    let after = session.measure();
    // With α = 1 a step takes away the gradient itself.
    close(1.0 - after[1], 0.99845601, 5e-9);
    close(2.0 - after[2], 2.39507239, 5e-9);
    close(2.0 - after[3], 0.001455578136784208, 1e-12);
}

/// And the parameters after 100 steps of α = 0.009.
#[test]
fn descends_as_the_course_does() {
    let mut settings = COURSE_START.to_vec();
    settings.push(("lr", "0.009"));
    let session = run(Some(&format!("x1,x2,label\n{COURSE}")), &settings, 100);
    let found = session.measure();
    close(found[1], 0.19033591, 5e-9);
    close(found[2], 0.12259159, 5e-9);
    close(found[3], 1.9253598300845747, 1e-12);
}

#[test]
fn zeros_cost_ln_2_and_training_finds_the_line() {
    let session = run(None, &[], 0);
    close(session.measure()[0], std::f64::consts::LN_2, 1e-15);
    let squared = run(None, &[("loss", "squared")], 0);
    close(squared.measure()[0], 0.125, 1e-15);
    assert!(plane(&whole(&*session)).contours.iter().all(|line| line.segments.is_empty()), "no line yet");
    let trained = run(None, &[], 200);
    assert!(trained.measure()[4] > 85.0 && trained.measure()[0] < 0.35, "{:?}", trained.measure());
    // Points of the line a = ½ have z = 0.
    let scene = whole(&*trained);
    let line = plane(&scene).contours.iter().find(|line| line.level == 0.5).expect("the line");
    let [_, w1, w2, b, _] = trained.measure()[..] else { panic!("five metrics") };
    assert_eq!(line.segments.len(), 1);
    for (x, y) in [line.segments[0].0, line.segments[0].1] {
        close(w1 * x + w2 * y + b, 0.0, 1e-9);
    }
}

/// From surely wrong weights cross-entropy comes back, squared error stands on its plateau.
#[test]
fn squared_error_stalls_where_cross_entropy_learns() {
    let start = run(None, &[], 0).act(Verb::Example);
    let set = |response: &Response| match response {
        Response::Set { name, value } => (name.clone(), value.to_string()),
        other => panic!("{other:?}"),
    };
    let start: Vec<(String, String)> = start.iter().map(set).collect();
    let with = |loss: &'static str| {
        let mut settings: Vec<(&str, &str)> = start.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
        settings.push(("loss", loss));
        run(None, &settings, 60)
    };
    let (entropy, squared) = (with("cross-entropy"), with("squared"));
    assert!(entropy.measure()[4] > 80.0, "{:?}", entropy.measure());
    assert!(squared.measure()[4] < 30.0, "{:?}", squared.measure());
    let at_start = run(None, &[("w1", "-8"), ("w2", "-4"), ("b", "2"), ("loss", "squared")], 0);
    let verdict = whole(&*at_start).verdict.expect("a verdict").en;
    assert!(verdict.contains("flat"), "{verdict}");
}

/// The graph's derivatives are those the update uses.
#[test]
fn the_graph_carries_every_derivative() {
    let mut settings = COURSE_START.to_vec();
    settings.push(("example", "2"));
    let scene = whole(&*run(Some(COURSE), &settings, 0));
    let node = |name: &str| graph(&scene).nodes.iter().find(|node| node.name == name).expect(name);
    let a = 1.0 / (1.0 + (-12.0_f64).exp());
    close(node("z").value.expect("known"), 12.0, 1e-15);
    close(node("a").value.expect("known"), a, 1e-15);
    close(node("z").gradient.expect("known"), a, 1e-10);
    close(node("w₁").gradient.expect("known"), 2.0 * a, 1e-10);
    close(node("w₂").gradient.expect("known"), 4.0 * a, 1e-10);
    close(node("b").gradient.expect("known"), a, 1e-10);
    assert_eq!(node("w₁").gradient_name, "∂L/∂w₁");
    assert_eq!((graph(&scene).nodes.len(), graph(&scene).wires.len()), (8, 7));
    // The example stands on its branch of the loss, and the plateau is on the other chart.
    close(chart(&scene, "loss").marks[0].y, -(1.0 - a).ln(), 1e-9);
    assert_eq!(chart(&scene, "pull").marks.len(), 2);
}

#[test]
fn phases_reveal_one_part_after_the_other() {
    let session = run(None, &[], 3);
    assert_eq!(session.phases().len(), 4);
    let at = |phase: usize| session.scene(Reveal::Upto(phase), &[], (40, 20));
    let known = |scene: &Scene| {
        let nodes = &graph(scene).nodes;
        let loss = nodes.iter().find(|node| node.name == "L").expect("L");
        (loss.value.is_some(), nodes.iter().all(|node| node.gradient.is_some()))
    };
    assert_eq!(
        [0, 1, 2, 3].map(|phase| known(&at(phase))),
        [(false, false), (true, false), (true, true), (true, true)]
    );
    for phase in 0..4 {
        let lines = at(phase).arithmetic;
        assert!(lines[0].active, "phase {phase}");
        assert!(lines.iter().filter_map(|line| line.check.as_ref()).all(nnlab::lab::scene::Check::agrees));
    }
    assert!(at(2).arithmetic.iter().filter(|line| line.active && line.check.is_some()).count() == 4);
}

#[test]
fn a_click_on_the_plane_looks_at_the_nearest_example() {
    let session = run(Some(COURSE), &[], 0);
    let press = |panel: &str, act| session.respond(&Gesture { panel: panel.into(), act });
    let set = |example| vec![Response::Set { name: "example".into(), value: Value::Whole(example) }];
    assert_eq!(press("plane", Act::Press(Spot::Point { x: -0.9, y: -3.0 })), set(3));
    assert_eq!(press("plane", Act::Move { dx: 0, dy: 1 }), set(2));
    assert_eq!(press("plane", Act::Move { dx: 0, dy: i32::MIN }), set(1));
    assert_eq!(press("examples", Act::Press(Spot::Item(1))), set(2));
    assert_eq!(press("plane", Act::Press(Spot::Point { x: f64::NAN, y: 0.0 })), vec![]);
}

#[test]
fn files_that_do_not_fit_are_answered_with_a_sentence() {
    let say = |lines: &str| open(Some(lines), &[]).map(|_| ()).expect_err(lines).text.en.to_string();
    assert!(say("1,2,0\n3,4,1\n5,6,2\n").contains(
        "labelled 0, 1, 2; this lesson separates two classes: choose one against the others, as in class=0"
    ));
    assert!(say("1,2,0\n3,4,0\n").contains("all points have the label 0; there is nothing to tell apart"));
    assert!(say("1,2,0\n1,x,1\n").contains("line 2"));
    let mut recipe = Recipe::of("logistic");
    recipe.data = vec!["a.csv".into(), "b.csv".into()];
    let problem =
        nnlab::lessons::open(&recipe, Keep::default(), no_clock).map(|_| ()).expect_err("two files");
    assert!(problem.text.en.contains("reads one table"), "{problem}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    /// Whatever the numbers: a scene, finite metrics, and every derivative agrees with its check.
    #[test]
    fn there_is_always_a_picture(
        seed in 0u32..1000, t in 0u64..60, phase in prop::option::of(0usize..5), squared: bool, noise in 0.0..10.0f64,
        lr in 1e-3..1e3f64, start in prop::array::uniform3(-100.0..100.0f64), example in 1usize..100
    ) {
        let mut recipe = Recipe::of("logistic");
        recipe.seed = Some(seed);
        let mut set = |name: &str, value: String| recipe.settings.set(name, value);
        set("noise", noise.to_string());
        set("lr", lr.to_string());
        set("loss", if squared { "squared".into() } else { "cross-entropy".into() });
        set("example", example.to_string());
        for (name, value) in ["w1", "w2", "b"].into_iter().zip(start) {
            set(name, value.to_string());
        }
        let mut session = nnlab::lessons::open(&recipe, Keep::default(), no_clock).expect("in range");
        session.seek(t, &mut || true);
        prop_assert!(session.measure().iter().all(|value| value.is_finite()));
        let scene = session.scene(phase.map_or(Reveal::Whole, Reveal::Upto), &[], (30, 20));
        prop_assert_eq!(scene.panels.len(), 7);
        prop_assert!(!scene.arithmetic.is_empty() && scene.verdict.is_some());
        for line in &scene.arithmetic {
            let wrong = line.check.as_ref().is_some_and(|check| !check.agrees());
            prop_assert!(!wrong, "{:?}", line);
        }
    }
}
