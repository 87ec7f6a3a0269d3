//! Rows of words and numbers, numbers aligned on the point.

use super::ascii::spelled;
use super::panel::More;
use super::text::put_right;
use super::{Pen, put, width};
use crate::lab::Spot;
use crate::lab::scene::{Cell, Ink, Table};
use crate::words::figure;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

/// How wide a column is: words, or digits before and after the point.
#[derive(Debug, Clone, Copy, Default)]
struct Measure {
    words: usize,
    whole: usize,
    fraction: usize,
    title: usize,
    numeric: bool,
}

impl Measure {
    fn wide(&self) -> usize {
        self.words.max(self.whole + self.fraction).max(self.title)
    }
}

pub(super) fn draw(table: &Table, area: Rect, buf: &mut Buffer, pen: &Pen, scroll: u16) -> More {
    let head = u16::from(has_head(table, area));
    let rows = usize::from(area.height - head);
    let first = first_row(table, rows, scroll);
    let (columns, hidden) = columns(table, area.width, pen);
    if head == 1 {
        for (at, x, wide) in &columns {
            let title = &*spelled(table.columns[*at].title.get(pen.language), pen);
            let style = pen.theme.quiet().add_modifier(ratatui::style::Modifier::UNDERLINED);
            if measure(table, *at, pen).numeric {
                put_right(buf, area.x + x, area.x + x + wide, area.y, title, style);
            } else {
                put(buf, area.x + x, area.y, *wide, title, style);
            }
        }
    }
    for (line, at) in (first..table.rows.len().min(first + rows)).enumerate() {
        let y = area.y + head + line as u16;
        let chosen = table.selected == Some(at);
        if chosen {
            put(buf, area.x, y, 1, "▸", pen.theme.accent());
        }
        for (column, x, wide) in &columns {
            let Some(cell) = table.rows[at].get(*column) else { continue };
            let measure = measure(table, *column, pen);
            draw_cell(cell, measure, (area.x + x, y, *wide), buf, pen, chosen);
        }
        if chosen {
            let style = pen.theme.strong();
            buf.set_style(Rect { x: area.x + 1, y, width: area.width - 1, height: 1 }, style);
        }
    }
    if hidden && area.width > 2 {
        put(buf, area.right() - 1, area.y, 1, "›", pen.theme.accent());
    }
    More { above: first > 0, below: first + rows < table.rows.len(), ..More::default() }
}

/// Headings are drawn when there are any and a row is left below them.
pub(super) fn has_head(table: &Table, area: Rect) -> bool {
    area.height > 1 && table.columns.iter().any(|column| !column.title.is_empty())
}

/// The first row seen: as scrolled, but with the chosen row in sight.
fn first_row(table: &Table, rows: usize, scroll: u16) -> usize {
    let most = table.rows.len().saturating_sub(rows);
    let first = usize::from(scroll).min(most);
    match table.selected {
        Some(chosen) if rows > 0 && chosen < table.rows.len() => {
            first.min(chosen).max((chosen + 1).saturating_sub(rows))
        }
        _ => first,
    }
}

/// A number as it is written in a cell.
fn number(cell: &Cell) -> Option<(String, Ink)> {
    match cell {
        Cell::Number(value, digits) => Some((figure(*value, usize::from(*digits)), Ink::Plain)),
        Cell::Inked(value, digits, ink) => Some((figure(*value, usize::from(*digits)), *ink)),
        Cell::Empty | Cell::Words(_) | Cell::Coloured(..) => None,
    }
}

/// Columns before the point of a number, and from the point on.
fn halves(number: &str) -> (usize, usize) {
    let point = number.find(['.', 'e']).unwrap_or(number.len());
    (width(&number[..point]), width(&number[point..]))
}

fn measure(table: &Table, column: usize, pen: &Pen) -> Measure {
    let mut measure = Measure {
        title: width(&spelled(table.columns[column].title.get(pen.language), pen)),
        ..Measure::default()
    };
    for cell in table.rows.iter().filter_map(|row| row.get(column)) {
        match cell {
            Cell::Words(words) | Cell::Coloured(words, _) => {
                measure.words = measure.words.max(width(&spelled(words.get(pen.language), pen)));
            }
            _ => {
                let Some((number, _)) = number(cell) else { continue };
                let (whole, fraction) = halves(&number);
                measure.whole = measure.whole.max(whole);
                measure.fraction = measure.fraction.max(fraction);
                measure.numeric = true;
            }
        }
    }
    measure
}

