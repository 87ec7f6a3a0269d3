//! Files in and out, and the generators of the shipped sets.
//!
//! | module | what it reads or makes |
//! |---|---|
//! | [`cats`] | two classes of pictures in the course's HDF5 layout |
//! | [`digits`] | handwritten digits: HDF5, IDX, CSV; drawn from skeletons |
//! | [`table`] | tables in text files: features and answers |
//! | [`csv_points`] | the points of a table with two features |
//! | [`kind`] | what a file is by its first bytes |
//! | [`plane_points`] | points of the plane drawn from a seed |
//! | [`text_patterns`] | pictures of `#` and `.` |
//! | [`rows`] | rows of values out, as CSV or JSON |
//! | [`weights_file`] | weights of a network out, as CSV, JSON, HDF5 |
//! | [`picture_file`] | one PNG or JPEG |
//! | [`drawing`] | draws the shipped cats and the things that are none |
//! | [`pack`] | a picture set from folders of pictures |
//! | [`info`] | what a file holds, and which lesson reads it |
//! | [`offers`] | what the learner's data folder holds |
//! | [`paths`] | paths as people type, paste and drop them |
//! | [`hdf5_file`], [`numbers`] | HDF5 read with every claim checked first |

pub mod cats;
mod chunks;
pub mod csv_points;
pub mod digits;
pub mod drawing;
pub(crate) mod files;
pub mod hdf5_file;
pub mod info;
pub mod kind;
pub mod numbers;
pub mod offers;
pub mod pack;
pub mod paths;
pub mod picture_file;
mod pictures;
pub mod plane_points;
pub mod rows;
pub mod seal;
mod system;
pub mod table;
pub mod tensor_file;
mod text;
pub mod text_patterns;
pub mod weights_file;

pub use files::free;
pub use pictures::{Pictures, Pixels};
