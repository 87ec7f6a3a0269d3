//! The words of the moment: what the card says, what it asks, and what came of the answer, as data for the screen.

use super::practice::Practice;
use super::{Asked, Coach, Form, Said, strays};
use crate::lab::Session;
use crate::story::{Kind, Verdict};
use crate::words::{same, text};

impl Coach {
    /// All that is said now.
    pub(super) fn words(&mut self, here: &dyn Session) -> Option<Said> {
        let asked = self.asked(here);
        let (tour, telling) = (self.tour.as_ref()?, self.telling.as_ref()?);
        let named = |words: String| telling.keys.named_in(&words);
        let (place, card) = tour.card()?;
        let chapter = tour.chapter();
        let (words, title, elsewhere) = match &self.practice {
            Some(practice) => (String::new(), practice.title().to_string(), !practice.fits(&here.recipe())),
            None => {
                let strays = strays(card, here);
                let words = match self.outcome.words.clone() {
                    Some(put) => put,
                    None if strays => String::new(),
                    None => card.coach.say(here, &mut self.ahead),
                };
                (words, card.title.clone(), strays)
            }
        };
        let done = tour.deeds_done();
        Some(Said {
            key: telling.key.clone(),
            place,
            title,
            titles: chapter.cards.iter().map(|card| card.title.clone()).collect(),
            ticks: chapter.cards.iter().map(|card| tour.is_ticked(card)).collect(),
            words: named(words),
            deeds: card.deeds.iter().enumerate().map(|(at, deed)| (deed.text(here), at < done)).collect(),
            elsewhere,
            asked,
            trouble: self.outcome.trouble.clone(),
            more: named(card.more.say(here, &mut self.ahead)),
            views: if self.practice.is_none() { card.views.clone() } else { Vec::new() },
            practice: self.practice.as_ref().map(Practice::tally),
            drills: !chapter.drills.is_empty(),
            solved: chapter
                .tasks()
                .map(|(_, task)| &task.id)
                .filter(|id| tour.is_done(id))
                .cloned()
                .collect(),
            hidden: chapter.hidden.clone(),
            locked: chapter.locked.clone(),
            turns: match &self.practice {
                Some(practice) => practice.turns().map(str::to_string).collect(),
                None => card.turns().map(str::to_string).collect(),
            },
        })
    }

    fn asked(&mut self, here: &dyn Session) -> Option<Asked> {
        let told = self.outcome.told.as_ref();
        let told = told.map(|question| (question.truth(), question.because(here, &mut self.ahead)));
        let question = self.outcome.told.as_ref().or(self.question())?;
        let keys = &self.telling.as_ref()?.keys;
        let named = |words: &str| keys.named_in(words);
        let number = self.practice.as_ref().map_or(0, Practice::number);
        let form = match &question.task().kind {
            Kind::Direction { .. } => {
                Form::Options(vec![text("rise", "上升"), text("fall", "下降"), text("stay", "不变")])
            }
            Kind::Choice(_) | Kind::Item { .. } => {
                Form::Options(question.options().iter().map(|option| same(named(option))).collect())
            }
            Kind::Reach { .. } | Kind::Do { .. } => Form::Doing,
            Kind::Break { .. } => Form::LineOrSetting,
            Kind::Number { .. } | Kind::Place { .. } => Form::Line,
        };
        Some(Asked {
            id: format!("{}/{number}", question.task().id),
            words: named(question.words()),
            form,
            expects: question.expects(),
            panel: question.panel().map(str::to_string),
            hint: self.outcome.hint.as_deref().map(named),
            more_hints: !question.out_of_hints(),
            verdict: self.outcome.verdict.clone().map(|verdict| {
                let because = named(&verdict.because);
                Verdict { because, ..verdict }
            }),
            tries: self.outcome.tries,
            told: told.map(|(truth, because)| (truth, named(&because))),
        })
    }
}
