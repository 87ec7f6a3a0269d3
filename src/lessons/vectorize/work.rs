//! The two computations, each by a loop and as array expressions.

use crate::math::NumpyRng;
use crate::nn::logistic::sigmoid;
use ndarray::{Array1, Array2};

/// Features of an example in the gradient.
pub(super) const FEATURES: usize = 256;

/// Which computation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Σ aᵢ bᵢ over n numbers.
    Dot,
    /// dw and db of logistic regression over m examples.
    Gradient,
}

impl Kind {
    /// The smallest and largest size that the sweep measures.
    pub(super) fn sizes(self) -> (f64, f64) {
        match self {
            Kind::Dot => (1e2, 1e7),
            Kind::Gradient => (1e1, 1e4),
        }
    }

    /// The parameter that says how large it is.
    pub(super) fn size_name(self) -> &'static str {
        match self {
            Kind::Dot => "n",
            Kind::Gradient => "m",
        }
    }
}

/// The arrays that a computation works on.
pub(super) enum Work {
    /// a and b, n numbers each.
    Dot(Array1<f64>, Array1<f64>),
    /// A layer of one neuron over m examples.
    Gradient(Neuron),
}

/// Examples, labels and weights of one neuron. X (n × m) is kept in both orders, because ndarray multiplies
/// a matrix with a vector row by row: the loop and wᵀX read the one, X(A − Y)ᵀ the other.
pub(super) struct Neuron {
    /// Xᵀ, m × n: an example's features are neighbours in memory.
    examples: Array2<f64>,
    /// X, n × m: a feature's values are neighbours in memory.
    features: Array2<f64>,
    /// Y, m.
    labels: Array1<f64>,
    /// w, n.
    weights: Array1<f64>,
    /// b.
    bias: f64,
}

impl Work {
    /// Arrays of a size (n or m) from a seed. In NumPy, after `np.random.seed(seed)`:
    ///
    /// ```python
    /// a = np.random.rand(n); b = np.random.rand(n)                         # dot
    /// X = np.random.rand(m, 256).T; w = np.random.rand(256) - 0.5; b = 0   # gradient
    /// Y = np.arange(m) % 2
    /// ```
    pub(super) fn new(kind: Kind, size: usize, seed: u32) -> Work {
        let mut rng = NumpyRng::new(seed);
        match kind {
            Kind::Dot => {
                let mut numbers = || Array1::from_shape_fn(size, |_| rng.random());
                Work::Dot(numbers(), numbers())
            }
            Kind::Gradient => {
                let examples = Array2::from_shape_fn((size, FEATURES), |_| rng.random());
                Work::Gradient(Neuron {
                    features: examples.t().as_standard_layout().into_owned(),
                    examples,
                    labels: Array1::from_shape_fn(size, |i| (i % 2) as f64),
                    weights: Array1::from_shape_fn(FEATURES, |_| rng.random() - 0.5),
                    bias: 0.0,
                })
            }
        }
    }

    /// Which computation it is.
    pub(super) fn kind(&self) -> Kind {
        match self {
            Work::Dot(..) => Kind::Dot,
            Work::Gradient(_) => Kind::Gradient,
        }
    }

    /// n, or m.
    pub(super) fn size(&self) -> usize {
        match self {
            Work::Dot(a, _) => a.len(),
            Work::Gradient(neuron) => neuron.examples.nrows(),
        }
    }

    /// The pairs of factors of the first sum: aᵢ and bᵢ, or the weights and features of the first example.
    pub(super) fn factors(&self) -> impl Iterator<Item = (f64, f64)> {
        let (a, b) = match self {
            Work::Dot(a, b) => (a.view(), b.view()),
            Work::Gradient(neuron) => (neuron.weights.view(), neuron.examples.row(0)),
        };
        a.into_iter().copied().zip(b.into_iter().copied())
    }

    /// Additions and multiplications of the sums (σ and the n divisions by m are left out).
    pub(super) fn flops(&self) -> f64 {
        match self {
            Work::Dot(a, _) => 2.0 * a.len() as f64,
            Work::Gradient(neuron) => 4.0 * neuron.examples.len() as f64,
        }
    }

