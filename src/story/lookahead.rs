//! Numbers read off the session at hand, and off a second one that looks ahead or tries something else.

use super::quantity::{At, Reading};
use crate::lab::scene::{Cell, Matrix, Network, Picture, Table};
use crate::lab::{Keep, Recipe, Report, Reveal, Scene, Session, Value};
use crate::lessons;
use crate::say;
use crate::words::{Problem, printable};
use std::time::Duration;

/// Bytes of states that the second session keeps.
const KEEP: Keep = Keep::States(8 << 20);

/// Steps that are looked ahead at most: what a question may cost.
const FURTHEST: u64 = 100_000;

/// States of which numbers are remembered.
const KNOWN: usize = 256;

/// Second sessions of runs, for numbers of another step or with another setting.
pub struct Lookahead {
    clock: fn() -> Duration,
    /// How many runs are kept.
    room: usize,
    /// The runs, with the recipes of their starts, the one that was looked at last behind.
    sides: Vec<(Recipe, Box<dyn Session>)>,
    /// What was read from states, the latest behind: words, questions and hints ask for the same numbers.
    known: Vec<(Recipe, Vec<(Reading, f64)>)>,
    /// The picture that cells were read from last: words, questions and options read many of them.
    seen: Option<(Recipe, Scene)>,
}

impl Lookahead {
    /// Nothing is open yet, and one run is kept. The clock is for lessons that measure time.
    #[must_use]
    pub fn new(clock: fn() -> Duration) -> Lookahead {
        Lookahead::keeping(1, clock)
    }

    /// One that keeps so many runs, for who goes through a whole chapter at once.
    #[must_use]
    pub fn keeping(runs: usize, clock: fn() -> Duration) -> Lookahead {
        Lookahead { clock, room: runs.max(1), sides: Vec::new(), known: Vec::new(), seen: None }
    }

    /// Another one, with nothing open.
    pub(super) fn another(&self) -> Lookahead {
        Lookahead::new(self.clock)
    }

    /// Forgets runs and numbers: what they were computed from may have changed.
    pub fn forget(&mut self) {
        (self.sides, self.known, self.seen) = (Vec::new(), Vec::new(), None);
    }

    /// Looks at the picture at hand anew: of a lesson that measures time it may be another one of the same recipe.
    pub fn look_anew(&mut self) {
        self.seen = None;
    }

    /// A session of its own at a recipe's step.
    ///
    /// # Errors
    /// A sentence when the recipe cannot be opened or its step not be reached.
    pub fn open(&mut self, recipe: &Recipe) -> Result<Box<dyn Session>, Problem> {
        let mut session = match self.side(&begun(recipe)) {
            Some(side) => {
                side.seek(recipe.step, &mut || true);
                side.twin(KEEP)?
            }
            None => lessons::open(recipe, KEEP, self.clock)?,
        };
        if session.seek(recipe.step, &mut || true) {
            return Ok(session);
        }
        let (step, end) = (recipe.step, session.now());
        Err(Problem::usage(say!(
            "Step {step} cannot be reached: the run ends at step {end}.",
            "无法到达第 {step} 步：运行在第 {end} 步结束。"
        )))
    }

    /// A second session where the learner is.
    pub(super) fn twin(here: &dyn Session) -> Result<Box<dyn Session>, Problem> {
        here.twin(KEEP)
    }

    /// One number.
    pub(super) fn read(&mut self, reading: &Reading, here: &dyn Session) -> Result<f64, Problem> {
        if reading.at == At::Now && reading.with.is_empty() {
            return self.at_hand(&reading.name, here);
        }
        let state = here.recipe();
        let known = self.known.iter().rev().find(|(known, _)| *known == state);
        if let Some((_, number)) =
            known.and_then(|(_, known)| known.iter().find(|(known, _)| known == reading))
        {
            return Ok(*number);
        }
        let number = self.look(reading, here)?;
        match self.known.iter_mut().rev().find(|(known, _)| *known == state) {
            Some((_, known)) => known.push((reading.clone(), number)),
            None => self.known.push((state, vec![(reading.clone(), number)])),
        }
        if self.known.len() > KNOWN {
            self.known.remove(0);
        }
        Ok(number)
    }

