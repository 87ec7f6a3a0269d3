//! A program, line by line, with what its lines have just made at their side.

use crate::lab::{Made, Reveal};
use crate::words::Language;
use std::sync::Arc;

/// When a line is carried out, and the names that it makes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moment {
    /// The one step that carries it out; every step does where there is none.
    pub step: Option<u64>,
    /// The number of the phase, from 0.
    pub phase: usize,
    /// The names of the values made.
    pub names: Vec<String>,
}

/// A line of a script.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodeLine {
    /// As it is printed.
    pub text: String,
    /// What it has to do with the picture.
    pub moment: Option<Moment>,
}

/// A script beside the picture.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Code {
    /// Its lines in English and in Chinese; none while nobody looks.
    pub scripts: Arc<[Vec<CodeLine>; 2]>,
    /// What the step that follows makes.
    pub made: Vec<Made>,
    /// The step.
    pub t: u64,
    /// How much of the step is shown.
    pub reveal: Reveal,
}

impl Code {
    /// Name of the panel with the script, the same in every lesson.
    pub const PANEL: &'static str = "code";

    /// The script in a language.
    #[must_use]
    pub fn lines(&self, language: Language) -> &[CodeLine] {
        &self.scripts[usize::from(language == Language::Chinese)]
    }

    /// Whether a line is carried out right now: in the phase that is explained; a line with a step of its own in all
    /// phases of that step, and when the step is done.
    #[must_use]
    pub fn is_lit(&self, moment: &Moment) -> bool {
        match (moment.step, self.reveal) {
            (None, reveal) => reveal.explains(moment.phase),
            (Some(step), Reveal::Upto(_)) => step == self.t,
            (Some(step), Reveal::Whole) => step + 1 == self.t,
        }
    }

    /// The values that a line has made; a line that is still to come has none.
    #[must_use]
    pub fn made_by(&self, moment: &Moment) -> Vec<&Made> {
        let done = match (moment.step, self.reveal) {
            (None, reveal) => reveal.shows(moment.phase),
            (Some(step), Reveal::Upto(phase)) => step < self.t || (step == self.t && moment.phase <= phase),
            (Some(step), Reveal::Whole) => step < self.t,
        };
        let named = |name: &String| self.made.iter().find(|made| made.name == *name);
        if done { moment.names.iter().filter_map(named).collect() } else { Vec::new() }
    }
}
