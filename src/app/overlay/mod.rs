//! What opens on top of a screen: help, the palette, a list of choices, a line of input.

mod ask;
mod choose;
mod look;
mod page;
mod palette;

pub(super) use ask::{Ask, Metrics, Purpose, Typed};
pub(super) use choose::Choose;
pub(super) use look::Seen;
pub(super) use page::{Page, turn};
pub(super) use palette::{Entry, Outcome, Palette, Target, terms};

use super::keys::Scope;
use super::order::Ticket;
use crate::lab::scene::Line as Prose;
use crate::lab::{Choice, Parameter};
use crate::story::glossary;
use crate::view::{self, Pen};
use crate::words::{Problem, Text};
use ratatui::buffer::Buffer;
use ratatui::layout::{Margin, Position, Rect};
use ratatui::text::Line;
use ratatui::widgets::{Block, BorderType, Widget};

/// Something open on top of a screen.
pub(super) enum Overlay {
    /// All keys, scrolled to a line.
    Help {
        /// First line shown.
        scroll: u16,
    },
    /// A long text.
    Page(Box<Page>),
    /// Find anything.
    Palette(Box<Palette>),
    /// A list to choose a value from.
    Choose(Box<Choose>),
    /// A line of input.
    Ask(Box<Ask>),
}

impl Overlay {
    /// Chooses the line of a list that stands at a cell; whether there is one.
    pub(in crate::app) fn choose_at(&mut self, area: Rect, cell: Position) -> bool {
        match self {
            Overlay::Palette(palette) => palette.choose_at(area, cell),
            Overlay::Choose(choose) => choose.choose_at(area, cell),
            Overlay::Help { .. } | Overlay::Page(_) | Overlay::Ask(_) => false,
        }
    }

    /// The help from its first line.
    pub(super) fn help() -> Overlay {
        Overlay::Help { scroll: 0 }
    }

    /// A page of Markdown under a heading.
    pub(super) fn page(title: impl Into<String>, words: &str) -> Overlay {
        Overlay::Page(Box::new(Page::new(title, words)))
    }

    /// A line to be taken away: what it is, the line itself, what became of it.
    pub(super) fn line(title: Text, about: Text, line: &str, copied: Text) -> Overlay {
        Overlay::Page(Box::new(Page::line(title, about, line, copied)))
    }

    /// Lines to be read.
    pub(super) fn lines(title: Text, lines: Vec<Prose>) -> Overlay {
        Overlay::Page(Box::new(Page::lines(title, lines)))
    }

    /// The palette over everything that can be found now.
    pub(super) fn palette(entries: Vec<Entry>) -> Overlay {
        Overlay::Palette(Box::new(Palette::new(entries)))
    }

    /// The glossary, the terms of these words first.
    pub(super) fn glossary(words: &str) -> Overlay {
        Overlay::Palette(Box::new(Palette::glossary(words)))
    }

    /// What a term means.
    pub(super) fn term(entry: &glossary::Entry) -> Overlay {
        Overlay::Page(Box::new(Page::term(entry)))
    }

    /// Where its keys are looked up.
    pub(super) fn place(&self) -> Scope {
        match self {
            Overlay::Help { .. } | Overlay::Page(_) => Scope::Page,
            Overlay::Palette(_) => Scope::Search,
            Overlay::Choose(_) => Scope::Choice,
            Overlay::Ask(_) => Scope::Line,
        }
    }

    /// Whether Enter was pressed in it and its answer is on its way.
    pub(super) fn waits(&self) -> bool {
        self.waiting().is_some()
    }

    /// Whether it is the order with this ticket whose answer closes it.
    pub(super) fn awaits(&self, ticket: Ticket) -> bool {
        self.waiting() == Some(ticket)
    }

    fn waiting(&self) -> Option<Ticket> {
        match self {
            Overlay::Ask(ask) => ask.waiting,
            Overlay::Choose(choose) => choose.waiting,
            Overlay::Help { .. } | Overlay::Palette(_) | Overlay::Page(_) => None,
        }
    }

    /// What was entered is refused: it stays, with the reason.
    pub(super) fn refuse(&mut self, problem: Problem) {
        match self {
            Overlay::Ask(ask) => ask.refuse(problem),
            Overlay::Choose(choose) => choose.refuse(problem),
            Overlay::Help { .. } | Overlay::Palette(_) | Overlay::Page(_) => {}
        }
    }

    /// What was entered was given up: the learner goes on with it.
    pub(super) fn wait_no_more(&mut self) {
        match self {
            Overlay::Ask(ask) => ask.waiting = None,
            Overlay::Choose(choose) => choose.waiting = None,
            Overlay::Help { .. } | Overlay::Palette(_) | Overlay::Page(_) => {}
        }
    }

    /// A line of input.
    pub(super) fn ask(ask: Ask) -> Overlay {
        Overlay::Ask(Box::new(ask))
    }

    /// The values of a choice.
    pub(super) fn choose(parameter: &Parameter, choices: &[Choice], current: &str) -> Overlay {
        Overlay::Choose(Box::new(Choose::new(parameter, choices, current)))
    }
}

/// A box of at most this size in the middle of the area.
fn frame_of(size: (u16, u16), area: Rect) -> Rect {
    let (width, height) = (size.0.min(area.width), size.1.min(area.height));
    let x = area.x + (area.width - width) / 2;
    let y = area.y + (area.height - height) / 3;
    Rect::new(x, y, width, height)
}

/// What a box has room for, inside its frame.
fn inside_of(frame: Rect) -> Rect {
    frame.inner(Margin::new(2, 1))
}

/// The line of a list at a cell: how many lines below the first one that is shown.
fn line_at(list: Rect, cell: Position) -> Option<usize> {
    list.contains(cell).then(|| usize::from(cell.y - list.y))
}

/// Clears a box of at most this size in the middle of the area and draws its frame; returns the inside.
pub(super) fn open_box(pen: &Pen, title: &str, size: (u16, u16), area: Rect, buf: &mut Buffer) -> Rect {
    let frame = frame_of(size, area);
    view::overlay(frame, buf);
    let block = Block::bordered()
        .border_type(BorderType::Rounded)
        .border_style(pen.theme.accent())
        .title(Line::styled(format!(" {title} "), pen.theme.strong()));
    block.render(frame, buf);
    inside_of(frame)
}
