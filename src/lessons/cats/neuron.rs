//! The neuron in the form that suits the number of pictures.
//!
//! Up to some thousand pictures w stays in their span (w = Xα), and a step costs m² instead of 2·m·n multiplications;
//! the inner products that this needs are computed beside the lesson while it opens, and waited for by the first step.
//! More pictures: w itself, over bytes that stay bytes. All are the same gradient descent from w = 0.

use crate::data::cats::PictureSet;
use crate::data::{Pictures, Pixels};
use crate::nn::Rows;
use crate::nn::logistic::{Beside, Combination, Cost, Direct, DirectBytes, Span, size_of_a_product};
use crate::say;
use crate::words::{Problem, whole};
use std::sync::{Arc, OnceLock};
use std::thread;

/// Up to so many training pictures their inner products are kept: m² whole numbers, 64 MB, or as many reals, 128 MB.
const FEW: usize = 4000;

/// The largest table of pixels as real numbers, in bytes.
const MOST_BYTES: usize = 1_500_000_000;

/// The parameters of the neuron: all that a step changes.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Weights {
    /// How often each training picture was added to w, and b.
    Combination(Combination),
    /// w₁ … wₙ and then b.
    Plain(Vec<f64>),
}

impl Weights {
    /// The bias b.
    pub(super) fn bias(&self) -> f64 {
        match self {
            Weights::Combination(now) => now.b,
            Weights::Plain(all) => all.last().copied().unwrap_or(0.0),
        }
    }

    /// Whether every number is finite.
    pub(super) fn finite(&self) -> bool {
        match self {
            Weights::Combination(now) => now.b.is_finite() && now.alpha.iter().all(|x| x.is_finite()),
            Weights::Plain(all) => all.iter().all(|x| x.is_finite()),
        }
    }

    /// Bytes of a copy.
    pub(super) fn bytes(&self) -> usize {
        let numbers = match self {
            Weights::Combination(now) => now.alpha.len() + 1,
            Weights::Plain(all) => all.len(),
        };
        numbers * size_of::<f64>() + size_of::<Weights>()
    }
}

/// The inner products of the training pictures with each other and with the test pictures, there when they are needed:
/// the first picture of the lesson waits for those of the training pictures alone.
struct Products {
    set: Arc<PictureSet>,
    span: OnceLock<Span>,
    tests: OnceLock<Beside>,
}

impl Products {
    /// Has them computed on a thread of its own.
    fn begin(set: &Arc<PictureSet>) -> Arc<Products> {
        let products =
            Arc::new(Products { set: Arc::clone(set), span: OnceLock::new(), tests: OnceLock::new() });
        let beside = Arc::clone(&products);
        // Where the system gives no thread, whoever needs them first computes them.
        let _ = thread::Builder::new().name("products".into()).spawn(move || {
            beside.span();
            beside.tests();
        });
        products
    }

    /// The training pictures; waits for them where they are still being computed.
    fn span(&self) -> &Span {
        let train = &self.set.train;
        self.span.get_or_init(|| Span::new(rows(train), targets(train)))
    }

    /// The test pictures, in the same way.
    fn tests(&self) -> &Beside {
        let (train, test) = (&self.set.train, &self.set.test);
        self.tests.get_or_init(|| Beside::new(rows(test), test.len(), rows(train), train.len()))
    }
}

#[derive(Clone)]
enum Form {
    Span(Arc<Products>),
    Direct { train: Direct, test: Direct },
    Bytes { train: DirectBytes, test: DirectBytes },
}

/// Training and test pictures as a neuron sees them.
#[derive(Clone)]
pub(super) struct Neuron {
    form: Form,
    /// The wanted answers to the training pictures.
    targets: Vec<f64>,
    tests: usize,
    features: usize,
}

impl Neuron {
    /// Prepares the pictures.
    pub(super) fn new(set: &Arc<PictureSet>) -> Result<Neuron, Problem> {
        let PictureSet { train, test, .. } = &**set;
        let form = if train.len() <= FEW {
            Form::Span(Products::begin(set))
        } else {
            let one = if matches!(train.pixels, Pixels::Bytes(_)) { 1 } else { size_of::<f64>() };
            let bytes = (train.len() + test.len()) * train.features * one;
            if bytes > MOST_BYTES {
                let (pictures, pixels) = (whole(train.len() as u64), whole(train.features as u64));
                return Err(Problem::run(say!(
                    "{pictures} pictures of {pixels} numbers are more than this lesson holds in memory (1.5 GB); use fewer or smaller pictures.",
                    "{pictures} 张图片、每张 {pixels} 个数，超出了本课的内存上限（1.5 GB）；请减少图片数量或缩小尺寸。"
                )));
            }
            direct(train, test)
        };
        Ok(Neuron { form, targets: targets(train), tests: test.len(), features: train.features })
    }

