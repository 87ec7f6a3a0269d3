//! Choosing on the list of lessons.

use crate::app::draw::home::choices;
use crate::app::state::{App, Choice};
use crate::lessons;

impl App {
    /// Chooses on the list, and asks for the picture beside it.
    pub(in crate::app) fn choose_on_list(&mut self, choice: Choice) {
        self.point_at(choice);
        self.preview();
    }

    /// Chooses on the list.
    pub(in crate::app) fn point_at(&mut self, choice: Choice) {
        match choice {
            Choice::Own(at) => {
                self.own.choose(Some(at));
                let lesson =
                    self.own.chapters().get(at).map(|chapter| chapter.lesson.clone()).unwrap_or_default();
                let place = lessons::ALL.iter().position(|entry| (entry.card)().id == lesson);
                self.chosen = place.unwrap_or(self.chosen);
            }
            Choice::Lesson(at) => {
                self.own.choose(None);
                self.chosen = at;
            }
        }
    }

    /// ↑ and ↓ on the list.
    pub(in crate::app) fn move_on_list(&mut self, by: i32) {
        let choices = choices(self);
        let at = choices.iter().position(|choice| *choice == self.choice()).unwrap_or(0);
        let next = at.saturating_add_signed(by as isize).min(choices.len().saturating_sub(1));
        if let Some(choice) = choices.get(next) {
            self.choose_on_list(*choice);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::app::tests::app;
    use crate::lessons;
    use ratatui::crossterm::event::{Event, KeyCode};

    #[test]
    fn the_list_has_ends_and_pages() {
        let (mut app, last) = (app("slope"), lessons::ALL.len() - 1);
        app.go_home();
        let keys = [
            (KeyCode::End, last),
            (KeyCode::PageUp, last - 5),
            (KeyCode::Char('g'), 0),
            (KeyCode::PageUp, 0),
            (KeyCode::PageDown, 5),
            (KeyCode::Char('G'), last),
            (KeyCode::PageDown, last),
            (KeyCode::Home, 0),
        ];
        for (key, place) in keys {
            app.handle_event(Event::Key(key.into()));
            assert_eq!(app.chosen, place, "{key}");
        }
    }
}
