//! Find anything by a few letters.

mod found;

pub(in crate::app) use found::{Entry, Target, terms};

use super::{frame_of, inside_of, line_at, open_box};
use crate::app::keys::{Action, Keymap};
use crate::app::typing::Typing;
use crate::view::Pen;
use crate::words::{Text, narrow, text};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;
use unicode_width::UnicodeWidthStr;

/// So many characters say what is looked for; the rest is a key that sticks.
const LONGEST: usize = 60;

/// The palette: everything that can be found, what is typed, and what it finds.
pub(in crate::app) struct Palette {
    title: Text,
    entries: Vec<Entry>,
    input: Typing,
    found: Vec<usize>,
    at: usize,
}

/// What came of a key.
pub(in crate::app) enum Outcome {
    /// Still looking.
    Open,
    /// This one.
    Chosen(Target),
}

impl Palette {
    /// These, all of which can be found now.
    pub(in crate::app) fn new(entries: Vec<Entry>) -> Palette {
        Palette::over(text("Find anything", "查找"), entries)
    }

    /// The glossary alone, the terms of these words first.
    pub(super) fn glossary(words: &str) -> Palette {
        Palette::over(text("Symbols and terms", "符号与术语"), terms(words))
    }

    fn over(title: Text, entries: Vec<Entry>) -> Palette {
        let found = (0..entries.len()).collect();
        Palette { title, entries, input: Typing::default(), found, at: 0 }
    }

    pub(in crate::app) fn act(&mut self, action: Option<Action>, typed: Option<char>) -> Outcome {
        let count = self.found.len().max(1);
        match action {
            Some(Action::Up) => self.at = (self.at + count - 1) % count,
            Some(Action::Down) => self.at = (self.at + 1) % count,
            Some(Action::PageDown) => self.at = (self.at + 10).min(count - 1),
            Some(Action::PageUp) => self.at = self.at.saturating_sub(10),
            Some(Action::Enter) => {
                if let Some(entry) = self.found.get(self.at).map(|at| &self.entries[*at]) {
                    return Outcome::Chosen(entry.target.clone());
                }
            }
            _ => {
                if self.input.edit(action, typed, LONGEST) {
                    self.search();
                }
            }
        }
        Outcome::Open
    }

    /// Text from the clipboard.
    pub(in crate::app) fn insert(&mut self, words: &str) {
        self.input.insert(words, " ", LONGEST);
        self.search();
    }

    /// Finds what is meant, the likeliest first.
    fn search(&mut self) {
        self.at = 0;
        // What an input method writes in its full-width form is what a keyboard has.
        let typed: String = self.input.value().trim().to_lowercase().chars().map(narrow).collect();
        let typed = typed.to_lowercase();
        let scored = self.entries.iter().enumerate().map(|(at, entry)| (entry.fit(&typed), at));
        let mut scored: Vec<(u32, usize)> = scored.filter(|(points, _)| *points > 0).collect();
        if scored.is_empty() {
            // Nothing is called that: a slip of the fingers, if it is near enough to a name.
            let near = |(at, entry): (usize, &Entry)| Some((9 - entry.slip(&typed)?.min(9) as u32, at));
            scored = self.entries.iter().enumerate().filter_map(near).collect();
        }
        scored.sort_by_key(|(points, at)| (std::cmp::Reverse(*points), *at));
        self.found = scored.into_iter().map(|(_, at)| at).collect();
    }

    /// Width and height of the box, with its frame.
    fn size(area: Rect) -> (u16, u16) {
        (76, area.height.saturating_sub(8).clamp(3, 18) + 4)
    }

    /// Where what is found is listed, and the first one that is shown.
    fn list(&self, inside: Rect) -> (Rect, usize) {
        let rows = inside.height.saturating_sub(2);
        let list = Rect { y: inside.y + 2, height: rows, ..inside };
        (list, self.at.saturating_sub(usize::from(rows).saturating_sub(1)))
    }

    /// Chooses what stands at a cell; whether there is anything.
    pub(super) fn choose_at(&mut self, area: Rect, cell: Position) -> bool {
        let (list, first) = self.list(inside_of(frame_of(Palette::size(area), area)));
        let at = line_at(list, cell).map(|line| first + line).filter(|at| *at < self.found.len());
        self.at = at.unwrap_or(self.at);
        at.is_some()
    }

    pub(in crate::app) fn draw(&self, pen: &Pen, keys: &Keymap, area: Rect, buf: &mut Buffer) -> Position {
        let inside = open_box(pen, self.title.get(pen.language), Palette::size(area), area, buf);
        Line::from(vec![
            Span::styled("› ", pen.theme.accent()),
            Span::styled(self.input.value(), pen.theme.strong()),
        ])
        .render(Rect { height: 1, ..inside }, buf);
        let (list, first) = self.list(inside);
        for (y, (row, at)) in (list.top()..list.bottom()).zip(self.found.iter().enumerate().skip(first)) {
            let line = Rect { y, height: 1, ..list };
            self.draw_entry(&self.entries[*at], row == self.at, pen, line, buf);
        }
        if self.found.is_empty() {
            let words = text(
                "Nothing is called that. `key:erase_before` takes a letter back.",
                "没有找到。按 `key:erase_before` 删去一个字。",
            );
            let line = Rect { y: inside.y + 2, height: 1, ..inside };
            let words = keys.named(&words);
            Line::styled(words.get(pen.language), pen.theme.quiet()).render(line.intersection(inside), buf);
        }
        let cursor = (self.input.visual_cursor() as u16 + 2).min(inside.width.saturating_sub(1));
        Position::new(inside.x + cursor, inside.y)
    }

    fn draw_entry(&self, entry: &Entry, chosen: bool, pen: &Pen, line: Rect, buf: &mut Buffer) {
        let style = if chosen { pen.theme.strong() } else { Style::new() };
        let name = entry.name.get(pen.language);
        let mark = if chosen { "▸ " } else { "  " };
        let keys = Span::styled(entry.keys.get(pen.language).to_string(), pen.theme.quiet());
        let room = usize::from(line.width).saturating_sub(name.width() + keys.content.width() + 6);
        let help = crate::view::cut(entry.help.get(pen.language), room);
        let gap = usize::from(line.width)
            .saturating_sub(2 + name.width() + 2 + help.width() + keys.content.width());
        Line::from(vec![
            Span::styled(mark, style),
            Span::styled(name.to_string(), style),
            Span::raw("  "),
            Span::styled(help, pen.theme.quiet()),
            Span::raw(" ".repeat(gap)),
            keys,
        ])
        .render(line, buf);
    }
}
