//! Places for words beside what is drawn.

use ratatui::layout::Rect;

/// Cells that words must not cover: marks, and other words.
#[derive(Default)]
pub(super) struct Taken(Vec<Rect>);

impl Taken {
    /// Something stands in this cell.
    pub(super) fn cell(&mut self, (x, y): (u16, u16)) {
        self.0.push(Rect::new(x, y, 1, 1));
    }

    /// Whether nothing stands there.
    pub(super) fn free(&self, area: Rect) -> bool {
        self.0.iter().all(|taken| !taken.intersects(area))
    }

    /// Takes a place if it lies in `inner`, and nothing stands there or right beside it.
    pub(super) fn take(&mut self, place: Rect, inner: Rect) -> bool {
        let wide = Rect { x: place.x.saturating_sub(1), width: place.width + 2, ..place };
        let takes = inner.intersection(place) == place && self.free(wide);
        if takes {
            self.0.push(place);
        }
        takes
    }

    /// Takes a place for words of this width beside a cell: to its right, its left, above, below.
    pub(super) fn beside(&mut self, (x, y): (u16, u16), wide: u16, inner: Rect) -> Option<Rect> {
        if wide == 0 || wide > inner.width {
            return None;
        }
        let right = x + 2;
        let left = x.saturating_sub(wide + 1);
        let middle = x.saturating_sub(wide / 2).clamp(inner.x, inner.right() - wide);
        let (above, below) = (y.saturating_sub(1), y + 1);
        let tries = [
            (right, y),
            (left, y),
            (right, above),
            (right, below),
            (middle, above),
            (middle, below),
            (left, above),
            (left, below),
        ];
        tries.into_iter().map(|(x, y)| Rect::new(x, y, wide, 1)).find(|place| self.take(*place, inner))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stand_beside_marks_and_not_on_each_other() {
        let inner = Rect::new(0, 0, 20, 3);
        let mut taken = Taken::default();
        taken.cell((9, 1));
        let mut places = Vec::new();
        while let Some(place) = taken.beside((9, 1), 6, inner) {
            assert_eq!(inner.intersection(place), place);
            places.push(place);
        }
        assert_eq!(places[..2], [Rect::new(11, 1, 6, 1), Rect::new(2, 1, 6, 1)]);
        assert_eq!(places.len(), 6);
        for (at, place) in places.iter().enumerate() {
            assert!(places[at + 1..].iter().all(|other| !other.intersects(*place)));
        }
        assert_eq!(taken.beside((9, 1), 21, inner), None);
    }
}
