//! Values: as they were typed, and as they are in force.

use super::{Effect, Parameter, Value};
use crate::say;
use crate::words::{Problem, did_you_mean, printable};
use std::collections::BTreeMap;

/// Values as they were typed, by name; what is not here has its default.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Settings(BTreeMap<String, String>);

impl Settings {
    /// Sets one value.
    pub fn set(&mut self, name: &str, value: impl Into<String>) {
        self.0.insert(name.to_string(), value.into());
    }

    /// Takes one value away, back to its default.
    pub fn unset(&mut self, name: &str) {
        self.0.remove(name);
    }

    /// The value as it was typed.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str)
    }

    /// The value as it was typed, or `default`.
    #[must_use]
    pub fn get_or<'a>(&'a self, name: &str, default: &'a str) -> &'a str {
        self.get(name).unwrap_or(default)
    }

    /// All values by name.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }
}

/// Declared parameters with their values.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Parameters {
    declared: Vec<Parameter>,
    values: Vec<Value>,
}

impl Parameters {
    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.declared.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.declared.is_empty()
    }

    /// Puts a declaration with its value at a place of the list.
    pub(super) fn insert(&mut self, at: usize, parameter: Parameter, value: Value) {
        self.declared.insert(at, parameter);
        self.values.insert(at, value);
    }

    /// All declarations with their values, in order.
    pub fn iter(&self) -> impl Iterator<Item = (&Parameter, &Value)> {
        self.declared.iter().zip(&self.values)
    }

    /// One declaration.
    #[must_use]
    pub fn declared(&self, name: &str) -> Option<&Parameter> {
        self.declared.iter().find(|parameter| parameter.name == name)
    }

    /// One value.
    #[must_use]
    pub fn value(&self, name: &str) -> Option<&Value> {
        self.declared.iter().position(|parameter| parameter.name == name).map(|at| &self.values[at])
    }

    /// What was typed for a parameter, as its value.
    ///
    /// # Errors
    /// A sentence when there is no such parameter, or the words do not fit it.
    pub fn typed(&self, name: &str, words: &str) -> Result<Value, Problem> {
        self.declared(name).ok_or_else(|| self.unknown(name))?.read(words)
    }

    /// A parameter's value one notch up or down; nothing where it holds words.
    #[must_use]
    pub fn nudged(&self, name: &str, up: bool) -> Option<Value> {
        let (parameter, value) = self.declared(name).zip(self.value(name))?;
        parameter.nudged(value, up)
    }

    /// The sentence about a name that no parameter has, with those that exist.
    pub(super) fn unknown(&self, name: &str) -> Problem {
        let name = printable(name);
        // Those that only say what is looked at are set by looking.
        let listed = |parameter: &&Parameter| parameter.listed || parameter.effect != Effect::View;
        let list = self
            .declared
            .iter()
            .filter(listed)
            .map(|parameter| parameter.name.as_str())
            .collect::<Vec<_>>()
            .join(", ");
        Problem::usage(
            say!(
                "There is no parameter \"{name}\" here. There are: {list}.",
                "这里没有参数“{name}”。可用的有：{list}。"
            )
            .then(&did_you_mean(&name, self.declared.iter().map(|parameter| parameter.name.as_str()))),
        )
    }

    /// A number (whole ones included); NaN if there is no such parameter, which a lesson's own
    /// tests show at once.
    #[must_use]
    pub fn number(&self, name: &str) -> f64 {
        match self.value(name) {
            Some(Value::Number(x)) => *x,
            Some(Value::Whole(n)) => *n as f64,
            _ => f64::NAN,
        }
    }

    /// The words of a text or the name of a choice; empty if there is no such parameter.
    #[must_use]
    pub fn word(&self, name: &str) -> &str {
        match self.value(name) {
            Some(Value::Words(words)) => words,
            _ => "",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lab::Form;
    use crate::words::same;

    fn read(settings: &Settings) -> Result<Parameters, Problem> {
        let mut form = Form::typed(settings);
        form.whole("m", same("m"), same(""), 3usize, 1..=9).restarts()?;
        form.close()
    }

    #[test]
    fn a_setting_that_nobody_declared_gets_a_sentence() {
        let mut settings = Settings::default();
        settings.set("m", "7");
        let parameters = read(&settings).expect("it fits");
        assert_eq!((parameters.number("m"), parameters.word("m")), (7.0, ""));
        settings.set("n", "1");
        let problem = read(&settings).expect_err("there is no n");
        assert_eq!(problem.to_string(), "There is no parameter \"n\" here. There are: m.");
    }
}
