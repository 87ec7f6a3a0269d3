//! `playground`: the network's shape, and own points.

use super::super::{Course, literal, table};
use super::sklearn::{self, Network};
use super::{Facts, assigned, changes_form, rule};
use crate::data::csv_points::MOST_CLASSES;
use crate::data::table::{Targets, Wanted};
use crate::lab::{Edit, Parameter, Value as Held};
use crate::lessons::playground;
use crate::words::Problem;
use minijinja::value::Value;

/// What the lesson makes of its settings.
pub(in crate::code) fn facts(course: &Course) -> Result<Facts, Problem> {
    let told = playground::told(&course.recipe)?;
    let mut facts = Facts::new();
    let mut classes = match course.start.word("data") {
        "plane" | "multi-gauss" => 0,
        "rings3" => 3,
        _ => 2,
    };
    if !course.recipe.data.is_empty() {
        let values = course.start.word("target") == "values";
        let mut table =
            table::read(course, if values { Wanted::Values } else { Wanted::Classes(MOST_CLASSES) })?;
        classes = match &table.read.targets {
            Targets::Classes { names, .. } => names.len(),
            Targets::Values(_) => 0,
        };
        table.name_classes(|label| label as f64);
        facts = table.facts;
    }
    let outputs = if classes > 2 { classes } else { 1 };
    let mut sizes = vec![told.features.len()];
    sizes.extend(told.hidden);
    sizes.push(outputs);
    let entropy = course.start.word("loss") == "cross-entropy" && classes > 0;
    let changes_penalty = course.edits().any(|edit| edit.name == "regularisation");
    let penalised = changes_penalty || course.start.word("regularisation") != "none";
    facts.extend([
        ("edited".into(), Value::from(edited(course))),
        ("hyper".into(), hyper(course)),
        ("rules".into(), rule(course)),
        ("changes_penalty".into(), Value::from(changes_penalty)),
        ("features".into(), Value::from(told.features)),
        (
            "sklearn".into(),
            sklearn::fact(course, &Network { sizes: &sizes, classes: classes > 0, epochs: 200 }),
        ),
        ("sizes".into(), Value::from(sizes)),
        ("kinds".into(), Value::from(classes)),
        ("entropy".into(), Value::from(entropy)),
        ("penalised".into(), Value::from(penalised)),
        ("by_hand".into(), Value::from(by_hand(course, course.start.word("weight"))?)),
        ("tested".into(), Value::from(course.start.number("share") < 100.0)),
    ]);
    Ok(facts)
}

fn by_hand(course: &Course, words: &str) -> Result<Vec<String>, Problem> {
    let line = |(layer, to, from, value): (usize, usize, Option<usize>, f64)| match from {
        Some(from) => format!("W[{layer}][{to}, {from}] = {}", literal::number(value)),
        None => format!("b[{layer}][{to}] = {}", literal::number(value)),
    };
    Ok(playground::by_hand(&course.recipe, words)?.into_iter().map(line).collect())
}

/// Weights by hand, a hyper-parameter, the batch or the penalty.
pub(in crate::code) fn change(course: &Course, edit: &Edit) -> Result<Vec<String>, Problem> {
    match edit.name.as_str() {
        "weight" => by_hand(course, &edit.value),
        name if form(course.start.word("optimizer"), name, course.start.value("momentum"), edit) => {
            Err(changes_form(name))
        }
        name if HYPER.contains(&name) => {
            Ok(vec![format!("hyper[{}] = {}", literal::string(name), edit.value)])
        }
        _ => assigned(course, edit, &["batch", "reg_rate", "regularisation"]),
    }
}

/// The hyper-parameters of the chosen rule by name, for a rule some of whose change on the way.
pub(super) fn hyper(course: &Course) -> Value {
    let set = course.start.iter().filter(|(parameter, _)| HYPER.contains(&&*parameter.name));
    let rmsprop = course.start.word("optimizer") == "rmsprop";
    let plain = course.start.value("momentum").is_none_or(|momentum| momentum.to_string() == "0");
    let used = set.filter(|(parameter, _)| match &*parameter.name {
        "bias_correction" | "root" => false,
        "centered" => !rmsprop,
        "momentum" => !(rmsprop && plain),
        _ => true,
    });
    let pair = |(parameter, value): (&Parameter, &Held)| {
        format!("{}: {}", literal::string(&parameter.name), super::python(value))
    };
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

/// Whether a change of a hyper-parameter of a rule, whose momentum is `heavy` at the start, makes its formula another.
pub(super) fn form(rule: &str, hyper: &str, heavy: Option<&Held>, edit: &Edit) -> bool {
    let moves = |words: &str| words.trim().parse().is_ok_and(|momentum: f64| momentum > 0.0);
    match hyper {
        "bias_correction" | "root" => true,
        "centered" => rule == "rmsprop",
        "momentum" => {
            rule == "rmsprop" && !(moves(&edit.value) && heavy.is_some_and(|heavy| moves(&heavy.to_string())))
        }
        _ => false,
    }
}
