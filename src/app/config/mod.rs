//! Settings of the whole program: defaults, then the configuration file, then what the learner chose in the program,
//! then the environment, then flags.

mod chosen;
mod colours;
mod keys;
mod looks;
mod settings;

pub use chosen::Chosen;
pub use looks::Looks;

use super::keys::Keymap;
use super::places::Places;
use super::terminal::speaks_utf8;
use crate::say;
use crate::view::Own;
use crate::words::{Language, Problem, Text, did_you_mean, nearest, printable, same, text};
use settings::{SETTINGS, Setting};
use std::env;
use std::path::Path;
use toml::de::{DeTable, DeValue};

/// Which colours the screen is drawn with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ThemeChoice {
    /// By the terminal's background.
    #[default]
    Auto,
    /// Light on dark.
    Dark,
    /// Dark on light.
    Light,
    /// Black and white, and colours that stand out from them at least 7 : 1.
    HighContrast,
    /// No colour: bold, underlined and reversed.
    Mono,
    /// The learner's own colours.
    Own,
}

/// When colours are used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ColorChoice {
    /// When the terminal shows them.
    #[default]
    Auto,
    /// Always, all of them.
    Always,
    /// The palette of 256.
    Palette256,
    /// The sixteen named ones.
    Palette16,
    /// Never.
    Never,
}

/// Which characters pictures are made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum GlyphChoice {
    /// By the terminal and its locale.
    #[default]
    Auto,
    /// Block and braille characters.
    Unicode,
    /// ASCII alone.
    Ascii,
}

/// Settings of the whole program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Config {
    /// Language of every word.
    pub language: Language,
    /// Whether someone asked for the language, other than by the locale.
    pub language_said: bool,
    /// The locale asks for Chinese, which the terminal cannot show.
    pub chinese_lost: bool,
    /// Colours of the screen.
    pub theme: ThemeChoice,
    /// Whether someone asked for the theme.
    pub theme_said: bool,
    /// The learner's own colours.
    pub own_colours: Option<Own>,
    /// When colours are used.
    pub color: ColorChoice,
    /// Characters of pictures.
    pub glyphs: GlyphChoice,
    /// Whether clicks and the wheel are asked for.
    pub mouse: bool,
    /// Whether anything moves by itself.
    pub animation: bool,
    /// How many megabytes (2²⁰ bytes) of past states are kept for going back.
    pub history_mb: u32,
    /// The keys in force.
    pub keys: Keymap,
}

impl Default for Config {
    fn default() -> Config {
        Config {
            language: Language::English,
            language_said: false,
            chinese_lost: false,
            theme: ThemeChoice::Auto,
            theme_said: false,
            own_colours: None,
            color: ColorChoice::Auto,
            glyphs: GlyphChoice::Auto,
            mouse: true,
            animation: true,
            history_mb: 64,
            keys: Keymap::default(),
        }
    }
}

impl Config {
    /// A configuration file in which every setting stands as it is without one, each with a remark.
    #[must_use]
    pub fn template(language: Language) -> String {
        let head = say!(
            "# Settings of nnlab. Remove the # before a line and change its value.\n# A variable of the environment goes before this file, an option of the command line before both.\n",
            "# nnlab 的设置。去掉行首的 # 并修改数值即可生效。\n# 环境变量优先于本文件，命令行选项优先于两者。\n"
        );
        let mut file = head.get(language).to_string();
        for Setting { name, variable, about, usual, takes, .. } in &SETTINGS {
            let remark = Text {
                en: format!("{}: {} ({variable})", about.en, takes.en.trim()).into(),
                zh: format!("{}：{}（{variable}）", about.zh, takes.zh.trim()).into(),
            };
            file += &format!("\n# {}\n# {name} = {usual}\n", remark.get(language));
        }
        file += &colours::template(language);
        file += &keys::template(language);
        file
    }

