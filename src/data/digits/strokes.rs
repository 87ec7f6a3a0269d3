//! Handwriting drawn: every digit has a few skeletons, and every writer bends them in his own way.

use super::DigitSet;
use crate::data::pictures::{Pictures, Pixels};
use crate::math::NumpyRng;
use crate::say;

/// The seed of the set that is part of the program.
pub const SHIPPED_SEED: u32 = 1;
/// Pixels along each side.
const SIDE: usize = 16;
/// Pictures to train on and to test with.
const SIZES: (usize, usize) = (4000, 800);
/// Levels of grey; few, so that the file stays small.
const LEVELS: f64 = 15.0;

type Point = (f64, f64);
/// Points that a pen passes, in a box from (0, 0) top left to (1, 1); its strokes are smooth curves.
type Skeleton = &'static [&'static [Point]];

/// The styles of each digit.
const DIGITS: [&[Skeleton]; 10] = [
    &[
        &[&[(0.5, 0.0), (0.12, 0.2), (0.08, 0.65), (0.42, 1.0), (0.85, 0.75), (0.88, 0.28), (0.5, 0.0)]],
        &[&[
            (0.62, 0.04),
            (0.2, 0.12),
            (0.05, 0.55),
            (0.3, 0.97),
            (0.72, 0.9),
            (0.95, 0.45),
            (0.6, 0.02),
            (0.4, 0.08),
        ]],
    ],
    &[
        &[&[(0.5, 0.0), (0.5, 0.5), (0.5, 1.0)]],
        &[&[(0.22, 0.28), (0.42, 0.12), (0.55, 0.0)], &[(0.55, 0.0), (0.54, 0.5), (0.52, 1.0)]],
        &[&[(0.25, 0.22), (0.52, 0.0)], &[(0.52, 0.0), (0.5, 1.0)], &[(0.22, 1.0), (0.8, 1.0)]],
    ],
    &[
        &[
            &[(0.12, 0.25), (0.35, 0.0), (0.78, 0.08), (0.8, 0.4), (0.45, 0.72), (0.08, 1.0)],
            &[(0.08, 1.0), (0.9, 0.97)],
        ],
        &[&[
            (0.15, 0.2),
            (0.45, 0.0),
            (0.82, 0.2),
            (0.62, 0.55),
            (0.2, 0.9),
            (0.15, 0.78),
            (0.42, 0.82),
            (0.9, 0.98),
        ]],
    ],
    &[
        &[
            &[(0.14, 0.12), (0.5, 0.0), (0.82, 0.2), (0.42, 0.46)],
            &[(0.42, 0.46), (0.88, 0.6), (0.72, 0.95), (0.1, 0.92)],
        ],
        &[
            &[(0.12, 0.03), (0.82, 0.03)],
            &[(0.82, 0.03), (0.42, 0.4)],
            &[(0.42, 0.4), (0.85, 0.55), (0.75, 0.92), (0.4, 1.0), (0.1, 0.88)],
        ],
    ],
    &[
        &[&[(0.62, 0.0), (0.05, 0.66)], &[(0.05, 0.66), (0.95, 0.62)], &[(0.66, 0.3), (0.64, 1.0)]],
        &[&[(0.16, 0.02), (0.1, 0.5), (0.5, 0.56), (0.85, 0.48)], &[(0.82, 0.0), (0.78, 0.5), (0.74, 1.0)]],
        &[&[(0.7, 1.0), (0.72, 0.0)], &[(0.72, 0.0), (0.06, 0.62)], &[(0.06, 0.62), (0.94, 0.66)]],
    ],
    &[
        &[
            &[(0.86, 0.02), (0.24, 0.02)],
            &[(0.24, 0.02), (0.18, 0.42)],
            &[(0.18, 0.42), (0.62, 0.36), (0.88, 0.66), (0.55, 1.0), (0.1, 0.9)],
        ],
        &[&[(0.9, 0.0), (0.4, 0.04), (0.22, 0.3), (0.6, 0.46), (0.8, 0.72), (0.45, 1.0), (0.08, 0.9)]],
    ],
    &[
        &[&[(0.75, 0.0), (0.3, 0.25), (0.1, 0.68), (0.42, 1.0), (0.84, 0.78), (0.6, 0.5), (0.16, 0.66)]],
        &[&[(0.45, 0.0), (0.18, 0.45), (0.16, 0.85), (0.5, 1.0), (0.82, 0.82), (0.66, 0.58), (0.2, 0.72)]],
    ],
    &[
        &[&[(0.1, 0.04), (0.88, 0.02)], &[(0.88, 0.02), (0.55, 0.5), (0.4, 1.0)]],
        &[
            &[(0.08, 0.16), (0.12, 0.03), (0.88, 0.04)],
            &[(0.88, 0.04), (0.5, 0.5), (0.34, 1.0)],
            &[(0.3, 0.52), (0.76, 0.48)],
        ],
    ],
    &[
        &[&[
            (0.52, 0.46),
            (0.18, 0.25),
            (0.5, 0.0),
            (0.82, 0.22),
            (0.5, 0.46),
            (0.12, 0.76),
            (0.48, 1.0),
            (0.88, 0.76),
            (0.52, 0.46),
        ]],
        &[&[
            (0.78, 0.14),
            (0.45, 0.0),
            (0.22, 0.24),
            (0.62, 0.52),
            (0.82, 0.82),
            (0.46, 1.0),
            (0.16, 0.8),
            (0.4, 0.5),
            (0.78, 0.14),
        ]],
    ],
    &[
        &[
            &[(0.84, 0.28), (0.5, 0.5), (0.14, 0.32), (0.42, 0.0), (0.82, 0.16)],
            &[(0.84, 0.14), (0.8, 0.6), (0.7, 1.0)],
        ],
        &[&[
            (0.78, 0.1),
            (0.38, 0.02),
            (0.14, 0.34),
            (0.5, 0.5),
            (0.82, 0.16),
            (0.8, 0.6),
            (0.6, 0.96),
            (0.2, 0.94),
        ]],
    ],
];

