//! A recipe as it is carried out: its words read, each as the value of its parameter.

use super::form::{Form, Values, fixed};
use super::parameter::Reader;
use super::recipe::Edit;
use super::{Effect, Lesson, Parameter, Parameters, Recipe, Value};
use crate::words::Problem;
use std::path::PathBuf;

/// A change at a step: of a live value, or of the state by hand.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Planned {
    pub(super) t: u64,
    pub(super) name: String,
    pub(super) value: Value,
    pub(super) by_hand: bool,
}

/// All that a run depends on.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Plan {
    lesson: String,
    /// What is set from the start; everything else has its default.
    pub(super) start: Values,
    pub(super) seed: Option<u32>,
    pub(super) data: Vec<PathBuf>,
    /// In the order of their steps.
    pub(super) edits: Vec<Planned>,
}

/// Settings with the parameters that they were read from.
pub(super) type Filled<L> = (<L as Lesson>::Settings, Parameters);

/// The settings under these values.
pub(super) fn fill<L: Lesson>(values: &Values, reader: Reader) -> Result<Filled<L>, Problem> {
    let mut form = Form::read(values, reader);
    let settings = L::settings(&mut form)?;
    Ok((settings, form.close()?))
}

impl Plan {
    /// Reads a recipe from outside.
    ///
    /// # Errors
    /// A sentence for the first of its words that does not fit, or that would change at a step what cannot
    /// change on the way.
    pub(super) fn read<L: Lesson>(recipe: &Recipe) -> Result<Plan, Problem> {
        let mut parameters = L::parameters(&recipe.settings)?;
        let mut plan = Plan {
            lesson: recipe.lesson.clone(),
            start: Values::new(),
            seed: recipe.seed,
            data: recipe.data.clone(),
            edits: Vec::new(),
        };
        for (parameter, value) in parameters.iter().filter(|row| recipe.settings.get(&row.0.name).is_some()) {
            plan.take(0, parameter, value.clone())?;
        }
        let mut edits: Vec<&Edit> = recipe.edits.iter().collect();
        edits.sort_by_key(|edit| edit.t);
        for Edit { t, name, value } in edits {
            let Some(parameter) = parameters.declared(name) else { return Err(parameters.unknown(name)) };
            let value = parameter.parse(value, Reader::Line)?;
            plan.take(*t, parameter, value)?;
            (_, parameters) = fill::<L>(&plan.values_after(plan.edits.len()), Reader::Line)?;
        }
        Ok(plan)
    }

    /// Takes over a value that counts from step `t`.
    fn take(&mut self, t: u64, parameter: &Parameter, value: Value) -> Result<(), Problem> {
        match parameter.effect {
            Effect::State => self.add(t, &parameter.name, value, true),
            Effect::Live if t > 0 => self.add(t, &parameter.name, value, false),
            Effect::Restart if t > 0 => return Err(fixed(parameter, t, &value.to_string())),
            // What is only looked at has no step.
            Effect::Live | Effect::Restart | Effect::View => {
                self.start.insert(parameter.name.clone(), value);
            }
        }
        Ok(())
    }

    /// Adds a change at step `t`, behind those that are made there already.
    pub(super) fn add(&mut self, t: u64, name: &str, value: Value, by_hand: bool) {
        let at = self.edits_upto(t);
        self.edits.insert(at, Planned { t, name: name.to_string(), value, by_hand });
    }

    /// How many of the edits are made up to step `t`.
    pub(super) fn edits_upto(&self, t: u64) -> usize {
        self.edits.partition_point(|edit| edit.t <= t)
    }

    /// Whether an edit is made at step `t`.
    pub(super) fn changes_at(&self, t: u64) -> bool {
        self.edits[..self.edits_upto(t)].last().is_some_and(|edit| edit.t == t)
    }

    /// Forgets the edits after step `t`.
    pub(super) fn forget_after(&mut self, t: u64) {
        self.edits.truncate(self.edits_upto(t));
    }

    /// The values in force when the first `edits` edits have been made.
    pub(super) fn values_after(&self, edits: usize) -> Values {
        let mut values = self.start.clone();
        for edit in self.edits[..edits].iter().filter(|edit| !edit.by_hand) {
            values.insert(edit.name.clone(), edit.value.clone());
        }
        values
    }

    /// About how many bytes it takes.
    pub(super) fn bytes(&self) -> usize {
        let start: usize = self.start.iter().map(|(name, value)| name.len() + value.bytes()).sum();
        let edits: usize = self.edits.iter().map(|edit| edit.name.len() + edit.value.bytes()).sum();
        let data: usize = self.data.iter().map(|path| path.as_os_str().len()).sum();
        size_of::<Plan>() + start + edits + data + self.edits.len() * size_of::<Planned>()
    }

    /// The recipe of the state at step `t`.
    pub(super) fn recipe(&self, t: u64) -> Recipe {
        let mut recipe =
            Recipe { seed: self.seed, data: self.data.clone(), step: t, ..Recipe::of(&*self.lesson) };
        for (name, value) in &self.start {
            recipe.settings.set(name, value.to_string());
        }
        let made = &self.edits[..self.edits_upto(t)];
        let edit =
            |edit: &Planned| Edit { t: edit.t, name: edit.name.clone(), value: edit.value.to_string() };
        recipe.edits = made.iter().map(edit).collect();
        recipe
    }
}
