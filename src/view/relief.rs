//! A surface seen at an angle.

use super::canvas::{Canvas, stamp};
use super::colours::mix;
use super::palette::{Ramp, Strength, Tone};
use super::raster::Raster;
use super::taken::Taken;
use super::theme::ColourDepth;
use super::together::{Room, Together};
use super::{Pen, put};
use crate::lab::scene::{Ink, Relief};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// Height of the drawn box over the length of its side.
const TALL: f64 = 0.55;
/// Grid lines over the surface, each way.
const LINES: usize = 12;
/// How far in front of the surface lines on it are drawn, so that it does not swallow them.
const LIFT: f64 = 0.03;

/// Draws a surface; whether marks stand together behind a plus.
pub(super) fn draw(relief: &Relief, area: Rect, buf: &mut Buffer, pen: &Pen) -> bool {
    let field = &relief.field;
    if field.cols < 2 || field.rows < 2 || field.values.len() < field.cols * field.rows || area.width < 4 {
        return false;
    }
    let mut scene = Scene::new(relief, area);
    scene.surface(relief, pen);
    let mono = pen.theme.depth == ColourDepth::Mono;
    let ground = if mono { None } else { Some(&scene.raster) };
    if let Some(raster) = ground {
        raster.paint(buf, pen);
    }
    let mut canvas = Canvas::new(area, pen);
    scene.base(&mut canvas);
    if mono {
        scene.wires(relief, &mut canvas);
    }
    for trail in &relief.trails {
        canvas.next_layer();
        let on = |(x, y): &(f64, f64)| scene.on_surface(relief, *x, *y);
        for pair in trail.points.windows(2) {
            if let (Some(from), Some(to)) = (on(&pair[0]), on(&pair[1])) {
                scene.line(&mut canvas, from, to, trail.ink);
            }
        }
    }
    canvas.paint(buf, pen, ground);
    let (mut taken, mut together) = (Taken::default(), Together::default());
    let mut write = |at: Option<[f64; 3]>, glyph: char, ink: Ink| {
        let cell = at.filter(|at| scene.visible(*at)).and_then(|at| scene.cell(at))?;
        stamp(buf, pen, ground, cell, glyph, ink);
        together.mark(cell, (glyph, ink));
        taken.cell(cell);
        Some(cell)
    };
    for dot in &relief.dots {
        write(
            scene.on_surface(relief, dot.x, dot.y),
            dot.glyph,
            if dot.selected { Ink::Accent } else { dot.ink },
        );
    }
    let mut ends = Vec::new();
    for trail in &relief.trails {
        let last = trail.points.last().and_then(|(x, y)| scene.on_surface(relief, *x, *y));
        ends.extend(write(last, trail.letter, trail.ink));
    }
    let covers = |place: Rect| canvas.crossed(place);
    let mut room = Room { taken: &mut taken, inner: area, covers: &covers };
    let plus = together.write(&ends, &mut room, buf, pen, ground);
    for (name, place) in
        relief.axes.iter().zip([[0.0, -1.25, -TALL], [1.25, 0.0, -TALL], [-1.15, -1.15, 0.2]])
    {
        if let Some((x, y)) = scene.cell(place) {
            let words = name.get(pen.language);
            let x = x.saturating_sub(super::width(words) as u16 / 2).max(area.x);
            put(buf, x, y, area.right().saturating_sub(x), words, pen.theme.quiet());
        }
    }
    plus
}

/// The view: what is in front, pixel by pixel.
struct Scene {
    area: Rect,
    /// Rows of the turning matrix: right, up, towards the eye.
    turn: [[f64; 3]; 3],
    /// Half cells per unit, and the middle.
    scale: f64,
    middle: (f64, f64),
    raster: Raster,
    depth: Vec<f64>,
}

impl Scene {
    fn new(relief: &Relief, area: Rect) -> Scene {
        let (yaw, pitch) = (relief.yaw.to_radians(), relief.pitch.clamp(0.0, 90.0).to_radians());
        let turn = [
            [yaw.cos(), -yaw.sin(), 0.0],
            [yaw.sin() * pitch.sin(), yaw.cos() * pitch.sin(), pitch.cos()],
            [-yaw.sin() * pitch.cos(), -yaw.cos() * pitch.cos(), pitch.sin()],
        ];
        let raster = Raster::new(area);
        let (w, h) = (raster.width as f64, raster.height as f64);
        // The turned box reaches √2 sideways, and up by its tilted base and its height.
        let reach = std::f64::consts::SQRT_2 * pitch.sin() + TALL * pitch.cos();
        let scale = (w / 2.0 / 1.5).min(h / 2.0 / (reach + 0.12));
        let depth = vec![f64::NEG_INFINITY; raster.width * raster.height];
        Scene { area, turn, scale, middle: (w / 2.0, h / 2.0), raster, depth }
    }

