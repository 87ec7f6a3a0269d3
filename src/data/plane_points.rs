//! Points of the plane drawn from a seed: the sets of lesson `playground`, within ±6 on both axes.
//!
//! Each set is a formula over NumPy's stream: the draws of a point follow one another, point after point, class
//! after class, so that a few lines of NumPy repeat it. `u(a, b)` stands for `numpy.random.uniform(a, b)`, drawn
//! from left to right. Ranges, radii and noise are those of the browser playground.

use super::csv_points::{Points, Targets};
use crate::math::NumpyRng;
use crate::words::{Text, text};
use std::f64::consts::{PI, TAU};

/// A set of points.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PlaneSet {
    /// A disc and a ring around it: r = u(0, 2.5), then u(3.5, 5); t = u(0, 2π); dx, dy = u(−5, 5)·noise.
    /// (x, y) = (r sin t, r cos t) is in class 1 where (x + dx, y + dy) is within 2.5 of the middle.
    Circle,
    /// Four squares: x, y = u(−5, 5), each moved 0.3 away from 0; dx, dy = u(−5, 5)·noise. Class 1 where
    /// (x + dx)(y + dy) ≥ 0.
    Xor,
    /// Two heaps of variance 0.5 + 7·noise about (2, 2), class 1, and (−2, −2): x, y = normal(±2, √variance).
    Gauss,
    /// Two spirals of n points each, nothing drawn but the noise: r = 5i/n, t = 3.5π·i/n (+ π for class 0),
    /// (r sin t, r cos t) + u(−1, 1)·noise on both axes.
    Spiral,
    /// Two half moons: t = u(0, π), (cos t, sin t), class 1, or (1 − cos t, ½ − sin t), class 0, less
    /// (½, ¼), times 3.3, + u(−3, 3)·noise on both axes.
    Moons,
    /// A disc and two rings, three classes: r = u(0, 1.4), u(2, 3.1), u(3.9, 5); t and noise as in `circle`, the
    /// class by the borders 1.7 and 3.5.
    Rings3,
    /// The value of a slope, (x + dx + y + dy)/10: x, y = u(−6, 6), dx, dy = u(−6, 6)·noise.
    Plane,
    /// Six hills and hollows at (±4, ±2.5) and (0, ±2.5): the highest or lowest of ±max(0, 1 − distance/2) at
    /// (x + dx, y + dy); draws as in `plane`.
    MultiGauss,
}

use PlaneSet::{Circle, Gauss, Moons, MultiGauss, Plane, Rings3, Spiral, Xor};
use rand::Rng;

/// How far the discs, rings and squares reach.
const RADIUS: f64 = 5.0;

impl PlaneSet {
    /// All sets in the order in which they are offered.
    pub const ALL: [PlaneSet; 8] = [Circle, Xor, Gauss, Spiral, Moons, Rings3, Plane, MultiGauss];

