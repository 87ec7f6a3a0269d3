//! The coach: tells a chapter beside the open lesson, asks, and checks.
//!
//! It belongs to the desk, because answers are computed from the session there. What it says goes to the screen as
//! data ([`Said`]) with every picture; what the learner wants from it comes as a [`Cue`]. What the learner does with
//! the lesson it finds out by looking, whenever the desk is at rest.

mod answer;
#[cfg(test)]
mod between;
mod cue;
mod draw;
mod fit;
#[cfg(test)]
mod kinds;
mod left;
#[cfg(test)]
mod letters;
mod noticed;
mod practice;
mod said;
mod showing;
#[cfg(test)]
pub(super) mod tests;
mod veil;
#[cfg(test)]
mod veiled;
#[cfg(test)]
mod whole;
mod words;

pub(super) use answer::{Answering, Typed};
pub use cue::{Cue, Telling, Wish};
use draw::together;
pub(super) use draw::{Seen, draw};
pub(super) use fit::Fit;
pub use said::{Asked, Form, Said};
pub(super) use showing::Showing;

use crate::lab::{Effect, Parameter, Recipe, Reveal, Scene, Session, Value};
use crate::story::{Answer, Card, Kind, Lookahead, Question, Tour, Verdict};
use crate::words::{Problem, Text, text};
use left::Left;
use noticed::Noticed;
use practice::Practice;
use std::sync::Arc;
use std::time::{Duration, Instant};
use veil::veil;

/// Name of the coach among the things that can have the keys.
pub(super) const COACH: &str = "coach";

/// One learner's coach.
pub(super) struct Coach {
    tour: Option<Tour>,
    telling: Option<Telling>,
    ahead: Lookahead,
    practice: Option<Practice>,
    /// What came of the question that stands.
    outcome: Outcome,
    before: Option<Noticed>,
    /// The state at which it looked last.
    looked: Option<(Recipe, Reveal)>,
    /// The step of the state that it waits for.
    awaited: Option<u64>,
    said: Option<Arc<Said>>,
    /// When it looked at a run last.
    glanced: Option<Instant>,
    due: bool,
    /// The learner waits for what it says.
    eager: bool,
    /// Chapters that were left in the middle, the last one last.
    left: Vec<Left>,
    /// It has turned to another card or exercise, and has not looked at its state yet: what it said last is of another.
    turned: bool,
}

/// What came of a question so far.
#[derive(Default)]
struct Outcome {
    verdict: Option<Verdict>,
    /// How many answers were checked.
    tries: u32,
    /// What was checked, where that is no word of the learner's.
    tried: Option<Tried>,
    hint: Option<String>,
    /// The question whose answer was shown.
    told: Option<Question>,
    trouble: Option<Text>,
    /// The card has been asked, or its answer shown.
    put: bool,
    /// The card's words as they were when its question was put: they say "now" of that state.
    words: Option<String>,
}

/// An answer without a word: what a parameter is set to, or the state that was reached.
#[derive(PartialEq)]
enum Tried {
    Set(f64),
    State(Recipe),
}

impl Coach {
    /// A coach with nothing to tell yet.
    pub(super) fn new(clock: fn() -> Duration) -> Coach {
        let ahead = Lookahead::new(clock);
        Coach {
            tour: None,
            telling: None,
            ahead,
            practice: None,
            outcome: Outcome::default(),
            before: None,
            looked: None,
            awaited: None,
            said: None,
            glanced: None,
            due: false,
            eager: false,
            left: Vec::new(),
            turned: false,
        }
    }

    /// What it says, as of the last time that it looked; of a card that it has not come to yet, which one it is.
    pub(super) fn said(&self) -> Option<Arc<Said>> {
        self.on_its_way().map(Arc::new).or_else(|| self.said.clone())
    }

    /// Whether it is on its way from one card or exercise to another: until it is there, neither the words of the one
    /// belong to the picture nor the question of the other.
    pub(super) fn turns(&self) -> bool {
        self.turned && self.said.is_some()
    }

