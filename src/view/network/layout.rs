//! Where neurons stand and how much of each is shown.

use crate::lab::scene::{Network, Neurons};
use crate::view::width;
use ratatui::layout::Rect;

/// How much of a neuron is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Detail {
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

    /// Rows between neurons at most: further apart they look lost.
    fn air(self) -> u16 {
        match self {
            Detail::Line | Detail::Beside(_) => 2,
            Detail::Map(_) | Detail::Boxed(_) => 4,
        }
    }
}

/// Wires between two layers that can be told apart in any case.
const FEW: usize = 24;
/// Columns of a layer's box in which no number has to be shortened.
const BOX: u16 = 13;
/// Columns between two layers at most.
const WIDEST_GAP: f64 = 44.0;

/// Where the neurons are.
#[derive(Debug)]
pub(super) struct Layout {
    /// By layer.
    pub(super) details: Vec<Detail>,
    /// Boxes by layer; the neurons beyond are hidden.
    pub(super) boxes: Vec<Vec<Rect>>,
    /// The row of the layers' headings.
    pub(super) head: Option<u16>,
}

/// Columns of a picture beside its name: of two rows it leaves half a row free, so that pictures one above the
/// other do not touch.
pub(super) fn beside(rows: u16) -> u16 {
    (2 * rows).min(3)
}

impl Layout {
    /// The layout in an area, if anything fits.
    pub(super) fn new(network: &Network, area: Rect) -> Option<Layout> {
        let count = network.layers.len() as u16;
        if count == 0 || area.width < 2 * count || area.height == 0 {
            return None;
        }
        let titled = network.layers.iter().any(|layer| !layer.title.is_empty()) && area.height > 6;
        // The last row says how many wires are bundled.
        let wires = |weights: &Vec<Vec<f64>>| weights.iter().flatten().filter(|w| !w.is_nan()).count();
        let crowded =
            area.height > 8 && network.weights.iter().any(|weights| wires(weights) > most_wires(area));
        let height = area.height - u16::from(titled) - u16::from(crowded);
        let body = Rect { y: area.y + u16::from(titled), height, ..area };
        let slot = area.width / count;
        let details: Vec<Detail> =
            network.layers.iter().map(|layer| detail(network, layer, body, slot)).collect();
        let wide: Vec<u16> =
            (0..network.layers.len()).map(|l| layer_width(network, l, details[l], slot)).collect();
        let used: u16 = wide.iter().sum();
        let gaps = f64::from(count.saturating_sub(1));
        let free = f64::from(area.width.saturating_sub(used));
        let gap = (free / gaps.max(1.0)).min(WIDEST_GAP);
        let mut x = (free - gap * gaps) / 2.0;
        let mut boxes = Vec::new();
        for ((layer, wide), detail) in network.layers.iter().zip(&wide).zip(&details) {
            boxes.push(column(layer.neurons.len(), (area.x + x.round() as u16, *wide), body, *detail));
            x += f64::from(*wide) + gap;
        }
        let highest = boxes.iter().flatten().map(|place: &Rect| place.y).min();
        let head = highest.filter(|_| titled).map(|y| y.saturating_sub(2).max(area.y));
        Some(Layout { details, boxes, head })
    }

    /// The cells between which a connection runs.
    pub(super) fn ends(&self, layer: usize, from: usize, to: usize) -> Option<((u16, u16), (u16, u16))> {
        let (a, b) = (self.boxes.get(layer.checked_sub(1)?)?.get(from)?, self.boxes.get(layer)?.get(to)?);
        (b.x > a.right()).then(|| ((a.right(), a.y + a.height / 2), (b.x - 1, b.y + b.height / 2)))
    }
}

/// How many wires between two layers can be told apart.
pub(super) fn most_wires(area: Rect) -> usize {
    FEW.max(usize::from(area.height) * 6 / 5)
}

/// The most that fits for a layer: small pictures may differ from layer to layer, boxes are alike.
fn detail(network: &Network, layer: &Neurons, body: Rect, slot: u16) -> Detail {
    let maps = layer.neurons.iter().any(|neuron| neuron.map.is_some());
    let most = network.layers.iter().map(|layer| layer.neurons.len()).max().unwrap_or(0);
    let neurons = if maps { layer.neurons.len() } else { most };
    let each = (usize::from(body.height) / neurons.max(1)).max(1) as u16;
    let biases = network.layers.iter().flat_map(|layer| &layer.neurons).any(|n| n.bias.is_some());
    match each {
        3.. if maps && slot >= 8 => Detail::Map((each - 1).min(slot / 4).clamp(2, 7)),
        1..=2 if maps && slot >= 8 => Detail::Beside(each),
        6.. if slot >= 14 && biases => Detail::Boxed(2),
        5.. if slot >= 14 => Detail::Boxed(1),
        3.. if slot >= 14 => Detail::Boxed(0),
        _ => Detail::Line,
    }
}

/// The boxes of a layer, about the middle of the area.
fn column(neurons: usize, (x, wide): (u16, u16), body: Rect, detail: Detail) -> Vec<Rect> {
    let rows = detail.rows();
    let shown = neurons.min(usize::from(body.height / rows).max(1));
    let pitch = (f64::from(body.height) / shown.max(1) as f64).min(f64::from(rows + detail.air()));
    let above = (f64::from(body.height) - pitch * shown as f64) / 2.0;
    let place = |at: usize| {
        let middle = above + (at as f64 + 0.5) * pitch;
        let top = (middle - f64::from(rows) / 2.0).round().max(0.0) as u16;
        Rect { x, y: body.y + top, width: wide, height: rows }.intersection(body)
    };
    (0..shown).map(place).collect()
}

fn layer_width(network: &Network, layer: usize, detail: Detail, slot: u16) -> u16 {
    let neurons = &network.layers[layer].neurons;
    let name = neurons.iter().map(|n| width(&n.name)).max().unwrap_or(0) as u16;
    let wish = match detail {
        Detail::Map(rows) => (2 * rows).max(name.min(2 * rows + 2)),
        Detail::Beside(rows) => beside(rows) + 1 + name,
        Detail::Boxed(_) => (name + 4).max(BOX),
        Detail::Line => name + 8,
    };
    // At least a third of the place is left for the wires.
    let most = (2 * slot / 3).max(1);
    match detail {
        // Where there is no room for numbers, one cell tells how large they are.
        Detail::Line if name + 5 > most => (name + 2).min(most),
        _ => wish.min(most),
    }
}
