//! Opening runs: a lesson, or the run that is there once more. Opening takes long where much is learnt or
//! read before the first step, so it is an errand; until it is done everything stays as it is.

use super::Desk;
use super::errand::Errand;
use super::past::{About, Aside, Place};
use super::respond::Doing;
use super::undo::Turning;
use crate::app::order::{Outcome, Ticket};
use crate::data::table::QUESTIONS;
use crate::lab::{Bookmark, Keep, Loading, Recipe, Reveal, Session};
use crate::lessons::Loaded;
use crate::say;
use crate::words::{Problem, text, whole};
use std::path::PathBuf;

/// A run that is being opened.
pub(super) struct Beginning {
    /// The number of the errand: what another one brings is not waited for any more.
    number: u64,
    /// How far it has come.
    loading: Loading,
    what: What,
}

enum What {
    /// A lesson, at this step; or as it was left at this place.
    Lesson {
        ticket: Option<Ticket>,
        step: u64,
        preview: bool,
        left: Option<Box<(Bookmark, Reveal)>>,
        about: About,
    },
    /// The run that is there from its start, running or not; then the rest of what was ordered.
    Again { running: bool, then: Box<Doing> },
    /// A run that was there before.
    Back(Box<Turning>),
}

impl Desk {
    /// Opens a lesson in place of what is there, and answers; without an outcome it is answered later.
    pub(super) fn open(
        &mut self,
        ticket: Option<Ticket>,
        recipe: Recipe,
        preview: bool,
        about: About,
    ) -> Option<Outcome> {
        if !preview && self.come_back(&recipe) {
            return Some(Outcome::DONE);
        }
        let left = self.left.iter().find(|left| !preview && left.place.mark.state() == recipe);
        let left = left.map(|left| Box::new((left.place.mark.clone(), left.place.reveal)));
        let keep = Keep::Bytes(if preview { self.keep / 8 } else { self.keep });
        let whole = left.as_ref().map(|left| left.0.run());
        let what = What::Lesson { ticket, step: recipe.step, preview, left, about };
        self.begin(whole.unwrap_or(recipe), keep, what);
        None
    }

    /// Back to the identical start.
    pub(super) fn reset(&mut self, ticket: Option<Ticket>) {
        let said = text("Back at the start.", "已回到起点。");
        let doing = Doing::saying(ticket, said, self.here(About::Reset));
        let Some(recipe) = self.session.as_ref().map(|session| session.recipe()) else { return };
        self.begin_again(doing, Recipe { edits: Vec::new(), ..recipe }, false);
    }

    /// The next seed, with everything that was changed on the way.
    pub(super) fn reseed(&mut self, ticket: Option<Ticket>) {
        let Some(session) = self.session.as_ref() else { return };
        let seed = session.seed().wrapping_add(1);
        let recipe = Recipe { seed: Some(seed), ..session.recipe() };
        let doing = Doing::saying(ticket, say!("Seed {seed}.", "随机种子 {seed}。"), self.here(About::Seed));
        self.begin_again(doing, recipe, false);
    }

    /// Other data files, with what is said about them; what was said about those before does not hold for them.
    pub(super) fn bring(&mut self, ticket: Option<Ticket>, data: Vec<PathBuf>, about: &[(String, String)]) {
        let said = text("The data is open.", "数据已打开。");
        let doing = Doing::saying(ticket, said, self.here(About::Data));
        let Some(mut recipe) = self.session.as_ref().map(|session| session.recipe()) else { return };
        let questions = QUESTIONS.iter().map(|question| question.name);
        questions.chain(["scale", "class", "sideways"]).for_each(|name| recipe.settings.unset(name));
        about.iter().for_each(|(name, value)| recipe.settings.set(name, value.clone()));
        self.begin_again(doing, Recipe { data, edits: Vec::new(), ..recipe }, false);
    }

    /// Begins the run again from a recipe, at step 0.
    pub(super) fn begin_again(&mut self, then: Doing, recipe: Recipe, running: bool) {
        let recipe = Recipe { step: 0, ..recipe };
        self.begin(recipe, Keep::Bytes(self.keep), What::Again { running, then: Box::new(then) });
    }

    /// Opens the run of a place that was there before.
    pub(super) fn begin_back(&mut self, turning: Turning) {
        let recipe = turning.to.mark.run();
        self.begin(recipe, Keep::Bytes(self.keep), What::Back(Box::new(turning)));
    }

