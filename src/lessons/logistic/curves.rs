//! The curves behind one example: the sigmoid, the loss of an answer, and how hard each loss pulls.

use super::{Logistic, Pane, graph::loss_formula, scene};
use crate::lab::scene::{Axis, Band, Chart, Curve, Ink, Mark, Panel, Picture, Place, Stroke};
use crate::lab::{Look, Panes};
use crate::math::curve::sample;
use crate::nn::logistic::{Cost, sigmoid};
use crate::say;
use crate::words::{Text, figure, fixed, same, text};

/// Points of a curve.
const SAMPLES: usize = 200;

/// How far the axis of z reaches to both sides.
fn reach(z: f64) -> f64 {
    (1.15 * z.abs()).clamp(6.0, 1e6)
}

fn curve(name: Text, f: impl Fn(f64) -> f64, (from, to): (f64, f64), ink: Ink) -> Curve {
    let points = sample(f, from, to, SAMPLES).concat();
    Curve { name, points, ink, ..Curve::default() }
}

/// a = σ(z), with all examples on their labels and the chosen one on the curve.
pub(super) fn sigmoid_panel(of: &Logistic, z: &[f64], look: &Look<'_>) -> Panel {
    let (chosen, targets) = (of.chosen, of.examples.set.targets());
    let known = look.reveal.shows(0);
    let span = reach(z[chosen]);
    let mut chart = Chart {
        x: Axis::new(text("z = wᵀx + b", "z = wᵀx + b")).range(-span, span),
        y: Axis::new(same("a")).range(-0.05, 1.05),
        curves: vec![curve(same("σ(z)"), sigmoid, (-span, span), Ink::Plain)],
        bands: vec![Band { at: 0.5, vertical: false, label: Text::default(), ink: Ink::Quiet }],
        ..Chart::default()
    };
    if known {
        for (class, letter, ink) in [(0.0, '○', Ink::Negative), (1.0, '●', Ink::Positive)] {
            let drawn = scene::sampled(of).filter(|&i| targets[i] == class && z[i].abs() <= span);
            let points = drawn.map(|i| (z[i], class)).collect();
            let name = same(format!("y = {class}"));
            chart.curves.push(Curve {
                name,
                points,
                ink,
                stroke: Stroke::Dots,
                letter: Some(letter),
                ..Curve::default()
            });
        }
        let (at, a) = (z[chosen], sigmoid(z[chosen]));
        let label = same(format!("z {}, a {}", figure(at, 4), fixed(a, 3)));
        chart.marks.push(Mark::new((at, a), '◆', label, Ink::Accent));
    }
    Pane::Sigmoid
        .panel(text("From z to an answer", "从 z 到输出"), Place::Detail, Picture::Chart(chart))
        .caption(text("◆ chosen; ○ ● all, at the answer wanted", "◆ 选中的样本；○ ● 全部样本及应有的答案"))
        .active(look.reveal.explains(0))
}

/// The two branches of the loss against the answer a, and the chosen example on its branch.
pub(super) fn loss_panel(of: &Logistic, z: &[f64], look: &Look<'_>) -> Panel {
    let (at, y) = (z[of.chosen], of.examples.set.targets()[of.chosen]);
    let (a, loss) = (sigmoid(at), of.cost.value(at, y));
    let known = look.reveal.shows(1);
    let usual: f64 = if of.cost == Cost::Squared { 0.55 } else { 5.0 };
    let highest = if known { usual.max(1.1 * loss) } else { usual };
    let ends = (0.002, 0.998);
    let branch = |y: f64, ink: Ink| {
        let formula = loss_formula(of.cost, y);
        let value = move |a: f64| match (of.cost, y > 0.5) {
            (Cost::CrossEntropy, true) => -a.ln(),
            (Cost::CrossEntropy, false) => -(1.0 - a).ln(),
            (Cost::Squared, _) => 0.5 * (a - y).powi(2),
        };
        curve(same(format!("{y}: {formula}")), value, ends, ink)
    };
    let mut chart = Chart {
        x: Axis::new(same("a")).range(0.0, 1.0),
        y: Axis::new(text("loss L", "损失 L")).range(0.0, highest),
        curves: vec![branch(1.0, Ink::Positive), branch(0.0, Ink::Negative)],
        ..Chart::default()
    };
    chart.curves[1].stroke = Stroke::Dashed;
    if known && loss.is_finite() {
        let label = same(format!("L {}", figure(loss, 4)));
        chart.marks.push(Mark::new((a, loss), '◆', label, Ink::Accent));
    }
    let caption = match of.cost {
        Cost::CrossEntropy => text("surely wrong: no limit", "错得很肯定：代价没有上限"),
        Cost::Squared => text("surely wrong: ½ at most", "错得很肯定：最多只付 ½"),
    };
    Pane::Loss
        .panel(
            text("Loss for y = 1 and y = 0", "y = 1 与 y = 0 的损失"),
            Place::Detail,
            Picture::Chart(chart),
        )
        .caption(caption)
        .active(look.reveal.explains(1))
}

/// |dL/dz| against z for both losses: the plateau of squared error.
pub(super) fn pull_panel(of: &Logistic, z: &[f64], look: &Look<'_>) -> Panel {
    let (at, y) = (z[of.chosen], of.examples.set.targets()[of.chosen]);
    let span = reach(at).max(8.0);
    let pull = |cost: Cost| move |z: f64| cost.slope(z, y).abs();
    let both = [
        (Cost::CrossEntropy, text("cross-entropy", "交叉熵"), Stroke::Line, Ink::Series(0)),
        (Cost::Squared, text("squared", "平方误差"), Stroke::Dashed, Ink::Series(1)),
    ];
    let mut chart = Chart {
        x: Axis::new(same("z")).range(-span, span),
        y: Axis::new(same("|dL/dz|")).range(0.0, 1.05),
        bands: vec![Band { at, vertical: true, label: Text::default(), ink: Ink::Quiet }],
        ..Chart::default()
    };
    for (cost, name, stroke, ink) in both {
        chart.curves.push(Curve { stroke, ..curve(name, pull(cost), (-span, span), ink) });
        let height = pull(cost)(at);
        let (glyph, ink) = if cost == of.cost { ('◆', Ink::Accent) } else { ('◇', Ink::Quiet) };
        chart.marks.push(Mark::new((at, height), glyph, same(figure(height, 3)), ink));
    }
    let side = if y > 0.5 { text("left", "左") } else { text("right", "右") };
    let (en, zh) = (&side.en, &side.zh);
    Pane::Pull
        .panel(
            say!("How hard a mistake pulls (y = {y})", "错误的拉力有多大（y = {y}）"),
            Place::Detail,
            Picture::Chart(chart),
        )
        .caption(say!(
            "far {en}, surely wrong: squared error lets go",
            "最{zh}边“错得很肯定”：平方误差却松了手"
        ))
        .active(look.reveal.explains(2))
}
