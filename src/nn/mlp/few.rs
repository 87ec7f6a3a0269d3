//! The gradient over so few examples that a row of them is half of the widest vector.
//!
//! Such a pass is bounded by what stands around its products and by the wait of each step for the one before. So a row
//! is an array whose length the compiler knows, and whoever writes one writes it whole: a vector that was written number
//! by number can be read only once it has reached memory.

use super::head::Head;
use super::layout::{Lanes, Samples};
use super::pass::{Gradient, times_derivative, vectors, vectors_mut};
use super::{Layer, Mlp};
use crate::math::{Activation, fraction};
use crate::nn::Rows;
use pulp::{Simd, WithSimd};
use std::array;

/// Most examples of such a batch.
const FEW: usize = 4;
/// One number of each.
type Row = Lanes<FEW>;

/// Vectors of so many numbers, where this machine has them.
#[cfg(target_arch = "x86_64")]
pub(super) fn fours() -> Option<impl Simd> {
    pulp::x86::V3::try_new()
}
#[cfg(not(target_arch = "x86_64"))]
pub(super) fn fours() -> Option<impl Simd> {
    None::<pulp::Scalar>
}

/// Whether a batch is one of few examples, for a network whose layers are all summed example by example.
#[inline(always)]
pub(super) fn are_few(mlp: &Mlp, chosen: &[usize]) -> bool {
    (1..=FEW).contains(&chosen.len()) && !mlp.layers().iter().any(Layer::is_wide)
}

/// [`Gradient`] of few examples, its products by vectors of [`FEW`] numbers.
pub(super) struct Few<'a, F> {
    pub(super) fours: F,
    pub(super) asked: Gradient<'a>,
}

impl<F: Simd> WithSimd for Few<'_, F> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) {
        let Few { fours, asked } = self;
        let Gradient { mlp, parameters, samples, chosen, scale, room, gradient } = asked;
        lay_out(
            samples,
            chosen,
            rows_mut(&mut room.a[0], mlp.inputs()),
            rows_mut(&mut room.y, mlp.outputs()),
        );
        let last = mlp.layers().len() - 1;
        for (l, layer) in mlp.layers().iter().enumerate() {
            let (before, after) = room.a.split_at_mut(l + 1);
            let into = (&mut room.z[l][..], &mut after[0][..]);
            forward(fours, layer, parameters, &before[l], into);
            let a = rows_mut(&mut after[0], layer.outputs);
            match mlp.head() {
                _ if l < last => apply(mlp.hidden(), a),
                Head::Apart { activation, .. } => apply(activation, a),
                Head::Softmax => Head::Softmax.answer(a, 1),
            }
        }
        let error = rows_mut(&mut room.error[last], mlp.outputs());
        let of_outputs = |room| rows(room, mlp.outputs());
        let end = (of_outputs(&room.z[last]), of_outputs(&room.a[last + 1]), of_outputs(&room.y));
        mlp.head().error(scale, end, error);
        if chosen.len() < FEW {
            for row in error {
                *row = array::from_fn(|lane| if lane < chosen.len() { row[lane] } else { 0.0 });
            }
        }
        for (l, layer) in mlp.layers().iter().enumerate().rev() {
            let (before, errors) = room.error.split_at_mut(l);
            slopes(fours, layer, &errors[0], &room.a[l], gradient);
            if let Some(before) = before.last_mut() {
                backward(fours, layer, parameters, &errors[0], before);
                let (z, a) = (rows(&room.z[l - 1], layer.inputs), rows(&room.a[l], layer.inputs));
                times_derivative(mlp.hidden(), z, a, rows_mut(before, layer.inputs));
            }
        }
    }
}

/// The first rows of a room.
#[inline(always)]
fn rows(room: &[Lanes], count: usize) -> &[Row] {
    &room.as_flattened().as_chunks().0[..count]
}

/// The first rows of a room.
#[inline(always)]
fn rows_mut(room: &mut [Lanes], count: usize) -> &mut [Row] {
    &mut room.as_flattened_mut().as_chunks_mut().0[..count]
}

