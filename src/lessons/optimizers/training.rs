//! Real training: models whose cost the contenders make smaller, from the same start, over the same batches.

use crate::data::cats::PictureSet;
use crate::math::{Activation, Initialisation, NumpyRng};
use crate::nn::Rows;
use crate::nn::logistic::{Cost, Direct};
use crate::nn::mlp::{Head, Mlp, Samples, Workspace};
use crate::words::Problem;
use std::f64::consts::TAU;

/// Points of each class.
const POINTS: usize = 100;

/// Neurons of the network that learns the spiral.
const SIZES: [usize; 4] = [2, 8, 8, 1];

/// A model, its data dealt into batches, and the start.
pub(super) struct Training {
    model: Model,
    start: Vec<f64>,
    first: f64,
    samples: usize,
    /// What there is to see of it.
    pub(super) sight: Sight,
}

enum Model {
    /// One neuron; its data batch by batch.
    Neuron(Vec<Direct>),
    /// A network; the examples of each batch.
    Network { mlp: Mlp, inputs: Vec<f64>, targets: Vec<f64>, batches: Vec<Vec<usize>> },
}

/// What there is to see of a model.
pub(super) enum Sight {
    /// Points of two classes: x₁, x₂ and the class.
    Points(Vec<([f64; 2], bool)>),
    /// Pictures: height, width, colours.
    Pictures(usize, usize, usize),
}

impl Training {
    /// The problem `train:…` of that name, with batches of so many samples (0: all of them).
    pub(super) fn open(name: &str, batch: usize, seed: u32) -> Result<Training, Problem> {
        let mut rng = NumpyRng::new(seed);
        match name {
            "train:cats" => Training::cats(batch, &mut rng),
            "train:spiral" => Ok(Training::spiral(batch, &mut rng)),
            _ => Ok(Training::logistic(batch, &mut rng)),
        }
    }

    fn new(model: Model, start: Vec<f64>, samples: usize, sight: Sight) -> Training {
        let mut training = Training { model, start, first: 0.0, samples, sight };
        training.first = training.cost(&training.start);
        training
    }

    /// One neuron on two clouds of points around (2, 4) and (4, 6), from w = 0, b = 0. They lie beside the
    /// origin, which makes the cost a long narrow valley.
    fn logistic(batch: usize, rng: &mut NumpyRng) -> Training {
        let points = deal(rng, |rng, class| {
            let centre = if class { [4.0, 6.0] } else { [2.0, 4.0] };
            centre.map(|middle| rng.normal(middle, 1.0))
        });
        let rows: Vec<f64> = points.iter().flat_map(|(point, _)| *point).collect();
        let targets = points.iter().map(|(_, class)| f64::from(u8::from(*class))).collect::<Vec<_>>();
        let model = Model::Neuron(batches(&rows, &targets, batch));
        Training::new(model, vec![0.0; 3], targets.len(), Sight::Points(points))
    }

    /// The neuron of lesson `cats` with all of its weights, from w = 0, b = 0.
    fn cats(batch: usize, rng: &mut NumpyRng) -> Result<Training, Problem> {
        let set = PictureSet::shipped()?;
        let (m, n) = (set.train.len(), set.train.features);
        // All at once: in the order of the file, as lesson `cats` takes them.
        let order = if batch == 0 || batch >= m { (0..m).collect() } else { rng.permutation(m) };
        let mut rows = vec![0.0; m * n];
        for (row, &i) in rows.chunks_exact_mut(n).zip(&order) {
            set.train.fractions(i, row);
        }
        let targets: Vec<f64> = order.iter().map(|&i| f64::from(set.train.labels[i])).collect();
        let model = Model::Neuron(batches(&rows, &targets, batch));
        let sight = Sight::Pictures(set.height, set.width, set.channels);
        Ok(Training::new(model, vec![0.0; n + 1], m, sight))
    }

    /// A network of two hidden layers on two arms of a spiral (1.75 turns, radius up to 5, shaken by ±0.2), from
    /// Xavier's first weights.
    fn spiral(batch: usize, rng: &mut NumpyRng) -> Training {
        let mut drawn = 0;
        let points = deal(rng, |rng, class| {
            let share = (drawn / 2) as f64 / POINTS as f64;
            drawn += 1;
            let turn = 1.75 * TAU * share + if class { 0.5 * TAU } else { 0.0 };
            [turn.sin(), turn.cos()].map(|way| 5.0 * share * way + rng.uniform(-0.2, 0.2))
        });
        let mlp = Mlp::new(&SIZES, Activation::Tanh, Head::BINARY, true);
        let mut start = vec![0.0; mlp.parameters()];
        for layer in mlp.layers() {
            let weights = &mut start[layer.weights.clone()];
            Initialisation::Xavier.fill(weights, layer.inputs, layer.outputs, rng);
        }
        let inputs = points.iter().flat_map(|(point, _)| *point).collect();
        let targets: Vec<f64> = points.iter().map(|(_, class)| f64::from(u8::from(*class))).collect();
        let all: Vec<usize> = (0..points.len()).collect();
        let batches = all.chunks(size(batch, points.len())).map(<[usize]>::to_vec).collect();
        let model = Model::Network { mlp, inputs, targets, batches };
        Training::new(model, start, points.len(), Sight::Points(points))
    }

