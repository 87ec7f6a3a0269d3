//! A run drawn step by step without a terminal: stills, and what films are made of.

use super::desk::Desk;
use super::engine::Inline;
use super::keys::Keymap;
use super::order::{Control, Order, Pairing};
use super::progress::Progress;
use super::snapshot::Snapshot;
use super::state::App;
use super::views;
use crate::lab::Recipe;
use crate::say;
use crate::view::{self, PanelState, Pen};
use crate::words::{Problem, Text, about, printable, whole};
use ratatui::buffer::Buffer;
use ratatui::crossterm::event::Event;
use ratatui::layout::Rect;
use std::time::Duration;

/// A still whose step is further away than this says so.
const LONGEST: Duration = Duration::from_secs(120);

/// The program without a terminal, at one step of a run after the other.
pub struct Film {
    app: App,
    area: Rect,
}

impl Film {
    /// The program as it would be at a state, or on its home screen.
    ///
    /// # Errors
    /// The lesson of the recipe cannot be opened, or its step is too far away.
    pub fn open(recipe: Option<&Recipe>, size: (u16, u16), pen: Pen, keys: &Keymap) -> Result<Film, Problem> {
        let engine = Inline::patient(Desk::new(64 << 20), LONGEST);
        let mut app = App::new(Box::new(engine), pen, Progress::load(None).0);
        app.keys.clone_from(keys);
        app.handle_event(Event::Resize(size.0, size.1));
        app.begin(recipe.cloned());
        app.read_mail();
        let mut film = Film { app, area: Rect::new(0, 0, size.0, size.1) };
        film.arrived().map(|()| film)
    }

    /// Goes to a step; where the run ends before it, to its end.
    ///
    /// # Errors
    /// The step is too far away.
    pub fn go(&mut self, t: u64) -> Result<(), Problem> {
        self.app.order(Order::Control(Control::Seek(t)));
        self.app.read_mail();
        self.arrived()
    }

    /// One phase further inside the step.
    pub fn phase(&mut self) {
        self.app.order(Order::Control(Control::Phase(true)));
        self.app.read_mail();
    }

    /// Puts a second run of the lesson beside the one that is there; both are at the same step from now on.
    ///
    /// # Errors
    /// It cannot be opened.
    pub fn put_beside(&mut self, run: &Recipe) -> Result<(), Problem> {
        self.app.order(Order::Pair(Pairing::Recall(run.clone())));
        self.app.read_mail();
        let there = self.now().and_then(|now| now.pair.as_ref()).is_some();
        match self.app.note.take().filter(|_| !there) {
            Some(note) => Err(Problem::run(note.text)),
            None => Ok(()),
        }
    }

    fn arrived(&mut self) -> Result<(), Problem> {
        let too_far = self.app.snapshot.as_deref().and_then(too_far);
        self.app.farewell.take().or(too_far).map_or(Ok(()), Err)
    }

    /// The lesson as it is now; none on the home screen.
    #[must_use]
    pub fn now(&self) -> Option<&Snapshot> {
        self.app.snapshot.as_deref()
    }

    /// The whole screen.
    #[must_use]
    pub fn frame(&self) -> Buffer {
        let mut buffer = Buffer::empty(self.area);
        self.app.draw_into(&mut buffer);
        buffer
    }

    /// What is asked for: one view, or the whole screen.
    ///
    /// # Errors
    /// A sentence with the views that there are.
    pub fn seen(&self, view: Option<&str>) -> Result<Buffer, Problem> {
        view.map_or_else(|| Ok(self.frame()), |id| self.view(id))
    }

    /// One view alone, as large as the screen.
    ///
    /// # Errors
    /// A sentence with the views that there are.
    pub fn view(&self, id: &str) -> Result<Buffer, Problem> {
        let panels = self.app.panels();
        let Some(panel) = panels.iter().find(|panel| panel.id == id) else {
            let id = printable(id);
            let list = panels.iter().map(|panel| panel.id).collect::<Vec<_>>().join(", ");
            return Err(Problem::usage(say!(
                "There is no view \"{id}\" here. There are: {list}.",
                "这里没有视图“{id}”。可用的有：{list}。"
            )));
        };
        let mut buffer = Buffer::empty(self.area);
        let state = PanelState { name: Some(views::name(panel)), ..PanelState::default() };
        view::draw_panel(panel, self.area, &mut buffer, &self.app.pen, &state);
        self.app.finish(&mut buffer);
        Ok(buffer)
    }
}

/// What is said where a still would be waited for too long.
fn too_far(snapshot: &Snapshot) -> Option<Problem> {
    let (goal, left) = snapshot.goal?;
    let left = about(left?);
    let line = Recipe { step: goal, ..snapshot.recipe.clone() }.line();
    let (goal, now) = (whole(goal), whole(snapshot.now));
    Some(Problem::run(Text {
        en: format!("Step {goal} would take {} from step {now} on. Ask for an earlier step, or watch it on the way: nnlab '{line}'", left.en).into(),
        zh: format!("从第 {now} 步走到第 {goal} 步还需{}。请换一个较早的步数，或在程序中看着它运行：nnlab '{line}'", left.zh).into(),
    }))
}
