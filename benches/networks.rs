//! Networks: epochs of training and output maps.
//!
//! On machines like the one this was written on, one epoch takes (batch 10, 500 points) 263 µs for 2-4-2-1 and
//! 2.7 ms for 2-8-8-8-8-8-8-1 in the browser playground's own code under Node; 7.6–9.7 ms for the digits and 14 ms
//! for the Boltzmann machine in scikit-learn. The maps take 3.7 ms and 29 ms in the playground's code.

use divan::Bencher;
use nnlab::lab::{Keep, Recipe, Reveal, Session};
use nnlab::math::{Activation, Initialisation, NumpyRng, loss::Loss};
use nnlab::nn::Rows;
use nnlab::nn::mlp::{Head, Mlp, Samples, Workspace};
use nnlab::nn::optimizer::{Convention, Optimizer};
use nnlab::nn::rbm::{self, Chains, Rbm};
use std::time::Duration;

fn main() {
    divan::main();
}

const PLANE: Head = Head::Apart { activation: Activation::Tanh, loss: Loss::HalfSquared };
const SMALL: &[usize] = &[2, 4, 2, 1];
const DEEP: &[usize] = &[2, 8, 8, 8, 8, 8, 8, 1];

struct Training {
    mlp: Mlp,
    parameters: Vec<f64>,
    inputs: Vec<f64>,
    targets: Vec<f64>,
    batch: usize,
    optimizer: &'static str,
}

impl Training {
    fn new(sizes: &[usize], hidden: Activation, head: Head, m: usize) -> Training {
        let mlp = Mlp::new(sizes, hidden, head, true);
        let mut rng = NumpyRng::new(1);
        let mut parameters = vec![0.0; mlp.parameters()];
        for layer in mlp.layers() {
            let weights = &mut parameters[layer.weights.clone()];
            Initialisation::Xavier.fill(weights, layer.inputs, layer.outputs, &mut rng);
        }
        let inputs = (0..m * mlp.inputs()).map(|_| rng.uniform(-6.0, 6.0)).collect();
        let targets = (0..m * mlp.outputs()).map(|i| f64::from(u8::from(i % mlp.outputs() == 0))).collect();
        Training { mlp, parameters, inputs, targets, batch: 10, optimizer: "sgd" }
    }

    fn epochs(mut self, bencher: Bencher<'_, '_>) {
        let optimizer = Optimizer::new(self.optimizer, Convention::PyTorch).expect("a known rule");
        let optimizer = optimizer.with_rate(0.001);
        let mut memory = optimizer.memory(self.parameters.len());
        let (mut room, mut gradient) = (Workspace::new(&self.mlp), vec![0.0; self.parameters.len()]);
        let order: Vec<usize> = (0..self.targets.len() / self.mlp.outputs()).collect();
        let samples = Samples { inputs: Rows::Reals(&self.inputs), targets: &self.targets };
        bencher.bench_local(|| {
            for batch in order.chunks(self.batch) {
                let scale = 1.0 / batch.len() as f64;
                self.mlp.gradient(&self.parameters, samples, batch, scale, &mut room, &mut gradient);
                optimizer.update(&mut memory, &gradient, &mut self.parameters);
            }
        });
    }

    fn maps(self, bencher: Bencher<'_, '_>) {
        let points = 100 * 100;
        let features: Vec<f64> = (0..2 * points).map(|i| (i % 100) as f64 / 50.0 - 1.0).collect();
        let mut maps = vec![0.0; self.mlp.neurons() * points];
        let mut room = Workspace::new(&self.mlp);
        bencher.bench_local(|| self.mlp.maps(&self.parameters, &features, points, &mut room, &mut maps));
    }
}

#[divan::bench]
fn epoch_2_4_2_1(bencher: Bencher<'_, '_>) {
    Training::new(SMALL, Activation::Tanh, PLANE, 500).epochs(bencher);
}

#[divan::bench]
fn epoch_2_8x6_1(bencher: Bencher<'_, '_>) {
    Training::new(DEEP, Activation::Tanh, PLANE, 500).epochs(bencher);
}

#[divan::bench]
fn epoch_digits_64_64_10(bencher: Bencher<'_, '_>) {
    let training = Training::new(&[64, 64, 10], Activation::Relu, Head::Softmax, 1797);
    Training { batch: 32, optimizer: "adam", ..training }.epochs(bencher);
}

#[divan::bench]
fn iteration_3_4_1(bencher: Bencher<'_, '_>) {
    let head = Head::Apart { activation: Activation::Sigmoid, loss: Loss::Squared };
    let training = Training::new(&[3, 4, 1], Activation::Sigmoid, head, 4);
    Training { batch: 4, ..training }.epochs(bencher);
}

