//! What the terminal can show, as far as the environment tells.

use ratatui::style::Color;

/// How many colours the terminal shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ColourDepth {
    /// None, or none wanted (`NO_COLOR`): bold, reverse and underline remain.
    Mono,
    /// The sixteen of ANSI, whose shades the person chose.
    Ansi16,
    /// xterm's palette: a 6×6×6 cube and 24 greys.
    Indexed256,
    /// 24 bits.
    TrueColour,
}

/// Whether the terminal is dark or light.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Background {
    /// Light text on dark.
    Dark,
    /// Dark text on light.
    Light,
}

/// The value of an environment variable, `None` when unset or empty.
#[must_use]
pub fn environment(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

/// Terminals that show 24 bits although `COLORTERM` may have got lost on the way (ssh drops it).
const TRUE_COLOUR_TERMS: [&str; 7] =
    ["alacritty", "contour", "foot", "ghostty", "kitty", "wezterm", "direct"];
/// The same, by `TERM_PROGRAM`.
const TRUE_COLOUR_PROGRAMS: [&str; 6] = ["ghostty", "Hyper", "iTerm.app", "rio", "vscode", "WezTerm"];

impl ColourDepth {
    /// The depth by the conventions of no-color.org, `COLORTERM` and `TERM`; `variable` looks one up,
    /// usually [`environment`].
    #[must_use]
    pub fn detect(variable: impl Fn(&str) -> Option<String>) -> ColourDepth {
        let term = variable("TERM").unwrap_or_default();
        let is = |name: &str, values: &[&str]| variable(name).is_some_and(|it| values.contains(&it.as_str()));
        if variable("NO_COLOR").is_some() || term == "dumb" || term.starts_with("vt") || term.ends_with("-m")
        {
            ColourDepth::Mono
        } else if is("COLORTERM", &["truecolor", "24bit"])
            || is("TERM_PROGRAM", &TRUE_COLOUR_PROGRAMS)
            || TRUE_COLOUR_TERMS.iter().any(|name| term.contains(name))
            || variable("WT_SESSION").is_some()
        {
            ColourDepth::TrueColour
        } else if term.contains("256color") {
            ColourDepth::Indexed256
        } else {
            ColourDepth::Ansi16
        }
    }

    /// The nearest colour that this depth has. Whatever is drawn, the terminal gets what it can show.
    #[must_use]
    pub fn nearest(self, colour: Color) -> Color {
        match (self, colour) {
            (ColourDepth::Mono, _) => Color::Reset,
            (ColourDepth::Indexed256, Color::Rgb(r, g, b)) => Color::Indexed(indexed([r, g, b])),
            (ColourDepth::Ansi16, Color::Rgb(r, g, b)) => ansi([r, g, b]),
            (ColourDepth::Ansi16, Color::Indexed(index @ 16..)) => ansi(rgb(index)),
            _ => colour,
        }
    }
}

/// The brightness of the six steps of xterm's colour cube.
const CUBE: [u8; 6] = [0, 95, 135, 175, 215, 255];

/// xterm's shade of a palette entry from 16 on.
fn rgb(index: u8) -> [u8; 3] {
    if index >= 232 {
        return [8 + 10 * (index - 232); 3];
    }
    let cell = index.saturating_sub(16);
    [cell / 36, cell / 6 % 6, cell % 6].map(|step| CUBE[usize::from(step)])
}

fn distance(a: [u8; 3], b: [u8; 3]) -> u32 {
    a.iter().zip(b).map(|(&a, b)| u32::from(a.abs_diff(b)).pow(2)).sum()
}

/// The palette entry nearest to a colour: of the cube, or of the greys.
fn indexed(colour: [u8; 3]) -> u8 {
    let step = |value: u8| {
        CUBE.iter().enumerate().min_by_key(|(_, level)| level.abs_diff(value)).map_or(0, |(i, _)| i as u8)
    };
    let [r, g, b] = colour.map(step);
    let cube = 16 + 36 * r + 6 * g + b;
    let mean = colour.iter().map(|&value| u32::from(value)).sum::<u32>() / 3;
    let grey = 232 + (mean.saturating_sub(3) / 10).min(23) as u8;
    if distance(rgb(grey), colour) < distance(rgb(cube), colour) { grey } else { cube }
}

/// The nearest of the sixteen, by the shades that most terminals give them (VS Code's defaults).
fn ansi(colour: [u8; 3]) -> Color {
    const SHADES: [(Color, [u8; 3]); 16] = [
        (Color::Black, [0, 0, 0]),
        (Color::Red, [205, 49, 49]),
        (Color::Green, [13, 188, 121]),
        (Color::Yellow, [229, 229, 16]),
        (Color::Blue, [36, 114, 200]),
        (Color::Magenta, [188, 63, 188]),
        (Color::Cyan, [17, 168, 205]),
        (Color::Gray, [204, 204, 204]),
        (Color::DarkGray, [102, 102, 102]),
        (Color::LightRed, [241, 76, 76]),
        (Color::LightGreen, [35, 209, 139]),
        (Color::LightYellow, [245, 245, 67]),
        (Color::LightBlue, [59, 142, 234]),
        (Color::LightMagenta, [214, 112, 214]),
        (Color::LightCyan, [41, 184, 219]),
        (Color::White, [255, 255, 255]),
    ];
    SHADES.iter().min_by_key(|(_, shade)| distance(*shade, colour)).map_or(Color::Reset, |(name, _)| *name)
}

impl Background {
    /// What `COLORFGBG` says (rxvt, Konsole, …: `15;0` is white on black); `None` when it says nothing.
    #[must_use]
    pub fn from_environment(variable: impl Fn(&str) -> Option<String>) -> Option<Background> {
        let background: u8 = variable("COLORFGBG")?.rsplit(';').next()?.parse().ok()?;
        Some(if matches!(background, 7 | 9..=15) { Background::Light } else { Background::Dark })
    }

    /// What a terminal answered: `rgb:ffff/ffff/ffff`, with one to four hexadecimal digits each.
    pub(super) fn from_reply(colour: &str) -> Option<Background> {
        let parts = colour.strip_prefix("rgb:").or(colour.strip_prefix("rgba:"))?;
        let mut levels = parts.split('/').map(|digits| {
            let full = 16_u32.checked_pow(u32::try_from(digits.len()).ok()?)?.checked_sub(1)?;
            let level = u32::from_str_radix(digits, 16).ok()?;
            (1..=4).contains(&digits.len()).then(|| f64::from(level) / f64::from(full))
        });
        let mut next = || levels.next().flatten();
        // Luma of Rec. 601: enough to tell light from dark.
        let luma = 0.299 * next()? + 0.587 * next()? + 0.114 * next()?;
        Some(if luma > 0.5 { Background::Light } else { Background::Dark })
    }
}

/// Whether characters beyond ASCII can be shown: the locale says UTF-8, or says nothing at all (as in
/// most containers, whose terminals are UTF-8 like all others), and it is not the bare console.
#[must_use]
pub fn speaks_utf8(variable: impl Fn(&str) -> Option<String>) -> bool {
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().find_map(&variable);
    let locale = locale.map(|name| name.to_ascii_lowercase().replace('-', ""));
    variable("TERM").as_deref() != Some("linux") && locale.is_none_or(|name| name.contains("utf8"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn variables<'a>(set: &'a [(&'a str, &'a str)]) -> impl Fn(&str) -> Option<String> + 'a {
        move |name| set.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned())
    }

    #[test]
    fn the_environment_tells_the_colour_depth() {
        let depth = |set: &[(&str, &str)]| ColourDepth::detect(variables(set));
        assert_eq!(depth(&[("TERM", "xterm-256color"), ("COLORTERM", "truecolor")]), ColourDepth::TrueColour);
        assert_eq!(depth(&[("TERM", "xterm-256color")]), ColourDepth::Indexed256);
        assert_eq!(depth(&[("TERM", "xterm-kitty")]), ColourDepth::TrueColour);
        assert_eq!(depth(&[("TERM", "linux")]), ColourDepth::Ansi16);
        assert_eq!(depth(&[("TERM", "vt100")]), ColourDepth::Mono);
        assert_eq!(depth(&[("TERM", "xterm-kitty"), ("NO_COLOR", "1")]), ColourDepth::Mono);
    }

    #[test]
    fn a_colour_is_shown_as_the_nearest_one() {
        assert_eq!(ColourDepth::TrueColour.nearest(Color::Rgb(1, 2, 3)), Color::Rgb(1, 2, 3));
        // 208 is xterm's #ff8700, 244 its #808080, 196 its #ff0000.
        assert_eq!(ColourDepth::Indexed256.nearest(Color::Rgb(255, 135, 0)), Color::Indexed(208));
        assert_eq!(ColourDepth::Indexed256.nearest(Color::Rgb(128, 128, 128)), Color::Indexed(244));
        assert_eq!(ColourDepth::Ansi16.nearest(Color::Indexed(196)), Color::Red);
        assert_eq!(ColourDepth::Ansi16.nearest(Color::Rgb(250, 250, 250)), Color::White);
        assert_eq!(ColourDepth::Mono.nearest(Color::Green), Color::Reset);
        for index in 16..=255 {
            let [r, g, b] = rgb(index);
            let Color::Indexed(back) = ColourDepth::Indexed256.nearest(Color::Rgb(r, g, b)) else {
                panic!("not indexed")
            };
            assert_eq!(rgb(back), [r, g, b]);
        }
    }

    #[test]
    fn light_is_told_from_dark() {
        assert_eq!(Background::from_environment(variables(&[("COLORFGBG", "15;0")])), Some(Background::Dark));
        assert_eq!(
            Background::from_environment(variables(&[("COLORFGBG", "0;default;15")])),
            Some(Background::Light)
        );
        assert_eq!(Background::from_environment(variables(&[])), None);
        assert_eq!(Background::from_reply("rgb:ffff/ffff/dddd"), Some(Background::Light));
        assert_eq!(Background::from_reply("rgb:1e/1e/2e"), Some(Background::Dark));
        for broken in ["", "rgb:", "rgb:1/2", "rgb:fffffffff/0/0", "rgb:xx/00/00", "#ffffff"] {
            assert_eq!(Background::from_reply(broken), None);
        }
    }

    #[test]
    fn the_locale_tells_the_characters() {
        assert!(speaks_utf8(variables(&[("LANG", "zh_CN.UTF-8")])));
        assert!(speaks_utf8(variables(&[])));
        assert!(!speaks_utf8(variables(&[("LC_ALL", "C"), ("LANG", "en_US.UTF-8")])));
        assert!(!speaks_utf8(variables(&[("TERM", "linux"), ("LANG", "en_US.UTF-8")])));
    }
}
