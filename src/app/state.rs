//! What the program knows while it runs: which screen, what is chosen, what is open on top.

use super::keys::Scope;
use super::order::{Note, Order, Snapshot};
use super::overlay::Overlay;
use super::panels::Panels;
use super::progress::Progress;
use super::worker::Engine;
use crate::lab::scene::{Panel, Picture};
use crate::lab::{Card, Recipe};
use crate::lessons;
use crate::view::{self, Arrangement, ColourDepth, Pen};
use ratatui::layout::Rect;
use std::collections::HashMap;
use std::rc::Rc;

/// Name of the panel of parameters.
pub(super) const PARAMETERS: &str = "parameters";

/// Name of the panel with the guide.
pub(super) const GUIDE: &str = "guide";

/// Fewest columns and rows in which the lab can be used.
pub(super) const LEAST: (u16, u16) = (80, 24);

/// The program's state. Drawing only reads it.
pub struct App {
    pub(super) engine: Box<dyn Engine>,
    pub(super) pen: Pen,
    /// As many colours as the terminal has, to come back to from the monochrome theme.
    pub(super) depth: ColourDepth,
    pub(super) screen: Scope,
    /// The lesson chosen on the home screen, as a place in the registry.
    pub(super) chosen: usize,
    pub(super) snapshot: Option<Box<Snapshot>>,
    panels: Panels,
    /// The panel that has the keys.
    pub(super) focus: String,
    pub(super) zoom: bool,
    /// The row chosen in the panel of parameters.
    pub(super) row: usize,
    /// The cell of the cursor while the learner works inside a panel.
    pub(super) inside: Option<(u16, u16)>,
    /// On a sheet: the pen is down, and the cursor draws.
    pub(super) pen_down: bool,
    /// First line shown of panels that scroll.
    pub(super) scroll: HashMap<String, u16>,
    pub(super) overlay: Option<Overlay>,
    pub(super) note: Option<Note>,
    pub(super) size: (u16, u16),
    pub(super) progress: Progress,
    pub(super) exit: Option<i32>,
    pub(super) dirty: bool,
    /// Text for the terminal's clipboard, to be sent with the next frame.
    pub(super) clipboard: Option<String>,
}

impl App {
    /// The program on its home screen.
    #[must_use]
    pub fn new(engine: Box<dyn Engine>, pen: Pen, progress: Progress) -> App {
        App {
            engine,
            depth: pen.theme.depth,
            pen,
            screen: Scope::Home,
            chosen: 0,
            snapshot: None,
            panels: Panels::default(),
            focus: PARAMETERS.to_string(),
            zoom: false,
            row: 0,
            inside: None,
            pen_down: false,
            scroll: HashMap::new(),
            overlay: None,
            note: None,
            size: LEAST,
            progress,
            exit: None,
            dirty: true,
            clipboard: None,
        }
    }

    /// Begins with the lesson that is on the desk already, or with the list of lessons.
    pub fn begin(&mut self, recipe: Option<&Recipe>) {
        match recipe {
            Some(recipe) => self.enter_lesson(&recipe.lesson),
            None => self.preview(),
        }
    }

    /// Opens a lesson at the recipe's step, as the lesson screen.
    pub fn open(&mut self, recipe: Recipe) {
        self.enter_lesson(&recipe.lesson);
        self.order(Order::Open { recipe, preview: false });
    }

    fn enter_lesson(&mut self, id: &str) {
        if let Some(at) = lessons::ALL.iter().position(|entry| (entry.card)().id == id) {
            self.chosen = at;
        }
        self.screen = Scope::Lesson;
        self.zoom = false;
        self.inside = None;
        self.row = 0;
        self.focus.clear();
        self.scroll.clear();
        self.overlay = None;
    }

    /// Shows the list of lessons with the chosen one beside it.
    pub(super) fn go_home(&mut self) {
        self.remember();
        self.screen = Scope::Home;
        self.inside = None;
        self.zoom = false;
        self.order(Order::Stop);
        self.preview();
    }