/// A headless run of a lesson: all its steps, and the numbers of the last.
fn lesson(bencher: Bencher<'_, '_>, id: &str, steps: u64) {
    let open = || nnlab::lessons::open(&Recipe::of(id), Keep::Nothing, || Duration::ZERO).expect("it opens");
    bencher.with_inputs(open).bench_local_values(|mut session| {
        session.seek(steps, &mut || true);
        session.measure()
    });
}

/// NumPy takes 56 ms.
#[divan::bench]
fn lesson_neuron_10_000(bencher: Bencher<'_, '_>) {
    lesson(bencher, "neuron", 10_000);
}

/// A whole run over the shipped digits: 20 epochs of 4000 pictures of 256 pixels, 64 hidden neurons.
#[divan::bench(sample_count = 5)]
fn lesson_digits_2_500(bencher: Bencher<'_, '_>) {
    lesson(bencher, "digits", 2500);
}

/// 60,000 pictures of 28 × 28 of noise as IDX files, and 128 hidden neurons: an epoch of mini-batches of so many.
/// PyTorch 2.15 takes 740, 460 and 310 ms in f32 on two threads.
#[divan::bench(args = [32, 64, 128], sample_count = 5)]
fn lesson_digits_784_128_10(bencher: Bencher<'_, '_>, batch: usize) {
    let folder = tempfile::tempdir().expect("a folder");
    let idx = |name: &str, shape: &[u32], value: &dyn Fn(u32) -> u8| {
        let head = [&[0x800 + shape.len() as u32], shape].concat();
        let head = head.iter().flat_map(|number| number.to_be_bytes());
        let bytes: Vec<u8> = head.chain((0..shape.iter().product()).map(value)).collect();
        std::fs::write(folder.path().join(name), bytes).expect("a file");
    };
    for (part, count) in [("train", 60_000), ("t10k", 1000)] {
        let noise = |at: u32| (at.wrapping_mul(2_654_435_761) >> 24) as u8;
        idx(&format!("{part}-images-idx3-ubyte"), &[count, 28, 28], &noise);
        idx(&format!("{part}-labels-idx1-ubyte"), &[count], &|at| (at % 10) as u8);
    }
    let recipe =
        Recipe::parse(&format!("digits?hidden=128&batch={batch}&epochs=1000")).expect("a share line");
    let recipe = Recipe { data: vec![folder.path().to_path_buf()], ..recipe };
    let mut session = nnlab::lessons::open(&recipe, Keep::Nothing, || Duration::ZERO).expect("it opens");
    let epoch = 60_000_u64.div_ceil(batch as u64);
    bencher.bench_local(|| {
        let goal = session.now() + epoch;
        assert!(session.seek(goal, &mut || true), "the run is longer");
    });
}

/// NumPy takes 17.5 ms.
#[divan::bench]
fn lesson_network_1_500(bencher: Bencher<'_, '_>) {
    lesson(bencher, "network", 1500);
}

#[divan::bench]
fn maps_2_4_2_1(bencher: Bencher<'_, '_>) {
    Training::new(SMALL, Activation::Tanh, PLANE, 1).maps(bencher);
}

#[divan::bench]
fn maps_2_8x6_1(bencher: Bencher<'_, '_>) {
    Training::new(DEEP, Activation::Tanh, PLANE, 1).maps(bencher);
}

#[divan::bench]
fn epoch_rbm_64_100(bencher: Bencher<'_, '_>) {
    let mut rng = NumpyRng::new(1);
    let mut machine = Rbm::random(64, 100, &mut rng);
    let (mut chains, mut room) = (Chains::new(&machine, 10), rbm::Workspace::new(&machine, 10));
    let pictures: Vec<f64> = (0..1797 * 64).map(|_| rng.random()).collect();
    bencher.bench_local(|| {
        for batch in pictures.chunks(10 * 64) {
            machine.learn(batch, 0.06, &mut chains, &mut rng, &mut room);
        }
    });
}

/// Lesson `playground` with 500 points to learn from, as a headless run has it.
fn playground(settings: &str) -> Box<dyn Session> {
    let recipe = Recipe::parse(&format!("playground?points=1000&{settings}")).expect("a share line");
    nnlab::lessons::open(&recipe, Keep::Nothing, || Duration::ZERO).expect("opens")
}

#[divan::bench(args = ["hidden=4,2", "hidden=8,8,8,8,8,8", "hidden=4,2&optimizer=adam"])]
fn playground_epoch(bencher: Bencher<'_, '_>, settings: &str) {
    let mut session = playground(settings);
    bencher.bench_local(|| (0..50).all(|_| session.forward()));
}

#[divan::bench(args = ["hidden=4,2", "hidden=8,8,8,8,8,8", "hidden=8,8,8,8,8,8&lines=layer&test=true"])]
fn playground_scene(bencher: Bencher<'_, '_>, settings: &str) {
    let mut session = playground(settings);
    session.seek(500, &mut || true);
    bencher.bench_local(|| session.scene(Reveal::Whole, &[], (100, 100)));
}
