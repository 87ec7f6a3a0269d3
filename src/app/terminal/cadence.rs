//! When the next frame may be drawn: at once for a person, steadily for a run.

use std::time::{Duration, Instant};

/// Frames while a person acts: so many at once …
const AT_ONCE: u32 = 4;
/// … and in the long run one in this time, however fast the events come.
const ANSWER: Duration = Duration::from_millis(12);
/// Frames while only the program works: 30 a second flow, and leave room on a slow line.
const WORK: Duration = Duration::from_millis(33);
/// A picture that has not moved for this long is at rest.
const REST: Duration = Duration::from_millis(120);
/// So long after the last input the person still acts: an answer takes a while, and has several frames.
const ACTING: Duration = Duration::from_millis(100);

/// Decides when a frame is due. Only frames that sent something count.
#[derive(Debug)]
pub(super) struct Cadence {
    /// When the last frame was sent.
    sent: Option<Instant>,
    /// When the person last did something; the start of the program counts.
    acted: Instant,
    /// Until when the frames sent for the person are paid off, one every [`ANSWER`].
    paid: Instant,
}

impl Cadence {
    pub(super) fn new(now: Instant) -> Cadence {
        Cadence { sent: None, acted: now, paid: now }
    }

    /// The person did something.
    pub(super) fn act(&mut self, now: Instant) {
        self.acted = now;
    }

    /// A frame begun at this time was sent.
    pub(super) fn sent(&mut self, now: Instant) {
        self.sent = Some(now);
        if self.acting(now) {
            self.paid = self.paid.max(now) + ANSWER;
        }
    }

    /// When the next frame may be drawn; `None`: now.
    pub(super) fn due(&self, now: Instant) -> Option<Instant> {
        let work = self.sent.map(|sent| sent + WORK);
        let answer = self.paid.checked_sub(ANSWER * (AT_ONCE - 1)).filter(|_| self.acting(now));
        let due = match (work, answer) {
            (Some(work), Some(answer)) => work.min(answer),
            (Some(work), None) => work,
            (None, _) => return None,
        };
        (now < due).then_some(due)
    }

    /// When the picture has come to rest, if nothing moves until then; `None`: it has.
    pub(super) fn rest(&self, now: Instant) -> Option<Instant> {
        self.sent.map(|sent| sent + REST).filter(|rest| now < *rest)
    }

    /// Whether a person acts.
    pub(super) fn acting(&self, now: Instant) -> bool {
        now < self.acted + ACTING
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MS: Duration = Duration::from_millis(1);

    /// Frames that are sent within a second when one is wanted every millisecond.
    fn in_a_second(mut acts: impl FnMut(u32) -> bool) -> Vec<u32> {
        let start = Instant::now();
        let mut cadence = Cadence::new(start);
        let wanted = (200..1200).filter(|ms| {
            let now = start + MS * *ms;
            if acts(*ms) {
                cadence.act(now);
            }
            let due = cadence.due(now).is_none();
            if due {
                cadence.sent(now);
            }
            due
        });
        wanted.collect()
    }

    #[test]
    fn a_run_flows_at_thirty_frames_a_second() {
        let frames = in_a_second(|_| false).len();
        assert!((30..=31).contains(&frames), "{frames}");
    }

    #[test]
    fn a_key_is_answered_at_once_in_the_middle_of_a_run() {
        for pressed in [700, 705, 719, 733] {
            let frames = in_a_second(|ms| ms == pressed);
            let answers = frames.iter().filter(|ms| (pressed..pressed + 3).contains(*ms)).count();
            assert!(answers >= 3, "pressed at {pressed}: {frames:?}");
        }
    }

    #[test]
    fn a_flood_is_thinned() {
        let frames = in_a_second(|_| true).len();
        assert!(frames <= 1000 / 12 + AT_ONCE as usize, "{frames}");
    }
}
