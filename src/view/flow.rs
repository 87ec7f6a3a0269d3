//! Pictures that make one another, on a grid with arrows between neighbours.

use super::text::mark;
use super::{PanelState, Pen, cut, put, width};
use crate::lab::scene::{Flow, Ink, Light, Passage, Picture, Station, Way};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use ratatui::widgets::{Block, BorderType, Widget};
use std::borrow::Cow;

/// Columns of an arrow between two stations side by side, and rows of one between two above each other.
const ACROSS: (u16, u16) = (2, 9);
const DOWN: (u16, u16) = (1, 3);

pub(super) fn draw(flow: &Flow, area: Rect, buf: &mut Buffer, pen: &Pen) {
    let grid = Grid::of(flow, area);
    for passage in &flow.passages {
        grid.draw_passage(passage, buf, pen);
    }
    for station in &flow.stations {
        if let Some(place) = grid.place(station.place) {
            draw_station(station, place, buf, pen);
        }
    }
}

/// Where the stations stand: the left end and the width of each column, the top and the height of each row.
struct Grid {
    columns: Vec<(u16, u16)>,
    rows: Vec<(u16, u16)>,
    area: Rect,
}

impl Grid {
    fn of(flow: &Flow, area: Rect) -> Grid {
        let across = flow.passages.iter().any(|passage| !passage.down);
        let gap =
            if across { (area.width / 9).clamp(ACROSS.0, ACROSS.1) } else { 1 + u16::from(area.width >= 40) };
        let rows = vec![(2, 1); flow.rows];
        Grid {
            columns: shared(area.x, area.width, gap, &flow.columns),
            rows: shared(area.y, area.height, (area.height / 10).clamp(DOWN.0, DOWN.1), &rows),
            area,
        }
    }

    fn place(&self, (row, column): (usize, usize)) -> Option<Rect> {
        let ((y, height), (x, width)) = (*self.rows.get(row)?, *self.columns.get(column)?);
        let place = Rect { x, y, width, height }.intersection(self.area);
        (place.width > 1 && place.height > 1).then_some(place)
    }

    /// The room between a station and the next one on the right or below.
    fn between(&self, (row, column): (usize, usize), down: bool) -> Option<Rect> {
        let one = self.place((row, column))?;
        let room = if down {
            let next = self.place((row + 1, column))?;
            Rect { y: one.bottom(), height: next.y - one.bottom(), ..one }
        } else {
            let next = self.place((row, column + 1))?;
            Rect { x: one.right(), width: next.x - one.right(), ..one }
        };
        (!room.is_empty()).then_some(room)
    }

    fn draw_passage(&self, passage: &Passage, buf: &mut Buffer, pen: &Pen) {
        let Some(room) = self.between(passage.place, passage.down) else { return };
        let style = style(passage.light, pen);
        let words = passage.words.get(pen.language);
        if passage.down {
            let tip = if passage.way == Way::On { '▼' } else { '▲' };
            // Arrow and words stand in the middle together.
            let words = cut(words, usize::from(room.width.saturating_sub(2)));
            let x = room.x + (room.width - (width(&words) as u16 + 2).min(room.width)) / 2;
            for y in room.y..room.bottom() {
                let end = if passage.way == Way::On { room.bottom() - 1 } else { room.y };
                mark(buf, x, y, if y == end { tip } else { '┃' }, style);
            }
            put(buf, x + 2, room.y + room.height / 2, room.right().saturating_sub(x + 2), &words, style);
            return;
        }
        let y = room.y + room.height / 2;
        let margin = u16::from(room.width > 3);
        let (from, to) = (room.x + margin, room.right() - margin);
        for x in from..to {
            mark(buf, x, y, '━', style);
        }
        match passage.way {
            Way::On => mark(buf, to - 1, y, '▶', style),
            Way::Back => mark(buf, from, y, '◀', style),
        }
        let words = cut(words, usize::from(room.width));
        let x = room.x + (room.width - (width(&words) as u16).min(room.width)) / 2;
        put(buf, x, y.saturating_sub(1).max(room.y), room.right() - x, &words, style);
    }
}

