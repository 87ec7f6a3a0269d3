//! What the screen orders from the desk, and what comes back.

use super::coach::{Cue, Said};
use crate::lab::scene::{Picture, Scale};
use crate::lab::{Card, Gesture, Parameters, Recipe, Response, Reveal, Scene, Verb};
use crate::words::Text;
use std::path::PathBuf;
use std::sync::Arc;

/// Something to be done with the open lesson.
#[derive(Debug, Clone, PartialEq)]
pub enum Order {
    /// Open a lesson and go to the recipe's step.
    Open {
        /// Which state.
        recipe: Recipe,
        /// Only looked at from the home screen.
        preview: bool,
    },
    /// So many steps forwards or backwards.
    Step(i64),
    /// To a step.
    Seek(u64),
    /// To the end of the run.
    Last,
    /// One phase forwards or backwards.
    Phase(bool),
    /// Run or pause.
    Run,
    /// Run faster.
    Faster,
    /// Run slower.
    Slower,
    /// Begin again at the identical start.
    Reset,
    /// Begin again with the next seed.
    Reseed,
    /// Begin again with other data files.
    Bring(Vec<PathBuf>),
    /// Set a parameter from what was typed.
    Set {
        /// The parameter.
        name: String,
        /// What was typed.
        value: String,
    },
    /// A parameter one notch up or down.
    Nudge {
        /// The parameter.
        name: String,
        /// Upwards.
        up: bool,
    },
    /// Something was done in a panel.
    Gesture(Gesture),
    /// One of the lesson's own keys.
    Verb(Verb),
    /// Something for the coach.
    Coach(Cue),
    /// The cost chart between linear and logarithmic.
    Axis,
    /// Stop whatever is going on.
    Stop,
    /// Size of the largest picture, in pixels.
    Detail(u16, u16),
    /// A background job has found a row.
    Found {
        /// The job.
        job: String,
        /// The row.
        row: Vec<f64>,
    },
}

/// A sentence in the message line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// The sentence.
    pub text: Text,
    /// Something went wrong.
    pub bad: bool,
}

impl Note {
    /// Something worth knowing.
    #[must_use]
    pub fn plain(text: Text) -> Note {
        Note { text, bad: false }
    }

    /// Something went wrong.
    #[must_use]
    pub fn bad(text: Text) -> Note {
        Note { text, bad: true }
    }
}

/// What the desk tells the screen.
#[derive(Debug, Clone, Default)]
pub struct Mail {
    /// The lesson as it is now.
    pub snapshot: Option<Box<Snapshot>>,
    /// A sentence.
    pub note: Option<Note>,
    /// What a lesson asks the screen for: a line of input, a file to be written.
    pub requests: Vec<Response>,
}

impl Mail {
    /// Adds later mail to mail that was not read yet: the newest picture, all requests.
    pub fn add(&mut self, later: Mail) {
        self.snapshot = later.snapshot.or_else(|| self.snapshot.take());
        self.note = later.note.or_else(|| self.note.take());
        self.requests.extend(later.requests);
    }
}

/// Everything the lesson screen shows of a session.
#[derive(Debug, Clone)]
pub struct Snapshot {
    /// The lesson.
    pub card: &'static Card,
    /// The step.
    pub now: u64,
    /// The furthest step visited.
    pub head: u64,
    /// Steps of a whole run.
    pub length: Option<u64>,
    /// Phases of the step that follows.
    pub phases: Vec<Text>,
    /// How much of it is shown.
    pub reveal: Reveal,
    /// The seed.
    pub seed: u32,
    /// Running.
    pub running: bool,
    /// Steps a second; infinite for as fast as possible.
    pub speed: f64,
    /// The step being gone to.
    pub goal: Option<u64>,
    /// Rows found and to be found by a background job.
    pub working: Option<(usize, usize)>,
    /// Why there is no step after this one.
    pub ending: Option<Text>,
    /// The ending is one by numbers that are not finite.
    pub broken: bool,
    /// All parameters.
    pub parameters: Parameters,
    /// The recipe of this state.
    pub recipe: Recipe,
    /// Only looked at from the home screen.
    pub preview: bool,
    /// What the coach says.
    pub coach: Option<Arc<Said>>,
    /// What is seen.
    pub scene: Scene,
}

impl Snapshot {
    /// Whether the run ends here, by its length or because there is nothing after it.
    #[must_use]
    pub fn at_end(&self) -> bool {
        (self.ending.is_some() && !self.broken) || self.length == Some(self.now)
    }
}

/// Puts the vertical axes of charts over steps on a logarithmic scale.
pub(super) fn make_logarithmic(scene: &mut Scene) {
    for panel in &mut scene.panels {
        if let Picture::Chart(chart) = &mut panel.picture
            && chart.steps
        {
            chart.y.scale = match chart.y.scale {
                Scale::Linear => Scale::Log,
                Scale::Log => Scale::Linear,
            };
            chart.y.range = None;
        }
    }
}
