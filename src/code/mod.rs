//! The code beside the picture: a run as a complete NumPy script.
//!
//! A [`Course`] is a run with all that it depends on; each lesson has a template under `assets/code/` that becomes the
//! script of exactly this run, and a file in [`lessons`] with what the template needs besides the settings. What a
//! setting does not use is not in the script; what cannot be written as code is refused by name.

mod beside;
mod course;
mod formula;
mod lessons;
mod literal;
mod notebook;
mod page;
mod pictures;
mod script;
mod table;

pub use beside::Beside;
pub use course::{Asked, Course, stride};
pub use notebook::notebook;
pub use script::Script;

use crate::words::{Language, Problem};

/// The script of a run, with comments in a language.
///
/// # Errors
/// A sentence that names the setting that cannot be written as code.
pub fn write(course: &Course, language: Language) -> Result<Script, Problem> {
    page::write(course, language)
}
