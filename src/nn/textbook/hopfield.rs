//! The Hopfield network with Hebbian weights (Hopfield 1982).

use ndarray::{Array1, Array2, ArrayView1, ArrayView2};

/// W = (1/N) Σ_µ ξ^µ ξ^µᵀ with a diagonal of zeros; the patterns are rows of ±1, P × N.
#[must_use]
pub fn hebbian(patterns: ArrayView2<'_, f64>) -> Array2<f64> {
    let mut w = patterns.t().dot(&patterns) / patterns.ncols() as f64;
    w.diag_mut().fill(0.0);
    w
}

/// The local fields h = Ws of all neurons.
#[must_use]
pub fn fields(w: ArrayView2<'_, f64>, s: ArrayView1<'_, f64>) -> Array1<f64> {
    w.dot(&s)
}

/// The energy E = −½ sᵀWs.
#[must_use]
pub fn energy(w: ArrayView2<'_, f64>, s: ArrayView1<'_, f64>) -> f64 {
    -0.5 * s.dot(&w.dot(&s))
}

/// One sweep, neuron after neuron in `order`: sᵢ becomes the sign of its field, and stays where that is 0. How many
/// flipped.
pub fn sweep(w: ArrayView2<'_, f64>, s: &mut Array1<f64>, order: &[usize]) -> usize {
    let mut flipped = 0;
    for &i in order {
        let h = w.row(i).dot(s);
        if h * s[i] < 0.0 {
            s[i] = -s[i];
            flipped += 1;
        }
    }
    flipped
}
