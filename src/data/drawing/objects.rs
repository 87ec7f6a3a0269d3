//! Things: cars, houses, trees, flowers, boats, balloons, cups, balls, rockets, and plain shapes.

use super::canvas::{Canvas, Frame, Ink, block, both, curve, ellipse, polygon, square, stroke};
use super::pick;
use crate::math::NumpyRng;

const PAINTS: [u32; 9] =
    [0xd64541, 0x2f7ec2, 0xf2b632, 0x3f9b6c, 0x8e5ea2, 0xf07f3c, 0x33495e, 0xeeeae2, 0x58b4ae];
const GLASS: Ink = Ink::hex(0xbfe0ee);
const DARK: Ink = Ink::hex(0x24211f);

/// A car in side view.
pub(super) fn car(canvas: &mut Canvas, rng: &mut NumpyRng, at: Frame) {
    let paint = pick(rng, &PAINTS);
    let roof = rng.uniform(-0.85, -0.6);
    canvas.shadow(at, 0.0, 0.78, 1.9, 0.2);
    canvas.paint(
        at,
        polygon([(-0.95, -0.1), (-0.6, roof), (0.45, roof), (0.95, -0.1)], 0.1),
        paint.darker(0.08),
    );
    canvas.paint(
        at,
        polygon([(-0.72, -0.12), (-0.48, roof + 0.1), (-0.08, roof + 0.1), (-0.08, -0.12)], 0.02),
        GLASS,
    );
    canvas.paint(
        at,
        polygon([(0.06, -0.12), (0.06, roof + 0.1), (0.38, roof + 0.1), (0.72, -0.12)], 0.02),
        GLASS,
    );
    canvas.paint_with(at, block(0.0, 0.24, 1.6, 0.38, 0.2), |_, y| {
        (paint.lighter((0.25 - y) * 0.4).darker(y * 0.2), 1.0)
    });
    canvas.paint(at, ellipse(-1.5, 0.14, 0.12, 0.1), Ink::hex(0xfff2b0));
    canvas.paint(at, block(1.54, 0.14, 0.07, 0.1, 0.03), Ink::hex(0xc0392b));
    for x in [-0.9, 0.9] {
        canvas.paint(at, ellipse(x, 0.58, 0.36, 0.36), DARK);
        canvas.paint(at, ellipse(x, 0.58, 0.17, 0.17), Ink::hex(0xb9bec4));
    }
}

/// A house with a gable.
pub(super) fn house(canvas: &mut Canvas, rng: &mut NumpyRng, at: Frame) {
    let wall = pick(rng, &[0xf1e4c8, 0xd9a384, 0xb7c9d3, 0xe7b7a0, 0xcfd8b8]);
    let roof = pick(rng, &[0xa5402d, 0x6b4a3a, 0x4a5a6a, 0xc4623a]);
    if rng.bernoulli(0.6) {
        canvas.paint(at, block(0.6, -0.85, 0.14, 0.4, 0.0), roof.darker(0.3));
    }
    canvas.paint(at, block(0.0, 0.55, 1.05, 0.75, 0.0), wall);
    canvas.paint(at, polygon([(-1.3, -0.15), (0.0, -1.2), (1.3, -0.15)], 0.03), roof);
    let door = rng.uniform(-0.5, 0.5);
    canvas.paint(at, block(door, 0.85, 0.2, 0.45, 0.02), pick(rng, &PAINTS).darker(0.2));
    canvas.paint(at, ellipse(door + 0.11, 0.88, 0.03, 0.03), Ink::hex(0xf2d16b));
    for x in [-0.72, 0.72] {
        if (x - door).abs() > 0.45 {
            canvas.paint(at, block(x, 0.35, 0.22, 0.24, 0.0), Ink::hex(0xfbf8f0));
            canvas.paint(at, block(x, 0.35, 0.18, 0.2, 0.0), GLASS.darker(0.15));
            canvas.paint(at, block(x, 0.35, 0.02, 0.2, 0.0), Ink::hex(0xfbf8f0));
        }
    }
}

