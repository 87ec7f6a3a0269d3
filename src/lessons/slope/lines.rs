//! What the lines of the script make.

use super::study::Study;
use crate::lab::Made;

/// The values of step t, and h of the next.
pub(super) fn made(study: &Study, t: u64) -> Vec<Made> {
    let secant = study.secant(study.h(t));
    vec![
        Made::number("f_a", study.height),
        Made::number("f_ah", secant.height),
        Made::number("quotient", secant.quotient),
        Made::number("slope", study.derivative),
        Made::number("error", secant.error),
        Made::number("h", study.h(t + 1)),
    ]
}
