//! Forward and backward over a batch.
//!
//! The order of every sum depends only on the shapes and on how wide this machine's vectors are.

use super::few::{Few, are_few, fours};
use super::layout::{BLOCK, LANES, Lanes, Samples, Workspace, lay_out_all, load, turn};
use super::products::{backward, forward, outer_by_examples, outer_by_inputs, totals};
use super::{Mlp, Trace};
use crate::math::Activation;
use crate::nn::Rows;
use pulp::{Arch, Simd, WithSimd};

impl Mlp {
    /// The gradient of `scale` · Σ L over the examples `chosen` (with `scale` 1 / chosen.len() that of the mean
    /// loss) into `gradient`, as long as the parameters (`Mlp::parameters`), which it replaces.
    ///
    /// # Panics
    /// When `parameters` or `gradient` is shorter, or there is no example of a chosen number.
    pub fn gradient(
        &self,
        parameters: &[f64],
        samples: Samples<'_>,
        chosen: &[usize],
        scale: f64,
        room: &mut Workspace,
        gradient: &mut [f64],
    ) {
        let asked = Gradient { mlp: self, parameters, samples, chosen, scale, room, gradient };
        match fours().filter(|_| are_few(self, chosen)) {
            Some(fours) => Arch::new().dispatch(Few { fours, asked }),
            None => Arch::new().dispatch(asked),
        }
    }

    /// The answers for the examples `chosen` into `answers` (chosen × outputs, row after row); returns the sum of their losses.
    ///
    /// # Panics
    /// When `answers` or `parameters` is shorter, or there is no example of a chosen number.
    pub fn answer(
        &self,
        parameters: &[f64],
        samples: Samples<'_>,
        chosen: &[usize],
        room: &mut Workspace,
        answers: &mut [f64],
    ) -> f64 {
        Arch::new().dispatch(Answer { mlp: self, parameters, samples, chosen, room, answers })
    }

    /// The answers of every neuron (layer by layer, outputs included) at many points: `features` is
    /// inputs × points, a row a feature, `maps` neurons × points.
    ///
    /// # Panics
    /// When `features` or `maps` is shorter than that.
    pub fn maps(
        &self,
        parameters: &[f64],
        features: &[f64],
        points: usize,
        room: &mut Workspace,
        maps: &mut [f64],
    ) {
        let asked = Asked::Points { features, count: points };
        Arch::new().dispatch(Maps { mlp: self, parameters, asked, room, maps });
    }

    /// The answers of every neuron (layer by layer, outputs included) for the examples `chosen`: `maps` is
    /// neurons × chosen.
    ///
    /// # Panics
    /// When `parameters` or `maps` is shorter than that, or there is no example of a chosen number.
    pub fn neurons_at(
        &self,
        parameters: &[f64],
        samples: Samples<'_>,
        chosen: &[usize],
        room: &mut Workspace,
        maps: &mut [f64],
    ) {
        let asked = Asked::Examples { samples, chosen };
        Arch::new().dispatch(Maps { mlp: self, parameters, asked, room, maps });
    }

    /// Everything that happens with one example, forward and backward: `features` as many as the network has inputs,
    /// `targets` as many as it has outputs; layer by layer a vector as long as the layer has neurons.
    ///
    /// # Panics
    /// When `parameters`, `features` or `targets` is shorter.
    #[must_use]
    pub fn trace(&self, parameters: &[f64], features: &[f64], targets: &[f64]) -> Trace {
        let (mut room, mut gradient) = (Workspace::new(self), vec![0.0; self.parameters()]);
        let samples = Samples { inputs: Rows::Reals(features), targets };
        Arch::new().dispatch(Gradient {
            mlp: self,
            parameters,
            samples,
            chosen: &[0],
            scale: 1.0,
            room: &mut room,
            gradient: &mut gradient,
        });
        // One example is one lane, and a row one vector.
        let first = |rows: &Vec<Lanes>, size| rows[..size].iter().map(|row| row[0]).collect::<Vec<f64>>();
        let layers = |rows: &[Vec<Lanes>]| {
            rows.iter().zip(self.layers()).map(|(rows, layer)| first(rows, layer.outputs)).collect::<Vec<_>>()
        };
        let (z, mut a) = (layers(&room.z), layers(&room.a[1..]));
        let last = self.layers().len() - 1;
        let outputs = z[last].iter().zip(&a[last]).zip(targets).map(|((&z, &a), &y)| (z, a, y));
        let loss = self.head().loss(outputs);
        a.insert(0, features.to_vec());
        Trace { a, z, error: layers(&room.error), loss, gradient }
    }
}

/// Numbers as this machine's vectors.
#[inline(always)]
pub(super) fn vectors<S: Simd>(lanes: &[Lanes]) -> &[S::f64s] {
    S::as_simd_f64s(lanes.as_flattened()).0
}

