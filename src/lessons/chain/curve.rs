//! The result against one node, on a scale that all nodes share: what answers twice as strongly is twice as steep.

use super::plan::{Moment, Task};
use super::{Chain, Pane};
use crate::lab::Panes;
use crate::lab::scene::{Axis, Chart, Curve, Ink, Mark, Panel, Picture, Place, Stroke};
use crate::math::curve::{Pieces, range_of, sample};
use crate::math::expression::{Graph, NodeId};
use crate::say;
use crate::words::{figure, same, text};

/// Points of the curve of the result against a node.
const SAMPLES: usize = 160;
/// Points that find out how far a node moves the result; the ends are among them.
const PROBES: usize = 32;

/// How far the pictures reach around where everything is.
pub(super) struct Scale {
    /// To either side of a node's value.
    span: f64,
    /// Below and above the result: as far as the node reaches that moves it most.
    heights: (f64, f64),
}

impl Scale {
    pub(super) fn new(graph: &Graph, values: &[f64]) -> Scale {
        let result = graph.result();
        let height = values[result];
        let nodes: Vec<NodeId> = (0..values.len()).filter(|node| is_drawn(graph, values, *node)).collect();
        // The smallest node moves by no more than half, or 1.
        let spans = nodes.iter().map(|node| (0.5 * values[*node].abs()).max(1.0));
        let span = spans.min_by(f64::total_cmp).unwrap_or(1.0);
        let curves = nodes.iter().map(|node| moved(graph, values, *node, span, PROBES));
        // A node that moves nothing says nothing about the scale.
        let ranges = curves.filter(|pieces| !is_level(pieces)).map(|pieces| range_of(&pieces, height));
        let heights = ranges.fold((0.0_f64, 0.0_f64), |(below, above), (low, high)| {
            (below.max(height - low), above.max(high - height))
        });
        let heights = if heights == (0.0, 0.0) { [0.5 * height.abs().max(1.0); 2].into() } else { heights };
        Scale { span, heights }
    }
}

/// Whether there is a picture of the result against a node.
fn is_drawn(graph: &Graph, values: &[f64], node: NodeId) -> bool {
    node != graph.result() && values[node].is_finite() && values[graph.result()].is_finite()
}

fn is_level(pieces: &Pieces) -> bool {
    let heights = || pieces.iter().flatten().map(|point| point.1);
    let (low, high) = (heights().fold(f64::INFINITY, f64::min), heights().fold(f64::NEG_INFINITY, f64::max));
    high - low <= 1e-12 * high.abs().max(low.abs())
}

/// The result while one node moves by up to `span`.
fn moved(graph: &Graph, values: &[f64], node: NodeId, span: f64, count: usize) -> Pieces {
    let x = values[node];
    sample(|x| graph.perturbed(values, node, x)[graph.result()], x - span, x + span, count)
}

impl Chain {
    /// The result against the node looked at, with the slope once it is known.
    pub(super) fn curve_panel(&self, moment: &Moment<'_>) -> Option<Panel> {
        let graph = self.graph();
        let result = graph.result();
        let node = self.focus(moment).filter(|node| is_drawn(graph, &self.values, *node))?;
        let known = moment.knows(Task::Backward(node)) && self.gradients[node].is_finite();
        let height = self.values[result];
        if !(known || moment.knows(Task::Forward(result))) {
            return None;
        }
        let (name, result_name, x) = (self.name(node), self.result_name(), self.values[node]);
        let Scale { span, heights: (below, above) } = self.scale;
        let pieces = moved(graph, &self.values, node, span, SAMPLES);
        let mut curves = Curve::pieces(same(result_name), pieces, Ink::Plain);
        if known {
            let slope = self.gradients[node];
            let figure = figure(slope, 6);
            let points = [-span, span].map(|away| (x + away, height + slope * away)).to_vec();
            let tangent = Curve::new(say!("slope {figure}", "斜率 {figure}"), points, Ink::Accent);
            curves.push(tangent.stroke(Stroke::Dashed));
        }
        let here = format!("{name} {}, {result_name} {}", figure(x, 5), figure(height, 5));
        let chart = Chart {
            x: Axis::new(same(name)).range(x - span, x + span),
            y: Axis::new(same(result_name)).range(height - below, height + above),
            curves,
            marks: vec![Mark::new((x, height), '●', same(here), Ink::Accent)],
            ..Chart::default()
        };
        let title = say!("{result_name} when only {name} moves", "只有 {name} 变动时的 {result_name}");
        let slope =
            say!("d{result_name}/d{name} is its slope at ●", "d{result_name}/d{name} 就是它在 ● 处的斜率");
        let compared = text(
            "; every node is drawn on this scale: steeper moves more",
            "；各节点比例相同：越陡，影响越大",
        );
        Some(
            Pane::Curve
                .panel(title, Place::Beside, Picture::Chart(chart))
                .caption(slope.then(&compared))
                .active(moment.explains(Task::Backward(node)) || moment.explains(Task::Nudge(node))),
        )
    }
}
