//! What guides and verdicts tell a learner to try happens when it is tried.

use nnlab::lab::scene::{Bar, Picture};
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

/// Lesson 9: what the guide tells to set, and what it says happens then.
#[test]
fn the_playground_does_what_its_guide_says() {
    let rights = |line: &str| metric(at(line).as_ref(), "test_accuracy");
    let spiral = "playground?data=spiral&optimizer=adam";
    assert!(rights(&format!("{spiral}&hidden=8,8&step=6000")) >= 90.0);
    let few = rights(&format!("{spiral}&hidden=6&step=3000"));
    assert!(few < 80.0, "{few}");
    let waves = rights(&format!("{spiral}&hidden=6&inputs=x1,x2,sin(x1),sin(x2)&step=3000"));
    assert!(waves > 95.0, "{waves}");
    for hidden in ["8,8", "8,8,8"] {
        let straight = rights(&format!("playground?activation=linear&hidden={hidden}&step=1000"));
        assert!(straight < 70.0, "{hidden}: {straight}");
    }
    // All zero: the border of one class is everywhere or nowhere, because no neuron differs from its neighbour.
    let zeros = rights("playground?init=zeros&step=500");
    assert!(zeros < 60.0, "{zeros}");
    let learnt_by_heart = "playground?noise=40&share=10&hidden=8,8&lr=0.3";
    let losses = |step: u64, name: &str| metric(at(&format!("{learnt_by_heart}&step={step}")).as_ref(), name);
    assert!(losses(5000, "train_loss") < 0.8 * losses(1000, "train_loss"));
    assert!(losses(5000, "test_loss") > losses(1000, "test_loss"));
    // Each layer sends less back than the one behind it, with sigmoids far less than with tanh.
    let deep = |activation: &str| {
        let session = at(&format!("playground?activation={activation}&hidden=4,4,4,4,4,4&step=10"));
        let panels = session.scene(Reveal::Whole, &[], (20, 10)).panels;
        let bars = panels.into_iter().find_map(|panel| match panel.picture {
            Picture::Bars(bars) if panel.id == "gradients" => Some(bars.bars),
            _ => None,
        });
        let bars = bars.expect("the gradient by layer");
        let length =
            |bar: Option<&Bar>| read_figure(bar.expect("layers").note.en.as_ref()).expect("a number");
        length(bars.first()) / length(bars.last())
    };
    assert!(deep("sigmoid") < 1e-3 * deep("tanh"), "{} {}", deep("sigmoid"), deep("tanh"));
}

/// Lesson 12: S is soon at the bottom across the valley and crawls along it; at a higher rate it jumps from side to side.
#[test]
fn plain_descent_crawls_along_the_valley_and_jumps_across_it() {
    let session = at("optimizers?contenders=sgd,momentum&sgd.lr=0.01&momentum.lr=0.01&step=30");
    let at_30 = |name: &str| metric(session.as_ref(), name).abs();
    assert!(at_30("sgd.y") < 0.02 && at_30("sgd.x") > 2.0, "{} {}", at_30("sgd.x"), at_30("sgd.y"));
    assert!(at_30("momentum.f") < at_30("sgd.f"), "momentum remembers its direction");
    let mut session = at("optimizers?contenders=sgd,momentum&sgd.lr=0.07&momentum.lr=0.01");
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
