//! The panels of the lesson screen (the lesson's own, the parameters, the guide) and where they stand.

use super::order::Snapshot;
use super::state::{GUIDE, PARAMETERS};
use super::{guide, parameters};
use crate::lab::scene::{Panel, Place};
use crate::view::{self, Arrangement};
use crate::words::Language;
use ratatui::layout::Rect;
use std::rc::Rc;

/// The panels, made again only where what they show has changed: a flood of mouse events asks for them often.
#[derive(Debug, Default)]
pub(super) struct Panels {
    list: Rc<Vec<Panel>>,
    /// Lesson and language of the guide, the last panel.
    guide: Option<(&'static str, Language)>,
    /// The chosen row of the parameters, and whether they have the keys.
    chosen: (usize, bool),
    arrangement: Arrangement,
    /// What the arrangement was made for: the area, and whether one panel takes it all.
    place: Option<(Rect, bool)>,
}

impl Panels {
    /// All of them; none before a lesson is open.
    pub(super) fn all(&self) -> Rc<Vec<Panel>> {
        Rc::clone(&self.list)
    }

    /// Where they stand, nothing focused.
    pub(super) fn arrangement(&self) -> &Arrangement {
        &self.arrangement
    }

    /// Takes over a new state of the lesson.
    pub(super) fn renew(&mut self, snapshot: &Snapshot, row: usize, focus: &str, language: Language) {
        let guide = Rc::make_mut(&mut self.list).pop();
        let mut list = snapshot.scene.panels.clone();
        // Before the details, some of which may become tabs: a learner who does not see the parameters does not
        // know that there is something to change.
        let at = list.iter().position(|panel| panel.place == Place::Detail).unwrap_or(list.len());
        list.insert(at, parameters::panel(&snapshot.parameters, row, focus));
        let wanted = Some((snapshot.card.id, language));
        list.push(match guide {
            Some(panel) if self.guide == wanted => panel,
            _ => guide::panel(snapshot.card, language),
        });
        *self = Panels {
            list: Rc::new(list),
            guide: wanted,
            chosen: (row, focus == PARAMETERS),
            ..Panels::default()
        };
    }

    /// Follows the learner: another row, another focus, another language.
    pub(super) fn follow(&mut self, snapshot: &Snapshot, row: usize, focus: &str, language: Language) {
        let chosen = (row, focus == PARAMETERS);
        let wanted = Some((snapshot.card.id, language));
        if (self.chosen, self.guide) == (chosen, wanted) {
            return;
        }
        for panel in Rc::make_mut(&mut self.list) {
            if panel.id == PARAMETERS {
                *panel = parameters::panel(&snapshot.parameters, row, focus);
            } else if panel.id == GUIDE && self.guide != wanted {
                *panel = guide::panel(snapshot.card, language);
                self.place = None;
            }
        }
        (self.chosen, self.guide) = (chosen, wanted);
    }

    /// Gives them their places.
    pub(super) fn arrange(&mut self, area: Rect, zoom: bool) {
        if self.place != Some((area, zoom)) {
            self.arrangement = view::arrange(&self.list, area, zoom);
            self.place = Some((area, zoom));
        }
    }
}
