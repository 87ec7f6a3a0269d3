//! Why a value or a derivative is not finite, in a sentence.

use super::graph::{Graph, Node, NodeId, Operand};
use super::op::Op;
use super::write::Style;
use crate::say;
use crate::words::{Text, figure, text};

impl Graph {
    /// The first node in evaluation order whose value is not finite, with a sentence about which of its
    /// inputs made it so; nothing when all values are finite.
    #[must_use]
    pub fn trouble(&self, values: &[f64]) -> Option<(NodeId, Text)> {
        let id = values.iter().position(|value| !value.is_finite())?;
        let node = &self.nodes[id];
        let (name, what) = (&node.name, not_finite(values[id]));
        let (en, zh) = (&what.en, &what.zh);
        if node.op == Op::Variable {
            return Some((id, say!("{name} is {en}: give it a number.", "{name} 是{zh}：请给它一个数。")));
        }
        let text = self.text(id, Style::Pretty);
        let why = self.constant_trouble(node).unwrap_or_else(|| {
            let (a, b) = self.operands(node, values);
            let names: Vec<String> =
                self.written(node, Style::Pretty).into_iter().map(|part| part.text).collect();
            reason(node.op, &names, a, b)
        });
        let (why_en, why_zh) = (&why.en, &why.zh);
        Some((id, say!("{name} = {text} is {en}: {why_en}.", "{name} = {text} 是{zh}：{why_zh}。")))
    }

    /// The same for the derivatives of the backward pass: the node whose local derivative is not finite although all
    /// values are (√0, say), or that no number can hold.
    #[must_use]
    pub fn gradient_trouble(&self, values: &[f64], gradients: &[f64]) -> Option<(NodeId, Text)> {
        let bad = (0..gradients.len()).rev().find(|&id| !gradients[id].is_finite())?;
        let bad_name = &self.nodes[bad].name;
        let result = &self.nodes[self.result].name;
        let local =
            self.uses(bad).into_iter().find(|edge| !self.local(edge.into, edge.input, values).is_finite());
        let Some(edge) = local else {
            return Some((
                bad,
                say!(
                    "d{result}/d{bad_name} is larger than any 64-bit number.",
                    "d{result}/d{bad_name} 超出了 64 位浮点数的范围。"
                ),
            ));
        };
        let (into, formula, value) =
            (&self.nodes[edge.into].name, self.formula(edge.into, edge.input), figure(values[bad], 6));
        Some((
            bad,
            say!(
                "d{into}/d{bad_name} = {formula} is not finite at {bad_name} = {value}.",
                "在 {bad_name} = {value} 处，d{into}/d{bad_name} = {formula} 不是有限的数。"
            ),
        ))
    }

    /// The blame on a constant part, if it is one: `1/0`.
    fn constant_trouble(&self, node: &Node) -> Option<Text> {
        let constants = node.inputs.iter().filter_map(|operand| match *operand {
            Operand::Constant(id) => Some(&self.constants[id]),
            Operand::Node(_) => None,
        });
        let bad = constants.into_iter().find(|constant| !constant.value.is_finite())?;
        let text = &bad.written[Style::Pretty as usize].text;
        Some(say!(
            "{text} has no finite value, whatever the variables are",
            "无论变量取什么值，{text} 都没有有限的值"
        ))
    }
}

fn not_finite(value: f64) -> Text {
    if value.is_nan() {
        text("not a number", "无定义的数")
    } else if value > 0.0 {
        text("+∞", "+∞")
    } else {
        text("−∞", "−∞")
    }
}

/// What finite `a` and `b` did to this operation.
fn reason(op: Op, names: &[String], a: f64, b: f64) -> Text {
    let first = names.first().map_or("", String::as_str);
    let last = names.last().map_or("", String::as_str);
    let (first_value, last_value) = (figure(a, 6), figure(b, 6));
    match op {
        Op::Log if a == 0.0 => {
            say!(
                "{first} is 0, and the logarithm falls without end towards 0",
                "{first} 为 0，对数在趋近 0 时无限下降"
            )
        }
        Op::Log => say!(
            "{first} is {first_value}, and a negative number has no real logarithm",
            "{first} 为 {first_value}，负数没有实对数"
        ),
        Op::Sqrt => say!(
            "{first} is {first_value}, and a negative number has no real root",
            "{first} 为 {first_value}，负数没有实平方根"
        ),
        Op::Divide if b == 0.0 => say!("it divides by {last}, which is 0", "除数 {last} 为 0"),
        Op::Power if a == 0.0 && b < 0.0 => {
            say!(
                "{first} is 0, and a negative power of it divides by 0",
                "{first} 为 0，它的负数次幂要除以 0"
            )
        }
        Op::Power if a < 0.0 && b.fract() != 0.0 => say!(
            "{first} is {first_value}, and a negative number has no real power {last_value}",
            "{first} 为 {first_value}，负数没有实的 {last_value} 次幂"
        ),
        _ => text(
            "it is larger than any 64-bit number (1.8·10^308)",
            "它超出了 64 位浮点数的范围（1.8·10^308）",
        ),
    }
}
