//! The screens: what [`App`] knows, as cells. Nothing is changed here.

mod help;
mod hints;
pub(super) mod home;
mod lesson;
mod pair;
pub(super) mod shelf;

use super::keys::Scope;
use super::overlay::Overlay;
use super::state::{App, LEAST};
use crate::view::{mend, transliterate};
use crate::words::text;
use ratatui::buffer::Buffer;
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
        let answer = match self.screen {
            Scope::Home => {
                home::draw(self, area, buf);
                None
            }
            _ => lesson::draw(self, area, buf),
        };
        let cursor = self.draw_overlay(area, buf).or(answer);
        self.finish(buf);
        cursor
    }

    /// What is done with every picture at the end: its paper, and other characters where there are few.
    pub(super) fn finish(&self, buf: &mut Buffer) {
        mend(buf);
        self.pen.theme.paint_paper(buf);
        if self.pen.glyphs.ascii() {
            transliterate(buf, &self.pen);
        }
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
        let top = area.y + area.height.saturating_sub(lines.len() as u16) / 2;
        for (y, words) in (top..area.bottom()).zip(&lines) {
            let (words, style) =
                (self.keys.named(words), if y == top { self.pen.theme.strong() } else { Style::new() });
            let line = Rect { y, height: 1, ..area };
            Line::styled(words.get(self.pen.language), style).centered().render(line, buf);
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
