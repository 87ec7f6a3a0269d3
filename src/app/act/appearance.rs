//! Language and theme: switched in the program, kept for the next start.

use crate::app::config::ThemeChoice;
use crate::app::order::Note;
use crate::app::state::App;
use crate::view::{Background, Glyphs};
use crate::words::text;

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

    /// Dark, light, high contrast, monochrome, colours of one's own, and round again.
    pub(in crate::app) fn next_theme(&mut self) {
        self.looks.next(self.pen.theme);
        self.pen.theme = self.looks.theme(self.pen.theme.ground);
        self.chosen_settings.choose("theme", self.looks.choice.name());
        self.note = Some(Note::plain(match self.looks.choice {
            ThemeChoice::Auto => text("Colours by the terminal's background.", "配色随终端背景。"),
            ThemeChoice::Dark => text("Dark theme.", "深色主题。"),
            ThemeChoice::Light => text("Light theme.", "浅色主题。"),
            ThemeChoice::HighContrast => text("High contrast.", "高对比度主题。"),
            ThemeChoice::Mono => text("Without colours.", "无彩色主题。"),
            ThemeChoice::Own => text("Your own colours.", "自定义颜色。"),
        }));
    }

    /// The terminal told its background: the theme follows.
    pub(in crate::app) fn follow_background(&mut self, background: Background) {
        let theme = self.looks.theme(background);
        self.dirty |= self.pen.theme != theme;
        self.pen.theme = theme;
    }
}
