//! Inputs, neurons and layers: more or fewer of them.

use super::feature::Feature;
use super::gestures::set;
use super::{Playground, shape};
use crate::lab::Response;
use crate::lab::scene::Selected;
use crate::say;
use crate::words::text;

/// Switches an input on or off.
pub(super) fn toggle(of: &Playground, index: usize) -> Vec<Response> {
    let Some(&feature) = Feature::ALL.get(index) else { return Vec::new() };
    let on = of.world.features.contains(&feature);
    if on && of.world.features.len() == 1 {
        return vec![Response::Say(text("The network needs at least one input.", "网络至少需要一个输入。"))];
    }
    let kept = Feature::ALL.into_iter().filter(|f| of.world.features.contains(f) != (*f == feature));
    set("inputs", Feature::write(&kept.collect::<Vec<_>>()))
}

/// The chosen hidden layer, or the last one.
fn chosen_layer(of: &Playground) -> usize {
    let layer = match of.selected() {
        Selected::Neuron { layer, .. } | Selected::Edge { layer, .. } => layer,
        Selected::Nothing => 0,
    };
    layer.clamp(1, of.hidden.len().max(1))
}

/// Changes the size of the chosen layer.
pub(super) fn resize(of: &Playground, to: impl Fn(usize) -> usize) -> Vec<Response> {
    if of.hidden.is_empty() {
        return vec![Response::Say(text(
            "There is no hidden layer; J adds one.",
            "没有隐藏层；按 J 增加一层。",
        ))];
    }
    change(of, chosen_layer(of), to)
}

/// Changes the size of hidden layer `layer`; one without neurons is gone.
pub(super) fn change(of: &Playground, layer: usize, to: impl Fn(usize) -> usize) -> Vec<Response> {
    let mut hidden = of.hidden.clone();
    hidden[layer - 1] = to(hidden[layer - 1]);
    if hidden[layer - 1] > shape::MOST_NEURONS {
        return vec![Response::Say(say!(
            "A layer has at most {} neurons.",
            "每层最多 {} 个神经元。",
            shape::MOST_NEURONS
        ))];
    }
    hidden.retain(|size| *size > 0);
    set("hidden", shape::write(&hidden))
}

/// A layer like the chosen one behind it.
pub(super) fn insert(of: &Playground) -> Vec<Response> {
    if of.hidden.len() == shape::MOST_LAYERS {
        return vec![Response::Say(say!(
            "There are at most {} hidden layers.",
            "最多 {} 个隐藏层。",
            shape::MOST_LAYERS
        ))];
    }
    let mut hidden = of.hidden.clone();
    let at = if hidden.is_empty() { 0 } else { chosen_layer(of) };
    hidden.insert(at, hidden.get(at.saturating_sub(1)).copied().unwrap_or(4));
    set("hidden", shape::write(&hidden))
}

/// Takes the chosen layer away.
pub(super) fn remove(of: &Playground) -> Vec<Response> {
    if of.hidden.is_empty() {
        return vec![Response::Say(text("There is no hidden layer to take away.", "已经没有隐藏层了。"))];
    }
    let mut hidden = of.hidden.clone();
    hidden.remove(chosen_layer(of) - 1);
    set("hidden", shape::write(&hidden))
}
