//! `descent`: the cost and its gradient.

use super::super::Course;
use super::super::formula::{Formula, Module};
use super::Facts;
use crate::math::Expression;
use crate::words::Problem;
use minijinja::value::Value;

/// The formula of one's own, if it is one.
pub(in crate::code) fn facts(course: &Course) -> Result<Facts, Problem> {
    let cost = course.start.word("cost").trim().to_string();
    let mut facts = Facts::new();
    if !["bowl", "parabola", "twin", "logistic"].contains(&&*cost) {
        let expression = Expression::parse(&cost).map_err(|error| Problem::usage(error.text()))?;
        facts.insert(
            "is".into(),
            Formula::new(&expression, Module::Numpy, &["lr", "t", "steps", "cost", "gradient"]).value(),
        );
    }
    facts.insert("cost".into(), Value::from(cost));
    Ok(facts)
}
