//! Connections between neurons: single wires, and bundles of those that are too many to tell apart.

use super::layout::{Layout, most_wires};
use super::short;
use crate::lab::scene::{Flowing, Ink, Network, Selected};
use crate::view::canvas::Canvas;
use crate::view::taken::Taken;
use crate::view::text::mark;
use crate::view::{Pen, put, width};
use crate::words::figure;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

/// Wires between two layers that have room for their numbers.
const NUMBERED: usize = 6;
/// Columns between two layers that have room for numbers.
const ROOMY: u16 = 14;

/// A connection to neuron `to` of `layer` from neuron `from` of the layer before.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Wire {
    pub(super) layer: usize,
    pub(super) from: usize,
    pub(super) to: usize,
    weight: f64,
    /// What the step makes of it, where that is shown.
    next: Option<f64>,
    /// What it carries now: w·a forwards, w·δ backwards, by how much it changes in the update, else w itself.
    load: f64,
    /// |load| as a share of the largest between these layers.
    share: f64,
}

/// All connections.
#[derive(Debug, Default)]
pub(super) struct Wires {
    /// Those drawn one by one, the strongest last between any two layers.
    pub(super) single: Vec<Wire>,
    /// How many between a layer and the one before are bundled, by layer.
    bundled: Vec<usize>,
}

impl Wires {
    pub(super) fn new(network: &Network, layout: &Layout, area: Rect) -> Wires {
        let mut wires = Wires { bundled: vec![0; network.layers.len()], ..Wires::default() };
        for layer in 1..=network.weights.len().min(network.layers.len().saturating_sub(1)) {
            let mut all = between(network, layout, layer);
            all.sort_by(|a, b| a.share.total_cmp(&b.share));
            let weak = all.len().saturating_sub(most_wires(area));
            let kept = |(at, wire): (usize, &Wire)| at >= weak || touches(network.selected, wire);
            let single: Vec<Wire> =
                all.iter().enumerate().filter(|it| kept(*it)).map(|(_, wire)| *wire).collect();
            wires.bundled[layer] = all.len() - single.len();
            wires.single.extend(single);
        }
        wires
    }

    /// How many are drawn in bundles.
    pub(super) fn bundled(&self) -> usize {
        self.bundled.iter().sum()
    }

    /// Draws them: blue and dashed below zero, orange and unbroken above; thicker and brighter where they carry
    /// more, a trace of dots where they carry nothing.
    pub(super) fn draw(&self, network: &Network, layout: &Layout, area: Rect, buf: &mut Buffer, pen: &Pen) {
        let mut canvas = Canvas::new(area, pen);
        for (layer, _) in self.bundled.iter().enumerate().filter(|(_, count)| **count > 0) {
            bundle(layout, layer, area, &mut canvas);
        }
        canvas.next_layer();
        let mut order = self.single.clone();
        order.sort_by_key(|wire| touches(network.selected, wire));
        for wire in &order {
            self.line(wire, network, layout, area, &mut canvas);
        }
        canvas.paint(buf, pen, None);
        self.tips(network, layout, buf, pen);
        self.numbers(network, layout, area, buf, pen);
    }

    fn line(&self, wire: &Wire, network: &Network, layout: &Layout, area: Rect, canvas: &mut Canvas) {
        let Some((a, b)) = layout.ends(wire.layer, wire.from, wire.to) else { return };
        let chosen = touches(network.selected, wire);
        let edge = chosen && matches!(network.selected, Selected::Edge { .. });
        let (ink, dash) = match wire.load {
            _ if edge => (Ink::Accent, if wire.load < 0.0 { 2 } else { 0 }),
            load if load < 0.0 => (Ink::Negative, 2),
            load if load > 0.0 => (Ink::Positive, 0),
            _ => (Ink::Quiet, 1),
        };
        let weak = (6.5 * (1.0 - wire.share.sqrt())).round() as u8;
        canvas.fade = match (chosen, flows(network.flowing, wire.layer)) {
            (true, _) => 0,
            (false, true) => weak,
            (false, false) => weak.max(6),
        };
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
        let together = network.weights[wire.layer - 1].iter().map(Vec::len).sum::<usize>();
        let lonely = together <= usize::from(area.height);
        if wire.share > 0.6 && lonely || chosen {
            canvas.line((p.0, p.1 + 1.0), (q.0, q.1 + 1.0), ink, dash, 0);
        }
    }

