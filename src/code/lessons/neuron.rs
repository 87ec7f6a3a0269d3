//! `neuron`: the nine lines.

use super::super::{Course, literal};
use super::{Facts, assigned};
use crate::lab::Edit;
use crate::lessons::neuron;
use crate::words::Problem;
use minijinja::value::Value;

/// The lists that are typed.
pub(in crate::code) fn facts(course: &Course) -> Result<Facts, Problem> {
    let (targets, probe) = neuron::told(&course.recipe)?;
    Ok(Facts::from([
        ("targets".into(), Value::from(literal::numbers(&targets))),
        ("probe".into(), Value::from(literal::numbers(&probe))),
        ("plain".into(), Value::from(course.edits().next().is_none())),
    ]))
}

/// A weight set by hand, or the learning rate.
pub(in crate::code) fn change(course: &Course, edit: &Edit) -> Result<Vec<String>, Problem> {
    match (edit.name.as_str(), edit.value.split_once('=')) {
        ("set", Some((place, value))) => {
            let place = place.trim().parse().map_or(0, |place: usize| place.saturating_sub(1));
            let value = value.trim().parse().map_or(f64::NAN, |value: f64| value);
            Ok(vec![format!("weights[{place}] = {}", literal::number(value))])
        }
        ("iterations", _) => Ok(Vec::new()),
        _ => assigned(course, edit, &["lr"]),
    }
}
