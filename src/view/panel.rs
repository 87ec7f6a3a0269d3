//! The frame around a picture, and which widget draws it.

use super::ascii::told;
use super::text::{mark, put_right};
use super::{
    Pen, bars, chart, code, cut, flow, gallery, graph, image, matrix, network, plane, prose, put, relief,
    table,
};
use super::{width, wrap};
use crate::lab::Spot;
use crate::lab::scene::{Panel, Picture};
use crate::words::{Text, text};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::{Block, BorderType, Widget};
use std::borrow::Cow;

/// How a panel is seen right now.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct PanelState<'a> {
    /// It takes the keys.
    pub focused: bool,
    /// Rows scrolled down, for prose and long tables; in a script the row that comes first, counted from 1, and 0 where
    /// it follows the phase.
    pub scroll: u16,
    /// The key cursor, or where the pointer reads values.
    pub cursor: Option<Spot>,
    /// What it is called where its title has no room.
    pub name: Option<&'a Text>,
}

/// What a picture leaves to its frame: whether there is more beyond the edges, and a plus to be explained.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct More {
    pub(super) above: bool,
    pub(super) below: bool,
    /// Marks stand together behind a plus.
    pub(super) plus: bool,
}

/// Says in the frame what a plus between marks is.
static PLUS: Text = text("+ also here", "+ 同在此处");

/// Draws a panel with its frame.
pub fn draw_panel(panel: &Panel, area: Rect, buf: &mut Buffer, pen: &Pen, state: &PanelState<'_>) {
    let area = area.intersection(buf.area);
    if area.is_empty() {
        return;
    }
    let inside = content(panel, area, pen);
    frame(panel, area, buf, pen, state);
    caption(panel, area, inside, buf, pen);
    let more = draw_picture(&panel.picture, inside, buf, pen, state);
    foot(panel, more.plus, area, buf, pen, state);
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

/// Draws a panel without its frame: the picture, and its caption in the last row. What a plus between marks is, where
/// there is one: for a frame around it to say.
pub fn draw_unframed(panel: &Panel, area: Rect, buf: &mut Buffer, pen: &Pen) -> Option<&'static Text> {
    let area = area.intersection(buf.area);
    let rows = u16::from(panel.caption.is_some()).min(area.height);
    let picture = Rect { height: area.height - rows, ..area };
    let more = draw_picture(&panel.picture, picture, buf, pen, &PanelState::default());
    if let Some(caption) = &panel.caption {
        let words = cut(caption.get(pen.language), usize::from(area.width)).into_owned();
        put(buf, area.x, picture.bottom(), area.width, &words, pen.theme.quiet());
    }
    more.plus.then_some(&PLUS)
}

pub(super) fn draw_picture(
    picture: &Picture,
    area: Rect,
    buf: &mut Buffer,
    pen: &Pen,
    state: &PanelState<'_>,
) -> More {
    if area.is_empty() {
        return More::default();
    }
    let plus = |plus| More { plus, ..More::default() };
    match picture {
        Picture::Chart(it) => return plus(chart::draw(it, area, buf, pen, state.cursor)),
        Picture::Plane(it) => return plus(plane::draw(it, area, buf, pen, state.cursor)),
        Picture::Relief(it) => return plus(relief::draw(it, area, buf, pen)),
        Picture::Image(it) => image::draw(it, area, buf, pen, state.cursor),
        Picture::Gallery { thumbs, selected } => return gallery::draw(thumbs, *selected, area, buf, pen),
        Picture::Matrix(it) => matrix::draw(it, area, buf, pen, state.cursor),
        Picture::Graph(it) => graph::draw(it, area, buf, pen),
        Picture::Network(it) => network::draw(it, area, buf, pen),
        Picture::Flow(it) => flow::draw(it, area, buf, pen),
        Picture::Table(it) => return table::draw(it, area, buf, pen, state.scroll),
        Picture::Bars(it) => return bars::draw(it, area, buf, pen, state.scroll),
        Picture::Code(it) => return code::draw(it, area, buf, pen, state.scroll),
        Picture::Prose(it) => return prose::draw(it, area, buf, pen, state.scroll),
    }
    More::default()
}

/// Rows that a panel of prose takes at a width, without its frame.
#[must_use]
pub fn prose_rows(panel: &Panel, columns: u16, pen: &Pen) -> u16 {
    let Picture::Prose(lines) = &panel.picture else { return 0 };
    u16::try_from(prose::rows(lines, columns, pen)).unwrap_or(u16::MAX)
}

/// Draws a panel of prose without its frame, from a row on.
pub fn draw_prose(panel: &Panel, area: Rect, buf: &mut Buffer, pen: &Pen, scroll: u16) {
    if let Picture::Prose(lines) = &panel.picture {
        prose::draw(lines, area, buf, pen, scroll);
    }
}

