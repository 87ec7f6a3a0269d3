//! Kept states: enough of them that going back is cheap, never more than a budget of bytes.
//!
//! States are kept at a stride that doubles when the budget is full. Between two of them a state is
//! computed again from the one before. While that happens the last few states on the way are kept as
//! well, so that going back step after step does not replay the same way every time.

use std::collections::VecDeque;

/// A state with its step.
type Kept<S> = (u64, S);

/// Kept states of one run.
#[derive(Debug)]
pub(super) struct Timeline<S> {
    keyframes: Vec<Kept<S>>,
    window: VecDeque<Kept<S>>,
    stride: u64,
    budget: usize,
    thins: bool,
}

/// How many states of a replay are kept on the way to its end, if the budget allows.
const WINDOW: usize = 128;

impl<S: Clone> Timeline<S> {
    /// A timeline that keeps about `budget` bytes of states; one that must not thin out keeps
    /// everything whatever it takes.
    pub(super) fn new(budget: usize, thins: bool) -> Timeline<S> {
        Timeline { keyframes: Vec::new(), window: VecDeque::new(), stride: 1, budget, thins }
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

    /// Keeps a state on the way of a replay towards `target`.
    pub(super) fn replayed(&mut self, t: u64, state: &S, target: u64, bytes: usize) {
        let room = (self.budget / 4 / bytes.max(1)).clamp(1, WINDOW);
        if t + (room as u64) <= target {
            return;
        }
        self.window.push_back((t, state.clone()));
        while self.window.len() > room {
            self.window.pop_front();
        }
    }

    /// Starts a new window before a replay.
    pub(super) fn begin_replay(&mut self) {
        self.window.clear();
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

    #[test]
    fn a_run_that_cannot_be_repeated_keeps_everything() {
        let mut timeline = Timeline::new(8, false);
        for t in 0..1000u64 {
            timeline.pass(t, &t, 8);
        }
        assert_eq!(timeline.keyframes.len(), 1000);
    }
}
