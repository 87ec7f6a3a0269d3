//! The arithmetic of a node: its value, the chain rule for its derivative, the nudge that checks it.

use super::Chain;
use super::plan::{Moment, Task};
use crate::lab::scene::{Arithmetic, Check};
use crate::math::Expression;
use crate::math::expression::{Edge, NodeId, Style};
use crate::math::measured::measure;
use crate::math::term::{Term, Worked, number, settled, worked};
use crate::say;
use crate::words::{exact, figure, same, text};

/// Digits of a number inside a formula.
const DIGITS: usize = 6;
/// Digits of values that differ by a nudge.
const FINE: usize = 10;
/// Factors of a chain that is written out from end to end; beyond that it is written from one node to
/// the next.
const MOST_FACTORS: usize = 9;
/// What stands where a result is not known yet.
const OPEN: &str = "?";

/// A formula as a factor.
fn tight(formula: &str) -> String {
    let bracketed = formula.starts_with('[') && formula.ends_with(']') && formula.matches('[').count() == 1;
    let alone = bracketed || !(formula.contains(' ') || formula.starts_with('−'));
    if alone { formula.to_string() } else { format!("({formula})") }
}

/// Products of a sum, written with these words for the factors.
fn sum(products: &[Vec<Edge>], word: impl Fn(&Edge) -> String) -> String {
    let product = |way: &Vec<Edge>| way.iter().map(&word).collect::<Vec<_>>().join(" · ");
    products.iter().map(product).collect::<Vec<_>>().join(" + ")
}

impl Chain {
    /// What is written under the picture: the task being explained first, then what else is known of the
    /// node looked at.
    pub(super) fn arithmetic(&self, moment: &Moment<'_>) -> Vec<Arithmetic> {
        let Some(node) = self.focus(moment) else { return Vec::new() };
        let mut tasks = vec![Task::Forward(node), Task::Backward(node), Task::Nudge(node)];
        tasks.sort_by_key(|task| (!moment.explains(*task), std::cmp::Reverse(moment.knows(*task))));
        let mut written = Vec::new();
        for task in tasks {
            if !moment.knows(task) && !moment.explains(task) {
                continue;
            }
            match task {
                Task::Forward(_) => written.push(self.value(moment, node)),
                Task::Backward(_) => written.extend(self.derivative(moment, node)),
                Task::Nudge(_) => written.push(self.difference(moment, node)),
            }
        }
        if written.is_empty() {
            written.push(self.value(moment, node));
        }
        written
    }

    /// u = b·c = 4·2 = 8
    fn value(&self, moment: &Moment<'_>, node: NodeId) -> Arithmetic {
        let name = self.name(node);
        let value = figure(self.values[node], DIGITS);
        if self.is_variable(node) {
            return Arithmetic {
                name: say!("input {name}", "输入 {name}"),
                formula: same(name),
                result: value,
                ..Arithmetic::default()
            };
        }
        let task = Task::Forward(node);
        let started = moment.knows(task) || moment.explains(task);
        let text = |digits: usize| self.graph().with_numbers(node, &self.values, digits);
        let read = |digits: usize| {
            Expression::parse(&text(digits))
                .and_then(|read| Ok(read.compile(&[])?.eval(&[])))
                .unwrap_or(f64::NAN)
        };
        let Worked { numbers, result } = settled(text, read, self.values[node], DIGITS, DIGITS);
        Arithmetic {
            name: say!("value of {name}", "{name} 的值"),
            formula: same(format!("{name} = {}", self.graph().text(node, Style::Pretty))),
            numbers: if started { numbers } else { String::new() },
            result: if moment.knows(task) { result } else { OPEN.to_string() },
            check: None,
            active: moment.explains(task),
        }
    }

    /// dJ/db = dJ/dv · dv/du · du/db = 3 · 1 · c = 3 · 1 · 2 = 6, and the same from the nodes that use b alone.
    fn derivative(&self, moment: &Moment<'_>, node: NodeId) -> Vec<Arithmetic> {
        let graph = self.graph();
        let task = Task::Backward(node);
        let mut ways: Vec<Vec<Edge>> = graph.ways(node, 4);
        ways.iter_mut().for_each(|way| way.reverse());
        let whole = ways.len() < 4 && ways.iter().map(Vec::len).sum::<usize>() <= MOST_FACTORS;
        let mut written = Vec::new();
        if whole && !ways.is_empty() && node != graph.result() {
            written.push(self.written_out(&ways, node));
        }
        // With two factors both ways of writing it are the same.
        let short = ways.iter().all(|way| way.len() <= 2);
        if !whole || !short || written.is_empty() {
            written.push(self.by_neighbours(node));
        }
        let known = moment.knows(task);
        for line in &mut written {
            line.active = moment.explains(task);
            if !known {
                line.result = OPEN.to_string();
            }
        }
        if known {
            written[0].check = Some(self.check(node));
        }
        written
    }

