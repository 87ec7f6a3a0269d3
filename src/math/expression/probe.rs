//! Questions to one node: what if its value were another, and what do its numbers look like?

use super::graph::{Graph, NodeId, Operand};
use super::op::Op;
use super::write::{Style, Written};
use crate::math::derivative::numeric_gradient;
use crate::words::figure;

impl Graph {
    /// The values of the forward pass once more, with `node` held at `value` and everything after it
    /// computed again.
    #[must_use]
    pub fn perturbed(&self, values: &[f64], node: NodeId, value: f64) -> Vec<f64> {
        let mut moved = values.to_vec();
        moved[node] = value;
        for id in node + 1..self.nodes.len() {
            if let Some(rule) = self.nodes[id].op.rule() {
                let (a, b) = self.operands(&self.nodes[id], &moved);
                moved[id] = (rule.value)(a, b);
            }
        }
        moved
    }

    /// d result / d node (`values`: one a node, of the forward pass) by a central difference: the check of [`gradients`](Graph::gradients).
    #[must_use]
    pub fn numeric(&self, values: &[f64], node: NodeId) -> f64 {
        let result = |x: &[f64]| self.perturbed(values, node, x[0])[self.result];
        numeric_gradient(result, &mut [values[node]], 0, None)
    }

    /// The first node between `node` and the result that stands at a corner (`relu` of 0, a tie in a
    /// `max`): there the derivative is a convention, and a numeric check need not agree with it.
    #[must_use]
    pub fn corner_after(&self, node: NodeId, values: &[f64]) -> Option<NodeId> {
        let reaches = self.reaching();
        let mut depends = vec![false; self.nodes.len()];
        depends[node] = true;
        (node + 1..self.nodes.len()).find(|&id| {
            let user = &self.nodes[id];
            depends[id] =
                user.inputs.iter().any(|input| matches!(*input, Operand::Node(from) if depends[from]));
            let (a, b) = self.operands(user, values);
            depends[id] && reaches[id] && user.op.rule().is_some_and(|rule| (rule.corner)(a, b))
        })
    }

    /// What a node does, with the values of its inputs in place of their names: `4·2`.
    #[must_use]
    pub fn with_numbers(&self, node: NodeId, values: &[f64], digits: usize) -> String {
        let node = &self.nodes[node];
        if node.op == Op::Variable {
            return String::new();
        }
        let names = self.written(node, Style::Pretty);
        let numbers: Vec<Written> = node
            .inputs
            .iter()
            .zip(names)
            .map(|(input, name)| match *input {
                Operand::Node(id) => {
                    Written::number(values[id], Style::Pretty).respelled(figure(values[id], digits))
                }
                Operand::Constant(_) => name,
            })
            .collect();
        Written::operation(node.op, &numbers, Style::Pretty).text
    }
}

#[cfg(test)]
mod tests {
    use crate::math::Expression;

    #[test]
    fn a_node_can_be_moved_and_asked() {
        let expression = Expression::parse("3*(a+b*c)").expect("valid");
        let graph = expression.graph();
        let values = graph.values(&[7.0, 4.0, 2.0]);
        assert_eq!(graph.perturbed(&values, 4, 15.001)[5], 3.0 * 15.001);
        assert_eq!(graph.perturbed(&values, 1, 5.0), [7.0, 5.0, 2.0, 10.0, 17.0, 51.0]);
        for (node, gradient) in graph.gradients(&values).into_iter().enumerate() {
            assert!((graph.numeric(&values, node) - gradient).abs() < 1e-8, "node {node}");
        }
        assert_eq!(graph.with_numbers(3, &values, 6), "4·2");
        let negative = graph.values(&[7.0, 4.0, -2.0]);
        assert_eq!(graph.with_numbers(3, &negative, 6), "4·(−2)");
        assert_eq!(graph.with_numbers(0, &values, 6), "");
    }

    #[test]
    fn corners_are_found_on_the_way_to_the_result_only() {
        let expression = Expression::parse("z = w*x; unused = abs(x); relu(z)").expect("valid");
        let graph = expression.graph();
        let values = graph.values(&[0.0, 0.0]);
        assert_eq!(graph.corner_after(0, &values), Some(graph.result()));
        assert_eq!(graph.corner_after(graph.result(), &values), None);
        assert_eq!(graph.corner_after(0, &graph.values(&[1.0, 1.0])), None);
    }
}
