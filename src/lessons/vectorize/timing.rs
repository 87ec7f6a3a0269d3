//! Measuring: one trial, its statistics, and the sweep over sizes.

use super::work::{FEATURES, Kind, Work, dot_by_loop};
use crate::lab::{History, Job, Metric};
use crate::words::{same, text};
use std::hint::black_box;
use std::time::Duration;

/// A measurement repeats its computation until about so many products are computed: far more than reading
/// the clock takes, whatever the size.
const PRODUCTS: usize = 40_000;

/// Measurements of a trial, of which the fastest counts: whatever else the machine does only makes one slower.
const ROUNDS: usize = 5;

/// Trials of a size in the sweep, after one that warms up.
const SWEEP_TRIALS: usize = 7;

/// What one trial found.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Trial {
    /// Time of one computation by the loop, in microseconds: the fastest of some.
    pub(super) loop_us: f64,
    /// Time of one computation by array expressions, in microseconds: the fastest of some.
    pub(super) array_us: f64,
    /// The last number that each computes: Σ aᵢbᵢ, or db.
    pub(super) results: [f64; 2],
    /// The largest difference between a number of the one and the same of the other.
    pub(super) difference: f64,
}

impl Trial {
    /// Times both; which goes first alternates, because the first finds colder caches.
    pub(super) fn measure(work: &Work, clock: fn() -> Duration, array_first: bool) -> Trial {
        let race = Race { clock, repeats: PRODUCTS.div_ceil(products(work)), array_first };
        match work {
            Work::Dot(a, b) => {
                let slices = || (a.as_slice().unwrap_or_default(), b.as_slice().unwrap_or_default());
                let by_loop = || {
                    let (a, b) = black_box(slices());
                    [dot_by_loop(a, b)]
                };
                race.run(by_loop, || [black_box(a).dot(black_box(b))])
            }
            Work::Gradient(neuron) => {
                race.run(|| black_box(neuron).by_loop(), || black_box(neuron).by_arrays())
            }
        }
    }
}

/// How two computations are timed against each other.
struct Race {
    clock: fn() -> Duration,
    repeats: usize,
    array_first: bool,
}

impl Race {
    fn run<T: AsRef<[f64]>>(&self, by_loop: impl Fn() -> T, by_arrays: impl Fn() -> T) -> Trial {
        let ((loop_us, one), (array_us, other)) = if self.array_first {
            let array = self.time(by_arrays);
            (self.time(by_loop), array)
        } else {
            (self.time(by_loop), self.time(by_arrays))
        };
        let (one, other) = (one.as_ref(), other.as_ref());
        let last = |numbers: &[f64]| numbers.last().copied().unwrap_or(f64::NAN);
        let difference = one.iter().zip(other).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max);
        Trial { loop_us, array_us, results: [last(one), last(other)], difference }
    }

    /// The time of one computation in microseconds, and what the last one gave.
    fn time<T>(&self, compute: impl Fn() -> T) -> (f64, T) {
        let (mut fastest, mut outcome) = self.round(&compute);
        for _ in 1..ROUNDS {
            let (time, again) = self.round(&compute);
            (fastest, outcome) = (time.min(fastest), again);
        }
        (fastest, outcome)
    }

    /// The mean time of some runs in microseconds, and what the last of them gave.
    fn round<T>(&self, compute: impl Fn() -> T) -> (f64, T) {
        let begin = (self.clock)();
        let mut outcome = black_box(compute());
        for _ in 1..self.repeats {
            outcome = black_box(compute());
        }
        let taken = (self.clock)().saturating_sub(begin);
        (taken.as_secs_f64() * 1e6 / self.repeats as f64, outcome)
    }
}

/// Products that a computation sums up.
fn products(work: &Work) -> usize {
    match work.kind() {
        Kind::Dot => work.size(),
        Kind::Gradient => 2 * FEATURES * work.size(),
    }
    .max(1)
}

/// Median and quartiles of some times.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Times {
    /// How many.
    pub(super) count: usize,
    /// The middle one.
    pub(super) median: f64,
    /// A quarter of them is below, a quarter above these.
    pub(super) quartiles: (f64, f64),
}

impl Times {
    /// Of some times; nothing of none.
    pub(super) fn of(mut times: Vec<f64>) -> Option<Times> {
        times.retain(|time| time.is_finite());
        times.sort_by(f64::total_cmp);
        let last = times.len().checked_sub(1)?;
        // Between the two nearest, as NumPy's percentile does.
        let at = |share: f64| {
            let place = share * last as f64;
            let (low, high) = (times[place.floor() as usize], times[place.ceil() as usize]);
            low + (high - low) * place.fract()
        };
        Some(Times { count: times.len(), median: at(0.5), quartiles: (at(0.25), at(0.75)) })
    }

