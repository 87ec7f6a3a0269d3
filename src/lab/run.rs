//! Any lesson on its timeline.

use super::recipe::Edit;
use super::timeline::Timeline;
use super::{
    Card, Change, Effect, Findings, Flow, Gesture, History, Job, Keep, Lesson, Look, Metric, Parameters,
    Recipe, Report, Response, Reveal, Scene, Session, Settings, Setup,
};
use crate::words::{Problem, Text};
use std::path::PathBuf;
use std::time::Duration;

/// The seed when none is asked for.
const SEED: u32 = 1;

/// Why a run goes no further.
#[derive(Debug, Clone, PartialEq)]
struct Ending {
    t: u64,
    why: Text,
    broken: bool,
}

/// A lesson with its state, its past and its recipe.
pub struct Run<L: Lesson> {
    lesson: L,
    state: L::State,
    t: u64,
    head: u64,
    ending: Option<Ending>,
    recipe: Recipe,
    /// How many of the recipe's edits are in force.
    applied: usize,
    parameters: Parameters,
    timeline: Timeline<L::State>,
    history: History,
    keep: Keep,
    clock: fn() -> Duration,
}

/// A lesson as opened: the world, the initial state and the parameters.
type Opened<L> = (L, <L as Lesson>::State, Parameters);

impl<L: Lesson> Run<L> {
    /// Opens a lesson at step 0; go to the recipe's step by [`Session::seek`].
    ///
    /// # Errors
    /// A sentence when a setting, an edit or the data cannot be used.
    pub fn open(recipe: &Recipe, keep: Keep, clock: fn() -> Duration) -> Result<Run<L>, Problem> {
        let mut recipe = recipe.clone();
        recipe.edits.sort_by_key(|edit| edit.t);
        let (lesson, state, parameters) = Self::start(&recipe, clock)?;
        let budget = match keep {
            Keep::Bytes(bytes) => bytes,
            Keep::Nothing => 0,
        };
        let names = lesson.metrics().into_iter().map(|metric| metric.name).collect();
        let mut run = Run {
            timeline: Timeline::new(budget, L::REPEATABLE),
            history: History::new(names),
            lesson,
            state,
            t: 0,
            head: 0,
            ending: None,
            recipe,
            applied: 0,
            parameters,
            keep,
            clock,
        };
        run.check_edits()?;
        run.arrive();
        Ok(run)
    }

    fn start(recipe: &Recipe, clock: fn() -> Duration) -> Result<Opened<L>, Problem> {
        let declared = L::parameters(&recipe.settings)?;
        let parameters = Parameters::read(declared, &recipe.settings)?;
        let setup =
            Setup { parameters: &parameters, seed: recipe.seed.unwrap_or(SEED), data: &recipe.data, clock };
        let (lesson, state) = L::open(&setup)?;
        Ok((lesson, state, parameters))
    }

    /// All edits of a recipe from outside have to fit before the run begins.
    fn check_edits(&self) -> Result<(), Problem> {
        let mut settings = self.recipe.settings.clone();
        for edit in &self.recipe.edits {
            let declared = self.parameters.declared(&edit.name);
            if declared.is_some_and(|parameter| parameter.effect == Effect::Touch) {
                continue;
            }
            settings.set(&edit.name, edit.value.clone());
            Parameters::read(L::parameters(&settings)?, &settings)?;
        }
        Ok(())
    }

    /// Begins again from the recipe, at step 0. Nothing changes on an error.
    fn restart(&mut self, recipe: Recipe) -> Result<(), Problem> {
        let (lesson, state, parameters) = Self::start(&recipe, self.clock)?;
        self.history = History::new(lesson.metrics().into_iter().map(|metric| metric.name).collect());
        (self.lesson, self.state, self.parameters) = (lesson, state, parameters);
        self.recipe = recipe;
        (self.t, self.head, self.applied, self.ending) = (0, 0, 0, None);
        self.timeline.clear();
        self.arrive();
        Ok(())
    }

    /// The settings in force when the first `edits` edits have been made.
    fn settings_after(&self, edits: usize) -> Settings {
        let mut settings = self.recipe.settings.clone();
        for edit in &self.recipe.edits[..edits] {
            let touches = self.parameters.declared(&edit.name).is_some_and(|p| p.effect == Effect::Touch);
            if !touches {
                settings.set(&edit.name, edit.value.clone());
            }
        }
        settings
    }

    /// Puts the parameters of the first `edits` edits in force.
    fn tune(&mut self, edits: usize) -> Result<(), Problem> {
        let settings = self.settings_after(edits);
        let parameters = Parameters::read(L::parameters(&settings)?, &settings)?;
        if parameters != self.parameters {
            self.lesson.tune(&parameters)?;
            self.parameters = parameters;
        }
        self.applied = edits;
        Ok(())
    }

