//! Numbers: NumPy's random stream, expressions with derivatives, activations, surfaces.

pub mod activation;
pub mod curve;
pub mod derivative;
pub mod expression;
mod fraction;
mod initialisation;
pub mod loss;
pub mod measured;
pub mod paper;
mod random;
pub mod special;
pub mod surface;
mod tensor;
pub mod term;
mod wide;

pub use activation::Activation;
pub use expression::{Expression, ExpressionError, Function, Graph};
pub use fraction::fraction;
pub use initialisation::Initialisation;
pub use random::{NumpyRng, RandomSample};
pub use surface::Surface;
pub use tensor::Tensor;
pub use term::Term;
