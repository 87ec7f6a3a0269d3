//! The problems that optimizers are compared on, one row each.

use super::Window;
use crate::words::{Text, text};
use std::f64::consts::TAU;

/// A cost over a plane with all that is known about it.
#[derive(Debug)]
pub struct Terrain {
    /// Its name in parameters and share lines.
    pub name: &'static str,
    /// Its name for a reader.
    pub label: Text,
    /// What is difficult about it, in a line.
    pub about: Text,
    /// The formula in the language of expressions; `k` is κ.
    pub formula: &'static str,
    /// The usual κ, if the formula has one.
    pub kappa: Option<f64>,
    /// The part of the plane worth drawing.
    pub window: Window,
    /// Where walks usually begin.
    pub start: [f64; 2],
    /// All local minima.
    pub minima: &'static [[f64; 2]],
    /// Who posed it.
    pub source: &'static str,
    value: fn(f64, f64, f64) -> f64,
    gradient: fn(f64, f64, f64) -> [f64; 2],
}

impl Terrain {
    /// The terrain of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<&'static Terrain> {
        TERRAINS.iter().find(|terrain| terrain.name == name)
    }

    /// The cost at (x, y).
    #[must_use]
    pub fn value(&self, x: f64, y: f64, kappa: f64) -> f64 {
        (self.value)(x, y, kappa)
    }

    /// Its derivatives by x and by y.
    #[must_use]
    pub fn gradient(&self, x: f64, y: f64, kappa: f64) -> [f64; 2] {
        (self.gradient)(x, y, kappa)
    }
}

const ORIGIN: &[[f64; 2]] = &[[0.0, 0.0]];

const fn window(x: (f64, f64), y: (f64, f64)) -> Window {
    Window { x, y }
}

