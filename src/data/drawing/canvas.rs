//! A small canvas: shapes are signed distances, edges are smooth because coverage follows the distance.
//!
//! Only `+ − × ÷ √` are used, which every machine rounds alike, so a drawing is the same everywhere.

/// A colour: red, green, blue in 0…1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Ink(pub(super) [f64; 3]);

impl Ink {
    /// From the hexadecimal notation `0xrrggbb`.
    pub(super) const fn hex(code: u32) -> Ink {
        Ink([
            (code >> 16 & 255) as f64 / 255.0,
            (code >> 8 & 255) as f64 / 255.0,
            (code & 255) as f64 / 255.0,
        ])
    }

    /// This colour with a share `t` of another one.
    pub(super) fn mix(self, other: Ink, t: f64) -> Ink {
        Ink(std::array::from_fn(|i| self.0[i] + (other.0[i] - self.0[i]) * t))
    }

    /// Darker by the share `t`.
    pub(super) fn darker(self, t: f64) -> Ink {
        self.mix(Ink([0.06, 0.04, 0.07]), t)
    }

    /// Lighter by the share `t`.
    pub(super) fn lighter(self, t: f64) -> Ink {
        self.mix(Ink([1.0, 0.99, 0.95]), t)
    }
}

/// Where a thing stands on the canvas: its own coordinates (x to the right, y down) to pixels.
#[derive(Debug, Clone, Copy)]
pub(super) struct Frame {
    x: f64,
    y: f64,
    scale: f64,
    cos: f64,
    sin: f64,
    mirror: f64,
}

impl Frame {
    /// The origin at pixel (x, y), one unit `scale` pixels long.
    pub(super) fn at(x: f64, y: f64, scale: f64) -> Frame {
        Frame { x, y, scale, cos: 1.0, sin: 0.0, mirror: 1.0 }
    }

    /// Turned clockwise by about `angle` radians: by 2·arctan(angle/2), exact in ratios.
    pub(super) fn turned(self, angle: f64) -> Frame {
        let t = angle / 2.0 * self.mirror;
        let (c, s) = ((1.0 - t * t) / (1.0 + t * t), 2.0 * t / (1.0 + t * t));
        Frame { cos: self.cos * c - self.sin * s, sin: self.sin * c + self.cos * s, ..self }
    }

    /// Left and right exchanged if `yes`.
    pub(super) fn mirrored(self, yes: bool) -> Frame {
        Frame { mirror: if yes { -self.mirror } else { self.mirror }, ..self }
    }

    /// A frame inside this one: origin at (x, y), `scale` times as large.
    pub(super) fn inner(self, x: f64, y: f64, scale: f64) -> Frame {
        let (px, py) = self.pixel(x, y);
        Frame { x: px, y: py, scale: self.scale * scale, ..self }
    }

    fn pixel(self, x: f64, y: f64) -> (f64, f64) {
        let (x, y) = (x * self.mirror * self.scale, y * self.scale);
        (self.x + x * self.cos - y * self.sin, self.y + x * self.sin + y * self.cos)
    }

    fn local(self, px: f64, py: f64) -> (f64, f64) {
        let (dx, dy) = ((px - self.x) / self.scale, (py - self.y) / self.scale);
        ((dx * self.cos + dy * self.sin) * self.mirror, dy * self.cos - dx * self.sin)
    }
}

/// A square picture being painted.
#[derive(Debug, Clone)]
pub(super) struct Canvas {
    side: usize,
    pixels: Vec<Ink>,
}

impl Canvas {
    /// A canvas of `side` × `side` pixels, each painted by its centre in pixels.
    pub(super) fn new(side: usize, ink: impl Fn(f64, f64) -> Ink) -> Canvas {
        let place = |i: usize| ((i % side) as f64 + 0.5, (i / side) as f64 + 0.5);
        let pixels = (0..side * side).map(place).map(|(x, y)| ink(x, y)).collect();
        Canvas { side, pixels }
    }

