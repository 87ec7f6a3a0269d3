//! Numbers: NumPy's random stream, expressions with derivatives, activations, surfaces.

pub mod activation;
pub mod derivative;
pub mod expression;
mod random;

pub use expression::{Expression, ExpressionError, Function, Graph};
pub use random::NumpyRng;
