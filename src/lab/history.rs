//! Metrics of every step visited, in bounded memory.

use super::{Metric, Row};

/// Steps whose metrics share a place: the first row and the smallest and largest of each value.
#[derive(Debug, Clone, PartialEq)]
pub struct Bucket {
    /// The first step whose metrics are kept.
    pub t: u64,
    /// The metrics of that step.
    pub first: Vec<f64>,
    /// The smallest value of each metric over the bucket.
    pub min: Vec<f64>,
    /// The largest value of each metric over the bucket.
    pub max: Vec<f64>,
}

impl Bucket {
    fn new(t: u64, row: &[f64]) -> Bucket {
        Bucket { t, first: row.to_vec(), min: row.to_vec(), max: row.to_vec() }
    }

    fn take(&mut self, min: &[f64], max: &[f64]) {
        for (mine, other) in self.min.iter_mut().zip(min) {
            *mine = mine.min(*other);
        }
        for (mine, other) in self.max.iter_mut().zip(max) {
            *mine = mine.max(*other);
        }
    }
}

/// The metrics of steps 0, 1, 2, …, thinned out by halves when there are many.
#[derive(Debug, Clone)]
pub struct History {
    metrics: Vec<Metric>,
    buckets: Vec<Bucket>,
    stride: u64,
    next: u64,
}

/// How many buckets are kept before neighbours are merged: more than the columns of any screen.
const MOST: usize = 4096;

impl Default for History {
    fn default() -> History {
        History { metrics: Vec::new(), buckets: Vec::new(), stride: 1, next: 0 }
    }
}

impl History {
    /// Takes the values of step `t`, if it is the next one; others are already here. The first row notes which
    /// metrics they are of.
    pub fn record(&mut self, t: u64, row: &Row) {
        if t != self.next {
            return;
        }
        self.next += 1;
        if self.metrics.is_empty() {
            self.metrics = row.metrics().to_vec();
        }
        let row = row.values();
        match self.buckets.last_mut() {
            Some(last) if t / self.stride == last.t / self.stride => last.take(row, row),
            _ => self.buckets.push(Bucket::new(t, row)),
        }
        if self.buckets.len() > MOST {
            self.thin();
        }
    }

    /// Passes over step `t`, if it is the next one: its metrics are not kept.
    pub fn skip(&mut self, t: u64) {
        if t == self.next {
            self.next += 1;
        }
    }

    /// Merges neighbours and doubles the stride.
    fn thin(&mut self) {
        self.stride *= 2;
        let mut merged: Vec<Bucket> = Vec::with_capacity(self.buckets.len() / 2 + 1);
        for bucket in self.buckets.drain(..) {
            match merged.last_mut() {
                Some(last) if last.t / self.stride == bucket.t / self.stride => {
                    last.take(&bucket.min, &bucket.max);
                }
                _ => merged.push(bucket),
            }
        }
        self.buckets = merged;
    }

    /// Forgets step `t` and all after it, which will be other ones now. A bucket that reaches over
    /// `t` keeps its first row alone.
    pub fn forget_from(&mut self, t: u64) {
        self.buckets.retain(|bucket| bucket.t < t);
        if let Some(last) = self.buckets.last_mut()
            && self.next > t
            && last.t / self.stride == t / self.stride
        {
            *last = Bucket::new(last.t, &last.first.clone());
        }
        self.next = self.next.min(t);
    }

    /// How many steps share a place; a power of two.
    pub(super) fn stride(&self) -> u64 {
        self.stride
    }

    /// The first step whose metrics are not here yet.
    #[must_use]
    pub fn next(&self) -> u64 {
        self.next
    }

    /// The metrics, in the order of the rows.
    #[must_use]
    pub fn metrics(&self) -> &[Metric] {
        &self.metrics
    }

    /// What is kept, oldest first.
    #[must_use]
    pub fn buckets(&self) -> &[Bucket] {
        &self.buckets
    }

    /// Place of a metric in the rows.
    #[must_use]
    pub fn index(&self, metric: &Metric) -> Option<usize> {
        self.metrics.iter().position(|known| known.name == metric.name)
    }

    /// A curve of one metric for a chart: for every bucket the first value, and where more than one
    /// step shares it, the smallest and largest. Values that are not finite are left out.
    #[must_use]
    pub fn curve(&self, metric: &Metric) -> Vec<(f64, f64)> {
        let Some(at) = self.index(metric) else { return Vec::new() };
        let mut points = Vec::with_capacity(self.buckets.len());
        for bucket in &self.buckets {
            let t = bucket.t as f64;
            points.push((t, bucket.first[at]));
            if self.stride > 1 {
                let half = self.stride as f64 / 2.0;
                for value in [bucket.min[at], bucket.max[at]] {
                    if value != bucket.first[at] {
                        points.push((t + half, value));
                    }
                }
            }
        }
        points.retain(|(_, value)| value.is_finite());
        points
    }

