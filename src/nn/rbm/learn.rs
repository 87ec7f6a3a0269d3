//! Persistent contrastive divergence (Tieleman 2008).
//!
//! The gradient of the log-likelihood is the mean of v·h under the data minus that under the machine's own
//! distribution. The second is sampled by chains that go on from batch to batch, one step of Gibbs sampling each.
//! Formulas and the order of the random numbers are those of scikit-learn's `BernoulliRBM`.

use super::products::learn;
use super::{Rbm, draw};
use crate::math::NumpyRng;
use pulp::{Arch, Simd, WithSimd};
use rand::Rng;

/// The fantasy particles: hidden units that go on from batch to batch, one row for each example of a full batch.
#[derive(Debug, Clone, PartialEq)]
pub struct Chains {
    /// Rows of hidden units.
    pub hidden: Vec<f64>,
}

impl Chains {
    /// `count` chains that begin with all hidden units off.
    #[must_use]
    pub fn new(machine: &Rbm, count: usize) -> Chains {
        Chains { hidden: vec![0.0; count * machine.width()] }
    }
}

/// Room for the units of a batch, so that learning allocates nothing.
#[derive(Debug, Clone)]
pub struct Workspace {
    /// p(h | data).
    data_hidden: Vec<f64>,
    /// What the chains imagine to see.
    imagined: Vec<f64>,
}

impl Workspace {
    /// Room for batches of up to `batch` examples and as many chains.
    #[must_use]
    pub fn new(machine: &Rbm, batch: usize) -> Workspace {
        Workspace {
            data_hidden: vec![0.0; batch * machine.width()],
            imagined: vec![0.0; batch * machine.visible()],
        }
    }

    /// p(h | data) of the batch learned from last, rows of hidden units.
    #[must_use]
    pub fn data_hidden(&self) -> &[f64] {
        &self.data_hidden
    }

    /// What the chains imagined to see meanwhile, rows of visible units.
    #[must_use]
    pub fn imagined(&self) -> &[f64] {
        &self.imagined
    }
}

impl Rbm {
    /// Learns from a batch (rows of visible units): W += lr/n · (vᵀ p(h|v) − v′ᵀ p(h|v′)), where v are the n
    /// examples and v′ what the chains imagine; the biases likewise. Then the chains draw their next hidden units.
    pub fn learn(
        &mut self,
        batch: &[f64],
        lr: f64,
        chains: &mut Chains,
        rng: &mut NumpyRng<impl Rng>,
        room: &mut Workspace,
    ) {
        let (visible, width) = (self.visible, self.width());
        let (examples, particles) = (batch.len() / visible, chains.hidden.len() / width);
        let data_hidden = &mut room.data_hidden[..examples * width];
        let imagined = &mut room.imagined[..particles * visible];
        self.hidden_probabilities(batch, data_hidden);
        self.visible_probabilities(&chains.hidden, imagined);
        draw(imagined, rng);
        self.hidden_probabilities(imagined, &mut chains.hidden);

        let rate = lr / examples as f64;
        Arch::new().dispatch(Change { machine: self, rate, v: batch, h: data_hidden });
        Arch::new().dispatch(Change { machine: self, rate: -rate, v: imagined, h: &chains.hidden });
        self.draw_hidden(&mut chains.hidden, rng);
    }
}

/// W += rate · Σ v·h, b += rate · Σ v, c += rate · Σ h.
struct Change<'a> {
    machine: &'a mut Rbm,
    rate: f64,
    v: &'a [f64],
    h: &'a [f64],
}

impl WithSimd for Change<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        let Change { machine, rate, v, h } = self;
        let (visible, width) = (machine.visible, machine.width());
        learn(simd, rate, (v, visible), (h, width), &mut machine.weights);
        add_rows(rate, v, &mut machine.visible_biases);
        add_rows(rate, h, &mut machine.hidden_biases);
    }
}

/// `sum` += rate · Σ rows.
#[inline(always)]
fn add_rows(rate: f64, rows: &[f64], sum: &mut [f64]) {
    for row in rows.chunks_exact(sum.len()) {
        for (sum, unit) in sum.iter_mut().zip(row) {
            *sum += rate * unit;
        }
    }
}
