//! Multinomial logistic regression: p(class | x) = softmax(Wx + b), fitted by Nesterov's accelerated descent.
//!
//! The cost is that of scikit-learn's `LogisticRegression`: the mean cross-entropy over m examples plus
//! ‖W‖² / (2·C·m); biases are not held back. Its curvature is at most half the mean of ‖x‖² + 1 plus the penalty, whose
//! inverse is the rate: no step has to be tried, and rounding dies out on the way, so that a few lines of NumPy make
//! the same numbers.

use super::Rows;
use super::mlp::{Head, Mlp, Samples, Workspace};
use crate::math::Activation;

/// A regression being fitted.
#[derive(Debug, Clone)]
pub struct Softmax {
    layer: Mlp,
    inputs: Vec<f64>,
    targets: Vec<f64>,
    all: Vec<usize>,
    /// 1 / (C·m).
    ridge: f64,
    rate: f64,
    /// Iterations made.
    made: usize,
    parameters: Vec<f64>,
    /// Where the slope is taken: ahead of the parameters, in the direction of the last step.
    ahead: Vec<f64>,
    gradient: Vec<f64>,
    room: Workspace,
}

impl Softmax {
    /// A regression with all parameters 0 over rows of `features` numbers (m × features, m labels below
    /// `classes`); `c` is the inverse strength of the penalty on large weights.
    ///
    /// # Panics
    /// When there are no examples, or not as many rows as labels.
    #[must_use]
    pub fn new(inputs: Vec<f64>, labels: &[u8], classes: usize, c: f64) -> Softmax {
        let m = labels.len();
        let features = Rows::Reals(&inputs).features(m);
        let layer = Mlp::new(&[features, classes], Activation::Linear, Head::Softmax, true);
        let mut targets = vec![0.0; m * classes];
        for (target, &label) in targets.chunks_exact_mut(classes).zip(labels) {
            target[usize::from(label)] = 1.0;
        }
        let squares: f64 = inputs.iter().map(|x| x * x).sum();
        let zeros = vec![0.0; layer.parameters()];
        Softmax {
            room: Workspace::new(&layer),
            all: (0..m).collect(),
            ridge: 1.0 / (c * m as f64),
            rate: m as f64 / ((squares + m as f64) / 2.0 + 1.0 / c),
            made: 0,
            parameters: zeros.clone(),
            ahead: zeros.clone(),
            gradient: zeros,
            layer,
            inputs,
            targets,
        }
    }

    /// W row by row, a row a class, then b.
    #[must_use]
    pub fn parameters(&self) -> &[f64] {
        &self.parameters
    }

    /// The gradient where the slope is taken.
    fn slope(&mut self) {
        let samples = Samples { inputs: Rows::Reals(&self.inputs), targets: &self.targets };
        let scale = 1.0 / self.all.len() as f64;
        self.layer.gradient(&self.ahead, samples, &self.all, scale, &mut self.room, &mut self.gradient);
        let weights = self.layer.layers()[0].weights.clone();
        for (slope, w) in self.gradient[weights.clone()].iter_mut().zip(&self.ahead[weights]) {
            *slope += self.ridge * w;
        }
    }

    /// One iteration: a step down from the place ahead, and further in its direction.
    pub fn iterate(&mut self) {
        self.slope();
        let k = self.made as f64;
        let further = k / (k + 3.0);
        for ((ahead, x), slope) in self.ahead.iter_mut().zip(&mut self.parameters).zip(&self.gradient) {
            let before = std::mem::replace(x, *ahead - self.rate * slope);
            *ahead = *x + further * (*x - before);
        }
        self.made += 1;
    }

