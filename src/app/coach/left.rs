//! Chapters that were left in the middle: whoever comes back finds the question as it was, with what came of it.

use super::{Coach, Outcome, Telling, Wish};
use crate::lab::Recipe;
use crate::story::Tour;
use crate::words::Language;

/// So many chapters are kept.
const MOST: usize = 4;

/// A chapter as it was left.
pub(super) struct Left {
    key: String,
    language: Language,
    /// The run in which it was told, at its start.
    run: Recipe,
    tour: Tour,
    outcome: Outcome,
}

/// A run without the step at which it stands.
fn run(recipe: &Recipe) -> Recipe {
    Recipe { step: 0, ..recipe.clone() }
}

impl Coach {
    /// Keeps the chapter that is told; one in the middle of exercises begins with its card again.
    pub(super) fn keep(&mut self) {
        let Some((tour, telling)) = self.tour.take().zip(self.telling.as_ref()) else { return };
        let outcome = std::mem::take(&mut self.outcome);
        let Some((looked, _)) = self.looked.as_ref().filter(|_| self.practice.is_none()) else { return };
        let (key, language) = (telling.key.clone(), telling.language);
        self.left.retain(|left| left.key != key);
        if self.left.len() >= MOST {
            self.left.remove(0);
        }
        self.left.push(Left { key, language, run: run(looked), tour, outcome });
    }

    /// Begins to tell a chapter, or goes on with it where it was left; where the learner is brought to comes back.
    pub(super) fn begin(&mut self, telling: Telling, here: &Recipe) -> Option<Wish> {
        (self.practice, self.said) = (None, None);
        if let Some(left) = self.take_up(&telling, here) {
            (self.tour, self.outcome, self.before) = (Some(left.tour), left.outcome, None);
            self.telling = Some(telling);
            return None;
        }
        let mut tour = Tour::begin((*telling.chapter).clone(), telling.solved.iter().cloned());
        tour.go_to(telling.place);
        self.tour = Some(tour);
        let moves = telling.moves;
        self.telling = Some(telling);
        self.fresh();
        moves.then(|| self.back_to_the_card()).flatten()
    }

    /// The chapter that was left at this card of this run, to go on with it.
    fn take_up(&mut self, telling: &Telling, here: &Recipe) -> Option<Left> {
        let at = self.left.iter().position(|left| left.key == telling.key)?;
        let left = self.left.remove(at);
        let place = left.tour.card().map(|(place, _)| place);
        let same = !telling.moves
            && left.language == telling.language
            && place == Some(telling.place)
            && left.run == run(here);
        same.then_some(left)
    }
}

#[cfg(test)]
mod tests {
    use crate::app::coach::tests::{LANGUAGES, lesson, look, press, screen, types};
    use ratatui::crossterm::event::KeyCode;

    /// Another lesson and back, by undo, from the list and by the key of the lesson before: the answer that was given
    /// still stands, and nothing is veiled again.
    #[test]
    fn an_answer_stands_when_the_lesson_is_come_back_to() {
        let ways: [&dyn Fn(&mut crate::app::state::App); 3] =
            [&|app| types(app, "]u"), &|app| types(app, "]["), &|app| {
                (0..3).for_each(|_| press(app, KeyCode::Esc));
                press(app, KeyCode::Enter);
            }];
        for back in ways {
            let mut app = lesson("chain", (120, 40), LANGUAGES[0]);
            types(&mut app, "7");
            press(&mut app, KeyCode::Enter);
            types(&mut app, "45");
            press(&mut app, KeyCode::Enter);
            look(&mut app);
            let known = screen(&app);
            assert!(known.contains("✓ Right: 45"), "{known}");
            back(&mut app);
            look(&mut app);
            app.note = None;
            assert_eq!(screen(&app), known);
        }
    }

    /// A card that is opened anew asks anew.
    #[test]
    fn a_lesson_that_is_begun_again_asks_again() {
        let mut app = lesson("chain", (120, 40), LANGUAGES[0]);
        types(&mut app, "45");
        press(&mut app, KeyCode::Enter);
        app.open(crate::lab::Recipe::of("chain"));
        look(&mut app);
        assert!(!screen(&app).contains("✓ Right"), "{}", screen(&app));
    }
}
