//! What meanings look like.

use super::colours::{BASIC, contrast, luminance, mix, nearest_16, nearest_256, nearest_in_hue, rgb_of};
use super::inks::{DARK, HIGH_DARK, HIGH_LIGHT, Inks, LIGHT, Own, hue_of};
use crate::lab::scene::Ink;
use crate::words::Text;
use ratatui::buffer::Buffer;
use ratatui::style::{Color, Modifier, Style};

/// How many colours the terminal shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ColourDepth {
    /// 24 bits.
    #[default]
    TrueColour,
    /// The fixed palette of 256.
    Palette256,
    /// The 16 named colours, whatever the terminal makes of them.
    Palette16,
    /// None (`NO_COLOR`): bold, reverse, dim, and glyphs.
    Mono,
}

/// What the terminal's own background is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Background {
    /// Dark.
    #[default]
    Dark,
    /// Light.
    Light,
}

/// Which colours they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Scheme {
    /// Those of the lab, on whatever the terminal has behind them.
    #[default]
    Usual,
    /// White on black or black on white, and colours that stand out from them at least 7 : 1.
    HighContrast,
    /// Colours of one's own.
    Own(&'static Own),
}

/// Colours for one terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Theme {
    /// How many colours there are.
    pub depth: ColourDepth,
    /// Behind everything.
    pub background: Background,
    /// What the terminal has behind everything by itself; where it is not the theme's, it is painted over.
    pub ground: Background,
    /// Which colours they are.
    pub scheme: Scheme,
}

impl Theme {
    /// All colours, on a dark terminal.
    pub const DARK: Theme = Theme {
        depth: ColourDepth::TrueColour,
        background: Background::Dark,
        ground: Background::Dark,
        scheme: Scheme::Usual,
    };

    /// High contrast on what the terminal has behind everything. Sixteen colours are seen best on black.
    #[must_use]
    pub fn high_contrast(depth: ColourDepth, ground: Background) -> Theme {
        let background = if depth == ColourDepth::Palette16 { Background::Dark } else { ground };
        Theme { depth, background, ground, scheme: Scheme::HighContrast }
    }

    /// Colours of one's own.
    #[must_use]
    pub fn own(own: &'static Own, depth: ColourDepth, ground: Background) -> Theme {
        Theme { depth, background: own.background.unwrap_or(ground), ground, scheme: Scheme::Own(own) }
    }

