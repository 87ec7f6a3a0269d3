//! Models and the rules that train them.

pub mod hopfield;
pub mod logistic;
pub mod mlp;
pub mod optimizer;
pub mod rbm;
mod rows;
pub mod softmax;
pub mod textbook;

pub use rows::Rows;
