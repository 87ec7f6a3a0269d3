//! Doing what a lesson answers to a deed, one response after the other.

use super::Desk;
use super::past::{About, Place};
use crate::app::order::{Deed, Order, Outcome, Ticket};
use crate::lab::{Change, Parameter, Recipe, Response, Value};
use crate::say;
use crate::words::{Problem, Text, text, whole};
use std::collections::VecDeque;

/// The responses to one order, how far they are done, and what is to be told about them.
pub(super) struct Doing {
    pub(super) ticket: Option<Ticket>,
    said: Option<Text>,
    asks: Vec<Response>,
    rest: VecDeque<Response>,
    /// Where the run stood before.
    pub(super) before: Option<Place>,
}

impl Doing {
    pub(super) fn new(ticket: Option<Ticket>, responses: Vec<Response>, before: Option<Place>) -> Doing {
        Doing { ticket, said: None, asks: Vec::new(), rest: responses.into(), before }
    }

    /// Nothing but a sentence to be told once a run has begun again.
    pub(super) fn saying(ticket: Option<Ticket>, said: Text, before: Option<Place>) -> Doing {
        Doing { said: Some(said), ..Doing::new(ticket, Vec::new(), before) }
    }
}

/// Whether the responses set anything.
pub(super) fn sets(responses: &[Response]) -> bool {
    responses.iter().any(|response| matches!(response, Response::Set { .. }))
}

/// Whether the responses take steps.
pub(super) fn travels(responses: &[Response]) -> bool {
    responses.iter().any(|response| matches!(response, Response::Advance(_)))
}

/// Why a parameter that is words does not go up or down, and how it is changed.
fn has_no_notches(parameter: &Parameter) -> Text {
    let Text { en, zh } = &parameter.label;
    Text {
        en: format!(
            "“{en}” is words and has no notches: choose it with `key:up``key:down`, then `key:enter` edits it."
        )
        .into(),
        zh: format!("“{zh}”是文字，不能逐档调整：用 `key:up``key:down` 选中它，再按 `key:enter` 编辑。")
            .into(),
    }
}

/// What setting a parameter came to.
enum Came {
    /// Done, with a sentence perhaps.
    To(Option<Text>),
    /// The run has to begin again, from this recipe.
    Again(Recipe),
}

impl Desk {
    /// What only the lesson understands; without an outcome it is answered later.
    pub(super) fn deed(&mut self, ticket: Option<Ticket>, deed: Deed) -> Option<Outcome> {
        let Some(session) = self.session.as_ref() else { return Some(Outcome::DONE) };
        let (responses, about) = match &deed {
            Deed::Bring { files, said } => {
                self.bring(ticket, files.clone(), said);
                return None;
            }
            Deed::Load(loaded) => return self.load(ticket, loaded.clone()),
            Deed::Set { name, value } => match session.parameters().typed(name, value) {
                Ok(value) => {
                    (vec![Response::Set { name: name.clone(), value }], About::Parameter(name.clone()))
                }
                Err(problem) => return Some(Outcome::Refused(problem)),
            },
            Deed::Nudge { name, up } => {
                let parameters = session.parameters();
                let response = match (parameters.nudged(name, *up), parameters.declared(name)) {
                    (Some(value), _) => Some(Response::Set { name: name.clone(), value }),
                    (None, known) => known.map(|parameter| Response::Say(has_no_notches(parameter))),
                };
                (response.into_iter().collect(), About::Parameter(name.clone()))
            }
            Deed::Gesture(gesture) => (session.respond(gesture), About::Picture),
            Deed::Verb(verb) => {
                let offer = session.card().verbs.iter().find(|offer| offer.verb == *verb);
                let name = offer.map(|offer| offer.name.clone()).unwrap_or_default();
                (session.act(*verb), About::Verb(name))
            }
        };
        if self.journey.is_some() && travels(&responses) {
            // An epoch is counted from where the one before it ends.
            self.waiting.push_front((None, Order::Deed(deed)));
            return Some(Outcome::DONE);
        }
        // A stroke is undone as a whole.
        let before = if self.stroke || !sets(&responses) { None } else { self.here(about) };
        self.go_on(Doing::new(ticket, responses, before))
    }

