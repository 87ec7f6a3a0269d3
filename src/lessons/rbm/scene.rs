//! What is seen: features, a digit and its reconstruction, the dream, how well the machine knows its pictures.

use super::learning::{Learning, Trace};
use super::source::Part;
use super::view::film;
use super::{Dreamer, PSEUDO_LIKELIHOOD, Pane, RECONSTRUCTION_ERROR, compare, look, written};
use crate::lab::scene::{
    Axis, Band, Chart, Curve, Image, Ink, Palette, Panel, Picture, Pin, Pixels, Place, Thumb,
};
use crate::lab::{Look, Metric, Panes, Reveal, Scene};
use crate::say;
use crate::words::{Text, figure, fixed, same, text, whole};
use std::sync::Arc;

/// Hidden units shown with their answers to a picture.
const STRONGEST: usize = 24;
/// Pictures of a batch, and chains, that are shown at most.
pub(super) const SHOWN: usize = 20;
/// How bright the lines between pictures are.
const LINE: f64 = 0.3;

/// The scene of one state.
pub(super) fn scene(of: &Dreamer, state: &Learning, look: &Look<'_>) -> Scene {
    let trace = of.trace(state);
    let most = round_up(0.5 * state.machine.reach());
    let mut panels = vec![
        look::panel(of, state, &trace, most, look),
        features(of, state, most, look),
        digit(of, state),
        dream(of, state),
        likelihood(of, look),
        answers(of, state, most),
        feature(of, state, most, look),
        batch(of, state, &trace, look),
        error(of, look),
    ];
    let found = look.results(compare::COMPARE);
    if let Some(results) = found {
        panels.insert(5, compare::panel(of, results));
    }
    let compared = found.filter(|results| results.done()).and_then(compare::latest);
    Scene {
        panels,
        arithmetic: written::arithmetic(of, state, &trace, look),
        verdict: Some(verdict(of, look, compared, stuck(of.hidden, state, &trace))),
    }
}

pub(super) fn image(of: &Dreamer, values: Arc<[f64]>, range: (f64, f64), palette: Palette) -> Image {
    let side = of.source.set.side;
    let pixels = Pixels::Values { values, range, palette };
    Image { width: side, height: side, pixels, pins: Vec::new(), crisp: false }
}

/// Ink is white.
pub(super) fn grey(of: &Dreamer, values: Arc<[f64]>) -> Image {
    image(of, values, (0.0, 1.0), Palette::Grey)
}

/// The next of … 0.7, 1, 1.5, 2, 3, 5, 7, 10 …: a scale that stands still while the weights grow.
pub(super) fn round_up(x: f64) -> f64 {
    let power = 10f64.powf(x.max(1e-6).log10().floor());
    let rungs = [1.0, 1.5, 2.0, 3.0, 5.0, 7.0, 10.0];
    rungs.into_iter().map(|rung| rung * power).find(|rung| *rung >= x).unwrap_or(10.0 * power)
}

/// Between −`most` and `most`, half of what features reach on average, so that most of their weights show.
pub(super) fn weights(of: &Dreamer, state: &Learning, unit: usize, most: f64) -> Image {
    image(of, state.machine.feature(unit).into(), (-most, most), Palette::Diverging)
}

/// What every hidden unit looks for, as pictures.
fn features(of: &Dreamer, state: &Learning, most: f64, look: &Look<'_>) -> Panel {
    let thumb =
        |unit| Thumb { image: weights(of, state, unit, most), label: Text::default(), ink: Ink::Plain };
    let thumbs = (0..of.hidden).map(thumb).collect();
    let (count, t, scale) = (of.hidden, whole(look.t), figure(most, 2));
    let title = match look.t {
        0 => say!("{count} features, nothing learned yet", "{count} 个特征，尚未学习"),
        1 => say!("{count} features after 1 mini-batch", "看过 1 个小批量后的 {count} 个特征"),
        _ => say!("{count} features after {t} mini-batches", "看过 {t} 个小批量后的 {count} 个特征"),
    };
    Pane::Features
        .panel(title, Place::Beside, Picture::Gallery { thumbs, selected: Some(of.unit()) })
        .caption(say!(
            "orange + wants ink there, blue − wants none (±{scale})",
            "橙 +：希望那里有墨 · 蓝 −：希望没有（±{scale}）"
        ))
        .pick(text("`key:up``key:down` choose one", "`key:up``key:down` 选择特征"))
}

