//! A network, its examples, and one mini-batch of training.

use super::{Batches, Scratch};
use crate::math::{Initialisation, NumpyRng};
use crate::nn::mlp::{Mlp, Regularisation, Samples, Workspace};
use crate::nn::optimizer::{Memory, Optimizer};
use crate::nn::{Rows, both, middle};
use pulp::Arch;

/// Beyond this a product through the layers, or its square, soon leaves the finite numbers: seven layers of such
/// weights answer with 1e140.
const LARGEST: f64 = 1e20;

/// Examples are shared out to threads in multiples of this many.
const AT_ONCE: usize = 32;

/// A batch is halved at a multiple of this many examples, which lie side by side in the passes.
const LANES: usize = 8;

/// Products a parameter takes in a pass for each example: forward, back, and for its gradient.
const PRODUCTS: usize = 3;

/// Inputs with the wanted answers.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Examples {
    /// m × inputs.
    pub(crate) inputs: Inputs,
    /// m × outputs.
    pub(crate) targets: Vec<f64>,
    /// m.
    pub(crate) count: usize,
}

/// The numbers that go into a network.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Inputs {
    /// Pictures: the byte v stands for v / 255.
    Bytes(Vec<u8>),
    /// Any numbers.
    Reals(Vec<f64>),
}

impl Examples {
    /// For the passes of a network.
    pub(crate) fn samples(&self) -> Samples<'_> {
        let inputs = match &self.inputs {
            Inputs::Bytes(bytes) => Rows::Bytes(bytes),
            Inputs::Reals(reals) => Rows::Reals(reals),
        };
        Samples { inputs, targets: &self.targets }
    }

    /// Example `i`: its inputs (as many as the network has) and its targets (one an output).
    pub(crate) fn one(&self, i: usize) -> (Vec<f64>, &[f64]) {
        let targets = self.targets.len() / self.count;
        let inputs = match &self.inputs {
            Inputs::Bytes(bytes) => {
                let n = bytes.len() / self.count;
                Rows::Bytes(&bytes[i * n..(i + 1) * n]).reals().into_owned()
            }
            Inputs::Reals(reals) => {
                let n = reals.len() / self.count;
                reals[i * n..(i + 1) * n].to_vec()
            }
        };
        (inputs, &self.targets[i * targets..(i + 1) * targets])
    }
}

/// How a network is trained; what changes on the way is [`Trained`].
#[derive(Debug, Clone)]
pub(crate) struct Training {
    /// The network.
    pub(crate) mlp: Mlp,
    /// What it learns from.
    pub(crate) examples: Examples,
    /// How it moves.
    pub(crate) optimizer: Optimizer,
    /// Examples in a mini-batch.
    pub(crate) batch: usize,
    /// What large weights cost.
    pub(crate) regularisation: Option<Regularisation>,
}

/// What changes while a network is trained.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Trained {
    /// Weights and biases, in the order of [`Mlp::layers`].
    pub(crate) parameters: Vec<f64>,
    /// What the optimizer remembers.
    pub(crate) memory: Memory,
    /// The examples to come.
    pub(crate) batches: Batches,
    /// Weights that the L1 penalty has brought to 0, where they stay; empty before the first penalty.
    pub(crate) dead: Vec<bool>,
    scratch: Scratch<Numbers>,
}

/// What a step computes on its way.
#[derive(Debug)]
struct Numbers {
    gradient: Gradient,
    before: Vec<f64>,
}

/// The gradient of a mini-batch, and the room to compute it in.
#[derive(Debug)]
struct Gradient {
    pass: Workspace,
    sum: Vec<f64>,
    /// The second half of a batch that is worth a thread of its own.
    half: Option<(Workspace, Vec<f64>)>,
}

/// A number that would leave the finite ones: its place among the parameters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Overflow {
    /// The gradient with respect to it.
    Gradient(usize),
    /// It itself.
    Parameter(usize),
}

impl Training {
    /// First weights by the rule, layer by layer and neuron by neuron from the stream; biases 0. What is left of
    /// the stream shuffles the examples.
    pub(crate) fn start(&self, rule: Initialisation, mut rng: NumpyRng) -> Trained {
        let mut parameters = vec![0.0; self.mlp.parameters()];
        for layer in self.mlp.layers() {
            rule.fill(&mut parameters[layer.weights.clone()], layer.inputs, layer.outputs, &mut rng);
        }
        let memory = self.optimizer.memory(parameters.len());
        let batches = Batches::new(self.examples.count, rng);
        Trained { parameters, memory, batches, dead: Vec::new(), scratch: Scratch::default() }
    }