    /// w = 0, b = 0.
    pub(super) fn zero(&self) -> Weights {
        match &self.form {
            Form::Span(_) => Weights::Combination(Combination::zero(self.targets.len())),
            Form::Direct { .. } | Form::Bytes { .. } => Weights::Plain(vec![0.0; self.features + 1]),
        }
    }

    /// About how many bytes it takes besides the pictures.
    pub(super) fn size(&self) -> usize {
        let (m, pictures) = (self.targets.len(), self.targets.len() + self.tests);
        match &self.form {
            Form::Span(products) => {
                m * pictures * size_of_a_product(rows(&products.set.train), self.features)
            }
            Form::Direct { .. } => pictures * self.features * size_of::<f64>(),
            Form::Bytes { .. } => pictures * self.features,
        }
    }

    /// The wanted answers to the training pictures.
    pub(super) fn targets(&self) -> &[f64] {
        &self.targets
    }

    /// z = wᵀx + b of every training picture.
    pub(super) fn train_logits(&self, now: &Weights) -> Vec<f64> {
        let mut z = vec![0.0; self.targets().len()];
        match (&self.form, now) {
            (Form::Span(_), Weights::Combination(now)) if now.is_zero() => z.fill(now.b),
            (Form::Span(products), Weights::Combination(now)) => products.span().logits(now, &mut z),
            (Form::Direct { train, .. }, Weights::Plain(all)) => train.logits(all, &mut z),
            (Form::Bytes { train, .. }, Weights::Plain(all)) => train.logits(all, &mut z),
            _ => {}
        }
        z
    }

    /// z = wᵀx + b of every test picture.
    pub(super) fn test_logits(&self, now: &Weights) -> Vec<f64> {
        let mut z = vec![0.0; self.tests];
        match (&self.form, now) {
            (Form::Span(_), Weights::Combination(now)) if now.is_zero() => z.fill(now.b),
            (Form::Span(products), Weights::Combination(now)) => products.tests().logits(now, &mut z),
            (Form::Direct { test, .. }, Weights::Plain(all)) => test.logits(all, &mut z),
            (Form::Bytes { test, .. }, Weights::Plain(all)) => test.logits(all, &mut z),
            _ => {}
        }
        z
    }

    /// The mean cost over the training pictures, given their z.
    pub(super) fn cost(&self, z: &[f64]) -> f64 {
        Cost::CrossEntropy.mean(z, self.targets())
    }

    /// λmax of the cost where the training pictures have these z; `None` where it would take too long.
    pub(super) fn bend(&self, z: &[f64]) -> Option<f64> {
        match &self.form {
            Form::Span(products) if Span::bends(z.len()) => products.span().bend(z),
            Form::Span(_) => None,
            Form::Direct { train, .. } => train.bend(z),
            Form::Bytes { train, .. } => train.bend(z),
        }
    }

    /// One step of gradient descent over all training pictures.
    pub(super) fn step(&self, now: &mut Weights, lr: f64) {
        match (&self.form, now) {
            (Form::Span(products), Weights::Combination(now)) => {
                let span = products.span();
                let mut z = vec![0.0; span.samples()];
                span.logits(now, &mut z);
                span.step(Cost::CrossEntropy, &z, lr, now);
            }
            (Form::Direct { train, .. }, Weights::Plain(all)) => {
                descend(all, lr, train.samples(), |all, z, gradient| {
                    train.pass(Cost::CrossEntropy, all, z, gradient);
                });
            }
            (Form::Bytes { train, .. }, Weights::Plain(all)) => {
                descend(all, lr, train.samples(), |all, z, gradient| {
                    train.pass(Cost::CrossEntropy, all, z, gradient);
                });
            }
            _ => {}
        }
    }

    /// w, one number for each number of a picture.
    pub(super) fn weights(&self, now: &Weights, train: &Pictures) -> Vec<f64> {
        match now {
            Weights::Combination(now) => now.weights(rows(train)),
            Weights::Plain(all) => all[..self.features].to_vec(),
        }
    }

