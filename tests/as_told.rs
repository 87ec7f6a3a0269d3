//! What guides and verdicts tell a learner to try happens when it is tried.

use nnlab::lab::{Keep, Recipe, Response, Reveal, Session, Verb};
use nnlab::words::{Language, read_figure};
use std::time::Duration;

fn at(line: &str) -> Box<dyn Session> {
    let recipe = Recipe::parse(line).unwrap_or_else(|problem| panic!("{line}: {problem}"));
    let clock = || Duration::ZERO;
    let mut session = nnlab::lessons::open(&recipe, Keep::default(), clock)
        .unwrap_or_else(|problem| panic!("{line}: {problem}"));
    session.seek(recipe.step, &mut || true);
    session
}

fn metric(session: &dyn Session, name: &str) -> f64 {
    let at = session.metrics().iter().position(|metric| metric.name == name);
    session.measure()[at.unwrap_or_else(|| panic!("no {name}"))]
}

fn verdict(session: &dyn Session) -> String {
    let verdict = session.scene(Reveal::Whole, &[], (20, 10)).verdict;
    verdict.map(|words| words.get(Language::English).to_string()).unwrap_or_default()
}

/// Lesson 2: with a^3 a nudge of 1 agrees worse than one of 1e−6; every nudge of 3*(a+b*c) agrees.
#[test]
fn small_nudges_agree_better_where_a_formula_bends() {
    let line = |session: &dyn Session, name: &str| {
        let lines = session.scene(Reveal::Whole, &[], (20, 10)).arithmetic;
        let line = lines.into_iter().find(|line| line.name.en.starts_with(name)).expect("a line");
        read_figure(&line.result).expect("a number")
    };
    let off = |recipe: &str| {
        let session = at(recipe);
        (line(session.as_ref(), "nudge") - line(session.as_ref(), "chain rule")).abs()
    };
    assert!(off("chain?f=a^3&nudge=1&step=4") > 10.0);
    assert!(off("chain?f=a^3&nudge=0.000001&step=4") < 1e-3);
    // The nudges of the three inputs are the last three steps.
    let end = at("chain?step=60").now();
    for nudge in ["1", "0.000001"] {
        for step in end - 2..=end {
            assert!(off(&format!("chain?nudge={nudge}&step={step}")) < 1e-6, "{nudge} at {step}");
        }
    }
}

/// Lesson 6: at the rate that the lesson opens with J jumps, and the verdict says why; below the limit it falls smoothly.
#[test]
fn the_cost_of_the_pictures_falls_below_the_stable_rate() {
    let mut session = at("cats");
    assert!(verdict(session.as_ref()).contains("above 2/λmax"), "{}", verdict(session.as_ref()));
    for step in 1..12 {
        session.seek(step, &mut || true);
        let said = verdict(session.as_ref());
        assert!(
            said.contains("2/λmax") || said.contains("J rose") || said.contains("made J rise"),
            "{step}: {said}"
        );
    }
    let mut session = at("cats?lr=0.001");
    assert!(!verdict(session.as_ref()).contains('α'), "{}", verdict(session.as_ref()));
    let mut before = f64::INFINITY;
    for step in 0..40 {
        session.seek(step, &mut || true);
        let cost = metric(session.as_ref(), "cost");
        assert!(cost < before, "{step}");
        before = cost;
    }
}

/// Lesson 8: X makes all weights ½, and the neurons of a layer move as one.
#[test]
fn neurons_that_begin_alike_move_as_one() {
    let set = |name: &str, value: &str| Response::Set { name: name.into(), value: value.into() };
    assert!(at("network").act(Verb::Contrast).contains(&set("start", "equal")));
    let session = at("network?start=equal&step=40");
    assert!(verdict(session.as_ref()).contains("twins"), "{}", verdict(session.as_ref()));
    let (first, later) = (at("network?start=equal"), at("network?start=equal&step=40"));
    let loss = |session: &dyn Session| metric(session, "loss");
    assert!((loss(first.as_ref()) - loss(later.as_ref())).abs() > 0.01, "they move");
}

/// Lesson 8: xor with seed 3 gets stuck.
#[test]
fn xor_with_seed_3_gets_stuck() {
    let session = at("network?preset=xor&seed=3&step=5000");
    assert!(metric(session.as_ref(), "loss") > 0.2, "{}", metric(session.as_ref(), "loss"));
}

