//! Marks that share a cell: the last one is seen, and beside it, behind a plus, those that it covers.

use super::Pen;
use super::canvas::stamp;
use super::raster::Raster;
use super::taken::Taken;
use crate::lab::scene::Ink;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Modifier;

/// Heads of arrows; one that is covered is too short to be seen anyway.
pub(super) const HEADS: [char; 8] = ['→', '↗', '↑', '↖', '←', '↙', '↓', '↘'];

/// A character and its colour.
type Glyph = (char, Ink);

/// What has been drawn on every cell that has a mark, in this order.
#[derive(Default)]
pub(super) struct Together(Vec<((u16, u16), Vec<Glyph>)>);

impl Together {
    /// A mark was drawn on a cell, over those that were there.
    pub(super) fn mark(&mut self, cell: (u16, u16), glyph: Glyph) {
        match self.0.iter_mut().find(|(place, _)| *place == cell) {
            Some((_, marks)) => {
                marks.retain(|mark| *mark != glyph);
                marks.push(glyph);
            }
            None => self.0.push((cell, vec![glyph])),
        }
    }

    /// Writes beside every cell what its last mark covers; whether there was a plus to be explained.
    pub(super) fn write_all(
        &self,
        room: &mut Room<'_>,
        buf: &mut Buffer,
        pen: &Pen,
        ground: Option<&Raster>,
    ) -> bool {
        let cells: Vec<(u16, u16)> = self.0.iter().map(|(cell, _)| *cell).collect();
        self.write(&cells, room, buf, pen, ground)
    }

    /// Writes beside these cells what their last marks cover; whether there was a plus to be explained.
    pub(super) fn write(
        &self,
        cells: &[(u16, u16)],
        room: &mut Room<'_>,
        buf: &mut Buffer,
        pen: &Pen,
        ground: Option<&Raster>,
    ) -> bool {
        let mut plus = false;
        for (cell, marks) in self.0.iter().filter(|(cell, _)| cells.contains(cell)) {
            plus |= write(*cell, marks, room, buf, pen, ground);
        }
        plus
    }
}

fn write(
    cell: (u16, u16),
    marks: &[Glyph],
    room: &mut Room<'_>,
    buf: &mut Buffer,
    pen: &Pen,
    ground: Option<&Raster>,
) -> bool {
    let Some((seen, covered)) = marks.split_last() else { return false };
    let covered: Vec<Glyph> = covered.iter().filter(|(glyph, _)| !HEADS.contains(glyph)).copied().collect();
    let count = covered.len() as u16;
    if count == 0 {
        return false;
    }
    let (place, mut left, plus) = match room.place(cell, count) {
        // The plus has a column of its own, first or last.
        Some((place, plus)) => (place, if plus.0 == place.x { place.x + 1 } else { place.x }, plus),
        // Where it is too narrow for that, all of them stand farther away.
        None => {
            let Some(place) = room.far(cell, count + 2) else { return false };
            stamp(buf, pen, ground, (place.x, place.y), seen.0, seen.1);
            (place, place.x + 2, (place.x + 1, place.y))
        }
    };
    stamp(buf, pen, ground, plus, '+', Ink::Quiet);
    let (first, mut top) = (left, place.y);
    for (glyph, ink) in &covered {
        if (left, top) == plus || left == place.right() {
            (left, top) = (first, top + 1);
        }
        stamp(buf, pen, ground, (left, top), *glyph, *ink);
        if let Some(cell) = buf.cell_mut((left, top)) {
            cell.modifier |= Modifier::BOLD;
        }
        left += 1;
    }
    true
}

/// Where there is room beside a cell.
pub(super) struct Room<'a> {
    pub(super) taken: &'a mut Taken,
    pub(super) inner: Rect,
    /// How much of what is drawn a place would cover.
    pub(super) covers: &'a dyn Fn(Rect) -> usize,
}

impl Room<'_> {
    /// A place for so many marks, and the cell of the plus in it: in one row where that is possible, else in several.
    fn place(&mut self, (x, y): (u16, u16), count: u16) -> Option<(Rect, (u16, u16))> {
        for rows in 1..=count.min(4) {
            let wide = 1 + count.div_ceil(rows);
            let from = |left: u16, top: u16| Rect::new(left, top, wide, rows);
            let above = y.checked_sub(rows);
            let left = x.checked_sub(wide).map(|left| (from(left, y), (x.saturating_sub(1), y)));
            let mut places = vec![(from(x + 1, y), (x + 1, y))];
            places.extend(left);
            for top in above.into_iter().chain([y + 1]) {
                places.push((from(x, top), (x, top)));
                // So far to the left that it ends at the mark.
                let start = (x + 1).saturating_sub(wide);
                places.push((from(start, top), (start, top)));
            }
            let free = places
                .into_iter()
                .filter(|(place, _)| self.inner.intersection(*place) == *place && self.taken.free(*place));
            if let Some((place, plus)) = free.min_by_key(|(place, _)| (self.covers)(*place)) {
                self.taken.area(place);
                return Some((place, plus));
            }
        }
        None
    }

    /// A place so wide as near to a cell as there is one.
    fn far(&mut self, (x, y): (u16, u16), wide: u16) -> Option<Rect> {
        let columns = self.inner.left()..=self.inner.right().saturating_sub(wide);
        let rows = self.inner.top()..self.inner.bottom();
        let places = rows.flat_map(|row| columns.clone().map(move |column| Rect::new(column, row, wide, 1)));
        let free = places.filter(|place| self.taken.fits(*place, self.inner));
        let away = |place: &Rect| (4 * place.y.abs_diff(y) + place.x.abs_diff(x), (self.covers)(*place));
        let place = free.min_by_key(away)?;
        self.taken.area(place);
        Some(place)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(at: (u16, u16), marks: &str, inner: Rect) -> Vec<String> {
        let (mut buf, pen) = (Buffer::empty(inner), Pen::plain());
        let (mut together, mut taken) = (Together::default(), Taken::default());
        for glyph in marks.chars() {
            together.mark(at, (glyph, Ink::Plain));
            stamp(&mut buf, &pen, None, at, glyph, Ink::Plain);
        }
        taken.area(Rect::new(at.0, at.1, 1, 1));
        let mut room = Room { taken: &mut taken, inner, covers: &|_| 0 };
        together.write(&[at], &mut room, &mut buf, &pen, None);
        let row = |y: u16| (0..inner.width).map(|x| buf[(x, y)].symbol()).collect::<String>();
        (0..inner.height).map(|y| row(y).trim_end().to_string()).collect()
    }

    #[test]
    fn what_a_mark_covers_stands_beside_it() {
        let inner = Rect::new(0, 0, 8, 3);
        assert_eq!(drawn((2, 1), "M", inner), ["", "  M", ""]);
        assert_eq!(drawn((2, 1), "MN", inner), ["", "  N+M", ""]);
        assert_eq!(drawn((2, 1), "○SN", inner), ["", "  N+○S", ""]);
        assert_eq!(drawn((7, 1), "○SN", inner), ["", "    ○S+N", ""]);
        assert_eq!(drawn((2, 1), "MNN", inner), ["", "  N+M", ""], "drawn twice, said once");
        assert_eq!(drawn((1, 0), "ABCDEF", Rect::new(0, 0, 7, 1)), [" F"], "no room");
        assert_eq!(drawn((4, 1), "ABCDEFGH", inner), ["+ABCDEFG", "    H", ""]);
        assert_eq!(drawn((4, 0), "ABCDEFGHIJK", inner), ["    K", "+ABCDE", " FGHIJ"]);
    }
}
