//! Inputs, neurons and layers: more or fewer of them.

use super::feature::Feature;
use super::parameters::Settings;
use super::{Playground, shape};
use crate::lab::Response;
use crate::lab::scene::Selected;
use crate::say;
use crate::words::text;

/// Switches an input on or off.
pub(super) fn toggle(set: &Settings, index: usize) -> Vec<Response> {
    let Some(&feature) = Feature::ALL.get(index) else { return Vec::new() };
    let on = set.inputs.contains(&feature);
    if on && set.inputs.len() == 1 {
        return vec![Response::Say(text("The network needs at least one input.", "网络至少需要一个输入。"))];
    }
    let kept = Feature::ALL.into_iter().filter(|f| set.inputs.contains(f) != (*f == feature));
    vec![set.inputs.to_words(Feature::write(&kept.collect::<Vec<_>>()))]
}

/// The chosen hidden layer, or the last one.
fn chosen_layer(of: &Playground, set: &Settings) -> usize {
    let layer = match of.selected(&set.view) {
        Selected::Neuron { layer, .. } | Selected::Edge { layer, .. } => layer,
        Selected::Nothing => 0,
    };
    layer.clamp(1, set.hidden.len().max(1))
}

/// Changes the size of the chosen layer.
pub(super) fn resize(of: &Playground, set: &Settings, to: impl Fn(usize) -> usize) -> Vec<Response> {
    if set.hidden.is_empty() {
        return vec![Response::Say(text(
            "There is no hidden layer; J adds one.",
            "没有隐藏层；按 J 增加一层。",
        ))];
    }
    change(set, chosen_layer(of, set), to)
}

/// Changes the size of hidden layer `layer`; one without neurons is gone.
pub(super) fn change(set: &Settings, layer: usize, to: impl Fn(usize) -> usize) -> Vec<Response> {
    let mut hidden = set.hidden.to_vec();
    hidden[layer - 1] = to(hidden[layer - 1]);
    if hidden[layer - 1] > shape::MOST_NEURONS {
        return vec![Response::Say(say!(
            "A layer has at most {} neurons.",
            "每层最多 {} 个神经元。",
            shape::MOST_NEURONS
        ))];
    }
    hidden.retain(|size| *size > 0);
    vec![set.hidden.to_words(shape::write(&hidden))]
}

/// A layer like the chosen one behind it.
pub(super) fn insert(of: &Playground, set: &Settings) -> Vec<Response> {
    if set.hidden.len() == shape::MOST_LAYERS {
        return vec![Response::Say(say!(
            "There are at most {} hidden layers.",
            "最多 {} 个隐藏层。",
            shape::MOST_LAYERS
        ))];
    }
    let mut hidden = set.hidden.to_vec();
    let at = if hidden.is_empty() { 0 } else { chosen_layer(of, set) };
    hidden.insert(at, hidden.get(at.saturating_sub(1)).copied().unwrap_or(4));
    vec![set.hidden.to_words(shape::write(&hidden))]
}

/// Takes the chosen layer away.
pub(super) fn remove(of: &Playground, set: &Settings) -> Vec<Response> {
    if set.hidden.is_empty() {
        return vec![Response::Say(text("There is no hidden layer to take away.", "已经没有隐藏层了。"))];
    }
    let mut hidden = set.hidden.to_vec();
    hidden.remove(chosen_layer(of, set) - 1);
    vec![set.hidden.to_words(shape::write(&hidden))]
}
