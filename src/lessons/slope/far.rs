//! The curve as a whole, with the secant, wider ones before it, and the tangent.

use super::Pane;
use super::scene::{RISE, SAMPLES, SECOND, TANGENT};
use super::study::{Secant, Study};
use crate::lab::Panes;
use crate::lab::Reveal;
use crate::lab::scene::{Axis, Chart, Curve, Ink, Mark, Panel, Picture, Place, Stroke};
use crate::math::curve::{range_of, sample};
use crate::say;
use crate::words::{Text, figure, same, text};

/// First and last x of the picture.
pub(super) fn window(study: &Study) -> (f64, f64) {
    let half = (0.75 * study.a.abs()).max(2.0);
    (study.a - half, study.a + half)
}

pub(super) fn whole(study: &Study, secant: &Secant, reveal: Reveal) -> Panel {
    let (left, right) = window(study);
    let pieces = sample(|x| study.f(x), left, right, SAMPLES);
    let (low, high) = range_of(&pieces, study.height);
    let line = |slope: f64| [left, right].map(|x| (x, study.height + slope * (x - study.a))).to_vec();
    let mut curves = Curve::pieces(same("f"), pieces, Ink::Plain);
    let mut marks = vec![Mark::new((study.a, study.height), '●', same("a"), Ink::Accent)];
    if reveal.shows(RISE) && secant.quotient.is_finite() {
        for wide in wider(study, secant) {
            let unnamed = !marks.iter().any(|mark| mark.glyph == '◇');
            let name = if unnamed { text("wider secants", "更宽的割线") } else { Text::default() };
            curves.push(Curve::new(name, line(wide.quotient), Ink::Quiet));
            marks.push(Mark::new((study.a + wide.h, wide.height), '◇', Text::default(), Ink::Quiet));
        }
        curves.push(Curve::new(text("secant", "割线"), line(secant.quotient), Ink::Accent));
    }
    if reveal.shows(TANGENT) && study.smooth() {
        let tangent = Curve::new(text("tangent", "切线"), line(study.derivative), Ink::Good);
        curves.push(tangent.stroke(Stroke::Dashed));
    }
    if reveal.shows(SECOND) && secant.height.is_finite() && secant.h > 0.02 * (right - left) {
        marks.push(Mark::new((study.a + secant.h, secant.height), '◆', same("a+h"), Ink::Accent));
    }
    let here = figure(study.a, 5);
    let wide = curves.iter().any(|curve| curve.name.en == "wider secants");
    let caption = say!("a = {here}; the magnifier stands at ●", "a = {here}；放大镜在 ● 处");
    let caption = if wide { caption.then(&text(", ◇ wider", "，◇ 更宽的割线")) } else { caption };
    let chart = Chart {
        x: Axis::new(same("a")).range(left, right),
        y: Axis::new(same("f")).range(low, high),
        curves,
        marks,
        ..Chart::default()
    };
    Pane::Curve
        .panel(text("The whole curve", "整条曲线"), Place::Beside, Picture::Chart(chart))
        .caption(caption)
        .pick(text("move the point a", "移动点 a"))
}

/// Secants with larger runs, so that the turning towards the tangent is seen at any h.
fn wider(study: &Study, secant: &Secant) -> Vec<Secant> {
    let (_, right) = window(study);
    let runs = [0.8, 0.4, 0.2].map(|share| share * (right - study.a));
    runs.into_iter()
        .filter(|run| *run > 2.0 * secant.h)
        .map(|run| study.secant(run))
        .filter(|wide| wide.quotient.is_finite())
        .collect()
}
