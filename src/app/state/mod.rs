//! What the program knows while it runs: which screen, what is chosen, what is open on top.

mod front;

use super::coach::{Answering, COACH, Fit, Form, Said};
use super::config::{Chosen, Looks};
use super::engine::Engine;
use super::keys::{Keymap, Scope};
use super::motion::Motion;
use super::order::{Deed, Note, Order, Ticket};
use super::overlay::{Overlay, Typed};
use super::own::Own;
use super::panels::Panels;
use super::pending::Pending;
use super::progress::Progress;
use super::snapshot::Snapshot;
use super::stage::Stage;
use super::terminal::Clipboard;
use super::trail::Trail;
use crate::lab::scene::{Panel, Picture};
use crate::lab::{Card, Seal};
use crate::lessons;
use crate::view::Pen;
use crate::words::Problem;
use ratatui::layout::Rect;
use std::collections::HashMap;
use std::path::PathBuf;
use std::rc::Rc;
use std::sync::Arc;

/// Fewest columns and rows in which the lab can be used.
pub(super) const LEAST: (u16, u16) = (80, 24);

/// A lesson that was asked for and is not there yet.
#[derive(Debug, Clone, Copy)]
pub(super) struct Opening {
    /// The order.
    pub(super) ticket: Ticket,
    /// Where to go back to, if it cannot be opened: the screen and the lesson chosen; nowhere at the start.
    pub(super) back: Option<(Scope, usize)>,
}

/// Something that can be opened from the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Choice {
    /// A chapter of the teacher's story.
    Own(usize),
    /// A lesson, as a place in the registry.
    Lesson(usize),
}

/// The program's state. Drawing only reads it.
pub struct App {
    pub(super) engine: Box<dyn Engine>,
    /// The keys in force.
    pub(super) keys: Keymap,
    /// Settings that were chosen in the program.
    pub(super) chosen_settings: Chosen,
    pub(super) pending: Pending,
    /// The ticket issued last before the latest key: sentences about older orders are no longer news.
    pub(super) told: Ticket,
    pub(super) opening: Option<Opening>,
    /// Hundredths of the files behind that are read before a run begins, where that takes long.
    pub(super) loading: Option<u64>,
    /// Why the program ends, when it could not even begin.
    pub(super) farewell: Option<Problem>,
    pub(super) pen: Pen,
    /// The theme that was chosen, and what it is made of.
    pub(super) looks: Looks,
    pub(super) screen: Scope,
    /// The lesson chosen on the home screen, as a place in the registry.
    pub(super) chosen: usize,
    pub(super) snapshot: Option<Box<Snapshot>>,
    pub(super) panels: Panels,
    /// What the learner put on stage.
    pub(super) stage: Stage,
    /// What the learner is about to answer.
    pub(super) coaching: Answering,
    /// Whether the card and its question stand together.
    pub(super) fit: Fit,
    /// A teacher's story.
    pub(super) own: Own,
    /// Where the learner's data lie.
    pub(super) data_folder: Option<PathBuf>,
    /// Where files go whose names are typed without a folder; nothing: where the program was started.
    pub(super) folder: PathBuf,
    pub(super) motion: Motion,
    /// The panel that has the keys, the coach, or the parameters.
    pub(super) focus: String,
    pub(super) zoom: bool,
    /// The row chosen in the panel of parameters.
    pub(super) row: usize,
    /// The cell of the cursor while the learner works inside a panel.
    pub(super) inside: Option<(u16, u16)>,
    /// The desk knows that the script of the run is looked at.
    pub(super) code_seen: bool,
    /// On a sheet: the pen is down, and the cursor draws.
    pub(super) pen_down: bool,
    /// First line shown of panels that scroll.
    pub(super) scroll: HashMap<String, u16>,
    pub(super) overlay: Option<Overlay>,
    /// What was typed in lines of input.
    pub(super) typed: Typed,
    pub(super) note: Option<Note>,
    pub(super) size: (u16, u16),
    pub(super) progress: Progress,
    /// Lessons that were left.
    pub(super) trail: Trail,
    /// What the data files hold that were opened.
    pub(super) seals: HashMap<PathBuf, Option<Seal>>,
    pub(super) exit: Option<i32>,
    pub(super) dirty: bool,
    /// Text for the terminal's clipboard, to be sent with the next frame.
    pub(super) clipboard: Option<String>,
    /// The way into the clipboard.
    pub(super) copies: Clipboard,
}

