//! A formula and its derivatives as lines of Python.

use super::literal;
use crate::math::Expression;
use crate::math::expression::{Graph, NodeId, Op, Operand};
use minijinja::value::Value;
use std::collections::BTreeMap;

/// Which module has the functions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Module {
    /// For single numbers: `math.exp`.
    Math,
    /// For arrays as well: `np.exp`.
    Numpy,
}

/// A formula as a program: a line an operation forwards, a line a derivative backwards.
pub(super) struct Formula<'a> {
    graph: &'a Graph,
    module: Module,
    /// What nodes are called.
    names: Vec<String>,
    /// How they are written: as variables, or as fields of `n`.
    values: Vec<String>,
    /// How derivatives are written: as variables, or as fields of `d`.
    slopes: Vec<String>,
}

impl<'a> Formula<'a> {
    /// `taken` are names that the script uses for something else.
    pub(super) fn new(expression: &'a Expression, module: Module, taken: &[&str]) -> Formula<'a> {
        let graph = expression.graph();
        let mut names: Vec<String> = Vec::new();
        for node in graph.nodes() {
            let mut name = node.name.clone();
            while WORDS.contains(&&*name) || taken.contains(&&*name) || names.contains(&name) {
                name.push('_');
            }
            names.push(name);
        }
        let prefix = ["d", "d_", "dJ_d"]
            .into_iter()
            .find(|prefix| names.iter().all(|name| !names.contains(&format!("{prefix}{name}"))));
        let slopes = names.iter().map(|name| format!("{}{name}", prefix.unwrap_or("slope_of_"))).collect();
        Formula { graph, module, values: names.clone(), names, slopes }
    }

    /// The same with every value as `n.x` and every derivative as `d.x`.
    pub(super) fn in_fields(self) -> Formula<'a> {
        let fields = |letter: char| self.names.iter().map(|name| format!("{letter}.{name}")).collect();
        Formula { values: fields('n'), slopes: fields('d'), ..self }
    }

    /// The name of a node.
    pub(super) fn name(&self, id: NodeId) -> String {
        self.names[id].clone()
    }

    /// The name of the derivative by a node.
    pub(super) fn slope(&self, id: NodeId) -> String {
        self.slopes[id].clone()
    }

    /// What a template needs.
    pub(super) fn value(&self) -> Value {
        let mut value = BTreeMap::new();
        value.insert("inputs", Value::from(self.names[..self.graph.variables()].to_vec()));
        value.insert("forward", Value::from(self.forward()));
        value.insert("result", Value::from(self.names[self.graph.result()].clone()));
        value.insert("whole", Value::from(self.operation(self.graph.result())));
        value.insert("operations", Value::from(self.graph.nodes().len() - self.graph.variables()));
        value.insert("backward", Value::from(self.backward()));
        value.insert("needed", Value::from(self.needed()));
        value.insert("module", Value::from(self.uses_module()));
        value.insert("slope", self.single().map_or(Value::from(()), Value::from));
        let seed = &self.slopes[self.graph.result()];
        value.insert("seed", Value::from(seed.clone()));
        value.insert("slopes", Value::from(self.slopes[..self.graph.variables()].to_vec()));
        for (name, op) in [("sigmoid", Op::Sigmoid), ("relu", Op::Relu), ("abs", Op::Abs), ("sign", Op::Sign)]
        {
            value.insert(name, Value::from(self.graph.nodes().iter().any(|node| node.op == op)));
        }
        Value::from(value)
    }

    /// The operations in order: name and what it is.
    fn forward(&self) -> Vec<Value> {
        self.operations().map(|id| pair(&self.names[id], &self.operation(id))).collect()
    }

    fn operations(&self) -> std::ops::Range<NodeId> {
        self.graph.variables()..self.graph.nodes().len()
    }

    /// The operations whose values the derivatives are made of.
    fn needed(&self) -> Vec<Value> {
        let mut needed = vec![false; self.graph.nodes().len()];
        for id in self.operations() {
            for (input, operand) in self.graph.nodes()[id].inputs.iter().enumerate() {
                if let Operand::Node(_) = operand {
                    let local = self.local(id, input, false);
                    self.operations()
                        .filter(|other| names(&local, &self.values[*other]))
                        .for_each(|other| needed[other] = true);
                }
            }
        }
        for id in self.operations().rev().filter(|id| needed[*id]).collect::<Vec<_>>() {
            self.mark(id, &mut needed);
        }
        let kept = self.operations().filter(|id| needed[*id]);
        kept.map(|id| pair(&self.names[id], &self.operation(id))).collect()
    }

    /// Marks what an operation is made of.
    fn mark(&self, id: NodeId, needed: &mut [bool]) {
        for operand in &self.graph.nodes()[id].inputs {
            if let Operand::Node(from) = *operand
                && !std::mem::replace(&mut needed[from], true)
            {
                self.mark(from, needed);
            }
        }
    }

