//! How a network is trained, as its script is told.

use crate::math::Activation;
use crate::nn::mlp::Regularisation;
use crate::nn::optimizer::Optimizer;

/// A network's shape between inputs and outputs, and the rule that it learns by.
pub(crate) struct Method {
    /// Neurons of each hidden layer.
    pub(crate) hidden: Vec<usize>,
    pub(crate) activation: Activation,
    pub(crate) optimizer: Optimizer,
    /// Examples of a step.
    pub(crate) batch: usize,
    /// What large weights cost.
    pub(crate) penalty: Option<Regularisation>,
}
