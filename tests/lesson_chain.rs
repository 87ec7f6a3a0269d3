//! Lesson `chain`: the course's numbers, the learner's own formulas, sentences instead of crashes.

use nnlab::lab::scene::{Cell, Chart, Picture, Table};
use nnlab::lab::{Act, Change, Gesture, Keep, Recipe, Report, Response, Reveal, Session, Spot, Verb};
use nnlab::words::Problem;
use std::time::Duration;

fn no_clock() -> Duration {
    Duration::ZERO
}

fn open(settings: &[(&str, &str)]) -> Result<Box<dyn Session>, Problem> {
    let mut recipe = Recipe::of("chain");
    settings.iter().for_each(|(name, value)| recipe.settings.set(name, *value));
    nnlab::lessons::open(&recipe, Keep::default(), no_clock)
}

fn run(settings: &[(&str, &str)], steps: u64) -> Box<dyn Session> {
    let mut session = open(settings).expect("opens");
    session.seek(steps, &mut || true);
    session
}

fn table(session: &dyn Session) -> Table {
    match session.report() {
        Report::Table(table) => table,
        _ => panic!("a table is reported"),
    }
}

/// node, value, gradient, numeric; NaN where nothing is known.
fn rows(session: &dyn Session) -> Vec<(String, f64, f64, f64)> {
    let number = |cell: &Cell| if let Cell::Number(x, _) = cell { *x } else { f64::NAN };
    let name = |cell: &Cell| if let Cell::Words(words) = cell { words.en.to_string() } else { String::new() };
    let row = |row: &Vec<Cell>| (name(&row[0]), number(&row[2]), number(&row[3]), number(&row[4]));
    table(session).rows.iter().map(row).collect()
}

/// The lesson's sketch: J = 3(a + bc) has 3 + 6 + 3 steps.
#[test]
fn the_reference_numbers() {
    let session = run(&[], u64::MAX);
    assert_eq!((session.now(), session.length()), (12, Some(12)));
    let names: Vec<String> = table(&*session).columns.into_iter().map(|column| column.name).collect();
    assert_eq!(names, ["node", "expression", "value", "gradient", "numeric"]);
    // Curriculum: 7, 4, 2 → u 8, v 15, J 45; dJ/dv 3, da 3, du 3, db 6, dc 12.
    let expected = [
        ("a", 7.0, 3.0),
        ("b", 4.0, 6.0),
        ("c", 2.0, 12.0),
        ("u", 8.0, 3.0),
        ("v", 15.0, 3.0),
        ("J", 45.0, 1.0),
    ];
    for ((name, value, gradient, numeric), expected) in rows(&*session).into_iter().zip(expected) {
        assert_eq!((name.as_str(), value, gradient), expected);
        assert!((numeric - gradient).abs() < 1e-8, "{name}: {numeric}");
    }
    // And with a = 5, b = 3, c = 2: 6, 11, 33; 3, 3, 6, 9.
    let other = run(&[("a", "5"), ("b", "3"), ("c", "2")], 12);
    let numbers: Vec<(f64, f64)> = rows(&*other).iter().map(|row| (row.1, row.2)).collect();
    assert_eq!(numbers, [(5.0, 3.0), (3.0, 6.0), (2.0, 9.0), (6.0, 3.0), (11.0, 3.0), (33.0, 1.0)]);
}

#[test]
fn logistic_loss_at_zero() {
    let loss = "z = w1*x1 + w2*x2 + b; p = sigmoid(z); -(y*log(p) + (1-y)*log(1-p))";
    let settings = [("f", loss), ("w1", "0"), ("w2", "0"), ("b", "0"), ("x1", "1"), ("x2", "2"), ("y", "1")];
    let session = run(&settings, u64::MAX);
    let rows = rows(&*session);
    let row = |name: &str| rows.iter().find(|row| row.0 == name).expect(name);
    // Curriculum: a .5, L .6931471805599453 = ln 2, dz −.5, dw (−.5, −1), db −.5.
    assert_eq!(row("p").1, 0.5);
    assert_eq!(row("J").1, std::f64::consts::LN_2);
    for (name, gradient) in [("z", -0.5), ("w1", -0.5), ("w2", -1.0), ("b", -0.5)] {
        assert!((row(name).2 - gradient).abs() < 1e-12, "{name}: {}", row(name).2);
    }
    for (name, _, gradient, numeric) in &rows {
        assert!(
            (gradient - numeric).abs() < 1e-6 * gradient.abs().max(1.0),
            "{name}: {gradient} and {numeric}"
        );
    }
}

