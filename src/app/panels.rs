//! The panels of the lesson screen (the lesson's own, and the parameters) and where they stand.

use super::keys::Keymap;
use super::parameters::{self, PARAMETERS};
use super::snapshot::Snapshot;
use crate::lab::scene::Panel;
use crate::view::{self, Arrangement};
use ratatui::layout::Rect;
use std::rc::Rc;

/// The panels, made again only where what they show has changed: a flood of mouse events asks for them often.
#[derive(Debug, Default)]
pub(super) struct Panels {
    list: Rc<Vec<Panel>>,
    /// The chosen row of the parameters, and whether they have the keys.
    chosen: (usize, bool),
    arrangement: Arrangement,
    /// What the arrangement was made for: the area, the panel in the hero's place, and whether one takes it all.
    place: Option<(Rect, Option<String>, bool)>,
}

impl Panels {
    /// All of them, the parameters last; none before a lesson is open.
    pub(super) fn all(&self) -> Rc<Vec<Panel>> {
        Rc::clone(&self.list)
    }

    /// Where they stand, nothing brought forward.
    pub(super) fn arrangement(&self) -> &Arrangement {
        &self.arrangement
    }

    /// Takes over a new state of the lesson, without what a story hides.
    pub(super) fn renew(&mut self, snapshot: &Snapshot, row: usize, focus: &str, keys: &Keymap) {
        let hidden = |id: &str| snapshot.coach.as_ref().is_some_and(|said| said.hides(id));
        let mut list: Vec<Panel> =
            snapshot.scene.panels.iter().filter(|panel| !hidden(panel.id)).cloned().collect();
        list.push(parameters::panel(snapshot, row, focus, keys));
        *self = Panels { list: Rc::new(list), chosen: (row, focus == PARAMETERS), ..Panels::default() };
    }

    /// Follows the learner: another row, another focus.
    pub(super) fn follow(&mut self, snapshot: &Snapshot, row: usize, focus: &str, keys: &Keymap) {
        let chosen = (row, focus == PARAMETERS);
        if self.chosen == chosen {
            return;
        }
        if let Some(panel) = Rc::make_mut(&mut self.list).last_mut() {
            *panel = parameters::panel(snapshot, row, focus, keys);
        }
        self.chosen = chosen;
    }

    /// Gives them their places.
    pub(super) fn arrange(&mut self, area: Rect, lead: Option<&str>, zoom: bool) {
        let wanted = Some((area, lead.map(str::to_string), zoom));
        if self.place != wanted {
            self.arrangement = view::arrange(&self.list, area, lead, zoom);
            self.place = wanted;
        }
    }
}
