//! Is this derivative right? A central difference that knows how far off it can be.

use super::derivative::{best_step, relative_error};

/// Narrower steps that are tried when the first does not settle it, each a quarter of the one before, and wider ones.
const NARROWER: i32 = 8;
const WIDER: i32 = 6;

/// A derivative by formula beside the same one measured.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Measured {
    /// The quotient.
    pub slope: f64,
    /// How far it can be from the true slope: rounding and curvature, with a margin.
    pub bound: f64,
    /// What the two say about each other.
    pub verdict: Verdict,
}

/// What a measurement says about a derivative.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// They agree in so many significant digits.
    Agrees(u32),
    /// They agree as far as can be measured: both are as good as 0 beside the rounding of the function.
    Within,
    /// The slope changes abruptly within the smallest step: there is a corner, and no slope to measure.
    Corner,
    /// The function has no finite value on one of the sides.
    Edge,
    /// They differ by more than the measurement can be off.
    Disagrees,
}

/// Measures d f / d x at `x` and compares it with `exact`.
///
/// The bound for the error is the sum of two parts. Truncation: half the step changes the quotient by three quarters of what
/// is still wrong with the wider one, so the difference of two quotients bounds it. Rounding: twice the error of f, divided
/// by the distance of the points; f is off by ε·(its size, or `size` if that is larger, of the terms it is summed from),
/// and where that does not explain a difference, by as much as its own values scatter around a smooth curve (the difference
/// table of Moré and Wild, *Estimating computational noise*, 2011).
///
/// `step` is the width to begin with; without one [`best_step`].
pub fn measure(mut f: impl FnMut(f64) -> f64, x: f64, exact: f64, step: Option<f64>, size: f64) -> Measured {
    let h = step.unwrap_or_else(|| best_step(x));
    let here = f(x);
    let mut at = |h: f64| Quotient::new(&mut f, x, h, here);
    let (wide, narrow) = (at(2.0 * h), at(h));
    let first = narrow.beside(&wide, f64::EPSILON * 4.0 * narrow.size.max(size));
    if first.accepts(exact) && narrow.bend.abs() <= 1e-3 * exact.abs().max(first.bound) {
        return first.judged(exact);
    }
    let scatter = noise(&mut f, x, h / 4096.0);
    let mut at = |h: f64| Quotient::new(&mut f, x, h, here);
    let quotients: Vec<Quotient> = (-WIDER..=NARROWER).map(|k| at(h * 4f64.powi(-k))).collect();
    let finite: Vec<&Quotient> = quotients.iter().filter(|q| q.slope.is_finite()).collect();
    let rounding =
        |q: &Quotient| f64::max(4.0 * f64::EPSILON * q.size.max(size), 30.0 * scatter).max(f64::MIN_POSITIVE);
    let pairs = finite.windows(2).map(|pair| (pair[1].beside(pair[0], rounding(pair[1])), pair));
    let best = pairs.min_by(|(one, _), (other, _)| one.bound.total_cmp(&other.bound));
    let Some((measured, pair)) = best else {
        return Measured { slope: narrow.slope, bound: f64::INFINITY, verdict: Verdict::Edge };
    };
    if measured.accepts(exact) {
        return measured.judged(exact);
    }
    // At a smooth place the two one-sided slopes come together as the step shrinks; at a corner they do not.
    let cornered = finite.windows(2).any(|pair| pair[1].is_cornered(pair[0], rounding(pair[1]), exact));
    let steep = pair[1].bend.abs() > 0.5 * pair[0].bend.abs() && pair[1].bend.abs() > measured.bound;
    let verdict = if cornered || steep { Verdict::Corner } else { measured.judged(exact).verdict };
    Measured { verdict, ..measured }
}

/// A central difference.
struct Quotient {
    /// Half the distance of the points, as they were rounded.
    h: f64,
    slope: f64,
    /// The slope on the right less the slope on the left.
    bend: f64,
    /// The largest of the three values.
    size: f64,
}

impl Quotient {
    fn new(f: &mut impl FnMut(f64) -> f64, x: f64, h: f64, here: f64) -> Quotient {
        let (left, right) = (x - h, x + h);
        let (below, above) = (f(left), f(right));
        let bend = (above - here) / (right - x) - (here - below) / (x - left);
        let size = above.abs().max(below.abs()).max(here.abs());
        Quotient { h: 0.5 * (right - left), slope: (above - below) / (right - left), bend, size }
    }

    /// What is known from this quotient and a wider one, when f is off by `rounding`.
    fn beside(&self, wider: &Quotient, rounding: f64) -> Measured {
        let bound = (self.slope - wider.slope).abs() + 2.0 * rounding / self.h;
        Measured { slope: self.slope, bound, verdict: Verdict::Disagrees }
    }

    /// Whether the one-sided slopes stay as far apart as in the wider quotient, and the derivative lies between them.
    fn is_cornered(&self, wider: &Quotient, rounding: f64, exact: f64) -> bool {
        let bend = self.bend.abs();
        let clear = bend > 8.0 * rounding / self.h;
        clear && bend > 0.4 * wider.bend.abs() && (exact - self.slope).abs() <= 0.6 * bend
    }
}

impl Measured {
    /// Whether a derivative is within what the measurement can be off.
    #[must_use]
    pub fn accepts(&self, exact: f64) -> bool {
        (exact - self.slope).abs() <= self.bound
    }

