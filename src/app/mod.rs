//! The full-screen program.

pub mod terminal;
