//! One parameter: declared once, then listed, edited, checked and documented from the declaration.

use crate::say;
use crate::words::{Problem, Text, did_you_mean, figure, printable};

/// What changing a parameter does to the run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// From this step on; what came after is forgotten.
    Live,
    /// The run begins again.
    Restart,
    /// Only what is looked at changes.
    View,
    /// It edits the state itself at this step, by hand: a weight, a neuron.
    State,
}

/// Who reads a sentence about a parameter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reader {
    /// Somebody who sees its label above a box.
    Screen,
    /// Somebody who wrote its name in a share line or behind `--set`.
    Line,
}

/// One of a fixed list of values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// As it is typed: `cross-entropy`.
    pub id: String,
    /// As it is read.
    pub label: Text,
}

/// What values a parameter takes.
#[derive(Debug, Clone, PartialEq)]
pub enum Kind {
    /// A real number from `min` to `max`; `log` says that keys change it by factors (1-2-5).
    Number {
        /// Smallest value.
        min: f64,
        /// Largest value.
        max: f64,
        /// Keys change it by factors instead of by steps.
        log: bool,
    },
    /// A whole number from `min` to `max`.
    Whole {
        /// Smallest value.
        min: i64,
        /// Largest value.
        max: i64,
    },
    /// One of these.
    Choice(Vec<Choice>),
    /// `true` or `false`.
    Switch,
    /// Text that the lesson reads itself: an expression, a list, a file name. The text says what is
    /// expected.
    Words(Text),
}

/// A value that fits its parameter.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// Of a [`Kind::Number`].
    Number(f64),
    /// Of a [`Kind::Whole`].
    Whole(i64),
    /// Of a [`Kind::Choice`] or [`Kind::Words`].
    Words(String),
    /// Of a [`Kind::Switch`].
    Switch(bool),
}

impl Value {
    /// About how many bytes it takes.
    pub(super) fn bytes(&self) -> usize {
        let words = if let Value::Words(words) = self { words.len() } else { 0 };
        size_of::<Value>() + words
    }
}

impl From<&str> for Value {
    fn from(words: &str) -> Value {
        Value::Words(words.to_string())
    }
}

impl std::fmt::Display for Value {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Value::Number(x) => write!(f, "{x}"),
            Value::Whole(n) => write!(f, "{n}"),
            Value::Words(words) => f.write_str(words),
            Value::Switch(on) => write!(f, "{on}"),
        }
    }
}

/// A named, bounded value that the learner can change.
#[derive(Debug, Clone, PartialEq)]
pub struct Parameter {
    /// Name on the command line and in share lines.
    pub name: String,
    /// The same for readers: "learning rate α".
    pub label: Text,
    /// One sentence about what it does.
    pub help: Text,
    /// Which values it takes.
    pub kind: Kind,
    /// The value when nothing else is said.
    pub default: Value,
    /// A value that stands for something else than its number, and the words for it: −1 for none.
    pub special: Option<(i64, Text)>,
    /// What a change does.
    pub effect: Effect,
    /// It is the number of steps of a whole run.
    pub length: bool,
    /// Listed in the panel of parameters; a hidden one is set by gestures, palette and command line.
    pub listed: bool,
    /// Of a parameter that chooses an example: what goes, with the seed, when another one is chosen.
    pub forgets: Option<&'static [&'static str]>,
}

impl Parameter {
    /// Reads a value as it was typed on the screen.
    ///
    /// # Errors
    /// A sentence that says which values the parameter takes.
    pub fn read(&self, typed: &str) -> Result<Value, Problem> {
        self.parse(typed, Reader::Screen)
    }

    /// Reads a value as it was typed.
    pub(super) fn parse(&self, typed: &str, reader: Reader) -> Result<Value, Problem> {
        let word = typed.trim();
        let value = match &self.kind {
            Kind::Number { min, max, .. } => {
                plain_digits(word).parse().ok().filter(|x: &f64| (*min..=*max).contains(x)).map(Value::Number)
            }
            Kind::Whole { min, max } => {
                plain_digits(word).parse().ok().filter(|n: &i64| (*min..=*max).contains(n)).map(Value::Whole)
            }
            Kind::Choice(choices) => {
                choices.iter().find(|choice| choice.id == word).map(|choice| Value::Words(choice.id.clone()))
            }
            Kind::Switch => match word {
                "true" | "on" | "yes" | "1" => Some(Value::Switch(true)),
                "false" | "off" | "no" | "0" => Some(Value::Switch(false)),
                _ => None,
            },
            Kind::Words(_) => Some(Value::Words(typed.to_string())),
        };
        value.ok_or_else(|| self.refusal(typed, &Text::default(), reader))
    }