    /// One number of the state at hand; of several cells of its picture, the picture is made once.
    fn at_hand(&mut self, name: &str, here: &dyn Session) -> Result<f64, Problem> {
        let Some((panel, place)) = name.split_once('[') else { return measured(name, here) };
        let recipe = here.recipe();
        let seen = self.seen.take().filter(|(seen, _)| *seen == recipe);
        let (_, scene) = self.seen.insert(seen.unwrap_or_else(|| (recipe, whole(here))));
        cell_of(scene, panel, place).map_or_else(|| measured(name, here), Ok)
    }

    /// One number of another step, or with other settings.
    fn look(&mut self, reading: &Reading, here: &dyn Session) -> Result<f64, Problem> {
        let now = here.now();
        let target = match reading.at {
            At::Now => now,
            At::After(by) => now.saturating_add_signed(by),
            At::Step(step) => step,
            At::End => here.length().unwrap_or(here.card().steps.max(now)),
        };
        if target > now.saturating_add(FURTHEST) {
            return Err(Problem::usage(say!(
                "Step {target} is too far away to look at.",
                "第 {target} 步太远，无法预先计算。"
            )));
        }
        let end = reading.at == At::End;
        if !reading.with.is_empty() {
            let mut session = Lookahead::twin(here)?;
            for (name, value) in &reading.with {
                session.set(name, value)?;
            }
            let reached = session.seek(target, &mut || true);
            return if reached || end { measured(&reading.name, session.as_ref()) } else { Ok(f64::NAN) };
        }
        let side = self.beside(here)?;
        let reached = side.seek(target, &mut || true);
        if reached || end { measured(&reading.name, side.as_ref()) } else { Ok(f64::NAN) }
    }

    /// Turns a parameter here and in the second session, which is then not opened anew.
    ///
    /// # Errors
    /// A sentence when the lesson does not take the value.
    pub(super) fn turn(&mut self, name: &str, value: &str, here: &mut dyn Session) -> Result<(), Problem> {
        let now = here.now();
        self.beside(here)?.seek(now, &mut || true);
        here.set(name, value)?;
        if let Some((known, session)) = self.sides.last_mut() {
            session.set(name, value)?;
            *known = begun(&here.recipe());
        }
        Ok(())
    }

    /// The second session of the run at hand.
    fn beside(&mut self, here: &dyn Session) -> Result<&mut Box<dyn Session>, Problem> {
        let recipe = begun(&here.recipe());
        let session = match self.sides.iter().position(|(known, _)| *known == recipe) {
            Some(at) => self.sides.remove(at).1,
            None => Lookahead::twin(here)?,
        };
        if self.sides.len() >= self.room {
            self.sides.remove(0);
        }
        self.sides.push((recipe, session));
        let last = self.sides.len() - 1;
        Ok(&mut self.sides[last].1)
    }

    /// The run that begins like this, if it is kept.
    fn side(&mut self, begun: &Recipe) -> Option<&mut Box<dyn Session>> {
        self.sides.iter_mut().find(|(known, _)| known == begun).map(|(_, session)| session)
    }
}

/// The recipe of the run's start.
fn begun(recipe: &Recipe) -> Recipe {
    Recipe { step: 0, ..recipe.clone() }
}

/// A number by its name at a session's step; NaN where it is not known yet.
pub(super) fn measured(name: &str, session: &dyn Session) -> Result<f64, Problem> {
    if name == "t" || name == "step" {
        return Ok(session.now() as f64);
    }
    if name == "seed" {
        return Ok(f64::from(session.seed()));
    }
    if let Some(at) = session.metrics().iter().position(|metric| metric.name == name) {
        return Ok(session.measure().get(at).copied().unwrap_or(f64::NAN));
    }
    match session.parameters().value(name) {
        Some(Value::Number(x)) => return Ok(*x),
        Some(Value::Whole(n)) => return Ok(*n as f64),
        Some(Value::Switch(on)) => return Ok(f64::from(u8::from(*on))),
        _ => {}
    }
    let found = match name.split_once('[').or_else(|| name.split_once('.')) {
        Some((panel, place)) if name.contains('[') => on_screen(panel, place, session),
        Some(("sum", list)) => listed(list, session).map(|numbers| numbers.iter().sum()),
        Some(("count", list)) => listed(list, session).map(|numbers| numbers.len() as f64),
        Some((column, row)) => in_report(column, row, session),
        None => None,
    };
    found.ok_or_else(|| {
        let (name, lesson) = (printable(name), session.card().id);
        let metrics = session.metrics().into_iter().map(|metric| metric.name.into_owned());
        let parameters = session.parameters().iter().map(|(parameter, _)| parameter.name.clone());
        let mut list: Vec<String> = Vec::new();
        for name in metrics.chain(parameters) {
            if !list.contains(&name) {
                list.push(name);
            }
        }
        let list = list.join(", ");
        Problem::usage(say!(
            "Lesson {lesson} has no number \"{name}\". There are: t, {list}.",
            "课程 {lesson} 没有名为“{name}”的数值。可用的有：t, {list}。"
        ))
    })
}

