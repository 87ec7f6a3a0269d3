//! Several small pictures with words under them.

use super::image::{centred, fit, rasterise};
use super::panel::More;
use super::text::mark;
use super::{Pen, put};
use crate::lab::Spot;
use crate::lab::scene::{Ink, Thumb};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Modifier;

/// How the small pictures are laid out.
#[derive(Debug, Clone, Copy)]
struct Grid {
    across: usize,
    down: usize,
    /// Cells of one place, with its margin and label.
    place: (u16, u16),
    label: bool,
    first: usize,
}

pub(super) fn draw(
    thumbs: &[Thumb],
    selected: Option<usize>,
    area: Rect,
    buf: &mut Buffer,
    pen: &Pen,
) -> More {
    let Some(grid) = grid(thumbs, selected, area, pen) else { return More::default() };
    let seen = grid.across * grid.down;
    for (at, thumb) in thumbs.iter().enumerate().skip(grid.first).take(seen) {
        let place = place(grid, at - grid.first, area);
        let chosen = selected == Some(at);
        let inside = picture(place);
        if chosen && place.width > 2 {
            for y in inside.y..inside.bottom() {
                mark(buf, place.x, y, '┃', pen.theme.accent());
                mark(buf, place.right() - 1, y, '┃', pen.theme.accent());
            }
        }
        if let Some(fit) = fit(&thumb.image, inside) {
            rasterise(&thumb.image, fit, pen).paint(buf, pen);
        }
        if grid.label {
            let (indent, words) = centred(thumb.label.get(pen.language), place.width);
            let style = if chosen { pen.theme.accent() } else { pen.theme.ink(thumb.ink) };
            let style = if thumb.ink == Ink::Plain { style } else { style.add_modifier(Modifier::BOLD) };
            put(buf, place.x + indent, place.bottom() - 1, place.width - indent, &words, style);
        }
    }
    More { above: grid.first > 0, below: grid.first + seen < thumbs.len(), ..More::default() }
}

/// The largest pictures of which all fit, crisp ones never below their own pixels; otherwise those around the chosen
/// one, in the size that fills the area best.
fn grid(thumbs: &[Thumb], selected: Option<usize>, area: Rect, pen: &Pen) -> Option<Grid> {
    let first = thumbs.first()?;
    if area.width < 4 || area.height < 2 {
        return None;
    }
    let label = thumbs.iter().any(|thumb| !thumb.label.get(pen.language).is_empty());
    let shape = first.image.width.max(1) as f64 / first.image.height.max(1) as f64;
    // Beside a picture the marks of the chosen one, under it the label or a free row.
    let size = |rows: u16| (((f64::from(2 * rows) * shape).round() as u16).max(2) + 2, rows + 1);
    let capacity = |rows: u16| {
        let (w, h) = size(rows);
        (usize::from(area.width / w), usize::from(area.height / h))
    };
    let filled = |rows: u16| {
        let (across, down) = capacity(rows);
        across * down * usize::from(rows) * usize::from(rows)
    };
    const SMALLEST: u16 = 3;
    let seen = |rows: u16| capacity(rows).0 * capacity(rows).1;
    let all = (SMALLEST..=area.height).rev().find(|rows| seen(*rows) >= thumbs.len());
    // Where every pixel counts, fewer pictures are better than pictures with pixels left out.
    let native = first.image.height.div_ceil(2) as u16;
    let own =
        (first.image.crisp && all.is_none_or(|rows| rows < native) && seen(native) > 1).then_some(native);
    let rows = own
        .or(all)
        .or_else(|| (SMALLEST + 1..=2 * SMALLEST).rev().max_by_key(|rows| filled(*rows)))
        .filter(|rows| filled(*rows) > 0)
        .unwrap_or(SMALLEST);
    let (mut across, mut down) = capacity(rows);
    let mut place = size(rows);
    if across == 0 || down == 0 {
        // One picture, as large as there is room.
        (across, down) = (1, 1);
        place = (area.width, area.height);
    }
    let lines = thumbs.len().div_ceil(across);
    let chosen = selected.unwrap_or(0).min(thumbs.len() - 1) / across;
    let top = chosen.saturating_sub(down / 2).min(lines.saturating_sub(down));
    Some(Grid { across, down: down.min(lines), place, label, first: top * across })
}

/// What is left over stands evenly around the pictures.
fn place(grid: Grid, at: usize, area: Rect) -> Rect {
    let (w, h) = grid.place;
    let apart =
        |all: u16, each: u16, count: usize| all.saturating_sub(each * count as u16) / (count as u16 + 1);
    let (x, y) = (apart(area.width, w, grid.across), apart(area.height, h, grid.down));
    let (column, row) = ((at % grid.across) as u16, (at / grid.across) as u16);
    Rect { x: area.x + x + column * (w + x), y: area.y + y + row * (h + y), width: w, height: h }
}

/// The cells of the picture itself, between the marks of the chosen one.
fn picture(place: Rect) -> Rect {
    if place.width <= 2 || place.height <= 2 {
        return Rect { height: place.height.saturating_sub(1).max(1), ..place };
    }
    Rect { x: place.x + 1, width: place.width - 2, height: place.height - 1, ..place }
}

pub(super) fn locate(
    thumbs: &[Thumb],
    selected: Option<usize>,
    area: Rect,
    at: (u16, u16),
    pen: &Pen,
) -> Option<Spot> {
    let grid = grid(thumbs, selected, area, pen)?;
    let seen = (grid.across * grid.down).min(thumbs.len() - grid.first);
    (0..seen).find(|n| place(grid, *n, area).contains(at.into())).map(|n| Spot::Item(grid.first + n))
}

pub(super) fn spot_cell(
    thumbs: &[Thumb],
    selected: Option<usize>,
    area: Rect,
    spot: Spot,
    pen: &Pen,
) -> Option<(u16, u16)> {
    let Spot::Item(item) = spot else { return None };
    let grid = grid(thumbs, selected, area, pen)?;
    let at =
        item.checked_sub(grid.first).filter(|at| *at < grid.across * grid.down && item < thumbs.len())?;
    let place = place(grid, at, area);
    Some((place.x + place.width / 2, place.y + place.height / 2))
}
