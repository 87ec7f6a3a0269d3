//! What a state means, in a sentence.

use super::Playground;
use super::scene::Sight;
use super::world::Goal;
use crate::lessons::networks::{Overflow, silent};
use crate::math::Activation;
use crate::nn::mlp::Penalty;
use crate::say;
use crate::words::{Text, figure, fixed, text};

/// Why a step cannot be taken.
pub(super) fn overflow(of: &Playground, overflow: Overflow, t: u64) -> Text {
    let lr = figure(of.training.optimizer.rate(), 3);
    let (what_en, what_zh, k) = match overflow {
        Overflow::Gradient(k) => ("the gradient of ", "的梯度", k),
        Overflow::Parameter(k) => ("", "", k),
    };
    let place = place_of(of, k);
    say!(
        "Step {t} would take {what_en}{place} beyond all bounds: with a learning rate of {lr} every step overshoots more. Lower it (<) and go on.",
        "第 {t} 步会使 {place} {what_zh}超出一切范围：学习率 {lr} 让每一步都冲得更远。请调小它（<）再继续。"
    )
}

/// How a number among the parameters is written in `weight`.
pub(super) fn place_of(of: &Playground, k: usize) -> String {
    for (l, layer) in of.mlp().layers().iter().enumerate() {
        if layer.biases.contains(&k) {
            return format!("b {}.{}", l + 1, k - layer.biases.start + 1);
        }
        if layer.weights.contains(&k) {
            let (to, from) =
                ((k - layer.weights.start) / layer.inputs, (k - layer.weights.start) % layer.inputs);
            let from = if l == 0 { of.world.features[from] as usize } else { from };
            return format!("w {}.{}.{}", l + 1, to + 1, from + 1);
        }
    }
    String::new()
}

pub(super) fn verdict(sight: &Sight<'_>) -> Text {
    let of = sight.of;
    let layers = of.mlp().layers();
    let hidden_zero = |l: usize| sight.state.parameters[layers[l].weights.clone()].iter().all(|w| *w == 0.0);
    if !of.hidden.is_empty() && (0..layers.len()).all(hidden_zero) {
        return say!(
            "All weights are 0: every neuron of a layer gets the same gradient, so they stay twins. Choose other first weights.",
            "权重全为 0：同一层的神经元得到同样的梯度，永远一模一样。请换一种初始权重。"
        );
    }
    if sight.state.batches.epoch() == 0 && sight.state.batches.fresh() {
        return start(of);
    }
    let off = sight.state.dead.iter().filter(|dead| **dead).count();
    let l1 = of.training.regularisation.is_some_and(|rule| rule.penalty == Penalty::L1);
    if l1 && off > 0 {
        let all: usize = layers.iter().map(|layer| layer.weights.len()).sum();
        return say!(
            "The L1 penalty has switched off {off} of {all} connections.",
            "L1 惩罚已关掉 {all} 条连接中的 {off} 条。"
        );
    }
    let said = if of.world.goal == Goal::Number { numbers(sight) } else { classes(sight) };
    match silent(of.mlp(), &sight.state.parameters, &of.training.examples) {
        Some(silent) if silent.whole() => silent.sentence(),
        Some(silent) => said.then(&text(" ", "")).then(&silent.sentence()),
        None => said,
    }
}

/// Before the first step: what to expect.
fn start(of: &Playground) -> Text {
    if of.world.ill_scaled() {
        return say!(
            "These coordinates are very large or very small for a network; set scale=on to fit them to ±5.",
            "这些坐标对网络来说太大或太小；设 scale=on 可缩放到 ±5。"
        );
    }
    let linear = of.hidden.is_empty() || of.mlp().hidden() == Activation::Linear;
    let straight = of.world.features.iter().all(|feature| (*feature as usize) < 2);
    if linear && straight && of.world.goal == Goal::Two {
        return say!(
            "Without a bend the border is one straight line, however many layers.",
            "没有弯曲的激活函数，无论多少层，边界都只是一条直线。"
        );
    }
    let count = of.mlp().parameters();
    let points = of.world.train;
    say!(
        "{count} numbers wait to be learnt from {points} points. `key:run` runs, E takes one epoch.",
        "{count} 个参数等待从 {points} 个点中学习。`key:run` 运行，E 走一轮。"
    )
}

fn classes(sight: &Sight<'_>) -> Text {
    let (train, test) = (sight.train.accuracy, sight.test.accuracy);
    let wrong = |accuracy: f64, count: usize| ((100.0 - accuracy) / 100.0 * count as f64).round();
    let of = sight.of;
    if of.test.count == 0 {
        let (wrong, all) = (wrong(train, of.world.train), of.world.train);
        return say!("{wrong} of {all} points are wrong.", "{all} 个点中判错 {wrong} 个。");
    }
    let (missed, all) = (wrong(test, of.test.count), of.test.count);
    let (train_share, test_share) = (fixed(train, 1), fixed(test, 1));
    if train - test > 8.0 {
        return say!(
            "Overfitting: {train_share} % right on the points learnt from, {test_share} % on the others. It remembers points instead of the rule.",
            "过拟合：学过的点对 {train_share}%，没见过的只对 {test_share}%。它记住了点，而不是规律。"
        );
    }
    if missed == 0.0 {
        return say!("All {all} test points are right.", "{all} 个测试点全部判对。");
    }
    say!("{missed} of {all} test points are wrong.", "{all} 个测试点中判错 {missed} 个。")
}

fn numbers(sight: &Sight<'_>) -> Text {
    let asked = if sight.of.test.count > 0 { &sight.test } else { &sight.train };
    let off = figure((2.0 * asked.loss).sqrt(), 3);
    say!("Predictions are off by about {off}.", "预测大约差 {off}。")
}
