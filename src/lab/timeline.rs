//! Kept states: enough of them that going back is cheap, never more than a budget of bytes.
//!
//! Over the whole run states are kept at a stride; when their share of the budget is full, every other one goes, the
//! oldest first, and the stride doubles once all have thinned out. Between two of them a state is computed again from
//! the one before. Near the learner's place there are others ([`near`]): of a run that goes on every 32nd, on the way
//! of a replay the last few, and both at distances that grow, so that going back step after step replays a few
//! steps each time and not the whole way again, however large the states are; and the places that were left for a step
//! far away. With every step back a few steps of the long way that will be needed next are taken ([`scout`]).

mod near;
mod scout;

use near::Near;
use scout::Scout;

/// A state with its step, and about how many bytes it takes.
#[derive(Debug, Clone)]
pub(super) struct Kept<S> {
    pub(super) t: u64,
    pub(super) state: S,
    bytes: usize,
}

/// Kept states of one run.
#[derive(Debug)]
pub(super) struct Timeline<S> {
    keyframes: Vec<Kept<S>>,
    /// Of the keyframes, together.
    bytes: usize,
    budget: usize,
    near: Near<S>,
    scout: Option<Scout<S>>,
    stride: u64,
    thins: bool,
}

/// Of a run that goes on, every so manieth state is kept for a while.
const TRAIL: u64 = 32;
/// After a jump so many steps before it are computed, too.
const MARGIN: u64 = 64;

impl<S: Clone> Timeline<S> {
    /// A timeline that keeps about `budget` bytes of states, and a quarter more near the learner's place; one
    /// that must not thin out keeps everything whatever it takes.
    pub(super) fn new(budget: usize, thins: bool) -> Timeline<S> {
        let eighth = budget / 8;
        Timeline {
            keyframes: Vec::new(),
            bytes: 0,
            budget: budget - eighth,
            near: Near::new(3 * eighth),
            scout: None,
            stride: 1,
            thins,
        }
    }

    /// Forgets everything.
    pub(super) fn clear(&mut self) {
        self.keyframes.clear();
        self.bytes = 0;
        self.near.clear();
        self.scout = None;
        self.stride = 1;
    }

    /// Keeps the state of step `t`, reached by stepping, if `t` is one of the steps to keep; one that is here
    /// already is kept as it is.
    pub(super) fn pass(&mut self, t: u64, state: &S, bytes: usize) {
        let new = self.keyframes.last().is_none_or(|last| last.t < t);
        if new && t.is_multiple_of(self.stride) {
            self.keyframes.push(Kept { t, state: state.clone(), bytes });
            self.bytes += bytes;
            self.thin();
        }
        let thinned = self.keyframes.last().is_some_and(|last| last.t != t);
        if self.is_sparse() && t.is_multiple_of(TRAIL) && thinned {
            self.near.keep(t, state, bytes, t, &self.keyframes);
        }
    }

    /// Lets every other keyframe go, the oldest ones first, until the others fit.
    fn thin(&mut self) {
        while self.thins && self.bytes > self.budget && self.keyframes.len() > 2 {
            let (coarse, many) = (self.stride * 2, self.keyframes.len().div_ceil(8));
            let mut going = many;
            let bytes = &mut self.bytes;
            self.keyframes.retain(|kept| {
                let goes = going > 0 && !kept.t.is_multiple_of(coarse);
                if goes {
                    going -= 1;
                    *bytes -= kept.bytes;
                }
                !goes
            });
            if going == many {
                self.stride = coarse;
            }
        }
    }

    /// Whether keyframes lie so far apart that others are worth keeping.
    fn is_sparse(&self) -> bool {
        self.stride * 2 > TRAIL
    }

    /// On the way forwards to `target`: keeps some of the last states before it.
    pub(super) fn approach(&mut self, t: u64, state: &S, target: u64, bytes: impl FnOnce() -> usize) {
        let distance = target.saturating_sub(t);
        if self.is_sparse() && distance < TRAIL && distance.is_power_of_two() {
            self.near.keep(t, state, bytes(), target, &self.keyframes);
        }
    }

    /// The learner leaves step `t` for `target`: keeps its state if it is far from there and from all others.
    pub(super) fn leave(&mut self, t: u64, state: &S, target: u64, bytes: usize) {
        let before = self.latest(t).map_or(0, |kept| kept.t);
        if self.is_sparse() && t.abs_diff(target) > TRAIL && t - before > 0 {
            self.near.leave(t, state, bytes);
        }
    }

    /// Keeps a state on the way of a replay towards `target`, if it is one of those to keep.
    pub(super) fn replayed(&mut self, t: u64, state: &S, target: u64, bytes: usize) {
        if self.near.wants(target - t, bytes) {
            self.near.keep(t, state, bytes, target, &self.keyframes);
        }
    }

    /// Before a replay towards `target`: what lies after it is not needed on the way back.
    pub(super) fn begin_replay(&mut self, target: u64) {
        self.near.forget_beyond(target);
    }

    /// The latest state kept at or before step `t`.
    pub(super) fn latest(&self, t: u64) -> Option<&Kept<S>> {
        let keyframe = self.upto(t).last();
        keyframe.into_iter().chain(self.near.latest(t)).max_by_key(|kept| kept.t)
    }

    /// The states kept up to step `t`, in rising order, without those near the learner's place.
    pub(super) fn upto(&self, t: u64) -> &[Kept<S>] {
        &self.keyframes[..self.keyframes.partition_point(|kept| kept.t <= t)]
    }

    /// Where a replay from `place` to step `t` begins: at the latest state kept. After a jump at one that lies some steps
    /// before, so that a step back from there does not have the way between two keyframes before it.
    pub(super) fn start(&self, t: u64, place: u64) -> Option<&Kept<S>> {
        let jumps = place.abs_diff(t) > TRAIL;
        let near = self.near.latest(t).is_some_and(|kept| kept.t == t);
        let early = if jumps && self.is_sparse() && !near { MARGIN } else { 0 };
        self.latest(t.saturating_sub(early))
    }

    /// Forgets step `t` and all after it.
    pub(super) fn forget_from(&mut self, t: u64) {
        self.keyframes.retain(|kept| kept.t < t);
        self.bytes = self.keyframes.iter().map(|kept| kept.bytes).sum();
        self.near.forget_from(t);
        self.scout = None;
    }
}

#[cfg(test)]
mod tests;
