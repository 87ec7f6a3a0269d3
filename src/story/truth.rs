//! The answers, computed from the state at hand.

use super::{Aim, Condition, Kind, Lookahead, Quantity};
use crate::lab::{Metric, Session};
use crate::say;
use crate::words::{Problem, text};
use std::cmp::Ordering;

/// A correct answer.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Truth {
    /// From this value to that one.
    Direction(f64, f64),
    Number(f64),
    /// The place of the option or item.
    Which(usize),
    Place(f64, Option<f64>),
    /// The smallest value that breaks it.
    Breaks(f64),
    /// It shows when it is checked.
    Later,
}

/// Whether the second value is above, below or, to twelve digits, the same.
pub(super) fn direction(before: f64, after: f64) -> Ordering {
    if (after - before).abs() <= 1e-12 * before.abs().max(after.abs()) {
        return Ordering::Equal;
    }
    after.total_cmp(&before)
}

impl Truth {
    /// Computes it.
    ///
    /// # Errors
    /// A sentence when the question has no answer at this state.
    pub(super) fn of(kind: &Kind, here: &dyn Session, ahead: &mut Lookahead) -> Result<Truth, Problem> {
        let nothing = || {
            Problem::usage(text(
                "There is no answer to this at this step: go to another one.",
                "在这一步，这个问题没有答案：请换一步再试。",
            ))
        };
        let finite = |x: f64| if x.is_finite() { Ok(x) } else { Err(nothing()) };
        Ok(match kind {
            Kind::Direction { of, after } => {
                let later = of.value_after(i64::try_from(*after).unwrap_or(1), here, ahead)?;
                Truth::Direction(finite(of.value(here, ahead)?)?, finite(later)?)
            }
            Kind::Number { of, .. } => {
                let end = of.value(here, ahead)?;
                Truth::Number(finite(end)?)
            }
            Kind::Choice(options) => {
                let mut holding = Vec::new();
                for (at, (_, condition)) in options.iter().enumerate() {
                    if condition.holds(here, ahead)? {
                        holding.push(at);
                    }
                }
                let [only] = holding[..] else { return Err(nothing()) };
                Truth::Which(only)
            }
            Kind::Item { items, most, .. } => {
                let mut values = Vec::new();
                for (_, quantity) in items {
                    values.push(finite(quantity.value(here, ahead)?)?);
                }
                let best = (0..values.len()).max_by(|a, b| {
                    if *most { values[*a].total_cmp(&values[*b]) } else { values[*b].total_cmp(&values[*a]) }
                });
                Truth::Which(best.ok_or_else(nothing)?)
            }
            Kind::Place { x, y, .. } => {
                let x = finite(aimed(x, here, ahead)?)?;
                let y = y.as_ref().map(|y| aimed(y, here, ahead).and_then(finite)).transpose()?;
                Truth::Place(x, y)
            }
            Kind::Break { parameter, when, range, .. } => {
                Truth::Breaks(bisect(parameter, when, *range, here, ahead)?)
            }
            Kind::Reach { .. } | Kind::Do { .. } => Truth::Later,
        })
    }
}

/// What would give an answer away where it stands on the screen before it is given.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Secrets {
    /// Numbers, wherever they stand.
    pub numbers: Vec<f64>,
    /// As a part of a number, how far another one may be from it and still be the same.
    pub room: f64,
    /// Cells of tables, matrices and bars: the panel, with row and column (or the bar) from 1; of networks as
    /// [`Quantity`] names them.
    pub cells: Vec<(String, Vec<usize>)>,
    /// What the numbers are called: behind such a name even one that stands everywhere for other reasons gives itself
    /// away.
    pub names: Vec<String>,
}

/// How far two ways of computing one number may be apart, as a part of it.
const COMPUTED: f64 = 1e-9;

/// How exactly the value is found from which on something breaks, as a part of it.
const HALVED: f64 = 1e-5;

impl Secrets {
    fn of(numbers: Vec<f64>, room: f64) -> Secrets {
        Secrets { numbers, room, ..Secrets::default() }
    }

    /// Whether a number gives itself away wherever it stands: whole ones of one digit stand everywhere for other reasons.
    #[must_use]
    pub fn tells_anywhere(secret: f64) -> bool {
        secret.fract() != 0.0 || secret.abs() >= 10.0
    }

    /// Whether a number on the screen is one of them.
    #[must_use]
    pub fn has(&self, x: f64) -> bool {
        self.numbers.iter().any(|secret| (x - secret).abs() <= self.room * secret.abs())
    }
}

