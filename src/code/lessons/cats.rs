//! `cats`: the files of the pictures.

use super::super::{Course, literal};
use super::{Facts, assigned};
use crate::data::cats::PictureSet;
use crate::lab::Edit;
use crate::lessons::cats;
use crate::words::Problem;
use minijinja::value::Value;

/// Which file holds which part, whether pixels are divided by 255, and which label means yes.
pub(in crate::code) fn facts(course: &Course) -> Result<Facts, Problem> {
    let set = PictureSet::load(&course.recipe.data)?.against_rest(&cats::told(&course.recipe)?)?;
    let files = PictureSet::files(&course.recipe.data)?;
    let files = files.map(|file| literal::string(&file.display().to_string()));
    let as_stored = set.values == [0.0, 1.0];
    Ok(Facts::from([
        ("train_file".into(), Value::from(files[0].clone())),
        ("test_file".into(), Value::from(files[1].clone())),
        ("divided".into(), Value::from(set.unit == 255.0)),
        ("yes".into(), if as_stored { Value::from(()) } else { Value::from(literal::number(set.values[1])) }),
        ("n".into(), Value::from(set.train.features)),
        ("m".into(), Value::from(set.train.len())),
    ]))
}

/// The learning rate, the threshold, or the length of the run.
pub(in crate::code) fn change(course: &Course, edit: &Edit) -> Result<Vec<String>, Problem> {
    let renamed = match edit.name.as_str() {
        "iterations" => return Ok(Vec::new()),
        "lr" => "learning_rate",
        name => name,
    };
    let lines = assigned(course, edit, &["lr", "threshold"])?;
    Ok(lines.into_iter().map(|line| line.replacen(&edit.name, renamed, 1)).collect())
}