    /// After the state of step `t` was computed: makes the edits of this step.
    fn make_edits(&mut self) {
        let upto = self.recipe.edits.partition_point(|edit| edit.t <= self.t);
        if upto == self.applied {
            return;
        }
        let from = self.applied.min(upto);
        // An edit was checked when it was made; one that no longer fits is passed over.
        if self.tune(upto).is_err() {
            self.applied = upto;
        }
        for at in from..upto {
            let edit = self.recipe.edits[at].clone();
            if edit.t == self.t {
                self.touch(&edit);
            }
        }
    }

    fn touch(&mut self, edit: &Edit) {
        if self.parameters.declared(&edit.name).is_some_and(|p| p.effect == Effect::Touch) {
            let mut state = self.state.clone();
            if self.lesson.touch(&mut state, &edit.name, &edit.value).is_ok() {
                self.state = state;
            }
        }
    }

    /// The state of step `t` is new: edits, history, timeline.
    fn arrive(&mut self) {
        self.make_edits();
        self.head = self.head.max(self.t);
        if self.keep != Keep::Nothing {
            if self.lesson.charted(&self.state, self.t) && self.history.next() == self.t {
                self.history.record(self.t, &self.lesson.chart(&self.state, self.t));
            }
            self.history.skip(self.t);
            self.timeline.pass(self.t, &self.state, self.lesson.bytes(&self.state));
        }
    }

    /// Takes one step without asking what is known about its end.
    fn advance(&mut self) -> bool {
        // An edit at the last step forgets the sentence about the end, not the end.
        if self.lesson.length().is_some_and(|length| self.t >= length) {
            return false;
        }
        let flow = self.lesson.step(&mut self.state, self.t);
        match flow {
            Flow::Going => self.t += 1,
            Flow::Finished(why) => {
                self.t += 1;
                self.ending = Some(Ending { t: self.t, why, broken: false });
            }
            Flow::Broken(why) => {
                self.ending = Some(Ending { t: self.t, why, broken: true });
                let t = self.t;
                if self.keep != Keep::Nothing {
                    self.replay(t);
                }
                return false;
            }
        }
        self.arrive();
        true
    }

    /// Computes the state of step `t` again from the latest one kept before it.
    fn replay(&mut self, t: u64) {
        let Some((from, state)) = self.timeline.latest(t).cloned() else { return };
        self.state = state;
        self.t = from;
        let upto = self.recipe.edits.partition_point(|edit| edit.t <= from);
        if upto != self.applied && self.tune(upto).is_err() {
            self.applied = upto;
        }
        self.timeline.begin_replay(t);
        while self.t < t {
            self.timeline.replayed(self.t, &self.state, t, self.lesson.bytes(&self.state));
            if let Flow::Broken(_) = self.lesson.step(&mut self.state, self.t) {
                break;
            }
            self.t += 1;
            self.make_edits();
        }
    }

    /// The latest step at or before `t` whose state is kept.
    #[cfg(test)]
    pub(super) fn timeline_before(&self, t: u64) -> u64 {
        self.timeline.latest(t).map_or(0, |(kept, _)| *kept)
    }

    /// Forgets everything after this step.
    fn forget_future(&mut self) {
        self.recipe.edits.truncate(self.recipe.edits.partition_point(|edit| edit.t <= self.t));
        self.applied = self.recipe.edits.len();
        self.head = self.t;
        self.ending = None;
        self.timeline.forget_from(self.t);
        self.history.forget_from(self.t);
        self.arrive();
    }

    /// Makes a change that counts from this step on.
    fn edit(&mut self, name: &str, typed: &str) -> Result<(), Problem> {
        if self.t == 0 {
            let mut recipe = self.recipe.clone();
            recipe.edits.retain(|edit| edit.name != name);
            recipe.settings.set(name, typed);
            let declared = L::parameters(&recipe.settings)?;
            let parameters = Parameters::read(declared, &recipe.settings)?;
            self.lesson.tune(&parameters)?;
            (self.parameters, self.recipe) = (parameters, recipe);
        } else {
            let t = self.t;
            let mut edits: Vec<Edit> = self.recipe.edits.iter().filter(|edit| edit.t <= t).cloned().collect();
            edits.retain(|edit| edit.t != t || edit.name != name);
            edits.push(Edit { t, name: name.to_string(), value: typed.to_string() });
            let before = std::mem::replace(&mut self.recipe.edits, edits);
            if let Err(problem) = self.tune(self.recipe.edits.len()) {
                self.recipe.edits = before;
                return Err(problem);
            }
        }
        self.forget_future();
        Ok(())
    }

    /// Edits the state itself at this step.
    fn edit_state(&mut self, name: &str, typed: &str) -> Result<(), Problem> {
        let mut state = self.state.clone();
        self.lesson.touch(&mut state, name, typed)?;
        self.state = state;
        self.recipe.edits.retain(|edit| edit.t <= self.t);
        self.recipe.edits.push(Edit { t: self.t, name: name.to_string(), value: typed.to_string() });
        self.forget_future();
        Ok(())
    }
}

