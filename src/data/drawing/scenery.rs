//! What is behind the things: rooms, meadows, skies, patterned paper.

use super::canvas::{Canvas, Frame, Ink, block, curve, ellipse, polygon, square, stroke};
use super::pick;
use crate::math::NumpyRng;

const WALLS: [u32; 10] =
    [0xe8d9c5, 0xbfd3c1, 0xc9d6df, 0xd8bfaa, 0x8fa3ad, 0x6d7f6b, 0xb0a4c4, 0xd9a5a0, 0x55616e, 0xf1e3b3];
const FLOORS: [u32; 6] = [0x9b6b43, 0x7a5236, 0xb58a5c, 0x6b6f76, 0xa34a3f, 0x4f5d4a];
const SKIES: [(u32, u32); 6] = [
    (0x5aa9e6, 0xcfe8f7),
    (0x3b6ea5, 0xa9c9e0),
    (0xf29e6d, 0xf7dba7),
    (0x6b7a8f, 0xb8c1cc),
    (0x1d2a4d, 0x4a5a8a),
    (0x7ac6d9, 0xe6f4f1),
];
const GREENS: [u32; 5] = [0x5c9a4c, 0x7fb069, 0x4a7c44, 0x9db45c, 0x3e6b48];

/// Any background, each kind about equally often.
pub(super) fn anywhere(rng: &mut NumpyRng, side: usize) -> Canvas {
    match rng.randint(0, 5) {
        0 => room(rng, side),
        1 => meadow(rng, side),
        2 => paper(rng, side),
        3 => glow(rng, side),
        _ => blurred(rng, side),
    }
}

/// A wall and a floor, sometimes with a window, a picture or a rug.
pub(super) fn room(rng: &mut NumpyRng, side: usize) -> Canvas {
    let s = side as f64;
    let (wall, floor) = (pick(rng, &WALLS), pick(rng, &FLOORS));
    let edge = s * rng.uniform(0.58, 0.78);
    let planks = rng.uniform(4.0, 9.0);
    let mut canvas = Canvas::new(side, |x, y| {
        if y < edge {
            wall.darker(0.18 * (1.0 - y / edge) + 0.1 * x / s)
        } else {
            let gap = ((y - edge) / planks).fract() < 0.14;
            floor.darker(if gap { 0.25 } else { 0.0 }).lighter(0.12 * (y - edge) / (s - edge))
        }
    });
    let frame = Frame::at(0.0, 0.0, s);
    canvas.paint(frame, block(0.5, edge / s, 0.6, 0.012, 0.0), wall.lighter(0.5));
    match rng.randint(0, 4) {
        0 => {
            let (x, white) = (rng.uniform(0.15, 0.85), Ink::hex(0xf7f3ea));
            canvas.paint(frame, block(x, 0.22, 0.15, 0.17, 0.01), white);
            canvas.paint(frame, block(x, 0.22, 0.13, 0.15, 0.0), Ink::hex(0xa8d4ee));
            canvas.paint(frame, block(x, 0.22, 0.012, 0.15, 0.0), white);
            canvas.paint(frame, block(x, 0.22, 0.13, 0.012, 0.0), white);
        }
        1 => {
            let x = rng.uniform(0.15, 0.85);
            canvas.paint(frame, block(x, 0.18, 0.12, 0.1, 0.0), Ink::hex(0x4a3527));
            canvas.paint(frame, block(x, 0.18, 0.1, 0.08, 0.0), pick(rng, &WALLS).lighter(0.2));
            canvas.paint(frame, ellipse(x, 0.2, 0.05, 0.03), pick(rng, &GREENS));
        }
        2 => {
            let rug = ellipse(0.5, 0.92, rng.uniform(0.3, 0.48), 0.1);
            canvas.paint(frame, rug, pick(rng, &WALLS).darker(0.2));
        }
        _ => {}
    }
    canvas
}

