//! `hopfield`: what is stored, and the cue.

use super::super::{Course, literal};
use super::{Facts, assigned, record};
use crate::lab::Edit;
use crate::lessons::hopfield;
use crate::say;
use crate::words::Problem;
use minijinja::value::Value;

/// The patterns and the cue as rows of `#` and `.`.
pub(in crate::code) fn facts(course: &Course) -> Result<Facts, Problem> {
    if course.start.word("bench") == "capacity" {
        let why =
            say!("the capacity bench has no script; leave it at none.", "容量实验没有脚本；请设为 none。");
        return Err(super::refused("bench", &why));
    }
    let told = hopfield::told(&course.recipe, course.seed)?;
    let rows = |width: usize, cells: &[i8]| -> Vec<Value> {
        let row = |cells: &[i8]| cells.iter().map(|&s| if s > 0 { '#' } else { '.' }).collect::<String>();
        cells.chunks(width).map(|cells| Value::from(row(cells))).collect()
    };
    let all = told.patterns.len();
    let stored = match course.start.count("stored") {
        0 => all,
        stored => stored.min(all),
    };
    let width = told.patterns[0].1;
    let cells = told.patterns[0].2.len();
    let drawn = told.patterns.iter().map(|(name, width, cells)| {
        record([
            ("en", Value::from(name.en.to_string())),
            ("zh", Value::from(name.zh.to_string())),
            ("rows", Value::from(rows(*width, cells))),
        ])
    });
    let cue = course.start.word("cue").trim();
    let part = |whole: usize, name: &str| (whole as f64 * course.start.number(name) / 100.0).round() as u64;
    let sides = if ["left", "right"].contains(&course.start.word("side")) { width } else { cells / width };
    let files = sources(course);
    Ok(Facts::from([
        ("random".into(), Value::from(course.start.word("patterns").trim() == "random")),
        ("patterns".into(), Value::from(drawn.collect::<Vec<_>>())),
        ("flips".into(), Value::from(part(cells, "noise"))),
        ("hidden".into(), Value::from(part(sides, "hide"))),
        ("files".into(), Value::from(files)),
        ("all".into(), Value::from(all)),
        ("stored".into(), Value::from(stored)),
        ("width".into(), Value::from(width)),
        ("cells".into(), Value::from(cells)),
        ("chance".into(), Value::from(cue == "random")),
        ("number".into(), Value::from(cue.parse::<usize>().unwrap_or(0))),
        ("cue".into(), Value::from(told.cue.map(|cue| rows(width, &cue)).unwrap_or_default())),
        ("damaged".into(), Value::from(hopfield::damaged(cue))),
        ("changes_update".into(), Value::from(course.recipe.edits.iter().any(|edit| edit.name == "update"))),
    ]))
}

/// The files that the patterns are read from, as calls; nothing where they are spelled or random.
fn sources(course: &Course) -> String {
    let call = |path: &str| format!("read_patterns({})", literal::string(path));
    let words = course.start.word("patterns").trim();
    if course.start.declared("patterns").is_some_and(|parameter| parameter.default.to_string() == *words) {
        let data = course.recipe.data.iter().map(|path| call(&path.display().to_string()));
        return data.collect::<Vec<_>>().join(" + ");
    }
    if words.contains(['/', '\\']) || words.to_ascii_lowercase().ends_with(".txt") {
        call(words)
    } else {
        String::new()
    }
}

/// A neuron set by hand, or the way of updating.
pub(in crate::code) fn change(course: &Course, edit: &Edit) -> Result<Vec<String>, Problem> {
    if edit.name != "spin" {
        return assigned(course, edit, &["update"]);
    }
    let typed = edit.value.trim();
    let place = typed.trim_end_matches(['+', '-', '~']);
    let turned = match typed.chars().last() {
        _ if typed == "invert" => "memory.s = -memory.s".into(),
        Some('+') => format!("memory.s[{place}] = 1"),
        Some('-') => format!("memory.s[{place}] = -1"),
        _ => format!("memory.s[{place}] *= -1"),
    };
    Ok(vec![turned, "E = memory.energy()".into()])
}
