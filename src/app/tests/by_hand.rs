//! Weights that are set by hand.

use super::super::keys::{key, letter};
use super::{app, press};
use ratatui::crossterm::event::KeyCode;

/// What is typed takes the place of the weight's own digits; arrows keep them.
#[test]
fn a_weight_is_typed_over() {
    let typed = |first: Option<KeyCode>| {
        let mut app = app("playground?step=20");
        press(&mut app, letter('V'));
        first.into_iter().for_each(|code| press(&mut app, key(code)));
        "0.5".chars().for_each(|c| press(&mut app, letter(c)));
        press(&mut app, key(KeyCode::Enter));
        (app.snapshot.as_ref().expect("open").recipe.line(), app.overlay.is_some())
    };
    let (line, asked) = typed(None);
    assert!(line.contains("weight@20") && line.contains("0.5") && !asked, "{line}");
    let (line, asked) = typed(Some(KeyCode::Right));
    assert!(!line.contains("weight@20") && asked, "-0.08…0.5 is no number: {line}");
}
