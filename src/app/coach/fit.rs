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