    /// Asks for the picture of the chosen lesson, unless it is the one that is open.
    pub fn preview(&mut self) {
        let card = self.chosen_card();
        if self.snapshot.as_ref().is_none_or(|snapshot| snapshot.card.id != card.id) {
            let recipe = Recipe { step: card.preview, ..Recipe::of(card.id) };
            self.order(Order::Open { recipe, preview: true });
        }
    }

    /// The card of the lesson chosen on the home screen.
    pub(super) fn chosen_card(&self) -> &'static Card {
        (lessons::ALL[self.chosen.min(lessons::ALL.len() - 1)].card)()
    }

    /// Hands an order to the desk.
    pub(super) fn order(&mut self, order: Order) {
        self.engine.order(order);
        self.dirty = true;
    }

    /// Takes the desk's mail.
    pub(super) fn read_mail(&mut self) {
        if let Some(mail) = self.engine.mail() {
            self.dirty = true;
            if let Some(snapshot) = mail.snapshot {
                if !snapshot.preview && snapshot.at_end() {
                    self.progress.visit(&snapshot.recipe, true);
                }
                self.panels.renew(&snapshot, self.row, &self.focus, self.pen.language);
                self.snapshot = Some(snapshot);
                self.focus_first();
            }
            if mail.note.is_some() {
                self.note = mail.note;
            }
            for request in mail.requests {
                self.answer(request);
            }
        }
        if let Some(snapshot) = &self.snapshot {
            self.panels.follow(snapshot, self.row, &self.focus, self.pen.language);
        }
        self.panels.arrange(self.body(), self.zoom);
    }

    /// Gives the keys of a lesson that was just opened to its parameters, or where these are not in
    /// sight to its picture.
    fn focus_first(&mut self) {
        let opened = self.snapshot.as_ref().is_some_and(|s| !s.preview && s.card.id == self.chosen_card().id);
        if !self.focus.is_empty() || !opened {
            return;
        }
        let panels = self.panels();
        let arrangement = view::arrange(&panels, self.body(), false);
        let in_sight = arrangement.slots.iter().any(|slot| panels[slot.shown].id == PARAMETERS);
        let first = panels.first().filter(|_| !in_sight).map_or(PARAMETERS, |panel| panel.id);
        self.focus = first.to_string();
    }

    /// Keeps the place in the open lesson for `c` on the home screen.
    pub(super) fn remember(&mut self) {
        if let Some(snapshot) = self.snapshot.as_ref().filter(|snapshot| !snapshot.preview) {
            self.progress.visit(&snapshot.recipe, snapshot.at_end());
        }
    }

    /// All panels of the lesson screen: the lesson's own, the parameters, the guide.
    pub(super) fn panels(&self) -> Rc<Vec<Panel>> {
        self.panels.all()
    }

    /// The part of the lesson screen that holds the panels.
    pub(super) fn body(&self) -> Rect {
        super::lesson::regions(Rect::new(0, 0, self.size.0, self.size.1)).body
    }

    /// Where the panels stand.
    pub(super) fn arrangement(&self, panels: &[Panel]) -> Arrangement {
        self.panels.arrangement().focused(panels, &self.focus)
    }

    /// The cells of a panel, frame included.
    pub(super) fn area_of(&self, id: &str, panels: &[Panel]) -> Option<Rect> {
        let at = panels.iter().position(|panel| panel.id == id)?;
        self.arrangement(panels).slot_of(at).map(|slot| slot.area)
    }

    /// The panel that has the keys; the parameters if it is no longer there.
    pub(super) fn focused<'a>(&self, panels: &'a [Panel]) -> Option<&'a Panel> {
        let named = |id: &str| panels.iter().find(|panel| panel.id == id);
        named(&self.focus).or_else(|| named(PARAMETERS))
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
