//! Derivatives by measurement, to check those by formula.

/// The step for a central difference at `x`: ε^⅓ · max(1, |x|) with ε = 2⁻⁵², about 6·10⁻⁶.
///
/// The truncation error grows as h², the rounding error as ε/h; their sum is least near ε^⅓
/// (Press et al., *Numerical Recipes*, §5.7). Relative errors of about 10⁻¹⁰ are what to expect.
#[must_use]
pub fn best_step(x: f64) -> f64 {
    f64::EPSILON.cbrt() * x.abs().max(1.0)
}

/// The central difference (f(x + h·eᵢ) − f(x − h·eᵢ)) / 2h in coordinate `i`, with the step `h` asked for
/// or, without one, [`best_step`].
///
/// The divisor is the distance of the two points as they were rounded, so h need not be a power of two.
/// `x` is moved and put back; a coordinate that does not exist has the derivative 0.
pub fn numeric_gradient(mut f: impl FnMut(&[f64]) -> f64, x: &mut [f64], i: usize, h: Option<f64>) -> f64 {
    let Some(&centre) = x.get(i) else { return 0.0 };
    let h = h.unwrap_or_else(|| best_step(centre));
    let (left, right) = (centre - h, centre + h);
    x[i] = right;
    let above = f(x);
    x[i] = left;
    let below = f(x);
    x[i] = centre;
    (above - below) / (right - left)
}

/// How far apart two derivatives are: |a − b| / max(|a|, |b|), and 0 for two zeros.
///
/// Values below 10⁻⁷ say that formula and measurement agree; above 10⁻³ that one of them is wrong.
/// Infinite or undefined derivatives compare as NaN.
#[must_use]
pub fn relative_error(a: f64, b: f64) -> f64 {
    let size = a.abs().max(b.abs());
    if size == 0.0 { 0.0 } else { (a - b).abs() / size }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn measured_slopes_are_those_of_calculus() {
        let f = |x: &[f64]| x[0].sin() * x[1].exp();
        let mut x = [0.7, -1.3];
        let along_x = numeric_gradient(f, &mut x, 0, None);
        let along_y = numeric_gradient(f, &mut x, 1, None);
        assert!(relative_error(along_x, 0.7f64.cos() * (-1.3f64).exp()) < 1e-9);
        assert!(relative_error(along_y, 0.7f64.sin() * (-1.3f64).exp()) < 1e-9);
        assert_eq!(x, [0.7, -1.3]);
        assert_eq!(numeric_gradient(f, &mut x, 2, None), 0.0);
    }

    #[test]
    fn the_best_step_is_better_than_a_much_larger_or_smaller_one() {
        // The worst of many points: at a single one a bad step may be right by luck.
        let worst = |scale: f64| {
            let error = |k: u32| {
                let centre = 0.3 + 7.77 * f64::from(k);
                let h = best_step(centre) * scale;
                let measured = numeric_gradient(|x| x[0].ln(), &mut [centre], 0, Some(h));
                relative_error(measured, 1.0 / centre)
            };
            (0..50).map(error).fold(0.0, f64::max)
        };
        assert!(worst(1.0) < 1e-9);
        assert!(worst(1e-3) > 100.0 * worst(1.0));
        assert!(worst(1e3) > 100.0 * worst(1.0));
    }

    #[test]
    fn relative_error_counts_digits() {
        assert_eq!(relative_error(0.0, 0.0), 0.0);
        assert_eq!(relative_error(1.0, -1.0), 2.0);
        assert!((relative_error(1000.0, 1001.0) - 1.0 / 1001.0).abs() < 1e-18);
        assert!(relative_error(f64::NAN, 1.0).is_nan());
        assert!(relative_error(f64::INFINITY, f64::INFINITY).is_nan());
    }
}
