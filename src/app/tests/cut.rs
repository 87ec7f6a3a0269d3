//! Nothing that is read in a panel ends in the middle of a word, in the narrowest window that a lesson is made for.

use crate::app::coach::Cue;
use crate::app::coach::tests::{LANGUAGES, cards, lesson, look, press, screen, types};
use crate::app::stage::regions;
use crate::app::views::is_code;
use crate::lab::Recipe;
use ratatui::crossterm::event::KeyCode;
use ratatui::layout::Rect;

/// Whether something was cut off here: an ellipsis behind a letter, with nothing of its words behind it, or at the end of the
/// legend of the large picture.
fn is_cut(row: &str) -> bool {
    row.contains(" …││")
        || row.match_indices('…').any(|(at, _)| {
            let before = row[..at].chars().next_back().is_some_and(|c| !c.is_whitespace());
            let after = row[at + '…'.len_utf8()..].chars().next();
            before && after.is_none_or(|c| c.is_whitespace() || "│┃▲▼─━…".contains(c))
        })
}

/// Every panel of every lesson at 80×24, at five cards, in both languages: no cell, note, caption,
/// title or hint is cut. Lines of a script are wider than any panel, and can be read at full width.
#[test]
fn no_words_in_a_panel_are_cut_at_80_columns() {
    assert!(is_cut("│ largest stabl…    1 │") && is_cut("─ look at an… ─") && !is_cut("│0 … 1, 1…n│"));
    let mut found = Vec::new();
    for card in cards() {
        for language in LANGUAGES {
            let mut app = lesson(card.id, (80, 24), language);
            let count = app.said().map_or(1, |said| said.ticks.len());
            for place in [0, 1, 2, count / 2, count - 1] {
                app.cue(Cue::Card(place));
                look(&mut app);
                for _ in 0..app.panels().len() + 1 {
                    press(&mut app, KeyCode::Tab);
                    let panels = app.panels();
                    if app.arrangement(&panels).slots.iter().any(|slot| is_code(&panels[slot.shown])) {
                        continue;
                    }
                    let body = regions(Rect::new(0, 0, 80, 24)).body;
                    let seen = screen(&app);
                    let rows = seen.lines().skip(usize::from(body.y)).take(usize::from(body.height));
                    let cut = rows.filter(|row| is_cut(row)).map(str::to_string);
                    found.extend(cut.map(|row| format!("{} {} {place}: {row}", card.id, app.focus)));
                }
            }
        }
    }
    found.sort();
    found.dedup();
    assert!(found.is_empty(), "{} cut\n{}", found.len(), found.join("\n"));
}

/// What a state means, and the names of the views, end with whole words at 80×24: in every lesson, at the start, on the way
/// and far along, whichever view is in front, in both languages.
#[test]
fn no_verdict_and_no_name_of_a_view_is_cut_at_80_columns() {
    let mut found = Vec::new();
    for card in cards() {
        for language in LANGUAGES {
            let mut app = lesson(card.id, (80, 24), language);
            for step in [1, 2, 5, 12, 60, 300] {
                app.open(Recipe { step, ..Recipe::of(card.id) });
                look(&mut app);
                let parts = regions(Rect::new(0, 0, 80, 24));
                let views = app.panels().len().min(10);
                for digit in ('1'..='9').take(views).chain(['0']) {
                    types(&mut app, &digit.to_string());
                    let seen = screen(&app);
                    let mut rows = seen.lines().skip(usize::from(parts.numbers.bottom()) - 1);
                    let (verdict, line) = (rows.next().unwrap_or_default(), rows.nth(1).unwrap_or_default());
                    assert!(line.contains('1') || line.contains("+"), "{line}");
                    found.extend(
                        [verdict, line]
                            .into_iter()
                            .filter(|row| is_cut(row))
                            .map(|row| format!("{} {step} {digit}: {row}", card.id)),
                    );
                }
            }
        }
    }
    found.sort();
    found.dedup();
    assert!(found.is_empty(), "{} cut\n{}", found.len(), found.join("\n"));
}
