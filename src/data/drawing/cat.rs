//! Cats: faces, sitting, walking, loafing and sleeping ones, in coats of many colours.

use super::canvas::{Canvas, Frame, Ink, both, curve, ellipse, polygon, stroke};
use super::pick;
use crate::math::NumpyRng;

/// What a cat wears.
#[derive(Debug, Clone, Copy)]
struct Coat {
    fur: Ink,
    dark: Ink,
    light: Ink,
    pattern: Pattern,
    eyes: Ink,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Pattern {
    Plain,
    Tabby,
    Tuxedo,
    Calico,
    Siamese,
}

/// Fur, markings, belly and pattern; tabbies come more than once, as they do in life.
const COATS: [(u32, u32, u32, Pattern); 12] = [
    (0xdd8f45, 0xa85a20, 0xf8e3c5, Pattern::Tabby),
    (0xe7a45c, 0xb8672a, 0xfaead2, Pattern::Tabby),
    (0x9a948d, 0x4f4a47, 0xe4e0da, Pattern::Tabby),
    (0x8a7660, 0x43372b, 0xdccdb8, Pattern::Tabby),
    (0x7b7f88, 0x5b5f69, 0xa6aab2, Pattern::Plain),
    (0x3a3634, 0x201d1d, 0x5b5552, Pattern::Plain),
    (0xf2eee6, 0xcfc6b8, 0xffffff, Pattern::Plain),
    (0xe9cfa6, 0xc9a26e, 0xfbf1de, Pattern::Plain),
    (0x35312f, 0x1e1b1b, 0xf6f4ef, Pattern::Tuxedo),
    (0x6e727a, 0x4c5058, 0xf4f2ee, Pattern::Tuxedo),
    (0xf3ede1, 0xd2823c, 0x2f2a28, Pattern::Calico),
    (0xe9dcc3, 0x4c3a2f, 0xf5ecdc, Pattern::Siamese),
];
const EYES: [u32; 5] = [0xd9c832, 0x8fbf4d, 0xe0a030, 0x6fb7d6, 0x5fae6a];
const PINK: Ink = Ink::hex(0xe59a97);
const DARK: Ink = Ink::hex(0x1d1716);

impl Coat {
    fn new(rng: &mut NumpyRng) -> Coat {
        let (fur, dark, light, pattern) = COATS[rng.randint(0, COATS.len() as i64) as usize];
        let fur = Ink::hex(fur).mix(Ink::hex(0xb58a5c), rng.uniform(0.0, 0.15));
        let eyes = pick(rng, &EYES);
        let eyes = if pattern == Pattern::Siamese { Ink::hex(0x5aa7e0) } else { eyes };
        Coat { fur, dark: Ink::hex(dark), light: Ink::hex(light), pattern, eyes }
    }

    /// The colour of belly, muzzle and paws.
    fn belly(&self) -> Ink {
        match self.pattern {
            Pattern::Tabby | Pattern::Tuxedo => self.light,
            _ => self.fur.lighter(0.3),
        }
    }

    fn tail(&self) -> Ink {
        match self.pattern {
            Pattern::Siamese | Pattern::Calico => self.dark,
            _ => self.fur.darker(0.08),
        }
    }

