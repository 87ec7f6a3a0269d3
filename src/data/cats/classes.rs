//! What the labels of pictures mean, and one class set against the rest.

use super::PictureSet;
use crate::data::table::column::in_order;
use crate::say;
use crate::words::{Problem, Text, printable_start, same};

/// Labels as they are stored, and what the classes are called.
pub(super) struct Given {
    pub(super) train: Vec<f64>,
    pub(super) test: Vec<f64>,
    pub(super) names: Vec<String>,
}

/// The classes, and the place of each picture's among them.
pub(super) struct Classes {
    pub(super) names: Vec<String>,
    /// The number that the files write for each.
    pub(super) values: Vec<f64>,
    pub(super) train: Vec<u8>,
    pub(super) test: Vec<u8>,
    pub(super) notes: Vec<Text>,
}

/// What is wrong with a label, and in which part.
pub(super) struct Wrong {
    pub(super) test: bool,
    pub(super) what: Text,
}

/// Labels are the places of the names from 0, or the names themselves where these are numbers, or as many other whole
/// numbers as there are names (1 and 2, −1 and 1): then in their order.
pub(super) fn classes(given: &Given) -> Result<Classes, Wrong> {
    let count = given.names.len();
    let mut seen: Vec<f64> = given.train.iter().chain(&given.test).copied().collect();
    seen.sort_by(f64::total_cmp);
    seen.dedup();
    let places: Vec<f64> = (0..count).map(|at| at as f64).collect();
    let called: Option<Vec<f64>> = given.names.iter().map(|name| name.parse().ok()).collect();
    let all_in = |values: &[f64]| seen.iter().all(|label| values.contains(label));
    let whole = seen.iter().all(|label| label.fract() == 0.0);
    let mut notes = Vec::new();
    let values = match called {
        _ if all_in(&places) => places,
        Some(called) if all_in(&called) => called,
        _ if whole && seen.len() == count => {
            let list = seen.iter().zip(&given.names).map(|(label, name)| format!("{label} = {name}"));
            let list = printable_start(&list.collect::<Vec<_>>().join(", "), 120);
            notes.push(say!("labels in their order: {list}", "标签按顺序对应：{list}"));
            seen
        }
        _ => return Err(wrong(given, &places)),
    };
    let place = |label: &f64| values.iter().position(|value| value == label).unwrap_or(0) as u8;
    let (train, test) = (given.train.iter().map(place).collect(), given.test.iter().map(place).collect());
    Ok(Classes { names: given.names.clone(), values, train, test, notes })
}

/// The first label that no class has.
fn wrong(given: &Given, values: &[f64]) -> Wrong {
    let find = |labels: &[f64]| labels.iter().position(|label| !values.contains(label));
    let (test, at) = match find(&given.train) {
        Some(at) => (false, at),
        None => (true, find(&given.test).unwrap_or(0)),
    };
    let (label, count) = (if test { given.test[at] } else { given.train[at] }, given.names.len());
    let (last, list) = (count - 1, printable_start(&given.names.join(", "), 80));
    let what = if count == 2 {
        say!(
            "gives picture {at} the label {label}; only 0 and 1 are expected, as list_classes names two classes ({list})",
            "给图片 {at} 的标签是 {label}；list_classes 有两个类别（{list}），只应有 0 和 1"
        )
    } else {
        say!(
            "gives picture {at} the label {label}; list_classes names {count} classes ({list}), so 0 to {last} are expected",
            "给图片 {at} 的标签是 {label}；list_classes 有 {count} 个类别（{list}），应为 0 到 {last}"
        )
    };
    Wrong { test, what }
}

impl PictureSet {
    /// The set with one class, called `class`, as label 1 and all others as label 0; of two classes the second is told
    /// from the first where none is named.
    ///
    /// # Errors
    /// A sentence that lists the classes, if there is none of this name or one has to be chosen.
    pub fn against_rest(mut self, class: &str) -> Result<PictureSet, Problem> {
        let class = class.trim();
        let (list, origin) = (self.classes.join(", "), self.origin.clone());
        let yes = match self.classes.iter().position(|name| name == class) {
            Some(at) => at,
            None if !class.is_empty() => {
                let what =
                    say!("no class is called “{class}”; there are: {list}", "没有类别“{class}”；有：{list}");
                return Err(Problem::usage(origin.then(&same(": ")).then(&what)));
            }
            None if self.classes.len() == 2 => 1,
            None => {
                let (count, first) = (self.classes.len(), self.classes[0].clone());
                let what = say!(
                    "has pictures of {count} classes ({list}); one neuron tells one of them from the rest: choose it, as in class={first}",
                    "有 {count} 个类别的图片（{list}）；一个神经元只能把其中一类与其余区分开：请选择，如 class={first}"
                );
                return Err(Problem::usage(origin.then(&same(": ")).then(&what)));
            }
        };
        if self.classes.len() == 2 && yes == 1 {
            return Ok(self);
        }
        let others = self.classes.iter().enumerate().filter(|(at, _)| *at != yes);
        let mut others: Vec<String> = others.map(|(_, name)| name.clone()).collect();
        others.sort_by(|a, b| in_order(a, b));
        let rest = printable_start(&others.join("/"), 24);
        for part in [&mut self.train, &mut self.test] {
            part.labels.iter_mut().for_each(|label| *label = u8::from(usize::from(*label) == yes));
        }
        self.classes = vec![rest, self.classes.swap_remove(yes)];
        self.values = vec![f64::NAN, self.values[yes]];
        Ok(self)
    }
}
