//! Dense networks of any depth, trained by back-propagation.
//!
//! ```text
//! head      what the last layer makes of its sums, and what a wrong answer costs
//! layout    how a batch lies in memory
//! products  the three products of a layer with a batch
//! pass      forward and backward over batches: gradients, answers, losses, maps
//! few       the gradient over up to four examples
//! trace     one example's numbers, layer by layer
//! regular   L1 and L2 regularisation
//! widths    a test: networks in vectors of every width
//! ```
//!
//! An [`Mlp`] says how a network is built and holds no numbers; its weights are one slice of parameters, so
//! that an optimizer sees one vector and a lesson's state holds one.

mod few;
mod head;
mod layout;
mod pass;
mod products;
mod regular;
mod trace;
#[cfg(test)]
mod widths;

pub use head::Head;
pub use layout::{Samples, Workspace};
pub use regular::{Penalty, Regularisation};
pub use trace::Trace;

use crate::math::Activation;
use crate::math::loss::Loss;
use std::ops::Range;

/// How a network is built: layers, activations, loss.
#[derive(Debug, Clone, PartialEq)]
pub struct Mlp {
    hidden: Activation,
    head: Head,
    layers: Vec<Layer>,
}

/// One dense layer z = Wa + b, and where its numbers lie among the parameters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Layer {
    /// Neurons (or features) before it.
    pub inputs: usize,
    /// Its neurons.
    pub outputs: usize,
    /// W, outputs × inputs: the weights of a neuron lie together.
    pub weights: Range<usize>,
    /// b, one number per neuron; empty where there are no biases.
    pub biases: Range<usize>,
}

impl Layer {
    /// Place of the weight from neuron `from` of the layer before to neuron `to` of this one.
    #[must_use]
    pub fn weight(&self, to: usize, from: usize) -> usize {
        self.weights.start + to * self.inputs + from
    }
}

impl Mlp {
    /// A network with `sizes` features, hidden neurons layer by layer, and outputs.
    ///
    /// # Panics
    /// When there are fewer than two sizes or one of them is 0.
    #[must_use]
    pub fn new(sizes: &[usize], hidden: Activation, head: Head, biases: bool) -> Mlp {
        assert!(sizes.len() >= 2 && !sizes.contains(&0), "a network has inputs and outputs");
        let mut end = 0;
        let layers = sizes
            .windows(2)
            .map(|pair| {
                let weights = end..end + pair[0] * pair[1];
                end = weights.end + if biases { pair[1] } else { 0 };
                Layer { inputs: pair[0], outputs: pair[1], biases: weights.end..end, weights }
            })
            .collect();
        Mlp { hidden, head, layers }
    }

    /// The layers with weights, from the first hidden one to the output.
    #[must_use]
    pub fn layers(&self) -> &[Layer] {
        &self.layers
    }

