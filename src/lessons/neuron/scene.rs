//! What is seen: the neuron, its S-curve, the error, the tables, the new situation.

use super::parameters::Settings;
use super::pass::{INPUTS, Pass, Weights};
use super::{Pane, curves, tables, written};
use crate::lab::Panes;
use crate::lab::scene::{Flowing, Panel, Picture, Place, Selected};
use crate::lab::{Look, Reveal, Scene};
use crate::lessons::networks::diagram::diagram;
use crate::math::{Activation, loss::Loss};
use crate::nn::mlp::{Head, Mlp, Trace};
use crate::say;
use crate::words::{Text, fixed, text};

/// An adjustment this small does not change anything that can be seen.
const STILL: f64 = 1e-3;

/// The scene of one state.
pub(super) fn scene(of: &Settings, weights: &Weights, look: &Look<'_>) -> Scene {
    let pass = of.pass(weights);
    Scene {
        panels: vec![
            network(of, weights, &pass, look),
            curves::s_curve(of, weights, &pass, look),
            curves::error(of, &pass, look),
            tables::examples(of, &pass, look),
            tables::adjustments(of, weights, &pass, look),
            tables::probe(of, weights, &pass),
            curves::answers(of, look),
        ],
        arithmetic: written::arithmetic(of, weights, &pass, look),
        verdict: Some(verdict(of, weights, &pass)),
    }
}

/// Three inputs, three weights, one neuron, with the numbers of the chosen example.
fn network(of: &Settings, weights: &Weights, pass: &Pass, look: &Look<'_>) -> Panel {
    let (i, bits) = (of.example.0, written::bits(of.example.0));
    let head = Head::Apart { activation: Activation::Sigmoid, loss: Loss::HalfSquared };
    let mlp = Mlp::new(&[3, 1], Activation::Sigmoid, head, false);
    let trace = Trace {
        a: vec![INPUTS[i].to_vec(), vec![pass.o[i]]],
        z: vec![vec![pass.z[i]]],
        error: vec![vec![pass.pull(i)]],
        loss: 0.5 * pass.error[i] * pass.error[i],
        gradient: Vec::new(),
    };
    let mut network = diagram(&mlp, weights, &[], &["o".to_string()], Some(&trace));
    network.layers[1].title = text("the neuron", "神经元");
    let out = &mut network.layers[1].neurons[0];
    out.value = out.value.filter(|_| look.reveal.shows(1));
    out.error = out.error.filter(|_| look.reveal.shows(3));
    network.flowing = match look.reveal {
        Reveal::Upto(0 | 1) => Flowing::Forward(1),
        Reveal::Upto(2 | 3) => Flowing::Backward(2),
        Reveal::Upto(4) => Flowing::Update,
        _ => Flowing::Still,
    };
    network.selected = Selected::Edge { layer: 1, from: of.weight.0, to: 0 };
    let title = say!("The neuron looks at {bits}", "神经元在看 {bits}");
    Pane::Network
        .panel(title, Place::Main, Picture::Network(network))
        .caption(text("solid orange: w > 0; dashed blue: w < 0", "橙实线：w > 0；蓝虚线：w < 0"))
        .active([0, 3, 4].into_iter().any(|phase| look.reveal.explains(phase)))
        .pick(text(
            "click, `key:up``key:down`: choose; again: change",
            "点击、`key:up``key:down` 选；再点修改",
        ))
}

/// What this state means.
fn verdict(of: &Settings, weights: &Weights, pass: &Pass) -> Text {
    let right = pass.right(&of.targets);
    let still = pass.adjustment.iter().all(|adjustment| adjustment.abs() < STILL);
    let error = fixed(pass.mean_error(), 3);
    if of.wants_either_or() && still {
        return say!(
            "It stands still, {right} of 4 right: no line separates these answers. See lesson 8.",
            "停住了，只对了 {right} 个：没有一条直线能分开这些答案。请看第 8 课。"
        );
    }
    if right < 4 && still {
        return say!(
            "It stands still, {right} of 4 right: where the S-curve is flat, errors move nothing.",
            "停住了，只对了 {right} 个：Sigmoid 曲线平坦的地方，误差推不动权重。"
        );
    }
    if right < 4 {
        return say!(
            "{right} of 4 on the right side of ½, mean error {error}. Which weight will grow most?",
            "4 个中 {right} 个在 ½ 的正确一侧，平均误差 {error}。哪个权重会增加得最多？"
        );
    }
    let asked: String = of.probe.map(|x| x.to_string()).join(" ");
    let says = fixed(super::pass::answer(weights, &of.probe), 3);
    let strongest = (0..3).max_by(|a, b| weights[*a].abs().total_cmp(&weights[*b].abs())).unwrap_or(0);
    let w = written::name('w', strongest);
    say!(
        "All 4 right, mean error {error}; {w} is the largest weight. To {asked} it says {says}.",
        "四个全对，平均误差 {error}；{w} 是最大的权重。对 {asked}，它回答 {says}。"
    )
}
