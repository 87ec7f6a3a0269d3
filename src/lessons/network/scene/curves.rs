//! The loss, and every answer, iteration by iteration.

use super::Phase;
use crate::lab::scene::{Axis, Band, Chart, Curve, Ink, Panel, Picture, Place, Stroke};
use crate::lab::{Look, Panes};
use crate::lessons::network::{ACCURACY, LOSS, Layers, Pane, Settings, written::loss_of};
use crate::math::loss::Loss;
use crate::say;
use crate::words::{Text, figure, same, text, whole};

/// Answers that are followed in a chart at most.
const CURVES: usize = 12;

/// L against iterations.
pub(super) fn loss(of: &Layers, set: &Settings, loss: f64, look: &Look<'_>) -> Panel {
    let (value, t) = (figure(loss, 7), whole(look.t));
    let name = text("loss L", "损失 L");
    let chart = Chart {
        y: Axis::new(name.clone()),
        curves: vec![Curve::new(name, look.history.curve(&LOSS), Ink::Series(0))],
        ..over_time(set, look)
    };
    let title = match loss_of(of) {
        Loss::Squared if of.long() => text("Loss L = 1/m · Σ (y − ŷ)²", "损失 L = 1/m · Σ (y − ŷ)²"),
        _ if of.long() => text("Loss L = 1/2m · Σ (y − ŷ)²", "损失 L = 1/2m · Σ (y − ŷ)²"),
        Loss::Squared => text("Loss L = Σ (y − ŷ)²", "损失 L = Σ (y − ŷ)²"),
        _ => text("Loss L = ½·Σ (y − ŷ)²", "损失 L = ½·Σ (y − ŷ)²"),
    };
    Pane::Loss
        .panel(title, Place::Cost, Picture::Chart(chart))
        .caption(say!("L = {value} at iteration {t}", "第 {t} 次迭代：L = {value}"))
        .active(Phase::explained(&of.mlp, look) == Some(Phase::Loss))
        .pick(text("click: go to that step", "点击：跳到该步"))
}

/// p₁ … of every row, as they part.
pub(super) fn answers(of: &Layers, set: &Settings, look: &Look<'_>) -> Panel {
    if of.long() {
        return accuracy(of, set, look);
    }
    let outputs = of.mlp.outputs();
    let targets = &of.table.examples.targets;
    let curve = |k: usize| {
        let stroke = if targets[k] > 0.5 { Stroke::Line } else { Stroke::Dashed };
        let row = of.table.label(k / outputs);
        let name = match outputs {
            1 => row,
            _ => row.then(&same(format!(" {}", super::names::name(of, of.mlp.layers().len(), k % outputs)))),
        };
        let points = look.history.curve(&of.predictions[k]);
        Curve::new(name, points, Ink::Series((k % CURVES) as u8)).stroke(stroke)
    };
    // The chosen row is among those that are drawn.
    let first = (of.example * outputs) / CURVES * CURVES;
    let last = (first + CURVES).min(targets.len());
    let chart = Chart {
        y: Axis::new(text("prediction p", "预测 p")).range(0.0, 1.0),
        curves: (first..last).map(curve).collect(),
        ..over_time(set, look)
    };
    let title = text("How the answers part", "各个输出怎样分开");
    Pane::Paths
        .panel(title, Place::Detail, Picture::Chart(chart))
        .caption(text("unbroken: above ½ is wanted; dashed: below", "实线：应高于 ½；虚线：应低于"))
        .pick(text("click: go to that step", "点击：跳到该步"))
}

/// How many rows of a long table are answered rightly, as the weights learn.
fn accuracy(of: &Layers, set: &Settings, look: &Look<'_>) -> Panel {
    let name = text("accuracy, %", "准确率，%");
    let chart = Chart {
        y: Axis::new(name.clone()).range(0.0, 100.0),
        curves: vec![Curve::new(name, look.history.curve(&ACCURACY), Ink::Series(1))],
        ..over_time(set, look)
    };
    let rows = whole(of.table.examples.count as u64);
    let title = text("How many answers are right", "答对了多少");
    Pane::Paths
        .panel(title, Place::Detail, Picture::Chart(chart))
        .caption(say!("of {rows} rows", "共 {rows} 行"))
        .pick(text("click: go to that step", "点击：跳到该步"))
}

/// A chart over the iterations so far and some more, with a line at this one.
fn over_time(set: &Settings, look: &Look<'_>) -> Chart {
    let known = look.history.next() as f64;
    let last = (*set.iterations as f64).max(known).min((1.5 * known).max(60.0));
    Chart {
        x: Axis::new(text("iteration", "迭代")).range(0.0, last),
        bands: vec![Band { at: look.t as f64, vertical: true, label: Text::default(), ink: Ink::Accent }],
        steps: true,
        ..Chart::default()
    }
}
