//! `hopfield`: what is stored, and the cue.

use super::super::{Course, literal};
use super::{Facts, assigned, record};
use crate::lab::Edit;
use crate::lessons::hopfield::{self, Told};
use crate::nn::hopfield::Side;
use crate::say;
use crate::words::{Problem, Text};
use minijinja::value::Value;

/// The patterns and the cue as rows of `#` and `.`.
pub(in crate::code) fn facts(course: &Course) -> Result<Facts, Problem> {
    let told = hopfield::told(&course.recipe, course.seed)?;
    if told.capacity {
        let why =
            say!("the capacity bench has no script; leave it at none.", "容量实验没有脚本；请设为 none。");
        return Err(super::refused("bench", &why));
    }
    let rows = |width: usize, cells: &[i8]| -> Vec<Value> {
        let row = |cells: &[i8]| cells.iter().map(|&s| if s > 0 { '#' } else { '.' }).collect::<String>();
        cells.chunks(width).map(|cells| Value::from(row(cells))).collect()
    };
    let all = told.patterns.len();
    let width = told.patterns[0].1;
    let cells = told.patterns[0].2.len();
    let bands: Vec<Value> = side_by_side(&told.patterns).into_iter().map(Value::from).collect();
    let lines = told.patterns.chunks(beside(width)).len() * (cells / width + 1);
    let files = sources(course, &told);
    let random = told.typed.0 == "random";
    if !random && files.is_empty() && lines > LINES {
        let why = say!(
            "so many drawings are longer than a page; write them into a text file and open it.",
            "图案太多，一页写不下；请把它们写进文本文件再打开。"
        );
        return Err(super::refused("patterns", &why));
    }
    let drawn = told.patterns.iter().map(|(name, ..)| {
        record([("en", Value::from(name.en.to_string())), ("zh", Value::from(name.zh.to_string()))])
    });
    let cue = &*told.typed.1;
    let part = |whole: usize, percent: f64| (whole as f64 * percent / 100.0).round() as u64;
    let sides = match told.side {
        Side::Left | Side::Right => width,
        Side::Top | Side::Bottom => cells / width,
    };
    Ok(Facts::from([
        ("random".into(), Value::from(random)),
        ("patterns".into(), Value::from(drawn.collect::<Vec<_>>())),
        ("bands".into(), Value::from(bands)),
        ("flips".into(), Value::from(part(cells, told.noise))),
        ("hidden".into(), Value::from(part(sides, told.hide))),
        ("files".into(), Value::from(files)),
        ("all".into(), Value::from(all)),
        ("stored".into(), Value::from(told.stored)),
        ("width".into(), Value::from(width)),
        ("cells".into(), Value::from(cells)),
        ("chance".into(), Value::from(cue == "random")),
        ("number".into(), Value::from(cue.parse::<usize>().unwrap_or(0))),
        ("cue".into(), Value::from(told.cue.as_ref().map(|cue| rows(width, cue)).unwrap_or_default())),
        ("damaged".into(), Value::from(hopfield::damaged(cue))),
        ("changes_update".into(), Value::from(course.edits().any(|edit| edit.name == "update"))),
    ]))
}

/// Lines of drawings at most.
const LINES: usize = 55;

/// How many drawings of this width stand beside each other.
fn beside(width: usize) -> usize {
    (88 / (width + 1)).max(1)
}

/// Drawings in bands: the rows of several beside each other.
fn side_by_side(patterns: &[(Text, usize, Vec<i8>)]) -> Vec<Vec<String>> {
    let row = |cells: &[i8]| cells.iter().map(|&s| if s > 0 { '#' } else { '.' }).collect::<String>();
    let width = patterns[0].1;
    let band = |band: &[(Text, usize, Vec<i8>)]| {
        let height = band[0].2.len() / width;
        let line = |at: usize| -> String {
            let rows: Vec<String> =
                band.iter().map(|(.., cells)| row(&cells[at * width..(at + 1) * width])).collect();
            rows.join(" ")
        };
        (0..height).map(line).collect()
    };
    patterns.chunks(beside(width)).map(band).collect()
}

/// The files that the patterns are read from, as calls; nothing where they are spelled or random.
fn sources(course: &Course, told: &Told) -> String {
    let call = |path: &str| format!("read_patterns({})", literal::string(path));
    let words = &*told.typed.0;
    if told.usual {
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
