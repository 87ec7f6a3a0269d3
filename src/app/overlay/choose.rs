//! A list of values to choose one from.

use super::{frame_of, inside_of, line_at, open_box};
use crate::app::keys::Action;
use crate::app::order::Ticket;
use crate::lab::scene::Ink;
use crate::lab::{Choice, Parameter};
use crate::view::{Pen, wrap};
use crate::words::{Problem, Text};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Paragraph, Widget};
use unicode_width::UnicodeWidthStr;

/// The values of a choice.
pub(in crate::app) struct Choose {
    /// The parameter.
    pub(in crate::app) name: String,
    title: Text,
    help: Text,
    choices: Vec<Choice>,
    at: usize,
    /// The order that was given by Enter; the list is closed by its answer and by nothing else.
    pub(in crate::app) waiting: Option<Ticket>,
    problem: Option<Problem>,
}

impl Choose {
    pub(in crate::app) fn new(parameter: &Parameter, choices: &[Choice], current: &str) -> Choose {
        Choose {
            name: parameter.name.clone(),
            title: parameter.label.clone(),
            help: parameter.help.clone(),
            choices: choices.to_vec(),
            at: choices.iter().position(|choice| choice.id == current).unwrap_or(0),
            waiting: None,
            problem: None,
        }
    }

    /// The choice is refused, for this reason.
    pub(in crate::app) fn refuse(&mut self, problem: Problem) {
        (self.waiting, self.problem) = (None, Some(problem));
    }

    /// Moves in the list; the value that is taken.
    pub(in crate::app) fn act(&mut self, action: Option<Action>) -> Option<String> {
        let count = self.choices.len().max(1);
        match action {
            Some(Action::Up) => self.at = (self.at + count - 1) % count,
            Some(Action::Down) => self.at = (self.at + 1) % count,
            Some(Action::PageUp) => self.at = self.at.saturating_sub(10),
            Some(Action::PageDown) => self.at = (self.at + 10).min(count - 1),
            Some(Action::Top) => self.at = 0,
            Some(Action::Bottom) => self.at = count - 1,
            Some(Action::Enter) => return self.choices.get(self.at).map(|choice| choice.id.clone()),
            _ => {}
        }
        None
    }

    /// Width and height of the box, with its frame.
    fn size(&self, area: Rect) -> (u16, u16) {
        let width = |choice: &Choice| {
            let Text { en, zh } = &choice.label;
            choice.id.width() + en.width().max(zh.width()) + 7
        };
        let widest = self.choices.iter().map(width).max().unwrap_or(0);
        let rows = (self.choices.len() as u16).min(area.height.saturating_sub(8)).max(1);
        (widest.clamp(44, 76) as u16, rows + 5)
    }

    /// Where the values are listed, and the first one that is shown.
    fn list(&self, inside: Rect) -> (Rect, usize) {
        let list = Rect { height: inside.height.saturating_sub(3), ..inside };
        (list, self.at.saturating_sub(usize::from(list.height).saturating_sub(1)))
    }

    /// Chooses the value at a cell; whether there is one.
    pub(super) fn choose_at(&mut self, area: Rect, cell: Position) -> bool {
        let (list, first) = self.list(inside_of(frame_of(self.size(area), area)));
        let at = line_at(list, cell).map(|line| first + line).filter(|at| *at < self.choices.len());
        self.at = at.unwrap_or(self.at);
        at.is_some()
    }

    pub(in crate::app) fn draw(&self, pen: &Pen, area: Rect, buf: &mut Buffer) {
        let inside = open_box(pen, self.title.get(pen.language), self.size(area), area, buf);
        let (list, first) = self.list(inside);
        for (y, (at, choice)) in (list.top()..list.bottom()).zip(self.choices.iter().enumerate().skip(first))
        {
            let chosen = at == self.at;
            let mark = if chosen { "▸ " } else { "  " };
            let style = if chosen { pen.theme.strong() } else { Style::new() };
            let mut line = vec![Span::styled(mark, style), Span::styled(choice.id.clone(), style)];
            let label = choice.label.get(pen.language);
            if label != choice.id {
                line.push(Span::styled(format!("  {label}"), pen.theme.quiet()));
            }
            Line::from(line).render(Rect { y, height: 1, ..list }, buf);
        }
        let below = Rect { y: list.bottom() + 1, height: 2, ..inside };
        let (words, style) = match &self.problem {
            Some(problem) => (problem.get(pen.language), pen.theme.ink(Ink::Bad)),
            None => (self.help.get(pen.language), pen.theme.quiet()),
        };
        Paragraph::new(wrap(words, usize::from(inside.width)).join("\n"))
            .style(style)
            .render(below.intersection(inside), buf);
    }
}
