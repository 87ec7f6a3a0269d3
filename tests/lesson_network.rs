//! Lesson `network`: the presets' numbers, back-propagation written out, twins, own tables.

use nnlab::lab::scene::{Cell, Flowing, Network, Panel, Picture, Table};
use nnlab::lab::{Act, Gesture, Keep, Recipe, Response, Reveal, Scene, Session, Spot, Value, Verb};
use nnlab::words::Problem;
use proptest::prelude::*;
use std::io::Write;
use std::time::Duration;

fn no_clock() -> Duration {
    Duration::ZERO
}

fn recipe(settings: &[(&str, &str)]) -> Recipe {
    let mut recipe = Recipe::of("network");
    settings.iter().for_each(|(name, value)| recipe.settings.set(name, *value));
    recipe
}

fn open(settings: &[(&str, &str)]) -> Result<Box<dyn Session>, Problem> {
    nnlab::lessons::open(&recipe(settings), Keep::default(), no_clock)
}

/// A run that keeps no past, as headless ones do.
fn run(settings: &[(&str, &str)], steps: u64) -> Box<dyn Session> {
    let mut session = nnlab::lessons::open(&recipe(settings), Keep::Nothing, no_clock).expect("opens");
    session.seek(steps, &mut || true);
    session
}

fn whole(session: &dyn Session) -> Scene {
    session.scene(Reveal::Whole, &[], (40, 20))
}

fn panel<'a>(scene: &'a Scene, id: &str) -> &'a Panel {
    scene.panels.iter().find(|panel| panel.id == id).expect(id)
}

fn network(scene: &Scene) -> &Network {
    match &panel(scene, "network").picture {
        Picture::Network(network) => network,
        other => panic!("{other:?}"),
    }
}

fn table<'a>(scene: &'a Scene, id: &str) -> &'a Table {
    match &panel(scene, id).picture {
        Picture::Table(table) => table,
        other => panic!("{other:?}"),
    }
}

fn close(found: &[f64], expected: &[f64], tolerance: f64) {
    assert_eq!(found.len(), expected.len());
    for (found, expected) in found.iter().zip(expected) {
        assert!((found - expected).abs() <= tolerance, "{found} is not {expected}");
    }
}

/// The curriculum's numbers; errors and predictions by the same program in NumPy 2.4.6:
///
/// ```python
/// np.random.seed(1); W1 = np.random.rand(3, 4); W2 = np.random.rand(4, 1)
/// h = s(X @ W1); o = s(h @ W2); d = 2 * (y - o) * o * (1 - o)
/// W1, W2 = W1 + X.T @ ((d @ W2.T) * h * (1 - h)), W2 + h.T @ d
/// ```
#[test]
fn two_layers_learn_as_in_numpy() {
    let mut session = run(&[], 0);
    let names: Vec<String> = session.metrics().into_iter().map(|metric| metric.name.into_owned()).collect();
    assert_eq!(names, ["loss", "error", "p1", "p2", "p3", "p4"]);
    assert_eq!(session.length(), Some(1500));
    let rows = [
        (
            0,
            [
                1.3118382149442458,
                0.4991685688467836,
                0.7575191805921776,
                0.7710822052903522,
                0.7909470926587305,
                0.8011843927440397,
            ],
        ),
        (
            100,
            [
                0.9833701269669898,
                0.49555043839545343,
                0.47735687620673656,
                0.507342782836339,
                0.5101461874368197,
                0.5223338476482356,
            ],
        ),
        (
            500,
            [
                0.02015402256346255,
                0.06702449197227899,
                0.027912010440786002,
                0.9249542317883198,
                0.9247590888142457,
                0.08989927805089547,
            ],
        ),
        (
            1499,
            [
                0.003358845278525123,
                0.027086515313931095,
                0.009658535832344703,
                0.9689334096341268,
                0.9688474920376922,
                0.03646842709519861,
            ],
        ),
    ];
    for (t, expected) in rows {
        session.seek(t, &mut || true);
        close(&session.measure(), &expected, if t == 0 { 1e-15 } else { 1e-12 });
    }
    session.seek(1500, &mut || true);
    close(&session.measure()[2..], &[0.009654, 0.968947, 0.968862, 0.036452], 5e-7);
}

