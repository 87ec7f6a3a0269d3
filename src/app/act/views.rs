//! Bringing views forward.

use crate::app::order::Note;
use crate::app::stage::Stage;
use crate::app::state::App;
use crate::say;
use ratatui::crossterm::event::{KeyCode, KeyEvent};

impl App {
    /// Brings a view forward and gives it the keys.
    pub(in crate::app) fn choose_view(&mut self, id: &str) {
        self.focus = id.to_string();
        self.inside = None;
        self.put_on_stage(id);
    }

    /// Brings a view forward that is not seen; the keys stay where they are.
    pub(super) fn bring_forward(&mut self, id: &str) {
        let panels = self.panels();
        let at = panels.iter().position(|panel| panel.id == id);
        if !at.is_some_and(|at| self.arrangement(&panels).shows(at)) {
            self.put_on_stage(id);
        }
    }

    fn put_on_stage(&mut self, id: &str) {
        let at = self.snapshot.as_ref().map(|snapshot| (snapshot.now, snapshot.reveal));
        self.stage = Stage { chosen: Some(id.to_string()), at };
    }

    /// Forgets what was chosen: another lesson, another card.
    pub(in crate::app) fn clear_stage(&mut self) {
        self.stage = Stage::default();
    }

    /// A digit in a lesson: the view that stands under it.
    pub(super) fn view_by_digit(&mut self, key: KeyEvent) {
        let KeyCode::Char(digit) = key.code else { return };
        match digit.to_digit(10).and_then(|digit| self.view_of_digit(digit)) {
            Some(id) => self.choose_view(id),
            None => self.note = Some(Note::plain(say!("There is no view {digit}.", "没有视图 {digit}。"))),
        }
    }
}
