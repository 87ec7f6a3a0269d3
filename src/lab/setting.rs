//! The value of a parameter as a lesson reads it: typed, with what is needed to set it.

use super::{Response, Settings, Value};
use crate::words::Text;
use std::borrow::Cow;
use std::ops::Deref;

/// A parameter's value, made by a [`Form`](super::Form). Reads as the value itself.
#[derive(Debug, Clone, PartialEq)]
pub struct Setting<T> {
    name: Cow<'static, str>,
    value: T,
}

impl<T> Deref for Setting<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T> Setting<T> {
    pub(super) fn new(name: Cow<'static, str>, value: T) -> Setting<T> {
        Setting { name, value }
    }

    /// Asks for words in a line of text that begins with `prefill`, to set the parameter to them.
    #[must_use]
    pub fn ask(&self, prefill: impl Into<String>, prompt: Text) -> Response {
        let (name, prefill) = (self.name.to_string(), prefill.into());
        Response::Ask { name, prefill, value: "{}".into(), prompt }
    }

    /// Sets the parameter to words that the lesson has written, in the form in which a learner types them.
    #[must_use]
    pub fn to_words(&self, words: impl Into<String>) -> Response {
        Response::Set { name: self.name.to_string(), value: Value::Words(words.into()) }
    }
}

impl<T: Held> Setting<T> {
    /// Sets the parameter to another value.
    #[must_use]
    pub fn to(&self, value: impl Into<T>) -> Response {
        Response::Set { name: self.name.to_string(), value: value.into().to_value() }
    }
}

/// A parameter whose values edit the state itself, by hand: a weight, a neuron.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ByHand {
    name: Cow<'static, str>,
}

impl ByHand {
    pub(super) fn new(name: Cow<'static, str>) -> ByHand {
        ByHand { name }
    }

    /// The edit that was given with the settings, before the first step.
    #[must_use]
    pub fn given<'a>(&self, settings: &'a Settings) -> Option<&'a str> {
        settings.get(&self.name)
    }

    /// Makes an edit.
    #[must_use]
    pub fn to(&self, words: impl Into<String>) -> Response {
        Response::Set { name: self.name.to_string(), value: Value::Words(words.into()) }
    }

    /// Asks for the number of an edit; `{}` in `words` stands for what is typed.
    #[must_use]
    pub fn ask(&self, prefill: impl Into<String>, words: impl Into<String>, prompt: Text) -> Response {
        let (prefill, value) = (prefill.into(), words.into());
        Response::Ask { name: self.name.to_string(), prefill, value, prompt }
    }
}

/// What a [`Setting`] can be set to without writing words.
pub trait Held {
    /// The value as parameters hold it.
    fn to_value(&self) -> Value;
}

impl Held for f64 {
    fn to_value(&self) -> Value {
        Value::Number(*self)
    }
}

impl Held for bool {
    fn to_value(&self) -> Value {
        Value::Switch(*self)
    }
}

impl Held for String {
    fn to_value(&self) -> Value {
        Value::Words(self.clone())
    }
}

impl<T: OneOf> Held for T {
    fn to_value(&self) -> Value {
        Value::Words(self.id().to_string())
    }
}

/// A whole number that a parameter can hold.
pub trait Whole: Copy {
    /// As parameters hold it.
    fn to_whole(self) -> i64;
    /// From what a parameter holds, which is within the bounds that were declared.
    fn from_whole(whole: i64) -> Self;
}

macro_rules! whole {
    ($($kind:ty),*) => { $(
        impl Whole for $kind {
            fn to_whole(self) -> i64 {
                i64::try_from(self).unwrap_or(i64::MAX)
            }

            fn from_whole(whole: i64) -> $kind {
                <$kind>::try_from(whole).unwrap_or_default()
            }
        }

        impl Held for $kind {
            fn to_value(&self) -> Value {
                Value::Whole(self.to_whole())
            }
        }
    )* };
}

whole!(i64, u64, usize);

/// A place in a list: counted from 1 where it is typed and read, from 0 inside.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Nth(pub usize);

impl Whole for Nth {
    fn to_whole(self) -> i64 {
        (self.0 + 1).to_whole()
    }

    fn from_whole(whole: i64) -> Nth {
        Nth(usize::from_whole(whole).saturating_sub(1))
    }
}

impl Held for Nth {
    fn to_value(&self) -> Value {
        Value::Whole(self.to_whole())
    }
}

/// A place counted from 0; −1 where there is none.
impl Whole for Option<usize> {
    fn to_whole(self) -> i64 {
        self.map_or(-1, usize::to_whole)
    }

    fn from_whole(whole: i64) -> Option<usize> {
        usize::try_from(whole).ok()
    }
}

impl Held for Option<usize> {
    fn to_value(&self) -> Value {
        Value::Whole(self.to_whole())
    }
}

/// A place in a list counted from 1 where it is typed; 0 where there is none.
impl Whole for Option<Nth> {
    fn to_whole(self) -> i64 {
        self.map_or(0, Nth::to_whole)
    }

    fn from_whole(whole: i64) -> Option<Nth> {
        (whole > 0).then(|| Nth::from_whole(whole))
    }
}

impl Held for Option<Nth> {
    fn to_value(&self) -> Value {
        Value::Whole(self.to_whole())
    }
}

/// One of a list: has a name to type and words to read.
pub trait OneOf: Copy + PartialEq + 'static {
    /// As it is typed: `cross-entropy`.
    fn id(self) -> &'static str;
    /// As it is read.
    fn label(self) -> Text;
}

/// One of a list that is written down in one place: an enum with a row for each.
///
/// ```
/// use nnlab::lab::{OneOf, Rows};
/// use nnlab::words::{Text, text};
///
/// #[derive(Clone, Copy, PartialEq, Debug)]
/// enum Part { Train, Test }
///
/// impl Rows for Part {
///     const ROWS: &'static [(Part, &'static str, Text)] =
///         &[(Part::Train, "train", text("training", "训练")), (Part::Test, "test", text("test", "测试"))];
/// }
/// assert_eq!(Part::all().map(Part::id).collect::<Vec<_>>(), ["train", "test"]);
/// ```
pub trait Rows: Copy + PartialEq + 'static {
    /// Every one, what is typed for it, and what is read.
    const ROWS: &'static [(Self, &'static str, Text)];

    /// All of them, in the order of the rows.
    fn all() -> impl Iterator<Item = Self> {
        Self::ROWS.iter().map(|row| row.0)
    }
}

impl<T: Rows> OneOf for T {
    fn id(self) -> &'static str {
        T::ROWS.iter().find(|row| row.0 == self).map_or("", |row| row.1)
    }

    fn label(self) -> Text {
        T::ROWS.iter().find(|row| row.0 == self).map(|row| row.2.clone()).unwrap_or_default()
    }
}
