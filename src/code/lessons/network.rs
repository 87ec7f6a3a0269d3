//! `network`: layers, table and first weights.

use super::super::{Course, literal, table};
use super::{Facts, assigned, record, scaled};
use crate::data::csv_points::MOST_CLASSES;
use crate::data::table::Wanted;
use crate::lab::Edit;
use crate::lessons::network;
use crate::say;
use crate::words::Problem;
use minijinja::value::Value;

/// What the lesson makes of its settings.
pub(in crate::code) fn facts(course: &Course) -> Result<Facts, Problem> {
    let told = network::told(&course.recipe, course.clock)?;
    let (inputs, outputs) = (told.sizes[0], *told.sizes.last().unwrap_or(&1));
    let rows = |numbers: &[f64], width: usize| -> Vec<String> {
        numbers.chunks(width).map(literal::numbers).collect()
    };
    let mut facts = Facts::new();
    if !course.recipe.data.is_empty() {
        let mut table = table::read(course, Wanted::Either(MOST_CLASSES))?;
        if table.read.names.len() != inputs {
            let why = say!("several of its columns are answers.", "它有好几列答案。");
            return Err(super::refused("data", &why));
        }
        table.name_classes(|label| label as f64);
        scaled(told.scale, &mut table);
        facts = table.facts;
    } else {
        facts.insert("rows".into(), array("X", &rows(&told.inputs, inputs), 0));
        facts.insert("answers".into(), array("Y", &rows(&told.targets, outputs), 0));
    }
    let mut at = 0;
    let mut layers = Vec::new();
    for pair in told.sizes.windows(2) {
        let weights = &told.first[at..at + pair[0] * pair[1]];
        at += weights.len();
        // A script multiplies rows of inputs by inputs × neurons.
        let turned: Vec<String> = (0..pair[0])
            .map(|from| {
                let row: Vec<f64> = weights.iter().skip(from).step_by(pair[0]).copied().collect();
                literal::numbers(&row)
            })
            .collect();
        let weights = array(&format!("self.weights{}", layers.len() + 1), &turned, 8);
        let mut biases = Vec::new();
        if told.biases != "none" {
            biases = told.first[at..at + pair[1]].to_vec();
            at += pair[1];
        }
        layers.push(record([
            ("inputs", Value::from(pair[0])),
            ("neurons", Value::from(pair[1])),
            ("weights", weights),
            ("biases", Value::from(literal::numbers(&biases))),
        ]));
    }
    let long = course.columns.iter().any(|name| name == "accuracy");
    facts.insert("layers".into(), Value::from(layers));
    facts.insert("last".into(), Value::from(told.sizes.len() - 1));
    facts.insert("outputs".into(), Value::from(outputs));
    facts.insert("long".into(), Value::from(long));
    facts.insert("share".into(), Value::from(told.share));
    facts.insert("bias".into(), Value::from(told.biases));
    facts.insert("loss".into(), Value::from(told.loss));
    facts.insert("start".into(), Value::from(told.start));
    Ok(facts)
}

/// The lines that make an array of these rows, with blanks before all but the first.
fn array(name: &str, rows: &[String], indent: usize) -> Value {
    let (begin, inner) = (format!("{name} = np.array(["), " ".repeat(indent + 4));
    let line = format!("{begin}{}])", rows.join(", "));
    if line.len() + indent <= 88 && (rows.len() <= 2 || rows.iter().all(|row| row.len() < 5)) {
        return Value::from(line);
    }
    // A row a line where they are few.
    let room = if rows.len() <= 8 { 0 } else { 88 - inner.len() };
    let mut lines: Vec<String> = Vec::new();
    for row in rows {
        match lines.last_mut() {
            Some(last) if last.len() + row.len() + 2 <= room => last.push_str(&format!(" {row},")),
            _ => lines.push(format!("{row},")),
        }
    }
    let lines: String = lines.iter().map(|line| format!("{inner}{line}\n")).collect();
    Value::from(format!("{begin}\n{lines}{}])", " ".repeat(indent)))
}

/// A weight (layer.to.from) or bias (layer.to) set by hand, or the learning rate.
pub(in crate::code) fn change(course: &Course, edit: &Edit) -> Result<Vec<String>, Problem> {
    match (edit.name.as_str(), edit.value.split_once('=')) {
        ("set", Some((place, value))) => {
            let places: Vec<usize> = place.split('.').filter_map(|part| part.trim().parse().ok()).collect();
            let value = literal::number(value.trim().parse().unwrap_or(f64::NAN));
            Ok(vec![match places[..] {
                [layer, to, from] => format!("network.weights{layer}[{}, {}] = {value}", from - 1, to - 1),
                [layer, to] => format!("network.biases{layer}[{}] = {value}", to - 1),
                _ => {
                    return Err(super::refused(
                        "set",
                        &say!("“{place}” is no weight.", "“{place}”不是权重。"),
                    ));
                }
            }])
        }
        ("iterations", _) => Ok(Vec::new()),
        _ => assigned(course, edit, &["lr"]),
    }
}