/// Numbers as this machine's vectors.
#[inline(always)]
pub(super) fn vectors_mut<S: Simd>(lanes: &mut [Lanes]) -> &mut [S::f64s] {
    S::as_mut_simd_f64s(lanes.as_flattened_mut()).0
}

/// What [`Mlp::gradient`] is asked for.
pub(super) struct Gradient<'a> {
    pub(super) mlp: &'a Mlp,
    pub(super) parameters: &'a [f64],
    pub(super) samples: Samples<'a>,
    pub(super) chosen: &'a [usize],
    pub(super) scale: f64,
    pub(super) room: &'a mut Workspace,
    pub(super) gradient: &'a mut [f64],
}

impl WithSimd for Gradient<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        let Gradient { mlp, parameters, samples, chosen, scale, room, gradient } = self;
        for layer in mlp.layers() {
            // What wide layers get is written by the first block.
            let written = layer.is_wide() && !chosen.is_empty();
            let summed = if written { layer.biases.start } else { layer.weights.start };
            gradient[summed..layer.biases.end].fill(0.0);
        }
        for (block, chosen) in chosen.chunks(BLOCK).enumerate() {
            let width = load(mlp, samples, chosen, room);
            run(simd, mlp, parameters, room, width);
            let last = mlp.layers().len() - 1;
            let used = ..mlp.outputs() * width;
            let end = (&room.z[last][used], &room.a[last + 1][used], &room.y[used]);
            let error = &mut room.error[last][used];
            mlp.head().error(scale, end, error);
            for row in error.chunks_exact_mut(width) {
                row.as_flattened_mut()[chosen.len()..].fill(0.0);
            }
            back(simd, mlp, parameters, room, chosen.len(), (gradient, block == 0));
        }
    }
}

/// Forward through all layers, from a\[0\]. `width` counts [`Lanes`].
#[inline(always)]
fn run<S: Simd>(simd: S, mlp: &Mlp, parameters: &[f64], room: &mut Workspace, width: usize) {
    let last = mlp.layers().len() - 1;
    for (l, layer) in mlp.layers().iter().enumerate() {
        let (before, after) = room.a.split_at_mut(l + 1);
        let rows = vectors::<S>(&before[l][..layer.inputs * width]);
        let used = ..layer.outputs * width;
        let (z, a) = (&mut room.z[l][used], &mut after[0][used]);
        let numbers = (&parameters[layer.weights.clone()], &parameters[layer.biases.clone()]);
        let into = (vectors_mut::<S>(z), vectors_mut::<S>(a));
        forward(simd, numbers, rows, width * LANES / S::F64_LANES, into);
        if l < last {
            mlp.hidden().apply(a.as_flattened_mut());
        } else {
            mlp.head().answer(a, width);
        }
    }
}

/// Backward through all layers, from the last error of so many `examples`: adds to the gradient, of which that of wide
/// layers is written where it is `fresh`.
#[inline(always)]
fn back<S: Simd>(
    simd: S,
    mlp: &Mlp,
    parameters: &[f64],
    room: &mut Workspace,
    examples: usize,
    (gradient, fresh): (&mut [f64], bool),
) {
    let width = examples.div_ceil(LANES);
    let many = width * LANES / S::F64_LANES;
    for (l, layer) in mlp.layers().iter().enumerate().rev() {
        let (before, errors) = room.error.split_at_mut(l);
        let error = &errors[0][..layer.outputs * width];
        let used = ..layer.inputs * width;
        let weights = &mut gradient[layer.weights.clone()];
        if layer.is_wide() {
            let rows = &mut room.rows[l];
            if l > 0 {
                let stride = layer.inputs.div_ceil(LANES);
                turn((&room.a[l][used], width), layer.inputs, (&mut rows[..], stride), examples);
            }
            outer_by_inputs(simd, (error, width), (rows, layer.inputs), examples, (weights, fresh));
        } else {
            let rows = (vectors::<S>(&room.a[l][used]), layer.inputs);
            outer_by_examples(simd, vectors::<S>(error), rows, many, weights);
        }
        let error = vectors::<S>(error);
        totals(simd, error, many, &mut gradient[layer.biases.clone()]);
        if let Some(before) = before.last_mut() {
            let w = (&parameters[layer.weights.clone()], layer.inputs);
            backward(simd, w, error, many, vectors_mut::<S>(&mut before[used]));
            times_derivative(mlp.hidden(), &room.z[l - 1][used], &room.a[l][used], &mut before[used]);
        }
    }
}

