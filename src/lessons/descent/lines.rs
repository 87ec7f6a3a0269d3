//! What the lines of the script make.

use super::cost::Hill;
use crate::lab::Made;

/// The cost and the slopes at a point, and where the next step leads.
pub(super) fn made(hill: &Hill, at: [f64; 2], next: [f64; 2]) -> Vec<Made> {
    let [dw, db] = hill.gradient(at);
    let numbers = [("J", hill.value(at)), ("dw", dw), ("db", db), ("w", next[0]), ("b", next[1])];
    numbers.map(|(name, x)| Made::number(name, x)).to_vec()
}
