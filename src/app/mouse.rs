//! The mouse: click a lesson, a panel, a parameter, a step in the cost chart; the wheel.

use super::keys::{Action, Scope};
use super::state::{App, GUIDE, PARAMETERS};
use super::terminal::{Button, Key, KeyCode, Mouse, MouseKind};
use crate::lab::scene::Panel;
use crate::lab::{Act, Spot};
use crate::view::{self, Mood};

impl App {
    pub(super) fn handle_mouse(&mut self, mouse: Mouse) {
        if matches!(mouse.kind, MouseKind::Move | MouseKind::Release(_)) {
            return;
        }
        self.dirty = true;
        if self.overlay.is_some() {
            self.mouse_over_overlay(mouse);
        } else if self.screen == Scope::Home {
            self.mouse_at_home(mouse);
        } else {
            self.mouse_in_lesson(mouse);
        }
    }

    /// The wheel moves through what is open on top; a click beside it closes it.
    fn mouse_over_overlay(&mut self, mouse: Mouse) {
        match mouse.kind {
            MouseKind::WheelUp => self.key_in_overlay(Key::new(KeyCode::Up)),
            MouseKind::WheelDown => self.key_in_overlay(Key::new(KeyCode::Down)),
            MouseKind::Press(Button::Right) => self.overlay = None,
            _ => {}
        }
    }

    fn mouse_at_home(&mut self, mouse: Mouse) {
        match mouse.kind {
            MouseKind::WheelUp => self.act(Action::Up, Key::char(' ')),
            MouseKind::WheelDown => self.act(Action::Down, Key::char(' ')),
            MouseKind::Press(Button::Left) => {
                let Some(lesson) = super::home::lesson_at(self, mouse.column, mouse.row) else { return };
                if lesson == self.chosen {
                    self.act(Action::Enter, Key::new(KeyCode::Enter));
                } else {
                    self.chosen = lesson;
                    self.preview();
                }
            }
            _ => {}
        }
    }

    fn mouse_in_lesson(&mut self, mouse: Mouse) {
        let panels = self.panels();
        let arrangement = self.arrangement(&panels);
        let Some(slot) = arrangement.slot_at(mouse.column, mouse.row) else { return };
        let panel = &panels[slot.shown];
        let tabs: Vec<&Panel> = slot.panels.iter().map(|at| &panels[*at]).collect();
        let scroll = self.scroll.get(panel.id).copied().unwrap_or(0);
        let mood = Mood { focused: self.focus == panel.id, scroll, cursor: None, tabs: &tabs };
        let cell = (mouse.column, mouse.row);
        let spot = view::locate(panel, slot.area, cell, &self.pen, &mood);
        match mouse.kind {
            MouseKind::WheelUp => self.wheel(panel.id, -1),
            MouseKind::WheelDown => self.wheel(panel.id, 1),
            MouseKind::Press(Button::Left) => {
                if let Some(tab) = view::tab_at(panel, slot.area, cell, &self.pen, &mood) {
                    self.focus = tab.to_string();
                    return;
                }
                let was_focused = self.focus == panel.id;
                self.focus = panel.id.to_string();
                self.inside = None;
                self.click(panel.id, spot, was_focused);
            }
            MouseKind::Drag(Button::Left) => {
                if let Some(spot) = spot.filter(|_| self.focus == panel.id) {
                    self.press(panel.id, Act::Drag(spot));
                }
            }
            MouseKind::Press(Button::Right) | MouseKind::Drag(Button::Right) => {
                if let Some(spot) = spot {
                    self.press(panel.id, Act::Erase(spot));
                }
            }
            _ => {}
        }
    }

    fn wheel(&mut self, panel: &'static str, by: i32) {
        let before = std::mem::replace(&mut self.focus, panel.to_string());
        self.act(if by < 0 { Action::Up } else { Action::Down }, Key::char(' '));
        if panel != PARAMETERS && panel != GUIDE {
            self.focus = before;
        }
    }

    /// A click on a parameter chooses it, a second one edits it; elsewhere it is the lesson's.
    fn click(&mut self, panel: &'static str, spot: Option<Spot>, was_focused: bool) {
        match (panel, spot) {
            (PARAMETERS, Some(Spot::Item(row))) => {
                let again = was_focused && row == self.row;
                self.row = row;
                if again {
                    self.act(Action::Enter, Key::new(KeyCode::Enter));
                }
            }
            (GUIDE, _) | (_, None) => {}
            (panel, Some(spot)) => self.press(panel, Act::Press(spot)),
        }
    }
}
