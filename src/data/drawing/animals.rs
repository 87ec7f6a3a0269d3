//! Animals that are no cats, some of them on purpose rather like one: dog, rabbit, mouse, bird, fish, butterfly.

use super::canvas::{Canvas, Frame, Ink, both, curve, ellipse, polygon, stroke};
use super::pick;
use crate::math::NumpyRng;

const DARK: Ink = Ink::hex(0x1d1716);
const WHITE: Ink = Ink::hex(0xffffff);
const FURS: [u32; 6] = [0xc08a54, 0x7a5636, 0xe3c79b, 0x4a3b33, 0xf1eadf, 0x9b9a98];

fn round_eye(canvas: &mut Canvas, at: Frame, x: f64, y: f64, r: f64) {
    canvas.paint(at, ellipse(x, y, r, r * 1.1), DARK);
    canvas.paint(at, ellipse(x - r * 0.3, y - r * 0.35, r * 0.32, r * 0.32), WHITE);
}

/// A dog's face with hanging ears, its tongue out half of the time; sometimes it sits.
pub(super) fn dog(canvas: &mut Canvas, rng: &mut NumpyRng, at: Frame) {
    let fur = pick(rng, &FURS);
    let (ear, snout) = (fur.darker(rng.uniform(0.25, 0.6)), fur.lighter(0.45));
    let at = if rng.bernoulli(0.45) {
        let at = at.inner(0.0, 0.1, 0.9);
        canvas.shadow(at, 0.0, 1.4, 1.2, 0.22);
        canvas.paint(
            at,
            curve([(0.5, 1.1), (1.3, 1.1), (1.35, rng.uniform(0.1, 0.6))], 0.15, 0.08),
            fur.darker(0.1),
        );
        canvas.paint(at, ellipse(0.0, 0.55, 0.78, 0.88), fur);
        canvas.paint(at, ellipse(0.0, 0.5, 0.36, 0.6), snout);
        for m in [-1.0, 1.0] {
            canvas.paint(at, stroke((m * 0.3, 0.4), 0.2, (m * 0.32, 1.25), 0.19), fur);
        }
        at.inner(0.0, -0.75, 0.72)
    } else {
        canvas.paint(at, ellipse(0.0, 1.45, 0.95, 0.9), fur.darker(0.15));
        at
    };
    canvas.paint(at, ellipse(0.0, 0.0, 0.86, 0.92), fur);
    if rng.bernoulli(0.4) {
        canvas.paint(at, both(ellipse(0.0, 0.0, 0.86, 0.92), ellipse(0.42, -0.15, 0.42, 0.45)), ear);
    }
    for m in [-1.0, 1.0] {
        canvas.paint(at, curve([(m * 0.62, -0.7), (m * 1.25, -0.45), (m * 0.98, 0.5)], 0.18, 0.26), ear);
        round_eye(canvas, at, m * 0.36, -0.12, 0.15);
    }
    if rng.bernoulli(0.5) {
        canvas.paint(at, stroke((0.05, 0.7), 0.15, (0.08, 0.98), 0.16), Ink::hex(0xe26d7a));
    }
    canvas.paint(at, ellipse(0.0, 0.45, 0.46, 0.36), snout);
    canvas.paint(at, ellipse(0.0, 0.27, 0.2, 0.15), DARK);
    canvas.paint(at, ellipse(-0.06, 0.22, 0.05, 0.03), Ink::hex(0x8a8280));
    for m in [-1.0, 1.0] {
        canvas.paint(at, curve([(0.0, 0.4), (m * 0.05, 0.64), (m * 0.28, 0.58)], 0.03, 0.025), DARK);
    }
}