    /// Its name in parameters and share lines.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Circle => "circle",
            Xor => "xor",
            Gauss => "gauss",
            Spiral => "spiral",
            Moons => "moons",
            Rings3 => "rings3",
            Plane => "plane",
            MultiGauss => "multi-gauss",
        }
    }

    /// The one of this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<PlaneSet> {
        PlaneSet::ALL.into_iter().find(|set| set.name() == name)
    }

    /// Its name for a reader.
    #[must_use]
    pub fn label(self) -> Text {
        match self {
            Circle => text("circle", "圆"),
            Xor => text("XOR squares", "异或 XOR"),
            Gauss => text("two heaps", "两团高斯"),
            Spiral => text("spiral", "双螺旋"),
            Moons => text("two moons", "双月牙"),
            Rings3 => text("three rings", "三个圆环"),
            Plane => text("slope (regression)", "斜面（回归）"),
            MultiGauss => text("hills (regression)", "多峰（回归）"),
        }
    }

    /// How many classes it has; none where a number is to be predicted.
    #[must_use]
    pub fn classes(self) -> Option<usize> {
        match self {
            Plane | MultiGauss => None,
            Rings3 => Some(3),
            _ => Some(2),
        }
    }

    /// `count` points with `noise` from 0 to 0.5: class 1 first where there are two (the others in their order),
    /// evenly many of each, the first ones one more where it does not come out even.
    #[must_use]
    pub fn draw(self, count: usize, noise: f64, rng: &mut NumpyRng<impl Rng>) -> Points {
        let Some(classes) = self.classes() else {
            let (features, values) = (0..count).map(|_| valued(self, noise, rng)).unzip();
            return points(features, Targets::Values(values), "target");
        };
        let (mut features, mut labels) = (Vec::with_capacity(count), Vec::with_capacity(count));
        for turn in 0..classes {
            let class = if classes == 2 { 1 - turn } else { turn };
            let share = count / classes + usize::from(turn < count % classes);
            for i in 0..share {
                let (point, label) = self.classed(class, i as f64 / share as f64, noise, rng);
                features.push(point);
                labels.push(label);
            }
        }
        let names = if classes == 2 { vec!["-1", "1"] } else { vec!["0", "1", "2"] };
        let names = names.into_iter().map(String::from).collect();
        points(features, Targets::Classes { labels, names }, "label")
    }

    /// One point of a class; `share` is how many of its class came before.
    fn classed(self, class: usize, share: f64, noise: f64, rng: &mut NumpyRng<impl Rng>) -> ([f64; 2], u8) {
        let mut u = |low: f64, high: f64| rng.uniform(low, high);
        let sign = if class == 1 { 1.0 } else { -1.0 };
        match self {
            Circle => ring([(3.5, 5.0), (0.0, 2.5)][class], noise, u, |r| u8::from(r < RADIUS / 2.0)),
            Rings3 => {
                let band = [(0.0, 1.4), (2.0, 3.1), (3.9, 5.0)][class];
                ring(band, noise, u, |r| u8::from(r >= 1.7) + u8::from(r >= 3.5))
            }
            Gauss => {
                let spread = (0.5 + 7.0 * noise).sqrt();
                ([0, 1].map(|_| rng.normal(2.0 * sign, spread)), class as u8)
            }
            Spiral => {
                let t = 1.75 * TAU * share + if class == 1 { 0.0 } else { PI };
                let r = RADIUS * share;
                ([r * t.sin() + u(-1.0, 1.0) * noise, r * t.cos() + u(-1.0, 1.0) * noise], class as u8)
            }
            Moons => {
                let t = u(0.0, PI);
                let (x, y) = if class == 1 { (t.cos(), t.sin()) } else { (1.0 - t.cos(), 0.5 - t.sin()) };
                let place = [3.3 * (x - 0.5), 3.3 * (y - 0.25)];
                (place.map(|p| p + u(-3.0, 3.0) * noise), class as u8)
            }
            Xor | Plane | MultiGauss => {
                let [x, y] = [0, 1].map(|_| u(-RADIUS, RADIUS)).map(|x| x + 0.3 * x.signum());
                let [dx, dy] = [0, 1].map(|_| u(-RADIUS, RADIUS) * noise);
                ([x, y], u8::from((x + dx) * (y + dy) >= 0.0))
            }
        }
    }
}

/// A point of a ring, its class by the distance from the middle with noise.
fn ring(
    (low, high): (f64, f64),
    noise: f64,
    mut u: impl FnMut(f64, f64) -> f64,
    class: impl Fn(f64) -> u8,
) -> ([f64; 2], u8) {
    let (r, t) = (u(low, high), u(0.0, TAU));
    let (x, y) = (r * t.sin(), r * t.cos());
    let (dx, dy) = (u(-RADIUS, RADIUS) * noise, u(-RADIUS, RADIUS) * noise);
    ([x, y], class((x + dx).hypot(y + dy)))
}

/// One point with its value.
fn valued(set: PlaneSet, noise: f64, rng: &mut NumpyRng<impl Rng>) -> ([f64; 2], f64) {
    let mut u = |reach: f64| rng.uniform(-reach, reach);
    let (x, y) = (u(6.0), u(6.0));
    let (at_x, at_y) = (x + u(6.0) * noise, y + u(6.0) * noise);
    let value = if set == Plane { (at_x + at_y) / 10.0 } else { hills(at_x, at_y) };
    ([x, y], value)
}

/// The hill or hollow that is strongest at a point.
fn hills(x: f64, y: f64) -> f64 {
    const HILLS: [[f64; 3]; 6] = [
        [-4.0, 2.5, 1.0],
        [0.0, 2.5, -1.0],
        [4.0, 2.5, 1.0],
        [-4.0, -2.5, -1.0],
        [0.0, -2.5, 1.0],
        [4.0, -2.5, -1.0],
    ];
    let height = |[cx, cy, sign]: [f64; 3]| sign * (1.0 - 0.5 * (x - cx).hypot(y - cy)).max(0.0);
    HILLS.map(height).into_iter().fold(0.0, |most: f64, h| if h.abs() > most.abs() { h } else { most })
}

fn points(features: Vec<[f64; 2]>, targets: Targets, what: &str) -> Points {
    Points { features, targets, columns: ["x1", "x2", what].map(String::from), left_out: 0 }
}
