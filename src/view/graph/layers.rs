//! In which layer a node stands, and how high.

use super::Detail;
use crate::lab::scene::Graph;
use ratatui::layout::Rect;

/// Columns between a box and the first track, and between the last track and the arrow.
const BEFORE: i32 = 1;
const AFTER: i32 = 2;

/// A place in a layer: a node, or a long wire passing through.
#[derive(Debug, Clone)]
struct Item {
    /// The node, or the one whose wire passes.
    node: usize,
    passes: bool,
    layer: usize,
    size: (i32, i32),
    /// Items of the layer before and after that are joined with it.
    before: Vec<usize>,
    after: Vec<usize>,
    /// Middle row.
    y: f64,
}

/// Nodes in layers, ordered, not yet placed.
#[derive(Debug, Clone)]
pub(super) struct Layers {
    items: Vec<Item>,
    layers: Vec<Vec<usize>>,
    gap: i32,
    /// `(from item, to item, wires)` between neighbouring layers; wires of one node that pass on
    /// together share a hop.
    hops: Vec<(usize, usize, Vec<usize>)>,
}

/// Nodes and hops with their cells.
#[derive(Debug)]
pub(super) struct Placed {
    /// Boxes of the nodes.
    pub(super) boxes: Vec<Rect>,
    /// For each channel between layers: its columns and the hops in it.
    pub(super) channels: Vec<Channel>,
    /// Rows that long wires pass through inside a layer.
    pub(super) passages: Vec<Passage>,
}

/// The space between two layers.
#[derive(Debug)]
pub(super) struct Channel {
    /// First column and the one behind the last.
    pub(super) columns: (i32, i32),
    pub(super) hops: Vec<Hop>,
}

/// A long wire inside a layer.
#[derive(Debug)]
pub(super) struct Passage {
    /// First column and the one behind the last.
    pub(super) columns: (i32, i32),
    pub(super) row: i32,
    /// The node it comes from.
    pub(super) source: usize,
    /// The wires that pass together.
    pub(super) wires: Vec<usize>,
}

/// Wires across a channel.
#[derive(Debug, Clone)]
pub(super) struct Hop {
    /// The node the wire comes from.
    pub(super) source: usize,
    /// Columns at which it begins and ends: boxes of a layer differ in width.
    pub(super) ends: (i32, i32),
    /// Row on the left and on the right.
    pub(super) rows: (i32, i32),
    /// The wires that take this way together.
    pub(super) wires: Vec<usize>,
    /// It arrives at a node here, rather than passing on.
    pub(super) arrives: bool,
}

impl Layers {
    /// `pull` moves inputs next to their first use.
    pub(super) fn new(graph: &Graph, detail: Detail, pull: bool) -> Layers {
        let wires: Vec<(usize, usize, usize)> = graph
            .wires
            .iter()
            .enumerate()
            .filter(|(_, wire)| wire.from < wire.to && wire.to < graph.nodes.len())
            .map(|(at, wire)| (wire.from, wire.to, at))
            .collect();
        let levels = levels(graph.nodes.len(), &wires, pull);
        let count = levels.iter().max().map_or(1, |most| most + 1);
        let mut layers = Layers {
            items: Vec::new(),
            layers: vec![Vec::new(); count],
            gap: detail.gap(),
            hops: Vec::new(),
        };
        for (node, level) in levels.iter().enumerate() {
            let inputs = wires.iter().filter(|(_, to, _)| *to == node).count();
            layers.add(node, false, *level, detail.size(&graph.nodes[node], inputs));
        }
        for (from, to, wire) in wires {
            let mut here = from;
            for layer in levels[from] + 1..levels[to] {
                let passing = layers.layers[layer]
                    .iter()
                    .copied()
                    .find(|at| layers.items[*at].passes && layers.items[*at].node == from);
                let next = passing.unwrap_or_else(|| layers.add(from, true, layer, (1, 1)));
                layers.join(here, next, wire);
                here = next;
            }
            layers.join(here, to, wire);
        }
        layers.order();
        layers
    }

    fn add(&mut self, node: usize, passes: bool, layer: usize, size: (i32, i32)) -> usize {
        let at = self.items.len();
        self.items.push(Item { node, passes, layer, size, before: Vec::new(), after: Vec::new(), y: 0.0 });
        self.layers[layer].push(at);
        at
    }

    fn join(&mut self, from: usize, to: usize, wire: usize) {
        if self.items[to].passes
            && let Some(shared) = self.hops.iter_mut().find(|hop| (hop.0, hop.1) == (from, to))
        {
            shared.2.push(wire);
            return;
        }
        self.items[from].after.push(to);
        self.items[to].before.push(from);
        self.hops.push((from, to, vec![wire]));
    }

