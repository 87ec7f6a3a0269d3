//! The full-screen program.
//!
//! ```text
//! keys, mouse ─ terminal ─ handle ─┬─ App (what is chosen, what is open) ─ draw ─ cells
//!                                  └─ Order → desk (worker thread) → Mail ─┘
//! ```
//!
//! The desk owns the open lesson and does all work on it in a thread of its own; the screen only
//! ever shows the latest [`Snapshot`] and stays free to answer keys.

mod act;
mod coach;
mod comparison;
pub mod config;
mod desk;
mod draw;
mod engine;
mod film;
mod keep;
pub mod keys;
#[cfg(test)]
mod laws;
mod markdown;
mod motion;
mod order;
mod overlay;
mod own;
mod pair;
mod panels;
mod parameters;
mod pending;
mod pinned;
pub mod places;
pub mod progress;
mod snapshot;
mod stage;
mod state;
pub mod terminal;
#[cfg(test)]
mod tests;
mod trail;
mod typing;
#[cfg(test)]
mod uncut;
mod views;

pub use coach::{Asked, Cue, Form, Said, Telling, Wish};
pub use comparison::Comparison;
pub use desk::{Desk, clock};
pub use engine::{Engine, Inline, Worker};
pub use film::Film;
use motion::Motion;
pub use order::{Answer, Control, Deed, Mail, Note, Order, Outcome, Pairing, Pinning, Ticket};
pub use own::Own;
pub use pair::{Beside, Pair};
pub use pinned::Pinned;
use progress::Progress;
pub use snapshot::Snapshot;
pub use state::App;

use crate::lab::Recipe;
use crate::view::Pen;
use crate::words::{Problem, Text, text};
use config::{Chosen, Looks};
use keys::Keymap;
use ratatui::crossterm::event::Event;
use std::path::PathBuf;
use std::sync::mpsc::sync_channel;
use std::time::{Duration, Instant};
use terminal::{Background, Options, Program, Terminal};

/// So long an opening lesson is waited for before the screen says that it opens.
const PATIENCE: Duration = Duration::from_millis(80);

/// How the program is started.
pub struct Start {
    /// The state to open; the home screen when there is none.
    pub recipe: Option<Recipe>,
    /// Colours, glyphs, language.
    pub pen: Pen,
    /// The theme, and what it is made of.
    pub looks: Looks,
    /// The keys in force.
    pub keys: Keymap,
    /// What the terminal is asked for.
    pub options: Options,
    /// Bytes of past states kept for going back.
    pub keep: usize,
    /// Where what is chosen in the program is kept.
    pub chosen: Chosen,
    /// What is known about earlier visits.
    pub progress: Progress,
    /// What is to be said first.
    pub note: Option<Text>,
    /// A teacher's story.
    pub own: Own,
    /// Where the learner's data lie.
    pub data_folder: Option<PathBuf>,
    /// Whether anything moves by itself.
    pub motion: bool,
}

/// That the terminal cannot show Chinese, and what would help. Said in English: nothing else is legible.
#[must_use]
pub fn no_chinese() -> Text {
    text(
        "This terminal cannot show Chinese; where it can, --lang zh with a UTF-8 locale brings it.",
        "此终端无法显示中文；若能显示，请使用 UTF-8 区域设置并加上 --lang zh。",
    )
}

/// Runs the full-screen program until the learner leaves it; returns the exit code.
///
/// # Errors
/// There is no terminal to draw on, or the lesson of the recipe cannot be opened.
pub fn run(start: Start) -> Result<i32, Problem> {
    let terminal = Terminal::open(start.options)?;
    let waker = terminal.waker();
    let (mail, came) = sync_channel(1);
    let worker = Worker::start(Desk::new(start.keep), move || {
        waker.wake();
        let _ = mail.try_send(());
    });
    let mut app = App::new(Box::new(worker), start.pen, start.progress);
    app.looks = start.looks;
    app.copies = terminal.clipboard();
    app.keys = start.keys;
    app.chosen_settings = start.chosen;
    app.own = start.own;
    app.data_folder = start.data_folder;
    app.motion = Motion::new(start.motion);
    // Pictures are made as fine as the window is before the first one is made.
    let (columns, rows) = terminal::window_size();
    app.handle_event(Event::Resize(columns, rows));
    app.begin(start.recipe);
    app.note = start.note.map(Note::plain).or(app.note);
    let terminal = terminal.ready();
    // What opens at once is the first thing seen, and what cannot be opened is said before the terminal is
    // taken; the rest is waited for on the screen.
    let patience = Instant::now() + PATIENCE;
    while app.opens() && came.recv_timeout(patience.saturating_duration_since(Instant::now())).is_ok() {
        app.read_mail();
    }
    if let Some(problem) = app.farewell.take() {
        return Err(problem);
    }
    let code = terminal.run(&mut app)?;
    app.farewell.map_or(Ok(code), Err)
}

impl App {
    /// Puts a teacher's story on the list of lessons, before them.
    #[must_use]
    pub fn with_story(mut self, own: Own) -> App {
        self.own = own;
        self
    }

    /// Offers what this folder holds where data are opened.
    #[must_use]
    pub fn with_data_folder(mut self, folder: PathBuf) -> App {
        self.data_folder = Some(folder);
        self
    }

    /// Allows or forbids that anything moves by itself.
    #[must_use]
    pub fn with_motion(mut self, on: bool) -> App {
        self.motion = Motion::new(on);
        self
    }
}

impl Program for App {
    fn handle(&mut self, event: Event) {
        self.handle_event(event);
    }

    fn background(&mut self, background: Background) {
        self.follow_background(background);
    }

    fn wake(&mut self) {
        self.dirty |= self.motion.go_on(Instant::now());
        self.look_at_clock();
        self.read_mail();
    }

    fn deadline(&self) -> Option<Instant> {
        [self.motion.deadline(), self.pending.deadline()].into_iter().flatten().min()
    }

    fn dirty(&self) -> bool {
        self.wants_drawing()
    }

    fn draw(&mut self, frame: &mut ratatui::Frame<'_>) {
        if let Some(cursor) = self.draw_into(frame.buffer_mut()) {
            frame.set_cursor_position(cursor);
        }
        self.dirty = false;
    }

    fn clipboard(&mut self) -> Option<String> {
        self.clipboard.take()
    }

    fn title(&self) -> Option<String> {
        let lesson = self.snapshot.as_ref().filter(|snapshot| !snapshot.preview);
        let lesson = lesson.map(|snapshot| snapshot.card.title.get(self.pen.language));
        Some(lesson.map_or_else(|| "nnlab".to_string(), |lesson| format!("{lesson} - nnlab")))
    }

    fn exit(&self) -> Option<i32> {
        self.exit
    }

    fn save(&mut self) {
        self.remember();
        // Nobody is left to read a complaint; what could not be saved was said when `s` was pressed.
        let _ = self.progress.save();
        let _ = self.chosen_settings.save();
    }
}
