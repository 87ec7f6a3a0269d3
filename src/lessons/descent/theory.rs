//! How fast descent can be: the curvature at a point and what it says about the learning rate.

use super::cost::Hill;
use crate::words::{figure, read_figure};

/// The bends of a cost at a point: eigenvalues of its Hessian with unit eigenvectors, the largest first.
/// A cost of w alone has one.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Bends(pub(super) Vec<(f64, [f64; 2])>);

impl Bends {
    /// The Hessian by differences of the gradient, symmetrised, and its eigenvalues.
    pub(super) fn at(hill: &Hill, [w, b]: [f64; 2]) -> Bends {
        let along_w = |shift: f64| hill.gradient([w + shift, b]);
        let by_w = bend(along_w, 1e-3 * w.abs().max(1.0));
        if hill.flat {
            return Bends(vec![(by_w[0], [1.0, 0.0])]);
        }
        let along_b = |shift: f64| hill.gradient([w, b + shift]);
        let by_b = bend(along_b, 1e-3 * b.abs().max(1.0));
        Bends(eigen(by_w[0], f64::midpoint(by_w[1], by_b[0]), by_b[1]))
    }

    /// λmax
    pub(super) fn most(&self) -> f64 {
        self.0.first().map_or(0.0, |bend| bend.0)
    }

    /// λmin
    pub(super) fn least(&self) -> f64 {
        self.0.last().map_or(0.0, |bend| bend.0)
    }

    /// 2/λmax: with a larger rate every step along the steepest bend lands farther away (Boyd and
    /// Vandenberghe, *Convex Optimization*, §9.3). None where the cost does not bend upwards.
    pub(super) fn limit(&self) -> Option<f64> {
        (self.most() > 1e-12).then(|| 2.0 / self.most())
    }

    /// The rate 2/(λmin + λmax), which shrinks the slower of all directions fastest, and the factor
    /// (λmax − λmin)/(λmax + λmin) by which it shrinks it. None unless the cost bends upwards all round.
    pub(super) fn best(&self) -> Option<(f64, f64)> {
        let (least, most) = (self.least(), self.most());
        (least > 1e-12).then(|| (2.0 / (least + most), (most - least) / (most + least)))
    }

    /// The factor by which a step of this rate multiplies the slope along each bend: 1 − αλ.
    pub(super) fn factors(&self, lr: f64) -> impl Iterator<Item = f64> {
        self.0.iter().map(move |(bend, _)| 1.0 - lr * bend)
    }
}

/// How a gradient changes along a line: central differences of two widths, of which Richardson's combination is free of
/// the error that grows with h². What is still open is bounded by the combination of half the width and by rounding;
/// within that the number with the fewest digits is taken, so that what is exactly 10 is not 10 and a few ε.
fn bend(gradient: impl Fn(f64) -> [f64; 2], h: f64) -> [f64; 2] {
    let difference = |h: f64| {
        let (plus, minus) = (gradient(h), gradient(-h));
        [0, 1].map(|k| (plus[k] - minus[k]) / (2.0 * h))
    };
    let (wide, middle, narrow) = (difference(h), difference(h / 2.0), difference(h / 4.0));
    let size = gradient(h);
    [0, 1].map(|k| {
        let combined = |wide: f64, narrow: f64| (4.0 * narrow - wide) / 3.0;
        let (rough, fine) = (combined(wide[k], middle[k]), combined(middle[k], narrow[k]));
        let rounding = 32.0 * f64::EPSILON * (size[k].abs() + h * fine.abs()) / h;
        shortest(fine, (fine - rough).abs() + rounding)
    })
}

/// The number with the fewest digits that is within `error` of x.
fn shortest(x: f64, error: f64) -> f64 {
    let rounded = |digits: usize| read_figure(&figure(x, digits));
    (1..=15).filter_map(rounded).find(|near| (near - x).abs() <= error).unwrap_or(x)
}

/// Eigenvalues and unit eigenvectors of [[a, c], [c, d]], the larger first.
fn eigen(a: f64, c: f64, d: f64) -> Vec<(f64, [f64; 2])> {
    let (middle, half) = (f64::midpoint(a, d), ((a - d) / 2.0).hypot(c));
    if c == 0.0 {
        let along = |a: f64, axis: [f64; 2]| (a, axis);
        let (w, b) = (along(a, [1.0, 0.0]), along(d, [0.0, 1.0]));
        return if a >= d { vec![w, b] } else { vec![b, w] };
    }
    // The angle of the first axis: tan 2θ = 2c / (a − d).
    let (sin, cos) = (0.5 * (2.0 * c).atan2(a - d)).sin_cos();
    vec![(middle + half, [cos, sin]), (middle - half, [-sin, cos])]
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Where a step kills a direction, theory says 0 and not what rounding leaves of it.
    #[test]
    fn a_factor_of_zero_is_zero() {
        let factors = |cost: &str, at: [f64; 2], lr: f64| {
            let hill = Hill::new(cost, 10.0).expect("a cost");
            Bends::at(&hill, at).factors(lr).collect::<Vec<_>>()
        };
        assert_eq!(factors("bowl", [-4.0, 2.0], 0.1), [0.0, 0.9]);
        assert_eq!(factors("parabola", [3.0, 0.0], 0.5), [0.0]);
        assert_eq!(factors("w^2 + 2*b^2", [0.7, -1.3], 0.25), [0.0, 0.5]);
        // ∂²J/∂w² = 3w² + 2w − 2 = 3 at w = 1.
        assert_eq!(factors("twin", [1.0, 2.0], 1.0 / 3.0)[0], 0.0);
    }

    #[test]
    fn bends_are_those_of_the_formula() {
        let bowl = Hill::new("bowl", 10.0).expect("known");
        let bends = Bends::at(&bowl, [-4.0, 2.0]);
        assert!((bends.most() - 10.0).abs() < 1e-8 && (bends.least() - 1.0).abs() < 1e-8);
        assert!((bends.0[0].1[1].abs() - 1.0).abs() < 1e-9, "the steep direction is b");
        // Curriculum: κ = 10, best α 0.181818, rate 0.818182.
        let (rate, factor) = bends.best().expect("a bowl");
        assert!((rate - 2.0 / 11.0).abs() < 1e-9 && (factor - 9.0 / 11.0).abs() < 1e-9);
        assert!((bends.limit().expect("bends upwards") - 0.2).abs() < 1e-9);

        let tilted = Hill::new("w^2 + w*b + b^2", 1.0).expect("a formula");
        let bends = Bends::at(&tilted, [0.3, -0.7]);
        assert!((bends.most() - 3.0).abs() < 1e-7 && (bends.least() - 1.0).abs() < 1e-7);
        let [x, y] = bends.0[0].1;
        assert!((x - y).abs() < 1e-6, "the steep direction is the diagonal: {x}, {y}");

        let saddle = Bends::at(&Hill::new("w^2 - b^2", 1.0).expect("a formula"), [1.0, 1.0]);
        assert!(saddle.best().is_none() && saddle.limit().is_some());
        assert_eq!(Bends::at(&Hill::new("parabola", 1.0).expect("known"), [3.0, 0.0]).0.len(), 1);
    }
}
