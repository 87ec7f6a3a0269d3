//! A long text to be read.

use super::open_box;
use crate::app::keys::{Action, Keymap};
use crate::app::markdown;
use crate::lab::scene::{Ink, Line as Prose, Panel, Picture, Place};
use crate::say;
use crate::story::glossary::Entry;
use crate::view::{self, Pen};
use crate::words::{Text, same, text};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::Widget;

/// The longest lines that are read with ease.
const COLUMNS: u16 = 88;

/// No page has more lines; a page is never scrolled beyond its last one.
const MOST_LINES: u16 = 400;

/// Scrolls a page; `false` when it is closed.
pub(in crate::app) fn turn(scroll: &mut u16, action: Option<Action>) -> bool {
    *scroll = match action {
        Some(Action::Down) => scroll.saturating_add(1),
        Some(Action::Up) => scroll.saturating_sub(1),
        Some(Action::PageDown) => scroll.saturating_add(10),
        Some(Action::PageUp) => scroll.saturating_sub(10),
        Some(Action::Top) => 0,
        Some(Action::Bottom) => MOST_LINES,
        _ => return false,
    };
    true
}

/// A page with a heading.
pub(in crate::app) struct Page {
    title: Text,
    panel: Panel,
    scroll: u16,
}

impl Page {
    /// A page of lines.
    pub(in crate::app) fn lines(title: Text, lines: Vec<Prose>) -> Page {
        let panel = Panel::new("page", Text::default(), Place::Main, Picture::Prose(lines));
        Page { title, panel, scroll: 0 }
    }

    /// A page of Markdown.
    pub(in crate::app) fn new(title: impl Into<String>, words: &str) -> Page {
        Page::lines(same(title.into()), markdown::lines(words))
    }

    /// A term: what it means, its formula, where it comes from.
    pub(in crate::app) fn term(entry: &Entry) -> Page {
        let mut lines = vec![Prose::plain(entry.says.clone())];
        if !entry.formula.is_empty() {
            lines.extend([Prose::default(), Prose::strong(entry.formula.clone()).indented(4)]);
        }
        if let Ok(lesson) = crate::lessons::find(entry.lesson) {
            let card = (lesson.card)();
            let number = card.number;
            let from = say!("Lesson {number}: ", "第 {number} 课：").then(&card.title);
            lines.extend([Prose::default(), Prose::inked(from, Ink::Quiet)]);
        }
        Page::lines(entry.term.clone(), lines)
    }

    /// A line to be taken away, whole.
    pub(in crate::app) fn line(title: Text, about: Text, line: &str, copied: Text) -> Page {
        let prose = vec![
            Prose::plain(about),
            Prose::default(),
            Prose::strong(same(line.to_string())),
            Prose::default(),
            Prose::inked(copied, Ink::Quiet),
        ];
        Page::lines(title, prose)
    }

    /// Scrolls; `false` when the page is closed.
    pub(in crate::app) fn act(&mut self, action: Option<Action>) -> bool {
        turn(&mut self.scroll, action)
    }

    pub(in crate::app) fn draw(&self, pen: &Pen, keys: &Keymap, area: Rect, buf: &mut Buffer) {
        let width = area.width.saturating_sub(4).min(COLUMNS);
        let rows = view::prose_rows(&self.panel, width.saturating_sub(4), pen);
        let size = (width, rows.saturating_add(4).min(area.height.saturating_sub(2)));
        let inside = open_box(pen, self.title.get(pen.language), size, area, buf);
        let text_area = Rect { height: inside.height.saturating_sub(2), ..inside };
        let most = rows.saturating_sub(text_area.height);
        let scroll = self.scroll.min(most);
        view::draw_prose(&self.panel, text_area, buf, pen, scroll);
        let rest = if scroll < most {
            text("`key:box_down` more · any other key closes", "`key:box_down` 下面还有 · 按其他键关闭")
        } else {
            text("any other key closes", "按其他任意键关闭")
        };
        let foot = Rect { y: inside.bottom().saturating_sub(1), height: 1, ..inside };
        Line::styled(keys.named(&rest).get(pen.language).to_string(), pen.theme.quiet()).render(foot, buf);
    }
}