/// The digit looked at, what the machine makes of it, and what it gets wrong.
fn digit(of: &Dreamer, state: &Learning) -> Panel {
    let v = of.digit();
    let machine = &state.machine;
    let (mut hidden, mut rebuilt) = (vec![0.0; machine.width()], vec![0.0; v.len()]);
    machine.reconstruct(&v, &mut hidden, &mut rebuilt);
    let off: Arc<[f64]> = rebuilt.iter().zip(&v).map(|(made, v)| made - v).collect();
    let error = off.iter().map(|x| x * x).sum::<f64>() / v.len() as f64;
    let on = hidden.iter().filter(|h| **h > 0.5).count();
    let thumb = |image, label| Thumb { image, label, ink: Ink::Plain };
    let thumbs = vec![
        thumb(grey(of, v.into()), text("shown", "原图")),
        thumb(grey(of, rebuilt.into()), text("rebuilt", "重建")),
        thumb(image(of, off, (-1.0, 1.0), Palette::Diverging), text("difference", "差别")),
    ];
    let label = of.source.name(of.view.part, of.picture());
    let number = whole(of.picture() as u64 + 1);
    let title = match of.view.part {
        Part::Train => say!("Training picture {number}: digit {label}", "训练图片 {number}：数字 {label}"),
        Part::Test => say!("Test picture {number}: digit {label}", "测试图片 {number}：数字 {label}"),
    };
    let error = fixed(error, 4);
    Pane::Digit
        .panel(title, Place::Beside, Picture::Gallery { thumbs, selected: None })
        .caption(say!("error {error} · {on} units say yes", "误差 {error} · {on} 个单元点亮"))
        .pick(text("`key:up``key:down` leaf through", "`key:up``key:down` 翻看"))
}

/// The dream as a film strip.
fn dream(of: &Dreamer, state: &Learning) -> Panel {
    let frames = film(of, state);
    let last = frames.len() - 1;
    let (steps, digit) = (of.view.dream, of.source.name(of.view.part, of.picture()));
    let title = match (of.view.from_noise, steps) {
        (_, 0) => text("A dream: not begun", "梦境：尚未开始"),
        (false, _) => say!("A dream, begun with digit {digit}", "从数字 {digit} 开始的梦"),
        (true, _) => text("A dream, begun with noise", "从噪声开始的梦"),
    };
    let caption = match steps {
        0 if of.view.from_noise => {
            text("D dream · G fifty steps · x from the digit", "D 做梦 · G 五十步 · x 从数字开始")
        }
        0 => text("D dream · G fifty steps · x from noise", "D 做梦 · G 五十步 · x 从噪声开始"),
        1 => text("1 Gibbs step, left to right", "吉布斯采样 1 步，从左到右"),
        _ if steps == last => say!("{steps} Gibbs steps, left to right", "吉布斯采样 {steps} 步，从左到右"),
        _ => {
            let each = fixed(steps as f64 / last as f64, 1);
            say!("{steps} Gibbs steps, a frame every {each}", "吉布斯采样 {steps} 步，每 {each} 步一帧")
        }
    };
    let strip = mosaic(of, &[frames.iter().map(Vec::as_slice).collect()], &[(0, last)]);
    Pane::Dream.panel(title, Place::Beside, Picture::Image(strip)).caption(caption).pick(text(
        "`key:cursor_right` dream on, `key:cursor_left` back",
        "`key:cursor_right` 继续，`key:cursor_left` 后退",
    ))
}

/// Empty pixels between two groups of a mosaic.
const APART: usize = 3;

