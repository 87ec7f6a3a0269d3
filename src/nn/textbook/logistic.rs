//! Logistic regression as the course writes it: an example is a column.

use super::sigmoid;
use ndarray::{Array1, ArrayView1, ArrayView2};

/// A forward and a backward pass.
#[derive(Debug, Clone, PartialEq)]
pub struct Pass {
    /// J = −(1/m) Σ (y ln a + (1 − y) ln(1 − a)).
    pub cost: f64,
    /// ∂J/∂w = (1/m) X(A − Y)ᵀ, n numbers.
    pub dw: Array1<f64>,
    /// ∂J/∂b = (1/m) Σ (a − y).
    pub db: f64,
}

/// One pass over all examples: w is n, X is n × m, y is m.
///
/// # Panics
/// When the shapes do not fit.
#[must_use]
pub fn propagate(w: ArrayView1<'_, f64>, b: f64, x: ArrayView2<'_, f64>, y: ArrayView1<'_, f64>) -> Pass {
    let m = x.ncols() as f64;
    let a = sigmoid(&(w.dot(&x) + b));
    let cost = -(&y * &a.ln() + (1.0 - &y) * (1.0 - &a).ln()).sum() / m;
    let error = a - y;
    Pass { cost, dw: x.dot(&error) / m, db: error.sum() / m }
}