/// Sky over grass, with clouds, hills and blades.
pub(super) fn meadow(rng: &mut NumpyRng, side: usize) -> Canvas {
    let s = side as f64;
    let green = pick(rng, &GREENS);
    let horizon = rng.uniform(0.45, 0.72);
    let mut canvas = sky(rng, side);
    let frame = Frame::at(0.0, 0.0, s);
    for _ in 0..rng.randint(0, 3) {
        let (x, y) = (rng.uniform(0.0, 1.0), rng.uniform(0.05, 0.3));
        cloud(&mut canvas, frame.inner(x, y, rng.uniform(0.06, 0.12)));
    }
    if rng.bernoulli(0.6) {
        let hill = ellipse(rng.uniform(0.0, 1.0), horizon + 0.1, 0.6, rng.uniform(0.15, 0.3));
        canvas.paint(frame, hill, green.mix(Ink::hex(0x7f9bb0), 0.45));
    }
    canvas.paint_with(frame, block(0.5, horizon + 0.5, 0.6, 0.5, 0.0), |_, y| {
        (green.darker(0.25 * (1.0 - (y - horizon))).lighter(0.1 * (y - horizon)), 1.0)
    });
    for _ in 0..rng.randint(8, 26) {
        let (x, y) = (rng.uniform(0.0, 1.0), rng.uniform(horizon + 0.04, 1.0));
        let ink = if rng.bernoulli(0.2) { Ink::hex(0xf3e06b) } else { green.darker(0.35) };
        canvas.paint(frame, stroke((x, y), 0.008, (x + rng.uniform(-0.02, 0.02), y - 0.04), 0.004), ink);
    }
    canvas
}

/// A sky from edge to edge.
pub(super) fn sky(rng: &mut NumpyRng, side: usize) -> Canvas {
    let (top, low) = SKIES[rng.randint(0, SKIES.len() as i64) as usize];
    let (top, low) = (Ink::hex(top), Ink::hex(low));
    Canvas::new(side, |_, y| top.mix(low, y / side as f64))
}

/// Sky over water with waves.
pub(super) fn sea(rng: &mut NumpyRng, side: usize) -> Canvas {
    let horizon = rng.uniform(0.5, 0.65);
    let mut canvas = sky(rng, side);
    let frame = Frame::at(0.0, 0.0, side as f64);
    let water = pick(rng, &[0x2b6c8f, 0x1f5673, 0x3d8ea8, 0x2d5d6b]);
    canvas.paint_with(frame, block(0.5, horizon + 0.5, 0.6, 0.5, 0.0), |_, y| {
        (water.darker((y - horizon) * 0.6), 1.0)
    });
    for _ in 0..14 {
        let (x, y, w) = (rng.uniform(0.0, 1.0), rng.uniform(horizon + 0.03, 1.0), rng.uniform(0.03, 0.09));
        canvas.paint(frame, curve([(x - w, y), (x, y - 0.03), (x + w, y)], 0.006, 0.006), water.lighter(0.4));
    }
    canvas
}

/// Under water, lit from above, weed on the ground.
pub(super) fn deep(rng: &mut NumpyRng, side: usize) -> Canvas {
    let water = pick(rng, &[0x2f86b8, 0x2a9d9a, 0x3566a8, 0x1d6f86]);
    let mut canvas =
        Canvas::new(side, |_, y| water.lighter(0.35 * (1.0 - y / side as f64)).darker(0.5 * y / side as f64));
    let frame = Frame::at(0.0, 0.0, side as f64);
    for _ in 0..3 {
        let (x, w) = (rng.uniform(0.1, 0.9), rng.uniform(0.03, 0.08));
        let ray = polygon([(x - w, 0.0), (x + w, 0.0), (x + w + 0.2, 0.9), (x - w + 0.1, 0.9)], 0.0);
        canvas.paint_with(frame, ray, |_, y| (water.lighter(0.7), (0.25 - 0.27 * y).max(0.0)));
    }
    canvas.paint(frame, ellipse(rng.uniform(0.2, 0.8), 1.12, 0.9, 0.24), Ink::hex(0xd9bf8c).mix(water, 0.35));
    for _ in 0..rng.randint(3, 7) {
        let (x, top) = (rng.uniform(0.0, 1.0), rng.uniform(0.45, 0.8));
        let bend = x + rng.uniform(-0.1, 0.1);
        canvas.paint(
            frame,
            curve([(x, 1.0), (bend, 0.8), (x, top)], 0.025, 0.008),
            pick(rng, &GREENS).mix(water, 0.3),
        );
    }
    canvas
}