    /// Features, neurons of each layer.
    pub fn sizes(&self) -> impl Iterator<Item = usize> + '_ {
        std::iter::once(self.inputs()).chain(self.layers.iter().map(|layer| layer.outputs))
    }

    /// Features of an example.
    #[must_use]
    pub fn inputs(&self) -> usize {
        self.layers[0].inputs
    }

    /// Numbers in an answer.
    #[must_use]
    pub fn outputs(&self) -> usize {
        self.layers[self.layers.len() - 1].outputs
    }

    /// Neurons of all layers, outputs included.
    #[must_use]
    pub fn neurons(&self) -> usize {
        self.layers.iter().map(|layer| layer.outputs).sum()
    }

    /// Weights and biases of all layers.
    #[must_use]
    pub fn parameters(&self) -> usize {
        self.layers[self.layers.len() - 1].biases.end
    }

    /// Activation of the hidden layers.
    #[must_use]
    pub fn hidden(&self) -> Activation {
        self.hidden
    }

    /// The last layer's answer and its price.
    #[must_use]
    pub fn head(&self) -> Head {
        self.head
    }

    /// The same network with a last layer that answers with its sums z.
    #[must_use]
    pub fn bare(&self) -> Mlp {
        let head = Head::Apart { activation: Activation::Linear, loss: Loss::HalfSquared };
        Mlp { head, ..self.clone() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::math::NumpyRng;
    use crate::math::derivative::numeric_gradient;
    use crate::nn::Rows;

    const EXAMPLES: usize = 11;

    /// A network with random weights and examples that suit its head.
    fn random(sizes: &[usize], hidden: Activation, head: Head, biases: bool) -> (Mlp, [Vec<f64>; 3]) {
        let mlp = Mlp::new(sizes, hidden, head, biases);
        let mut rng = NumpyRng::new(3);
        let mut draw = |count: usize| (0..count).map(|_| rng.uniform(-1.0, 1.0)).collect::<Vec<f64>>();
        let (parameters, inputs) = (draw(mlp.parameters()), draw(EXAMPLES * mlp.inputs()));
        let one_hot = |i: usize| f64::from(u8::from(i % mlp.outputs() == i / mlp.outputs() % mlp.outputs()));
        let targets = match head {
            Head::Softmax => (0..EXAMPLES * mlp.outputs()).map(one_hot).collect(),
            Head::Apart { .. } => draw(EXAMPLES * mlp.outputs()).into_iter().map(f64::abs).collect(),
        };
        (mlp, [parameters, inputs, targets])
    }

    fn heads() -> Vec<Head> {
        let apart = |activation, loss| Head::Apart { activation, loss };
        let mut heads = vec![Head::Softmax, Head::BINARY];
        for activation in Activation::ALL {
            heads.extend([apart(activation, Loss::Squared), apart(activation, Loss::HalfSquared)]);
        }
        heads
    }

    #[test]
    fn gradients_are_the_slopes_of_the_loss() {
        // Layers of 16 inputs and more have another way to their gradient.
        let shapes: [&[usize]; 6] =
            [&[2, 3], &[3, 5, 2], &[2, 4, 3, 2], &[2, 3, 6, 4, 2], &[16, 3], &[19, 21, 7]];
        let chosen = [4, 0, 9, 2, 2];
        for hidden in Activation::ALL {
            for head in heads() {
                for sizes in shapes {
                    let (mlp, [mut now, inputs, targets]) = random(sizes, hidden, head, sizes.len() != 3);
                    let samples = Samples { inputs: Rows::Reals(&inputs), targets: &targets };
                    let (mut room, mut gradient) = (Workspace::new(&mlp), vec![f64::NAN; now.len()]);
                    mlp.gradient(&now, samples, &chosen, 0.2, &mut room, &mut gradient);
                    let mut answers = vec![0.0; chosen.len() * mlp.outputs()];
                    // A prime number: all places of a row have their turn.
                    let step = if now.len() < 100 { 3 } else { 13 };
                    for k in (0..now.len()).step_by(step) {
                        let loss = |now: &[f64]| {
                            0.2 * mlp.answer(now, samples, &chosen, &mut room.clone(), &mut answers)
                        };
                        let measured = numeric_gradient(loss, &mut now, k, None);
                        let off = (gradient[k] - measured).abs();
                        assert!(
                            off < 1e-7 * (1.0 + measured.abs()),
                            "{hidden:?} {head:?} {sizes:?} {k}: {off}"
                        );
                    }
                }
            }
        }
    }

    /// A neuron's answer and an output's loss, one by one, as the formulas have them.
    #[test]
    fn answers_and_losses_are_those_of_the_formulas() {
        for hidden in Activation::ALL {
            let head = Head::Apart { activation: hidden, loss: Loss::HalfSquared };
            let (mlp, [now, inputs, targets]) = random(&[3, 5, 2], hidden, head, true);
            let samples = Samples { inputs: Rows::Reals(&inputs), targets: &targets };
            let chosen: Vec<usize> = (0..EXAMPLES).rev().collect();
            let mut answers = vec![0.0; EXAMPLES * 2];
            let loss = mlp.answer(&now, samples, &chosen, &mut Workspace::new(&mlp), &mut answers);
            let mut wanted_loss = 0.0;
            for (answer, &sample) in answers.chunks(2).zip(&chosen) {
                let mut a = inputs[3 * sample..][..3].to_vec();
                for layer in mlp.layers() {
                    let sum = |to: usize| -> f64 {
                        let terms = (0..layer.inputs).map(|from| now[layer.weight(to, from)] * a[from]);
                        terms.sum::<f64>() + now[layer.biases.start + to]
                    };
                    a = (0..layer.outputs).map(|to| hidden.value(sum(to))).collect();
                }
                for ((a, wanted), y) in answer.iter().zip(a).zip(&targets[2 * sample..]) {
                    assert!((a - wanted).abs() < 1e-14, "{hidden:?}");
                    wanted_loss += Loss::HalfSquared.value(wanted, *y);
                }
            }
            assert!((loss - wanted_loss).abs() < 1e-13, "{hidden:?}");
        }
    }

    #[test]
    fn a_batch_is_the_sum_of_its_examples() {
        for features in [2, 18] {
            a_batch_is_the_sum(features);
        }
    }

    fn a_batch_is_the_sum(features: usize) {
        let sizes = [features, 4, 3];
        let (mlp, [now, inputs, targets]) = random(&sizes, Activation::Tanh, Head::Softmax, true);
        let samples = Samples { inputs: Rows::Reals(&inputs), targets: &targets };
        let (mut room, mut gradient) = (Workspace::new(&mlp), vec![0.0; now.len()]);
        // 110 examples: more than three blocks.
        let chosen: Vec<usize> = (0..10 * EXAMPLES).map(|i| i * i % EXAMPLES).collect();
        mlp.gradient(&now, samples, &chosen, 1.0, &mut room, &mut gradient);
        let mut sum = vec![0.0; now.len()];
        for &sample in &chosen {
            let (x, y) = (&inputs[features * sample..][..features], &targets[3 * sample..][..3]);
            let trace = mlp.trace(&now, x, y);
            sum.iter_mut().zip(&trace.gradient).for_each(|(sum, part)| *sum += part);
            let last = mlp.layers().last().unwrap();
            assert_eq!(trace.gradient[last.biases.clone()], trace.error[1]);
            let expected = trace.error[1][2] * trace.a[1][3];
            assert!((trace.gradient[last.weight(2, 3)] - expected).abs() < 1e-16);
            let mut answer = [0.0; 3];
            let loss = mlp.answer(&now, samples, &[sample], &mut room, &mut answer);
            assert_eq!((trace.loss, &trace.a[2][..]), (loss, &answer[..]));
        }
        for (whole, sum) in gradient.iter().zip(sum) {
            assert!((whole - sum).abs() < 1e-13);
        }
    }

    /// Few examples go another way than many; each alone, traced, goes that of many.
    #[test]
    fn few_examples_and_many_are_the_sum_of_each_alone() {
        let shapes: [&[usize]; 5] = [&[1, 1], &[3, 4, 1], &[2, 5, 3], &[9, 2, 3, 2], &[17, 3, 2]];
        let order = [10, 3, 7, 7, 0, 5, 1, 2, 9];
        for hidden in Activation::ALL {
            for (head, sizes) in heads().into_iter().flat_map(|head| shapes.map(|sizes| (head, sizes))) {
                for biases in [true, false] {
                    let (mlp, [now, inputs, targets]) = random(sizes, hidden, head, biases);
                    let samples = Samples { inputs: Rows::Reals(&inputs), targets: &targets };
                    let (mut room, mut sum) = (Workspace::new(&mlp), vec![0.0; now.len()]);
                    // From many to few: what a larger batch left in the room does no harm.
                    let mut gradients = vec![vec![f64::NAN; now.len()]; order.len()];
                    for (count, gradient) in gradients.iter_mut().enumerate().rev() {
                        mlp.gradient(&now, samples, &order[..=count], 0.5, &mut room, gradient);
                    }
                    for (&sample, gradient) in order.iter().zip(&gradients) {
                        let x = &inputs[sample * mlp.inputs()..][..mlp.inputs()];
                        let y = &targets[sample * mlp.outputs()..][..mlp.outputs()];
                        let alone = mlp.trace(&now, x, y).gradient;
                        sum.iter_mut().zip(alone).for_each(|(sum, slope)| *sum += 0.5 * slope);
                        for (slope, sum) in gradient.iter().zip(&sum) {
                            let off = (slope - sum).abs();
                            assert!(off < 1e-13 * (1.0 + sum.abs()), "{hidden:?} {head:?} {sizes:?}: {off}");
                        }
                    }
                }
            }
        }
    }

    #[test]
    fn maps_hold_every_neurons_answer() {
        let (mlp, [now, inputs, targets]) = random(&[2, 3, 2, 1], Activation::Elu, Head::BINARY, true);
        let features: Vec<f64> = (0..2).flat_map(|f| inputs.iter().skip(f).step_by(2)).copied().collect();
        for points in [EXAMPLES, 1] {
            let features = if points == 1 { &inputs[..2] } else { &features[..] };
            let mut maps = vec![f64::NAN; mlp.neurons() * points];
            mlp.maps(&now, features, points, &mut Workspace::new(&mlp), &mut maps);
            let (samples, all) =
                (Samples { inputs: Rows::Reals(&inputs), targets: &targets }, Vec::from_iter(0..points));
            let mut again = vec![f64::NAN; maps.len()];
            mlp.neurons_at(&now, samples, &all, &mut Workspace::new(&mlp), &mut again);
            assert_eq!(maps, again);
            for point in 0..points {
                let trace = mlp.trace(&now, &inputs[2 * point..][..2], &targets[point..][..1]);
                let neurons = trace.a[1..].concat();
                for (map, neuron) in maps.chunks(points).zip(neurons) {
                    assert!((map[point] - neuron).abs() < 1e-15);
                }
            }
        }
    }

    #[test]
    fn bytes_are_learnt_from_like_the_numbers_they_stand_for() {
        for inputs in [5, 21] {
            let (mlp, [now, _, targets]) = random(&[inputs, 3, 2], Activation::Relu, Head::Softmax, true);
            let bytes: Vec<u8> = (0..EXAMPLES * inputs).map(|i| (i * 89 % 256) as u8).collect();
            let reals = Rows::Bytes(&bytes).reals();
            let gradient = |inputs: Rows<'_>| {
                let mut gradient = vec![0.0; now.len()];
                let samples = Samples { inputs, targets: &targets };
                mlp.gradient(&now, samples, &[7, 1, 3], 1.0, &mut Workspace::new(&mlp), &mut gradient);
                gradient
            };
            assert_eq!(gradient(Rows::Bytes(&bytes)), gradient(Rows::Reals(&reals)));
        }
    }

    #[test]
    fn a_weight_that_is_no_number_is_not_hidden() {
        let (mlp, [mut now, inputs, targets]) = random(&[2, 4, 1], Activation::Tanh, Head::BINARY, true);
        let samples = Samples { inputs: Rows::Reals(&inputs), targets: &targets };
        now[0] = f64::NAN;
        let mut answers = [0.0];
        assert!(mlp.answer(&now, samples, &[0], &mut Workspace::new(&mlp), &mut answers).is_nan());
    }
}