/// A rabbit: the long ears stand up.
pub(super) fn rabbit(canvas: &mut Canvas, rng: &mut NumpyRng, at: Frame) {
    let (fur, pink) = (pick(rng, &FURS), Ink::hex(0xe9a9a8));
    let at = at.inner(0.0, 0.25, 0.85);
    for m in [-1.0, 1.0] {
        let bend = m * rng.uniform(0.35, 0.7);
        canvas.paint(
            at,
            curve([(m * 0.32, -0.6), (m * 0.34, -1.2), (bend, -1.75)], 0.2, 0.16),
            fur.darker(0.05),
        );
        canvas.paint(at, curve([(m * 0.32, -0.7), (m * 0.34, -1.2), (bend, -1.68)], 0.09, 0.07), pink);
    }
    canvas.paint(at, ellipse(0.0, 1.2, 0.95, 0.75), fur.darker(0.06));
    canvas.paint(at, ellipse(0.0, 0.0, 0.82, 0.76), fur);
    for m in [-1.0, 1.0] {
        canvas.paint(at, ellipse(m * 0.2, 0.36, 0.28, 0.22), fur.lighter(0.5));
        round_eye(canvas, at, m * 0.44, -0.08, 0.14);
    }
    canvas.paint(at, block_teeth(), WHITE);
    canvas.paint(at, ellipse(0.0, 0.2, 0.1, 0.07), pink.darker(0.15));
}

fn block_teeth() -> impl Fn(f64, f64) -> f64 + Copy {
    super::canvas::block(0.0, 0.58, 0.1, 0.1, 0.02)
}

/// A mouse in side view, with a piece of cheese.
pub(super) fn mouse(canvas: &mut Canvas, rng: &mut NumpyRng, at: Frame) {
    let (fur, pink) = (pick(rng, &[0x9b9a98, 0x7d7671, 0xc9beb2, 0xa58b72]), Ink::hex(0xe9a9a8));
    canvas.shadow(at, 0.0, 0.85, 1.4, 0.2);
    canvas.paint(at, curve([(0.9, 0.5), (1.7, 0.7), (1.6, rng.uniform(-0.4, 0.3))], 0.07, 0.04), pink);
    canvas.paint(at, ellipse(0.25, 0.3, 0.9, 0.55), fur);
    canvas.paint(at, polygon([(-0.3, -0.15), (-1.15, 0.48), (-0.2, 0.7)], 0.1), fur);
    for (x, r) in [(0.02, 0.34), (-0.3, 0.36)] {
        canvas.paint(at, ellipse(x, -0.3, r, r), fur.darker(0.12));
        canvas.paint(at, ellipse(x, -0.28, r * 0.65, r * 0.65), pink);
    }
    round_eye(canvas, at, -0.55, 0.18, 0.09);
    canvas.paint(at, ellipse(-1.2, 0.48, 0.09, 0.08), pink.darker(0.2));
    if rng.bernoulli(0.6) {
        let cheese = Ink::hex(0xf2c744);
        canvas.paint(at, polygon([(-1.75, 0.85), (-0.95, 0.85), (-1.75, 0.35)], 0.04), cheese);
        canvas.paint(at, ellipse(-1.55, 0.72, 0.09, 0.07), cheese.darker(0.3));
    }
}

