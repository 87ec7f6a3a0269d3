//! The form that a lesson fills in: one call declares a parameter and reads its value.

use super::parameter::Reader;
use super::setting::{ByHand, OneOf, Setting, Whole};
use super::{Choice, Effect, Kind, Parameter, Parameters, Settings, Value};
use crate::say;
use crate::words::{Problem, Text, printable};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::RangeInclusive;

/// Values by the name of their parameter; what is not here has its default.
pub(super) type Values = BTreeMap<String, Value>;

/// Where the form takes values from.
#[derive(Clone, Copy)]
enum Given<'a> {
    /// Words from outside: a share line, `--set`.
    Typed(&'a Settings),
    /// Values that were read before.
    Read(&'a Values, Reader),
}

/// Declares the parameters of a lesson, in the order in which the panel lists them, and reads each from what
/// was given, or from its default. A parameter exists exactly where the form is asked for it: those of an update
/// rule, of a formula's variables, follow from ordinary control flow.
///
/// ```
/// use nnlab::lab::{Form, Setting};
/// use nnlab::words::{Problem, text};
///
/// struct Settings { lr: Setting<f64> }
///
/// fn settings(form: &mut Form<'_>) -> Result<Settings, Problem> {
///     let help = text("How far a step goes.", "一步走多远。");
///     Ok(Settings { lr: form.rate("lr", text("learning rate", "学习率"), help, 0.1, 1e-6..=1e3).live()? })
/// }
/// ```
pub struct Form<'a> {
    given: Given<'a>,
    parameters: Parameters,
    /// How many stand at the top of the list whatever was declared before them.
    first: usize,
}

