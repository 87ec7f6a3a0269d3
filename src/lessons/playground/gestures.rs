//! What clicks, keys and verbs do.

use super::reshape::{change, insert, remove, resize, toggle};
use super::view::{Lines, Map, View};
use super::{Pane, Playground, export, shape, tables};
use crate::lab::scene::Selected;
use crate::lab::{Act, Now, Nth, Offer, Response, Spot, Verb};
use crate::say;
use crate::words::text;

/// The lesson's own keys.
pub(super) const VERBS: &[Offer] = &[
    Offer::new(
        Verb::Epoch,
        text("epoch", "一轮"),
        text("Learn from every training point once.", "每个训练点学习一次。"),
    ),
    Offer::new(
        Verb::Value,
        text("set weight", "设权重"),
        text("Type a value for the chosen weight or bias.", "为选中的权重或偏置输入数值。"),
    ),
    Offer::new(
        Verb::Show,
        text("test points", "测试点"),
        text("Show or hide the points that only test.", "显示或隐藏只用于测试的点。"),
    ),
    Offer::new(
        Verb::View,
        text("neuron's map", "神经元图"),
        text(
            "Show the chosen neuron in the large map, or the output again.",
            "大图显示选中的神经元，或恢复显示输出。",
        ),
    ),
    Offer::new(
        Verb::Borders,
        text("borders", "分界线"),
        text(
            "Draw where the neurons of the chosen layer change sides.",
            "画出选中层的神经元在哪里改变符号。",
        ),
    ),
    Offer::new(
        Verb::Decision,
        text("decision", "只看判定"),
        text("Colour by the class alone, or by how sure.", "只按类别着色，或按把握大小着色。"),
    ),
    Offer::new(
        Verb::Add,
        text("more neurons", "加神经元"),
        text("One neuron more in the chosen layer.", "选中层增加一个神经元。"),
    ),
    Offer::new(
        Verb::Remove,
        text("fewer neurons", "减神经元"),
        text("One neuron less in the chosen layer.", "选中层减少一个神经元。"),
    ),
    Offer::new(
        Verb::Deepen,
        text("more layers", "加一层"),
        text("A hidden layer more, behind the chosen one.", "在选中层之后增加一个隐藏层。"),
    ),
    Offer::new(
        Verb::Flatten,
        text("fewer layers", "减一层"),
        text("Take the chosen layer away.", "去掉选中的层。"),
    ),
    Offer::new(
        Verb::SavePoints,
        text("save points", "保存点"),
        text("Save the points as CSV.", "把点保存为 CSV。"),
    ),
    Offer::new(
        Verb::SaveWeights,
        text("save weights", "保存权重"),
        text("Save weights and biases as CSV, JSON or HDF5.", "把权重和偏置保存为 CSV、JSON 或 HDF5。"),
    ),
];

/// One of the verbs.
pub(super) fn act(of: &Playground, now: Now<'_, Playground>, verb: Verb) -> Vec<Response> {
    let set = now.settings;
    let View { map, lines, discrete, test, format, .. } = &set.view;
    match verb {
        Verb::Epoch => vec![Response::Advance(now.state.batches.left(*set.batch))],
        Verb::Value => ask(of, now, of.selected(&set.view)),
        Verb::Show => vec![test.to(!**test)],
        Verb::View => vec![map.to(if **map == Map::Neuron { Map::Output } else { Map::Neuron })],
        Verb::Borders => {
            vec![lines.to(if **lines == Lines::Nobody { Lines::Layer } else { Lines::Nobody })]
        }
        Verb::Decision => vec![discrete.to(!**discrete)],
        Verb::Add => resize(of, set, |size| size + 1),
        Verb::Remove => resize(of, set, |size| size - 1),
        Verb::Deepen => insert(of, set),
        Verb::Flatten => remove(of, set),
        Verb::SavePoints => vec![export::points(of)],
        Verb::SaveWeights => vec![export::weights(of, now.state, **format)],
        _ => Vec::new(),
    }
}

/// Something done in a panel.
pub(super) fn respond(of: &Playground, now: Now<'_, Playground>, pane: Pane, act: Act) -> Vec<Response> {
    let set = now.settings;
    let example = &set.view.example;
    match (pane, act) {
        (Pane::Network, Act::Press(Spot::Neuron { layer: 0, index })) => toggle(set, index),
        (Pane::Network, Act::Press(Spot::Neuron { layer, index })) => {
            choose(of, now, Selected::Neuron { layer, index })
        }
        (Pane::Network, Act::Press(Spot::Edge { layer, from, to })) => {
            choose(of, now, Selected::Edge { layer, from, to })
        }
        (Pane::Network, Act::Erase(Spot::Neuron { layer, .. })) if layer > 0 && layer <= set.hidden.len() => {
            change(set, layer, |size| size - 1)
        }
        (Pane::Network, Act::Erase(Spot::Edge { layer, from, to })) => {
            let edge = Selected::Edge { layer, from, to };
            match of.parameter(layer, to, Some(from)) {
                Some(_) => vec![set.weight.to(format!("{}=0", shape::place(edge)))],
                None => Vec::new(),
            }
        }
        (Pane::Network, Act::Move { dx, dy }) => walk(of, &set.view, dx, dy),
        (Pane::Neuron, act) => neuron(of, now, act),
        (Pane::Plane, Act::Press(Spot::Point { x, y }) | Act::Drag(Spot::Point { x, y })) => {
            nearest(of, *set.view.test, x, y).map(|i| example.to(Nth(i))).into_iter().collect()
        }
        (Pane::Points, Act::Press(Spot::Item(row))) => {
            let point = tables::page(of.example(&set.view)).saturating_add(row).min(of.world.count() - 1);
            vec![example.to(Nth(point))]
        }
        (Pane::Points | Pane::Plane, Act::Move { dx, dy }) => {
            let by = dx.saturating_add(dy) as isize;
            let next = of.example(&set.view).saturating_add_signed(by).min(of.world.count() - 1);
            vec![example.to(Nth(next))]
        }
        _ => Vec::new(),
    }
}

