//! Work that takes long and is therefore done beside the desk: opening a lesson, finding rows.

use crate::lab::{Job, Keep, Loading, Recipe, Session};
use crate::lessons::{self, Loaded};
use crate::words::Problem;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Work to be done beside the desk, by whoever runs it.
pub enum Errand {
    /// Open the lesson of a recipe at step 0.
    Open {
        /// The number of the errand; no two have the same.
        number: u64,
        /// Which lesson.
        recipe: Recipe,
        /// How much of its past is kept.
        keep: Keep,
        /// Where it is told how far it has come.
        loading: Loading,
        /// Weights to go on from: the run goes to their step.
        weights: Option<Box<Loaded>>,
    },
    /// Run a recipe to its step: a run that was pinned in an earlier session.
    Replay {
        /// The number of the errand; no two have the same.
        number: u64,
        /// Which run.
        recipe: Recipe,
        /// Set when nobody wants it any more.
        stop: Arc<AtomicBool>,
    },
    /// Find the rows of a background job.
    Find {
        /// The number of the errand; no two have the same.
        number: u64,
        /// The job.
        job: Job,
        /// Set when nobody wants further rows.
        stop: Arc<AtomicBool>,
    },
}

/// What an errand brings back to the desk.
pub enum Brought {
    /// The lesson of the errand with this number, or why it cannot be opened.
    Lesson(u64, Result<Box<dyn Session>, Problem>),
    /// The run of the errand with this number, at its step, or why it cannot be run again.
    Replayed(u64, Result<Box<dyn Session>, Problem>),
    /// A row of the job of the errand with this number.
    Row(u64, Vec<f64>),
}

impl Errand {
    /// Does the work and hands over what it brings, piece by piece, as long as `bring` wants more.
    pub fn run(self, mut bring: impl FnMut(Brought) -> bool) {
        match self {
            Errand::Open { number, recipe, keep, loading, weights } => {
                let opened = lessons::open_watched(&recipe, keep, super::clock, &loading);
                let opened = opened.and_then(|mut session| {
                    let mut wanted = || loading.is_wanted();
                    weights.map_or(Ok(true), |loaded| loaded.take_up(session.as_mut(), &mut wanted))?;
                    Ok(session)
                });
                bring(Brought::Lesson(number, opened));
            }
            Errand::Replay { number, recipe, stop } => {
                let run = lessons::open(&recipe, Keep::Bytes(0), super::clock).map(|mut session| {
                    session.seek(recipe.step, &mut || !stop.load(Ordering::Relaxed));
                    session
                });
                bring(Brought::Replayed(number, run));
            }
            Errand::Find { number, job, stop } => {
                for row in job.rows {
                    if stop.load(Ordering::Relaxed) || !bring(Brought::Row(number, row)) {
                        return;
                    }
                }
            }
        }
    }
}
