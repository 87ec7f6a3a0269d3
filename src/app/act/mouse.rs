//! The mouse: click a lesson, a panel, a parameter, a step in the cost chart, a hint; the wheel.

use crate::app::coach::COACH;
use crate::app::draw::{home, shelf};
use crate::app::keys::{Action, Scope};
use crate::app::overlay::Overlay;
use crate::app::parameters::PARAMETERS;
use crate::app::state::App;
use crate::lab::scene::Panel;
use crate::lab::{Act, Spot};
use crate::story::glossary::meant;
use crate::view::{self, PanelState, width};
use ratatui::buffer::Buffer;
use ratatui::crossterm::event::{Event, MouseButton, MouseEvent, MouseEventKind};
use ratatui::layout::Rect;

impl App {
    pub(in crate::app) fn handle_mouse(&mut self, mouse: MouseEvent) {
        if matches!(mouse.kind, MouseEventKind::Moved | MouseEventKind::Up(_)) {
            return;
        }
        self.dirty = true;
        let pressed = mouse.kind == MouseEventKind::Down(MouseButton::Left) && self.overlay.is_none();
        if let Some(key) = self.hint_at(mouse.column, mouse.row).filter(|_| pressed) {
            self.handle_event(Event::Key(key));
        } else if self.overlay.is_some() {
            self.mouse_over_overlay(mouse);
        } else if self.screen == Scope::Home {
            self.mouse_at_home(mouse);
        } else {
            self.mouse_in_lesson(mouse);
        }
    }

    /// The wheel moves through what is open on top, a click takes a line of a list; a click beside it closes it, unless
    /// it is a line that is being typed, and so does the right button.
    fn mouse_over_overlay(&mut self, mouse: MouseEvent) {
        match mouse.kind {
            MouseEventKind::ScrollUp => self.act_in_overlay(Some(Action::Up), None),
            MouseEventKind::ScrollDown => self.act_in_overlay(Some(Action::Down), None),
            MouseEventKind::Down(MouseButton::Left) => {
                let area = Rect::new(0, 0, self.size.0, self.size.1);
                let cell = (mouse.column, mouse.row).into();
                if self.overlay.as_mut().is_some_and(|overlay| overlay.choose_at(area, cell)) {
                    self.act_in_overlay(Some(Action::Enter), None);
                } else if !matches!(self.overlay, Some(Overlay::Ask(_)))
                    && self.beside_overlay(mouse.column, mouse.row)
                {
                    self.act_in_overlay(Some(Action::Leave), None);
                }
            }
            MouseEventKind::Down(MouseButton::Right) => self.overlay = None,
            _ => {}
        }
    }

    fn mouse_at_home(&mut self, mouse: MouseEvent) {
        match mouse.kind {
            MouseEventKind::ScrollUp => self.act(Action::Up),
            MouseEventKind::ScrollDown => self.act(Action::Down),
            MouseEventKind::Down(MouseButton::Left) if home::language_at(self, mouse.column, mouse.row) => {
                self.act(Action::Language);
            }
            MouseEventKind::Down(MouseButton::Left) => {
                let Some(choice) = home::choice_at(self, mouse.column, mouse.row) else { return };
                if choice == self.choice() {
                    self.act(Action::Enter);
                } else {
                    self.choose_on_list(choice);
                }
            }
            _ => {}
        }
    }

    fn mouse_in_lesson(&mut self, mouse: MouseEvent) {
        let panels = self.panels();
        if self.mouse_on_shelf(mouse, &panels) {
            return;
        }
        let other = self.stand().1.is_some_and(|area| area.contains((mouse.column, mouse.row).into()));
        if other {
            if mouse.kind == MouseEventKind::Down(MouseButton::Left) {
                self.act(Action::Swap);
            }
            return;
        }
        let arrangement = self.arrangement(&panels);
        let Some(slot) = arrangement.slot_at(mouse.column, mouse.row) else { return };
        let panel = &panels[slot.shown];
        let scroll = self.scroll.get(panel.id).copied().unwrap_or(0);
        let state = PanelState { focused: self.focus == panel.id, scroll, ..PanelState::default() };
        let cell = (mouse.column, mouse.row);
        let spot = view::locate(panel, slot.area, cell, &self.pen, &state);
        match mouse.kind {
            MouseEventKind::ScrollUp => self.wheel(panel.id, -1),
            MouseEventKind::ScrollDown => self.wheel(panel.id, 1),
            MouseEventKind::Down(MouseButton::Left) => {
                let was_focused = self.focus == panel.id;
                self.focus = panel.id.to_string();
                self.inside = None;
                self.click(panel.id, spot, was_focused);
            }
            MouseEventKind::Drag(MouseButton::Left) => {
                if let Some(spot) = spot.filter(|_| self.focus == panel.id) {
                    self.press(panel.id, Act::Drag(spot));
                }
            }
            MouseEventKind::Down(MouseButton::Right) | MouseEventKind::Drag(MouseButton::Right) => {
                if let Some(spot) = spot {
                    self.press(panel.id, Act::Erase(spot));
                }
            }
            _ => {}
        }
    }

