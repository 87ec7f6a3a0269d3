//! What the screen is told of the run: a picture of now.

use super::Desk;
use crate::app::order::Mail;
use crate::app::snapshot::{Snapshot, turn_axes};
use crate::code::Beside;
use crate::lab::scene::Panel;
use crate::lab::{Scene, Session};

impl Desk {
    /// What is to be told to the screen since the last time, with a picture of now.
    pub fn report(&mut self) -> Mail {
        self.look_alike();
        // Between two cards the whole picture of the last one stays: no card's question stands beside another's state.
        let shown = self.session.as_ref().filter(|_| !self.is_between_cards());
        let code = shown.map(|session| match self.code_seen {
            true => self.code.panel(session.as_ref(), self.reveal),
            false => Beside::closed(),
        });
        let made = self.made.take();
        let scene = shown.map(|session| made.unwrap_or_else(|| self.scene(session.as_ref())));
        self.made = if self.coach_will_speak() { scene.clone() } else { None };
        let told = shown.zip(code).zip(scene);
        let snapshot =
            told.map(|((session, code), scene)| Box::new(self.snapshot(session.as_ref(), code, scene)));
        let loading = self.loading();
        let answers = if self.coach_will_speak() { Vec::new() } else { std::mem::take(&mut self.answers) };
        Mail { loading, snapshot, answers, note: self.note.take() }
    }

    /// What the lesson shows of itself.
    pub(super) fn scene(&self, session: &dyn Session) -> Scene {
        session.scene(self.reveal, self.research.results(), self.detail)
    }

    /// A picture of now around the lesson's own.
    pub(super) fn snapshot(&self, session: &dyn Session, code: Panel, mut scene: Scene) -> Snapshot {
        let mut pair = self.paired(session, &scene);
        let pins = if self.preview { Vec::new() } else { self.pins.compared(session) };
        if !pins.is_empty() {
            self.pins.draw_under(&mut scene, session, &pins);
        }
        scene.panels.push(code);
        if self.log_axis {
            turn_axes(&mut scene.panels);
            if let Some(pair) = &mut pair {
                pair.beside.iter_mut().for_each(|beside| turn_axes(&mut beside.scene.panels));
                turn_axes(pair.chart.as_mut_slice());
            }
        }
        self.coach.veil(&mut scene, session.now());
        let now = session.now();
        Snapshot {
            coach: self.coach.said(),
            card: session.card(),
            now,
            head: session.head(),
            length: session.length(),
            phases: session.phases(),
            reveal: self.reveal,
            seed: session.seed(),
            running: self.running,
            speed: self.pace.speed(),
            goal: self.journey.as_ref().map(|journey| (journey.goal, journey.left(now))),
            working: self.research.working(),
            ending: session.ending().cloned(),
            broken: session.broken(),
            parameters: session.parameters().clone(),
            recipe: session.recipe(),
            undo: self.past.len(),
            pins,
            pair: pair.map(Box::new),
            preview: self.preview,
            scene,
        }
    }
}
