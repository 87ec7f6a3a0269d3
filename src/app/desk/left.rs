//! Lessons that were left: each keeps its place and what can be undone in it while others are open.

use super::Desk;
use super::pace::Pace;
use super::past::{About, Aside, Past, Place};
use super::second::Second;
use crate::lab::Recipe;

/// So many of the lessons left last keep their runs; of the others the recipe is enough.
const WHOLE: usize = 2;

/// A lesson that was left.
pub(super) struct Left {
    lesson: &'static str,
    pub(super) place: Place,
    past: Past,
    /// What stood beside it.
    second: Option<Second>,
}

impl Desk {
    /// Goes back to a run that is still there as the recipe says; `false` when there is none.
    pub(super) fn come_back(&mut self, recipe: &Recipe) -> bool {
        let here = self.session.as_ref().filter(|_| !self.preview);
        if here.is_some_and(|session| session.recipe() == *recipe) {
            return true;
        }
        let whole = |left: &Left| left.place.mark.state() == *recipe && left.place.run.is_some();
        let Some(left) = self.left.iter_mut().find(|left| whole(left)) else { return false };
        let (run, reveal) = (left.place.run.take(), left.place.reveal);
        if let Some(run) = run {
            self.change_lesson(run, false, About::Opened);
            self.reveal = reveal;
        }
        true
    }

    /// Puts a run of any lesson on the desk. The lesson that was there is left, or, where it is the same one, can be
    /// come back to.
    pub(super) fn change_lesson(&mut self, run: Aside, preview: bool, about: About) {
        let card = run.session.card();
        let here = self.session.as_ref().filter(|_| !self.preview);
        let stays = !preview && here.is_some_and(|session| session.card().id == card.id);
        let place = here.map(|session| Place::of(session.as_ref(), self.reveal, about, true));
        let lesson = here.map(|session| session.card().id);
        let old = self.put(run);
        let place = place.map(|place| place.with(old));
        if stays {
            place.map(|place| self.record(place));
        } else {
            if let Some((lesson, place)) = lesson.zip(place) {
                let past = std::mem::take(&mut self.past);
                let second = self.second.take().map(|second| second.leave(true));
                self.leave(Left { lesson, place, past, second });
            }
            if !preview {
                self.return_to(card.id);
            }
        }
        if let Some(session) = &self.session {
            self.pace = Pace::fitting(session.length(), session.card().steps);
        }
        (self.preview, self.log_axis) = (preview, false);
    }

    /// Takes up what can be undone in a lesson; the place at which it was left can be, if it is not this one.
    fn return_to(&mut self, lesson: &str) {
        let Some(at) = self.left.iter().position(|left| left.lesson == lesson) else { return };
        let Left { place, past, second, .. } = self.left.remove(at);
        self.past = past;
        self.take_up(second);
        if place.run.is_some() {
            self.record(place);
        } else if let Some(session) = &self.session
            && !session.bookmark().same_run(&place.mark)
        {
            self.record(place);
        }
    }

    fn leave(&mut self, left: Left) {
        self.left.push(left);
        let older = self.left.len().saturating_sub(WHOLE);
        for left in &mut self.left[..older] {
            left.place.run = None;
            left.second = left.second.take().map(|second| second.leave(false));
        }
    }
}
