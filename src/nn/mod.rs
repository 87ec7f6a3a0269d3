//! Models and the rules that train them.

mod both;
pub mod hopfield;
pub mod logistic;
pub mod mlp;
pub mod optimizer;
pub mod rbm;
mod rows;
pub mod softmax;
pub mod textbook;

pub(crate) use both::{both, middle};
pub use rows::Rows;
