//! The chosen optimizer and its hyper-parameters, as parameters of a lesson that trains one network.

use crate::lab::Form;
use crate::lessons::hyper;
use crate::nn::optimizer::{Convention, Optimizer, RULES, Rule, find};
use crate::words::{Problem, same, text};

/// Formulas and defaults are PyTorch's; lesson `optimizers` compares the conventions.
const CONVENTION: Convention = Convention::PyTorch;

/// Declares `optimizer`, `lr` and what else the chosen rule has: `momentum`, `beta1` …, and reads what they describe.
/// Unless another rule is chosen it is `usual`; its rate is `rate(rule)`.
///
/// # Errors
/// A sentence when a value does not fit.
pub(crate) fn fill(
    form: &mut Form<'_>,
    usual: &str,
    rate: impl Fn(&Rule) -> f64,
) -> Result<Optimizer, Problem> {
    let label = text("optimizer", "优化器");
    let help = text("The rule that turns gradients into steps.", "把梯度变成参数移动的规则。");
    let rule = form.choice("optimizer", label, help, &RULES).usually(find(usual)?).restarts()?;
    let mut optimizer = Optimizer::new(rule.name, CONVENTION)?;
    for hyper in rule.open_hyper(CONVENTION) {
        let preset = if hyper.name == "lr" { rate(*rule) } else { hyper::preset(hyper, CONVENTION) };
        let label = match hyper.symbol == hyper.name {
            true => hyper.label.clone(),
            false => hyper.label.clone().then(&same(format!(" {}", hyper.symbol))),
        };
        let value = hyper::declare(form, hyper.name.to_string(), label, (*rule, hyper), preset)?;
        optimizer.set(hyper.name, value)?;
    }
    Ok(optimizer)
}
