//! Builds a graph while an expression is read, merging equal parts and folding constants.

use super::graph::{Constant, Graph, Node, Operand};
use super::op::Op;
use super::write::{Style, Written, number};
use std::collections::{HashMap, HashSet};

const STYLES: [Style; 3] = [Style::Plain, Style::Pretty, Style::Python];

/// A graph in the making. Nodes are in the order of reading, with no names but those that were given.
#[derive(Default)]
pub(super) struct Builder {
    nodes: Vec<(Op, Vec<Operand>, Option<String>)>,
    constants: Vec<Constant>,
    /// Every operation there is already, by what it does with what.
    operations: HashMap<(Op, Vec<Operand>), Operand>,
    /// Every number there is already, by its bits.
    numbers: HashMap<u64, Operand>,
    /// Every name in the formula: a node that has none must not be called so.
    taken: HashSet<String>,
}

impl Builder {
    /// A new variable.
    pub(super) fn variable(&mut self, name: &str) -> Operand {
        self.taken.insert(name.to_owned());
        self.nodes.push((Op::Variable, Vec::new(), Some(name.to_owned())));
        Operand::Node(self.nodes.len() - 1)
    }

    /// A number as it was typed.
    pub(super) fn number(&mut self, value: f64) -> Operand {
        self.constant(value, STYLES.map(|style| Written::number(value, style)))
    }

    /// A number with a name: plain, pretty, in NumPy.
    pub(super) fn named_number(&mut self, value: f64, names: [&str; 3]) -> Operand {
        self.constant(value, names.map(Written::atom))
    }

    fn constant(&mut self, value: f64, written: [Written; 3]) -> Operand {
        *self.numbers.entry(value.to_bits()).or_insert_with(|| {
            self.constants.push(Constant { value, written });
            Operand::Constant(self.constants.len() - 1)
        })
    }

    /// An operation: the node that does it already, a folded constant, or a new node.
    pub(super) fn apply(&mut self, op: Op, inputs: Vec<Operand>) -> Operand {
        if let Some(folded) = self.fold(op, &inputs) {
            return folded;
        }
        *self.operations.entry((op, inputs)).or_insert_with_key(|(op, inputs)| {
            self.nodes.push((*op, inputs.clone(), None));
            Operand::Node(self.nodes.len() - 1)
        })
    }

    /// An operation on constants is a constant: written as its value if that is short, else as it was typed (`1/3`).
    fn fold(&mut self, op: Op, inputs: &[Operand]) -> Option<Operand> {
        let constant = |operand: &Operand| match *operand {
            Operand::Constant(id) => Some(&self.constants[id]),
            Operand::Node(_) => None,
        };
        let parts: Vec<&Constant> = inputs.iter().map(constant).collect::<Option<_>>()?;
        let (a, b) = (parts.first()?, parts.last()?);
        let value = (op.rule()?.value)(a.value, b.value);
        let short = value.is_finite() && number(value).len() <= 7;
        let written = STYLES.map(|style| {
            let parts: Vec<Written> = parts.iter().map(|part| part.written[style as usize].clone()).collect();
            if short { Written::number(value, style) } else { Written::operation(op, &parts, style) }
        });
        Some(self.constant(value, written))
    }

    /// Gives a node a name, if it has none yet. Either way nothing else is called so.
    pub(super) fn name(&mut self, operand: Operand, name: &str) {
        self.taken.insert(name.to_owned());
        if let Operand::Node(id) = operand {
            self.nodes[id].2.get_or_insert_with(|| name.to_owned());
        }
    }

    /// The graph of `result`: variables first, every node named.
    pub(super) fn finish(mut self, result: Operand) -> Graph {
        let result = match result {
            Operand::Node(id) => id,
            constant @ Operand::Constant(_) => {
                self.nodes.push((Op::Constant, vec![constant], None));
                self.nodes.len() - 1
            }
        };
        let taken = |name: &str| self.taken.iter().any(|known| is_like(name, known));
        let mut results = ["J", "L", "F"].map(String::from).into_iter().chain((1..).map(|k| format!("J{k}")));
        let result_name = results.find(|name| !taken(name)).unwrap_or_default();
        let letters = ["u", "v", "w", "p", "q", "r", "s", "t"].map(String::from).into_iter();
        let mut letters = letters.chain((1..).map(|k| format!("u{k}"))).filter(|name| !taken(name));

        let (variables, operations): (Vec<usize>, Vec<usize>) =
            (0..self.nodes.len()).partition(|&id| self.nodes[id].0 == Op::Variable);
        let order: Vec<usize> = variables.iter().chain(&operations).copied().collect();
        let mut place = vec![0; order.len()];
        order.iter().enumerate().for_each(|(new, &old)| place[old] = new);

        let nodes = order.iter().map(|&old| {
            let (op, inputs, name) = &self.nodes[old];
            let moved = |operand: &Operand| match *operand {
                Operand::Node(id) => Operand::Node(place[id]),
                constant @ Operand::Constant(_) => constant,
            };
            let name = name.clone().unwrap_or_else(|| {
                if old == result { result_name.clone() } else { letters.next().unwrap_or_default() }
            });
            Node { op: *op, inputs: inputs.iter().map(moved).collect(), name }
        });
        let nodes = nodes.collect();
        Graph { nodes, constants: self.constants, variables: variables.len(), result: place[result] }
    }
}
/// Whether a name of the program's own would be taken for one of the formula: the same, or the same with a number behind it
/// (`w` beside `w1`).
fn is_like(name: &str, known: &str) -> bool {
    known.strip_prefix(name).is_some_and(|number| number.chars().all(|c| c.is_ascii_digit()))
}
