//! What each lesson's script needs besides the settings.

mod cats;
mod chain;
mod descent;
mod digits;
mod hopfield;
mod logistic;
mod network;
mod neuron;
mod optimizers;
mod playground;
mod schedule;
mod sklearn;
mod slope;

use super::course::Course;
use super::page::{held, refused};
use super::table::Told;
use crate::data::table::{QUESTIONS, Scale, Scaling};
use crate::lab::{Edit, Effect, Value as Held};
use crate::lessons::vectorize;
use crate::nn::optimizer::Optimizer;
use crate::say;
use crate::words::{Problem, text};
use minijinja::value::Value;
use std::collections::BTreeMap;

/// What a template is filled with, by name.
pub(super) type Facts = BTreeMap<String, Value>;
/// The lines that make a change on the way.
pub(super) type Change = fn(&Course, &Edit) -> Result<Vec<String>, Problem>;

/// How a lesson's script is written.
pub(super) struct Writer {
    id: &'static str,
    pub(super) template: &'static str,
    pub(super) facts: fn(&Course) -> Result<Facts, Problem>,
    pub(super) change: Change,
    /// The settings that the script follows.
    knows: &'static [&'static str],
}

/// Pieces that several templates include.
pub(super) static SHARED: [(&str, &str); 5] = [
    ("table.j2", include_str!("../../../assets/code/table.j2")),
    ("rules.j2", include_str!("../../../assets/code/rules.j2")),
    ("start.j2", include_str!("../../../assets/code/start.j2")),
    ("pictures.j2", include_str!("../../../assets/code/pictures.j2")),
    ("layers.j2", include_str!("../../../assets/code/layers.j2")),
];

macro_rules! template {
    ($id:literal) => {
        include_str!(concat!("../../../assets/code/", $id, ".py.j2"))
    };
}

/// What a lesson's script says about settings that are neither parameters of a table nor only looked at.
#[rustfmt::skip]
static WRITERS: [Writer; 13] = [
    Writer { id: "slope", template: template!("slope"), facts: slope::facts, change: slope::change, knows: &["f", "a", "h"] },
    Writer { id: "chain", template: template!("chain"), facts: chain::facts, change: chain::change, knows: &["*"] },
    Writer { id: "descent", template: template!("descent"), facts: descent::facts, change: rate, knows: &["cost", "lr", "kappa", "w", "b"] },
    Writer { id: "logistic", template: template!("logistic"), facts: logistic::facts, change: rate, knows: &["lr", "loss", "m", "noise", "w1", "w2", "b", "scale", "class"] },
    Writer { id: "vectorize", template: template!("vectorize"), facts: sizes, change: rate, knows: &["work", "n", "m"] },
    Writer { id: "cats", template: template!("cats"), facts: cats::facts, change: cats::change, knows: &["lr", "iterations", "threshold", "class"] },
    Writer { id: "neuron", template: template!("neuron"), facts: neuron::facts, change: neuron::change, knows: &["lr", "iterations", "probe", "targets", "set"] },
    Writer { id: "network", template: template!("network"), facts: network::facts, change: network::change, knows: &["preset", "layers", "table", "loss", "biases", "start", "lr", "iterations", "set", "scale"] },
    Writer { id: "playground", template: template!("playground"), facts: playground::facts, change: playground::change, knows: &["data", "noise", "share", "points", "target", "scale", "inputs", "hidden", "activation", "init", "loss", "regularisation", "reg_rate", "batch", "shuffle", "weight", "optimizer", "lr", "momentum", "rho", "beta1", "beta2", "eps", "acc0", "weight_decay", "momentum_decay", "centered", "bias_correction", "root"] },
    Writer { id: "digits", template: template!("digits"), facts: digits::facts, change: digits::change, knows: &["hidden", "activation", "init", "batch", "epochs", "sideways", "optimizer", "lr", "momentum", "rho", "beta1", "beta2", "eps", "acc0", "weight_decay", "momentum_decay", "centered", "bias_correction", "root"] },
    Writer { id: "rbm", template: template!("rbm"), facts: digits::machine, change: digits::change_machine, knows: &["hidden", "lr", "batch", "epochs", "nudged", "pixels", "compare", "sideways"] },
    Writer { id: "optimizers", template: template!("optimizers"), facts: optimizers::facts, change: optimizers::change, knows: &["contenders", "problem", "batch", "cost", "kappa", "x0", "y0", "rates", "lr", "convention", "noise", "divergence", "sweep_steps", "*.lr", "*.momentum", "*.rho", "*.beta1", "*.beta2", "*.eps", "*.acc0", "*.weight_decay", "*.momentum_decay", "*.centered", "*.bias_correction", "*.root", "schedule", "schedule_steps", "schedule_factor"] },
    Writer { id: "hopfield", template: template!("hopfield"), facts: hopfield::facts, change: hopfield::change, knows: &["patterns", "stored", "n", "rule", "update", "cue", "noise", "hide", "side", "normalise", "spin", "bench"] },
];