#[test]
fn steps_go_left_to_right_and_right_to_left() {
    let mut session = run(&[], 8);
    // Eight steps: u v J, then J v u a b. The derivative of c is still to come.
    let known: Vec<bool> = rows(&*session).iter().map(|row| row.2.is_finite()).collect();
    assert_eq!(known, [true, true, false, true, true, true]);
    let scene = session.scene(Reveal::Whole, &[], (100, 60));
    let line = &scene.arithmetic[0];
    assert_eq!(line.formula.en, "dJ/db = dJ/dv · dv/du · du/db");
    assert_eq!((line.numbers.as_str(), line.result.as_str()), ("3 · 1 · c = 3 · 1 · 2", "6"));
    let check = line.check.as_ref().expect("a gradient is checked");
    assert!(check.agrees() && check.corner.is_none());
    // Inside the next step, dJ/dc: first the local derivatives, then the product.
    let half = session.scene(Reveal::Upto(0), &[], (100, 60));
    assert_eq!((half.arithmetic[0].result.as_str(), half.arithmetic[0].active), ("?", true));
    let full = session.scene(Reveal::Upto(1), &[], (100, 60));
    assert_eq!(full.arithmetic[0].result, "12");
    session.seek(11, &mut || true);
    let nudge = &session.scene(Reveal::Whole, &[], (100, 60)).arithmetic[0];
    assert_eq!(nudge.formula.en, "(J(b + 0.001) − J(b)) / 0.001");
    assert_eq!((nudge.numbers.as_str(), nudge.result.as_str()), ("(45.006 − 45) / 0.001", "6"));
}

#[test]
fn a_variable_is_changed_at_the_end_and_everything_follows() {
    let mut session = run(&[], 12);
    assert!(session.ending().is_some());
    assert_eq!(session.set("c", "3"), Ok(Change::Live));
    assert_eq!(session.now(), 12);
    assert_eq!(rows(&*session)[1].2, 9.0);
    assert!(!session.forward(), "there is no step after the last");
    session.seek(11, &mut || true);
    assert_eq!(rows(&*session)[1].2, 6.0, "the change was made at step 12");
}

#[test]
fn a_broken_formula_is_answered_with_its_place_and_the_last_good_one_stays() {
    let mut session = run(&[("f", "a*b"), ("a", "3")], 2);
    let before = session.recipe();
    for (formula, place) in
        [("a*(b", "character 5"), ("a )", "character 3"), ("", "character 1"), ("a*/b", "character 3")]
    {
        let problem = session.set("f", formula).expect_err(formula);
        assert!(problem.text.en.contains(place), "{formula}: {problem}");
        assert!(problem.text.zh.contains("字符"), "{formula}: {}", problem.text.zh);
    }
    for taken in ["nudge*2", "step + 1", "look = a; look"] {
        assert!(session.set("f", taken).is_err(), "{taken}");
    }
    assert_eq!(session.recipe(), before);
    // A good one keeps the variables that are still there.
    assert_eq!(session.set("f", "a + x"), Ok(Change::Restarted));
    assert_eq!((session.parameters().number("a"), session.parameters().number("x")), (3.0, 1.0));
}

#[test]
fn values_that_are_not_finite_are_explained() {
    for (formula, settings, part) in [
        ("log(x)", ("x", "0"), "logarithm"),
        ("1/(x - 1)", ("x", "1"), "divides by"),
        ("sqrt(x)", ("x", "0"), "not finite"),
        ("exp(x)", ("x", "1000"), "64-bit"),
    ] {
        let mut session = open(&[("f", formula), settings]).expect("opens");
        assert!(!session.seek(u64::MAX, &mut || true));
        assert!(session.broken(), "{formula}");
        let why = session.ending().expect("a sentence");
        assert!(why.en.contains(part), "{formula}: {}", why.en);
        assert!(!why.zh.is_empty());
        session.scene(Reveal::Whole, &[], (80, 24));
    }
}

#[test]
fn corners_are_said_to_be_corners() {
    let session = run(&[("f", "relu(x)"), ("x", "0"), ("look", "x")], 3);
    let scene = session.scene(Reveal::Whole, &[], (80, 24));
    let check = scene.arithmetic.iter().find_map(|line| line.check.as_ref()).expect("checked");
    assert!(check.corner.is_some());
}

/// Where a difference quotient measures nothing, the table says so instead of setting another number beside the
/// derivative; where it does measure, though a tie is on the way, it stands there.
#[test]
fn a_table_says_where_a_corner_leaves_nothing_to_measure() {
    let measured = |f: &str| -> Vec<Cell> {
        let session = run(&[("f", f), ("x", "1"), ("y", "1")], 99);
        let table = table(session.as_ref());
        let column = table.columns.iter().position(|column| column.name == "numeric").expect("a column");
        table.rows.iter().map(|row| row[column].clone()).collect()
    };
    let words = |cell: &Cell| matches!(cell, Cell::Words(words) if words.en == "corner");
    assert_eq!(measured("max(x,max(x,y))").iter().filter(|cell| words(cell)).count(), 2);
    assert!(!measured("max(x,y)+min(x,y)")[..2].iter().any(words));
}