/// Place and width of every column that is seen, and whether some are not. The last words give way before numbers do, to
/// two thirds of their width, and the first, which name the row; then columns on the right are left out. No number is
/// ever cut.
fn columns(table: &Table, room: u16, pen: &Pen) -> (Vec<(usize, u16, u16)>, bool) {
    const LEFT: usize = 2;
    let room = usize::from(room);
    let measures: Vec<Measure> = (0..table.columns.len()).map(|at| measure(table, at, pen)).collect();
    let needed = |wide: &[usize]| LEFT + wide.iter().sum::<usize>() + wide.len().saturating_sub(1);
    let fitted = |shown: usize| {
        let mut wide: Vec<usize> = measures[..shown].iter().map(Measure::wide).collect();
        let words = |at: &usize| !measures[*at].numeric;
        let last = (1..shown).rev().find(words);
        for at in last.into_iter().chain((0..shown.min(1)).filter(words)) {
            // Short names stay whole, and of two columns something of both is seen.
            let least = match at {
                0 => 14,
                _ if shown <= 2 => 6,
                _ => (2 * wide[at]).div_ceil(3).max(6),
            };
            let over = needed(&wide).saturating_sub(room);
            wide[at] -= over.min(wide[at].saturating_sub(least));
        }
        (needed(&wide) <= room || shown <= 1).then_some(wide)
    };
    let wide = (0..=measures.len()).rev().find_map(fitted).unwrap_or_default();
    let shown = wide.len();
    let spare = room.saturating_sub(needed(&wide));
    let gap = 1 + (spare / shown.max(2)).min(2);
    let mut x = LEFT.min(room);
    let mut placed = Vec::new();
    for (at, wide) in wide.iter().enumerate() {
        let wide = (*wide).min(room.saturating_sub(x));
        placed.push((at, x as u16, wide as u16));
        x += wide + gap;
    }
    (placed, shown < table.columns.len())
}

fn draw_cell(
    cell: &Cell,
    measure: Measure,
    (x, y, wide): (u16, u16, u16),
    buf: &mut Buffer,
    pen: &Pen,
    chosen: bool,
) {
    let styled = |ink: Ink| if chosen && ink == Ink::Plain { Style::new() } else { pen.theme.ink(ink) };
    match cell {
        Cell::Empty => {}
        Cell::Words(words) => {
            put(buf, x, y, wide, &spelled(words.get(pen.language), pen), styled(Ink::Plain));
        }
        Cell::Coloured(words, ink) => {
            put(buf, x, y, wide, &spelled(words.get(pen.language), pen), styled(*ink));
        }
        Cell::Number(..) | Cell::Inked(..) => {
            let Some((number, ink)) = number(cell) else { return };
            // The point stands under the other points, the column at the right of its place.
            let indent = usize::from(wide).saturating_sub(measure.whole + measure.fraction)
                + measure.whole.saturating_sub(halves(&number).0);
            let indent = indent.min(usize::from(wide).saturating_sub(width(&number)));
            put(buf, x + indent as u16, y, wide - indent as u16, &number, styled(ink));
        }
    }
}

pub(super) fn locate(table: &Table, area: Rect, at: (u16, u16), _pen: &Pen, scroll: u16) -> Option<Spot> {
    let head = u16::from(has_head(table, area));
    let line = at.1.checked_sub(area.y + head)?;
    let row = first_row(table, usize::from(area.height - head), scroll) + usize::from(line);
    (row < table.rows.len()).then_some(Spot::Item(row))
}

pub(super) fn spot_cell(
    table: &Table,
    area: Rect,
    spot: Spot,
    _pen: &Pen,
    scroll: u16,
) -> Option<(u16, u16)> {
    let Spot::Item(row) = spot else { return None };
    let head = u16::from(has_head(table, area));
    let rows = usize::from(area.height - head);
    let line = row.checked_sub(first_row(table, rows, scroll))?;
    (line < rows && row < table.rows.len()).then(|| (area.x, area.y + head + line as u16))
}