/// A small bird on a twig.
pub(super) fn bird(canvas: &mut Canvas, rng: &mut NumpyRng, at: Frame) {
    let body = pick(rng, &[0x4f8fd0, 0xd9534f, 0xf0b429, 0x6fa86a, 0x8d6e63, 0x37474f]);
    let breast = pick(rng, &[0xf6e7c8, 0xe8825a, 0xfafafa, 0xf2d16b]);
    canvas.paint(
        at,
        stroke((-2.2, 1.25), 0.11, (2.2, 1.0 + rng.uniform(-0.2, 0.3)), 0.07),
        Ink::hex(0x5d4030),
    );
    for _ in 0..4 {
        let x = rng.uniform(-1.8, 1.8);
        canvas.paint(at, ellipse(x, 1.0 + rng.uniform(-0.2, 0.35), 0.24, 0.12), Ink::hex(0x6a994e));
    }
    canvas.paint(at, polygon([(0.6, 0.4), (1.75, 0.75), (1.65, 1.0), (0.5, 0.8)], 0.04), body.darker(0.25));
    canvas.paint(at, ellipse(0.0, 0.35, 0.92, 0.72), body);
    canvas.paint(at, both(ellipse(0.0, 0.35, 0.92, 0.72), ellipse(-0.5, 0.6, 0.62, 0.5)), breast);
    canvas.paint(at, ellipse(-0.55, -0.35, 0.52, 0.5), body);
    canvas.paint(at, polygon([(-1.0, -0.45), (-1.48, -0.27), (-0.98, -0.15)], 0.03), Ink::hex(0xe9a13b));
    round_eye(canvas, at, -0.68, -0.42, 0.1);
    canvas.paint(at, curve([(-0.15, 0.2), (0.7, 0.05), (1.0, 0.65)], 0.2, 0.1), body.darker(0.3));
    for x in [-0.1, 0.2] {
        canvas.paint(at, stroke((x, 0.95), 0.04, (x, 1.18), 0.04), Ink::hex(0xe9a13b));
    }
}

/// A fish among bubbles.
pub(super) fn fish(canvas: &mut Canvas, rng: &mut NumpyRng, at: Frame) {
    let (body, stripe) =
        (pick(rng, &[0xf4842f, 0xf2c12e, 0xe05263, 0x5c7cc9, 0x44a08d]), pick(rng, &[0xffffff, 0x23395b]));
    canvas.paint(at, polygon([(0.8, 0.0), (1.6, -0.65), (1.45, 0.0), (1.6, 0.65)], 0.05), body.darker(0.12));
    canvas.paint(at, polygon([(-0.2, -0.5), (0.45, -1.0), (0.7, -0.35)], 0.04), body.darker(0.2));
    let shape = ellipse(0.0, 0.0, 1.1, 0.66);
    canvas.paint_with(at, shape, |_, y| (body.lighter((-0.3 * y).max(0.0)).darker((0.3 * y).max(0.0)), 1.0));
    for x in [-0.35, 0.3] {
        canvas.paint(at, both(shape, stroke((x, -0.7), 0.11, (x, 0.7), 0.11)), stripe);
    }
    round_eye(canvas, at, -0.72, -0.12, 0.13);
    canvas.paint(at, polygon([(-0.1, 0.1), (0.35, 0.35), (-0.05, 0.42)], 0.04), body.darker(0.3));
    for _ in 0..rng.randint(2, 6) {
        let (x, y, r) = (rng.uniform(-1.9, -0.9), rng.uniform(-1.6, 0.2), rng.uniform(0.06, 0.14));
        canvas.paint_with(at, ellipse(x, y, r, r), |_, _| (Ink::hex(0xe6f6fb), 0.7));
    }
}

/// A butterfly with open wings.
pub(super) fn butterfly(canvas: &mut Canvas, rng: &mut NumpyRng, at: Frame) {
    let (wing, spot) =
        (pick(rng, &[0xe8892b, 0x4c86c6, 0xd65a9a, 0xf2cf4a, 0x8e6cc0]), pick(rng, &[0xfdf6e3, 0x2b2b3a]));
    for m in [-1.0, 1.0] {
        for (x, y, rx, ry) in [(0.72, -0.5, 0.68, 0.6), (0.55, 0.5, 0.5, 0.46)] {
            canvas.paint(at, ellipse(m * x, y, rx, ry), wing.darker(0.55));
            canvas.paint(at, ellipse(m * x, y, rx * 0.84, ry * 0.82), wing);
            canvas.paint(at, ellipse(m * x * 1.2, y, rx * 0.3, ry * 0.3), spot);
        }
        canvas.paint(at, curve([(0.0, -0.7), (m * 0.1, -1.2), (m * 0.45, -1.35)], 0.035, 0.05), DARK);
    }
    canvas.paint(at, stroke((0.0, -0.65), 0.13, (0.0, 0.8), 0.07), DARK);
}
