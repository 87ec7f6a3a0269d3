//! One learner's way through a chapter: where they are, what they have done, which cards are ticked.

use super::{Answer, Card, Chapter, Deed, Lookahead, Question, Trial, Verdict, Watch};
use crate::lab::Session;
use crate::words::Problem;
use std::collections::BTreeSet;

/// A place in a chapter. Free exploration never ends it: whatever is done is noticed, and the card waits.
#[derive(Debug, Clone)]
pub struct Tour {
    chapter: Chapter,
    place: usize,
    watch: Watch,
    question: Option<Question>,
    trial: Trial,
    /// Cards whose deeds are done, and tasks that are solved.
    done: BTreeSet<String>,
}

impl Tour {
    /// Begins at the first card. `solved` are the tasks that were solved on earlier visits.
    #[must_use]
    pub fn begin(chapter: Chapter, solved: impl IntoIterator<Item = String>) -> Tour {
        let watch = Watch::over(chapter.cards.first().map_or(&[], |card| &card.deeds));
        let (question, trial) = (None, Trial::default());
        Tour { chapter, place: 0, watch, question, trial, done: solved.into_iter().collect() }
    }

    /// The chapter.
    #[must_use]
    pub fn chapter(&self) -> &Chapter {
        &self.chapter
    }

    /// The card that the learner is at, and its place from 0; `None` for a chapter without cards.
    #[must_use]
    pub fn card(&self) -> Option<(usize, &Card)> {
        self.chapter.cards.get(self.place).map(|card| (self.place, card))
    }

    /// Goes to a card; its question is put when [`ask`](Tour::ask) is called. Beyond the ends nothing happens.
    pub fn go_to(&mut self, place: usize) -> bool {
        let Some(card) = self.chapter.cards.get(place) else { return false };
        // A card that asks for nothing is done when it has been read.
        let read = self.chapter.cards.get(self.place).filter(|card| card.deeds.is_empty());
        self.done.extend(read.map(|card| card.id.clone()));
        self.watch = Watch::over(&card.deeds);
        self.place = place;
        (self.question, self.trial) = (None, Trial::default());
        true
    }

    /// The next card.
    pub fn next_card(&mut self) -> bool {
        self.go_to(self.place + 1)
    }

    /// The card before.
    pub fn card_before(&mut self) -> bool {
        self.place.checked_sub(1).is_some_and(|place| self.go_to(place))
    }

    /// Puts the card's question at the state at hand; `None` when it has none.
    ///
    /// # Errors
    /// A sentence when it has no answer at this state.
    pub fn ask(&mut self, here: &dyn Session, ahead: &mut Lookahead) -> Result<Option<&Question>, Problem> {
        let task = self.card().and_then(|(_, card)| card.task.as_ref());
        self.question = task.map(|task| Question::ask(task, here, ahead)).transpose()?;
        Ok(self.question.as_ref())
    }

    /// The question that was put.
    #[must_use]
    pub fn question(&self) -> Option<&Question> {
        self.question.as_ref()
    }

    /// Takes the question back: its answer was shown.
    pub fn give_up(&mut self) {
        if let Some(question) = self.question.take() {
            self.trial.tell(&question);
        }
    }

    /// Whether all is done that the card asks to do.
    #[must_use]
    pub fn ready(&self) -> bool {
        self.watch.complete()
    }

    /// How many of the card's deeds are done.
    #[must_use]
    pub fn deeds_done(&self) -> usize {
        self.watch.done()
    }

    /// The next hint to the question that was put.
    pub fn hint(&mut self) -> Option<&str> {
        self.question.as_mut()?.hint()
    }

    /// Takes notice of what was done, after it was done. Whether that solved the question or completed the card.
    ///
    /// # Errors
    /// A sentence when the state cannot be asked about.
    pub fn notice(
        &mut self,
        deed: &Deed,
        after: &dyn Session,
        ahead: &mut Lookahead,
    ) -> Result<bool, Problem> {
        let before = self.done.len();
        self.watch.notice(deed, after);
        let id = self.card().map(|(_, card)| card.id.clone());
        if self.watch.complete() {
            self.done.extend(id);
        }
        if let Some(question) = &mut self.question {
            question.notice(deed, after);
            if question.reached(after, ahead)? {
                self.done.insert(question.task().id.clone());
            }
        }
        Ok(self.done.len() > before)
    }

    /// Checks an answer to the question that was put, and remembers what is solved. The first wrong one is not answered
    /// by the right one, and what has been told solves nothing ([`Trial`]).
    ///
    /// # Errors
    /// A sentence when the state cannot be asked about.
    pub fn answer(
        &mut self,
        answer: &Answer,
        here: &dyn Session,
        ahead: &mut Lookahead,
    ) -> Result<Option<Verdict>, Problem> {
        let Some(question) = &self.question else { return Ok(None) };
        let verdict = self.trial.judge(question, answer, here, question.check(answer, here, ahead)?);
        if verdict.right && !verdict.copied {
            self.done.insert(question.task().id.clone());
        }
        Ok(Some(verdict))
    }

    /// Whether a task is solved, or a card's deeds are done.
    #[must_use]
    pub fn is_done(&self, id: &str) -> bool {
        self.done.contains(id)
    }

    /// Whether a card is ticked: its task is solved, or without one its deeds are done.
    #[must_use]
    pub fn is_ticked(&self, card: &Card) -> bool {
        self.is_done(card.task.as_ref().map_or(&card.id, |task| &task.id))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::story::chapter;
    use crate::words::Language;
    use std::time::Duration;

    #[test]
    fn a_tour_ticks_what_is_solved_and_waits_for_the_rest() {
        let mut ahead = Lookahead::new(|| Duration::ZERO);
        let slope = chapter("slope", Language::English).expect("told").clone();
        let mut tour = Tour::begin(slope, []);
        assert!(!tour.card_before() && tour.next_card());
        let scene = tour.card().and_then(|(_, card)| card.scene.clone()).expect("a scene");
        let mut session = ahead.open(&scene).expect("it opens");
        assert!(tour.ask(session.as_ref(), &mut ahead).expect("asked").is_some());
        let wrong = tour.answer(&Answer::Number(5.0), session.as_ref(), &mut ahead).expect("checked");
        assert!(wrong.is_some_and(|verdict| !verdict.right) && !tour.is_done("next-quotient"));
        // The question stays the one that was put, wherever the learner goes meanwhile.
        Deed::Step(3).perform(session.as_mut()).expect("stepped");
        assert_eq!(tour.notice(&Deed::Step(3), session.as_ref(), &mut ahead), Ok(true));
        let right = tour.answer(&Answer::Number(4.1), session.as_ref(), &mut ahead).expect("checked");
        assert!(right.is_some_and(|verdict| verdict.right));
        let (_, card) = tour.card().expect("a card");
        assert!(tour.is_ticked(card) && card.fits(&session.recipe()));
        session.set("f", "a^3").expect("a function");
        assert!(card.fits(&session.recipe()), "the card sets h alone");
        session.reseed(1).expect("again");
        session.set("h", "0.5").expect("an h");
        assert!(!card.fits(&session.recipe()));
    }
}