impl<L: Lesson> Session for Run<L> {
    fn card(&self) -> &'static Card {
        L::card()
    }

    fn recipe(&self) -> Recipe {
        let mut recipe = self.recipe.clone();
        recipe.edits.retain(|edit| edit.t <= self.t);
        recipe.step = self.t;
        recipe
    }

    fn seed(&self) -> u32 {
        self.recipe.seed.unwrap_or(SEED)
    }

    fn now(&self) -> u64 {
        self.t
    }

    fn head(&self) -> u64 {
        self.head
    }

    fn length(&self) -> Option<u64> {
        self.lesson.length()
    }

    fn ending(&self) -> Option<&Text> {
        self.ending.as_ref().filter(|ending| ending.t == self.t).map(|ending| &ending.why)
    }

    fn broken(&self) -> bool {
        self.ending.as_ref().is_some_and(|ending| ending.t == self.t && ending.broken)
    }

    fn forward(&mut self) -> bool {
        if !L::REPEATABLE && self.t < self.head {
            self.replay(self.t + 1);
            return true;
        }
        self.ending().is_none() && self.advance()
    }

    fn seek(&mut self, t: u64, go_on: &mut dyn FnMut() -> bool) -> bool {
        let known = t.min(self.head);
        let nearer = self.timeline.latest(known).is_some_and(|(kept, _)| *kept > self.t);
        if known < self.t || nearer {
            self.replay(known);
        }
        while self.t < t {
            if !go_on() || !self.forward() {
                return false;
            }
        }
        true
    }

    fn set(&mut self, name: &str, typed: &str) -> Result<Change, Problem> {
        let mut settings = self.settings_after(self.recipe.edits.partition_point(|edit| edit.t <= self.t));
        let declared = self.parameters.declared(name).cloned();
        if let Some(parameter) = &declared {
            if parameter.effect == Effect::Touch {
                self.edit_state(name, typed)?;
                return Ok(Change::Live);
            }
            if self.parameters.value(name) == Some(&parameter.read(typed)?) {
                return Ok(Change::None);
            }
        }
        settings.set(name, typed);
        // Settings that exist only because of the old value go with it.
        let kinds = L::parameters(&settings)?;
        let mut kept = Settings::default();
        for (known, value) in settings.iter() {
            if known == name || kinds.iter().any(|parameter| parameter.name == known) {
                kept.set(known, value);
            }
        }
        let parameters = Parameters::read(kinds, &kept)?;
        match declared.map(|parameter| parameter.effect) {
            Some(Effect::Live) => {
                self.edit(name, typed)?;
                Ok(Change::Live)
            }
            Some(Effect::View) => {
                self.lesson.tune(&parameters)?;
                self.parameters = parameters;
                self.recipe.settings.set(name, typed);
                self.recipe.edits.retain(|edit| edit.name != name);
                self.applied = self.recipe.edits.partition_point(|edit| edit.t <= self.t);
                Ok(Change::View)
            }
            _ => {
                let recipe = Recipe { settings: kept, edits: Vec::new(), step: 0, ..self.recipe.clone() };
                self.restart(recipe)?;
                Ok(Change::Restarted)
            }
        }
    }

    fn reset(&mut self) -> Result<(), Problem> {
        self.restart(Recipe { edits: Vec::new(), step: 0, ..self.recipe.clone() })
    }

    fn reseed(&mut self, seed: u32) -> Result<(), Problem> {
        self.restart(Recipe { seed: Some(seed), step: 0, ..self.recipe.clone() })
    }

    fn bring(&mut self, data: Vec<PathBuf>) -> Result<(), Problem> {
        self.restart(Recipe { data, edits: Vec::new(), step: 0, ..self.recipe.clone() })
    }

    fn parameters(&self) -> &Parameters {
        &self.parameters
    }

    fn phases(&self) -> Vec<Text> {
        self.lesson.phases(&self.state)
    }

    fn counter(&self) -> Metric {
        L::counter()
    }

    fn metrics(&self) -> Vec<Metric> {
        self.lesson.metrics()
    }

    fn measure(&self) -> Vec<f64> {
        self.lesson.measure(&self.state, self.t)
    }

    fn history(&self) -> &History {
        &self.history
    }

    fn scene(&self, reveal: Reveal, findings: &[Findings], detail: (u16, u16)) -> Scene {
        let look = Look {
            t: self.t,
            reveal,
            history: &self.history,
            parameters: &self.parameters,
            findings,
            detail,
        };
        self.lesson.scene(&self.state, &look)
    }

    fn respond(&self, gesture: &Gesture) -> Vec<Response> {
        self.lesson.respond(&self.state, gesture)
    }

    fn act(&self, verb: &str) -> Vec<Response> {
        self.lesson.act(&self.state, verb)
    }

    fn job(&self, name: &str) -> Option<Job> {
        self.lesson.job(&self.state, name)
    }

    fn report(&self) -> Report {
        self.lesson.report(&self.state)
    }
}