/// error ← error · f′(z), number by number, with a = f(z).
#[inline(always)]
pub(super) fn times_derivative<const L: usize>(
    f: Activation,
    z: &[Lanes<L>],
    a: &[Lanes<L>],
    error: &mut [Lanes<L>],
) {
    // One match outside the loops, so that each loop has one formula.
    match f {
        Activation::Linear => {}
        Activation::Relu => times(z, a, error, |z, a| Activation::Relu.derivative(z, a)),
        Activation::Tanh => times(z, a, error, |z, a| Activation::Tanh.derivative(z, a)),
        Activation::Sigmoid => times(z, a, error, |z, a| Activation::Sigmoid.derivative(z, a)),
        Activation::LeakyRelu => times(z, a, error, |z, a| Activation::LeakyRelu.derivative(z, a)),
        Activation::Elu => times(z, a, error, |z, a| Activation::Elu.derivative(z, a)),
        Activation::Gelu => times(z, a, error, |z, a| Activation::Gelu.derivative(z, a)),
        Activation::Swish => times(z, a, error, |z, a| Activation::Swish.derivative(z, a)),
    }
}

#[inline(always)]
fn times<const L: usize>(
    z: &[Lanes<L>],
    a: &[Lanes<L>],
    error: &mut [Lanes<L>],
    derivative: impl Fn(f64, f64) -> f64,
) {
    for ((error, z), a) in error.iter_mut().zip(z).zip(a) {
        // Put together and then written: nothing hinders the compiler from taking the numbers of a row together.
        let mut row = *error;
        for lane in 0..L {
            row[lane] *= derivative(z[lane], a[lane]);
        }
        *error = row;
    }
}

/// What [`Mlp::answer`] is asked for.
pub(super) struct Answer<'a> {
    pub(super) mlp: &'a Mlp,
    pub(super) parameters: &'a [f64],
    pub(super) samples: Samples<'a>,
    pub(super) chosen: &'a [usize],
    pub(super) room: &'a mut Workspace,
    pub(super) answers: &'a mut [f64],
}

impl WithSimd for Answer<'_> {
    /// Σ L.
    type Output = f64;

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) -> f64 {
        let Answer { mlp, parameters, samples, chosen, room, answers } = self;
        let (last, outputs) = (mlp.layers().len() - 1, mlp.outputs());
        assert!(answers.len() >= chosen.len() * outputs, "room for the answers");
        let mut loss = 0.0;
        for (chosen, answers) in chosen.chunks(BLOCK).zip(answers.chunks_mut(BLOCK * outputs)) {
            let width = load(mlp, samples, chosen, room);
            run(simd, mlp, parameters, room, width);
            let used = ..outputs * width;
            let (z, a, y) = (&room.z[last][used], &room.a[last + 1][used], &room.y[used]);
            let losses = mlp.head().losses((z, a, y), width);
            loss = losses.as_flattened()[..chosen.len()].iter().fold(loss, |sum, loss| sum + loss);
            for (o, row) in a.chunks_exact(width).enumerate() {
                for (answer, a) in answers.iter_mut().skip(o).step_by(outputs).zip(row.as_flattened()) {
                    *answer = *a;
                }
            }
        }
        loss
    }
}

/// What all neurons are asked about.
enum Asked<'a> {
    /// Rows of features, a row a feature.
    Points { features: &'a [f64], count: usize },
    /// Some of the examples.
    Examples { samples: Samples<'a>, chosen: &'a [usize] },
}

struct Maps<'a> {
    mlp: &'a Mlp,
    parameters: &'a [f64],
    asked: Asked<'a>,
    room: &'a mut Workspace,
    maps: &'a mut [f64],
}

impl WithSimd for Maps<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        let Maps { mlp, parameters, asked, room, maps } = self;
        let points = match asked {
            Asked::Points { count, .. } => count,
            Asked::Examples { chosen, .. } => chosen.len(),
        };
        for first in (0..points).step_by(BLOCK) {
            let count = BLOCK.min(points - first);
            let width = count.div_ceil(LANES);
            match asked {
                Asked::Points { features, .. } => {
                    for (f, row) in room.a[0].chunks_exact_mut(width).take(mlp.inputs()).enumerate() {
                        let row = row.as_flattened_mut();
                        row[..count].copy_from_slice(&features[f * points + first..][..count]);
                        row[count..].fill(0.0);
                    }
                }
                Asked::Examples { samples, chosen } => {
                    lay_out_all(mlp, samples.inputs, &chosen[first..first + count], room);
                }
            }
            run(simd, mlp, parameters, room, width);
            let neurons = room.a[1..].iter().zip(mlp.layers());
            let neurons = neurons.flat_map(|(a, layer)| a.chunks_exact(width).take(layer.outputs));
            for (neuron, map) in neurons.zip(maps.chunks_exact_mut(points)) {
                map[first..first + count].copy_from_slice(&neuron.as_flattened()[..count]);
            }
        }
    }
}