    /// Begins the run that weights are of, and goes on from them; without an outcome it is answered later.
    pub(super) fn load(&mut self, ticket: Option<Ticket>, loaded: Box<Loaded>) -> Option<Outcome> {
        let lesson = self.session.as_ref().map_or("", |session| session.card().id);
        if let Err(problem) = loaded.is_of(lesson) {
            return Some(Outcome::Refused(problem));
        }
        let (recipe, step) = (loaded.recipe.clone(), loaded.step);
        let what = What::Lesson { ticket, step, preview: false, left: None, about: About::Weights };
        self.begin_with(recipe, Keep::Bytes(self.keep), what, Some(loaded));
        None
    }

    fn begin(&mut self, recipe: Recipe, keep: Keep, what: What) {
        self.begin_with(recipe, keep, what, None);
    }

    fn begin_with(&mut self, recipe: Recipe, keep: Keep, what: What, weights: Option<Box<Loaded>>) {
        let number = self.next_number();
        let loading = Loading::default();
        self.beginning = Some(Beginning { number, loading: loading.clone(), what });
        self.errands.push(Errand::Open { number, recipe, keep, loading, weights });
    }

    /// Whether a run is being opened.
    #[must_use]
    pub fn opens(&self) -> bool {
        self.beginning.is_some()
    }

    /// Hundredths of the files behind that are read before a run begins; `None` where none takes long.
    pub(super) fn loading(&self) -> Option<u64> {
        self.beginning.as_ref()?.loading.percent()
    }

    /// Nobody wants any more what is being opened.
    pub(super) fn give_up_beginning(&mut self) {
        let Some(beginning) = self.beginning.take() else { return };
        let its =
            |errand: &Errand| matches!(errand, Errand::Open { number, .. } if *number == beginning.number);
        self.errands.retain(|errand| !its(errand));
        beginning.loading.give_up();
        let ticket = match beginning.what {
            What::Lesson { ticket, .. } => ticket,
            What::Again { then, .. } => then.ticket,
            What::Back(turning) => self.turned_not(*turning),
        };
        if let Some(ticket) = ticket {
            self.answer(ticket, Outcome::Dropped);
        }
    }

    /// An errand has opened a run, or could not.
    pub(super) fn opened(&mut self, number: u64, opened: Result<Box<dyn Session>, Problem>) {
        let Some(beginning) = self.beginning.take_if(|beginning| beginning.number == number) else {
            return self.opened_beside(number, opened);
        };
        let (ticket, outcome) = match (beginning.what, opened) {
            (What::Lesson { ticket, .. }, Err(problem)) => {
                // What waits was meant for it.
                self.drop_waiting();
                (ticket, Some(Outcome::Refused(problem)))
            }
            (What::Again { then, .. }, Err(problem)) => {
                self.take_back(then.before);
                (then.ticket, Some(Outcome::Refused(problem)))
            }
            (What::Back(turning), Err(problem)) => {
                (self.turned_not(*turning), Some(Outcome::Refused(problem)))
            }
            (What::Lesson { ticket, step, preview, left, about }, Ok(session)) => {
                let loaded = about == About::Weights;
                self.change_lesson(Aside::new(session), preview, about);
                let said = match left {
                    Some(left) => {
                        self.head_for_place(&left.0, left.1);
                        None
                    }
                    None => self.head_for(step),
                };
                let t = whole(step);
                let on = say!("Going on from the weights, at step {t}.", "从第 {t} 步的权重继续。");
                let said = if loaded { Some(on) } else { said };
                (ticket, Some(Outcome::done(said)))
            }
            (What::Again { running, mut then }, Ok(session)) => {
                let old = self.put(Aside::new(session));
                // Of several values that begin the run again only the first took the place of the learner's run.
                if let Some(before) = then.before.as_mut().filter(|before| before.run.is_none()) {
                    before.run = old;
                }
                self.head_for(0);
                self.running = running;
                (then.ticket, self.go_on(*then))
            }
            (What::Back(turning), Ok(session)) => (turning.ticket, Some(self.turned(*turning, session))),
        };
        if let Some((ticket, outcome)) = ticket.zip(outcome) {
            self.answer(ticket, outcome);
        }
    }

    /// Nothing is done by halves: where an earlier value of the same order had begun the run again, the learner's own
    /// is put back. What has changed all the same can be undone.
    fn take_back(&mut self, before: Option<Place>) {
        let Some(mut before) = before else { return };
        if let Some(run) = before.run.take() {
            self.put(run);
            self.reveal = before.reveal;
        }
        self.record(before);
    }

    /// Puts a run in the place of the one that was there, whose jobs end; gives back the old one.
    pub(super) fn put(&mut self, run: Aside) -> Option<Aside> {
        (self.running, self.journey) = (false, None);
        self.coach.stir();
        self.research.stop();
        let research = std::mem::replace(&mut self.research, run.research);
        let session = self.session.replace(run.session)?;
        Some(Aside { session, research })
    }
}
