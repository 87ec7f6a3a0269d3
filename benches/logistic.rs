//! One iteration of the neuron that looks at pictures: 209 pictures of 64 × 64 × 3.
//!
//! NumPy's usual form takes 0.44–1.2 ms on the machines this was written on.

use divan::Bencher;
use ndarray::{Array1, Array2};
use nnlab::nn::Rows;
use nnlab::nn::logistic::{Beside, Combination, Cost, Direct, DirectBytes, Span};
use nnlab::nn::textbook::logistic::propagate;

fn main() {
    divan::main();
}

const SAMPLES: usize = 209;
const FEATURES: usize = 64 * 64 * 3;

fn pictures(count: usize) -> Vec<u8> {
    (0..count * FEATURES).map(|i| (i * 7919 % 251) as u8).collect()
}

fn targets() -> Vec<f64> {
    targets_of(SAMPLES)
}

fn targets_of(samples: usize) -> Vec<f64> {
    (0..samples).map(|i| f64::from(u8::from((i % SAMPLES).is_multiple_of(3)))).collect()
}

#[divan::bench]
fn direct_iteration(bencher: Bencher<'_, '_>) {
    let rows = Rows::Bytes(&pictures(SAMPLES)).reals().into_owned();
    let direct = Direct::new(rows, targets());
    let (mut z, mut gradient) = (vec![0.0; SAMPLES], vec![0.0; FEATURES + 1]);
    let mut parameters = vec![0.0; FEATURES + 1];
    bencher.bench_local(|| {
        let cost = direct.pass(Cost::CrossEntropy, &parameters, &mut z, &mut gradient);
        for (p, g) in parameters.iter_mut().zip(&gradient) {
            *p -= 1e-4 * g;
        }
        cost
    });
}

/// The same over pictures that stay bytes: of 209, and of ten times as many.
#[divan::bench(args = [SAMPLES, 10 * SAMPLES])]
fn direct_iteration_of_bytes(bencher: Bencher<'_, '_>, samples: usize) {
    let direct = DirectBytes::new(pictures(samples), targets_of(samples));
    let (mut z, mut gradient) = (vec![0.0; samples], vec![0.0; FEATURES + 1]);
    let mut parameters = vec![0.0; FEATURES + 1];
    bencher.bench_local(|| {
        let cost = direct.pass(Cost::CrossEntropy, &parameters, &mut z, &mut gradient);
        for (p, g) in parameters.iter_mut().zip(&gradient) {
            *p -= 1e-4 * g;
        }
        cost
    });
}

/// The same as `direct_iteration` by the definition, on ndarray's arrays.
#[divan::bench]
fn textbook_iteration(bencher: Bencher<'_, '_>) {
    let rows = Rows::Bytes(&pictures(SAMPLES)).reals().into_owned();
    let x = Array2::from_shape_vec((SAMPLES, FEATURES), rows).expect("all pictures").reversed_axes();
    let (y, mut w, mut b) = (Array1::from_vec(targets()), Array1::zeros(FEATURES), 0.0);
    bencher.bench_local(|| {
        let pass = propagate(w.view(), b, x.view(), y.view());
        w.scaled_add(-1e-4, &pass.dw);
        b -= 1e-4 * pass.db;
        pass.cost
    });
}

/// In the span: of 209, and of ten times as many, which two threads share.
#[divan::bench(args = [SAMPLES, 10 * SAMPLES])]
fn span_iteration(bencher: Bencher<'_, '_>, samples: usize) {
    let span = Span::new(Rows::Bytes(&pictures(samples)), targets_of(samples));
    let (mut z, mut now) = (vec![0.0; samples], Combination::zero(samples));
    bencher.bench_local(|| {
        span.logits(&now, &mut z);
        span.step(Cost::CrossEntropy, &z, 1e-4, &mut now);
        span.cost(Cost::CrossEntropy, &z)
    });
}

#[divan::bench(args = [SAMPLES, 10 * SAMPLES], sample_count = 20)]
fn products_of_training_bytes(bencher: Bencher<'_, '_>, samples: usize) {
    let pictures = pictures(samples);
    bencher.bench_local(|| Span::new(Rows::Bytes(&pictures), targets_of(samples)));
}

#[divan::bench]
fn products_of_training_reals(bencher: Bencher<'_, '_>) {
    let rows = Rows::Bytes(&pictures(SAMPLES)).reals().into_owned();
    bencher.bench_local(|| Span::new(Rows::Reals(&rows), targets()));
}

#[divan::bench]
fn products_of_test_bytes(bencher: Bencher<'_, '_>) {
    let (training, test) = (pictures(SAMPLES), pictures(50));
    bencher.bench_local(|| Beside::new(Rows::Bytes(&test), 50, Rows::Bytes(&training), SAMPLES));
}

#[divan::bench]
fn weights_from_bytes(bencher: Bencher<'_, '_>) {
    let training = pictures(SAMPLES);
    let now = Combination { alpha: targets(), b: 0.0 };
    bencher.bench_local(|| now.weights(Rows::Bytes(&training)));
}
