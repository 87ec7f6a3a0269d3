//! Loss against step, the gradient layer by layer, and what the neurons' answers look like.

use super::maps::Maps;
use super::scene::Sight;
use super::{Pane, Playground, TEST_LOSS, TRAIN_LOSS};
use crate::lab::scene::{Axis, Band, Bar, Bars, Chart, Curve, Ink, Panel, Picture, Place, Stroke};
use crate::lab::{Look, Metric, Panes};
use crate::lessons::networks::best::{Best, best, with_here};
use crate::math::Activation;
use crate::say;
use crate::words::{Text, figure, fixed, text, whole};

/// Columns of the histogram.
const BINS: usize = 24;

/// Powers of ten between the ends of the gradient's bars.
const DECADES: (f64, f64) = (-8.0, 1.0);

pub(super) fn loss(sight: &Sight<'_>, look: &Look<'_>) -> Panel {
    let last = (look.history.next() as f64 * 1.25).max(50.0);
    let curve = |metric: &Metric, name: Text, letter: char, series: u8| {
        Curve::new(name, look.history.curve(metric), Ink::Series(series)).letter(letter)
    };
    let mut curves = vec![curve(&TRAIN_LOSS, text("training", "训练"), 'a', 0)];
    if sight.of.test.count > 0 {
        let mut test = curve(&TEST_LOSS, text("test", "测试"), 'b', 1).stroke(Stroke::Dashed);
        test.points = with_here(test.points, look, sight.test.loss);
        let best = best(&test.points, look, Best::Lowest, |loss| figure(loss, 3));
        curves.extend([test].into_iter().chain(best));
    }
    let chart = Chart {
        x: Axis::new(text("step", "步")).range(0.0, last),
        y: Axis::new(text("mean loss", "平均损失")),
        curves,
        bands: vec![Band { at: look.t as f64, vertical: true, label: Text::default(), ink: Ink::Accent }],
        steps: true,
        ..Chart::default()
    };
    let (train, test) = (figure(sight.train.loss, 4), figure(sight.test.loss, 4));
    let epoch = whole(sight.state.batches.epoch());
    let caption = if sight.of.test.count > 0 {
        say!("epoch {epoch}: {train}, test {test}", "第 {epoch} 轮：{train}，测试 {test}")
    } else {
        say!("epoch {epoch}: {train}", "第 {epoch} 轮：{train}")
    };
    Pane::Loss
        .panel(text("Loss, training and test", "训练与测试损失"), Place::Cost, Picture::Chart(chart))
        .caption(caption)
        .active(look.reveal.explains(1))
        .pick(text("click: go to that step", "点击：跳到该步"))
}

/// How long the next batch's gradient is in each layer.
pub(super) fn gradients(sight: &Sight<'_>, look: &Look<'_>) -> Panel {
    let layers = sight.of.mlp().layers();
    let bar = |(l, layer): (usize, &crate::nn::mlp::Layer)| {
        let part = &sight.gradient[layer.weights.start..layer.biases.end];
        let length = part.iter().map(|slope| slope * slope).sum::<f64>().sqrt();
        let value = length.log10().clamp(DECADES.0, DECADES.1) - DECADES.0;
        Bar {
            name: layer_name(sight.of, l + 1),
            value,
            note: crate::words::same(figure(length, 2)),
            ink: Ink::Series(0),
        }
    };
    let bars = layers.iter().enumerate().map(bar).collect();
    let picture = Bars { bars, range: (0.0, DECADES.1 - DECADES.0), selected: None };
    Pane::Gradients
        .panel(text("Gradient by layer", "各层的梯度"), Place::Detail, Picture::Bars(picture))
        .caption(text(
            "its length over the next batch; log scale, 1e−8 to 10",
            "下一个小批量上梯度的长度；对数刻度，1e−8 到 10",
        ))
        .active(look.reveal.explains(2))
}

/// Short name of a layer with weights, from 1.
fn layer_name(of: &Playground, layer: usize) -> Text {
    if layer == of.mlp().layers().len() {
        text("output", "输出层")
    } else {
        say!("hidden {layer}", "隐藏层 {layer}")
    }
}

/// Whether a neuron hardly answers to its sum any more.
fn saturated(activation: Activation, a: f64) -> bool {
    match activation {
        Activation::Tanh => a.abs() > 0.99,
        Activation::Sigmoid => !(0.01..=0.99).contains(&a),
        Activation::Relu => a == 0.0,
        _ => false,
    }
}

/// The answers of a hidden layer's neurons to the training points.
pub(super) fn activity(sight: &Sight<'_>, look: &Look<'_>) -> Option<Panel> {
    let of = sight.of;
    let layers = of.hidden.len();
    if layers == 0 {
        return None;
    }
    let layer = sight.neuron().0.clamp(1, layers);
    let maps = Maps::of_points(of, sight.state);
    let activation = of.mlp().hidden();
    let answers = |layer: usize| (0..of.hidden[layer - 1]).map(move |at| (layer, at));
    let mut all: Vec<f64> = answers(layer).flat_map(|(l, at)| maps.of(l, at).iter().copied()).collect();
    all.retain(|a| a.is_finite());
    let (low, high) = match activation {
        Activation::Tanh => (-1.0, 1.0),
        Activation::Sigmoid => (0.0, 1.0),
        _ => {
            let low = all.iter().copied().fold(0.0, f64::min);
            (low, all.iter().copied().fold(low + 1.0, f64::max))
        }
    };
    let wide = (high - low) / BINS as f64;
    let mut counts = [0usize; BINS];
    for a in &all {
        counts[(((a - low) / wide) as usize).min(BINS - 1)] += 1;
    }
    let percent = |count: usize| 100.0 * count as f64 / all.len().max(1) as f64;
    let points =
        counts.iter().enumerate().map(|(k, &n)| (low + wide * (k as f64 + 0.5), percent(n))).collect();
    let chart = Chart {
        x: Axis::new(text("answer a", "输出 a")).range(low, high),
        y: Axis::new(text("% of answers", "占比 %")),
        curves: vec![Curve { points, ink: Ink::Series(2), stroke: Stroke::Columns, ..Curve::default() }],
        ..Chart::default()
    };
    let stuck = fixed(percent(all.iter().filter(|a| saturated(activation, **a)).count()), 0);
    let dead = (1..=layers)
        .flat_map(answers)
        .filter(|&(l, at)| maps.of(l, at).iter().all(|a| saturated(activation, *a)))
        .count();
    let hidden: usize = of.hidden.iter().sum();
    let caption = match activation {
        Activation::Relu => {
            say!(
                "{stuck} % are 0; {dead} of {hidden} neurons are 0 everywhere",
                "{stuck}% 为 0；{hidden} 个神经元中 {dead} 个处处为 0"
            )
        }
        Activation::Tanh | Activation::Sigmoid => {
            say!(
                "{stuck} % saturated; {dead} of {hidden} neurons everywhere",
                "{stuck}% 饱和；{hidden} 个神经元中 {dead} 个处处饱和"
            )
        }
        _ => say!("of {} neurons to the training points", "{} 个神经元对训练点的输出", of.hidden[layer - 1]),
    };
    let title = say!("Answers of hidden layer {layer}", "隐藏层 {layer} 的输出");
    Some(
        Pane::Activity
            .panel(title, Place::Detail, Picture::Chart(chart))
            .caption(caption)
            .active(look.reveal.explains(0)),
    )
}