    /// Learns from the next mini-batch: θ moves by the optimizer against the gradient of the batch's mean loss,
    /// then the penalty shrinks the weights.
    ///
    /// # Errors
    /// When a number would grow beyond [`LARGEST`]; the state is then no longer one to go on from.
    pub(crate) fn step(&self, state: &mut Trained) -> Result<(), Overflow> {
        let Numbers { gradient, before } = state.scratch.get(|| self.numbers());
        let chosen = state.batches.next(self.batch);
        let (gradient, beyond_bounds) = self.differentiate(&state.parameters, chosen, gradient);
        if let Some(k) = beyond_bounds {
            return Err(Overflow::Gradient(k));
        }
        if let Some(regularisation) = self.regularisation {
            before.copy_from_slice(&state.parameters);
            self.update(&mut state.memory, gradient, &mut state.parameters);
            state.dead.resize(before.len(), false);
            let rate = self.optimizer.rate();
            regularisation.shrink(&self.mlp, rate, before, &mut state.parameters, &mut state.dead);
        } else {
            self.update(&mut state.memory, gradient, &mut state.parameters);
        }
        if let Some(k) = beyond(&state.parameters) {
            return Err(Overflow::Parameter(k));
        }
        state.batches.advance(self.batch);
        Ok(())
    }

    /// The gradient of the mean loss over the next mini-batch, as long as the parameters: what the next step moves by.
    pub(crate) fn gradient(&self, state: &Trained) -> Vec<f64> {
        let mut gradient = self.numbers().gradient;
        let chosen = state.batches.next(self.batch);
        let ((sum, more), _) = self.differentiate(&state.parameters, chosen, &mut gradient);
        sum.iter_mut().zip(more).for_each(|(sum, more)| *sum += more);
        gradient.sum
    }

    /// Moves the parameters by a gradient, or by the sum of two.
    fn update(&self, memory: &mut Memory, (sum, more): (&mut [f64], &[f64]), parameters: &mut [f64]) {
        if more.is_empty() {
            self.optimizer.update(memory, sum, parameters);
        } else {
            self.optimizer.update_by_sum(memory, (sum, more), parameters);
        }
    }

    /// The gradient of the mean loss over the examples `chosen` as the sum of two parts, the second empty but where
    /// the batch is worth two threads; and the place of the first number of a part that is not within [`LARGEST`].
    fn differentiate<'a>(
        &self,
        parameters: &[f64],
        chosen: &[usize],
        gradient: &'a mut Gradient,
    ) -> ((&'a mut [f64], &'a [f64]), Option<usize>) {
        let (samples, scale) = (self.examples.samples(), 1.0 / chosen.len() as f64);
        let part = |(chosen, pass, sum): (&[usize], &mut Workspace, &mut [f64])| {
            self.mlp.gradient(parameters, samples, chosen, scale, pass, sum);
            beyond(sum)
        };
        let Gradient { pass, sum, half } = gradient;
        let Some(middle) = middle(chosen.len(), LANES, PRODUCTS * parameters.len()) else {
            let beyond_bounds = part((chosen, pass, sum));
            return ((sum, &[]), beyond_bounds);
        };
        let (other_pass, other) = half.get_or_insert_with(|| (pass.clone(), sum.clone()));
        let (one, two) = chosen.split_at(middle);
        let parts = [Some((one, pass, &mut sum[..])), Some((two, other_pass, &mut other[..]))];
        let (own, others) = both(parts, part, part);
        ((sum, other), own.or(others))
    }

    /// The mean loss over `examples`, with the answers (m × outputs) into `answers`.
    pub(crate) fn ask(&self, parameters: &[f64], examples: &Examples, answers: &mut Vec<f64>) -> f64 {
        let all: Vec<usize> = (0..examples.count).collect();
        self.ask_some(parameters, examples, &all, answers)
    }

    /// The same over the examples `chosen`, `answers` chosen × outputs.
    pub(crate) fn ask_some(
        &self,
        parameters: &[f64],
        examples: &Examples,
        chosen: &[usize],
        answers: &mut Vec<f64>,
    ) -> f64 {
        self.ask_again(parameters, (examples, chosen), &mut Workspace::new(&self.mlp), answers)
    }

    /// The same in a room that is there already: for questions that are asked several times.
    pub(crate) fn ask_again(
        &self,
        parameters: &[f64],
        (examples, chosen): (&Examples, &[usize]),
        room: &mut Workspace,
        answers: &mut Vec<f64>,
    ) -> f64 {
        answers.resize(chosen.len() * self.mlp.outputs(), 0.0);
        let ask = |(chosen, answers): (&[usize], &mut [f64]), room: &mut Workspace| {
            self.mlp.answer(parameters, examples.samples(), chosen, room, answers)
        };
        let parts = match middle(chosen.len(), AT_ONCE, self.mlp.parameters()) {
            None => [Some((chosen, &mut answers[..])), None],
            Some(middle) => {
                let (own, other) = answers.split_at_mut(middle * self.mlp.outputs());
                [Some((&chosen[..middle], own)), Some((&chosen[middle..], other))]
            }
        };
        let there = |part| ask(part, &mut Workspace::new(&self.mlp));
        let (own, other) = both(parts, |part| ask(part, room), there);
        (own + other) / chosen.len() as f64
    }

    /// How large what is rounded in the mean loss of a softmax is, which is ln Σ e^z − z: the largest |z| of each of the
    /// examples `chosen`, on average.
    pub(crate) fn largest_sums(&self, parameters: &[f64], chosen: &[usize]) -> f64 {
        let (mlp, outputs) = (self.mlp.bare(), self.mlp.outputs());
        let mut sums = vec![0.0; chosen.len() * outputs];
        mlp.answer(parameters, self.examples.samples(), chosen, &mut Workspace::new(&mlp), &mut sums);
        let largest = |sums: &[f64]| sums.iter().fold(0.0, |most: f64, z| most.max(z.abs()));
        sums.chunks_exact(outputs).map(largest).sum::<f64>() / chosen.len() as f64
    }

    fn numbers(&self) -> Numbers {
        let zeros = || vec![0.0; self.mlp.parameters()];
        let gradient = Gradient { pass: Workspace::new(&self.mlp), sum: zeros(), half: None };
        Numbers { gradient, before: zeros() }
    }
}