/// Chooses something.
fn select(view: &View, what: Selected) -> Vec<Response> {
    vec![view.selected.to_words(shape::place(what))]
}

/// Chooses something; what is chosen already is asked a value for.
fn choose(of: &Playground, now: Now<'_, Playground>, what: Selected) -> Vec<Response> {
    let there = match what {
        Selected::Neuron { layer, index } => of.parameter(layer, index, None),
        Selected::Edge { layer, from, to } => of.parameter(layer, to, Some(from)),
        Selected::Nothing => None,
    };
    let view = &now.settings.view;
    match there {
        None => Vec::new(),
        Some(_) if *view.selected == what => ask(of, now, what),
        Some(_) => select(view, what),
    }
}

/// Asks for the value of a weight, or of a neuron's bias.
fn ask(of: &Playground, now: Now<'_, Playground>, what: Selected) -> Vec<Response> {
    let (place, number, prompt) = match what {
        Selected::Neuron { layer, index } => {
            let place = format!("{layer}.{}.b", index + 1);
            let number = index + 1;
            let prompt =
                say!("Bias of neuron {number} in layer {layer}", "第 {layer} 层第 {number} 个神经元的偏置");
            (place, of.parameter(layer, index, None), prompt)
        }
        edge @ Selected::Edge { layer, from, to } => {
            let place = shape::place(edge);
            let prompt = say!("Weight {place} (layer.neuron.from)", "权重 {place}（层.神经元.来源）");
            (place, of.parameter(layer, to, Some(from)), prompt)
        }
        Selected::Nothing => return Vec::new(),
    };
    let Some(number) = number else {
        return vec![Response::Say(text(
            "An input has no weight of its own; choose a connection.",
            "输入本身没有权重；请选一条连接。",
        ))];
    };
    let prefill = now.state.parameters[number].to_string();
    vec![now.settings.weight.ask(prefill, format!("{place}={{}}"), prompt)]
}

/// Arrow keys on the network: along the layers, and through the neurons of one.
fn walk(of: &Playground, view: &View, dx: i32, dy: i32) -> Vec<Response> {
    let last = of.mlp().layers().len();
    let (layer, index) = match of.selected(view) {
        Selected::Neuron { layer, index } => (layer, index),
        Selected::Edge { layer, to, .. } => (layer, to),
        Selected::Nothing => (last, 0),
    };
    let layer = layer.saturating_add_signed(dx as isize).clamp(1, last);
    let most = of.mlp().layers()[layer - 1].outputs - 1;
    let index = index.saturating_add_signed(dy as isize).min(most);
    select(view, Selected::Neuron { layer, index })
}

/// Rows of the table of terms are the connections to the chosen neuron, the last one its bias.
fn neuron(of: &Playground, now: Now<'_, Playground>, act: Act) -> Vec<Response> {
    let view = &now.settings.view;
    let (layer, to, row) = match of.selected(view) {
        Selected::Neuron { layer, index } => (layer, index, None),
        Selected::Edge { layer, from, to } => (layer, to, Some(from)),
        Selected::Nothing => return Vec::new(),
    };
    let Some(there) = layer.checked_sub(1).and_then(|at| of.mlp().layers().get(at)) else {
        return Vec::new();
    };
    let drawn = |at: usize| if layer == 1 { of.world.features[at] as usize } else { at };
    let at_row = |at: usize| {
        if at < there.inputs {
            Selected::Edge { layer, from: drawn(at), to }
        } else {
            Selected::Neuron { layer, index: to }
        }
    };
    match act {
        Act::Press(Spot::Item(at)) if at <= there.inputs => choose(of, now, at_row(at)),
        Act::Move { dx, dy } => {
            let now = match row {
                Some(from) => (0..there.inputs).position(|at| drawn(at) == from).unwrap_or(0),
                None => there.inputs,
            };
            let next = now.saturating_add_signed(dx.saturating_add(dy) as isize).min(there.inputs);
            select(view, at_row(next))
        }
        _ => Vec::new(),
    }
}

/// The drawn point nearest to a place, as the eye measures on the map.
fn nearest(of: &Playground, tested: bool, x: f64, y: f64) -> Option<usize> {
    let window = of.world.window;
    let (wide, high) = (window.x.1 - window.x.0, window.y.1 - window.y.0);
    let drawn = if tested { of.world.count() } else { of.world.train };
    let distance = |i: usize| {
        let [px, py] = of.world.points.features[i];
        ((px - x) / wide).powi(2) + ((py - y) / high).powi(2)
    };
    let measured = (0..drawn).map(|i| (i, distance(i)));
    measured.filter(|(_, d)| d.is_finite()).min_by(|a, b| a.1.total_cmp(&b.1)).map(|(i, _)| i)
}
