//! A second run beside the one that is there. It is no traveller of its own: it stands where the learner's run
//! stands, at the same step and in the same phase, or at its end where it ends before.

use super::past::{Aside, Past};
use super::pins::{ghosts, name, same_run};
use super::{Desk, Errand};
use crate::app::comparison::Comparison;
use crate::app::order::{Note, Outcome, Pairing};
use crate::app::pair::{Beside, Pair, table};
use crate::app::parameters;
use crate::lab::scene::{Panel, Picture, Place};
use crate::lab::{Effect, Keep, Loading, Recipe, Reveal, Scene, Session, Value};
use crate::lessons::differences;
use crate::words::{Problem, Text, same, text};
use std::time::Instant;

/// A title names at most so many settings.
const MOST: usize = 2;

/// The second run.
pub(super) struct Second {
    state: State,
    /// It is A, on the left, and the learner's run is B.
    is_a: bool,
}

enum State {
    /// It is to be opened when its lesson is there again.
    Away(Recipe),
    /// It is being opened, by the errand with this number.
    Opening(u64, Recipe),
    There(Box<There>),
}

struct There {
    run: Aside,
    past: Past,
    /// It stands where it belongs while the learner's run is at this step.
    at: Option<u64>,
}

impl Second {
    /// It leaves the desk with its lesson; `whole` with its run, else its recipe is enough.
    pub(super) fn leave(self, whole: bool) -> Second {
        let state = match self.state {
            State::There(there) if !whole => State::Away(there.run.session.bookmark().run()),
            State::Opening(_, recipe) => State::Away(recipe),
            state => state,
        };
        Second { state, ..self }
    }

    fn there(&self) -> Option<&There> {
        match &self.state {
            State::There(there) => Some(there),
            State::Away(_) | State::Opening(..) => None,
        }
    }

    fn there_mut(&mut self) -> Option<&mut There> {
        match &mut self.state {
            State::There(there) => Some(there),
            State::Away(_) | State::Opening(..) => None,
        }
    }
}

impl There {
    fn new(session: Box<dyn Session>) -> Box<There> {
        Box::new(There { run: Aside::new(session), past: Past::default(), at: None })
    }

    /// Goes on to where the learner's run stands, as far as `go_on` says so.
    fn follow(&mut self, now: u64, go_on: &mut dyn FnMut() -> bool) {
        let mut stopped = false;
        let arrived = self.run.session.seek(now, &mut || {
            stopped = !go_on();
            !stopped
        });
        // Where it ends before, it stands where it belongs too.
        if arrived || !stopped {
            self.at = Some(now);
        }
    }
}

impl Desk {
    /// Does something with the second run.
    pub(super) fn pair(&mut self, pairing: Pairing) -> Outcome {
        if self.preview || self.session.is_none() {
            return Outcome::DONE;
        }
        match pairing {
            Pairing::Turn if self.second.is_some() => Outcome::done(Some(self.part())),
            Pairing::Turn => self.bring_beside(),
            Pairing::Swap => self.swap(),
            Pairing::Recall(run) => {
                let here = self.session.as_ref().is_some_and(|session| session.card().id == run.lesson);
                if here && self.second.is_none() {
                    self.open_beside(run, false);
                }
                Outcome::DONE
            }
        }
    }

    /// Brings the chosen one of the pinned runs beside the one that is there, or the same run once more.
    fn bring_beside(&mut self) -> Outcome {
        let Some(session) = self.session.as_deref() else { return Outcome::DONE };
        if let Some((title, run)) = self.pins.other(session) {
            self.open_beside(run, false);
            return Outcome::done(Some(Text {
                en: format!("“{}” beside this run: both take every step.", title.en).into(),
                zh: format!("“{}”与本次运行并排：两者同步前进。", title.zh).into(),
            }));
        }
        match session.twin(Keep::Bytes(self.keep)) {
            Ok(twin) => {
                self.second = Some(Second { state: State::There(There::new(twin)), is_a: false });
                Outcome::done(Some(text(
                    "The same run twice: change something, and the two part.",
                    "同一次运行的两份：改动其中一个，两者就会分开。",
                )))
            }
            Err(problem) => Outcome::Refused(problem),
        }
    }

    fn open_beside(&mut self, recipe: Recipe, is_a: bool) {
        let number = self.next_number();
        let run = Recipe { step: 0, ..recipe.clone() };
        let (keep, loading) = (Keep::Bytes(self.keep), Loading::default());
        self.errands.push(Errand::Open { number, recipe: run, keep, loading, weights: None });
        self.second = Some(Second { state: State::Opening(number, recipe), is_a });
    }

    /// Takes up what stood beside the run of a lesson when that was left.
    pub(super) fn take_up(&mut self, second: Option<Second>) {
        match second {
            Some(Second { state: State::Away(recipe), is_a }) => self.open_beside(recipe, is_a),
            second => self.second = second,
        }
    }

