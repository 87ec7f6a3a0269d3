//! The kernels compute what the textbook says: for random models and batches, to rounding.

use super::machine::Machine;
use super::{hopfield, logistic, network};
use crate::math::{Activation, NumpyRng};
use crate::nn::Rows;
use crate::nn::hopfield::{Hopfield, Pattern, Rule};
use crate::nn::logistic::{Cost, Direct};
use crate::nn::mlp::{Head, Mlp, Samples, Workspace};
use crate::nn::rbm::{self, Chains, Rbm};
use crate::words::text;
use ndarray::{Array1, Array2, ArrayView2};
use proptest::prelude::*;

/// Standard normal numbers.
fn normal(rows: usize, columns: usize, rng: &mut NumpyRng) -> Array2<f64> {
    Array2::from_shape_simple_fn((rows, columns), || rng.randn())
}

/// Zeros and ones.
fn bits(rows: usize, columns: usize, rng: &mut NumpyRng) -> Array2<f64> {
    Array2::from_shape_simple_fn((rows, columns), || f64::from(u8::from(rng.bernoulli(0.5))))
}

/// The numbers of an array, row after row.
fn flat(array: ArrayView2<'_, f64>) -> Vec<f64> {
    array.iter().copied().collect()
}

fn close(kernel: &[f64], textbook: impl IntoIterator<Item = f64>) -> Result<(), TestCaseError> {
    let textbook: Vec<f64> = textbook.into_iter().collect();
    prop_assert_eq!(kernel.len(), textbook.len());
    for (at, (k, t)) in kernel.iter().zip(&textbook).enumerate() {
        prop_assert!((k - t).abs() <= 1e-12 * (1.0 + t.abs()), "{at}: {k} is not {t}");
    }
    Ok(())
}

