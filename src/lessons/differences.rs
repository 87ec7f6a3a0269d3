//! In which settings two runs of one lesson differ.

use super::find;
use crate::lab::{Recipe, Value};
use crate::say;
use crate::words::{Problem, Text, printable, same, text, whole};

/// Something that is set in another way in two runs.
#[derive(Debug, Clone, PartialEq)]
pub struct Difference {
    /// As the share line calls it: `lr`; `lr@120` for what was changed at step 120.
    pub name: String,
    /// The same for readers.
    pub label: Text,
    /// What it is in each, `–` where there is none.
    pub values: [String; 2],
}

/// In which settings two recipes differ, defaults, seed, data and changes on the way included.
///
/// # Errors
/// A sentence when a lesson or a setting of theirs does not exist.
pub fn differences(a: &Recipe, b: &Recipe) -> Result<Vec<Difference>, Problem> {
    let mut all = of_parameters(a, b)?;
    let seeds = [a, b].map(|recipe| recipe.seed.unwrap_or(1).to_string());
    all.push(Difference { name: "seed".into(), label: text("seed", "种子"), values: seeds });
    let data = [a, b].map(|recipe| {
        let files = recipe.data.iter().map(|path| printable(&path.to_string_lossy()));
        Some(files.collect::<Vec<_>>().join(", ")).filter(|files| !files.is_empty()).unwrap_or(none())
    });
    all.push(Difference { name: "data".into(), label: text("data", "数据"), values: data });
    all.extend(of_edits(a, b)?);
    all.retain(|difference| difference.values[0] != difference.values[1]);
    Ok(all)
}

fn none() -> String {
    "–".to_string()
}

fn of_parameters(a: &Recipe, b: &Recipe) -> Result<Vec<Difference>, Problem> {
    let declared = |recipe: &Recipe| (find(&recipe.lesson)?.parameters)(&recipe.settings);
    let (first, second) = (declared(a)?, declared(b)?);
    let mut all: Vec<Difference> = Vec::new();
    let shown = |value: Option<&Value>| value.map_or_else(none, |value| printable(&value.to_string()));
    for (parameter, _) in first.iter().chain(second.iter()) {
        if all.iter().all(|known| known.name != parameter.name) {
            let values = [&first, &second].map(|declared| shown(declared.value(&parameter.name)));
            all.push(Difference { name: parameter.name.clone(), label: parameter.label.clone(), values });
        }
    }
    Ok(all)
}

/// Changes on the way that only one of them has, or that came to another value.
fn of_edits(a: &Recipe, b: &Recipe) -> Result<Vec<Difference>, Problem> {
    let mut all: Vec<Difference> = Vec::new();
    for (side, recipe) in [a, b].into_iter().enumerate() {
        let declared = (find(&recipe.lesson)?.parameters)(&recipe.settings)?;
        for edit in &recipe.edits {
            let name = format!("{}@{}", printable(&edit.name), edit.t);
            let at = all.iter().position(|known| known.name == name).unwrap_or_else(|| {
                let shown = declared.declared(&edit.name).map(|parameter| parameter.label.clone());
                let (shown, t) = (shown.unwrap_or_else(|| same(printable(&edit.name))), whole(edit.t));
                let label = shown.then(&say!(" from step {t} on", "（第 {t} 步起）"));
                all.push(Difference { name, label, values: [none(), none()] });
                all.len() - 1
            });
            all[at].values[side] = printable(&edit.value);
        }
    }
    Ok(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn defaults_seed_and_changes_on_the_way_count() {
        let [a, b] = ["cats?lr=0.01&lr@5=0.02", "cats?seed=3&lr@5=0.02&lr@9=0.1"]
            .map(|line| Recipe::parse(line).expect("a share line"));
        let found = differences(&a, &b).expect("they are of one lesson");
        let found: Vec<(&str, [&str; 2])> =
            found.iter().map(|d| (d.name.as_str(), [d.values[0].as_str(), d.values[1].as_str()])).collect();
        assert_eq!(found, [("lr", ["0.01", "0.005"]), ("seed", ["1", "3"]), ("lr@9", ["–", "0.1"])]);
        assert_eq!(differences(&a, &a), Ok(Vec::new()));
    }
}
