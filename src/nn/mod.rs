//! Models and the rules that train them.

pub mod logistic;
pub mod optimizer;
