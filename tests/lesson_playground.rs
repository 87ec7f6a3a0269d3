//! Lesson `playground`: the browser playground's own numbers, the sets in NumPy, what is learnt, pictures at every
//! moment.

use nnlab::data::plane_points::PlaneSet;
use nnlab::lab::scene::Check;
use nnlab::lab::scene::{Panel, Picture, Table};
use nnlab::lab::{Act, Gesture, Keep, Recipe, Response, Reveal, Scene, Session, Spot, Verb};
use nnlab::math::{Activation, NumpyRng};
use nnlab::nn::optimizer::RULES;
use nnlab::words::Problem;
use serde::Deserialize;
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

fn try_open(data: Option<&str>, settings: &[(&str, &str)], seed: u32) -> Result<Box<dyn Session>, Problem> {
    let file = data.map(csv);
    let mut recipe = Recipe::of("playground");
    recipe.data.extend(file.iter().map(|file| file.path().to_path_buf()));
    recipe.seed = Some(seed);
    settings.iter().for_each(|(name, value)| recipe.settings.set(name, *value));
    nnlab::lessons::open(&recipe, Keep::default(), no_clock)
}

fn open(settings: &[(&str, &str)]) -> Box<dyn Session> {
    try_open(None, settings, 1).expect("opens")
}

fn run(settings: &[(&str, &str)], steps: u64) -> Box<dyn Session> {
    let mut session = open(settings);
    assert!(session.seek(steps, &mut || true), "{settings:?}: {:?}", session.ending());
    session
}

fn whole(session: &dyn Session) -> Scene {
    session.scene(Reveal::Whole, &[], (60, 40))
}

fn panel<'a>(scene: &'a Scene, id: &str) -> &'a Panel {
    scene.panels.iter().find(|panel| panel.id == id).expect(id)
}

fn table<'a>(scene: &'a Scene, id: &str) -> &'a Table {
    match &panel(scene, id).picture {
        Picture::Table(table) => table,
        other => panic!("{other:?}"),
    }
}

fn press(session: &dyn Session, panel: &str, spot: Spot) -> Vec<Response> {
    session.respond(&Gesture { panel: panel.into(), act: Act::Press(spot) })
}

/// Sets what the responses ask to be set.
fn execute(session: &mut dyn Session, responses: Vec<Response>) {
    assert!(!responses.is_empty());
    for response in responses {
        let Response::Set { name, value } = response else { panic!("{response:?}") };
        session.put(&name, value).expect("fits");
    }
}

fn saved(responses: &[Response]) -> Vec<u8> {
    match responses {
        [Response::Save { contents, .. }] => contents.clone(),
        other => panic!("{other:?}"),
    }
}

/// Every weight and bias, by its place.
fn weights(session: &dyn Session) -> Vec<(String, f64)> {
    let csv = String::from_utf8(saved(&session.act(Verb::SaveWeights))).expect("text");
    let line = |line: &str| {
        let (place, value) = line.rsplit_once(',').expect("four columns");
        (place.replace(',', "."), value.parse().expect("a number"))
    };
    csv.lines().skip(1).map(line).collect()
}

/// The browser playground's own network code (nn.ts) run under Node.
#[derive(Deserialize)]
struct Reference {
    points: Vec<Point>,
    cases: Vec<Case>,
}

