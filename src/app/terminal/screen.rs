//! The picture: drawn whole by the program, sent as the difference to what is shown.

use super::Guard;
use super::encoder::Encoder;
use super::thrift::Thrift;
use crate::view::ColourDepth;
use ratatui::buffer::{Buffer, Cell, CellDiffOption};
use ratatui::layout::Rect;
use ratatui::{Frame, Terminal};
use std::io;
use std::sync::Arc;
use unicode_width::UnicodeWidthStr as _;

/// A terminal with mode 2026 shows the frame at once; the others ignore it.
const BEGIN: &[u8] = b"\x1b[?2026h";
const END: &[u8] = b"\x1b[?2026l";

/// The screen of the terminal that a [`Guard`] holds.
pub(super) struct Screen {
    guard: Arc<Guard>,
    terminal: Terminal<Encoder>,
    uncovered: Uncovered,
    thrift: Thrift,
    /// Pixels of the last frame wait to be sent.
    waiting: bool,
}

impl Screen {
    /// Room for a window of this size; to be [painted](Screen::repaint) once the terminal is taken.
    pub(super) fn new(guard: Arc<Guard>, size: (u16, u16), depth: ColourDepth) -> Screen {
        let Ok(terminal) = Terminal::new(Encoder::new(size, depth));
        Screen { guard, terminal, uncovered: Uncovered::default(), thrift: Thrift::default(), waiting: false }
    }

    /// The next frame is sent whole, for a window of this size.
    pub(super) fn repaint(&mut self, (columns, rows): (u16, u16)) {
        let encoder = self.terminal.backend_mut();
        encoder.bytes().clear();
        encoder.bytes().extend_from_slice(BEGIN);
        encoder.restart((columns, rows));
        self.uncovered = Uncovered::default();
        self.thrift = Thrift::default();
        let Ok(()) = self.terminal.resize(Rect::new(0, 0, columns, rows));
    }

    /// Whether the last frame was not sent whole.
    pub(super) fn waiting(&self) -> bool {
        self.waiting
    }

    /// Draws a frame and sends what changed: in one piece, or nothing at all. A frame of many in motion may
    /// leave out colours that changed little. Returns whether anything was sent.
    ///
    /// # Errors
    /// The terminal is gone.
    pub(super) fn draw(&mut self, moving: bool, picture: impl FnOnce(&mut Frame<'_>)) -> io::Result<bool> {
        if self.terminal.backend_mut().bytes().is_empty() {
            self.terminal.backend_mut().bytes().extend_from_slice(BEGIN);
        }
        self.waiting = false;
        let Ok(drawn) = self.terminal.draw(|frame| {
            picture(frame);
            self.waiting = moving && self.thrift.hold(frame.buffer_mut());
            self.uncovered.send(frame.buffer_mut());
        });
        if moving {
            self.thrift.keep(drawn.buffer);
        } else {
            self.thrift.stand_still();
        }
        let bytes = self.terminal.backend_mut().bytes();
        let changed = bytes.len() > BEGIN.len();
        if moving {
            self.thrift.learn(bytes.len());
        }
        if changed {
            bytes.extend_from_slice(END);
            self.guard.write(bytes)?;
        }
        bytes.clear();
        Ok(changed)
    }
}

/// Remembers which cells lie under the right half of a wide character. When one comes out from under
/// it, what it shows depends on the terminal, so it is sent, even where ratatui's buffers, in which a
/// covered cell is blank, hold no difference.
#[derive(Debug, Default)]
pub(super) struct Uncovered(Vec<usize>);

impl Uncovered {
    /// Marks the cells of this frame that were covered in the last one. Those that still are stay so.
    pub(super) fn send(&mut self, frame: &mut Buffer) {
        for index in self.0.drain(..) {
            if let Some(cell) = frame.content.get_mut(index) {
                cell.diff_option = CellDiffOption::AlwaysUpdate;
            }
        }
        let wide = |cell: &Cell| cell.symbol().len() > 2 && cell.symbol().width() > 1;
        self.0.extend((1..frame.content.len()).filter(|&index| wide(&frame.content[index - 1])));
    }
}
