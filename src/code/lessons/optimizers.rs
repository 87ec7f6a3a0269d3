//! `optimizers`: the hill, the rules and what they are set to.

use super::super::formula::{Formula, Module};
use super::super::{Course, literal};
use super::playground::form;
use super::{Facts, python, rule, schedule};
use crate::lab::{Edit, Value as Held};
use crate::lessons::optimizers;
use crate::nn::optimizer::Optimizer;
use crate::words::Problem;
use minijinja::value::Value;

/// What the lesson makes of its settings.
pub(in crate::code) fn facts(course: &Course) -> Result<Facts, Problem> {
    let told = optimizers::told(&course.recipe, course.clock)?;
    let mut facts = Facts::from([
        ("rules".into(), Value::from(told.contenders.iter().map(rule).collect::<Vec<_>>())),
        ("schedules".into(), Value::from(schedule::written(course))),
        ("out".into(), Value::from(course.holes)),
        ("edited".into(), Value::from(course.edits().any(|edit| edit.name != "noise"))),
        ("noisy".into(), Value::from(told.noise > 0.0 || course.edits().any(|edit| edit.name == "noise"))),
    ]);
    if let Some(expression) = told.formula {
        let formula = Formula::new(
            &expression,
            Module::Numpy,
            &["f", "gradient", "t", "g", "s", "steps", "name", "rule"],
        );
        facts.insert("is".into(), formula.value());
    }
    Ok(facts)
}

/// A hyper-parameter, or the noise.
pub(in crate::code) fn change(course: &Course, edit: &Edit) -> Result<Vec<String>, Problem> {
    let number = |value: &Held| match value {
        Held::Switch(on) => literal::number(f64::from(u8::from(*on))),
        value => python(value),
    };
    let value = course.end.declared(&edit.name).and_then(|parameter| parameter.read(&edit.value).ok());
    let value = value.map_or_else(|| edit.value.clone(), |value| number(&value));
    if schedule::NAMES.contains(&&*edit.name) {
        return Ok(vec![schedule::changed(course, edit)]);
    }
    let told = optimizers::told(&course.recipe, course.clock)?;
    let formed = |rule: &str, hyper: &str| {
        let own = told.contenders.iter().find(|optimizer| optimizer.rule().name == rule);
        own.is_some_and(|optimizer| form(optimizer, hyper, edit))
    };
    match edit.name.split_once('.') {
        Some((rule, hyper)) if formed(rule, hyper) => Err(super::changes_form(&edit.name)),
        Some((rule, hyper)) => {
            Ok(vec![format!("hyper[{}][{}] = {value}", literal::string(rule), literal::string(hyper))])
        }
        None if edit.name == "noise" => Ok(vec![format!("noise = {value}")]),
        None if edit.name == "divergence" => Ok(Vec::new()),
        None if edit.name == "lr" => {
            let line = |optimizer: &Optimizer| {
                format!("hyper[{}][\"lr\"] = {value}", literal::string(optimizer.rule().name))
            };
            Ok(if told.equal { told.contenders.iter().map(line).collect() } else { Vec::new() })
        }
        None => super::assigned(course, edit, &[]),
    }
}
