//! Ticks, and from values to places and back.

use crate::lab::scene::{Axis, Scale};
use crate::words::{figure, fixed};

/// What an axis shows, from end to end.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Span {
    from: f64,
    to: f64,
    log: bool,
}

/// Values beyond are drawn at the edge: their differences would not be numbers.
const HUGE: f64 = 1e300;

/// A tick: where and what is written.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Tick {
    /// Share of the axis, 0 … 1.
    pub(super) at: f64,
    /// The value as words.
    pub(super) label: String,
}

impl Span {
    /// From the axis, or from the values when it says nothing.
    pub(super) fn new(axis: &Axis, values: impl Iterator<Item = f64>) -> Span {
        let log = axis.scale == Scale::Log;
        let usable = |v: f64| v.is_finite() && (!log || v > 0.0);
        let given = axis.range.filter(|(from, to)| usable(*from) && usable(*to) && to > from);
        if let Some((from, to)) = given {
            return Span { from: from.clamp(-HUGE, HUGE), to: to.clamp(-HUGE, HUGE), log };
        }
        let (mut low, mut high) = (f64::INFINITY, f64::NEG_INFINITY);
        for value in values.filter(|v| usable(*v)) {
            let value = value.clamp(-HUGE, HUGE);
            low = low.min(value);
            high = high.max(value);
        }
        if low > high {
            return if log { Span { from: 0.1, to: 10.0, log } } else { Span { from: 0.0, to: 1.0, log } };
        }
        if log {
            // At least half a decade, so that ticks can say something.
            let middle = (low.log10() + high.log10()) / 2.0;
            let half = ((high.log10() - low.log10()) / 2.0).max(0.25);
            let power = |p: f64| 10_f64.powf(p.clamp(-300.0, 300.0));
            return Span { from: power(middle - half), to: power(middle + half), log };
        }
        let gap = high - low;
        if gap <= low.abs().max(high.abs()) * 1e-12 || !gap.is_finite() {
            let half = if low == 0.0 { 1.0 } else { low.abs() / 2.0 };
            return Span { from: low - half, to: low + half, log };
        }
        Span { from: low, to: high, log }
    }

    /// With a little air at both ends.
    pub(super) fn airy(self, share: f64) -> Span {
        if self.log {
            let air = (self.to / self.from).powf(share);
            return Span { from: (self.from / air).max(1e-320), to: (self.to * air).min(1e305), log: true };
        }
        let air = (self.to - self.from) * share;
        Span { from: self.from - air, to: self.to + air, log: false }
    }

    /// Extended to include zero, for bars that grow from it.
    pub(super) fn with_zero(self) -> Span {
        if self.log { self } else { Span { from: self.from.min(0.0), to: self.to.max(0.0), log: false } }
    }

    /// Share of the axis at which a value lies; NaN where it has no place.
    pub(super) fn at(self, value: f64) -> f64 {
        if self.log {
            if value <= 0.0 {
                return f64::NAN;
            }
            return (value.ln() - self.from.ln()) / (self.to.ln() - self.from.ln());
        }
        (value - self.from) / (self.to - self.from)
    }

    /// The value at a share of the axis.
    pub(super) fn value(self, at: f64) -> f64 {
        if self.log {
            return (self.from.ln() + at * (self.to.ln() - self.from.ln())).exp();
        }
        self.from + at * (self.to - self.from)
    }

    /// How long the axis is in its own unit.
    pub(super) fn length(self) -> f64 {
        self.to - self.from
    }

    /// About `wanted` ticks at round values.
    pub(super) fn ticks(self, wanted: usize) -> Vec<Tick> {
        let wanted = wanted.clamp(1, 40);
        if self.log {
            let decades = self.to.log10() - self.from.log10();
            if decades >= 1.0 {
                return self.decade_ticks(wanted);
            }
        }
        // One tick says nothing about a scale: then a finer step is taken.
        (wanted..wanted + 4)
            .map(|wanted| self.even_ticks(wanted))
            .find(|ticks| ticks.len() > 1)
            .unwrap_or_default()
    }