    /// Column and row in half cells, and nearness to the eye.
    fn project(&self, p: [f64; 3]) -> [f64; 3] {
        let dot = |row: [f64; 3]| row[0] * p[0] + row[1] * p[1] + row[2] * p[2];
        let [right, up, near] = self.turn.map(dot);
        [self.middle.0 + right * self.scale, self.middle.1 - up * self.scale, near]
    }

    fn cell(&self, p: [f64; 3]) -> Option<(u16, u16)> {
        let [x, y, _] = self.project(p);
        let inside = x >= 0.0 && y >= 0.0 && x < self.raster.width as f64 && y < self.raster.height as f64;
        inside.then(|| (self.area.x + x as u16, self.area.y + (y / 2.0) as u16))
    }

    /// Whether nothing is in front of a place.
    fn visible(&self, p: [f64; 3]) -> bool {
        let [x, y, near] = self.project(p);
        if x < 0.0 || y < 0.0 || x >= self.raster.width as f64 || y >= self.raster.height as f64 {
            return false;
        }
        near + LIFT >= self.depth[y as usize * self.raster.width + x as usize]
    }

    /// The surface as triangles, nearest in front, lit from the upper left, with grid lines.
    fn surface(&mut self, relief: &Relief, pen: &Pen) {
        let ramp = Ramp::new(relief.field.palette, relief.field.range, pen, Strength::Full);
        let (cols, rows) = (relief.field.cols, relief.field.rows);
        let points: Vec<[f64; 3]> = (0..rows * cols).map(|at| corner(relief, at % cols, at / cols)).collect();
        let seen: Vec<[f64; 3]> = points.iter().map(|p| self.project(*p)).collect();
        let (every_col, every_row) = ((cols / LINES).max(1), (rows / LINES).max(1));
        // Grid lines help where they are far enough apart to be lines.
        let wide = 2.0 * self.scale / LINES as f64 > 5.0;
        for row in 0..rows - 1 {
            for col in 0..cols - 1 {
                let at = row * cols + col;
                let quad = [at, at + 1, at + cols, at + cols + 1];
                let value = quad.iter().map(|q| relief.field.values[*q]).sum::<f64>() / 4.0;
                let Some(tone) = ramp.tone(value) else { continue };
                let light = lighting(points[quad[0]], points[quad[1]], points[quad[2]]);
                let line = wide && (col % every_col == 0 || row % every_row == 0);
                let tone = lit(tone, light, line, pen);
                self.triangle([seen[quad[0]], seen[quad[1]], seen[quad[2]]], tone);
                self.triangle([seen[quad[1]], seen[quad[3]], seen[quad[2]]], tone);
            }
        }
    }