/// Weights 2·random − 1, update w += aᵀδ, all 60 000 iterations.
#[test]
fn three_layers_learn_as_in_numpy() {
    let mut session = run(&[("preset", "three-layer")], 0);
    assert_eq!(session.length(), Some(60_000));
    let rows = [
        (0, [0.4951865354020256, 0.4964100319027255]),
        (1, [0.49486223246794214, 0.49629578894383997]),
        (10_000, [0.0001507563750962543, 0.008584525653247157]),
        (20_000, [6.852242123142507e-05, 0.005789459862507806]),
        (60_000, [2.0694849468482035e-05, 0.003183502385874827]),
    ];
    for (t, expected) in rows {
        session.seek(t, &mut || true);
        close(&session.measure()[..2], &expected, if t < 2 { 1e-15 } else { 1e-12 });
    }
    let last = [0.0026057015375216086, 0.996722116665879, 0.9970171337897594, 0.003867558461616077];
    close(&session.measure()[2..], &last, 1e-12);
}

/// M. Mazur, "A step by step backpropagation example": the numbers printed there; its biases stay as they are.
#[test]
fn the_worked_example_comes_out() {
    let mut session = run(&[("preset", "worked")], 0);
    close(
        &session.measure(),
        &[0.2983711087600027, 0.4792183021154266, 0.7513650695523157, 0.7729284653214625],
        1e-15,
    );
    let scene = whole(&*session);
    let values = |layer: usize| -> Vec<f64> {
        network(&scene).layers[layer].neurons.iter().filter_map(|neuron| neuron.value).collect()
    };
    close(&values(1), &[0.5932699921071872, 0.596884378259767], 1e-15);
    assert!(scene.arithmetic[0].name.en.starts_with("weight w₅ h₁→o₁"), "{:?}", scene.arithmetic[0]);
    assert_eq!(scene.arithmetic[0].result, "0.082167");
    session.forward();
    let scene = whole(&*session);
    let weights: Vec<f64> = network(&scene).weights.concat().concat();
    let printed =
        [0.149780716, 0.19956143, 0.24975114, 0.29950229, 0.35891648, 0.408666186, 0.511301270, 0.561370121];
    close(&weights, &printed, 5e-9);
    session.seek(10_000, &mut || true);
    assert!((session.measure()[0] - 0.0000351085).abs() < 1e-8, "{:?}", session.measure());
    // With biases that learn, by NumPy.
    let session = run(&[("preset", "worked"), ("biases", "learn")], 10_000);
    close(&session.measure()[..1], &[2.4475622359322627e-06], 1e-15);
}

#[test]
fn either_or_is_learnt_or_gets_stuck() {
    let learnt = run(&[("preset", "xor")], 5000);
    assert!(learnt.measure()[1] < 0.05, "{:?}", learnt.measure());
    let mut stuck = recipe(&[("preset", "xor")]);
    stuck.seed = Some(3);
    let mut stuck = nnlab::lessons::open(&stuck, Keep::Nothing, no_clock).expect("opens");
    stuck.seek(5000, &mut || true);
    assert!(stuck.measure()[1] > 0.2, "{:?}", stuck.measure());
    assert!(whole(&*stuck).verdict.expect("a verdict").en.contains("gradient is only"));
    // Three bits, two hidden layers.
    let parity = run(&[("preset", "own")], 5000);
    assert!(parity.measure()[1] < 0.05 && parity.measure().len() == 10, "{:?}", parity.measure());
}

