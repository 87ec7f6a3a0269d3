//! The computation graph of one example: x₁, x₂, w₁, w₂, b → z → a → L.
//!
//! Values and derivatives come from the graph of the whole formula; only its named nodes are drawn, and a
//! wire between two of them carries the product of the local derivatives on the way.

use super::{Logistic, Pane, Weights};
use crate::lab::scene::{Graph as Drawing, Ink, Node, Panel, Picture, Place, Stage, Wire};
use crate::lab::{Look, Panes};
use crate::math::Expression;
use crate::math::expression::{Graph, NodeId, Op};
use crate::nn::logistic::Cost;
use crate::say;
use crate::words::{Text, figure, text};

/// The loss of one example as it is computed and as it is written, by loss and label.
const fn loss(cost: Cost, y: bool) -> (&'static str, &'static str) {
    match (cost, y) {
        (Cost::CrossEntropy, true) => ("-log(a)", "−ln a"),
        (Cost::CrossEntropy, false) => ("-log(1 - a)", "−ln(1 − a)"),
        (Cost::Squared, true) => ("0.5 * (a - 1)^2", "½(a − 1)²"),
        (Cost::Squared, false) => ("0.5 * a^2", "½a²"),
    }
}

/// How the loss of an example is written.
pub(super) fn loss_formula(cost: Cost, y: f64) -> &'static str {
    loss(cost, y > 0.5).1
}

/// The name on the screen.
fn shown(name: &str) -> String {
    name.replace('1', "₁").replace('2', "₂")
}

/// What a node computes from those drawn before it.
fn expression(name: &str, cost: Cost, y: f64) -> &'static str {
    match name {
        "z" => "w₁x₁ + w₂x₂ + b",
        "a" => "σ(z)",
        "L" => loss_formula(cost, y),
        _ => "",
    }
}

/// The graph of one example with its numbers.
struct Example {
    graph: Graph,
    values: Vec<f64>,
    gradients: Vec<f64>,
    /// Place of each node among those that are drawn.
    drawn: Vec<Option<usize>>,
}

impl Example {
    fn new(cost: Cost, weights: &Weights, x: &[f64], y: f64) -> Example {
        let source = format!("z = w1*x1 + w2*x2 + b; a = sigmoid(z); L = {}; L", loss(cost, y > 0.5).0);
        let expression = Expression::parse(&source).expect("the four formulas are fixed");
        let value = |name: &str| match name {
            "w1" => weights[0],
            "w2" => weights[1],
            "b" => weights[2],
            "x1" => x[0],
            _ => x[1],
        };
        let inputs: Vec<f64> = expression.variables().map(value).collect();
        let graph = expression.graph().clone();
        let values = graph.values(&inputs);
        let gradients = graph.gradients(&values);
        let mut places = 0..;
        let named = |name: &str| matches!(name, "z" | "a" | "L");
        let drawn = graph
            .nodes()
            .iter()
            .map(|node| (node.op == Op::Variable || named(&node.name)).then(|| places.next()).flatten());
        let drawn = drawn.collect();
        Example { graph, values, gradients, drawn }
    }

    /// From a drawn node to the next one that is drawn, with the derivative of that one by this one. Every
    /// node of the formula is used once, so there is one way.
    fn way(&self, from: NodeId) -> Option<(NodeId, f64)> {
        let (mut node, mut slope) = (from, 1.0);
        loop {
            let edge = *self.graph.uses(node).first()?;
            slope *= self.graph.local(edge.into, edge.input, &self.values);
            node = edge.into;
            if self.drawn[node].is_some() {
                return Some((node, slope));
            }
        }
    }
}

/// The panel of the chosen example's graph.
pub(super) fn panel(of: &Logistic, weights: &Weights, look: &Look<'_>) -> Panel {
    let set = &of.examples.set;
    let y = set.targets()[of.chosen];
    let example = Example::new(of.cost, weights, set.row(of.chosen), y);
    let trouble = example.graph.trouble(&example.values);
    let number = of.chosen + 1;
    let title = say!("Example {number}, y = {y}: forwards and back", "样本 {number}（y = {y}）：前向与反向");
    Pane::Graph
        .panel(title, Place::Main, Picture::Graph(drawing(of, &example, trouble.is_none(), look)))
        .caption(caption(trouble.map(|(_, why)| why)))
        .active((0..3).any(|phase| look.reveal.explains(phase)))
        .pick(text("`key:up``key:down` another example", "`key:up``key:down` 换一个样本"))
}

