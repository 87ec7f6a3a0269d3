//! Networks of layers, left to right.

use super::canvas::Canvas;
use super::image::{fit, rasterise};
use super::text::mark;
use super::{Pen, cut, put, width};
use crate::lab::Spot;
use crate::lab::scene::{Flowing, Ink, Network, Neuron, Neurons, Selected};
use crate::words::figure;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use ratatui::widgets::{Block, BorderType, Widget};

/// How much of a neuron is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Detail {
    /// Name over a small picture of so many rows.
    Map(u16),
    /// A small picture of so many rows with the name beside it.
    Beside(u16),
    /// A box with name, value and so many further lines.
    Boxed(u16),
    /// Name and value in one line.
    Line,
}

impl Detail {
    fn rows(self) -> u16 {
        match self {
            Detail::Map(rows) => rows + 1,
            Detail::Beside(rows) => rows,
            Detail::Boxed(more) => 3 + more,
            Detail::Line => 1,
        }
    }
}

/// Where the neurons are.
#[derive(Debug)]
struct Layout {
    /// By layer.
    details: Vec<Detail>,
    /// Boxes by layer; the neurons beyond are hidden.
    boxes: Vec<Vec<Rect>>,
    /// The row of the layers' headings.
    head: Option<u16>,
}

fn layout(network: &Network, area: Rect) -> Option<Layout> {
    let count = network.layers.len() as u16;
    if count == 0 || area.width < 2 * count || area.height == 0 {
        return None;
    }
    let titled = network.layers.iter().any(|layer| !layer.title.is_empty()) && area.height > 6;
    let head = titled.then_some(area.y);
    let body = Rect { y: area.y + u16::from(titled), height: area.height - u16::from(titled), ..area };
    let slot = area.width / count;
    let most = network.layers.iter().map(|layer| layer.neurons.len()).max().unwrap_or(0);
    let detail = |layer: &Neurons| {
        let maps = layer.neurons.iter().any(|neuron| neuron.map.is_some());
        // Small pictures may differ from layer to layer; boxes are alike.
        let neurons = if maps { layer.neurons.len() } else { most };
        let each = (usize::from(body.height) / neurons.max(1)).max(1) as u16;
        match each {
            3.. if maps && slot >= 8 => Detail::Map((each - 1).min(slot / 4).clamp(2, 7)),
            1..=2 if maps && slot >= 8 => Detail::Beside(each),
            5.. if slot >= 12 => Detail::Boxed(1),
            3.. if slot >= 12 => Detail::Boxed(0),
            _ => Detail::Line,
        }
    };
    let details: Vec<Detail> = network.layers.iter().map(detail).collect();
    let wide: Vec<u16> =
        (0..network.layers.len()).map(|l| layer_width(network, l, details[l], slot)).collect();
    let used: u16 = wide.iter().sum();
    let gap = f64::from(area.width.saturating_sub(used)) / f64::from(count.saturating_sub(1).max(1));
    let mut boxes = Vec::new();
    let mut x = if count == 1 { f64::from(area.width.saturating_sub(used)) / 2.0 } else { 0.0 };
    for ((layer, wide), detail) in network.layers.iter().zip(&wide).zip(&details) {
        let left = area.x + x.round() as u16;
        let shown = layer.neurons.len().min(usize::from(body.height / detail.rows()).max(1));
        let pitch = f64::from(body.height) / shown.max(1) as f64;
        let column = (0..shown).map(|at| {
            let middle = (at as f64 + 0.5) * pitch;
            let top = (middle - f64::from(detail.rows()) / 2.0).round().max(0.0) as u16;
            Rect { x: left, y: body.y + top, width: *wide, height: detail.rows() }.intersection(body)
        });
        boxes.push(column.collect());
        x += f64::from(*wide) + gap;
    }
    Some(Layout { details, boxes, head })
}

fn layer_width(network: &Network, layer: usize, detail: Detail, slot: u16) -> u16 {
    let neurons = &network.layers[layer].neurons;
    let name = neurons.iter().map(|n| width(&n.name)).max().unwrap_or(0) as u16;
    const NUMBER: u16 = 6;
    let wish = match detail {
        Detail::Map(rows) => (2 * rows).max(name.min(2 * rows + 2)),
        Detail::Beside(rows) => 2 * rows + 1 + name,
        Detail::Boxed(_) => (name + 4).max(NUMBER + 5),
        Detail::Line => name + 1 + NUMBER,
    };
    // At least a third of the place is left for the wires.
    wish.min((2 * slot / 3).max(1))
}

