//! What is seen: the state large, the memories, the energy, the weights, one neuron's field.

use super::{ENERGY, Memory, Pane, Recall, bench, indexed, number, place, spin, written};
use crate::lab::scene::{
    Axis, Band, Bar, Bars, Cell, Chart, Column, Curve, Image, Ink, Mark, Matrix, Palette, Panel, Picture,
    Pin, Pixels, Place, Stroke, Table, Thumb,
};
use crate::lab::{Look, Panes, Reveal, Scene};
use crate::nn::hopfield::Mode;
use crate::say;
use crate::words::{Text, figure, fixed, same, signed, text, whole};
use std::sync::Arc;

/// Rows of the table of contributions.
pub(super) const PARTS: usize = 12;
/// How strongly a neuron is coloured that disagrees with the nearest pattern.
const TINT: f64 = 0.45;
/// Cells of a picture up to which those that disagree are marked as well as tinted.
const MARKED: usize = 1024;

/// The scene of one state.
pub(super) fn scene(memory: &Memory, recall: &Recall, look: &Look<'_>) -> Scene {
    let mut panels = vec![
        state(memory, recall, look),
        stored(memory, recall),
        overlaps(memory, recall),
        energy(memory, recall, look),
        hears(memory, recall, look),
        weights(memory, recall, look),
        parts(memory, recall, look),
        pattern(memory, recall),
    ];
    if let Some(results) = look.results(bench::CAPACITY) {
        panels.insert(4, bench::panel(memory, results));
    }
    Scene {
        panels,
        arithmetic: written::arithmetic(memory, recall, look),
        verdict: Some(memory.outcome(recall, look.t)),
    }
}

fn image(memory: &Memory, values: Arc<[f64]>, most: f64) -> Image {
    let (width, height) = memory.size();
    let pixels = Pixels::Values { values, range: (-most, most), palette: Palette::Diverging };
    Image { width, height, pixels, pins: Vec::new(), crisp: true }
}

fn pin(memory: &Memory, neuron: usize, glyph: char, ink: Ink) -> Pin {
    let width = memory.size().0;
    Pin { row: neuron / width, col: neuron % width, ink, glyph }
}

/// The state, large: who is asked next, and who disagrees with the nearest pattern.
fn state(memory: &Memory, recall: &Recall, look: &Look<'_>) -> Panel {
    let spins = recall.state.spins();
    let (nearest, m) = memory.network.nearest(&recall.state);
    let sign = if m < 0.0 { -1 } else { 1 };
    let pattern = &memory.network.patterns()[nearest];
    let wrong = |i: usize| spins[i] != sign * pattern.spins()[i];
    let shade = |i: usize| f64::from(spins[i]) * if wrong(i) { TINT } else { 1.0 };
    let mut picture = image(memory, (0..spins.len()).map(shade).collect(), 1.0);
    let wrongs: Vec<usize> = (0..spins.len()).filter(|&i| wrong(i)).collect();
    if spins.len() <= MARKED {
        picture.pins.extend(wrongs.iter().map(|&i| pin(memory, i, '×', Ink::Bad)));
    }
    let chosen = memory.chosen_neuron().filter(|&chosen| Some(chosen) != memory.asked(recall));
    picture.pins.extend(chosen.map(|chosen| pin(memory, chosen, '◆', Ink::Accent)));
    picture.pins.extend(finger(memory, recall, look));
    let count = wrongs.len();
    let differ = match sign {
        1 => say!("× {count} differ from ", "× {count} 格不同于 "),
        _ => say!("× {count} differ from the inverse of ", "× {count} 格不同于反相的 "),
    };
    let t = whole(look.t);
    let title = match look.t {
        0 => text("The cue: a damaged ", "线索：残缺的 ").then(&memory.cue_name),
        1 => text("State after 1 update", "更新 1 次后的状态"),
        _ => say!("State after {t} updates", "更新 {t} 次后的状态"),
    };
    let title = title.then(&text(" · orange +1, blue −1", "（橙 +1，蓝 −1）"));
    let active = look.reveal != Reveal::Whole;
    Pane::State
        .panel(title, Place::Main, Picture::Image(picture))
        .caption(differ.then(&pattern.name).then(&same(" · ")).then(&pointed(memory, recall, look)))
        .active(active)
        .pick(text("click and drag: paint, right: erase", "点击拖动：绘制，右键：擦除"))
}

