//! What the terminal can show, as far as the environment tells.

use crate::view::{Background, ColourDepth};

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

/// The colour depth by the conventions of no-color.org, `COLORTERM` and `TERM`; `variable` looks one
/// up, usually [`environment`].
#[must_use]
pub fn colour_depth(variable: impl Fn(&str) -> Option<String>) -> ColourDepth {
    let term = variable("TERM").unwrap_or_default();
    let is = |name: &str, values: &[&str]| variable(name).is_some_and(|it| values.contains(&it.as_str()));
    let fixed = if term.contains("256color") { ColourDepth::Palette256 } else { ColourDepth::Palette16 };
    if variable("NO_COLOR").is_some() || term == "dumb" || term.starts_with("vt") || term.ends_with("-m") {
        ColourDepth::Mono
    } else if in_screen(&variable, &term) {
        // GNU screen passes on what the terminal around it said, and shows wrong colours for it.
        fixed
    } else if is("TERM_PROGRAM", &["Apple_Terminal"]) {
        // COLORTERM may be inherited from another program; the versions since macOS 26 show 24 bits.
        let version = variable("TERM_PROGRAM_VERSION").and_then(|it| it.split('.').next()?.parse().ok());
        if version.is_some_and(|it: u32| it >= 460) { ColourDepth::TrueColour } else { fixed }
    } else if is("COLORTERM", &["truecolor", "24bit"])
        || is("TERM_PROGRAM", &TRUE_COLOUR_PROGRAMS)
        || TRUE_COLOUR_TERMS.iter().any(|name| term.contains(name))
        || variable("WT_SESSION").is_some()
    {
        ColourDepth::TrueColour
    } else {
        fixed
    }
}

/// Whether the terminal is a window of GNU screen. tmux calls itself `screen` too, and shows 24 bits.
fn in_screen(variable: &impl Fn(&str) -> Option<String>, term: &str) -> bool {
    variable("TMUX").is_none() && (variable("STY").is_some() || term.starts_with("screen"))
}

/// What `COLORFGBG` says of the background (rxvt, Konsole, …: `15;0` is white on black); `None` when it
/// says nothing.
#[must_use]
pub fn background(variable: impl Fn(&str) -> Option<String>) -> Option<Background> {
    let background: u8 = variable("COLORFGBG")?.rsplit(';').next()?.parse().ok()?;
    Some(if matches!(background, 7 | 9..=15) { Background::Light } else { Background::Dark })
}

