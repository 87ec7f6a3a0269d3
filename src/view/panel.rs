//! The frame around a picture, and which widget draws it.

use super::palette::named;
use super::text::{mark, put_right};
use super::{
    Pen, bars, chart, cut, gallery, graph, image, matrix, network, plane, prose, put, relief, table,
};
use super::{width, wrap};
use crate::lab::Spot;
use crate::lab::scene::{Panel, Picture};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use ratatui::widgets::{Block, BorderType, Widget};

/// How a panel is seen right now.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Mood<'a> {
    /// It takes the keys.
    pub focused: bool,
    /// Rows scrolled down, for prose and long tables.
    pub scroll: u16,
    /// The key cursor, or where the pointer reads values.
    pub cursor: Option<Spot>,
    /// All panels of its slot with itself, when there are more; their titles are tabs.
    pub tabs: &'a [&'a Panel],
}

/// What is left to see beyond the edges.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct More {
    pub(super) above: bool,
    pub(super) below: bool,
}

/// Draws a panel with its frame.
pub fn draw_panel(panel: &Panel, area: Rect, buf: &mut Buffer, pen: &Pen, mood: &Mood<'_>) {
    let area = area.intersection(buf.area);
    if area.is_empty() {
        return;
    }
    frame(panel, area, buf, pen, mood);
    let inside = content(panel, area, pen);
    caption(panel, area, inside, buf, pen);
    let more = draw_picture(&panel.picture, inside, buf, pen, mood);
    if area.width > 4 && area.height > 2 {
        let edge = area.right() - 1;
        if more.above {
            mark(buf, edge, area.top() + 1, '▲', pen.theme.accent());
        }
        if more.below {
            mark(buf, edge, area.bottom() - 2, '▼', pen.theme.accent());
        }
    }
}

fn draw_picture(picture: &Picture, area: Rect, buf: &mut Buffer, pen: &Pen, mood: &Mood<'_>) -> More {
    if area.is_empty() {
        return More::default();
    }
    match picture {
        Picture::Chart(it) => chart::draw(it, area, buf, pen, mood.cursor),
        Picture::Plane(it) => plane::draw(it, area, buf, pen, mood.cursor),
        Picture::Relief(it) => relief::draw(it, area, buf, pen),
        Picture::Image(it) => image::draw(it, area, buf, pen, mood.cursor),
        Picture::Gallery { thumbs, selected } => return gallery::draw(thumbs, *selected, area, buf, pen),
        Picture::Matrix(it) => matrix::draw(it, area, buf, pen, mood.cursor),
        Picture::Graph(it) => graph::draw(it, area, buf, pen),
        Picture::Network(it) => network::draw(it, area, buf, pen),
        Picture::Table(it) => return table::draw(it, area, buf, pen, mood.scroll),
        Picture::Bars(it) => return bars::draw(it, area, buf, pen, mood.scroll),
        Picture::Prose(it) => return prose::draw(it, area, buf, pen, mood.scroll),
    }
    More::default()
}

/// The place in the picture that a cell shows; `None` on frames, axes and empty parts.
#[must_use]
pub fn locate(
    panel: &Panel,
    area: Rect,
    (column, row): (u16, u16),
    pen: &Pen,
    mood: &Mood<'_>,
) -> Option<Spot> {
    let inside = content(panel, area, pen);
    if !inside.contains((column, row).into()) {
        return None;
    }
    let at = (column, row);
    match &panel.picture {
        Picture::Chart(it) => chart::locate(it, inside, at, pen),
        Picture::Plane(it) => plane::locate(it, inside, at, pen),
        Picture::Image(it) => image::locate(it, inside, at),
        Picture::Gallery { thumbs, selected } => gallery::locate(thumbs, *selected, inside, at, pen),
        Picture::Matrix(it) => matrix::locate(it, inside, at, pen),
        Picture::Graph(it) => graph::locate(it, inside, at, pen),
        Picture::Network(it) => network::locate(it, inside, at),
        Picture::Table(it) => table::locate(it, inside, at, pen, mood.scroll),
        Picture::Bars(it) => bars::locate(it, inside, at, mood.scroll),
        Picture::Relief(_) | Picture::Prose(_) => None,
    }
}