/// The finger: on the neuron asked next, the sign of its field once that is known, and what it becomes; behind it
/// the neuron asked before.
fn finger(memory: &Memory, recall: &Recall, look: &Look<'_>) -> Vec<Pin> {
    let Some(asked) = memory.asked(recall) else { return Vec::new() };
    let update = memory.network.ask(&recall.state, asked);
    let (glyph, ink) = match look.reveal {
        Reveal::Upto(1) if update.field == 0.0 => ('0', Ink::Accent),
        Reveal::Upto(1) if update.field > 0.0 => ('+', Ink::Positive),
        Reveal::Upto(1) => ('−', Ink::Negative),
        Reveal::Upto(2..) if update.after > 0 => ('▲', Ink::Positive),
        Reveal::Upto(2..) => ('▼', Ink::Negative),
        _ => ('?', Ink::Accent),
    };
    let before = recall.last.map(|last| last.neuron).filter(|before| *before != asked);
    let before = before.map(|before| pin(memory, before, '○', Ink::Accent));
    before.into_iter().chain([pin(memory, asked, glyph, ink)]).collect()
}

/// Where the finger points, and what is known of it.
fn pointed(memory: &Memory, recall: &Recall, look: &Look<'_>) -> Text {
    let Some(asked) = memory.asked(recall) else { return text("all are asked at once", "同时更新") };
    let (update, next) = (memory.network.ask(&recall.state, asked), asked + 1);
    let (name, s, field) = (indexed("h", &[asked]), indexed("s", &[asked]), signed(update.field, 3));
    let (before, after) = (spin(update.before), spin(update.after));
    match look.reveal {
        Reveal::Upto(1) => same(format!("{name} = {field}")),
        Reveal::Upto(2..) if update.flipped() => same(format!("{name} = {field}, {s}: {before} → {after}")),
        Reveal::Upto(2..) => {
            say!("{name} = {field}: {s} stays {before}", "{name} = {field}：{s} 保持 {before}")
        }
        _ => match recall.last {
            Some(last) => {
                say!("○ asked {} · ? next {next}", "○ 上一个 {} · ? 下一个 {next}", last.neuron + 1)
            }
            None => say!("? next {next}", "? 下一个 {next}"),
        },
    }
}

/// What is remembered, small, with how much of it is in the state.
fn stored(memory: &Memory, recall: &Recall) -> Panel {
    let overlaps = memory.network.overlaps(&recall.state);
    let thumb = |k: usize| Thumb {
        image: image(memory, memory.pictures[k].clone(), 1.0),
        label: memory.network.patterns()[k].name.then(&same(format!(" {}", fixed(overlaps[k], 2)))),
        ink: shade(overlaps[k]),
    };
    let count = memory.network.patterns().len();
    let title = say!("Remembered: {count}", "记住的图案：{count} 个");
    let thumbs = (0..count).map(thumb).collect();
    Pane::Stored
        .panel(
            title,
            Place::Beside,
            Picture::Gallery { thumbs, selected: Some(memory.chosen_pattern(recall)) },
        )
        .caption(text("A remember · R forget", "A 记住 · R 忘掉"))
        .pick(text("`key:up``key:down` choose, right click: forget", "`key:up``key:down` 选择，右键：忘掉"))
}

fn shade(m: f64) -> Ink {
    if m == 1.0 {
        Ink::Good
    } else if m < 0.0 {
        Ink::Negative
    } else {
        Ink::Positive
    }
}

fn overlaps(memory: &Memory, recall: &Recall) -> Panel {
    let overlaps = memory.network.overlaps(&recall.state);
    let bar = |(pattern, m): (&crate::nn::hopfield::Pattern, f64)| Bar {
        name: pattern.name.clone(),
        value: m,
        note: same(fixed(m, 2)),
        ink: shade(m),
    };
    let bars = memory.network.patterns().iter().zip(overlaps).map(bar).collect();
    let selected = Some(memory.chosen_pattern(recall));
    Pane::Overlaps
        .panel(
            text("Overlap with each", "与每个图案的重叠度"),
            Place::Beside,
            Picture::Bars(Bars { bars, range: (-1.0, 1.0), selected }),
        )
        .caption(text("−1 inverse · 0 · +1 same", "−1 反相 · 0 无关 · +1 相同"))
        .pick(text("`key:up``key:down` choose", "`key:up``key:down` 选择"))
}

