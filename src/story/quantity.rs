//! A number that the lab computes, by a formula over what it measures: `cost`, `(w - w@+1) / lr`, `cost@+20?lr=0.3`.
//!
//! A name is a metric, a parameter, `t` (the step), `seed`, `column.row` of the lesson's final table (`gradient.b`), `sum.hidden`
//! or `count.hidden` of a list, `panel[row,column]` of a table or matrix or `panel[row]` of bars on the screen, counted
//! from 1; of a network `network[1,3]` is what neuron 3 of layer 1 answers (layer 0: the inputs), `network.delta[1,3]`
//! and `network.bias[1,3]` belong to it, and `network[1,3,2]` is its weight from neuron 2 of the layer before.
//! `@100`, `@+1`, `@-1`, `@end` say at which step, `?lr=0.3` with what set at the state at hand. Everything else is
//! the language of formulas ([`Expression`]).

use super::Lookahead;
use crate::lab::Session;
use crate::math::{Expression, Function};
use crate::say;
use crate::words::{Problem, Text, text};

/// At which step something is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum At {
    /// Where the learner is.
    Now,
    /// So many steps later (earlier when negative).
    After(i64),
    /// At this step.
    Step(u64),
    /// Where the run ends.
    End,
}

/// One number to be read off a session.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Reading {
    /// `cost`, `gradient.b`, `examples[3,2]`.
    pub(super) name: String,
    pub(super) at: At,
    /// Parameters set at the state at hand before.
    pub(super) with: Vec<(String, String)>,
}

/// A formula over readings.
#[derive(Debug, Clone)]
pub struct Quantity {
    source: String,
    function: Function,
    pub(super) readings: Vec<Reading>,
}

/// Names that stand for other quantities.
pub(super) type Named = [(String, Quantity)];

impl Quantity {
    /// Reads a quantity.
    ///
    /// # Errors
    /// A sentence that says what cannot be read.
    pub fn parse(source: &str) -> Result<Quantity, Text> {
        Quantity::parse_with(source, &[])
    }

    /// [`parse`](Quantity::parse) where some names stand for quantities.
    pub(super) fn parse_with(source: &str, named: &Named) -> Result<Quantity, Text> {
        let (mut readings, mut formula) = (Vec::new(), String::new());
        let mut rest = source.trim();
        while let Some(first) = rest.chars().next() {
            let length = if first.is_alphabetic() {
                word(rest)
            } else if first.is_ascii_digit() || first == '.' {
                number(rest)
            } else {
                first.len_utf8()
            };
            let (piece, after) = rest.split_at(length);
            rest = after;
            if !first.is_alphabetic() || is_function(piece, rest) {
                formula.push_str(piece);
            } else if let Some((_, quantity)) = named.iter().find(|(name, _)| name == piece) {
                // The numbers of a named quantity's readings begin behind those that are here.
                formula.push_str(&quantity.shifted(readings.len()));
                readings.extend(quantity.readings.iter().cloned());
            } else {
                formula.push_str(&format!("q{}", readings.len()));
                readings.push(Reading::parse(piece)?);
            }
        }
        let names: Vec<String> = (0..readings.len()).map(|at| format!("q{at}")).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let function = Expression::parse(&formula)
            .and_then(|expression| expression.compile(&names))
            .map_err(|_| say!("\"{source}\" is no formula over names", "“{source}”不是由名称组成的公式"))?;
        Ok(Quantity { source: source.trim().to_string(), function, readings })
    }

    /// The formula with the readings counted from `first`, in brackets.
    fn shifted(&self, first: usize) -> String {
        let mut formula = String::from("(");
        let mut at = first;
        let mut rest = self.source.as_str();
        while let Some(letter) = rest.chars().next() {
            let length = if letter.is_alphabetic() {
                word(rest)
            } else if letter.is_ascii_digit() {
                number(rest)
            } else {
                letter.len_utf8()
            };
            let (piece, after) = rest.split_at(length);
            rest = after;
            if letter.is_alphabetic() && !is_function(piece, rest) {
                formula.push_str(&format!("q{at}"));
                at += 1;
            } else {
                formula.push_str(piece);
            }
        }
        formula + ")"
    }

    /// As it was written.
    #[must_use]
    pub fn source(&self) -> &str {
        &self.source
    }

    /// Whether it needs no other step and no other setting than those at hand.
    #[must_use]
    pub fn is_at_hand(&self) -> bool {
        self.readings.iter().all(|reading| reading.at == At::Now && reading.with.is_empty())
    }

    /// What it reads, where it is that number and no formula over several.
    pub(super) fn only_reading(&self) -> Option<&Reading> {
        let is_it = |reading: &&Reading| {
            word(&self.source) == self.source.len() && self.source.starts_with(&reading.name)
        };
        self.readings.first().filter(is_it)
    }

    /// Whether it is the same number everywhere.
    pub(super) fn is_constant(&self) -> bool {
        self.readings.is_empty()
    }

    /// The cells on the screen that it reads: the panel, with row and column (or the bar) from 1.
    pub(super) fn cells(&self) -> impl Iterator<Item = (String, Vec<usize>)> {
        self.readings.iter().filter_map(|reading| {
            let (panel, place) = reading.name.split_once('[')?;
            let place = place.strip_suffix(']')?.split(',').map(|typed| typed.trim().parse().ok());
            Some((panel.to_string(), place.collect::<Option<_>>()?))
        })
    }

    /// Its value where the learner is; NaN where a part of it is not known yet.
    ///
    /// # Errors
    /// A sentence when a name means nothing here, or a step cannot be reached.
    pub fn value(&self, here: &dyn Session, ahead: &mut Lookahead) -> Result<f64, Problem> {
        self.value_after(0, here, ahead)
    }