    /// Of the trials 1 … t; the warm-up does not count.
    pub(super) fn upto(history: &History, time: &Metric, t: u64) -> Option<Times> {
        let counted = |(at, _): &(f64, f64)| *at >= 1.0 && *at <= t as f64;
        Times::of(history.curve(time).into_iter().filter(counted).map(|(_, time)| time).collect())
    }
}

/// Sizes of the sweep: two for every power of ten.
fn sizes(kind: Kind) -> Vec<usize> {
    let halves = |size: f64| (2.0 * size.log10()).round() as i32;
    let (first, last) = kind.sizes();
    (halves(first)..=halves(last)).map(|half| 10f64.powf(f64::from(half) / 2.0).round() as usize).collect()
}

/// The medians of both times and their ratio for every size.
pub(super) fn over_sizes(name: &str, kind: Kind, seed: u32, clock: fn() -> Duration) -> Job {
    let sizes = sizes(kind);
    let row = move |size: usize| {
        let work = Work::new(kind, size, seed);
        let trials = (0..=SWEEP_TRIALS).map(|k| Trial::measure(&work, clock, k % 2 == 0));
        let (by_loop, by_arrays): (Vec<f64>, Vec<f64>) =
            trials.skip(1).map(|trial| (trial.loop_us, trial.array_us)).unzip();
        let median = |times: Vec<f64>| Times::of(times).map_or(f64::NAN, |times| times.median);
        let (by_loop, by_arrays) = (median(by_loop), median(by_arrays));
        vec![size as f64, by_loop, by_arrays, by_loop / by_arrays]
    };
    let columns = [kind.size_name(), "loop_us", "vector_us", "ratio"].map(String::from).to_vec();
    let titles = vec![
        same(kind.size_name()),
        text("loop, µs", "循环，µs"),
        text("array, µs", "数组，µs"),
        text("loop / array", "循环 / 数组"),
    ];
    let total = sizes.len();
    Job { name: name.into(), columns, titles, total, rows: Box::new(sizes.into_iter().map(row)) }
}

#[cfg(test)]
mod tests {
    use super::super::LOOP;
    use super::*;
    use std::cell::Cell;

    thread_local!(static NOW: Cell<u64> = const { Cell::new(0) });

    /// A clock that goes on by one millisecond each time it is read.
    fn ticking() -> Duration {
        NOW.set(NOW.get() + 1);
        Duration::from_millis(NOW.get())
    }

    #[test]
    fn a_time_is_that_of_one_computation() {
        let small = Trial::measure(&Work::new(Kind::Dot, 100, 1), ticking, false);
        assert_eq!((small.loop_us, small.array_us), (2.5, 2.5), "400 computations in a millisecond");
        let large = Trial::measure(&Work::new(Kind::Dot, 300_000, 1), ticking, true);
        assert_eq!((large.loop_us, large.array_us), (1000.0, 1000.0));
        assert!(large.difference < 1e-8 && large.results[0] != 0.0);
    }

    /// A clock on which every second measurement takes ten times as long as it should.
    fn disturbed() -> Duration {
        NOW.set(NOW.get() + 1);
        let readings = NOW.get();
        Duration::from_millis(readings + 9 * (readings / 4))
    }

    #[test]
    fn what_disturbs_some_measurements_is_no_part_of_a_time() {
        NOW.set(0);
        let trial = Trial::measure(&Work::new(Kind::Dot, 300_000, 1), disturbed, false);
        assert_eq!((trial.loop_us, trial.array_us), (1000.0, 1000.0));
    }

    /// NumPy: np.percentile([4, 1, 3, 2], [25, 50, 75]) = 1.75, 2.5, 3.25.
    #[test]
    fn medians_and_quartiles_are_numpys() {
        let times = Times::of(vec![4.0, 1.0, f64::NAN, 3.0, 2.0]).expect("four times");
        assert_eq!(times, Times { count: 4, median: 2.5, quartiles: (1.75, 3.25) });
        assert_eq!(Times::of(vec![f64::NAN]), None);
    }

    #[test]
    fn the_warm_up_is_not_counted() {
        let mut history = History::default();
        for (t, us) in [900.0, 1.0, 2.0, 3.0].into_iter().enumerate() {
            let mut row = crate::lab::Row::with_metrics();
            row.put(&LOOP, us);
            history.record(t as u64, &row);
        }
        assert_eq!(Times::upto(&history, &LOOP, 2).map(|times| times.median), Some(1.5));
        assert_eq!(Times::upto(&history, &LOOP, 0), None);
    }

    #[test]
    fn the_sweep_covers_its_sizes() {
        assert_eq!(sizes(Kind::Dot)[..3], [100, 316, 1000]);
        assert_eq!(sizes(Kind::Dot).last(), Some(&10_000_000));
        let mut job = over_sizes("ratio", Kind::Gradient, 1, ticking);
        assert_eq!(job.total, 7);
        let row = job.rows.next().expect("a row");
        assert_eq!((row[0], row[3]), (10.0, 1.0));
    }
}
