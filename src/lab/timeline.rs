//! Kept states: enough of them that going back is cheap, never more than a budget of bytes.
//!
//! States are kept at a stride that doubles when the budget is full. Between two of them a state is
//! computed again from the one before. While that happens some states on the way are kept as well: the
//! last few, and others at distances 1, 2, 4, 8 … from its end, so that going back step after step
//! replays a few steps each time and not the whole way again, however large the states are.

/// A state with its step.
type Kept<S> = (u64, S);

/// Kept states of one run.
#[derive(Debug)]
pub(super) struct Timeline<S> {
    keyframes: Vec<Kept<S>>,
    window: Vec<Kept<S>>,
    stride: u64,
    budget: usize,
    thins: bool,
}

/// How many states of replays are kept at most, if the budget allows.
const WINDOW: usize = 128;

impl<S: Clone> Timeline<S> {
    /// A timeline that keeps about `budget` bytes of states; one that must not thin out keeps
    /// everything whatever it takes.
    pub(super) fn new(budget: usize, thins: bool) -> Timeline<S> {
        Timeline { keyframes: Vec::new(), window: Vec::new(), stride: 1, budget, thins }
    }

    /// Forgets everything.
    pub(super) fn clear(&mut self) {
        self.keyframes.clear();
        self.window.clear();
        self.stride = 1;
    }

    /// Keeps the state of step `t`, reached by stepping, if `t` is one of the steps to keep. States
    /// come in rising order; one that is here already is kept as it is.
    pub(super) fn pass(&mut self, t: u64, state: &S, bytes: usize) {
        if !t.is_multiple_of(self.stride) || self.keyframes.last().is_some_and(|(last, _)| *last >= t) {
            return;
        }
        self.keyframes.push((t, state.clone()));
        let most = self.budget / bytes.max(1);
        while self.thins && self.keyframes.len() > most.max(2) {
            self.stride *= 2;
            let stride = self.stride;
            self.keyframes.retain(|(t, _)| t.is_multiple_of(stride));
            if self.keyframes.len() <= 1 {
                break;
            }
        }
    }

    /// Keeps a state on the way of a replay towards `target`, if it is one of those to keep.
    pub(super) fn replayed(&mut self, t: u64, state: &S, target: u64, bytes: usize) {
        let room = (self.budget / 4 / bytes.max(1)).clamp(1, WINDOW);
        let distance = target - t;
        let wanted = distance.is_power_of_two() || distance <= room as u64 / 2;
        let here = self.window.last().is_some_and(|(last, _)| *last >= t);
        if wanted && !here && self.window.len() < room {
            self.window.push((t, state.clone()));
        }
    }

    /// Before a replay towards `target`: what lies after it is not needed on the way back.
    pub(super) fn begin_replay(&mut self, target: u64) {
        self.window.retain(|(kept, _)| *kept <= target);
    }

    /// The latest state kept at or before step `t`.
    pub(super) fn latest(&self, t: u64) -> Option<&Kept<S>> {
        let after = self.keyframes.partition_point(|(kept, _)| *kept <= t);
        let keyframe = after.checked_sub(1).map(|at| &self.keyframes[at]);
        let near = self.window.iter().rev().find(|(kept, _)| *kept <= t);
        match (keyframe, near) {
            (Some(a), Some(b)) => Some(if b.0 > a.0 { b } else { a }),
            (a, b) => a.or(b),
        }
    }

    /// The states kept up to step `t`, in rising order, without those of replays.
    pub(super) fn upto(&self, t: u64) -> &[Kept<S>] {
        &self.keyframes[..self.keyframes.partition_point(|(kept, _)| *kept <= t)]
    }

    /// Forgets step `t` and all after it.
    pub(super) fn forget_from(&mut self, t: u64) {
        self.keyframes.retain(|(kept, _)| *kept < t);
        self.window.retain(|(kept, _)| *kept < t);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_run_stays_within_its_budget() {
        let mut timeline = Timeline::new(1000, true);
        for t in 0..100_000u64 {
            timeline.pass(t, &t, 8);
            assert!(timeline.keyframes.len() <= 126, "{} states at step {t}", timeline.keyframes.len());
        }
        assert!(timeline.keyframes.len() >= 60);
        assert_eq!(timeline.keyframes[0].0, 0);
        let (kept, state) = timeline.latest(77_777).expect("step 0 at least");
        assert_eq!(kept, state);
        assert!(77_777 - kept < 2048, "{kept} is far from 77777");
    }

    /// With room for few states only, all steps back over a long way replay a few steps each.
    #[test]
    fn going_back_step_after_step_is_cheap() {
        let mut timeline = Timeline::new(16, true);
        for t in 0..=4096u64 {
            timeline.pass(t, &t, 1);
        }
        let (mut replayed, mut back) = (0, 0);
        for target in (0..4096u64).rev() {
            let from = timeline.latest(target).expect("step 0 at least").0;
            timeline.begin_replay(target);
            for t in from..target {
                timeline.replayed(t, &t, target, 1);
            }
            replayed += target - from;
            back += 1;
        }
        assert!(replayed < 10 * back, "{replayed} steps replayed for {back} steps back");
    }

    /// States of a replay are as wrong as all others once an edit lies before them.
    #[test]
    fn an_edit_forgets_what_a_replay_kept() {
        let mut timeline = Timeline::new(1000, true);
        timeline.pass(0, &"before", 8);
        for t in 1..=50 {
            timeline.replayed(t, &"before", 50, 8);
        }
        assert_eq!(timeline.latest(45), Some(&(45, "before")));
        timeline.forget_from(40);
        assert!(timeline.latest(50).is_some_and(|(kept, _)| *kept < 40));
        timeline.pass(40, &"after", 8);
        assert_eq!(timeline.latest(50), Some(&(40, "after")));
    }

    #[test]
    fn a_run_that_cannot_be_repeated_keeps_everything() {
        let mut timeline = Timeline::new(8, false);
        for t in 0..1000u64 {
            timeline.pass(t, &t, 8);
        }
        assert_eq!(timeline.keyframes.len(), 1000);
    }
}
