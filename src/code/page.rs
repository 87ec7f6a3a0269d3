//! Templates filled with a run.

use super::lessons::{self, Facts};
use super::literal;
use super::script::{NOTHING, Script};
use super::{Course, course};
use crate::lab::{Parameters, Value as Held};
use crate::say;
use crate::words::{Language, Problem, Text};
use minijinja::syntax::SyntaxConfig;
use minijinja::value::{Rest, Value, ValueKind};
use minijinja::{AutoEscape, Environment, Error, Output, State};
use std::collections::BTreeMap;
use unicode_width::UnicodeWidthChar as _;

/// The widest line.
const WIDTH: usize = 88;
/// The longest script.
const LONGEST: usize = 120;

/// Fills the template of the run's lesson.
pub(super) fn write(course: &Course, language: Language) -> Result<Script, Problem> {
    let writer = lessons::find(course.card.id)?;
    writer.check(course)?;
    let facts = (writer.facts)(course)?;
    let changes = changes(course, writer.change)?;
    let written = |facts: Facts| {
        fill(writer.template, course, facts, changes.clone(), language).map(|text| Script::of(&text))
    };
    // What another library makes of it can be spared where the script would be longer than a page.
    let spare = Facts::from([("sklearn".into(), Value::from(()))]);
    let filled = written(facts.clone()).and_then(|script| match script.lines.len() > LONGEST {
        true => written(facts.into_iter().chain(spare).collect()),
        false => Ok(script),
    });
    let long = |script: &Script| script.lines.len() > LONGEST;
    let filled = filled.map(|script| if long(&script) { script.closer() } else { script });
    let filled = filled.map(|script| if long(&script) { script.without_remarks() } else { script });
    let filled = filled.map(|script| if long(&script) { script.dense() } else { script });
    filled.map_err(|error| {
        let error = format!("{error:#}");
        Problem::run(say!("The script cannot be written: {error}", "无法写出脚本：{error}"))
    })
}

fn fill(
    template: &str,
    course: &Course,
    facts: Facts,
    changes: String,
    language: Language,
) -> Result<String, Error> {
    let mut page = Environment::new();
    page.set_syntax(SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build()?);
    page.set_auto_escape_callback(|_| AutoEscape::None);
    page.set_formatter(print);
    page.add_filter("string", |words: String| literal::string(&words));
    page.add_filter("py", |value: Value| python(&value));
    page.add_filter("whole", |x: f64| format!("{x:.0}"));
    let zh = language == Language::Chinese;
    page.add_function("say", move |en: String, chinese: String| if zh { chinese } else { en });
    page.add_function("changes", move |indent: usize| indented(&changes, indent));
    page.add_function("signature", |name: String, hyper: Rest<String>| signature(&name, &hyper));
    let race = course.card.id == "optimizers";
    page.add_function(
        "at",
        move |rule: String, phase: usize, keys: Rest<String>| {
            if race { remembered(&rule, phase, &keys) } else { "  #: 3".into() }
        },
    );
    let (every, last) = (course.every, course.last);
    page.add_function("row", move |values: String, indent: usize| {
        indented(&row(&values, every, last), indent)
    });
    page.add_function("header", move |columns: Vec<String>, indent: usize| {
        indented(&header(&columns, indent), indent)
    });
    let (title, line) =
        (course.card.title.get(language).to_string(), course.card.line.get(language).to_string());
    let command = course::command(course);
    let says = say!("Prints the same table as", "输出与下面的命令相同的表格");
    let says = says.get(language).to_string();
    page.add_function("head", move |more: Option<String>| {
        let mut head = format!(
            "\"\"\"{title}{}{line}\n\n{says}{}\n{command}\n",
            if zh { "：" } else { ": " },
            if zh { "：" } else { ":" }
        );
        if let Some(more) = more {
            head = format!("{head}\n{more}\n");
        }
        let wide = |line: &str| line.chars().filter_map(char::width).sum::<usize>() > WIDTH;
        let head = head.lines().flat_map(wrapped).collect::<Vec<_>>().join("\n");
        let end = if head.lines().any(wide) { "  # noqa: E501" } else { "" };
        format!("{head}\n\"\"\"{end}")
    });
    for (name, text) in lessons::SHARED {
        page.add_template(name, text)?;
    }
    let mut context: BTreeMap<String, Value> = facts;
    context.insert("zh".into(), Value::from(zh));
    context.insert("p".into(), values(&course.start));
    context.insert("seed".into(), Value::from(course.seed));
    context.insert("steps".into(), Value::from(course.last));
    context.insert("every".into(), Value::from(course.every));
    context.insert("columns".into(), Value::from(course.columns.clone()));
    let data = course.recipe.data.iter().map(|path| Value::from(path.display().to_string()));
    context.insert("data".into(), Value::from(data.collect::<Vec<_>>()));
    page.render_str(template, context)
}

/// Numbers, switches and lists as Python writes them; words as they are.
fn print(out: &mut Output<'_>, _: &mut State<'_, '_>, value: &Value) -> Result<(), Error> {
    out.write_str(&python(value)).map_err(Error::from)
}

fn python(value: &Value) -> String {
    match value.kind() {
        ValueKind::Bool => if value.is_true() { "True" } else { "False" }.into(),
        ValueKind::Number if !value.is_integer() => {
            f64::try_from(value.clone()).map_or_else(|_| value.to_string(), literal::number)
        }
        ValueKind::Seq => {
            let items = value.try_iter().into_iter().flatten();
            format!("[{}]", items.map(|item| python(&item)).collect::<Vec<_>>().join(", "))
        }
        _ => value.to_string(),
    }
}

