//! Everything a person reads exists in English and in 简体中文.
//!
//! A [`Text`] always holds both, so a missing translation does not build. Constant text is made by
//! [`text`], text with numbers in it by [`say!`](crate::say). Which of the two is shown is decided
//! at the very end, where cells are drawn or a line is printed.

mod duration;
mod figure;
mod language;
mod lines;
mod narrow;
mod nearest;
mod printable;
mod problem;
mod round;

pub use duration::about;
pub use figure::{exact, figure, fixed, read_figure, signed, whole};
pub use language::Language;
pub use lines::{wrap, wrap_whole};
pub use narrow::{narrow, read_whole};
pub use nearest::{did_you_mean, nearest};
pub use printable::{printable, printable_start};
pub use problem::{Blame, Problem};
pub use round::{next_rung, round_up, rounded};

use std::borrow::Cow;

/// A piece of text in both languages.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Text {
    /// English.
    pub en: Cow<'static, str>,
    /// 简体中文.
    pub zh: Cow<'static, str>,
}

/// A constant text: `text("learning rate", "学习率")`.
#[must_use]
pub const fn text(en: &'static str, zh: &'static str) -> Text {
    Text { en: Cow::Borrowed(en), zh: Cow::Borrowed(zh) }
}

/// The same characters in both languages: a number, a formula, a name from a file.
#[must_use]
pub fn same(words: impl Into<String>) -> Text {
    let words: String = words.into();
    Text { en: Cow::Owned(words.clone()), zh: Cow::Owned(words) }
}

/// Text with values in it, as two format strings: `say!("step {t}", "第 {t} 步")`.
#[macro_export]
macro_rules! say {
    ($en:literal, $zh:literal $(, $argument:expr)* $(,)?) => {
        $crate::words::Text {
            en: ::std::borrow::Cow::Owned(::std::format!($en $(, $argument)*)),
            zh: ::std::borrow::Cow::Owned(::std::format!($zh $(, $argument)*)),
        }
    };
}

impl Text {
    /// The words in one language.
    #[must_use]
    pub fn get(&self, language: Language) -> &str {
        match language {
            Language::English => &self.en,
            Language::Chinese => &self.zh,
        }
    }

    /// Nothing to read in either language.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.en.is_empty() && self.zh.is_empty()
    }

    /// This text followed by another one, with nothing between.
    #[must_use]
    pub fn then(&self, next: &Text) -> Text {
        Text { en: format!("{}{}", self.en, next.en).into(), zh: format!("{}{}", self.zh, next.zh).into() }
    }
}