fn caption(trouble: Option<Text>) -> Text {
    match trouble {
        Some(why) => why.then(&text(
            " The cost itself is computed from z, without rounding a.",
            "代价本身由 z 直接计算，不受 a 舍入的影响。",
        )),
        None => text(
            "a = ŷ, the answer; ∂L/∂w₁ is of this example alone, ∂J/∂w₁ the mean of all",
            "a = ŷ，即输出；∂L/∂w₁ 只属于这个样本，∂J/∂w₁ 是全部样本的平均",
        ),
    }
}

fn drawing(of: &Logistic, example: &Example, finite: bool, look: &Look<'_>) -> Drawing {
    let y = of.examples.set.targets()[of.chosen];
    let stage = |phase: usize| match (look.reveal.explains(phase), look.reveal.shows(phase)) {
        (true, _) => Stage::Active,
        (false, true) => Stage::Done,
        (false, false) => Stage::Waiting,
    };
    let backward = finite && look.reveal.shows(2);
    let mut picture = Drawing::default();
    for (id, node) in example.graph.nodes().iter().enumerate() {
        if example.drawn[id].is_none() {
            continue;
        }
        let phase = match node.name.as_str() {
            "z" | "a" => Some(0),
            "L" => Some(1),
            _ => None,
        };
        let known = phase.is_none_or(|phase| look.reveal.shows(phase));
        let gradient = backward.then_some(example.gradients[id]);
        picture.nodes.push(Node {
            name: shown(&node.name),
            expression: expression(&node.name, of.cost, y).to_string(),
            value: known.then_some(example.values[id]),
            digits: 0,
            gradient,
            gradient_name: format!("∂L/∂{}", shown(&node.name)),
            room: [example.values[id], example.gradients[id]].map(|x| figure(x, 4).chars().count()).into(),
            forward: phase.map_or(Stage::Done, stage),
            backward: if finite { stage(2) } else { Stage::Waiting },
            selected: false,
            ink: match gradient {
                Some(slope) if slope > 0.0 => Ink::Positive,
                Some(slope) if slope < 0.0 => Ink::Negative,
                _ => Ink::Plain,
            },
        });
        let Some((into, slope)) = example.way(id) else { continue };
        let (Some(from), Some(to)) = (example.drawn[id], example.drawn[into]) else { continue };
        let (upper, lower) = (shown(&example.graph.nodes()[into].name), shown(&node.name));
        let label = format!("d{upper}/d{lower}");
        let into_phase = if upper == "L" { 1 } else { 0 };
        picture.wires.push(Wire {
            from,
            to,
            label,
            slope: backward.then_some(slope),
            active: look.reveal.explains(2) || look.reveal.explains(into_phase),
        });
    }
    picture
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Curriculum, lesson 2: at w = b = 0, x = (1, 2), y = 1: a .5, L ln 2, dz −.5, dw (−.5, −1), db −.5.
    #[test]
    fn the_graph_knows_every_derivative() {
        let example = Example::new(Cost::CrossEntropy, &[0.0; 3], &[1.0, 2.0], 1.0);
        let at = |name: &str| example.graph.nodes().iter().position(|node| node.name == name).expect(name);
        assert_eq!((example.values[at("a")], example.values[at("L")]), (0.5, std::f64::consts::LN_2));
        for (name, slope) in [("a", -2.0), ("z", -0.5), ("w1", -0.5), ("w2", -1.0), ("b", -0.5)] {
            assert!((example.gradients[at(name)] - slope).abs() < 1e-15, "{name}");
        }
        // Along the wires the derivatives multiply to the same.
        for name in ["w1", "x2", "b", "z", "a"] {
            let (into, local) = example.way(at(name)).expect("not the result");
            assert!((example.gradients[into] * local - example.gradients[at(name)]).abs() < 1e-15, "{name}");
        }
        assert!(example.way(at("L")).is_none());
    }

    #[test]
    fn the_graphs_slope_is_the_models() {
        for cost in [Cost::CrossEntropy, Cost::Squared] {
            for y in [0.0, 1.0] {
                let example = Example::new(cost, &[0.3, -0.7, 0.2], &[1.5, -0.4], y);
                let at = |name: &str| example.graph.nodes().iter().position(|node| node.name == name);
                let (z, l) = (at("z").expect("z"), at("L").expect("L"));
                assert!((example.gradients[z] - cost.slope(example.values[z], y)).abs() < 1e-15);
                assert!((example.values[l] - cost.value(example.values[z], y)).abs() < 1e-15);
            }
        }
    }
}