/// Every terrain: six to compare optimizers on (in x and y), then three to learn descent on (in w and b).
pub static TERRAINS: [Terrain; 9] = [
    Terrain {
        name: "quadratic",
        label: text("Quadratic valley", "二次谷"),
        about: text("κ times steeper across than along", "横向比纵向陡 κ 倍"),
        formula: "(x^2 + k*y^2)/2",
        kappa: Some(25.0),
        window: window((-5.0, 5.0), (-3.0, 3.0)),
        start: [-4.0, 2.0],
        minima: ORIGIN,
        source: "½(x² + κy²)",
        value: |x, y, k| 0.5 * (x * x + k * (y * y)),
        gradient: |x, y, k| [x, k * y],
    },
    Terrain {
        name: "rosenbrock",
        label: text("Rosenbrock's banana", "Rosenbrock 香蕉谷"),
        about: text(
            "a bent, flat valley: easy to find, slow to follow",
            "弯曲而平缓的谷：容易找到，却难以走到底",
        ),
        formula: "(1-x)^2 + 100*(y-x^2)^2",
        kappa: None,
        window: window((-2.0, 2.0), (-1.0, 3.0)),
        start: [-1.5, 2.0],
        minima: &[[1.0, 1.0]],
        source: "H. H. Rosenbrock, The Computer Journal 3 (1960) 175–184",
        value: |x, y, _| {
            let off = y - x * x;
            (1.0 - x) * (1.0 - x) + 100.0 * (off * off)
        },
        gradient: |x, y, _| {
            let off = y - x * x;
            [-2.0 * (1.0 - x) - 400.0 * x * off, 200.0 * off]
        },
    },
    Terrain {
        name: "beale",
        label: text("Beale's corner", "Beale 函数"),
        about: text("a flat plain between walls that rise as y⁶", "平坦的原野，四周的墙按 y⁶ 升高"),
        formula: "(1.5-x+x*y)^2 + (2.25-x+x*y^2)^2 + (2.625-x+x*y^3)^2",
        kappa: None,
        window: window((-1.0, 4.5), (-1.5, 2.0)),
        start: [1.0, 1.5],
        minima: &[[3.0, 0.5]],
        source: "E. M. L. Beale, Princeton technical report 25 (1958)",
        value: |x, y, _| {
            let [a, b, c] = beale_terms(x, y);
            a * a + b * b + c * c
        },
        gradient: |x, y, _| {
            let [a, b, c] = beale_terms(x, y);
            let (y2, y3) = (y * y, y * y * y);
            [
                2.0 * (a * (y - 1.0) + b * (y2 - 1.0) + c * (y3 - 1.0)),
                2.0 * x * (a + 2.0 * y * b + 3.0 * y2 * c),
            ]
        },
    },
    Terrain {
        name: "himmelblau",
        label: text("Himmelblau's four valleys", "Himmelblau 四谷"),
        about: text("four minima of equal depth: who ends where?", "四个同样深的极小点：谁会走到哪一个？"),
        formula: "(x^2+y-11)^2 + (x+y^2-7)^2",
        kappa: None,
        window: window((-5.0, 5.0), (-5.0, 5.0)),
        start: [0.0, 0.0],
        minima: &[
            [3.0, 2.0],
            [-2.805_118_086_952_745, 3.131_312_518_250_573],
            [-3.779_310_253_377_747, -3.283_185_991_286_17],
            [3.584_428_340_330_492, -1.848_126_526_964_404],
        ],
        source: "D. M. Himmelblau, Applied Nonlinear Programming (1972)",
        value: |x, y, _| {
            let (a, b) = (x * x + y - 11.0, x + y * y - 7.0);
            a * a + b * b
        },
        gradient: |x, y, _| {
            let (a, b) = (x * x + y - 11.0, x + y * y - 7.0);
            [4.0 * x * a + 2.0 * b, 2.0 * a + 4.0 * y * b]
        },
    },
    Terrain {
        name: "saddle",
        label: text("Saddle", "鞍面"),
        about: text(
            "level at the origin, which is no minimum: who leaves it first? (x² − y² near it, bounded by y⁴)",
            "原点处是平的，却不是极小点：谁先离开它？（附近为 x² − y²，远处由 y⁴ 托住）",
        ),
        formula: "x^2 - y^2 + y^4/4",
        kappa: None,
        window: window((-2.5, 2.5), (-2.25, 2.25)),
        start: [-2.0, 0.01],
        minima: &[[0.0, std::f64::consts::SQRT_2], [0.0, -std::f64::consts::SQRT_2]],
        source: "x² − y² + ¼y⁴",
        value: |x, y, _| x * x - y * y + 0.25 * (y * y) * (y * y),
        gradient: |x, y, _| [2.0 * x, y * (y * y - 2.0)],
    },
    Terrain {
        name: "rastrigin",
        label: text("Rastrigin's egg box", "Rastrigin 蛋盒"),
        about: text(
            "a bowl full of dents, a local minimum near every whole number",
            "满是凹坑的碗：每个整数点附近都有局部极小点",
        ),
        formula: "20 + x^2 - 10*cos(2*pi*x) + y^2 - 10*cos(2*pi*y)",
        kappa: None,
        window: window((-5.12, 5.12), (-5.12, 5.12)),
        start: [-3.2, 2.3],
        minima: ORIGIN,
        source: "L. A. Rastrigin, Systems of Extremal Control (1974)",
        value: |x, y, _| 20.0 + x * x - 10.0 * (TAU * x).cos() + y * y - 10.0 * (TAU * y).cos(),
        gradient: |x, y, _| [2.0 * x + 10.0 * TAU * (TAU * x).sin(), 2.0 * y + 10.0 * TAU * (TAU * y).sin()],
    },
    Terrain {
        name: "parabola",
        label: text("Parabola", "抛物线"),
        about: text("one weight, one minimum; b does not matter", "一个权重，一个极小点；与 b 无关"),
        formula: "w^2",
        kappa: None,
        window: window((-4.0, 4.0), (-3.0, 3.0)),
        start: [3.0, 0.0],
        minima: ORIGIN,
        source: "w²",
        value: |w, _, _| w * w,
        gradient: |w, _, _| [2.0 * w, 0.0],
    },
    Terrain {
        name: "bowl",
        label: text("Bowl", "碗"),
        about: text(
            "κ times steeper in b than in w: one rate must suit both",
            "b 方向比 w 方向陡 κ 倍：一个学习率要兼顾两者",
        ),
        formula: "(w^2 + k*b^2)/2",
        kappa: Some(10.0),
        window: window((-5.0, 5.0), (-3.0, 3.0)),
        start: [-4.0, 2.0],
        minima: ORIGIN,
        source: "½(w² + κb²)",
        value: |w, b, k| 0.5 * (w * w + k * (b * b)),
        gradient: |w, b, k| [w, k * b],
    },
    Terrain {
        name: "twin",
        label: text("Two valleys", "双谷"),
        about: text(
            "a shallow minimum at w = 1, the deep one at w = −2",
            "浅的极小点在 w = 1，深的在 w = −2",
        ),
        formula: "w^4/4 + w^3/3 - w^2 + b^2/2 + 8/3",
        kappa: None,
        window: window((-3.2, 2.4), (-2.1, 2.1)),
        start: [2.0, 1.5],
        minima: &[[-2.0, 0.0], [1.0, 0.0]],
        source: "∂J/∂w = w(w − 1)(w + 2), J = 0 at the deep minimum",
        value: |w, b, _| w * w * (0.25 * w * w + w / 3.0 - 1.0) + 0.5 * b * b + 8.0 / 3.0,
        gradient: |w, b, _| [w * (w - 1.0) * (w + 2.0), b],
    },
];

