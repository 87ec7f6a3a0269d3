//! States kept near the learner's place: the last ones of a run, those on the way of a replay, and where they left.

use super::Kept;

/// How many of them are kept at most, if the budget allows.
const MOST: usize = 128;
/// How many places that were left are remembered.
const LEFT: usize = 2;

/// States within a budget of bytes of their own.
#[derive(Debug)]
pub(super) struct Near<S> {
    /// In rising order.
    kept: Vec<Kept<S>>,
    /// Where the learner left for a step far away, the one left last behind.
    left: Vec<Kept<S>>,
    bytes: usize,
    budget: usize,
}

impl<S: Clone> Near<S> {
    pub(super) fn new(budget: usize) -> Near<S> {
        Near { kept: Vec::new(), left: Vec::new(), bytes: 0, budget }
    }

    pub(super) fn clear(&mut self) {
        self.keep_only(|_| false);
    }

    /// Forgets step `t` and all after it.
    pub(super) fn forget_from(&mut self, t: u64) {
        self.keep_only(|kept| kept < t);
    }

    /// Forgets what lies after a step that is gone back to, except where the learner left.
    pub(super) fn forget_beyond(&mut self, t: u64) {
        self.kept.retain(|kept| kept.t <= t);
        self.count();
    }

    fn keep_only(&mut self, stays: impl Fn(u64) -> bool) {
        self.kept.retain(|kept| stays(kept.t));
        self.left.retain(|kept| stays(kept.t));
        self.count();
    }

    fn count(&mut self) {
        self.bytes = self.kept.iter().chain(&self.left).map(|kept| kept.bytes).sum();
    }

    /// The latest state at or before step `t`.
    pub(super) fn latest(&self, t: u64) -> Option<&Kept<S>> {
        let near = self.kept.iter().rev().find(|kept| kept.t <= t);
        let left = self.left.iter().filter(|kept| kept.t <= t);
        near.into_iter().chain(left).max_by_key(|kept| kept.t)
    }

    /// Whether a replay keeps the state so many steps before its end: the last ones, and on the way there others at
    /// distances that double.
    pub(super) fn wants(&self, distance: u64, bytes: usize) -> bool {
        let room = (self.budget / bytes.max(1)).clamp(1, MOST);
        distance <= room as u64 / 2 || distance.is_power_of_two()
    }

    /// Keeps the state of step `t`. The learner is at `place` or on the way there; what is least missed there goes.
    pub(super) fn keep(&mut self, t: u64, state: &S, bytes: usize, place: u64, keyframes: &[Kept<S>]) {
        let at = self.kept.partition_point(|kept| kept.t < t);
        if self.kept.get(at).is_some_and(|kept| kept.t == t) {
            return;
        }
        self.kept.insert(at, Kept { t, state: state.clone(), bytes });
        self.bytes += bytes;
        while self.kept.len() > 1 && (self.kept.len() > MOST || self.bytes > self.budget) {
            let missed = |at: usize| self.missed(at, place, keyframes);
            let least = (1..self.kept.len()).fold((0, missed(0)), |least, at| {
                let next = missed(at);
                if next < least.1 { (at, next) } else { least }
            });
            self.bytes -= self.kept.remove(least.0).bytes;
        }
    }

    /// How far apart its neighbours would lie without a state, for what is wished at this distance.
    fn missed(&self, at: usize, place: u64, keyframes: &[Kept<S>]) -> f64 {
        let t = self.kept[at].t;
        if t > place {
            return 0.0;
        }
        let next = keyframes.partition_point(|keyframe| keyframe.t <= t);
        let keyframe = next.checked_sub(1).map_or(0, |before| keyframes[before].t);
        let before = at.checked_sub(1).map_or(0, |before| self.kept[before].t).max(keyframe);
        if keyframe == t {
            return 0.0;
        }
        let after = [self.kept.get(at + 1), keyframes.get(next)].into_iter().flatten().map(|kept| kept.t);
        let after = after.fold(place + 1, u64::min);
        (after - before) as f64 / (place - t).max(1) as f64
    }

    /// Keeps a place that the learner leaves. Of those left before, the furthest one and the last one stay.
    pub(super) fn leave(&mut self, t: u64, state: &S, bytes: usize) {
        if bytes > self.budget / 2 / LEFT || self.left.iter().any(|kept| kept.t == t) {
            return;
        }
        self.left.push(Kept { t, state: state.clone(), bytes });
        if self.left.len() > LEFT {
            let furthest = self.left.iter().map(|kept| kept.t).max();
            self.left.remove(usize::from(Some(self.left[0].t) == furthest));
        }
        self.count();
        while self.kept.len() > 1 && self.bytes > self.budget {
            self.bytes -= self.kept.remove(0).bytes;
        }
    }

    #[cfg(test)]
    pub(super) fn budget(&self) -> usize {
        self.budget
    }

    #[cfg(test)]
    pub(super) fn size(&self) -> usize {
        self.kept.iter().chain(&self.left).map(|kept| kept.bytes).sum()
    }
}
