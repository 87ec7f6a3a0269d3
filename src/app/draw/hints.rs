//! The last row: at most eight keys, the most useful now, or a message.

use crate::app::keys::{Action, Keymap, Scope};
use crate::app::order::Note;
use crate::app::state::App;
use crate::lab::scene::Ink;
use crate::view::{cut, overlay, told, wrap};
use crate::words::{Language, Text};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;
use unicode_width::UnicodeWidthStr;

/// How many hints are shown at most.
const MOST: usize = 8;

/// A message takes at most so many rows.
const MOST_ROWS: usize = 6;

/// Between two hints.
const GAP: &str = "   ";

/// A key and what it does.
pub(super) type Hint = (String, Text);

/// The hints of these actions at a place, with the keys in force.
pub(super) fn of(keys: &Keymap, actions: &[Action], place: Scope) -> Vec<Hint> {
    let hints = actions.iter().filter_map(|action| keys.hint(*action, place));
    hints.map(|(key, name)| (key, name.clone())).collect()
}

/// Draws a message: one that is longer than the row takes rows above it too, so that all of it can be read.
fn draw_note(app: &App, note: &Note, line: Rect, buf: &mut Buffer) {
    let theme = &app.pen.theme;
    let style = if note.bad { theme.ink(Ink::Bad) } else { theme.strong() };
    let mark = if note.bad { " ✗ " } else { " " };
    let words = app.keys.named(&note.text);
    let room = usize::from(line.width).saturating_sub(mark.width());
    let mut rows: Vec<String> =
        wrap(&told(words.get(app.pen.language), &app.pen), room).into_iter().map(str::to_string).collect();
    if rows.len() > MOST_ROWS {
        let rest = rows.split_off(MOST_ROWS - 1).join(" ");
        rows.push(cut(&rest, room).into_owned());
    }
    let height = (rows.len() as u16).min(line.y + 1);
    let area = Rect { y: line.y + 1 - height, height, ..line };
    if height > 1 {
        overlay(area, buf);
    }
    for (y, row) in (area.top()..area.bottom()).zip(&rows) {
        let before = if y == area.y { mark.to_string() } else { " ".repeat(mark.width()) };
        Line::styled(before + row, style).render(Rect { y, height: 1, ..area }, buf);
    }
}

/// Draws a message if there is one, the hints otherwise: the last one always, the others as long as
/// there is room.
pub(super) fn draw(app: &App, hints: &[Hint], line: Rect, buf: &mut Buffer) {
    let pen = &app.pen;
    if let Some(note) = &app.note {
        draw_note(app, note, line, buf);
        return;
    }
    let mut spans = vec![Span::raw(" ")];
    for (key, name) in shown(hints, line.width, pen.language) {
        spans.push(Span::styled(key.as_str(), pen.theme.accent()));
        spans.push(Span::styled(format!(" {}{GAP}", name.get(pen.language)), pen.theme.quiet()));
    }
    Line::from(spans).render(line, buf);
}

/// How many columns a hint takes.
fn width((key, name): &Hint, language: Language) -> usize {
    key.width() + 1 + name.get(language).width()
}

/// The hints that a row of so many columns has room for.
fn shown(hints: &[Hint], columns: u16, language: Language) -> impl Iterator<Item = &Hint> {
    let (last, others) = hints.split_last().map_or((None, hints), |(last, others)| (Some(last), others));
    let mut room = usize::from(columns).saturating_sub(1 + last.map_or(0, |last| width(last, language)));
    let fitting = others.iter().take(MOST - 1).take_while(move |hint| {
        let rest = room.checked_sub(width(hint, language) + GAP.width());
        room = rest.unwrap_or(0);
        rest.is_some()
    });
    fitting.chain(last)
}

/// The hint at a column of the row.
pub(super) fn at(hints: &[Hint], columns: u16, language: Language, column: u16) -> Option<&Hint> {
    let mut left = 1;
    shown(hints, columns, language).find(|hint| {
        let place = left..left + width(hint, language);
        left = place.end + GAP.width();
        place.contains(&usize::from(column))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::coach::tests::{LANGUAGES, lesson, screen};
    use crate::say;
    use crate::words::same;

    fn squeezed(words: &str) -> String {
        words.split_whitespace().collect()
    }

    /// What is said is read to its last word, in the narrowest window too; what is short takes no row from the picture.
    #[test]
    fn a_long_message_is_read_to_its_end() {
        let file = format!("/home/somebody/{}config.toml", "a-folder/".repeat(12));
        let long = say!(
            "{file}, line 2: there is no setting \"speed\". There are others.",
            "{file} 第 2 行：没有名为“speed”的设置。可用的还有别的。"
        );
        for language in LANGUAGES {
            let mut app = lesson("slope", (80, 24), language);
            app.note = Some(Note::bad(long.clone()));
            let seen = screen(&app);
            assert!(squeezed(&seen).ends_with(&squeezed(&format!("✗ {}", long.get(language)))), "{seen}");
            app.note = None;
            let without = screen(&app);
            app.note = Some(Note::plain(same("short")));
            let above = |screen: &str| screen.lines().take(23).map(str::to_string).collect::<Vec<_>>();
            assert_eq!(above(&screen(&app)), above(&without));
            app.note = Some(Note::plain(same("word ".repeat(1000))));
            let seen = screen(&app);
            assert_eq!(above(&seen)[..24 - MOST_ROWS], above(&without)[..24 - MOST_ROWS]);
            assert!(seen.trim_end().ends_with('…'), "{seen}");
        }
    }
}
