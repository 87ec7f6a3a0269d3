//! A dense network: z⁽ˡ⁾ = W⁽ˡ⁾a⁽ˡ⁻¹⁾ + b⁽ˡ⁾ and a⁽ˡ⁾ = f(z⁽ˡ⁾) in the hidden layers, softmax and cross-entropy at the end.

use crate::math::Activation;
use ndarray::{Array1, Array2, ArrayView2, Axis};

/// W, outputs × inputs, and b, outputs.
pub type Layer = (Array2<f64>, Array1<f64>);

/// What every layer makes of a batch: (z, a), each neurons × m; the last a is softmax(z).
#[must_use]
pub fn forward(layers: &[Layer], f: Activation, x: ArrayView2<'_, f64>) -> Vec<(Array2<f64>, Array2<f64>)> {
    let mut passed: Vec<(Array2<f64>, Array2<f64>)> = Vec::new();
    for (at, (w, b)) in layers.iter().enumerate() {
        let before = passed.last().map_or(x, |(_, a)| a.view());
        let z = w.dot(&before) + b.view().insert_axis(Axis(1));
        let a = if at + 1 == layers.len() { softmax(&z) } else { z.mapv(|z| f.value(z)) };
        passed.push((z, a));
    }
    passed
}

/// softmax(z)ᵢ = e^zᵢ / Σⱼ e^zⱼ of every column.
#[must_use]
pub fn softmax(z: &Array2<f64>) -> Array2<f64> {
    let e = z.mapv(f64::exp);
    &e / &e.sum_axis(Axis(0))
}

/// L = −(1/m) Σ y ln a; y is outputs × m.
#[must_use]
pub fn loss(a: ArrayView2<'_, f64>, y: ArrayView2<'_, f64>) -> f64 {
    -(&y * &a.ln()).sum() / y.ncols() as f64
}

/// Back-propagation of the mean loss: ∂L/∂W and ∂L/∂b of every layer.
///
/// δ⁽ᴸ⁾ = a⁽ᴸ⁾ − y; δ⁽ˡ⁾ = (W⁽ˡ⁺¹⁾ᵀ δ⁽ˡ⁺¹⁾) ⊙ f′(z⁽ˡ⁾); ∂L/∂W⁽ˡ⁾ = (1/m) δ⁽ˡ⁾ a⁽ˡ⁻¹⁾ᵀ; ∂L/∂b⁽ˡ⁾ = (1/m) Σ δ⁽ˡ⁾.
#[must_use]
pub fn backward(
    layers: &[Layer],
    f: Activation,
    x: ArrayView2<'_, f64>,
    y: ArrayView2<'_, f64>,
) -> Vec<Layer> {
    let (passed, m) = (forward(layers, f, x), x.ncols() as f64);
    let mut gradients = Vec::new();
    let mut delta = &passed[layers.len() - 1].1 - &y;
    for at in (0..layers.len()).rev() {
        let before = if at == 0 { x } else { passed[at - 1].1.view() };
        gradients.push((delta.dot(&before.t()) / m, delta.sum_axis(Axis(1)) / m));
        if at > 0 {
            let (z, a) = &passed[at - 1];
            let mut slope = z.clone();
            slope.zip_mut_with(a, |z, &a| *z = f.derivative(*z, a));
            delta = layers[at].0.t().dot(&delta) * slope;
        }
    }
    gradients.reverse();
    gradients
}