fn beale_terms(x: f64, y: f64) -> [f64; 3] {
    [1.5 - x + x * y, 2.25 - x + x * (y * y), 2.625 - x + x * (y * y * y)]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::math::derivative::numeric_gradient;
    use crate::math::{Expression, Surface};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn gradients_are_the_slopes_measured(u in 0.0..1.0, v in 0.0..1.0, kappa in 0.5..50.0) {
            for terrain in &TERRAINS {
                let Window { x: (left, right), y: (low, high) } = terrain.window;
                let mut at = [left + u * (right - left), low + v * (high - low)];
                let gradient = terrain.gradient(at[0], at[1], kappa);
                let size = 1.0 + terrain.value(at[0], at[1], kappa).abs() + gradient[0].abs() + gradient[1].abs();
                for (i, slope) in gradient.into_iter().enumerate() {
                    let measured = numeric_gradient(|p| terrain.value(p[0], p[1], kappa), &mut at, i, None);
                    prop_assert!((slope - measured).abs() < 1e-7 * size, "{} {at:?}: {slope}, {measured}", terrain.name);
                }
            }
        }

        /// What is shown as formula is what is computed.
        #[test]
        fn formulas_say_what_is_computed(u in 0.0..1.0, v in 0.0..1.0, kappa in 0.5..50.0) {
            for terrain in &TERRAINS {
                let Window { x: (left, right), y: (low, high) } = terrain.window;
                let (x, y) = (left + u * (right - left), low + v * (high - low));
                let formula = Expression::parse(terrain.formula).expect("a formula");
                let names = if terrain.formula.contains('w') { ["w", "b", "k"] } else { ["x", "y", "k"] };
                let told = formula.compile(&names).expect("in its variables").eval(&[x, y, kappa]);
                let computed = terrain.value(x, y, kappa);
                prop_assert!((told - computed).abs() < 1e-12 * (100.0 + computed.abs()), "{}", terrain.name);
            }
        }
    }

    #[test]
    fn minima_are_level_and_lower_than_everything_around() {
        for terrain in &TERRAINS {
            let kappa = terrain.kappa.unwrap_or(1.0);
            for &[x, y] in terrain.minima {
                let slope = terrain.gradient(x, y, kappa);
                assert!(slope[0].abs() < 1e-10 && slope[1].abs() < 1e-10, "{} {slope:?}", terrain.name);
                for k in 0..16 {
                    let (dy, dx) = (TAU * f64::from(k) / 16.0).sin_cos();
                    let around = terrain.value(x + 0.05 * dx, y + 0.05 * dy, kappa);
                    let flat = terrain.name == "parabola" && dx.abs() < 1e-9;
                    assert!(flat || around > terrain.value(x, y, kappa), "{} at {x}, {y}", terrain.name);
                }
                assert!(terrain.window.contains(x, y));
            }
            assert!(terrain.window.contains(terrain.start[0], terrain.start[1]), "{}", terrain.name);
        }
    }

    /// Published values: f(start), f(minimum); Himmelblau's maximum 181.617 at (−0.270845, −0.923039).
    #[test]
    fn known_values() {
        let value = |name: &str, x: f64, y: f64| Surface::named(name, None).expect("known").value(x, y);
        assert_eq!(value("quadratic", -4.0, 2.0), 58.0);
        assert_eq!(value("rosenbrock", -1.5, 2.0), 12.5);
        assert_eq!(value("rosenbrock", 1.0, 1.0), 0.0);
        assert_eq!(value("beale", 3.0, 0.5), 0.0);
        assert_eq!(value("beale", 0.0, 0.0), 14.203125);
        assert_eq!(value("himmelblau", 3.0, 2.0), 0.0);
        assert!((value("himmelblau", -0.270845, -0.923039) - 181.617).abs() < 1e-3);
        assert_eq!(value("saddle", 0.0, 0.0), 0.0);
        assert!((value("rastrigin", 1.0, 1.0) - 2.0).abs() < 1e-12);
        assert_eq!((value("bowl", 1.0, 1.0), value("parabola", 3.0, 7.0)), (5.5, 9.0));
        assert!(value("twin", -2.0, 0.0).abs() < 1e-15);
        assert!((value("twin", 1.0, 0.0) - 2.25).abs() < 1e-15);
    }
}