impl Writer {
    /// Refuses a setting that the script would not follow.
    ///
    /// # Errors
    /// A sentence with the name of the first one.
    pub(super) fn check(&self, course: &Course) -> Result<(), Problem> {
        let unknown = |name: &str| {
            let any = name.split_once('.').map(|(_, hyper)| format!("*.{hyper}"));
            let known = |known: &&str| *known == "*" || *known == name || Some(*known) == any.as_deref();
            !self.knows.iter().any(known) && !QUESTIONS.iter().any(|question| question.name == name)
        };
        let mut set = course.start.iter();
        let found = set.find(|(parameter, value)| {
            parameter.effect != Effect::View && **value != parameter.default && unknown(&parameter.name)
        });
        match found {
            None => Ok(()),
            Some((parameter, _)) => {
                Err(refused(&parameter.name, &text("no script knows it.", "脚本不支持它。")))
            }
        }
    }
}

/// How the script of this lesson is written.
pub(super) fn find(id: &str) -> Result<&'static Writer, Problem> {
    WRITERS
        .iter()
        .find(|writer| writer.id == id)
        .ok_or_else(|| Problem::run(say!("Lesson {id} has no script yet.", "课程 {id} 还没有脚本。")))
}

/// How many numbers are summed up: whole numbers, whatever was typed.
fn sizes(course: &Course) -> Result<Facts, Problem> {
    let (n, m) = vectorize::told(&course.recipe)?;
    Ok(Facts::from([("n".into(), Value::from(n)), ("m".into(), Value::from(m))]))
}

/// A rule with its hyper-parameters.
fn rule(optimizer: &Optimizer) -> Value {
    let hyper: BTreeMap<&str, Value> = hypers(optimizer).map(|(name, value)| (name, held(&value))).collect();
    record([("name", Value::from(optimizer.rule().name)), ("hyper", Value::from(hyper))])
}

/// The hyper-parameters of a rule that can be set, with their values.
fn hypers(optimizer: &Optimizer) -> impl Iterator<Item = (&'static str, Held)> {
    optimizer.rule().open_hyper(optimizer.convention()).filter_map(|hyper| {
        let value = optimizer.get(hyper.name)?;
        Some((hyper.name, if hyper.switch { Held::Switch(value == 1.0) } else { Held::Number(value) }))
    })
}

/// Values by name.
fn record<const N: usize>(fields: [(&str, Value); N]) -> Value {
    Value::from(fields.into_iter().map(|(name, value)| (name.to_string(), value)).collect::<BTreeMap<_, _>>())
}

/// How the features of a table are brought to like sizes.
fn scaled(scaling: Scaling, told: &mut Told) {
    let width = told.read.names.len();
    let scale = Scale::choose(scaling, &told.read.features, width);
    let name = match scale.scaling {
        Scaling::Unit => "unit",
        Scaling::Standard => "standard",
        Scaling::None | Scaling::Auto => "none",
    };
    told.facts.insert("scaling".into(), Value::from(name));
}

/// A setting that decides about the form of a rule cannot change on the way.
fn changes_form(name: &str) -> Problem {
    refused(name, &text("a change of it on the way changes the formula.", "在运行途中改变它会改变公式。"))
}

/// The learning rate is set anew.
fn rate(course: &Course, edit: &Edit) -> Result<Vec<String>, Problem> {
    assigned(course, edit, &["lr"])
}

/// A variable of the script that has a parameter's name is set anew.
fn assigned(course: &Course, edit: &Edit, variables: &[&str]) -> Result<Vec<String>, Problem> {
    if !variables.contains(&&*edit.name) {
        let why = text("it is changed on the way.", "它在运行途中被修改。");
        return Err(refused(&edit.name, &why));
    }
    let value = course.end.declared(&edit.name).and_then(|parameter| parameter.read(&edit.value).ok());
    Ok(vec![format!("{} = {}", edit.name, value.map_or_else(|| edit.value.clone(), |value| python(&value)))])
}

fn python(value: &Held) -> String {
    match value {
        Held::Number(x) => super::literal::number(*x),
        Held::Words(words) => super::literal::string(words),
        Held::Switch(true) => "True".into(),
        Held::Switch(false) => "False".into(),
        Held::Whole(n) => n.to_string(),
    }
}