impl<'a> Form<'a> {
    /// A form over words from outside.
    pub(super) fn typed(settings: &'a Settings) -> Form<'a> {
        Form { given: Given::Typed(settings), parameters: Parameters::default(), first: 0 }
    }

    /// A form over values that were read before.
    pub(super) fn read(values: &'a Values, reader: Reader) -> Form<'a> {
        Form { given: Given::Read(values, reader), parameters: Parameters::default(), first: 0 }
    }

    /// The parameters that were declared, with their values.
    ///
    /// # Errors
    /// A sentence when words were given for a parameter that nobody declared.
    pub(super) fn close(self) -> Result<Parameters, Problem> {
        if let Given::Typed(settings) = self.given {
            for (name, _) in settings.iter() {
                if self.parameters.declared(name).is_none() {
                    return Err(self.parameters.unknown(name));
                }
            }
        }
        Ok(self.parameters)
    }

    /// Whether the learner has set a parameter, which may be declared later.
    #[must_use]
    pub fn gives(&self, name: &str) -> bool {
        match self.given {
            Given::Typed(settings) => settings.get(name).is_some(),
            Given::Read(values, _) => values.contains_key(name),
        }
    }

    /// Here in the list, for a parameter that is declared later.
    #[must_use]
    pub fn place(&self) -> Place {
        Place(self.parameters.len())
    }

    /// A real number; keys change it by steps.
    pub fn number(
        &mut self,
        name: impl Into<Cow<'static, str>>,
        label: Text,
        help: Text,
        default: f64,
        range: RangeInclusive<f64>,
    ) -> Field<'_, 'a, f64> {
        let (min, max) = range.into_inner();
        let kind = Kind::Number { min, max, log: false };
        self.field(name, label, help, kind, Value::Number(default), number)
    }

    /// A positive real number that keys change by factors 1-2-5, such as a learning rate.
    pub fn rate(
        &mut self,
        name: impl Into<Cow<'static, str>>,
        label: Text,
        help: Text,
        default: f64,
        range: RangeInclusive<f64>,
    ) -> Field<'_, 'a, f64> {
        let (min, max) = range.into_inner();
        let kind = Kind::Number { min, max, log: true };
        self.field(name, label, help, kind, Value::Number(default), number)
    }

    /// A whole number.
    pub fn whole<T: Whole>(
        &mut self,
        name: impl Into<Cow<'static, str>>,
        label: Text,
        help: Text,
        default: T,
        range: RangeInclusive<T>,
    ) -> Field<'_, 'a, T> {
        let kind = Kind::Whole { min: range.start().to_whole(), max: range.end().to_whole() };
        self.field(name, label, help, kind, Value::Whole(default.to_whole()), |value| match value {
            Value::Whole(whole) => Some(T::from_whole(*whole)),
            _ => None,
        })
    }

    /// A switch.
    pub fn switch(
        &mut self,
        name: impl Into<Cow<'static, str>>,
        label: Text,
        help: Text,
        default: bool,
    ) -> Field<'_, 'a, bool> {
        self.field(name, label, help, Kind::Switch, Value::Switch(default), |value| match value {
            Value::Switch(on) => Some(*on),
            _ => None,
        })
    }

    /// One of a list; the first unless [`Field::usually`] says another one.
    pub fn choice<T: OneOf>(
        &mut self,
        name: impl Into<Cow<'static, str>>,
        label: Text,
        help: Text,
        list: impl IntoIterator<Item = T>,
    ) -> Field<'_, 'a, T> {
        let list: Vec<T> = list.into_iter().collect();
        let choices = list.iter().map(|one| Choice { id: one.id().to_string(), label: one.label() });
        let kind = Kind::Choice(choices.collect());
        let first = list.first().map_or("", |one| one.id());
        self.field(name, label, help, kind, Value::Words(first.to_string()), move |value| match value {
            Value::Words(id) => list.iter().copied().find(|one| one.id() == id),
            _ => None,
        })
    }

    /// Words; `expected` ends a sentence about what belongs there. [`Field::read`] makes something of them.
    pub fn words(
        &mut self,
        name: impl Into<Cow<'static, str>>,
        label: Text,
        help: Text,
        expected: Text,
        default: impl Into<String>,
    ) -> Field<'_, 'a, String> {
        let kind = Kind::Words(expected);
        self.field(name, label, help, kind, Value::Words(default.into()), |value| match value {
            Value::Words(words) => Some(words.clone()),
            _ => None,
        })
    }

    /// Words that edit the state by hand, at the step at which they are given; see
    /// [`Lesson::edit`](super::Lesson::edit). A lesson has at most one such parameter.
    ///
    /// # Errors
    /// A sentence when words were given from the start: there is nothing to edit yet.
    pub fn by_hand(
        &mut self,
        name: &'static str,
        label: Text,
        help: Text,
        expected: Text,
    ) -> Result<ByHand, Problem> {
        let words = self.words(name, label, help, expected, "").unlisted();
        words.settle(Effect::State)?;
        Ok(ByHand::new(name.into()))
    }

    fn field<T>(
        &mut self,
        name: impl Into<Cow<'static, str>>,
        label: Text,
        help: Text,
        kind: Kind,
        default: Value,
        read: impl Fn(&Value) -> Option<T> + 'a,
    ) -> Field<'_, 'a, T> {
        let name = name.into();
        let parameter = Parameter {
            name: name.to_string(),
            label,
            help,
            kind,
            default,
            effect: Effect::Restart,
            special: None,
            length: false,
            listed: true,
            forgets: None,
        };
        let read = Box::new(move |value: &Value| read(value).ok_or_else(Text::default));
        Field { form: self, name, parameter, read, first: false, place: None }
    }
}

fn number(value: &Value) -> Option<f64> {
    match value {
        Value::Number(x) => Some(*x),
        _ => None,
    }
}

type Read<'a, T> = Box<dyn Fn(&Value) -> Result<T, Text> + 'a>;

/// A parameter that is being declared. Ends by what a change does: [`live`](Field::live),
/// [`view`](Field::view) or [`restarts`](Field::restarts).
#[must_use = "a parameter is declared by saying what a change of it does"]
pub struct Field<'f, 'a, T> {
    form: &'f mut Form<'a>,
    name: Cow<'static, str>,
    parameter: Parameter,
    read: Read<'a, T>,
    first: bool,
    place: Option<Place>,
}

/// A place in the list of parameters, for one that is declared later: see [`Form::place`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place(usize);

impl<'f, 'a, T: 'a> Field<'f, 'a, T> {
    /// Not listed in the panel: set by gestures, palette and command line.
    pub fn unlisted(self) -> Self {
        self.listed_if(false)
    }

    /// Listed in the panel only under a condition.
    pub fn listed_if(mut self, listed: bool) -> Self {
        self.parameter.listed = listed;
        self
    }

    /// It chooses an example, which begins as it begins by itself: without these parameters and the seed of the one
    /// before.
    pub fn forgets(mut self, others: &'static [&'static str]) -> Self {
        self.parameter.forgets = Some(others);
        self
    }

