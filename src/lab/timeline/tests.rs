//! Steps are counted here, never time: what a replay costs, and what is kept for it.

use super::*;
use proptest::prelude::*;

/// A run whose state is its step, with the steps that it took again.
struct Walk {
    timeline: Timeline<u64>,
    bytes: usize,
    now: u64,
    head: u64,
}

impl Walk {
    /// With room for about so many states, near ones among them.
    fn new(states: usize) -> Walk {
        let bytes = 8;
        let mut walk = Walk { timeline: Timeline::new(states * bytes * 4 / 5, true), bytes, now: 0, head: 0 };
        walk.timeline.pass(0, &0, bytes);
        walk
    }

    /// As [`Run`](crate::lab::Run) does it; how many steps were taken again.
    fn seek(&mut self, t: u64) -> u64 {
        let known = t.min(self.head);
        let from = self.timeline.latest(known).expect("step 0 at least").t;
        let (mut again, back) = (0, t + 1 == self.now);
        if known < self.now || from > self.now {
            self.timeline.leave(self.now, &self.now, known, self.bytes);
            let kept = self.timeline.start(known, self.now).expect("step 0 at least");
            assert_eq!(kept.t, kept.state);
            self.now = kept.t;
            self.timeline.begin_replay(known);
            while self.now < known {
                self.timeline.replayed(self.now, &self.now, known, self.bytes);
                self.now += 1;
                again += 1;
            }
        }
        while self.now < t {
            self.timeline.approach(self.now, &self.now, t, || self.bytes);
            again += u64::from(self.now < self.head);
            self.forward();
        }
        if back {
            self.timeline.scout(
                self.now,
                self.bytes,
                |_| true,
                |state, t| {
                    assert_eq!(*state, t);
                    *state += 1;
                    again += 1;
                    true
                },
            );
        }
        let kept = self.timeline.bytes + self.timeline.near.size();
        let most = self.timeline.budget + self.timeline.near.budget();
        assert!(kept <= most.max(4 * self.bytes), "{kept} of {most} bytes");
        again
    }

    fn forward(&mut self) {
        self.now += 1;
        self.head = self.head.max(self.now);
        self.timeline.pass(self.now, &self.now, self.bytes);
    }
}

#[test]
fn a_long_run_stays_within_its_budget() {
    let mut timeline = Timeline::new(1000, true);
    for t in 0..100_000u64 {
        timeline.pass(t, &t, 8);
        assert!(timeline.keyframes.len() <= 110, "{} states at step {t}", timeline.keyframes.len());
        assert!(t < 200 || timeline.keyframes.len() >= 90, "{} states at step {t}", timeline.keyframes.len());
    }
    assert_eq!(timeline.keyframes[0].t, 0);
    let kept = timeline.latest(77_777).expect("step 0 at least");
    assert_eq!(kept.t, kept.state);
    assert!(77_777 - kept.t < 2048, "{} is far from 77777", kept.t);
}

/// States that take more and more bytes are as many fewer.
#[test]
fn bytes_are_those_of_each_state() {
    let mut timeline = Timeline::new(10_000, true);
    for t in 0..5000u64 {
        timeline.pass(t, &t, 8 + t as usize / 10);
        let sum: usize = timeline.keyframes.iter().map(|kept| kept.bytes).sum();
        assert_eq!(sum, timeline.bytes);
        assert!(sum + timeline.near.size() <= 12_500, "{sum} bytes at step {t}");
    }
}

/// Back from where a run was stopped, whatever the step: after a journey hardly a step is taken again, and after a run that
/// knew no end less than the distance of two states of its trail.
#[test]
fn a_step_back_from_where_a_run_stopped_is_cheap() {
    for states in [20, 28, 100] {
        for stop in (500..20_000).step_by(617) {
            let mut journey = Walk::new(states);
            journey.seek(stop);
            let again = journey.seek(stop - 1);
            assert!(again < MARGIN, "{again} steps again, {states} states, step {stop}");
            let mut run = Walk::new(states);
            (0..stop).for_each(|_| run.forward());
            let again = run.seek(stop - 1);
            assert!(again < TRAIL, "{again} steps again, {states} states, step {stop}");
        }
    }
}

/// With room for few states only, all steps back over a long way replay a few steps each, and none of them half of the
/// way between two keyframes.
#[test]
fn going_back_step_after_step_is_cheap() {
    for (states, steps) in [(20, 18_760), (28, 18_760), (28, 5000), (60, 18_760), (100, 4096)] {
        let mut walk = Walk::new(states);
        walk.seek(steps);
        let (mut again, mut worst) = (0, 0);
        for target in (0..steps).rev() {
            let once = walk.seek(target);
            (again, worst) = (again + once, worst.max(once));
        }
        assert!(again < 18 * steps, "{again} steps again for {steps} steps back, {states} states");
        assert!(worst < walk.timeline.stride.max(TRAIL), "{worst} steps at once, {states} states");
    }
}

/// There and back again: the place that was left is there, also the furthest one after a second jump.
#[test]
fn a_place_that_was_left_is_found_again() {
    let mut walk = Walk::new(28);
    walk.seek(18_760);
    walk.seek(5000);
    walk.seek(9999);
    assert_eq!(walk.seek(18_760), 0);
    assert_eq!(walk.seek(9999), 0);
    walk.seek(30_001);
    walk.seek(100);
    assert_eq!(walk.seek(30_001), 0);
}

/// States of a replay are as wrong as all others once an edit lies before them.
#[test]
fn an_edit_forgets_what_a_replay_kept() {
    let mut timeline = Timeline::new(1000, true);
    timeline.pass(0, &"before", 8);
    for t in 1..=50 {
        timeline.replayed(t, &"before", 50, 8);
    }
    assert_eq!(timeline.latest(45).map(|kept| kept.t), Some(45));
    timeline.near.leave(60, &"before", 8);
    timeline.forget_from(40);
    assert!(timeline.latest(70).is_some_and(|kept| kept.t < 40));
    timeline.pass(40, &"after", 8);
    assert_eq!(timeline.latest(50).map(|kept| (kept.t, kept.state)), Some((40, "after")));
}

#[test]
fn a_run_that_cannot_be_repeated_keeps_everything() {
    let mut timeline = Timeline::new(8, false);
    for t in 0..1000u64 {
        timeline.pass(t, &t, 8);
    }
    assert_eq!(timeline.keyframes.len(), 1000);
}

proptest! {
    /// A jump takes at most the way between two keyframes again; a step back from wherever it led, and some more, a
    /// small part of that way.
    #[test]
    fn jumps_are_bounded(stops in prop::collection::vec(40u64..20_000, 1..30), states in 20usize..60) {
        let mut walk = Walk::new(states);
        for stop in stops {
            let left = walk.timeline.near.latest(stop).is_some_and(|kept| kept.t == stop);
            let again = walk.seek(stop);
            let gap = 2 * walk.timeline.stride;
            prop_assert!(again < gap + MARGIN, "{} steps to {}, {} apart", again, stop, gap);
            for back in 1..10 {
                let again = walk.seek(stop - back);
                prop_assert!(left || again < TRAIL.max(gap / 4), "{} steps again, {} apart", again, gap);
            }
        }
    }
}
