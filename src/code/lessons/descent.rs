//! `descent`: the cost and its gradient.

use super::super::Course;
use super::super::formula::{Formula, Module};
use super::Facts;
use crate::lessons::descent;
use crate::words::Problem;
use minijinja::value::Value;

/// The formula of one's own, if it is one.
pub(in crate::code) fn facts(course: &Course) -> Result<Facts, Problem> {
    let (cost, own) = descent::told(&course.recipe)?;
    let mut facts = Facts::new();
    if let Some(expression) = own {
        facts.insert(
            "is".into(),
            Formula::new(&expression, Module::Numpy, &["lr", "t", "steps", "cost", "gradient"]).value(),
        );
    }
    facts.insert("cost".into(), Value::from(cost));
    Ok(facts)
}
