//! Multinomial logistic regression: p(class | x) = softmax(Wx + b), fitted by L-BFGS.
//!
//! The cost is that of scikit-learn's `LogisticRegression`: the mean cross-entropy over m examples plus
//! ‖W‖² / (2·C·m); biases are not held back. The two-loop recursion is Nocedal's (1980), the line search goes back
//! by halves until the cost falls enough (Armijo).

use super::Rows;
use super::mlp::{Head, Mlp, Samples, Workspace};
use crate::math::Activation;
use std::collections::VecDeque;

/// Pairs of steps and changes of the gradient that the curvature is estimated from.
const MEMORY: usize = 10;
/// The fit is done where no slope is larger.
const FLAT: f64 = 1e-4;
/// The part of the promised fall of the cost that a step has to bring.
const ENOUGH: f64 = 1e-4;
/// Halvings of a step before the search is given up.
const HALVINGS: usize = 30;

/// A step s, the change y of the gradient along it, and 1 / s·y.
type Pair = (Vec<f64>, Vec<f64>, f64);

/// A regression being fitted.
#[derive(Debug, Clone)]
pub struct Softmax {
    layer: Mlp,
    inputs: Vec<f64>,
    targets: Vec<f64>,
    all: Vec<usize>,
    /// 1 / (C·m).
    ridge: f64,
    parameters: Vec<f64>,
    gradient: Vec<f64>,
    cost: f64,
    past: VecDeque<Pair>,
    room: Workspace,
    answers: Vec<f64>,
    done: bool,
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
        let mut fit = Softmax {
            room: Workspace::new(&layer),
            parameters: vec![0.0; layer.parameters()],
            gradient: vec![0.0; layer.parameters()],
            answers: vec![0.0; m * classes],
            all: (0..m).collect(),
            ridge: 1.0 / (c * m as f64),
            cost: 0.0,
            past: VecDeque::new(),
            done: false,
            layer,
            inputs,
            targets,
        };
        fit.cost = fit.cost_at(&fit.parameters.clone());
        fit.slope();
        fit
    }

    /// The mean cross-entropy with the penalty.
    #[must_use]
    pub fn cost(&self) -> f64 {
        self.cost
    }

    /// ∂cost / ∂parameters: W row by row, a row a class, then b.
    #[must_use]
    pub fn gradient(&self) -> &[f64] {
        &self.gradient
    }

    /// W row by row, a row a class, then b.
    #[must_use]
    pub fn parameters(&self) -> &[f64] {
        &self.parameters
    }

    fn cost_at(&mut self, parameters: &[f64]) -> f64 {
        let samples = Samples { inputs: Rows::Reals(&self.inputs), targets: &self.targets };
        let loss = self.layer.answer(parameters, samples, &self.all, &mut self.room, &mut self.answers);
        let weights = &parameters[self.layer.layers()[0].weights.clone()];
        let size: f64 = weights.iter().map(|w| w * w).sum();
        loss / self.all.len() as f64 + 0.5 * self.ridge * size
    }

    /// The gradient at the parameters.
    fn slope(&mut self) {
        let samples = Samples { inputs: Rows::Reals(&self.inputs), targets: &self.targets };
        let scale = 1.0 / self.all.len() as f64;
        self.layer.gradient(&self.parameters, samples, &self.all, scale, &mut self.room, &mut self.gradient);
        let weights = self.layer.layers()[0].weights.clone();
        for (slope, w) in self.gradient[weights.clone()].iter_mut().zip(&self.parameters[weights]) {
            *slope += self.ridge * w;
        }
    }

    /// One iteration; nothing happens once the fit is done.
    pub fn iterate(&mut self) {
        if self.done || self.gradient.iter().all(|slope| slope.abs() <= FLAT) {
            self.done = true;
            return;
        }
        let mut direction = self.direction();
        let mut fall = dot(&direction, &self.gradient);
        if fall >= 0.0 {
            self.past.clear();
            direction = self.direction();
            fall = dot(&direction, &self.gradient);
        }
        let mut length = 1.0;
        for _ in 0..HALVINGS {
            let step = |(x, d): (&f64, &f64)| x + length * d;
            let next: Vec<f64> = self.parameters.iter().zip(&direction).map(step).collect();
            let cost = self.cost_at(&next);
            if cost <= self.cost + ENOUGH * length * fall {
                self.arrive(next, cost);
                return;
            }
            length *= 0.5;
        }
        // The cost no longer falls by more than its rounding.
        self.done = true;
    }

    fn arrive(&mut self, next: Vec<f64>, cost: f64) {
        let step = difference(&next, &self.parameters);
        let before = std::mem::take(&mut self.gradient);
        self.gradient = vec![0.0; before.len()];
        (self.parameters, self.cost) = (next, cost);
        self.slope();
        let change = difference(&self.gradient, &before);
        let curvature = dot(&step, &change);
        if curvature > 1e-12 * dot(&change, &change) {
            if self.past.len() == MEMORY {
                self.past.pop_front();
            }
            self.past.push_back((step, change, 1.0 / curvature));
        }
    }

    /// −H·gradient, where H estimates the inverse of the second derivatives.
    fn direction(&self) -> Vec<f64> {
        let mut q: Vec<f64> = self.gradient.iter().map(|slope| -slope).collect();
        let mut parts = Vec::with_capacity(self.past.len());
        for (s, y, rho) in self.past.iter().rev() {
            let part = rho * dot(s, &q);
            add(&mut q, -part, y);
            parts.push(part);
        }
        let scale = match self.past.back() {
            Some((_, y, rho)) => 1.0 / (rho * dot(y, y)),
            None => 1.0 / dot(&q, &q).sqrt().max(1.0),
        };
        q.iter_mut().for_each(|x| *x *= scale);
        for ((s, y, rho), part) in self.past.iter().zip(parts.into_iter().rev()) {
            let back = rho * dot(y, &q);
            add(&mut q, part - back, s);
        }
        q
    }

    /// How many of these rows get the label they have, in percent.
    #[must_use]
    pub fn accuracy(&self, rows: &[f64], labels: &[u8]) -> f64 {
        let classes = self.layer.outputs();
        let all: Vec<usize> = (0..labels.len()).collect();
        let (targets, mut answers) = (vec![0.0; labels.len() * classes], vec![0.0; labels.len() * classes]);
        let samples = Samples { inputs: Rows::Reals(rows), targets: &targets };
        self.layer.answer(&self.parameters, samples, &all, &mut self.room.clone(), &mut answers);
        let says = |answer: &[f64]| {
            let best = answer.iter().enumerate().max_by(|a, b| a.1.total_cmp(b.1));
            best.map_or(0, |(class, _)| class)
        };
        let right = answers.chunks_exact(classes).zip(labels).filter(|(a, l)| says(a) == usize::from(**l));
        100.0 * right.count() as f64 / labels.len() as f64
    }
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

