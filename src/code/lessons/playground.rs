//! `playground`: the network's shape, and own points.

use super::super::{Course, literal, table};
use super::sklearn::{self, Network};
use super::{Facts, assigned, changes_form, hypers, rule};
use crate::data::csv_points::MOST_CLASSES;
use crate::data::table::{Targets, Wanted};
use crate::lab::{Edit, Value as Held};
use crate::lessons::playground::{self, ByHand};
use crate::nn::optimizer::Optimizer;
use crate::words::Problem;
use minijinja::value::Value;

/// What the lesson makes of its settings.
pub(in crate::code) fn facts(course: &Course) -> Result<Facts, Problem> {
    let told = playground::told(&course.recipe)?;
    let mut facts = Facts::new();
    let mut classes = told.classes.unwrap_or(0);
    if !course.recipe.data.is_empty() {
        let wanted = if told.values { Wanted::Values } else { Wanted::Classes(MOST_CLASSES) };
        let mut table = table::read(course, wanted)?;
        classes = match &table.read.targets {
            Targets::Classes { names, .. } => names.len(),
            Targets::Values(_) => 0,
        };
        table.name_classes(|label| label as f64);
        facts = table.facts;
    }
    let outputs = if classes > 2 { classes } else { 1 };
    let mut sizes = vec![told.features.len()];
    sizes.extend(&told.method.hidden);
    sizes.push(outputs);
    let entropy = told.cross_entropy && classes > 0;
    let changes_penalty = course.edits().any(|edit| edit.name == "regularisation");
    let penalised = changes_penalty || told.method.penalty.is_some();
    facts.extend([
        ("edited".into(), Value::from(edited(course))),
        ("hyper".into(), hyper(&told.method.optimizer)),
        ("rules".into(), Value::from(vec![rule(&told.method.optimizer)])),
        ("changes_penalty".into(), Value::from(changes_penalty)),
        ("features".into(), Value::from(told.features)),
        (
            "sklearn".into(),
            sklearn::fact(&Network {
                sizes: &sizes,
                classes: classes > 0,
                epochs: 200,
                method: &told.method,
            }),
        ),
        ("sizes".into(), Value::from(sizes)),
        ("kinds".into(), Value::from(classes)),
        ("entropy".into(), Value::from(entropy)),
        ("penalised".into(), Value::from(penalised)),
        ("by_hand".into(), Value::from(by_hand(told.by_hand))),
        ("tested".into(), Value::from(told.tested)),
    ]);
    Ok(facts)
}

fn by_hand(weights: Vec<ByHand>) -> Vec<String> {
    let line = |(layer, to, from, value): ByHand| match from {
        Some(from) => format!("W[{layer}][{to}, {from}] = {}", literal::number(value)),
        None => format!("b[{layer}][{to}] = {}", literal::number(value)),
    };
    weights.into_iter().map(line).collect()
}

/// Weights by hand, a hyper-parameter, the batch or the penalty.
pub(in crate::code) fn change(course: &Course, edit: &Edit) -> Result<Vec<String>, Problem> {
    let told = playground::told(&course.recipe)?;
    match edit.name.as_str() {
        "weight" => Ok(by_hand(playground::by_hand(&course.recipe, &edit.value)?)),
        name if form(&told.method.optimizer, name, edit) => Err(changes_form(name)),
        name if HYPER.contains(&name) => {
            Ok(vec![format!("hyper[{}] = {}", literal::string(name), edit.value)])
        }
        _ => assigned(course, edit, &["batch", "reg_rate", "regularisation"]),
    }
}

/// The hyper-parameters of the chosen rule by name, for a rule some of whose change on the way.
pub(super) fn hyper(optimizer: &Optimizer) -> Value {
    let rmsprop = optimizer.rule().name == "rmsprop";
    let plain = optimizer.get("momentum").is_none_or(|momentum| momentum == 0.0);
    let used = hypers(optimizer).filter(|(name, _)| match *name {
        "bias_correction" | "root" => false,
        "centered" => !rmsprop,
        "momentum" => !(rmsprop && plain),
        _ => true,
    });
    let pair = |(name, value): (&str, Held)| format!("{}: {}", literal::string(name), super::python(&value));
    let pairs: Vec<String> = used.map(pair).collect();
    Value::from(literal::wrapped("hyper = {", &pairs, "}").join("\n"))
}

/// Whether a hyper-parameter changes on the way.
pub(super) fn edited(course: &Course) -> bool {
    course.edits().any(|edit| HYPER.contains(&&*edit.name))
}

/// Hyper-parameters of the chosen rule.
pub(super) const HYPER: [&str; 12] = [
    "lr",
    "momentum",
    "rho",
    "beta1",
    "beta2",
    "eps",
    "weight_decay",
    "momentum_decay",
    "centered",
    "acc0",
    "bias_correction",
    "root",
];

/// Whether a change of a hyper-parameter of a rule, as it is at the start, makes its formula another.
pub(super) fn form(optimizer: &Optimizer, hyper: &str, edit: &Edit) -> bool {
    let rmsprop = optimizer.rule().name == "rmsprop";
    let moves = || edit.value.trim().parse().is_ok_and(|momentum: f64| momentum > 0.0);
    match hyper {
        "bias_correction" | "root" => true,
        "centered" => rmsprop,
        "momentum" => rmsprop && !(moves() && optimizer.get("momentum").is_some_and(|heavy| heavy > 0.0)),
        _ => false,
    }
}
