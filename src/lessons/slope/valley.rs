//! |error| against h, both logarithmic: a valley with the best h at its bottom.

use super::Pane;
use super::scene::TANGENT;
use super::study::Study;
use crate::lab::Panes;
use crate::lab::Reveal;
use crate::lab::scene::{Axis, Band, Chart, Curve, Ink, Mark, Panel, Picture, Place, Stroke};
use crate::say;
use crate::words::{Text, figure, same, text};

/// From 10 down to 10⁻¹⁶, six to a power of ten.
fn runs() -> impl Iterator<Item = f64> {
    (0..=102).map(|i| 10f64.powf(1.0 - f64::from(i) / 6.0))
}

pub(super) fn valley(study: &Study, t: u64, reveal: Reveal) -> Panel {
    let measured: Vec<(f64, f64)> = runs()
        .map(|h| (h, study.secant(h).error.abs()))
        .filter(|(_, error)| error.is_finite() && *error > 0.0)
        .collect();
    let heights = || measured.iter().map(|(_, error)| *error);
    let (low, high) = (heights().fold(1.0, f64::min), heights().fold(1e-15, f64::max));
    let y = Axis::new(text("|error|", "|误差|")).log().range(low / 3.0, high * 3.0);
    let here = study.h(t);
    let dots = Curve::new(text("measured", "实测"), measured.clone(), Ink::Quiet).stroke(Stroke::Dots);
    let mut curves = parted(dots, here);
    curves.extend(theory(study).into_iter().flat_map(|curve| parted(curve, here)));
    let marks = visited(study, if reveal.shows(TANGENT) { t + 1 } else { t }, t);
    let best = study.best().map(|at| {
        let label = say!("best h ≈ {}", "最佳 h ≈ {}", figure(at, 1));
        Band { at, vertical: true, label, ink: Ink::Good }
    });
    let caption = if best.is_some() {
        text("right: the curve bends; left: digits are lost", "右边：曲线弯曲；左边：有效数字丢失")
    } else if study.smooth() && measured.iter().all(|(h, error)| *error <= 30.0 * study.rounding(*h)) {
        text("no bend: only rounding, which grows as h shrinks", "没有弯曲：只剩舍入误差，h 越小它越大")
    } else if study.smooth() {
        text("f″ is 0 here: the error falls faster than h", "此处 f″ 为 0：误差比 h 减小得更快")
    } else {
        text("no derivative here: the error does not go to 0", "这里没有导数：误差不会趋于 0")
    };
    let caption = match marks.iter().any(|mark| mark.glyph == '○') {
        true => text("○ earlier; ", "○ 之前；").then(&caption),
        false => caption,
    };
    let chart = Chart {
        x: Axis::new(same("h")).log().range(1e-16, 10.0),
        y,
        curves,
        marks,
        bands: best.into_iter().collect(),
        steps: false,
    };
    let title = text("Error of the quotient against h", "差商的误差与 h");
    Pane::Valley
        .panel(title, Place::Cost, Picture::Chart(chart))
        .caption(caption)
        .active(reveal.explains(TANGENT))
}

/// A curve in two pieces: what is known at this h, and what smaller ones bring.
fn parted(curve: Curve, here: f64) -> Vec<Curve> {
    let (known, mut ahead): (Vec<_>, Vec<_>) =
        curve.points.iter().copied().partition(|(h, _)| *h >= 0.999 * here);
    let name = if known.is_empty() { curve.name.clone() } else { Text::default() };
    // One line where nothing is kept back: it goes on where the other piece ends.
    ahead.splice(..0, known.last().copied());
    let ahead = Curve { name, points: ahead, ..curve.clone() }.ahead();
    [Curve { points: known, ..curve }, ahead].into_iter().filter(|curve| !curve.points.is_empty()).collect()
}

/// The two parts of the error, each drawn where it is the larger one.
fn theory(study: &Study) -> Vec<Curve> {
    if !study.smooth() {
        return Vec::new();
    }
    let turn = study.best().unwrap_or(f64::INFINITY);
    let part = |name: Text, size: &dyn Fn(f64) -> f64, from: f64, to: f64| {
        let points = runs().filter(|h| (from..=to).contains(h)).map(|h| (h, size(h)));
        Curve::new(name, points.filter(|(_, y)| *y > 0.0).collect(), Ink::Plain).stroke(Stroke::Dashed)
    };
    vec![
        part(text("bend", "弯曲"), &|h| study.truncation(h), turn / 3.0, f64::INFINITY),
        part(text("rounding", "舍入"), &|h| study.rounding(h), 0.0, 3.0 * turn),
    ]
}

/// The steps before `end`, with the present one named.
fn visited(study: &Study, end: u64, now: u64) -> Vec<Mark> {
    let secants = (0..end).map(|t| (t, study.secant(study.h(t))));
    secants
        .filter(|(_, secant)| secant.error.is_finite() && secant.error != 0.0)
        .map(|(t, secant)| {
            let at = (secant.h, secant.error.abs());
            if t == now {
                Mark::new(at, '◆', say!("h {}", "h {}", figure(secant.h, 1)), Ink::Accent)
            } else {
                Mark::new(at, '○', Text::default(), Ink::Plain)
            }
        })
        .collect()
}
