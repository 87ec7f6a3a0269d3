//! What is seen: the picture, the weights as a picture, the cost, the accuracies, the mistakes.

use super::settings::{Part, Settings};
use super::{COST, Cats, Pane, Weights, written};
use crate::lab::scene::{
    Axis, Band, Cell, Chart, Column, Curve, Image, Ink, Line, Palette, Panel, Picture, Pin, Pixels, Place,
    Table, Thumb,
};
use crate::lab::{Look, Panes, Reveal, Scene};
use crate::lessons::trouble;
use crate::nn::logistic::{accuracy, sigmoid};
use crate::say;
use crate::words::{Text, figure, fixed, same, text, whole};

/// The scene of one state.
pub(super) fn scene(cats: &Cats, settings: &Settings, state: &Weights, look: &Look<'_>) -> Scene {
    let train = cats.neuron.train_logits(state);
    let test = cats.neuron.test_logits(state);
    let weights = cats.neuron.weights(state, &cats.set.train);
    let wrong = cats.wrong(*settings.threshold, &test);
    let bend = cats.neuron.bend(&train);
    let trouble = trouble::of(&train, bend, *settings.lr)
        .or_else(|| trouble::rising(&look.history.curve(&COST), look.t, *settings.lr));
    let verdict = verdict(cats, trouble, test.len(), wrong.len());
    Scene {
        panels: vec![
            picture(cats, *settings.threshold, state, &train, look),
            weight_picture(cats, &weights, look),
            cost(*settings.iterations, look),
            quality(cats, *settings.threshold, &train, &test),
            mistakes(cats, &test, &wrong),
            journey(cats),
        ],
        arithmetic: written::arithmetic(cats, *settings.lr, bend, state, &train, look),
        verdict: Some(verdict),
    }
}

/// z of the chosen picture and what is written behind its answer.
pub(super) fn shown(cats: &Cats, state: &Weights, train_logits: &[f64]) -> (f64, String) {
    let at = cats.view.picture;
    let (z, label) = match cats.view.part {
        Part::Train => (train_logits[at], cats.set.train.labels[at]),
        Part::Test => (cats.neuron.test_logits(state)[at], cats.set.test.labels[at]),
    };
    (z, format!("   (y = {label})"))
}

/// z = wᵀx + b of a picture that belongs to neither set.
pub(super) fn answer(cats: &Cats, state: &Weights, bytes: &[u8]) -> f64 {
    let weights = cats.neuron.weights(state, &cats.set.train);
    let sum: f64 = weights.iter().zip(bytes).map(|(w, &byte)| w * (f64::from(byte) / 255.0)).sum();
    sum + state.bias()
}

fn rgb(bytes: &[u8], channels: usize) -> Pixels {
    let colours: Vec<u8> = match channels {
        3 => bytes.to_vec(),
        _ => bytes.iter().flat_map(|&grey| [grey; 3]).collect(),
    };
    Pixels::Rgb(colours.into())
}

fn image(cats: &Cats, pixels: Pixels) -> Image {
    Image { width: cats.set.width, height: cats.set.height, pixels, pins: Vec::new(), crisp: false }
}

fn pin(cats: &Cats) -> Pin {
    let pixel = cats.view.weight / cats.set.channels;
    Pin { row: pixel / cats.set.width, col: pixel % cats.set.width, ink: Ink::Accent, glyph: '+' }
}

fn class(cats: &Cats, label: u8) -> String {
    cats.set.classes[usize::from(label.min(1))].clone()
}

/// The chosen picture (or the learner's own), with label and answer.
fn picture(cats: &Cats, threshold: f64, state: &Weights, train_logits: &[f64], look: &Look<'_>) -> Panel {
    let active = look.reveal.explains(0);
    let says = |z: f64| class(cats, u8::from(sigmoid(z) > threshold));
    if let Some(asked) = &cats.view.asked {
        let z = answer(cats, state, &asked.bytes);
        let (said, p, yes) = (says(z), fixed(sigmoid(z), 2), class(cats, 1));
        let title = say!("Your picture: {}", "你的图片：{}", asked.name);
        return Pane::Picture
            .panel(title, Place::Main, Picture::Image(image(cats, rgb(&asked.bytes, cats.set.channels))))
            .caption(say!("the neuron says {said}: {yes} {p}", "神经元说：{said}（{yes} 的概率 {p}）"))
            .active(active);
    }
    let part = cats.part();
    let at = cats.view.picture;
    let (z, _) = shown(cats, state, train_logits);
    let label = part.labels[at];
    let (number, count) = (at + 1, part.len());
    let title = match cats.view.part {
        Part::Train => say!("Training picture {number} of {count}", "训练图片 {number} / {count}"),
        Part::Test => say!("Test picture {number} of {count}", "测试图片 {number} / {count}"),
    };
    let (truth, said, p) = (class(cats, label), says(z), fixed(sigmoid(z), 2));
    let mark = if truth == said { "✓" } else { "✗" };
    let caption = if look.reveal.shows(0) {
        say!("label {truth} · says {said} ŷ = {p} {mark}", "标签 {truth} · 判为 {said} ŷ = {p} {mark}")
    } else {
        say!("label {truth}", "标签 {truth}")
    };
    let mut picture = image(cats, rgb(&part.bytes(at), cats.set.channels));
    if look.reveal != Reveal::Whole {
        picture.pins.push(pin(cats));
    }
    Pane::Picture
        .panel(title, Place::Main, Picture::Image(picture))
        .caption(caption)
        .active(active)
        .pick(text("`key:up``key:down` leaf through", "`key:up``key:down` 翻看"))
}

