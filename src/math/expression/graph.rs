//! The computation graph of an expression: values forwards, derivatives backwards.

use super::op::Op;
use super::write::{Binding, Style, Written, number};

/// The place of a node in [`Graph::nodes`] and in every vector of values or gradients.
pub type NodeId = usize;

/// What flows into a node.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Operand {
    /// The value of another node.
    Node(NodeId),
    /// A number that never changes, by its place among the graph's constants. It is written inside
    /// the node that uses it and is not a node itself.
    Constant(usize),
}

/// A variable or one operation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// What it does.
    pub op: Op,
    /// With what: none, one or two inputs.
    pub inputs: Vec<Operand>,
    /// The variable's name, the learner's name for an intermediate, or one that was made: u, v, w …, and J for
    /// the result. Unique in its graph.
    pub name: String,
}

/// A connection: the node `from` is the input number `input` (0 or 1) of the node `into`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Edge {
    /// Where the value comes from.
    pub from: NodeId,
    /// Where it is used.
    pub into: NodeId,
    /// As which of the inputs.
    pub input: usize,
}

/// A number in an expression, with its spelling in every style.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Constant {
    pub(super) value: f64,
    pub(super) written: [Written; 3],
}

/// An expression as a graph without cycles.
///
/// The variables come first, in the order in which they appear; then the operations in the order in which a
/// person evaluates them, left to right, inside out. So every node stands after its inputs. Equal
/// sub-expressions are one node, whose derivative is the sum over everything that uses it.
#[derive(Debug, Clone, PartialEq)]
pub struct Graph {
    pub(super) nodes: Vec<Node>,
    pub(super) constants: Vec<Constant>,
    pub(super) variables: usize,
    pub(super) result: NodeId,
}

impl Graph {
    /// All nodes in evaluation order, variables first.
    #[must_use]
    pub fn nodes(&self) -> &[Node] {
        &self.nodes
    }

    /// How many of the nodes are variables: the first so many.
    #[must_use]
    pub fn variables(&self) -> usize {
        self.variables
    }

    /// The value of a number that stands in the expression, by its place in [`Operand::Constant`]; NaN if there is none.
    #[must_use]
    pub fn constant(&self, place: usize) -> f64 {
        self.constants.get(place).map_or(f64::NAN, |constant| constant.value)
    }

    /// The node whose value is the value of the expression. Usually, not always, the last one.
    #[must_use]
    pub fn result(&self) -> NodeId {
        self.result
    }

    /// The forward pass: the value of every node, from the values of the variables (a missing one is NaN).
    #[must_use]
    pub fn values(&self, inputs: &[f64]) -> Vec<f64> {
        let mut values = Vec::with_capacity(self.nodes.len());
        for (id, node) in self.nodes.iter().enumerate() {
            let value = match node.op {
                Op::Variable => inputs.get(id).copied().unwrap_or(f64::NAN),
                op => {
                    let (a, b) = self.operands(node, &values);
                    op.rule().map_or(a, |rule| (rule.value)(a, b))
                }
            };
            values.push(value);
        }
        values
    }

    /// The backward pass: d result / d node for every node, from the values of the forward pass.
    ///
    /// Right to left; a node hands dJ/dnode · ∂node/∂input to each of its inputs, where the contributions add.
    #[must_use]
    pub fn gradients(&self, values: &[f64]) -> Vec<f64> {
        let reaches = self.reaching();
        let mut gradients = vec![0.0; self.nodes.len()];
        gradients[self.result] = 1.0;
        for (id, node) in self.nodes.iter().enumerate().rev().filter(|(id, _)| reaches[*id]) {
            for (input, operand) in node.inputs.iter().enumerate() {
                if let Operand::Node(from) = *operand {
                    gradients[from] += contribution(gradients[id], self.local(id, input, values));
                }
            }
        }
        gradients
    }

    /// The local derivative ∂node/∂input at these values, where `input` is 0 or 1.
    #[must_use]
    pub fn local(&self, node: NodeId, input: usize, values: &[f64]) -> f64 {
        let (a, b) = self.operands(&self.nodes[node], values);
        match self.nodes[node].op.rule() {
            Some(rule) if input < rule.inputs => (rule.local[input])(a, b, values[node]),
            _ => 0.0,
        }
    }

    /// Whether the expression has a derivative here, and not only a convention for one: no `abs` or `relu` of 0,
    /// no tie in a `max` or `min`.
    #[must_use]
    pub fn is_smooth_at(&self, values: &[f64]) -> bool {
        let reaches = self.reaching();
        self.nodes.iter().zip(reaches).filter(|(_, reaches)| *reaches).all(|(node, _)| {
            let (a, b) = self.operands(node, values);
            !node.op.rule().is_some_and(|rule| (rule.corner)(a, b))
        })
    }

    /// What a node does, in terms of its inputs' names: `b*c`. A variable is its own name.
    #[must_use]
    pub fn text(&self, node: NodeId, style: Style) -> String {
        let node = &self.nodes[node];
        if node.op == Op::Variable {
            return self.name(node, style);
        }
        Written::operation(node.op, &self.written(node, style), style).text
    }