/// A leafy tree, a fir, or a palm.
pub(super) fn tree(canvas: &mut Canvas, rng: &mut NumpyRng, at: Frame) {
    let leaf = pick(rng, &[0x4d8b3f, 0x7fae4d, 0x2f6b46, 0xd98a34, 0xc9576a]);
    let trunk = Ink::hex(0x6b4a33);
    canvas.shadow(at, 0.0, 1.4, 1.0, 0.18);
    match rng.randint(0, 3) {
        0 => {
            canvas.paint(at, stroke((0.0, 1.4), 0.2, (0.0, 0.0), 0.13), trunk);
            for _ in 0..9 {
                let (x, y, r) = (rng.uniform(-0.7, 0.7), rng.uniform(-1.1, 0.1), rng.uniform(0.35, 0.6));
                canvas.paint(at, ellipse(x, y, r, r), leaf.darker(0.1 + 0.15 * (y + 0.5)));
            }
            for _ in 0..5 {
                let (x, y) = (rng.uniform(-0.7, 0.5), rng.uniform(-1.2, -0.3));
                canvas.paint(at, ellipse(x, y, 0.2, 0.17), leaf.lighter(0.2));
            }
        }
        1 => {
            canvas.paint(at, block(0.0, 1.25, 0.13, 0.25, 0.0), trunk);
            for (y, w) in [(1.0, 1.05), (0.4, 0.85), (-0.2, 0.62)] {
                let tier = polygon([(-w, y), (w, y), (0.0, y - 1.15)], 0.03);
                canvas.paint_with(at, tier, |x, _| (leaf.mix(Ink::hex(0x1f4a35), 0.45 + 0.2 * x), 1.0));
            }
        }
        _ => {
            canvas.paint(at, curve([(0.3, 1.45), (0.25, 0.3), (-0.1, -0.6)], 0.16, 0.1), trunk.lighter(0.2));
            for (x, y) in [(-1.2, -0.3), (-0.9, -1.1), (0.1, -1.4), (0.9, -1.0), (1.05, -0.2)] {
                canvas.paint(
                    at,
                    curve([(-0.1, -0.6), (x * 0.5, y - 0.35), (x, y)], 0.16, 0.03),
                    leaf.darker(0.15),
                );
            }
        }
    }
}

/// A flower with petals around a heart.
pub(super) fn flower(canvas: &mut Canvas, rng: &mut NumpyRng, at: Frame) {
    let petal = pick(rng, &[0xe85d75, 0xf7c948, 0xb185db, 0xfdfdfd, 0xf28f3b, 0x7aa7e0]);
    let green = Ink::hex(0x4f8a43);
    canvas.paint(at, curve([(0.1, 0.3), (0.25, 1.2), (rng.uniform(-0.3, 0.4), 2.4)], 0.09, 0.09), green);
    canvas.paint(at, ellipse(0.55, 1.25, 0.4, 0.16), green.lighter(0.1));
    let petals = rng.randint(5, 9);
    let turn = std::f64::consts::TAU / petals as f64;
    let mut spoke = at.inner(0.0, -0.2, 1.0).turned(rng.uniform(-0.3, 0.3));
    for _ in 0..petals {
        // Frame::turned is exact only for small angles; several small turns make a large one.
        for _ in 0..8 {
            spoke = spoke.turned(turn / 8.0);
        }
        canvas.paint_with(spoke, ellipse(0.0, -0.72, 0.32, 0.55), |_, y| {
            (petal.darker((y + 1.0).max(0.0) * 0.3), 1.0)
        });
    }
    canvas.paint(at, ellipse(0.0, -0.2, 0.36, 0.36), Ink::hex(0xc98a1b));
    canvas.paint(at, ellipse(-0.06, -0.27, 0.2, 0.2), Ink::hex(0xe9b44c));
}

/// A sailing boat.
pub(super) fn boat(canvas: &mut Canvas, rng: &mut NumpyRng, at: Frame) {
    let (hull, sail) = (pick(rng, &PAINTS), pick(rng, &[0xfdfbf5, 0xf4d9c6, 0xf6e27a, 0xe9565a]));
    canvas.paint(at, stroke((0.0, 0.7), 0.05, (0.0, -1.4), 0.04), Ink::hex(0x6b4a33));
    canvas.paint(at, polygon([(0.1, -1.3), (0.1, 0.4), (1.15, 0.4)], 0.02), sail);
    canvas.paint(at, polygon([(-0.1, -1.0), (-0.1, 0.4), (-0.8, 0.4)], 0.02), sail.darker(0.12));
    canvas.paint(at, polygon([(-1.25, 0.6), (1.35, 0.6), (0.9, 1.1), (-0.85, 1.1)], 0.03), hull);
    canvas.paint(
        at,
        polygon([(-1.2, 0.62), (1.3, 0.62), (1.2, 0.74), (-1.12, 0.74)], 0.0),
        hull.lighter(0.5),
    );
}

/// A hot-air balloon.
pub(super) fn balloon(canvas: &mut Canvas, rng: &mut NumpyRng, at: Frame) {
    let (one, two) = (pick(rng, &PAINTS), pick(rng, &PAINTS).lighter(0.3));
    let skin = ellipse(0.0, -0.4, 1.0, 1.05);
    canvas.paint(at, polygon([(-0.55, 0.3), (0.55, 0.3), (0.2, 0.95), (-0.2, 0.95)], 0.02), one.darker(0.2));
    canvas.paint_with(at, skin, |x, y| {
        let width = (1.0 - square((y + 0.4) / 1.05)).max(0.02).sqrt();
        let gore = (x / width * 2.5 + 10.5).floor() as i64 % 2 == 0;
        ((if gore { one } else { two }).darker(0.25 * square(x)), 1.0)
    });
    canvas.paint(at, block(0.0, 1.3, 0.22, 0.18, 0.04), Ink::hex(0x8a5a33));
    for m in [-1.0, 1.0] {
        canvas.paint(at, stroke((m * 0.18, 0.9), 0.025, (m * 0.2, 1.2), 0.025), DARK);
    }
}