    /// Does what is left. No outcome: a run begins again first, and the order is answered after that.
    pub(super) fn go_on(&mut self, mut doing: Doing) -> Option<Outcome> {
        while let Some(response) = doing.rest.pop_front() {
            match response {
                Response::Set { name, value } => match self.set(&name, value) {
                    Ok(Came::To(said)) => doing.said = said,
                    Ok(Came::Again(recipe)) => {
                        let said = text("The run begins again with this value.", "以新的值重新开始。");
                        doing.said = Some(said);
                        self.begin_again(doing, recipe, self.running);
                        return None;
                    }
                    Err(problem) => {
                        self.done(doing.before);
                        return Some(Outcome::Refused(problem));
                    }
                },
                Response::Advance(steps) => {
                    let now = self.session.as_ref().map_or(0, |session| session.now());
                    doing.said = self.head_for(now.saturating_add(steps)).or(doing.said);
                }
                Response::Work(job) => {
                    self.work_on(&job);
                    doing.asks.push(Response::See(job));
                }
                Response::Say(words) => doing.said = Some(words),
                ask @ (Response::Ask { .. }
                | Response::Save { .. }
                | Response::See(_)
                | Response::Weights(_)
                | Response::Metrics(..)) => {
                    doing.asks.push(ask);
                }
            }
        }
        self.done(doing.before);
        Some(Outcome::Accepted { said: doing.said, asks: doing.asks })
    }

    /// An order is carried out: what it changed can be undone.
    fn done(&mut self, before: Option<Place>) {
        if let Some(before) = before {
            let picture = before.about == About::Picture;
            self.stroke = self.record(before) && picture;
        }
    }

    fn set(&mut self, name: &str, value: Value) -> Result<Came, Problem> {
        if self.coach.forbids(name) {
            let locked = text("The story has locked this parameter.", "本故事锁定了这个参数。");
            return Ok(Came::To(Some(locked)));
        }
        let Some(session) = self.session.as_mut() else { return Ok(Came::To(None)) };
        if let Some(recipe) = session.again(name, &value)? {
            return Ok(Came::Again(recipe));
        }
        Ok(Came::To(match session.put(name, value)? {
            // At the start it counts for all of the run, which need not be said.
            Change::Live | Change::Restarted if session.now() == 0 => None,
            Change::Live | Change::Restarted => {
                let t = whole(session.now());
                Some(say!("Counts from step {t} on.", "从第 {t} 步起生效。"))
            }
            Change::View | Change::None => None,
        }))
    }

    /// What the run has learnt, for the screen to ask where it goes.
    pub(super) fn weights(&self) -> Outcome {
        match self.session.as_ref().map(|session| session.weights()) {
            Some(weights) if !weights.is_empty() => {
                Outcome::Accepted { said: None, asks: vec![Response::Weights(weights)] }
            }
            _ => Outcome::done(Some(text("This lesson learns no weights.", "本课没有要学的权重。"))),
        }
    }

    /// The metrics of the steps up to the present one, for the screen to ask where they go. Of a long run the history
    /// keeps every so many steps alone.
    pub(super) fn metrics(&self) -> Outcome {
        let Some(session) = &self.session else { return Outcome::done(None) };
        let columns = std::iter::once(session.counter()).chain(session.metrics());
        let columns = columns.map(|metric| metric.name.to_string()).collect();
        let now = session.now();
        let known = session.history().buckets().iter().filter(|bucket| bucket.t < now);
        let mut rows: Vec<_> = known.map(|bucket| (bucket.t, bucket.first.clone())).collect();
        rows.push((now, session.measure()));
        Outcome::Accepted { said: None, asks: vec![Response::Metrics(columns, rows)] }
    }

    /// Puts a background job up.
    fn work_on(&mut self, name: &str) {
        let Some(job) = self.session.as_ref().and_then(|session| session.job(name)) else { return };
        let number = self.next_number();
        let errand = self.research.begin(number, job);
        self.errands.push(errand);
    }
}