    /// The formula of the local derivative ∂node/∂input in terms of the inputs' names: for b·c and its first input, `c`.
    /// `[a > b]` is 1 when that is true, else 0.
    #[must_use]
    pub fn formula(&self, node: NodeId, input: usize) -> String {
        let node = &self.nodes[node];
        let Some(rule) = node.op.rule() else { return String::from("0") };
        let written = self.written(node, Style::Pretty);
        let (a, b) = (&written[0], &written[rule.inputs - 1]);
        if let (Op::Power, 0, Operand::Constant(exponent)) = (node.op, input, node.inputs[rule.inputs - 1]) {
            let less = self.constants[exponent].value - 1.0;
            if number(less).len() <= 7 {
                return power_rule(a, b, less);
            }
        }
        match rule.formula[input.min(1)] {
            "{a}" => a.text.clone(),
            "{b}" => b.text.clone(),
            // Alone in its parentheses a loose part needs no second pair.
            template => [("{a}", a), ("{b}", b)].iter().fold(template.to_owned(), |formula, (hole, part)| {
                formula
                    .replace(&format!("({hole})"), &format!("({})", part.text))
                    .replace(hole, &part.tight())
            }),
        }
    }

    /// Every connection out of a node: the ways in which it acts on the result, one step far.
    ///
    /// dJ/dnode is the sum over them of dJ/dinto · ∂into/∂node.
    #[must_use]
    pub fn uses(&self, node: NodeId) -> Vec<Edge> {
        let mut edges = Vec::new();
        for (into, user) in self.nodes.iter().enumerate() {
            for (input, operand) in user.inputs.iter().enumerate() {
                if *operand == Operand::Node(node) {
                    edges.push(Edge { from: node, into, input });
                }
            }
        }
        edges
    }

    /// The ways from a node to the result, each as its connections from the node on; at most `most` of them, because
    /// their number can double with every node. dJ/dnode is the sum over all ways of the product of their local derivatives.
    ///
    /// Read backwards a way is the chain rule as it is written: dJ/db = dJ/dv · dv/du · du/db.
    #[must_use]
    pub fn ways(&self, node: NodeId, most: usize) -> Vec<Vec<Edge>> {
        let reaches = self.reaching();
        let mut found = Vec::new();
        let mut open = vec![Vec::new()];
        while let Some(way) = open.pop() {
            if found.len() == most {
                break;
            }
            let end = way.last().map_or(node, |edge: &Edge| edge.into);
            if end == self.result {
                found.push(way);
                continue;
            }
            for edge in self.uses(end).into_iter().rev().filter(|edge| reaches[edge.into]) {
                let mut longer = way.clone();
                longer.push(edge);
                open.push(longer);
            }
        }
        found
    }

    /// Which nodes act on the result.
    pub(super) fn reaching(&self) -> Vec<bool> {
        let mut reaches = vec![false; self.nodes.len()];
        reaches[self.result] = true;
        for (id, node) in self.nodes.iter().enumerate().rev() {
            for operand in &node.inputs {
                if let (Operand::Node(from), true) = (*operand, reaches[id]) {
                    reaches[from] = true;
                }
            }
        }
        reaches
    }

    /// The values that flow into a node; b = a where there is only one, NaN where there is none.
    pub(super) fn operands(&self, node: &Node, values: &[f64]) -> (f64, f64) {
        let value = |operand: &Operand| match *operand {
            Operand::Node(id) => values[id],
            Operand::Constant(id) => self.constants[id].value,
        };
        let a = node.inputs.first().map_or(f64::NAN, value);
        (a, node.inputs.get(1).map_or(a, value))
    }

    /// What flows into a node, as text.
    pub(super) fn written(&self, node: &Node, style: Style) -> Vec<Written> {
        let write = |operand: &Operand| match *operand {
            Operand::Node(id) => Written::atom(self.name(&self.nodes[id], style)),
            Operand::Constant(id) => self.constants[id].written[style as usize].clone(),
        };
        node.inputs.iter().map(write).collect()
    }

    fn name(&self, node: &Node, style: Style) -> String {
        match style {
            Style::Python if PYTHON_WORDS.contains(&node.name.as_str()) => format!("{}_", node.name),
            _ => node.name.clone(),
        }
    }
}

/// dJ/dnode · ∂node/∂input. A node that does not change with its input hands nothing on, not even of ∞: √relu(−1).
/// But 0 · ∞ is not a number: √x grows without bound at 0, whatever is made of it later.
pub(super) fn contribution(gradient: f64, local: f64) -> f64 {
    if local == 0.0 { 0.0 } else { gradient * local }
}

/// n·aⁿ⁻¹ with the number put in: `2·x`, `3·x^2`, `0.5·x^(−0.5)`.
fn power_rule(base: &Written, exponent: &Written, less: f64) -> String {
    let factor = exponent.within(Binding::Power);
    if less == -1.0 {
        String::from("0")
    } else if less == 0.0 {
        String::from("1")
    } else if less == 1.0 {
        format!("{factor}·{}", base.tight())
    } else {
        let less = Written::number(less, Style::Pretty);
        let raised = Written::operation(Op::Power, &[base.clone(), less], Style::Pretty);
        format!("{factor}·{}", raised.text)
    }
}

/// Python's own words and the module's name: a variable called so gets an underscore in a NumPy program.
const PYTHON_WORDS: [&str; 36] = [
    "and", "as", "assert", "async", "await", "break", "class", "continue", "def", "del", "elif", "else",
    "except", "finally", "for", "from", "global", "if", "import", "in", "is", "lambda", "nonlocal", "not",
    "or", "pass", "raise", "return", "try", "while", "with", "yield", "None", "True", "False", "np",
];