    /// Forgets what it told: another lesson opens.
    pub(super) fn dismiss(&mut self) {
        self.keep();
        (self.tour, self.telling, self.practice, self.said, self.due) = (None, None, None, None, false);
        self.ahead.forget();
    }

    /// Something has changed: it wants to look when there is time.
    pub(super) fn stir(&mut self) {
        self.due = self.tour.is_some();
    }

    /// How long it waits for the learner to come to rest before it looks; `None` when it has nothing to look at.
    pub(super) fn patience(&self) -> Option<Duration> {
        const PATIENCE: Duration = Duration::from_millis(60);
        self.due.then_some(if self.is_awaited() { Duration::ZERO } else { PATIENCE })
    }

    /// Whether the learner waits for what it says.
    pub(super) fn is_awaited(&self) -> bool {
        self.due && (self.eager || self.said.is_none())
    }

    /// Whether a question waits for an answer at a state that it was put at.
    pub(super) fn asks(&self) -> bool {
        self.said.as_ref().is_some_and(|said| said.open().is_some() && !said.elsewhere)
    }

    /// Whether a question stands on the card, answered or not.
    fn has_asked(&self) -> bool {
        self.said.as_ref().is_some_and(|said| said.asked.is_some())
    }

    /// Keeps from a scene what gives the answer to the open question away.
    pub(super) fn veil(&self, scene: &mut Scene, now: u64) {
        if let Some(question) = self.question().filter(|_| self.asks()) {
            veil(scene, now, question);
        }
        if let Some(meaning) = scene.verdict.as_mut().filter(|_| self.has_asked()) {
            veil::leave_out_question(meaning);
        }
    }

    /// Whether the story hides or locks a parameter.
    pub(super) fn forbids(&self, name: &str) -> bool {
        self.said.as_ref().is_some_and(|said| said.forbids(name))
    }

    /// Follows a cue. What is to be done with the lesson comes back.
    ///
    /// # Errors
    /// A sentence when the answer cannot be read, or the state not be asked about.
    pub(super) fn follow(&mut self, cue: Cue, here: &mut dyn Session) -> Result<Option<Wish>, Problem> {
        (self.due, self.eager) = (true, true);
        self.ahead.look_anew();
        match cue {
            Cue::Begin(telling) => return Ok(self.begin(telling, &here.recipe())),
            Cue::Next => return Ok(self.turn(Tour::next_card)),
            Cue::Before => return Ok(self.turn(Tour::card_before)),
            Cue::Card(place) => return Ok(self.turn(|tour| tour.go_to(place))),
            Cue::Return => {
                let again = self.outcome.told.is_some() || self.outcome.verdict.is_some();
                let tries = |question: &Question| matches!(question.task().kind, Kind::Break { .. });
                let there = self.card().is_some_and(|card| !strays(card, here));
                if there && self.outcome.verdict.is_some() && self.question().is_some_and(tries) {
                    // What was set is what is tried next.
                    self.outcome.verdict = None;
                    return Ok(None);
                }
                if again {
                    self.outcome = Outcome::default();
                }
                return Ok(self.back_to_the_card());
            }
            Cue::Answer(typed) => self.check(here, |question| question.read(&typed))?,
            Cue::At(spot) => self.check(here, |_| Ok(Answer::at(spot)))?,
            Cue::Hint => {
                let hint = match (&mut self.practice, &mut self.tour) {
                    (Some(practice), _) => practice.hint(),
                    (None, Some(tour)) => tour.hint().map(str::to_string),
                    (None, None) => None,
                };
                self.outcome.hint = hint.or(self.outcome.hint.take());
                self.outcome.verdict = None;
            }
            Cue::Show(pause) => return Ok(self.show(pause)),
            Cue::Practice => return self.exercise(),
        }
        Ok(None)
    }

    /// A new question will be put, and what was done before does not count.
    fn fresh(&mut self) {
        self.outcome = Outcome::default();
        self.before = None;
        self.turned = true;
    }

    fn turn(&mut self, turn: impl FnOnce(&mut Tour) -> bool) -> Option<Wish> {
        let practised = self.practice.take().is_some();
        let turned = self.tour.as_mut().is_some_and(turn);
        if !turned && !practised {
            return None;
        }
        self.fresh();
        self.back_to_the_card()
    }

