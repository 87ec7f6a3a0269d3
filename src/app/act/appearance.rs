//! Language and theme: switched in the program, kept for the next start.

use crate::app::order::Note;
use crate::app::state::App;
use crate::view::{Background, ColourDepth, Glyphs};

impl App {
    /// Every word in the other language.
    pub(in crate::app) fn other_language(&mut self) {
        if self.pen.glyphs == Glyphs::Console {
            self.note = Some(Note::plain(crate::app::no_chinese()));
            return;
        }
        self.pen.language = self.pen.language.other();
        self.chosen_settings.choose("language", self.pen.language.code());
        self.tell_in_other_language();
    }

    /// Dark, light, monochrome, and round again.
    pub(in crate::app) fn next_theme(&mut self) {
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
    pub(in crate::app) fn follow_background(&mut self, background: Background) {
        self.dirty |= self.pen.theme.background != background;
        self.pen.theme.background = background;
        self.pen.theme.ground = background;
    }
}