impl Trained {
    /// About how many bytes a copy takes.
    pub(crate) fn bytes(&self) -> usize {
        (self.parameters.len() + self.memory.values()) * 8 + self.dead.len() + self.batches.bytes()
    }
}

/// The first number that is not within [`LARGEST`].
fn beyond(numbers: &[f64]) -> Option<usize> {
    let within = |x: &f64| x.abs() < LARGEST;
    // All of them without a branch, many at a time; one by one only where there is something to find.
    let all = Arch::new().dispatch(
        #[inline(always)]
        || numbers.iter().fold(true, |all, x| all & within(x)),
    );
    if all { None } else { numbers.iter().position(|x| !within(x)) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::math::{Activation, loss::Loss};
    use crate::nn::mlp::{Head, Penalty};
    use crate::nn::optimizer::Convention;

    fn training(rate: f64) -> Training {
        let head = Head::Apart { activation: Activation::Tanh, loss: Loss::HalfSquared };
        let inputs = (0..20).map(|i| f64::from(i * 7 % 11) / 5.0 - 1.0).collect();
        let targets = (0..10).map(|i| f64::from(i % 2)).collect();
        Training {
            mlp: Mlp::new(&[2, 3, 1], Activation::Tanh, head, true),
            examples: Examples { inputs: Inputs::Reals(inputs), targets, count: 10 },
            optimizer: Optimizer::new("adam", Convention::PyTorch).unwrap().with_rate(rate),
            batch: 4,
            regularisation: Some(Regularisation { penalty: Penalty::L1, rate: 0.01 }),
        }
    }

    #[test]
    fn a_copy_goes_the_same_way() {
        let training = training(0.05);
        let mut state = training.start(Initialisation::Xavier, NumpyRng::new(1));
        let mut answers = Vec::new();
        let first = training.ask(&state.parameters, &training.examples, &mut answers);
        for _ in 0..100 {
            training.step(&mut state).unwrap();
        }
        let mut copy = state.clone();
        for _ in 0..50 {
            training.step(&mut state).unwrap();
            training.step(&mut copy).unwrap();
        }
        assert_eq!((state.batches.epoch(), &copy), (50, &state));
        assert!(training.ask(&state.parameters, &training.examples, &mut answers) < 0.5 * first);
        assert_eq!(answers.len(), 10);
    }

    /// A large batch is halved for two threads: the same gradient but for rounding, and the same to the bit each time.
    #[test]
    fn a_large_batch_is_differentiated_in_halves() {
        let mlp = Mlp::new(&[300, 200, 2], Activation::Tanh, Head::Softmax, true);
        let inputs = (0..40 * 300).map(|i| f64::from(i * 7 % 11) / 5.0 - 1.0).collect();
        let targets = (0..80).map(|i| f64::from(u8::from(i % 2 == i / 2 % 2))).collect();
        let examples = Examples { inputs: Inputs::Reals(inputs), targets, count: 40 };
        let training = Training { mlp, examples, batch: 37, regularisation: None, ..training(0.01) };
        let state = training.start(Initialisation::Xavier, NumpyRng::new(1));
        let chosen = state.batches.next(training.batch);
        assert!(middle(chosen.len(), LANES, PRODUCTS * state.parameters.len()).is_some());
        let mut whole = vec![0.0; state.parameters.len()];
        let (samples, mut pass) = (training.examples.samples(), Workspace::new(&training.mlp));
        training.mlp.gradient(&state.parameters, samples, chosen, 1.0 / 37.0, &mut pass, &mut whole);
        let halves = training.gradient(&state);
        for (halves, whole) in halves.iter().zip(&whole) {
            assert!((halves - whole).abs() < 1e-15, "{halves} {whole}");
        }
        assert_eq!(halves, training.gradient(&state));
    }

    #[test]
    fn numbers_that_burst_are_named() {
        let head = Head::Apart { activation: Activation::Linear, loss: Loss::HalfSquared };
        let mlp = Mlp::new(&[2, 3, 1], Activation::Linear, head, true);
        let optimizer = Optimizer::new("sgd", Convention::PyTorch).unwrap().with_rate(1e4);
        let training = Training { mlp, optimizer, ..training(0.1) };
        let mut state = training.start(Initialisation::Xavier, NumpyRng::new(1));
        let overflow = (0..9).find_map(|_| training.step(&mut state).err());
        assert!(overflow.is_some());
    }
}
