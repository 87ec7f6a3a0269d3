//! Models and the rules that train them.

pub mod hopfield;
pub mod logistic;
pub mod optimizer;
