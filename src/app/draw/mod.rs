//! The screens: what [`App`] knows, as cells. Nothing is changed here.

mod help;
mod hints;
pub(super) mod home;
mod lesson;
mod pair;
pub(super) mod shelf;
mod verdict;

use super::keys::{self, Scope};
use super::overlay::Overlay;
use super::state::{App, LEAST};
use crate::view::{mend, transliterate, wrap};
use crate::words::text;
use ratatui::buffer::Buffer;
use ratatui::crossterm::event::KeyEvent;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::text::Line;
use ratatui::widgets::Widget;

impl App {
    /// Draws the whole screen; returns where the text cursor belongs.
    pub fn draw_into(&self, buf: &mut Buffer) -> Option<Position> {
        let area = buf.area;
        if area.width < LEAST.0 || area.height < LEAST.1 {
            self.draw_too_small(area, buf);
            return None;
        }
        let cursor = self.draw_unfinished(buf);
        self.finish(buf);
        cursor
    }

    /// The screen as it is before its characters are looked at.
    pub(super) fn draw_unfinished(&self, buf: &mut Buffer) -> Option<Position> {
        let area = buf.area;
        let answer = match self.screen {
            Scope::Home => {
                home::draw(self, area, buf);
                None
            }
            _ => lesson::draw(self, area, buf),
        };
        self.draw_overlay(area, buf).or(answer)
    }

    /// What is done with every picture at the end: its paper, and other characters where there are few.
    pub(super) fn finish(&self, buf: &mut Buffer) {
        mend(buf);
        self.pen.theme.paint_paper(buf);
        if self.pen.glyphs.ascii() {
            transliterate(buf, &self.pen);
        }
    }

    /// The key of the hint at a cell of the last row, for the mouse; none where a message stands.
    pub(super) fn hint_at(&self, column: u16, row: u16) -> Option<KeyEvent> {
        if row + 1 != self.size.1 || self.note.is_some() || self.opens() {
            return None;
        }
        let hints = if self.screen == Scope::Home { home::hints(self) } else { lesson::hints(self) };
        let (written, _) = hints::at(&hints, self.size.0, self.pen.language, column)?;
        keys::read(written)
    }

    /// Whether what is open on top leaves this cell free.
    pub(super) fn beside_overlay(&self, column: u16, row: u16) -> bool {
        let area = Rect::new(0, 0, self.size.0, self.size.1);
        let mut buf = Buffer::empty(area);
        self.draw_overlay(area, &mut buf);
        let drawn = |x: u16, y: u16| buf[(x, y)].symbol() != " ";
        // Its frame stands left and right of every cell that it covers.
        !((0..=column).any(|x| drawn(x, row)) && (column..area.width).any(|x| drawn(x, row)))
    }

    fn draw_too_small(&self, area: Rect, buf: &mut Buffer) {
        let (columns, rows) = (area.width, area.height);
        let lines = [
            text("nnlab needs a little more room", "nnlab 需要大一点的窗口"),
            crate::say!(
                "now {columns}×{rows}, at least {}×{}",
                "现在是 {columns}×{rows}，至少要 {}×{}",
                LEAST.0,
                LEAST.1
            ),
            text("Enlarge the window, or press `key:quit` to leave.", "请放大窗口，或按 `key:quit` 退出。"),
        ];
        let theme = self.pen.theme;
        let mut rows: Vec<(String, Style)> = Vec::new();
        for (at, words) in lines.iter().enumerate() {
            let (words, style) =
                (self.keys.named(words), if at == 0 { theme.strong() } else { Style::new() });
            let wrapped = wrap(words.get(self.pen.language), usize::from(columns));
            rows.extend(wrapped.into_iter().map(|row| (row.to_string(), style)));
        }
        let top = area.y + area.height.saturating_sub(rows.len() as u16) / 2;
        for (y, (words, style)) in (top..area.bottom()).zip(rows) {
            Line::styled(words, style).centered().render(Rect { y, height: 1, ..area }, buf);
        }
    }

    /// Draws what is open on top; returns where the text cursor belongs.
    fn draw_overlay(&self, area: Rect, buf: &mut Buffer) -> Option<Position> {
        match self.overlay.as_ref()? {
            Overlay::Help { scroll } => {
                help::draw(self, *scroll, area, buf);
                None
            }
            Overlay::Page(page) => {
                page.draw(&self.pen, &self.keys, area, buf);
                None
            }
            Overlay::Palette(palette) => Some(palette.draw(&self.pen, &self.keys, area, buf)),
            Overlay::Choose(choose) => {
                choose.draw(&self.pen, area, buf);
                None
            }
            Overlay::Ask(ask) => Some(ask.draw(&self.pen, &self.keys, area, buf)),
        }
    }
}
