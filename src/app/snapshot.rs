//! Everything the screen shows of an open lesson, taken at one moment.

use super::coach::Said;
use super::pair::Pair;
use super::pinned::Pinned;
use crate::lab::scene::{Panel, Picture, Scale};
use crate::lab::{Card, Parameters, Recipe, Reveal, Scene};
use crate::words::Text;
use std::sync::Arc;
use std::time::Duration;

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
    /// The step being gone to, and about how long that will take, once it is known.
    pub goal: Option<(u64, Option<Duration>)>,
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
    /// How much there is to undo, and how much to do again.
    pub undo: (usize, usize),
    /// Runs of this lesson that are pinned.
    pub pins: Vec<Pinned>,
    /// A second run beside this one.
    pub pair: Option<Box<Pair>>,
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

    /// Whether a second run is being opened.
    fn opens_beside(&self) -> bool {
        self.pair.as_ref().is_some_and(|pair| pair.beside.is_none())
    }

    /// Whether something goes on that [`Order::Stop`](super::order::Order::Stop) would stop before its end.
    #[must_use]
    pub fn under_way(&self) -> bool {
        self.goal.is_some() || self.working.is_some() || self.opens_beside()
    }
}

/// Puts the vertical axes of charts over steps on a logarithmic scale, or back.
pub(super) fn turn_axes(panels: &mut [Panel]) {
    for panel in panels {
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
