//! The window around both points, as wide as 2.4 h.

use super::Pane;
use super::far::window;
use super::scene::{NEXT, RISE, SAMPLES, SECOND, TANGENT};
use super::study::{Secant, Study};
use crate::lab::Panes;
use crate::lab::Reveal;
use crate::lab::scene::{Axis, Chart, Curve, Ink, Mark, Panel, Picture, Place, Stroke};
use crate::math::curve::{range_of, sample};
use crate::say;
use crate::words::{Text, figure, same, text};

/// The picture, in distances from (a, f(a)).
pub(super) fn magnifier(study: &Study, secant: &Secant, reveal: Reveal) -> Panel {
    let (from, to) = ends(secant);
    let pieces = sample(|x| study.f(study.a + x) - study.height, from, to, SAMPLES);
    let (mut low, mut high) = range_of(&pieces, 0.0);
    if secant.rise.is_finite() {
        (low, high) = (low.min(1.1 * secant.rise), high.max(1.1 * secant.rise));
    }
    let still = secant.rise == 0.0 && pieces.iter().flatten().all(|(_, y)| *y == 0.0);
    let stroke = if stairs(study, secant) { Stroke::Steps } else { Stroke::Line };
    let pieces = Curve::pieces(text("the curve f", "曲线 f"), pieces, Ink::Plain);
    let mut curves: Vec<Curve> = pieces.into_iter().map(|piece| piece.stroke(stroke)).collect();
    let line = |slope: f64| [from, to].map(|x| (x, slope * x)).to_vec();
    let mut marks = vec![Mark::new((0.0, 0.0), '●', same("a"), Ink::Accent)];
    if secant.rise.is_finite() && reveal.shows(RISE) {
        let slope = figure(secant.quotient, 8);
        let name = say!("secant, slope {slope}", "割线斜率 {slope}");
        curves.push(Curve::new(name, line(secant.quotient), Ink::Accent).letter('s'));
        triangle(secant, &mut curves, &mut marks);
    }
    // Last, so that its dashes are seen on the secant where the two coincide.
    if reveal.shows(TANGENT) && study.smooth() {
        let slope = figure(study.derivative, 6);
        let name = say!("tangent, slope {slope}", "切线斜率 {slope}");
        curves.push(Curve::new(name, line(study.derivative), Ink::Good).stroke(Stroke::Dashed).letter('t'));
    }
    if secant.rise.is_finite() && reveal.shows(SECOND) {
        marks.push(Mark::new((secant.h, secant.rise), '◆', same("a+h"), Ink::Accent));
    }
    // The lines are as steep as they are: a tangent of slope 4 rises, even where f stands still.
    let drawn = curves.iter().filter(|curve| curve.letter.is_some()).flat_map(|curve| &curve.points);
    let (bottom, top) =
        drawn.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), (_, y)| (low.min(*y), high.max(*y)));
    if top > bottom && top.is_finite() && bottom.is_finite() {
        (low, high) = if still { (1.06 * bottom, 1.06 * top) } else { (low.min(bottom), high.max(top)) };
    }
    let chart = Chart {
        x: Axis::new(text("distance from a", "与 a 的距离")).range(from, to),
        y: Axis::new(text("height above f(a)", "相对 f(a) 的高度")).range(low, high),
        curves,
        marks,
        ..Chart::default()
    };
    let (whole, formula) = (window(study), study.formula());
    let times = figure((whole.1 - whole.0) / (to - from), 2);
    let title = say!(
        "f(a) = {formula} around a, magnified {times} times",
        "a 附近的 f(a) = {formula}，放大 {times} 倍"
    );
    let active = (0..NEXT).any(|phase| reveal.explains(phase));
    Pane::Magnifier
        .panel(title, Place::Main, Picture::Chart(chart))
        .caption(caption(study, secant, reveal))
        .active(active)
}

/// First and last distance shown.
fn ends(secant: &Secant) -> (f64, f64) {
    (-0.6 * secant.h, 1.8 * secant.h)
}

/// Whether it is so close that 64-bit numbers are seen one by one, as a staircase.
fn stairs(study: &Study, secant: &Secant) -> bool {
    let (from, to) = ends(secant);
    (to - from) / (SAMPLES as f64) < f64::EPSILON * study.a.abs()
}

/// Run and rise with their numbers, which name them.
fn triangle(secant: &Secant, curves: &mut Vec<Curve>, marks: &mut Vec<Mark>) {
    let (h, rise) = (secant.h, secant.rise);
    let corner = vec![(0.0, 0.0), (h, 0.0), (h, rise)];
    curves.push(Curve::new(Text::default(), corner, Ink::Quiet));
    let (run_text, rise_text) = (figure(h, 3), figure(rise, 7));
    marks.push(Mark::new((0.5 * h, 0.0), '·', say!("run {run_text}", "横向 {run_text}"), Ink::Quiet));
    marks.push(Mark::new((h, 0.5 * rise), '·', say!("rise {rise_text}", "纵向 {rise_text}"), Ink::Quiet));
}

fn caption(study: &Study, secant: &Secant, reveal: Reveal) -> Text {
    let (from, to) = ends(secant);
    let width = figure(to - from, 2);
    if stairs(study, secant) {
        text("so close that the steps between 64-bit numbers are seen", "近到能看见 64 位浮点数之间的台阶")
    } else if reveal.shows(TANGENT) && study.smooth() && secant.error.is_finite() {
        let gap = figure((secant.error * secant.h).abs(), 2);
        say!(
            "window {width} wide; at a+h secant and tangent are {gap} apart",
            "窗口宽 {width}；在 a+h 处割线与切线相距 {gap}"
        )
    } else {
        say!("window {width} wide; the nearer, the straighter the curve", "窗口宽 {width}；越近，曲线越直")
    }
}
