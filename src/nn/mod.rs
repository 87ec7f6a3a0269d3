//! Models and the rules that train them.
