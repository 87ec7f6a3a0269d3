//! Networks in vectors of every width: pulp's scalars play the machines that this one is not.

use super::pass::{Answer, Gradient};
use super::{Head, Mlp, Samples, Workspace};
use crate::math::Activation;
use crate::nn::Rows;
use pulp::{Scalar, Scalar128b, Scalar256b, Scalar512b, Simd};

/// The loss, the answers and the gradient, one after the other.
fn pass<S: Simd>(
    simd: S,
    (mlp, parameters): (&Mlp, &[f64]),
    samples: Samples<'_>,
    chosen: &[usize],
) -> Vec<f64> {
    let room = &mut Workspace::new(mlp);
    let mut answers = vec![f64::NAN; chosen.len() * mlp.outputs()];
    let loss = simd.vectorize(Answer { mlp, parameters, samples, chosen, room, answers: &mut answers });
    let mut gradient = vec![f64::NAN; mlp.parameters()];
    simd.vectorize(Gradient { mlp, parameters, samples, chosen, scale: 0.5, room, gradient: &mut gradient });
    [vec![loss], answers, gradient].concat()
}

/// Whatever the widths of layers and batches: whole vectors, parts of one, tiles and their rests.
#[test]
fn every_width_of_vectors_gives_the_same() {
    let wave = |count: usize, pace: f64| (0..count).map(|i| (pace * i as f64).sin()).collect::<Vec<f64>>();
    for inputs in (1..=9).chain(15..=35).chain([50]) {
        for (hidden, outputs) in [(1, 1), (6, 3), (17, 2), (26, 5), (33, 10)] {
            let mlp = Mlp::new(&[inputs, hidden, outputs], Activation::Tanh, Head::Softmax, true);
            let parameters = wave(mlp.parameters(), 1.7);
            let (features, mut targets) = (wave(41 * inputs, 0.9), vec![0.0; 41 * outputs]);
            targets.iter_mut().step_by(outputs).for_each(|y| *y = 1.0);
            let samples = Samples { inputs: Rows::Reals(&features), targets: &targets };
            for count in [1, 5, 8, 19, 41] {
                let chosen: Vec<usize> = (0..count).rev().collect();
                let network = (&mlp, &parameters[..]);
                let wanted = pass(Scalar::new(), network, samples, &chosen);
                for (width, found) in [
                    (2, pass(Scalar128b, network, samples, &chosen)),
                    (4, pass(Scalar256b, network, samples, &chosen)),
                    (8, pass(Scalar512b, network, samples, &chosen)),
                ] {
                    let alike = |(a, b): (&f64, &f64)| (a - b).abs() < 1e-12 * (1.0 + b.abs());
                    assert!(
                        found.len() == wanted.len() && found.iter().zip(&wanted).all(alike),
                        "{inputs}-{hidden}-{outputs}, {count} examples, vectors of {width}"
                    );
                }
            }
        }
    }
}