#[derive(Deserialize)]
struct Point {
    x: f64,
    y: f64,
    label: f64,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Case {
    activation: String,
    shape: Vec<usize>,
    regularization: Option<String>,
    reg_rate: f64,
    lr: f64,
    batch: usize,
    init: Numbers,
    loss0: f64,
    trace: Vec<Row>,
}

#[derive(Deserialize)]
struct Numbers {
    w: Vec<Vec<Vec<f64>>>,
    b: Vec<Vec<f64>>,
}

#[derive(Deserialize)]
struct Row {
    epoch: u64,
    loss: f64,
    w: Option<Vec<Vec<Vec<f64>>>>,
    b: Option<Vec<Vec<f64>>>,
}

/// The numbers as parameter `weight` takes them.
fn by_place(w: &[Vec<Vec<f64>>], b: &[Vec<f64>]) -> Vec<(String, f64)> {
    let mut all = Vec::new();
    for (l, (w, b)) in w.iter().zip(b).enumerate() {
        for (to, (row, bias)) in w.iter().zip(b).enumerate() {
            let place = |from: String| format!("{}.{}.{from}", l + 1, to + 1);
            all.extend(row.iter().enumerate().map(|(from, w)| (place((from + 1).to_string()), *w)));
            all.push((place("b".to_string()), *bias));
        }
    }
    all
}

/// The lesson trains as the browser playground does: own points, edited first weights, all points learnt from, the
/// order never shuffled.
#[test]
fn training_is_that_of_the_browser_playground() {
    let reference: Reference =
        serde_json::from_str(include_str!("reference/playground.json")).expect("the reference is readable");
    // The lesson shuffles the file once; this undoes it beforehand.
    let order = NumpyRng::new(1).permutation(reference.points.len());
    let mut lines = vec![String::new(); order.len()];
    for (point, &line) in reference.points.iter().zip(&order) {
        lines[line] = format!("{},{},{}", point.x, point.y, point.label);
    }
    assert_eq!(reference.cases.len(), 7);
    for case in &reference.cases {
        let what = format!("{} {:?} {:?}", case.activation, case.shape, case.regularization);
        let hidden: Vec<String> =
            case.shape[1..case.shape.len() - 1].iter().map(ToString::to_string).collect();
        let start: Vec<String> = by_place(&case.init.w, &case.init.b)
            .into_iter()
            .map(|(place, w)| format!("{place}={w}"))
            .collect();
        let settings = [
            ("share", "100"),
            ("shuffle", "false"),
            ("hidden", &hidden.join(",")),
            ("activation", &case.activation.to_lowercase()),
            ("regularisation", &case.regularization.as_deref().unwrap_or("none").to_lowercase()),
            ("reg_rate", &if case.reg_rate > 0.0 { case.reg_rate } else { 0.001 }.to_string()),
            ("lr", &case.lr.to_string()),
            ("batch", &case.batch.to_string()),
            ("weight", &start.join(",")),
        ];
        let mut session = try_open(Some(&lines.join("\n")), &settings, 1).expect("opens");
        let close = |found: f64, wanted: f64, epoch: u64| {
            let tolerance = if epoch <= 3 { 1e-12 } else { 1e-9 };
            assert!((found - wanted).abs() <= tolerance, "{what} epoch {epoch}: {found} is not {wanted}");
        };
        close(session.measure()[1], case.loss0, 0);
        assert!(session.measure()[2].is_nan(), "no point is left to test");
        for row in &case.trace {
            session.seek(row.epoch * 20 / case.batch as u64, &mut || true);
            assert_eq!(session.measure()[0] as u64, row.epoch);
            close(session.measure()[1], row.loss, row.epoch);
            let (Some(w), Some(b)) = (&row.w, &row.b) else { continue };
            let wanted = by_place(w, b);
            let found = weights(&*session);
            assert_eq!(found.len(), wanted.len(), "{what}");
            for ((place, found), (wanted_place, wanted)) in found.iter().zip(&wanted) {
                assert_eq!(place, wanted_place);
                close(*found, *wanted, row.epoch);
            }
        }
    }
}

/// By NumPy 2.4.6: the set drawn after `numpy.random.seed(1)` with 11 points and noise 0.2 as the formulas of
/// [`PlaneSet`] have it, then `numpy.random.permutation(11)`: the first and the last point.
#[test]
fn the_sets_are_those_of_numpy() {
    let expected = [
        (
            "circle",
            [
                [-1.0244846681159632, -0.19326695872234687, 1.0],
                [-4.982960651972816, -0.05743382282117755, 0.0],
            ],
        ),
        (
            "xor",
            [[-1.1297799529742598, 2.5032449344215806, 0.0], [5.188610889064948, 2.7816565437983938, 1.0]],
        ),
        (
            "gauss",
            [[-0.4372066733218185, -3.51609548506549, 0.0], [-3.517098839618834, -0.42210725758971757, 0.0]],
        ),
        (
            "spiral",
            [[-1.893262868415301, 1.7059912437835876, 1.0], [-0.11821910010739303, 0.15124697455637817, 0.0]],
        ),
        (
            "moons",
            [[-1.6964972705579544, -0.2228068466493338, 0.0], [-2.021395752797723, 0.8748951761249011, 0.0]],
        ),
        (
            "rings3",
            [
                [-0.5737114141449393, -0.10822949688451422, 0.0],
                [-4.987415920479536, -0.05748517444120979, 2.0],
            ],
        ),
        (
            "plane",
            [
                [-0.9957359435691124, 2.6438939213058976, -0.002596934838517173],
                [5.866333066877937, 2.9779878525580727, 0.9011656888674155],
            ],
        ),
        (
            "multi-gauss",
            [
                [-0.9957359435691124, 2.6438939213058976, 0.082722114771145],
                [5.866333066877937, 2.9779878525580727, 0.11003116332133522],
            ],
        ),
    ];
    for (set, ends) in expected {
        let session = open(&[("data", set), ("points", "11"), ("noise", "20")]);
        let csv = String::from_utf8(saved(&session.act(Verb::SavePoints))).expect("text");
        let rows: Vec<Vec<f64>> = csv
            .lines()
            .skip(1)
            .map(|line| line.split(',').map(|number| number.parse().expect("a number")).collect())
            .collect();
        assert_eq!(rows.len(), 11);
        for (found, wanted) in [&rows[0], &rows[10]].into_iter().zip(ends) {
            // Two classes are called −1 and 1.
            let two = PlaneSet::from_name(set).and_then(PlaneSet::classes) == Some(2);
            let target = if two && wanted[2] == 0.0 { -1.0 } else { wanted[2] };
            for (found, wanted) in found.iter().zip([wanted[0], wanted[1], target]) {
                assert!((found - wanted).abs() < 1e-14, "{set}: {found} is not {wanted}");
            }
        }
    }
}

/// Percent of the test points that are right after some epochs of 50 steps.
fn tested(settings: &[(&str, &str)], seed: u32, epochs: u64) -> f64 {
    let mut session = try_open(None, settings, seed).expect("opens");
    session.seek(50 * epochs, &mut || true);
    session.measure()[4]
}

#[test]
fn simple_sets_are_learnt() {
    for seed in 1..=3 {
        for set in ["circle", "gauss", "xor"] {
            let right = tested(&[("data", set)], seed, 300);
            assert!(right >= 99.0, "{set} seed {seed}: {right} %");
        }
    }
}

/// At least 97 % within 300 epochs from at least 7 of 10 seeds. The way there is chaotic: which epoch it is depends
/// on the last bits, and these on the processor.
#[test]
fn the_spiral_is_learnt() {
    let settings = [("data", "spiral"), ("hidden", "8,8"), ("optimizer", "adam")];
    let reaches = |seed: &u32| {
        let mut session = try_open(None, &settings, *seed).expect("opens");
        (1..=60).any(|part| {
            session.seek(part * 5 * 50, &mut || true);
            session.measure()[4] >= 97.0
        })
    };
    let reached: Vec<u32> = (1..=10).filter(reaches).collect();
    assert!(reached.len() >= 7, "only from the seeds {reached:?}");
}

#[test]
fn three_classes_and_numbers_are_learnt() {
    let three = run(&[("data", "rings3"), ("hidden", "8"), ("optimizer", "adam")], 5000);
    assert!(three.measure()[4] > 97.0, "{:?}", three.measure());
    assert_eq!(table(&whole(&*three), "quality").rows.len(), 3);
    let slope = run(&[("data", "plane"), ("hidden", "none")], 2000);
    let metrics = slope.measure();
    assert!(metrics[2] < 1e-6 && metrics[3].is_nan() && metrics[4].is_nan(), "{metrics:?}");
    // The slope is (x₁ + x₂)/10.
    for (place, value) in weights(&*slope) {
        let wanted = if place.ends_with('b') { 0.0 } else { 0.1 };
        assert!((value - wanted).abs() < 1e-3, "{place} {value}");
    }
}

/// Every set, activation, loss, rule and first weight: pictures, words and finite numbers at every phase.
#[test]
fn every_choice_can_be_looked_at() {
    let mut choices: Vec<Vec<(&str, &str)>> = Vec::new();
    for set in PlaneSet::ALL {
        choices.push(vec![("data", set.name()), ("noise", "10"), ("test", "true"), ("lines", "layer")]);
    }
    for activation in Activation::ALL {
        choices.push(vec![("activation", activation.name()), ("map", "neuron"), ("selected", "1.2")]);
    }
    for rule in &RULES {
        choices.push(vec![("optimizer", rule.name), ("regularisation", "l2"), ("selected", "1.1.2")]);
    }
    for init in ["zeros", "small", "he", "xavier"] {
        choices.push(vec![("init", init), ("regularisation", "l1"), ("loss", "cross-entropy")]);
    }
    for hidden in ["none", "1", "16,16,16,16,16,16"] {
        choices.push(vec![
            ("hidden", hidden),
            ("inputs", "x1,x2,x1^2,x2^2,x1x2,sin(x1),sin(x2)"),
            ("discrete", "on"),
        ]);
    }
    choices.push(vec![("data", "rings3"), ("loss", "squared"), ("share", "100"), ("selected", "0.3")]);
    for settings in choices {
        let settings: Vec<(&str, &str)> = settings.into_iter().chain([("points", "60")]).collect();
        let mut session = open(&settings);
        for step in [0, 1, 30] {
            session.seek(step, &mut || true);
            assert!(session.measure()[..2].iter().all(|x| x.is_finite()), "{settings:?}");
            for reveal in [Reveal::Whole, Reveal::Upto(0), Reveal::Upto(1), Reveal::Upto(2), Reveal::Upto(3)]
            {
                let scene = session.scene(reveal, &[], (40, 30));
                assert!(!scene.arithmetic.is_empty() && scene.verdict.is_some(), "{settings:?}");
                for line in &scene.arithmetic {
                    let off = line.check.as_ref().is_some_and(Check::disagrees);
                    assert!(!off, "{settings:?} {reveal:?} {line:?}");
                }
            }
        }
    }
}

#[test]
fn the_same_start_and_the_same_way_back() {
    let mut session = run(&[("optimizer", "adam"), ("regularisation", "l1"), ("noise", "30")], 700);
    let (there, metrics) = (weights(&*session), session.measure());
    session.seek(123, &mut || true);
    session.seek(700, &mut || true);
    assert_eq!((weights(&*session), session.measure()), (there, metrics));
    session.reset().expect("the same start");
    assert_eq!(weights(&*session), weights(&*open(&[])), "the network is the default one from seed 1");
    session.reseed(2).expect("another start");
    assert_ne!(weights(&*session), weights(&*open(&[])));
}

#[test]
fn a_huge_rate_ends_with_a_sentence() {
    let mut session = open(&[("data", "plane"), ("lr", "10")]);
    assert!(!session.seek(100_000, &mut || true));
    assert!(session.broken());
    assert!(session.ending().expect("a sentence").en.contains("learning rate of 10"));
    let metrics = session.measure();
    assert!(metrics[1].is_finite(), "{metrics:?}");
    whole(&*session);
    let stop = session.now();
    session.seek(stop - 1, &mut || true);
    session.set("lr", "0.01").expect("a live parameter");
    assert!(session.seek(stop + 50, &mut || true), "a smaller rate revives it");
}

#[test]
fn the_network_is_shaped_on_its_picture() {
    let mut session = open(&[]);
    let shape = |session: &dyn Session| panel(&whole(session), "network").title.en.to_string();
    assert_eq!(shape(&*session), "The network, 2-4-2-1");
    let toggle = press(&*session, "network", Spot::Neuron { layer: 0, index: 2 });
    execute(&mut *session, toggle);
    assert_eq!(session.parameters().word("inputs"), "x1,x2,x1^2");
    let choose = press(&*session, "network", Spot::Neuron { layer: 1, index: 3 });
    execute(&mut *session, choose);
    for (verb, expected) in [
        (Verb::Add, "3-5-2-1"),
        (Verb::Deepen, "3-5-5-2-1"),
        (Verb::Remove, "3-4-5-2-1"),
        (Verb::Flatten, "3-5-2-1"),
    ] {
        let responses = session.act(verb);
        execute(&mut *session, responses);
        assert_eq!(shape(&*session), format!("The network, {expected}"), "{verb:?}");
    }
    session.seek(10, &mut || true);
    let edge = Spot::Edge { layer: 1, from: 2, to: 4 };
    let choose = press(&*session, "network", edge);
    execute(&mut *session, choose);
    let asked = press(&*session, "network", edge);
    let [Response::Ask { name, value, prefill, .. }] = &asked[..] else { panic!("{asked:?}") };
    let now = weights(&*session).into_iter().find(|(place, _)| place == "1.5.3").expect("is there").1;
    assert_eq!(prefill.parse(), Ok(now));
    session.set(name, &value.replace("{}", "-2.5")).expect("fits");
    assert!(weights(&*session).contains(&("1.5.3".to_string(), -2.5)));
    let line = session.recipe().line();
    let mut again =
        nnlab::lessons::open(&Recipe::parse(&line).expect("a share line"), Keep::default(), no_clock)
            .expect("opens");
    again.seek(10, &mut || true);
    assert_eq!(weights(&*again), weights(&*session), "{line}");
    for wrong in ["1.9.1=2", "1.1.4=2", "7.1.1=0", "1.1.1=x"] {
        assert!(session.set("weight", wrong).is_err(), "{wrong}");
    }
}

#[test]
fn own_points_of_several_classes_and_of_numbers() {
    let lines = "w,h,kind\n1,2,tulip\n3,4,rose\n-5,1,lily\n2,2,tulip\n3,3,rose\n-4,0,lily\n";
    let session = try_open(Some(lines), &[], 1).expect("opens");
    let scene = whole(&*session);
    assert_eq!(table(&scene, "quality").rows.len(), 3);
    assert_eq!(table(&scene, "points").rows.len(), 6);
    let numbers = try_open(Some("1,2,10\n3,4,20\n5,1,-3.5\n"), &[("target", "values"), ("share", "70")], 1);
    assert!(numbers.expect("opens").measure()[3].is_nan());
    for (lines, settings) in [
        ("1,2,a\n3,4,a\n", vec![]),
        ("1,2,a\n3,4,b\n", vec![("target", "values")]),
        ("1,2,a\n3,4,b\n", vec![("inputs", "x7")]),
        ("1,2,a\n3,4,b\n", vec![("hidden", "99")]),
    ] {
        assert!(try_open(Some(lines), &settings, 1).is_err(), "{lines} {settings:?}");
    }
    // What was saved opens again.
    let points = String::from_utf8(saved(&open(&[("data", "gauss")]).act(Verb::SavePoints))).expect("text");
    let own = try_open(Some(&points), &[], 1).expect("opens");
    assert_eq!(table(&whole(&*own), "quality").rows.len(), 2);
}

/// Coordinates around 500 saturate every neuron; brought to ±5 they are learnt from as the set they come from.
#[test]
fn large_coordinates_can_be_fitted() {
    let mut rng = NumpyRng::new(3);
    let lines = PlaneSet::Circle.draw(400, 0.0, &mut rng).to_csv();
    let far: Vec<String> = lines
        .lines()
        .skip(1)
        .map(|line| {
            let [x, y, label] = line.split(',').collect::<Vec<_>>().try_into().expect("three columns");
            let far = |x: &str| 500.0 + 100.0 * x.parse::<f64>().expect("a number");
            format!("{},{},{label}", far(x), far(y))
        })
        .collect();
    let right = |scale: &str| {
        let mut session = try_open(Some(&far.join("\n")), &[("scale", scale)], 1).expect("opens");
        assert_eq!(
            whole(&*session).verdict.is_some_and(|words| words.en.contains("scale=on")),
            scale == "off"
        );
        session.seek(3000, &mut || true);
        session.measure()[4]
    };
    assert!(right("on") > 95.0 && right("off") < 80.0);
}

#[test]
fn weights_are_saved_for_other_programs() {
    let json = saved(&open(&[("format", "json")]).act(Verb::SaveWeights));
    let read: serde_json::Value = serde_json::from_slice(&json).expect("JSON");
    assert_eq!(read["layers"].as_array().map(Vec::len), Some(3));
    let hdf5 = saved(&open(&[("format", "hdf5")]).act(Verb::SaveWeights));
    assert!(hdf5.starts_with(b"\x89HDF\r\n\x1a\n"));
}
