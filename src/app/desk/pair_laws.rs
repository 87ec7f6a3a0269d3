//! Laws of two runs side by side: whatever is done, both stand at the same step, and each is what it is alone.

use super::undo_laws::{Bench, Doing, LESSONS, cases, doing, moves};
use super::*;
use crate::app::order::Pairing;
use crate::lab::{Keep, Recipe};
use crate::lessons;
use proptest::prelude::*;

/// A run of a recipe that nobody else is beside, seen as far as `head` and gone back to step `t`.
fn alone(run: &Recipe, head: u64, t: u64) -> Box<dyn Session> {
    let run = Recipe { step: 0, ..run.clone() };
    let mut session = lessons::open(&run, Keep::Bytes(1 << 16), clock).expect("it was open");
    session.seek(head, &mut || true);
    session.seek(t, &mut || true);
    session
}

/// Whether the run beside stands where the learner's stands, as it would without it.
fn holds(bench: &Bench) -> Result<(), TestCaseError> {
    let snapshot = &bench.snapshot;
    let pair = snapshot.pair.as_deref().expect("a second run is there");
    let beside = pair.beside.as_ref().expect("it is open");
    prop_assert!(!beside.under_way);
    let its = alone(&pair.run, pair.run.step, beside.now);
    prop_assert!(beside.now == snapshot.now || (beside.now < snapshot.now && its.at_end()));
    let phases = its.phases();
    let reveal = match snapshot.reveal {
        Reveal::Upto(at) if beside.now == snapshot.now && !phases.is_empty() => {
            // Networks of other depths have other phases: the one that is called the same counts.
            let called = snapshot.phases.get(at).and_then(|name| phases.iter().position(|its| its == name));
            Reveal::Upto(called.unwrap_or(at.min(phases.len() - 1)))
        }
        _ => Reveal::Whole,
    };
    let scene = its.scene(reveal, &[], (6, 6));
    // Numbers that are none are never equal; written they are.
    prop_assert_eq!(format!("{:?}", beside.scene), format!("{scene:?}"), "{}", pair.run.line());
    Ok(())
}

#[derive(Debug, Clone)]
enum Together {
    Move(Control),
    Do(Doing),
    Swap,
    Undo,
}

fn together() -> impl Strategy<Value = Together> {
    prop_oneof![
        6 => moves().prop_map(Together::Move),
        3 => doing().prop_map(Together::Do),
        1 => Just(Together::Swap),
        1 => Just(Together::Undo),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(cases(24)))]

    /// Forwards, backwards, by phase, after edits and after changing places.
    #[test]
    fn each_of_two_runs_is_what_it_is_alone(
        line in prop::sample::select(LESSONS.to_vec()),
        deeds in prop::collection::vec(together(), 12..24),
    ) {
        let mut bench = Bench::with(line);
        bench.order(Order::Pair(Pairing::Turn));
        holds(&bench)?;
        for deed in &deeds {
            let order = match deed {
                Together::Move(control) => Order::Control(*control),
                Together::Do(doing) => match doing.order(&bench.snapshot) {
                    Some(order) => order,
                    None => continue,
                },
                Together::Swap => Order::Pair(Pairing::Swap),
                Together::Undo => Order::Control(Control::Undo),
            };
            bench.order(order);
            holds(&bench)?;
        }
    }
}

/// Two rates, and the same keys for both: each cost is that of the run alone, and the first difference is known.
#[test]
fn two_rates_go_side_by_side() {
    let mut bench = Bench::with("descent?lr=0.1");
    bench.order(Order::Pair(Pairing::Turn));
    bench.order(Order::Deed(Deed::Set { name: "lr".into(), value: "0.05".into() }));
    for (control, now) in [
        (Control::Step(1), 1),
        (Control::Step(10), 11),
        (Control::Step(-3), 8),
        (Control::Phase(true), 8),
        (Control::Phase(true), 8),
        (Control::Phase(false), 8),
        (Control::Seek(40), 40),
    ] {
        bench.order(Order::Control(control));
        let pair = bench.snapshot.pair.as_deref().expect("a pair");
        let beside = pair.beside.as_ref().expect("it is open");
        assert_eq!((bench.snapshot.now, beside.now), (now, now), "{control:?}");
        let (t, values) = pair.compared.values.as_ref().expect("both were measured");
        assert_eq!(*t, now);
        let costs = ["descent?lr=0.05", "descent?lr=0.1"].map(|line| {
            let session = alone(&Recipe::parse(line).expect("a share line"), now, now);
            session.measure()[0]
        });
        assert_eq!(values[0].1, costs, "{control:?}");
    }
    let pair = bench.snapshot.pair.as_deref().expect("a pair");
    assert_eq!(pair.compared.parting.as_ref().map(|parting| parting.t), Some(1));
    let titles = pair.titles.each_ref().map(|title| title.en.to_string());
    assert_eq!(titles, ["learning rate α 0.05", "learning rate α 0.1"]);
}

/// Of two runs of which one ends before, that one waits at its end and is there again on the way back.
#[test]
fn the_one_that_ends_waits_for_the_other() {
    let mut bench = Bench::with("descent?cost=bowl&kappa=10");
    bench.order(Order::Pair(Pairing::Turn));
    bench.order(Order::Deed(Deed::Set { name: "lr".into(), value: "3".into() }));
    bench.order(Order::Pair(Pairing::Swap));
    bench.order(Order::Control(Control::Seek(300)));
    let beside = |bench: &Bench| {
        let beside = bench.snapshot.pair.as_ref().and_then(|pair| pair.beside.clone()).expect("a pair");
        (beside.now, beside.ending.is_some())
    };
    let (end, ended) = beside(&bench);
    assert!((100..300).contains(&end) && ended, "{end}");
    bench.order(Order::Control(Control::Seek(50)));
    assert_eq!((bench.snapshot.now, beside(&bench)), (50, (50, false)));
}