    /// All its colours.
    pub(super) fn inks(&self) -> &'static Inks {
        match (self.scheme, self.background) {
            (Scheme::Usual, Background::Dark) => &DARK,
            (Scheme::Usual, Background::Light) => &LIGHT,
            (Scheme::HighContrast, Background::Dark) => &HIGH_DARK,
            (Scheme::HighContrast, Background::Light) => &HIGH_LIGHT,
            (Scheme::Own(own), Background::Dark) => &own.dark,
            (Scheme::Own(own), Background::Light) => &own.light,
        }
    }

    /// What the colours below and above zero are called; `None` where there are none.
    #[must_use]
    pub fn ends(&self) -> Option<[Text; 2]> {
        let inks = self.inks();
        if self.depth == ColourDepth::Mono {
            return None;
        }
        let [low, high] = [inks.negative, inks.positive].map(|shade| shade.at(self.depth));
        let [below, above] = [hue_of(low), hue_of(high)];
        if below != above {
            return Some([below, above]);
        }
        // Two shades of one hue.
        let light = |colour| rgb_of(colour).map_or(0.0, luminance);
        let shade = |words: Text, light: bool| {
            let (en, zh) = if light { ("light", "浅") } else { ("dark", "深") };
            Text { en: format!("{en} {}", words.en).into(), zh: format!("{zh}{}", words.zh).into() }
        };
        let first = light(low) > light(high);
        Some([shade(below, first), shade(above, !first)])
    }

    /// The style of a meaning, as text or line.
    #[must_use]
    pub fn ink(&self, ink: Ink) -> Style {
        let style = Style::new();
        match self.depth {
            ColourDepth::Mono => match ink {
                Ink::Quiet => style.add_modifier(Modifier::DIM),
                Ink::Accent | Ink::Good => style.add_modifier(Modifier::BOLD),
                Ink::Bad => style.add_modifier(Modifier::BOLD | Modifier::UNDERLINED),
                Ink::Plain | Ink::Negative | Ink::Positive | Ink::Series(_) => style,
            },
            depth => style.fg(self.inks().shade(ink).map_or(Color::Reset, |shade| shade.at(depth))),
        }
    }

    /// Less important words and lines.
    #[must_use]
    pub fn quiet(&self) -> Style {
        self.ink(Ink::Quiet)
    }

    /// What is focused, selected or explained right now.
    #[must_use]
    pub fn accent(&self) -> Style {
        self.ink(Ink::Accent).add_modifier(Modifier::BOLD)
    }

    /// Headings.
    #[must_use]
    pub fn strong(&self) -> Style {
        self.ink(Ink::Plain).add_modifier(Modifier::BOLD)
    }

    /// The chosen row of a list.
    #[must_use]
    pub fn chosen(&self) -> Style {
        self.ink(Ink::Accent).add_modifier(Modifier::BOLD | Modifier::REVERSED)
    }

    /// A colour of a picture, as near as the terminal can show it; the terminal's own when it shows
    /// none.
    #[must_use]
    pub fn colour(&self, rgb: [u8; 3]) -> Color {
        match self.depth {
            ColourDepth::TrueColour => Color::Rgb(rgb[0], rgb[1], rgb[2]),
            ColourDepth::Palette256 => Color::Indexed(nearest_256(rgb)),
            ColourDepth::Palette16 => nearest_16(rgb),
            ColourDepth::Mono => Color::Reset,
        }
    }

    /// The colour of a meaning drawn over a coloured cell, moved away from that colour until it can
    /// be read.
    pub(super) fn over(&self, ink: Ink, under: Option<[u8; 3]>) -> Style {
        let style = self.ink(ink);
        let Some(under) = under else { return style };
        match self.depth {
            ColourDepth::Mono => style,
            ColourDepth::Palette16 => style.fg(self.named_over(ink, under)),
            ColourDepth::TrueColour | ColourDepth::Palette256 => {
                let goal = if luminance(under) > 0.18 { [0; 3] } else { [255; 3] };
                if ink == Ink::Quiet {
                    // Lines that lie in the picture rather than on it.
                    return style.fg(self.colour(mix(under, goal, 0.35)));
                }
                let mut rgb = self.rgb(ink);
                for _ in 0..8 {
                    if contrast(rgb, under) >= 3.1 {
                        break;
                    }
                    rgb = mix(rgb, goal, 0.25);
                }
                style.fg(self.colour(rgb))
            }
        }
    }

    /// Of the two shades of a meaning's named colour the one that can be read on another colour, black or
    /// white when neither can.
    fn named_over(&self, ink: Ink, under: [u8; 3]) -> Color {
        let own = self.named(ink);
        let at = BASIC.iter().position(|(colour, _)| *colour == own);
        let shades = at.map_or([7, 15], |at| [at, at ^ 8]);
        let contrast_of = |at: usize| contrast(BASIC[at].1, under);
        let best = if contrast_of(shades[0]) >= contrast_of(shades[1]) { shades[0] } else { shades[1] };
        if contrast_of(best) >= 2.4 {
            BASIC[best].0
        } else if luminance(under) > 0.18 {
            Color::Black
        } else {
            Color::White
        }
    }

    /// A meaning's colour on its way to the background, `share` of it gone.
    pub(super) fn faded(&self, ink: Ink, share: f32) -> Color {
        let (own, backdrop) = (self.rgb(ink), self.backdrop());
        match self.depth {
            ColourDepth::TrueColour => self.colour(mix(own, backdrop, share)),
            ColourDepth::Palette256 => Color::Indexed(nearest_in_hue(mix(own, backdrop, share), own)),
            ColourDepth::Palette16 => self.named(ink),
            ColourDepth::Mono => Color::Reset,
        }
    }

    /// Gives the cells that have the terminal's own colours those of the theme, where the two do not suit.
    pub fn paint_paper(&self, buf: &mut Buffer) {
        let Some((ink, paper)) = self.paper() else { return };
        for cell in &mut buf.content {
            if cell.bg == Color::Reset {
                cell.bg = paper;
            }
            if cell.fg == Color::Reset {
                cell.fg = ink;
            }
        }
    }

    /// The colours that stand for the terminal's own, foreground and background: where the theme has its own, and
    /// where the terminal's do not suit it.
    fn paper(&self) -> Option<(Color, Color)> {
        let inks = self.inks();
        if self.depth == ColourDepth::Mono {
            return None;
        }
        let own = |shade: Option<super::inks::Shade>| shade.map(|shade| shade.at(self.depth));
        if self.background == self.ground && inks.paper.is_none() {
            return inks.text.map(|shade| (shade.at(self.depth), Color::Reset));
        }
        let (black, white) = match self.depth {
            ColourDepth::Palette16 => (Color::Black, Color::White),
            ColourDepth::Palette256 => (Color::Indexed(233), Color::Indexed(231)),
            _ => (self.colour(DARK.usual.1), self.colour(LIGHT.usual.1)),
        };
        let (ink, paper) = if self.background == Background::Light { (black, white) } else { (white, black) };
        Some((own(inks.text).unwrap_or(ink), own(inks.paper).unwrap_or(paper)))
    }

    /// What a picture of the screen has for the terminal's own text and background, if the theme says so.
    pub(super) fn printed(&self) -> Option<([u8; 3], [u8; 3])> {
        let (ink, paper) = self.paper()?;
        Some((rgb_of(ink)?, rgb_of(paper)?))
    }

    /// The colour a meaning has on the terminal's background, for blending.
    pub(super) fn rgb(&self, ink: Ink) -> [u8; 3] {
        self.inks().rgb(ink)
    }

    /// About the colour of the background.
    pub(super) fn backdrop(&self) -> [u8; 3] {
        self.inks().backdrop()
    }

    fn named(&self, ink: Ink) -> Color {
        self.inks().shade(ink).map_or(Color::Reset, |shade| shade.named)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const INKS: [Ink; 6] = [Ink::Quiet, Ink::Accent, Ink::Negative, Ink::Positive, Ink::Good, Ink::Bad];

    #[test]
    fn ink_over_any_colour_can_be_read() {
        for background in [Background::Dark, Background::Light] {
            let theme = Theme { background, ..Theme::default() };
            for under in (0..4096_u32).map(|n| [n % 16, n / 16 % 16, n / 256].map(|v| (v * 17) as u8)) {
                for ink in INKS {
                    let Some(Color::Rgb(r, g, b)) = theme.over(ink, Some(under)).fg else {
                        panic!("24-bit themes give 24-bit colours");
                    };
                    let ratio = contrast([r, g, b], under);
                    let least = if ink == Ink::Quiet { 1.4 } else { 3.0 };
                    assert!(ratio >= least, "{ink:?} over {under:?}: {ratio:.2}");
                }
            }
        }
    }

    #[test]
    fn without_colours_no_colour_is_set() {
        let theme = Theme { depth: ColourDepth::Mono, ..Theme::default() };
        for ink in INKS {
            let style = theme.over(ink, Some([9, 200, 30]));
            assert_eq!((style.fg, style.bg), (None, None));
        }
        assert_eq!(theme.colour([1, 2, 3]), Color::Reset);
    }
}
