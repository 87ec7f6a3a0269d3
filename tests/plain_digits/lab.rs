//! The whole program without a terminal, and a hand that draws in it.

use crate::plain_digits::{cells, said, sheet, way_to_sheet};
use nnlab::app::progress::Progress;
use nnlab::app::{App, Desk, Inline};
use nnlab::lab::Recipe;
use nnlab::view::{Pen, print};
use ratatui::buffer::Buffer;
use ratatui::crossterm::event::{Event, KeyCode, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
use ratatui::layout::Rect;

/// The whole program without a terminal.
pub(crate) struct Lab {
    app: App,
    size: (u16, u16),
}

impl Lab {
    pub(crate) fn open(line: &str, size: (u16, u16)) -> Lab {
        let mut app =
            App::new(Box::new(Inline::new(Desk::new(64 << 20))), Pen::default(), Progress::load(None).0);
        app.handle_event(Event::Resize(size.0, size.1));
        app.open(Recipe::parse(line).expect("a line of the test"));
        app.handle_event(Event::FocusGained);
        let mut lab = Lab { app, size };
        // The sheet is a view: its name is clicked.
        let view = way_to_sheet(&lab.screen()).expect("the line of views");
        lab.mouse(MouseEventKind::Down(MouseButton::Left), view);
        lab.mouse(MouseEventKind::Up(MouseButton::Left), view);
        lab
    }

    pub(crate) fn screen(&self) -> String {
        let mut frame = Buffer::empty(Rect::new(0, 0, self.size.0, self.size.1));
        self.app.draw_into(&mut frame);
        print::text(&frame)
    }

    fn mouse(&mut self, kind: MouseEventKind, (column, row): (u16, u16)) {
        let mouse = MouseEvent { kind, column, row, modifiers: KeyModifiers::NONE };
        self.app.handle_event(Event::Mouse(mouse));
    }

    pub(crate) fn key(&mut self, code: KeyCode) {
        self.app.handle_event(Event::Key(code.into()));
    }

    pub(crate) fn clear(&mut self) {
        self.key(KeyCode::Char('x'));
    }

    /// Clicks into the middle of the sheet, which leaves a dot.
    pub(crate) fn click(&mut self) {
        let (x, y, w, h) = sheet(&self.screen()).expect("the sheet is in sight");
        self.mouse(MouseEventKind::Down(MouseButton::Left), (x + w / 2, y + h / 2));
    }

    pub(crate) fn draw(&mut self, strokes: &[&[(f64, f64)]]) {
        for stroke in strokes {
            let path = cells(stroke, sheet(&self.screen()).expect("the sheet is in sight"));
            self.mouse(MouseEventKind::Down(MouseButton::Left), path[0]);
            for cell in &path[1..] {
                self.mouse(MouseEventKind::Drag(MouseButton::Left), *cell);
            }
            self.mouse(MouseEventKind::Up(MouseButton::Left), path[path.len() - 1]);
        }
    }

    /// The digit that the drawing is taken for.
    pub(crate) fn reads(&self) -> Option<usize> {
        said(&self.screen())
    }
}
