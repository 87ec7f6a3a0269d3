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

    /// Something stands in these cells.
    pub(super) fn area(&mut self, area: Rect) {
        self.0.push(area);
    }

    /// Whether nothing stands there.
    pub(super) fn free(&self, area: Rect) -> bool {
        self.0.iter().all(|taken| !taken.intersects(area))
    }

    /// Whether a place lies in `inner`, and nothing stands there or right beside it.
    pub(super) fn fits(&self, place: Rect, inner: Rect) -> bool {
        let wide = Rect { x: place.x.saturating_sub(1), width: place.width + 2, ..place };
        inner.intersection(place) == place && self.free(wide)
    }

    /// Takes a place if it lies in `inner`, and nothing stands there or right beside it.
    pub(super) fn take(&mut self, place: Rect, inner: Rect) -> bool {
        let takes = self.fits(place, inner);
        if takes {
            self.0.push(place);
        }
        takes
    }

    /// Takes a place for words of this width beside a cell, where they cover the least of what is drawn (`covers`
    /// counts it): to its right, its left, above, below, and then a row farther.
    pub(super) fn beside(
        &mut self,
        (x, y): (u16, u16),
        wide: u16,
        inner: Rect,
        covers: &dyn Fn(Rect) -> usize,
    ) -> Option<Rect> {
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
            (middle, above),
            (middle, below),
            (right, above),
            (right, below),
            (left, above),
            (left, below),
            (right, y.saturating_sub(2)),
            (right, y + 2),
            (left, y.saturating_sub(2)),
            (left, y + 2),
        ];
        let places = tries.into_iter().map(|(x, y)| Rect::new(x, y, wide, 1));
        let place = places.filter(|place| self.fits(*place, inner)).min_by_key(|place| covers(*place))?;
        self.0.push(place);
        Some(place)
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
        while let Some(place) = taken.beside((9, 1), 6, inner, &|_| 0) {
            assert_eq!(inner.intersection(place), place);
            places.push(place);
        }
        assert_eq!(places[..2], [Rect::new(11, 1, 6, 1), Rect::new(2, 1, 6, 1)]);
        assert_eq!(places.len(), 4);
        for (at, place) in places.iter().enumerate() {
            assert!(places[at + 1..].iter().all(|other| !other.intersects(*place)));
        }
        assert_eq!(taken.beside((9, 1), 21, inner, &|_| 0), None);
    }
    #[test]
    fn words_cover_as_little_of_a_picture_as_they_can() {
        let inner = Rect::new(0, 0, 20, 5);
        let mut taken = Taken::default();
        taken.cell((5, 2));
        // A line through the mark, from left to right.
        let line = |place: Rect| usize::from(place.intersects(Rect::new(0, 2, 20, 1)));
        assert_eq!(taken.beside((5, 2), 4, inner, &line), Some(Rect::new(3, 1, 4, 1)));
        // Where everything is drawn over, words stand where they always stand.
        assert_eq!(taken.beside((5, 2), 4, inner, &|_| 4), Some(Rect::new(7, 2, 4, 1)));
    }
}
