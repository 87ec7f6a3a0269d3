//! Files in and out, and the generators of the shipped sets.

pub mod cats;
mod chunks;
pub mod drawing;
pub(crate) mod files;
pub mod hdf5_file;
pub mod numbers;
mod pictures;

pub use pictures::{Pictures, Pixels};
