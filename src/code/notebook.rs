//! A script as a notebook: the lesson's text, the code in cells, a plot of the table at the end.

use super::{Course, Script};
use crate::story::{self, Keys, Lookahead};
use crate::words::{Language, Problem, text};
use serde_json::{Value, json};

/// Columns worth a curve; the first of these groups that a table has is drawn.
const CURVES: [&[&str]; 5] = [
    &["cost", "f"],
    &["loss", "train_loss", "test_loss"],
    &["energy", "pseudo_likelihood"],
    &["error"],
    &["loop_us", "vector_us"],
];

/// The notebook of a run (format 4.5).
///
/// # Errors
/// A sentence when the lesson's story cannot be told.
pub fn notebook(
    course: &Course,
    script: &Script,
    language: Language,
    keys: &Keys,
) -> Result<String, Problem> {
    let mut cells: Vec<Value> = Vec::new();
    let mut put = |kind: &str, source: &str| {
        let mut cell = json!({
            "cell_type": kind, "id": format!("cell-{}", cells.len() + 1), "metadata": {},
            "source": source.trim_matches('\n').split_inclusive('\n').collect::<Vec<_>>(),
        });
        if kind == "code" {
            cell["execution_count"] = Value::Null;
            cell["outputs"] = json!([]);
        }
        cells.push(cell);
    };
    for part in told(course, language, keys)? {
        put("markdown", &part);
    }
    let (head, blocks) = blocks(script);
    put("markdown", &head);
    let curves = curves(&course.columns);
    let plotted = !curves.is_empty();
    for (at, block) in blocks.iter().enumerate() {
        put("code", block);
        if at == 0 && plotted {
            put("code", keeping(language).trim_end());
        }
    }
    if plotted {
        put("code", &plot(&curves, language));
    }
    let notebook = json!({
        "cells": cells,
        "metadata": {
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    });
    Ok(format!("{notebook:#}\n"))
}

/// The cards of the lesson's story, or its guide, in parts.
fn told(course: &Course, language: Language, keys: &Keys) -> Result<Vec<String>, Problem> {
    let page = match story::chapter(course.card.id, language) {
        Some(chapter) => story::handout(chapter, language, false, keys, Lookahead::new(course.clock))?,
        None => format!("# {}\n\n{}", course.card.title.get(language), course.card.guide.get(language)),
    };
    let mut parts = vec![String::new()];
    for line in page.lines() {
        if line.starts_with("## ") {
            parts.push(String::new());
        }
        if let Some(part) = parts.last_mut() {
            part.push_str(line);
            part.push('\n');
        }
    }
    parts.retain(|part| !part.trim().is_empty());
    Ok(parts)
}

/// What stands above the code, and the code: a cell for the imports, for every function and class, for every other
/// paragraph.
fn blocks(script: &Script) -> (String, Vec<String>) {
    let text = script.to_string();
    let (head, code) = match text.strip_prefix("\"\"\"").and_then(|rest| rest.split_once("\n\"\"\"")) {
        Some((head, code)) => (head, code.split_once('\n').map_or("", |(_, code)| code)),
        None => ("", text.as_str()),
    };
    let mut blocks: Vec<String> = Vec::new();
    let mut blank = true;
    for line in code.lines() {
        let outer = !line.is_empty() && !line.starts_with([' ', ')', ']', '}', '"']);
        let begins = outer && blank && !(imports(line) && blocks.last().is_some_and(|last| imports(last)));
        if begins || blocks.is_empty() {
            blocks.push(String::new());
        }
        if let Some(block) = blocks.last_mut() {
            block.push_str(line);
            block.push('\n');
        }
        blank = line.is_empty();
    }
    (fenced(head), blocks)
}

fn imports(line: &str) -> bool {
    line.starts_with("import ") || line.starts_with("from ")
}

/// The command that prints the same table is set as code.
fn fenced(head: &str) -> String {
    head.lines()
        .map(|line| if line.starts_with("nnlab ") { format!("    {line}\n") } else { format!("{line}\n") })
        .collect()
}

/// A `print` that keeps what it prints.
fn keeping(language: Language) -> String {
    let says = text("rows of the table are kept for the plot at the end", "表格的每一行都留着，最后画图用");
    format!(
        "import builtins\n\nrows = []  # {}\n\n\ndef print(*values, **how):\n    rows.append(values)\n    builtins.print(*values, **how)\n",
        says.get(language)
    )
}

/// Columns that are drawn, by their place.
fn curves(columns: &[String]) -> Vec<(usize, String)> {
    let of = |names: &[&str]| -> Vec<(usize, String)> {
        let wanted = |name: &str| names.contains(&name.rsplit('.').next().unwrap_or(name));
        columns
            .iter()
            .enumerate()
            .skip(1)
            .filter(|(_, name)| wanted(name))
            .map(|(at, name)| (at, name.clone()))
            .collect()
    };
    CURVES.iter().map(|names| of(names)).find(|found| !found.is_empty()).unwrap_or_default()
}

fn plot(curves: &[(usize, String)], language: Language) -> String {
    let says = text("pip install matplotlib draws the curve", "安装 matplotlib 后可画出曲线");
    let mut code = format!(
        "try:\n    import matplotlib.pyplot as plt\nexcept ModuleNotFoundError:\n    builtins.print(\"{}\")\nelse:\n    table = [row for row in rows if len(row) > 1]\n",
        says.get(language)
    );
    for (at, name) in curves {
        code += &format!(
            "    points = [(row[0], row[{at}]) for row in table if row[{at}] != \"\"]\n    plt.plot(*zip(*points), label=\"{name}\")\n"
        );
    }
    code + "    plt.legend()\n    plt.show()\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn functions_and_paragraphs_are_cells() {
        let script = Script::of(
            "\"\"\"Title\n\nnnlab run x\n\"\"\"\n\nimport csv\n\nimport numpy as np\n\n\ndef f(x):\n    y = x\n\n    return y\n\n\na = 1\nb = [\n    2,\n]\n\nprint(a)\n",
        );
        let (head, blocks) = blocks(&script);
        assert_eq!(head, "Title\n\n    nnlab run x\n");
        let firsts: Vec<&str> = blocks.iter().filter_map(|block| block.trim().lines().next()).collect();
        assert_eq!(firsts, ["import csv", "def f(x):", "a = 1", "print(a)"]);
    }

    #[test]
    fn the_cost_is_what_is_drawn() {
        let columns = |list: &str| list.split(',').map(String::from).collect::<Vec<_>>();
        assert_eq!(curves(&columns("step,cost,w1")), [(1, "cost".to_string())]);
        assert_eq!(curves(&columns("step,sgd.x,sgd.f,adam.f")).len(), 2);
        assert!(curves(&columns("node,expression,value")).is_empty());
    }
}