    /// Paints what lies inside `shape` (its distance is negative there) in one colour.
    pub(super) fn paint(&mut self, frame: Frame, shape: impl Fn(f64, f64) -> f64, ink: Ink) {
        self.paint_with(frame, shape, |_, _| (ink, 1.0));
    }

    /// Paints a shape in a colour and opacity that depend on the place in the thing's coordinates.
    pub(super) fn paint_with(
        &mut self,
        frame: Frame,
        shape: impl Fn(f64, f64) -> f64,
        ink: impl Fn(f64, f64) -> (Ink, f64),
    ) {
        for (i, pixel) in self.pixels.iter_mut().enumerate() {
            let (px, py) = ((i % self.side) as f64 + 0.5, (i / self.side) as f64 + 0.5);
            let (x, y) = frame.local(px, py);
            let coverage = (0.5 - shape(x, y) * frame.scale).clamp(0.0, 1.0);
            if coverage > 0.0 {
                let (ink, opacity) = ink(x, y);
                *pixel = pixel.mix(ink, coverage * opacity);
            }
        }
    }

    /// A soft dark patch, as a thing casts it on the ground.
    pub(super) fn shadow(&mut self, frame: Frame, x: f64, y: f64, rx: f64, ry: f64) {
        self.paint_with(frame, ellipse(x, y, rx, ry), |px, py| {
            let r = square((px - x) / rx) + square((py - y) / ry);
            (Ink([0.05, 0.05, 0.08]), 0.45 * (1.0 - r).clamp(0.0, 1.0))
        });
    }

    /// Changes every pixel in row-major order.
    pub(super) fn each(&mut self, mut change: impl FnMut(Ink) -> Ink) {
        for pixel in &mut self.pixels {
            *pixel = change(*pixel);
        }
    }

    /// Red, green, blue of every pixel as bytes, row after row.
    pub(super) fn bytes(&self) -> impl Iterator<Item = u8> {
        self.pixels.iter().flat_map(|ink| ink.0.map(|v| (v.clamp(0.0, 1.0) * 255.0 + 0.5) as u8))
    }
}

pub(super) fn square(x: f64) -> f64 {
    x * x
}

/// An ellipse around (cx, cy); the distance is that of the gradient-normalised equation.
pub(super) fn ellipse(cx: f64, cy: f64, rx: f64, ry: f64) -> impl Fn(f64, f64) -> f64 + Copy {
    move |x, y| {
        let (u, v) = ((x - cx) / rx, (y - cy) / ry);
        let (k, slope) = ((u * u + v * v).sqrt(), (square(u / rx) + square(v / ry)).sqrt());
        if slope == 0.0 { -rx.min(ry) } else { k * (k - 1.0) / slope }
    }
}

/// A stroke from `a` to `b`, of radius `ra` at its start and `rb` at its end.
pub(super) fn stroke(a: (f64, f64), ra: f64, b: (f64, f64), rb: f64) -> impl Fn(f64, f64) -> f64 + Copy {
    move |x, y| {
        let (dx, dy) = (b.0 - a.0, b.1 - a.1);
        let length = dx * dx + dy * dy;
        let t = if length > 0.0 { (((x - a.0) * dx + (y - a.1) * dy) / length).clamp(0.0, 1.0) } else { 0.0 };
        (square(x - a.0 - dx * t) + square(y - a.1 - dy * t)).sqrt() - (ra + (rb - ra) * t)
    }
}

/// A quadratic Bézier curve as a stroke whose radius goes from `ra` to `rb`.
pub(super) fn curve(points: [(f64, f64); 3], ra: f64, rb: f64) -> impl Fn(f64, f64) -> f64 + Copy {
    const PIECES: usize = 8;
    let at = |i: usize| {
        let t = i as f64 / PIECES as f64;
        let blend = |a: f64, b: f64, c: f64| square(1.0 - t) * a + 2.0 * t * (1.0 - t) * b + t * t * c;
        let [a, b, c] = points;
        ((blend(a.0, b.0, c.0), blend(a.1, b.1, c.1)), ra + (rb - ra) * t)
    };
    let pieces: [_; PIECES] = std::array::from_fn(|i| {
        let ((a, ra), (b, rb)) = (at(i), at(i + 1));
        stroke(a, ra, b, rb)
    });
    move |x, y| pieces.iter().map(|piece| piece(x, y)).fold(f64::INFINITY, f64::min)
}

