//! What every meaning is drawn with: the colours of the themes, and colours of one's own.

mod named;
mod own;
mod tables;

pub(super) use named::hue_of;
pub use own::{Base, Fault, Own, Slot};
pub(super) use tables::{DARK, HIGH_DARK, HIGH_LIGHT, LIGHT};

use super::colours::rgb_of;
use super::theme::ColourDepth;
use crate::lab::scene::Ink;
use ratatui::style::Color;
use std::borrow::Cow;

/// One colour at every depth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Shade {
    /// Of 24 bits.
    pub(super) full: Color,
    /// Of 256.
    pub(super) few: Color,
    /// Of sixteen.
    pub(super) named: Color,
}

impl Shade {
    /// What a terminal of this depth is told.
    pub(super) fn at(self, depth: ColourDepth) -> Color {
        match depth {
            ColourDepth::TrueColour => self.full,
            ColourDepth::Palette256 => self.few,
            ColourDepth::Palette16 => self.named,
            ColourDepth::Mono => Color::Reset,
        }
    }
}

/// Places in a palette, from the lowest value to the highest.
pub(super) type Places = Cow<'static, [u8]>;

/// A ramp where few colours are: as the whole picture, and softly below other things.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct FewRamps {
    pub(super) full: Places,
    pub(super) soft: Places,
}

/// What the signs and the classes of maps are drawn with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Ramps {
    /// From far below zero over zero to far above, with 24 bits.
    pub(super) signs: [[u8; 3]; 5],
    pub(super) signs_256: FewRamps,
    pub(super) signs_16: FewRamps,
    pub(super) classes_256: FewRamps,
    pub(super) classes_16: FewRamps,
}

/// All colours of a theme on one background.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Inks {
    /// Ordinary text; `None` for the terminal's own.
    pub(super) text: Option<Shade>,
    /// Behind everything; `None` for the terminal's own.
    pub(super) paper: Option<Shade>,
    /// About the colours of the terminal's own text and background.
    pub(super) usual: ([u8; 3], [u8; 3]),
    pub(super) quiet: Shade,
    pub(super) accent: Shade,
    pub(super) negative: Shade,
    pub(super) positive: Shade,
    pub(super) good: Shade,
    pub(super) bad: Shade,
    pub(super) series: [Shade; 12],
    pub(super) ramps: Ramps,
}

impl Inks {
    /// The colour of a meaning; `None` for the terminal's own foreground.
    pub(super) fn shade(&self, ink: Ink) -> Option<Shade> {
        Some(match ink {
            Ink::Plain => return self.text,
            Ink::Quiet => self.quiet,
            Ink::Accent => self.accent,
            Ink::Negative => self.negative,
            Ink::Positive => self.positive,
            Ink::Good => self.good,
            Ink::Bad => self.bad,
            Ink::Series(n) => self.series[usize::from(n) % self.series.len()],
        })
    }

    /// About the colour of a meaning on a terminal with all colours.
    pub(super) fn rgb(&self, ink: Ink) -> [u8; 3] {
        self.shade(ink).and_then(|shade| rgb_of(shade.full)).unwrap_or(self.usual.0)
    }

    /// About the colour behind everything.
    pub(super) fn backdrop(&self) -> [u8; 3] {
        self.paper.and_then(|shade| rgb_of(shade.full)).unwrap_or(self.usual.1)
    }
}