/// Equal weights: hidden neurons begin alike, get equal errors and stay alike.
#[test]
fn equal_weights_never_break_symmetry() {
    for preset in ["two-layer", "three-layer", "xor"] {
        let session = run(&[("preset", preset), ("start", "equal")], 1000);
        assert!(session.measure()[1] > 0.3, "{preset}: {:?}", session.measure());
        let scene = whole(&*session);
        assert!(
            scene.verdict.clone().expect("a verdict").en.contains("twins"),
            "{preset}: {:?}",
            scene.verdict
        );
        assert_ne!(
            session.measure(),
            run(&[("preset", preset), ("start", "equal")], 0).measure(),
            "they move"
        );
        let hidden = &network(&scene).weights[0];
        assert!(hidden.iter().all(|neuron| neuron == &hidden[0]), "{preset}: {hidden:?}");
        let Cell::Coloured(different, _) = &table(&scene, "layers").rows[0][1] else { panic!("words") };
        assert!(different.en.starts_with("1 of "), "{different:?}");
    }
    let session = run(&[], 0);
    let alike = vec![Response::Set { name: "start".into(), value: "equal".into() }];
    assert_eq!(session.act(Verb::Contrast), alike);
    let still = whole(&*run(&[("preset", "xor"), ("start", "zeros")], 3)).verdict.expect("a verdict").en;
    assert!(still.contains("exactly 0"), "{still}");
}

#[test]
fn phases_go_forwards_and_back_layer_by_layer() {
    let session = run(&[("preset", "own")], 3);
    let names: Vec<String> = session.phases().iter().map(|name| name.en.to_string()).collect();
    let expected =
        ["hidden 1", "hidden 2", "output", "loss", "δ output", "δ hidden 2", "δ hidden 1", "update"];
    assert_eq!(names, expected);
    let flows = [
        Flowing::Forward(1),
        Flowing::Forward(2),
        Flowing::Forward(3),
        Flowing::Still,
        Flowing::Backward(4),
        Flowing::Backward(3),
        Flowing::Backward(2),
        Flowing::Update,
    ];
    for (phase, flowing) in flows.into_iter().enumerate() {
        let scene = session.scene(Reveal::Upto(phase), &[], (40, 20));
        let network = network(&scene);
        assert_eq!(network.flowing, flowing);
        assert!(scene.arithmetic[0].active && scene.panels.iter().any(|panel| panel.active), "phase {phase}");
        for (layer, neurons) in network.layers.iter().enumerate().skip(1) {
            let neuron = &neurons.neurons[0];
            assert_eq!(neuron.value.is_some(), layer <= phase + 1, "phase {phase} layer {layer}");
            assert_eq!(neuron.error.is_some(), phase + layer >= 7, "phase {phase} layer {layer}");
        }
    }
}

/// The written update is the one that the next step makes; a bias that is fixed stays.
#[test]
fn the_arithmetic_is_that_of_the_step() {
    for (preset, select) in [("two-layer", "1.3.2"), ("xor", "1.2"), ("worked", "2.1"), ("own", "2.4.5")] {
        let settings = [("preset", preset), ("select", select)];
        let mut session = open(&settings).expect("opens");
        session.seek(5, &mut || true);
        let last = session.phases().len() - 1;
        let line = session.scene(Reveal::Upto(last), &[], (40, 20)).arithmetic[0].clone();
        session.forward();
        let scene = whole(&*session);
        let parts: Vec<usize> = select.split('.').map(|part| part.parse().expect("a number")).collect();
        let now = match parts[..] {
            [layer, to, from] => network(&scene).weights[layer - 1][to - 1][from - 1],
            [layer, index] => network(&scene).layers[layer].neurons[index - 1].bias.expect("a bias"),
            _ => panic!("{select}"),
        };
        assert_eq!(line.result, nnlab::words::figure(now, 8), "{preset} {select}: {line:?}");
        if preset == "worked" {
            assert_eq!(now, 0.6);
        }
    }
}

