//! A list of values to choose one from.

use super::open_box;
use crate::app::keys::Action;
use crate::app::order::Ticket;
use crate::lab::scene::Ink;
use crate::lab::{Choice, Parameter};
use crate::view::{Pen, wrap};
use crate::words::{Problem, Text};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
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

    pub(in crate::app) fn draw(&self, pen: &Pen, area: Rect, buf: &mut Buffer) {
        let widest = self.choices.iter().map(|c| c.id.width() + c.label.get(pen.language).width() + 7).max();
        let width = widest.unwrap_or(0).clamp(44, 76) as u16;
        let rows = (self.choices.len() as u16).min(area.height.saturating_sub(8)).max(1);
        let inside = open_box(pen, self.title.get(pen.language), (width, rows + 5), area, buf);
        let first = self.at.saturating_sub(usize::from(rows) - 1);
        for (row, (at, choice)) in
            self.choices.iter().enumerate().skip(first).take(usize::from(rows)).enumerate()
        {
            let chosen = at == self.at;
            let mark = if chosen { "▸ " } else { "  " };
            let style = if chosen { pen.theme.strong() } else { Style::new() };
            let mut line = vec![Span::styled(mark, style), Span::styled(choice.id.clone(), style)];
            let label = choice.label.get(pen.language);
            if label != choice.id {
                line.push(Span::styled(format!("  {label}"), pen.theme.quiet()));
            }
            let y = inside.y + row as u16;
            if y < inside.bottom() {
                Line::from(line).render(Rect { y, height: 1, ..inside }, buf);
            }
        }
        let below = Rect { y: inside.y + rows + 1, height: 2, ..inside };
        let (words, style) = match &self.problem {
            Some(problem) => (problem.get(pen.language), pen.theme.ink(Ink::Bad)),
            None => (self.help.get(pen.language), pen.theme.quiet()),
        };
        Paragraph::new(wrap(words, usize::from(inside.width)).join("\n"))
            .style(style)
            .render(below.intersection(inside), buf);
    }
}
