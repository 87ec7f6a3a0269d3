//! The two lines below the numbers: the parameters with their values, and the views with the keys that choose them.

use crate::app::keys::{Action, Scope};
use crate::app::parameters::PARAMETERS;
use crate::app::parameters::{self, Row};
use crate::app::state::App;
use crate::app::views::{self, is_code};
use crate::lab::scene::{Ink, Panel};
use crate::view::{self, Pen, put, width};
use crate::words::text;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use std::ops::Range;

/// Columns between two parameters or views.
const GAP: u16 = 3;

/// Something on a line: where it begins and ends, and which one it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Item {
    from: u16,
    to: u16,
    which: usize,
}

/// Draws the line of parameters: as many as fit, the chosen one among them.
pub(super) fn draw_parameters(app: &App, line: Rect, buf: &mut Buffer) {
    let Some(snapshot) = app.snapshot.as_deref() else { return };
    let pen = &app.pen;
    let rows = parameters::rows(snapshot);
    let items = parameter_items(&rows, app.row, line, pen);
    for item in &items {
        let row = &rows[item.which];
        let chosen = app.focus == PARAMETERS && item.which == app.row;
        let label = if chosen { pen.theme.chosen() } else { pen.theme.quiet() };
        let value = match (chosen, row.changed) {
            (true, _) => pen.theme.chosen(),
            (false, true) => pen.theme.ink(Ink::Accent).add_modifier(Modifier::BOLD),
            (false, false) => Style::new(),
        };
        let room = item.to - item.from;
        let x = put(buf, item.from, line.y, room, &format!("{} ", row.label.get(pen.language)), label);
        put(buf, x, line.y, item.to.saturating_sub(x), row.value.get(pen.language), value);
    }
    if items.len() < rows.len() {
        let words = text("0 all", "0 全部");
        let words = words.get(pen.language);
        let x = line.right().saturating_sub(width(words) as u16 + 1);
        put(buf, x, line.y, line.right() - x, words, pen.theme.quiet());
    }
}

/// The row of parameters under a column.
pub(in crate::app) fn parameter_at(app: &App, line: Rect, column: u16) -> Option<usize> {
    let rows = parameters::rows(app.snapshot.as_deref()?);
    let items = parameter_items(&rows, app.row, line, &app.pen);
    items.iter().find(|item| (item.from..item.to).contains(&column)).map(|item| item.which)
}

/// Which rows stand where. Whole pages of them take turns, so that they do not slide under the eye.
fn parameter_items(rows: &[Row], chosen: usize, line: Rect, pen: &Pen) -> Vec<Item> {
    let wide =
        |row: &Row| (width(row.label.get(pen.language)) + 1 + width(row.value.get(pen.language))) as u16;
    let all = rows.iter().map(|row| wide(row) + GAP).fold(0, u16::saturating_add);
    let room = if all <= line.width { line.width } else { line.width.saturating_sub(8) };
    let mut page: Vec<Item> = Vec::new();
    let mut x = line.x + 1;
    for (which, row) in rows.iter().enumerate() {
        let to = x.saturating_add(wide(row));
        if to > line.x + room && !page.is_empty() {
            if page.iter().any(|item| item.which == chosen) {
                return page;
            }
            page.clear();
            x = line.x + 1;
        }
        let to = x.saturating_add(wide(row)).min(line.x + room).max(x);
        page.push(Item { from: x, to, which });
        x = to.saturating_add(GAP);
    }
    page
}

/// Draws the line of views; those on stage stand out.
pub(super) fn draw_views(app: &App, panels: &[Panel], line: Rect, buf: &mut Buffer) {
    let pen = &app.pen;
    let arrangement = app.arrangement(panels);
    for (item, name, key) in view_items(app, panels, line) {
        let word = match arrangement.shows(item.which) {
            true => pen.theme.strong(),
            false => pen.theme.quiet(),
        };
        let key = key.map(|key| format!("{key} ")).unwrap_or_default();
        let x = put(buf, item.from, line.y, item.to - item.from, &key, pen.theme.accent());
        put(buf, x, line.y, item.to.saturating_sub(x), &name, word);
    }
}

/// The panel whose name stands at a column of the line of views.
pub(in crate::app) fn view_at(app: &App, panels: &[Panel], line: Rect, column: u16) -> Option<usize> {
    let items = view_items(app, panels, line);
    items.iter().find(|(item, ..)| (item.from..item.to).contains(&column)).map(|(item, ..)| item.which)
}

