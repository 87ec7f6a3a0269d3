//! How long something takes, for reading.

use super::{Text, figure};
use crate::say;
use std::time::Duration;

/// The units that a duration is told in, with their seconds.
const UNITS: [(f64, &str, &str); 5] = [
    (31_557_600.0, "years", "年"),
    (86_400.0, "days", "天"),
    (3600.0, "h", "小时"),
    (60.0, "min", "分钟"),
    (1.0, "s", "秒"),
];

/// A duration in the largest unit of which there are two or more: `about 40 s`, `about 3 min`.
#[must_use]
pub fn about(duration: Duration) -> Text {
    let seconds = duration.as_secs_f64();
    let unit = UNITS.iter().find(|(unit, ..)| seconds >= 2.0 * unit).unwrap_or(&UNITS[4]);
    let (size, en, zh) = unit;
    let count = figure((seconds / size).round(), 3);
    say!("about {count} {en}", "约 {count} {zh}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_duration_is_told_in_the_unit_that_suits_it() {
        for (seconds, told) in [
            (0, "about 0 s"),
            (1, "about 1 s"),
            (119, "about 119 s"),
            (150, "about 3 min"),
            (10_000, "about 3 h"),
            (200_000, "about 2 days"),
            (u64::MAX, "about 5.85e11 years"),
        ] {
            assert_eq!(about(Duration::from_secs(seconds)).en, told);
        }
    }
}