/// A cloud about one unit wide on either side.
pub(super) fn cloud(canvas: &mut Canvas, frame: Frame) {
    for (x, y, r) in [(-0.9, 0.1, 0.6), (0.0, -0.2, 0.9), (0.9, 0.1, 0.7)] {
        canvas.paint_with(frame, ellipse(x, y, r, r * 0.8), |_, _| (Ink::hex(0xfdfdfd), 0.9));
    }
}

/// Wallpaper: stripes, dots or checks.
pub(super) fn paper(rng: &mut NumpyRng, side: usize) -> Canvas {
    let (ground, mark) = (pick(rng, &WALLS), pick(rng, &WALLS));
    let mark = ground.mix(mark, 0.6).darker(rng.uniform(0.0, 0.3));
    let (kind, step) = (rng.randint(0, 4), rng.uniform(7.0, 16.0));
    Canvas::new(side, |x, y| {
        let (u, v) = ((x / step).fract() - 0.5, (y / step).fract() - 0.5);
        let inside = match kind {
            0 => u.abs() - 0.25,
            1 => v.abs() - 0.2,
            2 => (u * u + v * v).sqrt() - 0.26,
            _ => -u * v * 4.0,
        };
        ground.mix(mark, (0.5 - inside * step).clamp(0.0, 1.0))
    })
}

/// A bright spot on a darker ground, as in a studio.
fn glow(rng: &mut NumpyRng, side: usize) -> Canvas {
    let s = side as f64;
    let ink = pick(rng, &WALLS).darker(rng.uniform(0.0, 0.55));
    let (x, y) = (s * rng.uniform(0.25, 0.75), s * rng.uniform(0.2, 0.6));
    Canvas::new(side, |px, py| {
        let r = (square(px - x) + square(py - y)).sqrt() / s;
        ink.lighter((0.35 - r * 0.5).max(0.0)).darker((r * 0.6 - 0.2).clamp(0.0, 0.4))
    })
}

/// Soft lights out of focus.
fn blurred(rng: &mut NumpyRng, side: usize) -> Canvas {
    let ground = pick(rng, &GREENS).mix(pick(rng, &WALLS), rng.random()).darker(0.35);
    let mut canvas = Canvas::new(side, |_, _| ground);
    let frame = Frame::at(0.0, 0.0, side as f64);
    for _ in 0..rng.randint(5, 12) {
        let (x, y, r) = (rng.uniform(0.0, 1.0), rng.uniform(0.0, 1.0), rng.uniform(0.06, 0.2));
        let ink = ground.mix(pick(rng, &WALLS), rng.uniform(0.3, 0.9));
        canvas.paint_with(frame, ellipse(x, y, r, r), |_, _| (ink, 0.45));
    }
    canvas
}

/// Mountains under a sky, with snow on them.
pub(super) fn mountains(rng: &mut NumpyRng, side: usize) -> Canvas {
    let mut canvas = sky(rng, side);
    let frame = Frame::at(0.0, 0.0, side as f64);
    let far = pick(rng, &[0x6f7f95, 0x8a7f92, 0x5d6b7d, 0x7d8a78]);
    for i in 0..rng.randint(2, 5) {
        let (x, y, w) = (rng.uniform(0.05, 0.95), rng.uniform(0.15, 0.45), rng.uniform(0.3, 0.5));
        let slope = |t: f64| (x + w * t, y + (0.85 - y) * t.abs());
        canvas.paint(frame, polygon([slope(0.0), slope(1.0), slope(-1.0)], 0.0), far.darker(0.12 * i as f64));
        let snow = [
            slope(0.0),
            slope(0.28),
            (x + w * 0.1, y + 0.1),
            (x, y + 0.2),
            (x - w * 0.12, y + 0.1),
            slope(-0.28),
        ];
        canvas.paint(frame, polygon(snow, 0.0), Ink::hex(0xf3f6fa));
    }
    let green = pick(rng, &GREENS).darker(0.2);
    canvas.paint(frame, ellipse(rng.uniform(0.2, 0.8), 1.1, 1.0, 0.36), green);
    canvas
}