    /// The configuration under these flags (name and value as in the file), and a sentence for
    /// everything in file and environment that was passed over.
    #[must_use]
    pub fn load(flags: &[(&str, String)]) -> (Config, Vec<Problem>) {
        let places = Places::find();
        let files = [places.config_file(), places.chosen_file()];
        let files = [files[0].as_deref(), files[1].as_deref()];
        let read = |name: &str| env::var(name).ok().filter(|value| !value.is_empty());
        let (config, mut problems) = Config::layered(files, read, flags);
        problems.extend(env::vars_os().filter_map(|(name, _)| slip(name.to_str()?)));
        (config, problems)
    }

    /// [`load`](Config::load) with what it reads from outside as arguments.
    fn layered(
        [file, chosen]: [Option<&Path>; 2],
        variable: impl Fn(&str) -> Option<String>,
        flags: &[(&str, String)],
    ) -> (Config, Vec<Problem>) {
        let (mut config, mut problems) = (Config::default(), Vec::new());
        // As POSIX has it: LC_ALL over LC_MESSAGES over LANG; sys-locale asks other systems.
        let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().find_map(&variable);
        if let Some(locale) = locale.or_else(sys_locale::get_locale) {
            config.language = Language::wanted(&locale, variable("LANGUAGE").as_deref());
        }
        if let Some(path) = file {
            config.read(path, &mut problems);
        }
        if let Some(path) = chosen {
            chosen::take(&mut config, path, &mut problems);
        }
        if variable("NO_COLOR").is_some() {
            config.color = ColorChoice::Never;
        }
        for setting in &SETTINGS {
            if let Some(value) = variable(setting.variable) {
                problems.extend(config.take(setting, &value, &same(setting.variable)).err());
            }
        }
        for (name, value) in flags {
            if let Some(setting) = SETTINGS.iter().find(|setting| setting.name == *name) {
                problems.extend(config.take(setting, value, &same(*name)).err());
            }
        }
        config.settle_theme(&mut problems);
        let shown = config.glyphs == GlyphChoice::Unicode || speaks_utf8(&variable);
        if config.language == Language::Chinese && !config.language_said && !shown {
            config.language = Language::English;
            config.chinese_lost = true;
        }
        (config, problems)
    }

    /// Colours of one's own are used unless another theme is asked for; without any they cannot be asked for.
    fn settle_theme(&mut self, problems: &mut Vec<Problem>) {
        if self.own_colours.is_some() && !self.theme_said {
            self.theme = ThemeChoice::Own;
        }
        if self.own_colours.is_none() && self.theme == ThemeChoice::Own {
            self.theme = ThemeChoice::Auto;
            problems.push(Problem::usage(text(
                "theme own: there are no colours of your own; they stand under [colors] in the settings file, and nnlab config shows how.",
                "主题 own：没有自定义的颜色；它们写在设置文件的 [colors] 下，nnlab config 给出写法。",
            )));
        }
    }

    /// Takes over a value; `place` says where it was read.
    fn take(&mut self, setting: &Setting, value: &str, place: &Text) -> Result<(), Problem> {
        (setting.put)(self, value).ok_or_else(|| {
            let (value, takes) = (printable(value), &setting.takes);
            let Text { en, zh } = place;
            Problem::usage(Text {
                en: format!("{en}: it takes {}, not \"{value}\".", takes.en).into(),
                zh: format!("{zh}：应为{}，而不是“{value}”。", takes.zh).into(),
            })
        })
    }

