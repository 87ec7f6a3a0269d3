//! Numbers: NumPy's random stream, expressions with derivatives, activations, surfaces.

pub mod derivative;
mod random;

pub use random::NumpyRng;