/// The weights, channel by channel averaged: where light pulls towards which class.
fn weight_picture(cats: &Cats, weights: &[f64], look: &Look<'_>) -> Panel {
    let channels = cats.set.channels;
    let mean: Vec<f64> =
        weights.chunks_exact(channels).map(|w| w.iter().sum::<f64>() / channels as f64).collect();
    let most = round_up(mean.iter().fold(0.0, |most: f64, w| most.max(w.abs())));
    let (no, yes) = (class(cats, 0), class(cats, 1));
    let pixels = Pixels::Values { values: mean.into(), range: (-most, most), palette: Palette::Diverging };
    let mut picture = image(cats, pixels);
    picture.pins.push(pin(cats));
    let scale = figure(most, 2);
    Pane::Weights
        .panel(text("The weights as a picture", "把权重看成一幅图"), Place::Main, Picture::Image(picture))
        .caption(say!("− blue: {no} · + orange: {yes} (±{scale})", "− 蓝：{no} · + 橙：{yes}（±{scale}）"))
        .active(look.reveal.explains(2) || look.reveal.explains(3))
        .pick(text("`key:enter`, then choose a weight", "`key:enter` 进入，选一个权重"))
}

/// The next of … 0.1, 0.2, 0.5, 1, 2, 5 …: a scale that stands still while the weights grow.
fn round_up(x: f64) -> f64 {
    let power = 10f64.powf(x.max(1e-6).log10().floor());
    [1.0, 2.0, 5.0, 10.0].into_iter().map(|rung| rung * power).find(|rung| *rung >= x).unwrap_or(10.0 * power)
}

fn cost(iterations: u64, look: &Look<'_>) -> Panel {
    let points = look.history.curve(&COST);
    let now = points.iter().rev().find(|(t, _)| *t <= look.t as f64).map_or(f64::NAN, |(_, cost)| *cost);
    let value = figure(now, 6);
    let t = whole(look.t);
    let curve = Curve { name: text("cost J", "代价 J"), points, ink: Ink::Series(0), ..Curve::default() };
    let last = (iterations as f64)
        .max(look.history.next() as f64)
        .min((look.history.next() as f64 * 1.6).max(100.0));
    let chart = Chart {
        x: Axis::new(text("iteration", "迭代")).range(0.0, last),
        y: Axis::new(text("cost J", "代价 J")),
        curves: vec![curve],
        bands: vec![Band { at: look.t as f64, vertical: true, label: Text::default(), ink: Ink::Accent }],
        steps: true,
        ..Chart::default()
    };
    Pane::Cost
        .panel(text("Cost J against iteration", "代价 J 随迭代的变化"), Place::Cost, Picture::Chart(chart))
        .caption(say!("J = {value} at iteration {t}", "第 {t} 次迭代：J = {value}"))
        .active(look.reveal.explains(1))
        .pick(text("click: go to that step", "点击：跳到该步"))
}

/// Said against true on the test pictures, and accuracies beside the baseline.
fn quality(cats: &Cats, threshold: f64, train: &[f64], test: &[f64]) -> Panel {
    let says = |z: f64| usize::from(sigmoid(z) > threshold);
    let mut counts = [[0usize; 2]; 2];
    for (z, &label) in test.iter().zip(&cats.set.test.labels) {
        counts[usize::from(label)][says(*z)] += 1;
    }
    let cell = |truth: usize, said: usize| {
        let ink = if truth == said { Ink::Good } else { Ink::Bad };
        Cell::Coloured(same(counts[truth][said].to_string()), ink)
    };
    let row =
        |truth: usize| vec![Cell::Words(same(class(cats, truth as u8))), cell(truth, 1), cell(truth, 0)];
    let percent = |z: &[f64], labels: &[f64]| fixed(accuracy(z, labels, threshold), 1);
    let on_train = percent(train, cats.neuron.targets());
    let on_test = percent(test, &Cats::labels(&cats.set.test));
    let base = fixed(baseline(cats), 0);
    let heading = |title: Text| Column { title, ..Column::default() };
    let judged = |label: u8| heading(same(class(cats, label)));
    let table = Table {
        columns: vec![heading(text("is ↓ says →", "实为↓ 判为→")), judged(1), judged(0)],
        rows: vec![row(1), row(0)],
        selected: None,
    };
    Pane::Quality
        .panel(
            text("How good is it on new pictures?", "对没见过的图片有多准？"),
            Place::Detail,
            Picture::Table(table),
        )
        .caption(say!(
            "train {on_train} % · test {on_test} % · always the same answer: {base} %",
            "训练 {on_train}% · 测试 {on_test}% · 总答同一类：{base}%"
        ))
}