    fn card(&self) -> Option<&Card> {
        self.tour.as_ref().and_then(|tour| tour.card()).map(|(_, card)| card)
    }

    /// The state of the card or of the exercise; none where a card plays wherever the learner is.
    fn scene(&self) -> Option<Recipe> {
        match &self.practice {
            Some(practice) => Some(practice.scene().clone()),
            None => self.card()?.scene.clone(),
        }
    }

    /// Brings the learner to the state of the card or of the exercise.
    fn back_to_the_card(&mut self) -> Option<Wish> {
        let scene = self.scene();
        (self.before, self.awaited) = (None, scene.as_ref().map(|scene| scene.step));
        scene.map(Wish::Open)
    }

    /// The question that stands.
    fn question(&self) -> Option<&Question> {
        match &self.practice {
            Some(practice) => practice.question(),
            None => self.tour.as_ref()?.question(),
        }
    }

    fn check(
        &mut self,
        here: &mut dyn Session,
        read: impl FnOnce(&Question) -> Result<Answer, Problem>,
    ) -> Result<(), Problem> {
        let Some(answer) = self.question().map(read).transpose()? else { return Ok(()) };
        let verdict = match (&mut self.practice, &mut self.tour) {
            (Some(practice), _) => practice.answer(&answer, here, &mut self.ahead)?,
            (None, Some(tour)) => tour.answer(&answer, here, &mut self.ahead)?,
            (None, None) => None,
        };
        self.outcome.hint = None;
        self.outcome.tries += u32::from(verdict.is_some());
        self.outcome.verdict = verdict;
        self.outcome.tried = self.tried(here);
        Ok(())
    }

    /// What would be checked now, where that is no word.
    fn tried(&self, here: &dyn Session) -> Option<Tried> {
        match &self.question()?.task().kind {
            Kind::Break { parameter, .. } => Some(Tried::Set(here.parameters().number(parameter))),
            Kind::Reach { .. } | Kind::Do { .. } => Some(Tried::State(here.recipe())),
            _ => None,
        }
    }

    /// What is done after a wrong answer is the next one in the making: what was said of the last one is not true of it.
    fn try_anew(&mut self, here: &dyn Session) {
        let wrong = self.outcome.verdict.as_ref().is_some_and(|verdict| !verdict.right);
        if wrong && self.tried(here) != self.outcome.tried {
            self.outcome.verdict = None;
        }
    }

    /// Tells the answer, and has it shown.
    fn show(&mut self, pause: Duration) -> Option<Wish> {
        let question = self.question()?.clone();
        let deeds = question.task().demonstration().to_vec();
        self.outcome.told = Some(question);
        if let Some(practice) = &mut self.practice {
            practice.give_up();
        } else if let Some(tour) = &mut self.tour {
            tour.give_up();
        }
        if deeds.is_empty() {
            return None;
        }
        // What reaches a goal does so from where the goal was set, not from wherever the learner has come to.
        let reaches = matches!(self.outcome.told.as_ref()?.task().kind, Kind::Reach { .. });
        let from = if reaches { self.scene() } else { None };
        if from.is_some() {
            self.before = None;
        }
        Some(Wish::Perform { from, deeds, pause })
    }

    /// The next exercise; the first one when there was none.
    fn exercise(&mut self) -> Result<Option<Wish>, Problem> {
        let Some(chapter) = self.tour.as_ref().map(Tour::chapter) else { return Ok(None) };
        if chapter.drills.is_empty() {
            return Err(Problem::usage(text("This lesson has no exercises yet.", "本课还没有练习。")));
        }
        let practice = match self.practice.take() {
            Some(practice) => practice.next(&chapter.drills),
            None => Practice::begin(&chapter.drills),
        };
        let Some(practice) = practice else { return Ok(None) };
        self.practice = Some(practice);
        self.fresh();
        Ok(self.back_to_the_card())
    }

