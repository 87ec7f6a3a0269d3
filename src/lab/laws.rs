//! Laws that hold for every lesson, shown on a small one: whatever way a step is reached, its state
//! is the same to the bit.

use super::{
    ByHand, Card, Change, Flow, Form, Group, Keep, Lesson, Look, Metric, Now, OnePane, Recipe, Row, Run,
    Scene, Session, Setting, Setup,
};
use crate::say;
use crate::words::{Problem, Text, same, text};
use proptest::prelude::*;
use std::time::Duration;

/// A chaotic map with a live rate, a structural start and an edit of its state.
struct Toy;

struct Settings {
    rate: Setting<f64>,
    start: Setting<f64>,
    _shown: Setting<f64>,
    _push: ByHand,
}

const X: Metric = Metric::new("x", text("x", "x"));

static CARD: Card = Card {
    number: 0,
    id: "toy",
    group: Group::Slopes,
    title: text("toy", "玩具"),
    line: text("toy", "玩具"),
    goal: text("toy", "玩具"),
    minutes: 1,
    step: text("step", "步"),
    seeded: true,
    steps: 10,
    preview: "step=0",
    verbs: &[],
    guide: text("", ""),
};

impl Lesson for Toy {
    type Settings = Settings;
    type State = f64;
    type Pane = OnePane;

    fn card() -> &'static Card {
        &CARD
    }

    fn settings(form: &mut Form<'_>) -> Result<Settings, Problem> {
        let label = || same("x");
        Ok(Settings {
            rate: form.number("rate", label(), label(), 3.7, 0.0..=100.0).live()?,
            start: form.number("start", text("the start", "起点"), label(), 0.5, 0.0..=1.0).restarts()?,
            _shown: form.number("shown", label(), label(), 0.0, 0.0..=1.0).view()?,
            _push: form.by_hand("push", label(), label(), text("a number", "一个数"))?,
        })
    }

    fn open(setup: &Setup<'_, Settings>) -> Result<(Toy, f64), Problem> {
        Ok((Toy, *setup.settings.start + f64::from(setup.seed) / 1e3))
    }

    fn edit(&self, _: &Settings, state: &mut f64, words: &str) -> Result<(), Text> {
        let push: f64 = words.parse().map_err(|_| Text::default())?;
        *state = (*state + push) / 2.0;
        Ok(())
    }

    fn step(&self, settings: &Settings, state: &mut f64, t: u64) -> Flow {
        *state = *settings.rate * *state * (1.0 - *state);
        if state.abs() > 1e6 {
            return Flow::Broken(say!("x left the map after step {t}", "第 {t} 步之后 x 离开了映射"));
        }
        Flow::Going
    }

    fn world(&self) -> usize {
        100
    }

    fn measure(&self, now: Now<'_, Self>, row: &mut Row) {
        row.put(&X, *now.state);
    }

    fn scene(&self, _: Now<'_, Self>, _: &Look<'_>) -> Scene {
        Scene::default()
    }
}

fn no_clock() -> Duration {
    Duration::ZERO
}

fn open(recipe: &Recipe, budget: usize) -> Run<Toy> {
    Run::open(recipe, Keep::Bytes(budget), no_clock).expect("the toy opens")
}

fn always() -> bool {
    true
}

/// What a learner may do.
#[derive(Debug, Clone)]
enum Deed {
    Seek(u64),
    Rate(f64),
    Push(f64),
    Show(f64),
    Start(f64),
    Reset,
}

fn deed() -> impl Strategy<Value = Deed> {
    prop_oneof![
        6 => (0u64..400).prop_map(Deed::Seek),
        2 => (0.0..3.9f64).prop_map(Deed::Rate),
        1 => (50.0..99.0f64).prop_map(Deed::Rate),
        2 => (0.0..1.0f64).prop_map(Deed::Push),
        1 => (0.0..1.0f64).prop_map(Deed::Show),
        1 => (0.1..0.9f64).prop_map(Deed::Start),
        1 => Just(Deed::Reset),
    ]
}

