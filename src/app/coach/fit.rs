//! Whether a card's words and its question stand together on the screen: kept, because every key asks for it.

use super::{Said, together};
use crate::view::Pen;
use ratatui::layout::Rect;
use std::cell::RefCell;
use std::sync::Arc;

/// What [`together`] found for a card at a place: asked with every key, and worth keeping until one of them changes.
#[derive(Debug, Default)]
pub(in crate::app) struct Fit(RefCell<Option<Kept>>);

/// The card, its place, how it is drawn, and what was found.
type Kept = (Arc<Said>, Rect, Pen, bool);

impl Fit {
    /// Whether words and question stand together: see [`together`].
    pub(in crate::app) fn together(&self, said: &Arc<Said>, area: Rect, pen: &Pen) -> bool {
        let mut kept = self.0.borrow_mut();
        match &*kept {
            Some((of, place, with, fits)) if Arc::ptr_eq(of, said) && (*place, *with) == (area, *pen) => {
                *fits
            }
            _ => {
                let fits = together(said, area, pen);
                *kept = Some((Arc::clone(said), area, *pen, fits));
                fits
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::coach::tests::{LANGUAGES, lesson};

    #[test]
    fn another_window_another_language_and_another_card_are_looked_at_anew() {
        let app = lesson("chain", (80, 24), LANGUAGES[0]);
        let said = app.snapshot.as_ref().and_then(|snapshot| snapshot.coach.clone()).expect("told");
        let (fit, pen) = (Fit::default(), Pen::plain());
        let areas = [(80, 4), (200, 8), (80, 4)].map(|(width, height)| Rect::new(0, 0, width, height));
        assert_eq!(areas.map(|area| fit.together(&said, area, &pen)), [false, true, false]);
        let mut brief = (*said).clone();
        brief.words = "J".to_string();
        let narrow = Rect::new(0, 0, 80, 8);
        let long = Arc::new(Said { words: "word ".repeat(150), ..brief.clone() });
        let found = [Arc::new(brief), long].map(|said| fit.together(&said, narrow, &pen));
        assert_eq!(found, [true, false]);
    }
}
