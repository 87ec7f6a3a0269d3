//! Wires at right angles.

use super::layers::{Channel, Hop, Placed};
use crate::lab::scene::{Graph, Stage};
use crate::view::text::mark;
use crate::view::{Pen, put, width};
use crate::words::figure;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

const UP: u8 = 1;
const RIGHT: u8 = 2;
const DOWN: u8 = 4;
const LEFT: u8 = 8;
/// Box characters by the directions they join.
const LIGHT: [char; 16] = [' ', '╵', '╶', '╰', '╷', '│', '╭', '├', '╴', '╯', '─', '┴', '╮', '┤', '┬', '┼'];
const HEAVY: [char; 16] = [' ', '╹', '╺', '┗', '╻', '┃', '┏', '┣', '╸', '┛', '━', '┻', '┓', '┫', '┳', '╋'];

/// What of one wire's net passes a cell.
#[derive(Debug, Clone, Copy)]
struct Trace {
    x: i32,
    y: i32,
    joins: u8,
    net: usize,
    /// Something flows along it in this step.
    lit: bool,
}

/// All wires as cells.
#[derive(Debug)]
pub(super) struct Wires {
    traces: Vec<Trace>,
    /// Arrow heads: column, row, wire.
    heads: Vec<(i32, i32, usize)>,
    /// Where words may stand on a wire: first column, last column, row, wire.
    labels: Vec<(i32, i32, i32, usize)>,
    /// First cell of each wire, for arrows that point back: column, row, wire.
    tails: Vec<(i32, i32, usize)>,
}

impl Wires {
    pub(super) fn new(graph: &Graph, placed: &Placed) -> Wires {
        let mut wires =
            Wires { traces: Vec::new(), heads: Vec::new(), labels: Vec::new(), tails: Vec::new() };
        let lit = |list: &[usize]| list.iter().any(|wire| graph.wires[*wire].active);
        for passage in &placed.passages {
            wires.across(passage.columns, passage.row, passage.source, lit(&passage.wires));
        }
        for channel in &placed.channels {
            wires.channel(channel, &lit);
        }
        wires
    }

    fn channel(&mut self, channel: &Channel, lit: &dyn Fn(&[usize]) -> bool) {
        let tracks = assign(&channel.hops);
        for hop in &channel.hops {
            let (start, end) = hop.ends;
            let (from, to) = hop.rows;
            let track = tracks.iter().find(|t| t.0 == hop.source).map_or(0, |t| t.1);
            let turn = channel.columns.0 + 1 + track;
            let (net, lit) = (hop.source, lit(&hop.wires));
            if from == to {
                self.across((start, end), from, net, lit);
            } else {
                let down = to > from;
                self.across((start, turn), from, net, lit);
                self.bend(turn, from, LEFT | if down { DOWN } else { UP }, net, lit);
                for y in from.min(to) + 1..from.max(to) {
                    self.bend(turn, y, UP | DOWN, net, lit);
                }
                self.bend(turn, to, RIGHT | if down { UP } else { DOWN }, net, lit);
                self.across((turn + 1, end), to, net, lit);
            }
            let wire = hop.wires[0];
            if hop.arrives {
                self.heads.push((end - 1, to, wire));
                let first = if from == to { start + 1 } else { turn + 1 };
                self.labels.push((first, end - 2, to, wire));
            }
            self.tails.extend(hop.wires.iter().map(|wire| (start, from, *wire)));
        }
    }

    fn across(&mut self, columns: (i32, i32), y: i32, net: usize, lit: bool) {
        for x in columns.0..columns.1 {
            self.bend(x, y, LEFT | RIGHT, net, lit);
        }
    }

    fn bend(&mut self, x: i32, y: i32, joins: u8, net: usize, lit: bool) {
        self.traces.push(Trace { x, y, joins, net, lit });
    }