    /// Fur in light from above, with the tabby's bands across it where `bands` > 0.
    fn shade(self, bands: f64) -> impl Fn(f64, f64) -> (Ink, f64) {
        move |x, y| {
            let mut ink = self.fur.lighter((-0.12 * y).clamp(0.0, 0.2)).darker((0.14 * y).clamp(0.0, 0.25));
            if self.pattern == Pattern::Tabby && bands > 0.0 {
                let wave = ((x + 0.12 * y * y) * bands + 8.0).fract();
                ink = ink.mix(self.dark, 0.75 * (1.0 - ((wave - 0.5).abs() * 5.0).min(1.0)));
            }
            (ink, 1.0)
        }
    }
}

/// Draws one cat in a pose of chance.
pub(super) fn draw(canvas: &mut Canvas, rng: &mut NumpyRng, side: usize) {
    let coat = Coat::new(rng);
    let s = side as f64;
    let (pose, mirror, tilt) = (rng.random(), rng.bernoulli(0.5), rng.uniform(-0.16, 0.16));
    let mut place = |spread: f64, (top, low): (f64, f64), (small, large): (f64, f64)| {
        let x = s * (0.5 + rng.uniform(-spread, spread));
        Frame::at(x, s * rng.uniform(top, low), s * rng.uniform(small, large)).mirrored(mirror)
    };
    if pose < 0.5 {
        let frame = place(0.06, (0.54, 0.61), (0.3, 0.39));
        canvas.paint(frame, ellipse(0.0, 1.5, 1.05, 1.0), coat.fur.darker(0.15));
        head(canvas, rng, frame.turned(tilt), &coat, true);
    } else if pose < 0.74 {
        let frame = place(0.08, (0.6, 0.66), (0.28, 0.34));
        sitting(canvas, rng, frame, &coat, tilt);
    } else if pose < 0.86 {
        let frame = place(0.08, (0.58, 0.7), (0.26, 0.33));
        loaf(canvas, rng, frame, &coat, tilt);
    } else if pose < 0.95 {
        let frame = place(0.08, (0.55, 0.66), (0.24, 0.31));
        walking(canvas, rng, frame, &coat, tilt);
    } else {
        let frame = place(0.08, (0.6, 0.68), (0.3, 0.38));
        asleep(canvas, rng, frame, &coat);
    }
}

/// A head of radius 1 around the origin, ears and all.
fn head(canvas: &mut Canvas, rng: &mut NumpyRng, at: Frame, coat: &Coat, awake: bool) {
    let skull = ellipse(0.0, 0.0, 1.0, 0.86);
    for m in [-1.0, 1.0] {
        let ink = match coat.pattern {
            Pattern::Siamese => coat.dark,
            Pattern::Calico if m > 0.0 => coat.dark,
            _ => coat.fur.darker(0.06),
        };
        canvas.paint(at, polygon([(m * 0.88, -0.3), (m * 0.76, -1.2), (m * 0.14, -0.74)], 0.06), ink);
        canvas.paint(at, polygon([(m * 0.76, -0.45), (m * 0.7, -1.0), (m * 0.34, -0.72)], 0.02), PINK);
    }
    canvas.paint_with(at, skull, coat.shade(0.0));
    for m in [-1.0, 1.0] {
        canvas.paint(at, polygon([(m * 0.75, 0.0), (m * 1.12, 0.36), (m * 0.6, 0.6)], 0.08), coat.fur);
    }
    markings(canvas, at, coat, skull);
    for m in [-1.0, 1.0] {
        canvas.paint(at, ellipse(m * 0.17, 0.42, 0.25, 0.21), coat.belly());
        eye(canvas, at, m * 0.43, coat, awake);
    }
    canvas.paint(at, ellipse(0.0, 0.6, 0.16, 0.12), coat.belly());
    canvas.paint(at, polygon([(-0.11, 0.2), (0.11, 0.2), (0.0, 0.33)], 0.03), PINK.darker(0.15));
    let whisker = Ink::hex(if coat.fur.0[1] < 0.4 { 0xf4f1ea } else { 0x5a5350 });
    for m in [-1.0, 1.0] {
        canvas.paint(at, curve([(0.0, 0.36), (m * 0.06, 0.54), (m * 0.24, 0.5)], 0.028, 0.02), DARK);
        for (drop, length) in [(-0.14, 1.25), (0.04, 1.34), (0.2, 1.2)] {
            let tip = (m * (length + rng.uniform(-0.08, 0.08)), 0.36 + drop);
            canvas.paint_with(at, stroke((m * 0.36, 0.4), 0.018, tip, 0.008), |_, _| (whisker, 0.8));
        }
    }
}

/// Stripes on the forehead and cheeks, a mask, a blaze or patches.
fn markings(canvas: &mut Canvas, at: Frame, coat: &Coat, skull: impl Fn(f64, f64) -> f64 + Copy) {
    match coat.pattern {
        Pattern::Tabby => {
            for x in [-0.26, 0.0, 0.26] {
                canvas.paint(at, stroke((x * 1.1, -0.78), 0.075, (x * 0.7, -0.36), 0.03), coat.dark);
            }
            for m in [-1.0, 1.0] {
                canvas.paint(at, stroke((m * 0.97, 0.08), 0.06, (m * 0.66, 0.16), 0.025), coat.dark);
                canvas.paint(at, stroke((m * 0.92, 0.34), 0.06, (m * 0.6, 0.32), 0.025), coat.dark);
            }
        }
        Pattern::Siamese => canvas.paint_with(at, both(skull, ellipse(0.0, 0.3, 0.72, 0.66)), |x, y| {
            (coat.dark, (1.15 - (x * x + (y - 0.3) * (y - 0.3)) * 2.2).clamp(0.0, 0.95))
        }),
        Pattern::Tuxedo => {
            let blaze = polygon([(0.0, -0.5), (0.4, 0.5), (0.3, 0.9), (-0.3, 0.9), (-0.4, 0.5)], 0.04);
            canvas.paint(at, both(skull, blaze), coat.light);
        }
        Pattern::Calico => {
            canvas.paint(at, both(skull, ellipse(0.7, -0.45, 0.55, 0.5)), coat.dark);
            canvas.paint(at, both(skull, ellipse(-0.65, -0.5, 0.5, 0.45)), coat.light.lighter(0.08));
        }
        Pattern::Plain => {}
    }
}

fn eye(canvas: &mut Canvas, at: Frame, x: f64, coat: &Coat, awake: bool) {
    if !awake {
        canvas.paint(at, curve([(x - 0.2, -0.04), (x, 0.16), (x + 0.2, -0.04)], 0.04, 0.04), DARK);
        return;
    }
    let almond = both(ellipse(x, 0.08, 0.32, 0.32), ellipse(x, -0.2, 0.34, 0.36));
    canvas.paint(at, move |px, py| almond(px, py) - 0.05, DARK);
    canvas.paint(at, almond, coat.eyes);
    canvas.paint(at, ellipse(x, -0.06, 0.075, 0.19), DARK);
    canvas.paint(at, ellipse(x - 0.08, -0.14, 0.05, 0.05), Ink::hex(0xffffff));
}

/// Front view, tail around the paws; about 3 units high.
fn sitting(canvas: &mut Canvas, rng: &mut NumpyRng, at: Frame, coat: &Coat, tilt: f64) {
    canvas.shadow(at, 0.0, 1.35, 1.3, 0.25);
    let tip = (1.5, rng.uniform(-0.6, 0.5));
    canvas.paint(at, curve([(0.5, 1.15), (1.7, 1.3), tip], 0.17, 0.11), coat.tail());
    canvas.paint_with(at, ellipse(0.0, 0.55, 0.86, 0.86), coat.shade(2.2));
    canvas.paint_with(at, ellipse(0.0, 0.0, 0.62, 0.8), coat.shade(0.0));
    canvas.paint(at, ellipse(0.0, 0.25, 0.34, 0.6), coat.belly());
    for m in [-1.0, 1.0] {
        canvas.paint(at, stroke((m * 0.27, 0.4), 0.19, (m * 0.27, 1.2), 0.17), coat.fur);
        canvas.paint(at, ellipse(m * 0.28, 1.26, 0.23, 0.14), coat.belly());
        canvas.paint(at, ellipse(m * 0.72, 1.24, 0.27, 0.13), coat.belly().darker(0.1));
    }
    head(canvas, rng, at.inner(0.0, -0.85, 0.74).turned(tilt), coat, true);
}

/// A loaf: all four paws tucked in; one in four dozes.
fn loaf(canvas: &mut Canvas, rng: &mut NumpyRng, at: Frame, coat: &Coat, tilt: f64) {
    canvas.shadow(at, 0.1, 0.85, 1.75, 0.22);
    let tip = (1.35, rng.uniform(-0.1, 0.5));
    canvas.paint(at, curve([(1.1, 0.6), (1.9, 0.75), tip], 0.17, 0.12), coat.tail());
    canvas.paint_with(at, ellipse(0.3, 0.2, 1.2, 0.68), coat.shade(2.0));
    canvas.paint(at, ellipse(-0.42, 0.52, 0.45, 0.32), coat.belly());
    for x in [-0.72, -0.25] {
        canvas.paint(at, ellipse(x, 0.78, 0.22, 0.12), coat.belly());
    }
    let awake = rng.bernoulli(0.75);
    head(canvas, rng, at.inner(-0.5, -0.35, 0.7).turned(tilt), coat, awake);
}

/// Side view, tail up.
fn walking(canvas: &mut Canvas, rng: &mut NumpyRng, at: Frame, coat: &Coat, tilt: f64) {
    canvas.shadow(at, 0.1, 1.2, 1.6, 0.2);
    let up = rng.uniform(-1.5, -0.9);
    let tip = (rng.uniform(0.9, 1.7), up);
    canvas.paint(at, curve([(1.1, 0.0), (1.5, up * 0.3), tip], 0.17, 0.1), coat.tail());
    let step = rng.uniform(-0.25, 0.25);
    for (x, way, near) in [(-0.55, -1.0, false), (0.75, 1.0, false), (-0.4, 1.0, true), (0.95, -1.0, true)] {
        let shade = if near { 0.0 } else { 0.3 };
        let foot = (x + way * step, 1.12);
        canvas.paint(at, stroke((x, 0.3), 0.22, foot, 0.13), coat.fur.darker(shade));
        canvas.paint(at, ellipse(foot.0 - 0.06, 1.16, 0.19, 0.1), coat.belly().darker(shade));
    }
    canvas.paint_with(at, ellipse(0.25, 0.12, 1.1, 0.55), coat.shade(2.0));
    canvas.paint(at, ellipse(0.2, 0.46, 0.7, 0.18), coat.belly());
    head(canvas, rng, at.inner(-0.85, -0.42, 0.66).turned(tilt), coat, true);
}

/// Curled up, nose under tail.
fn asleep(canvas: &mut Canvas, rng: &mut NumpyRng, at: Frame, coat: &Coat) {
    canvas.shadow(at, 0.0, 0.7, 1.5, 0.25);
    canvas.paint_with(at, ellipse(0.1, 0.0, 1.2, 0.8), coat.shade(1.8));
    head(canvas, rng, at.inner(-0.55, 0.15, 0.58).turned(-0.35), coat, false);
    canvas.paint(at, curve([(1.1, 0.35), (0.5, 0.95), (-0.6, 0.72)], 0.2, 0.13), coat.tail());
}