/// Parameters by name; `adam.lr` is `lr` of `adam`.
fn values(parameters: &Parameters) -> Value {
    let mut plain = BTreeMap::new();
    let mut nested: BTreeMap<&str, BTreeMap<String, Value>> = BTreeMap::new();
    for (parameter, value) in parameters.iter() {
        match parameter.name.split_once('.') {
            Some((first, second)) => {
                nested.entry(first).or_default().insert(second.to_string(), held(value));
            }
            None => {
                plain.insert(parameter.name.clone(), held(value));
            }
        }
    }
    plain.extend(nested.into_iter().map(|(name, values)| (name.to_string(), Value::from(values))));
    Value::from(plain)
}

pub(super) fn held(value: &Held) -> Value {
    match value {
        Held::Number(x) => Value::from(*x),
        Held::Whole(n) => Value::from(*n),
        Held::Words(words) => Value::from(words.clone()),
        Held::Switch(on) => Value::from(*on),
    }
}

/// What is changed on the way, as lines at the top of the loop over `t`.
fn changes(course: &Course, change: lessons::Change) -> Result<String, Problem> {
    let mut lines = Vec::new();
    let mut open = None;
    for edit in course.edits() {
        if open != Some(edit.t) {
            lines.push(format!("if t == {}:", edit.t));
            open = Some(edit.t);
        }
        for line in change(course, edit)? {
            lines.push(format!("    {line}"));
        }
    }
    Ok(lines.join("\n"))
}

/// The first line of an update rule, or three where it is too wide.
fn signature(name: &str, hyper: &[String]) -> String {
    let hyper = hyper.iter().filter(|hyper| !hyper.is_empty());
    let arguments = ["theta", "g", "s"].into_iter().chain(hyper.map(String::as_str));
    let arguments = arguments.collect::<Vec<_>>().join(", ");
    let line = format!("def {name}({arguments}):");
    if line.len() <= WIDTH {
        return line;
    }
    let hyper: Vec<String> = arguments.split(", ").map(String::from).collect();
    literal::wrapped(&format!("def {name}("), &hyper, "):").join("\n")
}

/// The mark of a line of an update rule: what the rule remembers under these keys, or in the phase of the step what it
/// returns.
fn remembered(rule: &str, phase: usize, keys: &[String]) -> String {
    let names = match (phase, keys) {
        (3, []) => format!("{rule}()"),
        _ => keys.iter().map(|key| format!("memory[{rule}][\"{key}\"]")).collect::<Vec<_>>().join(" "),
    };
    format!("  #: {phase} {names}")
}

/// The line that prints the names of the columns; several lines where they are many.
fn header(columns: &[String], indent: usize) -> String {
    let names = columns.join(",");
    if names.len() + indent + 9 <= WIDTH {
        return format!("print(\"{names}\")");
    }
    // Two lines that each print a part, where the first has room for its `end`; else one print of several lines.
    if let [first, second] = &parts(columns, WIDTH - indent - 18)[..] {
        let first = first.trim_end_matches(',');
        return format!("print(\"{first}\", end=\",\")\nprint(\"{second}\")");
    }
    let parts = parts(columns, WIDTH - indent - 8);
    let lines = parts.iter().map(|part| format!("    \"{part}\"\n")).collect::<String>();
    format!("print(\n{lines})")
}

/// The names in parts of at most so many characters, a comma behind all but the last one.
fn parts(columns: &[String], most: usize) -> Vec<String> {
    let mut parts = vec![String::new()];
    for name in columns {
        let last = parts.len() - 1;
        let comma = if parts[last].is_empty() { "" } else { "," };
        if parts[last].len() + comma.len() + name.len() + 1 > most {
            parts[last].push(',');
            parts.push(name.clone());
        } else {
            parts[last] += &format!("{comma}{name}");
        }
    }
    parts
}

/// The line that prints a row of the table.
fn row(values: &str, every: u64, last: u64) -> String {
    let print = format!("print({values}, sep=\",\")");
    if every == 1 || last == 0 {
        return print;
    }
    let when = if last.is_multiple_of(every) {
        format!("if t % {every} == 0:")
    } else {
        format!("if t % {every} == 0 or t == steps:")
    };
    format!("{when}\n    {print}")
}

/// Lines with blanks before all but the first, which stands where it is put.
fn indented(lines: &str, indent: usize) -> String {
    if lines.is_empty() {
        return NOTHING.into();
    }
    lines.replace('\n', &format!("\n{}", " ".repeat(indent)))
}

/// A line of text as lines that are not too wide; a command stays as it is.
fn wrapped(line: &str) -> Vec<String> {
    let wide = |text: &str| text.chars().filter_map(char::width).sum::<usize>();
    if wide(line) <= WIDTH || line.starts_with("nnlab ") || line.starts_with(' ') {
        return vec![line.to_string()];
    }
    let mut lines = vec![String::new()];
    let pieces = line.split_inclusive(|letter: char| letter == ' ' || "，。；：、）".contains(letter));
    for piece in pieces {
        let last = lines.last_mut().expect("there is one");
        if wide(last) + wide(piece.trim_end()) > WIDTH && !last.is_empty() {
            lines.push(piece.to_string());
        } else {
            last.push_str(piece);
        }
    }
    lines.into_iter().map(|line| line.trim_end().to_string()).collect()
}

/// A sentence about a setting that has no code.
pub(super) fn refused(name: &str, why: &Text) -> Problem {
    let start = say!("The setting {name} cannot be written as a script: ", "参数 {name} 无法写成脚本：");
    Problem::run(start.then(why))
}
