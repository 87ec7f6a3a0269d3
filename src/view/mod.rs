//! From a scene to the cells of a terminal.
//!
//! A lesson says *what* is seen as [`Panel`](crate::lab::scene::Panel)s; this room decides cells,
//! colours, glyphs and places. [`arrange`] gives every panel a rectangle, [`draw_panel`] fills it,
//! [`locate`] is the way back from a cell to the place in the picture it shows and [`spot_cell`]
//! the way there. Nothing here remembers anything: the same panel, area and [`Pen`] give the same
//! cells.
//!
//! | file | subject |
//! |---|---|
//! | `theme`, `palette` | colours for meanings and for numbers, in 24 bits, 256, 16 or none |
//! | `text` | width and ellipsis of words in both languages |
//! | `raster`, `canvas` | filled pixels (half blocks) and thin lines (braille) |
//! | `axes`, `taken`, `together` | ticks, from values to places and back, places for words, marks that share a cell |
//! | [`mod@print`] | a frame as text, escape codes or SVG |
//! | `arrange`, `panel`, `overlay` | where panels stand, their frame, and pop-ups above them |
//! | `between` | a picture on its way from one state to the next |
//! | one file a picture | `chart`, `plane`, `relief`, `image`, `gallery`, `matrix`, `graph`, `network`, `flow`, `table`, `bars`, `code`, `prose`, `arithmetic` |

mod arithmetic;
mod arrange;
mod ascii;
mod axes;
mod bars;
mod between;
mod canvas;
mod chart;
mod code;
mod colours;
mod flow;
mod gallery;
mod graph;
mod image;
mod inks;
mod matrix;
mod network;
mod overlay;
mod palette;
mod panel;
mod plane;
mod plot;
pub mod print;
mod prose;
mod raster;
mod relief;
mod table;
mod taken;
mod text;
mod theme;
mod together;

pub use crate::words::wrap;
pub use arithmetic::arithmetic;
pub use arrange::{Arrangement, Slot, arrange, views};
pub use ascii::{told, transliterate};
pub use between::{between, mark_changes};
pub use inks::{Base, Fault, Own, Slot as InkSlot};
pub use overlay::{mend, overlay};
pub use panel::{
    PanelState, content, draw_panel, draw_prose, draw_unframed, first_row, locate, prose_rows, scroll_limit,
    spot_cell,
};
pub use text::{cut, put, width};
pub use theme::{Background, ColourDepth, Scheme, Theme};

use crate::words::Language;

/// Which characters pictures are made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Glyphs {
    /// Lines of braille dots, 2 × 4 a cell; pixels of half blocks.
    #[default]
    Braille,
    /// Lines of quarter blocks, 2 × 2 a cell; for fonts without braille.
    Blocks,
    /// Pictures and lines of ASCII; whoever draws a frame ends it with [`transliterate`].
    Ascii,
    /// The same on a terminal that shows nothing else, no Chinese either.
    Console,
}

impl Glyphs {
    /// Whether pictures and lines are ASCII.
    #[must_use]
    pub fn ascii(self) -> bool {
        matches!(self, Glyphs::Ascii | Glyphs::Console)
    }
}

/// With what everything is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Pen {
    /// Colours.
    pub theme: Theme,
    /// Characters.
    pub glyphs: Glyphs,
    /// Language of every text.
    pub language: Language,
}

impl Pen {
    /// All colours on dark, Unicode, English.
    #[must_use]
    pub const fn plain() -> Pen {
        Pen { theme: Theme::DARK, glyphs: Glyphs::Braille, language: Language::English }
    }
}