    /// The value, if the parameter takes it.
    pub(super) fn admit(&self, value: Value) -> Result<Value, Problem> {
        let fits = match (&self.kind, &value) {
            (Kind::Number { min, max, .. }, Value::Number(x)) => (*min..=*max).contains(x),
            (Kind::Whole { min, max }, Value::Whole(n)) => (*min..=*max).contains(n),
            (Kind::Choice(choices), Value::Words(id)) => choices.iter().any(|choice| choice.id == *id),
            (Kind::Switch, Value::Switch(_)) | (Kind::Words(_), Value::Words(_)) => true,
            _ => false,
        };
        if fits { Ok(value) } else { Err(self.refusal(&value.to_string(), &Text::default(), Reader::Screen)) }
    }

    /// The sentence about a value that does not fit, with the reason where what is expected does not say all.
    pub(super) fn refusal(&self, typed: &str, why: &Text, reader: Reader) -> Problem {
        let (typed, expected) = (printable(typed), self.expected());
        let (name, why_en, why_zh) = (self.subject(reader), &why.en, &why.zh);
        let colon = |why: &str, colon| if why.is_empty() { "" } else { colon };
        let sentence = Text {
            en: format!("{} takes {}, not \"{typed}\"{}{why_en}.", name.en, expected.en, colon(why_en, ": "))
                .into(),
            zh: format!("{}应为{}，而不是“{typed}”{}{why_zh}。", name.zh, expected.zh, colon(why_zh, "："))
                .into(),
        };
        let meant = match &self.kind {
            Kind::Choice(choices) => did_you_mean(&typed, choices.iter().map(|choice| choice.id.as_str())),
            _ => Text::default(),
        };
        Problem::usage(sentence.then(&meant))
    }

    /// The parameter at the beginning of a sentence: as it is labelled, and where words come from a line the
    /// name that stands there.
    pub(super) fn subject(&self, reader: Reader) -> Text {
        let mut letters = self.label.en.chars();
        let first = letters.next().filter(|_| letters.clone().take_while(|c| c.is_alphabetic()).count() > 0);
        let first: String = first.map(|c| c.to_uppercase().collect()).unwrap_or_default();
        let en = if first.is_empty() { self.label.en.to_string() } else { first + letters.as_str() };
        match reader {
            Reader::Screen => Text { en: en.into(), zh: self.label.zh.clone() },
            Reader::Line => {
                let (name, zh) = (&self.name, &self.label.zh);
                Text { en: format!("{en} ({name})").into(), zh: format!("{zh}（{name}）").into() }
            }
        }
    }

    /// What the parameter takes, as the end of a sentence.
    #[must_use]
    pub fn expected(&self) -> Text {
        match &self.kind {
            Kind::Number { min, max, .. } => {
                let (min, max) = (figure(*min, 4), figure(*max, 4));
                say!("a number from {min} to {max}", " {min} 到 {max} 之间的数")
            }
            Kind::Whole { min, max } => {
                say!("a whole number from {min} to {max}", " {min} 到 {max} 之间的整数")
            }
            Kind::Choice(choices) => {
                let list = choices.iter().map(|choice| choice.id.as_str()).collect::<Vec<_>>().join(", ");
                say!("one of {list}", "以下之一：{list}")
            }
            Kind::Switch => say!("true or false", " true 或 false"),
            Kind::Words(expected) => expected.clone(),
        }
    }
}

/// Full-width digits and signs, as an input method may give them, made plain.
fn plain_digits(word: &str) -> String {
    word.chars()
        .map(|c| match c {
            '０'..='９' => char::from(b'0' + (c as u32 - '０' as u32) as u8),
            '．' | '。' => '.',
            '－' | '−' => '-',
            c => c,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::text;

    fn rate() -> Parameter {
        Parameter {
            name: "lr".into(),
            label: text("learning rate", "学习率"),
            help: text("", ""),
            kind: Kind::Number { min: 1e-6, max: 10.0, log: true },
            default: Value::Number(0.005),
            effect: Effect::Restart,
            special: None,
            length: false,
            listed: true,
            forgets: None,
        }
    }

    #[test]
    fn bad_values_get_a_sentence_and_change_nothing() {
        for typed in ["", "nan", "inf", "1e999", "-1", "11", "x"] {
            let problem = rate().read(typed).expect_err(typed);
            assert!(problem.text.en.starts_with("Learning rate takes a number from"), "{problem}");
        }
        assert_eq!(rate().read("０.０1"), Ok(Value::Number(0.01)));
    }
}