/// The energy against updates: level where nothing flips, a step down at every flip.
fn energy(memory: &Memory, recall: &Recall, look: &Look<'_>) -> Panel {
    let now = memory.network.energy(&recall.state);
    let t = look.t as f64;
    let points = look.history.curve(&ENERGY);
    let curve = Curve {
        name: text("energy E", "能量 E"),
        points,
        ink: Ink::Series(0),
        stroke: Stroke::Steps,
        ..Curve::default()
    };
    let mut bands = vec![Band { at: t, vertical: true, label: Text::default(), ink: Ink::Accent }];
    let nearest = memory.chosen_pattern(recall);
    if let Some(depth) = memory.depths.get(nearest) {
        let label = text("valley of ", "谷底：").then(&memory.network.patterns()[nearest].name);
        bands.push(Band { at: *depth, vertical: false, label, ink: Ink::Good });
    }
    let sweep = if memory.mode == Mode::Asynchronous { memory.network.neurons() } else { 8 };
    let last = (look.history.next() as f64).max(sweep as f64);
    let chart = Chart {
        x: Axis::new(text("updates", "更新次数")).range(0.0, last),
        y: Axis::new(text("energy E", "能量 E")),
        curves: vec![curve],
        marks: vec![Mark::new((t, now), '●', Text::default(), Ink::Accent)],
        bands,
        steps: true,
    };
    let value = figure(now, 6);
    let caption = match (recall.last, recall.flips) {
        (Some(last), _) if last.flipped() => {
            let (s, change) = (indexed("s", &[last.neuron]), figure(last.energy_change, 4));
            say!("● E = {value} · {s} flipped: {change}", "● E = {value} · {s} 翻转：{change}")
        }
        (Some(last), _) => {
            let s = indexed("s", &[last.neuron]);
            say!("● E = {value} · {s} stayed", "● E = {value} · {s} 不变")
        }
        (None, Some(flips)) => say!("● E = {value} · {flips} flipped", "● E = {value} · {flips} 个翻转"),
        (None, None) => say!("● E = {value} at the cue", "● 线索处 E = {value}"),
    };
    Pane::Energy
        .panel(
            text("Energy E against updates", "能量 E 随更新次数的变化"),
            Place::Cost,
            Picture::Chart(chart),
        )
        .caption(caption)
        .active(look.reveal.explains(3))
        .pick(text("click: go to that update", "点击：跳到该次更新"))
}

/// Everything one neuron hears, where it comes from: wᵢⱼ·sⱼ as a picture.
fn hears(memory: &Memory, recall: &Recall, look: &Look<'_>) -> Panel {
    let i = memory.subject(recall, look.reveal);
    let spins = recall.state.spins();
    let said: Arc<[f64]> =
        spins.iter().enumerate().map(|(j, &s)| memory.network.weight(i, j) * f64::from(s)).collect();
    let most = said.iter().fold(0.0, |most: f64, part| most.max(part.abs())).max(1e-12);
    let mut picture = image(memory, said, most);
    picture.pins.push(pin(memory, i, '◆', Ink::Accent));
    let h = signed(memory.network.field(&recall.state, i), 4);
    Pane::Hears
        .panel(
            say!("What neuron {} hears", "神经元 {} 收到什么", i + 1),
            Place::Detail,
            Picture::Image(picture),
        )
        .caption(say!("orange + blue = {} = {h}", "橙 + 蓝 = {} = {h}", indexed("h", &[i])))
        .active(look.reveal.explains(1))
        .pick(text("click: look at another neuron", "点击：看另一个神经元"))
}