/// The cell in which a place of the picture is seen: the way back from [`locate`].
#[must_use]
pub fn spot_cell(panel: &Panel, area: Rect, spot: Spot, pen: &Pen, mood: &Mood<'_>) -> Option<(u16, u16)> {
    let inside = content(panel, area, pen);
    if inside.is_empty() {
        return None;
    }
    match &panel.picture {
        Picture::Chart(it) => chart::spot_cell(it, inside, spot, pen),
        Picture::Plane(it) => plane::spot_cell(it, inside, spot, pen),
        Picture::Image(it) => image::spot_cell(it, inside, spot),
        Picture::Gallery { thumbs, selected } => gallery::spot_cell(thumbs, *selected, inside, spot, pen),
        Picture::Matrix(it) => matrix::spot_cell(it, inside, spot, pen),
        Picture::Graph(it) => graph::spot_cell(it, inside, spot, pen),
        Picture::Network(it) => network::spot_cell(it, inside, spot),
        Picture::Table(it) => table::spot_cell(it, inside, spot, pen, mood.scroll),
        Picture::Bars(it) => bars::spot_cell(it, inside, spot, mood.scroll),
        Picture::Relief(_) | Picture::Prose(_) => None,
    }
}

/// The furthest that scrolling goes; 0 where everything is seen.
#[must_use]
pub fn scroll_limit(panel: &Panel, area: Rect, pen: &Pen) -> u16 {
    let inside = content(panel, area, pen);
    let rows = match &panel.picture {
        Picture::Prose(lines) => prose::rows(lines, inside.width, pen),
        Picture::Table(table) => table.rows.len() + usize::from(table::has_head(table, inside)),
        Picture::Bars(bars) => bars.bars.len(),
        _ => 0,
    };
    u16::try_from(rows.saturating_sub(usize::from(inside.height))).unwrap_or(u16::MAX)
}

/// Where the picture is drawn: inside the border, above the caption.
#[must_use]
pub fn content(panel: &Panel, area: Rect, pen: &Pen) -> Rect {
    let inside = bordered(area);
    let rows = caption_lines(panel, inside, pen).len() as u16;
    Rect { height: inside.height - rows, ..inside }
}

fn bordered(area: Rect) -> Rect {
    if area.width < 3 || area.height < 3 {
        return area;
    }
    Rect { x: area.x + 1, y: area.y + 1, width: area.width - 2, height: area.height - 2 }
}

/// The caption's lines, as many as leave the picture its due: at most two, and none in a low panel.
fn caption_lines<'a>(panel: &'a Panel, inside: Rect, pen: &Pen) -> Vec<&'a str> {
    let most = match inside.height {
        0..=3 => 0,
        4..=11 => 1,
        _ => 2,
    };
    let Some(caption) = &panel.caption else { return Vec::new() };
    let mut lines = wrap(caption.get(pen.language), usize::from(inside.width));
    if lines.len() > most {
        lines.truncate(most);
        // The rest goes into the last line, to be cut there.
        if let Some(last) = lines.last_mut() {
            let words = caption.get(pen.language);
            let start = last.as_ptr() as usize - words.as_ptr() as usize;
            *last = &words[start..];
        }
    }
    lines
}

fn caption(panel: &Panel, area: Rect, inside: Rect, buf: &mut Buffer, pen: &Pen) {
    for (at, line) in caption_lines(panel, bordered(area), pen).into_iter().enumerate() {
        let line = named(line, pen.theme);
        put(buf, inside.x, inside.bottom() + at as u16, inside.width, &line, pen.theme.quiet());
    }
}

fn frame(panel: &Panel, area: Rect, buf: &mut Buffer, pen: &Pen, mood: &Mood<'_>) {
    if area.width < 3 || area.height < 3 {
        return;
    }
    let style = if mood.focused || panel.active { pen.theme.accent() } else { pen.theme.quiet() };
    let kind = if panel.active { BorderType::Thick } else { BorderType::Rounded };
    Block::bordered().border_type(kind).border_style(style).render(area, buf);
    title(panel, area, buf, pen, mood);
    let Some(hint) = panel.pick.as_ref().filter(|_| mood.focused && area.width > 12) else { return };
    let hint = format!(" {} ", cut(hint.get(pen.language), usize::from(area.width - 6)));
    put_right(
        buf,
        area.left() + 2,
        area.right() - 2,
        area.bottom() - 1,
        &hint,
        pen.theme.ink(crate::lab::scene::Ink::Accent),
    );
}