    /// Arrow heads where something arrives.
    fn tips(&self, network: &Network, layout: &Layout, buf: &mut Buffer, pen: &Pen) {
        for wire in &self.single {
            let Some((a, b)) = layout.ends(wire.layer, wire.from, wire.to) else { continue };
            match network.flowing {
                Flowing::Forward(layer) if layer == wire.layer => {
                    mark(buf, b.0, b.1, '▶', pen.theme.accent());
                }
                Flowing::Backward(layer) if layer == wire.layer => {
                    mark(buf, a.0, a.1, '◀', pen.theme.accent());
                }
                _ => {}
            }
        }
    }

    /// The number of the chosen wire in its middle, and those of the others where there are few.
    fn numbers(&self, network: &Network, layout: &Layout, area: Rect, buf: &mut Buffer, pen: &Pen) {
        let mut taken = Taken::default();
        let chosen = |wire: &&Wire| network.selected == selected(wire);
        if let Some(wire) = self.single.iter().find(chosen)
            && let Some((a, b)) = layout.ends(wire.layer, wire.from, wire.to)
        {
            let room = b.0 - a.0;
            let (lines, wide) = wire.lines(room.saturating_sub(2), 4);
            let wide = if room > 6 { wide + 2 } else { wide };
            let x = u16::midpoint(a.0, b.0).saturating_sub(wide / 2);
            let y = u16::midpoint(a.1, b.1);
            if wide <= room {
                taken.take(Rect::new(x, y, wide, lines.len() as u16), area);
                write(&lines, (x, y), wide, area, pen.theme.chosen(), buf);
            }
            if network.flowing == Flowing::Still {
                mark(buf, b.0, b.1, '▶', pen.theme.accent());
            }
        }
        for wire in self.single.iter().filter(|wire| network.selected != selected(wire)) {
            let count = self.single.iter().filter(|other| other.layer == wire.layer).count();
            let Some((a, b)) = layout.ends(wire.layer, wire.from, wire.to) else { continue };
            let told = wire.next.is_some() && touches(network.selected, wire);
            if (count > NUMBERED && !told) || b.0 - a.0 < ROOMY {
                continue;
            }
            let (lines, wide) = wire.lines((b.0 - a.0).saturating_sub(2), 3);
            let wide = wide + 2;
            let ink = if wire.next.map_or(wire.weight, |_| wire.load) < 0.0 {
                Ink::Negative
            } else {
                Ink::Positive
            };
            for share in [0.5, 0.35, 0.65, 0.25, 0.75] {
                let along = |from: u16, to: u16| f64::from(from) + (f64::from(to) - f64::from(from)) * share;
                let (x, y) = (along(a.0, b.0).round() as u16, along(a.1, b.1).round() as u16);
                let place = Rect::new(x.saturating_sub(wide / 2).max(a.0), y, wide, lines.len() as u16);
                if place.right() <= b.0 && taken.take(place, area) {
                    write(&lines, (place.x, y), wide, area, pen.theme.ink(ink), buf);
                    break;
                }
            }
        }
    }
}

impl Wire {
    /// Its weight in so many columns and what becomes of it, side by side or one below the other, and how wide that is.
    fn lines(&self, room: u16, digits: usize) -> (Vec<String>, u16) {
        let fits = |words: &String| width(words) <= usize::from(room);
        let one =
            |weight: f64| Some(figure(weight, digits)).filter(fits).unwrap_or_else(|| short(weight, room));
        let lines = match self.next.map(|next| (figure(self.weight, digits), figure(next, digits))) {
            None => vec![one(self.weight)],
            Some((old, new)) => {
                let together = format!("{old} → {new}");
                let below = format!("→{new}");
                if fits(&together) {
                    vec![together]
                } else if fits(&below) {
                    vec![old, below]
                } else {
                    vec![one(self.next.unwrap_or(self.weight))]
                }
            }
        };
        let wide = lines.iter().map(|line| width(line)).max().unwrap_or(0) as u16;
        (lines, wide)
    }
}