    /// A click on the coach, a parameter or the name of a view; whether it was one.
    fn mouse_on_shelf(&mut self, mouse: MouseEvent, panels: &[Panel]) -> bool {
        let regions = self.regions();
        let at = (mouse.column, mouse.row).into();
        let pressed = mouse.kind == MouseEventKind::Down(MouseButton::Left);
        if regions.coach.contains(at) {
            match mouse.kind {
                MouseEventKind::ScrollUp => self.card_before(),
                MouseEventKind::ScrollDown => self.next_card(),
                _ if pressed => {
                    (self.focus, self.inside) = (COACH.to_string(), None);
                    self.explain(mouse.column, mouse.row);
                }
                _ => {}
            }
            return true;
        }
        if regions.numbers.contains(at) {
            if pressed {
                self.explain(mouse.column, mouse.row);
            }
            return true;
        }
        if regions.parameters.contains(at) {
            let row = shelf::parameter_at(self, regions.parameters, mouse.column);
            if let Some(row) = row.filter(|_| pressed) {
                let again = self.focus == PARAMETERS && row == self.row;
                (self.focus, self.row) = (PARAMETERS.to_string(), row);
                if again {
                    self.act(Action::Enter);
                }
            }
            return true;
        }
        if regions.views.contains(at) {
            let view = shelf::view_at(self, panels, regions.views, mouse.column);
            if let Some(view) = view.filter(|_| pressed) {
                self.choose_view(panels[view].id);
            }
            return true;
        }
        false
    }

    /// What the symbol or term at this cell means, if it is one.
    fn explain(&mut self, column: u16, row: u16) {
        let mut buf = Buffer::empty(Rect::new(0, 0, self.size.0, self.size.1));
        self.draw_into(&mut buf);
        let (mut words, mut at) = (String::new(), 0);
        for x in 0..self.size.0 {
            if x <= column {
                at = words.len();
            }
            // Behind a wide character stands nothing.
            let behind = x > 0 && width(buf[(x - 1, row)].symbol()) > 1;
            words.push_str(if behind { "" } else { buf[(x, row)].symbol() });
            if behind && x == column {
                at = at.saturating_sub(1);
            }
        }
        if let Some(entry) = meant(&words, at) {
            self.overlay = Some(Overlay::term(entry));
        }
    }

    fn wheel(&mut self, panel: &'static str, by: i32) {
        let before = std::mem::replace(&mut self.focus, panel.to_string());
        self.act(if by < 0 { Action::Up } else { Action::Down });
        if panel != PARAMETERS {
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
                    self.act(Action::Enter);
                }
            }
            (_, None) => {}
            (panel, Some(spot)) => self.press(panel, Act::Press(spot)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::coach::tests::{lesson, look, screen, types};
    use crate::words::Language;
    use ratatui::crossterm::event::KeyModifiers;

    /// A press of the left button.
    fn click(app: &mut App, (column, row): (u16, u16)) {
        let kind = MouseEventKind::Down(MouseButton::Left);
        app.handle_mouse(MouseEvent { kind, column, row, modifiers: KeyModifiers::NONE });
        look(app);
    }

    #[test]
    fn a_click_takes_a_line_of_a_list() {
        let mut app = lesson("slope", (80, 24), Language::English);
        types(&mut app, ":adam");
        let area = Rect::new(0, 0, 80, 24);
        let stands = |app: &mut App, y| {
            app.overlay.as_mut().is_some_and(|overlay| overlay.choose_at(area, (40, y).into()))
        };
        let rows: Vec<u16> = (0..24).filter(|y| stands(&mut app, *y)).collect();
        assert!(rows.len() > 3, "{rows:?}");
        click(&mut app, (40, rows[0] - 1));
        assert!(app.overlay.is_some(), "nothing stands there");
        click(&mut app, (40, rows[0]));
        assert!(app.overlay.is_none());
        assert_eq!(app.snapshot.as_ref().map(|snapshot| snapshot.card.id), Some("optimizers"));
    }

    /// Whatever a hint of the last row says, a click on it does; so do the languages on the list of lessons.
    #[test]
    fn a_click_on_a_hint_presses_its_key() {
        let mut app = lesson("slope", (100, 30), Language::English);
        let at = |app: &App, words: &str| {
            let last = screen(app).lines().last().map(str::to_string).unwrap_or_default();
            let byte = last.find(words).unwrap_or_else(|| panic!("{words}: {last}"));
            (width(&last[..byte]) as u16, 29)
        };
        let now = |app: &App| app.snapshot.as_ref().map(|snapshot| snapshot.now);
        let place = at(&app, "→ step");
        click(&mut app, place);
        assert_eq!(now(&app), Some(1));
        let place = at(&app, "? help");
        click(&mut app, (place.0 - 1, place.1));
        assert!(app.overlay.is_none(), "between two hints stands nothing");
        click(&mut app, place);
        assert!(matches!(app.overlay, Some(Overlay::Help { .. })));
        click(&mut app, (0, 0));
        app.go_home();
        look(&mut app);
        app.note = None;
        click(&mut app, (97, 0));
        assert_eq!(app.pen.language, Language::Chinese);
    }

    #[test]
    fn a_click_beside_what_is_open_closes_it_but_no_line_of_words() {
        for (key, row) in [(":", 3), ("?", 12), ("m", 12)] {
            let mut app = lesson("slope", (100, 30), Language::English);
            types(&mut app, key);
            click(&mut app, (50, row));
            assert!(app.overlay.is_some(), "{key} is open, and this is in it");
            click(&mut app, (0, 12));
            assert!(app.overlay.is_none(), "{key}");
        }
        let mut app = lesson("slope", (100, 30), Language::English);
        types(&mut app, "g7");
        click(&mut app, (0, 12));
        assert!(matches!(app.overlay, Some(Overlay::Ask(_))), "what was typed stays");
    }
}
