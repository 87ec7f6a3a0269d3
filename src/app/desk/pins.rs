//! Runs that are pinned: those that come later are drawn over their curves.

use super::{Desk, Errand};
use crate::app::comparison::Comparison;
use crate::app::order::{Note, Outcome, Pinning};
use crate::app::pinned::{Pinned, panel};
use crate::lab::scene::{Chart, Curve, Ink, Picture, Stroke};
use crate::lab::{History, Recipe, Reveal, Scene, Session};
use crate::lessons::differences;
use crate::say;
use crate::words::{Problem, Text, same, text, whole};
use std::collections::VecDeque;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// A name has at most so many characters.
const LONGEST: usize = 24;

/// A run as it was when it was pinned.
pub(super) struct Pin {
    lesson: &'static str,
    number: usize,
    name: String,
    /// The whole run, as far as it was seen.
    run: Recipe,
    /// Its charts over steps, by panel.
    charts: Vec<(&'static str, Chart)>,
    history: History,
}

impl Pin {
    /// One of an earlier session, whose curves are to be computed again.
    fn recalled(lesson: &'static str, number: usize, name: String, run: Recipe) -> Pin {
        Pin { lesson, number, name, run, charts: Vec::new(), history: History::default() }
    }

    fn of(session: &dyn Session, number: usize, name: String) -> Pin {
        let scene = session.scene(Reveal::Whole, &[], (80, 48));
        let charts = scene.panels.into_iter().filter_map(|panel| match panel.picture {
            Picture::Chart(chart) if chart.steps => Some((panel.id, chart)),
            _ => None,
        });
        Pin {
            lesson: session.card().id,
            number,
            name,
            run: run(session),
            charts: charts.collect(),
            history: session.history().clone(),
        }
    }

    /// What it is called.
    fn called(&self) -> Text {
        match self.name.as_str() {
            "" => text("as it comes", "默认设定"),
            name => same(name),
        }
    }

    /// Its number and its name.
    fn title(&self) -> Text {
        let number = self.number;
        same(format!("{number} ")).then(&self.called())
    }

    /// Its curves for a chart of the present run, the first with its number and name.
    fn ghosts(&self, pinned: &Chart, present: &Chart) -> Vec<Curve> {
        let mut ghosts = ghosts(pinned, present, self.called());
        if let Some(first) = ghosts.first_mut() {
            first.letter = char::from_digit((self.number % 10) as u32, 10);
        }
        ghosts
    }
}

/// The curves of another run for a chart of the present one, the first with its name.
pub(super) fn ghosts(other: &Chart, present: &Chart, name: Text) -> Vec<Curve> {
    let seen = other.curves.iter().enumerate().filter(|(_, curve)| !curve.ahead && !curve.points.is_empty());
    let counterpart = |at: usize, curve: &Curve| {
        let named = present.curves.iter().position(|known| known.name == curve.name);
        named.filter(|_| !curve.name.is_empty()).unwrap_or(at)
    };
    let mut ghosts: Vec<Curve> = seen
        .map(|(at, curve)| Curve {
            points: curve.points.clone(),
            ink: Ink::Quiet,
            stroke: if curve.stroke == Stroke::Columns { Stroke::Line } else { curve.stroke },
            ghost: Some(counterpart(at, curve)),
            ..Curve::default()
        })
        .collect();
    if let Some(first) = ghosts.first_mut() {
        first.name = name;
    }
    ghosts
}

/// The whole run of a session, as far as it was seen.
fn run(session: &dyn Session) -> Recipe {
    let mark = session.bookmark();
    Recipe { step: mark.head, ..mark.run() }
}

/// Whether both are the same run, however far each was seen.
pub(super) fn same_run(a: &Recipe, b: &Recipe) -> bool {
    let whole = |recipe: &Recipe| Recipe { step: 0, seals: Vec::new(), ..recipe.clone() };
    whole(a) == whole(b)
}

/// What is set in a run, in a few words.
pub(super) fn name(run: &Recipe) -> String {
    let settings = run.settings.iter().map(|(name, value)| format!("{name}={value}"));
    let edits = run.edits.iter().map(|edit| format!("{}@{}={}", edit.name, edit.t, edit.value));
    let seed = run.seed.map(|seed| format!("seed={seed}"));
    let data = run.data.iter().filter_map(|path| Some(path.file_name()?.to_string_lossy().into_owned()));
    cut(&settings.chain(edits).chain(seed).chain(data).collect::<Vec<_>>().join(" "))
}

/// A name as it can be drawn.
fn cut(words: &str) -> String {
    let words: String = words.chars().filter(|c| !c.is_control()).collect();
    let words = words.trim();
    if words.chars().count() <= LONGEST {
        return words.to_string();
    }
    words.chars().take(LONGEST - 1).chain(['…']).collect()
}

/// The pinned runs of all lessons.
#[derive(Default)]
pub(super) struct Pins {
    list: Vec<Pin>,
    /// The one that is chosen in the list of a lesson's.
    chosen: usize,
    /// Lessons whose runs of earlier sessions are here.
    recalled: Vec<&'static str>,
    /// Of those, lesson and number of the ones whose curves are not here yet; the first is under way, by the errand
    /// with this number.
    awaited: VecDeque<(&'static str, usize)>,
    errand: Option<(u64, Arc<AtomicBool>)>,
}

impl Drop for Pins {
    fn drop(&mut self) {
        if let Some((_, stop)) = &self.errand {
            stop.store(true, Ordering::Relaxed);
        }
    }
}

impl Pins {
    fn of(&self, lesson: &str) -> impl Iterator<Item = &Pin> {
        self.list.iter().filter(move |pin| pin.lesson == lesson)
    }

