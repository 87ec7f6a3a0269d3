//! The table of settings: what each is called, what it takes, and where its value goes.

use super::{ColorChoice, Config, GlyphChoice, ThemeChoice};
use crate::words::{Language, Text, text};

/// One setting: its name in the file, its environment variable, what it is about, what stands in a file that leaves
/// everything as it is, which values it takes, and how one of them is put into a configuration, if it can be.
pub(super) struct Setting {
    pub(super) name: &'static str,
    pub(super) variable: &'static str,
    pub(super) about: Text,
    pub(super) usual: &'static str,
    pub(super) takes: Text,
    pub(super) put: fn(&mut Config, &str) -> Option<()>,
}

/// All settings.
pub(super) static SETTINGS: [Setting; 7] = [
    Setting {
        name: "language",
        variable: "NNLAB_LANG",
        about: text(
            "the language of every word; the locale decides where nothing is said",
            "所有文字的语言；不写则由系统语言决定",
        ),
        usual: "\"en\"",
        takes: text("en or zh", " en 或 zh"),
        put: |config, value| {
            // As a locale, so that NNLAB_LANG can hold what LANG holds.
            let known =
                ["en", "zh", "c", "posix"].iter().any(|name| value.to_ascii_lowercase().starts_with(name));
            config.language_said |= known;
            known.then(|| config.language = Language::from_locale(value))
        },
    },
    Setting {
        name: "theme",
        variable: "NNLAB_THEME",
        about: text(
            "the colours of the screen; auto goes by the terminal's background, own are those of [colors] below",
            "屏幕配色；auto 按终端的背景决定，own 是下面 [colors] 中的颜色",
        ),
        usual: "\"auto\"",
        takes: text(
            "auto, dark, light, high-contrast, mono or own",
            " auto、dark、light、high-contrast、mono 或 own",
        ),
        put: |config, value| {
            config.theme = ThemeChoice::named(value)?;
            config.theme_said = true;
            Some(())
        },
    },
    Setting {
        name: "color",
        variable: "NNLAB_COLOR",
        about: text(
            "how many colours are used; auto goes by what the terminal says it can show",
            "使用多少种颜色；auto 按终端的能力决定",
        ),
        usual: "\"auto\"",
        takes: text("auto, always, 256, 16 or never", " auto、always、256、16 或 never"),
        put: |config, value| {
            use ColorChoice::{Always, Auto, Never, Palette16, Palette256};
            let choices = [
                ("auto", Auto),
                ("always", Always),
                ("256", Palette256),
                ("16", Palette16),
                ("never", Never),
            ];
            pick(value, &mut config.color, &choices)
        },
    },
    Setting {
        name: "glyphs",
        variable: "NNLAB_GLYPHS",
        about: text("what pictures are made of", "图由哪些字符组成"),
        usual: "\"auto\"",
        takes: text("auto, unicode or ascii", " auto、unicode 或 ascii"),
        put: |config, value| {
            use GlyphChoice::{Ascii, Auto, Unicode};
            pick(value, &mut config.glyphs, &[("auto", Auto), ("unicode", Unicode), ("ascii", Ascii)])
        },
    },
    Setting {
        name: "mouse",
        variable: "NNLAB_MOUSE",
        about: text("whether clicks and the wheel are used", "是否使用鼠标点击和滚轮"),
        usual: "true",
        takes: text("true or false", " true 或 false"),
        put: |config, value| pick(value, &mut config.mouse, &[("true", true), ("false", false)]),
    },
    Setting {
        name: "animation",
        variable: "NNLAB_ANIMATION",
        about: text("whether anything moves by itself", "是否有自己动的画面"),
        usual: "true",
        takes: text("true or false", " true 或 false"),
        put: |config, value| pick(value, &mut config.animation, &[("true", true), ("false", false)]),
    },
    Setting {
        name: "history_mb",
        variable: "NNLAB_HISTORY_MB",
        about: text("megabytes of past states that are kept for going back", "为后退保留的过去状态，单位 MB"),
        usual: "64",
        takes: text("a whole number from 1 to 4096", " 1 到 4096 之间的整数"),
        put: |config, value| {
            let megabytes = value.parse().ok().filter(|n| (1..=4096).contains(n))?;
            config.history_mb = megabytes;
            Some(())
        },
    },
];

fn pick<T: Copy>(value: &str, place: &mut T, choices: &[(&str, T)]) -> Option<()> {
    let (_, chosen) = choices.iter().find(|(name, _)| *name == value)?;
    *place = *chosen;
    Some(())
}