/// The digit that brings a view forward, 0 for the parameters; a tenth view has none.
fn digit(panel: &Panel, at: usize) -> Option<char> {
    if panel.id == PARAMETERS { Some('0') } else { char::from_digit(at as u32 + 1, 10) }
}

/// Every view with its name and its key. The script stands at the end of the line, where it is never cut.
fn view_items(app: &App, panels: &[Panel], line: Rect) -> Vec<(Item, String, Option<String>)> {
    let pen = &app.pen;
    let name = |which: usize| views::name(&panels[which]).get(pen.language).to_string();
    let (code, others): (Vec<usize>, Vec<usize>) =
        view::views(panels).into_iter().partition(|which| is_code(&panels[*which]));
    let mut items = Vec::new();
    let mut right = line.right();
    if let Some(which) = code.first().copied() {
        let name = name(which);
        let to = right.saturating_sub(1).max(line.x);
        let key = app.keys.hint(Action::Code, Scope::Lesson).map(|(key, _)| key);
        let wide = width(&name) + key.as_ref().map_or(0, |key| width(key) + 1);
        let from = to.saturating_sub(wide as u16).max(line.x);
        right = from.saturating_sub(1).max(line.x);
        items.push((Item { from, to, which }, name, key));
    }
    let named: Vec<(usize, String, Option<String>)> = others
        .into_iter()
        .enumerate()
        .map(|(at, which)| (which, name(which), digit(&panels[which], at).map(String::from)))
        .collect();
    let wide = |(_, name, key): &(usize, String, Option<String>)| {
        width(name) as u16 + if key.is_some() { 2 } else { 0 }
    };
    let wides: Vec<u16> = named.iter().map(wide).collect();
    let shown = app.arrangement(panels);
    let last = named.iter().rposition(|(which, ..)| shown.shows(*which)).unwrap_or(0);
    let seen = window(&wides, right.saturating_sub(line.x + 1), last);
    // What is left out is counted at the ends; a click there brings its nearest forward.
    let count = |hidden: usize, nearest: usize| (named[nearest].0, format!("+{hidden}"), None);
    let before = (seen.start > 0).then(|| count(seen.start, seen.start - 1));
    let after = (seen.end < named.len()).then(|| count(named.len() - seen.end, seen.end));
    let seen: Vec<_> = before.into_iter().chain(named[seen.clone()].iter().cloned()).chain(after).collect();
    let needs: u16 = seen.iter().map(wide).sum();
    let spare = right.saturating_sub(line.x + 1 + needs) / (seen.len() as u16).max(1);
    let mut x = line.x + 1;
    for item in seen {
        let to = x.saturating_add(wide(&item)).min(right);
        let (which, name, key) = item;
        if x < to {
            items.push((Item { from: x, to, which }, name, key));
        }
        x = to.saturating_add(spare.clamp(1, GAP));
    }
    items
}

/// Which of the names are on the line, with a column between them: all, or as many as fit from the first on, or so that the
/// last one on stage is among them. Where some are left out their number has two columns at the ends.
fn window(wides: &[u16], room: u16, last: usize) -> Range<usize> {
    let fits = |range: &Range<usize>| {
        let counts = 3 * (u16::from(range.start > 0) + u16::from(range.end < wides.len()));
        wides[range.clone()].iter().map(|wide| wide + 1).sum::<u16>() + counts <= room + 1
    };
    let from = |start: usize| (start..=wides.len()).rev().map(|end| start..end).find(fits);
    let seen = (0..=last.min(wides.len())).filter_map(from).find(|range| range.contains(&last));
    seen.unwrap_or(last..(last + 1).min(wides.len()))
}

#[cfg(test)]
mod tests {
    use super::window;

    #[test]
    fn the_view_on_stage_is_on_the_line_of_views() {
        let wides = [9, 5, 6, 8, 9, 11, 10, 8];
        assert_eq!(window(&wides, 80, 7), 0..8, "all fit");
        assert_eq!(window(&wides, 72, 1), 0..7, "the last one is counted");
        assert_eq!(window(&wides, 72, 7), 1..8, "the first ones are");
        assert_eq!(window(&wides, 30, 4), 3..5);
        assert_eq!(window(&wides, 4, 4), 4..5, "one at least");
        assert_eq!(window(&[], 4, 0), 0..0);
    }
}
