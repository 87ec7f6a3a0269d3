//! The map of the house.
//!
//! | room | what lives there |
//! |---|---|
//! | [`words`] | everything a person reads, in English and 简体中文 side by side |
//! | [`math`] | numbers: NumPy's random stream, expressions with derivatives, activations, surfaces |
//! | [`nn`] | models: logistic regression, networks, Hopfield memories, optimizers |
//! | [`data`] | files in and out, and the generators of the shipped sets |
//! | [`lab`] | what a lesson is: its card, parameters, scene, and the timeline it runs on |
//! | [`lessons`] | the lessons and their registry |
//! | [`story`] | what a lesson tells and asks, card by card; glossary |
//! | [`code`] | a run as a NumPy script |
//! | [`view`] | from a scene to the cells of a terminal |
//! | [`app`] | the full-screen program |
//! | [`cli`] | the command line and the headless runs |
//!
//! Direction, downwards only: a room uses the rooms above it in this table, never those below
//! (`view` does not know `lessons`). `tests/architecture.rs` reads the `use` lines and enforces it.

pub mod app;
pub mod cli;
pub mod code;
pub mod data;
pub mod lab;
pub mod lessons;
pub mod math;
pub mod nn;
pub mod story;
pub mod view;
pub mod words;