/// Pictures side by side between thin lines, in rows of equal length, group below group; some may be marked.
fn mosaic(of: &Dreamer, groups: &[Vec<&[f64]>], marked: &[(usize, usize)]) -> Image {
    let grid = Mosaic::of(of, groups.first().map_or(0, Vec::len));
    let (side, width) = (grid.side, grid.across * (grid.side + 1) + 1);
    let height = groups.len() * (grid.height() + APART) - APART;
    // Places without a picture stay empty.
    let mut values = vec![f64::NAN; width * height];
    let pictures = groups
        .iter()
        .enumerate()
        .flat_map(|(group, frames)| frames.iter().enumerate().map(move |at| (group, at)));
    for (group, (k, frame)) in pictures {
        let (top, left) = grid.corner(group, k);
        for row in top - 1..=top + side {
            values[row * width + left - 1..][..side + 2].fill(LINE);
        }
        for (row, pixels) in frame.chunks_exact(side).enumerate() {
            values[(top + row) * width + left..][..side].copy_from_slice(pixels);
        }
    }
    let pin = |&(group, k): &(usize, usize)| {
        let (top, left) = grid.corner(group, k);
        Pin { row: top + side / 2, col: left - 1, ink: Ink::Accent, glyph: '▸' }
    };
    let pixels = Pixels::Values { values: values.into(), range: (0.0, 1.0), palette: Palette::Grey };
    Image { width, height, pixels, pins: marked.iter().map(pin).collect(), crisp: false }
}

/// Where the pictures of a mosaic stand.
struct Mosaic {
    side: usize,
    across: usize,
    count: usize,
}

impl Mosaic {
    /// Of groups of so many pictures: about five beside and two above each other.
    fn of(of: &Dreamer, count: usize) -> Mosaic {
        let across = ((2.5 * count as f64).sqrt().ceil() as usize).max(5);
        Mosaic { side: of.source.set.side, across, count }
    }

    /// Rows of pixels of a group.
    fn height(&self) -> usize {
        self.count.div_ceil(self.across) * (self.side + 1) + 1
    }

    /// The first row and column of a picture, inside its lines.
    fn corner(&self, group: usize, k: usize) -> (usize, usize) {
        let (row, column) = (k / self.across, k % self.across);
        (group * (self.height() + APART) + row * (self.side + 1) + 1, column * (self.side + 1) + 1)
    }
}

/// The group and the picture of a mosaic of groups of `count` that a pixel belongs to.
pub(super) fn in_mosaic(of: &Dreamer, count: usize, row: usize, col: usize) -> Option<(usize, usize)> {
    let grid = Mosaic::of(of, count);
    let (whole, place) = (grid.height() + APART, grid.side + 1);
    let at = row % whole / place * grid.across + col / place;
    (col / place < grid.across && at < count).then_some((row / whole, at))
}

/// The last value charted up to this step, with its step.
fn charted(look: &Look<'_>, metric: &Metric) -> Option<(f64, f64)> {
    let points = look.history.curve(metric);
    points.into_iter().rev().find(|(t, _)| *t <= look.t as f64)
}

/// A metric against the step.
fn chart(of: &Dreamer, look: &Look<'_>, metric: &Metric, name: Text) -> Chart {
    let next = look.history.next() as f64;
    let whole = (of.epochs * of.epoch()) as f64;
    let curve = Curve::new(name.clone(), look.history.curve(metric), Ink::Series(0));
    Chart {
        x: Axis::new(text("mini-batch", "小批量")).range(0.0, whole.max(next).min((next * 1.6).max(100.0))),
        y: Axis::new(name),
        curves: vec![curve],
        bands: vec![Band { at: look.t as f64, vertical: true, label: Text::default(), ink: Ink::Accent }],
        steps: true,
        ..Chart::default()
    }
}

