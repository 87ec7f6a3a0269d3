//! What the screen orders from the desk, and how the desk answers.
//!
//! Every order carries a [`Ticket`], and every ticket is answered exactly once: whoever waits for
//! something waits for the answer to its own order and never concludes anything from silence.

use super::coach::Cue;
use super::snapshot::Snapshot;
use crate::lab::{Gesture, Recipe, Response, Verb};
use crate::lessons::Loaded;
use crate::words::{Problem, Text};
use std::path::PathBuf;

/// The number of an order; later orders have larger ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Ticket(u64);

impl Ticket {
    /// The number after this one.
    #[must_use]
    pub fn next(self) -> Ticket {
        Ticket(self.0 + 1)
    }
}

/// Something the screen wants from the desk.
#[derive(Debug, Clone, PartialEq)]
pub enum Order {
    /// Open a lesson and go to the recipe's step.
    Open {
        /// Which state.
        recipe: Recipe,
        /// Only looked at from the home screen.
        preview: bool,
    },
    /// Size of the largest picture, in pixels.
    Detail(u16, u16),
    /// The script of the run is looked at, or no longer.
    Code(bool),
    /// Stop whatever is going on, and forget what waits.
    Stop,
    /// A control of the run.
    Control(Control),
    /// Something that only the open lesson understands.
    Deed(Deed),
    /// Something for the coach.
    Coach(Cue),
    /// Something about pinned runs.
    Pin(Pinning),
    /// Something about a second run beside the one that is there.
    Pair(Pairing),
}

/// A control of the run: what the keys for stepping ask for, whatever the lesson.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Control {
    /// So many steps forwards or backwards.
    Step(i64),
    /// To a step.
    Seek(u64),
    /// To the end of the run.
    Last,
    /// One phase inside the step forwards (`true`) or backwards.
    Phase(bool),
    /// Run or pause.
    Run,
    /// Run faster.
    Faster,
    /// Run slower.
    Slower,
    /// The cost chart between linear and logarithmic.
    Axis,
    /// Begin again at the identical start.
    Reset,
    /// Begin again with the next seed.
    Reseed,
    /// Save what it has learnt.
    Weights,
    /// Save its metrics up to here.
    Metrics,
    /// Undo what was done with the run last.
    Undo,
    /// Do again what was undone.
    Redo,
}

/// What is done with the pinned runs of the open lesson.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Pinning {
    /// The present run is pinned.
    Here,
    /// The one with this number is called so.
    Name(usize, String),
    /// The one with this number is pinned no longer.
    Remove(usize),
    /// These, with their names, were pinned in an earlier session.
    Recall(Vec<(String, Recipe)>),
    /// Another one is chosen in their list, so many rows further down.
    Choose(i32),
}

/// What is done with a second run of the open lesson, which goes wherever the learner's goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Pairing {
    /// A second run comes beside the one that is there: the chosen one of those that are pinned, or the same run once
    /// more. Where one is there already, it goes.
    Turn,
    /// Edits go to the other one of the two.
    Swap,
    /// This one was beside it in an earlier session.
    Recall(Recipe),
}

/// Something that only the open lesson understands.
#[derive(Debug, Clone, PartialEq)]
pub enum Deed {
    /// Begin again with other data files.
    Bring {
        /// The files.
        files: Vec<PathBuf>,
        /// What is said about them: parameters with their values. What was said about others is forgotten.
        said: Vec<(String, String)>,
    },
    /// Go on from weights that were saved.
    Load(Box<Loaded>),
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
}

impl Order {
    /// Whether the keys that follow may mean something else once this is answered: another lesson, other
    /// parameters, a question.
    #[must_use]
    pub fn decides(&self) -> bool {
        match self {
            Order::Open { preview, .. } => !preview,
            Order::Deed(_)
            | Order::Coach(_)
            | Order::Pair(_)
            | Order::Control(Control::Reset | Control::Reseed | Control::Undo | Control::Redo) => true,
            Order::Detail(..) | Order::Code(_) | Order::Stop | Order::Control(_) | Order::Pin(_) => false,
        }
    }
}

/// What came of an order.
#[derive(Debug, Clone, PartialEq)]
pub enum Outcome {
    /// It is done, or well begun.
    Accepted {
        /// A sentence about it.
        said: Option<Text>,
        /// What the lesson asks the screen for: a line of input, a file to be written.
        asks: Vec<Response>,
    },
    /// It cannot be done; nothing has changed.
    Refused(Problem),
    /// A later order made it pointless.
    Dropped,
}

impl Outcome {
    /// Done, and nothing to say about it.
    pub const DONE: Outcome = Outcome::Accepted { said: None, asks: Vec::new() };

    /// Done, with a sentence perhaps.
    #[must_use]
    pub fn done(said: Option<Text>) -> Outcome {
        Outcome::Accepted { said, asks: Vec::new() }
    }
}

/// The answer to one order.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// Which order.
    pub ticket: Ticket,
    /// What came of it.
    pub outcome: Outcome,
}

/// What the desk tells the screen.
#[derive(Debug, Clone, Default)]
pub struct Mail {
    /// The lesson as it is now, after all that is answered here.
    pub snapshot: Option<Box<Snapshot>>,
    /// Answers to orders.
    pub answers: Vec<Answer>,
    /// Something to be said that answers no order.
    pub note: Option<Note>,
    /// Hundredths of the files behind that are read before a run begins, where that takes long.
    pub loading: Option<u64>,
}

impl Mail {
    /// Adds later mail to mail that was not read yet: the newest picture, all answers.
    pub fn add(&mut self, later: Mail) {
        self.snapshot = later.snapshot.or_else(|| self.snapshot.take());
        self.answers.extend(later.answers);
        self.loading = later.loading;
        self.note = later.note.or_else(|| self.note.take());
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mail_that_was_not_read_keeps_every_answer() {
        let answer = |at| Answer { ticket: Ticket(at), outcome: Outcome::DONE };
        let mut mail = Mail { answers: vec![answer(1)], ..Mail::default() };
        mail.add(Mail { answers: vec![answer(2), answer(3)], ..Mail::default() });
        mail.add(Mail::default());
        assert_eq!(mail.answers, [answer(1), answer(2), answer(3)]);
    }
}