    /// The runs that are pinned in a lesson.
    pub(super) fn runs(&self, lesson: &str) -> impl Iterator<Item = Recipe> {
        self.of(lesson).map(|pin| pin.run.clone())
    }

    /// One that is not the run of a session: the chosen one, else the latest; its title and its recipe.
    pub(super) fn other(&self, session: &dyn Session) -> Option<(Text, Recipe)> {
        let here = run(session);
        let others = || self.of(session.card().id).enumerate().filter(|(_, pin)| !same_run(&pin.run, &here));
        let (_, pin) = others().find(|(at, _)| *at == self.chosen).or_else(|| others().last())?;
        Some((pin.title(), pin.run.clone()))
    }

    fn find(&mut self, lesson: &str, number: usize) -> Option<&mut Pin> {
        self.list.iter_mut().find(|pin| pin.lesson == lesson && pin.number == number)
    }

    /// What the screen is told about those of a session's lesson.
    pub(super) fn compared(&self, session: &dyn Session) -> Vec<Pinned> {
        let here = run(session);
        self.of(session.card().id)
            .map(|pin| Pinned {
                number: pin.number,
                name: pin.name.clone(),
                title: pin.title(),
                is_this: same_run(&here, &pin.run),
                compared: Comparison {
                    differences: differences(&here, &pin.run).unwrap_or_default(),
                    parting: session.history().parting(&pin.history),
                    values: session.history().side_by_side(&pin.history, session.now()),
                },
                run: pin.run.clone(),
            })
            .collect()
    }

    /// Draws them under a scene, and lists them in a view of their own.
    pub(super) fn draw_under(&self, scene: &mut Scene, session: &dyn Session, all: &[Pinned]) {
        let (lesson, now) = (session.card().id, session.now() as f64);
        for shown in &mut scene.panels {
            if let Picture::Chart(present) = &mut shown.picture
                && present.steps
            {
                let mut ghosts = Vec::new();
                for (pin, pinned) in self.of(lesson).zip(all) {
                    let chart = pin.charts.iter().find(|(id, _)| *id == shown.id);
                    let mut its = chart.map_or_else(Vec::new, |(_, chart)| pin.ghosts(chart, present));
                    if pinned.is_this {
                        // Beneath the run itself: no further than it stands, so that nothing is given away.
                        its.iter_mut().for_each(|ghost| ghost.points.retain(|(t, _)| *t <= now));
                    }
                    ghosts.extend(its);
                }
                present.curves.extend(ghosts);
            }
        }
        if !all.is_empty() {
            scene.panels.push(panel(all, self.chosen));
        }
    }
}

impl Desk {
    /// Pins the run that is there, or does something with those that are pinned.
    pub(super) fn pin(&mut self, pinning: Pinning) -> Outcome {
        let Some(session) = self.session.as_deref().filter(|_| !self.preview) else { return Outcome::DONE };
        let lesson = session.card().id;
        match pinning {
            Pinning::Here => Outcome::done(Some(self.pins.pin(session))),
            Pinning::Choose(by) => {
                let last = self.pins.of(lesson).count().saturating_sub(1);
                self.pins.chosen = self.pins.chosen.min(last).saturating_add_signed(by as isize).min(last);
                Outcome::DONE
            }
            Pinning::Name(number, name) => match (self.pins.find(lesson, number), cut(&name)) {
                (_, name) if name.is_empty() => Outcome::Refused(Problem::usage(text(
                    "A name has at least one character.",
                    "名称至少要有一个字。",
                ))),
                (Some(pin), name) => {
                    pin.name = name;
                    Outcome::DONE
                }
                (None, _) => Outcome::DONE,
            },
            Pinning::Recall(kept) => {
                if !self.pins.recalled.contains(&lesson) {
                    self.pins.recalled.push(lesson);
                    self.recall(lesson, kept);
                }
                Outcome::DONE
            }
            Pinning::Remove(number) => {
                let title = self.pins.find(lesson, number).map(|pin| pin.title()).unwrap_or_default();
                self.pins.list.retain(|pin| pin.lesson != lesson || pin.number != number);
                let (en, zh) = (&title.en, &title.zh);
                Outcome::done(Some(Text {
                    en: format!("No longer pinned: “{en}”.").into(),
                    zh: format!("已取消固定：“{zh}”。").into(),
                }))
            }
        }
    }
}

impl Desk {
    /// Takes up runs whose curves are not there yet.
    pub(super) fn recall(&mut self, lesson: &'static str, kept: Vec<(String, Recipe)>) {
        self.pins.recall(lesson, kept);
        self.replay_next();
    }

