//! Learning-rate schedules as functions: the first, and one for every change on the way.

use super::super::Course;
use super::record;
use crate::lab::Edit;
use minijinja::value::Value;

/// The parameters of a schedule.
pub(super) const NAMES: [&str; 3] = ["schedule", "schedule_steps", "schedule_factor"];

/// What a schedule's parameters are where they are not said.
const USUAL: [&str; 3] = ["constant", "100", "0.1"];

/// The functions of a run; none where rates never change.
pub(super) fn written(course: &Course) -> Vec<Value> {
    let start = |at: usize| match course.start.value(NAMES[at]) {
        Some(value) => value.to_string(),
        None => USUAL[at].to_string(),
    };
    let mut now = [start(0), start(1), start(2)];
    let mut all = vec![function("", &now)];
    for (at, edit) in course.edits().enumerate() {
        if let Some(which) = NAMES.iter().position(|name| *name == edit.name) {
            now[which] = edit.value.trim().to_string();
            all.push(function(&suffix(at), &now));
        }
    }
    let constant = all.len() == 1 && now[0] == USUAL[0];
    if constant { Vec::new() } else { all }
}

fn suffix(edit: usize) -> String {
    format!("_{}", edit + 1)
}

fn function(suffix: &str, [name, over, factor]: &[String; 3]) -> Value {
    record([
        ("suffix", Value::from(suffix)),
        ("name", Value::from(name.clone())),
        ("over", Value::from(over.parse::<u64>().unwrap_or(1).max(1))),
        ("factor", Value::from(factor.parse::<f64>().unwrap_or(1.0))),
    ])
}

/// The line that makes another schedule that of all rates.
pub(super) fn changed(course: &Course, edit: &Edit) -> String {
    let at = course.edits().position(|other| std::ptr::eq(other, edit)).unwrap_or(0);
    format!("schedule = schedule{}", suffix(at))
}
