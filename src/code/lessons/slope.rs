//! `slope`: f and its derivative as functions.

use super::super::Course;
use super::super::formula::{Formula, Module};
use super::{Facts, assigned};
use crate::lab::Edit;
use crate::lessons::slope;
use crate::math::Expression;
use crate::words::Problem;
use minijinja::value::Value;
use std::collections::BTreeMap;

/// The functions: the first, and one for every change of f.
pub(in crate::code) fn facts(course: &Course) -> Result<Facts, Problem> {
    let first = slope::told(&course.recipe)?;
    let changed = course.edits().filter(|edit| edit.name == "f");
    let all: Vec<(String, String)> = std::iter::once((String::new(), first))
        .chain(changed.map(|edit| (format!("_{}", edit.t), edit.value.clone())))
        .collect();
    let mut functions = Vec::new();
    let mut sigmoid = false;
    let (mut sign, mut module) = (false, false);
    for (suffix, formula) in all {
        let expression = Expression::parse(&formula).map_err(|error| Problem::usage(error.text()))?;
        let formula =
            Formula::new(&expression, Module::Math, &["f", "derivative", "h", "t", "steps"]).value();
        sigmoid |= formula.get_attr("sigmoid").is_ok_and(|uses| uses.is_true());
        sign |= formula.get_attr("abs").is_ok_and(|uses| uses.is_true());
        module |= formula.get_attr("module").is_ok_and(|uses| uses.is_true());
        functions.push(Value::from(BTreeMap::from([("suffix", Value::from(suffix)), ("is", formula)])));
    }
    Ok(Facts::from([
        ("functions".into(), Value::from(functions)),
        ("module".into(), Value::from(module)),
        ("sigmoid".into(), Value::from(sigmoid)),
        ("sign".into(), Value::from(sign)),
    ]))
}

/// Another point, or another function.
pub(in crate::code) fn change(course: &Course, edit: &Edit) -> Result<Vec<String>, Problem> {
    match edit.name.as_str() {
        "f" => Ok(vec![format!("f, derivative = f_{0}, derivative_{0}", edit.t)]),
        _ => assigned(course, edit, &["a"]),
    }
}
