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
        let whole = self.heading()?;
        let (tour, telling) = (self.tour.as_ref()?, self.telling.as_ref()?);
        let named = |words: String| telling.keys.named_in(&words);
        let (_, card) = tour.card()?;
        let (words, elsewhere) = match &self.practice {
            Some(practice) => (String::new(), !practice.fits(&here.recipe())),
            None => {
                let strays = strays(card, here);
                let words = match self.outcome.words.clone() {
                    Some(put) => put,
                    None if strays => String::new(),
                    None => card.coach.say(here, &mut self.ahead),
                };
                (words, strays)
            }
        };
        let done = tour.deeds_done();
        Some(Said {
            words: named(words),
            deeds: card.deeds.iter().enumerate().map(|(at, deed)| (deed.text(here), at < done)).collect(),
            elsewhere,
            asked,
            trouble: self.outcome.trouble.clone(),
            more: named(card.more.say(here, &mut self.ahead)),
            ..whole
        })
    }

    /// Which card it is on its way to.
    pub(super) fn on_its_way(&self) -> Option<Said> {
        let words = text("Going to the state that this card tells of …", "正在前往本卡片所讲的状态……");
        let language = self.telling.as_ref()?.language;
        let heading = self.heading().filter(|_| self.turns())?;
        Some(Said { words: words.get(language).to_string(), ..heading })
    }

    /// What is known of a card before its state is there.
    fn heading(&self) -> Option<Said> {
        let (tour, telling) = (self.tour.as_ref()?, self.telling.as_ref()?);
        let (place, card) = tour.card()?;
        let chapter = tour.chapter();
        let solved = chapter.tasks().map(|(_, task)| &task.id).filter(|id| tour.is_done(id));
        Some(Said {
            key: telling.key.clone(),
            place,
            title: match &self.practice {
                Some(practice) => practice.title().to_string(),
                None => card.title.clone(),
            },
            titles: chapter.cards.iter().map(|card| card.title.clone()).collect(),
            ticks: chapter.cards.iter().map(|card| tour.is_ticked(card)).collect(),
            views: if self.practice.is_none() { card.views.clone() } else { Vec::new() },
            practice: self.practice.as_ref().map(Practice::tally),
            drills: !chapter.drills.is_empty(),
            solved: solved.cloned().collect(),
            hidden: chapter.hidden.clone(),
            locked: chapter.locked.clone(),
            turns: match &self.practice {
                Some(practice) => practice.turns().map(str::to_string).collect(),
                None => card.turns().map(str::to_string).collect(),
            },
            ..Said::default()
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