/// The secrets of a question: the answer itself, and what it would be read off.
pub(super) fn secrets(kind: &Kind, truth: &Truth, here: &dyn Session, ahead: &mut Lookahead) -> Secrets {
    let (quantities, later): (Vec<&Quantity>, i64) = match (kind, truth) {
        (Kind::Number { of, .. }, Truth::Number(number)) => {
            let mut secrets = Secrets::of(vec![*number], COMPUTED);
            if let Some(reading) = of.only_reading() {
                secrets.names = names(&reading.name, here);
                secrets.cells.extend(of.cells().filter(|_| of.is_at_hand()));
            }
            return secrets;
        }
        // A formula on the screen has the value that was found by halving.
        (_, Truth::Breaks(number)) => return Secrets::of(vec![*number], 2.0 * HALVED),
        (_, Truth::Place(x, y)) => {
            return Secrets::of([Some(*x), *y].into_iter().flatten().collect(), COMPUTED);
        }
        (Kind::Direction { of, after }, _) => (vec![of], i64::try_from(*after).unwrap_or(1)),
        (Kind::Choice(options), _) => {
            (options.iter().flat_map(|(_, condition)| condition.quantities()).collect(), 0)
        }
        (Kind::Item { items, .. }, _) => (items.iter().map(|(_, quantity)| quantity).collect(), 0),
        _ => return Secrets::of(Vec::new(), COMPUTED),
    };
    // Where nothing lies ahead, the answer is read off what is at hand.
    let at_hand = later == 0 && quantities.iter().all(|quantity| quantity.is_at_hand());
    let mut secrets = Secrets::of(Vec::new(), COMPUTED);
    for quantity in quantities.into_iter().filter(|quantity| !quantity.is_constant()) {
        secrets.numbers.extend(quantity.ahead(later, here, ahead));
        // What a formula makes of several numbers is a number of its own.
        if at_hand || (!quantity.is_at_hand() && quantity.readings.len() > 1) {
            let value = quantity.value_after(later, here, ahead);
            secrets.numbers.extend(value.ok().filter(|value| value.is_finite()));
        }
        if at_hand {
            secrets.cells.extend(quantity.cells());
        }
    }
    secrets
}

/// What a number that is read is called on the screen: a metric by its name, its label and the symbol at the label's
/// end; a row of the final table by its first word.
fn names(read: &str, here: &dyn Session) -> Vec<String> {
    let metrics = here.metrics();
    match (metrics.iter().find(|metric| metric.name == read), read.split_once('.')) {
        (Some(Metric { label, .. }), _) => {
            let symbols = [&label.en, &label.zh].map(|words| words.rsplit(' ').next().unwrap_or_default());
            let all = [read, &label.en, &label.zh].into_iter().chain(symbols);
            all.filter(|name| !name.is_empty()).map(str::to_string).collect()
        }
        (None, Some((_, row))) if !row.contains('[') => vec![row.to_string()],
        _ => Vec::new(),
    }
}

/// A place on an axis.
fn aimed(aim: &Aim, here: &dyn Session, ahead: &mut Lookahead) -> Result<f64, Problem> {
    let (of, most, over, (from, to)) = match aim {
        Aim::At(quantity) => return quantity.value(here, ahead),
        Aim::Best { of, most, over, range } => (of, *most, over, *range),
    };
    let mut session = Lookahead::twin(here)?;
    let mut value = |x: f64| -> Result<f64, Problem> {
        session.set(over, &x.to_string())?;
        let value = of.value(session.as_ref(), ahead)?;
        Ok(if value.is_nan() {
            f64::NEG_INFINITY
        } else if most {
            value
        } else {
            -value
        })
    };
    // A coarse look for the hill, then a fine one on it.
    let (mut from, mut to) = (from, to);
    let mut best = from;
    for _ in 0..4 {
        let width = (to - from) / 24.0;
        let mut highest = f64::NEG_INFINITY;
        for i in 0..=24 {
            let x = from + width * f64::from(i);
            let height = value(x)?;
            if height > highest {
                (highest, best) = (height, x);
            }
        }
        (from, to) = (best - width, best + width);
    }
    Ok(best)
}

/// The smallest value from which on the condition holds, to [`HALVED`]. A number that is no longer finite
/// counts as one that broke.
fn bisect(
    parameter: &str,
    when: &Condition,
    (low, high): (f64, f64),
    here: &dyn Session,
    ahead: &Lookahead,
) -> Result<f64, Problem> {
    let mut session = Lookahead::twin(here)?;
    let mut further = ahead.another();
    let mut breaks = |value: f64| -> Result<bool, Problem> {
        further.turn(parameter, &value.to_string(), session.as_mut())?;
        if when.holds(session.as_ref(), &mut further)? {
            return Ok(true);
        }
        for quantity in when.quantities() {
            if quantity.value(session.as_ref(), &mut further)?.is_nan() {
                return Ok(true);
            }
        }
        Ok(false)
    };
    if breaks(low)? || !breaks(high)? {
        return Err(Problem::usage(say!(
            "Between {low} and {high} nothing changes here.",
            "在 {low} 与 {high} 之间，这里没有变化。"
        )));
    }
    let (mut low, mut high) = (low, high);
    while high / low > 1.0 + HALVED {
        let middle = (low * high).sqrt();
        if breaks(middle)? {
            high = middle;
        } else {
            low = middle;
        }
    }
    Ok(high)
}