/// The place in the picture that a cell shows; `None` on frames, axes and empty parts.
#[must_use]
pub fn locate(
    panel: &Panel,
    area: Rect,
    (column, row): (u16, u16),
    pen: &Pen,
    state: &PanelState<'_>,
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
        Picture::Table(it) => table::locate(it, inside, at, pen, state.scroll),
        Picture::Bars(it) => bars::locate(it, inside, at, state.scroll),
        Picture::Relief(_) | Picture::Flow(_) | Picture::Code(_) | Picture::Prose(_) => None,
    }
}

/// The cell in which a place of the picture is seen: the way back from [`locate`].
#[must_use]
pub fn spot_cell(
    panel: &Panel,
    area: Rect,
    spot: Spot,
    pen: &Pen,
    state: &PanelState<'_>,
) -> Option<(u16, u16)> {
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
        Picture::Table(it) => table::spot_cell(it, inside, spot, pen, state.scroll),
        Picture::Bars(it) => bars::spot_cell(it, inside, spot, state.scroll),
        Picture::Relief(_) | Picture::Flow(_) | Picture::Code(_) | Picture::Prose(_) => None,
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
        Picture::Code(it) => code::count(it, inside.width, pen),
        _ => 0,
    };
    u16::try_from(rows.saturating_sub(usize::from(inside.height))).unwrap_or(u16::MAX)
}

