//! Costs over a plane: the hills that gradient descent walks down.

mod contour;
mod grid;
mod terrain;

pub use contour::{Segment, Spacing, contour, levels, spacing_for};
pub use grid::{Grid, Window};
pub use terrain::{TERRAINS, Terrain};

use super::expression::{Expression, ExpressionError, Function};
use std::fmt;
use std::sync::Arc;

/// A cost of two numbers that a lesson brings itself, such as the logistic cost of its data.
pub trait Cost: Send + Sync {
    /// The cost at (x, y).
    fn value(&self, x: f64, y: f64) -> f64;
    /// Its derivatives by x and by y.
    fn gradient(&self, x: f64, y: f64) -> [f64; 2];
}

/// A cost over a plane.
#[derive(Clone)]
pub enum Surface {
    /// One of [`TERRAINS`], with its κ (which only some of them use).
    Terrain(&'static Terrain, f64),
    /// The learner's own formula.
    Formula(Function),
    /// A lesson's own.
    Own(Arc<dyn Cost>),
}

impl Surface {
    /// The terrain of this name with this κ, or its usual one.
    #[must_use]
    pub fn named(name: &str, kappa: Option<f64>) -> Option<Surface> {
        let terrain = Terrain::named(name)?;
        Some(Surface::Terrain(terrain, kappa.or(terrain.kappa).unwrap_or(1.0)))
    }

    /// A formula in two variables, `["x", "y"]` or `["w", "b"]`; one of them may be absent from it.
    ///
    /// # Errors
    /// The place of the first other variable.
    pub fn formula(expression: &Expression, variables: [&str; 2]) -> Result<Surface, ExpressionError> {
        expression.compile(&variables).map(Surface::Formula)
    }

    /// The cost at (x, y).
    #[must_use]
    pub fn value(&self, x: f64, y: f64) -> f64 {
        match self {
            Surface::Terrain(terrain, kappa) => terrain.value(x, y, *kappa),
            Surface::Formula(function) => function.eval(&[x, y]),
            Surface::Own(cost) => cost.value(x, y),
        }
    }

    /// Its derivatives by x and by y.
    #[must_use]
    pub fn gradient(&self, x: f64, y: f64) -> [f64; 2] {
        match self {
            Surface::Terrain(terrain, kappa) => terrain.gradient(x, y, *kappa),
            Surface::Formula(function) => {
                let mut gradient = [0.0; 2];
                function.gradient(&[x, y], &mut gradient);
                gradient
            }
            Surface::Own(cost) => cost.gradient(x, y),
        }
    }

    /// Whether there is a derivative at (x, y), not only a convention for one: false only at the corners of a formula.
    #[must_use]
    pub fn is_smooth_at(&self, x: f64, y: f64) -> bool {
        match self {
            Surface::Formula(function) => function.is_smooth_at(&[x, y]),
            Surface::Terrain(..) | Surface::Own(_) => true,
        }
    }

    /// The terrain, unless it is a formula or a lesson's own cost.
    #[must_use]
    pub fn terrain(&self) -> Option<&'static Terrain> {
        match self {
            Surface::Terrain(terrain, _) => Some(terrain),
            Surface::Formula(_) | Surface::Own(_) => None,
        }
    }

    /// The part of the plane worth drawing; for a formula ±5 around 0.
    #[must_use]
    pub fn window(&self) -> Window {
        self.terrain().map_or(Window { x: (-5.0, 5.0), y: (-5.0, 5.0) }, |terrain| terrain.window)
    }

    /// Where walks usually begin.
    #[must_use]
    pub fn start(&self) -> [f64; 2] {
        self.terrain().map_or([-4.0, 2.0], |terrain| terrain.start)
    }

    /// The local minima, as far as they are known; of a formula none are.
    #[must_use]
    pub fn minima(&self) -> &'static [[f64; 2]] {
        self.terrain().map_or(&[], |terrain| terrain.minima)
    }

    /// The lowest cost, if it is known.
    #[must_use]
    pub fn lowest(&self) -> Option<f64> {
        self.minima().iter().map(|&[x, y]| self.value(x, y)).reduce(f64::min)
    }
}

impl fmt::Debug for Surface {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Surface::Terrain(terrain, kappa) => write!(f, "Terrain({}, {kappa})", terrain.name),
            Surface::Formula(function) => f.debug_tuple("Formula").field(function).finish(),
            Surface::Own(_) => f.write_str("Own"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Plane;

    impl Cost for Plane {
        fn value(&self, x: f64, y: f64) -> f64 {
            2.0 * x - y
        }
        fn gradient(&self, _: f64, _: f64) -> [f64; 2] {
            [2.0, -1.0]
        }
    }

    #[test]
    fn a_formula_and_an_own_cost_are_surfaces_too() {
        let formula = Expression::parse("(1-x)^2 + 100*(y-x^2)^2").expect("a formula");
        let formula = Surface::formula(&formula, ["x", "y"]).expect("in x and y");
        let rosenbrock = Surface::named("rosenbrock", None).expect("known");
        for (x, y) in [(-1.5, 2.0), (0.3, -0.7), (1.0, 1.0)] {
            assert!((formula.value(x, y) - rosenbrock.value(x, y)).abs() < 1e-12);
            for (a, b) in formula.gradient(x, y).into_iter().zip(rosenbrock.gradient(x, y)) {
                assert!((a - b).abs() < 1e-9);
            }
        }
        assert_eq!((formula.minima().len(), formula.lowest()), (0, None));
        let corner =
            Surface::formula(&Expression::parse("abs(w)").expect("a formula"), ["w", "b"]).expect("in w");
        assert!(!corner.is_smooth_at(0.0, 3.0) && corner.is_smooth_at(1.0, 3.0));
        let own = Surface::Own(Arc::new(Plane));
        assert_eq!((own.value(3.0, 1.0), own.gradient(3.0, 1.0)), (5.0, [2.0, -1.0]));
        assert!(Surface::formula(&Expression::parse("x+z").expect("a formula"), ["x", "y"]).is_err());
        assert!(Surface::named("everest", None).is_none());
    }
}
