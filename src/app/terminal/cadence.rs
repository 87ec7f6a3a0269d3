//! When the next frame may be drawn: at once for a person, steadily for a run.

use std::time::{Duration, Instant};

/// Frames while a person acts: so many at once …
const AT_ONCE: u32 = 4;
/// … and in the long run one in this time, however fast the events come.
const ANSWER: Duration = Duration::from_millis(12);
/// Frames that showed nothing new wait for no one, but for a flood of keys that do nothing: so many at once.
const LOOKS: u32 = 8;
/// Frames while only the program works: 30 a second flow, and leave room on a slow line.
const WORK: Duration = Duration::from_millis(32);
/// A picture that has not moved for this long is at rest.
const REST: Duration = Duration::from_millis(120);
/// So long after the last input the person still acts: an answer takes a while, and has several frames.
const ACTING: Duration = Duration::from_millis(100);

/// Decides when a frame is due.
#[derive(Debug)]
pub(super) struct Cadence {
    /// When the last frame was sent.
    sent: Option<Instant>,
    /// When the person last did something; the start of the program counts.
    acted: Instant,
    /// Until when the frames sent for the person are paid off, one every [`ANSWER`].
    paid: Instant,
    /// Until when the frames drawn for the person that sent nothing are paid off, one every [`ANSWER`].
    looked: Instant,
}

impl Cadence {
    pub(super) fn new(now: Instant) -> Cadence {
        Cadence { sent: None, acted: now, paid: now, looked: now }
    }

    /// The person did something.
    pub(super) fn act(&mut self, now: Instant) {
        self.acted = now;
    }

    /// A frame begun at this time was drawn, and sent if there was something new in it.
    pub(super) fn drawn(&mut self, now: Instant, sent: bool) {
        if sent {
            self.sent = Some(now);
        }
        if self.acting(now) {
            let account = if sent { &mut self.paid } else { &mut self.looked };
            *account = (*account).max(now) + ANSWER;
        }
    }

    /// When the next frame may be drawn; `None`: now.
    pub(super) fn due(&self, now: Instant) -> Option<Instant> {
        let work = self.sent.map(|sent| sent + WORK);
        let answer = self.paid.checked_sub(ANSWER * (AT_ONCE - 1)).filter(|_| self.acting(now));
        let due = match (work, answer) {
            (Some(work), Some(answer)) => Some(work.min(answer)),
            (work, _) => work,
        };
        let looked = self.looked.checked_sub(ANSWER * (LOOKS - 1));
        due.max(looked).filter(|due| now < *due)
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
                cadence.drawn(now, true);
            }
            due
        });
        wanted.collect()
    }

    #[test]
    fn a_run_flows_at_thirty_frames_a_second() {
        let frames = in_a_second(|_| false).len();
        assert!((31..=32).contains(&frames), "{frames}");
    }

    #[test]
    fn a_key_is_answered_at_once_in_the_middle_of_a_run() {
        for pressed in [700, 705, 719, 733] {
            let frames = in_a_second(|ms| ms == pressed);
            let answers = frames.iter().filter(|ms| (pressed..pressed + 3).contains(*ms)).count();
            assert!(answers >= 3, "pressed at {pressed}: {frames:?}");
        }
    }

    /// The frame of a key is often drawn before the step it asked for is done: that one must not wait.
    #[test]
    fn a_frame_with_nothing_new_does_not_delay_the_next_but_in_a_flood() {
        let start = Instant::now();
        let mut cadence = Cadence::new(start);
        for key in 0..30 {
            let pressed = start + MS * 33 * key;
            cadence.act(pressed);
            for look in 0..2 {
                let now = pressed + MS * look;
                assert_eq!(cadence.due(now), None, "key {key}");
                cadence.drawn(now, look == 1);
            }
        }
        let drawn = (1000..2000).filter(|ms| {
            let now = start + MS * *ms;
            cadence.act(now);
            let due = cadence.due(now).is_none();
            if due {
                cadence.drawn(now, false);
            }
            due
        });
        let drawn = drawn.count();
        assert!((80..=1000 / 12 + LOOKS as usize).contains(&drawn), "{drawn}");
    }

    #[test]
    fn a_flood_is_thinned() {
        let frames = in_a_second(|_| true).len();
        assert!(frames <= 1000 / 12 + AT_ONCE as usize, "{frames}");
    }
}