    /// The path of two metrics against each other up to step `last`: a trail on a plane.
    #[must_use]
    pub fn path(&self, x: &Metric, y: &Metric, last: u64) -> Vec<(f64, f64)> {
        let (Some(x), Some(y)) = (self.index(x), self.index(y)) else { return Vec::new() };
        self.buckets
            .iter()
            .take_while(|bucket| bucket.t <= last)
            .map(|bucket| (bucket.first[x], bucket.first[y]))
            .filter(|(x, y)| x.is_finite() && y.is_finite())
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const COST: Metric = Metric::new("cost", crate::words::text("cost", "代价"));

    fn row(cost: f64) -> Row {
        let mut row = Row::with_metrics();
        row.put(&COST, cost);
        row
    }

    fn wave(t: u64) -> Row {
        row((t as f64 * 0.37).sin())
    }

    fn filled(steps: u64) -> History {
        let mut history = History::default();
        for t in 0..steps {
            history.record(t, &wave(t));
        }
        history
    }

    #[test]
    fn memory_is_bounded_and_extremes_survive() {
        let history = filled(1_000_000);
        assert!(history.buckets().len() <= MOST + 1);
        let lowest = history.buckets().iter().map(|b| b.min[0]).fold(f64::INFINITY, f64::min);
        assert!(lowest < -0.999_999);
    }

    #[test]
    fn a_bucket_knows_the_extremes_of_all_its_steps() {
        for steps in [MOST as u64 + 1, 3 * MOST as u64, 10 * MOST as u64 + 7] {
            let history = filled(steps);
            for bucket in history.buckets() {
                let all = (bucket.t..(bucket.t + history.stride).min(steps)).map(|t| wave(t).values()[0]);
                let lowest = all.clone().fold(f64::INFINITY, f64::min);
                let highest = all.fold(f64::NEG_INFINITY, f64::max);
                assert_eq!((bucket.min[0], bucket.max[0]), (lowest, highest), "from step {}", bucket.t);
            }
        }
    }

    #[test]
    fn steps_that_were_passed_over_leave_no_trace() {
        let mut history = History::default();
        for t in 0..100_000u64 {
            if t.is_multiple_of(1000) { history.record(t, &row(t as f64)) } else { history.skip(t) }
        }
        let wanted: Vec<(f64, f64)> =
            (0..100).map(|k| (1000.0 * f64::from(k), 1000.0 * f64::from(k))).collect();
        assert_eq!((history.next(), history.curve(&COST)), (100_000, wanted));
    }

    #[test]
    fn a_bucket_that_is_cut_keeps_no_extremes_of_what_was_forgotten() {
        let mut history = filled(MOST as u64 + 1);
        assert_eq!(history.stride, 2);
        history.forget_from(1);
        let first = &history.buckets()[0];
        assert_eq!((first.t, first.min[0], first.max[0]), (0, 0.0, 0.0));
        history.record(1, &row(7.0));
        assert_eq!(history.buckets()[0].max, [7.0]);
    }

    proptest! {
        #[test]
        fn forgetting_and_going_on_leaves_what_a_fresh_run_has(steps in 1u64..9000, cut in 0u64..9000, more in 0u64..3000) {
            let cut = cut.min(steps);
            let mut history = filled(steps);
            history.forget_from(cut);
            for t in cut..cut + more {
                history.record(t, &wave(t));
            }
            let fresh = filled(cut + more);
            prop_assert_eq!(history.next(), fresh.next());
            let firsts = |h: &History| h.buckets().iter().map(|b| (b.t, b.first[0])).collect::<Vec<_>>();
            if history.stride == fresh.stride {
                prop_assert_eq!(firsts(&history), firsts(&fresh));
            }
            // Nothing that was forgotten stands in a minimum or maximum.
            for bucket in history.buckets().iter().filter(|bucket| bucket.t < cut) {
                let shared = bucket.t..(bucket.t + history.stride).min(cut + more);
                let seen: Vec<f64> = shared.map(|t| wave(t).values()[0]).collect();
                prop_assert!(seen.contains(&bucket.min[0]) && seen.contains(&bucket.max[0]));
            }
        }
    }
}
