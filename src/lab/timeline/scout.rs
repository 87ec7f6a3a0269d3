//! The way behind the learner, computed before they come there.

use super::{Kept, Timeline};

/// So many steps are computed ahead for each step back.
const PACE: u64 = 16;
/// A way is begun so many times earlier than it must be.
const EARLY: u64 = 3;

/// A state on the way between two that are kept.
#[derive(Debug)]
pub(super) struct Scout<S> {
    t: u64,
    state: S,
    end: u64,
}

impl<S: Clone> Timeline<S> {
    /// After a step back to `place`: goes on with the long way between two kept states that will be needed next, and
    /// keeps some of what it meets, so that no step back has all of it before it. `step` takes a step, if it can;
    /// `fits` says whether a way is gone with the settings in force.
    pub(crate) fn scout(
        &mut self,
        place: u64,
        bytes: usize,
        fits: impl Fn(u64) -> bool,
        mut step: impl FnMut(&mut S, u64) -> bool,
    ) {
        let going = self.scout.take().filter(|scout| self.is_next(scout.end, place) && fits(scout.t));
        let begun = || self.long_way(place).filter(|(from, _)| fits(from.t));
        let begun = || begun().map(|(from, end)| Scout { t: from.t, state: from.state.clone(), end });
        let Some(mut scout) = going.or_else(begun) else { return };
        for _ in 0..PACE {
            if !step(&mut scout.state, scout.t) {
                return;
            }
            scout.t += 1;
            if scout.t == scout.end {
                return;
            }
            if self.near.wants(scout.end - scout.t, bytes) {
                self.near.keep(scout.t, &scout.state, bytes, place, &self.keyframes);
            }
        }
        self.scout = Some(scout);
    }

    /// Whether a step is so close behind `place` that the way to it may have to be begun.
    fn is_next(&self, end: u64, place: u64) -> bool {
        place.checked_sub(end).is_some_and(|away| away * PACE <= 2 * EARLY * self.stride)
    }

    /// The next two kept states behind `place` that lie so far apart that it is time to go from one to the other.
    fn long_way(&self, place: u64) -> Option<(&Kept<S>, u64)> {
        let mut end = self.latest(place)?.t;
        while end > 0 && self.is_next(end, place) {
            let from = self.latest(end - 1)?;
            let way = end - from.t;
            if way > 2 * PACE && (place - end) * PACE <= EARLY * way {
                return Some((from, end));
            }
            end = from.t;
        }
        None
    }
}
