//! Neurons that have stopped learning although nothing exploded.

use super::Examples;
use crate::math::Activation;
use crate::nn::mlp::{Mlp, Workspace};
use crate::say;
use crate::words::{Text, text};

/// Examples that are looked at, evenly many of all.
const MOST: usize = 256;
/// So many of them at a time.
const AT_ONCE: usize = 32;
/// A saturated neuron answers within so much of its limits.
const EDGE: f64 = 0.01;

/// Neurons of a hidden layer that no example moves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Silent {
    layer: usize,
    count: usize,
    all: usize,
    kind: Kind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// ReLUs that answer 0 to every example: no gradient passes.
    Dead,
    /// S-curves that answer their limit to every example: hardly any gradient passes.
    Saturated,
}

/// The hidden layer with most neurons that have stopped learning, if any has.
pub(crate) fn silent(mlp: &Mlp, parameters: &[f64], examples: &Examples) -> Option<Silent> {
    let (kind, low, high) = match mlp.hidden() {
        Activation::Relu => (Kind::Dead, 0.0, f64::INFINITY),
        Activation::Sigmoid => (Kind::Saturated, EDGE, 1.0 - EDGE),
        Activation::Tanh => (Kind::Saturated, EDGE - 1.0, 1.0 - EDGE),
        _ => return None,
    };
    let layers = mlp.layers();
    let (hidden, points) = (layers.len() - 1, examples.count.min(MOST));
    if hidden == 0 || points == 0 {
        return None;
    }
    let chosen: Vec<usize> = (0..points).map(|point| point * examples.count / points).collect();
    let mut still = vec![true; layers[..hidden].iter().map(|layer| layer.outputs).sum()];
    let (mut room, mut maps) = (Workspace::new(mlp), vec![0.0; mlp.neurons() * AT_ONCE]);
    for some in chosen.chunks(AT_ONCE) {
        mlp.neurons_at(parameters, examples.samples(), some, &mut room, &mut maps);
        for (still, row) in still.iter_mut().zip(maps.chunks_exact(some.len())) {
            *still &= row.iter().all(|a| *a <= low || *a >= high);
        }
        // Mostly every neuron has been moved by now.
        if !still.contains(&true) {
            return None;
        }
    }
    let mut still = still.into_iter();
    let mut worst: Option<Silent> = None;
    for (at, layer) in layers[..hidden].iter().enumerate() {
        let count = still.by_ref().take(layer.outputs).filter(|still| *still).count();
        let share = |silent: &Silent| silent.count * layer.outputs < count * silent.all;
        if count > 0 && worst.as_ref().is_none_or(share) {
            worst = Some(Silent { layer: at + 1, count, all: layer.outputs, kind });
        }
    }
    worst
}

impl Silent {
    /// Whether nothing passes the layer at all.
    pub(crate) fn whole(&self) -> bool {
        self.count == self.all && self.kind == Kind::Dead
    }

    /// Whether at least a quarter of the layer has stopped: enough to be spoken of first.
    pub(crate) fn many(&self) -> bool {
        4 * self.count >= self.all
    }

    /// Which neurons have stopped, and what helps.
    pub(crate) fn sentence(&self) -> Text {
        let Silent { layer, count, all, kind } = self;
        let which = match kind {
            Kind::Dead => say!(
                "Dead: {count} of {all} ReLUs of hidden layer {layer} are 0 at every example: no gradient.",
                "死亡：第 {layer} 隐藏层的 {all} 个 ReLU 中有 {count} 个对所有样本都输出 0，梯度传不过去。"
            ),
            Kind::Saturated => say!(
                "Saturated: {count} of {all} neurons of hidden layer {layer} answer their limit to every example and hardly learn.",
                "饱和：第 {layer} 隐藏层的 {all} 个神经元中有 {count} 个对所有样本都输出极限值，几乎学不动。"
            ),
        };
        if !self.whole() {
            return which;
        }
        which.then(&text(" Lower the rate (<), begin again (r).", "请调小学习率（<），再重来（r）。"))
    }
}

#[cfg(test)]
mod tests {
    use super::super::Inputs;
    use super::*;
    use crate::math::loss::Loss;
    use crate::nn::mlp::Head;

    #[test]
    fn neurons_that_no_example_moves_are_counted_by_layer() {
        let head = Head::Apart { activation: Activation::Linear, loss: Loss::HalfSquared };
        let mlp = Mlp::new(&[1, 3, 2, 1], Activation::Relu, head, true);
        let examples =
            Examples { inputs: Inputs::Reals(vec![-1.0, 0.5, 2.0]), targets: vec![0.0; 3], count: 3 };
        let mut parameters = vec![1.0; mlp.parameters()];
        assert_eq!(silent(&mlp, &parameters, &examples), None);
        let place = mlp.layers()[0].biases.start;
        parameters[place] = -5.0;
        let found = silent(&mlp, &parameters, &examples).expect("one is dead");
        assert_eq!((found.layer, found.count, found.all, found.whole()), (1, 1, 3, false));
        let second = mlp.layers()[1].biases.clone();
        parameters[second].fill(-100.0);
        let found = silent(&mlp, &parameters, &examples).expect("a layer is dead");
        assert_eq!((found.layer, found.count, found.all, found.whole()), (2, 2, 2, true));
        assert!(found.sentence().en.contains("2 of 2 ReLUs of hidden layer 2"));
    }
}
