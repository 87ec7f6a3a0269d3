//! One example's numbers, layer by layer.

/// What happens with one example: forward from the features to the loss, backward from it to every weight.
#[derive(Debug, Clone, PartialEq)]
pub struct Trace {
    /// a\[0\] the features, a\[l + 1\] the answers of layer l.
    pub a: Vec<Vec<f64>>,
    /// z\[l\] the weighted sums of layer l.
    pub z: Vec<Vec<f64>>,
    /// δ\[l\] = ∂L/∂z\[l\]: the errors of layer l.
    pub error: Vec<Vec<f64>>,
    /// L.
    pub loss: f64,
    /// ∂L/∂θ for every parameter: ∂L/∂w = δ · a of the neuron before, ∂L/∂b = δ.
    pub gradient: Vec<f64>,
}
