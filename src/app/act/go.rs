//! Going where a found entry leads.

use crate::app::coach::Cue;
use crate::app::keys::Action;
use crate::app::order::{Deed, Order};
use crate::app::overlay::{Overlay, Target};
use crate::app::parameters::{self, PARAMETERS};
use crate::app::state::App;
use crate::lab::Recipe;

impl App {
    /// Goes where a found entry leads.
    pub(in crate::app) fn go_to(&mut self, target: &Target) {
        match target {
            Target::Action(action) => self.act(*action),
            Target::Lesson(id) => {
                self.leave();
                self.own.choose(None);
                self.go_on_with(id);
            }
            Target::Card(place) => self.cue(Cue::Card(*place)),
            Target::View(id) => self.choose_view(id),
            Target::Verb(verb) => {
                self.order(Order::Deed(Deed::Verb(*verb)));
            }
            Target::Value { lesson, name, value } => self.go_to_value(lesson, name, value),
            Target::Term(entry) => self.overlay = Some(Overlay::term(entry)),
            Target::Parameter(name) => {
                self.focus = PARAMETERS.to_string();
                let listed = self.snapshot.as_ref().and_then(|snapshot| {
                    parameters::listed(snapshot).position(|(parameter, _)| parameter.name == *name)
                });
                self.row = listed.unwrap_or(self.row);
                self.act(Action::Enter);
            }
        }
    }

    /// Sets a choice of the open lesson, or opens another one with it.
    fn go_to_value(&mut self, lesson: &'static str, name: &str, value: &str) {
        let here =
            self.snapshot.as_ref().is_some_and(|snapshot| !snapshot.preview && snapshot.card.id == lesson);
        if here {
            self.order(Order::Deed(Deed::Set { name: name.to_string(), value: value.to_string() }));
            return;
        }
        let mut recipe = Recipe::of(lesson);
        recipe.settings.set(name, value);
        self.leave();
        self.own.choose(None);
        self.open(recipe);
    }
}
