//! A hyper-parameter of an update rule as a parameter of a lesson.

use crate::lab::{Field, Form, Setting};
use crate::nn::optimizer::{Convention, Hyper, Preset, Rule};
use crate::words::{Problem, Text};

/// Declares the parameter `name` for `hyper` of `rule`, starting at `preset`, and reads it as the number that the
/// rule takes; a switch that is on is 1.
///
/// # Errors
/// A sentence when the value does not fit.
pub(super) fn declare(
    form: &mut Form<'_>,
    name: String,
    label: Text,
    (rule, hyper): (&Rule, &Hyper),
    preset: f64,
) -> Result<f64, Problem> {
    let help = Text {
        en: format!("{}: {}.", rule.label.en, hyper.label.en).into(),
        zh: format!("{}：{}。", rule.label.zh, hyper.label.zh).into(),
    };
    if hyper.switch {
        let on = ends(form.switch(name, label, help, preset == 1.0), hyper)?;
        return Ok(f64::from(u8::from(*on)));
    }
    let by_factors = hyper.name == "lr" || (preset > 0.0 && preset < 0.1);
    let range = hyper.bounds.0..=hyper.bounds.1;
    let field = match by_factors {
        true => form.rate(name, label, help, preset, range),
        false => form.number(name, label, help, preset, range),
    };
    ends(field, hyper).map(|value| *value)
}

/// What the memory starts from begins the run again; everything else counts from its step on.
fn ends<'a, T: 'a>(field: Field<'_, 'a, T>, hyper: &Hyper) -> Result<Setting<T>, Problem> {
    if hyper.at_start { field.restarts() } else { field.live() }
}

/// What the convention starts it from.
pub(super) fn preset(hyper: &Hyper, convention: Convention) -> f64 {
    match hyper.preset(convention) {
        Preset::Open(preset) | Preset::Fixed(preset) => preset,
        Preset::Absent => 0.0,
    }
}
