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
    let needs: usize = named.iter().map(|(_, name, _)| width(name) + 2).sum();
    let spare = usize::from(right - line.x).saturating_sub(needs + 1) / named.len().max(1);
    let gap = spare.clamp(1, usize::from(GAP)) as u16;
    let mut x = line.x + 1;
    for (which, name, key) in named {
        let wide = width(&name) + if key.is_some() { 2 } else { 0 };
        let to = x.saturating_add(wide as u16).min(right);
        if x < to {
            items.push((Item { from: x, to, which }, name, key));
        }
        x = to.saturating_add(gap);
    }
    items
}