/// A cup of something hot.
pub(super) fn cup(canvas: &mut Canvas, rng: &mut NumpyRng, at: Frame) {
    let clay = pick(rng, &PAINTS).lighter(0.15);
    canvas.shadow(at, 0.1, 1.05, 1.5, 0.24);
    let ring = ellipse(0.95, 0.25, 0.46, 0.44);
    canvas.paint(at, move |x, y| (ring(x, y) + 0.09).abs() - 0.09, clay.darker(0.15));
    canvas.paint_with(
        at,
        polygon([(-0.85, -0.4), (0.85, -0.4), (0.65, 0.95), (-0.65, 0.95)], 0.06),
        |x, _| (clay.lighter((-0.25 * x).max(0.0)).darker((0.3 * x).max(0.0)), 1.0),
    );
    canvas.paint(at, ellipse(0.0, -0.42, 0.88, 0.22), clay.lighter(0.35));
    canvas.paint(at, ellipse(0.0, -0.4, 0.76, 0.16), Ink::hex(0x4a2c1b));
    for x in [-0.3, 0.15] {
        let steam = curve([(x, -0.75), (x + 0.3, -1.05), (x + rng.uniform(-0.1, 0.2), -1.5)], 0.06, 0.02);
        canvas.paint_with(at, steam, |_, _| (Ink::hex(0xffffff), 0.6));
    }
}

/// A ball, an orange or a planet: round as a head, but no head.
pub(super) fn ball(canvas: &mut Canvas, rng: &mut NumpyRng, at: Frame) {
    let (one, two) = (pick(rng, &PAINTS), pick(rng, &PAINTS));
    let kind = rng.randint(0, 3);
    canvas.shadow(at, 0.1, 1.05, 1.1, 0.2);
    canvas.paint_with(at, ellipse(0.0, 0.0, 1.0, 1.0), |x, y| {
        let mark = match kind {
            0 => (x * 0.4 + y).abs() < 0.24,
            1 => x * y > 0.0,
            _ => false,
        };
        let ink = if mark { two } else { one };
        let light = (-0.35 * x - 0.5 * y).clamp(-0.6, 0.6);
        (ink.lighter(light.max(0.0) * 0.6).darker((-light).max(0.0) * 0.8), 1.0)
    });
    canvas.paint_with(at, ellipse(-0.38, -0.45, 0.2, 0.15), |_, _| (Ink::hex(0xffffff), 0.55));
}

/// A rocket on its way.
pub(super) fn rocket(canvas: &mut Canvas, rng: &mut NumpyRng, at: Frame) {
    let (trim, at) = (pick(rng, &PAINTS), at.turned(rng.uniform(-0.6, 0.6)));
    canvas.paint(at, polygon([(-0.3, 0.9), (0.3, 0.9), (0.0, 1.75)], 0.08), Ink::hex(0xf28f3b));
    canvas.paint(at, polygon([(-0.16, 0.9), (0.16, 0.9), (0.0, 1.4)], 0.05), Ink::hex(0xfbe26b));
    for m in [-1.0, 1.0] {
        canvas.paint(at, polygon([(m * 0.3, 0.2), (m * 0.85, 0.95), (m * 0.3, 0.85)], 0.04), trim);
    }
    let body = ellipse(0.0, -0.1, 0.48, 1.25);
    canvas.paint_with(at, both(body, block(0.0, 0.0, 1.0, 0.95, 0.0)), |x, _| {
        (Ink::hex(0xf2f0ea).darker(0.25 + 0.4 * x), 1.0)
    });
    canvas.paint(at, both(body, block(0.0, -1.1, 1.0, 0.4, 0.0)), trim);
    canvas.paint(at, ellipse(0.0, -0.15, 0.25, 0.25), DARK.lighter(0.3));
    canvas.paint(at, ellipse(0.0, -0.15, 0.18, 0.18), GLASS);
}

/// Discs, blocks and triangles anywhere: nothing in particular.
pub(super) fn shapes(canvas: &mut Canvas, rng: &mut NumpyRng, at: Frame) {
    for _ in 0..rng.randint(3, 8) {
        let spot = at.inner(rng.uniform(-1.4, 1.4), rng.uniform(-1.4, 1.4), rng.uniform(0.35, 0.9));
        let (spot, ink) = (spot.turned(rng.uniform(-0.8, 0.8)), pick(rng, &PAINTS));
        match rng.randint(0, 3) {
            0 => canvas.paint(spot, ellipse(0.0, 0.0, 1.0, 1.0), ink),
            1 => canvas.paint(spot, block(0.0, 0.0, 1.0, 0.6, 0.05), ink),
            _ => canvas.paint(spot, polygon([(-0.9, 0.7), (0.9, 0.7), (0.0, -0.9)], 0.04), ink),
        }
    }
}