fn carry_out(run: &mut Run<Toy>, deed: &Deed) {
    match deed {
        Deed::Seek(t) => {
            run.seek(*t, &mut always);
        }
        Deed::Rate(x) => {
            run.set("rate", &x.to_string()).expect("in range");
        }
        Deed::Push(x) => {
            run.set("push", &x.to_string()).expect("in range");
        }
        Deed::Show(x) => {
            run.set("shown", &x.to_string()).expect("in range");
        }
        Deed::Start(x) => {
            run.set("start", &x.to_string()).expect("in range");
        }
        Deed::Reset => run.reset().expect("it opened before"),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    /// After anything a learner does, the recipe alone leads to the same state, forwards in one go.
    #[test]
    fn the_recipe_tells_the_whole_story(deeds in prop::collection::vec(deed(), 1..24), budget in 16usize..2000) {
        let mut run = open(&Recipe::of("toy"), budget);
        for deed in &deeds {
            carry_out(&mut run, deed);
            let recipe = run.recipe();
            let mut fresh = open(&recipe, 1 << 20);
            fresh.seek(recipe.step, &mut always);
            prop_assert_eq!(run.measure(), fresh.measure(), "after {:?}", deed);
            prop_assert_eq!(run.parameters(), fresh.parameters());
            let again = Recipe::parse(&recipe.line()).expect("own line");
            prop_assert_eq!(again, recipe);
            // What was measured is kept with the names, until something is done.
            prop_assert_eq!(run.metrics(), fresh.metrics());
        }
    }

    /// A twin stands where the run stands, and goes the same way on, back and on again, whatever was done before.
    #[test]
    fn a_twin_goes_the_same_way(deeds in prop::collection::vec(deed(), 1..12), stops in prop::collection::vec(0u64..400, 1..6), budget in 16usize..2000) {
        let mut run = open(&Recipe::of("toy"), budget);
        for deed in &deeds {
            carry_out(&mut run, deed);
        }
        let mut twin = Run::twin(&run, Keep::Bytes(budget / 2)).expect("it opened before");
        let recipe = run.recipe();
        prop_assert_eq!(twin.recipe(), recipe.clone());
        prop_assert_eq!((twin.measure(), twin.broken()), (run.measure(), run.broken()));
        prop_assert_eq!(twin.parameters(), run.parameters());
        let mut fresh = open(&recipe, 1 << 20);
        fresh.seek(recipe.step, &mut always);
        for stop in stops {
            prop_assert_eq!(twin.seek(stop, &mut always), fresh.seek(stop, &mut always));
            prop_assert_eq!(twin.measure(), fresh.measure(), "at {}", stop);
        }
    }

    /// Going back and forth over what was visited finds every state as it was.
    #[test]
    fn every_step_visited_is_found_again(stops in prop::collection::vec(0u64..3000, 1..12), budget in 16usize..4000) {
        let mut run = open(&Recipe::of("toy"), budget);
        let mut truth = vec![run.measure()];
        let mut straight = open(&Recipe::of("toy"), 1 << 20);
        for _ in 0..3000 {
            straight.forward();
            truth.push(straight.measure());
        }
        for stop in stops {
            prop_assert!(run.seek(stop, &mut always));
            prop_assert_eq!(&run.measure(), &truth[stop as usize]);
            if stop > 0 {
                run.seek(stop - 1, &mut always);
                prop_assert_eq!(&run.measure(), &truth[stop as usize - 1]);
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    /// Step after step back over all that was visited and changed on the way, with room for few states: each is as it was.
    #[test]
    fn walking_back_finds_every_step(
        mut changes in prop::collection::vec((0u64..900, 2.0..3.9f64, any::<bool>()), 0..5),
        budget in 80usize..800,
        jump in 0u64..1000,
    ) {
        changes.sort_by_key(|change| change.0);
        let mut run = open(&Recipe::of("toy"), budget);
        let mut truth = Vec::new();
        for t in 0..1000 {
            for (_, value, by_hand) in changes.iter().filter(|change| change.0 == t) {
                let (name, value) = if *by_hand { ("push", value / 4.0) } else { ("rate", *value) };
                run.set(name, &value.to_string()).expect("in range");
            }
            truth.push(run.measure());
            run.forward();
        }
        run.seek(jump, &mut always);
        for start in [jump, 999] {
            run.seek(start, &mut always);
            for t in (0..start).rev() {
                run.seek(t, &mut always);
                prop_assert_eq!(&run.measure(), &truth[t as usize], "step {} of {}", t, start);
            }
        }
    }
}

#[test]
fn a_broken_run_says_so_stays_finite_and_is_revived_by_a_parameter() {
    let mut run = open(&Recipe::of("toy"), 1 << 20);
    run.seek(5, &mut always);
    run.set("rate", "90").expect("in range");
    assert!(!run.seek(100, &mut always), "the map breaks long before step 100");
    let stopped = run.now();
    assert!(run.broken() && run.ending().is_some());
    assert!(run.measure()[0].is_finite());
    assert!(!run.forward(), "there is no step after the end");
    run.seek(stopped - 1, &mut always);
    assert!(run.ending().is_none(), "the step before the end is an ordinary one");
    assert!(run.forward());
    assert!(run.broken(), "the end is remembered");
    run.reset().expect("it opened before");
    assert!(run.seek(100, &mut always), "the edit is forgotten by a reset");
}

#[test]
fn a_long_run_goes_back_cheaply() {
    let mut run = open(&Recipe::of("toy"), 64 << 10);
    run.seek(1_000_000, &mut always);
    let steps_replayed = 1_000_000 - run.timeline_before(999_999);
    assert!(steps_replayed <= 1 << 9, "{steps_replayed} steps to replay");
    run.seek(999_999, &mut always);
    assert_eq!(run.now(), 999_999);
}

#[test]
fn bad_values_change_nothing() {
    let mut run = open(&Recipe::of("toy"), 1 << 20);
    run.seek(7, &mut always);
    let before = (run.recipe(), run.measure());
    for (name, typed) in [("rate", "x"), ("rate", "101"), ("start", "nan"), ("push", "?"), ("nothing", "1")] {
        assert!(run.set(name, typed).is_err(), "{name}={typed}");
    }
    assert_eq!((run.recipe(), run.measure()), before);
    assert_eq!(run.set("rate", "3.7"), Ok(Change::None));
}

fn read(line: &str) -> Result<Run<Toy>, Problem> {
    Run::open(&Recipe::parse(line).expect("a line"), Keep::default(), no_clock)
}

fn at(line: &str) -> Run<Toy> {
    let mut run = read(line).expect(line);
    let step = Recipe::parse(line).expect("a line").step;
    run.seek(step, &mut always);
    run
}

/// Edits of a share line are checked before the run begins, and what begins the run again cannot be one.
#[test]
fn an_edit_of_a_share_line_fits_or_is_refused_with_a_sentence() {
    for (line, sentence) in [
        ("toy?rate@3=abc", "x (rate) takes a number"),
        ("toy?rate@3=101", "x (rate) takes a number"),
        ("toy?push@3=abc", "x (push) takes a number"),
        ("toy?nothing@3=1", "There is no parameter"),
        ("toy?start@3=0.7", "The start (start) cannot change at step 3"),
        ("toy?start=7", "The start (start) takes a number"),
    ] {
        let problem = read(line).err().expect(line);
        assert!(problem.text.en.starts_with(sentence), "{line}: {problem}");
    }
    assert_eq!(at("toy?start@0=0.25").measure(), at("toy?start=0.25").measure());
}

/// On the screen a sentence names the label that stands above the box.
#[test]
fn a_sentence_on_the_screen_has_no_name_of_the_command_line() {
    let problem = at("toy").set("start", "7").expect_err("too large");
    assert!(problem.text.en.starts_with("The start takes a number"), "{problem}");
}

/// What is only looked at has no step: an older edit of it does not come back.
#[test]
fn what_is_looked_at_was_set_last() {
    let mut run = at("toy?shown@3=0.5&step=5");
    run.set("shown", "0.25").expect("in range");
    run.seek(0, &mut always);
    run.seek(9, &mut always);
    assert_eq!(run.parameters().value("shown"), Some(&super::Value::Number(0.25)));
    assert_eq!(run.recipe().line(), "toy?shown=0.25&step=9");
}

/// Another seed repeats what was done up to this step and nothing that lies after it.
#[test]
fn another_seed_repeats_the_edits_up_to_here_alone() {
    let rate = |run: &Run<Toy>| run.parameters().value("rate").cloned();
    let mut run = at("toy?rate@4=0.5&step=6");
    run.reseed(9).expect("it opened before");
    assert_eq!((run.now(), run.head()), (0, 0));
    run.seek(6, &mut always);
    assert_eq!(rate(&run), Some(super::Value::Number(0.5)), "made at step 4 again");
    run.seek(1, &mut always);
    run.reseed(10).expect("it opened before");
    run.seek(6, &mut always);
    assert_eq!(rate(&run), Some(super::Value::Number(3.7)), "an edit that lay ahead is forgotten");
}

/// What is to begin again does so from the start: edits made on the way belong to the run before.
#[test]
fn a_run_that_begins_again_takes_no_edits_along() {
    let mut run = at("toy?rate=3.2&rate@4=0.5&step=6");
    let half = super::Value::Number(0.25);
    let again = run.again("start", &half).expect("in range").expect("it begins again");
    assert_eq!((again.line().as_str(), run.now()), ("toy?rate=3.2&start=0.25", 6));
    assert_eq!(run.put("start", half.clone()), Ok(Change::Restarted));
    assert_eq!(run.recipe(), again);
    assert_eq!(run.again("start", &half), Ok(None), "it has this value");
    assert_eq!(run.again("rate", &half), Ok(None), "it counts from here");
    assert!(run.again("start", &super::Value::Number(7.0)).is_err());
    assert!(run.again("nothing", &half).is_err());
}

/// A state that was kept on a way back is no longer one after an edit before it.
#[test]
fn an_edit_forgets_the_states_of_a_replay() {
    let mut run = open(&Recipe::of("toy"), 64);
    run.seek(300, &mut always);
    run.seek(200, &mut always);
    run.seek(190, &mut always);
    run.set("rate", "3.5").expect("in range");
    run.seek(195, &mut always);
    run.seek(194, &mut always);
    let line = run.recipe();
    let mut fresh = open(&line, 1 << 20);
    fresh.seek(line.step, &mut always);
    assert_eq!(run.measure(), fresh.measure());
}

/// Nor is one that was computed ahead of a learner who went back, further back, and made an edit there.
#[test]
fn an_edit_forgets_the_way_behind_the_learner() {
    for start in (300..2000).step_by(7) {
        let mut run = open(&Recipe::of("toy"), 160);
        run.seek(2000, &mut always);
        (0..start % 90).for_each(|back| assert!(run.seek(start - back, &mut always)));
        run.seek(start - 200, &mut always);
        run.set("rate", "3.5").expect("in range");
        let truth: Vec<Vec<f64>> = (0..250)
            .map(|_| {
                run.forward();
                run.measure()
            })
            .collect();
        for back in 0..100 {
            run.seek(start - back, &mut always);
            assert_eq!(run.measure(), truth[199 - back as usize], "{back} steps before {start}");
        }
    }
}

/// Nothing changes when a value is out of range, whoever sets it.
#[test]
fn a_value_from_inside_is_checked_as_well() {
    let mut run = at("toy?step=3");
    let before = run.recipe();
    assert!(run.put("rate", super::Value::Number(f64::NAN)).is_err());
    assert!(run.put("rate", super::Value::Number(1e9)).is_err());
    assert!(run.put("rate", super::Value::Switch(true)).is_err());
    assert_eq!(run.recipe(), before);
}

/// Before the first step a live value is one of the start, after it an edit; a reset forgets the edit alone.
#[test]
fn a_reset_forgets_edits_and_keeps_the_start() {
    let mut run = at("toy");
    run.set("rate", "3.2").expect("in range");
    run.seek(5, &mut always);
    run.nudge("rate", true).expect("in range");
    assert_eq!(run.recipe().line(), "toy?rate=3.2&rate@5=3.3&step=5");
    run.reset().expect("it opened before");
    assert_eq!(run.recipe().line(), "toy?rate=3.2");
}

/// Where no past is kept, a run that breaks still stands at the last step that could be taken.
#[test]
fn a_headless_run_stands_where_it_broke() {
    let recipe = Recipe::parse("toy?rate=90").expect("a line");
    let mut kept = Run::<Toy>::open(&recipe, Keep::default(), no_clock).expect("opens");
    let mut bare = Run::<Toy>::open(&recipe, Keep::Nothing, no_clock).expect("opens");
    kept.seek(u64::MAX, &mut always);
    bare.seek(u64::MAX, &mut always);
    assert!(bare.broken() && bare.at_end());
    assert_eq!((bare.now(), bare.measure()), (kept.now(), kept.measure()));
}

/// What a lesson takes itself is no room for states; half of it is left to them whatever it takes.
#[test]
fn states_share_their_room_with_the_world() {
    for (budget, room) in [(1000, 900), (300, 200), (120, 60)] {
        let mut run = open(&Recipe::of("toy"), budget);
        run.seek(3000, &mut always);
        let bytes = run.timeline.upto(3000).len() * size_of::<f64>();
        assert!((room / 3..=room).contains(&bytes), "{bytes} of {budget}");
    }
}
