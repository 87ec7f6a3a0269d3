//! What setting a parameter does to a run: one function an effect.

use super::parameter::Reader;
use super::plan::{Filled, Plan, fill};
use super::{Change, Effect, Lesson, Parameter, Recipe, Run, Value};
use crate::words::Problem;

impl<L: Lesson> Run<L> {
    /// Sets a parameter at this step. Nothing changes on an error.
    pub(super) fn change(&mut self, name: &str, value: Value) -> Result<Change, Problem> {
        let Some(parameter) = self.parameters.declared(name) else {
            return Err(self.parameters.unknown(name));
        };
        let (parameter, value) = (parameter.clone(), parameter.admit(value)?);
        let same = self.parameters.value(name) == Some(&value);
        match parameter.effect {
            Effect::State => self.edit_by_hand(&parameter, value),
            _ if same => Ok(Change::None),
            Effect::View => self.look_at(name, value),
            Effect::Live => self.change_from_here(name, value),
            Effect::Restart => self.begin_again_with(name, value),
        }
    }

    /// A change of what is looked at.
    fn look_at(&mut self, name: &str, value: Value) -> Result<Change, Problem> {
        let mut plan = self.plan.clone();
        plan.start.insert(name.to_string(), value);
        let filled = fill::<L>(&plan.values_after(self.applied), Reader::Screen)?;
        self.tune(filled)?;
        self.plan = plan;
        Ok(Change::View)
    }

    /// A change that counts from this step on; before the first step it is one of the start.
    fn change_from_here(&mut self, name: &str, value: Value) -> Result<Change, Problem> {
        let (mut plan, t) = (self.plan.clone(), self.t);
        plan.forget_after(t);
        if t == 0 {
            plan.start.insert(name.to_string(), value);
        } else {
            plan.edits.retain(|edit| edit.t != t || edit.name != name);
            plan.add(t, name, value, false);
        }
        let filled = fill::<L>(&plan.values_after(plan.edits.len()), Reader::Screen)?;
        self.tune(filled)?;
        self.plan = plan;
        self.forget_future();
        Ok(Change::Live)
    }

    /// The plan of the run that begins again with a value. What was set of parameters that exist no longer goes
    /// with it, and what belonged to another example.
    fn plan_with(&self, name: &str, value: Value) -> Result<(Plan, Filled<L>), Problem> {
        let mut plan = self.plan.clone();
        plan.edits.clear();
        if let Some(others) = self.parameters.declared(name).and_then(|parameter| parameter.forgets) {
            plan.start.retain(|other, _| !others.contains(&other.as_str()));
            plan.seed = None;
        }
        plan.start.insert(name.to_string(), value);
        let filled = fill::<L>(&plan.start, Reader::Screen)?;
        plan.start.retain(|name, _| filled.1.declared(name).is_some());
        Ok((plan, filled))
    }

    /// A change that begins the run again.
    fn begin_again_with(&mut self, name: &str, value: Value) -> Result<Change, Problem> {
        let (plan, filled) = self.plan_with(name, value)?;
        self.restart(plan, filled)?;
        Ok(Change::Restarted)
    }

    /// The recipe of the run that would begin again with this value, if it would.
    pub(super) fn recipe_with(&self, name: &str, value: &Value) -> Result<Option<Recipe>, Problem> {
        let Some(parameter) = self.parameters.declared(name) else {
            return Err(self.parameters.unknown(name));
        };
        let value = parameter.admit(value.clone())?;
        if parameter.effect != Effect::Restart || self.parameters.value(name) == Some(&value) {
            return Ok(None);
        }
        let (plan, _) = self.plan_with(name, value)?;
        Ok(Some(plan.recipe(0)))
    }

    /// Edits the state itself at this step.
    fn edit_by_hand(&mut self, parameter: &Parameter, value: Value) -> Result<Change, Problem> {
        let (mut state, words) = (self.state.clone(), value.to_string());
        let outcome = self.lesson.edit(&self.settings, &mut state, &words);
        outcome.map_err(|why| parameter.refusal(&words, &why, Reader::Screen))?;
        self.state = state;
        self.plan.forget_after(self.t);
        self.plan.add(self.t, &parameter.name, value, true);
        self.forget_future();
        Ok(Change::Live)
    }

    /// Forgets everything after this step.
    fn forget_future(&mut self) {
        self.applied = self.plan.edits.len();
        self.head = self.t;
        self.ending = None;
        self.timeline.forget_from(self.t);
        self.history.forget_from(self.t);
        self.arrive();
    }

    /// Begins again by a changed plan.
    pub(super) fn begin_again(&mut self, change: impl FnOnce(&mut Plan)) -> Result<(), Problem> {
        let mut plan = self.plan.clone();
        change(&mut plan);
        let filled = fill::<L>(&plan.start, Reader::Screen)?;
        self.restart(plan, filled)
    }
}
