//! What a lesson is, and the timeline it runs on.
//!
//! A lesson is a function: `(recipe, t) → state`. The [`Recipe`] holds the lesson's name, its
//! parameters, the seed, the data files and the edits made at given steps; nothing else reaches a
//! lesson. [`Lesson`] is what a lesson's author writes, [`Run`] turns any lesson into a
//! [`Session`] that steps, goes back and answers questions, and a [`Scene`] says what is seen.

mod card;
mod gesture;
mod history;
mod job;
#[cfg(test)]
mod laws;
mod lesson;
mod look;
mod nudge;
mod parameter;
mod parameters;
mod recipe;
mod run;
pub mod scene;
mod session;
mod timeline;

pub use card::{Card, Group, Verb};
pub use gesture::{Act, Gesture, Response, Spot};
pub use history::{Bucket, History};
pub use job::{Findings, Job};
pub use lesson::{Flow, Lesson, Metric, Report};
pub use look::{Look, Reveal};
pub use parameter::{Choice, Effect, Kind, Parameter, Value};
pub use parameters::{Parameters, Settings};
pub use recipe::{Edit, Recipe, seed};
pub use run::Run;
pub use scene::Scene;
pub use session::{Change, Keep, Session, Setup};