/// The numbers of a parameter that is a list: `4,4`; `none` has no numbers.
fn listed(name: &str, session: &dyn Session) -> Option<Vec<f64>> {
    let words = session.parameters().value(name)?.to_string();
    words
        .split([',', ' ', '，'])
        .filter(|part| !part.is_empty() && *part != "none")
        .map(|part| part.parse().ok())
        .collect()
}

/// A cell of the table that a headless run prints: its column by name, its row by its first word.
fn in_report(column: &str, row: &str, session: &dyn Session) -> Option<f64> {
    let Report::Table(table) = session.report() else { return None };
    let column = table.columns.iter().position(|known| known.name == column)?;
    let is_wanted = |cells: &&Vec<Cell>| match cells.first() {
        Some(Cell::Words(words) | Cell::Coloured(words, _)) => words.en == row,
        _ => false,
    };
    Some(number(table.rows.iter().find(is_wanted)?.get(column)?))
}

/// `3,2]` of a table or matrix on the screen, `3]` of bars, `1,3]` or `1,3,2]` of a network.
fn on_screen(panel: &str, place: &str, session: &dyn Session) -> Option<f64> {
    cell_of(&whole(session), panel, place)
}

/// The picture of a state, phase by phase done.
fn whole(session: &dyn Session) -> Scene {
    session.scene(Reveal::Whole, &[], (64, 64))
}

/// The number in a cell of a picture.
fn cell_of(scene: &Scene, panel: &str, place: &str) -> Option<f64> {
    let place = place.strip_suffix(']')?.split(',').map(|typed| typed.trim().parse::<usize>().ok());
    let place: Vec<usize> = place.collect::<Option<_>>()?;
    let (panel, aspect) = panel.split_once('.').unwrap_or((panel, ""));
    let picture = &scene.panels.iter().find(|known| known.id == panel)?.picture;
    let from_one = |at: usize| at.checked_sub(1);
    match (picture, &place[..]) {
        (Picture::Network(network), place) => in_network(network, aspect, place),
        _ if !aspect.is_empty() => None,
        (Picture::Table(Table { rows, .. }), &[row, column]) => {
            rows.get(from_one(row)?)?.get(from_one(column)?).map(number)
        }
        (Picture::Matrix(Matrix { cols, values, .. }), &[row, column]) if column <= *cols => {
            values.get(from_one(row)? * cols + from_one(column)?).copied()
        }
        (Picture::Bars(bars), &[bar]) => bars.bars.get(from_one(bar)?).map(|bar| bar.value),
        _ => None,
    }
}

/// What a neuron answers (`layer, place`; the inputs are layer 0), its `delta` or `bias`, or the weight to it from one
/// of the layer before (`layer, to, from`). NaN where there is none.
fn in_network(network: &Network, aspect: &str, place: &[usize]) -> Option<f64> {
    if let (&[layer, to, from], "") = (place, aspect) {
        let weights = network.weights.get(layer.checked_sub(1)?)?;
        return weights.get(to.checked_sub(1)?)?.get(from.checked_sub(1)?).copied();
    }
    let &[layer, at] = place else { return None };
    let neuron = network.layers.get(layer)?.neurons.get(at.checked_sub(1)?)?;
    let value = match aspect {
        "" => neuron.value,
        "delta" => neuron.error,
        "bias" => neuron.bias,
        _ => return None,
    };
    Some(value.unwrap_or(f64::NAN))
}

fn number(cell: &Cell) -> f64 {
    match cell {
        Cell::Number(x, _) | Cell::Inked(x, _, _) => *x,
        // Numbers of a table that is read by eye alone are words.
        Cell::Words(words) | Cell::Coloured(words, _) => {
            words.en.replace('−', "-").parse().unwrap_or(f64::NAN)
        }
        Cell::Empty => f64::NAN,
    }
}