/// Lines in the middle of so many columns, one below the other.
fn write(lines: &[String], (x, y): (u16, u16), wide: u16, area: Rect, style: Style, buf: &mut Buffer) {
    for (line, y) in lines.iter().zip(y..area.bottom()) {
        let words = format!("{line:^columns$}", columns = usize::from(wide));
        put(buf, x, y, wide, &words, style);
    }
}

/// The connections between a layer and the one before, with what they carry.
fn between(network: &Network, layout: &Layout, layer: usize) -> Vec<Wire> {
    let mut wires = Vec::new();
    for (to, row) in network.weights[layer - 1].iter().enumerate() {
        for (from, weight) in row.iter().enumerate() {
            if !weight.is_nan() && layout.ends(layer, from, to).is_some() {
                let next = next(network, layer, (from, to));
                let load =
                    next.map_or_else(|| load(network, layer, (from, to), *weight), |next| next - weight);
                wires.push(Wire { layer, from, to, weight: *weight, next, load, share: 0.0 });
            }
        }
    }
    let finite = wires.iter().map(|wire| wire.load.abs()).filter(|load| load.is_finite());
    let largest = finite.fold(0.0, f64::max);
    for wire in &mut wires {
        let share = if largest > 0.0 { wire.load.abs() / largest } else { 0.0 };
        wire.share = if share.is_finite() { share } else { 1.0 };
    }
    wires
}

/// The weight after the step, in the update.
fn next(network: &Network, layer: usize, (from, to): (usize, usize)) -> Option<f64> {
    let known = network.next.get(layer - 1)?.get(to)?.get(from)?;
    (network.flowing == Flowing::Update).then_some(*known)
}

fn load(network: &Network, layer: usize, (from, to): (usize, usize), weight: f64) -> f64 {
    let factor = match network.flowing {
        Flowing::Forward(at) if at == layer => network.layers[layer - 1].neurons[from].value,
        Flowing::Backward(at) if at == layer => network.layers[layer].neurons[to].error,
        _ => None,
    };
    weight * factor.unwrap_or(1.0)
}

/// Whether something flows between a layer and the one before; where nothing flows at all, everything is bright.
fn flows(flowing: Flowing, layer: usize) -> bool {
    match flowing {
        Flowing::Still | Flowing::Update => true,
        Flowing::Forward(at) | Flowing::Backward(at) => at == layer,
    }
}

/// Whether a connection belongs to what is selected.
fn touches(selected: Selected, wire: &Wire) -> bool {
    match selected {
        Selected::Nothing => false,
        Selected::Neuron { layer, index } => {
            (layer == wire.layer && index == wire.to) || (layer + 1 == wire.layer && index == wire.from)
        }
        Selected::Edge { .. } => selected == self::selected(wire),
    }
}

fn selected(wire: &Wire) -> Selected {
    Selected::Edge { layer: wire.layer, from: wire.from, to: wire.to }
}

/// Everything between a layer and the one before, drawn as one: from every neuron into a trunk, and out of it.
fn bundle(layout: &Layout, layer: usize, area: Rect, canvas: &mut Canvas) {
    let (Some(before), Some(after)) = (layout.boxes.get(layer - 1), layout.boxes.get(layer)) else { return };
    let (Some(a), Some(b)) = (before.first(), after.first()) else { return };
    if b.x <= a.right() {
        return;
    }
    canvas.fade = 5;
    let fine = (canvas.fine.0 as f64, canvas.fine.1 as f64);
    let column = |x: u16| f64::from(x - area.x) * fine.0;
    let row = |place: &Rect| (f64::from(place.y + place.height / 2 - area.y) + 0.5) * fine.1;
    let trunk = f64::midpoint(column(a.right()), column(b.x));
    let rows = || before.iter().chain(after).map(row);
    let (top, bottom) = (rows().fold(f64::INFINITY, f64::min), rows().fold(0.0, f64::max));
    canvas.line((trunk, top), (trunk, bottom), Ink::Quiet, 0, 0);
    for place in before {
        canvas.line((column(place.right()), row(place)), (trunk, row(place)), Ink::Quiet, 0, 0);
    }
    for place in after {
        canvas.line((trunk, row(place)), (column(place.x), row(place)), Ink::Quiet, 0, 0);
    }
}
