//! The two languages and how one is chosen.

/// A language the lab speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub enum Language {
    /// English.
    #[default]
    English,
    /// 简体中文.
    Chinese,
}

impl Language {
    /// The language that a locale or a `--lang` value names: `zh`, `zh_CN.UTF-8`, `en-GB`, `C`.
    /// Every `zh…` is 简体中文, everything else English.
    #[must_use]
    pub fn from_locale(name: &str) -> Language {
        if name.trim().to_ascii_lowercase().starts_with("zh") { Language::Chinese } else { Language::English }
    }

    /// The first language of a list such as `LANGUAGE` holds (`zh_CN:en`) that the lab speaks, else that of
    /// the locale. As in GNU gettext, the list does not count where the locale is `C` or `POSIX`.
    #[must_use]
    pub fn wanted(locale: &str, list: Option<&str>) -> Language {
        let plain = locale == "POSIX" || locale == "C" || locale.starts_with("C.");
        let mut listed = list.filter(|_| !plain).into_iter().flat_map(|list| list.split(':'));
        let known = |name: &&str| ["en", "zh"].iter().any(|code| name.to_ascii_lowercase().starts_with(code));
        Language::from_locale(listed.find(known).unwrap_or(locale))
    }

    /// The code that `--lang` takes.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Language::English => "en",
            Language::Chinese => "zh",
        }
    }

    /// The other one: what the language key switches to.
    #[must_use]
    pub fn other(self) -> Language {
        match self {
            Language::English => Language::Chinese,
            Language::Chinese => Language::English,
        }
    }
}
