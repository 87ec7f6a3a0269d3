//! How fast descent can be: the curvature at a point and what it says about the learning rate.

use super::cost::Hill;

/// The bends of a cost at a point: eigenvalues of its Hessian with unit eigenvectors, the largest first.
/// A cost of w alone has one.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Bends(pub(super) Vec<(f64, [f64; 2])>);

impl Bends {
    /// The Hessian by central differences of the gradient, symmetrised, and its eigenvalues.
    pub(super) fn at(hill: &Hill, [w, b]: [f64; 2]) -> Bends {
        let (hw, hb) = (1e-4 * w.abs().max(1.0), 1e-4 * b.abs().max(1.0));
        let slope = |plus: [f64; 2], minus: [f64; 2], h: f64| {
            let (plus, minus) = (hill.gradient(plus), hill.gradient(minus));
            [(plus[0] - minus[0]) / (2.0 * h), (plus[1] - minus[1]) / (2.0 * h)]
        };
        let by_w = slope([w + hw, b], [w - hw, b], hw);
        if hill.flat {
            return Bends(vec![(by_w[0], [1.0, 0.0])]);
        }
        let by_b = slope([w, b + hb], [w, b - hb], hb);
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

/// Eigenvalues and unit eigenvectors of [[a, c], [c, d]], the larger first.
fn eigen(a: f64, c: f64, d: f64) -> Vec<(f64, [f64; 2])> {
    let (middle, half) = (f64::midpoint(a, d), ((a - d) / 2.0).hypot(c));
    // The angle of the first axis: tan 2θ = 2c / (a − d).
    let (sin, cos) = (0.5 * (2.0 * c).atan2(a - d)).sin_cos();
    vec![(middle + half, [cos, sin]), (middle - half, [-sin, cos])]
}

#[cfg(test)]
mod tests {
    use super::*;

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
