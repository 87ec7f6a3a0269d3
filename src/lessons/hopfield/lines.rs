//! What the lines of the script make.

use super::Memory;
use super::recall::Recall;
use crate::lab::Made;
use crate::nn::hopfield::Mode;

/// The values of the next update.
pub(super) fn made(memory: &Memory, recall: &Recall, mode: Mode) -> Vec<Made> {
    let (network, mut state) = (&memory.network, recall.state.clone());
    let n = network.neurons();
    let mut made = match mode {
        Mode::Asynchronous => {
            let neuron = recall.order.peek();
            let field = network.field(&state, neuron);
            network.update(&mut state, neuron);
            vec![Made::number("neuron", neuron as f64), Made::number("h", field)]
        }
        Mode::Synchronous => {
            let fields = (0..n).map(|i| network.field(&state, i)).collect::<Vec<f64>>();
            network.update_all(&mut state);
            vec![Made::array("h", &[n], fields)]
        }
    };
    made.push(Made::array("self.s", &[n], state.spins().iter().map(|s| f64::from(*s))));
    made.push(Made::number("E", network.energy(&state)));
    made
}
