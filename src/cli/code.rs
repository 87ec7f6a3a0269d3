//! `nnlab code`: a run as a script or a notebook.

use super::output::{Output, Stop};
use super::run::Headless;
use crate::app::clock;
use crate::code::{self, Course};
use crate::data::files::{free, write_atomically};
use crate::words::Language;
use std::io::Write as _;
use std::path::PathBuf;

/// What to write, and where to.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Code {
    /// The run.
    pub(super) headless: Headless,
    /// As a notebook.
    pub(super) notebook: bool,
    /// The file; standard output when there is none.
    pub(super) out: Option<PathBuf>,
    /// Replace what is there.
    pub(super) force: bool,
}

/// Writes it.
pub(super) fn write(code: &Code, language: Language, out: &mut Output) -> Result<(), Stop> {
    let course = Course::take(&code.headless.asked()?, clock)?;
    let script = code::write(&course, language)?;
    let text = if code.notebook { code::notebook(&course, &script, language)? } else { script.to_string() };
    match &code.out {
        None => out.write_all(text.as_bytes())?,
        Some(file) => {
            free(file, code.force)?;
            write_atomically(file, text.as_bytes())?;
        }
    }
    Ok(())
}
