//! Activation functions: what a neuron makes of its weighted sum.

/// σ(z) = 1 / (1 + e⁻ᶻ). For very negative z the exponential is ∞ and the quotient the right 0.
#[must_use]
pub fn sigmoid(z: f64) -> f64 {
    1.0 / (1.0 + (-z).exp())
}
