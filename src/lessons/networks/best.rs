//! The best point of a curve so far.

use crate::lab::Look;
use crate::lab::scene::{Curve, Ink};
use crate::say;

/// Which value is the best.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Best {
    /// Of a loss.
    Lowest,
    /// Of an accuracy.
    Highest,
}

/// The best point of a curve up to the present step as a curve of its own, a star that the legend names: none before
/// the first step.
pub(crate) fn best(
    points: &[(f64, f64)],
    look: &Look<'_>,
    which: Best,
    written: impl Fn(f64) -> String,
) -> Option<Curve> {
    let better = |one: f64, other: f64| if which == Best::Lowest { one < other } else { one > other };
    let mut seen = points.iter().copied().filter(|(t, value)| *t <= look.t as f64 && value.is_finite());
    let first = seen.next().filter(|_| look.t > 0)?;
    let (t, value) = seen.fold(first, |best, point| if better(point.1, best.1) { point } else { best });
    let written = written(value);
    let plain = written.replace(" %", "%");
    let name = say!("best {written}", "最佳 {plain}");
    Some(Curve::new(name, vec![(t, value)], Ink::Good).letter('★'))
}

/// A curve of points that are not measured at every step, with the one of the present step, so that neither its best nor
/// its end is older than what stands beside it.
pub(crate) fn with_here(mut points: Vec<(f64, f64)>, look: &Look<'_>, here: f64) -> Vec<(f64, f64)> {
    let t = look.t as f64;
    let at = points.partition_point(|point| point.0 < t);
    if here.is_finite() && points.get(at).is_none_or(|point| point.0 != t) {
        points.insert(at, (t, here));
    }
    points
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lab::{History, Reveal};

    #[test]
    fn the_best_so_far_is_the_first_of_equals_and_nothing_to_come() {
        let history = History::default();
        let at = |t: u64| Look { t, reveal: Reveal::Whole, history: &history, results: &[], detail: (1, 1) };
        let points = [(0.0, 3.0), (1.0, 2.0), (2.0, 2.0), (3.0, 5.0), (4.0, 1.0)];
        let found = |t, which| best(&points, &at(t), which, |x| x.to_string()).map(|curve| curve.points[0]);
        assert_eq!(found(0, Best::Lowest), None);
        assert_eq!(found(3, Best::Lowest), Some((1.0, 2.0)));
        assert_eq!(found(4, Best::Lowest), Some((4.0, 1.0)));
        assert_eq!(found(2, Best::Highest), Some((0.0, 3.0)));
        assert_eq!(
            with_here(vec![(0.0, 3.0), (4.0, 1.0)], &at(2), 2.0),
            [(0.0, 3.0), (2.0, 2.0), (4.0, 1.0)]
        );
        assert_eq!(with_here(points.to_vec(), &at(2), 7.0), points);
    }
}
