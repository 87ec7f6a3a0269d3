//! Computation graphs, left to right: boxes in layers, wires in channels between them.
//!
//! Layers by longest path, order by barycentres, long wires through places of their own in the
//! layers they cross (Sugiyama, Tagawa and Toda 1981); wires run at right angles, one track for all
//! that leave the same node.

mod layers;
mod route;

use super::text::mark;
use super::{Pen, put, width};
use crate::lab::Spot;
use crate::lab::scene::{Graph, Ink, Node, Stage};
use crate::words::figure;
use layers::Layers;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use ratatui::widgets::{Block, BorderType, Widget};
use route::Wires;

/// How much of a node is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Detail {
    /// A box: name and expression in its border, value, derivative.
    Boxed,
    /// The same three lines without a border, with at least so many columns for a number.
    Lines(usize),
    /// One line: name, value, derivative.
    Brief,
}

impl Detail {
    /// Columns and rows of a node with so many inputs; room for numbers is kept before they come,
    /// so that nothing moves when they do.
    fn size(self, node: &Node, inputs: usize) -> (i32, i32) {
        let number = |value: Option<f64>| value.map_or(0, |v| width(&figure(v, 4)));
        let kept = if let Detail::Lines(kept) = self { kept } else { 5 };
        let value = node.value.map_or(0, |value| width(&shown(node, value))).max(kept).max(node.room.0);
        let slope = number(node.gradient).max(node.room.1);
        let gradient = width(&node.gradient_name) + 1 + slope.max(kept);
        let inputs = inputs as i32;
        match self {
            Detail::Boxed => {
                let wide = (width(&title(node)) + 4).max(value + 4).max(gradient + 4);
                (wide as i32, (inputs + 2).max(4))
            }
            Detail::Lines(_) => (width(&title(node)).max(value).max(gradient) as i32, inputs.max(3)),
            Detail::Brief => ((width(&node.name) + 1 + value + 2 + slope.max(4)) as i32, 1),
        }
    }

    fn gap(self) -> i32 {
        i32::from(matches!(self, Detail::Lines(_)))
    }
}

/// The value of a node as it is printed.
fn shown(node: &Node, value: f64) -> String {
    figure(value, if node.digits > 0 { usize::from(node.digits) } else { 4 })
}

fn title(node: &Node) -> String {
    match (node.name.is_empty(), node.expression.is_empty()) {
        (false, false) => format!("{} = {}", node.name, node.expression),
        (true, _) => node.expression.clone(),
        (_, true) => node.name.clone(),
    }
}

/// Everything with its place, in cells from the graph's own top left.
struct Layout {
    detail: Detail,
    boxes: Vec<Rect>,
    wires: Wires,
    /// What is left of and above the area, where the graph is larger.
    offset: (i32, i32),
}

fn layout(graph: &Graph, area: Rect) -> Option<Layout> {
    if graph.nodes.is_empty() || area.is_empty() {
        return None;
    }
    let room = (i32::from(area.width), i32::from(area.height));
    let mut last = None;
    for detail in [Detail::Boxed, Detail::Lines(5), Detail::Lines(1), Detail::Brief] {
        for pull in [false, true] {
            let layers = Layers::new(graph, detail, pull);
            let least = layers.least();
            if least.0 <= room.0 && least.1 <= room.1 {
                return Some(place(graph, layers, detail, room));
            }
            // Scrolling sideways is bearable, in both directions less so.
            if least.1 <= room.1 && last.is_none() && matches!(detail, Detail::Lines(1) | Detail::Brief) {
                last = Some((layers, detail));
            }
        }
    }
    let (layers, detail) = last.unwrap_or_else(|| (Layers::new(graph, Detail::Brief, true), Detail::Brief));
    Some(place(graph, layers, detail, room))
}

fn place(graph: &Graph, layers: Layers, detail: Detail, room: (i32, i32)) -> Layout {
    let least = layers.least();
    let size = (least.0.max(room.0), least.1.max(room.1));
    let placed = layers.place(size);
    let wires = Wires::new(graph, &placed);
    let focus = graph.nodes.iter().position(|node| node.selected).or_else(|| {
        graph.nodes.iter().position(|n| n.backward == Stage::Active || n.forward == Stage::Active)
    });
    let offset = focus.map_or((0, 0), |at| {
        let it = placed.boxes[at];
        let (x, y) = (i32::from(it.x + it.width / 2), i32::from(it.y + it.height / 2));
        let shift = |middle: i32, room: i32, size: i32| (middle - room / 2).clamp(0, (size - room).max(0));
        (shift(x, room.0, size.0), shift(y, room.1, size.1))
    });
    Layout { detail, boxes: placed.boxes, wires, offset }
}

impl Layout {
    /// The part of a node that is seen, on the screen.
    fn seen(&self, at: usize, area: Rect) -> Option<(Rect, bool)> {
        let it = self.boxes[at];
        let (x, y) = (i32::from(it.x) - self.offset.0, i32::from(it.y) - self.offset.1);
        let whole = x >= 0
            && y >= 0
            && x + i32::from(it.width) <= i32::from(area.width)
            && y + i32::from(it.height) <= i32::from(area.height);
        let (left, top) = (x.max(0), y.max(0));
        let right = (x + i32::from(it.width)).min(i32::from(area.width));
        let bottom = (y + i32::from(it.height)).min(i32::from(area.height));
        (right > left && bottom > top).then(|| {
            let place = Rect {
                x: area.x + left as u16,
                y: area.y + top as u16,
                width: (right - left) as u16,
                height: (bottom - top) as u16,
            };
            (place, whole)
        })
    }
}