    /// Draws the wires; those in use heavy and bright, with an arrow that says which way.
    pub(super) fn draw(&self, graph: &Graph, area: Rect, offset: (i32, i32), buf: &mut Buffer, pen: &Pen) {
        let active = |wire: usize| graph.wires[wire].active;
        let screen = |x: i32, y: i32| {
            let (x, y) = (x - offset.0, y - offset.1);
            let inside = x >= 0 && y >= 0 && x < i32::from(area.width) && y < i32::from(area.height);
            inside.then(|| (area.x + x as u16, area.y + y as u16))
        };
        let mut cells: std::collections::BTreeMap<(u16, u16), Vec<Trace>> = std::collections::BTreeMap::new();
        for trace in &self.traces {
            if let Some(cell) = screen(trace.x, trace.y) {
                cells.entry(cell).or_default().push(*trace);
            }
        }
        for ((x, y), traces) in cells {
            // Where nets cross, the one that is lit, else the vertical one, lies above.
            let top = traces
                .iter()
                .find(|t| t.lit)
                .or_else(|| traces.iter().find(|t| t.joins & (UP | DOWN) != 0))
                .unwrap_or(&traces[0]);
            let bright = top.lit;
            let joins = traces
                .iter()
                .filter(|t| t.net == top.net && (!bright || t.lit))
                .fold(0, |joins, t| joins | t.joins);
            let (set, style) =
                if bright { (&HEAVY, pen.theme.accent()) } else { (&LIGHT, pen.theme.quiet()) };
            mark(buf, x, y, set[usize::from(joins & 15)], style);
        }
        // Wires that arrive in one row run together there: a number could not say whose it is.
        let alone = |label: &&(i32, i32, i32, usize)| {
            self.labels.iter().filter(|other| (other.1, other.2) == (label.1, label.2)).count() == 1
        };
        for (from, to, row, wire) in self.labels.iter().filter(alone) {
            let it = &graph.wires[*wire];
            let Some(slope) = it.slope.map(|slope| figure(slope, 4)) else { continue };
            let ways = [format!(" {} = {slope} ", it.label), format!(" ×{slope} "), format!("×{slope}")];
            let Some(words) = ways.into_iter().find(|words| width(words) as i32 <= to - from) else {
                continue;
            };
            let style =
                if it.active { pen.theme.accent() } else { pen.theme.ink(crate::lab::scene::Ink::Series(1)) };
            let start = to - width(&words) as i32;
            let fits = screen(start, *row).zip(screen(*to, *row));
            if let Some(((x, y), _)) = fits {
                put(buf, x, y, width(&words) as u16, &words, style);
            }
        }
        let backward =
            |wire: usize| active(wire) && graph.nodes[graph.wires[wire].from].backward == Stage::Active;
        for (x, y, wire) in self.heads.iter().filter(|head| !backward(head.2)) {
            let style = if active(*wire) { pen.theme.accent() } else { pen.theme.quiet() };
            if let Some((x, y)) = screen(*x, *y) {
                mark(buf, x, y, '▶', style);
            }
        }
        for (x, y, _) in self.tails.iter().filter(|tail| backward(tail.2)) {
            if let Some((x, y)) = screen(*x, *y) {
                mark(buf, x, y, '◀', pen.theme.accent());
            }
        }
    }
}

/// A track for every node whose wires turn in this channel: `(node, track)`, taken in turn; two
/// share one when their vertical parts do not meet. A wire that begins in the row in which another ends turns
/// first, so that they do not run into each other.
fn assign(hops: &[Hop]) -> Vec<(usize, i32)> {
    let mut nets: Vec<Net> = Vec::new();
    for hop in hops {
        let (low, high) = (hop.rows.0.min(hop.rows.1), hop.rows.0.max(hop.rows.1));
        match nets.iter_mut().find(|net| net.source == hop.source) {
            Some(net) => {
                net.span = (net.span.0.min(low), net.span.1.max(high));
                net.ends.push(hop.rows.1);
            }
            None => nets.push(Net {
                source: hop.source,
                start: hop.rows.0,
                span: (low, high),
                ends: vec![hop.rows.1],
            }),
        }
    }
    nets.retain(|net| net.span.0 != net.span.1);
    // Downward wires from low rows turn first, upward wires from high rows.
    nets.sort_by_key(|net| if net.span.1 > net.start { (0, -net.start) } else { (1, net.start) });
    let mut tracks: Vec<(usize, i32)> = Vec::new();
    let mut waiting: Vec<usize> = (0..nets.len()).collect();
    while !waiting.is_empty() {
        let blocked = |at: &usize| {
            waiting.iter().any(|other| other != at && nets[*at].ends.contains(&nets[*other].start))
        };
        let next = waiting.iter().position(|at| !blocked(at)).unwrap_or(0);
        let at = waiting.remove(next);
        let net = &nets[at];
        // Right of every net whose vertical part it would meet.
        let meets = |source: usize| {
            let other = nets.iter().find(|n| n.source == source);
            other.is_some_and(|other| other.span.0 <= net.span.1 + 1 && net.span.0 <= other.span.1 + 1)
        };
        let track = tracks.iter().filter(|(s, _)| meets(*s)).map(|(_, used)| used + 1).max().unwrap_or(0);
        tracks.push((net.source, track));
    }
    tracks
}

/// All wires of one node in one channel.
#[derive(Debug)]
struct Net {
    source: usize,
    start: i32,
    span: (i32, i32),
    ends: Vec<i32>,
}
