//! What a lesson is, and the timeline it runs on.
//!
//! A lesson is a function: `(recipe, t) → state`. The [`Recipe`] holds the lesson's name, its
//! parameters, the seed, the data files and the edits made at given steps; nothing else reaches a
//! lesson. [`Lesson`] is what a lesson's author writes, [`Run`] turns any lesson into a
//! [`Session`] that steps, goes back and answers questions, and a [`Scene`] says what is seen.

mod bookmark;
mod card;
mod change;
mod form;
mod gesture;
mod history;
mod job;
#[cfg(test)]
mod laws;
mod lesson;
mod loading;
mod look;
mod made;
mod metric;
mod nudge;
mod pane;
mod parameter;
mod parameters;
mod parting;
mod plan;
mod recipe;
mod run;
pub mod scene;
mod session;
mod setting;
mod timeline;
mod twin;
mod verb;

pub use bookmark::Bookmark;
pub use card::{Card, Group};
pub use form::{Field, Form, Place};
pub use gesture::{Act, Response, Spot};
pub use history::{Bucket, History};
pub use job::{Job, JobResults};
pub use lesson::{Flow, Lesson, Now, Report};
pub use loading::Loading;
pub use look::{Look, Reveal};
pub use made::Made;
pub use metric::{Metric, Row};
pub use pane::{Gesture, OnePane, Panes};
pub use parameter::{Choice, Effect, Kind, Parameter, Value};
pub use parameters::{Parameters, Settings};
pub use parting::{Parting, SideBySide, differ};
pub use recipe::{Edit, Recipe, Seal, in_ascii, seed};
pub use run::Run;
pub use scene::Scene;
pub use session::{Change, Keep, Session, Setup};
pub use setting::{ByHand, Held, Nth, OneOf, Rows, Setting, Whole};
pub use verb::{Offer, Verb};
