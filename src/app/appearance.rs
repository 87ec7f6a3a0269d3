//! Language and theme: switched in the program, kept for the next start.

use super::order::Note;
use super::state::App;
use crate::view::{Background, ColourDepth, Glyphs};

impl App {
    /// Every word in the other language.
    pub(super) fn other_language(&mut self) {
        if self.pen.glyphs == Glyphs::Console {
            self.note = Some(Note::plain(super::no_chinese()));
            return;
        }
        self.pen.language = self.pen.language.other();
        self.chosen_settings.choose("language", self.pen.language.code());
        self.tell_in_other_language();
    }

    /// Dark, light, monochrome, and round again.
    pub(super) fn next_theme(&mut self) {
        let theme = &mut self.pen.theme;
        let (depth, background, name) = match (theme.depth, theme.background) {
            (ColourDepth::Mono, _) => (self.depth, Background::Dark, "dark"),
            (depth, Background::Dark) => (depth, Background::Light, "light"),
            (_, Background::Light) => (ColourDepth::Mono, Background::Dark, "mono"),
        };
        (theme.depth, theme.background) = (depth, background);
        self.chosen_settings.choose("theme", name);
    }

    /// The terminal told its background: the theme follows.
    pub(super) fn follow_background(&mut self, background: Background) {
        self.dirty |= self.pen.theme.background != background;
        self.pen.theme.background = background;
        self.pen.theme.ground = background;
    }
}