/// Features and wanted answers of the chosen examples side by side.
#[inline(always)]
fn lay_out(samples: Samples<'_>, chosen: &[usize], x: &mut [Row], y: &mut [Row]) {
    match samples.inputs {
        Rows::Reals(inputs) => spread(inputs, chosen, x, |value| value),
        Rows::Bytes(inputs) => spread(inputs, chosen, x, fraction),
    }
    spread(samples.targets, chosen, y, |value| value);
}

/// Rows of numbers become columns; the last one stands in for those that are missing, whose errors will be 0.
#[inline(always)]
fn spread<T: Copy>(all: &[T], chosen: &[usize], columns: &mut [Row], real: impl Fn(T) -> f64) {
    let n = columns.len();
    let rows: [&[T]; FEW] = array::from_fn(|lane| &all[chosen[lane.min(chosen.len() - 1)] * n..][..n]);
    for (i, column) in columns.iter_mut().enumerate() {
        for lane in 0..FEW {
            column[lane] = real(rows[lane][i]);
        }
    }
}

/// z = Wx + b, and the same into `a`.
#[inline(always)]
fn forward<S: Simd>(
    simd: S,
    layer: &Layer,
    parameters: &[f64],
    x: &[Lanes],
    (z, a): (&mut [Lanes], &mut [Lanes]),
) {
    let x = &vectors::<S>(x)[..layer.inputs];
    let (z, a) = (&mut vectors_mut::<S>(z)[..layer.outputs], &mut vectors_mut::<S>(a)[..layer.outputs]);
    let (w, b) = (&parameters[layer.weights.clone()], &parameters[layer.biases.clone()]);
    for (o, (w, (z, a))) in w.chunks_exact(layer.inputs).zip(z.iter_mut().zip(a)).enumerate() {
        let mut sum = simd.splat_f64s(b.get(o).copied().unwrap_or(0.0));
        for (&w, &x) in w.iter().zip(x) {
            sum = simd.mul_add_e_f64s(simd.splat_f64s(w), x, sum);
        }
        (*z, *a) = (sum, sum);
    }
}

/// a ← f(a), two rows at a time in the widest vectors.
#[inline(always)]
fn apply(f: Activation, a: &mut [Row]) {
    let (pairs, rest) = a.as_chunks_mut::<2>();
    for pair in pairs {
        f.apply(pair.as_flattened_mut());
    }
    for row in rest {
        f.apply(row);
    }
}

/// The gradient of a layer: ∂L/∂w = Σ error · x and ∂L/∂b = Σ error over the examples.
#[inline(always)]
fn slopes<S: Simd>(simd: S, layer: &Layer, errors: &[Lanes], x: &[Lanes], gradient: &mut [f64]) {
    let errors = &vectors::<S>(errors)[..layer.outputs];
    let x = &vectors::<S>(x)[..layer.inputs];
    for (slopes, &error) in gradient[layer.weights.clone()].chunks_exact_mut(layer.inputs).zip(errors) {
        for (slope, &x) in slopes.iter_mut().zip(x) {
            *slope = simd.reduce_sum_f64s(simd.mul_f64s(error, x));
        }
    }
    for (slope, &error) in gradient[layer.biases.clone()].iter_mut().zip(errors) {
        *slope = simd.reduce_sum_f64s(error);
    }
}

/// The errors of a layer handed back to the one before: Wᵀ · error.
#[inline(always)]
fn backward<S: Simd>(simd: S, layer: &Layer, parameters: &[f64], errors: &[Lanes], before: &mut [Lanes]) {
    let w = &parameters[layer.weights.clone()];
    let errors = &vectors::<S>(errors)[..layer.outputs];
    for (i, before) in vectors_mut::<S>(before)[..layer.inputs].iter_mut().enumerate() {
        let mut sum = simd.splat_f64s(0.0);
        for (o, &error) in errors.iter().enumerate() {
            sum = simd.mul_add_e_f64s(simd.splat_f64s(w[o * layer.inputs + i]), error, sum);
        }
        *before = sum;
    }
}
