//! Another example begins as it begins by itself: nothing of the one before is carried over, nor is its seed.

use nnlab::lab::{Keep, Recipe, Session};
use nnlab::story::Deed;
use std::time::Duration;

fn no_clock() -> Duration {
    Duration::ZERO
}

fn open(line: &str) -> Box<dyn Session> {
    let recipe = Recipe::parse(line).expect("a share line");
    nnlab::lessons::open(&recipe, Keep::default(), no_clock)
        .unwrap_or_else(|problem| panic!("{line}: {problem}"))
}

/// Where the learner was, what they choose there, and the share line of where that leads.
const CHOICES: [(&str, &str, &str); 9] = [
    ("network?start=equal&lr=3&seed=5&step=7", "set preset=xor", "network?preset=xor"),
    ("network?preset=xor&seed=4&step=7", "verb example", "network?preset=own"),
    ("network?preset=own&layers=3-2-1&seed=4", "verb example", "network"),
    ("network?start=zeros", "set preset=worked", "network?preset=worked"),
    ("optimizers?x0=1&y0=1&kappa=3&seed=2", "set problem=rosenbrock", "optimizers?problem=rosenbrock"),
    (
        "optimizers?contenders=adam&adam.lr=0.1&x0=1",
        "set problem=beale",
        "optimizers?problem=beale&contenders=adam&adam.lr=0.1",
    ),
    ("playground?hidden=3&seed=4", "set data=xor", "playground?data=xor&hidden=3"),
    ("vectorize?n=4&seed=3", "set work=gradient", "vectorize?work=gradient&n=4"),
    ("hopfield?noise=40&seed=4&step=9", "verb example", "hopfield?noise=40&cue=2"),
];

#[test]
fn another_example_begins_as_by_itself() {
    for (before, deed, after) in CHOICES {
        let mut session = open(before);
        Deed::parse(deed)
            .expect("a deed")
            .perform(&mut *session)
            .unwrap_or_else(|why| panic!("{before}: {why}"));
        let fresh = open(after);
        assert_eq!((session.now(), session.seed()), (0, fresh.seed()), "{before}, {deed}");
        for (parameter, value) in fresh.parameters().iter() {
            let now = session.parameters();
            let (_, now) =
                now.iter().find(|(other, _)| other.name == parameter.name).expect("the same parameters");
            assert_eq!(now, value, "{before}, {deed}: {}", parameter.name);
        }
    }
}