    fn even_ticks(self, wanted: usize) -> Vec<Tick> {
        let step = round_step((self.to - self.from) / wanted as f64);
        if !(step > 0.0 && step.is_finite()) {
            return Vec::new();
        }
        let decimals = (-step.log10().floor()).max(0.0) as usize;
        let small = self.from.abs().max(self.to.abs()) < 1e-3;
        let first = (self.from / step - 1e-9).ceil();
        (0..=2 * wanted)
            .map(|n| (first + n as f64) * step)
            .take_while(|value| *value <= self.to + step * 1e-9)
            .map(|value| {
                let value = if value.abs() < step * 1e-9 { 0.0 } else { value };
                let label = if small || decimals > 5 || value.abs() >= 1e6 {
                    figure(value, 3)
                } else {
                    fixed(value, decimals)
                };
                Tick { at: self.at(value), label }
            })
            .collect()
    }

    fn decade_ticks(self, wanted: usize) -> Vec<Tick> {
        let (low, high) = ((self.from.log10() - 1e-9).ceil() as i32, (self.to.log10() + 1e-9).floor() as i32);
        let every = ((high - low + 1) as f64 / wanted as f64).ceil().max(1.0) as i32;
        (low..=high)
            .filter(|power| power.rem_euclid(every) == 0)
            .map(|power| Tick { at: self.at(10_f64.powi(power)), label: decade(power) })
            .collect()
    }
}

/// A power of ten as a label: plain where that is short.
fn decade(power: i32) -> String {
    match power {
        0..=4 => fixed(10_f64.powi(power), 0),
        -3..=-1 => fixed(10_f64.powi(power), power.unsigned_abs() as usize),
        _ => format!("1e{}", power.to_string().replace('-', "−")),
    }
}

/// The smallest 1, 2 or 5 times a power of ten that is not smaller.
fn round_step(rough: f64) -> f64 {
    let power = 10_f64.powf(rough.log10().floor());
    for factor in [1.0, 2.0, 5.0] {
        if factor * power >= rough * (1.0 - 1e-9) {
            return factor * power;
        }
    }
    10.0 * power
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn labels(axis: &Axis, wanted: usize) -> Vec<String> {
        Span::new(axis, std::iter::empty()).ticks(wanted).into_iter().map(|tick| tick.label).collect()
    }

    #[test]
    fn ticks_are_round() {
        let axis = |from, to| Axis::default().range(from, to);
        assert_eq!(labels(&axis(0.0, 2000.0), 5), ["0", "500", "1000", "1500", "2000"]);
        assert_eq!(labels(&axis(0.1, 0.7), 4), ["0.2", "0.4", "0.6"]);
        assert_eq!(labels(&axis(-1.0, 1.0), 5), ["−1.0", "−0.5", "0.0", "0.5", "1.0"]);
        assert_eq!(labels(&axis(1e-6, 10.0).log(), 4), ["1e−6", "1e−4", "0.01", "1"]);
        assert_eq!(labels(&axis(0.0, 4e-5), 2), ["0", "2e−5", "4e−5"]);
    }

    proptest! {
        #[test]
        fn values_come_back(from in -1e6_f64..1e6, length in 1e-3_f64..1e6, share in 0.0_f64..1.0) {
            let span = Span::new(&Axis::default().range(from, from + length), std::iter::empty());
            prop_assert!((span.at(span.value(share)) - share).abs() < 1e-6);
            let log = Span::new(&Axis::default().range(length, length * 50.0).log(), std::iter::empty());
            prop_assert!((log.at(log.value(share)) - share).abs() < 1e-6);
        }

        #[test]
        fn any_values_make_an_axis(a: f64, b: f64, log: bool, wanted in 0_usize..30) {
            let mut axis = Axis::default();
            if log { axis = axis.log(); }
            let span = Span::new(&axis, [a, b].into_iter());
            prop_assert!(span.ticks(wanted).len() <= 90);
            let axis = axis.range(a, b);
            prop_assert!(Span::new(&axis, [a, b].into_iter()).ticks(wanted).len() <= 90);
        }
    }
}
