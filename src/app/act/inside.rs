//! Working inside a panel: the cursor, the pen, and what a press there means.

use crate::app::keys::{Action, Scope};
use crate::app::order::{Control, Deed, Order};
use crate::app::pinned::PINS;
use crate::app::state::App;
use crate::lab::{Act, Gesture, Spot};
use crate::view::{self, PanelState};
use ratatui::crossterm::event::{KeyEvent, KeyModifiers};

impl App {
    /// A key while the learner works inside a panel; `false` when it is one of the general keys.
    pub(in crate::app) fn key_inside(&mut self, key: KeyEvent) -> bool {
        let stride = if key.modifiers.contains(KeyModifiers::SHIFT) { 5 } else { 1 };
        let (dx, dy) = match self.keys.action(key, Scope::Inside) {
            Some(Action::Left) => (-stride, 0),
            Some(Action::Right) => (stride, 0),
            Some(Action::Up) => (0, -stride),
            Some(Action::Down) => (0, stride),
            Some(Action::Press) => {
                let panels = self.panels();
                let sheet = self.focused(&panels).is_some_and(|panel| panel.sheet);
                self.pen_down = sheet && !self.pen_down;
                if self.pen_down || !sheet {
                    self.pick(Act::Press);
                }
                return true;
            }
            Some(Action::Erase) => {
                self.pen_down = false;
                self.pick(Act::Erase);
                return true;
            }
            Some(Action::Leave) => {
                self.inside = None;
                return true;
            }
            _ => return false,
        };
        let panels = self.panels();
        let Some(panel) = self.focused(&panels) else { return false };
        if App::spatial(panel) {
            let area = self.area_of(panel.id, &panels);
            if let (Some((x, y)), Some(area)) = (self.inside, area) {
                let x = x
                    .saturating_add_signed(dx as i16)
                    .clamp(area.x + 1, area.right().saturating_sub(2).max(area.x + 1));
                let y = y
                    .saturating_add_signed(dy as i16)
                    .clamp(area.y + 1, area.bottom().saturating_sub(2).max(area.y + 1));
                self.inside = Some((x, y));
            }
            if self.pen_down {
                self.pick(Act::Drag);
            }
        } else {
            self.gesture(Act::Move { dx, dy });
        }
        true
    }

    /// Enter or Backspace at the cursor inside a panel.
    fn pick(&mut self, act: fn(Spot) -> Act) {
        let panels = self.panels();
        let Some(panel) = self.focused(&panels) else { return };
        let spot = match (self.inside, self.area_of(panel.id, &panels)) {
            (Some(cell), Some(area)) if App::spatial(panel) => {
                view::locate(panel, area, cell, &self.pen, &PanelState::default())
            }
            _ => panel.picture.selected().map(Spot::Item),
        };
        if let Some(spot) = spot {
            self.press(panel.id, act(spot));
        }
    }

    /// Space in a list of ticks; whether there is one.
    pub(in crate::app) fn tick(&mut self) -> bool {
        let panels = self.panels();
        let Some(panel) = self.focused(&panels).filter(|panel| panel.ticks) else { return false };
        if let Some(row) = panel.picture.selected() {
            self.press(panel.id, Act::Erase(Spot::Item(row)));
        }
        true
    }

    /// Something was done at a spot of a panel: charts over steps go there, the rest is the lesson's.
    pub(in crate::app) fn press(&mut self, panel: &str, act: Act) {
        if self.press_for_answer(panel, act) {
            return;
        }
        if panel == PINS {
            return self.act_on_pins(act);
        }
        let panels = self.panels();
        let picture = panels.iter().find(|known| known.id == panel).map(|panel| &panel.picture);
        if let (
            Some(crate::lab::scene::Picture::Chart(chart)),
            Act::Press(Spot::Point { x, .. }) | Act::Drag(Spot::Point { x, .. }),
        ) = (picture, act)
            && chart.steps
        {
            self.order(Order::Control(Control::Seek(x.round().max(0.0) as u64)));
            return;
        }
        self.order(Order::Deed(Deed::Gesture(Gesture { panel: panel.to_string(), act })));
    }

    pub(in crate::app) fn gesture(&mut self, act: Act) {
        if self.focus == PINS {
            return self.act_on_pins(act);
        }
        let panel = self.focus.clone();
        self.order(Order::Deed(Deed::Gesture(Gesture { panel, act })));
    }
}