/// One title in the border, or the titles of all tabs, the one that is seen among them.
fn title(panel: &Panel, area: Rect, buf: &mut Buffer, pen: &Pen, mood: &Mood<'_>) {
    let style = title_style(panel, pen, mood);
    let room = area.width.saturating_sub(4);
    if room < 3 {
        return;
    }
    if mood.tabs.len() < 2 {
        let sign = if mood.focused { "▸" } else { "" };
        let words =
            format!(" {sign}{} ", cut(panel.title.get(pen.language), usize::from(room) - 2 - width(sign)));
        put(buf, area.left() + 2, area.top(), room, &words, style);
        return;
    }
    for (tab, at, words) in tab_titles(panel, area, pen, mood) {
        let own = tab.id == panel.id;
        let style = if own { style.add_modifier(Modifier::UNDERLINED) } else { pen.theme.quiet() };
        let x = put(
            buf,
            at,
            area.top(),
            1,
            if own && mood.focused { "▸" } else { " " },
            style.remove_modifier(Modifier::UNDERLINED),
        );
        let x = put(buf, x, area.top(), room, &words, style);
        put(buf, x, area.top(), 1, " ", Style::new());
    }
}

fn title_style(panel: &Panel, pen: &Pen, mood: &Mood<'_>) -> Style {
    if mood.focused || panel.active { pen.theme.accent() } else { pen.theme.strong() }
}

/// Each tab with the column at which its title begins and the title as it fits; where there is no
/// room for the others' words, the next one stands for all of them with their number.
fn tab_titles<'a>(panel: &Panel, area: Rect, pen: &Pen, mood: &Mood<'a>) -> Vec<(&'a Panel, u16, String)> {
    const READABLE: usize = 5;
    let room = usize::from(area.width.saturating_sub(4));
    let count = mood.tabs.len();
    let own = mood.tabs.iter().position(|tab| tab.id == panel.id).unwrap_or(0);
    let wide = |at: usize| width(mood.tabs[at].title.get(pen.language));
    let all: usize = (0..count).map(|at| wide(at) + 3).sum();
    let others = count - 1;
    let kept = wide(own).min(room.saturating_sub(2 + (READABLE + 3) * others).max(room / 3)).max(1);
    let share = room.saturating_sub(kept + 2) / others.max(1);
    let mut x = area.left() + 2;
    let mut place = |tab: &'a Panel, words: String| {
        let at = x;
        x += width(&words) as u16 + 3;
        (tab, at, words)
    };
    if all > room && share < READABLE + 3 {
        let title = mood.tabs[own].title.get(pen.language);
        let first = place(mood.tabs[own], cut(title, room.saturating_sub(9)).into_owned());
        let next = place(mood.tabs[(own + 1) % count], format!("+{others} ⇥"));
        return vec![first, next];
    }
    let most = |at: usize| match at {
        _ if all <= room => wide(at),
        _ if at == own => kept,
        _ => share.saturating_sub(3),
    };
    (0..count)
        .map(|at| place(mood.tabs[at], cut(mood.tabs[at].title.get(pen.language), most(at)).into_owned()))
        .collect()
}

/// Which panel of the slot's tabs has its title at a cell.
#[must_use]
pub fn tab_at(
    panel: &Panel,
    area: Rect,
    (column, row): (u16, u16),
    pen: &Pen,
    mood: &Mood<'_>,
) -> Option<&'static str> {
    if row != area.top() || mood.tabs.len() < 2 {
        return None;
    }
    tab_titles(panel, area, pen, mood)
        .into_iter()
        .find(|(_, x, words)| (*x..*x + width(words) as u16 + 2).contains(&column))
        .map(|(tab, _, _)| tab.id)
}