    /// An errand has opened the second run, or could not.
    pub(super) fn opened_beside(&mut self, number: u64, opened: Result<Box<dyn Session>, Problem>) {
        let Some(second) = &mut self.second else { return };
        if !matches!(&second.state, State::Opening(known, _) if *known == number) {
            return;
        }
        match opened {
            Ok(session) => second.state = State::There(There::new(session)),
            Err(problem) => {
                self.second = None;
                let lost = text("The second run cannot be opened. ", "无法打开第二次运行。");
                self.note = Some(Note::bad(lost.then(&problem.text)));
            }
        }
    }

    /// What is being opened is not waited for any more.
    pub(super) fn give_up_second(&mut self) {
        self.second.take_if(|second| matches!(second.state, State::Opening(..)));
    }

    /// The second run goes. It stays pinned, so that nothing is lost.
    fn part(&mut self) -> Text {
        let alone = text("This run alone.", "只显示本次运行。");
        let (Some(second), Some(session)) = (self.second.take(), self.session.as_deref()) else {
            return alone;
        };
        let parted = |run: &Recipe| {
            let known = self.pins.runs(session.card().id).chain([session.bookmark().run()]);
            known.into_iter().all(|known| differs(session, &known, run))
        };
        match second.state {
            State::There(there) if parted(&there.run.session.bookmark().run()) => {
                alone.then(&text(" ", "")).then(&self.pins.pin(there.run.session.as_ref()))
            }
            State::Opening(_, recipe) | State::Away(recipe) if parted(&recipe) => {
                self.recall(session.card().id, vec![(name(&recipe), recipe)]);
                alone
            }
            _ => alone,
        }
    }

    /// The two change places: edits go to the other one from now on, and undoing is about it.
    fn swap(&mut self) -> Outcome {
        let (Some(session), Some(second)) = (self.session.as_mut(), self.second.as_mut()) else {
            return Outcome::done(Some(text(
                "There is no second run beside this one.",
                "旁边没有第二次运行。",
            )));
        };
        let now = session.now();
        let State::There(there) = &mut second.state else { return Outcome::DONE };
        std::mem::swap(session, &mut there.run.session);
        std::mem::swap(&mut self.research, &mut there.run.research);
        std::mem::swap(&mut self.past, &mut there.past);
        there.at = None;
        second.is_a = !second.is_a;
        self.journey = None;
        self.coach.stir();
        let reveal = self.reveal;
        match self.session.as_ref().is_some_and(|session| session.now() == now) {
            true => {
                self.reveal = self.phase_of_session(reveal);
                Outcome::DONE
            }
            false => Outcome::done(self.head_for(now)),
        }
    }

    /// The same phase, as far as the run that is there now has it.
    fn phase_of_session(&self, reveal: Reveal) -> Reveal {
        match (reveal, self.session.as_ref().map(|session| session.phases().len())) {
            (Reveal::Upto(at), Some(count)) if count > 0 => Reveal::Upto(at.min(count - 1)),
            _ => Reveal::Whole,
        }
    }

    /// Whether the second run is on its way to where the learner's stands.
    pub(super) fn lags(&self) -> bool {
        let Some((session, there)) = self.session.as_ref().zip(self.second.as_ref().and_then(Second::there))
        else {
            return false;
        };
        there.at != Some(session.now())
    }

    /// The second run goes on to where the learner's stands, at most until `deadline`. Whether anything changed.
    pub(super) fn follow(&mut self, deadline: Instant) -> bool {
        if !self.lags() {
            return false;
        }
        self.follow_while(&mut || Instant::now() < deadline);
        true
    }

    /// One step behind the other: the second run takes the step that the learner's has just taken.
    pub(super) fn follow_while(&mut self, go_on: &mut dyn FnMut() -> bool) {
        let Some(now) = self.session.as_ref().map(|session| session.now()) else { return };
        if let Some(there) = self.second.as_mut().and_then(Second::there_mut) {
            there.follow(now, go_on);
        }
    }

    /// What is looked at is the same in both: parameters that change no number go along.
    pub(super) fn look_alike(&mut self) {
        let Some((session, there)) =
            self.session.as_ref().zip(self.second.as_mut().and_then(Second::there_mut))
        else {
            return;
        };
        let views: Vec<(String, Value)> = session
            .parameters()
            .iter()
            .filter(|(parameter, value)| {
                parameter.effect == Effect::View
                    && there.run.session.parameters().value(&parameter.name).is_some_and(|its| its != *value)
            })
            .map(|(parameter, value)| (parameter.name.clone(), value.clone()))
            .collect();
        for (name, value) in views {
            // What does not fit there stays as it is.
            let _ = there.run.session.put(&name, value);
        }
    }