/// A polygon with corners rounded by `round`.
pub(super) fn polygon<const N: usize>(
    corners: [(f64, f64); N],
    round: f64,
) -> impl Fn(f64, f64) -> f64 + Copy {
    move |x, y| {
        let (mut nearest, mut inside) = (f64::INFINITY, false);
        for (i, &(bx, by)) in corners.iter().enumerate() {
            let (ax, ay) = corners[(i + N - 1) % N];
            let (dx, dy) = (bx - ax, by - ay);
            let t = (((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy)).clamp(0.0, 1.0);
            nearest = nearest.min(square(x - ax - dx * t) + square(y - ay - dy * t));
            if (ay > y) != (by > y) && x < ax + (y - ay) / dy * dx {
                inside = !inside;
            }
        }
        let distance = nearest.sqrt();
        (if inside { -distance } else { distance }) - round
    }
}

/// A rectangle with rounded corners around (cx, cy), half as wide as `hx`, half as high as `hy`.
pub(super) fn block(cx: f64, cy: f64, hx: f64, hy: f64, round: f64) -> impl Fn(f64, f64) -> f64 + Copy {
    move |x, y| {
        let (dx, dy) = ((x - cx).abs() - hx + round, (y - cy).abs() - hy + round);
        (square(dx.max(0.0)) + square(dy.max(0.0))).sqrt() + dx.max(dy).min(0.0) - round
    }
}

/// What lies in both shapes.
pub(super) fn both(
    a: impl Fn(f64, f64) -> f64 + Copy,
    b: impl Fn(f64, f64) -> f64 + Copy,
) -> impl Fn(f64, f64) -> f64 + Copy {
    move |x, y| a(x, y).max(b(x, y))
}

#[cfg(test)]
mod tests {
    use super::*;

    const RED: Ink = Ink::hex(0xff_00_00);
    const WHITE: Ink = Ink::hex(0xff_ff_ff);

    /// Painted area = Σ coverage; a disc of radius r covers π r², smooth edges included.
    #[test]
    fn coverage_adds_up_to_the_area() {
        let mut canvas = Canvas::new(64, |_, _| WHITE);
        canvas.paint(Frame::at(32.0, 32.0, 20.0), ellipse(0.0, 0.0, 1.0, 1.0), RED);
        let area: f64 = canvas.bytes().skip(1).step_by(3).map(|g| 1.0 - f64::from(g) / 255.0).sum();
        assert!((area - std::f64::consts::PI * 400.0).abs() < 2.0, "{area}");
    }

    #[test]
    fn a_block_and_the_same_polygon_agree_where_corners_do_not_matter() {
        let corners = [(-2.0, -1.0), (2.0, -1.0), (2.0, 1.0), (-2.0, 1.0)];
        let (a, b) = (block(0.0, 0.0, 2.0, 1.0, 0.0), polygon(corners, 0.0));
        for (x, y) in [(0.0, 0.3), (2.5, 0.0), (3.0, 2.0), (-1.0, -1.5)] {
            assert!((a(x, y) - b(x, y)).abs() < 1e-12, "({x}, {y})");
        }
    }

    #[test]
    fn a_frame_there_and_back() {
        let frame = Frame::at(10.0, 20.0, 3.0).mirrored(true).turned(0.4).inner(1.0, -2.0, 0.5);
        let (px, py) = frame.pixel(0.7, -0.2);
        let (x, y) = frame.local(px, py);
        assert!((x - 0.7).abs() < 1e-12 && (y + 0.2).abs() < 1e-12);
    }
}
