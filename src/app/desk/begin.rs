//! Opening runs: a lesson, or the run that is there once more. Opening takes long where much is learnt or
//! read before the first step, so it is an errand; until it is done everything stays as it is.

use super::Desk;
use super::errand::Errand;
use super::pace::Pace;
use super::research::Research;
use super::respond::Doing;
use crate::app::order::{Outcome, Ticket};
use crate::lab::{Keep, Recipe, Session};
use crate::say;
use crate::words::{Problem, Text, text};
use std::path::PathBuf;

/// A run that is being opened.
pub(super) struct Beginning {
    /// The number of the errand: what another one brings is not waited for any more.
    number: u64,
    what: What,
}

enum What {
    /// A lesson, at this step.
    Lesson { ticket: Option<Ticket>, step: u64, preview: bool },
    /// The run that is there from its start, running or not; then the rest of what was ordered.
    Again { running: bool, then: Doing },
}

impl Desk {
    /// Opens a lesson in place of what is there.
    pub(super) fn open(&mut self, ticket: Option<Ticket>, recipe: Recipe, preview: bool) {
        let keep = Keep::Bytes(if preview { self.keep / 8 } else { self.keep });
        let what = What::Lesson { ticket, step: recipe.step, preview };
        self.begin(recipe, keep, what);
    }

    /// Back to the identical start.
    pub(super) fn reset(&mut self, ticket: Option<Ticket>) {
        let doing = Doing::saying(ticket, text("Back at the start.", "已回到起点。"));
        let Some(recipe) = self.session.as_ref().map(|session| session.recipe()) else { return };
        self.begin_again(doing, Recipe { edits: Vec::new(), ..recipe }, false);
    }

    /// The next seed, with everything that was changed on the way.
    pub(super) fn reseed(&mut self, ticket: Option<Ticket>) {
        let Some(session) = self.session.as_ref() else { return };
        let seed = session.seed().wrapping_add(1);
        let doing = Doing::saying(ticket, say!("Seed {seed}.", "随机种子 {seed}。"));
        let recipe = Recipe { seed: Some(seed), ..session.recipe() };
        self.begin_again(doing, recipe, false);
    }

    /// Other data files.
    pub(super) fn bring(&mut self, ticket: Option<Ticket>, data: Vec<PathBuf>) {
        let doing = Doing::saying(ticket, text("The data is open.", "数据已打开。"));
        let Some(recipe) = self.session.as_ref().map(|session| session.recipe()) else { return };
        self.begin_again(doing, Recipe { data, edits: Vec::new(), ..recipe }, false);
    }

    /// Begins the run again from a recipe, at step 0.
    pub(super) fn begin_again(&mut self, then: Doing, recipe: Recipe, running: bool) {
        let recipe = Recipe { step: 0, ..recipe };
        self.begin(recipe, Keep::Bytes(self.keep), What::Again { running, then });
    }

    fn begin(&mut self, recipe: Recipe, keep: Keep, what: What) {
        let number = self.next_number();
        self.beginning = Some(Beginning { number, what });
        self.errands.push(Errand::Open { number, recipe, keep });
    }

    /// Nobody wants any more what is being opened.
    pub(super) fn give_up_beginning(&mut self) {
        self.errands.retain(|errand| !matches!(errand, Errand::Open { .. }));
        let Some(beginning) = self.beginning.take() else { return };
        let ticket = match beginning.what {
            What::Lesson { ticket, .. } => ticket,
            What::Again { then, .. } => then.ticket,
        };
        if let Some(ticket) = ticket {
            self.answer(ticket, Outcome::Dropped);
        }
    }

    /// An errand has opened a run, or could not.
    pub(super) fn opened(&mut self, number: u64, opened: Result<Box<dyn Session>, Problem>) {
        let Some(beginning) = self.beginning.take_if(|beginning| beginning.number == number) else { return };
        let (ticket, outcome) = match (beginning.what, opened) {
            (What::Lesson { ticket, .. }, Err(problem)) => {
                // What waits was meant for it.
                self.drop_waiting();
                (ticket, Some(Outcome::Refused(problem)))
            }
            (What::Again { then, .. }, Err(problem)) => (then.ticket, Some(Outcome::Refused(problem))),
            (What::Lesson { ticket, step, preview }, Ok(session)) => {
                self.pace = Pace::fitting(session.length(), session.card().steps);
                (self.preview, self.log_axis) = (preview, false);
                let said = self.place(session, step);
                (ticket, Some(Outcome::done(said)))
            }
            (What::Again { running, then }, Ok(session)) => {
                self.place(session, 0);
                self.running = running;
                (then.ticket, self.go_on(then))
            }
        };
        if let Some((ticket, outcome)) = ticket.zip(outcome) {
            self.answer(ticket, outcome);
        }
    }

    /// Puts an open run in the place of the one that was there, whose jobs end with it.
    fn place(&mut self, session: Box<dyn Session>, step: u64) -> Option<Text> {
        self.running = false;
        self.coach.stir();
        self.research = Research::default();
        self.session = Some(session);
        self.head_for(step)
    }
}