    /// Whether a function of the module is called.
    fn uses_module(&self) -> bool {
        let prefix = self.prefix();
        let locals = |id: NodeId| {
            let inputs = self.graph.nodes()[id].inputs.iter().enumerate();
            let nodes = inputs.filter(|(_, operand)| matches!(operand, Operand::Node(_)));
            nodes.map(move |(input, _)| self.local(id, input, false)).chain([self.operation(id)])
        };
        let backward = self.operations().flat_map(locals);
        self.graph.nodes().iter().any(|node| node.op == Op::Sigmoid)
            || backward.into_iter().any(|text| text.contains(prefix))
    }

    /// The derivatives from the result back to the inputs; a node used twice gets its parts one by one.
    fn backward(&self) -> Vec<Value> {
        let result = self.graph.result();
        let inner = (self.graph.variables()..self.graph.nodes().len()).rev();
        let order = inner.chain(0..self.graph.variables());
        order
            .filter(|id| *id != result)
            .map(|id| {
                let uses = self.graph.uses(id);
                let mut parts: Vec<String> = Vec::new();
                for edge in uses.iter().rev() {
                    parts.push(self.part(edge.into, edge.input));
                }
                let text =
                    if parts.is_empty() { "0.0".to_string() } else { parts.join(" + ").replace("+ -", "- ") };
                let mut line = BTreeMap::new();
                line.insert("name", Value::from(self.slopes[id].clone()));
                line.insert("node", Value::from(self.names[id].clone()));
                let lines = if text.len() > 60 { parts.clone() } else { vec![text] };
                line.insert("parts", Value::from(lines));
                Value::from(line)
            })
            .collect()
    }

    /// The derivative by the only variable where the formula is one operation.
    fn single(&self) -> Option<String> {
        let one = self.graph.variables() == 1 && self.graph.nodes().len() == 2;
        let uses = self.graph.uses(0);
        (one && uses.len() == 1).then(|| self.local(uses[0].into, uses[0].input, true))
    }

    /// What one use of a node hands back to it.
    fn part(&self, into: NodeId, input: usize) -> String {
        let slope = &self.slopes[into];
        match self.local(into, input, false).as_str() {
            "1" => slope.clone(),
            "-1" => format!("-{slope}"),
            local => match local.strip_prefix('-') {
                Some(rest) if !local.contains(' ') => format!("-{slope} * {rest}"),
                _ => format!("{slope} * {local}"),
            },
        }
    }

    fn operand(&self, operand: Operand) -> String {
        match operand {
            Operand::Node(id) => self.values[id].clone(),
            Operand::Constant(id) => self.constant(self.graph.constant(id)),
        }
    }

    fn constant(&self, x: f64) -> String {
        let module = self.prefix();
        if x == std::f64::consts::PI {
            format!("{module}pi")
        } else if x == std::f64::consts::E {
            format!("{module}e")
        } else if x.fract() == 0.0 && x.abs() < 1e15 {
            if x < 0.0 { format!("({x:.0})") } else { format!("{x:.0}") }
        } else if x < 0.0 {
            format!("({})", literal::number(x))
        } else {
            literal::number(x)
        }
    }