    /// Takes over what a configuration file says. No file is no problem.
    fn read(&mut self, path: &Path, problems: &mut Vec<Problem>) {
        let words = match super::keep::read(path) {
            Ok(Some(words)) => words,
            Ok(None) => return,
            Err(problem) => return problems.push(problem),
        };
        let place = |at: usize| {
            let line = words[..at.min(words.len())].matches('\n').count() + 1;
            let file = printable(&path.to_string_lossy());
            say!("{file}, line {line}", "{file} 第 {line} 行")
        };
        let table = match DeTable::parse(&words) {
            Ok(table) => table.into_inner(),
            Err(error) => {
                let at = place(error.span().map_or(0, |span| span.start));
                let why = printable(error.message());
                problems.push(Problem::usage(
                    at.then(&say!(": this is not TOML: {why}.", "：不是有效的 TOML：{why}。")),
                ));
                return;
            }
        };
        for (key, value) in &table {
            let at = place(key.span().start);
            let name = key.get_ref();
            if let ("keys", DeValue::Table(rows)) = (name.as_ref(), value.get_ref()) {
                problems.extend(keys::read(&mut self.keys, rows, &place));
                continue;
            }
            if let ("colors", DeValue::Table(rows)) = (name.as_ref(), value.get_ref()) {
                let (own, faults) = colours::read(rows, &place);
                self.own_colours = own;
                problems.extend(faults);
                continue;
            }
            let Some(setting) = SETTINGS.iter().find(|setting| setting.name == name.as_ref()) else {
                let (name, list) =
                    (printable(name), SETTINGS.iter().map(|s| s.name).collect::<Vec<_>>().join(", "));
                problems.push(Problem::usage(
                    at.then(
                        &say!(
                            ": there is no setting \"{name}\". There are: {list}.",
                            "：没有名为“{name}”的设置。可用的有：{list}。"
                        )
                        .then(&did_you_mean(&name, SETTINGS.iter().map(|s| s.name))),
                    ),
                ));
                continue;
            };
            let value = match value.get_ref() {
                DeValue::String(words) => words.to_string(),
                DeValue::Boolean(on) => on.to_string(),
                DeValue::Integer(number) => number.to_string(),
                other => other.type_str().to_string(),
            };
            let name = setting.name;
            problems.extend(self.take(setting, &value, &at.then(&say!(", {name}", "，{name}"))).err());
        }
    }
}

/// What the names of our variables begin with.
const OURS: &str = "NNLAB_";

