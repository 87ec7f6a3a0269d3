//! Computation graphs.

use super::*;

fn node(name: &str, expression: &str, value: f64, gradient: Option<f64>) -> Node {
    Node {
        name: name.to_string(),
        expression: expression.to_string(),
        value: Some(value),
        gradient,
        gradient_name: format!("dJ/d{name}"),
        forward: Stage::Done,
        backward: if gradient.is_some() { Stage::Done } else { Stage::Waiting },
        ..Node::default()
    }
}

fn wire(from: usize, to: usize, (label, slope): (&str, Option<f64>), active: bool) -> Wire {
    Wire { from, to, label: label.to_string(), slope, active }
}

pub(super) fn chain() -> Panel {
    let mut nodes = vec![
        node("a", "", 7.0, Some(3.0)),
        node("b", "", 4.0, Some(6.0)),
        node("c", "", 2.0, None),
        node("u", "b·c", 8.0, Some(3.0)),
        node("v", "a + u", 15.0, Some(3.0)),
        node("J", "3·v", 45.0, Some(1.0)),
    ];
    nodes[1].backward = Stage::Active;
    nodes[1].selected = true;
    let wires = vec![
        wire(1, 3, ("du/db", Some(2.0)), true),
        wire(2, 3, ("du/dc", None), false),
        wire(0, 4, ("dv/da", Some(1.0)), false),
        wire(3, 4, ("dv/du", Some(1.0)), false),
        wire(4, 5, ("dJ/dv", Some(3.0)), false),
    ];
    Panel::new(
        "graph",
        text("Computation graph", "计算图"),
        Place::Main,
        Picture::Graph(Graph { nodes, wires }),
    )
    .active(true)
}

/// The logistic loss of two features, as the expression lesson would make it.
pub(super) fn loss_graph() -> Panel {
    let list: [(&str, &str, &[usize]); 19] = [
        ("w1", "", &[]),
        ("x1", "", &[]),
        ("w2", "", &[]),
        ("x2", "", &[]),
        ("b", "", &[]),
        ("y", "", &[]),
        ("t1", "w1·x1", &[0, 1]),
        ("t2", "w2·x2", &[2, 3]),
        ("t3", "t1 + t2", &[6, 7]),
        ("z", "t3 + b", &[8, 4]),
        ("p", "sigmoid(z)", &[9]),
        ("t4", "log(p)", &[10]),
        ("t5", "y·t4", &[5, 11]),
        ("t6", "1 − y", &[5]),
        ("t7", "1 − p", &[10]),
        ("t8", "log(t7)", &[14]),
        ("t9", "t6·t8", &[13, 15]),
        ("t10", "t5 + t9", &[12, 16]),
        ("L", "−t10", &[17]),
    ];
    let mut nodes = Vec::new();
    let mut wires = Vec::new();
    for (at, (name, expression, inputs)) in list.iter().enumerate() {
        let mut it = node(name, expression, at as f64 * 0.37 - 1.0, (at > 8).then_some(0.25 * at as f64));
        it.forward = if at < 14 { Stage::Done } else { Stage::Waiting };
        if at == 14 {
            it.forward = Stage::Active;
        }
        nodes.push(it);
        for from in *inputs {
            wires.push(wire(*from, at, ("", None), at == 14));
        }
    }
    Panel::new(
        "graph",
        text("Computation graph", "计算图"),
        Place::Main,
        Picture::Graph(Graph { nodes, wires }),
    )
}