    /// Computes the curves of the next pinned run that has none, one after the other.
    fn replay_next(&mut self) {
        if self.pins.errand.is_some() {
            return;
        }
        let Some((lesson, at)) = self.pins.awaited.front().copied() else { return };
        let Some(recipe) = self.pins.find(lesson, at).map(|pin| pin.run.clone()) else {
            self.pins.awaited.pop_front();
            return self.replay_next();
        };
        let (number, stop) = (self.next_number(), Arc::new(AtomicBool::new(false)));
        self.pins.errand = Some((number, Arc::clone(&stop)));
        self.errands.push(Errand::Replay { number, recipe, stop });
    }

    /// A pinned run of an earlier session was run again, or could not be.
    pub(super) fn replayed(&mut self, number: u64, run: Result<Box<dyn Session>, Problem>) {
        if self.pins.errand.take_if(|(known, _)| *known == number).is_none() {
            return;
        }
        if let Some((lesson, at)) = self.pins.awaited.pop_front()
            && let Some(pin) = self.pins.find(lesson, at)
        {
            match run {
                Ok(session) => {
                    *pin = Pin { run: pin.run.clone(), ..Pin::of(session.as_ref(), at, pin.name.clone()) }
                }
                Err(problem) => {
                    let title = pin.title();
                    let lost = text("A pinned run cannot be drawn: “", "无法画出固定的运行：“").then(&title);
                    self.note = Some(Note::bad(lost.then(&text("”. ", "”。")).then(&problem.text)));
                }
            }
        }
        self.replay_next();
    }
}

impl Pins {
    /// Takes up runs that were pinned in an earlier session; their curves come later.
    fn recall(&mut self, lesson: &'static str, kept: Vec<(String, Recipe)>) {
        for (name, run) in kept {
            if run.lesson == lesson && self.of(lesson).all(|pin| !same_run(&pin.run, &run)) {
                let number = self.of(lesson).map(|pin| pin.number).max().unwrap_or(0) + 1;
                self.list.push(Pin::recalled(lesson, number, cut(&name), run));
                self.awaited.push_back((lesson, number));
            }
        }
    }

    /// Pins a run; one that is pinned already is pinned as far as it was seen by now.
    pub(super) fn pin(&mut self, session: &dyn Session) -> Text {
        let (lesson, run) = (session.card().id, run(session));
        let known = self.list.iter().position(|pin| pin.lesson == lesson && same_run(&pin.run, &run));
        let number = match known {
            Some(at) => self.list[at].number,
            None => self.of(lesson).map(|pin| pin.number).max().unwrap_or(0) + 1,
        };
        let name = known.map_or_else(|| name(&run), |at| self.list[at].name.clone());
        let pin = Pin::of(session, number, name);
        let (title, t) = (pin.title(), whole(run.step));
        match known {
            Some(at) => self.list[at] = pin,
            None => self.list.push(pin),
        }
        self.chosen = self.of(lesson).count().saturating_sub(1);
        let (en, zh) = (&title.en, &title.zh);
        say!(
            "Pinned up to step {t} as “{en}”: later runs are drawn over it.",
            "已固定到第 {t} 步：“{zh}”；之后的运行会画在它上面。"
        )
    }
}