#[test]
fn clicks_choose_and_edit() {
    let mut session = open(&[]).expect("opens");
    let press =
        |session: &dyn Session, panel: &str, act| session.respond(&Gesture { panel: panel.into(), act });
    let set = |name: &str, value: &str| vec![Response::Set { name: name.into(), value: value.into() }];
    let look = |at: i64| vec![Response::Set { name: "example".into(), value: Value::Whole(at) }];
    let edge = Act::Press(Spot::Edge { layer: 1, from: 2, to: 3 });
    assert_eq!(press(&*session, "network", edge), set("select", "1.4.3"));
    let output = Act::Press(Spot::Neuron { layer: 2, index: 0 });
    assert_eq!(press(&*session, "network", output), set("select", "2.1"));
    assert_eq!(press(&*session, "network", Act::Press(Spot::Neuron { layer: 2, index: 1 })), vec![]);
    session.set("select", "1.4.3").expect("a weight");
    assert!(
        matches!(&press(&*session, "network", edge)[0], Response::Ask { value, .. } if value == "1.4.3={}")
    );
    session.set("set", "1.4.3=-2").expect("a value");
    assert_eq!(network(&whole(&*session)).weights[0][3][2], -2.0);
    assert_eq!(press(&*session, "network", Act::Move { dx: i32::MAX, dy: i32::MAX }), set("select", "2.1.4"));
    assert_eq!(press(&*session, "network", Act::Move { dx: 0, dy: 1 }), set("select", "2.1.1"));
    assert_eq!(press(&*session, "answers", Act::Press(Spot::Item(2))), look(3));
    assert_eq!(press(&*session, "answers", Act::Move { dx: 0, dy: i32::MIN }), look(1));
    // A choice that the next network does not have is not an error.
    session.set("select", "1.4.3").expect("a weight");
    session.set("preset", "xor").expect("another network");
    assert!(session.set("set", "1.4.3=1").is_err() && session.set("set", "1.2=1").is_ok());
}

#[test]
fn own_networks_and_tables() {
    let deep = run(&[("preset", "own"), ("layers", "3-3-3-3-1")], 2);
    assert_eq!(deep.phases().len(), 10);
    // Who gives layers means a network of their own.
    assert_eq!(run(&[("layers", "2-3-1")], 1).measure().len(), 2 + 4);
    // Rows of the table decide about the ends.
    let table_of = |words: &str| run(&[("preset", "own"), ("layers", "3-2-1"), ("table", words)], 1);
    let small = table_of("0,0:0,1; 1,1:1,0");
    assert_eq!(small.measure().len(), 2 + 4);
    let say = |settings: &[(&str, &str)]| {
        let own: Vec<(&str, &str)> = [("preset", "own")].iter().chain(settings).copied().collect();
        open(&own).map(|_| ()).expect_err("refused").text.en.to_string()
    };
    assert!(say(&[("layers", "3")]).contains("two to 8 sizes"));
    assert!(say(&[("layers", "3-0-1")]).contains("\"3-0-1\""));
    assert!(say(&[("layers", "3-17-1")]).contains("from 1 to 16"));
    assert!(say(&[("layers", "9-2-1")]).contains("too many"));
    assert!(say(&[("table", "0,0")]).contains("colon"));
    assert!(say(&[("table", "0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0:1")]).contains("at most 16"));
    assert!(say(&[("select", "x")]).contains("layer.place"));
}

#[test]
fn own_files_bring_names() {
    let mut file = tempfile::NamedTempFile::with_suffix(".csv").expect("a temporary file");
    file.write_all(b"rain,sun,go out\n1,0,0\n0,1,1\n1,1,0.5\n").expect("written");
    let with = |layers: &str| {
        let mut recipe = recipe(&[("preset", "own"), ("layers", layers)]);
        recipe.data.push(file.path().to_path_buf());
        nnlab::lessons::open(&recipe, Keep::default(), no_clock)
    };
    let session = with("2-3-1").expect("three columns");
    assert_eq!(network(&whole(&*session)).layers[0].neurons[1].name, "sun");
    assert_eq!(session.measure().len(), 5);
    // The table decides about the ends.
    assert_eq!(network(&whole(&*with("3-3-1").expect("three columns"))).layers[0].neurons.len(), 2);
}

