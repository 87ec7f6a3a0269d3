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
                // One tick says nothing about a scale: then more powers of ten, else 2 and 5 times each as well.
                let every = ((decades + 1.0).floor() / wanted as f64).ceil() as i32;
                let ticks = (1..=every).rev().map(|every| self.decade_ticks(every, self));
                return ticks
                    .into_iter()
                    .find(|ticks| ticks.len() > 1)
                    .unwrap_or_else(|| self.within_decades());
            }
        }
        // One tick says nothing about a scale: then a finer step is taken.
        (wanted..wanted + 4)
            .map(|wanted| self.even_ticks(wanted))
            .find(|ticks| ticks.len() > 1)
            .unwrap_or_default()
    }

    /// The same axis, a little longer, and its ticks: they stand in the middle of cells and equally far apart, where the
    /// drawing is so many cells long. The finest step that makes it at most a quarter longer, else the one that makes
    /// it the least longer.
    pub(super) fn ruled(self, cells: u16, wanted: usize) -> (Span, Vec<Tick>) {
        let decades = self.log && self.to.log10() - self.from.log10() >= 1.0;
        if self.log && !decades {
            return (self, self.ticks(wanted));
        }
        let (low, high) = if decades { (self.from.log10(), self.to.log10()) } else { (self.from, self.to) };
        // Where the finest of the wanted steps has one tick alone, a finer one.
        let wanted = wanted.clamp(2, 40);
        let steps = (2..=wanted).rev().chain(wanted + 1..wanted + 6).map(|wanted| match decades {
            true => ((high - low + 1.0) / wanted as f64).ceil().max(1.0),
            false => round_step((high - low) / wanted as f64),
        });
        let ruled = steps.filter_map(|step| {
            let apart = (f64::from(cells.saturating_sub(1)) * step / (high - low)).floor();
            let cell = step / apart;
            let tick = step * (low / step).ceil();
            // So many cells below the first tick, and half of its own.
            let from = tick - (((tick - low) / cell - 0.5).ceil() + 0.5) * cell;
            let to = from + f64::from(cells) * cell;
            let longer = match decades {
                true => Span { from: 10_f64.powf(from), to: 10_f64.powf(to), log: true },
                false => Span { from, to, log: false },
            };
            let ticks = self.ticks_every(step, longer);
            let fits = apart >= 1.0 && longer.from.is_finite() && longer.to.is_finite() && ticks.len() > 1;
            (fits && (!decades || longer.from > 0.0)).then_some((cell, longer, ticks))
        });
        let ruled: Vec<(f64, Span, Vec<Tick>)> = ruled.collect();
        let little = ruled.iter().find(|(cell, ..)| cell * f64::from(cells) <= 1.25 * (high - low));
        let best = little.or_else(|| ruled.iter().min_by(|(one, ..), (other, ..)| one.total_cmp(other)));
        best.cloned().map_or_else(|| (self, self.even(cells, wanted)), |(_, span, ticks)| (span, ticks))
    }

    /// The most ticks, at most about so many, that stand equally far apart in so many cells; the two outermost where
    /// there are none.
    pub(super) fn even(self, cells: u16, wanted: usize) -> Vec<Tick> {
        let choices = (2..=wanted.max(2)).rev().map(|wanted| self.ticks(wanted));
        choices.into_iter().find(|ticks| is_even(ticks, cells)).unwrap_or_else(|| {
            let mut ticks = self.ticks(wanted);
            if ticks.len() > 2 {
                ticks.drain(1..ticks.len() - 1);
            }
            ticks
        })
    }

    fn even_ticks(self, wanted: usize) -> Vec<Tick> {
        self.ticks_every(round_step((self.to - self.from) / wanted as f64), self)
    }

    /// Ticks inside this axis at multiples of a step (powers of ten on an axis of decades), with their places on another
    /// one.
    fn ticks_every(self, step: f64, shown: Span) -> Vec<Tick> {
        if !(step > 0.0 && step.is_finite()) {
            return Vec::new();
        }
        if self.log && self.to.log10() - self.from.log10() >= 1.0 {
            return self.decade_ticks(step as i32, shown);
        }
        let decimals = (-step.log10().floor()).max(0.0) as usize;
        let small = self.from.abs().max(self.to.abs()) < 1e-3;
        let first = (self.from / step - 1e-9).ceil();
        (0..=80)
            .map(|n| (first + f64::from(n)) * step)
            .take_while(|value| *value <= self.to + step * 1e-9)
            .map(|value| {
                let value = if value.abs() < step * 1e-9 { 0.0 } else { value };
                let label = if small || decimals > 5 || value.abs() >= 1e6 {
                    figure(value, 3)
                } else {
                    fixed(value, decimals)
                };
                Tick { at: shown.at(value), label }
            })
            .collect()
    }

    fn decade_ticks(self, every: i32, shown: Span) -> Vec<Tick> {
        let (low, high) = ((self.from.log10() - 1e-9).ceil() as i32, (self.to.log10() + 1e-9).floor() as i32);
        (low..=high)
            .filter(|power| power.rem_euclid(every.max(1)) == 0)
            .map(|power| Tick { at: shown.at(10_f64.powi(power)), label: round_label(1, power) })
            .collect()
    }

    /// Ticks at 1, 2 and 5 times each power of ten.
    fn within_decades(self) -> Vec<Tick> {
        let powers = self.from.log10().floor() as i32..=self.to.log10().floor() as i32;
        let round = powers.flat_map(|power| [1, 2, 5].map(|times| (times, power)));
        let ticks = round.map(|(times, power)| Tick {
            at: self.at(f64::from(times) * 10_f64.powi(power)),
            label: round_label(times, power),
        });
        ticks.filter(|tick| (-1e-9..=1.0 + 1e-9).contains(&tick.at)).collect()
    }
}

/// The cell of an axis, counted from its end, that holds a share of it; a hair of tolerance, so that values at the ends
/// of the range are seen.
pub(super) fn cell_at(at: f64, cells: u16) -> Option<u16> {
    let inside = at.is_finite() && (-1e-9..=1.0 + 1e-9).contains(&at) && cells > 0;
    inside.then(|| ((at.max(0.0) * f64::from(cells)) as u16).min(cells - 1))
}

fn is_even(ticks: &[Tick], cells: u16) -> bool {
    let places: Vec<u16> = ticks.iter().filter_map(|tick| cell_at(1.0 - tick.at, cells)).collect();
    let apart: Vec<u16> = places.windows(2).map(|pair| pair[0].abs_diff(pair[1])).collect();
    places.len() > 1 && apart.iter().all(|gap| *gap > 0 && *gap == apart[0])
}

/// So many times a power of ten as a label: plain where that is short.
fn round_label(times: i32, power: i32) -> String {
    let value = f64::from(times) * 10_f64.powi(power);
    match power {
        0..=4 => fixed(value, 0),
        -3..=-1 => fixed(value, power.unsigned_abs() as usize),
        _ => format!("{times}e{}", power.to_string().replace('-', "−")),
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

    #[test]
    fn an_axis_of_one_power_of_ten_has_further_ticks() {
        let log = |from, to, wanted| labels(&Axis::default().range(from, to).log(), wanted);
        assert_eq!(log(4.0, 60.0, 4), ["5", "10", "20", "50"]);
        assert_eq!(log(2e-6, 3e-5, 4), ["2e−6", "5e−6", "1e−5", "2e−5"]);
        assert_eq!(log(0.03, 400.0, 1), ["1", "100"]);
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