    /// Bytes of the large arrays that have to be read: a and b once, X once forwards and once backwards.
    pub(super) fn bytes(&self) -> f64 {
        match self {
            Work::Dot(a, _) => 16.0 * a.len() as f64,
            Work::Gradient(neuron) => 16.0 * neuron.examples.len() as f64,
        }
    }
}

/// Σ aᵢbᵢ, element by element.
pub(super) fn dot_by_loop(a: &[f64], b: &[f64]) -> f64 {
    let mut sum = 0.0;
    for (a, b) in a.iter().zip(b) {
        sum += a * b;
    }
    sum
}

impl Neuron {
    /// dw₁ … dwₙ and db: example after example, feature after feature.
    pub(super) fn by_loop(&self) -> Vec<f64> {
        let mut dw = vec![0.0; self.weights.len()];
        let mut db = 0.0;
        for (x, y) in self.examples.rows().into_iter().zip(&self.labels) {
            let x = x.to_slice().unwrap_or_default();
            let mut z = self.bias;
            for (w, x) in self.weights.iter().zip(x) {
                z += w * x;
            }
            let dz = sigmoid(z) - y;
            for (dw, x) in dw.iter_mut().zip(x) {
                *dw += x * dz;
            }
            db += dz;
        }
        let m = self.examples.nrows() as f64;
        dw.iter().chain([&db]).map(|sum| sum / m).collect()
    }

    /// Z = wᵀX + b, m.
    pub(super) fn sums(&self) -> Vec<f64> {
        (self.examples.dot(&self.weights) + self.bias).to_vec()
    }

    /// Y, m.
    pub(super) fn labels(&self) -> impl Iterator<Item = f64> {
        self.labels.iter().copied()
    }

    /// The same by A = σ(wᵀX + b), dw = X(A − Y)ᵀ/m, db = Σ(A − Y)/m.
    pub(super) fn by_arrays(&self) -> Vec<f64> {
        let m = self.labels.len() as f64;
        let a = (self.examples.dot(&self.weights) + self.bias).mapv(sigmoid);
        let dz = a - &self.labels;
        let dw = self.features.dot(&dz) / m;
        let db = dz.sum() / m;
        dw.iter().copied().chain([db]).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn neuron(examples: usize) -> Neuron {
        match Work::new(Kind::Gradient, examples, 1) {
            Work::Gradient(neuron) => neuron,
            Work::Dot(..) => panic!("a gradient was asked for"),
        }
    }

    #[test]
    fn both_ways_compute_the_same() {
        for examples in [1, 2, 37] {
            let (a, b) = (neuron(examples).by_loop(), neuron(examples).by_arrays());
            assert_eq!((a.len(), b.len()), (FEATURES + 1, FEATURES + 1));
            for (a, b) in a.iter().zip(&b) {
                assert!((a - b).abs() <= 1e-12 * a.abs().max(1.0), "{examples}: {a} {b}");
            }
        }
    }

    /// rand() of seed 1 begins 0.417022, 0.720324, 0.000114, 0.302333 (curriculum).
    #[test]
    fn the_arrays_are_numpys() {
        let Work::Dot(a, b) = Work::new(Kind::Dot, 2, 1) else { panic!("a sum was asked for") };
        let expected = 0.417022004702574 * 0.00011437481734488664 + 0.7203244934421581 * 0.30233257263183977;
        let (a, b) = (a.as_slice().expect("contiguous"), b.as_slice().expect("contiguous"));
        assert!((dot_by_loop(a, b) - expected).abs() < 1e-15);
    }

    /// The gradient is that of the model the other lessons train.
    #[test]
    fn the_gradient_is_the_models() {
        let neuron = neuron(21);
        let model = crate::nn::logistic::Direct::new(
            neuron.examples.iter().copied().collect(),
            neuron.labels.iter().copied().collect(),
        );
        let mut parameters: Vec<f64> = neuron.weights.iter().copied().collect();
        parameters.push(neuron.bias);
        let (mut z, mut gradient) = (vec![0.0; 21], vec![0.0; FEATURES + 1]);
        model.pass(crate::nn::logistic::Cost::CrossEntropy, &parameters, &mut z, &mut gradient);
        for (a, b) in gradient.iter().zip(neuron.by_loop()) {
            assert!((a - b).abs() < 1e-13);
        }
    }
}