fn likelihood(of: &Dreamer, look: &Look<'_>) -> Panel {
    let name = text("pseudo-likelihood", "伪似然");
    let mut chart = chart(of, look, &PSEUDO_LIKELIHOOD, name);
    let highest = chart.curves[0].points.iter().map(|(_, value)| *value).fold(f64::NEG_INFINITY, f64::max);
    if highest > of.alone {
        // What it begins with, a coin toss for every pixel, is far below all that follows.
        chart.y = chart.y.range(1.3 * of.alone, highest - 0.1 * of.alone);
    }
    chart.bands.push(Band {
        at: of.alone,
        vertical: false,
        label: text("each pixel on its own", "各像素单独猜"),
        ink: Ink::Good,
    });
    Pane::Likelihood
        .panel(text("A pixel, from the others", "由其余像素猜一个像素"), Place::Cost, Picture::Chart(chart))
        .caption(measured(of, look, &PSEUDO_LIKELIHOOD, 2))
        .pick(text("click: go to that step", "点击：跳到该步"))
}

/// The last value charted, at which step and on how many pictures.
fn measured(of: &Dreamer, look: &Look<'_>, metric: &Metric, decimals: usize) -> Text {
    let count = of.probe.count;
    match charted(look, metric) {
        Some((t, value)) => {
            let (value, t) = (fixed(value, decimals), whole(t as u64));
            say!("{value} at step {t} · {count} pictures", "第 {t} 步：{value} · {count} 张图片")
        }
        None => Text::default(),
    }
}

fn error(of: &Dreamer, look: &Look<'_>) -> Panel {
    let name = text("mean squared error", "均方误差");
    let chart = chart(of, look, &RECONSTRUCTION_ERROR, name);
    let title = text("Reconstruction error", "重建误差");
    Pane::Error
        .panel(title, Place::Detail, Picture::Chart(chart))
        .caption(measured(of, look, &RECONSTRUCTION_ERROR, 4))
        .pick(text("click: go to that step", "点击：跳到该步"))
}

/// The hidden units that answer the digit looked at most strongly, with their probabilities.
pub(super) fn strongest(of: &Dreamer, state: &Learning) -> Vec<(usize, f64)> {
    let mut hidden = vec![0.0; state.machine.width()];
    state.machine.hidden_probabilities(&of.digit(), &mut hidden);
    let mut units: Vec<(usize, f64)> = hidden[..of.hidden].iter().copied().enumerate().collect();
    units.sort_by(|a, b| b.1.total_cmp(&a.1));
    units.truncate(STRONGEST);
    units
}

fn answers(of: &Dreamer, state: &Learning, most: f64) -> Panel {
    let units = strongest(of, state);
    let selected = units.iter().position(|(unit, _)| *unit == of.unit());
    let thumb = |(unit, p): (usize, f64)| Thumb {
        image: weights(of, state, unit, most),
        label: same(fixed(p, 2)),
        ink: if p > 0.5 { Ink::Positive } else { Ink::Quiet },
    };
    let label = of.source.name(of.view.part, of.picture());
    let thumbs = units.into_iter().map(thumb).collect();
    Pane::Answers
        .panel(
            say!("Who answers this {label}?", "哪些单元认出了这个 {label}？"),
            Place::Detail,
            Picture::Gallery { thumbs, selected },
        )
        .caption(text("p(h = 1), best first", "p(h = 1)，从强到弱"))
        .pick(text("`key:up``key:down` choose one", "`key:up``key:down` 选择特征"))
}

/// The chosen feature, large, with the pixel that is written about.
fn feature(of: &Dreamer, state: &Learning, most: f64, look: &Look<'_>) -> Panel {
    let (unit, pixel, side) = (of.unit(), of.pixel(), of.source.set.side);
    let mut picture = weights(of, state, unit, most);
    picture.pins.push(Pin { row: pixel / side, col: pixel % side, ink: Ink::Accent, glyph: '+' });
    let number = unit + 1;
    let (row, col) = (pixel / side + 1, pixel % side + 1);
    let (w, c) =
        (figure(state.machine.weight(pixel, unit), 3), figure(state.machine.hidden_biases()[unit], 3));
    Pane::Feature
        .panel(say!("Feature {number}", "特征 {number}"), Place::Detail, Picture::Image(picture))
        .caption(say!("+ ({row}, {col}): w {w} · c {c}", "+（{row}, {col}）：w {w} · c {c}"))
        .active(look.reveal.explains(3) || look.reveal.explains(4))
        .pick(text("click a pixel", "点选像素"))
}