    /// How many of these rows get the label they have, in percent. Of answers that agree to nine digits the first counts.
    #[must_use]
    pub fn accuracy(&self, rows: &[f64], labels: &[u8]) -> f64 {
        let classes = self.layer.outputs();
        let all: Vec<usize> = (0..labels.len()).collect();
        let (targets, mut answers) = (vec![0.0; labels.len() * classes], vec![0.0; labels.len() * classes]);
        let samples = Samples { inputs: Rows::Reals(rows), targets: &targets };
        self.layer.answer(&self.parameters, samples, &all, &mut self.room.clone(), &mut answers);
        let scores = |answer: &[f64]| answer.iter().map(|p| (p * 1e9).round()).collect::<Vec<f64>>();
        let says = |answer: &[f64]| {
            let scores = scores(answer);
            let best = scores.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            scores.iter().position(|score| *score == best).unwrap_or(0)
        };
        let right = answers.chunks_exact(classes).zip(labels).filter(|(a, l)| says(a) == usize::from(**l));
        100.0 * right.count() as f64 / labels.len() as f64
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::math::derivative::{numeric_gradient, relative_error};

    impl Softmax {
        /// The mean cross-entropy with the penalty.
        fn cost_at(&self, parameters: &[f64]) -> f64 {
            let samples = Samples { inputs: Rows::Reals(&self.inputs), targets: &self.targets };
            let mut answers = vec![0.0; self.targets.len()];
            let loss =
                self.layer.answer(parameters, samples, &self.all, &mut self.room.clone(), &mut answers);
            let weights = &parameters[self.layer.layers()[0].weights.clone()];
            let size: f64 = weights.iter().map(|w| w * w).sum();
            loss / self.all.len() as f64 + 0.5 * self.ridge * size
        }
    }

    /// Feature j of example i is ((7i + 5j + ij) mod 11) / 10, its class (i³ + ⌊i/3⌋) mod 3.
    fn fit(c: f64, iterations: usize) -> (Softmax, Vec<f64>, Vec<u8>) {
        let features = |i: usize| (0..3).map(move |j| ((7 * i + 5 * j + i * j) % 11) as f64 / 10.0);
        let inputs: Vec<f64> = (0..30).flat_map(features).collect();
        let labels: Vec<u8> = (0..30_usize).map(|i| ((i.pow(3) + i / 3) % 3) as u8).collect();
        let mut fit = Softmax::new(inputs.clone(), &labels, 3, c);
        (0..iterations).for_each(|_| fit.iterate());
        (fit, inputs, labels)
    }

    /// `LogisticRegression(C, tol=1e-10, solver="newton-cg")` of scikit-learn 1.9: cost, and W row by row, then b.
    #[test]
    fn fits_are_those_of_scikit_learn() {
        let cases = [
            (
                2.0,
                1.032140786585047,
                [
                    0.11740620226307091,
                    -0.9994347026750077,
                    -0.3732765042291838,
                    0.4590462659437616,
                    0.20486983769512554,
                    -0.05821740652819459,
                    -0.5764524682068315,
                    0.7945648649798828,
                    0.4314939107573792,
                    0.6299974597710642,
                    -0.2759053302999497,
                    -0.3540921294711063,
                ],
            ),
            (
                100.0,
                0.999367600486539,
                [
                    0.29170297635616904,
                    -1.6529068123369075,
                    -0.3767671882471355,
                    0.6676028882229847,
                    0.2802466320418616,
                    -0.13085797024139476,
                    -0.9593058645791577,
                    1.3726601802950436,
                    0.5076251584885241,
                    0.8594559286791831,
                    -0.3395428600009435,
                    -0.5199130686782445,
                ],
            ),
        ];
        for (c, cost, parameters) in cases {
            let (fit, inputs, labels) = fit(c, 3000);
            let found = fit.cost_at(fit.parameters());
            assert!((found - cost).abs() < 1e-9, "{found} is not {cost}");
            for (found, wanted) in fit.parameters().iter().zip(parameters) {
                assert!((found - wanted).abs() < 1e-3, "{found} is not {wanted}");
            }
            assert!((fit.accuracy(&inputs, &labels) - 100.0 * 14.0 / 30.0).abs() < 1e-12);
        }
    }

    #[test]
    fn the_cost_falls_along_its_gradient() {
        let (mut last, ..) = fit(2.0, 0);
        let started = last.cost_at(last.parameters());
        assert!((started - 3f64.ln()).abs() < 1e-15);
        for _ in 0..5 {
            let (before, mut at) = (last.cost_at(last.parameters()), last.ahead.clone());
            last.iterate();
            assert!(last.cost_at(last.parameters()) < before);
            for k in 0..at.len() {
                let slope = numeric_gradient(|at| last.cost_at(at), &mut at, k, None);
                let written = last.gradient[k];
                assert!(
                    (slope - written).abs() < 1e-9 || relative_error(slope, written) < 1e-7,
                    "{k}: {written}"
                );
            }
        }
    }
}