pub(super) fn draw(graph: &Graph, area: Rect, buf: &mut Buffer, pen: &Pen) {
    let Some(layout) = layout(graph, area) else { return };
    layout.wires.draw(graph, area, layout.offset, buf, pen);
    for (at, node) in graph.nodes.iter().enumerate() {
        if let Some((place, whole)) = layout.seen(at, area) {
            draw_node(node, layout.detail, place, whole, buf, pen);
        }
    }
    let edge = |left: bool| {
        layout.boxes.iter().any(|b| {
            let x = i32::from(b.x) - layout.offset.0;
            if left { x < 0 } else { x + i32::from(b.width) > i32::from(area.width) }
        })
    };
    let middle = area.y + area.height / 2;
    if edge(true) {
        mark(buf, area.x, middle, '«', pen.theme.accent());
    }
    if edge(false) {
        mark(buf, area.right() - 1, middle, '»', pen.theme.accent());
    }
}

/// The style of a part of a node: bright where it is being computed, quiet before.
fn staged(stage: Stage, ink: Ink, pen: &Pen) -> Style {
    match stage {
        Stage::Waiting => pen.theme.quiet(),
        Stage::Active => pen.theme.accent(),
        Stage::Done => pen.theme.ink(ink),
    }
}

fn draw_node(node: &Node, detail: Detail, area: Rect, whole: bool, buf: &mut Buffer, pen: &Pen) {
    let active = node.forward == Stage::Active || node.backward == Stage::Active;
    let edge =
        if node.selected || active { pen.theme.accent() } else { staged(node.forward, Ink::Quiet, pen) };
    let name = if node.selected || active {
        pen.theme.accent()
    } else {
        pen.theme.ink(node.ink).add_modifier(Modifier::BOLD)
    };
    let name = if node.selected { name.add_modifier(Modifier::REVERSED) } else { name };
    let value = node.value.map_or_else(|| "?".to_string(), |v| shown(node, v));
    let gradient = node.gradient.map_or_else(|| "?".to_string(), |v| figure(v, 4));
    let value_style = staged(node.forward, Ink::Plain, pen).add_modifier(Modifier::BOLD);
    let gradient_style = staged(node.backward, Ink::Series(1), pen);
    for y in area.top()..area.bottom() {
        for x in area.left()..area.right() {
            if let Some(cell) = buf.cell_mut((x, y)) {
                cell.reset();
            }
        }
    }
    if detail == Detail::Brief {
        let x = put(buf, area.x, area.y, area.width, &node.name, name);
        let x = put(buf, x + 1, area.y, area.right().saturating_sub(x + 1), &value, value_style);
        let words = format!("∂{gradient}");
        put(buf, x + 1, area.y, area.right().saturating_sub(x + 1), &words, gradient_style);
        return;
    }
    let inside = if detail == Detail::Boxed && whole {
        let kind = if active {
            BorderType::Thick
        } else if node.selected {
            BorderType::Double
        } else {
            BorderType::Rounded
        };
        Block::bordered().border_type(kind).border_style(edge).render(area, buf);
        let words = format!(" {} ", title(node));
        put(buf, area.x + 1, area.y, area.width - 2, &words, name);
        Rect { x: area.x + 2, y: area.y + 1, width: area.width.saturating_sub(3), height: area.height - 2 }
    } else {
        // Where the formula has no room, the name says which node it is.
        let formula = title(node);
        let fits = width(&formula) <= usize::from(area.width) || node.name.is_empty();
        let words = if fits { &*formula } else { &node.name };
        put(buf, area.x, area.y, area.width, words, name);
        Rect { y: area.y + 1, height: area.height - 1, ..area }
    };
    if inside.height > 0 {
        put(buf, inside.x, inside.y, inside.width, &value, value_style);
    }
    if inside.height > 1 {
        let x = put(buf, inside.x, inside.y + 1, inside.width, &node.gradient_name, pen.theme.quiet());
        let gap = u16::from(!node.gradient_name.is_empty());
        let room = inside.right().saturating_sub(x + gap);
        put(buf, x + gap, inside.y + 1, room, &gradient, gradient_style);
    }
}

pub(super) fn locate(graph: &Graph, area: Rect, at: (u16, u16), _pen: &Pen) -> Option<Spot> {
    let layout = layout(graph, area)?;
    (0..graph.nodes.len())
        .find(|node| layout.seen(*node, area).is_some_and(|(place, _)| place.contains(at.into())))
        .map(Spot::Item)
}

pub(super) fn spot_cell(graph: &Graph, area: Rect, spot: Spot, _pen: &Pen) -> Option<(u16, u16)> {
    let Spot::Item(node) = spot else { return None };
    let layout = layout(graph, area).filter(|_| node < graph.nodes.len())?;
    layout.seen(node, area).map(|(place, _)| (place.x + place.width / 2, place.y + place.height / 2))
}