pub(super) fn draw(network: &Network, area: Rect, buf: &mut Buffer, pen: &Pen) {
    let Some(layout) = layout(network, area) else { return };
    let hidden = edges(network, &layout, area, buf, pen);
    for (layer, boxes) in layout.boxes.iter().enumerate() {
        for (index, place) in boxes.iter().enumerate() {
            let neuron = &network.layers[layer].neurons[index];
            let chosen = network.selected == Selected::Neuron { layer, index };
            draw_neuron(
                neuron,
                layout.details[layer],
                *place,
                chosen,
                lights(network.flowing, layer),
                buf,
                pen,
            );
        }
        let more = network.layers[layer].neurons.len() - boxes.len();
        if let Some(last) = boxes.last().filter(|_| more > 0) {
            put(buf, last.x, area.bottom() - 1, last.width, &format!("⋮ +{more}"), pen.theme.quiet());
        }
        if let (Some(row), Some(first)) = (layout.head, boxes.first()) {
            heading(network, layer, row, *first, area, buf, pen);
        }
    }
    selected_edge(network, &layout, buf, pen);
    if hidden > 0 && area.height > 8 {
        let words = match pen.language {
            crate::words::Language::English => format!("{hidden} weak wires not drawn"),
            crate::words::Language::Chinese => format!("省略了 {hidden} 条弱连接"),
        };
        super::text::put_right(buf, area.x, area.right(), area.bottom() - 1, &words, pen.theme.quiet());
    }
}

/// Whether a layer is where something flows.
fn lights(flowing: Flowing, layer: usize) -> bool {
    match flowing {
        Flowing::Still => false,
        Flowing::Forward(at) => layer == at,
        Flowing::Backward(at) => layer == at || layer + 1 == at,
        Flowing::Update => true,
    }
}

fn heading(network: &Network, layer: usize, row: u16, first: Rect, area: Rect, buf: &mut Buffer, pen: &Pen) {
    let words = network.layers[layer].title.get(pen.language);
    let lit = lights(network.flowing, layer);
    let sign = match network.flowing {
        Flowing::Forward(at) if at == layer => "→ ",
        Flowing::Backward(at) if at == layer => "← ",
        _ => "",
    };
    let room = usize::from(area.width) / network.layers.len();
    let words = format!("{sign}{}", cut(words, room.saturating_sub(1 + width(sign))));
    let wide = width(&words) as u16;
    let centre = first.x + first.width / 2;
    let x = centre.saturating_sub(wide / 2).clamp(area.x, area.right().saturating_sub(wide).max(area.x));
    put(buf, x, row, wide, &words, if lit { pen.theme.accent() } else { pen.theme.quiet() });
}

fn draw_neuron(
    neuron: &Neuron,
    detail: Detail,
    place: Rect,
    chosen: bool,
    lit: bool,
    buf: &mut Buffer,
    pen: &Pen,
) {
    let base = if neuron.off { pen.theme.quiet() } else { pen.theme.ink(Ink::Plain) };
    let name = if chosen {
        pen.theme.accent().add_modifier(Modifier::REVERSED)
    } else if lit {
        pen.theme.accent()
    } else {
        base.add_modifier(Modifier::BOLD)
    };
    let value = neuron.value.map(|v| figure(v, 3)).unwrap_or_default();
    let error = neuron.error.map(|e| format!("δ {}", figure(e, 2))).unwrap_or_default();
    let signed = |v: Option<f64>| match v {
        Some(v) if v < 0.0 => pen.theme.ink(Ink::Negative),
        Some(_) => pen.theme.ink(Ink::Positive),
        None => base,
    };
    match detail {
        Detail::Beside(rows) => {
            if let Some(map) = &neuron.map
                && let Some(fit) = fit(map, Rect { width: place.width.min(2 * rows), ..place })
                && !neuron.off
            {
                rasterise(map, fit, pen).paint(buf, pen);
            }
            let x = place.x + 2 * rows + 1;
            put(buf, x, place.y, place.right().saturating_sub(x), &neuron.name, name);
        }
        Detail::Map(rows) => {
            put(buf, place.x, place.y, place.width, &neuron.name, name);
            let below = Rect { y: place.y + 1, height: rows.min(place.height.saturating_sub(1)), ..place };
            if let Some(map) = &neuron.map
                && let Some(fit) = fit(map, Rect { width: below.width.min(2 * rows), ..below })
                && !neuron.off
            {
                rasterise(map, fit, pen).paint(buf, pen);
            } else {
                put(buf, below.x, below.y, below.width, &value, signed(neuron.value));
            }
        }
        Detail::Boxed(more) if place.height >= 3 => {
            let kind = if lit { BorderType::Thick } else { BorderType::Rounded };
            let edge: Style = if chosen || lit { pen.theme.accent() } else { pen.theme.quiet() };
            Block::bordered().border_type(kind).border_style(edge).render(place, buf);
            let inner = place.width.saturating_sub(2);
            put(buf, place.x + 1, place.y, inner, &format!(" {} ", neuron.name), name);
            let second = more > 0 && !error.is_empty();
            let (text, style) = if !second && !error.is_empty() && lit {
                (&error, signed(neuron.error))
            } else {
                (&value, signed(neuron.value))
            };
            put(buf, place.x + 2, place.y + 1, inner.saturating_sub(1), text, style);
            if second {
                put(buf, place.x + 2, place.y + 2, inner.saturating_sub(1), &error, signed(neuron.error));
            } else if let Some(bias) = neuron.bias.filter(|_| more > 0) {
                let words = format!("b {}", figure(bias, 3));
                put(buf, place.x + 2, place.y + 2, inner.saturating_sub(1), &words, pen.theme.quiet());
            }
        }
        Detail::Boxed(_) | Detail::Line => {
            let x = put(buf, place.x, place.y, place.width, &neuron.name, name);
            let room = place.right().saturating_sub(x + 1);
            if usize::from(room) >= width(&value) {
                put(buf, x + 1, place.y, room, &value, signed(neuron.value));
            }
        }
    }
}