/// The weights, or the chosen window of them.
fn weights(memory: &Memory, recall: &Recall, look: &Look<'_>) -> Panel {
    let window = &memory.window;
    let chosen = memory.chosen_weight();
    let subject = memory.subject(recall, look.reveal);
    let matrix = Matrix {
        rows: window.height,
        cols: window.width,
        values: window.cells.clone(),
        range: (-window.most, window.most),
        palette: Palette::Diverging,
        row_names: named(window.height, &window.rows),
        col_names: named(window.width, &window.cols),
        axes: (text("neuron i", "神经元 i"), text("neuron j", "神经元 j")),
        decimals: (window.width <= 8).then_some(3),
        selected: window.cell_of(chosen.unwrap_or((subject, subject))),
    };
    let caption = match chosen {
        Some(chosen) => written::weight(memory, chosen),
        None => {
            let most = figure(window.most, 3);
            say!("orange agree · blue differ (±{most})", "橙：相同 · 蓝：相反（±{most}）")
        }
    };
    let rule = memory.network.rule().label();
    Pane::Weights
        .panel(text("Weights W: ", "权重 W：").then(&rule), Place::Detail, Picture::Matrix(matrix))
        .caption(caption)
        .active(look.reveal.explains(1))
        .pick(text("click a weight, `key:up``key:down` zoom", "点选权重，`key:up``key:down` 缩放"))
}

/// Names of rows or columns, where each is one neuron.
fn named(count: usize, neurons: &std::ops::Range<usize>) -> Vec<Text> {
    if count == neurons.len() && count <= 32 { neurons.clone().map(number).collect() } else { Vec::new() }
}

/// The largest parts of one neuron's field.
fn parts(memory: &Memory, recall: &Recall, look: &Look<'_>) -> Panel {
    let i = memory.subject(recall, look.reveal);
    let (field, width) = (memory.network.field(&recall.state, i), memory.size().0);
    let parts = memory.network.contributions(&recall.state, i, PARTS);
    let ink = |x: f64| if x < 0.0 { Ink::Negative } else { Ink::Positive };
    let column = |title: Text, name: &str| Column { title, name: name.to_string(), help: Text::default() };
    let mut shown = 0.0;
    let mut rows: Vec<Vec<Cell>> = Vec::new();
    for part in &parts {
        let product = part.weight * f64::from(part.spin);
        shown += product;
        rows.push(vec![
            Cell::Words(number(part.neuron)),
            Cell::Number(part.weight, 4),
            Cell::Words(same(spin(part.spin))),
            Cell::Inked(product, 4, ink(product)),
        ]);
    }
    let rest = memory.network.neurons() - 1 - parts.len();
    if rest > 0 {
        let others = say!("{rest} more", "其余 {rest} 个");
        rows.push(vec![Cell::Words(others), Cell::Empty, Cell::Empty, Cell::Number(field - shown, 4)]);
    }
    let table = Table {
        columns: vec![
            column(text("neuron j", "神经元 j"), "neuron"),
            column(same(indexed("w", &[i]) + "ⱼ"), "weight"),
            column(same("sⱼ"), "spin"),
            column(text("adds w·s", "贡献 w·s"), "part"),
        ],
        rows,
        selected: None,
    };
    Pane::Parts
        .panel(
            say!("The largest parts of {}", "{} 中最大的几项", indexed("h", &[i])),
            Place::Detail,
            Picture::Table(table),
        )
        .caption(place(i, width))
        .active(look.reveal.explains(1))
        .pick(text("click: that weight", "点击：查看该权重"))
}

/// The chosen pattern, large, to be drawn on.
fn pattern(memory: &Memory, recall: &Recall) -> Panel {
    let k = memory.chosen_pattern(recall);
    let pattern = &memory.network.patterns()[k];
    let picture = image(memory, memory.pictures[k].clone(), 1.0);
    let depth = memory
        .depths
        .get(k)
        .map_or(Text::default(), |depth| say!(" · its energy {}", " · 它的能量 {}", figure(*depth, 6)));
    Pane::Pattern
        .panel(text("Pattern: ", "图案：").then(&pattern.name), Place::Detail, Picture::Image(picture))
        .caption(text("draw on it", "可在上面画").then(&depth))
        .pick(text("drag draws, right erases", "点击拖动：绘制，右键：擦除"))
}
