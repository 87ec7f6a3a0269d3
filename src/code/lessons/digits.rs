//! `digits` and `rbm`: pictures of digits.

use super::super::{Course, literal};
use super::playground::{FORM, HYPER, edited};
use super::sklearn::{self, Network};
use super::{Facts, assigned, changes_form, rule};
use crate::lab::Edit;
use crate::lessons::digits;
use crate::say;
use crate::words::Problem;
use minijinja::value::Value;

/// The network's shape.
pub(in crate::code) fn facts(course: &Course) -> Result<Facts, Problem> {
    let mut sizes = vec![256];
    sizes.extend(digits::hidden(&course.recipe)?);
    sizes.push(10);
    let epochs = course.start.count("epochs") as u64;
    let mut facts = shipped(course)?;
    facts.extend([
        ("sklearn".into(), sklearn::fact(course, &Network { sizes: &sizes, classes: true, epochs })),
        ("sizes".into(), Value::from(sizes)),
        ("edited".into(), Value::from(edited(course))),
        ("rules".into(), rule(course)),
    ]);
    Ok(facts)
}

/// Nothing besides the settings; own pictures have no script.
pub(in crate::code) fn shipped(course: &Course) -> Result<Facts, Problem> {
    if course.recipe.data.is_empty() {
        return Ok(Facts::new());
    }
    let why = say!(
        "a script reads the digits that nnlab draws; yours have to be brought into that shape first.",
        "脚本只读取 nnlab 画的数字；请先把自己的数据转成那种格式。"
    );
    Err(super::refused("data", &why))
}

/// A hyper-parameter, or the length of the run.
pub(in crate::code) fn change(course: &Course, edit: &Edit) -> Result<Vec<String>, Problem> {
    match edit.name.as_str() {
        "epochs" => Ok(Vec::new()),
        name if FORM.contains(&name) => Err(changes_form(name)),
        "momentum" | "centered" if course.start.word("optimizer") == "rmsprop" => {
            Err(changes_form(&edit.name))
        }
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