    /// The chain rule over all ways from the node to the result.
    fn written_out(&self, ways: &[Vec<Edge>], node: NodeId) -> Arithmetic {
        let (name, result) = (self.name(node), self.result_name());
        let left = format!("d{result}/d{name}");
        let names = sum(ways, |edge| format!("d{}/d{}", self.name(edge.into), self.name(edge.from)));
        let formula = if names == left { left } else { format!("{left} = {names}") };
        let symbols = sum(ways, |edge| tight(&self.graph().formula(edge.into, edge.input)));
        let product =
            |way: &Vec<Edge>| Term::Product(way.iter().map(|edge| number(self.local(edge))).collect());
        let term = Term::Sum(ways.iter().map(product).collect());
        let Worked { numbers, result } = term.comes_to(self.gradients[node], DIGITS, DIGITS);
        let numbers = numbers.replace('·', " · ");
        let numbers = if symbols == numbers { numbers } else { format!("{symbols} = {numbers}") };
        // A lone number is the result already.
        let lone = ways.len() == 1 && ways[0].len() == 1 && symbols == result;
        Arithmetic {
            name: say!("chain rule for {name}", "{name} 的链式法则"),
            formula: same(formula),
            numbers: if lone { String::new() } else { numbers },
            result,
            ..Arithmetic::default()
        }
    }

    /// The chain rule from the nodes that use this one, whose derivatives are known already.
    fn by_neighbours(&self, node: NodeId) -> Arithmetic {
        let graph = self.graph();
        let (name, result) = (self.name(node), self.result_name());
        let left = format!("d{result}/d{name}");
        let title = say!("from what is known", "由已知的导数");
        if node == graph.result() {
            let result = figure(self.gradients[node], DIGITS);
            return Arithmetic { name: title, formula: same(left), result, ..Arithmetic::default() };
        }
        let uses = graph.uses(node);
        let term = |edge: &Edge| format!("d{result}/d{into} · d{into}/d{name}", into = self.name(edge.into));
        let product = |edge: &Edge| number(self.gradients[edge.into]) * number(self.local(edge));
        let right = uses.iter().map(term).collect::<Vec<_>>().join(" + ");
        let formula = if uses.is_empty() { left } else { format!("{left} = {right}") };
        let sum = Term::Sum(uses.iter().map(product).collect());
        let mut worked = sum.comes_to(self.gradients[node], DIGITS, DIGITS);
        worked.numbers = worked.numbers.replace('·', " · ");
        Arithmetic::worked(title, formula, worked)
    }

    pub(super) fn local(&self, edge: &Edge) -> f64 {
        self.graph().local(edge.into, edge.input, &self.values)
    }

    fn check(&self, node: NodeId) -> Check {
        let (name, result) = (self.name(node), self.result_name());
        let graph = self.graph();
        let corner = graph.corner_after(node, &self.values).map(|corner| {
            let (at, what) = (self.name(corner), graph.text(corner, Style::Pretty));
            say!(
                "{at} = {what} has a corner exactly here, where its derivative is a convention",
                "{at} = {what} 在此处正好有折点，导数只是一种约定"
            )
        });
        let value = |x: f64| graph.perturbed(&self.values, node, x)[graph.result()];
        Check {
            formula: same(format!("({result}({name}+ε) − {result}({name}−ε)) / 2ε")),
            measured: measure(value, self.values[node], self.gradients[node], None, 0.0),
            corner,
        }
    }

    /// (45.006 − 45) / 0.001 = 6
    pub(super) fn quotient_line(&self, node: NodeId) -> Worked {
        let at = self.graph().result();
        let (before, after) = (self.values[at], self.nudged(node)[at]);
        let term = (number(after) - number(before)) / number(self.nudge);
        worked(&[&term], self.quotient(node), FINE, DIGITS)
    }

    /// (J(b + 0.001) − J(b)) / 0.001 = (45.006 − 45) / 0.001 = 6
    fn difference(&self, moment: &Moment<'_>, node: NodeId) -> Arithmetic {
        let (name, result, nudge) = (self.name(node), self.result_name(), figure(self.nudge, DIGITS));
        let moved = exact(self.values[node] + self.nudge);
        let formula = format!("({result}({name} + {nudge}) − {result}({name})) / {nudge}");
        let line = self.quotient_line(node);
        let before_after = line.numbers;
        let explained = moment.explains(Task::Nudge(node));
        let (numbers, result) = match moment.phase {
            0 if explained => (format!("({result}({moved}) − {result}) / {nudge}"), OPEN.to_string()),
            1 if explained => (before_after, OPEN.to_string()),
            _ => (before_after, line.result),
        };
        let formula = same(formula);
        Arithmetic { name: text("nudge", "微调"), formula, numbers, result, check: None, active: explained }
    }
}