    pub(super) fn start(&self) -> &[f64] {
        &self.start
    }

    /// The cost at the start.
    pub(super) fn first(&self) -> f64 {
        self.first
    }

    /// About how many numbers a step reads.
    pub(super) fn work(&self) -> usize {
        2 * self.samples * self.start.len()
    }

    /// The mean cost over all data.
    pub(super) fn cost(&self, at: &[f64]) -> f64 {
        let total: f64 = match &self.model {
            Model::Neuron(batches) => batches.iter().map(|batch| total_cost(batch, at)).sum(),
            Model::Network { mlp, inputs, targets, batches } => {
                let mut room = Workspace::new(mlp);
                let mut answers = vec![0.0; targets.len()];
                let samples = Samples { inputs: Rows::Reals(inputs), targets };
                let costs = batches
                    .iter()
                    .map(|batch| mlp.answer(at, samples, batch, &mut room, &mut answers[..batch.len()]));
                costs.sum()
            }
        };
        total / self.samples as f64
    }

    /// The mean cost over the batch of step `t`, and its gradient.
    pub(super) fn gradient(&self, at: &[f64], t: u64, gradient: &mut [f64]) -> f64 {
        match &self.model {
            Model::Neuron(batches) => {
                let batch = &batches[turn(t, batches.len())];
                batch.pass(Cost::CrossEntropy, at, &mut vec![0.0; batch.samples()], gradient)
            }
            Model::Network { mlp, inputs, targets, batches } => {
                let batch = &batches[turn(t, batches.len())];
                let samples = Samples { inputs: Rows::Reals(inputs), targets };
                let (share, mut room) = (1.0 / batch.len() as f64, Workspace::new(mlp));
                mlp.gradient(at, samples, batch, share, &mut room, gradient);
                share * mlp.answer(at, samples, batch, &mut room, &mut vec![0.0; batch.len()])
            }
        }
    }

    /// What a parameter is called: `w₁` … and `b` of a neuron, `θ₁` … of a network.
    pub(super) fn coordinate(&self, i: usize) -> String {
        let letter = match &self.model {
            Model::Neuron(_) if i + 1 == self.start.len() => return "b".to_string(),
            Model::Neuron(_) => 'w',
            Model::Network { .. } => 'θ',
        };
        let low = |digit: char| char::from_u32('₀' as u32 + digit as u32 - '0' as u32).unwrap_or(digit);
        std::iter::once(letter).chain((i + 1).to_string().chars().map(low)).collect()
    }

    /// The probability of the second class at points x₁, x₂ of the plane.
    pub(super) fn answers(&self, at: &[f64], points: &[[f64; 2]]) -> Vec<f64> {
        match &self.model {
            Model::Neuron(_) => {
                let z = |[x1, x2]: &[f64; 2]| at[0] * x1 + at[1] * x2 + at[2];
                points.iter().map(|point| crate::nn::logistic::sigmoid(z(point))).collect()
            }
            Model::Network { mlp, .. } => {
                let mut answers = vec![0.0; points.len()];
                let all: Vec<usize> = (0..points.len()).collect();
                let targets = vec![0.0; points.len()];
                let samples = Samples { inputs: Rows::Reals(points.as_flattened()), targets: &targets };
                mlp.answer(at, samples, &all, &mut Workspace::new(mlp), &mut answers);
                answers
            }
        }
    }
}

/// Σ of the costs of one batch.
fn total_cost(batch: &Direct, at: &[f64]) -> f64 {
    let mut z = vec![0.0; batch.samples()];
    batch.logits(at, &mut z);
    z.iter().zip(batch.targets()).map(|(&z, &y)| Cost::CrossEntropy.value(z, y)).sum()
}

/// The batch that step `t` takes: one after the other, round and round.
fn turn(t: u64, batches: usize) -> usize {
    (t % batches as u64) as usize
}

fn size(batch: usize, all: usize) -> usize {
    if batch == 0 { all } else { batch.min(all) }
}

fn batches(rows: &[f64], targets: &[f64], batch: usize) -> Vec<Direct> {
    let size = size(batch, targets.len());
    let rows = rows.chunks(size * (rows.len() / targets.len()));
    rows.zip(targets.chunks(size)).map(|(rows, y)| Direct::new(rows.to_vec(), y.to_vec())).collect()
}

/// [`POINTS`] of each class, drawn alternately and then shuffled.
fn deal(rng: &mut NumpyRng, mut draw: impl FnMut(&mut NumpyRng, bool) -> [f64; 2]) -> Vec<([f64; 2], bool)> {
    let mut points: Vec<_> = (0..2 * POINTS)
        .map(|i| {
            let class = i % 2 == 1;
            (draw(rng, class), class)
        })
        .collect();
    rng.shuffle(&mut points);
    points
}
