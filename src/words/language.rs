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