#[test]
fn nodes_are_picked_and_inputs_edited_in_the_picture() {
    let mut session = run(&[], 12);
    let press = |item| Gesture { panel: "graph".into(), act: Act::Press(Spot::Item(item)) };
    let set = |name: &str, value: &str| vec![Response::Set { name: name.into(), value: value.into() }];
    assert_eq!(session.respond(&press(1)), set("look", "b"));
    assert_eq!(session.set("look", "b"), Ok(Change::View));
    assert!(
        matches!(&session.respond(&press(1))[..], [Response::Ask { name, prefill, .. }] if name == "b" && prefill == "4")
    );
    let right = Gesture { panel: "graph".into(), act: Act::Move { dx: 1, dy: 0 } };
    assert_eq!(session.respond(&right), set("look", "c"));
    assert!(session.respond(&press(99)).is_empty());
    let scene = session.scene(Reveal::Whole, &[], (80, 24));
    let Picture::Graph(graph) = &scene.panels[0].picture else { panic!("the graph is the main picture") };
    assert!(graph.nodes[1].selected);
}

#[test]
fn every_example_runs_to_its_end_and_leads_to_the_next() {
    let mut session = open(&[]).expect("opens");
    let mut formulas = Vec::new();
    for _ in 0..5 {
        for response in session.act(Verb::Example) {
            if let Response::Set { name, value } = response {
                session.put(&name, value).expect("examples are valid");
            }
        }
        session.seek(u64::MAX, &mut || true);
        assert!(session.ending().is_some() && !session.broken());
        formulas.push(session.parameters().word("f").to_string());
    }
    assert_eq!(formulas.last().map(String::as_str), Some("3*(a+b*c)"));
    formulas.sort();
    formulas.dedup();
    assert_eq!(formulas.len(), 5);
}

/// The picture of J against a node.
fn curve_of(session: &mut dyn Session, node: &str) -> Chart {
    session.set("look", node).expect("a node is looked at");
    let scene = session.scene(Reveal::Whole, &[], (100, 60));
    let panel = scene.panels.into_iter().find(|panel| panel.id == "curve").expect("a curve");
    match panel.picture {
        Picture::Chart(chart) => chart,
        _ => panic!("the curve is a chart"),
    }
}

/// How steep a tangent is on the screen: the share of the height that it takes over the whole width.
fn steepness(chart: &Chart) -> f64 {
    let ends = &chart.curves.last().expect("a tangent").points;
    let [(low, high), (left, right)] = [&chart.y, &chart.x].map(|axis| axis.range.expect("a fixed axis"));
    (ends[1].1 - ends[0].1) / (high - low) / ((ends[1].0 - ends[0].0) / (right - left))
}

#[test]
fn slopes_are_as_steep_as_they_are_large() {
    let mut session = run(&[], u64::MAX);
    let steep = ["a", "b", "c"].map(|node| steepness(&curve_of(&mut *session, node)));
    assert!(
        (steep[1] / steep[0] - 2.0).abs() < 1e-9 && (steep[2] / steep[0] - 4.0).abs() < 1e-9,
        "{steep:?}"
    );
    // The steepest one takes most of the height, and no curve leaves the picture.
    assert!(steep[2] > 0.8 && steep[2] <= 1.0, "{steep:?}");
    // The loser of a maximum moves nothing; it does not press the others flat.
    let mut session = run(&[("f", "max(a, b) + 1000"), ("a", "2"), ("b", "1")], u64::MAX);
    assert!(steepness(&curve_of(&mut *session, "a")) > 0.4);
    assert_eq!(steepness(&curve_of(&mut *session, "b")), 0.0);
}

#[test]
fn a_title_has_the_formula_as_it_was_typed() {
    for (typed, title) in [
        ("3*(a+b*c)", "J = 3*(a+b*c)"),
        ("u = b*c; v = a+u; 3*v", "u = b*c; v = a+u; J = 3*v"),
        ("u = b*c; L = 3*u", "u = b*c; L = 3*u"),
        ("J = a*b", "J = a*b"),
        ("u = a；u*b；", "u = a；J = u*b"),
    ] {
        let scene = run(&[("f", typed)], 0).scene(Reveal::Whole, &[], (100, 60));
        assert_eq!(scene.panels[0].title.en, format!("Computation graph of {title}"));
    }
}
