//! What meanings look like.

use crate::lab::scene::Ink;
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

/// Colours for one terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Theme {
    /// How many colours there are.
    pub depth: ColourDepth,
    /// Behind everything.
    pub background: Background,
    /// What the terminal has behind everything by itself; where it is not the theme's, it is painted over.
    pub ground: Background,
}

/// Curves, contenders and classes, as places in the 256-colour palette: told apart by colour-blind
/// eyes as far as twelve can be, and by letter or mark beyond that.
pub(super) const SERIES_DARK: [u8; 12] = [75, 215, 79, 212, 228, 141, 209, 87, 155, 180, 147, 203];
pub(super) const SERIES_LIGHT: [u8; 12] = [25, 130, 23, 126, 94, 55, 124, 24, 58, 88, 61, 90];

impl Theme {
    /// All colours, on a dark terminal.
    pub const DARK: Theme =
        Theme { depth: ColourDepth::TrueColour, background: Background::Dark, ground: Background::Dark };

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
            ColourDepth::Palette16 => style.fg(self.named(ink)),
            ColourDepth::Palette256 | ColourDepth::TrueColour => match self.indexed(ink) {
                Some(index) => style.fg(Color::Indexed(index)),
                None => style.fg(Color::Reset),
            },
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
                    if contrast(rgb, under) >= 2.6 {
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

    /// The colours that stand for the terminal's own, foreground and background, where these do not suit
    /// the theme.
    fn paper(&self) -> Option<(Color, Color)> {
        if self.background == self.ground {
            return None;
        }
        let (black, white) = match self.depth {
            ColourDepth::Mono => return None,
            ColourDepth::Palette16 => (Color::Black, Color::White),
            ColourDepth::Palette256 => (Color::Indexed(233), Color::Indexed(231)),
            ColourDepth::TrueColour => (self.colour(DARK_PAPER), self.colour(LIGHT_PAPER)),
        };
        Some(if self.background == Background::Light { (black, white) } else { (white, black) })
    }

    /// The colour a meaning has on the terminal's background, for blending; `None` without colours.
    pub(super) fn rgb(&self, ink: Ink) -> [u8; 3] {
        self.indexed(ink).map_or_else(|| self.foreground(), rgb_of_256)
    }

    /// About the colour of the terminal's background.
    pub(super) fn backdrop(&self) -> [u8; 3] {
        match self.background {
            Background::Dark => DARK_PAPER,
            Background::Light => LIGHT_PAPER,
        }
    }

    fn foreground(&self) -> [u8; 3] {
        match self.background {
            Background::Dark => [220, 220, 220],
            Background::Light => [30, 30, 30],
        }
    }

    /// The fixed colour of a meaning; `None` for the terminal's own foreground.
    fn indexed(&self, ink: Ink) -> Option<u8> {
        let (dark, light) = match ink {
            Ink::Plain => return None,
            Ink::Quiet => (246, 241),
            Ink::Accent => (177, 91),
            Ink::Negative => (75, 25),
            Ink::Positive => (215, 130),
            Ink::Good => (114, 22),
            Ink::Bad => (210, 160),
            Ink::Series(n) => {
                let n = usize::from(n) % SERIES_DARK.len();
                (SERIES_DARK[n], SERIES_LIGHT[n])
            }
        };
        Some(if self.background == Background::Dark { dark } else { light })
    }

    fn named(&self, ink: Ink) -> Color {
        use Color as C;
        let dark = self.background == Background::Dark;
        let pick = |on_dark, on_light| if dark { on_dark } else { on_light };
        match ink {
            Ink::Plain => C::Reset,
            Ink::Quiet => pick(C::Gray, C::DarkGray),
            Ink::Accent => pick(C::LightMagenta, C::Magenta),
            Ink::Negative => pick(C::LightBlue, C::Blue),
            Ink::Positive => pick(C::Yellow, C::Red),
            Ink::Good => pick(C::LightGreen, C::Green),
            Ink::Bad => pick(C::LightRed, C::Red),
            Ink::Series(n) => {
                const DARK: [Color; 6] =
                    [C::LightBlue, C::Yellow, C::LightGreen, C::LightMagenta, C::LightCyan, C::LightRed];
                const LIGHT: [Color; 6] = [C::Blue, C::Red, C::Green, C::Magenta, C::Cyan, C::Black];
                pick(DARK[usize::from(n) % 6], LIGHT[usize::from(n) % 6])
            }
        }
    }
}

const DARK_PAPER: [u8; 3] = [14, 16, 20];
const LIGHT_PAPER: [u8; 3] = [252, 252, 250];

/// One channel of the 6 × 6 × 6 cube of the 256-colour palette.
const CUBE: [u8; 6] = [0, 95, 135, 175, 215, 255];

/// What a place of the fixed part of the 256-colour palette looks like.
pub(super) fn rgb_of_256(index: u8) -> [u8; 3] {
    match index {
        0..=15 => BASIC[usize::from(index)].1,
        16..=231 => {
            let at = usize::from(index) - 16;
            [CUBE[at / 36], CUBE[at / 6 % 6], CUBE[at % 6]]
        }
        232..=255 => [8 + (index - 232) * 10; 3],
    }
}

fn nearest_256(rgb: [u8; 3]) -> u8 {
    let step = |v: u8| CUBE.iter().enumerate().min_by_key(|(_, c)| c.abs_diff(v)).map_or(0, |(at, _)| at);
    let [r, g, b] = rgb.map(step);
    let cube = (16 + 36 * r + 6 * g + b) as u8;
    let mean = rgb.iter().map(|v| u16::from(*v)).sum::<u16>() / 3;
    let grey = 232 + (mean.saturating_sub(3) / 10).min(23) as u8;
    if distance(rgb_of_256(grey), rgb) < distance(rgb_of_256(cube), rgb) { grey } else { cube }
}

/// The nearest place among those in which the same channels are strongest and weakest as in `hue`: a dim
/// blue stays blue where the nearest of all would be a grey.
fn nearest_in_hue(rgb: [u8; 3], hue: [u8; 3]) -> u8 {
    let ends = |c: [u8; 3]| {
        let by = |i: &usize| c[*i];
        ((0..3).max_by_key(by), (0..3).min_by_key(by), c.iter().max() > c.iter().min())
    };
    let places = (16..=231).filter(|place| ends(rgb_of_256(*place)) == ends(hue));
    places.min_by_key(|place| distance(rgb_of_256(*place), rgb)).unwrap_or_else(|| nearest_256(rgb))
}

/// The named colours as most terminals show them.
pub(super) const BASIC: [(Color, [u8; 3]); 16] = [
    (Color::Black, [0, 0, 0]),
    (Color::Red, [170, 0, 0]),
    (Color::Green, [0, 150, 0]),
    (Color::Yellow, [170, 110, 0]),
    (Color::Blue, [0, 0, 190]),
    (Color::Magenta, [170, 0, 170]),
    (Color::Cyan, [0, 150, 170]),
    (Color::Gray, [185, 185, 185]),
    (Color::DarkGray, [90, 90, 90]),
    (Color::LightRed, [255, 95, 95]),
    (Color::LightGreen, [95, 235, 95]),
    (Color::LightYellow, [255, 240, 95]),
    (Color::LightBlue, [100, 130, 255]),
    (Color::LightMagenta, [255, 100, 255]),
    (Color::LightCyan, [90, 240, 250]),
    (Color::White, [255, 255, 255]),
];

fn nearest_16(rgb: [u8; 3]) -> Color {
    BASIC.iter().min_by_key(|(_, c)| distance(*c, rgb)).map_or(Color::Reset, |(colour, _)| *colour)
}

/// Squared distance with the eye's weights (about 2 : 4 : 3).
fn distance(a: [u8; 3], b: [u8; 3]) -> u32 {
    let d = |i: usize| u32::from(a[i].abs_diff(b[i])).pow(2);
    2 * d(0) + 4 * d(1) + 3 * d(2)
}

/// `share` of `b` in `a`.
pub(super) fn mix(a: [u8; 3], b: [u8; 3], share: f32) -> [u8; 3] {
    std::array::from_fn(|i| {
        (f32::from(a[i]) + (f32::from(b[i]) - f32::from(a[i])) * share).round().clamp(0.0, 255.0) as u8
    })
}

/// Relative luminance of an sRGB colour, 0 … 1 (WCAG 2), with a cubic in place of the power law
/// (error below 0.002): it is asked for every pixel.
pub(super) fn luminance(rgb: [u8; 3]) -> f32 {
    let [r, g, b] = rgb.map(|v| {
        let v = f32::from(v) / 255.0;
        v * (v * (v * 0.305_306 + 0.682_171) + 0.012_523)
    });
    0.2126 * r + 0.7152 * g + 0.0722 * b
}

/// Contrast ratio, 1 … 21 (WCAG 2).
pub(super) fn contrast(a: [u8; 3], b: [u8; 3]) -> f32 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

#[cfg(test)]
mod tests {
    use super::*;