/// Lesson 9: with the squares the circle needs no hidden layer.
#[test]
fn squares_need_no_hidden_layer() {
    let session = at("playground?data=circle&inputs=x1%C2%B2,x2%C2%B2&hidden=none&step=1500");
    let accuracy = metric(session.as_ref(), "test_accuracy");
    assert!(accuracy >= 95.0, "{accuracy}");
}

/// Lesson 12: S is soon at the bottom across the valley and crawls along it; at a higher rate it jumps from side to side.
#[test]
fn plain_descent_crawls_along_the_valley_and_jumps_across_it() {
    let session = at("optimizers?step=300");
    let (x, y) = (metric(session.as_ref(), "sgd.x"), metric(session.as_ref(), "sgd.y"));
    assert!(y.abs() < 0.02 && x.abs() > 2.0, "{x}, {y}");
    let mut session = at("optimizers?sgd.lr=0.07");
    let mut jumps = 0;
    let mut side = metric(session.as_ref(), "sgd.y");
    for step in 1..20 {
        session.seek(step, &mut || true);
        let now = metric(session.as_ref(), "sgd.y");
        jumps += u32::from(now * side < 0.0);
        side = now;
    }
    assert!(jumps > 10, "{jumps}");
}

/// Lesson 12: who is ahead at default rates is not said without saying that they are default rates.
#[test]
fn a_race_at_default_rates_is_called_one() {
    let said = verdict(at("optimizers?step=152").as_ref());
    assert!(said.contains("Lowest now: ") && said.contains("at its default rate, not at its best"), "{said}");
    for line in [
        "optimizers?step=152&rates=swept",
        "optimizers?step=152&rates=equal",
        "optimizers?step=152&adam.lr=0.3",
    ] {
        let said = verdict(at(line).as_ref());
        assert!(said.contains("Lowest now: ") && !said.contains("default rate"), "{line}: {said}");
    }
}

/// A weight that is set by hand shows at its step in the curve of the loss, wherever it is charted otherwise.
#[test]
fn a_weight_set_by_hand_leaves_a_jump_in_the_curve() {
    let mut session = at("playground?data=xor&step=251");
    let before = metric(session.as_ref(), "train_loss");
    session.set("weight", "3.1.1=20").expect("it is set");
    let after = metric(session.as_ref(), "train_loss");
    assert!((after - before).abs() > 0.01, "{before} → {after}");
    let metrics = session.metrics();
    let loss = metrics.iter().find(|metric| metric.name == "train_loss").expect("a loss");
    let curve = session.history().curve(loss);
    assert_eq!(curve.last().map(|(t, value)| (*t, *value)), Some((251.0, after)));
    // The same when the run is led there again.
    let again = at(&session.recipe().line());
    let last = again.history().curve(loss).last().copied();
    assert_eq!(last, Some((251.0, after)));
}

/// Large batches and many patterns are taken.
#[test]
fn limits_leave_room() {
    let taken = |lesson: &str, name: &str, value: &str| {
        let mut recipe = Recipe::of(lesson);
        recipe.settings.set(name, value.to_string());
        let parameters = nnlab::lessons::find(lesson).expect("a lesson").parameters;
        parameters(&recipe.settings).is_ok()
    };
    assert!(taken("rbm", "batch", "5000") && taken("hopfield", "stored", "4096"));
    assert!(!taken("rbm", "batch", "0") && !taken("hopfield", "stored", "4097"));
}

/// Lesson 12 counts its rules: all of them race when all are asked for.
#[test]
fn as_many_rules_race_as_are_promised() {
    let session = at("optimizers?contenders=all");
    let racing = session.metrics().iter().filter(|metric| metric.name.ends_with(".f")).count();
    assert_eq!(racing, nnlab::nn::optimizer::RULES.len());
    let (en, zh) = match racing {
        12 => ("twelve", "十二"),
        13 => ("thirteen", "十三"),
        other => panic!("{other}: how is that written?"),
    };
    let card = (nnlab::lessons::find("optimizers").expect("a lesson").card)();
    assert!(card.line.en.to_lowercase().starts_with(en) && card.line.zh.starts_with(zh), "{}", card.line.en);
    let parameters = nnlab::lessons::find("optimizers").expect("a lesson").parameters;
    let parameters = parameters(&Recipe::of("optimizers").settings).expect("they are there");
    let contenders = parameters.iter().find(|(parameter, _)| parameter.name == "contenders");
    let help = &contenders.expect("a parameter").0.help;
    assert!(help.en.contains(en) && help.zh.contains(zh), "{}", help.en);
}
