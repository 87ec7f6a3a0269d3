//! `digits` and `rbm`: pictures of digits.

use super::super::pictures::{self, Taken};
use super::super::{Course, literal};
use super::playground::{HYPER, edited, form, hyper};
use super::sklearn::{self, Network};
use super::{Facts, assigned, changes_form, rule};
use crate::lab::Edit;
use crate::lessons::{digits, rbm};
use crate::words::Problem;
use minijinja::value::Value;

/// The network's shape, and the pictures.
pub(in crate::code) fn facts(course: &Course) -> Result<Facts, Problem> {
    let (method, epochs, own) = digits::told(&course.recipe)?;
    let (side, classes) = own.as_ref().map_or((16, 10), |own| (own.side, own.classes.len()));
    let sizes: Vec<usize> =
        [side * side].into_iter().chain(method.hidden.iter().copied()).chain([classes]).collect();
    let mut facts = pictures::facts(course, own, Taken { labels: true, test: true })?;
    facts.extend([
        ("sklearn".into(), sklearn::fact(&Network { sizes: &sizes, classes: true, epochs, method: &method })),
        ("sizes".into(), Value::from(sizes)),
        ("edited".into(), Value::from(edited(course))),
        ("hyper".into(), hyper(&method.optimizer)),
        ("rules".into(), Value::from(vec![rule(&method.optimizer)])),
    ]);
    Ok(facts)
}

/// The pictures, the places of the flipped pixels, and how many pictures are compared.
pub(in crate::code) fn machine(course: &Course) -> Result<Facts, Problem> {
    let (own, compared) = rbm::told(&course.recipe)?;
    let side = own.as_ref().map_or(16, |own| own.side);
    let n = side * side;
    let mut facts = pictures::facts(course, own, Taken { labels: compared, test: compared })?;
    let (train, test) = rbm::compared(n);
    facts.extend([
        ("sklearn".into(), Value::from(true)),
        ("stride".into(), Value::from(rbm::stride(n))),
        ("train".into(), Value::from(train)),
        ("test".into(), Value::from(test)),
    ]);
    Ok(facts)
}

/// A hyper-parameter, or the length of the run.
pub(in crate::code) fn change(course: &Course, edit: &Edit) -> Result<Vec<String>, Problem> {
    let (method, ..) = digits::told(&course.recipe)?;
    match edit.name.as_str() {
        "epochs" => Ok(Vec::new()),
        name if form(&method.optimizer, name, edit) => Err(changes_form(name)),
        name if HYPER.contains(&name) => {
            Ok(vec![format!("hyper[{}] = {}", literal::string(name), edit.value)])
        }
        _ => assigned(course, edit, &[]),
    }
}

/// The learning rate of the machine, or the length of the run.
pub(in crate::code) fn change_machine(course: &Course, edit: &Edit) -> Result<Vec<String>, Problem> {
    if edit.name == "epochs" { Ok(Vec::new()) } else { assigned(course, edit, &["lr"]) }
}
