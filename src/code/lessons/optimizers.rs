//! `optimizers`: the hill, the rules and what they are set to.

use super::super::formula::{Formula, Module};
use super::super::{Course, literal};
use super::playground::form;
use super::{Facts, python, record, schedule};
use crate::lab::{Edit, Value as Held};
use crate::lessons::optimizers;
use crate::math::Expression;
use crate::words::Problem;
use minijinja::value::Value;
use std::collections::BTreeMap;

/// What the lesson makes of its settings.
pub(in crate::code) fn facts(course: &Course) -> Result<Facts, Problem> {
    let told = optimizers::told(&course.recipe, course.clock)?;
    let rule = |(name, rate): &(&'static str, f64)| {
        let mut hyper: BTreeMap<String, Value> = BTreeMap::new();
        for (parameter, value) in course.start.iter() {
            if let Some(("", hyper_name)) =
                parameter.name.strip_prefix(name).and_then(|rest| rest.split_once('.'))
            {
                hyper.insert(hyper_name.to_string(), super::super::page::held(value));
            }
        }
        hyper.insert("lr".into(), Value::from(*rate));
        record([("name", Value::from(*name)), ("hyper", Value::from(hyper))])
    };
    let mut facts = Facts::from([
        ("rules".into(), Value::from(told.iter().map(rule).collect::<Vec<_>>())),
        ("schedules".into(), Value::from(schedule::written(course))),
        ("out".into(), Value::from(course.holes)),
        ("edited".into(), Value::from(course.edits().any(|edit| edit.name != "noise"))),
        (
            "noisy".into(),
            Value::from(
                course.start.number("noise") > 0.0 || course.edits().any(|edit| edit.name == "noise"),
            ),
        ),
    ]);
    if course.start.word("problem") == "expression" {
        let expression =
            Expression::parse(course.start.word("cost")).map_err(|error| Problem::usage(error.text()))?;
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
    match edit.name.split_once('.') {
        Some((rule, hyper)) if form(rule, hyper, course.start.value(&format!("{rule}.momentum")), edit) => {
            Err(super::changes_form(&edit.name))
        }
        Some((rule, hyper)) => {
            Ok(vec![format!("hyper[{}][{}] = {value}", literal::string(rule), literal::string(hyper))])
        }
        None if edit.name == "noise" => Ok(vec![format!("noise = {value}")]),
        None if edit.name == "divergence" => Ok(Vec::new()),
        None if edit.name == "lr" => {
            let equal = course.start.word("rates") == "equal";
            let rules = optimizers::told(&course.recipe, course.clock)?;
            let line =
                |(rule, _): &(&str, f64)| format!("hyper[{}][\"lr\"] = {value}", literal::string(rule));
            Ok(if equal { rules.iter().map(line).collect() } else { Vec::new() })
        }
        None => super::assigned(course, edit, &[]),
    }
}