    fn triangle(&mut self, [a, b, c]: [[f64; 3]; 3], tone: Tone) {
        let area = (b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1]);
        if area.abs() < 1e-12 || !area.is_finite() {
            return;
        }
        let range = |i: usize, most: usize| {
            let low = a[i].min(b[i]).min(c[i]).floor().max(0.0) as usize;
            let high = (a[i].max(b[i]).max(c[i]).ceil().max(0.0) as usize).min(most);
            low..high
        };
        for y in range(1, self.raster.height) {
            for x in range(0, self.raster.width) {
                let (px, py) = (x as f64 + 0.5, y as f64 + 0.5);
                let u = ((b[0] - px) * (c[1] - py) - (c[0] - px) * (b[1] - py)) / area;
                let v = ((c[0] - px) * (a[1] - py) - (a[0] - px) * (c[1] - py)) / area;
                let w = 1.0 - u - v;
                if u < -1e-9 || v < -1e-9 || w < -1e-9 {
                    continue;
                }
                let near = u * a[2] + v * b[2] + w * c[2];
                let at = y * self.raster.width + x;
                if near > self.depth[at] {
                    self.depth[at] = near;
                    self.raster.set(x, y, Some(tone));
                }
            }
        }
    }

    /// The square under the surface.
    fn base(&self, canvas: &mut Canvas) {
        let corners = [[-1.0, -1.0], [1.0, -1.0], [1.0, 1.0], [-1.0, 1.0]].map(|[x, y]| [x, y, -TALL]);
        for at in 0..4 {
            self.line(canvas, corners[at], corners[(at + 1) % 4], Ink::Quiet);
        }
        self.line(canvas, corners[0], [-1.0, -1.0, TALL], Ink::Quiet);
    }

    /// Grid lines where there are no colours, without what the surface hides.
    fn wires(&self, relief: &Relief, canvas: &mut Canvas) {
        let (cols, rows) = (relief.field.cols, relief.field.rows);
        let (every_col, every_row) = ((cols / LINES).max(1), (rows / LINES).max(1));
        for row in 0..rows {
            for col in 0..cols {
                let here = corner(relief, col, row);
                if row % every_row == 0 && col + 1 < cols {
                    self.line(canvas, here, corner(relief, col + 1, row), Ink::Plain);
                }
                if col % every_col == 0 && row + 1 < rows {
                    self.line(canvas, here, corner(relief, col, row + 1), Ink::Plain);
                }
            }
        }
    }

    /// A line in space, without the parts that the surface hides.
    fn line(&self, canvas: &mut Canvas, from: [f64; 3], to: [f64; 3], ink: Ink) {
        let fine = (canvas.fine.0 as f64, canvas.fine.1 as f64 / 2.0);
        let (a, b) = (self.project(from), self.project(to));
        let length = ((b[0] - a[0]) * fine.0).abs().max(((b[1] - a[1]) * fine.1).abs());
        if !length.is_finite() {
            return;
        }
        let steps = (length.ceil() as usize).clamp(1, 2000);
        for step in 0..=steps {
            let share = step as f64 / steps as f64;
            let at: [f64; 3] = std::array::from_fn(|i| from[i] + (to[i] - from[i]) * share);
            if self.visible(at) {
                let [x, y, _] = self.project(at);
                canvas.dot((x * fine.0).floor() as i64, (y * fine.1).floor() as i64, ink);
            }
        }
    }

    /// A point of the plane lifted onto the surface.
    fn on_surface(&self, relief: &Relief, x: f64, y: f64) -> Option<[f64; 3]> {
        let share = |v: f64, (from, to): (f64, f64)| (v - from) / (to - from);
        let (across, up) = (share(x, relief.x), share(y, relief.y));
        if !(0.0..=1.0).contains(&across) || !(0.0..=1.0).contains(&up) {
            return None;
        }
        let value = super::plane::sample(&relief.field, across, up);
        Some([2.0 * across - 1.0, 2.0 * up - 1.0, height(relief, value)])
    }
}

/// A point of the grid in the box −1 … 1, heights −TALL … TALL.
fn corner(relief: &Relief, col: usize, row: usize) -> [f64; 3] {
    let place = |at: usize, count: usize| 2.0 * (at as f64 + 0.5) / count as f64 - 1.0;
    let value = relief.field.values[row * relief.field.cols + col];
    [place(col, relief.field.cols), place(row, relief.field.rows), height(relief, value)]
}

fn height(relief: &Relief, value: f64) -> f64 {
    let (low, high) = relief.field.range;
    let share = (value - low) / (high - low);
    let share = if share.is_finite() { share.clamp(0.0, 1.0) } else { 0.0 };
    TALL * (2.0 * share - 1.0)
}

/// How much a piece of surface faces the light, 0 … 1.
fn lighting(a: [f64; 3], b: [f64; 3], c: [f64; 3]) -> f32 {
    let (u, v): ([f64; 3], [f64; 3]) =
        (std::array::from_fn(|i| b[i] - a[i]), std::array::from_fn(|i| c[i] - a[i]));
    let normal = [u[1] * v[2] - u[2] * v[1], u[2] * v[0] - u[0] * v[2], u[0] * v[1] - u[1] * v[0]];
    let length = normal.iter().map(|n| n * n).sum::<f64>().sqrt();
    const LIGHT: [f64; 3] = [-0.45, 0.35, 0.82];
    let facing = normal.iter().zip(LIGHT).map(|(n, l)| n * l).sum::<f64>() / length.max(1e-12);
    facing.clamp(0.0, 1.0) as f32
}

fn lit(tone: Tone, light: f32, line: bool, pen: &Pen) -> Tone {
    let shade = (1.0 - light) * 0.55 + if line { 0.18 } else { 0.0 };
    let rgb = mix(tone.rgb, [0, 0, 0], shade.min(0.8));
    let rgb = if pen.theme.background == super::Background::Light { mix(rgb, tone.rgb, 0.35) } else { rgb };
    // Sixteen colours have no shades: only the lines of the mesh are darker.
    let strength = tone.strength.filter(|_| pen.theme.depth == ColourDepth::Palette16 && !line);
    Tone { rgb, strength, ..tone }
}
