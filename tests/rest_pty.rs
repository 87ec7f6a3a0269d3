//! A moving picture on the terminal layer, run for real: what its frames held back arrives when it stops.
#![cfg(unix)]

#[allow(dead_code, reason = "this test needs a part of it")]
mod pty;

use nnlab::app::terminal::{ColourDepth, Options, Program, Terminal};
use pty::Session;
use ratatui::Frame;
use ratatui::crossterm::event::{Event, KeyCode, KeyEvent};
use ratatui::style::Color;
use std::thread;
use std::time::Duration;

/// Pictures until it stops.
const LAST: u8 = 20;

/// A surface whose colours drift, all of them with every picture, and that then stops: nothing wakes it any more.
struct Drift {
    picture: u8,
    dirty: bool,
    exit: Option<i32>,
}

/// The colour of a cell in a picture.
fn red(column: u16, row: u16, picture: u8) -> u8 {
    20 + 5 * picture + (column % 7) as u8 * 10 + (row % 5) as u8
}

impl Program for Drift {
    fn handle(&mut self, event: Event) {
        if let Event::Key(KeyEvent { code: KeyCode::Char('q'), .. }) = event {
            self.exit = Some(0);
        }
    }

    fn wake(&mut self) {
        (self.picture, self.dirty) = (self.picture + 1, true);
    }

    fn dirty(&self) -> bool {
        self.dirty
    }

    fn draw(&mut self, frame: &mut Frame<'_>) {
        self.dirty = false;
        let area = frame.area();
        for position in area.positions().filter(|position| position.y > 0) {
            let colour = Color::Rgb(red(position.x, position.y, self.picture), 0, 0);
            frame.buffer_mut()[position].set_char('▀').set_fg(colour).set_bg(colour);
        }
        frame.buffer_mut().set_string(
            0,
            0,
            format!("picture {:02}", self.picture),
            ratatui::style::Style::new(),
        );
    }

    fn exit(&self) -> Option<i32> {
        self.exit
    }
}

/// Not a test of its own: the program that the test runs in a pseudo-terminal.
#[test]
#[ignore = "run by the other test of this file"]
fn program() {
    if std::env::var_os(pty::INSIDE).is_none() {
        return;
    }
    let options = Options { mouse: false, ask_background: false, depth: ColourDepth::TrueColour };
    let terminal = Terminal::open(options).expect("a terminal");
    let waker = terminal.waker();
    thread::spawn(move || {
        for _ in 0..LAST {
            // Slower than frames are drawn, and long after the start, which counts as something a person did.
            thread::sleep(Duration::from_millis(60));
            waker.wake();
        }
    });
    let mut drift = Drift { picture: 0, dirty: true, exit: None };
    std::process::exit(terminal.ready().run(&mut drift).expect("the terminal stays"));
}

#[test]
fn what_was_held_back_is_sent_when_nothing_happens_any_more() {
    let mut session = Session::start("exec $PROGRAM", &pty::itself("program"), &[]);
    session.shows(&format!("picture {LAST}"));
    session.wait_for("exact", |screen| {
        let exact = |row: u16, column: u16| {
            let colour = vt100::Color::Rgb(red(column, row, LAST), 0, 0);
            screen.cell(row, column).is_some_and(|cell| cell.fgcolor() == colour && cell.bgcolor() == colour)
        };
        (1..24).all(|row| (0..80).all(|column| exact(row, column)))
    });
    session.type_in("q");
    session.ends_with(0);
}