impl App {
    /// The program on its home screen.
    #[must_use]
    pub fn new(engine: Box<dyn Engine>, pen: Pen, progress: Progress) -> App {
        App {
            engine,
            keys: Keymap::default(),
            chosen_settings: Chosen::default(),
            pending: Pending::default(),
            told: Ticket::default(),
            opening: None,
            loading: None,
            farewell: None,
            looks: Looks::of(pen.theme),
            pen,
            screen: Scope::Home,
            chosen: 0,
            snapshot: None,
            panels: Panels::default(),
            stage: Stage::default(),
            coaching: Answering::default(),
            fit: Fit::default(),
            own: Own::default(),
            folder: PathBuf::new(),
            data_folder: None,
            motion: Motion::default(),
            focus: COACH.to_string(),
            zoom: false,
            row: 0,
            inside: None,
            code_seen: false,
            pen_down: false,
            scroll: HashMap::new(),
            overlay: None,
            typed: Typed::default(),
            note: None,
            size: LEAST,
            progress,
            trail: Trail::default(),
            seals: HashMap::new(),
            exit: None,
            dirty: true,
            clipboard: None,
            copies: Clipboard::default(),
        }
    }

    /// Whether a lesson was asked for that is not there yet.
    pub(super) fn opens(&self) -> bool {
        self.opening.is_some()
    }

    /// What is chosen on the list.
    pub(super) fn choice(&self) -> Choice {
        self.own.chosen().map_or(Choice::Lesson(self.chosen), Choice::Own)
    }

    /// The card of the lesson chosen on the home screen.
    pub(super) fn chosen_card(&self) -> &'static Card {
        (lessons::ALL[self.chosen.min(lessons::ALL.len() - 1)].card)()
    }

    /// What the coach says; nothing on the list of lessons.
    pub(super) fn said(&self) -> Option<&Said> {
        self.telling().map(Arc::as_ref)
    }

    fn telling(&self) -> Option<&Arc<Said>> {
        self.snapshot.as_ref().filter(|snapshot| !snapshot.preview)?.coach.as_ref()
    }

    /// Name of the parameter chosen in the panel.
    pub(super) fn chosen_parameter(&self) -> Option<String> {
        let snapshot = self.snapshot.as_ref()?;
        super::parameters::listed(snapshot).nth(self.row).map(|(parameter, _)| parameter.name.clone())
    }

    /// Whether the chosen lesson was left somewhere.
    pub(super) fn can_resume(&self) -> bool {
        let key = self.chosen_key();
        self.trail.knows(&key) || self.progress.mark(&key).is_some_and(|mark| !mark.last.is_empty())
    }

    /// What the chosen lesson is remembered by.
    pub(super) fn chosen_key(&self) -> String {
        let id = self.chosen_card().id;
        self.own.open(id).map_or_else(|| id.to_string(), |(_, _, key)| key)
    }

    /// Whether the open question can be seen, and answered.
    pub(in crate::app) fn asks(&self) -> bool {
        self.telling().is_some_and(|said| said.open().is_some() && self.shows_question(said))
    }

    /// How the question is answered that is seen and not solved yet: the open one, or one that was answered wrongly.
    pub(in crate::app) fn answerable(&self) -> Option<Form> {
        let said = self.telling()?;
        let asked = said.unsolved().filter(|_| self.shows_question(said))?;
        Some(asked.form.clone())
    }

    fn shows_question(&self, said: &Arc<Said>) -> bool {
        let together = || self.fit.together(said, self.regions().coach, &self.pen);
        self.coaching.asks || said.practice.is_some() || together()
    }

    /// Hands an order to the desk.
    pub(super) fn order(&mut self, order: Order) -> Ticket {
        if let Order::Deed(Deed::Bring { .. }) = &order {
            self.seals.clear();
        }
        let ticket = self.pending.issue(&order);
        self.engine.order(ticket, order);
        self.dirty = true;
        ticket
    }

    /// All panels of the lesson screen: the lesson's own, and the parameters.
    pub(super) fn panels(&self) -> Rc<Vec<Panel>> {
        self.panels.all()
    }

    /// The cells of a panel, frame included.
    pub(super) fn area_of(&self, id: &str, panels: &[Panel]) -> Option<Rect> {
        let at = panels.iter().position(|panel| panel.id == id)?;
        self.arrangement(panels).slot_of(at).map(|slot| slot.area)
    }

    /// The panel that has the keys; none while the coach has them.
    pub(super) fn focused<'a>(&self, panels: &'a [Panel]) -> Option<&'a Panel> {
        panels.iter().find(|panel| panel.id == self.focus)
    }

    /// Whether arrows move a cursor over the picture of this panel.
    pub(super) fn spatial(panel: &Panel) -> bool {
        matches!(
            panel.picture,
            Picture::Plane(_)
                | Picture::Image(_)
                | Picture::Matrix(_)
                | Picture::Network(_)
                | Picture::Chart(_)
        )
    }

    /// The program wants to draw.
    #[must_use]
    pub fn wants_drawing(&self) -> bool {
        self.dirty
    }
}
