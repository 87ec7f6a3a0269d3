//! `logistic`: drawn points or the learner's own table.

use super::super::{Course, table};
use super::{Facts, scaled};
use crate::data::csv_points::MOST_CLASSES;
use crate::data::table::{Targets, Wanted};
use crate::lessons::logistic;
use crate::words::Problem;

/// How the learner's own table is read, if there is one.
pub(in crate::code) fn facts(course: &Course) -> Result<Facts, Problem> {
    if course.recipe.data.is_empty() {
        return Ok(Facts::new());
    }
    let (class, scaling) = logistic::told(&course.recipe)?;
    let mut told = table::read(course, Wanted::Classes(MOST_CLASSES))?;
    let yes = match &told.read.targets {
        Targets::Classes { names, .. } => names.iter().position(|name| *name == class).unwrap_or(1),
        Targets::Values(_) => 1,
    };
    told.name_classes(|label| f64::from(u8::from(label == yes)));
    scaled(scaling, &mut told);
    Ok(told.facts)
}