fn difference(a: &[f64], b: &[f64]) -> Vec<f64> {
    a.iter().zip(b).map(|(a, b)| a - b).collect()
}

/// `sum` += factor · x.
fn add(sum: &mut [f64], factor: f64, x: &[f64]) {
    for (sum, x) in sum.iter_mut().zip(x) {
        *sum += factor * x;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::math::derivative::{numeric_gradient, relative_error};

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
            let (fit, inputs, labels) = fit(c, 100);
            assert!((fit.cost() - cost).abs() < 1e-6, "{} is not {cost}", fit.cost());
            for (found, wanted) in fit.parameters().iter().zip(parameters) {
                assert!((found - wanted).abs() < 5e-3, "{found} is not {wanted}");
            }
            assert!((fit.accuracy(&inputs, &labels) - 100.0 * 14.0 / 30.0).abs() < 1e-12);
        }
    }

    #[test]
    fn the_cost_falls_along_its_gradient() {
        let (mut last, ..) = fit(2.0, 0);
        let started = last.cost();
        assert!((started - 3f64.ln()).abs() < 1e-15);
        for _ in 0..5 {
            let before = last.cost();
            last.iterate();
            assert!(last.cost() < before);
            let mut now = last.parameters().to_vec();
            for k in 0..now.len() {
                let slope = numeric_gradient(|now| last.clone().cost_at(now), &mut now, k, None);
                let written = last.gradient()[k];
                assert!(
                    (slope - written).abs() < 1e-9 || relative_error(slope, written) < 1e-7,
                    "{k}: {written}"
                );
            }
        }
    }
}
