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
