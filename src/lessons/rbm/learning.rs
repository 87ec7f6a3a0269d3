//! What changes from step to step: the machine, its chains, chance, and the order of the pictures.

use super::Dreamer;
use super::source::Part;
use crate::math::NumpyRng;
use crate::nn::rbm::{Chains, Rbm, Workspace};
use std::sync::Arc;

/// The machine after some mini-batches, and all that decides about the next.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::lessons) struct Learning {
    pub(super) machine: Rbm,
    pub(super) chains: Chains,
    pub(super) rng: NumpyRng,
    /// The training pictures as this epoch shows them, shared by the states of the epoch.
    pub(super) order: Arc<[u32]>,
    /// Mini-batches learned from.
    pub(super) t: u64,
}

impl Learning {
    /// The seed's stream gives the weights, hidden × visible, each `normal(0, 0.01)`; then the first order, a
    /// `permutation` of the pictures. Every step draws one `random_sample` for each pixel that the chains imagine,
    /// chain after chain, and one for each of their hidden units; after the last step of an epoch follows the next
    /// `permutation`.
    pub(super) fn begin(pictures: usize, visible: usize, hidden: usize, batch: usize, seed: u32) -> Learning {
        let mut rng = NumpyRng::new(seed);
        let machine = Rbm::random(visible, hidden, &mut rng);
        let chains = Chains::new(&machine, batch);
        let order = shuffled(pictures, &mut rng);
        Learning { machine, chains, rng, order, t: 0 }
    }

    pub(super) fn bytes(&self) -> usize {
        let machine = (self.machine.visible() + 1) * self.machine.width() + self.machine.visible();
        let numbers = machine + self.chains.hidden.len();
        size_of::<Learning>() + numbers * size_of::<f64>() + size_of_val(&*self.order)
    }
}

fn shuffled(count: usize, rng: &mut NumpyRng) -> Arc<[u32]> {
    rng.permutation(count).into_iter().map(|at| at as u32).collect()
}

/// What one step does, with everything that it goes through on the way.
pub(super) struct Trace {
    /// The pictures of the batch, rows of visible units.
    pub(super) data: Vec<f64>,
    /// p(h | data) and what the chains imagine.
    pub(super) room: Workspace,
    /// p(h | imagined).
    pub(super) answers: Vec<f64>,
    /// What the step leads to.
    pub(super) next: Learning,
}

impl Dreamer {
    /// Pictures of one step.
    pub(super) fn batch(&self) -> usize {
        self.batch.min(self.source.count(Part::Train))
    }

    /// Steps of an epoch; the pictures that fill no batch wait for another epoch.
    pub(super) fn epoch(&self) -> u64 {
        (self.source.count(Part::Train) / self.batch()) as u64
    }

    /// Places of the pictures that the step after this state learns from.
    pub(super) fn shown(&self, state: &Learning) -> impl ExactSizeIterator<Item = usize> {
        let begin = (state.t % self.epoch()) as usize * self.batch();
        let order = Arc::clone(&state.order);
        (begin..begin + self.batch()).map(move |at| order[at] as usize)
    }

    /// Learns from the next batch.
    pub(super) fn advance(&self, state: &mut Learning) {
        let data = self.source.rows(Part::Train, self.shown(state));
        let mut room = Workspace::new(&state.machine, self.batch());
        self.learn(state, &data, &mut room);
    }

    fn learn(&self, state: &mut Learning, data: &[f64], room: &mut Workspace) {
        let Learning { machine, chains, rng, order, t } = state;
        machine.learn(data, self.lr, chains, rng, room);
        *t += 1;
        if t.is_multiple_of(self.epoch()) {
            *order = shuffled(order.len(), rng);
        }
    }

    /// The step after this state, looked at.
    pub(super) fn trace(&self, state: &Learning) -> Trace {
        let data = self.source.rows(Part::Train, self.shown(state));
        let mut room = Workspace::new(&state.machine, self.batch());
        let mut next = state.clone();
        self.learn(&mut next, &data, &mut room);
        let mut answers = vec![0.0; self.batch() * state.machine.width()];
        state.machine.hidden_probabilities(room.imagined(), &mut answers);
        Trace { data, room, answers, next }
    }
}
