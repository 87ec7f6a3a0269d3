//! The curves: the sums on the S-curve, the error, the answers over time.

use super::parameters::Settings;
use super::pass::{INPUTS, Pass, Weights, answer, sum};
use super::written::bits;
use super::{ERROR, Pane, WEIGHTS};
use crate::lab::Look;
use crate::lab::Panes;
use crate::lab::scene::{Axis, Band, Chart, Curve, Ink, Mark, Panel, Picture, Place, Stroke};
use crate::math::{Activation, curve::sample};
use crate::say;
use crate::words::{Text, figure, fixed, same, text, whole};

/// Points of the S-curve.
const SAMPLES: usize = 240;

/// How far the tangent reaches to both sides.
const TANGENT: f64 = 1.6;

/// Colour of what an example wants.
pub(super) fn wanted(y: f64) -> Ink {
    if y > 0.5 { Ink::Positive } else { Ink::Negative }
}

/// The four sums on the S-curve: where they are, what they want, how steep it is there.
pub(super) fn s_curve(of: &Settings, weights: &Weights, pass: &Pass, look: &Look<'_>) -> Panel {
    let shows = |phase: usize| look.reveal.shows(phase);
    let furthest = pass.z.iter().fold(0.0, |most: f64, z| most.max(z.abs()));
    let span = (1.15 * furthest).clamp(6.0, 1e7);
    let mut chart = Chart {
        x: Axis::new(text("weighted sum z", "加权和 z")).range(-span, span),
        y: Axis::new(text("answer o", "输出 o")).range(-0.08, 1.08),
        curves: vec![s_shape(span)],
        bands: vec![Band { at: 0.5, vertical: false, label: Text::default(), ink: Ink::Quiet }],
        ..Chart::default()
    };
    if shows(2) {
        chart.curves.extend((0..4).map(|i| miss(of, pass, i)));
    }
    if shows(3) {
        chart.curves.push(tangent(pass, of.example.0));
    }
    if shows(1) {
        let x = sum(weights, &of.probe);
        chart.marks.push(Mark::new((x, answer(weights, &of.probe)), '?', Text::default(), Ink::Good));
    }
    for i in (0..4).filter(|i| *i != of.example.0).chain([of.example.0]) {
        let chosen = i == of.example.0;
        let height = if shows(1) { pass.o[i] } else { 0.0 };
        let (glyph, ink) = match (chosen, of.targets[i] > 0.5) {
            (true, _) => ('◆', Ink::Accent),
            (false, true) => ('●', Ink::Positive),
            (false, false) => ('○', Ink::Negative),
        };
        chart.marks.push(Mark::new((pass.z[i], height), glyph, same(bits(i)), ink));
    }
    Pane::Curve
        .panel(text("Through the S-curve", "穿过 Sigmoid 曲线"), Place::Main, Picture::Chart(chart))
        .caption(caption(look))
        .active((0..4).any(|phase| look.reveal.explains(phase)))
        .pick(text("click or `key:up``key:down`: look at an example", "点击或 `key:up``key:down`：查看样本"))
}

fn s_shape(span: f64) -> Curve {
    let points = sample(|z| Activation::Sigmoid.value(z), -span, span, SAMPLES).concat();
    Curve::new(text("σ(z)", "σ(z)"), points, Ink::Plain)
}

/// From an answer straight up or down to the one wanted.
fn miss(of: &Settings, pass: &Pass, i: usize) -> Curve {
    let y = of.targets[i];
    Curve::new(Text::default(), vec![(pass.z[i], pass.o[i]), (pass.z[i], y)], wanted(y))
}

/// The tangent in the chosen sum: its slope is o(1 − o).
fn tangent(pass: &Pass, i: usize) -> Curve {
    let (z, o, slope) = (pass.z[i], pass.o[i], pass.slope[i]);
    let at = |dz: f64| (z + dz, o + slope * dz);
    let name = say!("slope {}", "斜率 {}", fixed(slope, 3));
    Curve::new(name, vec![at(-TANGENT), at(TANGENT)], Ink::Accent).stroke(Stroke::Dashed)
}

fn caption(look: &Look<'_>) -> Text {
    if look.reveal.explains(0) {
        return text("where the sums fall, before the curve", "加权和的位置（还没经过曲线）");
    }
    text("● should be 1, ○ 0; lines: errors; ? new", "● 应为 1，○ 应为 0；竖线：误差；? 新情形")
}

/// Mean |y − o| against iterations.
pub(super) fn error(of: &Settings, pass: &Pass, look: &Look<'_>) -> Panel {
    let (value, t) = (figure(pass.mean_error(), 6), whole(look.t));
    let points = look.history.curve(&ERROR);
    let chart = Chart {
        y: Axis::new(text("mean error", "平均误差")),
        curves: vec![Curve::new(text("mean error", "平均误差"), points, Ink::Series(0))],
        ..over_time(of, look)
    };
    Pane::Error
        .panel(text("Mean error |y − o|", "平均误差 |y − o|"), Place::Cost, Picture::Chart(chart))
        .caption(say!("{value} at iteration {t}", "第 {t} 次迭代：{value}"))
        .active(look.reveal.explains(2))
        .pick(text("click: go to that step", "点击：跳到该步"))
}

/// What the neuron said to every example and to the new situation, iteration by iteration.
pub(super) fn answers(of: &Settings, look: &Look<'_>) -> Panel {
    let columns = WEIGHTS.map(|metric| look.history.index(&metric));
    let past = |x: &[f64; 3]| -> Vec<(f64, f64)> {
        let [Some(a), Some(b), Some(c)] = columns else { return Vec::new() };
        let row = |first: &[f64]| answer(&[first[a], first[b], first[c]], x);
        look.history.buckets().iter().map(|bucket| (bucket.t as f64, row(&bucket.first))).collect()
    };
    let mut curves: Vec<Curve> = (0..4)
        .map(|i| {
            let stroke = if of.targets[i] > 0.5 { Stroke::Line } else { Stroke::Dashed };
            Curve::new(same(bits(i)), past(&INPUTS[i]), Ink::Series(i as u8)).stroke(stroke)
        })
        .collect();
    let asked: String = of.probe.iter().map(|x| figure(*x, 3)).collect::<Vec<_>>().join(" ");
    curves.push(Curve::new(same(format!("? {asked}")), past(&of.probe), Ink::Good).letter('?'));
    let chart =
        Chart { y: Axis::new(text("answer o", "输出 o")).range(0.0, 1.0), curves, ..over_time(of, look) };
    let title = text("How the answers move", "各个输出怎样变化");
    Pane::Answers
        .panel(title, Place::Detail, Picture::Chart(chart))
        .caption(text("unbroken: 1 is wanted; dashed: 0", "实线：应为 1；虚线：应为 0"))
        .pick(text("click: go to that step", "点击：跳到该步"))
}

/// A chart over the iterations so far and some more, with a line at this one.
fn over_time(of: &Settings, look: &Look<'_>) -> Chart {
    let known = look.history.next() as f64;
    let last = (*of.iterations as f64).max(known).min((1.5 * known).max(60.0));
    Chart {
        x: Axis::new(text("iteration", "迭代")).range(0.0, last),
        bands: vec![Band { at: look.t as f64, vertical: true, label: Text::default(), ink: Ink::Accent }],
        steps: true,
        ..Chart::default()
    }
}
