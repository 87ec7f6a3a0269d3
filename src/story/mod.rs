//! Stories: what a lesson tells, card by card, and what it asks.
//!
//! A [`Story`] is a Markdown file (`assets/stories/README.md` describes the format). It has a [`Chapter`] a lesson,
//! a chapter has [`Card`]s, a card may have a [`Task`]. Nothing in a story is an answer: a [`Question`] computes it
//! from the state at hand, with a second session that looks ahead ([`Lookahead`]). Numbers in texts are live
//! ([`Sentence`]). A [`Tour`] is one learner's way through a chapter. Everything here is data: how it is drawn, and
//! which key does what, is decided elsewhere.

mod card;
mod condition;
mod deed;
mod drill;
mod emphasis;
mod formula;
pub mod glossary;
mod guide;
mod handout;
mod keys;
mod lint;
mod lookahead;
mod quantity;
mod question;
mod read;
mod read_task;
mod sections;
mod sentence;
mod shelf;
mod task;
mod tour;
mod trial;
mod truth;

pub use card::{Card, Chapter, Fault, Story};
pub use condition::Condition;
pub use deed::{Deed, Watch};
pub use drill::{Drill, Tally};
pub use emphasis::without_backticks;
pub use handout::handout;
pub use keys::{Keys, names_keys};
pub use lint::{agree, check};
pub use lookahead::Lookahead;
pub use quantity::Quantity;
pub use question::{Answer, Question, Verdict};
pub use sentence::Sentence;
pub use shelf::{chapter, chapters, first_scene};
pub use task::{Aim, Kind, Task, Tolerance};
pub use tour::Tour;
pub use trial::Trial;
pub use truth::Secrets;
