//! What the lines of the script make.

use super::Chain;
use crate::lab::Made;

/// Every value, every derivative, and what nudging an input makes of the result.
pub(super) fn made(chain: &Chain) -> Vec<Made> {
    let result = chain.graph().result();
    let mut made = Vec::new();
    for node in 0..chain.values.len() {
        let name = chain.name(node);
        made.push(Made::number(format!("n.{name}"), chain.values[node]));
        made.push(Made::number(format!("d.{name}"), chain.gradients[node]));
        if chain.is_variable(node) {
            made.push(Made::number(format!("nudged[\"{name}\"]"), chain.nudged(node)[result]));
        }
    }
    made
}