    /// What the screen is told of the two; `scene` is that of the learner's run.
    pub(super) fn paired(&self, session: &dyn Session, scene: &Scene) -> Option<Pair> {
        let second = self.second.as_ref().filter(|_| !self.preview)?;
        let there = match &second.state {
            State::There(there) => there,
            State::Opening(_, recipe) | State::Away(recipe) => {
                return Some(Pair {
                    learner_is_b: second.is_a,
                    titles: Default::default(),
                    beside: None,
                    compared: Comparison::default(),
                    table: table(&Comparison::default()),
                    chart: None,
                    run: recipe.clone(),
                });
            }
        };
        let other = there.run.session.as_ref();
        let [a, b] = if second.is_a { [other, session] } else { [session, other] };
        let mut its = other.scene(self.reveal_of(session, other), there.run.research.results(), self.detail);
        let (mine, other_title) = (parted(session, other), parted(other, session));
        let titles = if second.is_a { [other_title, mine] } else { [mine, other_title] };
        let compared = Comparison::of(a, b, session.now());
        let chart = both([scene, &its], &titles, second.is_a);
        let panels = std::iter::once(table(&compared)).chain(chart).collect();
        let mut strip = Scene { panels, ..Scene::default() };
        self.coach.veil(&mut strip, session.now());
        self.coach.veil(&mut its, other.now());
        let mut strip = strip.panels.into_iter();
        Some(Pair {
            learner_is_b: second.is_a,
            titles,
            beside: Some(Beside {
                now: other.now(),
                ending: other.ending().cloned(),
                under_way: self.lags(),
                scene: its,
            }),
            table: strip.next().unwrap_or_else(|| table(&compared)),
            chart: strip.next(),
            compared,
            run: Recipe { step: other.head(), ..other.bookmark().run() },
        })
    }

    /// How much is shown of the run beside: the phase of the same name.
    fn reveal_of(&self, session: &dyn Session, other: &dyn Session) -> Reveal {
        let Reveal::Upto(at) = self.reveal else { return Reveal::Whole };
        let phases = other.phases();
        if other.now() != session.now() || phases.is_empty() {
            return Reveal::Whole;
        }
        let called = session.phases().get(at).and_then(|name| phases.iter().position(|known| known == name));
        Reveal::Upto(called.unwrap_or(at.min(phases.len() - 1)))
    }
}

/// Whether two runs of a lesson differ in more than what is looked at.
fn differs(session: &dyn Session, a: &Recipe, b: &Recipe) -> bool {
    let looks = |name: &str| {
        session.parameters().declared(name).is_some_and(|parameter| parameter.effect == Effect::View)
    };
    !same_run(a, b) && differences(a, b).map_or(true, |all| all.iter().any(|one| !looks(&one.name)))
}

/// What is set otherwise in a run than in another one: the parameters in force, the seed, the data.
fn parted(session: &dyn Session, other: &dyn Session) -> Text {
    let its = other.parameters();
    let parameters = session.parameters().iter().filter(|(parameter, value)| {
        parameter.effect != Effect::View && its.value(&parameter.name) != Some(*value)
    });
    let parameters = parameters.map(|(parameter, value)| {
        parameter.label.clone().then(&same(" ")).then(&parameters::shown(parameter, value))
    });
    let seed = (session.seed() != other.seed()).then(|| {
        let seed = session.seed();
        crate::say!("seed {seed}", "种子 {seed}")
    });
    let data = (session.recipe().data != other.recipe().data).then(|| {
        let data = session.recipe().data;
        let name = data.first().and_then(|path| path.file_name()).map(|name| name.to_string_lossy());
        name.map_or(text("nnlab's data", "自带数据"), |name| same(crate::words::printable(&name)))
    });
    let all: Vec<Text> = parameters.chain(seed).chain(data).collect();
    let more = all.len() > MOST;
    let named = all.into_iter().take(MOST).reduce(|all, next| all.then(&text(", ", "，")).then(&next));
    match named {
        Some(named) if more => named.then(&same(" …")),
        Some(named) => named,
        None if session.bookmark().same_run(&other.bookmark()) => text("the same run", "同一次运行"),
        None => text("the same up to here", "到此为止相同"),
    }
}

/// The cost of both runs in one chart, as far as the lesson draws one over steps: the learner's over the other's.
fn both([scene, its]: [&Scene; 2], titles: &[Text; 2], learner_is_b: bool) -> Option<Panel> {
    let over_steps = |panel: &&Panel| matches!(&panel.picture, Picture::Chart(chart) if chart.steps);
    let charts = || scene.panels.iter().filter(over_steps);
    let mut panel = charts().find(|panel| panel.place == Place::Cost).or_else(|| charts().next())?.clone();
    let other = its.panels.iter().find(|known| known.id == panel.id)?;
    let called = |b: bool| ((if b { 'B' } else { 'A' }), titles[usize::from(b)].clone());
    let (learner, beside) = (called(learner_is_b), called(!learner_is_b));
    if let (Picture::Chart(chart), Picture::Chart(other)) = (&mut panel.picture, &other.picture) {
        let mut ghosts = ghosts(other, chart, beside.1);
        // The letters stand at the ends of the curves too: where the legend has no room, they say which is which.
        if let Some(first) = ghosts.first_mut() {
            first.letter = Some(beside.0);
        }
        if let [only] = chart.curves.as_mut_slice() {
            (only.letter, only.name) = (Some(learner.0), learner.1);
        }
        chart.curves.extend(ghosts);
    }
    (panel.active, panel.pick) = (false, None);
    Some(panel)
}
