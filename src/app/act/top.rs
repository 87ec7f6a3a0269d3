//! Keys while something is open on top of a screen.

use crate::app::keys::{Action, Scope, command, typed};
use crate::app::order::{Deed, Order};
use crate::app::overlay::{Outcome, Overlay, turn};
use crate::app::state::App;
use ratatui::crossterm::event::KeyEvent;

impl App {
    /// A key while something is open on top.
    pub(in crate::app) fn key_in_overlay(&mut self, key: KeyEvent) {
        let Some(place) = self.overlay.as_ref().map(Overlay::place) else { return };
        // A text field takes a character as it is.
        let written = matches!(place, Scope::Search | Scope::Line);
        let action = self.keys.action(if written { key } else { command(key) }, place);
        self.act_in_overlay(action, typed(key));
    }

    /// An action, or a character that was typed, while something is open on top.
    pub(in crate::app) fn act_in_overlay(&mut self, action: Option<Action>, typed: Option<char>) {
        let Some(mut overlay) = self.overlay.take() else { return };
        if action == Some(Action::Leave) {
            return;
        }
        let open = match &mut overlay {
            Overlay::Help { scroll } => turn(scroll, action),
            Overlay::Page(page) => page.act(action),
            Overlay::Palette(palette) => match palette.act(action, typed) {
                Outcome::Open => true,
                Outcome::Chosen(target) => {
                    self.go_to(&target);
                    false
                }
            },
            Overlay::Choose(choose) => match choose.act(action) {
                None => true,
                Some(value) => {
                    let deed = Deed::Set { name: choose.name.clone(), value };
                    choose.waiting = Some(self.order(Order::Deed(deed)));
                    true
                }
            },
            Overlay::Ask(ask) => match action {
                Some(Action::Enter) => {
                    self.typed.remember(ask);
                    !self.enter_line(ask)
                }
                _ => {
                    if matches!(action, Some(Action::Up | Action::Down)) {
                        ask.recall(self.typed.for_the_same(ask));
                    }
                    ask.act(action, typed);
                    true
                }
            },
        };
        // What was carried out may have opened something else.
        if open && self.overlay.is_none() {
            self.overlay = Some(overlay);
        }
    }
}
