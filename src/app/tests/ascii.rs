//! A terminal of ASCII loses no word.

use crate::app::desk::Desk;
use crate::app::engine::Inline;
use crate::app::keys::letter;
use crate::app::progress::Progress;
use crate::app::state::App;
use crate::lab::Recipe;
use crate::lessons;
use crate::view::{Glyphs, Pen, print, transliterate};
use ratatui::buffer::Buffer;
use ratatui::crossterm::event::{Event, KeyCode};
use ratatui::layout::Rect;

/// What had to be shortened in a frame of this size, with the frame.
fn shortened(app: &mut App, size: (u16, u16)) -> Option<String> {
    app.handle_event(Event::Resize(size.0, size.1));
    app.read_mail();
    let mut buf = Buffer::empty(Rect::new(0, 0, size.0, size.1));
    app.draw_unfinished(&mut buf);
    let unicode = print::text(&buf);
    let lost = transliterate(&mut buf, &app.pen);
    (!lost.is_empty()).then(|| format!("{size:?}: {lost:?}\n{unicode}\n{}", print::text(&buf)))
}

/// Every lesson, some way into its run, with each of its views in front, at three sizes.
#[test]
fn in_ascii_every_character_is_said_in_full() {
    let faults = std::sync::Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for entry in lessons::ALL {
            let faults = &faults;
            scope.spawn(move || {
                let id = (entry.card)().id;
                let pen = Pen { glyphs: Glyphs::Ascii, ..Pen::plain() };
                let mut app =
                    App::new(Box::new(Inline::new(Desk::new(8 << 20))), pen, Progress::load(None).0);
                app.handle_event(Event::Resize(120, 40));
                for step in [0, 3, 12] {
                    app.begin(Some(Recipe { step, ..Recipe::of(id) }));
                    app.read_mail();
                    app.handle_event(Event::Key(KeyCode::Esc.into()));
                    for view in '0'..='9' {
                        app.handle_event(Event::Key(letter(view)));
                        for size in [(80, 24), (120, 40), (200, 60)] {
                            let fault = shortened(&mut app, size).map(|fault| format!("{id} {step} {fault}"));
                            faults.lock().expect("a list").extend(fault);
                        }
                    }
                }
            });
        }
    });
    let faults = faults.into_inner().expect("a list");
    assert!(faults.is_empty(), "{} frames\n{}", faults.len(), faults.join("\n"));
}
