//! The last row: at most eight keys, the most useful now, or a message.

use super::keys::{Action, Scope, hint};
use super::order::Note;
use crate::lab::scene::Ink;
use crate::view::{Pen, cut};
use crate::words::Text;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;
use unicode_width::UnicodeWidthStr;

/// How many hints are shown at most.
const MOST: usize = 8;

/// A key and what it does.
pub(super) type Hint = (String, Text);

/// The hints of these actions at a place, from the key table.
pub(super) fn of(actions: &[Action], place: Scope) -> Vec<Hint> {
    actions
        .iter()
        .filter_map(|action| hint(*action, place))
        .map(|(key, name)| (key.to_string(), name.clone()))
        .collect()
}

/// Draws a message if there is one, the hints otherwise; as many as fit.
pub(super) fn draw(pen: &Pen, hints: &[Hint], note: Option<&Note>, line: Rect, buf: &mut Buffer) {
    if let Some(note) = note {
        let style = if note.bad { pen.theme.ink(Ink::Bad) } else { pen.theme.strong() };
        let mark = if note.bad { "✗ " } else { "" };
        let words = format!(" {mark}{}", note.text.get(pen.language));
        Line::styled(cut(&words, usize::from(line.width)), style).render(line, buf);
        return;
    }
    let mut spans = vec![Span::raw(" ")];
    let mut used = 1;
    for (key, name) in hints.iter().take(MOST) {
        let name = name.get(pen.language);
        let width = key.width() + 1 + name.width() + 3;
        if used + width > usize::from(line.width) + 2 {
            break;
        }
        used += width;
        spans.push(Span::styled(key.clone(), pen.theme.accent()));
        spans.push(Span::styled(format!(" {name}   "), pen.theme.quiet()));
    }
    Line::from(spans).render(line, buf);
}