    fn judged(self, exact: f64) -> Measured {
        let apart = relative_error(exact, self.slope);
        let verdict = if !self.accepts(exact) {
            Verdict::Disagrees
        } else if apart < 0.05 {
            Verdict::Agrees(if apart == 0.0 { 15 } else { (-apart.log10()).clamp(1.0, 15.0).floor() as u32 })
        } else {
            Verdict::Within
        };
        Measured { verdict, ..self }
    }
}

/// How much the values of f scatter around a smooth curve near x: from the sixth differences of nine values, in which a
/// smooth f has all but vanished.
fn noise(f: &mut impl FnMut(f64) -> f64, x: f64, step: f64) -> f64 {
    let mut table: Vec<f64> = (-4..=4).map(|k| f(x + f64::from(k) * step)).collect();
    let mut factor = 1.0;
    let mut most = 0.0_f64;
    for order in 1..=6_i32 {
        table = table.windows(2).map(|pair| pair[1] - pair[0]).collect();
        // (k!)² / (2k)!: a difference of order k of independent errors is larger than these by its inverse root.
        factor *= f64::from(order) / f64::from(2 * (2 * order - 1));
        if order >= 4 {
            let mean =
                table.iter().map(|difference| difference * difference).sum::<f64>() / table.len() as f64;
            most = most.max((factor * mean).sqrt());
        }
    }
    if most.is_finite() { most } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn verdict(f: impl FnMut(f64) -> f64, x: f64, exact: f64) -> Verdict {
        measure(f, x, exact, None, 0.0).verdict
    }

    #[test]
    fn derivatives_that_vanish_are_no_alarm() {
        assert!(!matches!(verdict(|x| x * x * x, 0.0, 0.0), Verdict::Disagrees | Verdict::Corner));
        assert!(!matches!(
            verdict(|x| (x - 3.0) * (x - 3.0), 3.0, 0.0),
            Verdict::Disagrees | Verdict::Corner
        ));
        assert!(!matches!(verdict(|x| x.cos() + 1e6, 1e-9, -1e-9), Verdict::Disagrees | Verdict::Corner));
        assert!(!matches!(verdict(|x| (-x * x).exp(), 40.0, 0.0), Verdict::Disagrees | Verdict::Corner));
        assert!(matches!(verdict(|x| x * x, 2.0, 4.0), Verdict::Agrees(9..)));
    }

    #[test]
    fn corners_and_edges_are_told_from_errors() {
        assert_eq!(verdict(f64::abs, 0.0, 0.0), Verdict::Agrees(15));
        assert_eq!(verdict(|x| x.max(0.0), 0.0, 0.0), Verdict::Corner);
        assert_eq!(verdict(|x| x.max(0.0), 1e-13, 1.0), Verdict::Corner);
        assert!(matches!(verdict(|x| x.max(0.0), 1e-7, 1.0), Verdict::Agrees(5..)));
        assert_eq!(verdict(f64::ln, 0.0, 1.0), Verdict::Edge);
    }

    /// The bound is no larger than it must be: an error in the eighth digit is seen.
    #[test]
    fn a_derivative_off_by_little_is_wrong() {
        let check = |f: fn(f64) -> f64, x: f64, exact: f64| {
            assert!(matches!(verdict(f, x, exact), Verdict::Agrees(8..)), "{exact}");
            for off in [1.0 + 1e-7, 1.0 - 1e-7] {
                assert_eq!(verdict(f, x, off * exact), Verdict::Disagrees, "{exact}");
            }
        };
        check(|x| x * x, 2.0, 4.0);
        check(f64::sin, 1.0, 1.0_f64.cos());
        check(f64::exp, 0.5, 0.5_f64.exp());
        check(|x| 3.0 * x, 7.0, 3.0);
    }

    /// What is off by more than the curve bends within the step is seen: the bound for truncation is no wider than it.
    #[test]
    fn truncation_hides_no_error() {
        for (f, x, exact) in [
            (f64::sin as fn(f64) -> f64, 1.0, 1.0_f64.cos()),
            (f64::exp, 0.5, 0.5_f64.exp()),
            (f64::ln, 2.0, 0.5),
        ] {
            for off in [1.0 + 3e-9, 1.0 - 3e-9] {
                assert_eq!(verdict(f, x, off * exact), Verdict::Disagrees, "{exact}");
            }
        }
    }

    /// Values that scatter hide what is smaller than they scatter, and nothing that is much larger.
    #[test]
    fn scatter_hides_no_large_error() {
        // Rounded to nine decimals, as a sum of many terms may be.
        let rough = |x: f64| (x * x * 1e9).round() / 1e9;
        assert!(!matches!(verdict(rough, 2.0, 4.0), Verdict::Disagrees | Verdict::Corner | Verdict::Edge));
        for off in [1.0 + 1e-4, 1.0 - 1e-4] {
            assert_eq!(verdict(rough, 2.0, 4.0 * off), Verdict::Disagrees);
        }
    }

    proptest! {
        /// A right derivative is never called wrong, a wrong one never right.
        #[test]
        fn right_is_right_and_wrong_is_wrong(a in -3.0..3.0f64, x in -4.0..4.0f64, b in -2.0..2.0f64, off in 0.01..2.0f64) {
            let f = |x: f64| (a * x).tanh() * b + x * x * 0.3 - (x - 1.0) * b;
            let s = 1.0 - (a * x).tanh().powi(2);
            let exact = a * b * s + 0.6 * x - b;
            prop_assert!(!matches!(verdict(f, x, exact), Verdict::Disagrees | Verdict::Corner | Verdict::Edge));
            let wrong = exact + off * exact.abs().max(1e-3);
            prop_assert_eq!(verdict(f, x, wrong), Verdict::Disagrees);
        }
    }
}
