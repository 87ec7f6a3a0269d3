//! The settings: a formula, a value for each of its variables, the nudge, the node looked at.

use super::examples;
use crate::lab::{Form, Setting};
use crate::math::Expression;
use crate::say;
use crate::words::{Problem, Text, same, text};

/// Parameters that are not variables, and the words of a share line that are none either.
const RESERVED: [&str; 6] = ["f", "nudge", "look", "auto", "seed", "step"];

/// What is looked at when the steps are followed.
pub(super) const AUTO: &str = "auto";

/// What is set.
pub(in crate::lessons) struct Settings {
    pub(super) f: Setting<String>,
    /// The formula, read.
    pub(super) expression: Expression,
    /// Values of its variables, in the order of their nodes.
    pub(super) inputs: Vec<Setting<f64>>,
    /// How far an input is nudged.
    pub(super) nudge: Setting<f64>,
    /// The name of a node, or [`AUTO`].
    pub(super) look: Setting<String>,
}

impl Settings {
    /// In the order in which the panel lists them.
    pub(super) fn fill(form: &mut Form<'_>) -> Result<Settings, Problem> {
        let help = text(
            "The formula: + - * / ^ ( ), exp log sqrt abs sin cos tan tanh sigmoid relu max min, pi, e, any variables, \
             and named parts before the last one: z = w*x + b; sigmoid(z).",
            "公式：+ - * / ^ ( )，exp log sqrt abs sin cos tan tanh sigmoid relu max min，pi、e，任意变量名；\
             最后一部分之前可以写带名字的中间量：z = w*x + b; sigmoid(z)。",
        );
        let expected = text("a formula such as 3*(a+b*c)", "公式，例如 3*(a+b*c)");
        let f = form.words("f", text("formula", "公式"), help, expected, examples::FIRST).restarts()?;
        let expression = read(&f)?;
        let mut others = (1..).map(f64::from);
        let input = |name: &str| input(form, name, &mut others);
        let inputs = expression.variables().map(input).collect::<Result<_, _>>()?;
        let help = text(
            "How far each input is moved at the end to check its derivative.",
            "最后检验导数时，每个输入移动多少。",
        );
        let nudge = form.rate("nudge", text("nudge", "微调量"), help, 0.001, 1e-12..=1.0).live()?;
        let help = text(
            "The node whose arithmetic is shown; auto follows the steps.",
            "显示哪个节点的算式；auto 表示跟随步骤。",
        );
        let expected = text("the name of a node, or auto", "节点的名称，或 auto");
        let look = form.words("look", text("look at", "查看"), help, expected, AUTO).unlisted().view()?;
        Ok(Settings { f, expression, inputs, nudge, look })
    }
}

/// A variable: a, b and c begin with the course's numbers, the others with 1, 2, 3 …
fn input(
    form: &mut Form<'_>,
    name: &str,
    others: &mut impl Iterator<Item = f64>,
) -> Result<Setting<f64>, Problem> {
    let default = match name {
        "a" => 7.0,
        "b" => 4.0,
        "c" => 2.0,
        _ => others.next().unwrap_or(1.0),
    };
    let help = say!("Value of the input {name}.", "输入 {name} 的值。");
    let name = name.to_string();
    form.number(name.clone(), same(name), help, default, -1e12..=1e12).live()
}

/// Reads a formula.
fn read(formula: &str) -> Result<Expression, Problem> {
    let expression = Expression::parse(formula).map_err(|error| {
        let before = text("The formula cannot be read: ", "无法读懂这个公式：");
        Problem::usage(before.then(&error.text()).then(&text(".", "。")))
    })?;
    let intermediates = expression.intermediates().iter().map(String::as_str);
    let taken = expression.variables().chain(intermediates).find(|name| RESERVED.contains(name));
    taken.map(reserved).map_or(Ok(()), Err)?;
    Ok(expression)
}

fn reserved(name: &str) -> Problem {
    let sentence: Text = say!(
        "In this lesson the word {name} has another meaning: give the variable another name, such as {name}1.",
        "在本课中 {name} 另有含义：请给这个变量换个名字，例如 {name}1。"
    );
    Problem::usage(sentence)
}
