//! The last row: at most eight keys, the most useful now, or a message.

use crate::app::keys::{Action, Keymap, Scope};
use crate::app::state::App;
use crate::lab::scene::Ink;
use crate::view::cut;
use crate::words::Text;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;
use unicode_width::UnicodeWidthStr;

/// How many hints are shown at most.
const MOST: usize = 8;

/// Between two hints.
const GAP: &str = "   ";

/// A key and what it does.
pub(super) type Hint = (String, Text);

/// The hints of these actions at a place, with the keys in force.
pub(super) fn of(keys: &Keymap, actions: &[Action], place: Scope) -> Vec<Hint> {
    let hints = actions.iter().filter_map(|action| keys.hint(*action, place));
    hints.map(|(key, name)| (key, name.clone())).collect()
}

/// Draws a message if there is one, the hints otherwise: the last one always, the others as long as
/// there is room.
pub(super) fn draw(app: &App, hints: &[Hint], line: Rect, buf: &mut Buffer) {
    let pen = &app.pen;
    if let Some(note) = &app.note {
        let style = if note.bad { pen.theme.ink(Ink::Bad) } else { pen.theme.strong() };
        let mark = if note.bad { "✗ " } else { "" };
        let words = format!(" {mark}{}", app.keys.named(&note.text).get(pen.language));
        Line::styled(cut(&words, usize::from(line.width)), style).render(line, buf);
        return;
    }
    let Some((last, others)) = hints.split_last() else { return };
    let width = |(key, name): &Hint| key.width() + 1 + name.get(pen.language).width();
    let mut room = usize::from(line.width).saturating_sub(1 + width(last));
    let fitting = others.iter().take(MOST - 1).take_while(|hint| {
        let rest = room.checked_sub(width(hint) + GAP.width());
        room = rest.unwrap_or(0);
        rest.is_some()
    });
    let mut spans = vec![Span::raw(" ")];
    for (key, name) in fitting.chain([last]) {
        spans.push(Span::styled(key.as_str(), pen.theme.accent()));
        spans.push(Span::styled(format!(" {}{GAP}", name.get(pen.language)), pen.theme.quiet()));
    }
    Line::from(spans).render(line, buf);
}
