//! Learning-rate schedules: by which factor a rate is multiplied at step t, whatever the rule.

use crate::words::{Text, text};
use std::f64::consts::PI;

/// How a learning rate changes over the steps.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub enum Schedule {
    /// It does not.
    #[default]
    Constant,
    /// γᵏ, where k counts the stretches of so many steps that are over (PyTorch's `StepLR`).
    Step {
        /// Steps of a stretch.
        every: u64,
        /// γ.
        factor: f64,
    },
    /// ½(1 + cos(π·t/T)): down to 0 at T, and up again after it (PyTorch's `CosineAnnealingLR` with `eta_min` = 0).
    Cosine {
        /// T.
        over: u64,
    },
    /// From a fraction in a straight line up to 1, where it stays (PyTorch's `LinearLR` with `end_factor` = 1).
    Warmup {
        /// Steps until the full rate.
        over: u64,
        /// The fraction at step 0.
        first: f64,
    },
}

impl Schedule {
    /// All of them, a stretch being 100 steps long and the factor a tenth, as typed and as read.
    pub const ALL: [(Schedule, &'static str, Text); 4] = [
        (Schedule::Constant, "constant", text("constant", "恒定")),
        (Schedule::Step { every: 100, factor: 0.1 }, "step", text("step by step", "阶梯下降")),
        (Schedule::Cosine { over: 100 }, "cosine", text("half a cosine", "余弦退火")),
        (Schedule::Warmup { over: 100, first: 0.1 }, "warmup", text("warm-up", "预热")),
    ];

    /// The schedule of that name, a stretch being `over` steps long (at least one); `factor` is γ of `step` and the
    /// first fraction of `warmup`. Other names are constant.
    #[must_use]
    pub fn named(name: &str, over: u64, factor: f64) -> Schedule {
        let found = Schedule::ALL.into_iter().find(|row| row.1 == name);
        found.map_or(Schedule::Constant, |row| row.0.with(over, factor))
    }

    /// The same with a stretch of `over` steps (at least one); `factor` is γ of stairs and the first fraction of a
    /// warm-up.
    #[must_use]
    pub fn with(self, over: u64, factor: f64) -> Schedule {
        let over = over.max(1);
        match self {
            Schedule::Constant => Schedule::Constant,
            Schedule::Step { .. } => Schedule::Step { every: over, factor },
            Schedule::Cosine { .. } => Schedule::Cosine { over },
            Schedule::Warmup { .. } => Schedule::Warmup { over, first: factor },
        }
    }

    /// What the rate of step `t` (from 0) is multiplied by.
    #[must_use]
    pub fn factor(self, t: u64) -> f64 {
        match self {
            Schedule::Constant => 1.0,
            Schedule::Step { every, factor } => factor.powf((t / every) as f64),
            Schedule::Cosine { over } => 0.5 * (1.0 + (PI * t as f64 / over as f64).cos()),
            Schedule::Warmup { over, first } => first + (1.0 - first) * t.min(over) as f64 / over as f64,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_schedule_begins_turns_and_ends_where_it_should() {
        let at = |name, t| Schedule::named(name, 10, 0.5).factor(t);
        assert_eq!([0, 9, 10, 19, 20].map(|t| at("step", t)), [1.0, 1.0, 0.5, 0.5, 0.25]);
        assert_eq!([0, 10, 20].map(|t| at("cosine", t)), [1.0, 0.0, 1.0]);
        assert!((at("cosine", 5) - 0.5).abs() < 1e-15);
        assert_eq!([0, 5, 10, 99].map(|t| at("warmup", t)), [0.5, 0.75, 1.0, 1.0]);
        assert_eq!((at("constant", 7), at("step", 0)), (1.0, 1.0));
    }
}