/// The first row that is seen of a panel that scrolls and that nobody has scrolled; a script follows its phase.
#[must_use]
pub fn first_row(panel: &Panel, area: Rect, pen: &Pen) -> u16 {
    match &panel.picture {
        Picture::Code(it) => u16::try_from(code::first(it, content(panel, area, pen), pen)).unwrap_or(0),
        _ => 0,
    }
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

/// The caption's lines, as many as leave the picture its due: at most three, and none in a low panel. What is too
/// long ends with its last whole part that fits.
fn caption_lines(panel: &Panel, inside: Rect, pen: &Pen) -> Vec<String> {
    let most = match inside.height {
        0..=3 => 0,
        4..=8 => 1,
        9..=13 => 2,
        _ => 3,
    };
    let Some(caption) = &panel.caption else { return Vec::new() };
    let columns = usize::from(inside.width);
    let caption = told(caption.get(pen.language), pen);
    let mut words = &*caption;
    loop {
        let mut lines = wrap(words, columns);
        if lines.len() <= most {
            return lines.into_iter().map(String::from).collect();
        }
        words = match shorter(words) {
            Some(shorter) => shorter,
            None => {
                // One part alone, to be cut in its last line.
                lines.truncate(most);
                if let Some(last) = lines.last_mut() {
                    let start = last.as_ptr() as usize - words.as_ptr() as usize;
                    *last = &words[start..];
                }
                return lines.into_iter().map(String::from).collect();
            }
        };
    }
}

/// Words without their last part; `None` where they are one part.
fn shorter(words: &str) -> Option<&str> {
    const PARTS: [&str; 5] = [" · ", "; ", ". ", "；", "。"];
    let body = words.trim_end_matches(['.', '。']);
    let last = |ends: &[&'static str]| ends.iter().filter_map(|end| Some((body.rfind(end)?, *end))).max();
    let (at, end) = match (last(&PARTS), last(&[": ", "：", "，"])) {
        // What stands before a colon says nothing without what stands behind it, unless it is all there is.
        (Some(part), Some((_, ": " | "："))) => part,
        (part, inner) => part.max(inner)?,
    };
    let kept = if matches!(end, ". " | "。") { at + end.trim_end().len() } else { at };
    Some(words[..kept].trim_end()).filter(|kept| !kept.is_empty())
}

fn caption(panel: &Panel, area: Rect, inside: Rect, buf: &mut Buffer, pen: &Pen) {
    for (at, line) in caption_lines(panel, bordered(area), pen).into_iter().enumerate() {
        put(buf, inside.x, inside.bottom() + at as u16, inside.width, &line, pen.theme.quiet());
    }
}

fn frame(panel: &Panel, area: Rect, buf: &mut Buffer, pen: &Pen, state: &PanelState<'_>) {
    if area.width < 3 || area.height < 3 {
        return;
    }
    let style = if state.focused || panel.active { pen.theme.accent() } else { pen.theme.quiet() };
    let kind = if panel.active { BorderType::Thick } else { BorderType::Rounded };
    Block::bordered().border_type(kind).border_style(style).render(area, buf);
    title(panel, area, buf, pen, state);
}

/// What stands in the lower border: what a plus is, and what can be done in the panel that has the keys.
fn foot(panel: &Panel, plus: bool, area: Rect, buf: &mut Buffer, pen: &Pen, state: &PanelState<'_>) {
    if area.width < 16 || area.height < 3 {
        return;
    }
    let mut left = area.left() + 2;
    if plus {
        let words = format!(" {} ", PLUS.get(pen.language));
        left = put(buf, left, area.bottom() - 1, area.width - 4, &words, pen.theme.quiet());
    }
    let room = usize::from((area.right() - 2).saturating_sub(left + 2));
    let Some(hint) = panel.pick.as_ref().filter(|_| state.focused && room > 6) else { return };
    let hint = brief(hint.get(pen.language), room);
    // Beside the plus it stands whole or not at all.
    if plus && hint.ends_with('…') {
        return;
    }
    let hint = format!(" {hint} ");
    put_right(
        buf,
        left,
        area.right() - 2,
        area.bottom() - 1,
        &hint,
        pen.theme.ink(crate::lab::scene::Ink::Accent),
    );
}

/// Words of at most so many columns: without their last parts where these have no room.
fn brief(words: &str, columns: usize) -> Cow<'_, str> {
    const PARTS: [&str; 7] = [" · ", "; ", ": ", ", ", "；", "：", "，"];
    let mut kept = words;
    while width(kept) > columns {
        let Some(at) = PARTS.iter().filter_map(|part| kept.rfind(part)).max() else {
            return cut(words, columns);
        };
        kept = &kept[..at];
    }
    Cow::Borrowed(kept)
}

/// The title in the border; where it has no room, the name.
fn title(panel: &Panel, area: Rect, buf: &mut Buffer, pen: &Pen, state: &PanelState<'_>) {
    let strong = state.focused || panel.active;
    let style = if strong { pen.theme.accent() } else { pen.theme.strong() };
    let sign = if state.focused { "▸" } else { "" };
    let room = usize::from(area.width.saturating_sub(4));
    let Some(room) = room.checked_sub(2 + width(sign)).filter(|room| *room > 0) else { return };
    let title = &*told(panel.title.get(pen.language), pen);
    let fits = |words: &&str| width(words) <= room;
    let short = state.name.map(|name| name.get(pen.language)).filter(fits);
    let words = if fits(&title) { title } else { short.unwrap_or(title) };
    let words = format!(" {sign}{} ", cut(words, room));
    put(buf, area.left() + 2, area.top(), area.width - 4, &words, style);
}

#[cfg(test)]
mod tests {
    use super::{PanelState, brief, draw_panel, draw_unframed, shorter};
    use crate::lab::scene::{Axis, Ink, Panel, Picture, Place, Plane, Trail};
    use crate::view::{Pen, print};
    use crate::words::same;
    use ratatui::buffer::Buffer;
    use ratatui::layout::Rect;

    #[test]
    fn a_hint_in_a_border_ends_with_a_whole_part() {
        for (words, columns, seen) in [
            ("click or ↑↓: look at an example", 40, "click or ↑↓: look at an example"),
            ("click or ↑↓: look at an example", 22, "click or ↑↓"),
            ("点击：翻转输入；↑↓ 换一个样本", 22, "点击：翻转输入"),
            ("click another neuron", 12, "click anoth…"),
        ] {
            assert_eq!(brief(words, columns), seen);
        }
    }

    /// What a plus between marks means stands in the frame where there is one, and nowhere else.
    #[test]
    fn a_plus_is_explained_where_it_is_drawn() {
        let trail = |letter, x| Trail { name: same("who"), letter, ink: Ink::Plain, points: vec![(x, 0.5)] };
        let axis = || Axis::new(same("x")).range(0.0, 1.0);
        for (second, explained) in [(0.5, true), (0.9, false)] {
            let trails = vec![trail('S', 0.5), trail('M', second)];
            let plane = Plane { x: axis(), y: axis(), trails, ..Plane::default() };
            let mut panel =
                Panel::new("map", same("map"), Place::Main, Picture::Plane(plane)).caption(same("where"));
            panel.pick = Some(same("Enter starts there"));
            for focused in [false, true] {
                let mut buf = Buffer::empty(Rect::new(0, 0, 30, 12));
                let state = PanelState { focused, ..PanelState::default() };
                draw_panel(&panel, buf.area, &mut buf, &Pen::plain(), &state);
                let seen = print::text(&buf);
                let foot = seen.lines().last().unwrap_or_default();
                assert_eq!(foot.contains("+ also here"), explained, "{seen}");
                assert_eq!(foot.contains("Enter"), focused && !explained, "{seen}");
            }
            let mut buf = Buffer::empty(Rect::new(0, 0, 30, 12));
            let plus = draw_unframed(&panel, buf.area, &mut buf, &Pen::plain());
            assert_eq!(plus.is_some(), explained);
        }
    }

    #[test]
    fn a_shorter_caption_ends_with_a_whole_part() {
        for (whole, part) in [
            ("right: the curve bends; left: digits are lost", Some("right: the curve bends")),
            ("右边：曲线弯曲；左边：有效数字丢失", Some("右边：曲线弯曲")),
            ("orange + · blue −: ±0.2", Some("orange +")),
            ("a valley: steep one way", Some("a valley")),
            ("One is right. The other is not.", Some("One is right.")),
            ("误差 0.2，比上一步小；α 太大", Some("误差 0.2，比上一步小")),
            ("one part alone", None),
        ] {
            assert_eq!(shorter(whole), part);
        }
    }
}