    const INKS: [Ink; 6] = [Ink::Quiet, Ink::Accent, Ink::Negative, Ink::Positive, Ink::Good, Ink::Bad];

    /// WCAG asks 4.5 of text; plain black and white and the tinted backgrounds people use.
    #[test]
    fn every_meaning_can_be_read_on_dark_and_light() {
        let grounds = [
            (Background::Dark, [[0, 0, 0], [40, 44, 52], [0, 43, 54]]),
            (Background::Light, [[255, 255, 255], [253, 246, 227], [250, 244, 237]]),
        ];
        for (background, grounds) in grounds {
            let theme = Theme { background, ..Theme::default() };
            for ink in INKS.into_iter().chain((0..12).map(Ink::Series)) {
                for ground in grounds {
                    let ratio = contrast(theme.rgb(ink), ground);
                    assert!(ratio >= 4.2, "{ink:?} on {ground:?} {background:?}: {ratio:.2}");
                }
            }
        }
    }

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
                    let least = if ink == Ink::Quiet { 1.4 } else { 2.4 };
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

    #[test]
    fn the_fixed_palette_maps_to_itself() {
        for index in 16..=255 {
            let rgb = rgb_of_256(index);
            assert_eq!(rgb_of_256(nearest_256(rgb)), rgb, "{index}");
        }
    }
}