    /// Its value `later` steps after where the learner is.
    pub(super) fn value_after(
        &self,
        later: i64,
        here: &dyn Session,
        ahead: &mut Lookahead,
    ) -> Result<f64, Problem> {
        let read = |reading: &Reading| ahead.read(&reading.later(later), here);
        let numbers = self.readings.iter().map(read).collect::<Result<Vec<f64>, Problem>>()?;
        Ok(self.function.eval(&numbers))
    }

    /// The numbers in it, `later` steps on, that are not those at hand: read at another step or with other settings.
    pub(super) fn ahead(&self, later: i64, here: &dyn Session, ahead: &mut Lookahead) -> Vec<f64> {
        let mut numbers = Vec::new();
        for reading in &self.readings {
            let there = reading.later(later);
            let now = Reading { at: At::Now, with: Vec::new(), ..reading.clone() };
            let (Ok(number), Ok(now)) = (ahead.read(&there, here), ahead.read(&now, here)) else { continue };
            if number.is_finite() && (number - now).abs() > 1e-9 * number.abs() {
                numbers.push(number);
            }
        }
        numbers
    }
}

impl PartialEq for Quantity {
    fn eq(&self, other: &Quantity) -> bool {
        self.source == other.source
    }
}

impl Reading {
    fn parse(piece: &str) -> Result<Reading, Text> {
        let (piece, with) = piece.split_once('?').unwrap_or((piece, ""));
        let (name, at) = piece.split_once('@').map_or((piece, None), |(name, at)| (name, Some(at)));
        let wrong = || say!("\"{piece}\" does not name a step", "“{piece}”没有指明步数");
        let at = match at {
            None => At::Now,
            Some("end") => At::End,
            Some(typed) if typed.starts_with(['+', '-']) => At::After(typed.parse().map_err(|_| wrong())?),
            Some(typed) => At::Step(typed.parse().map_err(|_| wrong())?),
        };
        let with = with.split('&').filter(|part| !part.is_empty());
        let with = with.map(|part| {
            let (name, value) = part.split_once('=').ok_or_else(|| {
                text("after \"?\" there is name=value", "“?”之后应写 名称=值")
                    .then(&say!(": {part}", "：{part}"))
            })?;
            Ok((name.to_string(), value.to_string()))
        });
        Ok(Reading { name: name.to_string(), at, with: with.collect::<Result<_, Text>>()? })
    }

    /// The same so many steps later.
    fn later(&self, steps: i64) -> Reading {
        let at = match self.at {
            At::Now if steps != 0 => At::After(steps),
            At::After(by) => At::After(by + steps),
            at => at,
        };
        Reading { at, ..self.clone() }
    }
}

/// The length of a name with all that belongs to it: `examples[3,2]@+1?lr=0.1&m=3`.
fn word(rest: &str) -> usize {
    let letters = |from: usize, more: &[char]| {
        let tail = &rest[from..];
        from + tail.find(|c: char| !(c.is_alphanumeric() || more.contains(&c))).unwrap_or(tail.len())
    };
    let mut end = letters(0, &['_', '.', 'ʹ']);
    if rest[end..].starts_with('[') {
        end += rest[end..].find(']').map_or(0, |close| close + 1);
    }
    if rest[end..].starts_with('@') {
        end += 1;
        end += usize::from(rest[end..].starts_with(['+', '-']));
        end = letters(end, &[]);
    }
    if rest[end..].starts_with('?') {
        let tail = &rest[end..];
        end += tail.find([' ', ')', '<', '>']).unwrap_or(tail.len());
    }
    end
}

/// The length of a number at the beginning: digits, a point, an exponent.
fn number(rest: &str) -> usize {
    let bytes = rest.as_bytes();
    let mut end = 0;
    while let Some(&byte) = bytes.get(end) {
        let sign = matches!(byte, b'+' | b'-') && matches!(bytes[end - 1], b'e' | b'E');
        let exponent = matches!(byte, b'e' | b'E')
            && bytes.get(end + 1).is_some_and(|next| next.is_ascii_digit() || matches!(next, b'+' | b'-'));
        if !(byte.is_ascii_digit() || byte == b'.' || exponent || (end > 0 && sign)) {
            break;
        }
        end += 1;
    }
    end.max(1)
}

/// Whether a word is a function's name: a parenthesis follows.
fn is_function(piece: &str, rest: &str) -> bool {
    rest.trim_start().starts_with('(') && piece.chars().all(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quantity_names_what_it_reads() {
        let quantity = Quantity::parse("(w1 - w1@+1) / lr + 2e-3*abs(examples[3,2]@end)").expect("readable");
        let names: Vec<&str> = quantity.readings.iter().map(|reading| reading.name.as_str()).collect();
        assert_eq!(names, ["w1", "w1", "lr", "examples[3,2]"]);
        let at: Vec<At> = quantity.readings.iter().map(|reading| reading.at).collect();
        assert_eq!(at, [At::Now, At::After(1), At::Now, At::End]);
        let other = Quantity::parse("cost@+20?lr=0.3&m=4").expect("readable");
        assert_eq!(other.readings[0].with, [("lr".into(), "0.3".into()), ("m".into(), "4".into())]);
        for wrong in ["cost@", "cost +", "cost@x", "cost?lr", ""] {
            assert!(Quantity::parse(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_named_quantity_stands_for_its_formula() {
        let named = [("dw".to_string(), Quantity::parse("(w - w@+1) / lr").expect("readable"))];
        let quantity = Quantity::parse_with("b - 2*dw", &named).expect("readable");
        assert_eq!(quantity.function.eval(&[10.0, 3.0, 1.0, 0.5]), 2.0);
    }
}
