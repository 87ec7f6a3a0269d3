//! The value one key press away.

use super::{Kind, Parameter, Value};
use crate::words::{next_rung, rounded};

impl Parameter {
    /// The value one key press away from `value`, up or down; `None` for text.
    #[must_use]
    pub fn nudged(&self, value: &Value, up: bool) -> Option<Value> {
        match (&self.kind, value) {
            (Kind::Number { min, max, log: true }, Value::Number(x)) => {
                Some(Value::Number(next_rung(*x, up).clamp(*min, *max)))
            }
            (Kind::Number { min, max, log: false }, Value::Number(x)) => {
                let own = 10f64.powf((x.abs().max(1e-3)).log10().floor() - 1.0).max(1e-4);
                // A round number moves by as much near 0 as elsewhere: through 0 is no farther than away from it.
                let round = 10f64.powf((max - min).log10().floor() - 2.0).min(0.1);
                let is_round = (x / round - (x / round).round()).abs() < 1e-6;
                let step = if is_round { own.max(round) } else { own };
                let next = ((x / step).round() + if up { 1.0 } else { -1.0 }) * step;
                Some(Value::Number(rounded(next, 10).clamp(*min, *max)))
            }
            (Kind::Whole { min, max }, Value::Whole(n)) => {
                let stride = if n.abs() >= 1000 {
                    100
                } else if n.abs() >= 100 {
                    10
                } else {
                    1
                };
                Some(Value::Whole(n.saturating_add(if up { stride } else { -stride }).clamp(*min, *max)))
            }
            (Kind::Choice(choices), Value::Words(id)) => {
                let at = choices.iter().position(|choice| choice.id == *id)?;
                let next = if up { at + 1 } else { at + choices.len() - 1 } % choices.len();
                Some(Value::Words(choices[next].id.clone()))
            }
            (Kind::Switch, Value::Switch(on)) => Some(Value::Switch(!on)),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lab::{Form, Settings};
    use crate::words::text;

    /// A learning rate and a first weight.
    fn declared() -> [Parameter; 2] {
        let settings = Settings::default();
        let mut form = Form::typed(&settings);
        let label = || text("x", "x");
        form.rate("lr", label(), label(), 0.005, 1e-6..=10.0).live().expect("a default");
        form.number("w", label(), label(), 2.0, -10.0..=10.0).live().expect("a default");
        let parameters = form.close().expect("nothing else is given");
        ["lr", "w"].map(|name| parameters.declared(name).cloned().expect("declared"))
    }

    #[test]
    fn keys_climb_the_ladder() {
        let [rate, start] = declared();
        let mut value = Value::Number(0.005);
        for expected in [0.01, 0.02, 0.05, 0.1, 0.2] {
            value = rate.nudged(&value, true).expect("a number");
            assert_eq!(value, Value::Number(expected));
        }
        assert_eq!(rate.nudged(&Value::Number(0.003), false), Some(Value::Number(0.002)));
        assert_eq!(start.nudged(&Value::Number(2.0), true), Some(Value::Number(2.1)));
    }

    #[test]
    fn a_number_passes_zero_in_equal_notches() {
        let [_, start] = declared();
        let mut value = Value::Number(1.1);
        for tenths in (-11..=10).rev() {
            value = start.nudged(&value, false).expect("a number");
            assert_eq!(value, Value::Number(f64::from(tenths) / 10.0));
        }
        // One that was typed with more digits moves by less.
        assert_eq!(start.nudged(&Value::Number(0.034), true), Some(Value::Number(0.035)));
        assert_eq!(start.nudged(&Value::Number(0.27), false), Some(Value::Number(0.26)));
    }
}