/// The sentence about a variable of the environment that is almost one of ours.
fn slip(name: &str) -> Option<Problem> {
    let rest = name.strip_prefix(OURS)?;
    let ours = SETTINGS.iter().map(|setting| setting.variable).chain(["NNLAB_HOME"]);
    let meant = nearest(rest, ours.filter_map(|ours| ours.strip_prefix(OURS)))?;
    if SETTINGS.iter().any(|setting| setting.variable == name) || rest == "HOME" {
        return None;
    }
    let name = printable(name);
    Some(Problem::usage(say!(
        "nnlab knows no variable {name}. Did you mean {OURS}{meant}?",
        "nnlab 不认识环境变量 {name}。是不是 {OURS}{meant}？"
    )))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::keys::BINDINGS;

    #[test]
    fn a_variable_that_is_almost_ours_is_named() {
        let said = |name| slip(name).map(|problem| problem.text.en.to_string());
        let sentence = "nnlab knows no variable NNLAB_THEMES. Did you mean NNLAB_THEME?";
        assert_eq!(said("NNLAB_THEMES").as_deref(), Some(sentence));
        for other in ["NNLAB_THEME", "NNLAB_HOME", "NNLAB_STATES", "THEME", "NNLAB_"] {
            assert_eq!(said(other), None, "{other}");
        }
    }

    /// What `nnlab config` prints is a file without mistakes that changes nothing, with and without its `#`.
    #[test]
    fn the_template_says_what_holds_anyway() {
        for language in [Language::English, Language::Chinese] {
            let template = Config::template(language);
            assert_eq!(load(&template, &[], &[]), load("", &[], &[]));
            let live: String = template
                .lines()
                .filter_map(|line| line.strip_prefix("# ").filter(|line| line.contains(" = ")))
                .map(|line| format!("{line}\n"))
                .collect();
            let live = live.replacen("next_card =", "[keys]\nnext_card =", 1);
            let live = live.replacen("base =", "[colors]\nbase =", 1);
            let keys = BINDINGS.iter().filter(|binding| !binding.action.reads_its_key()).count();
            assert_eq!(live.lines().count(), SETTINGS.len() + 2 + keys + colours::NAMES);
            let (config, problems) = load(&live, &[], &[]);
            assert_eq!(problems, Vec::<String>::new());
            assert!(config.own_colours.is_some());
            let rest = Config { language_said: false, theme_said: false, own_colours: None, ..config };
            assert_eq!(rest, load("", &[], &[]).0);
        }
    }

    pub(super) fn load(
        file: &str,
        variables: &[(&str, &str)],
        flags: &[(&str, &str)],
    ) -> (Config, Vec<String>) {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("config.toml");
        std::fs::write(&path, file).expect("a file");
        let variable =
            |name: &str| variables.iter().find(|(known, _)| *known == name).map(|(_, v)| (*v).to_string());
        let flags: Vec<_> = flags.iter().map(|(name, value)| (*name, (*value).to_string())).collect();
        let (config, problems) = Config::layered([Some(&path), None], variable, &flags);
        let folder = format!("{}/", folder.path().display());
        (config, problems.iter().map(|problem| problem.to_string().replace(&folder, "")).collect())
    }

    #[test]
    fn every_layer_overrides_the_one_before() {
        let file = "language = 'zh'\ntheme = 'dark'\nmouse = false\nhistory_mb = 128\n";
        let (config, problems) = load(file, &[], &[]);
        assert_eq!(problems, Vec::<String>::new());
        assert_eq!((config.language, config.theme), (Language::Chinese, ThemeChoice::Dark));
        assert_eq!((config.mouse, config.history_mb), (false, 128));
        let (config, _) =
            load(file, &[("NNLAB_LANG", "en_GB.UTF-8"), ("NNLAB_THEME", "light")], &[("theme", "mono")]);
        assert_eq!((config.language, config.theme), (Language::English, ThemeChoice::Mono));
        assert_eq!(load("", &[("LANG", "zh_CN.UTF-8")], &[]).0.language, Language::Chinese);
        assert_eq!(load("", &[("LANG", "zh_CN"), ("LC_ALL", "C")], &[]).0.language, Language::English);
        let (config, _) = load("", &[("LANG", "zh_CN")], &[]);
        assert_eq!(
            (config.language, config.chinese_lost),
            (Language::English, true),
            "nothing could show it"
        );
        assert_eq!(load("", &[("LANG", "zh_CN")], &[("language", "zh")]).0.language, Language::Chinese);
        let listed = [("LANG", "en_US.UTF-8"), ("LANGUAGE", "fr:zh_CN:en")];
        assert_eq!(load("", &listed, &[]).0.language, Language::Chinese);
        assert_eq!(load("color = 'always'", &[("NO_COLOR", "1")], &[]).0.color, ColorChoice::Never);
        assert_eq!(load("", &[("NO_COLOR", "1")], &[("color", "always")]).0.color, ColorChoice::Always);
    }

    #[test]
    fn bad_settings_are_named_with_their_line_and_passed_over() {
        let file = "mouse = false\ntheme = 'pink'\nhistory_mb = 1e9\ncolour = 'auto'\n";
        let (config, problems) = load(file, &[("NNLAB_LANG", "fr")], &[]);
        assert!(!config.mouse);
        let rest =
            Config { language: config.language, chinese_lost: config.chinese_lost, ..Config::default() };
        assert_eq!(config, Config { mouse: false, ..rest });
        assert_eq!(problems.len(), 4, "{problems:?}");
        assert!(problems.contains(
            &"config.toml, line 2, theme: it takes auto, dark, light, high-contrast, mono or own, not \"pink\".".to_string()
        ));
        assert!(
            problems.iter().any(|problem| problem.starts_with("config.toml, line 4: there is no setting"))
        );
        assert!(problems.contains(&"NNLAB_LANG: it takes en or zh, not \"fr\".".to_string()));
        let (_, problems) = load("mouse = true\n = x\n", &[], &[]);
        assert!(problems[0].starts_with("config.toml, line 2: this is not TOML"), "{problems:?}");
    }
}