    /// Sorts every layer by the mean place of its neighbours, a few times in both directions.
    fn order(&mut self) {
        for sweep in 0..8 {
            let forward = sweep % 2 == 0;
            let order: Vec<usize> = if forward {
                (1..self.layers.len()).collect()
            } else {
                (0..self.layers.len().saturating_sub(1)).rev().collect()
            };
            for layer in order {
                let mut turn = vec![0.0; self.items.len()];
                for other in &self.layers {
                    for (at, item) in other.iter().enumerate() {
                        turn[*item] = (at as f64 + 0.5) / other.len() as f64;
                    }
                }
                let key = |item: usize| {
                    let near = if forward { &self.items[item].before } else { &self.items[item].after };
                    mean(near.iter().map(|at| turn[*at])).unwrap_or(turn[item])
                };
                let mut sorted = self.layers[layer].clone();
                sorted.sort_by(|a, b| key(*a).total_cmp(&key(*b)));
                self.layers[layer] = sorted;
            }
        }
    }

    /// Tracks that the channel after a layer needs at most.
    fn tracks(&self, layer: usize) -> i32 {
        let mut sources: Vec<usize> =
            self.hops.iter().filter(|hop| self.items[hop.0].layer == layer).map(|hop| hop.0).collect();
        sources.sort_unstable();
        sources.dedup();
        sources.len() as i32
    }

    fn layer_width(&self, layer: usize) -> i32 {
        self.layers[layer].iter().map(|at| self.items[*at].size.0).max().unwrap_or(1)
    }

    /// Fewest columns and rows.
    pub(super) fn least(&self) -> (i32, i32) {
        let last = self.layers.len() - 1;
        let columns = (0..=last).map(|l| self.layer_width(l)).sum::<i32>()
            + (0..last).map(|l| self.tracks(l) + BEFORE + AFTER).sum::<i32>();
        let rows = |layer: &Vec<usize>| {
            layer.iter().map(|at| self.items[*at].size.1 + self.gap).sum::<i32>() - self.gap
        };
        (columns, self.layers.iter().map(rows).max().unwrap_or(0))
    }

    /// Gives everything its cells in an area at least as large as [`Layers::least`].
    pub(super) fn place(mut self, size: (i32, i32)) -> Placed {
        // Spare rows widen the gaps, a little.
        let most = self.layers.iter().map(Vec::len).max().unwrap_or(1) as i32;
        self.gap += ((size.1 - self.least().1) / most).clamp(0, 2);
        self.heights(size.1);
        let last = self.layers.len() - 1;
        // Spare columns widen the channels, which gives the words on the wires room.
        let (share, rest) = {
            let (room, channels) = (size.0 - self.least().0, last.max(1) as i32);
            (room / channels, room % channels)
        };
        // What is left of them goes to the last channels, which have the fewest tracks.
        let (spare, left) = if share < 22 { (share.max(0), rest.max(0)) } else { (22, 0) };
        let used = self.least().0 + spare * last as i32 + left;
        let mut x = (size.0 - used) / 2;
        let mut lefts = Vec::new();
        let mut channels = Vec::new();
        for layer in 0..=last {
            lefts.push(x);
            x += self.layer_width(layer);
            if layer < last {
                let more = i32::from((last - layer) as i32 <= left);
                let wide = self.tracks(layer) + BEFORE + AFTER + spare + more;
                channels.push(Channel { columns: (x, x + wide), hops: Vec::new() });
                x += wide;
            }
        }
        self.finish(&lefts, channels)
    }

    /// Middle rows: spread evenly at first, then drawn towards the neighbours.
    fn heights(&mut self, rows: i32) {
        for layer in &self.layers {
            let count = layer.len() as f64;
            for (at, item) in layer.iter().enumerate() {
                self.items[*item].y = (at as f64 + 0.5) / count * f64::from(rows);
            }
        }
        let count = self.layers.len();
        for sweep in 0..10 {
            for step in 1..count {
                let (layer, forward) = if sweep % 2 == 0 { (step, true) } else { (count - 1 - step, false) };
                for at in self.layers[layer].clone() {
                    let near = if forward { &self.items[at].before } else { &self.items[at].after };
                    let wish = mean(near.iter().map(|n| self.items[*n].y)).unwrap_or(self.items[at].y);
                    // Inputs keep some of their even spread.
                    let pull = if self.items[at].before.is_empty() { 0.3 } else { 1.0 };
                    self.items[at].y += (wish - self.items[at].y) * pull;
                }
                self.separate(layer, rows);
            }
            self.separate(0, rows);
        }
        self.centre(rows);
    }

