//! The order of the steps: forwards, backwards, then a nudge of every input.

use crate::lab::Reveal;
use crate::math::expression::{Graph, NodeId, Op};
use crate::say;
use crate::words::{Text, text};

/// What one step does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Task {
    /// Computes the value of an operation.
    Forward(NodeId),
    /// Computes the derivative of the result with respect to a node.
    Backward(NodeId),
    /// Moves an input a little and looks what the result does.
    Nudge(NodeId),
}

impl Task {
    /// The node it is about.
    pub(super) fn node(self) -> NodeId {
        match self {
            Task::Forward(node) | Task::Backward(node) | Task::Nudge(node) => node,
        }
    }

    /// Its phases.
    pub(super) fn phases(self, graph: &Graph) -> Vec<Text> {
        let name = &graph.nodes()[self.node()].name;
        let result = &graph.nodes()[graph.result()].name;
        match self {
            Task::Forward(_) => vec![text("inputs", "输入"), say!("value of {name}", "{name} 的值")],
            Task::Backward(_) => {
                vec![text("local derivatives", "局部导数"), say!("d{result}/d{name}", "d{result}/d{name}")]
            }
            Task::Nudge(_) => vec![
                say!("nudge {name}", "微调 {name}"),
                say!("new {result}", "新的 {result}"),
                text("compare", "比较"),
            ],
        }
    }

    /// The last of its phases, in which it is done.
    fn last_phase(self) -> usize {
        match self {
            Task::Forward(_) | Task::Backward(_) => 1,
            Task::Nudge(_) => 2,
        }
    }
}

/// All steps of a graph: operations left to right; then derivatives right to left, where the inputs
/// come in reading order; then the inputs once more, to be nudged. For J = 3(a + bc): u v J, J v u a b c,
/// a b c.
pub(super) fn plan(graph: &Graph) -> Vec<Task> {
    let is_variable = |id: &NodeId| graph.nodes()[*id].op == Op::Variable;
    let all = 0..graph.nodes().len();
    let operations = all.clone().filter(|id| !is_variable(id));
    let inputs = all.filter(is_variable);
    let forward = operations.clone().map(Task::Forward);
    let backward = operations.rev().chain(inputs.clone()).map(Task::Backward);
    forward.chain(backward).chain(inputs.map(Task::Nudge)).collect()
}

/// What is known and what is going on at one moment.
#[derive(Debug, Clone, Copy)]
pub(super) struct Moment<'a> {
    done: &'a [Task],
    /// The task being explained, and whether it is completed.
    pub(super) now: Option<(Task, bool)>,
    /// How far it is: a phase of it.
    pub(super) phase: usize,
}

impl<'a> Moment<'a> {
    /// The moment after `done` steps. Phases look into the step that follows; without them the step
    /// just taken is explained.
    pub(super) fn new(plan: &'a [Task], done: usize, reveal: Reveal) -> Moment<'a> {
        let done = done.min(plan.len());
        if let (Reveal::Upto(phase), Some(&next)) = (reveal, plan.get(done)) {
            let completed = phase >= next.last_phase();
            let known = if completed { &plan[..=done] } else { &plan[..done] };
            return Moment { done: known, now: Some((next, completed)), phase };
        }
        let now = plan[..done].last().map(|task| (*task, true));
        Moment { done: &plan[..done], now, phase: usize::MAX }
    }

    /// Whether a task has been completed.
    pub(super) fn knows(&self, task: Task) -> bool {
        self.done.contains(&task)
    }

    /// Whether this task is the one being explained.
    pub(super) fn explains(&self, task: Task) -> bool {
        self.now.is_some_and(|(now, _)| now == task)
    }

    /// The input being nudged, once phase 0 has moved it.
    pub(super) fn nudged(&self) -> Option<NodeId> {
        match self.now {
            Some((Task::Nudge(node), _)) => Some(node),
            _ => None,
        }
    }
}
