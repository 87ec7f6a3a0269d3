//! An expression made ready to be evaluated many thousand times, for surfaces and optimizers.

use super::graph::{Graph, Operand, contribution};

/// Values that fit on the stack; a longer expression takes a vector per call.
const SMALL: usize = 96;

/// An expression as a function of variables in a fixed order.
///
/// Nothing is allocated per call for expressions of ordinary length.
#[derive(Debug, Clone)]
pub struct Function {
    /// The slots: variables, then constants, then one for every operation.
    variables: usize,
    constants: Vec<f64>,
    operations: Vec<Operation>,
    result: usize,
}

#[derive(Debug, Clone)]
struct Operation {
    value: fn(f64, f64) -> f64,
    local: [fn(f64, f64, f64) -> f64; 2],
    corner: fn(f64, f64) -> bool,
    /// The slots of the inputs; an operation on one value has it twice.
    slots: [usize; 2],
    inputs: usize,
}

impl Function {
    /// The graph as a function of `count` arguments, where `argument[v]` is the place of the graph's variable v among them.
    pub(super) fn new(graph: &Graph, argument: &[usize], count: usize) -> Function {
        let first_operation = count + graph.constants.len();
        // What does not act on the result is not computed.
        let reaches = graph.reaching();
        let kept = (graph.variables..graph.nodes.len()).filter(|id| reaches[*id]);
        let mut place = vec![first_operation; graph.nodes.len()];
        kept.clone().enumerate().for_each(|(at, id)| place[id] = first_operation + at);
        let slot = |operand: &Operand| match *operand {
            Operand::Node(id) if id < graph.variables => argument[id],
            Operand::Node(id) => place[id],
            Operand::Constant(id) => count + id,
        };
        let operation = |node: &super::graph::Node| {
            let (a, b) = (slot(&node.inputs[0]), slot(&node.inputs[node.inputs.len() - 1]));
            match node.op.rule() {
                Some(rule) => Operation {
                    value: rule.value,
                    local: rule.local,
                    corner: rule.corner,
                    slots: [a, b],
                    inputs: rule.inputs,
                },
                // An expression that is one constant hands it through.
                None => Operation {
                    value: |a, _| a,
                    local: [|_, _, _| 1.0, |_, _, _| 0.0],
                    corner: |_, _| false,
                    slots: [a, a],
                    inputs: 1,
                },
            }
        };
        Function {
            variables: count,
            constants: graph.constants.iter().map(|constant| constant.value).collect(),
            operations: kept.map(|id| operation(&graph.nodes[id])).collect(),
            result: slot(&Operand::Node(graph.result)),
        }
    }

    /// How many variables it takes.
    #[must_use]
    pub fn variables(&self) -> usize {
        self.variables
    }

    /// The value at `x`, one number a variable (a missing one is NaN).
    #[must_use]
    pub fn eval(&self, x: &[f64]) -> f64 {
        self.with_slots(|slots| {
            self.forward(x, slots);
            slots[self.result]
        })
    }

    /// The value at `x`; the gradient goes to `gradient`, one number a variable.
    pub fn gradient(&self, x: &[f64], gradient: &mut [f64]) -> f64 {
        self.with_slots(|slots| {
            self.forward(x, slots);
            self.with_slots(|adjoints| {
                self.backward(slots, adjoints);
                gradient
                    .iter_mut()
                    .zip(&adjoints[..self.variables])
                    .for_each(|(out, &adjoint)| *out = adjoint);
            });
            slots[self.result]
        })
    }

    /// Whether there is a derivative at `x`, and not only a convention for one (a corner of abs, relu, max, min).
    #[must_use]
    pub fn is_smooth_at(&self, x: &[f64]) -> bool {
        self.with_slots(|slots| {
            self.forward(x, slots);
            self.operations.iter().all(|operation| {
                let [a, b] = operation.slots;
                !(operation.corner)(slots[a], slots[b])
            })
        })
    }

    fn forward(&self, x: &[f64], slots: &mut [f64]) {
        for (i, slot) in slots[..self.variables].iter_mut().enumerate() {
            *slot = x.get(i).copied().unwrap_or(f64::NAN);
        }
        let first_operation = self.variables + self.constants.len();
        slots[self.variables..first_operation].copy_from_slice(&self.constants);
        for (i, operation) in self.operations.iter().enumerate() {
            let [a, b] = operation.slots;
            slots[first_operation + i] = (operation.value)(slots[a], slots[b]);
        }
    }

    fn backward(&self, slots: &[f64], adjoints: &mut [f64]) {
        let first_operation = self.variables + self.constants.len();
        adjoints[self.result] = 1.0;
        for (i, operation) in self.operations.iter().enumerate().rev() {
            let adjoint = adjoints[first_operation + i];
            let [a, b] = operation.slots;
            for input in 0..operation.inputs {
                let local = (operation.local[input])(slots[a], slots[b], slots[first_operation + i]);
                adjoints[operation.slots[input]] += contribution(adjoint, local);
            }
        }
    }

    /// Work space for one value a slot, all zero.
    fn with_slots<T>(&self, work: impl FnOnce(&mut [f64]) -> T) -> T {
        let count = self.variables + self.constants.len() + self.operations.len();
        if count <= SMALL { work(&mut [0.0; SMALL]) } else { work(&mut vec![0.0; count]) }
    }
}