/// 600 rows of four features and three named kinds are learnt; a list of them shows the worst and a page.
#[test]
fn long_tables_of_words_are_learnt() {
    let kinds = ["alba", "rosa", "nigra"];
    let mut file = tempfile::NamedTempFile::with_suffix(".csv").expect("a temporary file");
    writeln!(file, "Id,a,b,c,d,Kind").expect("written");
    for i in 0..600_u32 {
        let (kind, jitter) = (i % 3, f64::from(i * 7919 % 100) / 100.0);
        let (low, high) = (f64::from(kind) * 2.0 + jitter, 100.0 - 30.0 * f64::from(kind) + 10.0 * jitter);
        writeln!(file, "{i},{low},{high},{},{jitter},{}", low * low, kinds[kind as usize]).expect("written");
    }
    let mut recipe = recipe(&[]);
    recipe.data.push(file.path().to_path_buf());
    let mut session =
        nnlab::lessons::open(&recipe, Keep::default(), no_clock).expect("four features and a kind");
    let names: Vec<String> = session.metrics().into_iter().map(|metric| metric.name.into_owned()).collect();
    assert_eq!(names, ["loss", "error", "accuracy"]);
    session.seek(400, &mut || true);
    assert!(session.measure()[2] > 95.0, "{:?}", session.measure());
    let scene = whole(&*session);
    assert_eq!(table(&scene, "answers").rows.len(), 3 * (5 + 20));
    let outputs: Vec<String> = network(&scene).layers[2].neurons.iter().map(|n| n.name.clone()).collect();
    assert_eq!(outputs, ["alba", "nigra", "rosa"], "classes are sorted");
    for line in &scene.arithmetic {
        assert!(line.check.as_ref().is_none_or(nnlab::lab::scene::Check::agrees), "{line:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(30))]

    /// Whatever the network: finite metrics, and every derivative agrees with its check.
    #[test]
    fn there_is_always_a_picture(
        seed in 0u32..1000, t in 0u64..40, phase in prop::option::of(0usize..12), lr in 1e-3..1e3f64,
        preset in 0usize..5, hidden in prop::collection::vec(1usize..6, 0..4), choice in prop::array::uniform3(1usize..4)
    ) {
        let preset = ["two-layer", "three-layer", "worked", "xor", "own"][preset];
        let layers: Vec<String> = [3].iter().chain(&hidden).chain(&[1]).map(usize::to_string).collect();
        let mut recipe = recipe(&[("preset", preset)]);
        recipe.seed = Some(seed);
        recipe.settings.set("lr", lr.to_string());
        recipe.settings.set("select", choice.map(|part| part.to_string()).join("."));
        if preset == "own" {
            recipe.settings.set("layers", layers.join("-"));
        }
        let mut session = nnlab::lessons::open(&recipe, Keep::default(), no_clock).expect("in range");
        session.seek(t, &mut || true);
        prop_assert!(session.measure().iter().all(|value| value.is_finite()));
        let scene = session.scene(phase.map_or(Reveal::Whole, Reveal::Upto), &[], (30, 20));
        prop_assert_eq!(scene.panels.len(), 6);
        prop_assert!(!scene.arithmetic.is_empty() && scene.verdict.is_some());
        for line in &scene.arithmetic {
            // Where everything is saturated, slopes of 1e−10 and less lie below what a difference can tell.
            let wrong = line.check.as_ref().is_some_and(|check| !check.agrees() && check.measured.slope.abs() > 1e-9);
            prop_assert!(!wrong, "{:?}", line);
        }
    }
}