    /// The weight of number `k` alone: much sooner there than all of [`weights`](Neuron::weights).
    pub(super) fn weight(now: &Weights, train: &Pictures, k: usize) -> f64 {
        match now {
            Weights::Combination(now) => {
                now.alpha.iter().zip(train.column(k)).map(|(alpha, x)| alpha * x).sum()
            }
            Weights::Plain(all) => all[k],
        }
    }
}

/// The form that keeps w, over bytes or reals.
fn direct(train: &Pictures, test: &Pictures) -> Form {
    match (&train.pixels, &test.pixels) {
        (Pixels::Bytes(own), Pixels::Bytes(tests)) => Form::Bytes {
            train: DirectBytes::new(own.to_vec(), targets(train)),
            test: DirectBytes::new(tests.to_vec(), targets(test)),
        },
        _ => Form::Direct {
            train: Direct::new(rows(train).reals().into_owned(), targets(train)),
            test: Direct::new(rows(test).reals().into_owned(), targets(test)),
        },
    }
}

/// One step of gradient descent from what `pass` puts into the gradient.
fn descend(all: &mut [f64], lr: f64, samples: usize, pass: impl FnOnce(&[f64], &mut [f64], &mut [f64])) {
    let (mut z, mut gradient) = (vec![0.0; samples], vec![0.0; all.len()]);
    pass(all, &mut z, &mut gradient);
    for (parameter, slope) in all.iter_mut().zip(&gradient) {
        *parameter -= lr * slope;
    }
}

/// The wanted answers.
fn targets(pictures: &Pictures) -> Vec<f64> {
    pictures.labels.iter().map(|label| f64::from(*label)).collect()
}

fn rows(pictures: &Pictures) -> Rows<'_> {
    match &pictures.pixels {
        Pixels::Bytes(bytes) => Rows::Bytes(bytes),
        Pixels::Fractions(fractions) => Rows::Reals(fractions),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What the lesson says it takes: of the shipped pictures their bytes, and the products of 209 with 209 and 50.
    #[test]
    fn the_world_is_pictures_and_products() {
        let set = Arc::new(PictureSet::shipped().expect("the shipped set"));
        let neuron = Neuron::new(&set).expect("few pictures");
        assert_eq!((set.train.size(), set.test.size()), (209 * 12_288, 50 * 12_288));
        assert_eq!(neuron.size(), 209 * 259 * 4);
        let plain = Neuron { form: direct(&set.train, &set.test), ..neuron };
        assert_eq!(plain.size(), 259 * 12_288);
        let real = |part: &Pictures| Pictures {
            pixels: Pixels::Fractions(rows(part).reals().into_owned()),
            ..part.clone()
        };
        let reals = PictureSet { train: real(&set.train), test: real(&set.test), ..(*set).clone() };
        assert_eq!(Neuron::new(&Arc::new(reals)).expect("few pictures").size(), 209 * 259 * 8);
    }

    /// The same descent in all three forms, over the shipped pictures.
    #[test]
    fn all_forms_descend_alike() {
        let set = Arc::new(PictureSet::shipped().expect("the shipped set"));
        let few = Neuron::new(&set).expect("few pictures");
        let real = |pictures: &Pictures| Direct::new(rows(pictures).reals().into_owned(), targets(pictures));
        let reals = Form::Direct { train: real(&set.train), test: real(&set.test) };
        let bytes = direct(&set.train, &set.test);
        assert!(matches!(bytes, Form::Bytes { .. }), "photos are bytes");
        for form in [reals, bytes] {
            let many = Neuron { form, ..few.clone() };
            let (mut a, mut b) = (few.zero(), many.zero());
            for _ in 0..30 {
                few.step(&mut a, 0.005);
                many.step(&mut b, 0.005);
            }
            let worst = |a: &[f64], b: &[f64]| {
                a.iter().zip(b).map(|(a, b)| (a - b).abs() / b.abs().max(1.0)).fold(0.0, f64::max)
            };
            assert!(worst(&few.train_logits(&a), &many.train_logits(&b)) < 1e-11);
            assert!(worst(&few.test_logits(&a), &many.test_logits(&b)) < 1e-11);
            let (w, again) = (few.weights(&a, &set.train), many.weights(&b, &set.train));
            assert!(worst(&w, &again) < 1e-12);
            for k in [0, 6273, set.train.features - 1] {
                let one = |now| Neuron::weight(now, &set.train, k);
                assert!(worst(&[one(&a), one(&b)], &[w[k], again[k]]) < 1e-14);
            }
        }
    }
}