/// What a terminal answered about its background: `rgb:ffff/ffff/ffff`, one to four hexadecimal digits
/// each.
#[cfg(unix)]
pub(super) fn background_from_reply(colour: &str) -> Option<Background> {
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

/// Whether characters beyond ASCII can be shown: the locale says UTF-8, or says nothing at all (as in
/// most containers, whose terminals are UTF-8 like all others), and it is neither the bare console nor a
/// terminal of old. A Chinese character set (GBK, GB18030, …) is that of files and tools: a terminal with
/// 256 colours or more is younger than those and reads UTF-8.
#[must_use]
pub fn speaks_utf8(variable: impl Fn(&str) -> Option<String>) -> bool {
    let term = variable("TERM").unwrap_or_default();
    if term == "linux" || term.starts_with("vt") {
        return false;
    }
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().find_map(&variable);
    let Some(locale) = locale.map(|name| name.to_ascii_lowercase().replace('-', "")) else { return true };
    let chinese = [".gb", ".euccn", ".big5"].iter().any(|set| locale.contains(set));
    let young = || {
        let depth = colour_depth(|name| variable(name).filter(|_| name != "NO_COLOR"));
        matches!(depth, ColourDepth::TrueColour | ColourDepth::Palette256)
    };
    locale.contains("utf8") || (chinese && young())
}

/// Whether the window has a title that can be set, and put back: consoles and terminals of old have none.
#[must_use]
pub(super) fn takes_title(variable: impl Fn(&str) -> Option<String>) -> bool {
    let term = variable("TERM").unwrap_or_default();
    let without = ["linux", "vt", "ansi", "cons", "sun", "dumb", "eterm"];
    cfg!(unix) && !without.iter().any(|name| term.starts_with(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn variables<'a>(set: &'a [(&'a str, &'a str)]) -> impl Fn(&str) -> Option<String> + 'a {
        move |name| set.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned())
    }

    #[test]
    fn the_environment_tells_the_colour_depth() {
        let depth = |set: &[(&str, &str)]| colour_depth(variables(set));
        assert_eq!(depth(&[("TERM", "xterm-256color"), ("COLORTERM", "truecolor")]), ColourDepth::TrueColour);
        assert_eq!(depth(&[("TERM", "xterm-256color")]), ColourDepth::Palette256);
        assert_eq!(depth(&[("TERM", "xterm-kitty")]), ColourDepth::TrueColour);
        assert_eq!(depth(&[("TERM", "linux")]), ColourDepth::Palette16);
        assert_eq!(depth(&[("TERM", "vt100")]), ColourDepth::Mono);
        assert_eq!(depth(&[("TERM", "xterm-kitty"), ("NO_COLOR", "1")]), ColourDepth::Mono);
        let all = ("COLORTERM", "truecolor");
        assert_eq!(depth(&[("TERM", "screen.xterm-256color"), all]), ColourDepth::Palette256);
        assert_eq!(depth(&[("TERM", "screen"), all, ("STY", "1.a.b")]), ColourDepth::Palette16);
        assert_eq!(depth(&[("TERM", "screen-256color"), all, ("TMUX", "x")]), ColourDepth::TrueColour);
        let apple = [("TERM", "xterm-256color"), all, ("TERM_PROGRAM", "Apple_Terminal")];
        assert_eq!(depth(&apple), ColourDepth::Palette256);
        let young = [&apple[..], &[("TERM_PROGRAM_VERSION", "465.1")]].concat();
        assert_eq!(depth(&young), ColourDepth::TrueColour);
    }

    #[cfg(unix)]
    #[test]
    fn only_windows_have_titles() {
        for (term, takes) in [("xterm-256color", true), ("tmux", true), ("linux", false), ("vt220", false)] {
            assert_eq!(takes_title(variables(&[("TERM", term)])), takes, "{term}");
        }
    }

    #[test]
    fn light_is_told_from_dark() {
        assert_eq!(background(variables(&[("COLORFGBG", "15;0")])), Some(Background::Dark));
        assert_eq!(background(variables(&[("COLORFGBG", "0;default;15")])), Some(Background::Light));
        assert_eq!(background(variables(&[])), None);
        assert_eq!(background_from_reply("rgb:ffff/ffff/dddd"), Some(Background::Light));
        assert_eq!(background_from_reply("rgb:1e/1e/2e"), Some(Background::Dark));
        for broken in ["", "rgb:", "rgb:1/2", "rgb:fffffffff/0/0", "rgb:xx/00/00", "#ffffff"] {
            assert_eq!(background_from_reply(broken), None);
        }
    }

    #[test]
    fn the_locale_tells_the_characters() {
        assert!(speaks_utf8(variables(&[("LANG", "zh_CN.UTF-8")])));
        assert!(speaks_utf8(variables(&[])));
        assert!(!speaks_utf8(variables(&[("LC_ALL", "C"), ("LANG", "en_US.UTF-8")])));
        assert!(!speaks_utf8(variables(&[("TERM", "linux"), ("LANG", "en_US.UTF-8")])));
        assert!(!speaks_utf8(variables(&[("TERM", "vt100"), ("LANG", "en_US.UTF-8")])));
        assert!(!speaks_utf8(variables(&[("TERM", "xterm"), ("LANG", "zh_CN")])));
        let gbk = ("LANG", "zh_CN.GBK");
        assert!(!speaks_utf8(variables(&[("TERM", "xterm"), gbk])));
        assert!(speaks_utf8(variables(&[("TERM", "xterm-256color"), ("COLORTERM", "truecolor"), gbk])));
        for locale in ["zh_CN.GBK", "zh_CN.GB18030", "zh_CN.gb2312"] {
            assert!(speaks_utf8(variables(&[("TERM", "xterm-256color"), ("LC_ALL", locale)])), "{locale}");
        }
    }
}
