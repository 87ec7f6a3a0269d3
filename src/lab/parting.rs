//! Where two runs of one lesson part, by what was measured of them.

use super::{History, Metric};

/// The first step at which a metric of two runs differs, as far as both were seen.
#[derive(Debug, Clone, PartialEq)]
pub struct Parting {
    /// The metric.
    pub metric: Metric,
    /// The last step before it at which all metrics are known to be the same; none where they differ from the first.
    pub after: Option<u64>,
    /// The step.
    pub t: u64,
    /// The metric's values in both.
    pub values: [f64; 2],
}

impl Parting {
    /// Whether it is known to be the very first one: of long runs not every step is kept.
    #[must_use]
    pub fn exact(&self) -> bool {
        self.after.is_none_or(|after| after + 1 == self.t)
    }
}

/// A step, with the metrics that two runs have at it: of the one, and of the other.
pub type SideBySide = (u64, Vec<(Metric, [f64; 2])>);

/// Whether two values are two: bit by bit, but what is no number is no number.
#[must_use]
pub fn differ(a: f64, b: f64) -> bool {
    a.to_bits() != b.to_bits() && !(a.is_nan() && b.is_nan())
}

impl History {
    /// Where a run parts from another one; nothing where it does not, as far as both were seen.
    #[must_use]
    pub fn parting(&self, other: &History) -> Option<Parting> {
        let columns = self.columns(other);
        let mut after = None;
        for (t, mine, its) in self.rows_of_both(other) {
            if let Some((i, j)) = columns.iter().find(|(i, j)| differ(mine[*i], its[*j])) {
                let metric = self.metrics()[*i].clone();
                return Some(Parting { metric, after, t, values: [mine[*i], its[*j]] });
            }
            after = Some(t);
        }
        None
    }

    /// The latest step up to `t` that is kept of both, with the metrics of both.
    #[must_use]
    pub fn side_by_side(&self, other: &History, t: u64) -> Option<SideBySide> {
        let columns = self.columns(other);
        let (at, mine, its) = self.rows_of_both(other).take_while(|(at, ..)| *at <= t).last()?;
        let values = columns.iter().map(|(i, j)| (self.metrics()[*i].clone(), [mine[*i], its[*j]]));
        Some((at, values.collect()))
    }

    /// The metrics that both have, as their places in the rows of each.
    fn columns(&self, other: &History) -> Vec<(usize, usize)> {
        let all = self.metrics().iter().enumerate();
        all.filter_map(|(i, metric)| Some((i, other.index(metric)?))).collect()
    }

    fn rows_of_both<'a>(&'a self, other: &'a History) -> impl Iterator<Item = (u64, &'a [f64], &'a [f64])> {
        let mut others = other.buckets().iter().peekable();
        self.buckets().iter().filter_map(move |mine| {
            while others.next_if(|its| its.t < mine.t).is_some() {}
            let its = others.next_if(|its| its.t == mine.t)?;
            Some((mine.t, mine.first.as_slice(), its.first.as_slice()))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lab::Row;

    const COST: Metric = Metric::new("cost", crate::words::text("cost", "代价"));

    fn history(steps: u64, cost: impl Fn(u64) -> f64) -> History {
        let mut history = History::default();
        for t in 0..steps {
            let mut row = Row::with_metrics();
            row.put(&COST, cost(t));
            history.record(t, &row);
        }
        history
    }

    #[test]
    fn runs_part_at_the_first_step_that_differs() {
        let bent = |t: u64| if t < 7 { t as f64 } else { 0.5 + t as f64 };
        let (straight, bent) = (history(20, |t| t as f64), history(12, bent));
        let parting = straight.parting(&bent).expect("they part");
        assert_eq!((parting.after, parting.t, parting.values), (Some(6), 7, [7.0, 7.5]));
        assert!(parting.exact());
        assert_eq!(straight.parting(&history(5, |t| t as f64)), None);
        let (t, values) = straight.side_by_side(&bent, 30).expect("both were seen");
        assert_eq!((t, values[0].1), (11, [11.0, 11.5]));
    }

    #[test]
    fn of_long_runs_it_is_known_between_which_steps_they_part() {
        let bent = |t: u64| if t < 5001 { 0.0 } else { 1.0 };
        let parting = history(9000, |_| 0.0).parting(&history(9000, bent)).expect("they part");
        assert!(parting.after.is_some_and(|after| after < 5001) && parting.t >= 5001 && !parting.exact());
    }

    #[test]
    fn what_is_no_number_in_both_is_the_same() {
        assert_eq!(history(9, |_| f64::NAN).parting(&history(9, |_| f64::NAN)), None);
    }
}