    /// Looks at the lesson at rest: notices what was done, asks what can be asked, and finds its words.
    pub(super) fn look(&mut self, here: &dyn Session, reveal: Reveal) {
        let eager = std::mem::take(&mut self.eager);
        self.due = false;
        self.ahead.look_anew();
        let Some(tour) = &mut self.tour else { return };
        // Words with numbers of other steps cost something: they are found once a state.
        let looked = self.looked.replace((here.recipe(), reveal));
        if !eager && self.said.is_some() && looked == self.looked {
            return;
        }
        if self.awaited.is_some_and(|step| here.now() == step || here.at_end()) {
            self.awaited = None;
        }
        let now = Noticed::of(here, reveal);
        let before = self.before.replace(now.clone());
        for deed in before.iter().flat_map(|before| before.deeds(&now)) {
            // What cannot be asked about here is no deed that counts.
            let noticed = match &mut self.practice {
                Some(practice) => practice.notice(&deed, here, &mut self.ahead),
                None => tour.notice(&deed, here, &mut self.ahead),
            };
            if matches!(noticed, Ok(true)) {
                self.outcome.trouble = None;
            }
        }
        self.ask(here);
        self.congratulate(here);
        self.try_anew(here);
        self.said = self.words(here).map(Arc::new);
        self.turned = false;
    }

    /// Puts the question, once the card's deeds are done.
    fn ask(&mut self, here: &dyn Session) {
        if self.outcome.put || self.outcome.told.is_some() || self.awaited.is_some() {
            return;
        }
        let asked = match (&mut self.practice, &mut self.tour) {
            (Some(practice), _) => practice.ask(here, &mut self.ahead),
            (None, Some(tour))
                if tour.ready() && tour.card().is_some_and(|(_, card)| !strays(card, here)) =>
            {
                tour.ask(here, &mut self.ahead).map(|asked| asked.is_some())
            }
            _ => return,
        };
        match asked {
            Ok(asked) => {
                self.outcome.put = asked;
                let card = self.tour.as_ref().and_then(Tour::card).filter(|_| asked);
                self.outcome.words = card.map(|(_, card)| card.coach.say(here, &mut self.ahead));
            }
            Err(problem) => self.outcome.trouble = Some(problem.text),
        }
    }

    /// A question that is answered by doing gets its verdict as soon as it is done.
    fn congratulate(&mut self, here: &dyn Session) {
        let doing =
            |question: &Question| matches!(question.task().kind, Kind::Reach { .. } | Kind::Do { .. });
        let wanted = self.outcome.verdict.as_ref().is_none_or(|verdict| !verdict.right);
        let Some(question) = self.question().filter(|question| wanted && doing(question)) else { return };
        let question = question.clone();
        if question.reached(here, &mut self.ahead).unwrap_or(false) {
            self.outcome.verdict = question.check(&Answer::Done, here, &mut self.ahead).ok();
        }
    }

    /// Whether a run has just reached what the open question asks for; looked at now and then.
    pub(super) fn is_reached(&mut self, here: &dyn Session, now: Instant) -> bool {
        const PAUSE: Duration = Duration::from_millis(200);
        if !self.asks() || self.glanced.is_some_and(|last| now < last + PAUSE) {
            return false;
        }
        self.glanced = Some(now);
        let question = match &self.practice {
            Some(practice) => practice.question(),
            None => self.tour.as_ref().and_then(Tour::question),
        };
        let reach = question.filter(|question| matches!(question.task().kind, Kind::Reach { .. }));
        reach.is_some_and(|question| question.reached(here, &mut self.ahead).unwrap_or(false))
    }
}

/// Whether the learner is at a state that the card does not speak of: what it sets is no longer so, or something else
/// that matters is not as it is by default.
fn strays(card: &Card, here: &dyn Session) -> bool {
    let Some(scene) = &card.scene else { return false };
    let turned = |(parameter, value): (&Parameter, &Value)| {
        let matters = !matches!(parameter.effect, Effect::View | Effect::State);
        let said = card.frees(&parameter.name) || scene.settings.get(&parameter.name).is_some();
        matters && !said && *value != parameter.default
    };
    !card.fits(&here.recipe()) || here.parameters().iter().any(turned)
}