proptest! {
    #[test]
    fn logistic_regression(seed: u32, n in 1_usize..30, m in 1_usize..40) {
        let mut rng = NumpyRng::new(seed);
        // Weights of a size at which 1 − a keeps its digits, as the kernel's form does everywhere.
        let w = normal(1, n, &mut rng) / (n as f64).sqrt();
        let (x, b) = (normal(n, m, &mut rng), rng.randn());
        let y = bits(1, m, &mut rng);
        let is = logistic::propagate(w.row(0), b, x.view(), y.row(0));
        let direct = Direct::new(flat(x.t()), flat(y.view()));
        let parameters = [flat(w.view()), vec![b]].concat();
        let (mut z, mut gradient) = (vec![0.0; m], vec![0.0; n + 1]);
        let cost = direct.pass(Cost::CrossEntropy, &parameters, &mut z, &mut gradient);
        close(&[cost], [is.cost])?;
        close(&gradient, is.dw.iter().copied().chain([is.db]))?;
    }

    #[test]
    fn networks(seed: u32, sizes in prop::collection::vec(1_usize..9, 2..5), m in 1_usize..40, kind in 0_usize..4) {
        let f = [Activation::Relu, Activation::Tanh, Activation::Sigmoid, Activation::LeakyRelu][kind];
        let mut rng = NumpyRng::new(seed);
        let layers: Vec<network::Layer> = sizes
            .windows(2)
            .map(|pair| (normal(pair[1], pair[0], &mut rng), normal(1, pair[1], &mut rng).row(0).to_owned()))
            .collect();
        let (x, classes) = (normal(sizes[0], m, &mut rng), sizes[sizes.len() - 1]);
        let mut y = Array2::zeros((classes, m));
        (0..m).for_each(|i| y[[rng.randint(0, classes as i64) as usize, i]] = 1.0);

        let mlp = Mlp::new(&sizes, f, Head::Softmax, true);
        let laid_out = |layers: &[network::Layer]| -> Vec<f64> {
            layers.iter().flat_map(|(w, b)| [flat(w.view()), b.to_vec()].concat()).collect()
        };
        let (parameters, inputs, targets) = (laid_out(&layers), flat(x.t()), flat(y.t()));
        let samples = Samples { inputs: Rows::Reals(&inputs), targets: &targets };
        let (all, mut room) = ((0..m).collect::<Vec<usize>>(), Workspace::new(&mlp));
        let (mut answers, mut gradient) = (vec![0.0; m * classes], vec![0.0; mlp.parameters()]);
        let total = mlp.answer(&parameters, samples, &all, &mut room, &mut answers);
        mlp.gradient(&parameters, samples, &all, 1.0 / m as f64, &mut room, &mut gradient);

        let passed = network::forward(&layers, f, x.view());
        let answer = &passed[layers.len() - 1].1;
        close(&answers, flat(answer.t()))?;
        close(&[total / m as f64], [network::loss(answer.view(), y.view())])?;
        close(&gradient, laid_out(&network::backward(&layers, f, x.view(), y.view())))?;
    }

    #[test]
    fn hopfield_networks(seed: u32, side in 1_usize..8, count in 1_usize..6) {
        let mut rng = NumpyRng::new(seed);
        let mut draw = || Pattern::random(text("p", "p"), side, side, &mut rng);
        let (patterns, cue) = ((0..count).map(|_| draw()).collect::<Vec<_>>(), draw());
        let real = |pattern: &Pattern| pattern.spins().iter().map(|&s| f64::from(s)).collect::<Vec<f64>>();
        let rows: Vec<f64> = patterns.iter().flat_map(real).collect();
        let w = hopfield::hebbian(ArrayView2::from_shape((count, side * side), &rows).expect("rows"));
        let memory = Hopfield::store(patterns, Rule::Hebbian, true).expect("patterns of one size");
        let (mut state, mut s) = (memory.state(cue.spins()), Array1::from(real(&cue)));
        for _ in 0..3 {
            let fields: Vec<f64> = (0..side * side).map(|i| memory.field(&state, i)).collect();
            close(&fields, hopfield::fields(w.view(), s.view()))?;
            close(&[memory.energy(&state)], [hopfield::energy(w.view(), s.view())])?;
            for i in rng.permutation(side * side) {
                // A field of 0 is one in whole numbers; a sum of reals may miss it.
                if w.row(i).dot(&s).abs() > 1e-9 {
                    memory.update(&mut state, i);
                    hopfield::sweep(w.view(), &mut s, &[i]);
                }
            }
            close(&state.spins().iter().map(|&s| f64::from(s)).collect::<Vec<_>>(), s.iter().copied())?;
        }
    }

    #[test]
    fn boltzmann_machines(seed: u32, visible in 1_usize..20, hidden in 1_usize..12, m in 1_usize..12) {
        let mut rng = NumpyRng::new(seed);
        let mut book = Machine {
            w: normal(visible, hidden, &mut rng),
            b: normal(1, visible, &mut rng).row(0).to_owned(),
            c: normal(1, hidden, &mut rng).row(0).to_owned(),
        };
        let mut machine = Rbm::zero(visible, hidden);
        book.w.indexed_iter().for_each(|((i, j), w)| machine.set_weight(i, j, *w));
        machine.visible_biases_mut().copy_from_slice(book.b.as_slice().expect("one row"));
        machine.hidden_biases_mut().copy_from_slice(book.c.as_slice().expect("one row"));
        let width = machine.width();
        let units = |rows: &[f64]| rows.chunks_exact(width).flat_map(|row| row[..hidden].to_vec()).collect::<Vec<_>>();

        let v = bits(m, visible, &mut rng);
        let mut h = vec![0.0; m * width];
        machine.hidden_probabilities(&flat(v.view()), &mut h);
        close(&units(&h), flat(book.hidden(v.view()).view()))?;
        let mut seen = vec![0.0; m * visible];
        machine.visible_probabilities(&h, &mut seen);
        close(&seen, flat(book.visible(book.hidden(v.view()).view()).view()))?;
        let free: Vec<f64> = v.rows().into_iter().map(|v| machine.free_energy(&v.to_vec())).collect();
        close(&free, v.rows().into_iter().map(|v| book.free_energy(v)))?;

        let (mut chains, mut room) = (Chains::new(&machine, m), rbm::Workspace::new(&machine, m));
        machine.learn(&flat(v.view()), 0.1, &mut chains, &mut rng, &mut room);
        let imagined = ArrayView2::from_shape((m, visible), &room.imagined()[..m * visible]).expect("rows");
        book.learn(v.view(), imagined, 0.1);
        let learnt = (0..visible).flat_map(|i| (0..hidden).map(move |j| (i, j)));
        close(&learnt.map(|(i, j)| machine.weight(i, j)).collect::<Vec<_>>(), flat(book.w.view()))?;
        close(machine.visible_biases(), book.b.iter().copied())?;
        close(machine.hidden_biases(), book.c.iter().copied())?;
    }
}