/// Draws a whole set, 4000 + 800 pictures of 16 × 16, the same for the same seed on every machine.
#[must_use]
pub fn generate_digits(seed: u32) -> DigitSet {
    let mut rng = NumpyRng::new(seed);
    let train = draw_part(&mut rng, SIZES.0);
    let test = draw_part(&mut rng, SIZES.1);
    let classes = (0..10).map(|digit: u8| digit.to_string()).collect();
    let origin = say!("drawn from seed {seed}", "由种子 {seed} 画出");
    DigitSet { train, test, side: SIDE, classes, origin, notes: Vec::new() }
}

fn draw_part(rng: &mut NumpyRng, count: usize) -> Pictures {
    let mut labels: Vec<u8> = (0..count).map(|i| (i % 10) as u8).collect();
    rng.shuffle(&mut labels);
    let bytes = labels.iter().flat_map(|&label| draw(rng, label)).collect();
    Pictures { pixels: Pixels::Bytes(bytes), features: SIDE * SIDE, labels }
}

/// How one writer puts a skeleton on paper.
struct Hand {
    /// Where the middle of the box goes, in pixels.
    centre: Point,
    /// Pixels for the width and the height of the box.
    size: Point,
    slant: f64,
    /// Tangent of half the turn.
    turn: f64,
    wobble: f64,
    pen: f64,
    pressure: f64,
}

impl Hand {
    fn new(rng: &mut NumpyRng) -> Hand {
        let half = SIDE as f64 / 2.0;
        Hand {
            centre: (half + rng.uniform(-1.8, 1.8), half + rng.uniform(-1.5, 1.5)),
            size: (rng.uniform(6.0, 10.0), rng.uniform(8.5, 12.0)),
            slant: rng.uniform(-0.2, 0.42),
            turn: rng.uniform(-0.1, 0.1),
            wobble: rng.uniform(0.01, 0.035),
            pen: rng.uniform(0.6, 1.2),
            pressure: rng.uniform(0.7, 1.0),
        }
    }

    fn place(&self, (x, y): Point, rng: &mut NumpyRng) -> Point {
        let bend = |rng: &mut NumpyRng| rng.uniform(-self.wobble, self.wobble);
        let (x, y) = (x - 0.5 + bend(rng), y - 0.5 + bend(rng));
        let (x, y) = ((x - self.slant * y) * self.size.0, y * self.size.1);
        let t = self.turn;
        let (cos, sin) = ((1.0 - t * t) / (1.0 + t * t), 2.0 * t / (1.0 + t * t));
        (self.centre.0 + x * cos - y * sin, self.centre.1 + x * sin + y * cos)
    }
}

/// One picture of a digit; ink is bright.
fn draw(rng: &mut NumpyRng, digit: u8) -> Vec<u8> {
    let styles = DIGITS[usize::from(digit)];
    let skeleton = styles[rng.randint(0, styles.len() as i64) as usize];
    let hand = Hand::new(rng);
    let mut segments = Vec::new();
    for stroke in skeleton {
        let points: Vec<Point> = stroke.iter().map(|&p| hand.place(p, rng)).collect();
        let path = smooth(&points);
        segments.extend(path.windows(2).map(|pair| (pair[0], pair[1])));
    }
    let noise = rng.uniform(0.0, 0.12);
    let pixel = |i: usize, rng: &mut NumpyRng| {
        let at = ((i % SIDE) as f64 + 0.5, (i / SIDE) as f64 + 0.5);
        let nearest = segments.iter().map(|&(a, b)| squared_distance(at, a, b)).fold(f64::INFINITY, f64::min);
        let ink = (hand.pen + 0.5 - nearest.sqrt()).clamp(0.0, 1.0) * hand.pressure;
        let ink = if ink > 0.0 { ink + rng.uniform(-noise, noise) } else { ink };
        ((ink.clamp(0.0, 1.0) * LEVELS + 0.5).floor() / LEVELS * 255.0 + 0.5) as u8
    };
    (0..SIDE * SIDE).map(|i| pixel(i, rng)).collect()
}

/// A curve through the points (Catmull–Rom, uniform), as short straight pieces.
fn smooth(points: &[Point]) -> Vec<Point> {
    const PIECES: usize = 6;
    let at = |i: isize| points[i.clamp(0, points.len() as isize - 1) as usize];
    let mut path = vec![at(0)];
    for i in 0..points.len() as isize - 1 {
        let [p0, p1, p2, p3] = [at(i - 1), at(i), at(i + 1), at(i + 2)];
        for piece in 1..=PIECES {
            let t = piece as f64 / PIECES as f64;
            let blend = |a: f64, b: f64, c: f64, d: f64| {
                b + 0.5 * t * (c - a + t * (2.0 * a - 5.0 * b + 4.0 * c - d + t * (3.0 * (b - c) + d - a)))
            };
            path.push((blend(p0.0, p1.0, p2.0, p3.0), blend(p0.1, p1.1, p2.1, p3.1)));
        }
    }
    path
}

fn squared_distance((x, y): Point, (ax, ay): Point, (bx, by): Point) -> f64 {
    let (dx, dy) = (bx - ax, by - ay);
    let length = dx * dx + dy * dy;
    let t = if length > 0.0 { (((x - ax) * dx + (y - ay) * dy) / length).clamp(0.0, 1.0) } else { 0.0 };
    let (ex, ey) = (x - ax - dx * t, y - ay - dy * t);
    ex * ex + ey * ey
}