/// What the step learns from: the pictures above, below what the chains imagine meanwhile.
fn batch(of: &Dreamer, state: &Learning, trace: &Trace, look: &Look<'_>) -> Panel {
    let shown = of.batch().min(SHOWN);
    let rows = |rows| -> Vec<&[f64]> {
        let rows: &[f64] = rows;
        rows.chunks_exact(of.source.visible()).take(shown).collect()
    };
    let groups = [rows(&trace.data), rows(trace.room.imagined())];
    let chosen = Some(of.example()).filter(|at| *at < shown);
    let labels: Vec<String> =
        of.shown(state).take(shown).map(|at| of.source.name(Part::Train, at).to_string()).collect();
    let labels = labels.join(" ");
    let count = of.batch();
    let marked: &[(usize, usize)] = &chosen.map_or(Vec::new(), |at| vec![(0, at), (1, at)]);
    Pane::Batch
        .panel(
            say!("{count} pictures, {count} fantasies", "{count} 张图片与 {count} 幅想象"),
            Place::Detail,
            Picture::Image(mosaic(of, &groups, marked)),
        )
        .caption(say!(
            "above, the data: {labels} · below, what the chains imagine, to be unlearned",
            "上：数据 {labels}（正相）· 下：各条链的想象（负相），学习时要减去"
        ))
        .active(!look.reveal.explains(4) && look.reveal != Reveal::Whole)
        .pick(text("click: look at it", "点击：查看"))
}

/// Hidden units that say the same, all but surely, to every picture of the batch.
fn stuck(units: usize, state: &Learning, trace: &Trace) -> usize {
    let rows = || trace.room.data_hidden().chunks_exact(state.machine.width());
    let all = |unit: usize, says: &dyn Fn(f64) -> bool| rows().all(|row| says(row[unit]));
    (0..units).filter(|unit| all(*unit, &|p| p < 1e-3) || all(*unit, &|p| p > 1.0 - 1e-3)).count()
}

fn verdict(of: &Dreamer, look: &Look<'_>, compared: Option<(f64, f64, u64)>, stuck: usize) -> Text {
    if let Some((features, raw, _)) = compared {
        let (f, r, more) = (fixed(features, 1), fixed(raw, 1), fixed(features - raw, 1));
        return say!(
            "Digits read from the features: {f} % right, from raw pixels: {r} %. That is {more} points.",
            "用特征识别数字的正确率为 {f}%，用原始像素为 {r}%，相差 {more} 个百分点。"
        );
    }
    let n = of.source.visible() as f64;
    let typical = |pl: f64| fixed((pl / n).exp(), 2);
    let alone = typical(of.alone);
    match charted(look, &PSEUDO_LIKELIHOOD) {
        Some((_, value)) if look.t > 0 && value > of.alone => {
            let p = typical(value);
            say!(
                "Guessing a pixel from all others: p ≈ {p}; from its usual brightness: {alone}.",
                "由其余像素猜一个像素，猜中的概率约 {p}；只凭它平时的亮度来猜，约 {alone}。"
            )
        }
        Some((_, value)) if look.t > 0 => {
            let p = typical(value);
            let guess = say!(
                "Guessing a pixel from all others: p ≈ {p}; its usual brightness still says more: {alone}.",
                "由其余像素猜一个像素，猜中的概率约 {p}，还不如只凭它平时的亮度来猜（{alone}）。"
            );
            let units = of.hidden;
            if 2 * stuck <= units {
                return guess;
            }
            say!(
                "{stuck} of {units} units say the same to every picture: lower α (<), begin again (r). ",
                "{units} 个单元中有 {stuck} 个对每张图片都给出同样的回答：请调小 α（<），再重来（r）。"
            )
            .then(&guess)
        }
        _ => text(
            "Nothing is learned yet: every feature is noise, and every pixel is a coin toss.",
            "还什么都没学：每个特征都是噪声，每个像素都像抛硬币。",
        ),
    }
}
