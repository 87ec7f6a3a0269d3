//! Which theme is in force, and which one comes next.

use super::ThemeChoice;
use crate::view::{Background, ColourDepth, Own, Scheme, Theme};

impl ThemeChoice {
    /// All of them as they are called in the file, in the order in which the key goes through them.
    const NAMES: [(&'static str, ThemeChoice); 6] = [
        ("auto", ThemeChoice::Auto),
        ("dark", ThemeChoice::Dark),
        ("light", ThemeChoice::Light),
        ("high-contrast", ThemeChoice::HighContrast),
        ("mono", ThemeChoice::Mono),
        ("own", ThemeChoice::Own),
    ];

    /// The one of this name.
    pub(super) fn named(name: &str) -> Option<ThemeChoice> {
        ThemeChoice::NAMES.iter().find(|(known, _)| *known == name).map(|(_, choice)| *choice)
    }

    /// As it is called in the file.
    pub(in crate::app) fn name(self) -> &'static str {
        ThemeChoice::NAMES.iter().find(|(_, choice)| *choice == self).map_or("auto", |(name, _)| name)
    }
}

/// The theme that was chosen, and what it is made of on this terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Looks {
    /// Which theme.
    pub choice: ThemeChoice,
    /// As many colours as the terminal has, whatever the theme makes of them.
    pub depth: ColourDepth,
    /// The learner's own colours.
    pub own: Option<&'static Own>,
}

impl Looks {
    /// Those of a theme that is there already.
    #[must_use]
    pub fn of(theme: Theme) -> Looks {
        let (choice, own) = match (theme.depth, theme.scheme, theme.background) {
            (ColourDepth::Mono, ..) => (ThemeChoice::Mono, None),
            (_, Scheme::Own(own), _) => (ThemeChoice::Own, Some(own)),
            (_, Scheme::HighContrast, _) => (ThemeChoice::HighContrast, None),
            (_, Scheme::Usual, Background::Dark) => (ThemeChoice::Dark, None),
            (_, Scheme::Usual, Background::Light) => (ThemeChoice::Light, None),
        };
        Looks { choice, depth: theme.depth, own }
    }

    /// The theme on a terminal with this background.
    #[must_use]
    pub fn theme(&self, ground: Background) -> Theme {
        let usual = |depth, background| Theme { depth, background, ground, scheme: Scheme::Usual };
        match (self.choice, self.own) {
            (ThemeChoice::Dark, _) => usual(self.depth, Background::Dark),
            (ThemeChoice::Light, _) => usual(self.depth, Background::Light),
            (ThemeChoice::HighContrast, _) => Theme::high_contrast(self.depth, ground),
            (ThemeChoice::Mono, _) => usual(ColourDepth::Mono, ground),
            (ThemeChoice::Own, Some(own)) => Theme::own(own, self.depth, ground),
            (ThemeChoice::Own | ThemeChoice::Auto, _) => usual(self.depth, ground),
        }
    }

    /// The theme after this one, which looks like `theme` now: round and round.
    pub(in crate::app) fn next(&mut self, theme: Theme) {
        use ThemeChoice::{Auto, Dark, HighContrast, Light, Mono, Own};
        let choice = match self.choice {
            Auto if theme.background == Background::Light => Light,
            Auto => Dark,
            chosen => chosen,
        };
        self.choice = match choice {
            Dark | Auto => Light,
            Light => HighContrast,
            HighContrast => Mono,
            Mono if self.own.is_some() => Own,
            Mono | Own => Dark,
        };
    }
}