/// The cells between which a connection runs.
fn ends(layout: &Layout, layer: usize, from: usize, to: usize) -> Option<((u16, u16), (u16, u16))> {
    let (a, b) = (layout.boxes.get(layer - 1)?.get(from)?, layout.boxes.get(layer)?.get(to)?);
    (b.x > a.right()).then(|| ((a.right(), a.y + a.height / 2), (b.x - 1, b.y + b.height / 2)))
}

/// A connection: layer, from, to, weight, share of the layer's largest.
type Edge = (usize, usize, usize, f64, f64);

/// All connections that are drawn, the strongest last, and how many are not.
fn drawn(network: &Network, layout: &Layout, area: Rect) -> (Vec<Edge>, usize) {
    let mut all = Vec::new();
    let mut hidden = 0;
    for (at, weights) in network.weights.iter().enumerate() {
        let layer = at + 1;
        let largest = weights.iter().flatten().filter(|w| w.is_finite()).fold(0.0_f64, |m, w| m.max(w.abs()));
        let mut here = Vec::new();
        for (to, row) in weights.iter().enumerate() {
            for (from, weight) in row.iter().enumerate() {
                if !weight.is_nan() && ends(layout, layer, from, to).is_some() {
                    let share = if largest > 0.0 { weight.abs() / largest } else { 0.0 };
                    here.push((layer, from, to, *weight, if share.is_finite() { share } else { 1.0 }));
                }
            }
        }
        here.sort_by(|a, b| a.4.total_cmp(&b.4));
        let most = usize::from(area.height) * 3;
        if here.len() > most {
            let weak = here.len() - most;
            let kept = |e: &Edge| touches(network.selected, e.0, e.1, e.2);
            let (few, strong) = here.split_at(weak);
            let mut visible: Vec<_> = few.iter().copied().filter(kept).collect();
            hidden += weak - visible.len();
            visible.extend(strong);
            here = visible;
        }
        all.extend(here);
    }
    (all, hidden)
}

/// Whether a connection belongs to what is selected.
fn touches(selected: Selected, layer: usize, from: usize, to: usize) -> bool {
    match selected {
        Selected::Nothing => false,
        Selected::Neuron { layer: l, index } => {
            (l == layer && index == to) || (l + 1 == layer && index == from)
        }
        Selected::Edge { layer: l, from: f, to: t } => (l, f, t) == (layer, from, to),
    }
}

