//! Going to a step: how far, and how long it will take.

use crate::lab::{Bookmark, Reveal, Session};
use crate::say;
use crate::words::{Text, text, whole};
use std::time::{Duration, Instant};

/// So long a journey goes on before its length is guessed.
const GLANCE: Duration = Duration::from_millis(200);

/// A step being gone to.
#[derive(Debug, Clone)]
pub(super) struct Journey {
    /// The step.
    pub(super) goal: u64,
    began: Instant,
    /// The step it began at.
    from: u64,
    /// Where it goes back to from there.
    rest: Option<Rest>,
}

/// The end of a journey to a place where the run was before: its step, its phase.
#[derive(Debug, Clone, Copy)]
struct Rest {
    now: u64,
    reveal: Reveal,
    /// The step after the goal was tried, and there was none.
    over: bool,
}

impl Journey {
    /// From the session's step to `wanted`, as far as its run goes. With a sentence where it goes less far;
    /// no journey where it stays.
    pub(super) fn plan(session: &dyn Session, wanted: u64) -> (Option<Journey>, Option<Text>) {
        let from = session.now();
        let (goal, said) = match last(session) {
            Some(last) if wanted > last => {
                let end = whole(last);
                (last, Some(say!("The run ends at step {end}.", "本次运行到第 {end} 步结束。")))
            }
            _ => (wanted, None),
        };
        let journey = Journey { goal, began: Instant::now(), from, rest: None };
        (Some(journey).filter(|journey| journey.goal != from), said)
    }

    /// To all that was seen of a run, and back to where it stood.
    pub(super) fn to_place(session: &dyn Session, mark: &Bookmark, reveal: Reveal) -> Journey {
        let rest = Some(Rest { now: mark.now, reveal, over: mark.over });
        Journey { goal: mark.head, began: Instant::now(), from: session.now(), rest }
    }

    /// The step where it will end.
    pub(super) fn end(&self) -> u64 {
        self.rest.map_or(self.goal, |rest| rest.now)
    }

    /// The goal is reached, or there is no step before it any more: ends where it is to end, in this phase.
    pub(super) fn arrive(&self, session: &mut dyn Session) -> Reveal {
        let Some(rest) = self.rest else { return Reveal::Whole };
        if rest.over && session.now() == self.goal {
            session.forward();
        }
        session.seek(rest.now, &mut || true);
        rest.reveal
    }

    /// Whether it goes on so long already that the learner sees it.
    pub(super) fn long(&self) -> bool {
        self.began.elapsed() >= GLANCE
    }

    /// About how long the rest will take, after a first glance.
    pub(super) fn left(&self, now: u64) -> Option<Duration> {
        let taken = self.began.elapsed();
        let steps = now.checked_sub(self.from).filter(|steps| *steps > 0 && self.long())?;
        let left = self.goal.saturating_sub(now) as f64 * taken.as_secs_f64() / steps as f64;
        Some(Duration::try_from_secs_f64(left).unwrap_or(Duration::MAX))
    }
}

/// The last step of a run, as far as it is known here.
fn last(session: &dyn Session) -> Option<u64> {
    session.ending().map(|_| session.now()).or_else(|| session.length())
}

/// The step `by` steps away, with a sentence where the run does not reach so far back.
pub(super) fn away(from: u64, by: i64) -> (u64, Option<Text>) {
    let short = by < 0 && from < by.unsigned_abs();
    let start = text("The run begins at step 0.", "本次运行从第 0 步开始。");
    (from.saturating_add_signed(by), short.then_some(start))
}

/// The step that [`Control::Last`](crate::app::order::Control::Last) means.
pub(super) fn end(session: &dyn Session, from: u64) -> u64 {
    match session.length() {
        Some(length) => length,
        None if from < session.head() => session.head(),
        None => from.saturating_add(session.card().steps.max(1)),
    }
}