/// Test accuracy of always giving the more frequent answer, in percent.
fn baseline(cats: &Cats) -> f64 {
    let ones = cats.set.test.count(1);
    let count = cats.set.test.len();
    ones.max(count - ones) as f64 / count as f64 * 100.0
}

/// The test pictures that are classified wrongly.
fn mistakes(cats: &Cats, test: &[f64], wrong: &[usize]) -> Panel {
    let thumbs: Vec<Thumb> = wrong
        .iter()
        .map(|&at| {
            let p = sigmoid(test[at]);
            let p = fixed(p, 2);
            Thumb {
                image: image(cats, rgb(&cats.set.test.bytes(at), cats.set.channels)),
                label: same(format!("ŷ {p}")),
                ink: Ink::Bad,
            }
        })
        .collect();
    let selected = match (cats.view.part, &cats.view.asked) {
        (Part::Test, None) => wrong.iter().position(|&at| at == cats.view.picture),
        _ => None,
    };
    let (count, all) = (wrong.len(), test.len());
    let title = say!("Wrong on the test set: {count} of {all}", "测试集上判错：{count} / {all}");
    let picture = if thumbs.is_empty() {
        Picture::Prose(vec![Line::plain(text("Not a single one is wrong.", "一张都没有判错。"))])
    } else {
        Picture::Gallery { thumbs, selected }
    };
    Pane::Wrong
        .panel(title, Place::Detail, picture)
        .caption(say!("ŷ: how sure it was that this is {}", "ŷ：它有多大把握认为这是 {}", class(cats, 1)))
        .pick(text("`key:up``key:down` leaf through", "`key:up``key:down` 翻看"))
}

/// The way of the data, with its shapes.
fn journey(cats: &Cats) -> Panel {
    let set = &cats.set;
    let (m, h, w, c) = (set.train.len(), set.height, set.width, set.channels);
    let n = set.train.features;
    let origin = &set.origin;
    let (large, tests) = (whole(n as u64), set.test.len());
    let unit = if set.unit == 1.0 {
        text("↓ used as they are: every number is in 0 … 1", "↓ 直接使用：每个数都在 0 … 1 之间")
    } else {
        text("↓ divided by 255: every number is in 0 … 1", "↓ 除以 255：每个数都在 0 … 1 之间")
    };
    let lines = vec![
        Line::plain(text("Pictures: ", "图片：").then(origin)),
        Line::strong(same(format!("({m}, {h}, {w}, {c})"))),
        Line::plain(say!(
            "{m} training pictures, {h} rows, {w} columns, {c} colours, and {tests} test pictures",
            "{m} 张训练图片，{h} 行 {w} 列 {c} 个颜色通道；另有 {tests} 张测试图片"
        )),
        Line::plain(text("↓ each unrolled into one column", "↓ 每张展开成一列")),
        Line::strong(same(format!("X ({large}, {m})"))),
        Line::plain(unit),
        Line::strong(same(format!("w ({large}, 1)   b"))),
        Line::plain(text("↓ one weighted sum for each picture", "↓ 每张图片得到一个加权和")),
        Line::strong(same(format!("z = wᵀX + b (1, {m})"))),
        Line::plain(text("↓ squeezed into 0 … 1", "↓ 压到 0 … 1 之间")),
        Line::strong(same(format!("ŷ = σ(z) (1, {m})"))),
    ];
    Pane::Journey.panel(
        text("From pixels to an answer", "从像素到答案"),
        Place::Detail,
        Picture::Prose(lines),
    )
}

fn verdict(cats: &Cats, trouble: Option<Text>, all: usize, wrong: usize) -> Text {
    if let Some(trouble) = trouble {
        return say!("{wrong} of {all} test pictures are wrong. ", "{all} 张测试图片判错 {wrong} 张。")
            .then(&trouble);
    }
    let always = all - (baseline(cats) / 100.0 * all as f64).round() as usize;
    if wrong < always {
        say!(
            "{wrong} of {all} test pictures are wrong; always the same answer would get {always} wrong.",
            "{all} 张测试图片判错 {wrong} 张；总答同一类会错 {always} 张。"
        )
    } else {
        say!(
            "{wrong} of {all} test pictures are wrong, no fewer than with always one answer ({always}).",
            "{all} 张测试图片判错 {wrong} 张：还没有胜过总答同一类（错 {always} 张）。"
        )
    }
}
