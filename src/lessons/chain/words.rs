//! What the numbers mean, in sentences.

use super::Chain;
use super::plan::{Moment, Task};
use crate::math::derivative::relative_error;
use crate::math::expression::{NodeId, Style};
use crate::say;
use crate::words::{Text, figure, printable, text};

/// Quotients and derivatives that differ by less than this agree.
const AGREE: f64 = 1e-2;

/// Significant digits in which a number has to be printed so that its distance from another one has so many.
pub(super) fn digits_apart(from: f64, to: f64, wanted: usize) -> usize {
    let apart = (to - from).abs();
    let lost = (from.abs().max(to.abs()) / apart).log10().max(0.0);
    if lost.is_finite() { (wanted + lost.ceil() as usize).min(17) } else { 17 }
}

/// Significant digits of a figure.
fn quotient_digits(figure: &str) -> usize {
    let mantissa = figure.split('e').next().unwrap_or_default();
    mantissa.chars().filter(char::is_ascii_digit).skip_while(|c| *c == '0').count().max(2)
}

impl Chain {
    /// The formula as it was typed, its result with a name: `z = w*x + b; J = z^2`.
    pub(super) fn formula(&self) -> String {
        let written = printable(self.expression.source());
        let written = written.trim().trim_end_matches([';', '；']);
        let (parts, last) = match written.rfind([';', '；']) {
            Some(at) => written.split_at(at + written[at..].chars().next().map_or(0, char::len_utf8)),
            None => ("", written),
        };
        match last.contains(['=', '＝']) {
            true => written.to_string(),
            false if parts.is_empty() => format!("{} = {last}", self.result_name()),
            // A full-width semicolon brings its own space.
            false => {
                let space = if parts.ends_with(';') { " " } else { "" };
                format!("{parts}{space}{} = {}", self.result_name(), last.trim_start())
            }
        }
    }

    /// The sentence about this moment.
    pub(super) fn verdict(&self, moment: &Moment<'_>) -> Text {
        if let Some((_, trouble)) = self.graph().trouble(&self.values) {
            return trouble;
        }
        let task = match (self.chosen, moment.now) {
            (Some(node), _) if moment.knows(Task::Backward(node)) => Task::Backward(node),
            (Some(node), _) => Task::Forward(node),
            (None, Some((task, _))) => task,
            (None, None) => return self.opening(),
        };
        match task {
            Task::Forward(node) => self.about_value(moment, node),
            Task::Backward(node) if moment.knows(task) => self.meaning(node),
            Task::Backward(node) => self.about_locals(node),
            Task::Nudge(node) if moment.knows(task) => self.comparison(node),
            Task::Nudge(node) => {
                let (result, arrow) = (self.result_name(), self.arrow(node));
                say!("{arrow}: what will {result} do?", "{arrow}：{result} 会怎样变？")
            }
        }
    }

    fn opening(&self) -> Text {
        match self.plan.first() {
            Some(Task::Forward(node)) => {
                let (name, what) = (self.name(*node), self.graph().text(*node, Style::Pretty));
                say!(
                    "The inputs are given. The first step computes {name} = {what}.",
                    "输入已给定。第一步计算 {name} = {what}。"
                )
            }
            _ => text(
                "The inputs are given; there is nothing to compute from them.",
                "输入已给定，没有需要计算的运算。",
            ),
        }
    }

    fn about_value(&self, moment: &Moment<'_>, node: NodeId) -> Text {
        let (name, result) = (self.name(node), self.result_name());
        let value = figure(self.values[node], 6);
        if self.is_variable(node) {
            return say!(
                "{name} = {value} is an input: it is given, not computed.",
                "{name} = {value} 是输入：它是给定的，不是算出来的。"
            );
        }
        let what = self.graph().text(node, Style::Pretty);
        if !moment.knows(Task::Forward(node)) {
            return say!("{name} = {what}: what will it be?", "{name} = {what}：会得到多少？");
        }
        if node == self.graph().result() {
            return say!(
                "{result} = {value}. Now backwards: how strongly does each node move {result}?",
                "{result} = {value}。接着反向：每个节点对 {result} 的影响有多大？"
            );
        }
        say!("{name} = {value}, from its inputs alone.", "{name} = {value}，只由它的输入算出。")
    }

    fn about_locals(&self, node: NodeId) -> Text {
        let (name, result) = (self.name(node), self.result_name());
        let users = self.graph().uses(node);
        let list = users.iter().map(|edge| self.name(edge.into)).collect::<Vec<_>>().join(", ");
        match users.len() {
            0 => say!("How does {result} change with {name}?", "{result} 随 {name} 如何变化？"),
            1 => say!(
                "{name} acts on {result} only through {list}: d{result}/d{list} times the local derivative.",
                "{name} 只通过 {list} 影响 {result}：d{result}/d{list} 乘以局部导数。"
            ),
            _ => say!(
                "{name} acts on {result} through {list}: a product for each way, and they add.",
                "{name} 通过 {list} 影响 {result}：每条路径给出一个乘积，再把它们相加。"
            ),
        }
    }

