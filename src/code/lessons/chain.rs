//! `chain`: the graph forwards, backwards and nudged, as far as the run has come.

use super::super::formula::{Formula, Module};
use super::super::{Course, literal};
use super::Facts;
use crate::lab::Edit;
use crate::lessons::chain;
use crate::math::expression::Style;
use crate::words::Problem;
use minijinja::value::Value;
use std::collections::BTreeMap;

/// The graph, and what of it has been computed.
pub(in crate::code) fn facts(course: &Course) -> Result<Facts, Problem> {
    let (expression, values) = chain::told(&course.at_end())?;
    let graph = expression.graph();
    let formula = Formula::new(&expression, Module::Numpy, &[]).in_fields();
    let (all, inputs) = (graph.nodes().len(), graph.variables());
    let steps = usize::try_from(course.last).unwrap_or(usize::MAX);
    let forwards = steps.min(all - inputs);
    let backwards = steps.saturating_sub(forwards).min(all);
    // Derivatives come in the order of the plan: operations from the right, then the inputs from the left.
    let valued = |id: usize| id < inputs + forwards;
    let sloped = |id: usize| if id < inputs { backwards > all - inputs + id } else { backwards >= all - id };
    let nodes = graph.nodes().iter().enumerate().map(|(id, node)| {
        let text = if id < inputs { String::new() } else { graph.text(id, Style::Plain) };
        Value::from(BTreeMap::from([
            ("label", Value::from(node.name.clone())),
            ("name", Value::from(formula.name(id))),
            ("d", Value::from(formula.slope(id))),
            ("text", Value::from(text)),
        ]))
    });
    let inputs_line = (0..inputs).map(|id| format!("{}={}", formula.name(id), formula.name(id)));
    let inputs_line = inputs_line.collect::<Vec<_>>().join(", ");
    let renamed = graph.nodes().iter().enumerate().any(|(id, node)| formula.name(id) != node.name);
    let names = |known: &dyn Fn(usize) -> bool| {
        let list = (0..all).filter(|id| known(*id)).map(|id| literal::string(&formula.name(id)));
        Value::from(format!("[{}]", list.collect::<Vec<_>>().join(", ")))
    };
    let values: Vec<Value> = expression
        .variables()
        .enumerate()
        .zip(values)
        .map(|((id, _), value)| {
            Value::from(BTreeMap::from([
                ("name", Value::from(formula.name(id))),
                ("value", Value::from(value)),
            ]))
        })
        .collect();
    Ok(Facts::from([
        ("is".into(), formula.value()),
        ("inputs_line".into(), Value::from(inputs_line)),
        ("nodes".into(), Value::from(nodes.collect::<Vec<_>>())),
        ("inputs".into(), Value::from(values)),
        ("valued".into(), names(&valued)),
        ("sloped".into(), names(&sloped)),
        ("renamed".into(), Value::from(renamed)),
        ("done".into(), Value::from(forwards == all - inputs && backwards == all)),
    ]))
}

/// A value that is changed on the way counts as if it had been there from the start: all numbers follow from those in
/// force.
pub(in crate::code) fn change(_: &Course, _: &Edit) -> Result<Vec<String>, Problem> {
    Ok(Vec::new())
}