/// Draws the connections: blue and dashed below zero, orange and unbroken above; thicker and
/// brighter where |w| is larger. Returns how many were left out.
fn edges(network: &Network, layout: &Layout, area: Rect, buf: &mut Buffer, pen: &Pen) -> usize {
    let mut canvas = Canvas::new(area, pen);
    let (mut list, hidden) = drawn(network, layout, area);
    list.sort_by_key(|e| touches(network.selected, e.0, e.1, e.2));
    for (layer, from, to, weight, share) in list {
        let Some((a, b)) = ends(layout, layer, from, to) else { continue };
        let chosen = touches(network.selected, layer, from, to);
        let still = network.flowing == Flowing::Still || network.flowing == Flowing::Update;
        let flows = still
            || network.flowing == Flowing::Forward(layer)
            || network.flowing == Flowing::Backward(layer);
        let ink = if weight < 0.0 { Ink::Negative } else { Ink::Positive };
        let ink = if matches!(network.selected, Selected::Edge { .. }) && chosen { Ink::Accent } else { ink };
        canvas.fade = if chosen {
            0
        } else {
            let weak = (6.5 * (1.0 - share.sqrt())).round() as u8;
            if flows { weak } else { weak.max(6) }
        };
        let dash = if weight < 0.0 { 2 } else { 0 };
        let fine = (canvas.fine.0 as f64, canvas.fine.1 as f64);
        let dot = |(x, y): (u16, u16), right: bool| {
            let x = f64::from(x - area.x) + if right { 1.0 } else { 0.0 };
            (x * fine.0, (f64::from(y - area.y) + 0.5) * fine.1)
        };
        let (p, q) = (dot(a, false), dot(b, true));
        if chosen {
            canvas.next_layer();
        }
        canvas.line(p, q, ink, dash, 0);
        let lonely =
            network.weights[layer - 1].iter().map(Vec::len).sum::<usize>() <= usize::from(area.height);
        if share > 0.6 && lonely || chosen {
            canvas.line((p.0, p.1 + 1.0), (q.0, q.1 + 1.0), ink, dash, 0);
        }
    }
    canvas.paint(buf, pen, None);
    hidden
}

/// The number of the chosen connection in its middle.
fn selected_edge(network: &Network, layout: &Layout, buf: &mut Buffer, pen: &Pen) {
    let Selected::Edge { layer, from, to } = network.selected else { return };
    let Some(weight) = layer.checked_sub(1).and_then(|at| network.weights.get(at)?.get(to)?.get(from)) else {
        return;
    };
    let Some((a, b)) = ends(layout, layer, from, to) else { return };
    let words = format!(" {} ", figure(*weight, 4));
    let wide = (width(&words) as u16).min(b.0.saturating_sub(a.0));
    let x = u16::midpoint(a.0, b.0).saturating_sub(wide / 2);
    put(buf, x, u16::midpoint(a.1, b.1), wide, &words, pen.theme.chosen());
    mark(buf, b.0, b.1, '▶', pen.theme.accent());
}

pub(super) fn locate(network: &Network, area: Rect, at: (u16, u16), _pen: &Pen) -> Option<Spot> {
    let layout = layout(network, area)?;
    for (layer, boxes) in layout.boxes.iter().enumerate() {
        if let Some(index) = boxes.iter().position(|place| place.contains(at.into())) {
            return Some(Spot::Neuron { layer, index });
        }
    }
    let (list, _) = drawn(network, &layout, area);
    let near = |e: &Edge| {
        let (a, b) = ends(&layout, e.0, e.1, e.2)?;
        (a.0..=b.0).contains(&at.0).then(|| {
            let share = f64::from(at.0 - a.0) / f64::from((b.0 - a.0).max(1));
            let y = f64::from(a.1) + (f64::from(b.1) - f64::from(a.1)) * share;
            (y - f64::from(at.1)).abs()
        })
    };
    let best = list.iter().filter_map(|e| near(e).map(|d| (d, e))).min_by(|a, b| a.0.total_cmp(&b.0))?;
    let (distance, (layer, from, to, ..)) = best;
    (distance <= 1.0).then_some(Spot::Edge { layer: *layer, from: *from, to: *to })
}

pub(super) fn spot_cell(network: &Network, area: Rect, spot: Spot, _pen: &Pen) -> Option<(u16, u16)> {
    let layout = layout(network, area)?;
    match spot {
        Spot::Neuron { layer, index } => {
            let place = layout.boxes.get(layer)?.get(index)?;
            Some((place.x + place.width / 2, place.y + place.height / 2))
        }
        Spot::Edge { layer, from, to } if layer > 0 => {
            let (a, b) = ends(&layout, layer, from, to)?;
            Some((u16::midpoint(a.0, b.0), u16::midpoint(a.1, b.1)))
        }
        _ => None,
    }
}
