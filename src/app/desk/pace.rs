//! How fast a run goes.

use std::time::{Duration, Instant};

/// Steps a second that can be chosen; the last is as fast as the machine goes.
const SPEEDS: [f64; 13] =
    [1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0, 200.0, 500.0, 1000.0, 2000.0, 10_000.0, f64::INFINITY];

/// Seconds that a whole run takes at the speed a lesson opens with.
const WHOLE_RUN: f64 = 30.0;

/// The chosen speed and when the next step is due.
#[derive(Debug, Clone)]
pub(super) struct Pace {
    at: usize,
    last: Option<Instant>,
}

impl Default for Pace {
    fn default() -> Pace {
        Pace { at: 5, last: None }
    }
}

impl Pace {
    /// The speed at which a whole run can be watched: `length` steps, or where a run has no end the `usual`
    /// ones, though not slowly.
    #[must_use]
    pub(super) fn fitting(length: Option<u64>, usual: u64) -> Pace {
        let slowest = if length.is_some() { 1.0 } else { Pace::default().speed() };
        let wanted = (length.unwrap_or(usual) as f64 / WHOLE_RUN).max(slowest);
        let at = SPEEDS.iter().rposition(|speed| *speed <= wanted).unwrap_or(0).min(SPEEDS.len() - 2);
        Pace { at, last: None }
    }

    /// The speed in steps a second; infinite for as fast as possible.
    #[must_use]
    pub(super) fn speed(&self) -> f64 {
        SPEEDS[self.at]
    }

    /// One notch faster.
    pub(super) fn faster(&mut self) {
        self.at = (self.at + 1).min(SPEEDS.len() - 1);
    }

    /// One notch slower.
    pub(super) fn slower(&mut self) {
        self.at = self.at.saturating_sub(1);
    }

    /// A run begins: its first step is due at once.
    pub(super) fn begin(&mut self, now: Instant) {
        self.last = now.checked_sub(self.interval());
    }

    fn interval(&self) -> Duration {
        Duration::from_secs_f64(1.0 / self.speed())
    }

    /// How long until a step is due.
    #[must_use]
    pub(super) fn wait(&self, now: Instant) -> Duration {
        self.last.map_or(Duration::ZERO, |last| (last + self.interval()).saturating_duration_since(now))
    }

    /// How many steps are due; they count as taken. What a slow machine cannot keep up with is let go.
    pub(super) fn due(&mut self, now: Instant) -> u64 {
        let Some(last) = self.last else {
            self.last = Some(now);
            return 1;
        };
        if self.speed().is_infinite() {
            return u64::MAX;
        }
        let owed = (now.saturating_duration_since(last).as_secs_f64() * self.speed() + 1e-6).floor();
        let most = (self.speed() * 0.25).max(1.0);
        if owed > most {
            self.last = Some(now);
            return most as u64;
        }
        self.last = Some(last + Duration::from_secs_f64(owed / self.speed()));
        owed as u64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_holds_as_many_steps_as_the_speed_says() {
        let start = Instant::now();
        let mut pace = Pace::fitting(Some(2000), 0);
        assert_eq!(pace.speed(), 50.0);
        pace.begin(start);
        let steps: u64 =
            (0..=60).map(|frame| pace.due(start + Duration::from_millis(frame * 1000 / 60))).sum();
        assert!((50..=52).contains(&steps), "{steps}");
    }

    #[test]
    fn a_run_without_an_end_is_not_slow() {
        let speeds = [(Some(100), 0), (None, 100), (None, 60_000)].map(|(l, u)| Pace::fitting(l, u).speed());
        assert_eq!(speeds, [2.0, 50.0, 2000.0]);
    }

    #[test]
    fn a_slow_machine_does_not_pile_up_debt() {
        let start = Instant::now();
        let mut pace = Pace::fitting(Some(2000), 0);
        pace.begin(start);
        assert!(pace.due(start + Duration::from_secs(3600)) <= 12);
        assert_eq!(pace.due(start + Duration::from_secs(3600)), 0);
    }
}
