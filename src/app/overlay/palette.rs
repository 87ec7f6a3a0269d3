//! Find any action, lesson or parameter by a few letters.

use super::open_box;
use crate::app::keys::{self, Action, bindings, letter, types};
use crate::app::order::Order;
use crate::app::state::{App, PARAMETERS};
use crate::lab::Recipe;
use crate::lab::Verb;
use crate::lessons;
use crate::view::Pen;
use crate::words::{Text, text};
use nucleo_matcher::pattern::{CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};
use ratatui::buffer::Buffer;
use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;
use tui_input::{Input, InputRequest};
use unicode_width::UnicodeWidthStr;

/// So many characters say what is looked for; the rest is a key that sticks.
const LONGEST: usize = 60;

/// Where a found entry leads.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::app) enum Target {
    /// An action of the key table.
    Action(Action),
    /// A lesson.
    Lesson(&'static str),
    /// A key of the open lesson.
    Verb(Verb),
    /// A parameter of the open lesson.
    Parameter(String),
}

/// One thing that can be found.
struct Entry {
    target: Target,
    name: Text,
    help: Text,
    keys: String,
}

/// The palette: everything that can be found, what is typed, and what it finds.
pub(in crate::app) struct Palette {
    entries: Vec<Entry>,
    input: Input,
    found: Vec<usize>,
    at: usize,
}

/// What came of a key.
pub(super) enum Outcome {
    /// Still looking.
    Open,
    /// This one.
    Chosen(Target),
}

impl Palette {
    pub(super) fn new(app: &App) -> Palette {
        let mut entries = Vec::new();
        for entry in lessons::ALL {
            let card = (entry.card)();
            entries.push(Entry {
                target: Target::Lesson(card.id),
                name: card.title.clone(),
                help: card.line.clone(),
                keys: card.id.to_string(),
            });
        }
        for binding in bindings(app.screen).filter(|binding| binding.action != Action::LessonNumber) {
            entries.push(Entry {
                target: Target::Action(binding.action),
                name: binding.name.clone(),
                help: binding.help.clone(),
                keys: binding.shown.to_string(),
            });
        }
        if let Some(snapshot) = app.snapshot.as_ref().filter(|snapshot| !snapshot.preview) {
            for offer in snapshot.card.verbs {
                entries.push(Entry {
                    target: Target::Verb(offer.verb),
                    name: offer.name.clone(),
                    help: offer.help.clone(),
                    keys: offer.verb.key().to_string(),
                });
            }
            for (parameter, _) in snapshot.parameters.iter().filter(|(parameter, _)| parameter.listed) {
                entries.push(Entry {
                    target: Target::Parameter(parameter.name.clone()),
                    name: parameter.label.clone(),
                    help: parameter.help.clone(),
                    keys: parameter.name.clone(),
                });
            }
        }
        let found = (0..entries.len()).collect();
        Palette { entries, input: Input::default(), found, at: 0 }
    }

    pub(super) fn key(&mut self, key: KeyEvent) -> Outcome {
        let count = self.found.len().max(1);
        match key.code {
            KeyCode::Up => self.at = (self.at + count - 1) % count,
            KeyCode::Down | KeyCode::Tab => self.at = (self.at + 1) % count,
            KeyCode::Enter => {
                if let Some(entry) = self.found.get(self.at).map(|at| &self.entries[*at]) {
                    return Outcome::Chosen(entry.target.clone());
                }
            }
            KeyCode::Backspace => self.edit(InputRequest::DeletePrevChar),
            KeyCode::Char('u') if key.modifiers.contains(KeyModifiers::CONTROL) => {
                self.edit(InputRequest::DeleteLine);
            }
            KeyCode::Char(c) if types(key) && self.input.value().len() < LONGEST => {
                self.edit(InputRequest::InsertChar(c));
            }
            _ => {}
        }
        Outcome::Open
    }

    fn edit(&mut self, request: InputRequest) {
        self.input.handle(request);
        self.at = 0;
        let pattern = Pattern::parse(self.input.value(), CaseMatching::Ignore, Normalization::Smart);
        let mut matcher = Matcher::new(Config::DEFAULT);
        let mut scored: Vec<(u32, usize)> = Vec::new();
        for (at, entry) in self.entries.iter().enumerate() {
            // The name counts more than the sentence.
            let name = format!("{} {} {}", entry.keys, entry.name.en, entry.name.zh);
            let whole = format!("{name} {} {}", entry.help.en, entry.help.zh);
            let mut score = |words: &str| pattern.score(Utf32Str::new(words, &mut Vec::new()), &mut matcher);
            let best = score(&name).map(|points| points + 40).max(score(&whole));
            if let Some(points) = best {
                scored.push((points, at));
            }
        }
        scored.sort_by_key(|(points, at)| (std::cmp::Reverse(*points), *at));
        self.found = scored.into_iter().map(|(_, at)| at).collect();
    }

    pub(super) fn draw(&self, pen: &Pen, area: Rect, buf: &mut Buffer) -> Position {
        let title = text("Find anything", "查找");
        let rows = area.height.saturating_sub(8).clamp(3, 18);
        let inside = open_box(pen, title.get(pen.language), (76, rows + 4), area, buf);
        Line::from(vec![
            Span::styled("› ", pen.theme.accent()),
            Span::styled(self.input.value(), pen.theme.strong()),
        ])
        .render(Rect { height: 1, ..inside }, buf);
        let first = self.at.saturating_sub(usize::from(rows) - 1);
        for (row, at) in self.found.iter().enumerate().skip(first).take(usize::from(rows)) {
            let y = inside.y + 2 + (row - first) as u16;
            if y < inside.bottom() {
                self.draw_entry(
                    &self.entries[*at],
                    row == self.at,
                    pen,
                    Rect { y, height: 1, ..inside },
                    buf,
                );
            }
        }
        if self.found.is_empty() {
            let words = text(
                "Nothing is called that. Backspace takes a letter back.",
                "没有找到。按 Backspace 删去一个字。",
            );
            let line = Rect { y: inside.y + 2, height: 1, ..inside };
            Line::styled(words.get(pen.language), pen.theme.quiet()).render(line.intersection(inside), buf);
        }
        let cursor = (self.input.visual_cursor() as u16 + 2).min(inside.width.saturating_sub(1));
        Position::new(inside.x + cursor, inside.y)
    }

    fn draw_entry(&self, entry: &Entry, chosen: bool, pen: &Pen, line: Rect, buf: &mut Buffer) {
        let style = if chosen { pen.theme.strong() } else { Style::new() };
        let name = entry.name.get(pen.language);
        let mark = if chosen { "▸ " } else { "  " };
        let keys = Span::styled(entry.keys.clone(), pen.theme.quiet());
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

impl App {
    /// Goes where a found entry leads.
    pub(super) fn go_to(&mut self, target: &Target) {
        match target {
            Target::Action(action) => self.act(*action, letter(' ')),
            Target::Lesson(id) => {
                self.remember();
                self.open(Recipe::of(*id));
            }
            Target::Verb(verb) => self.order(Order::Verb(*verb)),
            Target::Parameter(name) => {
                self.focus = PARAMETERS.to_string();
                let listed = self.snapshot.as_ref().and_then(|snapshot| {
                    let mut listed = snapshot.parameters.iter().filter(|(parameter, _)| parameter.listed);
                    listed.position(|(parameter, _)| parameter.name == *name)
                });
                self.row = listed.unwrap_or(self.row);
                self.act(Action::Enter, keys::key(KeyCode::Enter));
            }
        }
    }
}