    /// Shown in words where it has this value: −1 that stands for none.
    pub fn reads(mut self, value: i64, words: Text) -> Self {
        self.parameter.special = Some((value, words));
        self
    }

    /// It is the number of steps of a whole run; a headless run makes it as large as it was asked to go.
    pub fn length(mut self) -> Self {
        self.parameter.length = true;
        self
    }

    /// Listed at the top, whatever was declared before.
    pub fn first(mut self) -> Self {
        self.first = true;
        self
    }

    /// Listed at a place that was kept for it.
    pub fn at(mut self, place: Place) -> Self {
        self.place = Some(place);
        self
    }

    /// A change counts from its step on; what came after is forgotten.
    ///
    /// # Errors
    /// A sentence when what was given does not fit.
    pub fn live(self) -> Result<Setting<T>, Problem> {
        self.settle(Effect::Live)
    }

    /// A change concerns only what is looked at.
    ///
    /// # Errors
    /// A sentence when what was given does not fit.
    pub fn view(self) -> Result<Setting<T>, Problem> {
        self.settle(Effect::View)
    }

    /// A change begins the run again.
    ///
    /// # Errors
    /// A sentence when what was given does not fit.
    pub fn restarts(self) -> Result<Setting<T>, Problem> {
        self.settle(Effect::Restart)
    }

    fn settle(mut self, effect: Effect) -> Result<Setting<T>, Problem> {
        self.parameter.effect = effect;
        let parameter = &self.parameter;
        let (value, reader) = match self.form.given {
            Given::Typed(settings) => {
                let typed = settings.get(&parameter.name);
                (typed.map(|typed| parameter.parse(typed, Reader::Line)).transpose()?, Reader::Line)
            }
            Given::Read(values, reader) => (values.get(&parameter.name).cloned(), reader),
        };
        let value = value.unwrap_or_else(|| parameter.default.clone());
        let held = (self.read)(&value).map_err(|why| parameter.refusal(&value.to_string(), &why, reader))?;
        let Field { form, name, parameter, first, place, .. } = self;
        let end = place.map_or(form.parameters.len(), |place| place.0);
        let at = if first { form.first } else { end };
        form.first += usize::from(first);
        form.parameters.insert(at, parameter, value);
        Ok(Setting::new(name, held))
    }
}

impl<'a, T: OneOf> Field<'_, 'a, T> {
    /// Another default than the first of the list.
    pub fn usually(mut self, one: T) -> Self {
        self.parameter.default = Value::Words(one.id().to_string());
        self
    }
}

impl<'f, 'a> Field<'f, 'a, String> {
    /// Makes something of the words. Where they do not fit, the text says why (or nothing, if what is expected
    /// says all).
    pub fn read<T: 'a>(self, read: impl Fn(&str) -> Result<T, Text> + 'a) -> Field<'f, 'a, T> {
        let Field { form, name, parameter, first, place, .. } = self;
        let read = Box::new(move |value: &Value| match value {
            Value::Words(words) => read(words),
            _ => Err(Text::default()),
        });
        Field { form, name, parameter, read, first, place }
    }
}

/// The sentence about a parameter that cannot change on the way.
pub(super) fn fixed(parameter: &Parameter, t: u64, typed: &str) -> Problem {
    let (name, typed) = (&parameter.name, printable(typed));
    let Text { en, zh } = parameter.subject(Reader::Line);
    Problem::usage(say!(
        "{en} cannot change at step {t}: another value begins the run again. For the whole run write {name}={typed}.",
        "{zh}不能在第 {t} 步改变：换一个值就要重新开始。要用于整个运行，请写 {name}={typed}。"
    ))
}