/// Parts of a length with gaps between them: the least of each, and its share of the rest; where there is too little,
/// in the proportions of the least.
fn shared(start: u16, length: u16, gap: u16, parts: &[(u16, u16)]) -> Vec<(u16, u16)> {
    let gaps = gap * (parts.len() as u16).saturating_sub(1);
    let room = u32::from(length.saturating_sub(gaps));
    let sum = |of: fn(&(u16, u16)) -> u16| parts.iter().map(|part| u32::from(of(part))).sum::<u32>();
    let (least, shares) = (sum(|part| part.0), sum(|part| part.1).max(1));
    let (mut before, mut shared) = ((0, 0), 0);
    let place = |(at, (own, share)): (usize, &(u16, u16))| {
        let from = shared;
        before = (before.0 + u32::from(*own), before.1 + u32::from(*share));
        shared = match room.checked_sub(least) {
            Some(rest) => before.0 + rest * before.1 / shares,
            None => room * before.0 / least.max(1),
        };
        (start + from as u16 + at as u16 * gap, (shared - from) as u16)
    };
    parts.iter().enumerate().map(place).collect()
}

fn style(light: Light, pen: &Pen) -> Style {
    match light {
        Light::Dark => pen.theme.quiet(),
        Light::Known => pen.theme.ink(Ink::Plain),
        Light::Lit => pen.theme.accent().add_modifier(Modifier::BOLD),
    }
}

/// As many whole words as fit; of one alone what fits.
fn words_within(words: &str, columns: usize) -> Cow<'_, str> {
    let mut kept = words;
    while width(kept) > columns {
        let Some(at) = kept.rfind(' ') else { return cut(words, columns) };
        kept = &kept[..at];
    }
    Cow::Borrowed(kept)
}

/// The name with a sign where it is new, and the picture below; an empty frame where nothing is known yet.
fn draw_station(station: &Station, place: Rect, buf: &mut Buffer, pen: &Pen) {
    let name = station.name.get(pen.language);
    let signed = station.light == Light::Lit && width(name) < usize::from(place.width);
    let name = format!("{}{name}", if signed { "▸" } else { "" });
    let name = words_within(&name, usize::from(place.width));
    let indent = (place.width - (width(&name) as u16).min(place.width)) / 2;
    put(buf, place.x + indent, place.y, place.width - indent, &name, style(station.light, pen));
    let inside = Rect { y: place.y + 1, height: place.height - 1, ..place };
    if station.light != Light::Dark {
        super::panel::draw_picture(&station.picture, inside, buf, pen, &PanelState::default());
        return;
    }
    let empty = match &station.picture {
        Picture::Image(image) => super::image::fit(image, inside).map_or(inside, |fit| fit.area),
        _ => inside,
    };
    if empty.width > 2 && empty.height > 2 {
        Block::bordered().border_type(BorderType::Rounded).border_style(pen.theme.quiet()).render(empty, buf);
    }
    mark(buf, empty.x + empty.width / 2, empty.y + empty.height / 2, '?', pen.theme.quiet());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_and_gaps_fill_the_length() {
        assert_eq!(shared(3, 32, 4, &[(0, 1), (0, 2), (0, 1)]), [(3, 6), (13, 12), (29, 6)]);
        assert_eq!(shared(0, 2, 4, &[(8, 1), (8, 1)]), [(0, 0), (4, 0)]);
        assert_eq!(shared(0, 28, 2, &[(8, 1), (8, 1), (12, 1)]), [(0, 6), (8, 7), (17, 11)]);
        let parts = shared(5, 41, 2, &[(8, 3), (8, 4), (8, 3)]);
        assert_eq!(parts.last().map(|(from, wide)| from + wide), Some(46));
    }
}