    fn prefix(&self) -> &'static str {
        match self.module {
            Module::Math => "math.",
            Module::Numpy => "np.",
        }
    }

    fn sign(&self) -> &'static str {
        match self.module {
            Module::Math => "sign",
            Module::Numpy => "np.sign",
        }
    }

    /// An operation in terms of its inputs' names.
    fn operation(&self, id: NodeId) -> String {
        let node = &self.graph.nodes()[id];
        let inputs: Vec<String> = node.inputs.iter().map(|input| self.operand(*input)).collect();
        let (a, b) =
            (inputs.first().cloned().unwrap_or_default(), inputs.last().cloned().unwrap_or_default());
        let bare = a.trim_matches(['(', ')']).to_string();
        let m = self.prefix();
        match node.op {
            Op::Variable => self.values[id].clone(),
            Op::Constant => bare,
            Op::Add => format!("{a} + {b}"),
            Op::Subtract => format!("{a} - {b}"),
            Op::Multiply => format!("{a} * {b}"),
            Op::Divide => format!("{a} / {b}"),
            Op::Power if b == "2" => format!("{a} * {a}"),
            Op::Power => format!("{a}**{b}"),
            Op::Negate => format!("-{a}"),
            Op::Exp => format!("{m}exp({bare})"),
            Op::Log => format!("{m}log({bare})"),
            Op::Sqrt => format!("{m}sqrt({bare})"),
            Op::Abs => format!("abs({bare})"),
            Op::Sign => format!("{}({bare})", self.sign()),
            Op::Sin => format!("{m}sin({bare})"),
            Op::Cos => format!("{m}cos({bare})"),
            Op::Tan => format!("{m}tan({bare})"),
            Op::Tanh => format!("{m}tanh({bare})"),
            Op::Sigmoid => format!("sigmoid({bare})"),
            Op::Relu => format!("max(0.0, {bare})"),
            Op::Max => format!("max({}, {})", bare, b.trim_matches(['(', ')'])),
            Op::Min => format!("min({}, {})", bare, b.trim_matches(['(', ')'])),
        }
    }

    /// The local derivative of an operation by one of its inputs; `alone` where its value has no name.
    fn local(&self, id: NodeId, input: usize, alone: bool) -> String {
        let node = &self.graph.nodes()[id];
        let inputs: Vec<String> = node.inputs.iter().map(|input| self.operand(*input)).collect();
        let (a, b) = (&inputs[0], &inputs[inputs.len() - 1]);
        let y = if alone { self.operation(id) } else { self.values[id].clone() };
        let m = self.prefix();
        let larger = |a: &str, b: &str, sign: &str| format!("(({a} {sign} {b}) + 0.5 * ({a} == {b}))");
        let exponent = match node.inputs.last() {
            Some(Operand::Constant(id)) => Some(self.graph.constant(*id)),
            _ => None,
        };
        match (node.op, input) {
            (Op::Variable | Op::Constant | Op::Sign, _) => "0.0".into(),
            (Op::Add, _) | (Op::Subtract, 0) => "1".into(),
            (Op::Subtract | Op::Negate, _) => "-1".into(),
            (Op::Multiply, 0) => b.clone(),
            (Op::Multiply, _) => a.clone(),
            (Op::Divide, 0) => {
                if alone {
                    format!("1 / {b}")
                } else {
                    format!("(1 / {b})")
                }
            }
            (Op::Divide, _) => {
                if alone {
                    format!("-{a} / ({b} * {b})")
                } else {
                    format!("(-{a} / ({b} * {b}))")
                }
            }
            (Op::Power, 0) if exponent == Some(2.0) => format!("2 * {a}"),
            (Op::Power, 0) => match exponent {
                Some(n) if n - 1.0 == 2.0 => format!("{b} * ({a} * {a})"),
                Some(n) => format!("{b} * {a}**{}", self.constant(n - 1.0)),
                None => format!("{b} * {a} ** ({b} - 1)"),
            },
            (Op::Power, _) => format!("{y} * {m}log({a})"),
            (Op::Exp, _) => y,
            (Op::Log, _) => {
                if alone {
                    format!("1 / {a}")
                } else {
                    format!("(1 / {a})")
                }
            }
            (Op::Sqrt, _) => {
                if alone {
                    format!("0.5 / {y}")
                } else {
                    format!("(0.5 / {y})")
                }
            }
            (Op::Abs, _) => format!("{}({a})", self.sign()),
            (Op::Sin, _) => format!("{m}cos({a})"),
            (Op::Cos, _) => format!("-{m}sin({a})"),
            (Op::Tan, _) => {
                if alone {
                    format!("1 + {y} * {y}")
                } else {
                    format!("(1 + {y} * {y})")
                }
            }
            (Op::Tanh, _) => {
                if alone {
                    format!("1 - {m}tanh({a}) * {m}tanh({a})")
                } else {
                    format!("(1 - {y} * {y})")
                }
            }
            (Op::Sigmoid, _) => {
                if alone {
                    format!("sigmoid_derivative({a})")
                } else {
                    format!("{y} * (1 - {y})")
                }
            }
            (Op::Relu, _) if alone => format!("float({a} > 0)"),
            (Op::Relu, _) => format!("({a} > 0)"),
            (Op::Max, 0) => larger(a, b, ">"),
            (Op::Max, _) => larger(b, a, ">"),
            (Op::Min, 0) => larger(a, b, "<"),
            (Op::Min, _) => larger(b, a, "<"),
        }
    }
}

/// Whether a piece of Python has a name in it.
fn names(text: &str, name: &str) -> bool {
    let part = |c: char| c.is_alphanumeric() || c == '_' || c == '.';
    text.split(|c| !part(c)).any(|word| word == name)
}

fn pair(name: &str, text: &str) -> Value {
    Value::from(BTreeMap::from([("name", Value::from(name)), ("text", Value::from(text))]))
}

/// Python's own words, and what every script uses.
const WORDS: [&str; 52] = [
    "and", "as", "assert", "async", "await", "break", "class", "continue", "def", "del", "elif", "else",
    "except", "finally", "for", "from", "global", "if", "import", "in", "is", "lambda", "nonlocal", "not",
    "or", "pass", "raise", "return", "try", "while", "with", "yield", "None", "True", "False", "np", "math",
    "max", "min", "abs", "sum", "print", "sign", "sigmoid", "range", "float", "csv", "sys", "forward",
    "backward", "numeric", "relu",
];