    /// Pushes the items of a layer apart, both ways, and keeps them in the area and in order.
    fn separate(&mut self, layer: usize, rows: i32) {
        let gap = f64::from(self.gap);
        let list = self.layers[layer].clone();
        let half = |items: &[Item], at: usize| f64::from(items[at].size.1) / 2.0;
        for _ in 0..24 {
            for pair in list.windows(2) {
                let (a, b) = (pair[0], pair[1]);
                let apart = half(&self.items, a) + half(&self.items, b) + gap;
                let push = (apart - (self.items[b].y - self.items[a].y)) / 2.0;
                if push > 0.0 {
                    self.items[a].y -= push;
                    self.items[b].y += push;
                }
            }
        }
        let mut free = 0.0;
        for at in &list {
            self.items[*at].y = self.items[*at].y.max(free + half(&self.items, *at));
            free = self.items[*at].y + half(&self.items, *at) + gap;
        }
        let mut end = f64::from(rows);
        for at in list.iter().rev() {
            self.items[*at].y = self.items[*at].y.min(end - half(&self.items, *at));
            end = self.items[*at].y - half(&self.items, *at) - gap;
        }
    }

    /// Moves everything to the middle of the area.
    fn centre(&mut self, rows: i32) {
        let half = |item: &Item| f64::from(item.size.1) / 2.0;
        let low = self.items.iter().map(|item| item.y - half(item)).fold(f64::INFINITY, f64::min);
        let high = self.items.iter().map(|item| item.y + half(item)).fold(0.0, f64::max);
        let shift = (f64::from(rows) - high - low) / 2.0;
        for item in &mut self.items {
            item.y += shift;
        }
    }

    fn finish(self, lefts: &[i32], mut channels: Vec<Channel>) -> Placed {
        let mut tops: Vec<i32> = vec![0; self.items.len()];
        for layer in &self.layers {
            let mut free = 0;
            for at in layer {
                let item = &self.items[*at];
                let top = (item.y - f64::from(item.size.1) / 2.0).round() as i32;
                tops[*at] = top.max(free);
                free = tops[*at] + item.size.1 + self.gap;
            }
        }
        let wide = |at: usize| {
            let item = &self.items[at];
            if item.passes { self.layer_width(item.layer) } else { item.size.0 }
        };
        let mut boxes = vec![Rect::ZERO; self.items.iter().filter(|item| !item.passes).count()];
        let mut passages = Vec::new();
        for (at, item) in self.items.iter().enumerate() {
            let left = lefts[item.layer];
            if item.passes {
                let wires =
                    self.hops.iter().filter(|hop| hop.1 == at).flat_map(|hop| hop.2.clone()).collect();
                let columns = (left, left + wide(at));
                passages.push(Passage { columns, row: tops[at], source: item.node, wires });
            } else {
                boxes[item.node] =
                    Rect::new(left as u16, tops[at].max(0) as u16, item.size.0 as u16, item.size.1 as u16);
            }
        }
        for (from, to, wires) in &self.hops {
            let layer = self.items[*from].layer;
            let out = tops[*from] + (self.items[*from].size.1 - 1) / 2;
            channels[layer].hops.push(Hop {
                source: self.items[*from].node,
                ends: (lefts[layer] + wide(*from), lefts[layer + 1]),
                rows: (out, self.port(*to, wires[0], &tops)),
                wires: wires.clone(),
                arrives: !self.items[*to].passes,
            });
        }
        Placed { boxes, channels, passages }
    }

    /// The row at which a wire enters an item: its inputs from top to bottom as they come.
    fn port(&self, to: usize, wire: usize, tops: &[i32]) -> i32 {
        let item = &self.items[to];
        let mut inputs: Vec<(i32, usize)> = self
            .hops
            .iter()
            .filter(|hop| hop.1 == to)
            .map(|hop| (tops[hop.0] * 2 + self.items[hop.0].size.1, hop.2[0]))
            .collect();
        inputs.sort_unstable();
        let turn = inputs.iter().position(|input| input.1 == wire).unwrap_or(0) as i32;
        let (count, rows) = (inputs.len() as i32, item.size.1);
        if count <= 1 || rows == 1 {
            return tops[to] + (rows - 1) / 2;
        }
        let first = ((rows - count) / 2).max(0);
        tops[to] + (first + turn).min(rows - 1)
    }
}

/// The layer of each node: one more than that of its furthest input.
fn levels(count: usize, wires: &[(usize, usize, usize)], pull: bool) -> Vec<usize> {
    let mut levels: Vec<usize> = vec![0; count];
    for node in 0..count {
        let furthest = wires.iter().filter(|w| w.1 == node).map(|w| levels[w.0] + 1).max();
        levels[node] = furthest.unwrap_or(0);
    }
    if pull {
        for node in 0..count {
            if wires.iter().all(|w| w.1 != node) {
                let first = wires.iter().filter(|w| w.0 == node).map(|w| levels[w.1]).min();
                levels[node] = first.map_or(0, |level| level.saturating_sub(1));
            }
        }
    }
    levels
}

fn mean(values: impl Iterator<Item = f64>) -> Option<f64> {
    let (sum, count) = values.fold((0.0, 0), |(sum, count), v| (sum + v, count + 1));
    (count > 0).then(|| sum / f64::from(count))
}
