//! What is seen: the network, its answers, the loss, what makes a neuron, the layers.

mod curves;
pub(super) mod names;
mod phase;
mod tables;

pub(super) use phase::Phase;

use super::{Layers, Pane, written};
use crate::lab::scene::{Flowing, Panel, Picture, Place};
use crate::lab::{Look, Now, Panes, Scene};
use crate::lessons::networks::diagram::diagram;
use crate::lessons::side::Side;
use crate::nn::mlp::Trace;
use crate::say;
use crate::words::{Text, figure, fixed, text, whole};

/// A gradient this short changes nothing that can be seen.
const STILL: f64 = 5e-3;

/// Rows that are traced through every layer at most, for means over rows and the first terms of sums.
const MOST_TRACES: usize = 2000;

/// The scene of one state.
pub(super) fn scene(of: &Layers, now: Now<'_, Layers>, look: &Look<'_>) -> Scene {
    let (set, numbers) = (now.settings, &*now.state.numbers);
    let traces: Vec<Trace> =
        (0..of.all.len().min(MOST_TRACES)).map(|example| of.trace(numbers, example)).collect();
    let chosen = of.trace(numbers, of.example);
    let gradient = of.gradient(numbers);
    let (answers, loss) = of.answers(numbers);
    Scene {
        panels: vec![
            network(of, numbers, (&chosen, &gradient, *set.lr), look),
            curves::loss(of, set, loss, look),
            tables::answers(of, &answers, look),
            curves::answers(of, set, look),
            tables::terms(of, numbers, &chosen, look),
            tables::layers(of, numbers, &gradient, &traces, look),
        ],
        arithmetic: written::arithmetic((of, set), numbers, &gradient, (&chosen, &traces, loss), look),
        verdict: Some(verdict(of, numbers, &answers, &gradient)),
    }
}

/// The network with the numbers of the chosen row: answers as far as they have come, errors as far back, and in the
/// update what becomes of every weight.
fn network(
    of: &Layers,
    numbers: &[f64],
    (trace, gradient, lr): (&Trace, &[f64], f64),
    look: &Look<'_>,
) -> Panel {
    let (inputs, outputs) = of.table.names();
    let mut network = diagram(&of.mlp, numbers, &inputs, &outputs, Some(trace));
    for (layer, neurons) in network.layers.iter_mut().enumerate().skip(1) {
        let (forward, backward) = (Phase::Forward(layer), Phase::Backward(layer));
        for (index, neuron) in neurons.neurons.iter_mut().enumerate() {
            neuron.name = names::name(of, layer, index);
            neuron.value = neuron.value.filter(|_| forward.known(&of.mlp, look));
            neuron.error = neuron.error.filter(|_| backward.known(&of.mlp, look));
        }
    }
    let phase = Phase::explained(&of.mlp, look);
    network.flowing = match phase {
        Some(Phase::Forward(layer)) => Flowing::Forward(layer),
        // δ of a layer comes through the wires behind it.
        Some(Phase::Backward(layer)) => Flowing::Backward(layer + 1),
        Some(Phase::Update) => Flowing::Update,
        Some(Phase::Loss) | None => Flowing::Still,
    };
    if phase == Some(Phase::Update) {
        let moved: Vec<f64> = (0..numbers.len()).map(|at| of.moved(lr, numbers, gradient, at)).collect();
        network.next = diagram(&of.mlp, &moved, &inputs, &outputs, None).weights;
    }
    network.selected = of.choice.selected();
    let row = of.table.label(of.example);
    let title = text("The network looks at ", "网络在看 ").then(&row);
    Pane::Network
        .panel(title, Place::Main, Picture::Network(network))
        .caption(caption(phase))
        .active(phase.is_some_and(|phase| phase != Phase::Loss))
        .pick(text(
            "click or `key:up``key:down`: choose; again: change",
            "点击或 `key:up``key:down` 选取；再点修改",
        ))
}

fn caption(phase: Option<Phase>) -> Text {
    match phase {
        Some(Phase::Forward(_)) => text("wires carry w·a forwards", "连线向前送 w·a"),
        Some(Phase::Backward(_)) => {
            text("wires carry w·δ back: δ = (Σ w·δ)·a(1 − a)", "连线向后送 w·δ：δ = (Σ w·δ)·a(1 − a)")
        }
        Some(Phase::Update) => {
            text("old → new; bright: moves most; orange up, blue down", "旧 → 新；越亮移动越多；橙增，蓝减")
        }
        _ => text("solid orange: w > 0; dashed blue: w < 0", "橙实线：w > 0；蓝虚线：w < 0"),
    }
}

/// What this state means.
fn verdict(of: &Layers, numbers: &[f64], answers: &[f64], gradient: &[f64]) -> Text {
    let targets = &of.table.examples.targets;
    let right = answers.iter().zip(targets).filter(|(a, y)| Side::of(**a, **y) == Side::Right).count();
    let (all, length) = (targets.len(), gradient.iter().map(|slope| slope * slope).sum::<f64>().sqrt());
    let (count, error) = (whole(all as u64), fixed(of.mean_error(answers), 4));
    if length == 0.0 && right < all {
        return say!(
            "Every gradient is exactly 0: nothing moves any more, though {right} of {count} answers are right.",
            "每个梯度都恰好是 0：什么都不再移动，而 {count} 个输出只对了 {right} 个。"
        );
    }
    if let Some(neurons) = tables::twins(of, numbers) {
        return say!(
            "All {neurons} hidden neurons are twins: equal weights get equal errors, for ever.",
            "{neurons} 个隐藏神经元一模一样：相同的权重得到相同的误差，永远分不开。"
        );
    }
    if right < all && length < STILL {
        let length = figure(length, 2);
        return say!(
            "{right} of {count} right, and the gradient is only {length} long: a plateau? Or stuck (S)?",
            "{count} 个对了 {right} 个，梯度长度只有 {length}：是平台，还是卡住了？换种子按 `key:new_seed`。"
        );
    }
    if right < all {
        return say!(
            "{right} of {count} on the right side of ½, mean error {error}. Press `key:phase` to follow one back.",
            "{count} 个输出中 {right} 个在 ½ 的正确一侧，平均误差 {error}。按 `key:phase` 看误差怎样往回传。"
        );
    }
    say!(
        "All {count} on the right side of ½, mean error {error}. What does each hₙ look for?",
        "{count} 个输出全在 ½ 的正确一侧，平均误差 {error}。每个 hₙ 各在留意什么？"
    )
}