    /// What a derivative says.
    fn meaning(&self, node: NodeId) -> Text {
        let (name, result, slope) = (self.name(node), self.result_name(), self.gradients[node]);
        if node == self.graph().result() {
            return say!(
                "d{result}/d{name} = 1: the backward pass begins with itself.",
                "d{result}/d{name} = 1：反向传播从自己开始。"
            );
        }
        let size = figure(slope.abs(), 6);
        let left = format!("d{result}/d{name} = {}", figure(slope, 6));
        if slope == 0.0 {
            say!(
                "{left}: a little more or less {name} does not move {result}.",
                "{left}：{name} 稍有增减，{result} 不变。"
            )
        } else if slope > 0.0 {
            say!(
                "{left}: raise {name} a little, and {result} rises {size} times as much.",
                "{left}：{name} 增加一点，{result} 就增加它的 {size} 倍。"
            )
        } else {
            say!(
                "{left}: raise {name} a little, and {result} falls {size} times as much.",
                "{left}：{name} 增加一点，{result} 就减少它的 {size} 倍。"
            )
        }
    }

    /// `b 4 → 4.001`
    pub(super) fn arrow(&self, node: NodeId) -> String {
        let (from, to) = (self.values[node], self.values[node] + self.nudge);
        format!("{} {} → {}", self.name(node), figure(from, 10), figure(to, 10))
    }

    /// How the nudge compares with the derivative.
    fn comparison(&self, node: NodeId) -> Text {
        let at = self.graph().result();
        let (result, arrow) = (self.result_name(), self.arrow(node));
        let (before, after) = (self.values[at], self.nudged(node)[at]);
        let (quotient, slope) = (self.quotient(node), self.gradients[node]);
        // So many digits that the quotient can be worked out from the two values.
        let line = self.quotient_line(node);
        let digits = digits_apart(before, after, quotient_digits(&line.result));
        let (before, after) = (figure(before, digits), figure(after, digits));
        let (quotient_text, slope_text) = (line.result, figure(slope, 6));
        let head = format!("{arrow}, {result} {before} → {after}");
        let error = relative_error(quotient, slope);
        if self.graph().corner_after(node, &self.values).is_some() {
            say!(
                "{head}: {quotient_text} per unit. A corner: to the left it is another.",
                "{head}：每单位变化 {quotient_text}。这里是折点，左侧的斜率并不相同。"
            )
        } else if error < 1e-6 || quotient_text == slope_text {
            say!(
                "{head}: {quotient_text} per unit, as the chain rule says. ✓",
                "{head}：每单位变化 {quotient_text}，与链式法则一致。✓"
            )
        } else if error < AGREE {
            say!(
                "{head}: {quotient_text} per unit, nearly {slope_text}. A smaller nudge comes closer.",
                "{head}：每单位变化 {quotient_text}，接近 {slope_text}。微调量越小越接近。"
            )
        } else {
            say!(
                "{head}: {quotient_text} per unit, not {slope_text}: the curve bends within the nudge.",
                "{head}：每单位变化 {quotient_text}，而不是 {slope_text}：曲线在微调范围内弯曲了。"
            )
        }
    }

    /// The last word of a run.
    pub(super) fn conclusion(&self) -> Text {
        let result = self.result_name();
        let inputs: Vec<NodeId> = (0..self.graph().variables()).collect();
        if inputs.is_empty() {
            return say!(
                "{result} depends on nothing: there is no derivative.",
                "{result} 不依赖任何输入，没有导数可求。"
            );
        }
        let each =
            |node: &NodeId| format!("d{result}/d{} {}", self.name(*node), figure(self.gradients[*node], 4));
        let gradient = match inputs.len() {
            1..=4 => format!(": {}", inputs.iter().map(each).collect::<Vec<_>>().join(", ")),
            _ => String::new(),
        };
        let agree = inputs.iter().all(|&node| {
            let (quotient, slope) = (self.quotient(node), self.gradients[node]);
            relative_error(quotient, slope) < AGREE || (quotient - slope).abs() < AGREE * self.nudge
        });
        if agree {
            say!(
                "Every derivative is known and every nudge agrees{gradient}.",
                "所有导数都已求出，每次微调都吻合{gradient}。"
            )
        } else {
            say!(
                "All derivatives are known{gradient}. Not every nudge agrees: it is too large, or there is a corner.",
                "所有导数都已求出{gradient}。并非每次微调都吻合：微调量太大，或遇到了折点。"
            )
        }
    }
}
